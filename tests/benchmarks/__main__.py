"""Measure speed: ``make bench``, or ``python -m tests.benchmarks --quick``.

Ratios come first: both sides of a ratio run in turns, in one process, on one core, so that it says
the same on a slow machine and on a fast one. Nothing here is a test, and no test has a time limit.
"""

import argparse
import os
import platform
from pathlib import Path

import llvmlite.binding as llvm
import numba
import numpy as np
import pandas as pd

from tests.benchmarks.footprint import compiling, memory, start_up
from tests.benchmarks.mesa_face import show_face
from tests.benchmarks.picture import draw
from tests.benchmarks.ratio import BATCH, TARGETS, speeds, tasks
from tests.benchmarks.rivals import WORLDS, against_c, months_alone
from tests.benchmarks.scaling import points, scaling, threads

_FOLDER = Path("results") / "benchmark"

#: At most so many times the time of the better compiler of C; at least so many times faster.
_OF_C = 1.15
_ALONE = {"ordinary Numba": 8, "NumPy": 10, "JAX": 5}


def show_c(rounds: int, quick: bool) -> pd.DataFrame:
    """Print how the batch stands beside C, world by world."""
    print("\nThe same outcomes, counts and sums in C printed from the trace, strict IEEE:")
    print("time of the batch as a multiple of C's, medians of ratios within a round\n")
    tables = []
    for world in WORLDS:
        table = speeds(against_c(world, 80 if quick else 400), rounds)
        others = table.drop(index=BATCH)
        print(f"  {world}: the batch takes {table.loc[BATCH, 'ns']:,.0f} ns a month")
        for name, row in others.iterrows():
            spread = f"({1 / row['high']:.2f} to {1 / row['low']:.2f})"
            print(f"    {name:18} {1 / row['ratio']:6.2f} × {spread:18} {row['ns']:9,.0f} ns")
        if len(others):
            best = 1 / others["ratio"].min()
            print(f"    the better of them {best:5.2f} ×   wanted at most {_OF_C:g}")
        tables.append(table.assign(world=world))
    if len(tables[0]) == 1:
        print("  no compiler of C was found: install g++ or clang")
    return pd.concat(tables)


def show_faster(title: str, table: pd.DataFrame, targets: dict[str, int]) -> None:
    """Print how many times faster the batch is than each other way."""
    print(f"\n{title}: how many times faster the batch is")
    print("(medians of ratios within a round, lowest and highest round in brackets)\n")
    for name, row in table.drop(index=BATCH).iterrows():
        aim = next((n for start, n in targets.items() if str(name).startswith(start)), None)
        said = f"   wanted at least {aim:,}" if aim else ""
        print(f"  {name:38} {row['ratio']:9,.1f} × ({row['low']:,.1f} to {row['high']:,.1f}){said}")
    print("\n  The same in nanoseconds a month, on this machine\n")
    for name, row in table.iterrows():
        print(f"  {name:38} {row['ns']:12,.0f}")


def show_scaling(rounds: int, quick: bool) -> None:
    """Print how the batch's cost grows."""
    print("\nCost of the batch, and what a straight line through it explains")
    for name, found in scaling(rounds, quick=quick).items():
        print(f"\n  {name}: R² = {found.r_squared:.5f}, {found.slope_ns:,.0f} ns a month more")
        for size, ratio in found.relative.items():
            print(f"    {size:8,}   {ratio:6.3f} of the largest one's cost a month")
    print("\nThreads: processor time of a study, as a multiple of one thread's\n")
    for count, ratio in threads(rounds, quick=quick).items():
        print(f"    {count:8,}   {ratio:6.3f}")
    print("\nPoints of a design, 10 replicates each: processor time a point\n")
    for count, seconds in points(quick=quick).items():
        print(f"    {count:8,}   {1000 * seconds:6.1f} ms")


def show_footprint(quick: bool) -> None:
    """Print memory, start-up and compiling."""
    found = memory(1_000 if quick else 10_000)
    print("\nMemory of a study with trajectories, in one process\n")
    print(f"  {found.replicates:,} replicates × {found.months} months")
    print(f"  trajectories          {found.trajectories / 2**20:8,.0f} MiB")
    print(f"  peak of the process   {found.peak / 2**20:8,.0f} MiB")
    print(f"  of that before it     {found.before / 2**20:8,.0f} MiB")
    print("\nStart-up, in seconds\n")
    for name, seconds in start_up().items():
        print(f"  {name:48} {seconds:8.2f}")
    print("\nCompiling, processor seconds of the whole command\n")
    for name, seconds in compiling(quick=quick).items():
        print(f"  {name:48} {seconds:8.2f}")


def main() -> None:
    """Read the command line, print the tables, and leave them with a picture in results/."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="fewer rounds of fewer months")
    quick = parser.parse_args().quick
    rounds = 3 if quick else 9
    print(
        f"Python {platform.python_version()}, numpy {np.__version__}, numba {numba.__version__}, "
        f"{platform.machine()} ({llvm.get_host_cpu_name()}), {os.cpu_count()} cores"
    )
    in_c = show_c(rounds, quick)
    alone = speeds(months_alone(200 if quick else 1000), rounds)
    show_faster(f"Months alone of {WORLDS[0]}, nothing recorded", alone, _ALONE)
    if not any(str(name).startswith("JAX") for name in alone.index):
        print("\n  JAX is not installed: pip install jax adds its row")
    models = speeds(tasks(quick), rounds)
    show_faster(f"One month of one trajectory, {WORLDS[1]}", models, TARGETS)
    show_face(rounds, quick)
    show_scaling(rounds, quick)
    show_footprint(quick)
    _FOLDER.mkdir(parents=True, exist_ok=True)
    every = pd.concat([in_c, alone.assign(world=WORLDS[0]), models.assign(world=WORLDS[1])])
    every.rename_axis("way").to_csv(_FOLDER / "speed.csv")
    draw(in_c, alone, models, _FOLDER / "speed.png")
    print(f"\nresults: {_FOLDER}")


if __name__ == "__main__":
    main()
