"""What the replicates of some points answer: the values of one outcome, and how many have none."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from numpy.typing import NDArray

from sim.analysis.point import one_point, outcomes_of
from sim.errors import MissingResult, UnknownName

if TYPE_CHECKING:
    from sim.store import Results

__all__ = ["Answers", "answers_of"]


class Answers(NamedTuple):
    """Values of one outcome, and the replicates that have none.

    Attributes
    ----------
    values : mapping
        A point's number to (replicate,), those that have an answer, in their order.
    missing : int
        Replicates without a finite answer, over all points: only outcomes of one's own may have
        any.
    """

    values: Mapping[int, NDArray[np.float64]]
    missing: int


def answers_of(
    results: "Results", outcome: str, points: Sequence[int | str] | None = None, *, least: int = 2
) -> Answers:
    """Return what each replicate of some points answers.

    Parameters
    ----------
    outcome : an outcome of the results, one's own among them
    points : numbers, or names of scenarios that have one point; None for all
    least : answers that a point must have

    Raises
    ------
    UnknownName
        For an outcome that the results do not hold.
    MissingResult
        If there are no points, or a point has fewer answers than the least.

    Examples
    --------
    >>> import sim
    >>> run = sim.run(sim.load("neglect").replace(months=6), replicates=3, seed=1)
    >>> found = answers_of(run, "summits")
    >>> len(found.values[0]), found.missing
    (3, 0)
    """
    if outcome not in results.outcome_specs:
        raise UnknownName("outcome", outcome, results.outcome_specs, place="results")
    asked = [int(number) for number in results.points["point"]] if points is None else list(points)
    if not asked:
        raise MissingResult("found none, wanted one or more", field="points")
    values, missing = {}, 0
    for point in asked:
        number = one_point(results, point)
        column = outcomes_of(results, number)[outcome].to_numpy(dtype=np.float64)
        known = column[np.isfinite(column)]
        missing += len(column) - len(known)
        if len(known) < least:
            noun = "replicate" if len(known) == 1 else "replicates"
            raise MissingResult(
                f"has an answer in {len(known)} {noun} of point {number}, wanted {least} or more",
                place="results",
                field=outcome,
            )
        values[number] = known
    return Answers(values, missing)
