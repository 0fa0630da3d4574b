"""When something first happens, where it may not happen before the window ends."""

from typing import NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike, NDArray

from sim.analysis.confidence import check_level, critical_z, numbers_of
from sim.errors import SimError

__all__ = ["FirstPassage", "first_passage", "first_true"]

#: What rounding may add to a product of a million shares; a replicate of as many weighs more.
_ROUNDED = 1e-10


class FirstPassage(NamedTuple):
    """Kaplan–Meier reading of waiting times.

    Attributes
    ----------
    curve : DataFrame
        One row a time at which some replicate has its event: `time`, `at_risk`, `events`, and
        `waiting`, the probability of no event up to and including that time, with `low`, `high`
        (nan where it is 0).
    median : float
        First time at which half of the replicates have had it; nan if that is never reached.
    never : float
        Share of replicates without an event in their window.
    """

    curve: pd.DataFrame
    median: float
    never: float


def first_true(flags: ArrayLike) -> NDArray[np.float64]:
    """Return the position of the first True in each row; nan for a row without one.

    Parameters
    ----------
    flags : (replicate, month)

    Examples
    --------
    >>> first_true([[False, True, True], [False, False, False]]).tolist()
    [1.0, nan]
    """
    table = np.asarray(flags, dtype=bool)
    return np.where(table.any(axis=-1), table.argmax(axis=-1), np.nan)


def _log_log_band(
    waiting: NDArray, at_risk: NDArray, events: NDArray, level: float
) -> tuple[NDArray, NDArray]:
    """Return the log-log interval of Kaplan–Meier probabilities, with Greenwood's variance.

    It stays within [0, 1]. Where nobody waits any more it is undefined, hence nan.
    """
    low, high = np.full_like(waiting, np.nan), np.full_like(waiting, np.nan)
    open_ = (waiting > 0.0) & (waiting < 1.0)
    left = np.where(at_risk > events, at_risk - events, 1.0)
    greenwood = np.cumsum(np.where(open_, events / (at_risk * left), 0.0))[open_]
    logarithm = np.log(waiting[open_])
    half = critical_z(level) * np.sqrt(greenwood) / -logarithm
    low[open_] = np.exp(logarithm * np.exp(half))
    high[open_] = np.exp(logarithm * np.exp(-half))
    return low, high


def first_passage(times: ArrayLike, horizon: ArrayLike, *, level: float = 0.95) -> FirstPassage:
    """Return the distribution of first times, with replicates that never get there kept in.

    Dropping them would make every event look early; counting them at the horizon would invent
    events. Kaplan and Meier (1958), with the log-log interval.

    Parameters
    ----------
    times : (replicate,)
        Time of the first event; nan for never within the window.
    horizon : number or (replicate,)
        Length of the window, in the unit of the times.

    Raises
    ------
    SimError
        For no times, an event after its horizon, horizons of another number, or a level that is
        none.

    Examples
    --------
    >>> found = first_passage([1.0, 2.0, float("nan"), float("nan")], horizon=5.0)
    >>> found.never, found.median
    (0.5, 2.0)
    """
    level = check_level(level)
    first, end = numbers_of(times, "times"), numbers_of(horizon, "horizon")
    if not first.size or end.size not in (1, first.size):
        raise SimError(
            f"found {first.size} times and {end.size} horizons, wanted 1 or more times, and one "
            "horizon or as many",
            field="times",
        )
    never = np.isnan(first)
    ends = np.broadcast_to(end, first.shape)
    if np.isnan(ends).any():
        raise SimError("found NaN, wanted the length of each window", field="horizon")
    if np.any(first[~never] > ends[~never]):
        raise SimError("found an event after its horizon", field="times")
    month = np.where(never, ends, first)
    at = np.unique(first[~never])
    at_risk = np.array([np.sum(month >= time) for time in at], dtype=np.float64)
    events = np.array([np.sum(first == time) for time in at], dtype=np.float64)
    waiting = np.cumprod(1.0 - events / at_risk)
    low, high = _log_log_band(waiting, at_risk, events, level)
    curve = pd.DataFrame(
        {
            "time": at,
            "at_risk": at_risk.astype(int),
            "events": events.astype(int),
            "waiting": waiting,
            "low": low,
            "high": high,
        }
    )
    # The product is rounded: half of four is found at the second only with some leave.
    half = curve.loc[curve["waiting"] <= 0.5 + _ROUNDED, "time"]
    median = float(half.iloc[0]) if len(half) else float("nan")
    return FirstPassage(curve, median, float(never.mean()))
