"""The runs beside the sweep: what they change, and that they share its luck."""

import numpy as np
import pandas as pd
import pytest

from sim.analysis import outcomes_of
from sim.engine.simulate import simulate
from sim.methods.paths import monthly_paths
from sim.runner import run
from sim.scenario import load
from sim.spec.override import apply
from sim.spec.preferences import TRAITS
from sim.spec.recorded import column
from sim.study.supplement import SUPPLEMENTS, run_supplements

BY_NAME = {one.name: one for one in SUPPLEMENTS}


def test_supplements__have_names_of_their_own_and_a_reason():
    assert len(BY_NAME) == len(SUPPLEMENTS)
    assert all(one.why.endswith(".") for one in SUPPLEMENTS)


@pytest.mark.parametrize("name", BY_NAME)
def test_supplement__changes_its_world_or_is_the_world_itself(name):
    one = BY_NAME[name]
    world = load(one.scenario)
    changed = apply(world, one.overrides)
    assert (changed.digest() == world.digest()) == (not one.overrides)


def test_leaders_alike__leaves_no_trait_that_tells_leaders_apart():
    world = apply(load("baseline_hindcast"), BY_NAME["leaders_alike"].overrides)
    holders = {
        name for capital in ("washington", "tokyo", "seoul") for name in world.holders(capital)
    }
    for trait in TRAITS:
        spans = [
            world.leaders[name].traits[trait.name]
            for name in holders
            if trait.name in world.leaders[name].traits
        ]
        assert len({(span.low, span.high) for span in spans}) == 1


def test_run_supplements__take_the_sweeps_luck():
    worlds = {"second_trump_term": load("second_trump_term")}
    wanted = [BY_NAME["reference"], BY_NAME["freeze_kor"], BY_NAME["no_motive"]]
    found = run_supplements(worlds, replicates=12, seed=3, wanted=wanted)
    assert set(found) == {"reference", "freeze_kor"}  # the hindcast is not in this sweep
    alone = run(worlds["second_trump_term"], replicates=12, seed=3)
    pd.testing.assert_frame_equal(outcomes_of(found["reference"]), outcomes_of(alone))
    assert not outcomes_of(found["freeze_kor"]).equals(outcomes_of(alone))


def test_run_supplements__of_no_known_world_are_none():
    assert run_supplements({}, replicates=5, seed=1) == {}


def test_monthly_paths__are_the_rows_of_single_runs(monkeypatch):
    world = load("neglect")
    monkeypatch.setattr("sim.runner.columns._PORTION", 2)
    paths = monthly_paths(world, ["trust", "relation_jpn_kor"], replicates=5, seed=9)
    alone = simulate(world, 9, 4)
    assert np.array_equal(paths["trust"][4], alone[:, column("trust")])
    assert np.array_equal(paths["relation_jpn_kor"][4], alone[:, column("relation_jpn_kor")])
    assert paths["trust"].attrs["long_name"] == "Trust between Tokyo and Seoul"
