"""Intervals widened for many looks."""

import numpy as np
import pytest
import scipy.stats

from sim.analysis import leaves_out, widened


def test_widened__is_bonferroni_for_a_normal_interval():
    half = scipy.stats.norm.ppf(0.975) * 0.3
    low, high = widened(1.0, 1.0 - half, 1.0 + half, level=0.95, looks=9)
    known = scipy.stats.norm.ppf(1 - 0.05 / 18) * 0.3
    assert float(high) == pytest.approx(1.0 + known)
    assert float(low) == pytest.approx(1.0 - known)


def test_widened__of_one_look_changes_nothing():
    low, high = widened([0.0], [-1.0], [3.0], level=0.9, looks=1)
    assert (low.tolist(), high.tolist()) == ([-1.0], [3.0])


def test_leaves_out__counts_an_end_that_is_no_number_as_holding_all():
    assert leaves_out([1.0, 1.0], [0.9, np.nan], [1.1, np.nan], level=0.95).tolist() == [
        True,
        False,
    ]


def test_leaves_out__of_equal_pairs_holds_no_difference():
    assert leaves_out(0.0, 0.0, 0.0, level=0.95).tolist() == [False]


def test_leaves_out__raises_a_false_alarm_in_no_more_than_so_many():
    draws = np.random.default_rng(4).normal(size=(4_000, 9))
    half = scipy.stats.norm.ppf(0.975)
    alarms = [leaves_out(one, one - half, one + half, level=0.95).any() for one in draws]
    assert 0.04 < np.mean(alarms) < 0.06
