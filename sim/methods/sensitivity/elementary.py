"""Which parameters act: each set to both ends of its prior, one at a time, under the same luck.

Elementary effects with common random numbers (Morris 1991 on screening). A parameter acts where it
moves an outcome's mean or its standard deviation over replicates by more than a tenth of that
standard deviation, well clear of chance: in the window of a world, or where the past is of that
value too (`start.parameters.<name>`).
"""

import math
from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from sim.errors import UnknownName, WrongKind
from sim.methods.parts import NOT_KEPT, Parts
from sim.methods.sensitivity.arms import Answers, measured
from sim.methods.sensitivity.lever import LeverOutcome
from sim.runner.executor import map_tasks
from sim.runner.progress import Clock
from sim.scenario import load
from sim.spec.override import apply
from sim.spec.override_key import START
from sim.spec.parameters import PARAMETERS, ParameterSpec
from sim.spec.version import KERNEL_HASH
from sim.spec.world import World

__all__ = [
    *("COLUMNS", "LEAST", "SIDES", "SURE", "Effect"),
    *("acting", "chosen", "effects_of", "elementary_effects", "free", "settings_of", "strongest"),
]

#: Where a parameter is set: in the window alone, or in the past as well.
SIDES = ("window", "start")

#: A parameter acts above so many standard deviations, at so many standard errors. A tenth is half
#: of what Cohen (1988) calls a small effect; at four standard errors, 1 in 16,000 estimates of
#: nothing would pass by chance, and each parameter has some two hundred.
LEAST, SURE = 0.1, 4.0

COLUMNS = (
    *("parameter", "owner", "low", "high", "acts"),
    *("world", "side", "outcome", "moment", "effect", "t"),
    *("twins", "seed", "model"),
)


class Effect(NamedTuple):
    """High end less low, in standard deviations of the outcome as it stands, and its t-value."""

    outcome: str
    moment: str
    effect: float
    t: float

    @property
    def acts(self) -> bool:
        """Whether it counts: above `LEAST` at `SURE` standard errors."""
        return abs(self.effect) > LEAST and self.t > SURE


def free(parameters: Sequence[ParameterSpec] = PARAMETERS) -> list[ParameterSpec]:
    """Return the parameters that their priors leave free; the others are flags of the method."""
    return [one for one in parameters if one.prior[1] > one.prior[0]]


def chosen(names: Any) -> list[ParameterSpec]:
    """Return the parameters asked for, in the order of their tables; None asks for all free ones.

    Raises
    ------
    UnknownName, WrongKind
        For a name that is none, no name at all, or a flag of the method, whose prior is a point.

    Examples
    --------
    >>> [one.name for one in chosen("memory_gain")], len(chosen(None)) == len(free())
    (['memory_gain'], True)
    """
    known = {one.name: one for one in free()}
    if names is None:
        return list(known.values())
    asked = [str(name) for name in (names if isinstance(names, list) else [names])]
    for name in asked:
        if name not in known:
            raise UnknownName("parameter with a prior", name, known, field="names")
    if not asked:
        raise WrongKind("nothing", "one or more parameters", field="names")
    return [one for name, one in known.items() if name in asked]


def effects_of(low: Answers, high: Answers, spread: dict[str, float]) -> Iterator[Effect]:
    """Yield the effect on each outcome's mean and on its standard deviation.

    Parameters
    ----------
    low, high : by outcome, (twin,) with twins in the same order
    spread : by outcome, its standard deviation with nothing changed; 0 where it does not vary

    Examples
    --------
    >>> low, high = {"summits": np.array([0.0, 1.0])}, {"summits": np.array([2.0, 3.0])}
    >>> [(one.moment, one.effect) for one in effects_of(low, high, {"summits": 1.0})]
    [('mean', 2.0), ('spread', 0.0)]
    """
    for name, unit in spread.items():
        if unit > 0.0:
            yield _effect(name, "mean", high[name] - low[name], unit)
            yield _effect(name, "spread", _reach(high[name]) - _reach(low[name]), unit)


