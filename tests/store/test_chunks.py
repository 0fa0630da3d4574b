"""Chunks: rows to Arrow and back without losing a bit, with units in the file."""

import numpy as np
import pandas as pd
import pyarrow as pa
import pytest

from sim.spec.outcomes import OUTCOME_FIELDS, OUTCOMES
from sim.spec.recorded import RECORDED_FIELDS, column
from sim.store.chunks import (
    fan_of_table,
    fan_to_table,
    outcomes_to_table,
    records_of_table,
    records_to_table,
    summary_to_table,
)
from sim.store.fans import add_up, quantile_columns, share_columns
from tests.store.made import MONTHS, made_fan, made_record, made_records, made_world


@pytest.fixture(scope="module")
def record():
    return made_record(made_world())


def test_outcomes__have_labels_first_and_all_bits(record):
    rows = np.random.default_rng(1).random((4, len(OUTCOME_FIELDS)))
    table = outcomes_to_table(record, 1000, rows)
    assert tuple(table.column_names) == ("scenario", "point", "replicate", *OUTCOME_FIELDS)
    assert table.column("replicate").to_pylist() == [1000, 1001, 1002, 1003]
    found = table.select(list(OUTCOME_FIELDS)).to_pandas().to_numpy()
    np.testing.assert_array_equal(found, rows)


def test_outcomes__carry_units_and_long_names(record):
    table = outcomes_to_table(record, 0, np.zeros((1, len(OUTCOME_FIELDS))))
    for outcome in OUTCOMES:
        told = table.schema.field(outcome.name).metadata
        assert told[b"units"].decode() == outcome.unit
        assert told[b"long_name"].decode() == outcome.meaning


def test_fan__round_trips(record):
    fan = made_fan(made_records(40))
    found = fan_of_table(fan_to_table(record, fan), MONTHS)
    assert found.replicates == 40
    np.testing.assert_array_equal(found.counts, fan.counts)
    np.testing.assert_array_equal(found.sums, fan.sums)


def test_fan__read_from_two_row_groups_is_the_same(record):
    table = fan_to_table(record, made_fan(made_records(9)))
    parts = pa.concat_tables([table.slice(0, 10), table.slice(10)])
    np.testing.assert_array_equal(
        fan_of_table(parts, MONTHS).counts, fan_of_table(table, MONTHS).counts
    )


def test_fan__keeps_only_bins_with_something_in_them(record):
    table = fan_to_table(record, made_fan(made_records(7)))
    assert all(0 not in counts for counts in table.column("count").to_pylist())
    assert all(sum(counts) == 7 for counts in table.column("count").to_pylist())


def test_records__round_trip_and_read_as_a_table_of_months(record):
    records = made_records(6)
    table = records_to_table(record, 2000, records)
    assert tuple(table.column_names[4:]) == RECORDED_FIELDS
    found = np.empty_like(records)
    records_of_table(table, MONTHS, found)
    np.testing.assert_array_equal(found, records)
    row = table.to_pandas().set_index(["replicate", "month"]).loc[(2003, pd.Timestamp(2012, 2, 1))]
    assert row["trust"] == records[3, 1, column("trust")]


def test_records__read_only_as_many_rows_as_there_is_room_for(record):
    records = made_records(6)
    found = np.empty_like(records[:2])
    records_of_table(records_to_table(record, 0, records), MONTHS, found)
    np.testing.assert_array_equal(found, records[:2])


@pytest.mark.parametrize("made_from", [quantile_columns, share_columns])
def test_summary__has_labels_first_and_all_bits(record, made_from):
    columns = made_from(add_up([made_fan(made_records(8))]), record.first_month)
    table = summary_to_table(record, columns)
    assert table.column_names == ["scenario", "point", *columns]
    assert table.column("scenario").unique().to_pylist() == ["baseline_hindcast"]
    frame = table.to_pandas()
    for name, values in columns.items():
        np.testing.assert_array_equal(frame[name], values)
        assert table.schema.field(name).metadata[b"long_name"]
