"""What rows must be is checked: finite, in bounds, all there, of their point."""

import dataclasses

import numpy as np
import pytest

from sim.errors import ImpossibleResult
from sim.spec.outcomes import OUTCOMES
from sim.spec.recorded import RECORDED, column
from sim.store.check import check_arrays, check_fan, check_table
from tests.store.made import made_fan, made_record, made_records, made_tables, made_world

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


def test_fan__counts_every_replicate_once():
    fan = made_fan(made_records(4))
    check_fan(fan)
    fan.counts[0, 0, 5] += 1
    with pytest.raises(ValueError, match="do not count every replicate once"):
        check_fan(fan)
    sums = made_fan(made_records(4))
    sums.sums[1, 2, 0] = np.nan
    with pytest.raises(ValueError, match="do not count"):
        check_fan(sums)


@pytest.mark.parametrize("table", ["outcomes", "trajectories", "fans"])
def test_table__lacks_no_row_and_is_of_its_point_and_place(table):
    found = made_tables(RECORD, 1000, made_records(4))[table]
    check_table(table, found, RECORD, 1000, 4)
    with pytest.raises(ValueError, match=r"holds \d+ rows, wanted \d+"):
        check_table(table, found.slice(0, 2), RECORD, 1000, 4)
    wrong = {"fans": "replicates", "outcomes": "replicate", "trajectories": "replicate"}[table]
    swapped = found.set_column(
        found.column_names.index(wrong),
        found.schema.field(wrong),
        found.column(wrong).take(list(range(found.num_rows))[::-1]),
    )
    if table != "fans":
        with pytest.raises(ValueError, match=f"column '{wrong}'"):
            check_table(table, swapped, RECORD, 1000, 4)
        with pytest.raises(ValueError, match="column 'point'"):
            check_table(table, found, dataclasses.replace(RECORD, point=4), 1000, 4)
    if table != "outcomes":
        moved = dataclasses.replace(RECORD, first_month=RECORD.first_month + 12)
        with pytest.raises(ValueError, match="column 'month'"):
            check_table(table, found, moved, 1000, 4)


def test_bounds__are_declared_for_all_that_is_kept():
    assert all(np.isfinite([one.low, one.high]).all() for one in (*OUTCOMES, *RECORDED))
