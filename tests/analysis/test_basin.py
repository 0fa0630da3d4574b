"""Basins: which one a path is in, when it crosses, and what has two humps."""

import numpy as np
import pytest
from scipy import stats

from sim.analysis import TWO_HUMPS, basin_by_month, bimodality, crossings

LOW, HIGH = -0.2, 0.2


def one(*path):
    found = crossings([path], LOW, HIGH)
    return int(found.begins[0]), found.left[0], found.back[0]


def by_hand(path):
    """Return what `crossings` returns of one path, month by month."""
    basin, begins, left, back = 0, 0, np.nan, np.nan
    for month, value in enumerate(path, start=1):
        basin = 1 if value > HIGH else -1 if value < LOW else basin
        if month == 1:
            begins = basin
        elif begins and basin == -begins and np.isnan(left):
            left = month
        elif begins and basin == begins and not np.isnan(left) and np.isnan(back):
            back = month - left
    return begins, left, back


def test_path_that_never_crosses__never_leaves():
    assert one(0.5, 0.3, -0.19, 0.1, -0.2)[0] == 1
    assert np.isnan(one(0.5, 0.3, -0.19, 0.1, -0.2)[1:]).all()


def test_path_that_crosses_and_returns__tells_both_times():
    assert one(0.5, 0.1, -0.3, 0.1, 0.15, 0.3, -0.5) == (1, 3.0, 3.0)
    assert one(-0.5, 0.3, -0.3) == (-1, 2.0, 1.0)


def test_path_that_begins_between__is_in_no_basin_and_crosses_none():
    begins, left, back = one(0.2, 0.5, -0.5, 0.5)
    assert begins == 0
    assert np.isnan([left, back]).all()
    assert basin_by_month([[0.2, -0.2, 0.5, 0.0, -0.5]], LOW, HIGH).tolist() == [[0, 0, 1, 1, -1]]


def test_noise_at_a_border__is_no_crossing():
    assert np.isnan(one(0.3, 0.1, 0.3, -0.1, 0.25, -0.19, 0.21)[1])


def test_many_paths__agree_with_a_walk_by_hand():
    steps = np.random.default_rng(3).normal(0, 0.15, size=(1_000, 40))
    paths = np.clip(np.cumsum(steps, axis=1), -1, 1)
    found = crossings(paths, LOW, HIGH)
    expected = np.array([by_hand(path) for path in paths])
    assert np.array_equal(np.column_stack(found), expected, equal_nan=True)
    assert (~np.isnan(found.back)).sum() > 20
    assert (found.begins == 0).sum() > 20


def test_thresholds__stand_in_order():
    with pytest.raises(ValueError, match="the lower one first"):
        crossings([[0.0]], 0.2, -0.2)


def test_bimodality__tells_two_humps_from_one():
    draws = np.random.default_rng(1)
    one_hump = draws.normal(size=5_000)
    two = np.concatenate([draws.normal(-0.5, 0.1, 1_000), draws.normal(0.5, 0.1, 4_000)])
    assert bimodality(one_hump) == pytest.approx(1 / 3, abs=0.02)
    assert bimodality(one_hump) < TWO_HUMPS < bimodality(two)
    n, x = 40, draws.exponential(size=40)
    skew, excess = stats.skew(x, bias=False), stats.kurtosis(x, bias=False)
    expected = (skew**2 + 1) / (excess + 3 * (n - 1) ** 2 / ((n - 2) * (n - 3)))
    assert bimodality(x) == pytest.approx(expected)
    assert np.isnan(bimodality([0.5] * 10))
    assert np.isnan(bimodality([0.1, 0.2, 0.3]))
