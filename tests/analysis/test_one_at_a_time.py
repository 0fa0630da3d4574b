"""One key at a time: ordered by size, with what chance may do."""

import numpy as np
import pandas as pd
import pytest
import scipy.stats

from sim.analysis import ordered_swings

TABLE = pd.DataFrame(
    {"at_low": [0.1, 0.5, 0.2], "at_high": [0.2, 0.1, 0.5]}, index=["small", "down", "up"]
)


def test_swings__stand_in_the_order_of_their_size():
    found = ordered_swings(TABLE)
    assert found.index.tolist() == ["down", "up", "small"]
    assert found["swing"].tolist() == pytest.approx([-0.4, 0.3, 0.1])
    assert found["swing_low"].isna().all()


def test_swings__have_normal_intervals_of_paired_or_of_two_errors():
    paired = ordered_swings(TABLE.assign(se=0.1)).loc["up"]
    known = scipy.stats.norm.interval(0.95, 0.3, 0.1)
    assert (paired["swing_low"], paired["swing_high"]) == pytest.approx(known)
    two = ordered_swings(TABLE.assign(at_low_se=0.03, at_high_se=0.04)).loc["up"]
    known = scipy.stats.norm.interval(0.95, 0.3, np.hypot(0.03, 0.04))
    assert (two["swing_low"], two["swing_high"]) == pytest.approx(known)
