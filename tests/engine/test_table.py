"""The month's memory: in lines of the cache, one array for each thing, so that copies hold."""

import copy
import doctest
import itertools
import pickle

import numpy as np
import pytest

from sim.engine import table as module
from sim.engine.plan import compile_world
from sim.engine.table import COLUMN, DRAW, FLOW, ROWS, STATE, TALLY, new_table, new_work, place_of
from sim.mechanisms.arithmetic import normal
from sim.scenario import load
from sim.spec.chance import draw_block, split_seed
from sim.spec.outcomes import OUTCOME_FIELDS
from sim.spec.recorded import RECORDED_FIELDS
from sim.spec.streams import STREAMS
from sim.spec.variables import FLOWS, STATE_FIELDS
from tests.replicate import Replicate


@pytest.fixture(scope="module")
def timeline():
    return compile_world(load("second_trump_term").replace(months=4)).timeline


def test_doctests():
    assert doctest.testmod(module).failed == 0


@pytest.mark.parametrize("shape", [(1, 8), (3, 8), (2, 5, 8), (675, 1)])
def test_table__begins_at_a_line_of_the_cache(shape):
    table = new_table(*shape)
    assert table.shape == shape
    assert table.ctypes.data % 64 == 0
    assert table.flags.c_contiguous
    assert not table.any()


def test_column__names_what_lies_in_each_row():
    assert len(COLUMN) == ROWS
    assert COLUMN[STATE:FLOW] == STATE_FIELDS
    assert COLUMN[FLOW:DRAW] == tuple(variable.name for variable in FLOWS)
    assert COLUMN[TALLY : TALLY + len(OUTCOME_FIELDS)] == OUTCOME_FIELDS
    assert all(COLUMN[place_of(name)] == name for name in RECORDED_FIELDS)


def test_streams__stand_at_their_words():
    """Draws lie in memory as the registry lists them, each drawn at its own word."""
    words = [4 * s.block + s.word for s in STREAMS]
    assert words == sorted(set(words))
    drawn = Replicate(compile_world(load("neglect")).timeline, seed=3)
    drawn.run(0)
    month = int(drawn.timeline.month_number[0])
    low, high = split_seed(3)
    for stream, found in zip(STREAMS, drawn.draws, strict=True):
        u = draw_block(low, high, 0, month, stream.block)[stream.word]
        assert found == (u if stream.law == "uniform" else normal(u))


@pytest.mark.parametrize("make", [lambda t: t, new_work, lambda t: new_work(t, 8)])
def test_memory__of_no_two_arrays_is_shared(timeline, make):
    arrays = [one for one in make(timeline) if isinstance(one, np.ndarray)]
    for one, other in itertools.combinations(arrays, 2):
        assert not np.shares_memory(one, other)


@pytest.mark.parametrize("way", [copy.deepcopy, lambda memory: pickle.loads(pickle.dumps(memory))])
def test_copy__of_a_replicate_goes_on_to_the_bit(timeline, way):
    whole, part = Replicate(timeline, 3, 8), Replicate(timeline, 3, 8)
    part.run(0)
    original, part.work = part.work, way(part.work)
    at_copy = [array.copy() for array in original]
    part.run(*range(1, 6))
    assert all(map(np.array_equal, original, at_copy))
    whole.run(*range(6))
    assert all(map(np.array_equal, part.work, whole.work))
    assert not np.array_equal(part.work.table, original.table)
