"""The table of replicates abreast: what is written by column is read by column, in both forms."""

import doctest
from collections import namedtuple

import numpy as np
import pytest
from numba import njit

from sim.engine import table as module
from sim.engine.plan import compile_world
from sim.engine.table import (
    ABREAST,
    column_reader,
    inputs_of,
    new_table,
    store_column,
    switches_of,
)
from sim.scenario import load

Pair = namedtuple("Pair", ["a", "b"])
pair_in = column_reader(Pair)


def swap(table, first, column):
    pair = pair_in(table, first, column)
    store_column(table, first, column, Pair(pair.b, pair.a))


@njit
def store_whole_numbers(table):
    store_column(table, 0, 0, (1, 2))


def test_doctests():
    assert doctest.testmod(module).failed == 0


@pytest.mark.parametrize("form", [swap, njit(swap)])
def test_columns__are_read_and_written_in_their_place_alone(form):
    table = new_table(4)
    table[:] = np.arange(table.size).reshape(table.shape)
    expected = table.copy()
    expected[[1, 2], 3] = expected[[2, 1], 3]
    form(table, 1, 3)
    assert np.array_equal(table, expected)


def test_store_column__refuses_whole_numbers_when_compiled():
    with pytest.raises(TypeError, match="tuple of floats"):
        store_whole_numbers(new_table(2))


@pytest.mark.parametrize("rows", [1, 2, 675])
def test_table__has_each_row_in_one_line_of_the_cache(rows):
    table = new_table(rows)
    assert table.shape == (rows, ABREAST)
    assert table.ctypes.data % (8 * ABREAST) == 0
    assert not table.any()


def test_readers_of_records__give_the_same_in_both_forms():
    timeline = compile_world(load("baseline_hindcast").replace(months=3)).timeline

    @njit
    def compiled(inputs, switches, m):
        return inputs_of(inputs, m), switches_of(switches, 0)

    given, on = compiled(timeline.inputs, timeline.switches, 2)
    assert given == inputs_of(timeline.inputs, 2)
    assert on == switches_of(timeline.switches, 0)
    assert given._fields == timeline.inputs.dtype.names
    assert on._fields == timeline.switches.dtype.names
