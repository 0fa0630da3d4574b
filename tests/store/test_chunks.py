"""Chunks: rows to Arrow and back without losing a bit, with units in the file."""

import numpy as np
import pandas as pd
import pyarrow as pa
import pytest

from sim.spec.outcomes import OUTCOME_FIELDS, OUTCOMES
from sim.spec.recorded import HISTOGRAMMED, RECORDED_FIELDS, column
from sim.store.chunks import (
    histograms_of_table,
    histograms_to_table,
    outcomes_to_table,
    records_of_table,
    records_to_table,
    summary_to_table,
)
from sim.store.histograms import add_up, quantile_columns, share_columns
from tests.store.made import MONTHS, made_histograms, made_record, made_records, made_world


@pytest.fixture(scope="module")
def record():
    return made_record(made_world())


def test_outcomes__have_labels_first_and_all_bits(record):
    rows = np.random.default_rng(1).random((4, len(OUTCOME_FIELDS)))
    table = outcomes_to_table([record], 1000, [rows])
    assert tuple(table.column_names) == ("scenario", "point", "replicate", *OUTCOME_FIELDS)
    assert table.column("replicate").to_pylist() == [1000, 1001, 1002, 1003]
    found = table.select(list(OUTCOME_FIELDS)).to_pandas().to_numpy()
    np.testing.assert_array_equal(found, rows)


def test_outcomes__carry_units_and_long_names(record):
    table = outcomes_to_table([record], 0, [np.zeros((1, len(OUTCOME_FIELDS)))])
    for outcome in OUTCOMES:
        told = table.schema.field(outcome.name).metadata
        assert told[b"units"].decode() == outcome.unit
        assert told[b"long_name"].decode() == outcome.meaning


def same(found, expected):
    """Whether histograms are the same to the bit."""
    assert found.replicates == expected.replicates
    for one, other in zip(found[1:], expected[1:], strict=True):
        assert one.dtype == other.dtype
        np.testing.assert_array_equal(one, other)


def test_histograms__round_trip(record):
    found = made_histograms(made_records(40))
    same(histograms_of_table(histograms_to_table([record], [found]), MONTHS), found)


def test_histograms__of_several_points_round_trip_each(record):
    """Also a point's rows that begin in the middle of their file's lists."""
    points = [record, made_record(made_world(2), point=1), made_record(made_world(), point=2)]
    every = [made_histograms(made_records(9, one.months, seed=one.point)) for one in points]
    table = histograms_to_table(points, every)
    begin = 0
    for one, expected in zip(points, every, strict=True):
        rows = one.months * len(HISTOGRAMMED)
        own = table.slice(begin, rows)
        assert set(own.column("point").to_pylist()) == {one.point}
        same(histograms_of_table(own, one.months), expected)
        begin += rows
    assert begin == table.num_rows


def test_histograms__read_from_two_row_groups_are_the_same(record):
    table = histograms_to_table([record], [made_histograms(made_records(9))])
    parts = pa.concat_tables([table.slice(0, 10), table.slice(10)])
    same(histograms_of_table(parts, MONTHS), histograms_of_table(table, MONTHS))


def test_histograms__keep_only_bins_with_something_in_them(record):
    table = histograms_to_table([record], [made_histograms(made_records(7))])
    assert all(0 not in counts for counts in table.column("count").to_pylist())
    assert all(sum(counts) == 7 for counts in table.column("count").to_pylist())


def test_rows__of_several_points_lie_one_after_the_other(record):
    other = made_record(made_world(2), point=1, scenario="b")
    rows = [np.full((2, len(OUTCOME_FIELDS)), number) for number in (1.0, 2.0)]
    table = outcomes_to_table([record, other], 10, rows)
    assert table.column("scenario").to_pylist() == ["baseline_hindcast"] * 2 + ["b"] * 2
    assert table.column("point").to_pylist() == [0, 0, 1, 1]
    assert table.column("replicate").to_pylist() == [10, 11, 10, 11]
    assert table.column("jpn_kor_mean").to_pylist() == [1.0, 1.0, 2.0, 2.0]
    months = [made_records(2), made_records(2, 2)]
    table = records_to_table([record, other], 10, months)
    assert table.column("point").to_pylist() == [0] * 2 * MONTHS + [1] * 4
    found = np.empty_like(months[1])
    records_of_table(table.slice(2 * MONTHS), 2, found)
    np.testing.assert_array_equal(found, months[1])


def test_records__round_trip_and_read_as_a_table_of_months(record):
    records = made_records(6)
    table = records_to_table([record], 2000, [records])
    assert tuple(table.column_names[4:]) == RECORDED_FIELDS
    found = np.empty_like(records)
    records_of_table(table, MONTHS, found)
    np.testing.assert_array_equal(found, records)
    row = table.to_pandas().set_index(["replicate", "month"]).loc[(2003, pd.Timestamp(2012, 2, 1))]
    assert row["trust"] == records[3, 1, column("trust")]


def test_records__read_only_as_many_rows_as_there_is_room_for(record):
    records = made_records(6)
    found = np.empty_like(records[:2])
    records_of_table(records_to_table([record], 0, [records]), MONTHS, found)
    np.testing.assert_array_equal(found, records[:2])


SUMMARIES = pytest.mark.parametrize(
    ("name", "made_from"), [("quantiles", quantile_columns), ("shares", share_columns)]
)


@SUMMARIES
def test_summary__has_labels_first_and_all_bits(record, name, made_from):
    columns = made_from(add_up([made_histograms(made_records(8))]), record.first_month)
    table = summary_to_table(name, [record], [columns])
    assert table.column_names == ["scenario", "point", *columns]
    assert table.column("scenario").unique().to_pylist() == ["baseline_hindcast"]
    frame = table.to_pandas()
    for column_name, values in columns.items():
        if column_name == "variable":
            values = np.array(HISTOGRAMMED, dtype=object)[values]  # in columns by its number
        np.testing.assert_array_equal(frame[column_name], values)
        assert table.schema.field(column_name).metadata[b"long_name"]


@SUMMARIES
def test_summary__of_several_points_is_that_of_each(record, name, made_from):
    points = [record, made_record(made_world(2), point=1, scenario="b")]
    columns = [
        made_from(made_histograms(made_records(8, one.months, seed=one.point)), one.first_month)
        for one in points
    ]
    whole = summary_to_table(name, points, columns)
    each = [summary_to_table(name, [one], [own]) for one, own in zip(points, columns, strict=True)]
    assert whole.equals(pa.concat_tables(each))
