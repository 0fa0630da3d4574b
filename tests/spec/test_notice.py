"""Words on what may not be meant: said where the world stays as it is, and nowhere else."""

import dataclasses
import doctest
import inspect
import warnings

import pytest

from sim.errors import SimWarning
from sim.scenario import expand_overrides, load
from sim.spec import notice
from sim.spec.notice import MOST, in_window_alone, notices, summary
from sim.spec.override import apply
from sim.spec.parameters import PARAMETERS
from sim.spec.switches import SWITCHES
from sim.spec.world import ParameterSet

DRAWS = ParameterSet("draws", ("bid_gain",), ((2.0,), (3.0,)))


@pytest.fixture(scope="module")
def world():
    return load("second_trump_term")


@pytest.fixture(scope="module")
def hindcast():
    return load("baseline_hindcast")


def said(world, asked):
    return list(notices(world, apply(world, asked), asked))


def test_examples__run():
    found = doctest.testmod(notice)
    assert found.attempted > 0
    assert found.failed == 0


# What changes nothing. --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("asked", "word"),
    [
        ({"switches.mediation": True}, "switches.mediation is true already"),
        ({"parameters.inertia": 0.1}, "parameters.inertia is 0.1 already"),
        ({"months": 48}, "months is 48 already"),
        ({"first": "2025-01-31"}, "first is 2025-01 already"),
        ({"last": "2028-12"}, "last is 2028-12 already"),
        ({"leaders.acting.rivalry": [0.2, 0.8]}, "leaders.acting.rivalry is [0.2, 0.8] already"),
        ({"parameter_set": None}, "parameter_set is none already"),
        ({"events.court": "generated"}, "events.court is 'generated' already"),
    ],
)
def test_key__whose_slot_stays_is_said(world, asked, word):
    assert said(world, asked) == [f"changes nothing: {word}"]


@pytest.mark.parametrize(
    "asked",
    [
        {"switches.mediation": False},
        {"parameters.inertia": 0.2},
        {"start.parameters.inertia": [0.1, 0.2]},
        {"months": 47},
        {"leaders.acting.rivalry": 0.5},
        {"leaders.seoul.rivalry": 0.5},
        {"traits.rivalry": 0.5},
        {"series.us_china_tension": 0.5},
        {"parameter_set": DRAWS},
        {"events.court": "off"},
        {"events.court": []},
    ],
    ids=str,
)
def test_key__that_changes_something_is_not_and_is_once_repeated(world, asked):
    assert said(world, asked) == []
    assert said(apply(world, asked), asked) != []
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        world.replace(**asked)


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        ({"events.court": "given"}, ["events.court is 'given' already"]),
        ({"events.court": {"2018-10": 1.0}}, ["events.court keeps its events"]),
        ({"events.court": {"month": "2018-10", "size": 1}}, ["events.court keeps its events"]),
        ({"events.court.without": []}, ["events.court keeps its events"]),
        ({"events.court.add": []}, ["events.court keeps its events"]),
        (
            {"events.court.without": "2018-10", "events.court.add": {"2018-10": 1}},
            ["events.court keeps its events"],
        ),
        ({"events.court.without": ["2018-09"]}, ["events.court.without: 2018-09 has no event"]),
        (
            {"events.court.without": ["2018-09", "2018-10", "2030-01"]},
            [f"events.court.without: {month} has no event" for month in ("2018-09", "2030-01")],
        ),
        ({"events.court": {"2018-09": 1}, "events.court.without": ["2018-09", "2018-10"]}, []),
        ({"events.court.without": ["2018-10"]}, []),
        ({"events.court": {"2018-10": 0.9}}, []),
        ({"events.court.add": {"2018-09": 0.9}}, []),
    ],
    ids=str,
)
def test_events__that_stay_are_said_in_every_form(hindcast, asked, words):
    assert said(hindcast, asked) == [f"changes nothing: {word}" for word in words]


def test_list__of_the_same_events_changes_nothing(hindcast):
    same = apply(hindcast, {"events.court": [{"month": "2018-10", "size": 1}]})
    asked = {"events.court": [{"month": "2018-10", "size": 1.0}]}
    assert said(same, asked) == ["changes nothing: events.court keeps its events"]


def test_month__that_comes_back_with_the_window_has_its_event(hindcast):
    short = apply(hindcast, {"last": "2015-12"})
    assert said(short, {"last": "2019-12", "events.court.without": ["2018-10"]}) == []


