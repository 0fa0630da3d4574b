"""Measure speed: ``make bench``, or ``python -m tests.benchmarks --quick``.

Ratios come first: both sides of a ratio run in turns, in one process, on one core, so that it says
the same on a slow machine and on a fast one. Nothing here is a test, and no test has a time limit.
"""

import argparse
import os
import platform

import numba
import numpy as np

from tests.benchmarks.footprint import memory, start_up
from tests.benchmarks.ratio import BATCH, TARGETS, speeds
from tests.benchmarks.scaling import scaling


def show_speeds(rounds: int, quick: bool) -> None:
    """Print how much faster the batch is than each other way to run the same months."""
    table = speeds(rounds, quick=quick)
    print(f"\nOne month of one trajectory, {BATCH}: how many times faster")
    print("(medians of ratios within a round, lowest and highest round in brackets)\n")
    for name, row in table.drop(index=BATCH).iterrows():
        aim = TARGETS.get(str(name))
        said = f"   wanted at least {aim:,}" if aim else ""
        print(f"  {name:38} {row['ratio']:9,.1f} × ({row['low']:,.1f} to {row['high']:,.1f}){said}")
    print("\nThe same in nanoseconds a month, on this machine\n")
    for name, row in table.iterrows():
        print(f"  {name:38} {row['ns']:12,.0f}")


def show_scaling(rounds: int, quick: bool) -> None:
    """Print how the batch's cost grows."""
    print("\nCost of the batch, and what a straight line through it explains")
    for name, found in scaling(rounds, quick=quick).items():
        print(f"\n  {name}: R² = {found.r_squared:.5f}, {found.slope_ns:,.0f} ns a month more")
        for size, ratio in found.relative.items():
            print(f"    {size:8,}   {ratio:6.3f} of the largest one's cost a month")


def show_footprint(quick: bool) -> None:
    """Print memory and start-up."""
    found = memory(1_000 if quick else 10_000)
    print("\nMemory of a study with trajectories, in one process\n")
    print(f"  {found.replicates:,} replicates × {found.months} months")
    print(f"  trajectories          {found.trajectories / 2**20:8,.0f} MiB")
    print(f"  peak of the process   {found.peak / 2**20:8,.0f} MiB")
    print(f"  of that before it     {found.before / 2**20:8,.0f} MiB")
    print("\nStart-up, in seconds\n")
    for name, seconds in start_up(compile_anew=not quick).items():
        print(f"  {name:38} {seconds:8.2f}")


def main() -> None:
    """Read the command line and print the tables."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks", description=__doc__)
    parser.add_argument(
        "--quick", action="store_true", help="fewer rounds of fewer months, and no compilation"
    )
    quick = parser.parse_args().quick
    rounds = 3 if quick else 9
    print(
        f"Python {platform.python_version()}, numpy {np.__version__}, numba {numba.__version__}, "
        f"{platform.machine()}, {os.cpu_count()} cores"
    )
    show_speeds(rounds, quick)
    show_scaling(rounds, quick)
    show_footprint(quick)


if __name__ == "__main__":
    main()
