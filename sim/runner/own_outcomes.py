"""Outcomes of one's own in a study: the same of all its points, worked out where the runs are."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sim.engine.batch import Measured
from sim.errors import SimError, WrongKind
from sim.spec.drawn import trait_panel
from sim.spec.measure import TRAIT_PANELS, Measure, Panel
from sim.spec.outcomes import OwnOutcome
from sim.spec.own_outcome import check_months, outcome_of
from sim.spec.recorded import column
from sim.spec.world import World

__all__ = ["asked_outcomes", "measured_by", "shared_outcomes"]

NONE: Mapping[str, OwnOutcome] = MappingProxyType({})


def asked_outcomes(asked: Mapping[str, Any]) -> dict[str, OwnOutcome]:
    """Return outcomes of one's own as `sim.run` takes them: a measure by name, or a mapping.

    Raises
    ------
    SimError
        For a name that is none, or a measure that is none.

    Examples
    --------
    >>> asked_outcomes({"cold": "share(relation_jpn_kor < 0)"})["cold"].unit
    '1'
    """
    if not isinstance(asked, Mapping):
        wanted = "a mapping of names to measures"
        raise WrongKind(asked, wanted, field="outcomes", given=True)
    found = {}
    for name, value in asked.items():
        outcome = value if isinstance(value, OwnOutcome) else outcome_of(value, str(name))
        if outcome is not None:
            found[str(name)] = outcome
    return found


def shared_outcomes(
    worlds: Sequence[World], asked: Mapping[str, OwnOutcome] = NONE
) -> dict[str, OwnOutcome]:
    """Return the outcomes that any world of a study declares: all its points have them.

    So a table of the study is whole, and each outcome compares all worlds.

    Parameters
    ----------
    asked : those of the study itself

    Raises
    ------
    SimError
        If two worlds mean something else by one name, or one lacks a month that another asks for.

    Examples
    --------
    >>> from sim.scenario import load
    >>> one, other = load("neglect"), load("second_trump_term")
    >>> one = one.replace(**{"outcomes.cold": "share(relation_jpn_kor < 0)"})
    >>> list(shared_outcomes([one, other]))
    ['cold']
    """
    found: dict[str, tuple[OwnOutcome, str]] = {}
    sources = [("the study", asked), *((f"world {one.name}", one.outcomes) for one in worlds)]
    for source, outcomes in sources:
        for name, outcome in outcomes.items():
            other, of = found.setdefault(name, (outcome, source))
            if other != outcome:
                raise SimError(
                    f"is {_words(other)} in {of} and {_words(outcome)} in {source}: a study has "
                    "one outcome of a name; give one of them another",
                    field=f"outcomes.{name}",
                )
    shared = {name: outcome for name, (outcome, _) in found.items()}
    windows = {(world.first, world.last): world.name for world in worlds} if shared else {}
    for (first, last), name in windows.items():
        check_months(shared, first, last, f"world {name}")
    return shared


def _words(outcome: OwnOutcome) -> str:
    unit = "" if outcome.unit == "1" else f" [{outcome.unit}]"
    meaning = "" if outcome.meaning == outcome.measure else f", '{outcome.meaning}'"
    return f"'{outcome.measure}'{unit}{meaning}"


def measured_by(
    world: World, seed: int, outcomes: Mapping[str, OwnOutcome]
) -> tuple[int, Measured] | None:
    """Return what works outcomes out of a world's months, for `run_chunk`; None for none.

    A number that is not finite, such as a quotient by nothing, is no answer: NaN.
    """
    if not outcomes:
        return None
    measures = [Measure.parse(outcome.measure) for outcome in outcomes.values()]
    names = sorted({name for measure in measures for name in measure.names})

    def panel(name: str, first: int, months: NDArray[np.float64]) -> Panel:
        if name in TRAIT_PANELS:
            return trait_panel(world, name, seed, len(months), first)
        return Panel(months[:, :, column(name)], world.first)

    def measured(first: int, months: NDArray[np.float64]) -> NDArray[np.float64]:
        panels = {name: panel(name, first, months) for name in names}
        with np.errstate(divide="ignore", invalid="ignore"):
            found = np.stack([measure(panels) for measure in measures], axis=1)
        return np.where(np.isfinite(found), found, np.nan)

    return len(measures), measured
