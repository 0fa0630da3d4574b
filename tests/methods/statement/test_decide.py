"""Met, open, failed: what an interval says of each kind of check, and how much more decides."""

import math

import numpy as np
import pytest

from sim.methods.statement import evaluate, read_statements
from sim.methods.statement.combination import Combination
from sim.methods.statement.decide import is_met, is_open, times_more
from sim.methods.statement.estimate import FEWEST, Estimate, estimate
from sim.methods.statement.statement import Check
from sim.spec.measure import Measure

X = Measure.parse("last(trust)")
NAN = math.nan


def check(**more):
    return Check(X, Combination.parse("on - off"), **more)


def found(value, low, high, count=100):
    return Estimate(value, low, high, NAN, count)


def word(one, estimated):
    return "met" if is_met(one, estimated) else "open" if is_open(one, estimated) else "failed"


BOUND = {"above": 0.7}
BELOW = {"below": 0.7}
WITHIN = {"above": -0.02, "below": 0.02, "equivalence": True}
BETWEEN = {"above": 10.0, "below": 14.0, "between": True}
SHARE = {"above": 0.0, "share": 0.7}
AT_MOST = {"above": 0.0, "at_most": 0.05}


@pytest.mark.parametrize(
    ("more", "estimated", "wanted"),
    [
        (BOUND, found(0.80, 0.72, 0.88), "met"),
        (BOUND, found(0.74, 0.653, 0.827), "open"),  # C085 at 100 replicates
        (BOUND, found(0.66, 0.60, 0.72), "open"),
        (BOUND, found(0.60, 0.52, 0.68), "failed"),
        (BELOW, found(0.60, 0.52, 0.68), "met"),
        (BELOW, found(0.74, 0.653, 0.827), "open"),
        (BELOW, found(0.80, 0.72, 0.88), "failed"),
        (WITHIN, found(0.00, -0.01, 0.01), "met"),
        (WITHIN, found(0.01, -0.01, 0.03), "open"),
        (WITHIN, found(0.03, 0.01, 0.05), "open"),
        (WITHIN, found(0.00, -0.05, 0.05), "open"),
        (WITHIN, found(0.05, 0.03, 0.07), "failed"),
        (BETWEEN, found(12.0, 9.0, 15.0), "met"),  # estimates count
        (BETWEEN, found(15.0, 13.5, 16.0), "open"),
        (BETWEEN, found(16.0, 15.0, 17.0), "failed"),
        (SHARE, found(0.71, 0.61, 0.79), "met"),  # estimates count
        (SHARE, found(0.65, 0.54, 0.73), "open"),
        (SHARE, found(0.50, 0.40, 0.60), "failed"),
        (AT_MOST, found(0.04, 0.02, 0.10), "met"),
        (AT_MOST, found(0.08, 0.04, 0.15), "open"),
        (AT_MOST, found(0.20, 0.13, 0.29), "failed"),
        # All alike so far: the point lies where one replicate would take it across.
        ({"above": 0.0}, found(0.0, 0.0, 0.0), "open"),
        ({"above": 0.0}, found(-0.1, -0.1, -0.1), "failed"),
        # Too few answers, or a quotient whose interval has no end.
        (BOUND, found(NAN, NAN, NAN, 20), "open"),
        (BOUND, found(0.9, NAN, NAN), "open"),
        (SHARE, found(NAN, NAN, NAN, 0), "open"),
    ],
)
def test_check__is_met_open_or_failed(more, estimated, wanted):
    assert word(check(**more), estimated) == wanted


def test_correlation__that_varies_too_little_to_tell_is_open():
    y = Measure.parse("last(dispute)")
    luck = np.random.default_rng(5)
    answers = {"on": {X.text: luck.normal(size=60), y.text: luck.normal(size=60)}}
    one = Check(X, Combination.parse("on"), statistic="correlation", against=y, above=0.05)
    assert word(one, estimate(one, answers)) == "open"
    strong = {"on": {X.text: answers["on"][X.text], y.text: -answers["on"][X.text]}}
    assert word(one, estimate(one, strong)) == "failed"


