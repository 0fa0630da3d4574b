"""Scores of an ensemble: CRPS against closed forms, ranks, coverage, bootstrap over times."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from sim.analysis.score import (
    attainable_correlation,
    covered,
    crps,
    mean_difference,
    rank_correlation,
    score,
)


def gaussian_crps(y, mean, sd):
    """Gneiting and Raftery (2007), equation 21."""
    z = (y - mean) / sd
    return sd * (z * (2 * stats.norm.cdf(z) - 1) + 2 * stats.norm.pdf(z) - 1 / np.sqrt(np.pi))


@pytest.mark.parametrize(("y", "mean", "sd"), [(0.0, 0.0, 1.0), (1.5, 0.0, 1.0), (-2.0, 1.0, 0.3)])
def test_crps__of_a_gaussian_is_the_closed_form(y, mean, sd):
    members = np.random.default_rng(1).normal(mean, sd, (400_000, 1))
    assert crps(members, [y])[0] == pytest.approx(gaussian_crps(y, mean, sd), abs=0.004)


@pytest.mark.parametrize("y", [0.0, 0.3, 1.0])
def test_crps__of_a_uniform_is_the_closed_form(y):
    # ∫ (F(x) − [x ≥ y])² dx over [0, 1] = y³/3 + (1 − y)³/3
    members = np.random.default_rng(2).uniform(size=(400_000, 1))
    assert crps(members, [y])[0] == pytest.approx(y**3 / 3 + (1 - y) ** 3 / 3, abs=0.002)


@pytest.mark.parametrize("size", [2, 5, 30])
def test_crps__is_fair_whatever_the_number_of_members(size):
    members = np.random.default_rng(3).normal(size=(size, 200_000))
    found = crps(members, np.full(200_000, 0.7)).mean()
    assert found == pytest.approx(gaussian_crps(0.7, 0.0, 1.0), abs=0.006)


def test_crps__agrees_with_the_double_sum():
    members, y = np.random.default_rng(4).normal(size=(7, 3)), np.array([0.1, -1.0, 2.0])
    gaps = np.abs(members[:, None] - members[None]).sum(axis=(0, 1)) / (7 * 6)
    assert crps(members, y) == pytest.approx(np.abs(members - y).mean(axis=0) - gaps / 2)


@given(st.floats(-5, 5), st.floats(-5, 5), st.floats(0.1, 9))
def test_crps__moves_with_the_unit(y, shift, scale):
    members = np.linspace(-1.0, 2.0, 9)[:, None]
    moved = crps(shift + scale * members, [shift + scale * y])[0]
    assert moved == pytest.approx(scale * crps(members, [y])[0], abs=1e-9)


@pytest.mark.parametrize(
    ("members", "points"),
    [(np.zeros((1, 2)), [0, 0]), (np.zeros((3, 2)), [0]), (np.full((3, 1), np.nan), [0])],
)
def test_crps__refuses_what_it_cannot_score(members, points):
    with pytest.raises(ValueError, match="found"):
        crps(members, points)


@pytest.mark.parametrize("level", [0.5, 0.9])
def test_covered__holds_its_share_of_honest_points(level):
    draws = np.random.default_rng(5)
    inside = covered(draws.normal(size=(2000, 4000)), draws.normal(size=4000), level)
    assert inside.mean() == pytest.approx(level, abs=0.025)


def test_rank_correlation__is_spearmans_and_knows_what_it_cannot_say():
    a, b = np.random.default_rng(6).normal(size=(2, 20))
    assert rank_correlation(a, b) == pytest.approx(stats.spearmanr(a, b).statistic)
    assert np.isnan(rank_correlation([1, 1, 1], [1, 2, 3]))
    assert np.isnan(rank_correlation([1, 2], [1, 2]))


def test_attainable_correlation__is_what_the_truth_reaches():
    draws = np.random.default_rng(7)
    truth = draws.normal(size=50_000)
    seen = truth + draws.normal(0.0, 0.8, truth.size)
    expected = np.corrcoef(truth, seen)[0, 1]
    assert attainable_correlation(seen, np.full(truth.size, 0.8)) == pytest.approx(
        expected, abs=0.01
    )
    assert attainable_correlation([0.0, 0.1], [1.0, 1.0]) == 0.0


def test_score__redraws_times_with_all_their_points():
    # Ten points in a time are one draw: as wide as with one point a time, not √10 narrower.
    draws = np.random.default_rng(8)
    shared = draws.normal(size=12)
    members = draws.normal(size=(400, 1))
    one = score(np.tile(members, 12), shared, list(range(12)))
    ten = score(np.tile(members, 120), np.repeat(shared, 10), np.repeat(range(12), 10).tolist())
    assert (ten.crps, ten.crps_low) == pytest.approx((one.crps, one.crps_low))
    assert (one.n, ten.n, ten.times) == (12, 120, 12)
    assert one.crps_low < one.crps < one.crps_high


def test_score__of_honest_members_covers_what_it_says():
    draws = np.random.default_rng(9)
    found = score(draws.normal(size=(500, 300)), draws.normal(size=300), list(range(300)))
    assert found.coverage50_low < 0.5 < found.coverage50_high
    assert found.coverage90_low < 0.9 < found.coverage90_high


def test_score__with_units_ranks_movement_and_not_level():
    # The unit that stands higher in both moves the other way round.
    y = np.array([0.0, 1.0, 2.0, 10.0, 11.0, 12.0])
    middle = np.array([2.0, 1.0, 0.0, 22.0, 21.0, 20.0])
    members = middle + np.array([[-0.1], [0.1]])
    when, unit = ["a", "b", "c"] * 2, ["x"] * 3 + ["y"] * 3
    assert score(members, y, when).rank_correlation > 0.5
    assert score(members, y, when, unit=unit).rank_correlation == pytest.approx(-1.0)


def test_score__weighs_points_by_their_errors_and_has_no_interval_from_two_times():
    members = np.array([[-0.5, 3.5], [0.5, 4.5]])
    found = score(members, [0.0, 0.0], ["a", "b"], se=[1.0, 3.0])
    assert np.isnan([found.crps_low, found.coverage90_high]).all()
    each = crps(members, [0.0, 0.0])
    assert found.crps == pytest.approx(each.mean())
    assert found.crps_weighted == pytest.approx((9 * each[0] + each[1]) / 10)


def test_score__has_no_rank_interval_where_the_forecast_never_moves():
    members = np.tile(np.random.default_rng(1).normal(size=(50, 1)), 5)
    found = score(members, np.arange(5.0), list("abcde"))
    assert np.isnan([found.rank_correlation, found.rank_low, found.rank_high]).all()


def test_mean_difference__is_paired():
    draws = np.random.default_rng(10)
    hard = draws.exponential(size=40)
    found = mean_difference(hard, hard + 0.1, list(range(40)))
    assert (found.value, found.low, found.high) == pytest.approx((-0.1, -0.1, -0.1))
    apart = mean_difference(hard, draws.permutation(hard) + 0.1, list(range(40)))
    assert apart.high - apart.low > 0.3


def test_mean_difference__has_no_interval_from_two_times():
    found = mean_difference([1.0, 2.0, 2.0], [0.0, 0.0, 0.0], ["a", "b", "b"])
    assert found.value == pytest.approx(5 / 3)
    assert np.isnan([found.low, found.high]).all()


def test_score__ranks_the_middle_that_it_is_given():
    members = np.random.default_rng(2).normal(size=(30, 4))
    found = score(members, [0.0, 1.0, 2.0, 3.0], list("abcd"), middle=[0.1, 0.2, 0.9, 0.8])
    assert found.rank_correlation == pytest.approx(0.8)
    flat = score(members, [0.0, 1.0, 2.0, 3.0], list("abcd"), middle=np.full(4, 0.3))
    assert np.isnan(flat.rank_correlation)
