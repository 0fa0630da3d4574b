"""Distances and shift functions against what is known of simple shifts."""

import numpy as np
import pandas as pd
import pytest

from sim.analysis.distribution import distance_table, distances


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
