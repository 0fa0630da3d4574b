"""Overrides by name: each reaches what it names, or says in one line why it cannot."""

import contextlib
import copy
import dataclasses
import doctest
import itertools
import json
import pickle

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sim.errors import CalendarFault, OutOfBounds, SimError, UnknownName, WrongKind
from sim.scenario import load
from sim.spec import override, override_key, preferences
from sim.spec.calendar import month_name, month_number
from sim.spec.override import apply
from sim.spec.preferences import TRAITS, traits_of
from sim.spec.variables import SERIES


@pytest.fixture(scope="module")
def world():
    return load("second_trump_term")


@pytest.fixture(scope="module")
def hindcast():
    return load("baseline_hindcast")


def trait(world, leader, name):
    span = world.leaders[leader].traits[name]
    return span.low, span.high


@pytest.mark.parametrize("module", [override, override_key, preferences])
def test_examples__run(module):
    found = doctest.testmod(module)
    assert found.attempted > 0
    assert found.failed == 0


# Leaders and traits. ----------------------------------------------------------------------------


def test_capital__sets_every_holder_in_the_window_and_nobody_else(hindcast):
    changed = apply(hindcast, {"leaders.seoul.china_alignment": 0.2})
    for name, leader in changed.leaders.items():
        if name in hindcast.holders("seoul"):
            assert trait(changed, name, "china_alignment") == (0.2, 0.2)
            assert leader.traits["rivalry"] == hindcast.leaders[name].traits["rivalry"]
        else:
            assert leader == hindcast.leaders[name]


def test_capital__leaves_the_world_that_it_starts_from_alone(world):
    before = world.start.digest()
    changed = apply(world, {"leaders.seoul.rivalry": 0.0, "switches.mediation": False})
    assert changed.start.digest() == before
    assert changed.digest() != world.digest()


def test_overrides__leave_the_world_that_was_given_as_it_was(world):
    before = world.as_dict()
    apply(
        world,
        {
            "leaders.seoul.rivalry": 0.0,
            "months": 12,
            "events.court": {"month": "2025-06", "size": 1},
            "series.us_china_tension": 0.1,
            "parameters.inertia": 0.3,
        },
    )
    assert world.as_dict() == before


def test_range__is_kept_for_each_replicate_to_draw_from(world):
    changed = apply(world, {"leaders.ishiba.rivalry": [0.1, 0.3]})
    assert trait(changed, "ishiba", "rivalry") == (0.1, 0.3)


def test_traits__reach_every_leader_whose_capital_has_the_trait(world):
    changed = apply(world, {"traits.deterrence": 0.5, "traits.mediation": 0.5})
    for name in ("trump_2", "ishiba", "next_tokyo", "acting", "next_seoul"):
        assert trait(changed, name, "deterrence") == (0.5, 0.5)
    assert trait(changed, "trump_2", "mediation") == (0.5, 0.5)
    assert "mediation" not in changed.leaders["ishiba"].traits
    assert changed.leaders["later_seoul"] == world.leaders["later_seoul"]


def test_precedence__is_leader_over_capital_over_traits_whatever_the_order(world):
    asked = {
        "traits.rivalry": 0.1,
        "leaders.seoul.rivalry": 0.2,
        "leaders.next_seoul.rivalry": 0.3,
    }
    for order in itertools.permutations(asked.items()):
        changed = apply(world, dict(order))
        assert trait(changed, "ishiba", "rivalry") == (0.1, 0.1)
        assert trait(changed, "acting", "rivalry") == (0.2, 0.2)
        assert trait(changed, "next_seoul", "rivalry") == (0.3, 0.3)


def test_precedence__holds_across_calls_too(world):
    asked = {
        "traits.rivalry": 0.1,
        "leaders.seoul.rivalry": 0.2,
        "leaders.next_seoul.rivalry": 0.3,
    }
    at_once = apply(world, asked)
    one_by_one = world
    for key in reversed(asked):
        one_by_one = apply(one_by_one, {key: asked[key]})
    assert one_by_one.digest() == at_once.digest()
    assert one_by_one.overrides == at_once.overrides


def test_window__that_grows_takes_its_new_leaders_in(world):
    grown = apply(apply(world, {"leaders.seoul.rivalry": 0.2}), {"months": 120})
    assert "later_seoul" in grown.holders("seoul")
    assert trait(grown, "later_seoul", "rivalry") == (0.2, 0.2)


