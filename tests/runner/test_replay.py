"""A replay is the row: every variable, bit for bit, label for label."""

import dataclasses

import numpy as np
import pytest

from sim.errors import OutOfBounds, SimError, WrongKind
from sim.mesa_face import TriangleModel
from sim.runner import run, simulate
from sim.scenario import load
from sim.store import open_study


@pytest.fixture(scope="module")
def world():
    return load("second_trump_term").replace(months=6)


@pytest.fixture(scope="module")
def batch(world):
    return run(world, replicates=12, seed=2**33 + 1, trajectories=True)


@pytest.mark.parametrize("replicate", [0, 7, 11])
def test_simulate__is_the_row_of_the_batch(world, batch, replicate):
    alone = simulate(world, seed=2**33 + 1, replicate=replicate)
    assert alone.identical(batch.trajectories.sel(replicate=replicate))


def test_simulate__replays_an_overridden_world(world):
    changed = world.replace(**{"leaders.seoul.rivalry": 0.9})
    batch = run(changed, replicates=3, seed=1, trajectories=True)
    assert simulate(changed, 1, 2).identical(batch.trajectories.sel(replicate=2))
    assert not np.array_equal(
        simulate(world, 1, 2)["relation"].values, simulate(changed, 1, 2)["relation"].values
    )


def test_simulate__of_a_row_beyond_the_batch_needs_no_batch(world):
    assert simulate(world, 1, 9_999_999).sizes["month"] == 6


@pytest.mark.parametrize(
    ("asked", "fault"),
    [
        ({"replicate": -1}, OutOfBounds),
        ({"replicate": 10_000_000}, OutOfBounds),
        ({"seed": 1.5}, WrongKind),
        ({"world": "baseline_hindcast"}, WrongKind),
    ],
)
def test_simulate__refuses_what_it_cannot_run(world, asked, fault):
    with pytest.raises(fault):
        simulate(**{"world": world, **asked})


def test_simulate__never_replays_the_world_of_another_model(tmp_path, world, monkeypatch):
    kept = run(world, replicates=3, seed=1, folder=tmp_path)
    stored = open_study(kept.path).world()
    assert stored == world
    assert simulate(stored, 1, 2).identical(simulate(world, 1, 2))
    other = dataclasses.replace(stored, model="0123456789abcdef")
    for replay in (lambda: simulate(other, 1, 2), lambda: TriangleModel(other, replicate=2)):
        with pytest.raises(SimError, match="run by model 0123456789abcdef, and this is model"):
            replay()
    # Changed on purpose, it is a world of this model.
    simulate(other.replace(months=3), 1, 2)
    assert other.replace().model == ""
    assert other.digest() == world.digest()
    assert "model" not in other.as_dict()