@pytest.mark.parametrize("form", ["", ".add"])
@pytest.mark.parametrize("source", ["generated", "off"])
def test_stream__that_becomes_given_by_an_event_is_said(world, form, source):
    if source == "off":
        world = apply(world, {"events.court": "off"})
    assert said(world, {f"events.court{form}": {"2026-01": 1}}) == [
        f"events.court was '{source}': it is given, with these events alone"
    ]
    assert said(world, {"events.court": [{"month": "2026-01", "size": 1}]}) == []


def test_closer_keys__are_said_to_win(world):
    held = apply(world, {"leaders.acting.rivalry": 0.1, "leaders.next_seoul.rivalry": 0.2})
    word = "changes nothing: closer keys win over leaders.seoul.rivalry"
    assert said(held, {"leaders.seoul.rivalry": 0.7}) == [word]
    assert said(held, {"traits.rivalry": 0.7}) == []  # Tokyo's leaders have no key of their own


def test_closer_keys__are_said_to_win_in_one_request(world):
    closer = {"leaders.acting.rivalry": 0.1, "leaders.next_seoul.rivalry": 0.2}
    assert said(world, {"leaders.seoul.rivalry": 0.7, **closer}) == [
        "changes nothing: closer keys win over leaders.seoul.rivalry"
    ]
    # Of keys with the same value, the closer one is held by the wider one.
    assert said(world, {"traits.rivalry": 0.7, "leaders.acting.rivalry": 0.7}) == [
        "changes nothing: leaders.acting.rivalry is 0.7 already"
    ]


def test_swap__whose_leaders_are_swapped_by_name_is_said_to_lose():
    world = load("second_trump_term")

    def made(asked):
        return apply(world, expand_overrides(world.name, asked))

    for who in ("biden", "trump_1"):
        asked = {"leaders.washington": who, "leaders.trump_2": "obama"}
        assert list(notices(world, made(asked), asked, made)) == [
            "changes nothing: closer keys win over leaders.washington"
        ]


@pytest.mark.parametrize(
    "asked",
    [
        {"first": "2025-03", "months": 48},
        {"parameter_set": DRAWS, "parameters.bid_gain": "its default"},
        {"traits.rivalry": 0.9, "leaders.acting.rivalry": "its own"},
    ],
    ids=str,
)
def test_key__that_keeps_its_own_against_another_key_changes_something(asked):
    world = load("second_trump_term")
    own = world.leaders["acting"].traits["rivalry"]
    default = next(one.default for one in PARAMETERS if one.name == "bid_gain")
    values = {"its default": default, "its own": [own.low, own.high]}
    asked = {key: values.get(str(value), value) for key, value in asked.items()}
    assert said(world, asked) == []


def test_series__is_the_same_only_if_it_stays_at_its_level(world):
    flat = apply(world, {"series.us_china_tension": 0.5})
    assert said(flat, {"series.us_china_tension": 0.5}) == [
        "changes nothing: series.us_china_tension is 0.5 already"
    ]
    first = world.series["us_china_tension"].points[0][1]
    assert said(world, {"series.us_china_tension": first}) == []


def test_parameter__of_a_set_is_not_at_its_default(world):
    default = next(one.default for one in PARAMETERS if one.name == "bid_gain")
    drawn = apply(world, {"parameter_set": DRAWS})
    assert said(drawn, {"parameters.bid_gain": default}) == []
    assert said(drawn, {"parameter_set": DRAWS}) == [
        "changes nothing: parameter_set is draws already"
    ]


def test_leader__in_the_own_place_is_judged_as_a_whole(hindcast):
    def made(asked):
        return apply(hindcast, expand_overrides(hindcast.name, asked))

    def words(asked):
        return list(notices(hindcast, made(asked), asked, made))

    assert words({"leaders.moon": "moon"}) == [
        "changes nothing: leaders.moon has the traits of moon already"
    ]
    assert words({"leaders.moon": "yoon"}) == []  # some of their traits may be alike
    assert words({"leaders.seoul": "moon"}) == []
    one = load("leader_swap_grid")
    (holder,) = one.holders("tokyo")
    asked = {"leaders.tokyo": holder}
    assert list(notices(one, apply(one, expand_overrides(one.name, asked)), asked)) == [
        f"changes nothing: leaders.tokyo has the traits of {holder} already"
    ]


# Priors. ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("value", [0.5, [0.3, 0.5]], ids=str)
@pytest.mark.parametrize("key", ["parameters.inertia", "start.parameters.inertia"])
def test_parameter__beyond_its_prior_is_said(world, hindcast, key, value):
    word = f"{key} goes beyond its prior [0, 0.4]"
    assert said(world if key.startswith("start.") else hindcast, {key: value}) == [word]


