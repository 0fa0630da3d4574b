"""Numbers as a report prints them."""

import re

import pytest

from sim.report.markdown import percent, plus_minus, share_of, with_interval


@pytest.mark.parametrize(
    ("value", "se", "shown"),
    [
        (0.5, 0.01, "0.500 ± 0.010"),
        (-0.5, 0.01, "−0.500 ± 0.010"),
        (-0.0001, 0.01, "0.000 ± 0.010"),
        (0.06, 0.0002, "0.0600 ± 0.0002"),
        (1.0, 0.0, "1.000 ± 0.000"),
        (1.0, 1e-12, "1.000 ± 0.000"),
        (float("nan"), 0.1, "–"),
        (1.0, float("nan"), "1.000 ± ?"),
    ],
)
def test_plus_minus__shows_an_error_of_one_digit_at_least(value, se, shown):
    assert plus_minus(value, se) == shown


def test_with_interval__signs_differences():
    assert with_interval(0.1, -0.2, 0.00001) == "+0.100 (−0.200 to 0.000)"


def test_percent__shows_its_error():
    assert percent(0.5, 0.01) == "50.0 ± 1.0%"
    assert percent(float("nan")) == "–"


@pytest.mark.parametrize("count", [30, 1000, 10_000, 1_000_000])
def test_share_of__none_or_all_is_never_free_of_error(count):
    none, every = share_of(0.0, count), share_of(1.0, count)
    assert 0.0 < float(re.findall(r"[\d.]+", none)[1]) < 100 * 4 / count
    assert 100 - 100 * 4 / count < float(re.findall(r"[\d.]+", every)[1]) < 100.0
