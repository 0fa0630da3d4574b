"""A replay is the row: every variable, bit for bit, label for label."""

import numpy as np
import pytest

from sim.errors import OutOfBounds, WrongKind
from sim.runner import run, simulate
from sim.scenario import load


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
