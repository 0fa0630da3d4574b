"""Chunks: the rows of consecutive replicates of some points as Arrow tables, and back.

Outcomes have one row a replicate, trajectories one row a replicate and month, histograms one row a
variable and month with the bins that are not empty; point by point. Floats keep all their bits.
"""

import json
from collections.abc import Mapping, Sequence

import numpy as np
import pyarrow as pa

from sim.spec.kept import ALL, Kept
from sim.spec.levels import levels_of
from sim.spec.outcomes import OUTCOMES, OutcomeSpec
from sim.spec.recorded import BINS, HISTOGRAMMED, RECORDED, RECORDED_BY_NAME
from sim.spec.variables import Variable
from sim.store.histograms import QUANTILES, Histograms
from sim.store.labels import flags, month_dates
from sim.store.points import PointRecord

__all__ = [
    "as_written",
    "histograms_of_table",
    "histograms_to_table",
    "outcomes_of_table",
    "outcomes_to_table",
    "records_of_table",
    "records_to_table",
    "summary_to_table",
]

Records = Sequence[PointRecord]


def _field(name: str, kind: pa.DataType, unit: str, meaning: str) -> pa.Field:
    """Return a column's declaration; unit and long name go by their names in the CF conventions."""
    return pa.field(name, kind, nullable=False, metadata={"units": unit, "long_name": meaning})


def _declared(spec: OutcomeSpec | Variable) -> pa.Field:
    """Return the column of a declared quantity; one that is a code says what its numbers mean."""
    field = _field(spec.name, pa.float64(), spec.unit, spec.meaning)
    coded = flags(levels_of(spec)).items()
    metadata = {
        name: value if isinstance(value, str) else json.dumps(value) for name, value in coded
    }
    return field.with_metadata({**field.metadata, **metadata})


_SCENARIO = _field("scenario", pa.string(), "1", "Name of the scenario")
_POINT = _field("point", pa.int64(), "1", "Point of the study, as numbered in its manifest")
_REPLICATE = _field("replicate", pa.int64(), "1", "Replicate; the same number, the same chance")
_MONTH = _field("month", pa.timestamp("ms"), "month", "Month, by its first day")
_VARIABLE = _field("variable", pa.string(), "1", "Name of the variable")


def _outcomes_schema(record: PointRecord) -> pa.Schema:
    """Return the schema of outcomes of a study: all its points have the same."""
    own = record.specs[len(OUTCOMES) :]
    return pa.schema([*_OUTCOMES, *map(_declared, own)]) if own else _OUTCOMES