def test_parameter__at_the_ends_of_its_prior_is_not(hindcast):
    for one in PARAMETERS:
        words = said(hindcast, {f"parameters.{one.name}": list(one.prior)})
        assert not [word for word in words if "beyond" in word], one.name


# The window, and what it starts from. -----------------------------------------------------------

ALONE = (
    "parameters.inertia is drawn for the window alone; start.parameters.inertia=[low,high] draws "
    "it for the world that it starts from as well"
)


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        ({"parameters.inertia": [0.1, 0.3]}, [ALONE]),
        ({"parameters.inertia": 0.3}, []),
        ({"parameters.inertia": [0.3, 0.3]}, []),
        ({"start.parameters.inertia": [0.1, 0.3]}, []),
        ({"start.parameters.inertia": 0.2, "parameters.inertia": [0.1, 0.3]}, []),
        ({"traits.rivalry": [0.1, 0.3]}, []),
    ],
    ids=str,
)
def test_range__that_is_drawn_for_the_window_alone_is_said(world, hindcast, asked, words):
    assert said(world, asked) == words
    if not any(key.startswith("start.") for key in asked):
        assert said(hindcast, asked) == []


def test_range__of_a_window_cut_out_of_a_run_that_has_it_is_not(hindcast):
    asked = {"parameters.inertia": [0.1, 0.3]}
    whole = apply(hindcast, asked)
    branch = dataclasses.replace(whole, first=whole.first + 60, start=whole, start_values={})
    assert in_window_alone(*asked.popitem(), branch) == []


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        ({"start.parameters.inertia": 0.1}, ["start.parameters.inertia is 0.1 already"]),
        ({"start.switches.thaw": True}, ["start.switches.thaw is true already"]),
        (
            {"start.events.court.without": ["2018-09", "2018-10", "2011-01"]},
            [
                f"start.events.court.without: {month} has no event"
                for month in ("2018-09", "2011-01")
            ],
        ),
        ({"start.events.court": {"2018-10": 1}}, ["start.events.court keeps its events"]),
        ({"start.events.court": {"without": []}}, ["start.events.court keeps its events"]),
        ({"start.events.court": {"2018-10": 0.5}}, []),
        (
            {"start.leaders.acting.rivalry": 0.9, "start.traits.rivalry": 0.9},
            ["start.leaders.acting.rivalry is 0.9 already"],
        ),
        (
            {"start.leaders.next_seoul.rivalry": 0.9, "leaders.next_seoul.rivalry": 0.2},
            ["closer keys win over start.leaders.next_seoul.rivalry"],
        ),
        (
            {"start.parameters.inertia": 0.3, "parameters.inertia": 0.3},
            ["parameters.inertia is 0.3 already"],
        ),
        ({"start.leaders.moon": "moon"}, ["start.leaders.moon has the traits of moon already"]),
        ({"start.leaders.moon": "yoon"}, []),
    ],
    ids=str,
)
def test_key_under_start__that_changes_nothing_is_said(world, asked, words):
    def made(asked):
        return apply(world, expand_overrides(world.name, asked))

    found = list(notices(world, made(asked), asked, made))
    assert sorted(found) == sorted(f"changes nothing: {word}" for word in words)


def test_stream__that_both_parts_generate_is_said_of_the_one_that_has_the_month(world):
    assert said(world, {"start.events.court": {"2018-10": 0.5, "2026-01": 1}}) == [
        "start.events.court was 'generated': it is given, with these events alone"
    ]


# The door. --------------------------------------------------------------------------------------


def test_replace__warns_its_caller(world):
    with pytest.warns(SimWarning, match="changes nothing: months is 48 already") as caught:
        changed = world.replace(months=48)
    line = inspect.currentframe().f_lineno - 1
    assert [(one.filename, one.lineno) for one in caught] == [(__file__, line)]
    assert changed == apply(world, {"months": 48})


def test_apply__is_silent(world):
    apply(world, {"months": 48, "parameters.inertia": 0.5, "events.court": {"2026-01": 1}})


def test_replace__says_a_few_words_and_counts_the_others(world):
    with pytest.warns(SimWarning) as caught:
        world.replace(**{f"switches.{name}": True for name in SWITCHES})
    texts = [str(one.message) for one in caught]
    assert len(texts) == MOST + 1
    assert texts[-1] == f"and {len(SWITCHES) - MOST} more"


def test_summary__groups_words_over_points():
    counted = {f"word {k}": k for k in range(1, 8)}
    lines = summary(counted, 64)
    assert lines[0] == "word 7 (in 7 of 64 points)"
    assert lines[-1] == "and 2 more"
    assert len(lines) == MOST + 1
    assert summary({}, 64) == []
