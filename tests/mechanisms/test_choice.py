"""Logit quantal response: the function that the model itself calls."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.mechanisms.choice import logit2, logit3, logit4, pick2, pick3, pick4, recall
from sim.mechanisms.loyalty_contest import contest_effort, contest_share

utility = st.floats(-5, 5)
rationality = st.floats(0, 20)


@given(rationality, utility, utility, utility)
def test_logit3__equals_the_softmax(lam, a, b, c):
    weights = np.exp(lam * (np.array([a, b, c]) - max(a, b, c)))
    assert logit3(lam, a, b, c, 1.0, 1.0, 1.0) == pytest.approx(weights / weights.sum(), rel=1e-12)


@given(utility, utility, utility, utility)
def test_no_rationality__is_uniform_choice(a, b, c, d):
    assert logit2(0.0, a, b) == (0.5, 0.5)
    assert logit3(0.0, a, b, c, 1.0, 1.0, 1.0) == pytest.approx((1 / 3, 1 / 3, 1 / 3))
    assert logit4(0.0, a, b, c, d) == (0.25, 0.25, 0.25, 0.25)


def test_great_rationality__is_best_reply():
    assert logit3(1e4, 0.1, 0.3, 0.2, 1.0, 1.0, 1.0) == pytest.approx((0.0, 1.0, 0.0), abs=1e-300)


@given(rationality, utility, utility, utility, st.floats(0.1, 10))
def test_rescaling_utility__with_rationality_changes_nothing(lam, a, b, c, k):
    plain = logit3(lam, a, b, c, 1.0, 1.0, 1.0)
    scaled = logit3(lam / k, a * k, b * k, c * k, 1.0, 1.0, 1.0)
    assert scaled == pytest.approx(plain, rel=1e-9, abs=1e-12)


@given(rationality, utility, utility, utility, st.floats(0.0001, 0.9999))
def test_infeasible_option__has_probability_exactly_zero_and_is_never_picked(lam, a, b, c, u):
    chances = logit3(lam, a, b, c, 0.0, 1.0, 1.0)
    assert chances[0] == 0.0
    assert sum(chances) == pytest.approx(1.0)
    assert pick3(chances, u) != 0.0


def test_only_feasible_option__is_certain_however_bad():
    assert logit3(20.0, -5.0, 5.0, 5.0, 1.0, 0.0, 0.0) == (1.0, 0.0, 0.0)


def test_pick__follows_the_cumulated_chances():
    chances = (0.2, 0.3, 0.5)
    assert [pick3(chances, u) for u in (0.1, 0.199, 0.2, 0.49, 0.5, 0.99)] == [0, 0, 1, 1, 2, 2]
    assert [pick2((0.3, 0.7), u) for u in (0.29, 0.31)] == [0.0, 1.0]
    quarter = (0.25, 0.25, 0.25, 0.25)
    assert [pick4(quarter, u) for u in (0.1, 0.3, 0.6, 0.9)] == [0.0, 1.0, 2.0, 3.0]


def test_recall__keeps_frequencies_that_sum_to_one():
    beliefs = [1 / 3, 1 / 3, 1 / 3]
    for month in range(200):
        happened = [float(month % 3 == k) for k in range(3)]
        beliefs = [recall(b, h, 0.1) for b, h in zip(beliefs, happened, strict=True)]
    assert sum(beliefs) == pytest.approx(1.0)


@given(st.floats(0.1, 3), st.floats(0.2, 2), st.floats(0.5, 2))
def test_contest_effort__is_the_tullock_equilibrium(value, r, cost):
    """x* = r·V·(n-1)/(n²·c) for n = 2: no small deviation pays."""
    x = contest_effort(value, r, cost)

    def payoff(own):
        return value * contest_share(own, x, r) - cost * own

    assert payoff(x) >= payoff(x * 1.01) - 1e-9
    assert payoff(x) >= payoff(x * 0.99) - 1e-9


def test_contest_share__sums_to_one_and_favours_effort():
    assert contest_share(0.0, 0.0, 1.0) == 0.5
    assert contest_share(0.4, 0.1, 1.0) == pytest.approx(0.8, abs=1e-8)
    assert contest_share(0.4, 0.1, 1.7) + contest_share(0.1, 0.4, 1.7) == pytest.approx(1.0)
