"""Monte Carlo error: how far a number from finitely many replicates may be from the exact one.

Replicates are independent draws from one world, so the error is that of plain sampling. It says
nothing about the world's own spread, which is a result and not an error.

This room asks for `scipy` whole: its parts load when first used, and a command that only names
points or gives a share waits for none of its statistics.
"""

import functools
from numbers import Real
from typing import NamedTuple

import numpy as np
import scipy
from numpy.typing import ArrayLike, NDArray

from sim.analysis.confidence import critical_z, numbers_of
from sim.errors import SimError, WrongKind

__all__ = [
    "Interval",
    "harrell_davis",
    "mc_se",
    "median_se_from_quartiles",
    "prob_ci",
    "quantile_ci",
    "rank_weights",
    "replicates_needed",
]


class Interval(NamedTuple):
    """An estimate with its Monte Carlo standard error and interval, in the unit of the values."""

    value: float
    se: float
    low: float
    high: float


@functools.lru_cache(maxsize=64)
def rank_weights(count: int, quantile: float) -> NDArray[np.float64]:
    """Return the weight of each order statistic in the Harrell–Davis estimate."""
    a, b = (count + 1) * quantile, (count + 1) * (1.0 - quantile)
    weights = np.diff(scipy.special.betainc(a, b, np.linspace(0.0, 1.0, count + 1)))
    weights.flags.writeable = False
    return weights


def _clean(values: ArrayLike) -> NDArray[np.float64]:
    """Return values as a flat float array, at least one long."""
    array = np.asarray(values, dtype=np.float64).ravel()
    if array.size == 0:
        raise ValueError("no values: at least one replicate is needed")
    return array


def harrell_davis(values: ArrayLike, quantile: float) -> tuple[float, float]:
    """Estimate a quantile by a weighted mean of all order statistics, with its standard error.

    The estimate is that of Harrell and Davis (1982), the error that of Maritz and Jarrett (1978);
    both use the same weights, so that the error is that of the estimate shown.

    Parameters
    ----------
    values : (replicate,)
    quantile : in (0, 1)

    Returns
    -------
    (estimate, standard error)
        In the unit of the values. The error is nan for a single value.

    Examples
    --------
    >>> estimate, se = harrell_davis([0.0, 1.0, 2.0, 3.0, 4.0], 0.5)
    >>> round(estimate, 6)
    2.0
    """
    ordered = np.sort(_clean(values))
    if not 0.0 < quantile < 1.0:
        raise ValueError(f"found quantile {quantile}, wanted a number between 0 and 1")
    weights = rank_weights(ordered.size, float(quantile))
    estimate = float(weights @ ordered)
    if ordered.size < 2:
        return estimate, float("nan")
    # About the estimate, not E(x²) − E(x)²: no cancellation where values are far from 0.
    return estimate, float(np.sqrt(weights @ (ordered - estimate) ** 2))


def mc_se(values: ArrayLike, statistic: str | float = "mean") -> float:
    """Return the Monte Carlo standard error of a mean, median or quantile over replicates.

    Parameters
    ----------
    values : (replicate,)
    statistic : 'mean', 'median', or a quantile in (0, 1)

    Returns
    -------
    float
        In the unit of the values; nan for fewer than two.

    Examples
    --------
    >>> mc_se([1.0, 2.0, 3.0, 4.0])
    0.6454972243679028
    """
    array = _clean(values)
    if statistic == "mean":
        if array.size < 2:
            return float("nan")
        return float(array.std(ddof=1) / np.sqrt(array.size))
    quantile = 0.5 if statistic == "median" else float(statistic)
    return harrell_davis(array, quantile)[1]


def median_se_from_quartiles(q25: ArrayLike, q75: ArrayLike, count: ArrayLike) -> NDArray:
    """Approximate the standard error of a median whose replicates are not at hand.

    The median's error is 1 / (2 f √n), f the density at the median. Taking f as even between the
    quartiles gives (q75 − q25) / √n: for a normal distribution 8 % too large, so on the safe side.

    Parameters
    ----------
    q25, q75 : array of any one shape
    count : replicates behind them

    Examples
    --------
    >>> float(median_se_from_quartiles(-0.5, 0.5, 10_000))
    0.01
    """
    spread = np.asarray(q75, dtype=np.float64) - np.asarray(q25, dtype=np.float64)
    return np.asarray(spread / np.sqrt(np.asarray(count, dtype=np.float64)))


