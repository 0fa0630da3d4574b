"""How long it lasts: the share of replicates that have not yet met a condition, month by month."""

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from sim.analysis.confidence import check_level
from sim.analysis.kept import condition_of, first_months
from sim.analysis.monte_carlo import prob_ci
from sim.analysis.passage import first_passage
from sim.analysis.point import one_point, seed_of
from sim.store.labels import month_dates

if TYPE_CHECKING:
    from sim.store import Results

__all__ = ["survival"]


def survival(
    run: "Results", condition: str, point: int | str | None = None, *, level: float = 0.95
) -> pd.DataFrame:
    """Return the share of replicates that a condition has not met yet, month by month.

    Replicates that never meet it stay in to the end: they count as not yet, and not as the last
    month. As nobody leaves before the window ends, the curve is that of Kaplan and Meier (1958),
    and each month's interval that of a share (Wilson 1927), which says something at 0 and 1 too.

    Parameters
    ----------
    run : Results
        With the months of the variables that the condition reads: run with
        `keep=["relation_jpn_kor"]`, or `trajectories=True`.
    condition : str
        On months, in the words of a measure: `relation_jpn_kor < 0`,
        `settlement_event > 0`, `(trust < 0.3) & (grievance > 0.6)`.
    point : int, str or None
        A point's number or scenario, where there are several.
    level : confidence of the intervals, in (0, 1)

    Returns
    -------
    DataFrame
        Index `month`: `at_risk`, replicates that wait as the month begins; `events`, those that
        meet the condition in it; `waiting`, the share not yet there at its end, with `low`, `high`;
        and `reached`, 1 less `waiting`, with `reached_low`, `reached_high`. `attrs`: `condition`,
        `never` (share that does not meet it in the window), `median` (first month by whose end half
        have; None if never), `replicates`, `seed`, `level`.

    Raises
    ------
    sim.errors.SimError
        For a condition that is none, an unknown name, or months that were not kept.

    Examples
    --------
    >>> import sim
    >>> run = sim.run(sim.load("second_trump_term"), replicates=50, trajectories=True)
    >>> found = sim.survival(run, "relation_jpn_kor < 0.3")
    >>> found["waiting"].is_monotonic_decreasing, found.loc["2026-12", "at_risk"].item() <= 50
    (True, True)
    """
    level = check_level(level)
    number = one_point(run, point)
    measure = condition_of(condition)
    first = first_months(run, number, measure)
    world = run.world(number)
    count = len(first)
    events = np.array([np.sum(first == month) for month in range(world.months)])
    gone = np.cumsum(events)
    shares = [prob_ci(count - int(past), count, level=level) for past in gone]
    months = pd.DatetimeIndex(month_dates(world.first, world.months), name="month")
    table = pd.DataFrame(
        {
            "at_risk": count - gone + events,
            "events": events,
            "waiting": [share.value for share in shares],
            "low": [share.low for share in shares],
            "high": [share.high for share in shares],
            "reached": [1.0 - share.value for share in shares],
            "reached_low": [1.0 - share.high for share in shares],
            "reached_high": [1.0 - share.low for share in shares],
        },
        index=months,
    )
    passage = first_passage(first, horizon=world.months, level=level)
    half = None if np.isnan(passage.median) else months[int(passage.median)]
    table.attrs = {
        "condition": condition,
        "never": passage.never,
        "median": half,
        "replicates": count,
        "seed": seed_of(run, number),
        "level": level,
    }
    return table
