"""Chunks: the rows of consecutive replicates as Arrow tables, and back.

Outcomes have one row a replicate, trajectories one row a replicate and month, fans one row a
variable and month with the bins that are not empty. Floats keep all their bits.
"""

import json
from collections.abc import Mapping, Sequence

import numpy as np
import pyarrow as pa

from sim.spec.levels import levels_of
from sim.spec.outcomes import OUTCOME_FIELDS, OUTCOMES, OutcomeSpec
from sim.spec.recorded import BINS, FANNED, RECORDED
from sim.spec.variables import Variable
from sim.store.fans import QUANTILES, Fan
from sim.store.labels import flags, month_dates
from sim.store.points import PointRecord

__all__ = [
    "fan_of_table",
    "fan_to_table",
    "outcomes_of_table",
    "outcomes_to_table",
    "records_of_table",
    "records_to_table",
    "summary_to_table",
]


def _field(name: str, kind: pa.DataType, unit: str, meaning: str) -> pa.Field:
    """Return a column's declaration; unit and long name go by their names in the CF conventions."""
    return pa.field(name, kind, nullable=False, metadata={"units": unit, "long_name": meaning})


def _declared(spec: OutcomeSpec | Variable) -> pa.Field:
    """Return the column of a declared quantity; one that is a code says what its numbers mean."""
    found = _field(spec.name, pa.float64(), spec.unit, spec.meaning)
    coded = flags(levels_of(spec)).items()
    said = {name: value if isinstance(value, str) else json.dumps(value) for name, value in coded}
    return found.with_metadata({**found.metadata, **said})


_SCENARIO = _field("scenario", pa.string(), "1", "Name of the scenario")
_POINT = _field("point", pa.int64(), "1", "Point of the study, as numbered in its manifest")
_REPLICATE = _field("replicate", pa.int64(), "1", "Replicate; the same number, the same chance")
_MONTH = _field("month", pa.timestamp("ms"), "month", "Month, by its first day")
_VARIABLE = _field("variable", pa.string(), "1", "Name of the variable")

_OUTCOMES = pa.schema(
    [
        *(_SCENARIO, _POINT, _REPLICATE),
        *map(_declared, OUTCOMES),
    ]
)
_RECORDS = pa.schema(
    [
        *(_SCENARIO, _POINT, _REPLICATE, _MONTH),
        *map(_declared, RECORDED),
    ]
)
_FANS = pa.schema(
    [
        _VARIABLE,
        _MONTH,
        _field("replicates", pa.int64(), "1", "Replicates counted"),
        _field("sum", pa.float64(), "as the variable", "Sum over replicates"),
        _field("sum_of_squares", pa.float64(), "its square", "Sum of squares over replicates"),
        _field("bin", pa.list_(pa.uint8()), "1", f"Bins that are not empty, of {BINS}"),
        _field("count", pa.list_(pa.uint32()), "1", "Replicates in each of those bins"),
    ]
)

#: Unit and long name of the columns of quantiles and shares.
_SUMMARY = {
    "mean": ("as the variable", "Mean over replicates"),
    "sd": ("as the variable", "Standard deviation over replicates"),
    **{name: ("as the variable", f"Quantile at {p:g}") for name, p in QUANTILES.items()},
    "count": ("1", "Replicates"),
    "level": ("1", "Level of the variable"),
    "share": ("1", "Share of replicates at that level"),
}


def _labels(record: PointRecord, rows: int) -> list[pa.Array]:
    """Return the columns scenario and point."""
    return [pa.array([record.scenario] * rows, pa.string()), pa.array(np.full(rows, record.point))]


def outcomes_to_table(record: PointRecord, first: int, outcomes: np.ndarray) -> pa.Table:
    """Return the outcomes (replicate, outcome) of replicates from `first` on as a table."""
    count = len(outcomes)
    columns = [
        *_labels(record, count),
        pa.array(np.arange(first, first + count)),
        *(pa.array(np.ascontiguousarray(column)) for column in outcomes.T),
    ]
    return pa.Table.from_arrays(columns, schema=_OUTCOMES)


def outcomes_of_table(table: pa.Table) -> np.ndarray:
    """Return the outcomes (replicate, outcome) of a table that `outcomes_to_table` made."""
    return np.column_stack([table.column(name).to_numpy() for name in OUTCOME_FIELDS])


