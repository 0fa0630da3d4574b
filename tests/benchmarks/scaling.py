"""Does the batch cost twice as much for twice as many replicates, or months?"""

import itertools
import tempfile
import time
from pathlib import Path
from typing import NamedTuple

import numpy as np

import sim
from sim.engine.batch import run_chunk
from sim.engine.plan import Plan, compile_world
from sim.spec.override import apply
from tests.benchmarks.mesa_model import plan_of
from tests.benchmarks.ratio import WORLD, in_turns


class Scaling(NamedTuple):
    """Cost against size.

    `relative` is each size's cost a month as a share of the largest one's; a straight line of total
    cost on months run explains `r_squared` of its variance and rises by `slope_ns` a month.
    """

    relative: dict[int, float]
    r_squared: float
    slope_ns: float


def _measure(cases: dict[int, tuple[Plan, int]], rounds: int) -> Scaling:
    """Run (plan, replicates) by size, in turns."""

    def task(plan: Plan, count: int):
        def run(number: int) -> int:
            run_chunk(plan, 1, number * count, count)
            return count * plan.months

        return run

    spent = in_turns({str(size): task(*case) for size, case in cases.items()}, rounds)
    each = {size: float(np.median(spent[str(size)])) for size in cases}
    months = np.array([count * plan.months for plan, count in cases.values()], dtype=float)
    total = np.array([each[size] for size in cases]) * months
    slope, offset = np.polyfit(months, total, 1)
    left = total - (slope * months + offset)
    explained = 1.0 - float(left @ left) / float(((total - total.mean()) ** 2).sum())
    largest = each[max(cases)]
    return Scaling({size: each[size] / largest for size in cases}, explained, float(slope))


def scaling(rounds: int, *, quick: bool = False) -> dict[str, Scaling]:
    """Measure cost against replicates and against months."""
    plan = plan_of(WORLD)
    least = 25 if quick else 125
    sizes = [least * 2**power for power in range(5)]
    windows = [12, 24, 48, 96, plan.months]
    count = 4 * least
    worlds = {months: apply(plan.world, {"months": months}) for months in windows}
    return {
        "replicates": _measure({size: (plan, size) for size in sizes}, rounds),
        "months": _measure(
            {months: (compile_world(world), count) for months, world in worlds.items()}, rounds
        ),
    }


def threads(rounds: int, *, quick: bool = False) -> dict[int, float]:
    """Return the processor time of a study by threads, as a multiple of one thread's."""
    world, count = sim.load("second_trump_term"), 2_000 if quick else 8_000
    seeds = itertools.count(1)

    def task(threads: int):
        def run(_: int) -> int:
            sim.run(world, replicates=count, seed=next(seeds), threads=threads)
            return count

        return run

    spent = in_turns({str(n): task(n) for n in (1, 2)}, rounds)
    one = np.array(spent["1"])
    return {int(n): float(np.median(np.array(found) / one)) for n, found in spent.items()}


def points(*, quick: bool = False) -> dict[int, float]:
    """Return the processor seconds of a point of a design on disk, by how many there are."""
    found = {}
    for count in (10, 40) if quick else (25, 100):
        world, key = sim.load("second_trump_term"), "leaders.seoul.china_alignment"
        with tempfile.TemporaryDirectory() as folder:
            begun = time.process_time()
            asked = [
                sim.Point(world.name, world.replace(**{key: k / count}), {key: k / count})
                for k in range(count)
            ]
            sim.run_study(asked, replicates=10, seed=1, folder=Path(folder))
            found[count] = (time.process_time() - begun) / count
    return found
