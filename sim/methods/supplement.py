"""Runs beside a study: its worlds with one thing changed, under the same luck."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from sim.analysis import replicates_of, seed_of
from sim.errors import MissingResult
from sim.runner import Point, run_study
from sim.runner.progress import Report
from sim.spec.override import apply
from sim.spec.world import World
from sim.store import Results

__all__ = ["MOST", "Supplement", "luck_of", "run_supplements"]

#: Most replicates of a supplement: the error of a mean is then a 45th of the spread.
MOST = 2_000


class Supplement(NamedTuple):
    """A variation: of which scenario, with what overridden, and why."""

    name: str
    scenario: str
    overrides: Mapping[str, Any]
    why: str


def luck_of(results: Results, point: int) -> tuple[int, int]:
    """Return how many replicates a point has, and their seed: what the runs beside it share.

    Raises
    ------
    MissingResult
        For a single replicate: its differences have no error.
    """
    replicates = replicates_of(results, point)
    if replicates < 2:
        raise MissingResult("found 1 replicate, wanted 2 or more", field="replicates")
    return replicates, seed_of(results, point)


def run_supplements(
    worlds: Mapping[str, World],
    wanted: Sequence[Supplement],
    *,
    replicates: int,
    seed: int,
    folder: Path | None = None,
    threads: int | None = None,
    progress: Report | None = None,
) -> dict[str, Results]:
    """Run the variations of those worlds that a study has.

    Parameters
    ----------
    worlds : scenario to the world that the study ran
    replicates : of the study; the supplements take as many, but no more than `MOST`
    folder : the study's folder, whose `supplements` they fill; None keeps them in memory

    Returns
    -------
    dict
        Name of each supplement to its results, one point each.
    """
    found = [one for one in wanted if one.scenario in worlds]
    if not found:
        return {}
    points = [
        Point(one.scenario, apply(worlds[one.scenario], one.overrides), dict(one.overrides))
        for one in found
    ]
    study = run_study(
        points,
        replicates=min(MOST, replicates),
        seed=seed,
        folder=folder / "supplements" if folder else None,
        threads=threads,
        progress=progress,
    )
    numbers = [int(number) for number in study.points["point"]]
    return {one.name: study.at(number) for one, number in zip(found, numbers, strict=True)}