def _reach(values: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return, twin by twin, numbers whose mean is about the standard deviation, (twin,).

    Its influence function gives the standard error of a difference of two over the same twins.
    """
    middle, sd = values.mean(), values.std()
    if sd == 0.0:
        return np.zeros_like(values)
    return 0.5 * sd + (values - middle) ** 2 / (2.0 * sd)


def _effect(outcome: str, moment: str, gaps: NDArray[np.float64], unit: float) -> Effect:
    """Return the mean of gaps between twins in units of a spread, and its t-value."""
    mean = float(gaps.mean())
    error = float(gaps.std(ddof=1)) / math.sqrt(len(gaps))
    if error == 0.0:
        return Effect(outcome, moment, mean / unit, math.inf if mean else 0.0)
    return Effect(outcome, moment, mean / unit, abs(mean) / error)


def strongest(effects: Sequence[Effect]) -> Effect:
    """Return the effect that says most for a parameter: the largest that counts, or the largest."""
    return max(effects, key=lambda one: (one.acts, abs(one.effect)))


def settings_of(scenarios: Sequence[str], worlds: Path | None = None) -> list[tuple[World, str]]:
    """Return each world with each side that it has: one that starts from no other has no past.

    Examples
    --------
    >>> [(world.name, side) for world, side in settings_of(["baseline_hindcast"])]
    [('baseline_hindcast', 'window')]
    """
    bases = [load(name, worlds) for name in scenarios]
    return [
        (base, side)
        for base in bases
        for side in SIDES
        if side == "window" or base.start is not None
    ]


def elementary_effects(
    parameters: Sequence[ParameterSpec] | None,
    scenarios: Sequence[str],
    outcomes: Sequence[LeverOutcome],
    *,
    twins: int = 200,
    seed: int = 1,
    worlds: Path | None = None,
    threads: int | None = None,
    clock: Clock | None = None,
    parts: Parts = NOT_KEPT,
) -> pd.DataFrame:
    """Return a row a parameter, world and side, with what moves most there: COLUMNS.

    Parameters
    ----------
    parameters : those asked about; all free ones if None
    scenarios : worlds by name; the side `start` is left out of one that starts from no other
    outcomes : what effects are measured on
    twins : replicates of each end, 2 or more; below some thirty chance passes for an effect
    worlds : path, optional
        A folder of one's own worlds.
    threads : runs at once; all processors if not said
    parts : where finished worlds are kept and found

    Examples
    --------
    >>> from sim.spec.parameters import PARAMETERS
    >>> some = [one for one in PARAMETERS if one.name in ("memory_gain", "regard_floor")]
    >>> bids = LeverOutcome("bids", "bids of both, mean", ("bid_mean_jpn", "bid_mean_kor"))
    >>> found = elementary_effects(some, ["neglect"], [bids], twins=4, threads=1)
    >>> found[["parameter", "side"]].to_numpy().tolist()[1]
    ['memory_gain', 'window']
    """
    asked = free() if parameters is None else list(parameters)
    tables = []
    for base, side in settings_of(scenarios, worlds):
        told = [base.digest(), side, *(f"{one.name} {one.prior}" for one in asked)]
        make = partial(_side, base, asked, side, outcomes, twins, seed, threads, clock)
        key = [*told, str(twins), str(seed), *(one.name for one in outcomes)]
        counts = len(asked)
        name = f"acting-{base.name}-{side}"
        tables.append(parts.table(name, key, make, clock=clock, counts=counts))
    return pd.concat(tables, ignore_index=True)


def _side(
    base: World,
    asked: Sequence[ParameterSpec],
    side: str,
    outcomes: Sequence[LeverOutcome],
    twins: int,
    seed: int,
    threads: int | None,
    clock: Clock | None,
) -> pd.DataFrame:
    """Return the rows of one world and side."""
    plain = measured(base, outcomes, twins, seed, threads=1)
    spread = {name: float(values.std(ddof=1)) for name, values in plain.items()}
    prefix = START if side == "start" else ""

    def row(one: ParameterSpec) -> tuple[object, ...]:
        ends = ({f"{prefix}parameters.{one.name}": value} for value in one.prior)
        low, high = (measured(apply(base, end), outcomes, twins, seed, threads=1) for end in ends)
        best = strongest(list(effects_of(low, high, spread)))
        return (
            *(one.name, one.owner, *one.prior, best.acts),
            *(base.name, side, *best),
            *(twins, seed, KERNEL_HASH),
        )

    def told(one: ParameterSpec) -> None:
        if clock is not None:
            clock.add(1)

    found = map_tasks(asked, row, threads=threads, ended=told)
    return pd.DataFrame(found, columns=list(COLUMNS))


def acting(found: pd.DataFrame) -> pd.DataFrame:
    """Return a row a parameter: where it acts most, or comes nearest to it, the weakest first.

    Examples
    --------
    >>> rows = {"parameter": ["a", "a"], "acts": [False, True], "effect": [0.3, -0.2]}
    >>> acting(pd.DataFrame(rows)).to_dict("list")
    {'parameter': ['a'], 'acts': [True], 'effect': [-0.2]}
    """
    size = found["effect"].abs()
    ordered = found.assign(_size=size).sort_values(["acts", "_size"], kind="stable")
    last = ordered.groupby("parameter", sort=False).tail(1)
    return last.drop(columns="_size").reset_index(drop=True)
