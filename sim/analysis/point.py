"""Points of results that may hold many: one of them, its rows, and what some are called."""

from collections.abc import Sequence
from numbers import Integral
from typing import TYPE_CHECKING, Any

import pandas as pd

from sim.analysis.naming import Asked, Naming, name_points
from sim.errors import MissingResult, UnknownName, WrongKind

if TYPE_CHECKING:
    from sim.store import Results

__all__ = [
    "asked_of",
    "names_of",
    "one_point",
    "outcomes_of",
    "points_of",
    "replicates_of",
    "seed_of",
]

#: Points that an error names; it says how to see the others.
_NAMED = 6


def points_of(results: Any, *, place: str = "", field: str = "results") -> pd.DataFrame:
    """Return the table of points.

    Parameters
    ----------
    place, field : who asks for results, and as what, for the error's line

    Raises
    ------
    WrongKind
        If these are no results.
    """
    points = getattr(results, "points", None)
    if not isinstance(points, pd.DataFrame):
        raise WrongKind(
            f"an object of type {type(results).__name__}",
            "results, as sim.run and sim.open return them",
            place=place,
            field=field,
        )
    return points


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
    WrongKind
        For results or a point that are none.
    """
    return _number(points_of(results), point)


def _number(points: pd.DataFrame, point: int | str | None) -> int:
    """Return the number of one point of a table of points."""
    if point is None:
        found = points
    elif isinstance(point, str):
        found = points[points["scenario"] == point]
        if found.empty:
            raise UnknownName("scenario", point, points["scenario"].unique(), place="results")
    elif isinstance(point, Integral):
        found = points[points["point"] == int(point)]
        if found.empty:
            raise UnknownName("point", str(point), points["point"], place="results")
    else:
        wanted = "a point's number, or the name of a scenario"
        raise WrongKind(point, wanted, place="results", field="point")
    if len(found) != 1:
        naming = name_points(found)
        known = [f"{one.number}: {naming[one.number]}" for one in naming.points[:_NAMED]]
        if len(found) > _NAMED:
            known.append(f"and {len(found) - _NAMED} more in results.points")
        raise MissingResult(
            f"found {len(found)} points, wanted one: say which by its number ({'; '.join(known)})",
            place="results",
            field="point",
        )
    return int(found["point"].iloc[0])


def names_of(results: "Results", points: Sequence[int | str] | None = None) -> Naming:
    """Return what some points are called beside one another; None for all.

    Parameters
    ----------
    points : numbers, or names of scenarios that have one point

    Examples
    --------
    >>> import sim
    >>> world = sim.load("neglect")
    >>> names_of(sim.run(world.replace(months=6), replicates=2, seed=1)).common
    ['neglect', 'months=6']
    """
    table = points_of(results)
    numbers = None if points is None else [_number(table, point) for point in points]
    return name_points(table, numbers)


def asked_of(results: "Results", point: int | str | None = None) -> Asked:
    """Return one point as it was asked for."""
    return names_of(results, [one_point(results, point)]).points[0]


def outcomes_of(results: "Results", point: int | str | None = None) -> pd.DataFrame:
    """Return the outcomes of one point, one row a replicate in order, `replicate` as the index.

    As plain numbers, float64 throughout: codes are their numbers, and nothing else is read.
    """
    points = points_of(results)
    values = results.outcome_values(list(results.outcome_specs), _number(points, point))
    index = pd.RangeIndex(len(next(iter(values.values()))), name="replicate")
    table = pd.DataFrame(values, index=index)
    table.attrs = {**points.attrs}  # those of all tables of these results
    return table


def _row(results: "Results", point: int | str | None) -> pd.Series:
    """Return one point's line in the table of points."""
    points = points_of(results)
    return points[points["point"] == one_point(results, point)].iloc[0]


def seed_of(results: "Results", point: int | str | None = None) -> int:
    """Return the seed that a point was run with."""
    return int(_row(results, point)["seed"])


def replicates_of(results: "Results", point: int | str | None = None) -> int:
    """Return how many replicates a point holds."""
    return int(_row(results, point)["replicates"])