@pytest.mark.parametrize(
    ("more", "estimated", "low", "high"),
    [
        (BOUND, found(0.74, 0.653, 0.827), 9, 11),
        (BOUND, found(0.72, 0.653, 0.827), 20, 50),
        (WITHIN, found(0.01, -0.01, 0.03), 7, 12),
        (WITHIN, found(0.00, -0.05, 0.05), 13, 16),
        (SHARE, found(0.65, 0.54, 0.73), 5, 6),
        (BETWEEN, found(15.0, 13.5, 16.0), 4, 5),
    ],
)
def test_more_replicates__would_decide(more, estimated, low, high):
    assert low < times_more(check(**more), estimated) < high


@pytest.mark.parametrize(
    ("more", "estimated"),
    [
        (BOUND, found(0.7, 0.65, 0.75)),
        ({"above": 0.0}, found(0.0, 0.0, 0.0)),
        (BOUND, found(NAN, NAN, NAN, 0)),
    ],
)
def test_more_replicates__are_not_promised_to_decide_where_nothing_says_so(more, estimated):
    assert times_more(check(**more), estimated) == math.inf


def test_more_replicates__bring_answers_where_too_few_answer():
    assert times_more(check(**BOUND), found(NAN, NAN, NAN, 20)) == FEWEST / 20


def test_more_replicates__decide_as_often_as_promised():
    """An estimate that is the truth leaves four checks of five decided at that many."""
    one, luck = Check(X, Combination.parse("on"), above=0.0), np.random.default_rng(7)
    half = 1.96 * 1.0 / math.sqrt(100)
    more = times_more(one, found(0.1, 0.1 - half, 0.1 + half))
    count, decided = round(100 * more), 0
    for _ in range(400):
        decided += is_met(one, estimate(one, {"on": {X.text: luck.normal(0.1, 1.0, count)}}))
    assert 0.74 < decided / 400 < 0.86


TEXT = """
described: {replicates: 2000, seed: 1}
statements:
  - id: mixed
    says: One check is decided and one is not.
    source: [004 P13]
    test:
      arms:
        on: {set: {last: 2013-12}}
        off: {set: {last: 2013-12, switches.loyalty_contest: false}}
      checks:
        - {measure: mean(bid_kor), arm: on - off, above: 0}
        - {measure: high(reversal_event), arm: on - off, above: 0}
"""


@pytest.mark.parametrize(
    ("checks", "holds", "undecided"),
    [
        ([("mean(bid_kor)", "above: 0")], True, False),
        ([("mean(bid_kor)", "below: 0")], False, False),
        ([("high(reversal_event)", "above: 0")], False, True),
        ([("mean(bid_kor)", "above: 0"), ("high(reversal_event)", "above: 0")], False, True),
        ([("mean(bid_kor)", "below: 0"), ("high(reversal_event)", "above: 0")], False, False),
    ],
)
def test_verdict__is_undecided_where_no_missed_check_is_decided(tmp_path, checks, holds, undecided):
    lines = "\n".join(
        f'        - {{measure: "{measure}", arm: on - off, {bound}}}' for measure, bound in checks
    )
    path = tmp_path / "mine.yaml"
    path.write_text(TEXT[: TEXT.index("        - {measure")] + lines, encoding="utf-8")
    (verdict,) = evaluate(
        read_statements(path, world="baseline_hindcast"), replicates=40, seed=1, threads=1
    )
    assert (verdict.holds, verdict.undecided) == (holds, undecided)
    assert (verdict.times_more == 1.0) is not undecided
    assert verdict.as_expected is (holds or undecided)


def test_arms__that_are_one_world_leave_nothing_open(tmp_path):
    path = tmp_path / "mine.yaml"
    path.write_text(TEXT, encoding="utf-8")
    statements = read_statements(path, world="baseline_hindcast")
    without = {"switches.loyalty_contest": False}
    (verdict,) = evaluate(statements, replicates=40, seed=1, threads=1, overrides=without)
    assert [one.found.value for one in verdict.findings] == [0.0, 0.0]
    assert not verdict.holds
    assert not verdict.undecided
