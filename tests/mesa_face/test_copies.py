"""A copied or unpickled model goes on to the bit as the original, and a model let go is freed."""

import copy
import gc
import multiprocessing
import pickle
import weakref

import mesa
import numpy as np
import pandas as pd
import pytest

from sim.errors import SimError
from sim.mesa_face import TriangleModel
from sim.mesa_face import model as face

STARTED = "second_trump_term"
WAYS = {
    "copy": copy.copy,
    "deepcopy": copy.deepcopy,
    "pickle": lambda model: pickle.loads(pickle.dumps(model)),
}


class Envoy(mesa.Agent):
    """An agent of a user's own, with luck and a memory."""

    def __init__(self, model):
        super().__init__(model)
        self.seen = [self.unique_id]

    def look(self):
        self.seen.append((self.model["trust"], self.random.random()))


def stepped(model, months):
    """Run months; return each one's row, and what the envoys drew."""
    rows = []
    for _ in range(months):
        model.step()
        model.agents.select(agent_type=Envoy).do("look")
        rows.append(model.record)
    return np.array(rows)


def collected(model):
    frames = model.datacollector
    return frames.get_model_vars_dataframe(), frames.get_agent_vars_dataframe()


@pytest.mark.parametrize("way", WAYS.values(), ids=WAYS)
@pytest.mark.parametrize("compiled", [True, False], ids=["compiled", "plain"])
@pytest.mark.parametrize("world", ["baseline_hindcast", STARTED])
def test_copy__goes_on_to_the_bit_and_leaves_the_original(world, compiled, way):
    model = TriangleModel(world, seed=5, replicate=7, months=24, compiled=compiled)
    stepped(model, 2)
    copied = way(model)
    assert (copied.month, copied.steps) == (model.month, model.steps)
    before = model.record, model.capital("seoul").choices, len(collected(model)[0])
    rows = stepped(copied, 10)
    after = model.record, model.capital("seoul").choices, len(collected(model)[0])
    assert np.array_equal(before[0], after[0])
    assert before[1:] == after[1:]
    assert np.array_equal(stepped(model, 10), rows)
    for one, other in zip(collected(model), collected(copied), strict=True):
        pd.testing.assert_frame_equal(one, other, check_exact=True)
    untouched = TriangleModel(world, seed=5, replicate=7, months=24, compiled=False)
    assert np.array_equal(stepped(untouched, 12)[2:], rows)


@pytest.mark.parametrize("way", WAYS.values(), ids=WAYS)
def test_copy__before_the_first_month_goes_on_too(way):
    model = TriangleModel(STARTED, replicate=3, months=4, compiled=False)
    copied = way(model)
    assert np.array_equal(stepped(copied, 4), stepped(model, 4))
    assert (copied.running, model.running) == (False, False)


@pytest.mark.parametrize("way", WAYS.values(), ids=WAYS)
def test_copy__has_agents_of_its_own(way):
    model = TriangleModel(STARTED, replicate=3, months=9, compiled=False)
    envoy = Envoy(model)
    stepped(model, 2)
    copied = way(model)
    assert copied.capital("seoul").model is copied
    (again,) = copied.agents_by_type[Envoy]
    assert (again.model, again.seen) == (copied, envoy.seen)
    assert again.seen is not envoy.seen
    stepped(copied, 3)
    assert len(envoy.seen) == 3
    stepped(model, 3)
    # The same luck too: Mesa's own random numbers are part of the model.
    assert again.seen == envoy.seen
    assert Envoy(copied).unique_id == Envoy(model).unique_id == 7


@pytest.mark.parametrize("way", WAYS.values(), ids=WAYS)
def test_copy__without_collector_goes_on_without(way):
    model = TriangleModel(STARTED, replicate=3, months=3, compiled=False, collect=False)
    model.step()
    copied = way(model)
    model.run_model()
    copied.run_model()
    again = way(copied)
    for one, *others in zip(collected(model), collected(copied), collected(again), strict=True):
        assert len(one) in (1, 5)  # a month, of five capitals
        for other in others:
            pd.testing.assert_frame_equal(one, other, check_exact=True)


def test_copy__has_what_it_is_told_alone():
    model = TriangleModel(STARTED, replicate=3, months=9, compiled=False)
    model.note = ["mine"]
    copied = copy.deepcopy(model)
    copied.note.append("copied")
    assert (model.note, copied.world) == (["mine"], model.world)


def test_pickle__from_buffers_of_somebody_else_runs():
    model = TriangleModel(STARTED, replicate=3, months=4)
    buffers = []
    data = pickle.dumps(model, protocol=5, buffer_callback=buffers.append)
    again = pickle.loads(data, buffers=[bytes(buffer.raw()) for buffer in buffers])
    assert len(buffers) > 0
    assert np.array_equal(stepped(again, 4), stepped(model, 4))


def gone_on(model):
    return stepped(model, 3)


def test_pickle__is_read_in_another_process():
    model = TriangleModel(STARTED, replicate=3, months=6, compiled=False)
    stepped(model, 2)
    with multiprocessing.get_context("spawn").Pool(1) as pool:
        rows = pool.map_async(gone_on, [model]).get(timeout=120)[0]
    assert np.array_equal(stepped(model, 3), rows)


def test_pickle__of_another_version_of_the_model_is_refused(monkeypatch):
    data = pickle.dumps(TriangleModel(STARTED, replicate=3, months=2, compiled=False))
    monkeypatch.setattr(face, "KERNEL_HASH", "0" * 16)
    with pytest.raises(SimError, match="make it anew from its world, seed and replicate") as caught:
        pickle.loads(data)
    assert "\n" not in str(caught.value)


def test_agents__are_numbered_from_one_and_keep_their_number():
    model = TriangleModel(STARTED, replicate=3, months=2, compiled=False)
    assert [agent.unique_id for agent in model.agents] == [1, 2, 3, 4, 5]
    other = TriangleModel(STARTED, replicate=3, months=2, compiled=False)
    assert (Envoy(model).unique_id, Envoy(model).unique_id, Envoy(other).unique_id) == (6, 7, 6)


def freed(kept):
    gc.collect()
    return sum(reference() is not None for reference in kept) == 0


def test_models__let_go_are_freed():
    kept = []
    for replicate in range(20):
        model = TriangleModel(STARTED, replicate=replicate, months=2, compiled=False)
        Envoy(model)
        model.step()
        kept.append(weakref.ref(model))
    assert kept[-1]() is model
    del model
    assert freed(kept)


def test_models__of_a_batch_run_are_freed():
    kept = []

    class Watched(TriangleModel):
        def __init__(self, **asked):
            super().__init__(**asked)
            kept.append(weakref.ref(self))

    rows = mesa.batch_run(
        Watched,
        parameters={"world": STARTED, "replicate": range(4), "months": 1, "compiled": False},
        display_progress=False,
    )
    assert (len(kept), len({row["replicate"] for row in rows})) == (4, 4)
    assert freed(kept)


def test_repr__is_one_short_line():
    model = TriangleModel(STARTED, seed=4, replicate=9, months=2, compiled=False)
    model.step()
    assert repr(model) == "<TriangleModel second_trump_term: seed 4, replicate 9, 2025-01>"
