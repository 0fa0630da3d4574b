"""Keys under `start.`: they act in every part of a run that they can hold in, or say why not."""

import contextlib
import doctest
import json
import pickle
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sim.errors import CalendarFault, NoStart, OutOfBounds, SimError, UnknownName, WrongKind
from sim.scenario import expand_overrides, load
from sim.spec import override_part, parts
from sim.spec.calendar import month_number
from sim.spec.override import apply
from sim.spec.world import ParameterSet


@pytest.fixture(scope="module")
def world():
    return load("second_trump_term")


@pytest.fixture(scope="module")
def three():
    """Return a world that starts from one of 2025, which starts from history."""
    return load("acsa_liaison")


def run_of(world):
    return parts.parts(world)


def trait(world, leader, name="rivalry"):
    return world.leaders[leader].traits[name].low


@pytest.mark.parametrize("module", [override_part, parts])
def test_examples__run(module):
    found = doctest.testmod(module)
    assert found.attempted > 0
    assert found.failed == 0


# Where a key acts. ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("key", "value", "found"),
    [
        ("parameters.inertia", 0.2, lambda one: one.parameters["inertia"].low),
        ("switches.mediation", False, lambda one: one.switches["mediation"]),
        ("series.us_china_tension", 0.5, lambda one: one.series["us_china_tension"].points[0][1]),
        ("traits.rivalry", 0.4, lambda one: trait(one, one.holder("tokyo", one.first))),
        ("leaders.seoul.rivalry", 0.7, lambda one: trait(one, one.holder("seoul", one.last))),
    ],
)
def test_key__acts_in_every_part(three, key, value, found):
    changed = apply(three, {f"start.{key}": value})
    assert [found(one) for one in run_of(changed)] == [value] * 3
    plain = apply(three, {key: value})
    assert found(plain) == value
    assert plain.start is three.start
    assert len({changed.digest(), plain.digest(), three.digest()}) == 3


def test_world__that_was_given_stays_as_it_was(three):
    before = three.as_dict()
    apply(three, {"start.parameters.inertia": 0.3, "start.traits.rivalry": 0.2})
    assert three.as_dict() == before


def test_leader__is_changed_wherever_in_office(world):
    changed = apply(world, {"start.leaders.moon.rivalry": 0.9, "start.leaders.ishiba.rivalry": 0.8})
    assert trait(changed.start, "moon") == 0.9
    assert trait(changed.start, "ishiba") == trait(changed, "ishiba") == 0.8
    assert trait(changed.start, "yoon") == trait(world.start, "yoon")


def test_month__that_is_not_run_is_nobodys_office(world):
    """History states 2025 too, but this world's run leaves it before."""
    assert world.start.last > world.first
    later = world.start.holder("seoul", world.start.last)
    assert later not in run_of(world)[1].holders("seoul")
    assert later not in world.holders("seoul")
    with pytest.raises(CalendarFault, match=f"'{later}' holds no capital in 2012-01..2028-12"):
        apply(world, {f"start.leaders.{later}.rivalry": 0.9})
    changed = apply(world, {"start.leaders.seoul.rivalry": 0.9})
    assert changed.start.leaders[later] == world.start.leaders[later]


def test_closer_key__wins_in_each_part_whatever_its_prefix(world):
    asked = {
        "start.traits.rivalry": 0.1,
        "start.leaders.seoul.rivalry": 0.2,
        "leaders.seoul.rivalry": 0.3,
        "start.leaders.yoon.rivalry": 0.4,
        "start.leaders.acting.rivalry": 0.5,
    }
    for order in (asked, dict(reversed(asked.items()))):
        changed = apply(world, order)
        assert [trait(changed.start, one) for one in ("abe", "moon", "yoon")] == [0.1, 0.2, 0.4]
        assert [trait(changed, one) for one in ("ishiba", "next_seoul")] == [0.1, 0.3]
        assert trait(changed, "acting") == 0.5  # a leader's own key is closer than the capital's


def test_plain_key__wins_in_the_window_whenever_it_is_asked(world):
    plain, under = {"parameters.inertia": 0.1}, {"start.parameters.inertia": 0.3}
    for first, then in ((plain, under), (under, plain), (plain | under, {})):
        changed = apply(apply(world, first), then)
        assert changed.parameters["inertia"].low == 0.1
        assert changed.start.parameters["inertia"].low == 0.3
        assert changed.overrides == plain | under


