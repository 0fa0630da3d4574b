"""Distances and shift functions against what is known of simple shifts."""

import numpy as np
import pandas as pd
import pytest

from sim.analysis.distribution import distance_table, distances, shift_function


def test_distances__of_a_shift_are_the_shift():
    values = np.arange(101.0)
    found = distances(values, values + 25.0)
    assert found["w1"] == pytest.approx(25.0)
    assert found["ks"] == pytest.approx(25 / 101)


def test_distances__by_brute_force():
    draws = np.random.default_rng(1)
    a, b = draws.normal(size=150), draws.gamma(2.0, size=170)
    grid = np.sort(np.concatenate([a, b]))
    gap = np.array([np.mean(a <= x) - np.mean(b <= x) for x in grid])
    width = np.diff(grid)
    found = distances(a, b)
    assert found["ks"] == pytest.approx(np.abs(gap).max())
    assert found["w1"] == pytest.approx(np.sum(np.abs(gap[:-1]) * width))
    # Székely: E² = 2 E|X−Y| − E|X−X'| − E|Y−Y'|.
    far = [np.abs(np.subtract.outer(x, y)).mean() for x, y in ((a, b), (a, a), (b, b))]
    assert found["energy"] == pytest.approx(np.sqrt(2 * far[0] - far[1] - far[2]))


def test_distance_table__has_a_row_for_each_shared_column():
    base = pd.DataFrame({"x": [0.0, 1.0], "only_here": [1.0, 1.0]})
    table = distance_table(base, pd.DataFrame({"x": [0.0, 3.0]}))
    assert list(table.index) == ["x"]
    assert table.loc["x", "w1"] == pytest.approx(1.0)


def test_shift_function__tells_a_shift_from_a_stretch():
    values = np.random.default_rng(2).normal(size=600)
    shifted = shift_function(values, values + 1.0, resamples=50)
    stretched = shift_function(values, 2.0 * values, resamples=50)
    assert shifted["difference"].tolist() == pytest.approx([1.0] * 9)
    assert (shifted["high"] - shifted["low"]).max() == pytest.approx(0.0, abs=1e-12)
    assert stretched["difference"].is_monotonic_increasing
    assert stretched["difference"].iloc[0] < 0.0 < stretched["difference"].iloc[-1]


def test_shift_function__band_holds_the_truth():
    # Independent luck, true shift of every quantile 0.5; bands at single deciles hold 95 in 100.
    draws, held = np.random.default_rng(3), []
    for seed in range(120):
        a, b = draws.normal(size=150), draws.normal(0.5, 1.0, size=150)
        table = shift_function(a, b, quantiles=(0.3, 0.5, 0.7), resamples=150, seed=seed)
        held.extend((table["low"] <= 0.5) & (table["high"] >= 0.5))
    assert np.mean(held) == pytest.approx(0.95, abs=0.04)


def test_shift_function__repeats_with_its_seed():
    a, b = np.random.default_rng(4).normal(size=(2, 50))
    first, again, other = (shift_function(a, b, resamples=40, seed=seed) for seed in (1, 1, 2))
    pd.testing.assert_frame_equal(first, again)
    assert not first["low"].equals(other["low"])


def test_shift_function__refuses_sides_that_do_not_pair():
    with pytest.raises(ValueError, match="found 2 and 3"):
        shift_function([1.0, 2.0], [1.0, 2.0, 3.0])
