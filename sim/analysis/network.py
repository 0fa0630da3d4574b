"""The ten relations of five capitals in one month: of one history, or over many."""

from typing import Any

import numpy as np
import pandas as pd

from sim.analysis.monte_carlo import Interval, prob_ci
from sim.analysis.twin import path_of
from sim.errors import MissingResult, UnknownName
from sim.spec.calendar import month_name, month_number, month_of
from sim.spec.preferences import DYADS

__all__ = ["TIE_STEPS", "month_in", "one_history", "tie_level", "tie_table", "triangle_share"]

#: Where a relation takes another word: the lessons' bounds, which are assumed, as their pages have
#: them (`sim/lesson/page/scale.js`).
TIE_STEPS = (-0.4, 0.0, 0.4)


def tie_level(relation: float) -> int:
    """Return how many of `TIE_STEPS` a relation is above: 0, the worst, to 3, the best.

    Examples
    --------
    >>> tie_level(-0.5), tie_level(0.0), tie_level(0.2)
    (0, 1, 2)
    """
    return sum(relation > step for step in TIE_STEPS)


def one_history(trajectories: Any, replicate: int | None = None) -> Any:
    """Return one history of trajectories.

    Parameters
    ----------
    trajectories : Dataset
        One history, or several along `replicate`.
    replicate : its number; None if there is only one

    Raises
    ------
    MissingResult
        If it is not clear which is meant.
    UnknownName
        For a replicate that they do not hold.

    Examples
    --------
    >>> import sim
    >>> run = sim.run(sim.load("neglect").replace(months=6), replicates=3, trajectories=True)
    >>> int(one_history(run.trajectories, 2)["replicate"])
    2
    """
    if "replicate" not in trajectories.coords:
        raise MissingResult("holds no replicate", place="trajectories", field="replicate")
    held = np.atleast_1d(trajectories["replicate"].to_numpy())
    if replicate is None and len(held) > 1:
        raise MissingResult(
            f"found {len(held)} histories, wanted one: say replicate=…",
            place="trajectories",
            field="replicate",
        )
    number = int(held[0]) if replicate is None else replicate
    if number not in held:
        raise UnknownName("replicate", str(number), map(str, held), place="trajectories")
    if "replicate" not in trajectories.dims:
        return trajectories
    return trajectories.sel(replicate=number)


def month_in(trajectories: Any, month: str) -> pd.Timestamp:
    """Return the month of a text 'YYYY-MM', if trajectories have it.

    Raises
    ------
    MissingResult
        For a text that is no month, or a month outside the window.

    Examples
    --------
    >>> import sim
    >>> month_in(sim.simulate(sim.load("neglect")), "2026-03")
    Timestamp('2026-03-01 00:00:00')
    """
    months = pd.DatetimeIndex(trajectories["month"].to_numpy())
    first, last = (month_name(month_of(one)) for one in (months[0], months[-1]))
    try:
        number = month_number(month)
    except ValueError:
        number = -1
    at = pd.Timestamp(year=number // 12, month=number % 12 + 1, day=1) if number > 0 else None
    if at is None or at not in months:
        raise MissingResult(
            f"found '{month}', wanted a month from {first} to {last}",
            place="trajectories",
            field="month",
        )
    return at


def tie_table(trajectories: Any, month: pd.Timestamp, replicate: int | None = None) -> pd.DataFrame:
    """Return the ten relations in one month.

    Parameters
    ----------
    replicate : one history; None for all that there are

    Returns
    -------
    DataFrame
        Index `dyad`; `relation` in [−1, 1], over several histories the mean with its standard error
        `se` (nan for one), and `friends`, the share of histories in which it lies above 0.

    Examples
    --------
    >>> import sim
    >>> one = sim.simulate(sim.load("neglect"))
    >>> tie_table(one, month_in(one, "2026-03")).loc["JPN-KOR", "friends"] in (0.0, 1.0)
    True
    """
    if replicate is not None or "replicate" not in trajectories.dims:
        trajectories = one_history(trajectories, replicate)
    rows = {}
    for dyad in DYADS:
        path = path_of(trajectories, f"relation_{dyad.lower().replace('-', '_')}")
        values = path.sel(month=month).to_numpy().ravel()
        error = float(values.std(ddof=1) / np.sqrt(values.size)) if values.size > 1 else np.nan
        rows[dyad] = (float(values.mean()), error, float(np.mean(values > 0.0)))
    table = pd.DataFrame.from_dict(rows, orient="index", columns=["relation", "se", "friends"])
    return table.rename_axis("dyad")


def triangle_share(
    trajectories: Any, month: pd.Timestamp, *, level: float = 0.95
) -> tuple[int, Interval, int]:
    """Return the commonest type of the triangle in a month, its share, and of how many histories.

    The share has its Wilson interval at the level.

    Examples
    --------
    >>> import sim
    >>> run = sim.run(sim.load("neglect").replace(months=6), replicates=8, trajectories=True)
    >>> kind, share, count = triangle_share(run.trajectories, month_in(run.trajectories, "2025-02"))
    >>> 0 <= kind <= 3, share.low <= share.value <= share.high, count
    (True, True, 8)
    """
    types = np.ravel(path_of(trajectories, "triangle").sel(month=month).to_numpy()).astype(int)
    kinds, counts = np.unique(types, return_counts=True)
    most = int(counts.argmax())
    return int(kinds[most]), prob_ci(int(counts[most]), types.size, level=level), int(types.size)
