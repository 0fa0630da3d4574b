"""Monthly paths read by calendar year: where the trough and the steepest moves fall."""

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from sim.analysis.monte_carlo import Interval, mc_se, prob_ci
from sim.analysis.paired import paired_diff

if TYPE_CHECKING:
    import xarray as xr

__all__ = [
    "change_between",
    "extreme_year",
    "steepest_change",
    "year_means",
    "year_table",
    "year_totals",
]


def _by_year(paths: "xr.DataArray", *, total: bool) -> pd.DataFrame:
    """Return one row a replicate, one column a calendar year: the year's mean, or its total."""
    years = pd.DatetimeIndex(paths["month"].to_numpy()).year
    values = paths.transpose("replicate", "month").to_numpy()
    parts = {int(year): values[:, years == year] for year in years.unique()}
    columns = {
        year: part.sum(axis=1) if total else part.mean(axis=1) for year, part in parts.items()
    }
    index = paths["replicate"].to_numpy() if "replicate" in paths.coords else None
    return pd.DataFrame(columns, index=index).rename_axis(index="replicate", columns="year")


def year_means(paths: "xr.DataArray") -> pd.DataFrame:
    """Return the mean of each calendar year, one row a replicate, one column a year.

    Parameters
    ----------
    paths : DataArray (replicate, month)
        `month` holds dates. A year of which the window has only some months is the mean of those.

    Examples
    --------
    >>> import numpy as np, pandas as pd, xarray as xr
    >>> months = pd.date_range("2012-01", periods=24, freq="MS")
    >>> paths = xr.DataArray(
    ...     [np.arange(24.0)], dims=("replicate", "month"), coords={"month": months}
    ... )
    >>> year_means(paths).loc[0].tolist()
    [5.5, 17.5]
    """
    return _by_year(paths, total=False)


def year_totals(paths: "xr.DataArray") -> pd.DataFrame:
    """Return the sum over each calendar year, as of events; shaped as `year_means`.

    Examples
    --------
    >>> import numpy as np, pandas as pd, xarray as xr
    >>> months = pd.date_range("2012-11", periods=3, freq="MS")
    >>> events = xr.DataArray([[1, 1, 1]], dims=("replicate", "month"), coords={"month": months})
    >>> year_totals(events).loc[0].tolist()
    [2, 1]
    """
    return _by_year(paths, total=True)


def year_table(means: pd.DataFrame) -> pd.DataFrame:
    """Return the spread of each year's mean over replicates, with the error of its median.

    Examples
    --------
    >>> import pandas as pd
    >>> float(year_table(pd.DataFrame({2012: [0.0, 1.0, 2.0]})).loc[2012, "median"])
    1.0
    """
    return pd.DataFrame(
        {
            "median": means.median(),
            "median_se": {year: mc_se(means[year], "median") for year in means},
            "q05": means.quantile(0.05),
            "q95": means.quantile(0.95),
        }
    ).rename_axis("year")


def extreme_year(means: pd.DataFrame, *, lowest: bool = True, level: float = 0.95) -> pd.DataFrame:
    """Return the share of replicates whose lowest (or highest) year is each year.

    Returns
    -------
    DataFrame
        One row a year: share, low, high (Wilson).

    Examples
    --------
    >>> import pandas as pd
    >>> shares = extreme_year(pd.DataFrame({2012: [0.0, 1.0], 2013: [1.0, 2.0]}))["share"]
    >>> float(shares[2012])
    1.0
    """
    values = means.to_numpy()
    extreme = values.argmin(axis=1) if lowest else values.argmax(axis=1)
    counts = np.bincount(extreme, minlength=values.shape[1])
    rows = [prob_ci(int(count), len(values), level=level) for count in counts]
    return pd.DataFrame(
        {
            "share": [row.value for row in rows],
            "low": [row.low for row in rows],
            "high": [row.high for row in rows],
        },
        index=means.columns,
    )


def steepest_change(means: pd.DataFrame, *, rise: bool, level: float = 0.95) -> pd.DataFrame:
    """Return the share of replicates whose steepest rise (or fall) ends in each year.

    The change of a year is its mean less that of the year before; the first year has none.

    Examples
    --------
    >>> import pandas as pd
    >>> means = pd.DataFrame({2012: [0.0], 2013: [0.1], 2014: [0.9]})
    >>> steepest_change(means, rise=True)["share"].idxmax()
    2014
    """
    return extreme_year(means.diff(axis=1).iloc[:, 1:], lowest=not rise, level=level)


def change_between(means: pd.DataFrame, first: int, last: int, *, level: float = 0.95) -> Interval:
    """Return the mean change from one year's mean to another's, with its interval.

    Examples
    --------
    >>> import pandas as pd
    >>> found = change_between(pd.DataFrame({2021: [0.0, 0.2], 2023: [0.4, 0.6]}), 2021, 2023)
    >>> round(found.value, 6)
    0.4
    """
    difference = paired_diff(means[first].to_numpy(), means[last].to_numpy(), level=level)
    return Interval(difference.difference, difference.se, difference.low, difference.high)
