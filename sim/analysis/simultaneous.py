"""Intervals that hold for many looks at once."""

import numpy as np
import scipy
from numpy.typing import ArrayLike, NDArray

from sim.analysis.confidence import critical_z

__all__ = ["leaves_out", "widened"]


def widened(
    value: ArrayLike, low: ArrayLike, high: ArrayLike, *, level: float, looks: int
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return intervals made as wide as so many looks ask for, after Bonferroni.

    Each side is stretched by how much farther out the normal quantile lies; where an interval is
    not normal, this is near enough to decide what a title may say.

    Parameters
    ----------
    value, low, high : arrays of one shape, in any unit
    level : confidence of each interval as given, in (0, 1)
    looks : how many are looked at together

    Examples
    --------
    >>> low, high = widened(0.0, -1.0, 2.0, level=0.95, looks=9)
    >>> round(float(low), 3), round(float(high), 3)
    (-1.415, 2.83)
    """
    middle, down, up = (np.asarray(one, dtype=np.float64) for one in (value, low, high))
    alone = critical_z(level)
    many = scipy.special.ndtri(1.0 - (1.0 - level) / (2.0 * max(1, looks)))
    return middle - (middle - down) * many / alone, middle + (up - middle) * many / alone


def leaves_out(
    value: ArrayLike,
    low: ArrayLike,
    high: ArrayLike,
    *,
    level: float,
    looks: int | None = None,
    what: float = 0.0,
) -> NDArray[np.bool_]:
    """Return which intervals leave out a value, each widened for how many there are.

    An interval with an end that is no number leaves out nothing. One of no width at the value
    itself holds it.

    Examples
    --------
    >>> leaves_out([0.5, 0.1], [0.2, -0.1], [0.8, 0.3], level=0.95).tolist()
    [True, False]
    """
    middle = np.atleast_1d(np.asarray(value, dtype=np.float64))
    down, up = widened(
        middle,
        np.atleast_1d(np.asarray(low, dtype=np.float64)),
        np.atleast_1d(np.asarray(high, dtype=np.float64)),
        level=level,
        looks=len(middle) if looks is None else looks,
    )
    return np.asarray((down > what) | (up < what), dtype=np.bool_)
