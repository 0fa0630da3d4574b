"""What Numba knows of the month: every kernel as it stands, and twins of what it could not read.

Kernels need no word of their own: Numba compiles their text. Twins have the four primitives, what
reads an array as a named tuple and writes one back, and the call of a function at an address.
"""

from typing import Any

import numpy as np
from llvmlite import ir
from numba import types
from numba.extending import intrinsic, overload, register_jitable

from sim.engine.call import call
from sim.engine.one_lane import READERS, store
from sim.mechanisms.primitive import (
    BITS_FROM_SQRT_HALF_TO_ONE,
    KERNELS,
    TO_BIASED_EXPONENT,
    split,
    sqrt,
    two_to,
    where,
)

__all__ = ["tell_numba"]

_KNOWN: set[int] = set()


def tell_numba() -> None:
    """Make every kernel known to Numba that has been defined so far.

    They take over their driver's options: with ``error_model="numpy"`` nothing checks for division
    by zero. A driver must never ask for ``fastmath``.
    """
    for function in KERNELS:
        if id(function) not in _KNOWN:
            register_jitable(function)
            _KNOWN.add(id(function))


def _are(kinds: Any, *wanted: Any) -> bool:
    return all(isinstance(kind, wanted) for kind in kinds)


@intrinsic
def _select(typing_context, condition, a, b):
    common = typing_context.unify_types(types.unliteral(a), types.unliteral(b))
    if common is None:
        return None

    def generate(context, builder, signature, arguments):
        return builder.select(*arguments)

    return common(types.boolean, common, common), generate


@overload(where)
def _where(condition, a, b):
    numbers = _are((a, b), types.Boolean, types.Integer, types.Float)
    if not isinstance(condition, types.Boolean) or not numbers:
        return None
    if _are((a, b), types.Integer) and a.signed != b.signed:
        return None  # they would meet as floats
    return lambda condition, a, b: _select(condition, a, b)


@overload(two_to)
def _two_to(k):
    if not _are((k,), types.Float, types.Integer):
        return None
    return lambda k: np.int64(np.float64(k + TO_BIASED_EXPONENT).view(np.int64) << 52).view(
        np.float64
    )


@overload(split)
def _split(x):
    if not _are((x,), types.Float, types.Integer):
        return None

    def scalar(x):
        bits = np.float64(x).view(np.int64)
        exponent = ((bits + BITS_FROM_SQRT_HALF_TO_ONE) >> 52) - 1023
        return np.int64(bits - (exponent << 52)).view(np.float64), np.float64(exponent)

    return scalar


@overload(sqrt)
def _sqrt(x):
    return (lambda x: np.sqrt(x)) if isinstance(x, types.Float) else None


def _twin_of(read: Any, record: np.dtype) -> None:
    """Let Numba read an array by name: as a record in its place."""

    @overload(read)
    def _read(numbers):
        return lambda numbers: numbers.view(record)[0]


for _read, _record in READERS:
    _twin_of(_read, _record)


@overload(store)
def _store(column, row, values):
    def stored(column, row, values):
        for value in values:
            column[row] = value
            row += 1

    return stored


@intrinsic
def _call(typing_context, address, arrays, numbers):
    def emit(context, builder, signature, given):
        values = []
        for k, kind in enumerate(signature.args[1]):
            array = context.make_array(kind)(context, builder, builder.extract_value(given[1], k))
            values.append(array.data)
        values += [builder.extract_value(given[2], k) for k in range(len(signature.args[2]))]
        shape = ir.FunctionType(ir.VoidType(), [value.type for value in values])
        builder.call(builder.inttoptr(given[0], shape.as_pointer()), values)
        return context.get_dummy_value()

    return types.none(address, arrays, numbers), emit


@overload(call)
def _call_at(function, arrays, numbers):
    return lambda function, arrays, numbers: _call(function, arrays, numbers)


tell_numba()
