"""The functions of a month as ordinary Numba compiles them: one lane, called as the trace's are."""

from typing import Any

from numba import carray, types

from sim.engine import one_lane, outcomes
from sim.engine.table import ROWS
from sim.spec.parameters import PARAMETER_FIELDS
from sim.spec.preferences import TRAIT_FIELDS
from sim.spec.recorded import HISTOGRAMMED
from sim.spec.switches import SWITCHES
from sim.spec.variables import INPUTS

__all__ = ["FUNCTIONS"]

_HISTOGRAMMED, _PARAMETERS = len(HISTOGRAMMED), len(PARAMETER_FIELDS)
_TRAITS, _SWITCHES, _INPUTS = len(TRAIT_FIELDS), len(SWITCHES), len(INPUTS)
_MANY = 1 << 31  # as many as there are: what a month reads lies within

_FLOAT, _WHOLE = types.float64, types.int64
_FLOATS, _WHOLES = types.CPointer(_FLOAT), types.CPointer(_WHOLE)
_ADDRESS = (_WHOLE,) * 4


def _draw(out, low, high, first, block):
    one_lane.draw(carray(out, 1), low, high, first, block)


def _step(
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
    one_lane.step(
        carray(table, ROWS),
        carray(traits, _MANY),
        carray(parameters, (_MANY, _PARAMETERS)),
        carray(segment, _MANY),
        carray(month_number, _MANY),
        carray(elapsed, _MANY),
        carray(trait_slot, (_MANY, _TRAITS)),
        carray(switches, (_MANY, _SWITCHES)),
        carray(inputs, (_MANY, _INPUTS)),
        low,
        high,
        first,
        m,
    )


def _observe(table, bins, t, months):
    outcomes.observe(carray(table, ROWS), carray(bins, _HISTOGRAMMED), t, months)


def _conclude(table, months):
    outcomes.conclude(carray(table, ROWS), months)


_MEMORY = (_FLOATS, _FLOATS, _FLOATS, _WHOLES, _WHOLES, _FLOATS, _WHOLES)

#: By name: the function, and what it takes.
FUNCTIONS: dict[str, tuple[Any, tuple[Any, ...]]] = {
    "draw": (_draw, (_FLOATS, *_ADDRESS)),
    "step": (_step, (*_MEMORY, types.CPointer(types.boolean), _FLOATS, *_ADDRESS)),
    "observe": (_observe, (_FLOATS, types.CPointer(types.uint8), _FLOAT, _FLOAT)),
    "conclude": (_conclude, (_FLOATS, _FLOAT)),
}
