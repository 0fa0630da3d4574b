"""The months of replicates side by side, one after the other.

Every face calls `begin` and `move`: the batch, the single replay, the Mesa face, plain Python. What
they call in turn, `step` and its like, is the `code` that `sim.engine.code` hands them.
"""

import numpy as np

from sim.engine.call import call
from sim.engine.outcomes import FAN_ROWS
from sim.engine.table import COUNTED, DRAW, RECORDED_ROWS, STATE, TALLY
from sim.mechanisms.arithmetic import kernel
from sim.spec.outcomes import OUTCOME_FIELDS

__all__ = ["begin", "move", "run_rows"]

_OUTCOMES = len(OUTCOME_FIELDS)


@kernel
def begin(draw, timeline, work, low, high, first):
    """Set the start of replicates `first`, `first` + 1, …: state, drawn traits and parameters."""
    # Loops: Numba compiles an array assignment with all the words of its error.
    table, lanes = work.table, work.table.shape[1]
    for row in range(TALLY, table.shape[0]):
        for lane in range(lanes):
            table[row, lane] = 0.0
    for k in range(timeline.start.shape[0]):
        for lane in range(lanes):
            table[STATE + k, lane] = timeline.start[k]
    for segment in range(timeline.parameters.shape[0]):
        for k in range(timeline.parameters.shape[1]):
            for lane in range(lanes):
                work.parameters[segment, k, lane] = timeline.parameters[segment, k]
    u = table[DRAW]
    for k in range(timeline.trait_low.shape[0]):
        call(draw, (u,), (low, high, first, int(timeline.trait_block[k])))
        for lane in range(lanes):
            work.traits[k, lane] = timeline.trait_low[k] + timeline.trait_span[k] * u[lane]
    draws = timeline.set_rows.shape[0]
    if draws > 0:
        call(draw, (u,), (low, high, first, timeline.set_block))
        for k in range(timeline.set_place.shape[0]):
            for segment in range(timeline.set_takes.shape[0]):
                if timeline.set_takes[segment, k]:
                    for lane in range(lanes):
                        value = timeline.set_rows[int(u[lane] * draws), k]
                        work.parameters[segment, timeline.set_place[k], lane] = value
    for k in range(timeline.ranged_place.shape[0]):
        call(draw, (u,), (low, high, first, int(timeline.ranged_block[k])))
        segment, place = timeline.ranged_segment[k], timeline.ranged_place[k]
        for lane in range(lanes):
            work.parameters[segment, place, lane] += timeline.ranged_span[k] * u[lane]


@kernel
def move(step, timeline, work, low, high, first, m):
    """Move replicates `first`, `first` + 1, … through month m of their timeline, in place."""
    arrays = (
        work.table,
        work.traits,
        work.parameters,
        timeline.segment,
        timeline.month_number,
        timeline.elapsed,
        timeline.trait_slot,
        timeline.switches,
        timeline.inputs,
    )
    call(step, arrays, (low, high, first, m))


@kernel
def _add_sums(table, wanted, sums):
    """Add values and squares of the first `wanted` replicates, one after the other."""
    for f in range(FAN_ROWS.shape[0]):
        total, squares = sums[f, 0], sums[f, 1]
        for lane in range(wanted):
            value = table[FAN_ROWS[f], lane]
            total += value
            squares += value * value
        sums[f, 0], sums[f, 1] = total, squares


@kernel
def _count(bins, count, counts):
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
def run_rows(code, timeline, work, bins, low, high, first, outcomes, counts, sums, keep):
    """Run replicates `first`, `first` + 1, … through all their months.

    Parameters
    ----------
    code : addresses of draw, step, observe and conclude; in plain Python, the functions
    bins : (T, COUNTED // lanes, fanned, lanes) uint8, overwritten
    outcomes : (n, outcomes) float64, overwritten; n says how many replicates run
    counts : (T, fanned, BINS) uint16, added to
    sums : (T, fanned, 2) float64, values and squares, added to
    keep : (n or 0, T, recorded variables) float64, overwritten
    """
    draw, step, observe, conclude = code
    table, lanes = work.table, work.table.shape[1]
    months = float(bins.shape[0])
    before = timeline.month_number.shape[0] - bins.shape[0]
    for group in range(0, outcomes.shape[0], COUNTED):
        count = min(COUNTED, outcomes.shape[0] - group)
        for done in range(0, count, lanes):
            row, wanted = group + done, min(lanes, count - done)
            begin(draw, timeline, work, low, high, first + row)
            for m in range(timeline.month_number.shape[0]):
                move(step, timeline, work, low, high, first + row, m)
                t = m - before
                if t >= 0:
                    call(observe, (table, bins[t, done // lanes]), (float(t), months))
                    _add_sums(table, wanted, sums[t])
                    if keep.shape[0] > 0:
                        for v in range(RECORDED_ROWS.shape[0]):
                            for lane in range(wanted):
                                keep[row + lane, t, v] = table[RECORDED_ROWS[v], lane]
            call(conclude, (table,), (months,))
            for k in range(_OUTCOMES):
                for lane in range(wanted):
                    outcomes[row + lane, k] = table[TALLY + k, lane]
        _count(bins, count, counts)
