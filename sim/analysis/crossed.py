"""Crossed designs: the same replicates under each of many levels, and where the variance lies.

A level is one of many that could have been drawn, such as a calendar of leaders; a replicate is one
stroke of luck that meets all of them. Searle, Casella and McCulloch (1992), Variance Components,
chapter 4: two-way random effects with one observation a cell.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

__all__ = ["Crossed", "crossed_variance", "jackknife_se"]


class Crossed(NamedTuple):
    """Variance of one value under a level and a luck that are both drawn, by where it comes from.

    `level` is that of the levels' means over all luck, `luck` that of the replicates' means over
    all levels, `both` what is left: luck that helps under one level and harms under another. All in
    the unit of the values squared, none below 0.
    """

    level: float
    luck: float
    both: float

    @property
    def total(self) -> float:
        """Variance of a single value."""
        return self.level + self.luck + self.both

    @property
    def share(self) -> float:
        """Share of the levels in the whole; 0 where nothing varies."""
        return self.level / self.total if self.total > 0.0 else 0.0


def crossed_variance(values: ArrayLike) -> Crossed:
    """Return where the variance of a crossed design lies, by its mean squares.

    The noise of finitely many replicates is taken out of the levels' part, so that levels which
    differ in nothing get about 0, and 0 where the estimate would fall below it.

    Parameters
    ----------
    values : (level, replicate), two or more of each; column r is replicate r under every level

    Raises
    ------
    ValueError
        For fewer.

    Examples
    --------
    >>> luck = np.array([0.0, 1.0, 2.0])
    >>> found = crossed_variance([luck, luck + 3.0])
    >>> found.level, found.luck, found.both
    (4.5, 1.0, 0.0)
    """
    table = np.asarray(values, dtype=np.float64)
    if table.ndim != 2 or min(table.shape) < 2:
        raise ValueError(f"found values of shape {table.shape}, wanted two levels and replicates")
    levels, replicates = table.shape
    by_level, by_luck = table.mean(axis=1), table.mean(axis=0)
    rest = table - by_level[:, None] - by_luck[None, :] + table.mean()
    both = float((rest**2).sum()) / ((levels - 1) * (replicates - 1))
    level = float(by_level.var(ddof=1)) - both / replicates
    between_draws = float(by_luck.var(ddof=1)) - both / levels
    return Crossed(max(0.0, level), max(0.0, between_draws), both)


def jackknife_se(left_out: ArrayLike) -> float:
    """Return the standard error of a statistic from its values with each level left out in turn.

    Parameters
    ----------
    left_out : (level,)

    Examples
    --------
    >>> means = [np.delete([1.0, 2.0, 3.0], k).mean() for k in range(3)]
    >>> round(jackknife_se(means), 6) == round(1.0 / 3.0**0.5, 6)
    True
    """
    estimates: NDArray[np.float64] = np.asarray(left_out, dtype=np.float64)
    count = estimates.size
    return float(np.sqrt((count - 1) / count * ((estimates - estimates.mean()) ** 2).sum()))
