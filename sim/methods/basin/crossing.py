"""Two basins of a relation: who is in which, when runs cross into the other, and come back."""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike, NDArray

from sim.analysis import crossings, first_passage

__all__ = ["EVENTS", "Basins", "crossing_table"]

#: Columns of `crossing_table` behind the first.
EVENTS = (
    *("begins", "event", "month", "runs"),
    *("at_risk", "happened", "waiting", "low", "high"),
)


class Basins(NamedTuple):
    """Two basins of a recorded variable: apart below one threshold, close above the other.

    Examples
    --------
    >>> Basins("relation_jpn_kor", -0.2, 0.2).shares([-0.5, 0.0, 0.5, 0.6])
    (0.25, 0.25, 0.5)
    """

    variable: str
    apart: float
    close: float

    def shares(self, values: ArrayLike) -> tuple[float, float, float]:
        """Return the shares of runs apart, between and close."""
        found = np.asarray(values, dtype=np.float64)
        apart, close = found < self.apart, found > self.close
        return float(apart.mean()), float((~apart & ~close).mean()), float(close.mean())


def crossing_table(
    paths: Mapping[str, NDArray[np.float64]], basins: Basins, of: str = "world"
) -> pd.DataFrame:
    """Return by month the share of runs that have not left their basin yet, or not come back yet.

    Parameters
    ----------
    paths : name of a world to (replicate, month)
    of : what is named, the first column

    Returns
    -------
    DataFrame
        `of` and `EVENTS`. `begins` is 'close' or 'apart', the basin of the first month; `event` is
        'left', with `month` counted in the window, or 'back', with `month` counted from the
        crossing, over the runs that crossed. `runs` are those that can have the event, `at_risk`
        those of them still seen and waiting in that month, `happened` those that have had it by
        then. `waiting` is the Kaplan-Meier probability of still waiting, with its 95 % interval
        `low`, `high` (nan where nothing has happened yet, or to all).
    """
    rows: list[tuple[object, ...]] = []
    for name, values in paths.items():
        found, months = crossings(values, basins.apart, basins.close), values.shape[1]
        for begins, sign in (("close", 1), ("apart", -1)):
            mine = found.begins == sign
            crossed = mine & ~np.isnan(found.left)
            seen = months - found.left[crossed]
            waits = (
                ("left", found.left[mine], np.full(int(mine.sum()), float(months))),
                ("back", found.back[crossed], seen),
            )
            for event, times, horizon in waits:
                rows += [(name, begins, event, *row) for row in _by_month(times, horizon)]
    return pd.DataFrame(rows, columns=[of, *EVENTS])


def _by_month(
    times: NDArray[np.float64], horizon: NDArray[np.float64]
) -> Iterator[tuple[int, int, int, int, float, float, float]]:
    """Yield month, runs, at risk, happened, waiting, low, high, while anybody is seen."""
    if not len(times):
        return
    curve = first_passage(times, horizon).curve
    at = curve["time"].to_numpy()
    seen = np.where(np.isnan(times), horizon, times)
    for month in range(int(horizon.max()) + 1):
        row = int(np.searchsorted(at, month, side="right")) - 1
        band = (
            (1.0, np.nan, np.nan) if row < 0 else tuple(curve[["waiting", "low", "high"]].iloc[row])
        )
        yield (month, len(times), int((seen >= month).sum()), int((times <= month).sum()), *band)
