"""The logarithmic score: against closed forms, as a density, and as a score that honesty wins."""

import numpy as np
import pytest
from scipy import stats

from sim.analysis.log_score import FLOOR, log_score

WIDE = (-20.0, 20.0)


def quantiles(shape, count=4000):
    """An ensemble without luck: the distribution's own quantiles."""
    return shape.ppf((np.arange(count) + 0.5) / count)[:, None]


@pytest.mark.parametrize(("y", "mean", "sd"), [(0.0, 0.0, 1.0), (1.5, 0.0, 1.0), (-2.0, 1.0, 2.0)])
def test_score__of_a_gaussian_is_its_log_density(y, mean, sd):
    members = quantiles(stats.norm(mean, sd), 200_000)
    assert log_score(members, [y], WIDE)[0] == pytest.approx(
        stats.norm.logpdf(y, mean, sd), abs=0.01
    )


def test_score__of_a_drawn_gaussian_is_near_it_at_the_replicates_of_a_study():
    draws = np.random.default_rng(1)
    y = draws.normal(size=2000)
    found = log_score(draws.normal(size=(1000, 2000)), y, WIDE).mean()
    assert found == pytest.approx(stats.norm.logpdf(y).mean(), abs=0.02)


def test_score__of_two_humps_is_not_that_of_one():
    two = np.concatenate([quantiles(stats.norm(-3, 0.5)), quantiles(stats.norm(3, 0.5))])
    between, hump = (log_score(two, [y], WIDE)[0] for y in (0.0, 3.0))
    assert hump == pytest.approx(np.log(0.5 / (0.5 * np.sqrt(2 * np.pi))), abs=0.35)
    assert between < hump - 3.0


@pytest.mark.parametrize("shape", [stats.uniform(), stats.beta(0.6, 4.0), stats.beta(20, 1)])
def test_density__has_a_whole_chance_of_1_also_at_its_bounds(shape):
    grid = (np.arange(20_000) + 0.5) / 20_000
    members = np.tile(quantiles(shape, 500), grid.size // 10)
    found = np.concatenate([log_score(members, part, (0.0, 1.0)) for part in np.split(grid, 10)])
    assert np.exp(found).mean() == pytest.approx(1.0, abs=2e-3)


def test_density__of_a_uniform_is_flat_up_to_its_bounds():
    members = np.tile(quantiles(stats.uniform(), 5000), 5)
    found = log_score(members, [0.0, 0.01, 0.5, 0.99, 1.0], (0.0, 1.0))
    assert found == pytest.approx(0.0, abs=0.02)


def test_counts__are_given_the_share_of_members_that_have_them():
    members = np.array([0.0, 0.0, 1.0, 1.4, 3.0])[:, None] * np.ones(4)
    found = np.exp(log_score(members, [0, 1, 2, 3], (0.0, 3.0), whole=True))
    shares = np.array([0.4, 0.4, 0.0, 0.2])
    assert found == pytest.approx((1 - FLOOR) * shares + FLOOR / 4)
    assert found.sum() == pytest.approx(1.0)


@pytest.mark.parametrize("whole", [False, True])
def test_floor__is_what_a_point_far_from_all_members_gets(whole):
    members = np.full((50, 1), 0.0) + np.linspace(0, 0.01, 50)[:, None]
    found = log_score(members, [3.0], (0.0, 3.0), whole=whole)[0]
    assert found == pytest.approx(np.log(FLOOR / (4.0 if whole else 3.0)))


def test_sure_forecast__has_a_width_and_no_infinite_score():
    found = log_score(np.full((9, 2), 0.4), [0.4, 0.5], (0.0, 1.0))
    assert found[0] == pytest.approx(-np.log(0.001 * np.sqrt(2 * np.pi)), abs=0.01)
    assert found[1] == pytest.approx(np.log(FLOOR))


def test_members__at_one_place_for_the_most_part_keep_the_width_of_all():
    members = np.concatenate([np.zeros(80), np.linspace(0.2, 0.8, 20)])[:, None]
    assert log_score(members, [0.5], (0.0, 1.0))[0] > np.log(0.05)


@pytest.mark.parametrize(
    ("mean", "sd"), [(0.4, 1.0), (-0.4, 1.0), (0.0, 0.7), (0.0, 1.5), (1.0, 1.5)]
)
def test_score__is_proper(mean, sd):
    # What is believed and said differ: on points drawn from what is believed, saying it is best.
    y = np.random.default_rng(2).normal(size=4000)
    honest, other = (
        log_score(np.tile(quantiles(shape, 1000), y.size // 4), part, WIDE).mean()
        for part in [y[:1000]]
        for shape in (stats.norm(), stats.norm(mean, sd))
    )
    gain = stats.norm.logpdf(y[:1000]).mean() - stats.norm.logpdf(y[:1000], mean, sd).mean()
    assert honest > other
    assert honest - other == pytest.approx(gain, abs=0.03)


def test_counts_score__is_proper():
    believed = np.array([0.5, 0.3, 0.15, 0.05])
    members = {
        "honest": np.repeat(range(4), [50, 30, 15, 5]),
        "bold": np.repeat(range(4), [90, 8, 1, 1]),
        "shy": np.repeat(range(4), 25),
    }
    expected = {
        name: believed @ log_score(made[:, None] * np.ones(4), range(4), (0.0, 3.0), whole=True)
        for name, made in members.items()
    }
    assert max(expected, key=expected.get) == "honest"


@pytest.mark.parametrize(
    ("members", "points"),
    [
        (np.zeros((1, 2)), [0, 0]),
        (np.zeros((3, 2)), [0]),
        (np.full((3, 1), np.nan), [0]),
        (np.zeros((3, 1)), [21.0]),
        (np.zeros((3, 1)), [np.nan]),
    ],
)
def test_score__refuses_what_it_cannot_score(members, points):
    with pytest.raises(ValueError, match="found"):
        log_score(members, points, WIDE)
