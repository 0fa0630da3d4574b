"""Stylised facts of 2012 to 2025: each is met, or missed for the reason given."""

import pytest

from sim.scenario import load
from sim.spec.calendar import month_number
from sim.study.patterns import counts, facts, score_facts

FACTS = [fact for fact in facts() if fact.pattern is not None]

#: The run that reasons in the table are of: verdicts are for its replicates and its seed.
(RUN,) = {fact.statement.described for fact in FACTS}
REPLICATES, SEED = RUN.replicates, RUN.seed


@pytest.fixture(scope="module")
def scores():
    return {one.fact.id: one for one in score_facts(FACTS, replicates=REPLICATES, seed=SEED)}


def _params():
    return [
        pytest.param(
            fact.id,
            marks=[pytest.mark.xfail(reason=fact.statement.fails, strict=True)]
            if fact.statement.fails
            else [],
        )
        for fact in FACTS
    ]


@pytest.mark.slow
@pytest.mark.parametrize("fact", _params())
def test_fact__is_met(scores, fact):
    score = scores[fact]
    assert score.met, [(f.check.arm.text, f.found) for f in score.verdict.findings if not f.met]


@pytest.mark.slow
def test_facts__are_decided_at_the_run_of_their_reasons_or_say_that_they_are_not(scores):
    undecided = [fact for fact, score in scores.items() if score.result == "undecided"]
    reasons = {fact.id: fact.statement.fails for fact in facts()}
    assert [fact for fact in undecided if not reasons[fact].startswith("Undecided")] == []
    assert undecided == ["E18"]


def test_facts__are_those_of_the_list():
    found = [fact.id for fact in facts()]
    numbers = [*range(1, 15), *range(17, 27), *range(31, 32), *range(33, 38), 39]
    assert found == [f"E{number:02d}" for number in numbers]
    assert sum(fact.use == "calibration" for fact in facts()) == 14


def test_fact__that_is_no_test_says_why():
    assert [fact.id for fact in facts() if fact.cannot] == ["E36"]


def test_counts__keep_what_follows_from_inputs_apart(scores):
    found = counts(list(scores.values()))
    assert sum(tally.of for tally in found.values()) == len(FACTS)
    assert found["by input"].of == sum(bool(fact.by_input) for fact in FACTS) == 5


def test_calibration_facts__that_may_be_fitted_end_by_december_2024():
    last = load("baseline_hindcast").first  # a month inside the window, to be moved
    for fact in FACTS:
        if fact.use != "calibration" or fact.by_input:
            continue
        texts = [fact.pattern.text, *(check.measure.text for check in fact.statement.checks)]
        for text in texts:
            months = [part for part in text.split("'") if part[:2] == "20" and "-" in part]
            last = max([last, *map(month_number, months)])
    assert last <= month_number("2024-12")
