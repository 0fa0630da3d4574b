"""Two worlds under the same luck: differences taken pair by pair.

Replicate k of one world and replicate k of another share every random draw, so what is left of
their difference is what was changed. The error of a mean difference is that of the pairs; how much
smaller it is than that of two separate samples is reported as what pairing saves.
"""

from dataclasses import dataclass

import numpy as np
import scipy
from numpy.typing import ArrayLike, NDArray

from sim.analysis.confidence import critical_t, critical_z
from sim.analysis.monte_carlo import Interval

__all__ = [
    "PairedDifference",
    "PairedProbability",
    "holm",
    "paired_diff",
    "paired_prob_diff",
    "standardised_diff",
]


@dataclass(frozen=True)
class PairedDifference:
    """A mean difference, alternative less base, with what the pairs say of it.

    Attributes
    ----------
    difference, se, low, high : float
        In the unit of the values; the interval is Student's.
    correlation : float
        Between the two members of a pair; nan where one of them does not vary.
    variance_reduction : float
        Variance of a difference of unpaired replicates over that of paired ones: how many times
        fewer runs are needed for the same error. 1 means that pairing brings nothing.
    p_value : float
        Two-sided, of a difference of 0; to be shown beside the interval, never instead of it.
    """

    difference: float
    se: float
    low: float
    high: float
    correlation: float
    variance_reduction: float
    p_value: float
    count: int


@dataclass(frozen=True)
class PairedProbability:
    """A difference of two probabilities over the same replicates.

    Attributes
    ----------
    gained, lost : int
        Discordant pairs: event only in the alternative, and only in the base.
    p_value : float
        Two-sided, of a difference of 0: McNemar's exact test of the discordant pairs, mid-p
        (Fagerland, Lydersen and Laake 2013).
    """

    base: float
    alternative: float
    difference: float
    se: float
    low: float
    high: float
    gained: int
    lost: int
    count: int
    p_value: float


def _pairs(base: ArrayLike, alternative: ArrayLike) -> tuple[NDArray, NDArray]:
    """Return both sides as float arrays, equally long."""
    a = np.asarray(base, dtype=np.float64).ravel()
    b = np.asarray(alternative, dtype=np.float64).ravel()
    if a.size != b.size or a.size < 2:
        raise ValueError(f"found {a.size} and {b.size} values, wanted the same number, 2 or more")
    return a, b


def _spread(values: NDArray[np.float64]) -> float:
    """Return the standard deviation; 0 of equal values, whose mean may be off by rounding."""
    return float(values.std(ddof=1)) if np.ptp(values) > 0.0 else 0.0


def paired_diff(
    base: ArrayLike, alternative: ArrayLike, *, level: float = 0.95
) -> PairedDifference:
    """Return the mean of alternative less base with its error, and what pairing saves.

    Parameters
    ----------
    base, alternative : (replicate,)
        Entry k of both comes from replicate k.
    level : confidence, in (0, 1)

    Examples
    --------
    >>> found = paired_diff([1.0, 2.0, 3.0], [1.5, 2.5, 3.8])
    >>> round(found.difference, 3), round(found.correlation, 3)
    (0.6, 0.997)
    """
    a, b = _pairs(base, alternative)
    gap = b - a
    mean, spread = float(gap.mean()), _spread(gap)
    se = spread / np.sqrt(gap.size)
    half = critical_t(level, gap.size - 1) * se
    sd_a, sd_b = _spread(a), _spread(b)
    apart = sd_a**2 + sd_b**2
    if sd_a > 0.0 and sd_b > 0.0:
        # What the spread of differences lacks to that of two unrelated sides is shared.
        correlation = float(np.clip(0.5 * (apart - spread**2) / (sd_a * sd_b), -1.0, 1.0))
    else:
        correlation = float("nan")
    if spread > 0.0:
        reduction = apart / spread**2
        p_value = float(2.0 * scipy.stats.t.sf(abs(mean) / se, gap.size - 1))
    else:
        # No spread: either the same bits on both sides, or the same shift in every pair.
        reduction = float("inf") if apart > 0.0 else float("nan")
        p_value = 1.0 if mean == 0.0 else 0.0
    return PairedDifference(
        mean, float(se), mean - half, mean + half, correlation, reduction, p_value, gap.size
    )


