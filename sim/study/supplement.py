"""The runs beside the sweep: the same worlds with one thing taken away, to see what it brought.

Each is a variation of one of the sweep's worlds under the same luck, with fewer replicates; the
untouched world runs beside them, so that every comparison is paired.
"""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from sim.analysis import replicates_of, seed_of
from sim.errors import MissingResult
from sim.runner import Point, run_study
from sim.runner.progress import Report
from sim.spec.override import apply
from sim.spec.preferences import ISO, TRAITS
from sim.spec.world import World
from sim.store import Results

__all__ = ["SUPPLEMENTS", "Supplement", "luck_of", "run_supplements"]

#: Most replicates of a supplement: the error of a mean is then a 45th of the spread.
MOST = 2_000


class Supplement(NamedTuple):
    """A variation: of which scenario, with what overridden, and why."""

    name: str
    scenario: str
    overrides: Mapping[str, Any]
    why: str


def _traits(value: float) -> dict[str, Any]:
    """Return every trait of every leader at one value; the tilt, which has two sides, at 0."""
    return {
        f"traits.{trait.name}": 0.0 if trait.name == "pressure_tilt" else value for trait in TRAITS
    }


_NOISE = {f"parameters.rationality_{iso.lower()}": 0.0 for iso in ISO.values()}
_HINDCAST, _REFERENCE = "baseline_hindcast", "second_trump_term"

SUPPLEMENTS = (
    Supplement("hindcast", _HINDCAST, {}, "The hindcast as it is."),
    Supplement(
        "leaders_alike",
        _HINDCAST,
        _traits(0.5),
        "All traits of all leaders at one value: what is left is not the leaders' doing.",
    ),
    Supplement(
        "no_motive",
        _HINDCAST,
        _traits(0.0),
        "All traits at 0: nobody wants to reconcile, contest, bid or broker, yet the logit lets "
        "each happen now and then.",
    ),
    Supplement(
        "pure_noise",
        _HINDCAST,
        {**_traits(0.0), **_NOISE},
        "Traits and rationality at 0: every option as likely as any other. What comes of it is the "
        "doing of counterpart and hazard alone.",
    ),
    Supplement("reference", _REFERENCE, {}, "The second Trump term as it is."),
    *(
        Supplement(
            f"freeze_{iso.lower()}",
            _REFERENCE,
            {f"parameters.freeze_{iso.lower()}": 1.0},
            f"{capital.capitalize()} repeats its choices of the month before the window.",
        )
        for capital, iso in ISO.items()
    ),
    Supplement(
        "asynchronous",
        _REFERENCE,
        {"parameters.asynchronous": 1.0},
        "One capital a month, drawn at random, chooses anew; the others repeat themselves.",
    ),
)


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
    *,
    replicates: int,
    seed: int,
    folder: Path | None = None,
    threads: int | None = None,
    progress: Report | None = None,
    wanted: Sequence[Supplement] = SUPPLEMENTS,
) -> dict[str, Results]:
    """Run the variations of those worlds that the sweep has.

    Parameters
    ----------
    worlds : scenario to the world that the sweep ran
    replicates : of the sweep; the supplements take as many, but no more than `MOST`
    folder : the sweep's folder, whose `supplements` they fill; None keeps them in memory

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
