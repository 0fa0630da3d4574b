"""How the month's named tuples lie in memory: rows of float64, read by name.

Plain Python reads a row as a named tuple of floats, compiled code as a record by pointer; both have
the same attributes, so the month is the same source. `store` writes a named tuple back. A row that
months write has one array, and its names are a way to read it: a second array that sees the same
memory would be one of its own in a copy or a pickle.
"""

from collections.abc import Callable
from typing import Any

import numpy as np
from numba import from_dtype, types
from numba.core import cgutils
from numba.core.imputils import impl_ret_untracked
from numba.extending import intrinsic, overload

from sim.spec.parameters import Parameter
from sim.spec.preferences import Trait
from sim.spec.streams import BLOCKS, Draw
from sim.spec.switches import Switch
from sim.spec.variables import Input, State

__all__ = [
    "DRAW_WORDS",
    "draw_at",
    "dtype_of",
    "input_at",
    "parameter_at",
    "state_at",
    "store",
    "switch_at",
    "trait_at",
]

#: Words that a month's blocks hold; the last few may be unused yet.
DRAW_WORDS = 4 * BLOCKS


def dtype_of(fields: tuple[str, ...], kind: str = "f8") -> np.dtype:
    """Return the record type with these fields, all of one kind."""
    return np.dtype([(name, kind) for name in fields])


def _reader(kind: Any) -> Callable[[np.ndarray, int], Any]:
    """Return a function that reads row k: as `kind` in Python, as a record when compiled.

    Rows are records, or lie in a float64 array (rows, numbers) whose first numbers are the fields.
    """
    count = len(kind._fields)
    record = from_dtype(dtype_of(kind._fields))

    def read(rows, k):
        return kind(*rows[k].tolist()[:count])

    @intrinsic
    def _front(typing_context, rows, k):
        def emit(context, builder, signature, arguments):
            array = context.make_array(signature.args[0])(context, builder, arguments[0])
            columns = builder.extract_value(array.shape, 1)
            place = builder.gep(array.data, [builder.mul(arguments[1], columns)])
            return builder.bitcast(place, context.get_value_type(record))

        return record(rows, types.intp), emit

    @overload(read)
    def _compiled(rows, k):
        if isinstance(rows.dtype, types.Record):
            return lambda rows, k: rows[k]
        if rows.layout != "C":
            raise TypeError(f"rows are read from memory without gaps, got {rows}")
        return lambda rows, k: _front(rows, k)

    return read


state_at = _reader(State)
input_at = _reader(Input)
trait_at = _reader(Trait)
draw_at = _reader(Draw)
parameter_at = _reader(Parameter)
switch_at = _reader(Switch)


def store(flat, values):
    """Write a named tuple of floats into the front of a flat float64 array.

    Examples
    --------
    >>> import numpy as np
    >>> row = np.zeros(3)
    >>> store(row, (1.0, 2.0))
    >>> row.tolist()
    [1.0, 2.0, 0.0]
    """
    flat[: len(values)] = values


@intrinsic
def _store_all(typing_context, flat, values):
    """Emit one store per element: no loop, no temporary array."""
    if not isinstance(values, types.BaseTuple) or any(t != types.float64 for t in values):
        raise TypeError(f"store wants a tuple of floats, got {values}")

    def emit(context, builder, signature, arguments):
        array = context.make_array(signature.args[0])(context, builder, arguments[0])
        for k in range(len(values)):
            pointer = builder.gep(array.data, [cgutils.intp_t(k)])
            builder.store(builder.extract_value(arguments[1], k), pointer)
        return impl_ret_untracked(context, builder, types.none, context.get_dummy_value())

    return types.none(flat, values), emit


@overload(store)
def _compiled_store(flat, values):
    def emit(flat, values):
        _store_all(flat, values)

    return emit
