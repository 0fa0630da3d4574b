"""Two basins: which one a path is in, when it crosses into the other, and whether there are two.

A path near a border goes to and fro over it by noise. Two thresholds with a gap between them tell
such noise from a crossing: a path is in a basin from where it passes that basin's threshold until
it passes the other's (hysteresis, as in a Schmitt trigger).
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

__all__ = ["TWO_HUMPS", "Crossings", "basin_by_month", "bimodality", "crossings"]

#: Coefficient of an even distribution: above it a distribution counts as bimodal.
TWO_HUMPS = 5.0 / 9.0


class Crossings(NamedTuple):
    """When paths leave the basin that they begin in, and when they come back.

    Attributes
    ----------
    begins : (replicate,) int8
        Basin in the first month: -1 the low one, 1 the high one, 0 for between the two.
    left : (replicate,) float64
        Month of the window, counted from 1, in which a path is first in the other basin; nan for
        one that never is, and for one that begins between.
    back : (replicate,) float64
        Months from then until it is in the basin of its beginning again; nan for never.
    """

    begins: NDArray[np.int8]
    left: NDArray[np.float64]
    back: NDArray[np.float64]


def basin_by_month(paths: ArrayLike, low: float, high: float) -> NDArray[np.int8]:
    """Return the basin of each month: -1 the low one, 1 the high one, 0 for neither so far.

    Between the thresholds a path is where it was last.

    Parameters
    ----------
    paths : (replicate, month)
    low, high : thresholds in the unit of the paths; a basin lies strictly beyond its own

    Raises
    ------
    ValueError
        Unless low < high.

    Examples
    --------
    >>> basin_by_month([[0.5, 0.1, -0.1, -0.3, 0.1, 0.3]], -0.2, 0.2).tolist()
    [[1, 1, 1, -1, -1, 1]]
    """
    if not low < high:
        raise ValueError(f"found thresholds {low} and {high}, wanted the lower one first")
    table = np.asarray(paths, dtype=np.float64)
    reached = np.where(table > high, 1, np.where(table < low, -1, 0)).astype(np.int8)
    # The last month that lay in a basin; before the first such one, month 0, which lies in none.
    months = np.arange(table.shape[-1])
    last = np.maximum.accumulate(np.where(reached != 0, months, 0), axis=-1)
    return np.take_along_axis(reached, last, axis=-1)


def crossings(paths: ArrayLike, low: float, high: float) -> Crossings:
    """Return when paths leave the basin of their first month, and when they come back.

    Parameters
    ----------
    paths : (replicate, month)
    low, high : thresholds, as `basin_by_month` takes them

    Examples
    --------
    >>> found = crossings([[0.5, -0.3, 0.1, 0.3], [0.5, 0.1, 0.5, 0.5]], -0.2, 0.2)
    >>> found.begins.tolist(), found.left.tolist(), found.back.tolist()
    ([1, 1], [2.0, nan], [2.0, nan])
    """
    basins = basin_by_month(paths, low, high)
    begins = basins[:, 0]
    away = (basins == -begins[:, None]) & (begins != 0)[:, None]
    crossed = away.any(axis=1)
    first = away.argmax(axis=1)
    after = np.arange(basins.shape[1]) > first[:, None]
    home = (basins == begins[:, None]) & after & crossed[:, None]
    returned = home.any(axis=1)
    return Crossings(
        begins,
        np.where(crossed, first + 1.0, np.nan),
        np.where(returned, home.argmax(axis=1) - 1.0 * first, np.nan),
    )


def bimodality(values: ArrayLike) -> float:
    """Return Sarle's bimodality coefficient, corrected for the sample's size, in (0, 1].

    1 for two points with half each, 5/9 for an even distribution, 1/3 for a normal one; nan where
    all values are equal or there are fewer than four. A strongly skewed distribution with one hump
    can pass 5/9 too, so read it beside the shares of the humps. Pfister, Schwarz, Janczyk, Dale and
    Freeman (2013), 'Good things peak in pairs', Frontiers in Psychology 4:700.

    Parameters
    ----------
    values : (replicate,)

    Examples
    --------
    >>> import numpy as np
    >>> round(bimodality(np.repeat([-0.5, 0.5], 5_000)), 2)
    1.0
    >>> round(bimodality(np.linspace(-1, 1, 10_001)), 2)
    0.56
    """
    x = np.asarray(values, dtype=np.float64).ravel()
    n = x.size
    if n < 4 or np.ptp(x) == 0.0:
        return float("nan")
    # The unbiased moments of scipy.stats.skew and kurtosis, in a hundredth of their time.
    away = x - x.mean()
    second, third, fourth = (float((away**k).mean()) for k in (2, 3, 4))
    skew = (n * (n - 1)) ** 0.5 / (n - 2) * third / second**1.5
    excess = (n - 1) / ((n - 2) * (n - 3)) * ((n + 1) * fourth / second**2 - 3.0 * (n - 1))
    return (skew**2 + 1.0) / (excess + 3.0 * (n - 1) ** 2 / ((n - 2) * (n - 3)))
