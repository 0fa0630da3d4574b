"""Cumulative shares and their bands, against statsmodels and scipy."""

import numpy as np
import pytest
import scipy.stats
from statsmodels.distributions.empirical_distribution import ECDF, _conf_set

from sim.analysis import band_half, cumulative_table, widest_gap, widest_share_gap


def test_band_half__is_that_of_statsmodels():
    share = np.linspace(0, 1, 100)
    low, _ = _conf_set(share, alpha=0.05)
    assert band_half(100) == pytest.approx(float(share[50] - low[50]), abs=1e-12)


def test_band_half__of_several_samples_shares_the_doubt_out():
    assert band_half(50, samples=5) == band_half(50, level=0.99)


def test_cumulative_table__is_the_empirical_distribution():
    values = np.random.default_rng(1).normal(size=300).round(1)
    table = cumulative_table({"a": values})
    known = ECDF(values)
    assert table["share"].to_numpy() == pytest.approx(known(table["value"].to_numpy()))
    assert table["low"].between(0, 1).all()
    assert (table["high"] - table["share"]).max() == pytest.approx(band_half(300))


def test_cumulative_table__of_many_values_keeps_both_ends():
    values = np.random.default_rng(1).random(20_000)
    table = cumulative_table({"a": values})
    assert len(table) == 4_000
    assert (table["value"].min(), table["value"].max()) == (values.min(), values.max())


def test_widest_gap__is_the_distance_of_kolmogorov_and_smirnov():
    draws = np.random.default_rng(2)
    sides = {"a": draws.normal(size=200), "b": draws.normal(0.5, 1, 300), "c": draws.normal(size=9)}
    found = widest_gap({name: sides[name] for name in "ab"})
    known = scipy.stats.ks_2samp(sides["a"], sides["b"]).statistic
    assert found.share_above - found.share_below == pytest.approx(known)
    assert (found.above, found.below) == ("a", "b")
    assert np.mean(sides["a"] <= found.value) == pytest.approx(found.share_above)


def test_widest_gap__is_decided_only_where_bands_part():
    low, high = np.arange(100.0), np.arange(100.0) + 1000.0
    assert widest_gap({"a": low, "b": high}).decided
    assert not widest_gap({"a": low, "b": low + 1.0}).decided


def test_bands__hold_all_curves_at_once_in_at_least_so_many_samples():
    draws, held, repeats = np.random.default_rng(3), 0, 1_000
    for _ in range(repeats):
        table = cumulative_table({name: draws.random(60) for name in "abc"})
        # Of even numbers the true share at a value is the value; it is farthest off at a step.
        share, at = table["share"], table["value"]
        start = share.groupby(table["name"]).shift(fill_value=0.0)
        half = band_half(60, samples=3)
        held += bool(((share - at).abs().max() <= half) and ((start - at).abs().max() <= half))
    assert held / repeats >= 0.94  # 0.95 less two Monte Carlo errors of 1,000 repeats


def test_widest_gap__of_one_sample_is_refused():
    with pytest.raises(ValueError, match="two or more"):
        widest_gap({"a": [1.0]})


def test_widest_share_gap__is_the_value_with_the_most_unlike_shares():
    a, b = [0] * 50 + [1] * 30 + [2] * 20, [0] * 45 + [1] * 5 + [2] * 50
    found = widest_share_gap({"a": a, "b": b})
    assert (found.value, found.above, found.below) == (2.0, "b", "a")
    assert (found.share_above, found.share_below) == (0.5, 0.2)
    assert found.decided


def test_widest_share_gap__is_decided_by_newcombes_interval_for_all_looks():
    from statsmodels.stats.proportion import confint_proportions_2indep

    a, b = [1] * 30 + [0] * 70, [1] * 17 + [0] * 83
    ends = confint_proportions_2indep(30, 100, 17, 100, method="newcomb", alpha=0.05)
    assert ends[0] > 0.0  # of one look; not of the six that three samples and two values make
    assert not widest_share_gap({"a": a, "b": b, "c": a}).decided
    assert widest_share_gap({"a": a, "b": [0] * 100}).decided


def test_widest_share_gap__raises_few_false_alarms():
    draws = np.random.default_rng(6)
    alarms = [
        widest_share_gap({name: draws.integers(0, 3, 200) for name in "ab"}).decided
        for _ in range(2_000)
    ]
    assert np.mean(alarms) <= 0.06
