"""Months before windows, run once: what goes on from them has the bits of a run in one go."""

import threading

import numpy as np
import pytest

from sim.engine import history
from sim.engine.batch import run_before, run_chunk
from sim.engine.history import Histories, history_key
from sim.engine.plan import compile_world
from sim.scenario import load, parameter_set
from sim.spec.override import apply

#: Changes of the window, one of each kind.
IN_WINDOW = [
    {"leaders.seoul.china_alignment": 0.2},
    {"traits.rivalry": [0.1, 0.3]},
    {"parameters.memory_gain": 0.3},
    {"parameters.bid_gain": [0.1, 0.4]},
    {"switches.mediation": False},
    {"series.us_china_tension": 0.6},
    {"events.provocation": [{"month": "2025-06", "size": 1.0}]},
    {"months": 12},
]

#: Changes of what comes before it.
BEFORE = [
    {"start.parameters.memory_gain": 0.3},
    {"start.leaders.moon.rivalry": 0.9},
    {"start.switches.mediation": False},
    {"start.parameters.bid_gain": [0.1, 0.4]},
]


def world(**changes):
    return apply(load("second_trump_term"), changes)


def same(chunk, other):
    assert chunk.outcomes.tobytes() == other.outcomes.tobytes()
    assert chunk.sums.tobytes() == other.sums.tobytes()
    assert np.array_equal(chunk.counts, other.counts)
    assert chunk.records.tobytes() == other.records.tobytes()


@pytest.mark.parametrize("changes", [{}, *IN_WINDOW, *BEFORE], ids=str)
def test_window__goes_on_with_the_bits_of_one_go(changes):
    plan = compile_world(world(**changes))
    starts = run_before(plan, 7, 100, 21)
    whole = run_chunk(plan, 7, 100, 21, records=True)
    same(run_chunk(plan, 7, 100, 21, records=True, starts=starts), whole)
    first = run_chunk(plan, 7, 100, 8, records=True, starts=starts)
    same(run_chunk(plan, 7, 100, 21, records=True, before=first, starts=starts), whole)


def test_window__of_a_world_that_draws_its_parameters_together():
    drawn = parameter_set("posterior_2024")
    plan = compile_world(apply(load("second_trump_term"), {"parameter_set": drawn}))
    starts = run_before(plan, 1, 0, 40)
    whole = run_chunk(plan, 1, 0, 40, records=True)
    same(run_chunk(plan, 1, 0, 40, records=True, starts=starts), whole)
    assert history_key(plan) != history_key(compile_world(world()))


def test_states__are_those_that_the_worlds_share():
    """Each change of the window leaves the history; each change before it makes another."""
    keys = [history_key(compile_world(world(**changes))) for changes in ({}, *IN_WINDOW)]
    assert set(keys) == {keys[0]}
    others = [history_key(compile_world(world(**changes))) for changes in BEFORE]
    assert len({keys[0], *others}) == 1 + len(BEFORE)
    here = run_before(compile_world(world()), 3, 0, 9)
    for changes in IN_WINDOW:
        assert run_before(compile_world(world(**changes)), 3, 0, 9).tobytes() == here.tobytes()
    for changes in BEFORE:
        assert run_before(compile_world(world(**changes)), 3, 0, 9).tobytes() != here.tobytes()


def test_key__is_none_of_a_world_that_begins_itself():
    plan = compile_world(load("baseline_hindcast"))
    assert history_key(plan) == ""
    assert Histories().starts(plan, 1, 0, 5) is None


def test_histories__are_run_once_for_all_threads_that_want_them(monkeypatch):
    ran, begun = [], threading.Event()

    def watched(plan, seed, first, count, **more):
        ran.append((seed, first, count))
        begun.wait(1.0)
        return run_before(plan, seed, first, count, **more)

    monkeypatch.setattr(history, "run_before", watched)
    held, plans = Histories(), [compile_world(world(**changes)) for changes in IN_WINDOW[:4]]
    found = {}

    def ask(k):
        found[k] = held.starts(plans[k], 1, 0, 10)

    threads = [threading.Thread(target=ask, args=(k,)) for k in range(4)]
    for thread in threads:
        thread.start()
    begun.set()
    for thread in threads:
        thread.join()
    assert ran == [(1, 0, 10)]
    assert all(one is found[0] for one in found.values())
    assert not found[0].flags.writeable
    held.starts(plans[0], 2, 0, 10)
    held.starts(plans[0], 1, 10, 10)
    assert ran == [(1, 0, 10), (2, 0, 10), (1, 10, 10)]
    held.starts(plans[1], 1, 0, 10)
    assert not held._running, "a lock for each that was ever asked"


def test_histories__let_the_oldest_go_and_try_again_after_a_fault(monkeypatch):
    ran = []

    def watched(plan, seed, first, count, pause=None):
        ran.append(first)
        if pause is not None:
            pause()
        return np.zeros((count, 1))

    monkeypatch.setattr(history, "run_before", watched)
    held, plan = Histories(most=8 * 20), compile_world(world())

    def stop():
        raise RuntimeError("stopped")

    with pytest.raises(RuntimeError):
        held.starts(plan, 1, 0, 10, stop)
    assert not held._running
    for first in (0, 10, 0, 20, 0, 10):
        held.starts(plan, 1, first, 10)
    assert ran == [0, 0, 10, 20, 10]
