"""Estimates and verdicts: intervals that hold, pairs that stay pairs, bounds read as they say."""

import numpy as np
import pytest

from sim.methods.statement.combination import Combination
from sim.methods.statement.decide import is_met, is_open
from sim.methods.statement.estimate import FEWEST, estimate
from sim.methods.statement.statement import Check
from sim.spec.measure import Measure

X, Y = Measure.parse("last(trust)"), Measure.parse("last(dispute)")
RNG = np.random.default_rng(3)
LUCK = RNG.normal(size=500)
ANSWERS = {
    "on": {X.text: LUCK + 0.1 + 0.01 * RNG.normal(size=500), Y.text: 2.0 * LUCK},
    "off": {X.text: LUCK, Y.text: RNG.normal(size=500)},
}


def check(arm="on - off", **more):
    return Check(X, Combination.parse(arm), **more)


def test_pairs__cancel_common_luck():
    found = estimate(check(above=0.0), ANSWERS)
    assert found.value == pytest.approx(0.1, abs=0.002)
    assert found.high - found.low < 0.01
    single = estimate(check("on", above=0.0), ANSWERS)
    assert single.high - single.low > 0.1
    assert found.standardised == pytest.approx(found.value / ANSWERS["off"][X.text].std(), rel=0.01)


def test_interval__of_a_mean_holds_the_truth_nineteen_times_in_twenty():
    luck = np.random.default_rng(11)
    held = 0
    for _ in range(400):
        answers = {"on": {X.text: luck.normal(0.3, 1.0, 60)}}
        found = estimate(check("on", above=0.0), answers)
        held += found.low < 0.3 < found.high
    assert 0.91 < held / 400 < 0.985


def test_equivalence__takes_the_interval_of_two_one_sided_tests():
    wide = estimate(check("on", above=-1.0, below=1.0), ANSWERS)
    narrow = estimate(check("on", above=-1.0, below=1.0, equivalence=True), ANSWERS)
    assert (narrow.high - narrow.low) / (wide.high - wide.low) == pytest.approx(
        1.645 / 1.96, abs=0.01
    )


def test_share__counts_replicates_within_the_bounds():
    found = estimate(check("on", above=0.0, share=0.5), ANSWERS)
    assert found.value == pytest.approx((ANSWERS["on"][X.text] > 0).mean())
    both = estimate(check("on", above=0.0, below=1.0, share=0.5), ANSWERS)
    assert both.value < found.value


@pytest.mark.parametrize(
    ("statistic", "expected"),
    [("median", np.median), ("sd", lambda v: v.std(ddof=1))],
)
def test_statistic__of_a_difference_is_the_difference_of_statistics(statistic, expected):
    found = estimate(check(statistic=statistic, above=0.0), ANSWERS)
    sides = ANSWERS["on"][X.text], ANSWERS["off"][X.text]
    assert found.value == pytest.approx(expected(sides[0]) - expected(sides[1]))
    assert found.low <= found.value <= found.high


def test_correlation__is_over_replicates():
    found = estimate(check(statistic="correlation", against=Y, above=0.0), ANSWERS)
    assert found.value == pytest.approx(1.0, abs=0.1)
    still = {"on": {X.text: np.zeros(100), Y.text: RNG.normal(size=100)}}
    alone = check("on", statistic="correlation", against=Y, above=0.0)
    assert estimate(alone, still).value == 0.0


def test_quotient__is_of_the_arms_statistics():
    found = estimate(check("1 - off / on", above=0.0), ANSWERS)
    sides = ANSWERS["on"][X.text].mean(), ANSWERS["off"][X.text].mean()
    assert found.value == pytest.approx(1 - sides[1] / sides[0])


@pytest.mark.filterwarnings("error")
@pytest.mark.parametrize(
    ("arm", "on", "off", "value"),
    [
        *(("on", np.inf, 0.0, np.inf), ("on", -np.inf, 0.0, -np.inf)),
        *(("on - off", np.inf, 0.0, np.inf), ("on - off", 0.0, np.inf, -np.inf)),
        ("on - off", np.inf, np.inf, np.nan),
    ],
)
def test_infinite_answer__leaves_a_mean_without_ends_and_its_check_open(arm, on, off, value):
    answers = {name: {X.text: ANSWERS[name][X.text].copy()} for name in ("on", "off")}
    answers["on"][X.text][7], answers["off"][X.text][7] = on, off
    one = check(arm, below=-0.3)
    found = estimate(one, answers)
    assert found.value == pytest.approx(value, nan_ok=True)
    assert np.isnan([found.low, found.high, found.standardised]).all()
    assert found.count == 500
    assert not is_met(one, found)
    assert is_open(one, found)


def test_replicates__without_an_answer_in_any_arm_are_left_out_of_all():
    holed = {arm: {X.text: ANSWERS[arm][X.text].copy()} for arm in ANSWERS}
    holed["on"][X.text][:100] = np.nan
    holed["off"][X.text][50:200] = np.nan
    assert estimate(check(above=0.0), holed).count == 300
    holed["on"][X.text][FEWEST - 1 :] = np.nan
    few = estimate(check(above=0.0), holed)
    assert np.isnan(few.value)
    assert not is_met(check(above=-99.0), few)


@pytest.mark.parametrize(
    ("more", "met"),
    [
        ({"above": 0.05}, True),
        ({"above": 0.0995}, False),  # the estimate is above it, its interval is not
        ({"below": 0.2}, True),
        ({"below": 0.1005}, False),
        ({"above": 0.09, "below": 0.11, "equivalence": True}, True),
        ({"above": 0.0999, "below": 0.1001, "equivalence": True}, False),
        ({"above": 0.0, "share": 0.99}, True),
        ({"above": 0.1, "share": 0.99}, False),
        ({"above": 0.1, "at_most": 0.99}, True),
        ({"above": 0.0, "at_most": 0.5}, False),
    ],
)
def test_verdict__reads_bounds_as_they_say(more, met):
    one = check(**more)
    assert is_met(one, estimate(one, ANSWERS)) is met


def test_between__is_for_the_estimate_ends_included():
    flat = {"on": {X.text: np.tile([9.0, 10.0, 11.0], 50)}}
    one = check("on", statistic="median", above=10.0, below=14.0, between=True)
    assert is_met(one, estimate(one, flat))
    assert not is_met(
        check("on", statistic="median", above=10.5, below=14.0, between=True), estimate(one, flat)
    )
