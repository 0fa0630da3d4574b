"""The loop's arguments as C hands them over: pointers, and numbers that say how long they are."""

from numba import carray, types

from sim.engine.lanes import run_rows
from sim.engine.plan import Timeline
from sim.engine.table import COUNTED, ROWS, Work
from sim.spec.outcomes import OUTCOMES
from sim.spec.parameters import PARAMETER_FIELDS
from sim.spec.preferences import TRAIT_FIELDS
from sim.spec.recorded import BINS, HISTOGRAMMED, RECORDED
from sim.spec.switches import SWITCHES
from sim.spec.variables import INPUTS, STATE_FIELDS

__all__ = ["TAKES", "rows"]

_INPUTS, _TRAITS, _PARAMETERS = len(INPUTS), len(TRAIT_FIELDS), len(PARAMETER_FIELDS)
_SWITCHES, _STATE, _HISTOGRAMMED, _BINS = len(SWITCHES), len(STATE_FIELDS), len(HISTOGRAMMED), BINS
_OUTCOMES, _RECORDED = len(OUTCOMES), len(RECORDED)

_WHOLE, _FLOAT, _FLAG = (
    types.CPointer(kind) for kind in (types.int64, types.float64, types.boolean)
)
_BYTE, _SHORT = types.CPointer(types.uint8), types.CPointer(types.uint16)

#: Timeline's arrays, those of the work, what is made, and last all numbers.
TAKES = (
    *(_WHOLE, _WHOLE, _FLOAT, _FLOAT, _WHOLE, _FLOAT, _FLOAT, _WHOLE, _FLOAT),
    *(_WHOLE, _WHOLE, _FLOAT, _WHOLE, _FLOAT, _FLAG, _WHOLE, _FLAG, _FLOAT),
    *(_FLOAT, _FLOAT, _FLOAT, _BYTE),
    *(_FLOAT, _FLOAT, _SHORT, _FLOAT, _FLOAT),
    _WHOLE,
)


def rows(
    month_number,
    segment,
    elapsed,
    inputs,
    trait_slot,
    trait_low,
    trait_span,
    trait_block,
    parameters,
    ranged_segment,
    ranged_place,
    ranged_span,
    ranged_block,
    set_rows,
    set_takes,
    set_place,
    switches,
    start,
    table,
    traits,
    drawn,
    bins,
    starts,
    outcomes,
    counts,
    sums,
    keep,
    numbers,
):
    """Run rows; see `sim.engine.lanes.run_rows`."""
    code = (numbers[0], numbers[1], numbers[2], numbers[3])
    months, segments, leaders, ranged = numbers[10], numbers[11], numbers[12], numbers[13]
    draws, of_set, recorded, lanes = numbers[14], numbers[15], numbers[16], numbers[17]
    timeline = Timeline(
        carray(month_number, months),
        carray(segment, months),
        carray(elapsed, months),
        carray(inputs, (months, _INPUTS)),
        carray(trait_slot, (months, _TRAITS)),
        carray(trait_low, leaders),
        carray(trait_span, leaders),
        carray(trait_block, leaders),
        carray(parameters, (segments, _PARAMETERS)),
        carray(ranged_segment, ranged),
        carray(ranged_place, ranged),
        carray(ranged_span, ranged),
        carray(ranged_block, ranged),
        carray(set_rows, (draws, of_set)),
        carray(set_takes, (segments, of_set)),
        carray(set_place, of_set),
        numbers[4],
        carray(switches, (segments, _SWITCHES)),
        carray(start, _STATE),
        numbers[5],
    )
    work = Work(
        carray(table, (ROWS, lanes)),
        carray(traits, (leaders, lanes)),
        carray(drawn, (segments, _PARAMETERS, lanes)),
    )
    run_rows(
        code,
        timeline,
        work,
        carray(bins, (recorded, COUNTED // lanes, _HISTOGRAMMED, lanes)),
        numbers[6],
        numbers[7],
        numbers[8],
        numbers[9],
        carray(starts, (numbers[18], _STATE)),
        carray(outcomes, (numbers[19], _OUTCOMES)),
        carray(counts, (recorded, _HISTOGRAMMED, _BINS)),
        carray(sums, (recorded, _HISTOGRAMMED, 2)),
        carray(keep, (numbers[20], recorded, _RECORDED)),
    )
