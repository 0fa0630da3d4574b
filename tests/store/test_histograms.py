"""Histograms: exact moments, quantiles within a bin of the sample's own, shares of levels."""

import numpy as np
import pandas as pd
import pytest

from sim.spec.recorded import BINS, HISTOGRAMMED, RECORDED, column
from sim.store.histograms import QUANTILES, Histograms, add_up, quantile_columns, share_columns
from sim.store.labels import month_dates
from tests.store.made import made_histograms, made_records

FIRST = 2025 * 12


def table_of(columns):
    """Columns as a table, variables by their names."""
    names = np.array(HISTOGRAMMED, dtype=object)[columns["variable"]]
    return pd.DataFrame({**columns, "variable": names})


def quantile_table(found):
    return table_of(quantile_columns(found, FIRST))


def share_table(found):
    return table_of(share_columns(found, FIRST))


LEVELS = [name for name in HISTOGRAMMED if RECORDED[column(name)].kind == "level"]
SMOOTH = [name for name in HISTOGRAMMED if name not in LEVELS]


@pytest.fixture(scope="module")
def records():
    return made_records(300)


@pytest.fixture(scope="module")
def table(records):
    return quantile_table(made_histograms(records)).set_index(["variable", "month"])


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
    for name in HISTOGRAMMED:
        values = records[:, :, column(name)]
        np.testing.assert_allclose(table.loc[name, "mean"], values.mean(axis=0), rtol=1e-12)
        np.testing.assert_allclose(table.loc[name, "sd"], values.std(axis=0, ddof=1), rtol=1e-9)
    assert (table["count"] == len(records)).all()


def test_sd__of_a_constant_is_zero():
    records = np.repeat(made_records(1), 50, axis=0)
    assert (quantile_table(made_histograms(records))["sd"] == 0).all()


def test_sd__of_one_replicate_is_not_known():
    assert quantile_table(made_histograms(made_records(1)))["sd"].isna().all()


def test_shares__are_the_shares_of_the_sample(records):
    table = share_table(made_histograms(records)).set_index(["variable", "month", "level"])
    assert set(table.index.unique("variable")) == set(LEVELS)
    np.testing.assert_allclose(table["share"].groupby(["variable", "month"]).sum(), 1)
    january = np.datetime64("2025-01-01")
    shown = table.sort_index().loc[("talks_state", january), "share"]
    values = records[:, 0, column("talks_state")]
    assert shown.to_list() == [(values == level).mean() for level in range(5)]


def test_add_up__is_that_of_all(records):
    whole = made_histograms(records)
    added = add_up([made_histograms(records[:100]), made_histograms(records[100:])])
    assert added.replicates == 300
    np.testing.assert_array_equal(added.dense(), whole.dense())
    for one, other in zip(added[1:4], whole[1:4], strict=True):
        np.testing.assert_array_equal(one, other)
        assert one.dtype == other.dtype
    np.testing.assert_allclose(added.sums, whole.sums, rtol=1e-12)


def test_add_up__leaves_what_it_adds_alone(records):
    one = made_histograms(records[:10])
    before = one.counts.copy(), one.sums.copy()
    add_up([one, one])
    np.testing.assert_array_equal(one.counts, before[0])
    np.testing.assert_array_equal(one.sums, before[1])


def test_add_up__wants_something_to_add():
    with pytest.raises(ValueError, match="nothing to add up"):
        add_up([])


def test_quantile__at_the_bounds_stays_within_them():
    months, places = 1, len(HISTOGRAMMED)
    counts = np.zeros((months, places, BINS), dtype=np.uint32)
    top = [
        int(RECORDED[column(name)].high - RECORDED[column(name)].low)
        if name in LEVELS
        else BINS - 1
        for name in HISTOGRAMMED
    ]
    counts[0, np.arange(places), top] = 8
    table = quantile_table(Histograms.of(8, counts, np.zeros((months, places, 2))))
    for name, row in table.set_index("variable").iterrows():
        assert row["q99"] <= RECORDED[column(str(name))].high


# Sparse against dense ---------------------------------------------------------------------------

LEVEL = np.array([name in LEVELS for name in HISTOGRAMMED])
LOW = np.array([RECORDED[column(name)].low for name in HISTOGRAMMED], dtype=np.float64)
HIGH = np.array([RECORDED[column(name)].high for name in HISTOGRAMMED], dtype=np.float64)
WIDTH = np.where(LEVEL, 1.0, (HIGH - LOW) / BINS)


