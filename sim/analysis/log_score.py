"""The logarithmic score: how dense an ensemble is where the observed point came to lie.

ln f(y), higher is better (Good 1952; Gneiting and Raftery 2007). Where CRPS counts how far members
lie from a point, this counts the chance that was given to it, so that being sure and wrong costs
much. An ensemble has no density of its own; f is made of it as

    (L1)  f(y) = (1 − ε) · (1/N) Σ_k K_h(y − x_k) + ε / (b − a)

N members x_k, K_h the normal kernel, mirrored at the bounds a and b so that no chance leaks beyond
them, and h the rule of Silverman (1986, equation 3.31), which keeps two humps but rounds them off.
For a count, the share of members that have it stands in place of the kernels:

    (L2)  f(y) = (1 − ε) · #{k: x_k = y} / N + ε / (b − a + 1)

The floor ε, one chance in a thousand spread evenly over all that the figure can be, keeps a point
that no member comes near from deciding everything. f is a density whose whole chance is 1, floor
included, so the score stays proper: nobody gains by saying other than what they believe.
"""

import numpy as np
from numpy.typing import ArrayLike, NDArray

from sim.analysis.score import checked

__all__ = ["FLOOR", "log_score"]

Floats = NDArray[np.float64]

#: ε of (L1) and (L2).
FLOOR = 0.001

#: Least bandwidth, as a share of the distance between the bounds: a sure forecast has a width too.
_LEAST = 0.001


def log_score(
    ensemble: ArrayLike,
    observed: ArrayLike,
    bounds: tuple[float, float],
    *,
    whole: bool = False,
) -> Floats:
    """Return the log of the density, or for counts of the chance, that each point was given.

    Parameters
    ----------
    ensemble : (member, point), two members or more
        Already with all the noise that the points have; members beyond the bounds count as at them.
    observed : (point,), within the bounds
    bounds : a and b, the least and the most that the figure can be
    whole : True for counts; members count as the nearest whole number

    Returns
    -------
    ndarray (point,)
        Natural logarithms, of one over the unit of the points; of chances for counts.

    Raises
    ------
    ValueError
        If shapes do not fit, a value is not finite, or a point lies beyond the bounds.

    Examples
    --------
    >>> import numpy as np
    >>> members = np.random.default_rng(1).normal(size=(200_000, 1))
    >>> log_score(members, [0.0], (-10.0, 10.0)).round(2).tolist()
    [-0.92]
    >>> log_score([[1.0], [2.0]], [3.0], (0.0, 3.0), whole=True).round(2).tolist()
    [-8.29]
    """
    low, high = bounds
    members, points = checked(ensemble, observed)
    if not ((low <= points) & (points <= high)).all():
        raise ValueError(f"found a value beyond what it can be, wanted points in [{low}, {high}]")
    members = np.clip(members, low, high)
    if whole:
        given, even = (np.rint(members) == points).mean(axis=0), 1.0 / (high - low + 1.0)
    else:
        given, even = _density(members, points, low, high), 1.0 / (high - low)
    return np.asarray(np.log((1.0 - FLOOR) * given + FLOOR * even))


def _density(members: Floats, points: Floats, low: float, high: float) -> Floats:
    """Return the mirrored kernel density of each point."""
    width = np.maximum(_bandwidth(members), _LEAST * (high - low))
    off = (np.stack([points, 2.0 * low - points, 2.0 * high - points])[:, None] - members) / width
    return np.asarray(np.exp(-0.5 * off**2).mean(axis=1).sum(axis=0) / (width * np.sqrt(2 * np.pi)))


def _bandwidth(members: Floats) -> Floats:
    """Return 0.9 · min(standard deviation, quartile range / 1.34) · N^(−1/5) of each point."""
    spread = members.std(axis=0, ddof=1)
    quarter, rest = np.quantile(members, [0.25, 0.75], axis=0)
    middle = (rest - quarter) / 1.34
    # Half of the members at one place have no quartile range.
    narrow = np.where(middle > 0.0, np.minimum(spread, middle), spread)
    return np.asarray(0.9 * narrow * len(members) ** -0.2)