def test_ideology__can_be_asked_of_an_ally(world):
    assert (
        apply(world, {"leaders.next_tokyo.ideology": 0.9}).leaders["next_tokyo"].ideology.low == 0.9
    )
    with pytest.raises(UnknownName):
        apply(world, {"leaders.trump_2.ideology": 0.9})


def test_leader__not_in_office_in_the_window_is_an_error_that_says_so(world):
    with pytest.raises(CalendarFault) as fault:
        apply(world, {"leaders.biden.mediation": 0.9})
    assert str(fault.value) == (
        "world second_trump_term: leaders.biden.mediation: 'biden' holds no capital in "
        "2025-01..2028-12; in office then: trump_2, ishiba, next_tokyo, acting, next_seoul, xi, kim"
    )
    with pytest.raises(CalendarFault):
        apply(world, {"leaders.next_washington.mediation": 0.9})
    assert apply(world, {"leaders.next_washington.mediation": 0.9, "months": 60}).months == 60


# Switches, parameters, series. ------------------------------------------------------------------


def test_switch__goes_off_and_on(world):
    off = apply(world, {"switches.mediation": False})
    assert off.switches["mediation"] is False
    assert apply(off, {"switches.mediation": True}).switches["mediation"] is True


def test_parameter__takes_a_number_or_a_range(world):
    changed = apply(world, {"parameters.inertia": 0.3, "parameters.relation_rate": (0.02, 0.05)})
    assert (changed.parameters["inertia"].low, changed.parameters["inertia"].high) == (0.3, 0.3)
    assert changed.parameters["relation_rate"].high == 0.05


@pytest.mark.parametrize("name", SERIES)
def test_series__is_constant_at_the_level_asked(world, name):
    changed = apply(world, {f"series.{name}": 0.25})
    assert [level for _, level in changed.series[name].points] == [0.25]
    assert {n for n in SERIES if changed.series[n] != world.series[n]} == {name}


# Window. ----------------------------------------------------------------------------------------


def test_months__counts_from_the_first(world):
    changed = apply(world, {"months": 120})
    assert (changed.first, changed.months) == (world.first, 120)


def test_first_and_last__are_months(hindcast):
    changed = apply(hindcast, {"first": "2018-01", "last": "2018-12"})
    assert (month_name(changed.first), month_name(changed.last)) == ("2018-01", "2018-12")
    assert [month_name(event.month) for event in changed.events["court"]] == ["2018-10", "2018-11"]


def test_last__takes_the_place_of_months_asked_before(world):
    changed = apply(apply(world, {"months": 12}), {"last": "2025-06"})
    assert changed.months == 6
    assert set(changed.overrides) == {"last"}


def test_forward_world__may_begin_earlier_but_not_where_no_run_hands_over():
    world = load("joint_fund")
    assert month_name(apply(world, {"first": "2023-01"}).first) == "2023-01"
    with pytest.raises(CalendarFault, match="wanted a month from 2012-02 to 2025-10"):
        apply(world, {"first": "2025-11"})
    with pytest.raises(CalendarFault, match="nobody holds washington from 2020-06 to 2020-12"):
        apply(world, {"first": "2020-06"})


# Record. ----------------------------------------------------------------------------------------


def test_world__records_what_was_asked(world):
    asked = {"months": 24, "leaders.seoul.rivalry": [0.1, 0.2]}
    changed = apply(world, asked)
    assert changed.overrides == asked
    assert apply(changed, {"months": 12}).overrides == {**asked, "months": 12}
    assert world.overrides == {}


