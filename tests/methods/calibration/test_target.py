"""Targets: which facts, what they ask of a trial, and how far a trial falls short."""

import dataclasses

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.errors import SimError
from sim.methods.calibration import fitted_facts, targets
from sim.methods.calibration.target import _MONTH, shortfall, summary
from sim.methods.statement import FACT, FEWEST, fact_of, read_statements
from sim.scenario import shipped_folder
from sim.spec.calendar import month_number
from sim.spec.measure import Measure

LAST = "2024-12"
PATH = shipped_folder() / "facts" / "stylised_facts.yaml"
FACTS = [fact_of(one) for one in read_statements(PATH, world="baseline_hindcast", words=FACT)]
FITTED = fitted_facts(FACTS, LAST)
TARGETS = {target.name: target for target in targets(FITTED)}


def answers(text: str, **arms):
    return {arm: {text: np.array(values, dtype=float)} for arm, values in arms.items()}


def test_facts__that_are_fitted_are_for_calibration_and_follow_from_no_input():
    # Ten of the fourteen calibration facts of the list; four hold by input.
    found = [fact.id for fact in FITTED]
    assert found == ["E01", "E02", "E03", "E05", "E11", "E13", "E14", "E18", "E21", "E22"]
    assert {target.group for target in TARGETS.values()} == set(found)


def test_validation__is_never_read():
    kept = [fact for fact in FACTS if fact.use == "validation"]
    assert kept
    assert fitted_facts(kept, LAST) == []


def test_month__after_the_last_takes_a_fact_out():
    fact = next(fact for fact in FACTS if fact.id == "E22")
    check = fact.statement.checks[0]
    later = dataclasses.replace(
        check, measure=Measure.parse("mean(support_kor, '2023-01', '2025-01')")
    )
    changed = dataclasses.replace(
        fact, statement=dataclasses.replace(fact.statement, checks=(later,))
    )
    assert fitted_facts([changed], LAST) == []
    assert fitted_facts([changed], "2025-01") == [changed]
    assert fitted_facts([fact], LAST) == [fact]
    for target in TARGETS.values():
        months = _MONTH.findall(target.check.measure.text)
        assert all(month_number(month) <= month_number(LAST) for month in months)


def test_statistic__without_a_continuous_summary_is_refused():
    fact = next(fact for fact in FACTS if fact.id == "E22")
    check = dataclasses.replace(fact.statement.checks[0], statistic="sd")
    changed = dataclasses.replace(
        fact, statement=dataclasses.replace(fact.statement, checks=(check,))
    )
    with pytest.raises(SimError, match="no continuous summary"):
        targets([changed])


def test_range__is_what_the_fact_asks():
    wanted = {name: (target.low, target.high) for name, target in TARGETS.items()}
    assert wanted["E01"] == (0.8, 1.0)
    assert wanted["E05.1"] == (10.0, 14.0)
    assert wanted["E05.2"] == (0.0, 0.95)
    assert wanted["E13.1"] == (0.6, np.inf)
    assert wanted["E22"] == (-np.inf, 0.5)


def test_parts__are_of_a_pattern_and_the_whole_implies_them():
    parts = [target for target in TARGETS.values() if target.part]
    assert [target.name for target in parts] == [
        *("E03 part 1", "E03 part 2", "E11 part 1", "E11 part 2", "E11 part 3"),
        *("E14 part 1", "E14 part 2"),
    ]
    for target in parts:
        whole = TARGETS[target.group]
        assert (target.low, target.high) == (whole.low, whole.high)
        assert target.check.measure.text in whole.check.measure.text


def test_share__counts_replicates_within_the_bounds():
    target = TARGETS["E18"]
    text = target.check.measure.text
    values = np.repeat([0.0, 1.0, 2.0], [70, 20, 10])
    assert summary(target.check, answers(text, history=values)) == 0.3


def test_median__moves_continuously():
    target = TARGETS["E05.1"]
    text = target.check.measure.text
    found = [
        summary(target.check, answers(text, history=np.repeat([9.0, 10.0], [ones, 100 - ones])))
        for ones in (40, 50, 60)
    ]
    # The median itself would jump from 10 to 9 between the first and the last.
    assert found[0] > found[1] == 9.5 > found[2]


def test_quotient__is_of_the_arms_statistics():
    target = TARGETS["E21.2"]
    text = target.check.measure.text
    sides = answers(text, history=np.full(50, 0.6), no_cost=np.full(50, 0.45))
    assert summary(target.check, sides) == pytest.approx(0.25)


def test_summary__of_too_few_answers_is_none():
    target = TARGETS["E21.1"]
    text = target.check.measure.text
    values = np.full(300, np.nan)
    values[: FEWEST - 1] = 0.6
    assert np.isnan(summary(target.check, answers(text, history=values)))
    values[:FEWEST] = 0.6
    assert summary(target.check, answers(text, history=values)) == pytest.approx(0.6)


def test_shortfall__of_no_answer_is_whole():
    assert shortfall(0.5, 1.0, float("nan"), None) == 1.0


@given(
    low=st.floats(0.05, 0.9),
    value=st.floats(0.0, 1.0),
    less=st.floats(0.0, 1.0),
    scale=st.one_of(st.none(), st.floats(0.01, 1.0)),
)
def test_shortfall__is_0_within_and_grows_outside(low, value, less, scale):
    found = shortfall(low, 1.0, value, scale)
    assert 0.0 <= found <= 1.0
    assert (found == 0.0) == (value >= low) or low - value < 1e-9
    assert shortfall(low, 1.0, value * less, scale) >= found - 1e-12