def prob_ci(successes: float, count: float, *, level: float = 0.95) -> Interval:
    """Return a share of replicates with the Wilson (1927) score interval.

    Unlike the plain normal interval it stays in [0, 1] and says something at 0 and 1: no event in
    1,000 replicates is not a probability of exactly nothing.

    Parameters
    ----------
    successes, count : replicates with the event, and all replicates
    level : confidence, in (0, 1)

    Examples
    --------
    >>> low, high = prob_ci(0, 100)[2:]
    >>> low, round(high, 3)
    (0.0, 0.037)
    """
    if not 0 <= successes <= count or count <= 0:
        raise ValueError(f"found {successes} of {count}, wanted a count of at least 1 and no more")
    share = successes / count
    z = critical_z(level)
    middle = (share + z**2 / (2 * count)) / (1 + z**2 / count)
    half = (z / (1 + z**2 / count)) * np.sqrt(share * (1 - share) / count + z**2 / (4 * count**2))
    # Exactly 0 and 1 at the ends, where rounding would leave a trace.
    low = 0.0 if successes == 0 else max(0.0, float(middle - half))
    high = 1.0 if successes == count else min(1.0, float(middle + half))
    return Interval(share, float(np.sqrt(share * (1 - share) / count)), low, high)


def quantile_ci(values: ArrayLike, quantile: float, *, level: float = 0.95) -> Interval:
    """Return a quantile with the interval between two order statistics.

    The ranks come from the binomial distribution of how many replicates lie below the true
    quantile, so the interval holds at least at its level whatever the distribution (David and
    Nagaraja 2003, section 7.1). With too few replicates it reaches to the extremes.

    Examples
    --------
    >>> interval = quantile_ci(range(101), 0.5)
    >>> interval.low, interval.high
    (40.0, 60.0)
    """
    ordered = np.sort(_clean(values))
    estimate, se = harrell_davis(ordered, quantile)
    tail, last = (1.0 - level) / 2.0, ordered.size - 1
    below = int(scipy.stats.binom.ppf(tail, ordered.size, quantile))
    above = int(scipy.stats.binom.ppf(1.0 - tail, ordered.size, quantile))
    low, high = ordered[max(below - 1, 0)], ordered[min(above, last)]
    return Interval(estimate, se, float(low), float(high))


def replicates_needed(pilot: ArrayLike, target_se: float, statistic: str | float = "mean") -> int:
    """Return how many replicates bring a standard error down to a target.

    Parameters
    ----------
    pilot : (replicate,)
        Values from a first, smaller run; for a paired question, the paired differences.
    target_se : above 0, in the unit of the values
    statistic : as in `mc_se`

    Raises
    ------
    SimError
        For a pilot of fewer than 2 values or with NaN, a target or a statistic that is none, or a
        target that no number of replicates meets.

    Examples
    --------
    >>> replicates_needed([0.0, 1.0] * 50, target_se=0.005)
    10102
    """
    array = numbers_of(pilot, "pilot")
    if array.size < 2 or np.isnan(array).any():
        told = f"{array.size} values, {int(np.isnan(array).sum())} of them NaN"
        raise SimError(f"found {told}, wanted 2 or more, each a number", field="pilot")
    plain = isinstance(target_se, Real) and not isinstance(target_se, bool)
    if not plain or not float(target_se) > 0.0:
        wanted = "a standard error above 0, in the unit of the values"
        raise WrongKind(target_se, wanted, field="target_se", given=True)
    named = isinstance(statistic, str) and statistic in ("mean", "median")
    if not named and not (isinstance(statistic, Real) and 0.0 < float(statistic) < 1.0):
        wanted = "'mean', 'median', or a quantile between 0 and 1"
        raise WrongKind(statistic, wanted, field="statistic", given=True)
    times = mc_se(array, statistic) / float(target_se)
    needed = array.size * (times * times)
    if not np.isfinite(needed):
        raise SimError("is so small that no number of replicates meets it", field="target_se")
    return max(1, int(np.ceil(needed)))
