"""Statistics of others on the same numbers: scoringrules, statsmodels, scipy."""

import numpy as np
import pytest
import scipy.stats
import scoringrules
from statsmodels.stats.contingency_tables import mcnemar
from statsmodels.stats.proportion import proportion_confint
from statsmodels.stats.weightstats import DescrStatsW, ttost_paired

import sim
from sim.analysis import harrell_davis, holm, paired_diff, paired_prob_diff, prob_ci, quantile_ci
from sim.analysis.log_score import FLOOR, log_score
from sim.analysis.score import crps

DRAWS = np.random.default_rng(20261130)


@pytest.mark.parametrize("members", [2, 7, 200])
def test_crps__is_that_of_scoringrules(members):
    ensemble, observed = DRAWS.normal(size=(members, 11)), DRAWS.normal(size=11)
    theirs = scoringrules.crps_ensemble(observed, ensemble.T, estimator="fair")
    np.testing.assert_allclose(crps(ensemble, observed), theirs, atol=1e-12)


def test_log_score__nears_scoringrules_where_members_are_many():
    ensemble, observed = DRAWS.normal(0.3, 1.2, size=(100_000, 5)), DRAWS.normal(size=5)
    theirs = -scoringrules.logs_normal(observed, 0.3, 1.2)
    even = 1.0 / 20.0  # over the bounds below
    wanted = np.log((1 - FLOOR) * np.exp(theirs) + FLOOR * even)
    np.testing.assert_allclose(log_score(ensemble, observed, (-10.0, 10.0)), wanted, atol=0.03)


def test_paired_difference__is_that_of_scipy_and_statsmodels():
    a, b = DRAWS.gamma(2.0, size=(2, 90))
    found = paired_diff(a, b, level=0.9)
    theirs = scipy.stats.ttest_rel(b, a)
    interval = theirs.confidence_interval(0.9)
    assert (found.low, found.high) == pytest.approx((interval.low, interval.high))
    assert found.p_value == pytest.approx(theirs.pvalue)
    assert DescrStatsW(b - a).tconfint_mean(0.1) == pytest.approx((found.low, found.high))
    # Two one-sided tests at the ends of the interval have a p-value of half its complement.
    assert ttost_paired(b, a, found.low - 1.0, found.high)[0] == pytest.approx(0.05)


def test_share__is_that_of_statsmodels_and_scipy():
    for count in (0, 3, 50):
        found = prob_ci(count, 50)
        theirs = proportion_confint(count, 50, method="wilson")
        assert (found.low, found.high) == pytest.approx(theirs, abs=1e-12)
        exact = scipy.stats.binomtest(count, 50).proportion_ci(method="wilson")
        assert (found.low, found.high) == pytest.approx((exact.low, exact.high), abs=1e-12)


def test_discordant_pairs__are_mcnemars():
    a, b = DRAWS.random((2, 400)) < np.array([[0.3], [0.4]])
    found = paired_prob_diff(a, b)
    table = [[(a & b).sum(), (a & ~b).sum()], [(~a & b).sum(), (~a & ~b).sum()]]
    theirs = mcnemar(table, exact=False, correction=False)
    assert (found.difference / found.se) ** 2 == pytest.approx(theirs.statistic, rel=0.02)


def test_quantile__and_its_interval_are_scipys():
    values = DRAWS.normal(size=101)
    assert harrell_davis(values, 0.3)[0] == pytest.approx(
        float(scipy.stats.mstats.hdquantiles(values, [0.3])[0])
    )
    theirs = scipy.stats.quantile_test(values, q=0, p=0.3).confidence_interval(0.95)
    found = quantile_ci(values, 0.3)
    # Both hold at least at their level; ranks may differ by one.
    ordered = np.sort(values)
    for ours, other in ((found.low, theirs.low), (found.high, theirs.high)):
        assert abs(np.searchsorted(ordered, ours) - np.searchsorted(ordered, other)) <= 1


def test_flag_and_counts__go_into_statsmodels_as_they_are():
    """Outside code on `run.outcomes`: a logit of a flag, levels of a code, no cleaning."""
    import statsmodels.formula.api as formula

    table = sim.run(sim.load("second_trump_term"), replicates=400).outcomes
    odds = formula.logit("jpn_kor_fall ~ bid_mean_kor", table).fit(disp=0)
    assert np.isfinite(odds.params).all()
    table["triangle_final"] = table["triangle_final"].cat.remove_unused_categories()
    levels = formula.ols("jpn_kor_final ~ jpn_kor_fall + C(triangle_final)", table).fit()
    assert any("C(triangle_final)" in name for name in levels.params.index)


def test_holm__is_statsmodels():
    from statsmodels.stats.multitest import multipletests

    p_values = DRAWS.random(40) ** 3
    np.testing.assert_allclose(holm(p_values), multipletests(p_values, method="holm")[1])
