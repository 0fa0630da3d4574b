"""How the month's named tuples lie in memory: rows of float64, seen by name and as flat arrays.

Plain Python reads a row as a named tuple of floats, compiled code as a record by pointer; both have
the same attributes, so the month is the same source. `store` writes a named tuple back.
"""

from collections.abc import Callable
from typing import Any

import numpy as np
from numba import types
from numba.core import cgutils
from numba.core.imputils import impl_ret_untracked
from numba.extending import intrinsic, overload

from sim.spec.parameters import Parameter
from sim.spec.preferences import Trait
from sim.spec.streams import BLOCKS, STREAMS, Draw
from sim.spec.switches import Switch
from sim.spec.variables import Input, State

__all__ = [
    "DRAW_WORDS",
    "draw_at",
    "dtype_of",
    "input_at",
    "parameter_at",
    "rows_of",
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


def rows_of(flat: np.ndarray, fields: tuple[str, ...]) -> np.ndarray:
    """Return a view of float64 rows (n, len(fields)) as records (n,) with these fields."""
    return flat.view(dtype_of(fields)).reshape(flat.shape[0])


def _reader(kind: Any) -> Callable[[np.ndarray, int], Any]:
    """Return a function that reads row k: as `kind` in Python, as a record when compiled."""

    def read(rows, k):
        return kind(*rows[k].item())

    @overload(read)
    def _compiled(rows, k):
        def by_pointer(rows, k):
            return rows[k]

        return by_pointer

    return read


state_at = _reader(State)
input_at = _reader(Input)
trait_at = _reader(Trait)
parameter_at = _reader(Parameter)
switch_at = _reader(Switch)

_PAD = DRAW_WORDS - len(STREAMS)
DRAW_FIELDS = (*Draw._fields, *(f"unused_{k}" for k in range(_PAD)))


def draw_at(rows, k):
    """Read row k of draws by name."""
    return Draw(*rows[k].item()[: len(STREAMS)])


@overload(draw_at)
def _compiled_draw_at(rows, k):
    def by_pointer(rows, k):
        return rows[k]

    return by_pointer


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
