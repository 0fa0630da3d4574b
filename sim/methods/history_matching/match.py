"""Draws of parameters set against the record: what it rules out, and what is left to conclude from.

History matching (Craig et al. 1997) asks less than calibration: not which draws are best, but which
cannot be right, given how far a mean over replicates may be from the exact one and how far the
record itself may be off. What is left is a set that conclusions can be quoted over.
"""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from sim.errors import OutOfBounds, SimError, WrongKind
from sim.methods.design import design
from sim.methods.history_matching.matched import MEETS, RULED_OUT, UNDECIDED, Matched, apart
from sim.methods.history_matching.wanted import Wanted, wanted_of
from sim.runner.evaluate import Evaluation
from sim.runner.prior_draws import FEWEST_DRAWS, prior_draws
from sim.runner.progress import Report
from sim.runner.request import check_whole, check_world
from sim.scenario.parameter_set import MOST_DRAWS
from sim.spec.parse_override import MOST_SEED
from sim.spec.world import ParameterSet, World

__all__ = ["history_match"]

Floats = NDArray[np.float64]

#: Fewest replicates of a draw. Assumed: an error of fewer is itself little known.
_FEWEST = 10

_PARAMETER = "parameters."


def history_match(
    world: World,
    facts: Any = None,
    *,
    draws: int | ParameterSet = 500,
    over: Any = None,
    replicates: int = 100,
    seed: int = 1,
    tolerance: float | Mapping[str, float] = 0.0,
    cutoff: float = 3.0,
    misses: int = 0,
    threads: int | None = None,
    progress: Report | None = None,
) -> Matched:
    """Return which draws of the parameters the record does not rule out.

    Parameters
    ----------
    world : World
        One whose window the record covers.
    facts : mapping, list of facts, or None
        {measure or outcome: (low, high)}, where the mean over replicates is to lie; or stated
        facts, of which None takes the shipped ones that may be fitted.
    draws : int or ParameterSet
        Draws over the parameters' priors (a Latin hypercube), or a set of one's own.
    over : list of keys, or mapping of keys to (low, high)
        Of `parameters.`; all that have a prior if not said.
    replicates : int, 10 or more
        Of each draw, under the same luck in all.
    tolerance : float, or mapping of what is wanted (or of a fact) to one
        How far the record itself may be off: the range is so much wider at both ends. Of a fact,
        in shares of replicates.
    cutoff : float
        Errors outside the range that rule a draw out. 3 is Pukelsheim's (1994): of any distribution
        with one peak 95 % lie within.
    misses : int
        How many of the things wanted a draw may miss.

    Returns
    -------
    Matched
        See there; `kept` is the set that is left.

    Raises
    ------
    sim.errors.SimError
        For a range, a measure or a key that is none, or too few draws or replicates.

    Notes
    -----
    The error of a share adds a success and a failure to the replicates (Agresti and Coull 1998),
    since 0 of 100 is not without error.

    Examples
    --------
    >>> import sim
    >>> world = sim.load("baseline_hindcast")
    >>> low = {"mean(relation_jpn_kor, '2018-10', '2020-12')": (-1.0, -0.1)}
    >>> found = sim.history_match(world, low, draws=20, replicates=20)
    >>> found.ruled_out, len(found.kept.rows)
    (0.15, 17)
    """
    check_world(world)
    replicates = check_whole(replicates, "replicates", _FEWEST, 10_000_000)
    seed = check_whole(seed, "seed", 0, MOST_SEED)
    misses = check_whole(misses, "misses", 0, 1000)
    _number(cutoff, "cutoff")
    wanted, left_out = wanted_of(facts, world)
    if misses >= len(wanted):
        raise OutOfBounds(misses, 0, len(wanted) - 1, field="misses")
    low, high = _ranges(wanted, tolerance)
    drawn = _drawn(draws, over, seed)
    means, errors = _answers(world, wanted, drawn, replicates, seed, threads, progress)
    beyond = np.maximum(low - means, means - high)
    # Within a range it is how far inside: a draw meets what is wanted by as many errors.
    with np.errstate(divide="ignore", invalid="ignore"):
        far = np.where(errors > 0.0, beyond / errors, np.sign(beyond) * np.inf)
    far = np.where(np.isnan(far), 0.0, far)  # on a bound, and without error
    states = np.where(far > cutoff, RULED_OUT, np.where(far < -cutoff, MEETS, UNDECIDED))
    names = [one.name for one in wanted]
    order = np.argsort(-far, axis=1, kind="stable")
    worst = order[:, misses]
    implausible = np.take_along_axis(far, worst[:, None], axis=1)[:, 0]
    index = pd.RangeIndex(len(means), name="draw")
    told = pd.DataFrame(
        {
            "implausibility": np.maximum(implausible, 0.0),
            "worst": [names[place] for place in worst],
            "state": np.take_along_axis(states, worst[:, None], axis=1)[:, 0],
        },
        index=index,
    )
    columns = pd.Index(names, name="wanted")
    return Matched(
        told,
        _by_fact(wanted, means, states, low, high),
        pd.DataFrame(means, index=index, columns=columns),
        pd.DataFrame(errors, index=index, columns=columns),
        drawn,
        left_out,
        {
            "scenario": world.name,
            "replicates": replicates,
            "seed": seed,
            "cutoff": cutoff,
            "misses": misses,
            "tolerance": tolerance,
        },
    )


