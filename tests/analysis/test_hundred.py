"""Shares as whole numbers of a hundred."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.analysis import of_hundred


@given(st.lists(st.integers(0, 10_000), min_size=1, max_size=6).filter(any))
def test_of_hundred__adds_up_and_is_never_a_whole_one_off(weights):
    shares = [weight / sum(weights) for weight in weights]
    found = of_hundred(shares)
    assert sum(found) == 100
    assert all(
        abs(count - 100 * share) < 1 + 1e-6 for count, share in zip(found, shares, strict=True)
    )


@pytest.mark.parametrize(
    ("shares", "found"),
    [
        ([0.29, 0.57, 0.14], [29, 57, 14]),  # 0.29 * 100 is below 29 in binary
        ([1 / 3, 1 / 3, 1 / 3], [34, 33, 33]),
        ([0.0, 1.0], [0, 100]),
        ([0.004, 0.996], [0, 100]),
    ],
)
def test_of_hundred__rounds_the_largest_remainders_up(shares, found):
    assert of_hundred(shares) == found


@pytest.mark.parametrize("shares", [[0.5, 0.4], [1.2, -0.2], [], [float("nan"), 1.0]])
def test_of_hundred__refuses_what_is_no_whole(shares):
    with pytest.raises(ValueError, match="in all 1"):
        of_hundred(shares)