def records_to_table(record: PointRecord, first: int, records: np.ndarray) -> pa.Table:
    """Return trajectories (replicate, month, recorded variable) as a table."""
    count, months, variables = records.shape
    flat = records.reshape(count * months, variables)
    columns = [
        *_labels(record, count * months),
        pa.array(np.repeat(np.arange(first, first + count), months)),
        pa.array(np.tile(month_dates(record.first_month, months), count)),
        *(pa.array(np.ascontiguousarray(flat[:, number])) for number in range(variables)),
    ]
    return pa.Table.from_arrays(columns, schema=_RECORDS)


def records_of_table(table: pa.Table, months: int, into: np.ndarray) -> None:
    """Write a table's first trajectories into (replicate, month, recorded variable)."""
    rows = len(into) * months
    for number, variable in enumerate(RECORDED):
        column = table.column(variable.name).slice(0, rows).to_numpy()
        into[:, :, number] = column.reshape(len(into), months)


def _lists(values: np.ndarray, starts: np.ndarray, kind: pa.DataType) -> pa.Array:
    """Return a column of lists."""
    return pa.ListArray.from_arrays(pa.array(starts, pa.int32()), pa.array(values, kind))


def fan_to_table(record: PointRecord, fan: Fan) -> pa.Table:
    """Return a fan as a table: the bins that are not empty, variable by variable."""
    months = len(fan.counts)
    rows = fan.counts.transpose(1, 0, 2).reshape(len(FANNED) * months, BINS)
    sums = fan.sums.transpose(1, 0, 2).reshape(len(FANNED) * months, 2)
    row, place = np.nonzero(rows)
    starts = np.searchsorted(row, np.arange(len(rows) + 1))
    columns = [
        pa.array(np.repeat(np.array(FANNED, dtype=object), months), pa.string()),
        pa.array(np.tile(month_dates(record.first_month, months), len(FANNED))),
        pa.array(np.full(len(rows), fan.replicates)),
        pa.array(np.ascontiguousarray(sums[:, 0])),
        pa.array(np.ascontiguousarray(sums[:, 1])),
        _lists(place, starts, pa.uint8()),
        _lists(rows[row, place], starts, pa.uint32()),
    ]
    return pa.Table.from_arrays(columns, schema=_FANS)


def fan_of_table(table: pa.Table, months: int) -> Fan:
    """Return the fan of a table that `fan_to_table` made and `check_table` found whole."""
    table = table.combine_chunks()
    rows = len(FANNED) * months

    def column(name: str) -> np.ndarray:
        return table.column(name).to_numpy()

    def in_lists(name: str) -> tuple[np.ndarray, np.ndarray]:
        (lists,) = table.column(name).chunks
        return lists.flatten().to_numpy(), lists.value_lengths().to_numpy()

    places, lengths = in_lists("bin")
    counted, _ = in_lists("count")
    counts = np.zeros((rows, BINS), dtype=np.uint32)
    counts[np.repeat(np.arange(rows), lengths), places] = counted
    sums = np.stack([column("sum"), column("sum_of_squares")], axis=-1)

    def by_month(values: np.ndarray, last: Sequence[int]) -> np.ndarray:
        turned = values.reshape(len(FANNED), months, *last).transpose(1, 0, 2)
        return np.ascontiguousarray(turned)

    return Fan(int(column("replicates")[0]), by_month(counts, [BINS]), by_month(sums, [2]))


def summary_to_table(record: PointRecord, columns: Mapping[str, np.ndarray]) -> pa.Table:
    """Return columns of quantiles or shares as a table, labelled with scenario and point."""
    rows = len(columns["variable"])
    fields = [_SCENARIO, _POINT, _VARIABLE, _MONTH]
    for name in list(columns)[2:]:
        kind = pa.int64() if name in ("count", "level") else pa.float64()
        fields.append(_field(name, kind, *_SUMMARY[name]))
    arrays = [
        pa.array(values, field.type)
        for values, field in zip(columns.values(), fields[2:], strict=True)
    ]
    return pa.Table.from_arrays([*_labels(record, rows), *arrays], schema=pa.schema(fields))
