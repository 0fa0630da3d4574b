"""The months of one replicate, one after the other.

The single replay, the plain Python run and the Mesa face all call `one_month`. The batch runs the
same month for several replicates abreast: see `sim.engine.abreast`.
"""

from typing import NamedTuple

import numpy as np
from numba.extending import register_jitable

from sim.engine.layout import (
    DRAW_WORDS,
    draw_at,
    input_at,
    parameter_at,
    state_at,
    store,
    switch_at,
    trait_at,
)
from sim.engine.philox import draw_block
from sim.engine.plan import Timeline
from sim.mechanisms.arithmetic import kernel, normal
from sim.mechanisms.step import advance
from sim.spec.chance import PER_REPLICATE
from sim.spec.preferences import TRAIT_FIELDS
from sim.spec.streams import BLOCKS, STREAMS
from sim.spec.variables import STATE_FIELDS, STATES

__all__ = [
    "Scratch",
    "begin",
    "march",
    "new_scratch",
    "one_month",
    "run_month",
]

_STOCKS = len(STATES)
_TRAITS = len(TRAIT_FIELDS)
_NORMAL_PLACES = tuple(4 * s.block + s.word for s in STREAMS if s.law == "normal")


class Scratch(NamedTuple):
    """What one replicate works in. No two arrays share memory: a copy goes on as the original."""

    state_flat: np.ndarray  # (1, state)
    trait_flat: np.ndarray  # (1, traits)
    draw_flat: np.ndarray  # (1, words)
    parameter_flat: np.ndarray  # (S, parameters)
    trait_values: np.ndarray  # (K,) drawn for the replicate


def new_scratch(timeline: Timeline) -> Scratch:
    """Return fresh working memory for a timeline."""
    return Scratch(
        np.zeros((1, len(STATE_FIELDS))),
        np.zeros((1, _TRAITS)),
        np.zeros((1, DRAW_WORDS)),
        np.zeros(timeline.parameters.shape),
        np.zeros(timeline.trait_low.shape),
    )


@kernel
def begin(timeline, scratch, seed_low, seed_high, replicate):
    """Set a replicate's start: state, drawn traits, drawn parameters."""
    # Loops: Numba compiles an array assignment with all the words of its error.
    for k in range(timeline.start.shape[0]):
        scratch.state_flat[0, k] = timeline.start[k]
    for k in range(timeline.trait_low.shape[0]):
        block = int(timeline.trait_block[k])
        u = draw_block(seed_low, seed_high, replicate, PER_REPLICATE, block)[0]
        scratch.trait_values[k] = timeline.trait_low[k] + timeline.trait_span[k] * u
    for segment in range(timeline.parameters.shape[0]):
        for k in range(timeline.parameters.shape[1]):
            scratch.parameter_flat[segment, k] = timeline.parameters[segment, k]
    draws = timeline.set_rows.shape[0]
    if draws > 0:
        u = draw_block(seed_low, seed_high, replicate, PER_REPLICATE, timeline.set_block)[0]
        row = int(u * draws)
        for k in range(timeline.set_place.shape[0]):
            for segment in range(timeline.set_takes.shape[0]):
                if timeline.set_takes[segment, k]:
                    place = timeline.set_place[k]
                    scratch.parameter_flat[segment, place] = timeline.set_rows[row, k]
    for k in range(timeline.ranged_place.shape[0]):
        block = int(timeline.ranged_block[k])
        u = draw_block(seed_low, seed_high, replicate, PER_REPLICATE, block)[0]
        segment, place = timeline.ranged_segment[k], timeline.ranged_place[k]
        scratch.parameter_flat[segment, place] += timeline.ranged_span[k] * u


@kernel
def _draw(flat, seed_low, seed_high, replicate, month):
    """Fill one month's draws: uniforms in (0, 1), then normals in their places."""
    for block in range(BLOCKS):
        u0, u1, u2, u3 = draw_block(seed_low, seed_high, replicate, month, block)
        flat[4 * block] = u0
        flat[4 * block + 1] = u1
        flat[4 * block + 2] = u2
        flat[4 * block + 3] = u3
    for place in _NORMAL_PLACES:
        flat[place] = normal(flat[place])


@register_jitable  # no kernel: compiled once, and called by every driver rather than copied into it
def one_month(timeline, scratch, seed_low, seed_high, replicate, m):
    """Move a replicate through month m of its timeline, in place.

    Its return is what happened, as a `Flow`.
    """
    segment = timeline.segment[m]
    _draw(scratch.draw_flat[0], seed_low, seed_high, replicate, int(timeline.month_number[m]))
    for k in range(_TRAITS):
        scratch.trait_flat[0, k] = scratch.trait_values[timeline.trait_slot[m, k]]
    after, flow = advance(
        switch_at(timeline.switches, segment),
        state_at(scratch.state_flat, 0),
        trait_at(scratch.trait_flat, 0),
        input_at(timeline.inputs, m),
        draw_at(scratch.draw_flat, 0),
        parameter_at(scratch.parameter_flat, segment),
        timeline.elapsed[m],
    )
    store(scratch.state_flat[0], after)
    return flow


def run_month(timeline, scratch, seed_low, seed_high, replicate, m, flow):
    """Run `one_month` and write what happened into `flow`, (flows,) float64."""
    store(flow, one_month(timeline, scratch, seed_low, seed_high, replicate, m))


def march(timeline, scratch, seed_low, seed_high, replicate, records, month=run_month):
    """Run one replicate through all its months; write the recorded ones.

    Parameters
    ----------
    records : (T, recorded variables) float64, overwritten
    month : `run_month`, or its compiled form
    """
    begin(timeline, scratch, seed_low, seed_high, replicate)
    flow = np.empty(records.shape[1] - _STOCKS)
    for m in range(timeline.month_number.shape[0]):
        month(timeline, scratch, seed_low, seed_high, replicate, m, flow)
        t = m - timeline.first_recorded
        if t >= 0:
            records[t, :_STOCKS] = scratch.state_flat[0, :_STOCKS]
            records[t, _STOCKS:] = flow
