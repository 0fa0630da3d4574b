"""Densities, against scipy and against what they must add up to."""

import numpy as np
import pytest
import scipy.stats

from sim.analysis import bandwidth, density_table, humps


def test_density__without_bounds_is_that_of_scipy():
    values = np.random.default_rng(1).normal(size=500)
    found = density_table({"a": values})["a"]
    known = scipy.stats.gaussian_kde(values, bw_method=bandwidth(values) / values.std(ddof=1))
    assert found.to_numpy() == pytest.approx(known(found.index.to_numpy()), abs=2e-3)


@pytest.mark.parametrize("ends", [(-np.inf, np.inf), (0.0, 1.0)])
def test_density__adds_up_to_one_within_its_bounds(ends):
    values = np.random.default_rng(2).beta(0.6, 2.0, size=2_000)
    found = density_table({"a": values}, low=ends[0], high=ends[1])["a"]
    assert np.trapezoid(found, found.index) == pytest.approx(1.0, abs=0.02)
    assert found.index.min() >= ends[0]


def test_density__of_a_constant_is_unknown_and_has_no_hump():
    found = density_table({"a": [0.5] * 9, "b": [0.1, 0.4, 0.9, 0.2]})
    assert found["a"].isna().all()
    assert humps(found["a"]) == []
    assert density_table({"a": [0.5] * 9})["a"].isna().all()


def test_humps__are_one_of_a_bell_and_two_of_two_bells():
    draws = np.random.default_rng(3)
    one, two = draws.normal(size=2_000), np.r_[draws.normal(-3, 1, 999), draws.normal(3, 1, 999)]
    table = density_table({"one": one, "two": two})
    assert len(humps(table["one"])) == 1
    assert humps(table["two"]) == pytest.approx([-3, 3], abs=0.5)


def test_humps__at_a_bound_count():
    values = np.random.default_rng(4).beta(0.3, 0.3, size=4_000)
    assert len(humps(density_table({"a": values}, low=0.0, high=1.0)["a"])) == 2
