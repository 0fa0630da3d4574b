"""What rows must be is checked: finite, in bounds, all there, of their point."""

import dataclasses

import numpy as np
import pyarrow as pa
import pytest

from sim.errors import ImpossibleResult
from sim.spec.outcomes import OUTCOMES
from sim.spec.recorded import RECORDED, column
from sim.store.check import check_arrays, check_histograms, check_table
from tests.store.made import (
    made_histograms,
    made_record,
    made_records,
    made_tables,
    made_world,
)

RECORD = made_record(made_world(), point=3)


@pytest.fixture
def outcomes():
    return np.tile([(one.low + one.high) / 2 for one in OUTCOMES], (4, 1))


@pytest.mark.parametrize("value", [np.nan, np.inf, -np.inf, 1e6, -1.1])
def test_outcome__that_cannot_be_names_point_replicate_and_bounds(outcomes, value):
    check_arrays(RECORD, 1000, outcomes, made_records(4))
    outcomes[2, 0] = value
    with pytest.raises(ImpossibleResult, match=r"jpn_kor_mean: found .* wanted .* \[-1, 1\]") as at:
        check_arrays(RECORD, 1000, outcomes, None)
    assert (at.value.point, at.value.replicate) == (3, 1002)
    assert "replicate 1002 of point 3, baseline_hindcast" in str(at.value)


def test_outcome__off_its_bound_by_rounding_is_none(outcomes):
    outcomes[:, 0] = 1.0 + 1e-12
    check_arrays(RECORD, 0, outcomes, None)


def test_month__that_cannot_be_names_the_variable(outcomes):
    records = made_records(4)
    records[3, 1, column("trust")] = 1.5
    with pytest.raises(ImpossibleResult, match=r"trust: found 1\.5") as at:
        check_arrays(RECORD, 0, outcomes, records)
    assert at.value.replicate == 3


def test_histograms__count_every_replicate_once():
    found = made_histograms(made_records(4))
    check_histograms(found)
    found.counts[5] += 1
    with pytest.raises(ValueError, match="do not count every replicate once"):
        check_histograms(found)
    sums = made_histograms(made_records(4))
    sums.sums[1, 2, 0] = np.nan
    with pytest.raises(ValueError, match="do not count"):
        check_histograms(sums)


TABLES = ["outcomes", "trajectories", "histograms"]


@pytest.mark.parametrize("table", TABLES)
def test_table__lacks_no_row_and_is_of_its_point_and_place(table):
    found = made_tables([RECORD], 1000, made_records(4))[table]
    check_table(table, found, [RECORD], 1000, 4)
    with pytest.raises(ValueError, match=r"holds \d+ rows, wanted \d+"):
        check_table(table, found.slice(0, 2), [RECORD], 1000, 4)
    with pytest.raises(ValueError, match="column 'point'"):
        check_table(table, found, [dataclasses.replace(RECORD, point=4)], 1000, 4)
    if table == "histograms":
        with pytest.raises(ValueError, match="column 'replicates'"):
            check_table(table, found, [RECORD], 1000, 5)
    else:
        with pytest.raises(ValueError, match="column 'replicate'"):
            check_table(table, turned(found, "replicate"), [RECORD], 1000, 4)
    if table != "outcomes":
        moved = dataclasses.replace(RECORD, first_month=RECORD.first_month + 12)
        with pytest.raises(ValueError, match="column 'month'"):
            check_table(table, found, [moved], 1000, 4)


def turned(table, column):
    """A table with one column from its end to its beginning."""
    return table.set_column(
        table.column_names.index(column),
        table.schema.field(column),
        table.column(column).take(list(range(table.num_rows))[::-1]),
    )


@pytest.mark.parametrize("table", TABLES)
def test_table__of_several_points_has_them_in_order_with_months_of_their_own(table):
    shorter = made_record(made_world(2), point=5)
    records = [made_records(4), made_records(4, 2)]
    found = made_tables([RECORD, shorter], 1000, *records)[table]
    check_table(table, found, [RECORD, shorter], 1000, 4)
    with pytest.raises(ValueError, match="column 'point'"):
        check_table(table, found, [shorter, RECORD], 1000, 4)
    with pytest.raises(ValueError, match="wanted"):
        check_table(table, found, [RECORD], 1000, 4)


@pytest.mark.parametrize(
    ("table", "name"), [("outcomes", "jpn_kor_mean"), ("trajectories", "trust")]
)
def test_value__that_cannot_be_names_its_own_point_of_several(table, name):
    points = [RECORD, made_record(made_world(2), point=5)]
    found = made_tables(points, 1000, made_records(4), made_records(4, 2))[table]
    values = found.column(name).to_numpy().copy()
    values[-1] = 9.0  # the last month of the last replicate
    spoilt = found.set_column(
        found.column_names.index(name), found.schema.field(name), pa.array(values)
    )
    with pytest.raises(ImpossibleResult, match=rf"{name}: found 9\.0") as at:
        check_table(table, spoilt, points, 1000, 4)
    assert (at.value.point, at.value.replicate) == (5, 1003)


@pytest.mark.parametrize("change", ["a bin beyond the last", "a number without a bin", "a count"])
def test_histograms__of_which_a_bin_or_number_cannot_be_are_refused(change):
    found = made_tables([RECORD], 0, made_records(4))["histograms"]
    name, place = {
        "a bin beyond the last": ("bin", 0),
        "a number without a bin": ("bin", None),
    }.get(change, ("count", 0))
    lists = found.column(name).to_pylist()
    if place is None:
        lists[3] = lists[3][:-1]
    else:
        lists[3][place] = 200
    spoilt = found.set_column(
        found.column_names.index(name),
        found.schema.field(name),
        pa.array(lists, found.schema.field(name).type),
    )
    wanted = "do not count every replicate" if change == "a count" else "numbers without a bin"
    with pytest.raises(ValueError, match=wanted):
        check_table("histograms", spoilt, [RECORD], 0, 4)


def test_bounds__are_declared_for_all_that_is_kept():
    assert all(np.isfinite([one.low, one.high]).all() for one in (*OUTCOMES, *RECORDED))
