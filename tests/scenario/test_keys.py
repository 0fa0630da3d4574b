"""Every key with its bounds, and what two worlds differ in."""

import dataclasses
import doctest

import pytest

import sim
from sim.errors import UnknownName, WrongKind
from sim.scenario import keys as module
from sim.spec.override import apply
from sim.spec.parameters import PARAMETERS
from sim.spec.preferences import LEADERS, TRAITS
from sim.spec.switches import SWITCHES


def test_doctests():
    assert doctest.testmod(module).failed == 0


@pytest.fixture(scope="module")
def keys():
    return sim.keys().set_index("key")


def test_keys__are_all_that_take_a_number(keys):
    assert keys.index.is_unique
    assert {f"parameters.{one.name}" for one in PARAMETERS} <= set(keys.index)
    assert {f"switches.{name}" for name in SWITCHES} <= set(keys.index)
    for trait in TRAITS:
        for capital in trait.capitals:
            assert f"leaders.{capital}.{trait.name}" in keys.index
            for leader in LEADERS[capital]:
                assert f"leaders.{leader}.{trait.name}" in keys.index
    assert set(keys["kind"]) == {"trait", "parameter", "switch", "event", "series"}
    assert (keys["source"] != "").all()


def test_keys__have_bounds_priors_within_them_and_defaults_within_those(keys):
    assert (keys["low"] < keys["high"]).all()
    assert (keys["low"] <= keys["prior_low"]).all()
    assert (keys["prior_high"] <= keys["high"]).all()
    given = keys.dropna(subset=["default"])
    assert (given["default"].between(given["low"], given["high"])).all()


def test_keys__are_taken_by_a_world(keys):
    """Each end of the bounds, of one key in seven, and of every trait in office."""
    world = sim.load("second_trump_term")
    in_office = {leader for capital in world.calendar for leader in world.holders(capital)}
    for key, row in keys.iloc[::7].iterrows():
        head, name, *_ = key.split(".")
        if head == "leaders" and name not in in_office and name not in world.calendar:
            continue
        if row["kind"] in ("event", "switch"):
            continue
        for end in ("low", "high"):
            assert apply(world, {key: row[end]}).overrides == {key: row[end]}


def test_diff__has_each_key_that_differs_and_no_other():
    world = sim.load("second_trump_term")
    changes = {
        "leaders.seoul.china_alignment": 0.35,
        "parameters.memory_gain": 0.2,
        "switches.mediation": False,
        "events.court": "off",
        "months": 24,
    }
    other = apply(world, changes)
    found = sim.diff(world, other).set_index("key")
    assert set(found.index) == {
        "last",
        "leaders.acting.china_alignment",
        "leaders.next_seoul.china_alignment",
        "parameters.memory_gain",
        "switches.mediation",
        "events.court",
    }
    assert found.loc["parameters.memory_gain", ["a", "b"]].tolist() == [0.1, 0.2]
    assert found.loc["events.court", ["a", "b"]].tolist() == ["generated", "off"]
    assert found.loc["last", ["a", "b"]].tolist() == ["2028-12", "2026-12"]
    assert found.loc["parameters.memory_gain", "source_a"]


def test_diff__of_a_world_and_itself_is_empty_and_of_any_two_is_not():
    names = ["baseline_hindcast", "second_trump_term", "neglect", "biden_style_mediation"]
    for one in names:
        assert sim.diff(one, one).empty
        for other in names:
            assert (one == other) == sim.diff(one, other).empty


def test_diff__misses_nothing_that_a_digest_tells():
    """A digit far behind the point, a caretaker, other draws under the same name."""
    world = apply(sim.load("neglect"), {"parameter_set": sim.parameter_set("posterior_2024")})
    drawn, leader = world.parameter_set, world.leaders["acting"]
    other = dataclasses.replace(leader, caretaker=not leader.caretaker)
    for key, changed in (
        ("series.us_china_tension", _series(world, 0.1234567)),
        (
            "leaders.acting.caretaker",
            dataclasses.replace(world, leaders={**world.leaders, "acting": other}),
        ),
        (
            "parameter_set",
            dataclasses.replace(
                world, parameter_set=dataclasses.replace(drawn, rows=drawn.rows[::-1])
            ),
        ),
    ):
        before = _series(world, 0.1234568) if key.startswith("series") else world
        assert before.digest() != changed.digest()
        assert sim.diff(before, changed)["key"].tolist() == [key]


def _series(world, value):
    return apply(world, {"series.us_china_tension": value})


def test_diff__tells_what_was_changed_before_the_window():
    world = sim.load("neglect")
    changed = apply(world, {"start.parameters.memory_gain": 0.2})
    found = sim.diff(world, changed)["key"].tolist()
    assert found == ["parameters.memory_gain", "start.parameters.memory_gain"]


def test_diff__takes_worlds_and_names_alone():
    with pytest.raises(UnknownName):
        sim.diff("neglekt", "neglect")
    with pytest.raises(WrongKind, match="b: found"):
        sim.diff("neglect", 3)
