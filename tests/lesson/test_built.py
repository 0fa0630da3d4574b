"""Building a lesson: every number filled and true, every lever acting, every puzzle reachable."""

import dataclasses
import time

import numpy as np
import pytest

from sim.errors import MalformedFile
from sim.lesson.built import CLEAR, build, ends_of
from sim.lesson.lesson import Lever, Outcome
from sim.lesson.named import SHOWN, TOLD
from sim.lesson.numbers import SEED, counted, measured, numbers_of
from sim.lesson.read import lesson_names, read_lesson
from sim.runner import run

NAMES = lesson_names()


@pytest.fixture(scope="module")
def built():
    return {name: build(read_lesson(name)) for name in NAMES}


def share(lesson, changes):
    """How many of the page's worlds the lesson's outcome counts."""
    name = lesson.outcome.name
    values = measured(lesson.changed(changes), [name], SHOWN).of(name)
    return int(counted(lesson.outcome, values).sum())


@pytest.mark.parametrize("name", NAMES)
def test_every_text__is_filled(built, name):
    texts = built[name].texts
    assert set(texts) == set(built[name].lesson.texts())
    assert not [where for where, text in texts.items() if "{" in text or "}" in text]


@pytest.mark.parametrize("name", NAMES)
def test_numbers__are_all_that_may_be_named_and_no_more(built, name):
    assert set(built[name].numbers) == set(built[name].lesson.numbers)


@pytest.mark.parametrize("name", NAMES)
def test_counts__are_those_of_the_outcomes_that_a_run_keeps(built, name):
    lesson, numbers = built[name].lesson, built[name].numbers
    if lesson.outcome.variable:
        results = run(lesson.world_a, replicates=TOLD, seed=SEED, trajectories=True)
        values = results.column(lesson.outcome.variable)[:, -1]
    else:
        results = run(lesson.world_a, replicates=TOLD, seed=SEED)
        values = results.outcomes[lesson.outcome.name].to_numpy()
    inside = counted(lesson.outcome, np.asarray(values))
    assert numbers["share_a"] == str(int(inside[:SHOWN].sum()))
    assert numbers["thousand_a"] == f"{int(inside.sum()):,}"


@pytest.mark.parametrize("name", NAMES)
def test_pairs__are_all_of_one_of_four_kinds(built, name):
    found = {key: int(built[name].numbers[key]) for key in ("both", "only_a", "only_b", "neither")}
    assert sum(found.values()) == SHOWN
    assert found["both"] + found["only_a"] == int(built[name].numbers["share_a"])
    assert found["both"] + found["only_b"] == int(built[name].numbers["share_b"])


@pytest.mark.parametrize("name", NAMES)
def test_worlds_of_a__are_divided_over_the_question(built, name):
    assert 0 < int(built[name].numbers["share_a"]) < SHOWN


@pytest.mark.parametrize("name", NAMES)
def test_puzzle__is_reached_by_its_way_and_by_nothing_less(built, name):
    lesson = built[name].lesson
    puzzle = lesson.puzzle
    assert share(lesson, {**puzzle.hold, **puzzle.way}) >= puzzle.reach
    for left_out in puzzle.way:
        less = {key: value for key, value in puzzle.way.items() if key != left_out}
        assert share(lesson, {**puzzle.hold, **less}) < puzzle.reach


@pytest.mark.parametrize("name", [name for name in NAMES if read_lesson(name).puzzle.most == 2])
def test_puzzle_of_two_changes__is_reached_by_no_single_end(built, name):
    lesson = built[name].lesson
    free = [lever.key for lever in lesson.levers if lever.key not in lesson.puzzle.hold]
    for key in free:
        for end in ends_of(key, lesson):
            assert share(lesson, {**lesson.puzzle.hold, key: end}) < lesson.puzzle.reach, key


@pytest.mark.parametrize("name", NAMES)
def test_sign__is_clear_over_the_priors_or_the_lesson_says_that_it_is_not(built, name):
    numbers = built[name].numbers
    clear = max(int(numbers["prior_up"]), int(numbers["prior_down"])) >= CLEAR
    assert clear or built[name].lesson.open


