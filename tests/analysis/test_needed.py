"""How many replicates: the error at the number told is the one asked for."""

import numpy as np
import pytest

import sim
from sim.analysis.needed import targets
from sim.errors import MissingResult, OutOfBounds, SimError, UnknownName, WrongKind

WORLD = sim.load("second_trump_term").replace(months=12)


@pytest.fixture(scope="module")
def pilot():
    points = [WORLD, WORLD.replace(**{"leaders.seoul.neighbour_priority": 0.9})]
    return sim.run_study(
        [sim.Point(w.name, w, w.overrides) for w in points], replicates=400, seed=3
    )


@pytest.mark.parametrize("outcome", ["jpn_kor_final", "summits", "jpn_kor_fall"])
def test_number__gives_the_error_asked_for(pilot, outcome):
    values = pilot.outcome_values([outcome], 0)[outcome]
    se = values.std(ddof=1) / np.sqrt(2500)
    found = sim.runs_needed(pilot, outcome, se=se, point=0)
    assert found in (2500, 2501)


def test_number__is_met_by_so_many_replicates(pilot):
    needed = sim.runs_needed(pilot, se=0.004, point=0)
    assert needed > 400
    run = sim.run(WORLD, replicates=needed, seed=3)
    error = run.outcomes["jpn_kor_final"].std() / np.sqrt(needed)
    assert error == pytest.approx(0.004, rel=0.1)


def test_number__of_a_paired_difference_is_smaller(pilot):
    alone = sim.runs_needed(pilot, se=0.002, point=0)
    paired = sim.runs_needed(pilot, se=0.002, point=1, against=0)
    effect = sim.compare(pilot, between=(0, 1))["jpn_kor_final"]
    assert paired == int(np.ceil(400 * (effect["se"] / 0.002) ** 2))
    assert paired < alone


@pytest.mark.parametrize(
    ("ask", "fault", "line"),
    [
        ({"se": 0}, WrongKind, "se of jpn_kor_final: found 0, wanted a standard error above 0"),
        ({"se": "little"}, WrongKind, "se of jpn_kor_final: found the text 'little'"),
        ({"se": float("nan")}, WrongKind, "se of jpn_kor_final"),
        ({"se": 0.1}, MissingResult, "found 2 points, wanted one"),
        ({"se": 0.1, "point": 0, "outcome": "sumits"}, UnknownName, "did you mean 'summits'"),
        ({"se": 0.1, "point": 0, "statistic": "mode"}, WrongKind, "statistic: found the text"),
        ({"se": 0.1, "point": 0, "statistic": 1.5}, WrongKind, "statistic: found 1.5"),
        ({"se": 0.1, "point": 1, "against": 0, "statistic": "median"}, WrongKind, "'mean'"),
        ({"se": 0.1, "point": 1, "against": 9}, UnknownName, "unknown point '9'"),
    ],
)
def test_what_is_wrong__is_one_line(pilot, ask, fault, line):
    with pytest.raises(fault, match=line) as told:
        sim.runs_needed(pilot, **ask)
    assert "\n" not in str(told.value)


def test_pilot__of_few_is_refused():
    with pytest.raises(SimError, match="found 5 replicates with an answer, wanted a pilot of 10"):
        sim.runs_needed(sim.run(WORLD, replicates=5), se=0.1)


def test_targets__are_named_or_the_main_outcomes():
    assert targets(0.5) == {"jpn_kor_final": 0.5}
    assert targets({"summits": 0.1, "reversals": 1}) == {"summits": 0.1, "reversals": 1.0}
    for wrong in ({}, True, {"summits": -1}):
        with pytest.raises((WrongKind, OutOfBounds)):
            targets(wrong)


def test_number__counts_those_without_an_answer():
    own = {"cold": "first_month(relation_jpn_kor < 0.3)"}
    pilot = sim.run(WORLD.replace(months=24), replicates=400, seed=3, outcomes=own)
    there = pilot.outcomes["cold"].dropna()
    assert 20 < len(there) < 300
    # So many with an answer are wanted; the pilot tells how many have one.
    answered = (there.std() / 0.2) ** 2
    found = sim.runs_needed(pilot, "cold", se=0.2)
    assert found == pytest.approx(answered * 400 / len(there), rel=0.01)


def test_pairs__of_other_seeds_are_refused():
    points = [sim.Point(WORLD.name, WORLD, {}, seed) for seed in (1, 2)]
    run = sim.run_study(points, replicates=20, seed=1)
    with pytest.raises(SimError, match="against: found seeds 1 and 2, wanted the same"):
        sim.runs_needed(run, se=0.1, point=0, against=1)


@pytest.mark.parametrize("statistic", [np.float64(0.5), np.float32(0.5), 0.5, "median"])
def test_statistic__may_be_any_kind_of_number(pilot, statistic):
    assert sim.runs_needed(pilot, se=0.01, point=0, statistic=statistic) > 10


def test_names__that_are_lists_are_one_line(pilot):
    with pytest.raises(UnknownName, match="unknown outcome"):
        sim.runs_needed(pilot, ["summits"], se=0.1, point=0)
