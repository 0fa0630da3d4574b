"""Fans: exact moments, quantiles within a bin of the sample's own, shares of levels."""

import numpy as np
import pandas as pd
import pytest

from sim.spec.recorded import BINS, FANNED, RECORDED, column
from sim.store.fans import QUANTILES, Fan, add_up, quantile_columns, share_columns
from tests.store.made import made_fan, made_records

FIRST = 2025 * 12


def quantile_table(fan):
    return pd.DataFrame(quantile_columns(fan, FIRST))


def share_table(fan):
    return pd.DataFrame(share_columns(fan, FIRST))


LEVELS = [name for name in FANNED if RECORDED[column(name)].kind == "level"]
SMOOTH = [name for name in FANNED if name not in LEVELS]


@pytest.fixture(scope="module")
def records():
    return made_records(300)


@pytest.fixture(scope="module")
def table(records):
    return quantile_table(made_fan(records)).set_index(["variable", "month"])


@pytest.mark.parametrize("name", SMOOTH)
def test_quantile__lies_within_a_bin_of_the_sample(records, table, name):
    variable = RECORDED[column(name)]
    width = (variable.high - variable.low) / BINS
    values = records[:, :, column(name)]
    for quantile, probability in QUANTILES.items():
        # The sample's quantile at p lies between the values that leave p on either side.
        low = np.quantile(values, probability, axis=0, method="lower") - width
        high = np.quantile(values, probability, axis=0, method="higher") + width
        found = table.loc[name, quantile].to_numpy()
        assert ((low <= found) & (found <= high)).all()


@pytest.mark.parametrize("name", LEVELS)
def test_quantile__of_levels_is_a_level_of_the_sample(records, table, name):
    values = records[:, :, column(name)]
    for quantile, probability in QUANTILES.items():
        expected = np.quantile(values, probability, axis=0, method="inverted_cdf")
        np.testing.assert_array_equal(table.loc[name, quantile], expected)


def test_moments__are_those_of_the_sample(records, table):
    for name in FANNED:
        values = records[:, :, column(name)]
        np.testing.assert_allclose(table.loc[name, "mean"], values.mean(axis=0), rtol=1e-12)
        np.testing.assert_allclose(table.loc[name, "sd"], values.std(axis=0, ddof=1), rtol=1e-9)
    assert (table["count"] == len(records)).all()


def test_sd__of_a_constant_is_zero():
    records = np.repeat(made_records(1), 50, axis=0)
    assert (quantile_table(made_fan(records))["sd"] == 0).all()


def test_sd__of_one_replicate_is_not_known():
    assert quantile_table(made_fan(made_records(1)))["sd"].isna().all()


def test_shares__are_the_shares_of_the_sample(records):
    table = share_table(made_fan(records)).set_index(["variable", "month", "level"])
    assert set(table.index.unique("variable")) == set(LEVELS)
    np.testing.assert_allclose(table["share"].groupby(["variable", "month"]).sum(), 1)
    january = np.datetime64("2025-01-01")
    shown = table.sort_index().loc[("talks_state", january), "share"]
    values = records[:, 0, column("talks_state")]
    assert shown.to_list() == [(values == level).mean() for level in range(5)]


def test_add_up__is_the_fan_of_all(records):
    whole = made_fan(records)
    added = add_up([made_fan(records[:100]), made_fan(records[100:])])
    assert added.replicates == 300
    np.testing.assert_array_equal(added.counts, whole.counts)
    np.testing.assert_allclose(added.sums, whole.sums, rtol=1e-12)


def test_add_up__leaves_its_fans_alone(records):
    one = made_fan(records[:10])
    before = one.counts.copy(), one.sums.copy()
    add_up([one, one])
    np.testing.assert_array_equal(one.counts, before[0])
    np.testing.assert_array_equal(one.sums, before[1])


def test_add_up__wants_a_fan():
    with pytest.raises(ValueError, match="no fan"):
        add_up([])


def test_quantile__at_the_bounds_stays_within_them():
    months, places = 1, len(FANNED)
    counts = np.zeros((months, places, BINS), dtype=np.uint32)
    top = [
        int(RECORDED[column(name)].high - RECORDED[column(name)].low)
        if name in LEVELS
        else BINS - 1
        for name in FANNED
    ]
    counts[0, np.arange(places), top] = 8
    table = quantile_table(Fan(8, counts, np.zeros((months, places, 2))))
    for name, row in table.set_index("variable").iterrows():
        assert row["q99"] <= RECORDED[column(str(name))].high
