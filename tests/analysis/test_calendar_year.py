"""Paths read by calendar year, on paths whose trough is known."""

import numpy as np
import pandas as pd
import pytest
import xarray as xr

from sim.analysis.calendar_year import (
    change_between,
    extreme_year,
    steepest_change,
    year_means,
    year_table,
)


def paths(values, first: str = "2012-01") -> xr.DataArray:
    table = np.asarray(values, dtype=float)
    months = pd.date_range(first, periods=table.shape[1], freq="MS")
    return xr.DataArray(
        table,
        dims=("replicate", "month"),
        coords={"replicate": np.arange(len(table)), "month": months},
    )


def dip(year: int) -> np.ndarray:
    """Five years of 1, with a year of 0."""
    line = np.ones(60)
    line[12 * year : 12 * year + 12] = 0.0
    return line


def test_year_means__cut_at_january():
    means = year_means(paths([np.arange(15.0)], first="2012-11"))
    assert means.columns.tolist() == [2012, 2013, 2014]
    assert means.loc[0].tolist() == [0.5, 7.5, 14.0]


def test_extreme_year__finds_the_dip_of_each_replicate():
    means = year_means(paths([dip(1), dip(1), dip(3), dip(4)]))
    shares = extreme_year(means)["share"]
    assert shares.to_dict() == {2012: 0.0, 2013: 0.5, 2014: 0.0, 2015: 0.25, 2016: 0.25}
    assert extreme_year(-means, lowest=False)["share"].equals(shares)


def test_extreme_year__carries_its_error():
    row = extreme_year(year_means(paths([dip(1), dip(3)] * 50))).loc[2013]
    assert row["low"] < 0.5 < row["high"]


def test_steepest_change__finds_fall_and_rise_apart():
    means = year_means(paths([dip(1)]))
    assert steepest_change(means, rise=False)["share"].idxmax() == 2013
    assert steepest_change(means, rise=True)["share"].idxmax() == 2014


def test_change_between__is_the_mean_of_paired_changes():
    means = pd.DataFrame({2021: [0.0, 0.1, 0.2], 2023: [0.3, 0.5, 0.4]})
    found = change_between(means, 2021, 2023)
    assert found.value == pytest.approx(0.3)
    assert found.se == pytest.approx(np.std([0.3, 0.4, 0.2], ddof=1) / np.sqrt(3))


def test_year_table__has_the_spread_over_replicates():
    table = year_table(pd.DataFrame({2012: np.arange(101.0)}))
    assert table.loc[2012, ["median", "q05", "q95"]].tolist() == [50.0, 5.0, 95.0]
    assert table.loc[2012, "median_se"] > 0.0