def _number(value: Any, field: str) -> None:
    if isinstance(value, bool) or not isinstance(value, int | float) or not value >= 0.0:
        raise WrongKind(value, "a number of 0 or more", field=field, given=True)


def _ranges(wanted: Sequence[Wanted], tolerance: Any) -> tuple[Floats, Floats]:
    """Return the ends of what is wanted, wider by a tolerance."""
    known = {name for one in wanted for name in (one.name, one.fact)}
    by_name = tolerance if isinstance(tolerance, Mapping) else {}
    for name, value in by_name.items():
        if name not in known:
            raise WrongKind(f"'{name}'", f"one of {', '.join(sorted(known))}", field="tolerance")
        _number(value, f"tolerance: {name}")
    if not isinstance(tolerance, Mapping):
        _number(tolerance, "tolerance")
        by_name = dict.fromkeys(known, tolerance)
    wider = np.array([by_name.get(one.name, by_name.get(one.fact, 0.0)) for one in wanted])
    low, high = (np.array([getattr(one, end) for one in wanted]) for end in ("low", "high"))
    return low - wider, high + wider


def _drawn(draws: Any, over: Any, seed: int) -> ParameterSet:
    """Return the draws that are tried."""
    if isinstance(draws, ParameterSet):
        if over is not None:
            raise WrongKind("keys", "no keys beside a set of draws", field="over")
        return draws
    if over is None:
        return prior_draws(draws, seed)
    draws = check_whole(draws, "draws", FEWEST_DRAWS, MOST_DRAWS)
    points = design("lhs", draws, over, seed % 2**32)
    for key in points:
        if not str(key).startswith(_PARAMETER):
            wanted = "keys of parameters: a set of draws holds nothing else"
            raise WrongKind(f"the key '{key}'", wanted, field="over")
    names = tuple(str(key).removeprefix(_PARAMETER) for key in points)
    rows = tuple(tuple(map(float, row)) for row in points.to_numpy())
    return ParameterSet(f"draws_{draws}_{seed}", names, rows, "a Latin hypercube")


def _answers(
    world: World,
    wanted: Sequence[Wanted],
    drawn: ParameterSet,
    replicates: int,
    seed: int,
    threads: int | None,
    progress: Report | None,
) -> tuple[Floats, Floats]:
    """Return means and their errors, (draw, wanted)."""
    shipped = [one.name for one in wanted if one.measure == one.name and one.name.isidentifier()]
    own = {f"wanted_{place}": one.measure for place, one in enumerate(wanted)}
    own = {name: text for name, text in own.items() if text not in shipped}
    points = [{"parameter_set": one} for one in apart(drawn)]
    # What is wanted stands beside what the world declares itself.
    changed = world.replace(**{f"outcomes.{name}": text for name, text in own.items()})
    columns = [
        one.name if one.name in shipped else f"wanted_{place}" for place, one in enumerate(wanted)
    ]
    asked = Evaluation.of(changed, points, columns, replicates, seed, threads=threads)
    means, errors = (np.full((len(points), len(wanted)), np.nan) for _ in range(2))

    def keep(place: int, values: Floats) -> None:
        for column, one in enumerate(values.T):
            there = one[~np.isnan(one)]
            if len(there) >= _FEWEST:
                means[place, column] = there.mean()
                errors[place, column] = _error(there)

    asked.run(keep, progress)
    for column, one in enumerate(wanted):
        lacking = int(np.isnan(means[:, column]).sum())
        if lacking:
            raise SimError(
                f"has an answer in fewer than {_FEWEST} replicates of {lacking:,} draws: ask for "
                "more replicates, or for a measure that each has",
                field=one.name,
            )
    return means, errors


def _error(values: Floats) -> float:
    """Return the Monte Carlo error of a mean; of a share with a success and a failure added."""
    count = len(values)
    if np.isin(values, (0.0, 1.0)).all():
        share = (values.sum() + 1.0) / (count + 2.0)
        return float(np.sqrt(share * (1.0 - share) / (count + 2.0)))
    return float(values.std(ddof=1) / np.sqrt(count))


def _by_fact(
    wanted: Sequence[Wanted], means: Floats, states: NDArray[np.str_], low: Floats, high: Floats
) -> pd.DataFrame:
    """Return a row for each thing wanted."""
    out = states == RULED_OUT
    alone = out & (out.sum(axis=1) == 1)[:, None]
    quantiles = np.quantile(means, (0.05, 0.5, 0.95), axis=0)
    return pd.DataFrame(
        {
            "says": [one.says for one in wanted],
            "low": low,
            "high": high,
            "p05": quantiles[0],
            "median": quantiles[1],
            "p95": quantiles[2],
            "ruled_out": out.mean(axis=0),
            "undecided": (states == UNDECIDED).mean(axis=0),
            "meets": (states == MEETS).mean(axis=0),
            "alone": alone.mean(axis=0),
        },
        index=pd.Index([one.name for one in wanted], name="wanted"),
    )
