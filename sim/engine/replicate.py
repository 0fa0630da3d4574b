"""What a replicate begins with, and one month of it: replicates side by side, in place.

Every face calls `begin` and `move`: the batch, the single replay, the Mesa face, plain Python. What
they call in turn, `step` and its like, is the `code` that `sim.engine.code` hands them.
"""

from typing import Any

from sim.engine.call import call
from sim.engine.plan import Timeline
from sim.engine.table import DRAW, STATE, TALLY, Work
from sim.mechanisms.arithmetic import kernel

__all__ = ["begin", "move"]


@kernel
def begin(draw: Any, timeline: Timeline, work: Work, low: int, high: int, first: int) -> None:
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
def move(
    step: Any, timeline: Timeline, work: Work, low: int, high: int, first: int, m: int
) -> None:
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
