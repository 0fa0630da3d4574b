"""Turnover in Tokyo: a hazard from the record, and calendars that rest on nothing else."""

import copy
import doctest
import itertools
import pickle
import warnings

import numpy as np
import pytest

from sim.errors import CalendarFault, OutOfBounds, SimError, SimWarning, UnknownName, WrongKind
from sim.runner.columns import run_columns
from sim.scenario import leaders, load
from sim.spec import tenure, turnover
from sim.spec.calendar import LAST_KNOWN, month_name, month_number
from sim.spec.glance import of_world
from sim.spec.notice import notices
from sim.spec.override import apply
from sim.spec.streams import BLOCKS, named_block
from sim.spec.tenure import HAZARD, PREMIERS, hazard_of
from sim.spec.turnover import KEY, drawn_turnovers, is_drawn, leaves, succession

#: Calendars without a turnover from October 2025 to December 2028, with one, and with three.
NONE, ONE, THREE = 2, 7, 18
FIRST = LAST_KNOWN + 1


@pytest.fixture(scope="module")
def world():
    return load("second_trump_term")


@pytest.fixture(scope="module")
def hindcast():
    return load("baseline_hindcast")


def drawn(world, number, **more):
    return apply(world, {KEY: number, **more})


def months(world):
    return [month_name(term.first) for term in drawn_turnovers(world)]


@pytest.mark.parametrize("module", [tenure, turnover])
def test_examples__run(module):
    found = doctest.testmod(module)
    assert found.attempted > 0
    assert found.failed == 0


# The hazard. ------------------------------------------------------------------------------------


def test_hazard__is_changes_over_months_of_exposure():
    since = [month_number(one.since[:7]) for one in PREMIERS]
    assert since == sorted(set(since))
    # A change can be seen from the month after Mori's first, April 2000, to September 2025.
    exposed = list(range(month_number("2000-05"), month_number("2025-09") + 1))
    seen = sum(m in since for m in exposed)
    assert (HAZARD.changes, HAZARD.months) == (seen, len(exposed)) == (11, 305)
    assert HAZARD.chance == seen / len(exposed)
    trials = np.isin(exposed, since)
    assert HAZARD.error == pytest.approx(trials.std() / len(trials) ** 0.5)


def test_hazard__moves_with_the_record():
    assert hazard_of(PREMIERS[:3], month_number("2007-08")).chance == 2 / 88


def test_record__names_the_prime_ministers_of_the_hindcast_on_their_days(hindcast):
    own = {(term.first, hindcast.leaders[term.leader].title) for term in hindcast.calendar["tokyo"]}
    told = {(month_number(one.since[:7]), one.name) for one in PREMIERS if one.since > "2011"}
    assert {(month, name.split(",")[0]) for month, name in own} == told


def test_turnovers__over_many_calendars_are_as_many_as_the_hazard_says():
    count, span, p = 2_000, 40, HAZARD.chance
    table = np.array(
        [[leaves(k, month) for month in range(FIRST, FIRST + span)] for k in range(1, count + 1)]
    )
    by_calendar = table.sum(axis=1)
    assert abs(by_calendar.mean() - span * p) < 3 * (span * p * (1 - p) / count) ** 0.5
    # Months are independent trials: so is the variance that of a binomial, and no month stands out.
    assert by_calendar.var() == pytest.approx(span * p * (1 - p), rel=0.12)
    by_month = (table.sum(axis=0) - count * p) / (count * p * (1 - p)) ** 0.5
    assert np.abs(by_month).max() < 4
    assert abs(np.corrcoef(table[:-1].ravel(), table[1:].ravel())[0, 1]) < 0.015


def test_successors__are_alike_likely(world):
    came = [
        term.leader
        for number in range(1, 1_001)
        for term in drawn_turnovers(drawn(world, number))[:1]
    ]
    names = set(leaders("second_trump_term")) & {
        *("noda", "abe", "suga", "kishida", "ishiba", "takaichi")
    }
    counts = np.array([came.count(name) for name in sorted(names)])
    assert counts.sum() == len(came), "the first to follow is anybody but the holder, next_tokyo"
    expected = len(came) / len(counts)
    assert ((counts - expected) ** 2 / expected).sum() < 20.5  # chi-square of 5, one in a thousand


