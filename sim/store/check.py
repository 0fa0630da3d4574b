"""What rows must be, whoever writes or reads them: all there, of their point, finite, in bounds.

The model holds every bound for any inputs, so a value beyond one is no result but a fault. Every
bound is finite, so what lies within them is.
"""

from collections.abc import Sequence

import numpy as np
import pyarrow as pa
from numpy.typing import ArrayLike

from sim.errors import ImpossibleResult
from sim.spec.outcomes import OUTCOMES, OutcomeSpec
from sim.spec.recorded import BINS, FANNED, RECORDED
from sim.spec.variables import Variable
from sim.store.fans import Fan
from sim.store.labels import month_dates
from sim.store.points import PointRecord

__all__ = ["check_arrays", "check_fan", "check_table"]

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
_SPECS: dict[str, Specs] = {"outcomes": OUTCOMES, "trajectories": RECORDED}


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


def _check_rows(name: str, rows: np.ndarray, record: PointRecord, first: int, months: int) -> None:
    """Raise for the first row (row, quantity) with a value that cannot be.

    Block by block: all bounds at once, in memory that is near. Measured: a seventh of the time of
    column by column, for a thousand trajectories of the hindcast.
    """
    low, high = _BOUNDS[name]
    for begin in range(0, len(rows), _BLOCK):
        block = rows[begin : begin + _BLOCK]
        inside = _inside(block, low, high)
        if not inside.all():
            row, column = (int(place[0]) for place in np.nonzero(~inside))
            spec = _SPECS[name][column]
            _refuse(spec, float(block[row, column]), record, first + (begin + row) // months)


def check_arrays(
    record: PointRecord, first: int, outcomes: np.ndarray, records: np.ndarray | None
) -> None:
    """Check rows as the engine gives them.

    Parameters
    ----------
    outcomes : (replicate, outcome) float64
    records : (replicate, month, recorded variable) float64, or None

    Raises
    ------
    ImpossibleResult
        For a value that is not finite or out of its declared bounds, with point and replicate.
    """
    _check_rows("outcomes", outcomes, record, first, 1)
    if records is not None:
        flat = records.reshape(-1, records.shape[-1])
        _check_rows("trajectories", flat, record, first, records.shape[1])


def check_fan(fan: Fan) -> None:
    """Check that each histogram counts every replicate once, and that sums are finite.

    Raises
    ------
    ValueError
        If not.
    """
    _check_counted(fan.counts.sum(axis=-1, dtype=np.int64), fan.sums, fan.replicates)


def _check_counted(counted: np.ndarray, sums: np.ndarray, replicates: int) -> None:
    if not (counted == replicates).all() or not np.isfinite(sums).all():
        raise ValueError("its histograms do not count every replicate once, or have no finite sums")


def _check_fan_columns(found: pa.Table, count: int) -> None:
    """Check a fan as its table has it: as `check_fan`, and that there is a bin for each number."""

    def lists(name: str) -> tuple[np.ndarray, np.ndarray]:
        column = found.column(name).combine_chunks()
        ends = np.cumsum(column.value_lengths().to_numpy(zero_copy_only=False), dtype=np.int64)
        return column.flatten().to_numpy(zero_copy_only=False), ends

    (bins, ends), (numbers, same) = lists("bin"), lists("count")
    if not np.array_equal(ends, same) or (bins >= BINS).any():
        raise ValueError("its histograms have numbers without a bin")
    up_to = np.concatenate([[0], np.cumsum(numbers, dtype=np.int64)])[np.concatenate([[0], ends])]
    sums = [found.column(name).to_numpy() for name in ("sum", "sum_of_squares")]
    _check_counted(np.diff(up_to), np.array(sums), count)


def _rows_of(table: str, record: PointRecord, count: int) -> int:
    """Return how many rows a chunk of a table has."""
    by_month = {"outcomes": 1, "trajectories": record.months}
    return count * by_month[table] if table in by_month else len(FANNED) * record.months


def check_table(name: str, found: pa.Table, record: PointRecord, first: int, count: int) -> None:
    """Check a chunk's table: its columns, rows, point, replicates, months, and every value.

    Parameters
    ----------
    name : 'outcomes', 'trajectories' or 'fans'
    first, count : its replicates

    Raises
    ------
    ImpossibleResult, KeyError, ValueError
        If anything is not as it must be.
    """
    wanted = _rows_of(name, record, count)
    if found.num_rows != wanted:
        raise ValueError(f"holds {found.num_rows} rows, wanted {wanted}")
    if name == "fans":
        _same(found, "month", np.tile(_months(record), len(FANNED)))
        _same(found, "replicates", np.full(wanted, count))
        _check_fan_columns(found, count)
        return
    months = record.months if name == "trajectories" else 1
    _same(found, "point", np.full(wanted, record.point))
    _same(found, "replicate", np.repeat(np.arange(first, first + count), months))
    if name == "trajectories":
        _same(found, "month", np.tile(_months(record), count))
    for spec, low, high in zip(_SPECS[name], *_BOUNDS[name], strict=True):
        values = found.column(spec.name).to_numpy()
        inside = _inside(values, low, high)
        if not inside.all():
            row = int(np.argmin(inside))
            _refuse(spec, float(values[row]), record, first + row // months)


def _months(record: PointRecord) -> np.ndarray:
    return month_dates(record.first_month, record.months)


def _same(found: pa.Table, column: str, wanted: np.ndarray) -> None:
    """Raise unless a column holds just what is wanted."""
    if not np.array_equal(found.column(column).to_numpy(), wanted):
        raise ValueError(f"its column '{column}' is not that of these rows")
