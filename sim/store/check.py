"""What rows must be, whoever writes or reads them: all there, of their point, finite, in bounds.

The model holds every bound for any inputs, so a value beyond one is no result but a fault. Every
bound is finite, so what lies within them is. An outcome of one's own has no bounds, and NaN where a
replicate has no answer.
"""

from collections.abc import Sequence

import numpy as np
import pyarrow as pa
from numpy.typing import ArrayLike

from sim.errors import ImpossibleResult
from sim.spec.kept import ALL, Kept
from sim.spec.outcomes import OUTCOMES, OutcomeSpec
from sim.spec.recorded import BINS, HISTOGRAMMED, RECORDED
from sim.spec.variables import Variable
from sim.store.histograms import Histograms
from sim.store.labels import month_dates
from sim.store.points import PointRecord

__all__ = ["check_arrays", "check_histograms", "check_table"]

#: Rows that are compared at once: half a megabyte of trajectories.
_BLOCK = 512

#: How far rounding may carry a value over its bound.
_ROUNDING = 1e-9


Specs = Sequence[OutcomeSpec | Variable]


def _inside(values: np.ndarray, low: ArrayLike, high: ArrayLike) -> np.ndarray:
    """Return which values are within bounds, which are finite; a comparison with NaN is false."""
    within: np.ndarray = (values >= low) & (values <= high)
    return within


def _bounds(specs: Specs) -> tuple[np.ndarray, np.ndarray]:
    low, high = (np.array([getattr(spec, end) for spec in specs]) for end in ("low", "high"))
    return low - _ROUNDING, high + _ROUNDING


_BOUNDS = {"outcomes": _bounds(OUTCOMES), "trajectories": _bounds(RECORDED)}


def _declared(name: str, kept: Kept) -> tuple[Specs, np.ndarray, np.ndarray]:
    """Return what is declared of a table's columns, with their bounds."""
    low, high = _BOUNDS[name]
    if name == "outcomes":
        return OUTCOMES, low, high
    places = list(kept.places)
    return tuple(RECORDED[place] for place in places), low[places], high[places]


def _refuse(
    spec: OutcomeSpec | Variable, value: float, record: PointRecord, replicate: int
) -> None:
    raise ImpossibleResult(
        spec.name,
        value,
        spec.low,
        spec.high,
        point=record.point,
        scenario=record.scenario,
        replicate=replicate,
    )


def _check_rows(
    name: str, rows: np.ndarray, record: PointRecord, first: int, months: int, kept: Kept = ALL
) -> None:
    """Raise for the first row (row, quantity) with a value that cannot be.

    Block by block: all bounds at once, in memory that is near. Measured: a seventh of the time of
    column by column, for a thousand trajectories of the hindcast.
    """
    specs, low, high = _declared(name, kept)
    for begin in range(0, len(rows), _BLOCK):
        block = rows[begin : begin + _BLOCK, : len(low)]
        inside = _inside(block, low, high)
        if not inside.all():
            row, column = (int(place[0]) for place in np.nonzero(~inside))
            _refuse(
                specs[column], float(block[row, column]), record, first + (begin + row) // months
            )


def check_arrays(
    record: PointRecord,
    first: int,
    outcomes: np.ndarray,
    records: np.ndarray | None,
    kept: Kept = ALL,
) -> None:
    """Check rows as the engine gives them.

    Parameters
    ----------
    outcomes : (replicate, outcome) float64, one's own last
    records : (replicate, month, column of `kept`) float64, or None

    Raises
    ------
    ImpossibleResult
        For a value that is not finite or out of its declared bounds, with point and replicate.
    """
    if outcomes.shape[1] != len(record.specs):
        raise ValueError(f"has {outcomes.shape[1]} outcomes, wanted {len(record.specs)}")
    _check_rows("outcomes", outcomes, record, first, 1)
    if records is not None:
        flat = records.reshape(-1, records.shape[-1])
        if flat.shape[1] != len(kept.columns):
            raise ValueError(f"has {flat.shape[1]} variables, wanted {len(kept.columns)}")
        _check_rows("trajectories", flat, record, first, records.shape[1], kept)


def check_histograms(histograms: Histograms) -> None:
    """Check that each histogram counts every replicate once, and that sums are finite.

    Raises
    ------
    ValueError
        If not.
    """
    _check_counted(
        histograms.counts, histograms.starts, histograms.sums, np.array(histograms.replicates)
    )


