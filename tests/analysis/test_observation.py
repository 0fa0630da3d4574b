"""The observation model: its likelihood, what it recovers, and the noise of what is observed."""

import numpy as np
import pytest
from scipy import special, stats

from sim.analysis.observation import (
    Line,
    draw_score,
    draw_share,
    empirical_logit,
    fit_line,
    linear_predictor,
)


def made(count=40, groups=5, *, slope=-2.0, sigma=0.2, tau=0.6, spread=0.0, seed=1):
    """Points of a known line; replicates scatter about it by `spread`, history is one of them."""
    draws = np.random.default_rng(seed)
    group = [f"g{k}" for k in range(groups) for _ in range(count)]
    r = draws.uniform(-0.8, 0.8, len(group))
    x = r + spread * draws.standard_normal((300, len(group)))
    history = r + spread * draws.standard_normal(len(group))
    offset = np.repeat(tau * draws.standard_normal(groups), count)
    variance = np.full(len(group), 0.04)
    noise = np.sqrt(sigma**2 + variance) * draws.standard_normal(len(group))
    return -1.0 + offset + slope * history + noise, variance, x[:, :, None], group


def test_line__recovers_what_made_the_points():
    line = fit_line(*made(count=200, groups=12), [-1])
    assert line.slopes[0] == pytest.approx(-2.0, abs=0.06)
    assert line.sigma == pytest.approx(0.2, abs=0.03)
    assert line.tau == pytest.approx(0.6, abs=0.25)


def test_line__has_the_likelihood_of_a_normal_with_shared_offsets():
    y, variance, x, group = made(count=6, groups=3, spread=0.1)
    line = fit_line(y, variance, x, group, [-1])
    own = line.slopes[0] ** 2 * x[:, :, 0].var(axis=0, ddof=1)
    same = np.equal.outer(group, group)
    covariance = np.diag(line.sigma**2 + variance + own) + line.tau**2 * same
    middle = line.intercept + line.slopes[0] * x[:, :, 0].mean(axis=0)
    expected = stats.multivariate_normal(middle, covariance).logpdf(y)
    assert line.log_likelihood == pytest.approx(expected, abs=1e-6)
    # The posterior mean of the offsets, by the textbook formula.
    picked = np.array([[name == one for one in group] for name in line.offset], dtype=float)
    offset = line.tau**2 * picked @ np.linalg.solve(covariance, y - middle)
    assert list(line.offset.values()) == pytest.approx(offset.tolist(), abs=1e-6)


def test_line__takes_up_a_slope_and_needs_its_predictor():
    y, variance, x, group = made()
    best = fit_line(y, variance, x, group, [-1]).log_likelihood
    for shift in (-0.05, 0.05):
        moved = fit_line(y + shift * x.mean(axis=0)[:, 0], variance, x, group, [-1])
        assert moved.log_likelihood == pytest.approx(best, abs=1e-3)
    assert fit_line(y, variance, 0.0 * x, group, [-1]).log_likelihood < best - 50


@pytest.mark.parametrize("seed", range(3))
def test_line__finds_the_best_slope_wherever_it_begins(seed):
    # Few points, hardly a slope: a search that sticks to the bound at 0 would be found out here.
    y, variance, x, group = made(count=9, groups=5, slope=-0.8, sigma=0.6, spread=0.1, seed=seed)
    best = fit_line(y, variance, x, group, [-1]).log_likelihood
    for slope in np.linspace(-3.0, 0.0, 7):
        # At a fixed slope: y less the slope, the spread of replicates as noise.
        own = slope**2 * x[:, :, 0].var(axis=0, ddof=1)
        rest = y - slope * x[:, :, 0].mean(axis=0)
        fixed = fit_line(rest, variance + own, 0.0 * x, group, [-1])
        assert fixed.log_likelihood <= best + 1e-3


def test_slope__never_turns_a_relation_upside_down():
    y, variance, x, group = made(slope=2.0)
    assert fit_line(y, variance, x, group, [-1]).slopes == (0.0,)
    assert fit_line(y, variance, x, group, [1]).slopes[0] == pytest.approx(2.0, abs=0.2)


def test_slopes__of_two_predictors_are_told_apart():
    draws = np.random.default_rng(3)
    x = draws.normal(size=(1, 400, 2))
    y = 0.3 + x[0] @ [1.5, -0.7] + 0.1 * draws.standard_normal(400)
    line = fit_line(y, np.full(400, 1e-4), x, ["a"] * 400, [1, -1])
    assert line.slopes == pytest.approx((1.5, -0.7), abs=0.03)


def test_spread_of_replicates__is_not_counted_as_noise_again():
    # History scatters about the replicates' mean as they do: σ and the slope stay what they were.
    line = fit_line(*made(count=300, groups=8, spread=0.3), [-1])
    assert line.sigma == pytest.approx(0.2, abs=0.08)
    assert line.slopes[0] == pytest.approx(-2.0, abs=0.12)


def test_line__refuses_predictors_of_another_shape():
    with pytest.raises(ValueError, match="wanted \\(replicate, point, predictor\\)"):
        fit_line([0.0], [1.0], np.zeros((3, 2, 1)), ["a"], [1])


def test_predictor__gives_an_unknown_group_the_spread_of_the_known():
    line = Line(0.0, (0.0,), 0.0, 0.7, {"a": 1.0}, {"a": 0.1}, 0.0)
    eta = linear_predictor(
        line, np.zeros((20_000, 3, 1)), ["a", "b", "b"], np.random.default_rng(1)
    )
    assert eta.std(axis=0) == pytest.approx([0.1, 0.7, 0.7], rel=0.05)
    assert eta.mean(axis=0) == pytest.approx([1.0, 0.0, 0.0], abs=0.02)
    # One offset a group in a replicate.
    assert (eta[:, 1] == eta[:, 2]).all()


def test_predictor__has_new_noise_at_each_point():
    line = Line(0.0, (2.0,), 0.5, 0.0, {"a": 0.0}, {"a": 0.0}, 0.0)
    eta = linear_predictor(line, np.ones((20_000, 2, 1)), ["a", "a"], np.random.default_rng(1))
    assert eta.mean() == pytest.approx(2.0, abs=0.02)
    assert np.corrcoef(eta.T)[0, 1] == pytest.approx(0.0, abs=0.03)


def test_share__is_binomial_and_a_score_is_normal():
    draws, eta = np.random.default_rng(2), np.full((50_000, 1), 0.4)
    p = special.expit(0.4)
    share = draw_share(eta, [20.4], draws)
    assert share.mean() == pytest.approx(p, abs=0.005)
    assert share.var() == pytest.approx(p * (1 - p) / 20, rel=0.05)
    assert set(np.unique(np.rint(share * 20) - share * 20).round(9)) == {0.0}
    scored = draw_score(eta, [0.3], draws)
    assert (scored.mean(), scored.std()) == pytest.approx((0.4, 0.3), abs=0.01)


def test_empirical_logit__has_the_variance_of_its_draws():
    draws = np.random.default_rng(4)
    seen, variance = empirical_logit(draws.binomial(200, 0.2, 50_000) / 200, 200.0)
    assert seen.mean() == pytest.approx(special.logit(0.2), abs=0.01)
    assert seen.var() == pytest.approx(variance.mean(), rel=0.05)
