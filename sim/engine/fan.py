"""Histograms and sums of the recorded variables that fans are drawn of, counted month by month."""

import numpy as np

from sim.mechanisms.arithmetic import kernel, where
from sim.spec.recorded import BINS, FANNED, RECORDED, column

__all__ = ["FAN_COLUMNS", "add_sums", "count_bins", "find_bins"]

#: Place of each fanned variable in a recorded month.
FAN_COLUMNS = np.array([column(name) for name in FANNED], dtype=np.int64)

# Of every recorded variable: to find all bins in one pass is faster than to pick those of fans.
_LOW = np.array([v.low for v in RECORDED], dtype=np.float64)
#: Bins a unit, and the last bin: a level has one for each whole number, anything else BINS.
_SCALE = np.array([1.0 if v.kind == "level" else BINS / (v.high - v.low) for v in RECORDED])
_LAST = np.array([v.high - v.low if v.kind == "level" else BINS - 1.0 for v in RECORDED])


@kernel
def find_bins(record, bins):
    """Find in which bin each variable of a recorded month lies.

    Parameters
    ----------
    record : (recorded variables,) float64
    bins : (recorded variables,) uint8, overwritten
    """
    for v in range(record.shape[0]):
        place = (record[v] - _LOW[v]) * _SCALE[v]
        place = where(place > 0.0, place, 0.0)  # NaN too: no bin lies outside
        bins[v] = np.int32(where(place < _LAST[v], place, _LAST[v]))


@kernel
def add_sums(table, rows, columns, sums):
    """Add one month of several replicates to the sums.

    Parameters
    ----------
    table : (quantities, replicates) float64
    rows : (fanned,) int64, row of each fanned variable in `table`
    columns : int
        The first so many replicates are added, one after the other.
    sums : (fanned, 2) float64, values and squares, added to
    """
    for f in range(rows.shape[0]):
        total, squares = sums[f, 0], sums[f, 1]
        for k in range(columns):
            value = table[rows[f], k]
            total += value
            squares += value * value
        sums[f, 0], sums[f, 1] = total, squares


@kernel
def count_bins(bins, count, counts):
    """Count the bins of the first `count` replicates.

    Month by month for many replicates: the histograms of one month stay in the core's own cache,
    those of all months do not.

    Parameters
    ----------
    bins : (T, replicates, recorded variables) uint8
    count : int
    counts : (T, fanned, BINS) uint16, added to
    """
    for t in range(bins.shape[0]):
        for k in range(count):
            for f in range(FAN_COLUMNS.shape[0]):
                counts[t, f, bins[t, k, FAN_COLUMNS[f]]] += np.uint16(1)
