"""The months of many replicates, so many lanes side by side, one group after the other.

A world that starts from another has months before its window. Replicates may be left where the
window begins, and go on from there as often as one likes: with the same bits as in one go.
"""

from typing import Any

import numpy as np

from sim.engine.call import call
from sim.engine.outcomes import HISTOGRAM_ROWS
from sim.engine.plan import Timeline
from sim.engine.replicate import begin, move
from sim.engine.table import COUNTED, RECORDED_ROWS, STATE, TALLY, Work
from sim.mechanisms.arithmetic import kernel
from sim.spec.outcomes import OUTCOME_FIELDS

__all__ = ["ALL_MONTHS", "BEFORE_WINDOW", "WINDOW", "run_rows"]

#: Which months run: all of them; those before the window; the window alone.
ALL_MONTHS, BEFORE_WINDOW, WINDOW = 0, 1, 2

_OUTCOMES = len(OUTCOME_FIELDS)


@kernel
def _add_sums(table: np.ndarray, wanted: int, sums: np.ndarray) -> None:
    """Add values and squares of the first `wanted` replicates, one after the other."""
    for f in range(HISTOGRAM_ROWS.shape[0]):
        total, squares = sums[f, 0], sums[f, 1]
        for lane in range(wanted):
            value = table[HISTOGRAM_ROWS[f], lane]
            total += value
            squares += value * value
        sums[f, 0], sums[f, 1] = total, squares


@kernel
def _count(bins: np.ndarray, count: int, counts: np.ndarray) -> None:
    """Count the bins of the first `count` replicates.

    Month by month for many replicates: the histograms of one month stay in the core's own cache,
    those of all months do not.
    """
    lanes = bins.shape[3]
    for t in range(bins.shape[0]):
        for row in range(0, count, lanes):
            for f in range(bins.shape[2]):
                for lane in range(min(lanes, count - row)):
                    counts[t, f, bins[t, row // lanes, f, lane]] += np.uint16(1)


@kernel
def run_rows(
    code: tuple[Any, Any, Any, Any],
    timeline: Timeline,
    work: Work,
    bins: np.ndarray,
    low: int,
    high: int,
    first: int,
    part: int,
    starts: np.ndarray,
    outcomes: np.ndarray,
    counts: np.ndarray,
    sums: np.ndarray,
    keep: np.ndarray,
) -> None:
    """Run replicates `first`, `first` + 1, … through months of their timeline.

    Parameters
    ----------
    code : addresses of draw, step, observe and conclude; in plain Python, the functions
    bins : (T, COUNTED // lanes, histogrammed, lanes) uint8, overwritten
    part : ALL_MONTHS, BEFORE_WINDOW or WINDOW
    starts : (n or 0, state) float64, the states with which windows begin: overwritten by the months
        before, read by the window alone
    outcomes : (n, outcomes) float64, overwritten by the months of the window; n says how many run
    counts : (T, histogrammed, BINS) uint16, added to
    sums : (T, histogrammed, 2) float64, values and squares, added to
    keep : (n or 0, T, recorded variables) float64, overwritten
    """
    draw, step, observe, conclude = code
    table, lanes = work.table, work.table.shape[1]
    months = float(bins.shape[0])
    before = timeline.month_number.shape[0] - bins.shape[0]
    begins = before if part == WINDOW else 0
    ends = before if part == BEFORE_WINDOW else timeline.month_number.shape[0]
    for group in range(0, outcomes.shape[0], COUNTED):
        count = min(COUNTED, outcomes.shape[0] - group)
        for done in range(0, count, lanes):
            row, wanted = group + done, min(lanes, count - done)
            begin(draw, timeline, work, low, high, first + row)
            if part == WINDOW:
                for k in range(starts.shape[1]):
                    for lane in range(wanted):
                        table[STATE + k, lane] = starts[row + lane, k]
            for m in range(begins, ends):
                move(step, timeline, work, low, high, first + row, m)
                t = m - before
                if t >= 0:
                    call(observe, (table, bins[t, done // lanes]), (float(t), months))
                    _add_sums(table, wanted, sums[t])
                    if keep.shape[0] > 0:
                        for v in range(RECORDED_ROWS.shape[0]):
                            for lane in range(wanted):
                                keep[row + lane, t, v] = table[RECORDED_ROWS[v], lane]
            if part == BEFORE_WINDOW:
                for k in range(starts.shape[1]):
                    for lane in range(wanted):
                        starts[row + lane, k] = table[STATE + k, lane]
            else:
                call(conclude, (table,), (months,))
                for k in range(_OUTCOMES):
                    for lane in range(wanted):
                        outcomes[row + lane, k] = table[TALLY + k, lane]
        if part != BEFORE_WINDOW:
            _count(bins, count, counts)
