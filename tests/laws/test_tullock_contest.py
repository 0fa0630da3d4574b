"""Efforts of a Tullock contest (Tullock 1980), on the share and the effort that the model uses.

The model bids the symmetric equilibrium of two; unequal prizes and more than two contestants are
limit cases: best replies to the model's own share, or a share of n written here, give those.
"""

from types import SimpleNamespace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import optimize

from sim.mechanisms.loyalty_contest import (
    LARGEST_BID,
    bid_size,
    contest_effort,
    contest_share,
    prize,
)
from sim.spec.records import DEFAULTS

values, decisiveness, costs = st.floats(0.1, 3.0), st.floats(0.2, 2.0), st.floats(0.3, 2.0)


def best_reply(payoff, most):
    """Return the effort that pays best in [0, most], from a grid and then a search around it."""
    grid = np.linspace(0.0, most, 401)
    best = int(np.argmax([payoff(float(x)) for x in grid]))
    low, high = grid[max(best - 1, 0)], grid[min(best + 1, 400)]
    found = optimize.minimize_scalar(
        lambda x: -payoff(x), bounds=(low, high), method="bounded", options={"xatol": 1e-10}
    )
    return float(found.x)


@given(values, decisiveness, costs)
def test_effort__is_the_best_reply_to_itself(value, r, cost):
    """No other effort at all pays better: x* = rV(n−1)/(n²c) with n = 2."""
    x = contest_effort(value, r, cost)
    assert x == pytest.approx(r * value * (2 - 1) / (2**2 * cost))

    def payoff(own):
        return value * contest_share(own, x, r) - cost * own

    most = max(4 * x, value / cost)
    best = max(payoff(float(y)) for y in np.linspace(0.0, most, 400))
    assert payoff(x) >= best - 1e-6 * value


@given(values, st.floats(0.2, 1.0), costs)
def test_effort__is_where_best_replies_meet(value, r, cost):
    """Best replies in turn, from an effort far off, end at the model's effort."""
    y = 0.9 * value / cost
    for _ in range(12):
        y = best_reply(lambda x, y=y: value * contest_share(x, y, r) - cost * x, value / cost)
    assert y == pytest.approx(contest_effort(value, r, cost), rel=1e-3)


def test_effort__of_a_contest_too_decisive_is_no_equilibrium():
    """Beyond r = 2 the effort costs more than half the prize, and bidding nothing pays better."""
    for r, pays in ((1.9, True), (2.1, False)):
        x = contest_effort(1.0, r, 1.0)
        assert (contest_share(x, x, r) - x > contest_share(0.0, x, r)) is pays


def test_unequal_prizes__give_two_ninths_and_one_ninth():
    """Limit case of the model's share: V = (1, ½), r = 1; best replies meet at (2/9, 1/9)."""
    x, y = 0.5, 0.5
    for _ in range(40):
        x = best_reply(lambda own, y=y: contest_share(own, y, 1.0) - own, 1.0)
        y = best_reply(lambda own, x=x: 0.5 * contest_share(own, x, 1.0) - own, 1.0)
    assert (x, y) == pytest.approx((2 / 9, 1 / 9), abs=1e-5)


@pytest.mark.parametrize("n", [2, 3, 5, 8])
@pytest.mark.parametrize("r", [0.5, 1.0])
def test_many_contestants__rival_of_n_has_the_known_effort(n, r):
    """Rival: the model has two contestants. x* = rV(n−1)/n² by first-order condition."""

    def gradient(x):
        step = 1e-6

        def payoff(own):
            return 1.7 * own**r / (own**r + (n - 1) * x**r) - own

        return (payoff(x + step) - payoff(x - step)) / (2 * step)

    x = optimize.brentq(gradient, 1e-3, 1.7)
    assert x == pytest.approx(r * 1.7 * (n - 1) / n**2, rel=1e-5)
    if n == 2:
        assert x == pytest.approx(contest_effort(1.7, r, 1.0), rel=1e-5)


@given(values, decisiveness, costs)
def test_rent__of_two_at_par_is_half_the_decisive_prize(value, r, cost):
    """What both spend in equilibrium is rV/2, whatever effort costs."""
    spent = 2 * cost * contest_effort(value, r, cost)
    assert spent == pytest.approx(r * value / 2)


@given(st.floats(0, 1), st.floats(0.5, 2), st.floats(0.1, 0.35), decisiveness, costs)
def test_bid__of_an_ally_at_par_is_the_equilibrium_effort(reward, scale, floor, r, cost):
    p = DEFAULTS._replace(
        prize_scale=scale, prize_floor=floor, contest_decisiveness=r, bid_unit_cost=cost
    )
    value = prize(True, reward, p)
    assert value == pytest.approx(scale * (floor + (1 - floor) * reward))
    # An ally that is not behind, in standing less a settlement against it, bids no harder.
    for belief, tilted in ((0.0, 0.0), (0.4, 0.4), (0.4, -0.7), (1.0, 0.2)):
        own = SimpleNamespace(favour_belief=belief, tilted_against=tilted)
        expected = min(r * value / (4 * cost), LARGEST_BID)
        assert bid_size(True, 1.0, own, value, p) == pytest.approx(expected)
        assert bid_size(True, 0.0, own, value, p) == 0.0


@given(st.floats(0, 3), st.floats(0, 3), decisiveness, st.floats(0.1, 10))
def test_share__depends_on_relative_effort_alone(x, y, r, k):
    """Shares sum to one, swap with the efforts, and do not see the unit of effort."""
    assert contest_share(x, y, r) + contest_share(y, x, r) == pytest.approx(1.0, abs=1e-12)
    if min(x, y) > 0.01:
        assert contest_share(k * x, k * y, r) == pytest.approx(contest_share(x, y, r), rel=1e-5)
