"""For whom a change is good: how far each quantile moves from one world to another."""

from collections.abc import Sequence
from numbers import Real
from typing import Any

import numpy as np
import pandas as pd
import scipy
from numpy.typing import ArrayLike, NDArray

from sim.analysis.confidence import check_level, critical_t, numbers_of
from sim.analysis.monte_carlo import rank_weights
from sim.errors import SimError, WrongKind

__all__ = ["DECILES", "shift_function"]

DECILES = (0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9)


def shift_function(
    base: ArrayLike,
    alternative: ArrayLike,
    *,
    quantiles: Sequence[float] = DECILES,
    level: float = 0.95,
) -> pd.DataFrame:
    """Return how far each quantile moves from base to alternative (Doksum 1974), with intervals.

    A mean says that a world is better on average; this says for whom: the unlucky replicates, the
    lucky ones, or all alike. Quantiles are Harrell–Davis estimates. The interval is Student's, of
    what each pair moves the difference by (the infinitesimal jackknife, Jaeckel 1972), so it keeps
    what the two worlds share. Of counts, whose quantiles stand on whole numbers, it is rough.

    Parameters
    ----------
    base, alternative : (replicate,)
        Entry k of both comes from replicate k.
    quantiles : each in (0, 1)
    level : confidence of each interval, in (0, 1)

    Returns
    -------
    DataFrame
        One row a quantile: `quantile`, `base`, `alternative`, `difference`, `low`, `high`, in the
        unit of the values.

    Raises
    ------
    SimError
        For sides that do not pair or hold NaN, or quantiles or a level that are none.

    Examples
    --------
    >>> import numpy as np
    >>> table = shift_function(np.arange(100.0), np.arange(100.0) + 5.0)
    >>> bool(np.allclose(table["difference"], 5.0))
    True
    """
    a, b = numbers_of(base, "base"), numbers_of(alternative, "alternative")
    if a.size != b.size or a.size < 2:
        raise SimError(
            f"found {a.size} and {b.size} values, wanted the same number, 2 or more",
            field="alternative",
        )
    lacking = int((np.isnan(a) | np.isnan(b)).sum())
    if lacking:
        raise SimError(
            f"found {lacking} of {a.size} pairs without an answer: leave them out on both sides",
            field="base",
        )
    level, quantiles = check_level(level), _quantiles(quantiles)
    wide = critical_t(level, a.size - 1)
    orders = np.argsort(a, kind="stable"), np.argsort(b, kind="stable")
    rows = []
    for quantile in quantiles:
        weights = rank_weights(a.size, quantile)
        before, after = weights @ a[orders[0]], weights @ b[orders[1]]
        moved = _influence(b, orders[1], quantile) - _influence(a, orders[0], quantile)
        half = wide * float(moved.std(ddof=1)) / np.sqrt(a.size)
        gap = after - before
        rows.append((quantile, before, after, gap, gap - half, gap + half))
    columns = ["quantile", "base", "alternative", "difference", "low", "high"]
    return pd.DataFrame(rows, columns=columns)


def _quantiles(quantiles: Any) -> list[float]:
    """Return the quantiles asked for; raise for what is none."""
    wanted = "one or more numbers between 0 and 1, both left out"
    asked = quantiles.tolist() if isinstance(quantiles, np.ndarray) else quantiles
    if not isinstance(asked, Sequence) or isinstance(asked, str) or not len(asked):
        raise WrongKind(quantiles, wanted, field="quantiles", given=True)
    for one in asked:
        if not isinstance(one, Real) or not 0.0 < float(one) < 1.0:
            raise WrongKind(one, wanted, field="quantiles", given=True)
    return [float(one) for one in asked]


def _influence(
    values: NDArray[np.float64], order: NDArray[np.int64], quantile: float
) -> NDArray[np.float64]:
    """Return what each value moves a Harrell–Davis quantile by, times their number.

    The estimate weighs ranks by a beta density; a value acts through the gaps between neighbours
    above it (Serfling 1980, section 8.1).
    """
    count = values.size
    at = np.arange(1, count) / count
    density = scipy.stats.beta.pdf(at, (count + 1) * quantile, (count + 1) * (1.0 - quantile))
    gaps = np.diff(values[order]) * density
    above = np.append(np.cumsum(gaps[::-1])[::-1], 0.0)
    found = np.empty(count)
    found[order] = (gaps * at).sum() - above
    return found
