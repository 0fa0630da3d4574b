"""Levers: which there are, the values they take, and that they move what they name."""

import pytest

from sim.errors import OutOfBounds, SimError, UnknownName, WrongKind
from sim.methods.sensitivity.lever import Ends, changes_of, chosen, levers
from sim.scenario import load
from sim.spec.outcomes import OUTCOME_FIELDS
from sim.spec.override import apply
from sim.spec.preferences import TRAIT_FIELDS
from sim.spec.recorded import RECORDED_FIELDS
from sim.spec.switches import SWITCHES
from sim.study.levers import OUTCOMES


def test_levers__are_every_trait_of_every_capital_and_every_switch():
    found = levers()
    assert [one.key for one in found] == [
        *(f"leaders.{capital}.{trait}" for _, capital, trait in TRAIT_FIELDS),
        *(f"switches.{name}" for name in SWITCHES),
    ]
    assert {one.kind for one in found} == {"trait", "switch"}


def test_tilt__has_ends_of_its_own():
    found = {one.key: (one.low, one.high) for one in levers(Ends(0.2, 0.7, 1.0))}
    assert found["leaders.washington.pressure_tilt"] == (-1.0, 1.0)
    assert found["leaders.seoul.rivalry"] == (0.2, 0.7)
    assert found["switches.thaw"] == (0.0, 1.0)


@pytest.mark.parametrize(
    ("ends", "fault", "said"),
    [
        ({"low": -0.1}, OutOfBounds, "low: found -0.1"),
        ({"high": 1.2}, OutOfBounds, "high: found 1.2"),
        ({"tilt": 1.5}, OutOfBounds, "tilt: found 1.5"),
        ({"low": 0.9, "high": 0.9}, WrongKind, "wanted low below high"),
        ({"tilt": 0.0}, WrongKind, "wanted a tilt above 0"),
        ({"low": "a"}, WrongKind, "wanted a number"),
    ],
)
def test_ends__beyond_bounds_are_refused(ends, fault, said):
    with pytest.raises(fault, match=said):
        Ends(**ends)


def test_chosen__keeps_the_order_of_levers():
    found = chosen(["switches.thaw", "leaders.tokyo.rivalry"])
    assert [one.key for one in found] == ["leaders.tokyo.rivalry", "switches.thaw"]


@pytest.mark.parametrize(
    ("names", "fault", "said"),
    [
        (["leaders.seoul.loyalty_reward"], UnknownName, "'leaders.washington.loyalty_reward'"),
        ("switches.thow", UnknownName, "did you mean 'switches.thaw'"),
        ([], SimError, "empty list"),
    ],
)
def test_chosen__names_what_is_no_lever(names, fault, said):
    with pytest.raises(fault, match=said):
        chosen(names)


def test_trait__is_set_for_all_leaders_of_the_window_and_not_before():
    world = load("second_trump_term")
    found = apply(world, changes_of(world, {"leaders.tokyo.rivalry": 0.9}))
    for leader in ("ishiba", "next_tokyo"):
        assert found.leaders[leader].traits["rivalry"].low == 0.9
        assert found.leaders[leader].traits["rivalry"].high == 0.9
    assert found.start == world.start


def test_lever__wins_over_what_was_asked_of_a_leader_by_name():
    asked = {"leaders.ishiba.rivalry": 0.3, "start.leaders.ishiba.rivalry": 0.4}
    world = apply(load("second_trump_term"), asked)
    found = apply(world, changes_of(world, {"leaders.tokyo.rivalry": 0.9}))
    assert found.leaders["ishiba"].traits["rivalry"].low == 0.9


def test_switch__that_stands_as_wanted_changes_nothing():
    world = load("second_trump_term")
    assert changes_of(world, {"switches.thaw": 1.0}) == {}
    assert changes_of(world, {"switches.thaw": 0.0}) == {"switches.thaw": False}
    off = apply(world, {"switches.thaw": False})
    assert changes_of(off, {"switches.thaw": 0.0}) == {}
    assert changes_of(off, {"switches.thaw": 1.0}) == {"switches.thaw": True}


def test_outcomes__are_made_of_what_a_run_has():
    for one in OUTCOMES:
        assert set(one.parts) <= set(OUTCOME_FIELDS)
        assert bool(one.parts) != bool(one.variable)
        assert not one.variable or one.variable in RECORDED_FIELDS
