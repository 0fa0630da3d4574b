"""Shift functions against scipy's quantiles and what is known of simple shifts."""

import numpy as np
import pytest
from scipy.stats.mstats import hdquantiles

from sim.analysis.monte_carlo import harrell_davis
from sim.analysis.shift import DECILES, shift_function
from sim.errors import SimError


def test_quantiles__are_scipys():
    a, b = np.random.default_rng(4).normal(size=(2, 73))
    found = shift_function(a, b)
    np.testing.assert_allclose(found["base"], hdquantiles(a, DECILES), rtol=1e-9)
    np.testing.assert_allclose(found["difference"], hdquantiles(b, DECILES) - found["base"])


def test_shift__is_told_from_a_stretch():
    values = np.random.default_rng(2).normal(size=600)
    shifted = shift_function(values, values + 1.0)
    stretched = shift_function(values, 2.0 * values)
    assert shifted["difference"].tolist() == pytest.approx([1.0] * 9)
    assert (shifted["high"] - shifted["low"]).max() == pytest.approx(0.0, abs=1e-12)
    assert stretched["difference"].is_monotonic_increasing
    assert stretched["difference"].iloc[0] < 0.0 < stretched["difference"].iloc[-1]


def test_interval__of_a_constant_side_is_that_of_the_other_alone():
    values = np.random.default_rng(3).normal(size=400)
    found = shift_function(np.zeros(400), values, quantiles=[0.5]).iloc[0]
    se = harrell_davis(values, 0.5)[1]
    assert (found["high"] - found["low"]) / 2 == pytest.approx(1.966 * se, rel=0.1)


def test_interval__is_narrower_where_luck_is_shared():
    draws = np.random.default_rng(5).normal(size=(3, 300))
    together = shift_function(draws[0], draws[0] + 0.3 * draws[1])
    apart = shift_function(draws[0], draws[2] + 0.3 * draws[1])
    wide = [(one["high"] - one["low"]).mean() for one in (together, apart)]
    assert wide[0] < 0.6 * wide[1]


def test_sides__that_do_not_pair_are_refused():
    with pytest.raises(SimError, match="found 2 and 3"):
        shift_function([1.0, 2.0], [1.0, 2.0, 3.0])
    with pytest.raises(SimError, match="found 1 and 1"):
        shift_function([1.0], [2.0])


@pytest.mark.parametrize(
    ("ask", "line"),
    [
        ({"base": [1.0, np.nan, 3.0]}, "base: found 1 of 3 pairs without an answer"),
        ({"base": None}, "base: found nothing"),
        ({"base": ["a", "b", "c"]}, "base: found"),
        ({"quantiles": [2.0]}, "quantiles: found 2.0"),
        ({"quantiles": [0.0]}, "quantiles: found 0.0"),
        ({"quantiles": [np.nan]}, "quantiles: found nan"),
        ({"quantiles": 0.5}, "quantiles: found 0.5"),
        ({"quantiles": []}, "quantiles: found"),
        ({"quantiles": ["a"]}, "quantiles: found the text 'a'"),
        ({"level": 95}, "level: found 95"),
    ],
)
def test_what_is_wrong__is_one_line(ask, line):
    values = {"base": [1.0, 2.0, 3.0], "alternative": [1.0, 2.0, 3.0]}
    with pytest.raises(SimError, match=line) as told:
        shift_function(**(values | ask))
    assert "\n" not in str(told.value)