def _check_counted(
    counts: np.ndarray, starts: np.ndarray, sums: np.ndarray, replicates: np.ndarray
) -> None:
    up_to = np.concatenate([[0], np.cumsum(counts, dtype=np.int64)])[starts]
    if not (np.diff(up_to) == replicates).all() or not np.isfinite(sums).all():
        raise ValueError("its histograms do not count every replicate once, or have no finite sums")


def _check_histogram_columns(found: pa.Table, count: int) -> None:
    """Check histograms as their table has them, and that there is a bin for each number."""

    def lists(name: str) -> tuple[np.ndarray, np.ndarray]:
        column = found.column(name).combine_chunks()
        ends = np.cumsum(column.value_lengths().to_numpy(zero_copy_only=False), dtype=np.int64)
        return column.flatten().to_numpy(zero_copy_only=False), ends

    (bins, ends), (numbers, same) = lists("bin"), lists("count")
    if not np.array_equal(ends, same) or (bins >= BINS).any():
        raise ValueError("its histograms have numbers without a bin")
    sums = [found.column(name).to_numpy() for name in ("sum", "sum_of_squares")]
    starts = np.concatenate([[0], ends])
    _check_counted(numbers, starts, np.array(sums), np.array(count))


def check_table(
    name: str,
    table: pa.Table,
    records: Sequence[PointRecord],
    first: int,
    count: int,
    kept: Kept = ALL,
) -> None:
    """Check a file's table: its columns, rows, points, replicates, months, and every value.

    Parameters
    ----------
    name : 'outcomes', 'trajectories' or 'histograms'; of summaries only the points are checked
    records : its points, in order
    first, count : its replicates
    kept : which variables trajectories have

    Raises
    ------
    ImpossibleResult, KeyError, ValueError
        If anything is not as it must be.
    """
    points = np.array([record.point for record in records])
    months = np.array([record.months for record in records])
    if name not in ("outcomes", "trajectories", "histograms"):
        rows = table.num_rows // months.sum()
        _same(table, "point", np.repeat(points, rows * months))
        return
    rows_each = {
        "outcomes": np.full(len(records), count),
        "trajectories": count * months,
        "histograms": len(HISTOGRAMMED) * months,
    }[name]
    if table.num_rows != rows_each.sum():
        raise ValueError(f"holds {table.num_rows} rows, wanted {rows_each.sum()}")
    _same(table, "point", np.repeat(points, rows_each))
    if name == "histograms":
        own = [np.repeat(_months(record), len(HISTOGRAMMED)) for record in records]
        _same(table, "month", np.concatenate(own))
        _same(table, "replicates", np.full(table.num_rows, count))
        _check_histogram_columns(table, count)
        return
    replicates = np.arange(first, first + count)
    each = months if name == "trajectories" else np.ones(len(records), dtype=np.int64)
    _same(table, "replicate", np.concatenate([np.repeat(replicates, one) for one in each]))
    if name == "trajectories":
        _same(table, "month", np.concatenate([np.tile(_months(one), count) for one in records]))
        if not kept.whole and tuple(table.column_names[4:]) != kept.columns:
            raise ValueError(f"its columns are not {kept}, which it says it keeps")
    if name == "outcomes":
        _check_names(table, records)
    ends = np.cumsum(rows_each)
    for spec, low, high in zip(*_declared(name, kept), strict=True):
        values = table.column(spec.name).to_numpy()
        inside = _inside(values, low, high)
        if not inside.all():
            row = int(np.argmin(inside))
            batch = int(np.searchsorted(ends, row, side="right"))
            within = row - int(ends[batch] - rows_each[batch])
            _refuse(spec, float(values[row]), records[batch], first + within // int(each[batch]))


def _check_names(found: pa.Table, records: Sequence[PointRecord]) -> None:
    """Raise unless the outcomes are those of all points, one's own among them, in order."""
    for record in records:
        if found.column_names[3:] != [spec.name for spec in record.specs]:
            raise ValueError("its columns are not the outcomes of its points")


def _months(record: PointRecord) -> np.ndarray:
    return month_dates(record.first_month, record.months)


def _same(found: pa.Table, column: str, wanted: np.ndarray) -> None:
    """Raise unless a column holds just what is wanted."""
    if not np.array_equal(found.column(column).to_numpy(), wanted):
        raise ValueError(f"its column '{column}' is not that of these rows")