def test_blocks__are_none_that_a_run_draws_from():
    names = [KEY, *(f"{KEY}.{name}" for name in leaders("second_trump_term"))]
    blocks = [named_block(name) for name in names]
    assert min(blocks) >= BLOCKS
    assert len(set(blocks)) == len(blocks)


# What a calendar depends on. --------------------------------------------------------------------


def test_calendar__is_the_same_each_time_and_another_for_another_number(world):
    assert drawn(world, ONE) == drawn(load("second_trump_term"), ONE)
    found = {drawn(world, number).digest() for number in (NONE, ONE, THREE, 1)}
    assert len(found) == 4
    assert months(drawn(world, ONE)) == ["2026-10"]
    assert months(drawn(world, THREE)) == ["2026-06", "2027-10", "2028-12"]


def test_calendar__keeps_the_record_and_what_the_world_states_with_a_source(world):
    changed = drawn(world, THREE)
    assert changed.calendar["tokyo"][:2] == world.calendar["tokyo"]
    assert leaves(THREE, month_number("2025-10"))  # where the world's own change has the month
    assert {c: changed.calendar[c] for c in changed.calendar if c != "tokyo"} == {
        c: world.calendar[c] for c in world.calendar if c != "tokyo"
    }


def test_calendar__has_one_leader_after_another_and_no_caretaker(world):
    for number in range(1, 200):
        changed = drawn(world, number)
        held = [term.leader for term in changed.calendar["tokyo"]]
        assert all(one != after for one, after in itertools.pairwise(held))
        assert not any(changed.leaders[name].caretaker for name in held)
        assert {changed.leaders[name].capital for name in held} == {"tokyo"}
        # Who holds an office, and nobody else, is in the world: as of one written by hand.
        assert set(changed.leaders) == {t.leader for of in changed.calendar.values() for t in of}


def test_longer_window__adds_months_and_moves_none(world):
    for number in range(1, 40):
        short, long = (drawn(world, number, months=months) for months in (48, 120))
        assert months(long)[: len(months(short))] == months(short)
        assert all(month > "2028-12" for month in months(long)[len(months(short)) :])
        after = [apply(drawn(world, number), {"months": 120}), apply(world, {"months": 120})]
        assert after[0] == long
        assert apply(after[1], {KEY: number}).digest() == long.digest()
        assert apply(long, {"months": 48}).digest() == short.digest()
        assert apply(world, {KEY: number, "last": "2028-12"}).digest() == short.digest()


def test_earlier_first__moves_nothing(world):
    for number in (ONE, THREE):
        assert months(drawn(world, number, first="2025-10")) == months(drawn(world, number))
        assert drawn(world, number, first="2025-10").holder("tokyo", FIRST) == "next_tokyo"


@pytest.mark.parametrize("name", ["neglect", "biden_style_mediation", "revisionist_tokyo"])
def test_another_world__has_the_same_turnovers_and_its_own_codes(world, name):
    other = load(name)
    for number in range(1, 30):
        ours, theirs = drawn(world, number), drawn(other, number)
        assert theirs.calendar["tokyo"] == ours.calendar["tokyo"]
        for leader in theirs.holders("tokyo"):
            assert theirs.leaders[leader] == leaders(name)[leader]


def test_one_leader_more__changes_only_the_months_in_which_it_is_theirs(world):
    known = leaders("second_trump_term")
    few = {n: one for n, one in known.items() if one.capital == "tokyo" and n != "takaichi"}
    whole = {n: one for n, one in known.items() if one.capital == "tokyo"}
    came = 0
    for number in range(1, 300):
        for month in (FIRST, FIRST + 7):
            one = turnover._follower(number, month, "noda", few, "")
            other = turnover._follower(number, month, "noda", whole, "")
            assert other in (one, "takaichi")
            came += other == "takaichi"
    assert 50 < came < 150  # of 598, one in six


# With other keys. -------------------------------------------------------------------------------


