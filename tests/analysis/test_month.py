"""Fans, shares and differences by month."""

import numpy as np
import pandas as pd
import pytest
import xarray as xr
from scipy import stats

from sim.analysis import fan_table, level_shares, monthly_difference, paired_diff
from sim.errors import MissingResult, UnknownName
from tests.analysis.made import made_results


def test_fan_table__is_one_variable_of_one_point():
    results = made_results()
    table = fan_table(results, "trust", "neglect")
    rows = results.quantiles.query("variable == 'trust' and point == 1")
    assert table["q50"].tolist() == rows["q50"].tolist()
    assert table["median_se"].tolist() == pytest.approx(
        ((rows["q75"] - rows["q25"]) / np.sqrt(rows["count"])).tolist()
    )


def test_fan_table__names_the_nearest_variable():
    with pytest.raises(UnknownName, match="did you mean 'trust'"):
        fan_table(made_results(), "trsut", 0)


def test_level_shares__sum_to_one():
    table = level_shares(made_results(), "triangle", 0)
    assert table.columns.tolist() == [0, 1, 2, 3]
    assert table.sum(axis=1).tolist() == pytest.approx([1.0] * 24)


def paths(values: np.ndarray, first: str = "2025-01") -> xr.DataArray:
    months = pd.date_range(first, periods=values.shape[1], freq="MS")
    coords = {"replicate": np.arange(len(values)), "month": months}
    return xr.DataArray(values, dims=("replicate", "month"), coords=coords)


def test_monthly_difference__is_the_paired_difference_of_each_month():
    draws = np.random.default_rng(1)
    base = draws.normal(size=(400, 5))
    other = base + draws.normal(0.1, 0.2, size=(400, 5))
    table = monthly_difference(paths(base), paths(other))
    for month in range(5):
        found = paired_diff(base[:, month], other[:, month])
        assert table["difference"].iloc[month] == pytest.approx(found.difference)
        assert table["low"].iloc[month] == pytest.approx(found.low, abs=1e-12)
    assert (table["q25"] < table["difference"]).all()


def test_monthly_difference__keeps_to_shared_months_and_replicates():
    values = np.zeros((3, 5))
    assert len(monthly_difference(paths(values), paths(values, "2025-03"))) == 3
    with pytest.raises(MissingResult, match="share no month"):
        monthly_difference(paths(values), paths(values, "2030-01"))
    with pytest.raises(MissingResult, match="same replicates"):
        monthly_difference(paths(values), paths(np.zeros((4, 5))))


def test_difference__of_few_pairs_has_students_interval():
    values = np.random.default_rng(2).normal(size=(2, 5, 3))
    table = monthly_difference(paths(values[0]), paths(values[1]), level=0.9)
    gap = values[1] - values[0]
    low, high = stats.t.interval(0.9, 4, gap.mean(axis=0), stats.sem(gap, axis=0))
    np.testing.assert_allclose(table["low"], low)
    np.testing.assert_allclose(table["high"], high)
