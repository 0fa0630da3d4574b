"""How named tuples lie in memory when ABREAST replicates march side by side: a column for each.

A table is float64 (quantities, ABREAST): a row holds one quantity of all replicates. A loop over
columns runs the month's own source on numbers, and LLVM can let each instruction work on several
columns at once: neighbours lie side by side, the month has no branch, and all that differs between
replicates lies in one table, at distances known when compiled, so that no store can meet another
column's load. Where LLVM does not, the loop is slower and gives the same bits.
"""

from collections.abc import Callable
from typing import Any

import numpy as np
from llvmlite import ir
from numba import types
from numba.core import cgutils
from numba.extending import intrinsic, overload

from sim.spec.switches import Switch
from sim.spec.variables import Input

__all__ = ["ABREAST", "column_reader", "inputs_of", "new_table", "store_column", "switches_of"]

#: Replicates side by side: a line of the processor's cache holds one quantity of all.
ABREAST = 8

_LINE = 8 * ABREAST


def new_table(quantities: int) -> np.ndarray:
    """Return a table of zeros, each row in one line of the processor's cache.

    Examples
    --------
    >>> new_table(3).shape
    (3, 8)
    """
    room = np.zeros(_LINE * (quantities + 1), dtype=np.uint8)
    begin = -room.ctypes.data % _LINE
    return room[begin : begin + _LINE * quantities].view(np.float64).reshape(quantities, ABREAST)


def _emit_tuple(context: Any, builder: Any, result: Any, load: Callable[[int], Any]) -> Any:
    """Emit a named tuple whose field k is what `load` emits for k."""
    values = cgutils.get_null_value(context.get_value_type(result))
    for k in range(len(result)):
        values = builder.insert_value(values, load(k), k)
    return values


def _place(builder: Any, data: Any, row: Any, column: Any) -> Any:
    """Emit the address of a number in a table: no check for a negative index."""
    first = builder.mul(row, cgutils.intp_t(ABREAST))
    return builder.gep(builder.gep(data, [column], inbounds=True), [first], inbounds=True)


def column_reader(kind: Any) -> Callable[[np.ndarray, int, int], Any]:
    """Return a function that reads `kind` from a table: its first row, and the column."""
    count = len(kind._fields)

    def read(table, first, column):
        return kind(*table[first : first + count, column].tolist())

    @intrinsic
    def _read(typing_context, table, first, column):
        result = types.NamedUniTuple(types.float64, count, kind)

        def emit(context, builder, signature, arguments):
            data = context.make_array(signature.args[0])(context, builder, arguments[0]).data

            def load(k):
                row = builder.add(arguments[1], cgutils.intp_t(k))
                return builder.load(_place(builder, data, row, arguments[2]))

            return _emit_tuple(context, builder, result, load)

        return result(table, types.intp, types.intp), emit

    @overload(read)
    def _compiled(table, first, column):
        return lambda table, first, column: _read(table, first, column)

    return read


def store_column(table, first, column, values):
    """Write a named tuple of floats into a column of a table, from row `first` on.

    Examples
    --------
    >>> table = new_table(3)
    >>> store_column(table, 1, 0, (1.0, 2.0))
    >>> table[:, 0].tolist()
    [0.0, 1.0, 2.0]
    """
    table[first : first + len(values), column] = values


@intrinsic
def _store(typing_context, table, first, column, values):
    if not isinstance(values, types.BaseTuple) or any(t != types.float64 for t in values):
        raise TypeError(f"store_column wants a tuple of floats, got {values}")

    def emit(context, builder, signature, arguments):
        data = context.make_array(signature.args[0])(context, builder, arguments[0]).data
        for k in range(len(values)):
            row = builder.add(arguments[1], cgutils.intp_t(k))
            place = _place(builder, data, row, arguments[2])
            builder.store(builder.extract_value(arguments[3], k), place)
        return context.get_dummy_value()

    return types.none(table, types.intp, types.intp, values), emit


@overload(store_column)
def _compiled_store_column(table, first, column, values):
    return lambda table, first, column, values: _store(table, first, column, values)


def _whole_reader(kind: Any, number: Any, emitted: Any) -> Callable[[np.ndarray, int], Any]:
    """Return a function that reads record k as a named tuple of numbers, before a loop begins.

    Inside the loop its fields are then values, where those of a record by pointer might change with
    every store.
    """
    count = len(kind._fields)

    def read(rows, k):
        return kind(*rows[k].item())

    @intrinsic
    def _read(typing_context, rows, k):
        result = types.NamedUniTuple(number, count, kind)

        def emit(context, builder, signature, arguments):
            data = context.make_array(signature.args[0])(context, builder, arguments[0]).data
            flat = builder.bitcast(data, emitted.as_pointer())
            first = builder.mul(arguments[1], cgutils.intp_t(count))

            def load(j):
                place = builder.gep(flat, [builder.add(first, cgutils.intp_t(j))], inbounds=True)
                return context.unpack_value(builder, number, place)

            return _emit_tuple(context, builder, result, load)

        return result(rows, types.intp), emit

    @overload(read)
    def _compiled(rows, k):
        return lambda rows, k: _read(rows, k)

    return read


inputs_of = _whole_reader(Input, types.float64, ir.DoubleType())
switches_of = _whole_reader(Switch, types.boolean, ir.IntType(8))