def test_leaders_of_tokyo__are_changed_whoever_they_are_in_either_order(world):
    asked = {
        KEY: THREE,
        "traits.rivalry": 0.1,
        "leaders.tokyo.rivalry": 0.2,
        "leaders.suga.rivalry": 0.3,
        "leaders.tokyo.ideology": 0.9,
    }
    whole = apply(world, asked)
    for order in itertools.permutations(asked):
        assert apply(world, {key: asked[key] for key in order}) == whole
    one_by_one = world
    for key in [KEY, *(key for key in asked if key != KEY)]:
        one_by_one = apply(one_by_one, {key: asked[key]})
    assert one_by_one.digest() == whole.digest()
    held = {name: whole.leaders[name].traits["rivalry"].low for name in whole.holders("tokyo")}
    assert held == {"ishiba": 0.2, "next_tokyo": 0.2, "suga": 0.3}
    assert {whole.leaders[name].ideology.low for name in held} == {0.9}
    before = apply(world, {"leaders.tokyo.rivalry": 0.2, "traits.rivalry": 0.1})
    assert apply(before, {KEY: THREE}).leaders["suga"].traits["rivalry"].low == 0.2
    assert whole.leaders["acting"].traits["rivalry"].low == 0.1


def test_leader__may_be_asked_for_where_drawn_and_nowhere_else(world):
    assert drawn(world, ONE, **{"leaders.takaichi.rivalry": 0.5}).holders("tokyo")[-1] == "takaichi"
    with pytest.raises(CalendarFault, match="'takaichi' holds no capital in 2025-01"):
        drawn(world, NONE, **{"leaders.takaichi.rivalry": 0.5})


def test_another_number__takes_the_place_of_the_one_before(world):
    again = apply(drawn(world, ONE), {KEY: THREE})
    assert again == drawn(world, THREE)
    assert apply(drawn(world, THREE), {KEY: NONE}).digest() == world.digest()
    assert again.overrides == {KEY: THREE}


def test_events_and_start__stay_and_may_be_changed_beside_it(world):
    beside = {"events.court": {"2026-12": 0.5}, "start.parameters.memory_gain": 0.2}
    changed = drawn(world, ONE, **beside)
    assert changed.calendar == drawn(world, ONE).calendar
    assert changed.events == apply(world, beside).events
    assert changed.start.digest() == apply(world, beside).start.digest()
    assert drawn(world, ONE).start is world.start


def test_what_a_world_assumes__gives_way_and_is_said():
    world = load("no_martial_law")
    asked = {KEY: NONE, "months": 48}
    changed = apply(world, asked)
    assert [term.leader for term in changed.calendar["tokyo"]] == ["ishiba"]
    said = f"{KEY} takes the place of what the world assumes: 'next_tokyo' from 2027-10"
    assert list(notices(world, changed, asked)) == [said]
    # Beyond the window it is as the world has it, and nothing is said.
    assert drawn(world, NONE).calendar == world.calendar


# Faults and words. ------------------------------------------------------------------------------

FAULTS = [
    (KEY, -1, OutOfBounds, "found -1, wanted a number in [1, 1000000]"),
    (KEY, 0, OutOfBounds, "found 0, wanted a number in [1, 1000000]"),
    (KEY, 10**30, OutOfBounds, "wanted a number in [1, 1000000]"),
    (KEY, 2.5, WrongKind, "found 2.5, wanted a whole number"),
    (KEY, "seven", WrongKind, "found the text 'seven', wanted a whole number"),
    (KEY, True, WrongKind, "found true, wanted a whole number"),
    (KEY, None, WrongKind, "found nothing, wanted a whole number"),
    (KEY, [1, 2], WrongKind, "found [1, 2], wanted a whole number"),
    ("turnover", 7, WrongKind, "found 'turnover', wanted turnover.tokyo: the number of a calendar"),
    ("turnover.tokio", 7, UnknownName, "unknown capital 'tokio'; did you mean 'tokyo'?"),
    ("turnover.seoul", 7, WrongKind, "found 'turnover.seoul', wanted 'turnover.tokyo': of no"),
    ("turnover.tokyo.x", 7, WrongKind, "found 'turnover.tokyo.x', wanted turnover.tokyo: the"),
    ("turnovr.tokyo", 7, UnknownName, "unknown override 'turnovr.tokyo'; did you mean 'turnover."),
    ("start.turnover.tokyo", 7, WrongKind, "wanted 'turnover.tokyo': it draws the window's months"),
]


