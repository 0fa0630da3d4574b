"""The functions of a month as ordinary Numba compiles them: one lane, called as the trace's are."""

from typing import Any

from numba import carray, types

from sim.engine import one_lane
from sim.engine.table import ROWS
from sim.spec.parameters import PARAMETER_FIELDS
from sim.spec.preferences import TRAIT_FIELDS
from sim.spec.recorded import FANNED
from sim.spec.switches import SWITCHES
from sim.spec.variables import INPUTS

__all__ = ["FUNCTIONS"]

_COLUMN, _FANNED, _PARAMETERS = (ROWS, 1), (len(FANNED), 1), (len(PARAMETER_FIELDS), 1)
_TRAITS, _SWITCHES, _INPUTS = len(TRAIT_FIELDS), len(SWITCHES), len(INPUTS)
_LEADERS = (1 << 31, 1)  # as many as a world has: a slot never lies beyond

_FLOAT, _WHOLE = types.float64, types.int64
_FLOATS, _WHOLES = types.CPointer(_FLOAT), types.CPointer(_WHOLE)
_ADDRESS = (_WHOLE,) * 4


def _draw(low, high, first, block, out):
    one_lane.draw(low, high, first, block, carray(out, 1))


def _step(table, traits, slots, on, inputs, parameters, elapsed, low, high, first, number):
    one_lane.step(
        carray(table, _COLUMN),
        carray(traits, _LEADERS),
        carray(slots, _TRAITS),
        carray(on, _SWITCHES),
        carray(inputs, _INPUTS),
        carray(parameters, _PARAMETERS),
        elapsed,
        low,
        high,
        first,
        number,
    )


def _observe(table, bins, t, months):
    one_lane.observe(carray(table, _COLUMN), carray(bins, _FANNED), t, months)


def _conclude(table, months):
    one_lane.conclude(carray(table, _COLUMN), months)


_MEMORY = (*(_FLOATS, _FLOATS, _WHOLES), types.CPointer(types.boolean), _FLOATS, _FLOATS)

#: By name: the function, and what it takes.
FUNCTIONS: dict[str, tuple[Any, tuple[Any, ...]]] = {
    "draw": (_draw, (*_ADDRESS, _FLOATS)),
    "step": (_step, (*_MEMORY, _FLOAT, *_ADDRESS)),
    "observe": (_observe, (_FLOATS, types.CPointer(types.uint8), _FLOAT, _FLOAT)),
    "conclude": (_conclude, (_FLOATS, _FLOAT)),
}
