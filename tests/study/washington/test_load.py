"""The load of issues: eight hazards times one number, in the window alone."""

import dataclasses

import pytest

import sim
from sim.runner.columns import run_columns
from sim.spec.override import apply
from sim.spec.records import DEFAULTS
from sim.spec.world import ParameterSet
from sim.study.washington.load import HAZARDS, loaded, spelt


@pytest.fixture(scope="module")
def world():
    return sim.load("second_trump_term")


def test_load_of_one__changes_no_bit(world):
    names = ["dispute", "relation_jpn_kor"]
    before, after = (run_columns(one, names, 10, 3) for one in (world, loaded(world, 1.0)))
    assert all((before[name] == after[name]).all() for name in names)


def test_load__multiplies_each_hazard_of_the_window_alone(world):
    twice = loaded(world, 2.0)
    for name in HAZARDS:
        assert twice.parameters[name].low == 2 * getattr(DEFAULTS, name)
    assert twice.start == world.start
    assert dataclasses.replace(twice, parameters=world.parameters) == world


def test_no_load__leaves_no_event(world):
    events = ["court_event", "sale_order_event", "provocation_event", "incident_event"]
    found = run_columns(loaded(world, 0.0), [*events, "friction_event"], 50, 3)
    assert all(values.max() == 0.0 for values in found.values())
    some = run_columns(loaded(world, 2.0), events, 50, 3)
    assert all(values.max() == 1.0 for values in some.values())


def test_load__multiplies_what_a_world_states_and_draws(world):
    stated = apply(world, {"parameters.court_rate": [0.01, 0.03]})
    assert loaded(stated, 2.0).parameters["court_rate"].low == 0.02
    assert loaded(stated, 2.0).parameters["court_rate"].high == 0.06
    drawn = ParameterSet("mine", ("court_rate", "memory_gain"), ((0.01, 0.1), (0.8, 0.2)))
    found = loaded(dataclasses.replace(world, parameter_set=drawn), 2.0)
    assert found.parameter_set.rows == ((0.02, 0.1), (1.0, 0.2)), "no hazard beyond 1"
    assert "court_rate" not in found.parameters


def test_spelt__is_what_the_command_line_takes(world):
    asked = dict(word.split("=") for word in spelt(2.0).split())
    by_name = apply(world, {name: float(value) for name, value in asked.items()})
    assert by_name.parameters.keys() == loaded(world, 2.0).parameters.keys()
    for name, span in loaded(world, 2.0).parameters.items():
        assert by_name.parameters[name].low == pytest.approx(span.low)
