"""First times against brute force and an exponential law."""

import numpy as np
import pytest
from scipy import stats

from sim.analysis.passage import first_passage, first_true
from sim.errors import SimError

NEVER = float("nan")


def test_first_true__by_hand():
    found = first_true([[True, False], [False, True], [False, False]])
    assert found[:2].tolist() == [0.0, 1.0]
    assert np.isnan(found[2])


def test_first_passage__with_one_horizon_is_the_share_still_waiting():
    draws = np.random.default_rng(1)
    times = np.ceil(draws.exponential(10.0, size=300))
    seen = np.where(times <= 12, times, NEVER)
    curve = first_passage(seen, 12).curve
    expected = [np.mean(times > t) for t in curve["time"]]
    assert curve["waiting"].tolist() == pytest.approx(expected)
    assert first_passage(seen, 12).never == pytest.approx(np.mean(times > 12))


def test_first_passage__with_windows_of_different_lengths_by_hand():
    # Kaplan-Meier: (1 − 1/4) at 1; one leaves the risk set at 2 unseen; (1 − 1/2) at 3.
    found = first_passage([1.0, NEVER, 3.0, NEVER], [9.0, 2.0, 9.0, 9.0])
    assert found.curve["waiting"].tolist() == pytest.approx([0.75, 0.375])
    assert found.curve["at_risk"].tolist() == [4, 2]
    assert found.median == 3.0


def test_first_passage__agrees_with_scipy_on_curve_and_band():
    draws = np.random.default_rng(3)
    times, ends = draws.exponential(10.0, 200), draws.uniform(2.0, 20.0, 200)
    never = times > ends
    curve = first_passage(np.where(never, NEVER, times), ends, level=0.9).curve
    kept = stats.CensoredData.right_censored(np.where(never, ends, times), never)
    expected = stats.ecdf(kept).sf
    # Its band is undefined, and said to be, at times before the first event.
    with pytest.warns(RuntimeWarning, match="undefined"):
        band = expected.confidence_interval(0.9, method="log-log")
    at = curve["time"].to_numpy()
    assert curve["waiting"].to_numpy() == pytest.approx(expected.evaluate(at))
    assert curve["low"].to_numpy() == pytest.approx(band.low.evaluate(at), nan_ok=True)
    assert curve["high"].to_numpy() == pytest.approx(band.high.evaluate(at), nan_ok=True)


def test_first_passage__has_no_band_where_nobody_waits_any_more():
    curve = first_passage([1.0, 2.0], 5.0).curve
    assert curve["waiting"].tolist() == [0.5, 0.0]
    assert np.isnan(curve["low"].iloc[-1])
    assert not np.isnan(curve["low"].iloc[0])


def test_first_passage__does_not_take_unfinished_waits_for_events():
    draws = np.random.default_rng(2)
    times, ends = draws.exponential(10.0, 5_000), draws.uniform(2.0, 20.0, 5_000)
    seen = np.where(times <= ends, times, NEVER)
    # The law's median is 10 ln 2 = 6.93; that of the events seen is far below.
    assert first_passage(seen, ends).median == pytest.approx(10 * np.log(2), rel=0.06)
    assert np.nanmedian(seen) < 5.5


def test_first_passage__where_nothing_happens_has_no_median():
    found = first_passage([NEVER, NEVER], 10.0)
    assert np.isnan(found.median)
    assert found.never == 1.0
    assert found.curve.empty


def test_first_passage__refuses_an_event_after_the_window():
    with pytest.raises(SimError, match="after its horizon"):
        first_passage([5.0], 4.0)


@pytest.mark.parametrize(
    ("times", "horizon", "level", "line"),
    [
        ([], 5.0, 0.95, "found 0 times"),
        (None, 5.0, 0.95, "times: found nothing"),
        (["a"], 5.0, 0.95, "times: found"),
        ([1.0], [5.0, 6.0], 0.95, "found 1 times and 2 horizons"),
        ([1.0], NEVER, 0.95, "horizon: found NaN"),
        ([1.0], 5.0, 2, "level: found 2"),
    ],
)
def test_first_passage__says_in_one_line_what_is_wrong(times, horizon, level, line):
    with pytest.raises(SimError, match=line):
        first_passage(times, horizon, level=level)


def test_median__is_the_time_at_which_half_have_come_however_many_there_are():
    # k of 2 k have come at time k - 1: a product of shares falls short of a half by its rounding.
    for half in range(1, 200):
        times = np.r_[np.arange(half), np.full(half, NEVER)]
        assert first_passage(times, 1000.0).median == half - 1
