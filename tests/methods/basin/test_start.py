"""The two starts: states that a history came to, which differ in what lies between the two."""

import dataclasses

import numpy as np
import pytest

import sim
from sim.engine.simulate import final_state
from sim.errors import MissingResult
from sim.methods.basin import HISTORIES, begun, starts
from sim.runner.columns import run_columns
from sim.spec.variables import STATE_FIELDS
from sim.study.washington.basin import TIES
from sim.study.washington.bifurcation import BETWEEN

SEED = 1


@pytest.fixture(scope="module")
def world():
    return sim.load("second_trump_term")


@pytest.fixture(scope="module")
def found(world):
    return starts(world, TIES, BETWEEN, SEED, threads=1)


def test_starts__are_whole_states_in_either_basin(found):
    assert list(found) == ["apart", "close"]
    for start in found.values():
        assert tuple(start.values) == STATE_FIELDS
        assert start.share > 0.5
    assert found["apart"].values["relation_jpn_kor"] < -0.2
    assert found["close"].values["relation_jpn_kor"] > 0.2


def test_starts__differ_in_what_lies_between_the_two_and_in_nothing_else(found):
    near, far = (found[name].values for name in ("close", "apart"))
    differing = {name for name in STATE_FIELDS if near[name] != far[name]}
    assert differing <= set(BETWEEN)
    assert {"relation_jpn_kor", "dispute", "trust", "concern_jpn"} <= differing
    assert "case_law" not in BETWEEN
    assert not [name for name in BETWEEN if "usa" in name or "prk" in name or "chn" in name]


def test_starts__are_of_the_months_in_which_most_runs_stood_so(world, found):
    history = dataclasses.replace(world.start, last=world.first - 1)
    ties = run_columns(history, ["relation_jpn_kor"], HISTORIES, SEED)["relation_jpn_kor"]
    for name, inside in (("apart", ties < -0.2), ("close", ties > 0.2)):
        shares = inside.mean(axis=0)
        place = found[name].month - history.first
        assert found[name].share == shares[place] == shares.max()
        assert (shares[place + 1 :] < shares.max()).all(), "the latest of equals"
    state = {name: found["close"].values[name] for name in ("relation_jpn_kor", "trust")}
    until = dataclasses.replace(history, last=found["close"].month)
    same = [
        number
        for number in range(HISTORIES)
        if ties[number, found["close"].month - history.first] == state["relation_jpn_kor"]
    ]
    assert len(same) == 1, "the ties of one run"
    assert final_state(until, SEED, same[0])["trust"] == state["trust"]


def test_begun__differs_from_the_world_in_its_start_alone(world, found):
    near, far = (begun(world, found[name]) for name in ("close", "apart"))
    for other in (near, far):
        assert other.start is None
        assert dataclasses.replace(other, start=world.start, start_values={}) == world
    assert near.start_values != far.start_values
    ties = run_columns(far, ["relation_jpn_kor"], 20, SEED)["relation_jpn_kor"]
    assert (ties[:, 0] < -0.2).all()
    assert not np.array_equal(ties[0], ties[1]), "luck goes on"


def test_world_without_a_history__has_no_starts():
    with pytest.raises(MissingResult, match="states its own start"):
        starts(sim.load("baseline_hindcast"), TIES, BETWEEN, SEED)


def test_history_that_never_stood_apart__gives_no_starts(world):
    short = dataclasses.replace(world, first=world.start.first + 12)
    with pytest.raises(MissingResult, match="of runs apart in a month before January 2013"):
        starts(short, TIES, BETWEEN, SEED)
