"""Scores of an ensemble against observed points: CRPS, rank correlation, coverage of bands.

Intervals come from a bootstrap over times, not points: what several dyads share in a quarter is one
draw of history. With four quarters in a block they are rough, and too narrow rather than too wide;
fewer than three times give no interval (nan).
"""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy import stats

from sim.analysis.monte_carlo import Interval

__all__ = [
    "Score",
    "attainable_correlation",
    "checked",
    "covered",
    "crps",
    "mean_difference",
    "rank_correlation",
    "score",
]

Floats = NDArray[np.float64]

#: Times that a bootstrap over times needs.
_FEWEST = 3


class Score(NamedTuple):
    """How an ensemble fares on a set of points.

    `crps` is in the unit of the points, its intervals from the bootstrap over times;
    `crps_weighted` gives each point the weight 1/se²; `n` points lie at `times` times.
    """

    crps: float
    crps_low: float
    crps_high: float
    crps_weighted: float
    rank_correlation: float
    rank_low: float
    rank_high: float
    coverage50: float
    coverage50_low: float
    coverage50_high: float
    coverage90: float
    coverage90_low: float
    coverage90_high: float
    n: int
    times: int


def crps(ensemble: ArrayLike, observed: ArrayLike) -> Floats:
    """Return the continuous ranked probability score of each point, by the fair estimator.

    CRPS = E|X − y| − ½ E|X − X'| (Gneiting and Raftery 2007). The second mean is taken over pairs
    of different members (Ferro 2014), so that the expected score does not depend on how many there
    are. Lower is better; for a sure forecast it is the absolute error. One point's score may be
    slightly below 0.

    Parameters
    ----------
    ensemble : (member, point), two members or more
    observed : (point,)

    Returns
    -------
    ndarray (point,)
        In the unit of the points.

    Examples
    --------
    >>> crps([[0.0], [2.0]], [1.0]).tolist()
    [0.0]
    >>> crps([[3.0], [3.0]], [1.0]).tolist()
    [2.0]
    """
    members, points = checked(ensemble, observed)
    count = len(members)
    near = np.abs(members - points).mean(axis=0)
    # Half the mean gap of different members, from order statistics.
    weights = 2.0 * np.arange(1, count + 1) - count - 1.0
    spread = weights @ np.sort(members, axis=0) / (count * (count - 1.0))
    return np.asarray(near - spread)


def covered(ensemble: ArrayLike, observed: ArrayLike, level: float) -> NDArray[np.bool_]:
    """Return for each point whether it lies in the ensemble's central band, ends included.

    Parameters
    ----------
    ensemble : (member, point)
    observed : (point,)
    level : share of members that the band should hold, in (0, 1)

    Examples
    --------
    >>> import numpy as np
    >>> covered(np.arange(101.0)[:, None] * np.ones(2), [50.0, 99.0], 0.9).tolist()
    [True, False]
    """
    members, points = checked(ensemble, observed)
    low, high = np.quantile(members, [(1.0 - level) / 2.0, (1.0 + level) / 2.0], axis=0)
    return np.asarray((low <= points) & (points <= high))


def rank_correlation(forecast: ArrayLike, observed: ArrayLike) -> float:
    """Return Spearman's correlation; nan for fewer than three points or where one side is constant.

    Examples
    --------
    >>> round(rank_correlation([1.0, 2.0, 5.0], [0.0, 1.0, 9.0]), 6)
    1.0
    >>> rank_correlation([1.0, 1.0, 1.0], [0.0, 1.0, 9.0])
    nan
    """
    a, b = np.ravel(forecast), np.ravel(observed)
    if a.size < 3 or np.ptp(a) == 0.0 or np.ptp(b) == 0.0:
        return float("nan")
    return float(stats.spearmanr(a, b).statistic)


def attainable_correlation(observed: ArrayLike, se: ArrayLike) -> float:
    """Return the correlation that a perfect account of the truth would have with noisy points.

    √(1 − mean(se²)/var), the square root of the points' reliability (Spearman 1904); 0 where the
    points vary no more than their errors. A fit above it fits noise.

    Examples
    --------
    >>> round(attainable_correlation([0.0, 1.0, 2.0], [0.6, 0.6, 0.6]), 3)
    0.8
    """
    values, error = np.ravel(observed), np.ravel(se)
    if values.size < 2 or np.ptp(values) == 0.0:
        return float("nan")
    noise = float(np.mean(error**2) / values.var(ddof=1))
    return float(np.sqrt(max(0.0, 1.0 - noise)))


def mean_difference(
    one: ArrayLike,
    other: ArrayLike,
    when: Sequence[object] | NDArray,
    *,
    level: float = 0.95,
    resamples: int = 1000,
    seed: int = 0,
) -> Interval:
    """Return the mean of `one` less `other` over points, with its bootstrap over times.

    Parameters
    ----------
    one, other : (point,)
        Scores of two contenders on the same points.
    when : (point,)
        The time of each point; points of a time are redrawn together.

    Examples
    --------
    >>> found = mean_difference([1.0, 2.0, 0.0], [2.0, 3.0, 1.0], ["2013Q1", "2013Q2", "2013Q3"])
    >>> found.value, found.low, found.high
    (-1.0, -1.0, -1.0)
    """
    gap = np.ravel(one) - np.ravel(other)
    if len(set(when)) < _FEWEST:
        return Interval(float(gap.mean()), np.nan, np.nan, np.nan)
    means = _means(gap, _redrawn(when, resamples, seed))
    low, high = np.quantile(means, [(1 - level) / 2, (1 + level) / 2])
    return Interval(float(gap.mean()), float(means.std(ddof=1)), float(low), float(high))