# Requests one after another: any key, of a started world and of the hindcast.
REQUESTS = st.dictionaries(
    st.sampled_from(
        [
            *("months", "last", "first", "traits.rivalry", "leaders.seoul.rivalry"),
            *("leaders.moon.rivalry", "leaders.acting.rivalry", "leaders.tokyo.ideology"),
            *("switches.mediation", "parameters.inertia", "series.us_china_tension"),
            *("events.court", "events.court.without", "events.court.add", "events.remark"),
        ]
    ),
    st.integers(0, 7),
    min_size=1,
    max_size=4,
)
VALUES = {
    "months": [12, 24.0, 36, 48, 60, 80, 100, 165],
    "last": [f"{year}-{month}" for year in (2019, 2025, 2027, 2030) for month in ("02", "11")],
    "first": [f"{year}-06" for year in range(2012, 2020)],
    "events.court": [
        *("given", "generated", "off", [], [{"month": "2026-01", "size": 0.5}]),
        *({"month": "2018-10", "size": 0.5}, {"2018-11": 0.1, "2018-12": 0.2}, {"2026-02": 1}),
    ],
    "events.court.without": [
        *([], "2018-10", ["2018-11"], ["2018-10", "2018-12"], ["2026-01"], "2026-02"),
        *(["2012-05", "2026-04"], ["2018-10", "2018-11", "2012-05"]),
    ],
    "events.court.add": [
        *({"2018-12": 0.3}, {"2018-10": 0.3}, {"2026-01": 0.4}, {"2026-03": 0.4}),
        *([{"month": "2019-01", "size": 0.2}], {"2018-11": 1}, {"2026-02": 0.6}, []),
    ],
    "events.remark": ["off", [], {"2026-01": 1}, {"2018-10": 1}, "generated", "given", [], "off"],
    "switches.mediation": [False, True] * 4,
}


def asked_of(request):
    return {key: VALUES.get(key, [k / 8 for k in range(8)])[k] for key, k in request.items()}


@settings(max_examples=100)
@given(st.sampled_from(["second_trump_term", "baseline_hindcast"]), st.lists(REQUESTS, max_size=4))
def test_record__asked_of_the_first_world_gives_the_last(name, requests):
    first = last = load(name)
    for request in requests:
        # What can't be asked leaves the world as it was.
        with contextlib.suppress(SimError):
            last = apply(last, asked_of(request))
    again = apply(first, last.overrides)
    assert again.digest() == last.digest()
    assert again.overrides == last.overrides
    assert json.loads(json.dumps(last.overrides)) == last.overrides


@given(st.lists(REQUESTS, max_size=3))
def test_copies__go_on_as_the_world_itself(requests):
    last = load("baseline_hindcast")
    for request in requests:
        with contextlib.suppress(SimError):
            last = apply(last, asked_of(request))
    more = {"leaders.tokyo.rivalry": 0.5, "events.court": {"2018-10": 0.4}}
    with contextlib.suppress(SimError):
        one = apply(last, more)
        for copied in (copy.deepcopy(last), pickle.loads(pickle.dumps(last))):
            assert apply(copied, more).digest() == one.digest()


def test_window__that_grows_again_has_its_events_again(hindcast):
    short = apply(hindcast, {"last": "2015-12", "events.court.without": ["2013-07"]})
    grown = apply(short, {"last": "2019-12"})
    months = [month_name(event.month) for event in grown.events["court"]]
    assert months == ["2012-05", "2018-10", "2018-11"]
    for copied in (copy.copy(short), copy.deepcopy(short), pickle.loads(pickle.dumps(short))):
        assert apply(copied, {"last": "2019-12"}) == grown


def test_events__that_are_replaced_may_lie_outside_a_later_window(world):
    asked = apply(world, {"events.court": {"2026-03": 1}})
    with pytest.raises(CalendarFault, match="2026-03 lies outside the window"):
        apply(asked, {"months": 12})
    changed = apply(asked, {"months": 12, "events.court": []})
    assert (changed.months, changed.events["court"]) == (12, ())


def test_window__that_shrinks_leaves_leaders_out_of_office_as_they_were(world):
    changed = apply(apply(world, {"leaders.seoul.rivalry": 0.2}), {"months": 3})
    assert changed.holders("seoul") == ("acting",)
    assert changed.leaders["next_seoul"] == world.leaders["next_seoul"]


def test_world__that_was_put_together_is_changed_from_there(hindcast):
    """A branch keeps what was asked before it, and is no longer the world that it was asked of."""
    asked = apply(hindcast, {"traits.rivalry": 0.4, "events.court.without": ["2018-10"]})
    month = month_number("2018-06")
    branch = dataclasses.replace(asked, first=month, start=asked, start_values={})
    changed = apply(branch, {"events.court.without": ["2018-11"], "parameters.inertia": 0.2})
    assert (changed.first, changed.start.digest()) == (month, asked.digest())
    months = [month_name(one.month) for one in changed.events["court"] if one.month >= month]
    assert months == ["2021-01", "2023-11", "2023-12", "2024-01", "2025-04"]
    assert trait(changed, "moon", "rivalry") == (0.4, 0.4)


