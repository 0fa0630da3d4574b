"""A branch is the same to the bit before its month, whatever is changed from then on."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import sim
from sim.browser.packed import packed
from sim.errors import CalendarFault, SimError, SimWarning, UnknownName, WrongKind
from sim.runner import branch as module
from sim.runner.columns import run_columns
from sim.spec.calendar import month_name
from sim.spec.kept import ALL
from sim.store import open_study

HINDCAST = sim.load("baseline_hindcast")
TERM = sim.load("second_trump_term")

# One change of each section that acts in 2018 and after.
CHANGES = {
    "leaders.moon.history_hard_line": 0.1,
    "leaders.tokyo.rivalry": [0.2, 0.9],
    "traits.mediation": 0.9,
    "switches.retaliation": False,
    "parameters.memory_gain": [0.05, 0.3],
    "events.court": "off",
    "events.test": "generated",
    "series.us_china_tension": 0.9,
}


def months_of(world, replicates=12, seed=7):
    return sim.run(world, replicates, seed, trajectories=True).data[0].records(ALL)


@pytest.mark.parametrize(("world", "at"), [(HINDCAST, "2018-10"), (TERM, "2026-07")])
def test_branch__that_changes_nothing_is_the_world_to_the_bit(world, at):
    same = sim.branch(world, at)
    np.testing.assert_array_equal(months_of(world), months_of(same))
    assert same.digest() != world.digest()
    assert (same.first, same.last, month_name(same.branch)) == (world.first, world.last, at)


def test_branch__goes_on_counting_months_where_memory_averages():
    with pytest.warns(SimWarning, match="beyond its prior"):  # a flag of the method
        world = HINDCAST.replace(**{"parameters.averaging": 1.0})
    np.testing.assert_array_equal(months_of(world, 4), months_of(sim.branch(world, "2018-10"), 4))
    assert not np.array_equal(months_of(world, 4), months_of(HINDCAST, 4))


@pytest.mark.parametrize("key", CHANGES)
def test_branch__acts_from_its_month_on_and_not_before(key):
    apart = sim.branch(HINDCAST, "2018-10", changes={key: CHANGES[key]})
    before = apart.branch - HINDCAST.first
    one, other = months_of(HINDCAST), months_of(apart)
    np.testing.assert_array_equal(one[:, :before], other[:, :before])
    assert not np.array_equal(one[:, before:], other[:, before:])


@settings(max_examples=25, deadline=None)
@given(month=st.integers(2012 * 12 + 1, 2025 * 12 + 8), key=st.sampled_from(["traits.rivalry"]))
def test_branch__in_any_month_keeps_what_was_before(month, key):
    apart = HINDCAST.replace(branch=month_name(month), **{key: 0.77})
    before = month - HINDCAST.first
    one, other = months_of(HINDCAST, 3), months_of(apart, 3)
    np.testing.assert_array_equal(one[:, :before], other[:, :before])


def test_branch__without_a_stream_has_no_event_of_it():
    apart = sim.branch(HINDCAST, at="2018-10", without="court")
    found = run_columns(apart, ["court_event"], 20, 1)["court_event"]
    whole = run_columns(HINDCAST, ["court_event"], 20, 1)["court_event"]
    before = apart.branch - HINDCAST.first
    assert found[:, before:].sum() == 0
    assert whole[:, before:].sum() > 0
    np.testing.assert_array_equal(found[:, :before], whole[:, :before])
    effect = sim.compare(HINDCAST, apart, replicates=100)
    assert effect.first_month == pd.Timestamp("2018-10-01")
    assert effect["court_rulings"]["verdict"] == "lower"


def test_branch__takes_single_events_away():
    asked = {"events.court.without": ["2018-10"]}
    apart = sim.branch(HINDCAST, "2018-10", changes=asked)
    both = (HINDCAST.replace(**asked), apart)
    found = [run_columns(world, ["court_event"], 10, 1)["court_event"] for world in both]
    np.testing.assert_array_equal(*found)


def test_branch__shares_history_and_resumes_from_disk(tmp_path):
    points = [TERM, sim.branch(TERM, "2026-07", **{"traits.mediation": 0.9})]
    asked = [sim.Point(w.name, w, w.overrides) for w in points]
    study = sim.run_study(asked, replicates=30, seed=7, folder=tmp_path, trajectories=True)
    alone = sim.run(points[1], 30, 7, trajectories=True)
    np.testing.assert_array_equal(study.at(1).data[0].records(ALL), alone.data[0].records(ALL))
    found = open_study(study.path).world(1)
    assert found == points[1]
    assert found.overrides == {"branch": "2026-07", "traits.mediation": 0.9}
    replayed = sim.simulate(found, 7, 5)["relation"].to_numpy()
    np.testing.assert_array_equal(replayed, alone.trajectories["relation"].to_numpy()[5])


def test_branch__of_a_changed_world_and_changed_again():
    changed = HINDCAST.replace(**{"traits.rivalry": 0.3})
    once = sim.branch(changed, "2018-10", **{"switches.thaw": False})
    again = once.replace(**{"traits.mediation": 0.9})
    at_once = changed.replace(branch="2018-10", **{"switches.thaw": False, "traits.mediation": 0.9})
    assert again == at_once
    twice = sim.branch(once, "2020-06", **{"traits.mediation": 0.9})
    one, other = months_of(once), months_of(twice)
    cut = twice.branch - HINDCAST.first
    np.testing.assert_array_equal(one[:, :cut], other[:, :cut])
    assert not np.array_equal(one, other)


def test_branch__is_called_by_what_differs_and_not_by_what_held_before():
    changed = HINDCAST.replace(months=120)
    apart = sim.branch(changed, "2018-10", **{"switches.thaw": False})
    assert apart.overrides == {"months": 120, "branch": "2018-10", "switches.thaw": False}
    effect = sim.compare(changed, apart, replicates=5)
    assert "months" not in effect.base + effect.alternative
    assert apart.replace(**{"traits.mediation": 0.9}).overrides["months"] == 120
    # A leader who holds no more office then may have been asked for before.
    early = HINDCAST.replace(**{"leaders.park.rivalry": 0.5})
    one, other = months_of(early, 4), months_of(sim.branch(early, "2019-01"), 4)
    np.testing.assert_array_equal(one, other)


def test_leader__takes_anothers_traits_from_then_on():
    apart = sim.branch(HINDCAST, "2019-01", **{"leaders.seoul": "yoon"})
    yoon, moon = HINDCAST.leaders["yoon"].traits, apart.leaders["moon"].traits
    assert moon["rivalry"].low == yoon["rivalry"].low
    assert apart.start.leaders["moon"].traits == HINDCAST.leaders["moon"].traits


def test_holders_and_traits__are_those_of_each_part():
    swapped = HINDCAST.replace(branch="2018-10", months=150)
    assert swapped.holder("seoul", 2012 * 12) == "lee_myung_bak"
    assert "lee_myung_bak" not in swapped.holders("seoul")
    own = {"then": "at(trait_kor_rivalry, '2018-09')", "now": "at(trait_kor_rivalry, '2018-10')"}
    apart = sim.branch(HINDCAST, "2018-10", **{"leaders.moon.rivalry": 0.99})
    found = sim.run(apart, 5, 1, outcomes=own).outcomes
    plain = sim.run(HINDCAST, 5, 1, outcomes=own).outcomes
    np.testing.assert_array_equal(found["then"], plain["then"])
    assert found["now"].eq(0.99).all()
    assert not plain["now"].eq(0.99).any()


def test_draws__tell_those_of_both_parts():
    apart = sim.branch(HINDCAST, "2018-10", **{"leaders.moon.rivalry": [0.1, 0.2]})
    draws = sim.run(apart, 20, 1).draws
    assert draws["leaders.moon.rivalry"].between(0.1, 0.2).all()


def test_diff__tells_what_was_changed_from_then_on():
    apart = sim.branch(HINDCAST, "2018-10", without="court", **{"traits.mediation": 0.9})
    keys = sim.diff(HINDCAST, apart)["key"].tolist()
    assert keys[:1] == ["branch"]
    assert "events.court" in keys
    assert "leaders.trump_1.mediation" in keys
    assert not [key for key in keys if key.startswith(("start", "events.test"))]


def test_face__says_when_it_branches_off():
    assert "branching off in 2018-10" in sim.branch(HINDCAST, "2018-10")._repr_html_()


@pytest.mark.parametrize(
    ("ask", "fault", "line"),
    [
        (lambda: sim.branch(HINDCAST, "2012-01"), CalendarFault, "wanted a month from 2012-02"),
        (lambda: sim.branch(HINDCAST, "2031-01"), CalendarFault, "found 2031-01, wanted a month"),
        (lambda: sim.branch(HINDCAST, "soon"), WrongKind, "branch: found the text 'soon'"),
        (lambda: sim.branch(HINDCAST, "2018-10", without="cort"), UnknownName, "'court'"),
        (lambda: sim.branch(HINDCAST, "2018-10", without=3), WrongKind, "without: found 3"),
        (lambda: sim.branch("baseline", "2018-10"), WrongKind, "world: found the text"),
        (
            lambda: sim.branch(HINDCAST, "2018-10", "court", **{"events.court": "given"}),
            WrongKind,
            "without: found 'events.court' too",
        ),
        (
            lambda: sim.branch(sim.branch(HINDCAST, "2018-10"), "2016-01"),
            CalendarFault,
            "wanted a month from 2018-11",
        ),
        (
            lambda: sim.branch(HINDCAST, "2018-10").replace(first="2013-01"),
            CalendarFault,
            "the world branches off in it",
        ),
        (
            lambda: sim.branch(HINDCAST, "2018-10").replace(months=40),
            CalendarFault,
            "the world branches off in it",
        ),
        (
            lambda: sim.branch(HINDCAST, "2018-10", **{"events.court.add": {"2015-03": 1}}),
            CalendarFault,
            r"2015-03 lies outside the window 2018-10\.\.2025-09",
        ),
        (lambda: HINDCAST.replace(**{"start.branch": "2018-10"}), WrongKind, "start.branch"),
        (lambda: packed([sim.branch(HINDCAST, "2018-10")]), WrongKind, "branch: found a branch"),
    ],
)
def test_what_cannot_branch__is_one_line(ask, fault, line):
    with pytest.raises(fault, match=line) as told:
        ask()
    assert "\n" not in str(told.value)


def test_change__that_does_nothing_from_then_on_is_told():
    with pytest.warns(SimWarning, match="changes nothing: switches.thaw is true already"):
        sim.branch(HINDCAST, "2018-10", **{"switches.thaw": True})


def test_history__that_differed_would_be_a_fault(monkeypatch):
    real = module.compile_world
    other_history = HINDCAST.replace(**{"traits.rivalry": 0.9})
    monkeypatch.setattr(
        module, "compile_world", lambda w: real(other_history if w.branch is None else w)
    )
    with pytest.raises(SimError, match="differs from baseline_hindcast before 2018-10"):
        sim.branch(HINDCAST, "2018-10")


@pytest.mark.parametrize(
    ("changes", "line"),
    [
        ({"start.switches.thaw": False}, "changes: found the key 'start.switches.thaw'"),
        (
            {"parameter_set": sim.parameter_set("posterior_2024")},
            "changes: found the key 'parameter_set'",
        ),
        ([1], r"changes: found \[1\], wanted a mapping"),
    ],
)
def test_changes__that_act_before_the_branch_or_are_none_are_one_line(changes, line):
    with pytest.raises(WrongKind, match=line):
        sim.branch(HINDCAST, "2018-10", changes=changes)