def score(
    ensemble: ArrayLike,
    observed: ArrayLike,
    when: Sequence[object] | NDArray,
    *,
    middle: ArrayLike | None = None,
    se: ArrayLike | None = None,
    unit: Sequence[object] | NDArray | None = None,
    level: float = 0.95,
    resamples: int = 1000,
    seed: int = 0,
) -> Score:
    """Return all scores of an ensemble on a set of points.

    Parameters
    ----------
    ensemble : (member, point)
    observed : (point,)
    when : (point,)
        The time of each point; the bootstrap redraws times with all their points.
    middle : (point,), optional
        What the rank correlation ranks, on any scale: a central forecast without the noise of
        finitely many members. The members' mean if none is given.
    se : (point,), optional
        Errors of the points, for `crps_weighted`; without them all weigh the same.
    unit : (point,), optional
        What each point is of. If given, the rank correlation is that of deviations from each
        unit's own mean, so that it speaks of movement and not of which unit stands higher.
    level : of the intervals

    Examples
    --------
    >>> import numpy as np
    >>> members = np.random.default_rng(1).normal(size=(2000, 1)) + np.arange(5.0)
    >>> found = score(members, np.arange(5.0), ["a", "b", "c", "d", "e"])
    >>> round(found.crps, 1), round(found.rank_correlation, 3), found.coverage90
    (0.2, 1.0, 1.0)
    """
    members, points = checked(ensemble, observed)
    weights = _redrawn(when, resamples, seed)
    each = crps(members, points)
    centre = members.mean(axis=0) if middle is None else np.asarray(middle, dtype=np.float64)
    if unit is not None:
        centre, points = _from_own_mean(centre, unit), _from_own_mean(points, unit)
    rank, ranks = rank_correlation(centre, points), _rank_correlations(centre, points, weights)
    known = ranks[np.isfinite(ranks)]
    half, most = (covered(members, observed, wide).astype(np.float64) for wide in (0.5, 0.9))
    inverse = np.ones(points.size) if se is None else 1.0 / np.ravel(se) ** 2
    spans = {
        "crps": _means(each, weights),
        "rank": known if np.isfinite(rank) and 2 * known.size >= resamples else np.full(1, np.nan),
        "coverage50": _means(half, weights),
        "coverage90": _means(most, weights),
    }
    tails = {"low": (1.0 - level) / 2.0, "high": (1.0 + level) / 2.0}
    few = len(set(when)) < _FEWEST
    ends = {
        f"{name}_{end}": np.nan if few else float(np.quantile(values, tail))
        for name, values in spans.items()
        for end, tail in tails.items()
    }
    return Score(
        crps=float(each.mean()),
        crps_weighted=float(inverse @ each / inverse.sum()),
        rank_correlation=rank,
        coverage50=float(half.mean()),
        coverage90=float(most.mean()),
        n=points.size,
        times=len(set(when)),
        **ends,
    )


def checked(ensemble: ArrayLike, observed: ArrayLike) -> tuple[Floats, Floats]:
    """Return members and points as float arrays that fit each other.

    Parameters
    ----------
    ensemble : (member, point), two members or more
    observed : (point,)

    Raises
    ------
    ValueError
        If shapes do not fit, or a value is not finite.

    Examples
    --------
    >>> checked([[1], [2]], [3])[1].tolist()
    [3.0]
    """
    members = np.asarray(ensemble, dtype=np.float64)
    points = np.asarray(observed, dtype=np.float64).ravel()
    if members.ndim != 2 or members.shape[0] < 2 or members.shape[1] != points.size:
        raise ValueError(
            f"found an ensemble of shape {members.shape} and {points.size} points, "
            "wanted (member, point) with two members or more"
        )
    if not (np.isfinite(members).all() and np.isfinite(points).all()):
        raise ValueError("found a value that is not finite")
    return members, points


def _redrawn(when: Sequence[object] | NDArray, resamples: int, seed: int) -> Floats:
    """Return how often each point is drawn in each resample of times, (resample, point)."""
    names = {name: k for k, name in enumerate(dict.fromkeys(when))}
    columns = np.array([names[name] for name in when])
    draws = np.random.default_rng(seed)
    chance = np.full(len(names), 1.0 / len(names))
    return np.asarray(
        draws.multinomial(len(names), chance, size=resamples)[:, columns], dtype=float
    )


def _means(values: Floats, weights: Floats) -> Floats:
    """Return the mean of each resample."""
    return np.asarray(weights @ values / weights.sum(axis=1))


def _from_own_mean(values: Floats, unit: Sequence[object] | NDArray) -> Floats:
    """Return deviations from the mean of each point's unit."""
    names = {name: k for k, name in enumerate(dict.fromkeys(unit))}
    groups = np.array([names[name] for name in unit])
    means = np.bincount(groups, values) / np.bincount(groups)
    # Rounding would rank what is constant within a unit.
    return np.round(values - means[groups], 12)


def _rank_correlations(one: Floats, other: Floats, weights: Floats) -> Floats:
    """Return the correlation of ranks in each resample; ranks are those of the whole sample."""
    a, b = stats.rankdata(one), stats.rankdata(other)
    a, b = a - _means(a, weights)[:, None], b - _means(b, weights)[:, None]
    spread = np.sqrt((weights * a**2).sum(axis=1) * (weights * b**2).sum(axis=1))
    joint = (weights * a * b).sum(axis=1)
    return np.divide(joint, spread, out=np.full(len(joint), np.nan), where=spread > 1e-9)