def dense(replicates, months, bins, seed):
    """Random counts (T, F, BINS) of so many replicates, in so many bins of each row or fewer."""
    chance = np.random.default_rng(seed)
    counts = np.zeros((months, len(HISTOGRAMMED), BINS), dtype=np.uint16)
    for month, place in np.ndindex(counts.shape[:2]):
        most = int(HIGH[place] - LOW[place]) + 1 if LEVEL[place] else BINS
        held = chance.choice(most, min(bins, most), replace=False)
        shares = chance.dirichlet(np.ones(len(held)))
        counts[month, place, held] = chance.multinomial(replicates, shares)
    return counts


def plain_quantiles(counts, replicates):
    """Quantiles (T, F) of dense counts, bin by bin."""
    up_to = np.cumsum(counts, axis=-1, dtype=np.int64)
    found = {}
    for name, probability in QUANTILES.items():
        wanted = probability * replicates
        place = np.argmax(up_to >= wanted, axis=-1)[..., np.newaxis]
        reached = np.take_along_axis(up_to, place, axis=-1)[..., 0]
        inside = np.take_along_axis(counts, place, axis=-1)[..., 0].astype(np.int64)
        within = np.where(LEVEL, 0.0, (wanted - (reached - inside)) / inside)
        found[name] = LOW + (place[..., 0] + within) * WIDTH
    return found


DENSE = pytest.mark.parametrize("bins", [1, 2, 7, BINS])
REPLICATES = pytest.mark.parametrize("replicates", [1, 2, 3, 99, 1000])


@DENSE
@REPLICATES
def test_sparse__holds_what_dense_counts_hold(replicates, bins):
    counts = dense(replicates, 3, bins, seed=bins)
    sums = np.random.default_rng(1).random((*counts.shape[:2], 2))
    found = Histograms.of(replicates, counts, sums)
    assert (found.replicates, found.months) == (replicates, 3)
    np.testing.assert_array_equal(found.dense(), counts)
    assert found.counts.all()
    assert (found.starts[0], found.starts[-1]) == (0, len(found.bins))
    assert found.bins.dtype == np.uint8
    assert found.counts.dtype == np.uint32
    for row in range(len(found.starts) - 1):
        own = found.bins[found.starts[row] : found.starts[row + 1]]
        assert (np.diff(own.astype(int)) > 0).all()


@DENSE
@REPLICATES
def test_sparse__has_the_quantiles_of_dense_counts_to_the_bit(replicates, bins):
    counts = dense(replicates, 4, bins, seed=[bins, replicates])
    found = quantile_columns(Histograms.of(replicates, counts, np.zeros((4, len(LEVEL), 2))), FIRST)
    expected = plain_quantiles(counts, replicates)
    for name in QUANTILES:
        np.testing.assert_array_equal(found[name], expected[name].T.ravel())
    assert (found["count"] == replicates).all()
    np.testing.assert_array_equal(found["variable"], np.repeat(np.arange(len(LEVEL)), 4))
    np.testing.assert_array_equal(found["month"], np.tile(month_dates(FIRST, 4), len(LEVEL)))


@DENSE
@REPLICATES
def test_sparse__has_the_shares_of_dense_counts_to_the_bit(replicates, bins):
    counts = dense(replicates, 4, bins, seed=[replicates, bins])
    found = share_columns(Histograms.of(replicates, counts, np.zeros((4, len(LEVEL), 2))), FIRST)
    share, level, variable = [], [], []
    for place in np.flatnonzero(LEVEL):
        levels = int(HIGH[place] - LOW[place]) + 1
        share.append(counts[:, place, :levels].ravel() / replicates)
        level.append(np.tile(np.arange(LOW[place], HIGH[place] + 1), 4))
        variable.append(np.full(4 * levels, place))
    for name, expected in (("share", share), ("level", level), ("variable", variable)):
        np.testing.assert_array_equal(found[name], np.concatenate(expected))


@pytest.mark.parametrize("parts", [(1,), (1, 1), (500, 500), (1000, 1000, 7)])
def test_sparse__added_up_is_dense_counts_added_up(parts):
    each = [dense(count, 3, 9, seed=[count, k]) for k, count in enumerate(parts)]
    chance = np.random.default_rng(3)
    sums = [chance.random((*one.shape[:2], 2)) for one in each]
    found = add_up(map(Histograms.of, parts, each, sums))
    whole = np.sum(each, axis=0, dtype=np.uint32)
    expected = sums[0].copy()
    for one in sums[1:]:
        expected += one
    assert found.replicates == sum(parts)
    np.testing.assert_array_equal(found.dense(), whole)
    np.testing.assert_array_equal(found.sums, expected)
    np.testing.assert_array_equal(found.starts, Histograms.of(1, whole, expected).starts)