def test_window__that_moves_moves_what_is_before_it():
    world = load("joint_fund")
    asked = apply(world, {"start.leaders.yoon.rivalry": 0.9})
    assert trait(asked.start, "yoon") == 0.9
    earlier = apply(asked, {"first": "2022-05"})
    assert "yoon" not in run_of(earlier)[1].holders("seoul")
    assert earlier.start.leaders["yoon"] == world.start.leaders["yoon"]
    assert trait(earlier, "yoon") == 0.9


def test_set__holds_before_as_well_and_yields_to_what_is_asked_there(world):
    draws = ParameterSet("draws", ("bid_gain",), ((2.0,),))
    changed = apply(world, {"start.parameters.bid_gain": 1.0, "parameter_set": draws})
    assert [one.parameter_set for one in run_of(changed)] == [draws] * 2
    assert [one.parameters["bid_gain"].low for one in run_of(changed)] == [1.0] * 2


def test_leader__in_the_place_of_another_is_so_in_every_part(world):
    asked = expand_overrides(
        world.name, {"start.leaders.seoul": "moon", "start.leaders.yoon": "park"}
    )
    changed = apply(world, asked)
    moon, park = world.start.leaders["moon"], world.start.leaders["park"]
    for name in changed.holders("seoul"):
        assert trait(changed, name, "deterrence") == moon.traits["deterrence"].low
    assert trait(changed.start, "yoon", "deterrence") == park.traits["deterrence"].low
    assert trait(changed.start, "lee_myung_bak", "deterrence") == moon.traits["deterrence"].low
    assert moon.traits["deterrence"].low != park.traits["deterrence"].low


def test_leaders__of_a_world_of_ones_own_may_be_named_where_it_is_started_from(tmp_path):
    (tmp_path / "past.yaml").write_text(
        "title: Past\ninherits: baseline_hindcast\n"
        "leaders:\n  mine:\n    capital: seoul\n    title: Mine\n"
        "    ideology: {value: 0.5, source: assumed, status: assumed, because: a test}\n"
    )
    (tmp_path / "now.yaml").write_text("title: Now\ninherits: second_trump_term\nstart: past\n")
    asked = expand_overrides("now", {"start.leaders.moon": "mine"}, tmp_path)
    assert asked["start.leaders.moon.ideology"] == 0.5
    assert apply(load("now", tmp_path), asked).start.leaders["moon"].ideology.low == 0.5


# The record. ------------------------------------------------------------------------------------

REQUESTS = st.dictionaries(
    st.sampled_from(
        [
            *("start.traits.rivalry", "start.leaders.seoul.rivalry", "start.leaders.moon.rivalry"),
            *("start.leaders.acting.rivalry", "leaders.acting.rivalry", "traits.rivalry"),
            *("start.parameters.inertia", "parameters.inertia", "first", "last"),
            *("start.switches.mediation", "switches.mediation", "start.series.us_china_tension"),
            *("start.events.court", "start.events.court.without", "start.events.court.add"),
            *("events.court", "events.court.without", "events.court.add"),
        ]
    ),
    st.integers(0, 3),
    min_size=1,
    max_size=4,
)
VALUES = {
    "mediation": [True, False, True, False],
    "first": ["2025-01", "2024-06", "2022-05", "2024-12"],
    "last": ["2028-12", "2026-06", "2025-06", "2027-01"],
    "court": [{"2018-10": 0.5}, "off", {"2026-01": 0.3, "2018-11": 0.1}, []],
    "without": [["2018-10"], "2018-11", ["2018-12", "2026-01"], []],
    "add": [{"2018-12": 0.3}, {"2026-02": 0.4}, {"2018-12": 0.2, "2026-03": 0.1}, []],
}


