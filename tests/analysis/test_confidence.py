"""One check of the confidence of intervals, at every door."""

import numpy as np
import pytest

from sim.analysis import check_level
from sim.errors import SimError


@pytest.mark.parametrize("level", [0.9, np.float64(0.9), np.float32(0.9)])
def test_level__of_any_kind_of_number_is_plain(level):
    assert type(check_level(level)) is float
    assert check_level(level) == pytest.approx(0.9)


@pytest.mark.parametrize("level", [0, 1, 95, -0.1, float("nan"), None, "0.9", True, [0.9]])
def test_level__that_is_none_is_one_line(level):
    with pytest.raises(SimError, match=r"^level: found .*wanted a number between 0 and 1"):
        check_level(level)