@pytest.mark.parametrize(("key", "value", "kind", "said"), FAULTS)
def test_fault__is_one_line_that_names_the_key(world, key, value, kind, said):
    with pytest.raises(kind) as fault:
        world.replace(**{key: value})
    assert str(fault.value).startswith(f"world second_trump_term: {key}: ")
    assert said in str(fault.value)
    assert "\n" not in str(fault.value)


def test_number__may_come_as_numpy_has_it(world):
    assert apply(world, {KEY: np.int64(7)}) == apply(world, {KEY: 7.0}) == drawn(world, 7)


@pytest.mark.parametrize(
    ("name", "number", "said"),
    [
        (
            "second_trump_term",
            NONE,
            f"calendar {NONE} of {KEY} has no turnover in 2025-10..2028-12",
        ),
        ("baseline_hindcast", ONE, f"{KEY} draws from 2025-10 on, and the window ends before"),
    ],
)
def test_calendar__that_changes_nothing_is_said(name, number, said):
    world = load(name)
    with pytest.warns(SimWarning) as caught:
        changed = world.replace(**{KEY: number})
    assert [str(one.message) for one in caught] == [f"changes nothing: {said}"]
    assert changed.digest() == world.digest()
    assert changed.overrides == {KEY: number}


def test_calendar__asked_again_is_said_and_one_that_changes_something_is_not(world):
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        changed = world.replace(**{KEY: ONE})
    with pytest.warns(SimWarning, match=f"changes nothing: {KEY} is {ONE} already"):
        changed.replace(**{KEY: ONE})


def test_faces__say_who_governs_from_when_and_what_was_drawn(world):
    changed = drawn(world, ONE)
    assert succession(changed) == "ishiba, next_tokyo from 2025-10, takaichi from 2026-10 (drawn)"
    assert "Takaichi Sanae (2026-10, drawn)" in of_world(changed)
    assert "drawn" not in of_world(world)
    (term,) = drawn_turnovers(changed)
    assert is_drawn(term)
    for part in ("drawn", f"{HAZARD.chance:.4f}", "11 changes in 305 months", "Prime Minister's"):
        assert part in term.source


# Copies, and worlds that nobody loaded. ---------------------------------------------------------


@pytest.mark.parametrize(
    "again", [copy.copy, copy.deepcopy, lambda w: pickle.loads(pickle.dumps(w))]
)
def test_copy__can_be_drawn_as_the_original(world, again):
    assert again(world) == world
    assert apply(again(world), {KEY: ONE}) == drawn(world, ONE)
    assert apply(again(drawn(world, ONE)), {"months": 120}) == drawn(world, ONE, months=120)


def test_world_put_together__keeps_what_is_drawn_and_cannot_draw_more(world):
    own = world.__class__(**{name: getattr(world, name) for name in vars(world) if name[0] != "_"})
    wanted = (
        "turnover.tokyo: found a world read back or put together, wanted one loaded by its name"
    )
    with pytest.raises(WrongKind, match=wanted):
        apply(own, {KEY: ONE})
    changed = drawn(world, ONE)
    back = changed.__class__(
        **{name: getattr(changed, name) for name in vars(changed) if name[0] != "_"}
    )
    assert apply(back, {"switches.thaw": False}).calendar == changed.calendar
    assert apply(back, {"months": 24}).holder("tokyo", back.last) == "takaichi"
    for more in ({"months": 120}, {KEY: THREE}):
        with pytest.raises(SimError, match=wanted):
            apply(back, more)


def test_model__runs_another_prime_minister_from_the_month_of_turnover(world):
    """The same bits up to the turnover, others after it."""
    relation = "relation_jpn_kor"
    one, other = (
        run_columns(made, [relation], 20, 1)[relation] for made in (world, drawn(world, ONE))
    )
    at = month_number("2026-10") - world.first
    assert np.array_equal(one[:, :at], other[:, :at])
    assert not np.array_equal(one[:, at:], other[:, at:])
