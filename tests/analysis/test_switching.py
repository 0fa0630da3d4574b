"""Two hidden states: likelihood against all paths summed, what made a series found again, and
what is said of series that say nothing."""

import itertools

import numpy as np
import pytest

from sim.analysis import switching
from sim.analysis.switching import TwoStates, chance_of_high, fit_two_states

MADE = TwoStates((-1.0, 2.0), 0.7, (0.9, 0.8))
PRIOR = TwoStates((-0.5, 0.5), 1.0, (0.5, 0.5))


def series_of(states, steps, seed=1):
    """States and points of a chain."""
    draws = np.random.default_rng(seed)
    now, path = 0, []
    for turn in draws.random(steps):
        now = now if turn < states.stay[now] else 1 - now
        path.append(now)
    return np.array(path), np.array(states.levels)[path] + states.spread * draws.normal(size=steps)


def summed_over_paths(states, y):
    """Likelihood and chance of the high state at the last step, path by path."""
    total, high = 0.0, 0.0
    for path in itertools.product((0, 1), repeat=len(y)):
        chance = 0.5
        for one, other in itertools.pairwise(path):
            chance *= states.chances[one, other]
        for state, point in zip(path, y, strict=True):
            if not np.isnan(point):
                off = (point - states.levels[state]) / states.spread
                chance *= np.exp(-0.5 * off**2) / (states.spread * np.sqrt(2.0 * np.pi))
        total += chance
        high += chance * path[-1]
    return total, high / total


@pytest.mark.parametrize("gaps", [(), (2,), (0, 3, 4, 7)])
def test_likelihood__is_that_of_all_paths_summed(gaps):
    y = series_of(MADE, 8)[1]
    y[list(gaps)] = np.nan
    total, high = summed_over_paths(MADE, y)
    expected = switching._expect(MADE, y[None])
    assert expected.log_likelihood == pytest.approx(np.log(total))
    assert chance_of_high(MADE, y) == pytest.approx(high)
    assert expected.state[0, -1, 1] == pytest.approx(high)
    assert expected.state.sum(axis=2) == pytest.approx(1.0)


def test_moves__are_as_many_as_steps_up_to_the_last_point():
    y = np.array([[1.0, np.nan, 0.0, 2.0, np.nan, np.nan]])
    assert switching._expect(MADE, y).moves.sum() == pytest.approx(3.0)


def test_fit__finds_again_what_made_the_series():
    found = fit_two_states([series_of(MADE, 6000)[1]], PRIOR, 1.0)
    assert found.levels == pytest.approx(MADE.levels, abs=0.05)
    assert found.spread == pytest.approx(MADE.spread, abs=0.03)
    assert found.stay == pytest.approx(MADE.stay, abs=0.03)
    assert sum(found.points) == pytest.approx(6002.0)


def test_fit__finds_it_through_holes_and_from_many_short_series():
    y = series_of(MADE, 9000)[1]
    y[np.random.default_rng(2).random(9000) < 0.3] = np.nan
    holes = fit_two_states([y], PRIOR, 1.0)
    short = fit_two_states(
        [series_of(MADE, 30, seed)[1] for seed in range(200)] + [np.full(4, np.nan)], PRIOR, 1.0
    )
    for found in (holes, short):
        assert found.levels == pytest.approx(MADE.levels, abs=0.06)
        assert found.stay == pytest.approx(MADE.stay, abs=0.04)


def test_fit__climbs_at_every_round():
    y = switching._laid_out([series_of(MADE, 40)[1], series_of(MADE, 25, 2)[1]])
    now, reached = PRIOR._replace(stay=(0.7, 0.6)), []
    for _ in range(60):
        expected = switching._expect(now, y)
        reached.append(expected.log_likelihood + switching._log_prior(now, PRIOR, 3.0))
        now = switching._renewed(expected, y, PRIOR, 3.0)
    assert (np.diff(reached) >= -1e-9).all()
    assert reached[-1] > reached[0] + 1.0


def test_fit__that_ends_is_at_a_top():
    y = [series_of(MADE, 60)[1]]
    found = fit_two_states(y, PRIOR, 2.0)

    def height(states):
        laid = switching._laid_out(y)
        prior = switching._log_prior(states, PRIOR, 2.0)
        return switching._expect(states, laid).log_likelihood + prior

    for change in (
        {"levels": (found.levels[0] + 0.02, found.levels[1])},
        {"levels": (found.levels[0], found.levels[1] - 0.02)},
        {"spread": found.spread * 1.02},
        {"spread": found.spread * 0.98},
        {"stay": (found.stay[0] + 0.02, found.stay[1])},
        {"stay": (found.stay[0], found.stay[1] - 0.02)},
    ):
        assert height(found._replace(**change)) < height(found)


def test_fit__has_the_low_state_first_whatever_the_prior_says():
    turned = PRIOR._replace(levels=(3.0, -3.0))
    found = fit_two_states([series_of(MADE, 500)[1]], turned, 0.5)
    assert found.levels == pytest.approx(MADE.levels, abs=0.2)
    assert found.stay[0] > found.stay[1]


@pytest.mark.parametrize(
    "y",
    [np.full(12, 0.3), [0.3], np.concatenate([np.full(8, 1e6), [np.nan]])],
    ids=["constant", "one point", "far from the prior"],
)
def test_fit__of_what_shows_no_switching_stays_a_chain(y):
    found = fit_two_states([y], PRIOR, 5.0)
    numbers = [*found.levels, found.spread, *found.stay, found.log_likelihood]
    assert np.isfinite(numbers).all()
    assert found.spread > 0.0
    assert all(0.0 < stay < 1.0 for stay in found.stay)
    assert 0.0 <= chance_of_high(found, y) <= 1.0


def test_fit__of_points_in_one_state_leaves_the_other_where_the_prior_has_it():
    y = 0.5 + 0.1 * np.random.default_rng(3).normal(size=400)
    found = fit_two_states([y], PRIOR._replace(levels=(-9.0, 0.5), spread=0.1), 5.0)
    assert found.levels[0] == pytest.approx(-9.0, abs=0.01)
    assert found.levels[1] == pytest.approx(y.mean(), abs=0.01)
    assert found.points[0] == pytest.approx(5.0, abs=0.01)


@pytest.mark.parametrize("series", [[], [[]], [[np.nan, np.nan]]])
def test_fit__without_points_is_the_prior(series):
    found = fit_two_states(series, PRIOR, 5.0)
    assert found.levels == pytest.approx(PRIOR.levels)
    assert found.spread == pytest.approx(PRIOR.spread)
    assert found.stay == pytest.approx(PRIOR.stay)
    assert chance_of_high(found, []) == 0.5


@pytest.mark.parametrize(
    ("series", "prior", "worth"),
    [
        ([[1.0]], PRIOR._replace(spread=0.0), 1.0),
        ([[1.0]], PRIOR, 0.0),
        ([[1.0, np.inf]], PRIOR, 1.0),
    ],
)
def test_fit__refuses_what_it_cannot_fit(series, prior, worth):
    with pytest.raises(ValueError, match=r"found .*, wanted"):
        fit_two_states(series, prior, worth)