def paired_prob_diff(
    base: ArrayLike, alternative: ArrayLike, *, level: float = 0.95
) -> PairedProbability:
    """Return the difference of two probabilities from pairs of yes and no.

    Only discordant pairs carry information, as in McNemar's (1947) test. The interval is that of
    Agresti and Min (2005), which adds half a pair to each of the four cells, so that no discordant
    pair still leaves doubt.

    Parameters
    ----------
    base, alternative : (replicate,) of 0 and 1, or of False and True

    Examples
    --------
    >>> found = paired_prob_diff([0, 0, 1, 1, 0], [1, 0, 1, 1, 1])
    >>> found.gained, found.lost, round(found.difference, 3)
    (2, 0, 0.4)
    """
    a, b = _pairs(base, alternative)
    if not (np.isin(a, (0.0, 1.0)).all() and np.isin(b, (0.0, 1.0)).all()):
        raise ValueError("wanted flags: 0 or 1 in every replicate")
    count = a.size
    gained, lost = int(np.sum(b > a)), int(np.sum(b < a))
    difference = (gained - lost) / count
    se = float(np.sqrt(gained + lost - (gained - lost) ** 2 / count) / count)
    z = critical_z(level)
    up, down, of = gained + 0.5, lost + 0.5, count + 2.0
    middle = (up - down) / of
    half = z * float(np.sqrt(up + down - (up - down) ** 2 / of)) / of
    return PairedProbability(
        float(a.mean()),
        float(b.mean()),
        difference,
        se,
        max(-1.0, middle - half),
        min(1.0, middle + half),
        gained,
        lost,
        count,
        _mcnemar(gained, lost),
    )


def _mcnemar(gained: int, lost: int) -> float:
    """Return the mid-p value of so many discordant pairs: few decide nothing, however alike."""
    fewer, both = min(gained, lost), gained + lost
    law = scipy.stats.binom
    return min(1.0, float(2.0 * law.cdf(fewer, both, 0.5) - law.pmf(fewer, both, 0.5)))


def standardised_diff(base: ArrayLike, alternative: ArrayLike, *, level: float = 0.95) -> Interval:
    """Return the mean difference over the spread of single replicates: Cohen's (1988) d.

    The spread is the root of the mean of both variances, not that of the differences: pairing makes
    an error smaller, and an effect no larger (Bonett 2008). The interval comes of what each pair
    moves the ratio by, so that it knows what the two worlds share and that the spread is estimated.

    Returns
    -------
    Interval
        NaN where neither side varies and the two differ; 0 where nothing differs.

    Examples
    --------
    >>> round(standardised_diff([0.0, 1.0, 2.0, 3.0], [1.0, 2.0, 3.0, 4.0]).value, 3)
    0.775
    """
    a, b = _pairs(base, alternative)
    gap = b - a
    mean = float(gap.mean())
    if not gap.any():
        return Interval(0.0, 0.0, 0.0, 0.0)
    if not (np.ptp(a) > 0.0 or np.ptp(b) > 0.0):
        return Interval(*[float("nan")] * 4)
    off_a, off_b = a - a.mean(), b - b.mean()
    about = 0.5 * (off_a**2 + off_b**2)
    variance = float(about.sum() / (a.size - 1))
    spread = float(np.sqrt(variance))
    # What a single pair moves the ratio by: through the mean, and through the spread.
    influence = (gap - mean) / spread - mean / (2.0 * spread**3) * (about - variance)
    se = float(influence.std(ddof=1) / np.sqrt(a.size))
    half = critical_z(level) * se
    value = mean / spread
    return Interval(value, se, value - half, value + half)


def holm(p_values: ArrayLike) -> NDArray[np.float64]:
    """Return p-values adjusted for how many there are, by Holm's (1979) step-down rule.

    Examples
    --------
    >>> holm([0.01, 0.04, 0.03]).tolist()
    [0.03, 0.06, 0.06]
    """
    p = np.asarray(p_values, dtype=np.float64)
    order = np.argsort(p, kind="stable")
    stepped = np.maximum.accumulate(p[order] * (p.size - np.arange(p.size)))
    adjusted = np.empty_like(p)
    adjusted[order] = np.minimum(stepped, 1.0)
    return adjusted
