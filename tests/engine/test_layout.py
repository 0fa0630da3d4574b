"""The month's memory: read by name in both forms, one array for each thing, so that copies hold."""

import copy
import itertools
import pickle
from collections import namedtuple

import numpy as np
import pytest
from numba import njit

from sim.engine import layout
from sim.engine.abreast import new_abreast
from sim.engine.march import begin, march, new_scratch, run_month
from sim.engine.plan import compile_world
from sim.scenario import load
from sim.spec.recorded import RECORDED
from sim.spec.variables import FLOWS

Pair = namedtuple("Pair", ["a", "b"])
pair_at = layout._reader(Pair)


def weighed(rows, k):
    pair = pair_at(rows, k)
    return pair.a + 10 * pair.b


@pytest.fixture(scope="module")
def timeline():
    return compile_world(load("second_trump_term").replace(months=4)).timeline


def arrays(memory):
    """Every array of nested tuples."""
    for value in memory:
        if isinstance(value, tuple):
            yield from arrays(value)
        elif isinstance(value, np.ndarray):
            yield value


@pytest.mark.parametrize("form", [weighed, njit(weighed)], ids=["plain", "compiled"])
@pytest.mark.parametrize(
    "rows",
    [
        np.array([(1.0, 2.0), (3.0, 4.0)], dtype=layout.dtype_of(Pair._fields)),
        np.array([[1.0, 2.0], [3.0, 4.0]]),
        np.array([[1.0, 2.0, 9.0], [3.0, 4.0, 9.0]]),
    ],
    ids=["records", "numbers", "more_numbers"],
)
def test_reader__reads_rows_by_name(form, rows):
    assert (form(rows, 0), form(rows, 1)) == (21.0, 43.0)


def test_reader__takes_no_rows_with_gaps():
    with pytest.raises(TypeError, match="without gaps"):
        njit(weighed)(np.zeros((2, 4))[:, ::2], 0)


@pytest.mark.parametrize("make", [lambda t: t, new_scratch, new_abreast])
def test_memory__of_no_two_arrays_is_shared(timeline, make):
    for one, other in itertools.combinations(arrays(make(timeline)), 2):
        assert not np.shares_memory(one, other)


@pytest.mark.parametrize("way", [copy.deepcopy, lambda memory: pickle.loads(pickle.dumps(memory))])
def test_copy__of_a_replicate_goes_on_to_the_bit(timeline, way):
    scratch, flow = new_scratch(timeline), np.empty(len(FLOWS))
    begin(timeline, scratch, 3, 0, 8)
    run_month(timeline, scratch, 3, 0, 8, 0, flow)
    copied, at_copy = way(scratch), [array.copy() for array in scratch]
    for m in range(1, 6):
        run_month(timeline, copied, 3, 0, 8, m, flow)
    assert all(map(np.array_equal, scratch, at_copy))
    assert not np.array_equal(copied.state_flat, scratch.state_flat)
    for m in range(1, 6):
        run_month(timeline, scratch, 3, 0, 8, m, flow)
    assert all(map(np.array_equal, scratch, copied))
    records = np.empty((4, len(RECORDED)))
    march(timeline, way(new_scratch(timeline)), 3, 0, 8, records)
    assert np.isfinite(records).all()
