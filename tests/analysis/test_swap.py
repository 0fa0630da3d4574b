"""Twins swapped at random: the p-value of a difference of two distributions."""

import numpy as np
import pytest
import scipy.stats

from sim.analysis import swap_p_value


def distance(base, alternative):
    return scipy.stats.ks_2samp(base, alternative, method="asymp").statistic


def test_swaps__of_few_pairs_come_near_all_swaps_of_scipy():
    draws = np.random.default_rng(1)
    base = draws.normal(size=9)
    other = base + draws.normal(0.6, 0.5, 9)
    known = scipy.stats.permutation_test(
        (base, other),
        distance,
        permutation_type="samples",
        n_resamples=np.inf,
        alternative="greater",
    )
    found = swap_p_value(base, other, swaps=20_000)
    error = np.sqrt(known.pvalue * (1 - known.pvalue) / 20_000)
    assert found == pytest.approx(known.pvalue, abs=4 * error + 1e-4)


def test_swaps__of_ties_read_the_gap_after_the_last_of_equals():
    assert swap_p_value([0, 0, 1, 1], [0, 1, 0, 1]) == 1.0


def test_swaps__use_what_pairs_share():
    luck = np.random.default_rng(2).normal(size=300)
    moved = luck + 0.15
    assert scipy.stats.ks_2samp(luck, moved).pvalue > 0.05
    assert swap_p_value(luck, moved) == 0.001


def test_swaps__raise_a_false_alarm_in_one_of_twenty():
    draws = np.random.default_rng(3)
    alarms = 0
    for repeat in range(2_000):
        luck = draws.normal(size=150)
        pair = luck + draws.normal(0, 0.3, (2, 150))
        alarms += swap_p_value(*pair, swaps=199, seed=repeat) <= 0.05
    # Distances of few pairs fall on steps, so that the test keeps below its level.
    assert 0.025 < alarms / 2_000 < 0.06


def test_swaps__of_unequal_sides_are_refused():
    with pytest.raises(ValueError, match="found 2 and 3 values, wanted the same number"):
        swap_p_value([0, 1], [0, 1, 2])
