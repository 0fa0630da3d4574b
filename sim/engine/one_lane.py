"""The functions of a month for one replicate, from the mechanisms as they stand.

As plain Python they are what anyone can run and step through; compiled by ordinary Numba they run
where the trace cannot be had, and check it. Each takes what its namesake of `sim.engine.step` does,
with one lane.
"""

from collections.abc import Callable
from typing import Any

import numpy as np

from sim.engine import outcomes
from sim.engine.table import DRAW, FLOW, STATE
from sim.mechanisms.arithmetic import kernel, normal
from sim.mechanisms.step import advance
from sim.spec import chance
from sim.spec.parameters import Parameter
from sim.spec.preferences import Trait
from sim.spec.streams import BLOCKS, STREAMS, Draw
from sim.spec.switches import Switch
from sim.spec.variables import Input, State

__all__ = ["READERS", "conclude", "draw", "draw_block", "observe", "philox", "step", "store"]

_NORMAL_ROWS = tuple(DRAW + k for k, stream in enumerate(STREAMS) if stream.law == "normal")

# Straight lines on whole numbers, part of the month as well.
for _function in (chance.word, chance.multiply, chance.add, chance.as_float, chance.uniform):
    kernel(_function)
philox, draw_block = kernel(chance.philox), kernel(chance.draw_block)

#: Functions that read an array by name, and how the names lie in it.
READERS: list[tuple[Callable[[np.ndarray], Any], np.dtype]] = []


def _reader(kind: Any, number: str = "f8") -> Callable[[np.ndarray], Any]:
    """Return a function that reads an array as a named tuple."""

    def read(numbers):
        return kind(*numbers.tolist())

    READERS.append((read, np.dtype([(name, number) for name in kind._fields])))
    return read


_switches, _state, _trait = _reader(Switch, "?"), _reader(State), _reader(Trait)
_input, _draw, _parameter = _reader(Input), _reader(Draw), _reader(Parameter)


def store(column, row, values):
    """Write numbers into a column, from a row on."""
    column[row : row + len(values)] = values


@kernel
def step(
    table,
    traits,
    parameters,
    segment,
    month_number,
    elapsed,
    trait_slot,
    switches,
    inputs,
    low,
    high,
    first,
    m,
):
    """Move a replicate through month m of its timeline."""
    column, part, number = table.reshape(-1), segment[m], int(month_number[m])
    for block in range(BLOCKS):
        store(column, DRAW + 4 * block, draw_block(low, high, first, number, block))
    for row in _NORMAL_ROWS:
        column[row] = normal(column[row])
    held = np.empty(trait_slot.shape[1])
    for k in range(trait_slot.shape[1]):
        held[k] = traits[trait_slot[m, k], 0]
    after, flow = advance(
        _switches(switches[part]),
        _state(column[STATE:FLOW]),
        _trait(held),
        _input(inputs[m]),
        _draw(column[DRAW : DRAW + len(STREAMS)]),
        _parameter(parameters[part].reshape(-1)),
        elapsed[m],
    )
    store(column, STATE, after)
    store(column, FLOW, flow)


@kernel
def observe(table, bins, t, months):
    """Take a recorded month into the outcomes."""
    outcomes.observe(table.reshape(-1), bins.reshape(-1), t, months)


@kernel
def conclude(table, months):
    """Turn what was taken in into outcomes."""
    outcomes.conclude(table.reshape(-1), months)


@kernel
def draw(out, low, high, first, block):
    """Draw the uniform that holds for a replicate, of a block."""
    out[0] = draw_block(low, high, first, chance.PER_REPLICATE, block)[0]
