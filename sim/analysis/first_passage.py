"""When something first happens, where it may not happen before the window ends."""

from typing import NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike, NDArray
from scipy import stats

__all__ = ["FirstPassage", "first_passage", "first_true"]


class FirstPassage(NamedTuple):
    """Kaplan–Meier reading of waiting times.

    Attributes
    ----------
    curve : DataFrame
        One row a time at which some replicate has its event: `time`, `at_risk`, `events`, and
        `waiting`, the probability of no event up to and including that time, with `low`, `high`.
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

    Examples
    --------
    >>> found = first_passage([1.0, 2.0, float("nan"), float("nan")], horizon=5.0)
    >>> found.never, found.median
    (0.5, 2.0)
    """
    first = np.asarray(times, dtype=np.float64).ravel()
    never = np.isnan(first)
    ends = np.broadcast_to(np.asarray(horizon, dtype=np.float64), first.shape)
    if np.any(first[~never] > ends[~never]):
        raise ValueError("found an event after its horizon")
    if never.all():
        columns = ["time", "at_risk", "events", "waiting", "low", "high"]
        return FirstPassage(pd.DataFrame(columns=columns, dtype=float), float("nan"), 1.0)
    kept = np.where(never, ends, first)
    survival = stats.ecdf(stats.CensoredData.right_censored(kept, never)).sf
    with np.errstate(divide="ignore", invalid="ignore"):
        band = survival.confidence_interval(level, method="log-log")
    at = np.unique(first[~never])
    curve = pd.DataFrame(
        {
            "time": at,
            "at_risk": [int(np.sum(kept >= time)) for time in at],
            "events": [int(np.sum(first == time)) for time in at],
            "waiting": survival.evaluate(at),
            "low": band.low.evaluate(at),
            "high": band.high.evaluate(at),
        }
    )
    half = curve.loc[curve["waiting"] <= 0.5, "time"]
    median = float(half.iloc[0]) if len(half) else float("nan")
    return FirstPassage(curve, median, float(never.mean()))
