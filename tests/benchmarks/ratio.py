"""How many times faster the batch is than other ways to run the same months."""

import time
from collections.abc import Callable

import mesa
import numpy as np
import pandas as pd

from sim.engine.batch import run_chunk
from sim.engine.simulate import simulate
from sim.mesa_face import TriangleModel
from tests.benchmarks.mesa_model import TriangleMesaModel, plan_of

#: A world that starts from no other: every month that runs is also recorded.
WORLD = "baseline_hindcast"

BATCH = "batch"
PLAIN = "plain Python, the same source"
MESA = "Mesa and NumPy, batch_run"
FACE = "the Mesa face, batch_run"
REPLAY = "one trajectory, compiled"

#: Ratios that the project asks of itself.
TARGETS = {PLAIN: 150, MESA: 1_500}


def in_turns(tasks: dict[str, Callable[[int], int]], rounds: int) -> dict[str, list[float]]:
    """Run all tasks in turns; return each one's nanoseconds a month, one number a round.

    A task takes the number of its round and returns the months that it ran. Time is that of the
    processor, so that what else a machine does counts for little.
    """
    for task in tasks.values():
        task(0)
    spent: dict[str, list[float]] = {name: [] for name in tasks}
    for number in range(1, rounds + 1):
        for name, task in tasks.items():
            begun = time.process_time_ns()
            months = task(number)
            spent[name].append((time.process_time_ns() - begun) / months)
    return spent


def in_mesa(model: type[mesa.Model], **parameters: object) -> None:
    """Run a Mesa model as its users do."""
    mesa.batch_run(model, parameters=parameters, number_processes=1, display_progress=False)


def tasks(quick: bool) -> dict[str, Callable[[int], int]]:
    """Return the ways to run the months of `WORLD`, the batch first."""
    plan = plan_of(WORLD)
    count = 50 if quick else 500
    window = 24 if quick else plan.months

    def batch(number: int) -> int:
        run_chunk(plan, 1, number * count, count)
        return count * plan.months

    def replay(number: int) -> int:
        for row in range(10):
            simulate(plan, 1, 10 * number + row)
        return 10 * plan.months

    def plain(number: int) -> int:
        simulate(plan, 1, number, compiled=False)
        return plan.months

    def ordinary(number: int) -> int:
        in_mesa(TriangleMesaModel, world=WORLD, months=window, rng=number)
        return window

    def face(number: int) -> int:
        in_mesa(TriangleModel, world=plan.world, replicate=number)
        return plan.months

    return {BATCH: batch, REPLAY: replay, FACE: face, PLAIN: plain, MESA: ordinary}


def speeds(tasks: dict[str, Callable[[int], int]], rounds: int) -> pd.DataFrame:
    """Measure tasks in turns; the first is what the others are measured by.

    Returns
    -------
    DataFrame
        One row a task, indexed by name: `ns` a month, the median over rounds; `ratio` to the first
        of the same round, the median, and its lowest and highest, `low` and `high`.
    """
    spent = {name: np.array(found) for name, found in in_turns(tasks, rounds).items()}
    first = spent[next(iter(spent))]
    rows = {}
    for name, found in spent.items():
        ratio = found / first
        rows[name] = {
            "ns": np.median(found),
            "ratio": np.median(ratio),
            "low": ratio.min(),
            "high": ratio.max(),
        }
    return pd.DataFrame.from_dict(rows, orient="index")
