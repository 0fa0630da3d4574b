"""Waiting for a condition: against statsmodels, by hand, and what is refused."""

import numpy as np
import pandas as pd
import pytest
from statsmodels.duration.survfunc import SurvfuncRight
from statsmodels.stats.proportion import proportion_confint

import sim
from sim.analysis import survival
from sim.errors import MissingResult, SimError, UnknownName, WrongKind
from tests.analysis.made import MadeMonths

FALLS = np.random.default_rng(3).normal(0.02, 0.2, (300, 24)).cumsum(axis=1)
MADE = MadeMonths({"relation_jpn_kor": FALLS})


def test_curve__is_that_of_kaplan_and_meier():
    found = survival(MADE, "relation_jpn_kor < -0.4")
    crossed = FALLS < -0.4
    ever = crossed.any(axis=1)
    times = np.where(ever, crossed.argmax(axis=1) + 1, 24)
    theirs = SurvfuncRight(times, ever.astype(int))
    ours = found["waiting"].to_numpy()[np.asarray(theirs.surv_times, dtype=int) - 1]
    np.testing.assert_allclose(ours, theirs.surv_prob, rtol=1e-12)
    np.testing.assert_array_equal(
        found["at_risk"].to_numpy()[np.asarray(theirs.surv_times, dtype=int) - 1], theirs.n_risk
    )
    assert found.attrs["never"] == pytest.approx(1 - ever.mean())


def test_intervals__are_those_of_shares():
    found = survival(MADE, "relation_jpn_kor < -0.4", level=0.9)
    waiting = (found["waiting"] * 300).round()
    low, high = proportion_confint(waiting, 300, alpha=0.1, method="wilson")
    np.testing.assert_allclose(found["low"], low, atol=1e-12)
    np.testing.assert_allclose(found["high"], high, atol=1e-12)
    low, high = proportion_confint(300 - waiting, 300, alpha=0.1, method="wilson")
    np.testing.assert_allclose(found[["reached_low", "reached_high"]].T, [low, high], atol=1e-12)


def test_months_and_median__by_hand():
    values = np.ones((4, 24))
    values[0, 3:] = values[1, 5:] = values[2, 5:] = -1.0
    found = survival(MadeMonths({"relation_jpn_kor": values}), "relation_jpn_kor < 0")
    assert found.index[0] == pd.Timestamp("2025-01-01")  # tests/analysis/made.py
    assert found.loc["2025-04", "events"].item() == 1
    assert found["reached"].tolist() == [0.0] * 3 + [0.25] * 2 + [0.75] * 19
    assert found.attrs["median"] == pd.Timestamp("2025-06-01")
    assert found.attrs["never"] == 0.25
    never = survival(MadeMonths({"relation_jpn_kor": values}), "relation_jpn_kor < -2")
    assert never.attrs["median"] is None
    assert never["waiting"].eq(1.0).all()
    assert never["low"].between(0, 1).all()


def test_conditions__join_variables_and_read_traits():
    months = {"relation_jpn_kor": FALLS, "trust": np.abs(FALLS)}
    both = survival(MadeMonths(months), "(relation_jpn_kor < -0.4) & (trust > 0.6)")
    assert both["reached"].iloc[-1] == np.mean(((FALLS < -0.4) & (np.abs(FALLS) > 0.6)).any(axis=1))
    run = sim.run(sim.load("neglect").replace(months=6), replicates=20, trajectories=True)
    found = sim.survival(run, "(trait_kor_rivalry > 0.5) & (relation_jpn_kor > -2)")
    assert found["reached"].iloc[-1] == np.mean(
        sim.run(run.world(0), 20, 1, outcomes={"x": "high(trait_kor_rivalry) > 0.5"}).outcomes["x"]
    )


@pytest.mark.parametrize(
    ("condition", "fault", "line"),
    [
        ("relation_jpn_kor", WrongKind, "condition: found 'relation_jpn_kor', wanted a condition"),
        ("relation_jpn_ko < 0", UnknownName, "unknown variable 'relation_jpn_ko'"),
        ("1 < 2", WrongKind, "condition"),
        ("relation_jpn_kor <", WrongKind, "condition"),
        (3, WrongKind, "condition: found 3"),
        ("trust < 0.3", MissingResult, r"trust: .* keep=\['trust'\]"),
        ("mean(relation_jpn_kor) < 0", SimError, "cannot be worked out|wanted"),
    ],
)
def test_what_is_no_condition__is_one_line(condition, fault, line):
    with pytest.raises(fault, match=line) as told:
        survival(MADE, condition)
    assert "\n" not in str(told.value)
