"""How many runs of 120 months a second the Mesa face makes, with its collector and without."""

import itertools
from collections.abc import Callable

import mesa
import numpy as np
import pandas as pd

from sim.mesa_face import TriangleModel
from sim.scenario import load
from tests.benchmarks.ratio import WORLD, in_mesa, in_turns

MONTHS = 120

#: Runs a second that the project asks of itself without collector, through `mesa.batch_run` too.
LEAST = 60

STEPPED, BATCHED = "stepped", "mesa.batch_run"


def ways(runs: int) -> dict[tuple[str, bool], Callable[[int], int]]:
    """Return the ways to run the face: what runs it, and whether every month is collected."""
    world = load(WORLD).replace(months=MONTHS)
    replicates = itertools.count()

    def stepped(collect: bool) -> int:
        for replicate in itertools.islice(replicates, runs):
            TriangleModel(world, replicate=replicate, collect=collect).run_model()
        return runs * MONTHS

    def batched(collect: bool) -> int:
        fresh = list(itertools.islice(replicates, runs))
        # By name and length, as a study of one's own asks: a world is made for every run.
        in_mesa(TriangleModel, world=WORLD, months=MONTHS, replicate=fresh, collect=collect)
        return runs * MONTHS

    return {
        (name, collect): lambda _, way=way, collect=collect: way(collect)
        for name, way in ((STEPPED, stepped), (BATCHED, batched))
        for collect in (False, True)
    }


def runs_a_second(rounds: int, *, quick: bool) -> pd.DataFrame:
    """Measure the ways in turns.

    Returns
    -------
    DataFrame
        Index (way, collect); columns median, low and high: runs of `MONTHS` months a second.
    """
    spent = in_turns(ways(3 if quick else 20), rounds)
    speed = {way: 1e9 / (np.array(found) * MONTHS) for way, found in spent.items()}
    table = pd.DataFrame(
        {way: [np.median(found), found.min(), found.max()] for way, found in speed.items()},
        index=["median", "low", "high"],
    ).T
    return table.rename_axis(["way", "collect"])


def show_face(rounds: int, quick: bool) -> None:
    """Print the runs a second."""
    print(f"\nThe Mesa face (Mesa {mesa.__version__}): runs of {MONTHS} months of {WORLD} a second")
    print("(medians of rounds, lowest and highest round in brackets)\n")
    for (way, collect), row in runs_a_second(rounds, quick=quick).iterrows():
        name = f"{way}, {'every month collected' if collect else 'without collector'}"
        aim = "" if collect else f"   wanted at least {LEAST}"
        print(f"  {name:42} {row['median']:6,.0f} ({row['low']:,.0f} to {row['high']:,.0f}){aim}")
