"""One point out of results that may hold many."""

from typing import TYPE_CHECKING

import pandas as pd

from sim.errors import MissingResult, UnknownName

if TYPE_CHECKING:
    from sim.store import Results

__all__ = ["one_point", "outcomes_of", "replicates_of", "seed_of"]


def one_point(results: "Results", point: int | str | None = None) -> int:
    """Return the number of one design point.

    Parameters
    ----------
    point : int, str or None
        A point's number, or the name of a scenario that has one point; None if there is only one.

    Raises
    ------
    UnknownName
        For a number or scenario that is not in the results.
    MissingResult
        If it is not clear which point is meant.
    """
    points = results.points
    if point is None:
        found = points
    elif isinstance(point, str):
        found = points[points["scenario"] == point]
        if found.empty:
            raise UnknownName("scenario", point, points["scenario"].unique(), place="results")
    else:
        found = points[points["point"] == point]
        if found.empty:
            raise UnknownName("point", str(point), points["point"], place="results")
    if len(found) != 1:
        raise MissingResult(
            f"found {len(found)} points, wanted one: say which by its number "
            f"({', '.join(str(number) for number in found['point'][:12])})",
            place="results",
            field="point",
        )
    return int(found["point"].iloc[0])


def outcomes_of(results: "Results", point: int | str | None = None) -> pd.DataFrame:
    """Return the outcomes of one point, one row a replicate in order, `replicate` as the index."""
    number = one_point(results, point)
    table = results.outcomes
    rows = table[table["point"] == number].set_index("replicate").sort_index()
    return rows.drop(columns=["scenario", "point"])


def _row(results: "Results", point: int | str | None) -> pd.Series:
    """Return one point's line in the table of points."""
    points = results.points
    return points[points["point"] == one_point(results, point)].iloc[0]


def seed_of(results: "Results", point: int | str | None = None) -> int:
    """Return the seed that a point was run with."""
    return int(_row(results, point)["seed"])


def replicates_of(results: "Results", point: int | str | None = None) -> int:
    """Return how many replicates a point holds."""
    return int(_row(results, point)["replicates"])
