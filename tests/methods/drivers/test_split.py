"""Noise told from effects: by groups of replicates, under luck that all points share."""

import numpy as np
import pytest

from sim.methods.drivers.group import noise_share
from sim.methods.drivers.rank import ranked
from sim.methods.drivers.split import free_squares, free_total
from tests.methods.drivers.made import ISHIGAMI_ST, KEYS, design, ishigami

HOW = {"resamples": 50, "seed": 1, "level": 0.95}
GROUPS = 10


def noisy(seed, size, shared=20.0):
    """Ishigami with luck of each point and group, and much luck that all points share."""
    luck = np.random.default_rng(seed)
    points = design("sobol", 256, seed)
    y = ishigami(points)[:, None] + luck.normal(0, shared, (1, GROUPS))
    return y + luck.normal(0, size, (len(points), GROUPS))


def parts(y):
    rows = y.reshape(-1, len(KEYS) + 2, GROUPS).transpose(1, 0, 2)
    return rows[0], rows[-1], rows[1:-1]


@pytest.mark.parametrize("size", [0.0, 4.0, 8.0])
def test_noise__is_its_share_of_the_variance(size):
    variance = 13.8446  # of Ishigami's function: 1/2 + a²/8 + bπ⁴/5 + b²π⁸/18
    exact = size**2 / GROUPS / (variance + size**2 / GROUPS)
    a, b, _ = parts(noisy(1, size))
    assert noise_share(np.concatenate([a, b])) == pytest.approx(exact, abs=0.02)


def test_noise__that_all_points_share_is_none():
    shared = np.arange(10.0) * 100
    points = np.random.default_rng(1).random((50, 1))
    assert noise_share(points + shared) == pytest.approx(0.0, abs=1e-12)
    assert np.isnan(noise_share(np.zeros((50, 10))))


def test_total_without_noise__holds_what_noise_inflates():
    """Over 40 repeats each exact index lies within; the plain totals are far too large."""
    within, plain = np.zeros(3), []
    exact = np.array([ISHIGAMI_ST[key] for key in KEYS])
    for seed in range(40):
        a, b, ab = parts(noisy(seed, 8.0))
        found = free_total(a, b, ab, **HOW)
        within += (found.low <= exact) & (exact <= found.high)
        middle = [one.mean(axis=-1) for one in (a, b, ab)]
        variance = np.concatenate(middle[:2]).var()
        plain.append(0.5 * ((middle[0] - middle[2]) ** 2).mean(axis=1) / variance)
    assert (within >= 37).all()  # 95 % of 40 is 38
    assert np.mean(plain, axis=0)[2] > exact[2] + 0.15


def test_total_without_noise__is_the_plain_one_where_there_is_none():
    a, b, ab = parts(noisy(1, 0.0))
    found = free_total(a, b, ab, **HOW)
    plain = 0.5 * ((a[:, 0] - ab[:, :, 0]) ** 2).mean(axis=1)
    assert found.value == pytest.approx(plain / plain[1] * found.value[1], rel=1e-9)
    assert (found.low < found.value).all()


def test_inert_key_under_noise__is_seldom_above_chance():
    decided = 0
    for seed in range(200):
        effects = np.random.default_rng(seed).normal(size=(4, 20, GROUPS))
        found = free_squares(effects, **HOW)
        decided += sum(word == "decided" for word in ranked("abcd", *found)[1])
    assert decided <= 0.025 * 800 + 12  # one side of 95 %, and its own error


def test_noise_alone__has_no_total():
    for seed in range(50):
        y = np.random.default_rng(seed).normal(size=(64 * 5, GROUPS))
        assert np.isnan(free_total(*parts(y), **HOW).value).all()


def test_few_rows_of_a_skewed_outcome__still_vary():
    """The interval of a variance of few rows reaches 0 where the rows differ beyond doubt."""
    for seed in range(30):
        luck = np.random.default_rng(seed)
        y = np.exp(4.0 * luck.random((16 * 5, 1))) + luck.normal(0, 0.1, (16 * 5, GROUPS))
        assert np.isfinite(free_total(*parts(y), **HOW).value).all()
