"""Effects without the noise of finitely many replicates: products of different groups only.

The square of a difference between two noisy means is too large by the noise. The product of that
difference in one group of replicates and in another is not: groups have luck of their own. Means
of such products over all pairs of groups are what squares would be of endlessly many replicates.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy import special

from sim.analysis import critical_z

__all__ = ["Free", "free_squares", "free_total"]

Floats = NDArray[np.float64]

#: Rows that do not differ are taken to differ in this share of cases. Assumed: rare enough that an
#: outcome which no key moves is seldom given shares.
_BY_CHANCE = 0.001


class Free(NamedTuple):
    """Estimates with intervals, (key,) each; NaN where noise drowns everything."""

    value: Floats
    low: Floats
    high: Floats


def _pairs(groups: Floats) -> Floats:
    """Return means of products over pairs of different groups: (…, group) to (…)."""
    many = groups.shape[-1]
    whole = groups.sum(axis=-1)
    return np.asarray((whole**2 - (groups**2).sum(axis=-1)) / (many * (many - 1)))


def _left_out(groups: Floats) -> list[Floats]:
    """Return the groups without each of them in turn."""
    return [np.delete(groups, one, axis=-1) for one in range(groups.shape[-1])]


def _weights(count: int, resamples: int, seed: int) -> Floats:
    """Return how often each row is drawn in each resample, as shares (resample, row)."""
    luck = np.random.default_rng(seed)
    return luck.multinomial(count, np.full(count, 1.0 / count), size=resamples) / count


def _interval(value: Floats, over_rows: Floats, without: Floats, level: float) -> Free:
    """Return estimates with intervals that hold the error of rows and that of groups.

    Parameters
    ----------
    over_rows : (resample, key)
    without : (group, key)
        With each group left out: the jackknife's values.
    """
    many = len(without)
    by_row = over_rows.var(axis=0, ddof=1)
    by_group = (many - 1) / many * ((without - without.mean(axis=0)) ** 2).sum(axis=0)
    half = critical_z(level) * np.sqrt(by_row + by_group)
    return Free(value, value - half, value + half)


def _varies(groups: Floats) -> bool:
    """Return whether rows differ by more than luck: the F test of a table of two ways.

    Few rows make the size of their variance uncertain, but not that there is one.

    Parameters
    ----------
    groups : (row, group)
    """
    rows, many = groups.shape
    means = groups.mean(axis=1)
    left = groups - means[:, None] - groups.mean(axis=0) + means.mean()
    between = many * float(means.var(ddof=1))
    luck = float((left**2).sum()) / ((rows - 1) * (many - 1))
    return bool(between > luck * special.fdtri(rows - 1, (rows - 1) * (many - 1), 1.0 - _BY_CHANCE))


def free_squares(effects: Floats, *, resamples: int, seed: int, level: float) -> Free:
    """Return the mean squares of effects without noise.

    Parameters
    ----------
    effects : (key, row, group)
        Of paths, say.
    """
    products = _pairs(effects)
    rows = _weights(effects.shape[1], resamples, seed) @ products.T
    without = np.array([_pairs(left).mean(axis=1) for left in _left_out(effects)])
    return _interval(products.mean(axis=1), rows, without, level)


def free_total(
    a: Floats, b: Floats, ab: Floats, *, resamples: int, seed: int, level: float
) -> Free:
    """Return total Sobol indices without noise: shares of the variance that keys make.

    Jansen's (1999) estimator, as SALib's, of products instead of squares.

    Parameters
    ----------
    a, b : (row, group)
        Both base samples.
    ab : (key, row, group)
        The first base sample with one key of the second.
    """
    moved = a[None] - ab

    def variance(left_a: Floats, left_b: Floats) -> Floats:
        """Return by row what the mean is the variance of, (row,)."""
        middle = (left_a.mean(axis=0) + left_b.mean(axis=0)) / 2.0
        count = 2 * len(left_a)
        both = (_pairs(left_a - middle) + _pairs(left_b - middle)) / 2.0
        return both * count / (count - 1)

    top, below = _pairs(moved) / 2.0, variance(a, b)
    if not _varies(np.concatenate([a, b])):  # a quotient by what may be nothing says nothing
        nothing = np.full(len(ab), np.nan)
        return Free(nothing, nothing, nothing)
    shares = _weights(len(a), resamples, seed)
    left = zip(_left_out(moved), _left_out(a), _left_out(b), strict=True)
    without = [(_pairs(one) / 2.0, variance(*both)) for one, *both in left]
    return _interval(
        top.mean(axis=1) / below.mean(),
        (shares @ top.T) / (shares @ below)[:, None],
        np.array([one.mean(axis=1) / less.mean() for one, less in without]),
        level,
    )
