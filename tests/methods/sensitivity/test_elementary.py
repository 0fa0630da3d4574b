"""Elementary effects: mean and spread over twins, in units of the spread, and their t-values."""

import math

import numpy as np
import pytest

from sim.methods.sensitivity.elementary import Effect, effects_of, strongest


def test_spread__of_twins_is_told_by_influence():
    rng = np.random.default_rng(1)
    narrow = rng.normal(0.0, 1.0, 4_000)
    low, high = {"x": narrow}, {"x": 1.5 * narrow + 7.0}
    mean, spread = effects_of(low, high, {"x": 1.0})
    assert mean.effect == pytest.approx(7.0 + 0.5 * narrow.mean())
    assert spread.effect == pytest.approx(0.5 * narrow.std(), rel=1e-9)
    # Standard error of a standard deviation of normals, the twins' share of it taken away.
    assert spread.t == pytest.approx(0.5 / (0.5 / math.sqrt(2 * 4_000)), rel=0.05)


def test_effects__of_nothing_are_nothing_and_of_a_constant_shift_are_sure():
    same = np.array([0.0, 1.0, 2.0])
    assert [one.effect for one in effects_of({"x": same}, {"x": same}, {"x": 1.0})] == [0.0, 0.0]
    mean, spread = effects_of({"x": same}, {"x": same + 1.0}, {"x": 1.0})
    assert (mean.effect, mean.t) == (1.0, math.inf)
    assert spread.effect == 0.0
    assert list(effects_of({"x": same}, {"x": same}, {"x": 0.0})) == []


def test_strongest__is_one_that_counts_before_a_larger_that_does_not():
    sure, large = Effect("x", "mean", 0.2, 9.0), Effect("y", "mean", -0.9, 2.0)
    assert strongest([large, sure]) is sure
    assert strongest([large, Effect("z", "mean", 0.05, 9.0)]) is large
