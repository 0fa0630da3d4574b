"""A month of one replicate, from the mechanisms as they stand.

As plain Python this is what anyone can run and step through; compiled by ordinary Numba it runs
where the trace cannot be had, and checks it. It takes what `step` of `sim.engine.step` takes, but
for the lanes.
"""

from collections.abc import Callable
from typing import Any

import numpy as np

from sim.engine.table import BEFORE, DRAW, FLOW, STATE
from sim.mechanisms.arithmetic import kernel, normal
from sim.mechanisms.step import advance
from sim.spec import chance
from sim.spec.records import Draw, Input, Parameter, State, Switch, Trait
from sim.spec.streams import BLOCKS, STREAMS

__all__ = ["READERS", "draw", "draw_block", "philox", "step", "store"]

#: The word of each stream among those of all blocks; a place whose stream has retired is passed by,
#: so that a word never lies before its stream.
_WORDS = tuple(4 * stream.block + stream.word for stream in STREAMS)
assert all(word >= k for k, word in enumerate(_WORDS))
_NORMAL_ROWS = tuple(DRAW + k for k, stream in enumerate(STREAMS) if stream.law == "normal")

# Straight lines on whole numbers, part of the month as well.
for _function in (chance.word, chance.multiply, chance.add, chance.as_float, chance.uniform):
    kernel(_function)
philox, draw_block = kernel(chance.philox), kernel(chance.draw_block)

#: Functions that read an array by name, and how the names lie in it.
READERS: list[tuple[Callable[[np.ndarray], Any], np.dtype]] = []


def _reader(kind: Any, number: str = "f8") -> Callable[[np.ndarray], Any]:
    """Return a function that reads an array as a named tuple."""

    def read(numbers: np.ndarray) -> Any:
        return kind(*numbers.tolist())

    READERS.append((read, np.dtype([(name, number) for name in kind._fields])))
    return read


_switches, _state, _trait = _reader(Switch, "?"), _reader(State), _reader(Trait)
_input, _draw, _parameter = _reader(Input), _reader(Draw), _reader(Parameter)


def store(column: np.ndarray, row: int, values: tuple[float, ...]) -> None:
    """Write numbers into a column, from a row on."""
    column[row : row + len(values)] = values


@kernel
def step(
    column: np.ndarray,
    traits: np.ndarray,
    parameters: np.ndarray,
    segment: np.ndarray,
    month_number: np.ndarray,
    elapsed: np.ndarray,
    trait_slot: np.ndarray,
    switches: np.ndarray,
    inputs: np.ndarray,
    low: int,
    high: int,
    first: int,
    m: int,
) -> None:
    """Move a replicate through month m of its timeline.

    Parameters
    ----------
    column : (ROWS,)
    traits : (K,)
    parameters : (S, parameters)
    """
    part, number = segment[m], int(month_number[m])
    for block in range(BLOCKS):
        store(column, DRAW + 4 * block, draw_block(low, high, first, number, block))
    row = DRAW
    for word in _WORDS:
        column[row] = column[DRAW + word]
        row += 1
    for row in _NORMAL_ROWS:
        column[row] = normal(column[row])
    # Compiled, this may ask for no memory; last month's rows are free, since nothing is in place.
    held = column[BEFORE : BEFORE + trait_slot.shape[1]]
    for k in range(trait_slot.shape[1]):
        held[k] = traits[trait_slot[m, k]]
    after, flow = advance(
        _switches(switches[part]),
        _state(column[STATE:FLOW]),
        _trait(held),
        _input(inputs[m]),
        _draw(column[DRAW : DRAW + len(STREAMS)]),
        _parameter(parameters[part]),
        elapsed[m],
    )
    store(column, STATE, after)
    store(column, FLOW, flow)


@kernel
def draw(out: np.ndarray, low: int, high: int, first: int, block: int) -> None:
    """Draw the uniform that holds for a replicate, of a block."""
    out[0] = draw_block(low, high, first, chance.PER_REPLICATE, block)[0]