_OUTCOMES = pa.schema(
    [
        *(_SCENARIO, _POINT, _REPLICATE),
        *map(_declared, OUTCOMES),
    ]
)
_MONTHLY = (_SCENARIO, _POINT, _REPLICATE, _MONTH)
_RECORDS = pa.schema([*_MONTHLY, *map(_declared, RECORDED)])
_HISTOGRAMS = pa.schema(
    [
        *(_POINT, _MONTH, _VARIABLE),
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


#: Columns of the summaries after scenario, point, variable and month.
_COLUMNS_OF = {
    "quantiles": ("mean", "sd", *QUANTILES, "count"),
    "shares": ("level", "share"),
}


def _summary_schema(name: str) -> pa.Schema:
    """Return the schema of a summary."""
    fields = [_SCENARIO, _POINT, _VARIABLE, _MONTH]
    for column in _COLUMNS_OF[name]:
        kind = pa.int64() if column in ("count", "level") else pa.float64()
        fields.append(_field(column, kind, *_SUMMARY[column]))
    return pa.schema(fields)


def _records_schema(columns: Sequence[str]) -> pa.Schema:
    """Return the schema of trajectories of some flat variables."""
    if len(columns) == len(RECORDED):
        return _RECORDS
    return pa.schema([*_MONTHLY, *(_declared(RECORDED_BY_NAME[name]) for name in columns)])


_SCHEMAS = {
    "outcomes": _OUTCOMES,
    "histograms": _HISTOGRAMS,
    **{name: _summary_schema(name) for name in _COLUMNS_OF},
}


def as_written(name: str, table: pa.Table, record: PointRecord) -> pa.Table:
    """Return a table that was read as it was before it was written: to the byte, in a file.

    Parameters
    ----------
    record : any of its points
    """
    if name == "trajectories":
        schema = _records_schema(table.column_names[len(_MONTHLY) :])
    else:
        schema = _outcomes_schema(record) if name == "outcomes" else _SCHEMAS[name]
    columns = [table.column(field.name).cast(field.type).combine_chunks() for field in schema]
    return pa.Table.from_arrays(columns, schema=schema)


def _texts(values: Sequence[str], places: np.ndarray) -> pa.Array:
    """Return a column of texts, of which there are few: values[place] for each place."""
    coded = pa.DictionaryArray.from_arrays(pa.array(places, pa.int32()), pa.array(values))
    return coded.cast(pa.string())


def _labels(records: Records, rows: Sequence[int]) -> list[pa.Array]:
    """Return the columns scenario and point, so many rows of each record."""
    names = list(dict.fromkeys(record.scenario for record in records))
    places = [names.index(record.scenario) for record in records]
    points = [record.point for record in records]
    return [
        _texts(names, np.repeat(places, rows)),
        pa.array(np.repeat(np.array(points, dtype=np.int64), rows)),
    ]


def outcomes_to_table(records: Records, first: int, outcomes: Sequence[np.ndarray]) -> pa.Table:
    """Return the outcomes (replicate, outcome) of replicates from `first` on as a table.

    One's own come last.

    Parameters
    ----------
    outcomes : of each point, for the same replicates
    """
    count = len(outcomes[0])
    whole = np.concatenate(outcomes)
    columns = [
        *_labels(records, [count] * len(records)),
        pa.array(np.tile(np.arange(first, first + count), len(records))),
        *(pa.array(np.ascontiguousarray(column)) for column in whole.T),
    ]
    return pa.Table.from_arrays(columns, schema=_outcomes_schema(records[0]))


def outcomes_of_table(table: pa.Table, record: PointRecord) -> np.ndarray:
    """Return the outcomes (replicate, outcome) of a table that `outcomes_to_table` made."""
    return np.column_stack([table.column(spec.name).to_numpy() for spec in record.specs])


def records_to_table(
    records: Records, first: int, found: Sequence[np.ndarray], kept: Kept = ALL
) -> pa.Table:
    """Return trajectories (replicate, month, column of `kept`) of each point as a table."""
    count = len(found[0])
    flat = np.concatenate([one.reshape(-1, one.shape[-1]) for one in found])
    months = [np.tile(month_dates(record.first_month, record.months), count) for record in records]
    replicates = [np.repeat(np.arange(first, first + count), one.months) for one in records]
    columns = [
        *_labels(records, [count * record.months for record in records]),
        pa.array(np.concatenate(replicates)),
        pa.array(np.concatenate(months)),
        *(pa.array(np.ascontiguousarray(flat[:, number])) for number in range(flat.shape[1])),
    ]
    return pa.Table.from_arrays(columns, schema=_records_schema(kept.columns))


def records_of_table(table: pa.Table, months: int, into: np.ndarray, kept: Kept = ALL) -> None:
    """Write a point's first trajectories into (replicate, month, column of `kept`)."""
    rows = len(into) * months
    for number, name in enumerate(kept.columns):
        column = table.column(name).slice(0, rows).to_numpy()
        into[:, :, number] = column.reshape(len(into), months)


def _lists(values: np.ndarray, starts: np.ndarray, kind: pa.DataType) -> pa.Array:
    """Return a column of lists."""
    return pa.ListArray.from_arrays(pa.array(starts, pa.int32()), pa.array(values, kind))


def histograms_to_table(records: Records, found: Sequence[Histograms]) -> pa.Table:
    """Return the histograms of each point as a table: the bins that are not empty."""
    rows = [len(one.starts) - 1 for one in found]
    sums = np.concatenate([one.sums.reshape(-1, 2) for one in found])
    ends = np.cumsum([0, *(len(one.bins) for one in found)])
    starts = [one.starts[:-1] + end for one, end in zip(found, ends, strict=False)]
    bounds = np.concatenate([*starts, ends[-1:]])
    months = [np.repeat(month_dates(r.first_month, r.months), len(HISTOGRAMMED)) for r in records]
    variables = np.arange(len(HISTOGRAMMED))
    columns = [
        _labels(records, rows)[1],
        pa.array(np.concatenate(months)),
        _texts(HISTOGRAMMED, np.tile(variables, sum(record.months for record in records))),
        pa.array(np.repeat([one.replicates for one in found], rows)),
        pa.array(np.ascontiguousarray(sums[:, 0])),
        pa.array(np.ascontiguousarray(sums[:, 1])),
        _lists(np.concatenate([one.bins for one in found]), bounds, pa.uint8()),
        _lists(np.concatenate([one.counts for one in found]), bounds, pa.uint32()),
    ]
    return pa.Table.from_arrays(columns, schema=_HISTOGRAMS)


def histograms_of_table(table: pa.Table, months: int) -> Histograms:
    """Return the histograms of one point's rows, which `check_table` found whole."""
    table = table.combine_chunks()

    def column(name: str) -> np.ndarray:
        return table.column(name).to_numpy()

    def in_lists(name: str) -> tuple[np.ndarray, np.ndarray]:
        (lists,) = table.column(name).chunks
        return lists.flatten().to_numpy(), lists.value_lengths().to_numpy()

    bins, lengths = in_lists("bin")
    counts, _ = in_lists("count")
    sums = np.stack([column("sum"), column("sum_of_squares")], axis=-1)
    return Histograms(
        int(column("replicates")[0]),
        np.concatenate([[0], np.cumsum(lengths, dtype=np.int64)]),
        bins,
        counts,
        sums.reshape(months, len(HISTOGRAMMED), 2),
    )


def summary_to_table(
    name: str, records: Records, several: Sequence[Mapping[str, np.ndarray]]
) -> pa.Table:
    """Return 'quantiles' or 'shares' of each point, by columns, as one table."""
    rows = [len(columns["variable"]) for columns in several]
    schema, arrays = _SCHEMAS[name], _labels(records, rows)
    for field in list(schema)[len(arrays) :]:
        whole = np.concatenate([columns[field.name] for columns in several])
        is_text = field.name == "variable"
        arrays.append(_texts(HISTOGRAMMED, whole) if is_text else pa.array(whole, field.type))
    return pa.Table.from_arrays(arrays, schema=schema)
