"""Several replicates abreast, for the batch: each month runs once for all columns of a table.

The rows of a table are a replicate's state, traits, draws, parameters and flow. What `march` does
for one replicate is done here for ABREAST of them with the same `advance`, so to the same bits.
"""

from typing import NamedTuple

import numpy as np

from sim.engine.fan import FAN_COLUMNS, add_sums, find_bins
from sim.engine.layout import DRAW_WORDS
from sim.engine.march import Scratch, begin, new_scratch
from sim.engine.philox import draw_block
from sim.engine.plan import Timeline
from sim.engine.table import (
    ABREAST,
    column_reader,
    inputs_of,
    new_table,
    store_column,
    switches_of,
)
from sim.mechanisms.arithmetic import kernel, normal
from sim.mechanisms.step import advance
from sim.spec.parameters import PARAMETER_FIELDS, Parameter
from sim.spec.preferences import TRAIT_FIELDS, Trait
from sim.spec.recorded import RECORDED
from sim.spec.streams import BLOCKS, STREAMS, Draw
from sim.spec.variables import FLOWS, STATE_FIELDS, STATES, State

__all__ = ["COUNTED", "Abreast", "march_abreast", "new_abreast"]

_STOCKS = len(STATES)
_STATE = 0
_FLOW = _STATE + len(STATE_FIELDS)
_TRAIT = _FLOW + len(FLOWS)
_DRAW = _TRAIT + len(TRAIT_FIELDS)
_PARAMETER = _DRAW + DRAW_WORDS
_ROWS = _PARAMETER + len(PARAMETER_FIELDS)

_NORMAL_ROWS = tuple(_DRAW + 4 * s.block + s.word for s in STREAMS if s.law == "normal")
#: Where each fanned variable of a month lies: among stocks, or among flows.
_FAN_ROWS = np.where(FAN_COLUMNS < _STOCKS, FAN_COLUMNS + _STATE, FAN_COLUMNS - _STOCKS + _FLOW)

_state_in = column_reader(State)
_trait_in = column_reader(Trait)
_draw_in = column_reader(Draw)
_parameter_in = column_reader(Parameter)

#: Replicates whose bins are counted together.
COUNTED = 8 * ABREAST


class Abreast(NamedTuple):
    """What ABREAST replicates work in."""

    alone: Scratch  # where each of them begins
    table: np.ndarray  # (rows, ABREAST)
    trait_values: np.ndarray  # (K, ABREAST) drawn for each replicate
    parameters: np.ndarray  # (S, parameters, ABREAST)
    bins: np.ndarray  # (T, COUNTED, recorded variables) uint8, bins of the months marched


def new_abreast(timeline: Timeline) -> Abreast:
    """Return fresh working memory for a timeline."""
    months = len(timeline.segment) - timeline.first_recorded
    return Abreast(
        new_scratch(timeline),
        new_table(_ROWS),
        new_table(len(timeline.trait_low)),
        np.zeros((*timeline.parameters.shape, ABREAST)),
        np.zeros((months, COUNTED, len(RECORDED)), dtype=np.uint8),
    )


@kernel
def _begin(timeline, work, seed_low, seed_high, first):
    """Set the start of replicates `first` to `first + ABREAST - 1`, as each has it alone."""
    for column in range(ABREAST):
        begin(timeline, work.alone, seed_low, seed_high, first + column)
        for k in range(work.alone.state_flat.shape[1]):
            work.table[_STATE + k, column] = work.alone.state_flat[0, k]
        for k in range(work.alone.trait_values.shape[0]):
            work.trait_values[k, column] = work.alone.trait_values[k]
        for segment in range(work.parameters.shape[0]):
            for k in range(work.parameters.shape[1]):
                value = work.alone.parameter_flat[segment, k]
                work.parameters[segment, k, column] = value


@kernel
def _enter(work, segment):
    """Put a segment's parameters into the table."""
    for k in range(work.parameters.shape[1]):
        for column in range(ABREAST):
            work.table[_PARAMETER + k, column] = work.parameters[segment, k, column]


@kernel
def _draw(table, seed_low, seed_high, first, month):
    """Fill one month's draws: uniforms in (0, 1), then normals in their places."""
    columns = table.shape[1]  # not ABREAST: LLVM would unroll the loops rather than vectorise them
    for block in range(BLOCKS):
        row = _DRAW + 4 * block
        for column in range(columns):
            u0, u1, u2, u3 = draw_block(seed_low, seed_high, first + column, month, block)
            table[row, column] = u0
            table[row + 1, column] = u1
            table[row + 2, column] = u2
            table[row + 3, column] = u3
    for row in _NORMAL_ROWS:
        for column in range(columns):
            table[row, column] = normal(table[row, column])


@kernel
def _month(timeline, work, seed_low, seed_high, first, m):
    """Move all columns through month m."""
    _draw(work.table, seed_low, seed_high, first, int(timeline.month_number[m]))
    for k in range(timeline.trait_slot.shape[1]):
        slot = timeline.trait_slot[m, k]
        for column in range(ABREAST):
            work.table[_TRAIT + k, column] = work.trait_values[slot, column]
    on = switches_of(timeline.switches, timeline.segment[m])
    given = inputs_of(timeline.inputs, m)
    elapsed = timeline.elapsed[m]
    table = work.table
    for column in range(ABREAST):
        after, flow = advance(
            on,
            _state_in(table, _STATE, column),
            _trait_in(table, _TRAIT, column),
            given,
            _draw_in(table, _DRAW, column),
            _parameter_in(table, _PARAMETER, column),
            elapsed,
        )
        store_column(table, _STATE, column, after)
        store_column(table, _FLOW, column, flow)


@kernel
def march_abreast(timeline, work, seed_low, seed_high, first, place, records, sums):
    """Run replicates `first`, `first + 1`, … through all their months; write the recorded ones.

    Parameters
    ----------
    place : int, 0 to COUNTED - ABREAST
        Where in `work.bins` the first replicate's bins go.
    records : (n, T, recorded variables) float64, overwritten
        Of the first n replicates, n at most ABREAST; the others' months are computed and dropped.
    sums : (T, fanned, 2) float64
        Values and squares of the n replicates are added.
    """
    _begin(timeline, work, seed_low, seed_high, first)
    for m in range(timeline.month_number.shape[0]):
        segment = timeline.segment[m]
        if m == 0 or segment != timeline.segment[m - 1]:
            _enter(work, segment)
        _month(timeline, work, seed_low, seed_high, first, m)
        t = m - timeline.first_recorded
        if t >= 0:
            add_sums(work.table, _FAN_ROWS, records.shape[0], sums[t])
            for column in range(records.shape[0]):
                for k in range(_STOCKS):
                    records[column, t, k] = work.table[_STATE + k, column]
                for k in range(_FLOW, _TRAIT):
                    records[column, t, k - _FLOW + _STOCKS] = work.table[k, column]
            for column in range(records.shape[0]):
                find_bins(records[column, t], work.bins[t, place + column])