def test_world__read_back_keeps_a_record_that_gives_it(hindcast):
    asked = apply(hindcast, {"events.court.without": ["2018-10"], "last": "2020-12"})
    read = dataclasses.replace(asked)
    changed = apply(read, {"events.court": {"2018-11": 0.1}})
    assert apply(hindcast, changed.overrides).digest() == changed.digest()


def test_nothing_asked__changes_nothing(world):
    assert apply(world, {}) == dataclasses.replace(world)


# Faults. ----------------------------------------------------------------------------------------

FAULTS = [
    (
        "leaders.seoul.china_aligment",
        0.2,
        "unknown trait of seoul 'china_aligment'; did you mean 'china_alignment'?",
    ),
    ("leaders.ishba.rivalry", 0.2, "unknown leader or capital 'ishba'; did you mean 'ishiba'?"),
    ("leaders.seoul", 0.2, "found 'leaders.seoul', wanted leaders.<leader>.<trait>"),
    ("leaders.beijing.rivalry", 0.2, "unknown trait of beijing 'rivalry'; none is known here"),
    ("leaders.tokyo.rivalry", 1.2, "found 1.2, wanted a number in [0, 1]"),
    (
        "leaders.tokyo.rivalry",
        [0.3, 0.1],
        "found [0.3, 0.1], wanted the lower end first: [low, high]",
    ),
    ("leaders.tokyo.rivalry", [0.3], "found [0.3], wanted a number, or two: [low, high]"),
    ("leaders.tokyo.rivalry", True, "found true, wanted a number in [0, 1]"),
    ("leaders.tokyo.rivalry", float("nan"), "found nan, wanted a number in [0, 1]"),
    ("leaders.washington.pressure_tilt", -1.5, "found -1.5, wanted a number in [-1, 1]"),
    ("traits.mediaton", 0.2, "unknown trait 'mediaton'; did you mean 'mediation'?"),
    ("switches.mediaton", False, "unknown switch 'mediaton'; did you mean 'mediation'?"),
    ("switches.mediation", "off", "found the text 'off', wanted true or false"),
    ("parameters.inerta", 0.2, "unknown parameter 'inerta'; did you mean 'inertia'?"),
    ("parameters.relation_rate", 2, "found 2, wanted a number in [0, 1]"),
    (
        "series.beijing_presure",
        0.2,
        "unknown series 'beijing_presure'; did you mean 'beijing_pressure'?",
    ),
    ("series.beijing_pressure", [0.1, 0.2], "found [0.1, 0.2], wanted a number in [0, 1]"),
    ("months", 0, "found 0, wanted a number in [1, 1200] month"),
    ("months", 12.5, "found 12.5, wanted a whole number of months"),
    ("last", "2024-12", "the window 2025-01..2024-12 ends before it begins"),
    ("first", "January", "found the text 'January', wanted a month written 'YYYY-MM'"),
    ("month", 12, "unknown override 'month'; did you mean 'months'?"),
]


@pytest.mark.parametrize(
    ("key", "value", "message"), FAULTS, ids=[f"{k}={v}" for k, v, _ in FAULTS]
)
def test_fault__ends_in_one_line_that_names_the_key(world, key, value, message):
    with pytest.raises((UnknownName, OutOfBounds, WrongKind, CalendarFault)) as fault:
        apply(world, {key: value})
    text = str(fault.value)
    assert text.startswith(f"world second_trump_term: {key}")
    assert text.endswith(f": {message}")


def test_months_and_last__are_not_asked_together(world):
    with pytest.raises(WrongKind, match="one of the two"):
        apply(world, {"months": 12, "last": "2025-12"})


@given(
    capital=st.sampled_from(["washington", "tokyo", "seoul"]),
    number=st.floats(-2, 2, allow_nan=False),
    data=st.data(),
)
def test_any_trait__is_set_within_its_bounds_or_refused(capital, number, data):
    world = load("second_trump_term")
    name = data.draw(st.sampled_from(traits_of(capital)))
    spec = next(spec for spec in TRAITS if spec.name == name)
    key = f"leaders.{capital}.{name}"
    if spec.low <= number <= spec.high:
        changed = apply(world, {key: number})
        assert {trait(changed, holder, name) for holder in changed.holders(capital)} == {
            (number, number)
        }
    else:
        with pytest.raises(OutOfBounds):
            apply(world, {key: number})
