"""A share in words has an error, or a bound: never ± 0."""

import pytest

from sim.analysis import prob_ci, share_range, share_words


@pytest.mark.parametrize(("happened", "start"), [(0, "0% (below "), (40, "100% (above ")])
def test_share__of_none_or_all_has_a_bound_in_place_of_no_error(happened, start):
    text = share_words(happened, 40)
    assert text.startswith(start)
    bound = prob_ci(happened, 40)[3 if happened == 0 else 2]
    assert float(text.removeprefix(start).rstrip("%)")) == pytest.approx(100 * bound, rel=0.01)


def test_share__of_some_has_the_error_and_interval_of_prob_ci():
    found = prob_ci(10, 40)
    assert share_words(10, 40) == f"25.0 ± {100 * found.se:.1f}%"
    assert share_range(10, 40) == f"{100 * found.low:.1f}% to {100 * found.high:.1f}%"


@pytest.mark.parametrize("count", [1, 30, 999, 10_000_000])
def test_bound__is_never_rounded_to_nothing(count):
    assert not share_range(0, count).startswith("below 0%")
    assert share_range(count, count) != "above 100%"