@pytest.mark.slow
@settings(max_examples=80)
@given(st.sampled_from(["second_trump_term", "acsa_liaison"]), st.lists(REQUESTS, max_size=4))
def test_record__asked_of_the_first_world_gives_the_last(name, requests):
    first = last = load(name)
    for request in requests:
        asked = {
            key: VALUES.get(key.rpartition(".")[2], [0.1, 0.3, [0.1, 0.4], 0.7])[k]
            for key, k in request.items()
        }
        with contextlib.suppress(SimError):
            last = apply(last, asked)
    again = apply(first, last.overrides)
    assert again.digest() == last.digest()
    assert again.overrides == last.overrides
    assert json.loads(json.dumps(last.overrides)) == last.overrides
    more = {"start.parameters.bid_gain": 1.0}
    assert apply(pickle.loads(pickle.dumps(last)), more) == apply(last, more)


def test_branch__is_changed_in_what_it_was_put_together_of(world):
    asked = apply(world, {"parameters.inertia": 0.1, "start.parameters.memory_gain": 0.2})
    first = month_number("2026-01")
    branch = replace(asked, first=first, start=asked, start_values={}, overrides={})
    changed = apply(branch, {"start.parameters.inertia": 0.3})
    assert [one.parameters["inertia"].low for one in run_of(changed)] == [0.3] * 3
    assert [one.parameters["memory_gain"].low for one in run_of(changed)] == [0.2] * 3
    again = apply(changed.start, {"parameters.bid_gain": 1.0})
    assert again.parameters["inertia"].low == 0.3


# Faults. ----------------------------------------------------------------------------------------

SECTIONS = "leaders, traits, switches, parameters, series, events"
FAULTS = [
    ("parameters.inerta", 1, UnknownName, "unknown parameter 'inerta'; did you mean 'inertia'?"),
    (
        "switches.mediaton",
        True,
        UnknownName,
        "unknown switch 'mediaton'; did you mean 'mediation'?",
    ),
    ("traits.rivalri", 0.1, UnknownName, "unknown trait 'rivalri'; did you mean 'rivalry'?"),
    ("events.cort", "off", UnknownName, "unknown event stream 'cort'; did you mean 'court'?"),
    (
        "leaders.mon.rivalry",
        1,
        UnknownName,
        "unknown leader or capital 'mon'; did you mean 'moon'?",
    ),
    (
        "leaders.moon.rivalri",
        1,
        UnknownName,
        "unknown trait of seoul 'rivalri'; did you mean 'rivalry'?",
    ),
    (
        "leaders.acting.rivalri",
        1,
        UnknownName,
        "unknown trait of seoul 'rivalri'; did you mean 'rivalry'?",
    ),
    ("parameters.inertia", 99, OutOfBounds, "found 99, wanted a number in [0, 20]"),
    ("parameters", 1, WrongKind, "found 'start.parameters', wanted start.parameters.<parameter>"),
    (
        "months",
        24,
        WrongKind,
        f"found 'start.months', wanted start.<key>, its key one of {SECTIONS}",
    ),
    (
        "start.parameters.inertia",
        1,
        WrongKind,
        f"found 'start.start.parameters.inertia', wanted start.<key>, its key one of {SECTIONS}",
    ),
    (
        "parameter_set",
        None,
        WrongKind,
        "found 'start.parameter_set', wanted 'parameter_set', which acts in both",
    ),
    (
        "events.court",
        {"2030-01": 1},
        CalendarFault,
        "2030-01 lies outside the run 2012-01..2028-12",
    ),
]


@pytest.mark.parametrize(
    ("key", "value", "kind", "message"), FAULTS, ids=[f"{k}={v}" for k, v, _, _ in FAULTS]
)
def test_fault__ends_in_one_line_that_names_the_key(world, key, value, kind, message):
    with pytest.raises(kind) as fault:
        apply(world, {f"start.{key}": value})
    assert str(fault.value) == f"world second_trump_term: start.{key}: {message}"


def test_start__is_no_key_by_itself(world):
    with pytest.raises(WrongKind, match=r"start: found 'start', wanted start.<key>"):
        apply(world, {"start": "baseline_hindcast"})


@pytest.mark.parametrize("key", ["parameters.inertia", "leaders.moon.rivalry", "events.court"])
def test_world__that_states_its_own_start_has_nothing_before_it(key):
    with pytest.raises(NoStart) as fault:
        apply(load("baseline_hindcast"), {f"start.{key}": "off"})
    assert str(fault.value) == (
        f"world baseline_hindcast: start.{key}: found a world that states its own start, "
        f"wanted {key}, which acts in all its months"
    )