#: What findings say in words beside their numbers.
CLAIMS = {
    "a_broker_who_cares": lambda n: (
        n("difference") > 2 * (n("alone_1") + n("alone_2")),
        n("worst_difference") > 3 * n("best_difference"),
        n("share_quietbroker") > n("share_quiet"),
    ),
    "history_now_or_later": lambda n: (
        n("share_a") < n("share_prompt") < n("share_well") < n("share_b"),
        n("court_rulings_b") < n("court_rulings_a"),
        n("worst_b") > n("worst_a"),
    ),
    "persons_and_institutions": lambda n: (
        n("share_b") < n("share_without") < n("share_a"),
        n("size") > 2 * abs(n("difference_without")),
        n("share_b") - n("share_hardwithout") > n("share_a") - n("share_without"),
        n("share_hardlasting") >= n("share_b"),
        n("share_seoul") < n("share_tokyo") < n("share_a"),
        n("difference_seoul") + n("margin_seoul") < 0,
        n("difference_tokyo") + n("margin_tokyo") < 0,
        n("provocations_b") > n("provocations_a") and n("reversals_b") > n("reversals_a"),
    ),
    "a_prize_for_loyalty": lambda n: (
        n("share_b") < n("share_a"),
        n("share_friendsrewarded") >= n("share_friends"),
        n("bid_mean_jpn_b") > n("bid_mean_jpn_a") and n("bid_mean_kor_b") > n("bid_mean_kor_a"),
    ),
    "taking_sides": lambda n: (
        n("share_b") < n("share_a"),
        n("kor_usa_final_difference") > 0 and n("jpn_kor_final_difference") > 0,
        n("share_aligned") < n("share_alignedcalm") < n("share_calm"),
    ),
    "what_demands_do": lambda n: (
        n("share_b") < n("share_a"),
        n("share_a") - n("share_b") > 2 * (n("share_unhedged") - n("share_unhedgedquiet")) > 0,
        n("summits_b") < n("summits_a"),
        n("rent_mean_b") < n("rent_mean_a"),
    ),
    "what_the_allies_believe": lambda n: (
        n("unchanged") > 0.95 * TOLD > 20 * n("alike"),
        n("size") < 0.05,
        abs(n("share_difference")) <= n("share_margin"),
        n("share_overclaim_a") > 0.5 and n("share_overclaim_b") == 0.0,
    ),
    "who_pays": lambda n: (
        n("share_b") > n("share_a"),
        min(-n("alone_1"), -n("alone_4")) > 5 * abs(n("alone_2")),
        n("alone_3") > n("alone_margin_3") and n("alone_share_3") <= n("share_a"),
        n("alone_share_4") > n("share_a") and n("alone_share_1") > n("share_a"),
        n("share_a") < n("share_mildtokyo") < n("share_mildseoul"),
        n("prior_up") < 5 < n("prior_down") < CLEAR,
    ),
}


@pytest.mark.parametrize("name", NAMES)
def test_words_beside_the_numbers__are_true_of_them(built, name):
    numbers = built[name].numbers

    def n(key):
        return float(numbers[key].replace("−", "-").replace(",", ""))

    assert all(CLAIMS[name](n))


def choices(changes):
    """How often Tokyo and Seoul reconcile and contest in the lesson on who pays, of all months."""
    results = run(read_lesson("who_pays").changed(changes), TOLD, seed=SEED, trajectories=True)
    tokyo, seoul = (np.asarray(results.column(f"choice_{one}_neighbour")) for one in ("jpn", "kor"))
    return {
        "tokyo_reconciles": (tokyo == 0).mean(),
        "seoul_reconciles": (seoul == 0).mean(),
        "seoul_contests": (seoul == 2).mean(),
    }


def test_what_is_surprising_in_who_pays__is_what_the_two_capitals_choose():
    before = choices({})
    japan = choices({"parameters.design_burden_jpn": 0.5})
    korea = choices({"parameters.design_burden_kor": 0.5})
    assert japan["tokyo_reconciles"] < before["tokyo_reconciles"] - 0.05
    assert japan["seoul_reconciles"] < before["seoul_reconciles"]
    assert japan["seoul_contests"] > before["seoul_contests"]
    assert korea["seoul_reconciles"] > before["seoul_reconciles"] + 0.05
    assert korea["seoul_contests"] < before["seoul_contests"]


def test_numbers__follow_from_the_seed(built):
    lesson = built["what_demands_do"].lesson
    assert numbers_of(lesson) == built["what_demands_do"].numbers
    assert numbers_of(lesson, seed=2) != built["what_demands_do"].numbers


def test_all_numbers_of_a_lesson__take_some_seconds():
    lesson = read_lesson("history_now_or_later")  # the one with the longest window
    begun = time.perf_counter()
    numbers_of(lesson)
    # Some two seconds on two cores; a machine that is shared may be several times slower.
    assert time.perf_counter() - begun < 20


def changed(name="what_demands_do", **fields):
    return dataclasses.replace(read_lesson(name), **fields)


def test_lever_that_does_nothing__is_a_fault():
    lesson = read_lesson("who_pays")
    levers = (*lesson.levers, Lever("parameters.design_two_sided", "How far both sides pay"))
    with pytest.raises(MalformedFile) as fault:
        build(dataclasses.replace(lesson, levers=levers))
    assert str(fault.value) == (
        "lessons/who_pays.yaml: levers[6].key: 'parameters.design_two_sided' moves nothing in 100 "
        "worlds, at either end of its range"
    )


def test_question_that_all_worlds_answer_alike__is_a_fault():
    outcome = Outcome("jpn_kor_final", -0.99, None, "they are not at war", "relation_jpn_kor")
    with pytest.raises(MalformedFile, match="100 of 100 worlds as A are counted; move the"):
        build(changed(outcome=outcome))


def test_puzzle_that_its_way_does_not_reach__is_a_fault():
    puzzle = dataclasses.replace(read_lesson("what_demands_do").puzzle, reach=100)
    with pytest.raises(MalformedFile, match=r"puzzle.way: reaches \d+ of 100 worlds, wanted 100"):
        build(changed(puzzle=puzzle))


def test_puzzle_that_is_solved_before_it_begins__is_a_fault():
    puzzle = dataclasses.replace(read_lesson("what_demands_do").puzzle, reach=10)
    with pytest.raises(MalformedFile, match="worlds are there before anything is changed"):
        build(changed(puzzle=puzzle))


def test_open_sign__is_a_fault_unless_the_lesson_says_so():
    with pytest.raises(MalformedFile, match="say under 'open' why it is put to a class"):
        build(changed("what_the_allies_believe", open=""))
