"""Paired differences against scipy, hand counts and brute force."""

import numpy as np
import pytest
from scipy import stats
from statsmodels.stats.contingency_tables import mcnemar

from sim.analysis.paired import holm, paired_diff, paired_prob_diff, standardised_diff


def pairs(count: int = 400, shared: float = 0.9, seed: int = 1):
    draws = np.random.default_rng(seed)
    luck = draws.normal(size=count)
    a, b = (shared * luck + np.sqrt(1 - shared**2) * draws.normal(size=count) for _ in "ab")
    return a, b + 0.2


def test_paired_diff__is_the_paired_t_interval():
    a, b = pairs()
    found, expected = paired_diff(a, b, level=0.9), stats.ttest_rel(b, a)
    interval = expected.confidence_interval(0.9)
    assert (found.low, found.high) == pytest.approx((interval.low, interval.high), rel=1e-9)
    assert found.p_value == pytest.approx(expected.pvalue, rel=1e-6)
    assert found.correlation == pytest.approx(np.corrcoef(a, b)[0, 1], rel=1e-9)


def test_paired_diff__saves_what_the_correlation_says():
    # Equal variances: (σ² + σ²) / 2σ²(1 − ρ) = 1 / (1 − ρ); here ρ = 0.9² = 0.81.
    a, b = pairs(count=200_000)
    assert paired_diff(a, b).variance_reduction == pytest.approx(1 / (1 - 0.81), rel=0.02)


def test_paired_diff__of_the_same_bits_is_exactly_nothing():
    a, _ = pairs()
    found = paired_diff(a, a)
    assert (found.difference, found.se, found.low, found.high) == (0.0, 0.0, 0.0, 0.0)
    assert found.variance_reduction == np.inf
    assert found.p_value == 1.0


def test_paired_diff__without_spread_claims_no_saving():
    found = paired_diff([1.0, 1.0], [1.0, 1.0])
    assert np.isnan(found.correlation)
    assert np.isnan(found.variance_reduction)


def test_paired_diff__refuses_sides_that_do_not_pair():
    with pytest.raises(ValueError, match="found 2 and 3"):
        paired_diff([1.0, 2.0], [1.0, 2.0, 3.0])


def test_paired_prob_diff__counts_discordant_pairs():
    found = paired_prob_diff([0, 0, 0, 1, 1, 1], [1, 1, 0, 0, 1, 1])
    assert (found.gained, found.lost, found.difference) == (2, 1, pytest.approx(1 / 6))
    # The error is that of the mean of +1, 0, −1 over pairs.
    gap = np.array([1, 1, 0, -1, 0, 0])
    assert found.se == pytest.approx(gap.std() / np.sqrt(6))


def test_paired_prob_diff__leaves_doubt_where_no_pair_differs():
    found = paired_prob_diff([0, 1] * 10, [0, 1] * 10)
    assert found.se == 0.0
    assert found.low < 0.0 < found.high


def test_paired_prob_diff__interval_holds_at_its_level():
    draws, truth, held = np.random.default_rng(7), 0.1, 0
    for _ in range(1_500):
        cell = draws.choice(4, size=80, p=[0.5, 0.2, 0.1, 0.2])  # both no, gained, lost, both yes
        found = paired_prob_diff(cell >= 2, (cell == 1) | (cell == 3))
        held += found.low <= truth <= found.high
    assert 0.935 <= held / 1_500 <= 0.97


def test_paired_prob_diff__refuses_what_is_no_flag():
    with pytest.raises(ValueError, match="flags"):
        paired_prob_diff([0.5, 1.0], [0.0, 1.0])


def test_holm__by_hand():
    # Holm 1979: smallest times 3, next times 2, last times 1, never falling.
    assert holm([0.02, 0.01, 0.9]).tolist() == pytest.approx([0.04, 0.03, 0.9])
    assert holm([0.5, 0.6, 0.7]).tolist() == [1.0, 1.0, 1.0]


def test_holm__keeps_the_family_error():
    draws = np.random.default_rng(8).random((4_000, 6))
    false_alarm = np.mean([holm(row).min() < 0.05 for row in draws])
    assert false_alarm == pytest.approx(0.05, abs=0.012)


@pytest.mark.parametrize(("gained", "lost"), [(0, 0), (2, 0), (3, 3), (1, 9), (40, 61)])
def test_flags__p_value_is_mcnemars_of_statsmodels(gained, lost):
    base = np.repeat([0.0, 1.0, 0.0, 1.0], [gained, lost, 30, 20])
    alternative = np.repeat([1.0, 0.0, 0.0, 1.0], [gained, lost, 30, 20])
    exact = mcnemar([[20, lost], [gained, 30]], exact=True).pvalue
    both = gained + lost
    # Mid-p: half of the probability of what was found does not count, on either side.
    mid = exact - stats.binom.pmf(min(gained, lost), both, 0.5) if gained != lost else 1.0
    assert paired_prob_diff(base, alternative).p_value == pytest.approx(mid)


def test_flags__of_two_pairs_decide_nothing():
    found = paired_prob_diff([0, 0], [1, 1])
    assert found.p_value == 0.25
    assert found.low < 0.0 < found.high


def test_sides__that_do_not_vary_have_no_spread_of_rounding():
    # The mean of fifty times 0.1 is not 0.1 to the bit.
    a, b = np.full(50, 0.1), np.full(50, 0.3)
    found = paired_diff(a, b)
    assert found.se == 0.0
    assert np.isnan(found.correlation)
    assert np.isnan(found.variance_reduction)
    assert np.isnan(standardised_diff(a, b).value)
