"""What a month looks like over all replicates: fans, shares of levels, paired differences."""

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from sim.analysis.confidence import critical_t
from sim.analysis.monte_carlo import median_se_from_quartiles
from sim.analysis.point import one_point
from sim.errors import MissingResult, UnknownName

if TYPE_CHECKING:
    import xarray as xr

    from sim.store import Results

__all__ = ["fan_table", "level_shares", "monthly_difference"]


def _rows(table: pd.DataFrame, variable: str, number: int) -> pd.DataFrame:
    """Return the rows of one variable and point."""
    rows = table[(table["point"] == number) & (table["variable"] == variable)]
    if rows.empty:
        known = [str(name) for name in table["variable"].unique()]
        raise UnknownName("variable", variable, known, place="results")
    return rows


def fan_table(results: "Results", variable: str, point: int | str | None = None) -> pd.DataFrame:
    """Return mean, spread and median of a variable month by month.

    Returns
    -------
    DataFrame
        Index `month`; columns mean, sd, q01 to q99, count, in the variable's unit, and
        `median_se`, the Monte Carlo error of q50 (see `median_se_from_quartiles`).
    """
    rows = _rows(results.quantiles, variable, one_point(results, point))
    table = rows.set_index("month").sort_index().drop(columns=["scenario", "point", "variable"])
    error = median_se_from_quartiles(table["q25"], table["q75"], table["count"])
    return table.assign(median_se=error)


def level_shares(results: "Results", variable: str, point: int | str | None = None) -> pd.DataFrame:
    """Return the share of replicates at each level, one row a month, one column a level."""
    rows = _rows(results.shares, variable, one_point(results, point))
    table = rows.pivot(index="month", columns="level", values="share").fillna(0.0).sort_index()
    table.columns = pd.Index([int(level) for level in table.columns], name="level")
    return table


def monthly_difference(
    base: "xr.DataArray", alternative: "xr.DataArray", *, level: float = 0.95
) -> pd.DataFrame:
    """Return the mean paired difference of two sets of paths, month by month.

    Each month's interval is Student's, as an effect's is, and stands alone: 19 of 20 such months
    hold the truth, not whole curves.

    Parameters
    ----------
    base, alternative : DataArray (replicate, month)
        The same replicates; months that only one of them has are left out.

    Returns
    -------
    DataFrame
        Index `month`: base, alternative (means), difference, se, low, high, and `q25`, `q75`, the
        middle half of the single pairs' differences, in the unit of the paths.

    Raises
    ------
    MissingResult
        If the two do not hold the same replicates.
    """
    one, other = base.transpose("replicate", "month"), alternative.transpose("replicate", "month")
    if not np.array_equal(one["replicate"].to_numpy(), other["replicate"].to_numpy()):
        raise MissingResult("wanted the same replicates on both sides", field="replicate")
    import xarray as xr

    one, other = xr.align(one, other, join="inner")
    if one.sizes["month"] == 0:
        raise MissingResult("the two windows share no month", field="month")
    gap = other.to_numpy() - one.to_numpy()
    mean, se = gap.mean(axis=0), gap.std(axis=0, ddof=1) / np.sqrt(len(gap))
    wide = critical_t(level, max(len(gap) - 1, 1))
    lower, upper = np.quantile(gap, [0.25, 0.75], axis=0)
    return pd.DataFrame(
        {
            "base": one.to_numpy().mean(axis=0),
            "alternative": other.to_numpy().mean(axis=0),
            "difference": mean,
            "se": se,
            "low": mean - wide * se,
            "high": mean + wide * se,
            "q25": lower,
            "q75": upper,
        },
        index=pd.DatetimeIndex(one["month"].to_numpy(), name="month"),
    )
