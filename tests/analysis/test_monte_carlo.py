"""Monte Carlo error against closed forms, scipy and brute force."""

import numpy as np
import pytest
from scipy import stats

from sim.analysis.monte_carlo import (
    harrell_davis,
    mc_se,
    median_se_from_quartiles,
    prob_ci,
    quantile_ci,
    replicates_needed,
)
from sim.errors import SimError


def test_mc_se__of_a_mean_is_sd_over_root_n():
    values = np.random.default_rng(1).normal(size=500)
    assert mc_se(values) == pytest.approx(stats.sem(values), rel=1e-12)


@pytest.mark.parametrize("quantile", [0.1, 0.5, 0.9])
def test_harrell_davis__agrees_with_scipy(quantile):
    values = np.random.default_rng(2).gamma(2.0, size=300)
    estimate, se = harrell_davis(values, quantile)
    expected = stats.mstats.hdquantiles(values, [quantile])[0]
    assert estimate == pytest.approx(float(expected), rel=1e-10)
    assert se == pytest.approx(float(stats.mstats.mjci(values, [quantile])[0]), rel=0.05)


def test_mc_se__of_a_median_is_the_spread_of_medians():
    # Brute force: 2,000 samples of 200 have medians that scatter as one sample's error says.
    draws = np.random.default_rng(3).normal(size=(2_000, 200))
    scatter = np.median(draws, axis=1).std()
    claimed = np.mean([mc_se(row, "median") for row in draws[:200]])
    assert claimed == pytest.approx(scatter, rel=0.08)


def test_mc_se__falls_as_the_root_of_n():
    values = np.random.default_rng(4).normal(size=40_000)
    assert mc_se(values[:10_000]) / mc_se(values) == pytest.approx(2.0, rel=0.05)
    quarters = np.mean([mc_se(part, 0.25) for part in values.reshape(40, -1)])
    assert quarters / mc_se(values, 0.25) == pytest.approx(np.sqrt(40), rel=0.15)


def test_median_se_from_quartiles__is_a_little_above_the_exact_error_of_a_normal():
    q25, q75 = stats.norm.ppf([0.25, 0.75])
    exact = np.sqrt(np.pi / 2) / np.sqrt(400)  # sd √(π/2n)
    assert median_se_from_quartiles(q25, q75, 400) / exact == pytest.approx(1.076, abs=0.001)


@pytest.mark.parametrize(("hits", "count"), [(0, 10), (1, 10), (5, 10), (10, 10), (37, 1000)])
def test_prob_ci__is_wilson(hits, count):
    expected = stats.binomtest(hits, count).proportion_ci(0.9, method="wilson")
    found = prob_ci(hits, count, level=0.9)
    assert found.value == hits / count
    assert found.low == pytest.approx(expected.low, abs=1e-12)
    assert found.high == pytest.approx(expected.high, abs=1e-12)


def test_prob_ci__refuses_more_hits_than_tries():
    with pytest.raises(ValueError, match="found 3 of 2"):
        prob_ci(3, 2)


@pytest.mark.parametrize("quantile", [0.25, 0.5, 0.9])
def test_quantile_ci__holds_at_least_at_its_level(quantile):
    # Of uniform samples the true quantile is known: the interval must hold it 95 times in 100.
    draws = np.random.default_rng(5).random((2_000, 60))
    held = [
        found.low <= quantile <= found.high
        for found in (quantile_ci(row, quantile) for row in draws)
    ]
    assert 0.94 <= np.mean(held) <= 0.99


def test_quantile_ci__with_one_value_is_that_value():
    found = quantile_ci([3.0], 0.5)
    assert (found.low, found.high) == (3.0, 3.0)
    assert np.isnan(found.se)


def test_replicates_needed__reaches_the_target():
    draws = np.random.default_rng(6)
    pilot = draws.normal(0, 2.0, 1_000)
    needed = replicates_needed(pilot, 0.02)
    assert mc_se(draws.normal(0, 2.0, needed)) == pytest.approx(0.02, rel=0.05)
    assert replicates_needed(pilot, 0.01) == pytest.approx(4 * needed, rel=0.001)


def test_replicates_needed__refuses_a_target_of_nothing():
    with pytest.raises(SimError, match="above 0"):
        replicates_needed([1.0, 2.0], 0.0)


@pytest.mark.parametrize(
    ("ask", "line"),
    [
        ({"pilot": []}, "pilot: found 0 values"),
        ({"pilot": [1.0]}, "pilot: found 1 values"),
        ({"pilot": [1.0, np.nan]}, "pilot: found 2 values, 1 of them NaN"),
        ({"pilot": None}, "pilot: found nothing"),
        ({"target_se": None}, "target_se: found nothing"),
        ({"target_se": "x"}, "target_se: found the text 'x'"),
        ({"target_se": 1e-300}, "target_se: is so small"),
        ({"statistic": "mode"}, "statistic: found the text 'mode'"),
        ({"statistic": 2}, "statistic: found 2"),
    ],
)
def test_replicates_needed__says_in_one_line_what_is_wrong(ask, line):
    with pytest.raises(SimError, match=line):
        replicates_needed(**({"pilot": [1.0, 2.0], "target_se": 0.1} | ask))


def test_estimates__refuse_no_values():
    with pytest.raises(ValueError, match="at least one"):
        mc_se([])
