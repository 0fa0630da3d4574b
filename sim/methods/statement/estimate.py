"""What a check measures, with its interval, over replicates under the same luck."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sim.analysis import critical_t, prob_ci
from sim.methods.statement.statement import Check

__all__ = ["FEWEST", "Estimate", "estimate", "keeps"]

#: Fewest replicates with an answer that count as one. Assumed: an interval of fewer says little.
FEWEST = 30

#: Resamples for statistics that have no simple error. Assumed: enough for two digits of an error.
_RESAMPLES = 400


@dataclass(frozen=True)
class Estimate:
    """A number with its interval.

    Attributes
    ----------
    value, low, high : float
        In the unit of the measure; for a share, the share. The interval is of 95 %, or of 90 %
        where equivalence is asked, as two one-sided tests want it. NaN if too few answered; a mean
        with an infinite answer among them, a quotient by nothing, has no ends.
    standardised : float
        For arms set against one another: the value over the spread of a single arm, that over
        replicates; NaN where the value is a quotient or a correlation.
    count : int
        Replicates with an answer in every arm.
    """

    value: float
    low: float
    high: float
    standardised: float
    count: int


def estimate(check: Check, answers: Mapping[str, Mapping[str, NDArray[np.float64]]]) -> Estimate:
    """Return what a check finds.

    Parameters
    ----------
    answers : by arm, then by measure, (replicate,)
        Entry k of every arm comes from replicate k.
    """
    arms, against = check.arm.names, check.against or check.measure
    sides = {arm: answers[arm][check.measure.text] for arm in arms}
    others = {arm: answers[arm][against.text] for arm in arms}
    kept = np.all([~np.isnan(v) for v in (*sides.values(), *others.values())], axis=0)
    count = int(kept.sum())
    if count < FEWEST:
        return Estimate(np.nan, np.nan, np.nan, np.nan, count)
    sides = {arm: values[kept] for arm, values in sides.items()}
    others = {arm: values[kept] for arm, values in others.items()}
    level = 0.90 if check.equivalence else 0.95
    if check.counts_runs:
        share = prob_ci(int(keeps(check, check.arm(sides)).sum()), count)
        return Estimate(share.value, share.low, share.high, np.nan, count)
    if check.statistic == "mean" and check.arm.linear:
        with np.errstate(invalid="ignore"):  # ∞ − ∞, where both arms divide by nothing
            combined = check.arm(sides)
        value, low, high = _mean(combined, level)
    else:
        value, low, high = _resampled(check, sides, others, level)
    likes = len(arms) > 1 and check.arm.linear and check.statistic != "correlation"
    finite = all(np.isfinite(values).all() for values in sides.values())
    spreads = [values.std(ddof=1) for values in sides.values()] if likes and finite else [0.0]
    spread = float(np.mean(spreads))
    return Estimate(value, low, high, value / spread if spread > 0.0 else np.nan, count)


def _mean(values: NDArray[np.float64], level: float) -> tuple[float, float, float]:
    """Return the mean with its interval by Student's t.

    An answer that is infinite takes the mean with it, and nothing says how far: without ends of
    its interval a check is left open.
    """
    endless = np.unique(values[~np.isfinite(values)])
    if endless.size:
        return float(endless[0]) if endless.size == 1 else np.nan, np.nan, np.nan
    error = float(values.std(ddof=1) / np.sqrt(len(values)))
    half = critical_t(level, len(values) - 1) * error
    value = float(values.mean())
    return value, value - half, value + half


def _resampled(
    check: Check,
    sides: Mapping[str, NDArray[np.float64]],
    others: Mapping[str, NDArray[np.float64]],
    level: float,
) -> tuple[float, float, float]:
    """Return a statistic of arms with its interval, from replicates drawn again."""
    statistic = _STATISTICS[check.statistic]
    count = len(next(iter(sides.values())))

    def over(rows: NDArray[np.intp]) -> float:
        by_arm = {arm: np.float64(statistic(sides[arm][rows], others[arm][rows])) for arm in sides}
        return float(check.arm(by_arm))

    # Rows are drawn together for all arms, so that pairs stay pairs. The key fixes the interval.
    luck = np.random.default_rng(count)
    with np.errstate(divide="ignore", invalid="ignore"):
        spans = [over(luck.integers(0, count, count)) for _ in range(_RESAMPLES)]
        value = over(np.arange(count))
    low, high = np.quantile(spans, [0.5 - level / 2.0, 0.5 + level / 2.0])
    return value, float(low), float(high)


def keeps(check: Check, values: NDArray[np.float64]) -> NDArray[np.bool_]:
    """Return which replicates keep within the bounds of a check."""
    kept = np.ones(values.shape, dtype=bool)
    if check.above is not None:
        kept &= values >= check.above if check.between else values > check.above
    if check.below is not None:
        kept &= values <= check.below if check.between else values < check.below
    return kept


def _correlation(a: NDArray[np.float64], b: NDArray[np.float64]) -> float:
    """Return the correlation over replicates; 0 where one of them does not vary."""
    if a.std() < 1e-12 or b.std() < 1e-12:
        return 0.0
    return float(np.corrcoef(a, b)[0, 1])


_STATISTICS: Mapping[str, Callable[[NDArray[np.float64], NDArray[np.float64]], float]] = {
    "mean": lambda a, _: float(a.mean()),
    "median": lambda a, _: float(np.median(a)),
    "sd": lambda a, _: float(a.std(ddof=1)),
    "correlation": _correlation,
}
