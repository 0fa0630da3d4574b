"""What each lever does: paired differences grouped by draw, and their distribution over draws."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike, NDArray

from sim.methods.parts import NOT_KEPT, Parts
from sim.methods.sensitivity.arms import DEFAULTS, PASSES, PRIORS, Arms
from sim.methods.sensitivity.lever import Lever
from sim.runner.progress import Clock
from sim.spec.version import KERNEL_HASH

__all__ = [
    *("COLUMNS", "Grouped", "Spread", "by_draw", "lever_runs", "lever_table", "over_draws"),
    *("place_of",),
]

Floats = NDArray[np.float64]

COLUMNS = (
    *("lever", "kind", "outcome", "low", "high"),
    *("median", "p05", "p95", "share_positive", "draw_se"),
    *("default_effect", "default_se", "default_place"),
    *("draws", "pairs", "seed", "world", "model"),
)


class Grouped(NamedTuple):
    """Paired differences by draw: mean, its standard error, how many pairs; (draw,) each.

    A draw without a pair has a mean of NaN, one with a single pair an error of NaN.
    """

    mean: Floats
    se: Floats
    pairs: NDArray[np.int64]


class Spread(NamedTuple):
    """How effects lie over draws: median, 5 and 95 %, share above 0."""

    median: float
    p05: float
    p95: float
    share_positive: float


def by_draw(gaps: ArrayLike, rows: ArrayLike, draws: int) -> Grouped:
    """Return paired differences grouped by the draw that each replicate took.

    Parameters
    ----------
    gaps : (replicate,) high arm less low arm
    rows : (replicate,) whole numbers from 0 to `draws` - 1

    Examples
    --------
    >>> found = by_draw([1.0, 3.0, 5.0], [0, 0, 1], 2)
    >>> found.mean.tolist(), found.pairs.tolist(), float(found.se[0])
    ([2.0, 5.0], [2, 1], 1.0)
    """
    values, groups = np.asarray(gaps, dtype=np.float64), np.asarray(rows, dtype=np.int64)
    count = np.bincount(groups, minlength=draws)
    with np.errstate(divide="ignore", invalid="ignore"):
        mean = np.bincount(groups, values, draws) / count
        squares = np.bincount(groups, (values - mean[groups]) ** 2, draws)
        se = np.sqrt(squares / (count - 1) / count)
    return Grouped(mean, np.where(count > 1, se, np.nan), count)


def over_draws(effects: ArrayLike) -> Spread:
    """Return how effects lie over draws; an effect of exactly 0 counts half as above 0.

    Draws without a pair (NaN) are left out.

    Examples
    --------
    >>> over_draws([-1.0, 0.0, 1.0, 2.0]).share_positive, over_draws([0.0, 0.0]).share_positive
    (0.625, 0.5)
    """
    values = np.asarray(effects, dtype=np.float64)
    values = values[~np.isnan(values)]
    p05, median, p95 = np.quantile(values, (0.05, 0.5, 0.95))
    return Spread(float(median), float(p05), float(p95), 1.0 - place_of(0.0, values))


def place_of(value: float, effects: ArrayLike) -> float:
    """Return the share of effects below a value; those equal to it count half.

    Examples
    --------
    >>> place_of(1.0, [0.0, 1.0, 2.0, 3.0])
    0.375
    """
    values = np.asarray(effects, dtype=np.float64)
    values = values[~np.isnan(values)]
    return float((values < value).mean() + 0.5 * (values == value).mean())


def lever_runs(levers: Sequence[Lever], arms: Arms) -> int:
    """Return how many replicates all levers take, in both passes."""
    per_arm = arms.asked.draws * arms.asked.pairs + arms.asked.replicates
    return per_arm * sum(count for _, count in _counted(levers))


def _counted(levers: Sequence[Lever]) -> Iterator[tuple[Lever, int]]:
    """Yield each lever with the arms that it takes: the on arm of switches is run once."""
    shared = False
    for lever in levers:
        yield lever, 1 if lever.kind == "switch" and shared else 2
        shared |= lever.kind == "switch"


def lever_table(
    levers: Sequence[Lever],
    arms: Arms,
    *,
    clock: Clock | None = None,
    parts: Parts = NOT_KEPT,
) -> pd.DataFrame:
    """Run every lever in both passes and return a row a lever and outcome: COLUMNS.

    Parameters
    ----------
    parts : where finished levers are kept and found
    """
    asked, rows = arms.asked, []
    for lever, count in _counted(levers):
        found = {over: _effects(lever, arms, over, count, clock, parts) for over in PASSES}
        for outcome in asked.outcomes:
            prior, default = (
                found[over][found[over]["outcome"] == outcome.name] for over in (PRIORS, DEFAULTS)
            )
            spread = over_draws(prior["effect"])
            effect = float(default["effect"].iloc[0])
            draws, place = int((prior["pairs"] > 0).sum()), place_of(effect, prior["effect"])
            rows.append(
                (
                    *(lever.key, lever.kind, outcome.name, lever.low, lever.high),
                    *(*spread, float(prior["se"].median())),
                    *(effect, float(default["se"].iloc[0]), place),
                    *(draws, asked.pairs, asked.seed, asked.scenario, KERNEL_HASH),
                )
            )
    return pd.DataFrame(rows, columns=list(COLUMNS))


def _effects(
    lever: Lever, arms: Arms, over: str, count: int, clock: Clock | None, parts: Parts
) -> pd.DataFrame:
    """Return a lever's effects in one pass, a row an outcome and draw."""
    asked = arms.asked
    draws, replicates = (asked.draws, asked.draws * asked.pairs) if over == PRIORS else (1, 0)
    replicates = replicates or asked.replicates
    ends = [{lever.key: value} for value in (lever.low, lever.high)]

    def run() -> pd.DataFrame:
        one, other = (arms.answers(arms.world(end, over), over, replicates) for end in ends)
        rows = arms.rows(over, replicates)
        tables = []
        for name in one:
            found = by_draw(other[name] - one[name], rows, draws)
            tables.append(
                pd.DataFrame(
                    {
                        "outcome": name,
                        "draw": np.arange(draws),
                        "effect": found.mean,
                        "se": found.se,
                        "pairs": found.pairs,
                    }
                )
            )
        if clock is not None:
            clock.add(count * replicates)
        return pd.concat(tables, ignore_index=True)

    key = [part for end in ends for part in arms.key(end, over, replicates)]
    key.append(",".join(one.name for one in asked.outcomes))
    return parts.table(f"lever-{over}", key, run, clock=clock, counts=count * replicates)
