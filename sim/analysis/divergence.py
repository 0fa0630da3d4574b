"""The first month in which two runs under the same luck part."""

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from sim.analysis.point import one_point
from sim.errors import MissingResult

if TYPE_CHECKING:
    import xarray as xr

    from sim.store import Results

__all__ = ["first_month_apart", "first_month_by_replicate"]

#: What two ensembles are compared by; equal to the bit if no replicate differs.
_COMPARED = ["mean", "sd", "q01", "q05", "q25", "q50", "q75", "q95", "q99"]


def first_month_apart(
    base: "Results",
    alternative: "Results",
    *,
    base_point: int | str | None = None,
    alternative_point: int | str | None = None,
) -> pd.Timestamp | None:
    """Return the first month in which any replicate differs, read from the monthly tables.

    Draws are shared, so as long as no replicate differs the two tables are equal to the bit; the
    first month in which a mean, spread or quantile of any variable kept by month differs is the
    first in which some replicate does. No trajectories are needed.

    Returns
    -------
    Timestamp or None
        None if the tables agree in all months that both windows have.

    Raises
    ------
    MissingResult
        If the two windows share no month.
    """
    keys = ["variable", "month"]
    sides = [
        table[table["point"] == number].set_index(keys)[_COMPARED]
        for table, number in (
            (base.quantiles, one_point(base, base_point)),
            (alternative.quantiles, one_point(alternative, alternative_point)),
        )
    ]
    shared = sides[0].index.intersection(sides[1].index)
    if shared.empty:
        raise MissingResult("the two windows share no month", field="month")
    one, other = (side.loc[shared].to_numpy() for side in sides)
    same = (one == other) | (np.isnan(one) & np.isnan(other))
    months = shared.get_level_values("month")[~same.all(axis=1)]
    return pd.Timestamp(months.min()) if len(months) else None


def first_month_by_replicate(base: "xr.Dataset", alternative: "xr.Dataset") -> pd.Series:
    """Return, for each replicate, the first month in which any variable differs.

    Parameters
    ----------
    base, alternative : Dataset
        Trajectories of one point each, dims (replicate, month, …), the same replicates.

    Returns
    -------
    Series
        Index `replicate`; NaT where a replicate never differs in the months that both have.

    Raises
    ------
    MissingResult
        If replicates or windows do not match.
    """
    if not np.array_equal(base["replicate"].to_numpy(), alternative["replicate"].to_numpy()):
        raise MissingResult("wanted the same replicates on both sides", field="replicate")
    import xarray as xr

    one, other = xr.align(base, alternative, join="inner")
    if one.sizes["month"] == 0:
        raise MissingResult("the two windows share no month", field="month")
    apart = np.zeros((one.sizes["replicate"], one.sizes["month"]), dtype=bool)
    for name in one.data_vars:
        if name not in other or "month" not in one[name].dims:
            continue
        dims = ("replicate", "month", ...)
        a, b = one[name].transpose(*dims).to_numpy(), other[name].transpose(*dims).to_numpy()
        differs = (a != b) & ~((a != a) & (b != b))
        apart |= differs.reshape(*apart.shape, -1).any(axis=2)
    months = pd.DatetimeIndex(one["month"].to_numpy())
    first = months[apart.argmax(axis=1)].where(apart.any(axis=1), pd.NaT)
    index = pd.Index(one["replicate"].to_numpy(), name="replicate")
    return pd.Series(first, index=index, name="first_month_differs")
