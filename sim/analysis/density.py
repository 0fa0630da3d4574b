"""A smooth density over replicates, that knows where its outcome's scale ends."""

from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd
import scipy
from numpy.typing import ArrayLike

__all__ = ["bandwidth", "density_table", "humps"]

#: Places at which a curve is given. Assumed: finer than what can be seen in print.
_PLACES = 256

#: Share of the highest peak by which a hump must rise from the lower of the valleys beside it.
#: Assumed: less is what a kernel makes of chance.
_RISE = 0.1


def bandwidth(values: ArrayLike) -> float:
    """Return Silverman's (1986, equation 3.31) bandwidth, in the unit of the values.

    0.9 times the lesser of spread and quartile range over 1.34, times n to the power −1/5: less
    than for a bell, so that two humps stay two. 0 where all values are the same.

    Examples
    --------
    >>> round(bandwidth(range(100)), 2)
    10.39
    """
    array = np.asarray(values, dtype=np.float64).ravel()
    if array.size < 2:
        return 0.0
    spread = float(array.std(ddof=1))
    quartiles = np.quantile(array, [0.25, 0.75])
    narrow = float(quartiles[1] - quartiles[0]) / 1.34
    return 0.9 * (min(spread, narrow) if narrow > 0.0 else spread) * float(array.size) ** -0.2


def density_table(
    columns: Mapping[Any, ArrayLike], *, low: float = -np.inf, high: float = np.inf
) -> pd.DataFrame:
    """Return Gaussian kernel densities of several samples over the same places.

    What a kernel would put beyond a bound is folded back, so that the density is whole within.

    Parameters
    ----------
    columns : name to (replicate,), without NaN
    low, high : bounds that no value can pass

    Returns
    -------
    DataFrame
        Index `value`, from the least to the greatest of all and a little beyond; a column a sample,
        in shares per unit of the values. NaN for a sample whose values are all the same.

    Examples
    --------
    >>> table = density_table({"a": [0.1, 0.4, 0.5, 0.9]}, low=0.0, high=1.0)
    >>> step = table.index[1] - table.index[0]
    >>> bool(abs(table["a"].sum() * step - 1.0) < 0.05)
    True
    """
    arrays = {
        name: np.asarray(values, dtype=np.float64).ravel() for name, values in columns.items()
    }
    widths = {name: bandwidth(values) for name, values in arrays.items()}
    reach = 3.0 * max(widths.values())
    ends = (
        max(low, min(float(values.min()) for values in arrays.values()) - reach),
        min(high, max(float(values.max()) for values in arrays.values()) + reach),
    )
    at = np.linspace(*ends, _PLACES) if ends[1] > ends[0] else np.linspace(-0.5, 0.5, 3) + ends[0]
    found = {}
    for name, values in arrays.items():
        width = widths[name]
        if width == 0.0:
            found[name] = np.full(len(at), np.nan)
            continue
        places = [at] + [2.0 * bound - at for bound in (low, high) if np.isfinite(bound)]
        # In bins far narrower than the kernel: a hundred thousand values cost as little as a few.
        counts, edges = np.histogram(values, bins=np.linspace(values.min(), values.max(), 2_049))
        middles = 0.5 * (edges[:-1] + edges[1:])
        kept = counts > 0
        total = np.zeros(len(at))
        for place in places:
            scores = (place[:, None] - middles[None, kept]) / width
            total += np.exp(-0.5 * scores**2) @ counts[kept]
        found[name] = total / (len(values) * width * np.sqrt(2.0 * np.pi))
    return pd.DataFrame(found, index=pd.Index(at, name="value"))


def humps(density: pd.Series) -> list[float]:
    """Return where a density has its humps.

    A hump rises by a tenth of the highest above what lies on both of its sides.

    Parameters
    ----------
    density : a column of `density_table`

    Returns
    -------
    list of float
        In the unit of the values, from the least to the greatest; none where there is no density.

    Examples
    --------
    >>> import numpy as np
    >>> table = density_table({"a": np.r_[np.linspace(0, 0.1, 50), np.linspace(5, 5.1, 50)]})
    >>> [round(place) for place in humps(table["a"])]
    [0, 5]
    """
    heights = density.to_numpy(dtype=np.float64)
    if np.isnan(heights).any() or not heights.any():
        return []
    # A hump at a bound has no far side: nothing lies beyond.
    padded = np.concatenate([[0.0], heights, [0.0]])
    places, _ = scipy.signal.find_peaks(padded, prominence=_RISE * heights.max())
    return [float(density.index[place - 1]) for place in places]
