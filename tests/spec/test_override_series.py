"""Points of a series, and entries of a world's mappings, changed and left out by name."""

import doctest

import pytest

from sim.errors import SimError, SimWarning
from sim.scenario import load
from sim.spec import override_series
from sim.spec.calendar import month_number
from sim.spec.override import apply

NAME = "us_china_tension"
KEY = f"series.{NAME}"


def test_examples__run():
    found = doctest.testmod(override_series)
    assert found.attempted > 0
    assert found.failed == 0


@pytest.fixture(scope="module")
def world():
    return load("second_trump_term")


@pytest.fixture(scope="module")
def spread():
    """A world that states a parameter and a switch."""
    return apply(
        load("second_trump_term"), {"parameters.inertia": 0.3, "switches.thaw": False, "months": 24}
    )


def points(world, name=NAME):
    return dict(world.series[name].points)


@pytest.mark.parametrize(
    "asked",
    [
        {KEY: {"2026-06": 0.9}},
        {KEY: {"2026-06-15": 0.9}},
        {f"{KEY}.add": {"2026-06": 0.9}},
        {KEY: {"add": {"2026-06": 0.9}}},
    ],
)
def test_point__joins_and_the_others_stay(world, asked):
    changed = apply(world, asked)
    assert points(changed) == points(world) | {month_number("2026-06"): 0.9}
    assert apply(world, changed.overrides).digest() == changed.digest()


def test_point__goes(world):
    first = min(points(world))
    month = "2012-01"
    assert month_number(month) == first
    for asked in ({f"{KEY}.without": month}, {KEY: {"without": [month]}}):
        changed = apply(world, asked)
        assert points(changed) == {m: v for m, v in points(world).items() if m != first}


def test_level__with_a_point_after_it(world):
    changed = apply(world, {KEY: {"level": 0.2, "2026-06": 0.9}})
    assert points(changed) == {world.first: 0.2, month_number("2026-06"): 0.9}


@pytest.mark.parametrize(
    "steps",
    [
        [{KEY: {"2026-06": 0.9}}, {KEY: {"2027-06": 0.5}}],
        [{KEY: {"2026-06": 0.9}}, {f"{KEY}.without": "2026-06"}],
        [{f"{KEY}.without": "2012-01"}, {KEY: {"2012-01": 0.9}}],
        [{KEY: 0.5}, {KEY: {"2026-06": 0.9}}],
        [{KEY: {"2026-06": 0.9}}, {KEY: 0.5}],
        [{f"{KEY}.add": {"2026-06": 0.9}}, {f"{KEY}.without": "2026-06"}],
        [{f"{KEY}.add": {"2026-06": 0.9}}, {KEY: {"2026-06": 0.4}}, {"months": 24}],
        [{"parameters.inertia": 0.1}, {"parameters.without": ["inertia"]}],
        [{"parameters.without": ["inertia"]}, {"parameters.inertia": 0.1}],
        [{"switches.thaw": True}, {"switches.without": "thaw"}],
        [{f"start.{KEY}": {"2018-06": 0.9}}, {f"start.{KEY}.without": "2018-06"}],
    ],
)
def test_requests__add_up_to_what_is_recorded(spread, steps):
    changed = spread
    for step in steps:
        changed = apply(changed, step)
    assert apply(load("second_trump_term"), changed.overrides).digest() == changed.digest()


def test_point_changed_last__wins(spread):
    month = month_number("2012-01")
    gone = apply(spread, {f"{KEY}.without": "2012-01"})
    assert month not in points(gone)
    assert points(apply(gone, {KEY: {"2012-01": 0.9}}))[month] == 0.9


def test_plain_key__wins_over_that_under_start(world):
    changed = apply(world, {f"start.{KEY}": {"2018-06": 0.9}, KEY: {"2026-06": 0.1}})
    june = month_number("2018-06")
    assert points(changed.start)[june] == 0.9
    assert june not in points(changed)
    assert month_number("2026-06") not in points(changed.start)


def test_entries__are_left_out_and_defaults_hold(spread):
    changed = apply(spread, {"parameters.without": "inertia", "switches.without": ["thaw"]})
    assert "inertia" not in changed.parameters
    assert "thaw" not in changed.switches


@pytest.mark.parametrize(
    ("key", "value", "said"),
    [
        (KEY, {"2026-13": 0.5}, "found the text '2026-13', wanted a month written 'YYYY-MM'"),
        (KEY, {"2026-01": 2}, f"{KEY}.2026-01: found 2, wanted a number in [0, 1]"),
        (KEY, {"levl": 0.5}, "unknown part of a series 'levl'; did you mean 'level'?"),
        (KEY, {}, "found {}, wanted a number"),
        (f"{KEY}.add", {}, "found {}, wanted a number, or points {YYYY-MM: number}"),
        (f"{KEY}.add", {"2012-01": 0.5}, "found 2012-01, which is there already"),
        (f"{KEY}.without", "may", "found the text 'may', wanted a month written 'YYYY-MM'"),
        (f"{KEY}.wthout", "2012-01", "unknown form of a series 'wthout'; did you mean 'without'?"),
        (f"{KEY}.2026-01", 0.5, f"wanted {KEY}={{2026-01:size}}"),
        ("series.us_chine_tension", {"2026-01": 0.5}, "did you mean 'us_china_tension'?"),
        ("parameters.without", "inertai", "unknown parameter 'inertai'; did you mean 'inertia'?"),
        ("switches.without", [7], "switches.without[0]: found 7, wanted text"),
    ],
)
def test_fault__is_one_line_with_the_key(world, key, value, said):
    with pytest.raises(SimError) as fault:
        apply(world, {key: value})
    assert said in str(fault.value)
    assert str(fault.value).startswith("world second_trump_term: ")


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({f"{KEY}.without": "2026-05"}, f"changes nothing: {KEY}.without: 2026-05 is not there"),
        ({"switches.without": "thaw"}, "changes nothing: switches.without: thaw is not there"),
        (
            {"parameters.without": ["inertia", "bid_gain"]},
            "changes nothing: parameters.without: inertia, bid_gain is not there",
        ),
    ],
)
def test_what_changes_nothing__is_said(world, asked, said):
    with pytest.warns(SimWarning) as told:
        world.replace(**asked)
    assert said in [str(one.message) for one in told]
