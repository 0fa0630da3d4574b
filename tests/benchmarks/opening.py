"""What opening and reading large studies costs.

    python -m tests.benchmarks.opening [FOLDER]

Studies of ten million rows are opened and shown; of 100,000 rows all outcomes are read, and two
such results compared. The large ones are made by the store's own writers, of a few rows that
repeat, and kept in FOLDER, where a second call finds them. A figure is wall and processor time in a
process of its own, with modules loaded.
"""

import argparse
import json
import subprocess
import sys
import tempfile
from pathlib import Path

import numpy as np

from sim.engine.batch import CHUNK
from sim.runner import run
from sim.scenario import load
from sim.spec.world import World
from sim.store.chunks import histograms_to_table, outcomes_to_table
from sim.store.folder import StudyFolder
from sim.store.histograms import Histograms
from sim.store.layout import File
from sim.store.provenance import describe_run
from tests.store.made import made_record

__all__ = ["large_study"]

#: Name, points, replicates of each.
STUDIES = {
    "10 points × 1,000,000": (10, 1_000_000),
    "1 point × 10,000,000": (1, 10_000_000),
}

_TIMED = """
import json, sys, time, warnings
import sim
from sim.analysis import compare

def timed(work):
    wall, own = time.perf_counter(), time.process_time()
    found = work()
    return found, [time.perf_counter() - wall, time.process_time() - own]

sim.run(sim.load("neglect"), replicates=2)._repr_html_()  # modules are loaded
times = {}
run, times["sim.open"] = timed(lambda: sim.open(sys.argv[1]))
_, times["repr"] = timed(lambda: repr(run))
_, times["_repr_html_"] = timed(run._repr_html_)
if run.replicates <= 100_000:
    _, times["outcome_values, one"] = timed(lambda: run.outcome_values(["jpn_kor_final"], 0))
    names = list(run.outcome_specs)
    _, times["outcome_values, all"] = timed(lambda: run.outcome_values(names, 0))
    _, times["outcomes"] = timed(lambda: sim.open(sys.argv[1]).outcomes)
    base, other = sim.open(sys.argv[1]), sim.open(sys.argv[2])
    _, times["sim.compare"] = timed(lambda: sim.compare(base, other))
print(json.dumps(times))
"""


def large_study(path: Path, world: World, points: int, replicates: int) -> None:
    """Make a study of as many files as a run of it would leave, unless it is there."""
    if (path / "provenance.json").exists():
        return
    small = run(world, replicates=CHUNK, seed=1)
    rows, found = small.data[0].rows, small.data[0].histograms  # type: ignore[attr-defined]
    worlds = [world] * points
    folder = StudyFolder(path)
    with folder.writing():
        asked = [
            made_record(world, overrides={"traits.rivalry": k / 10}, asked=replicates)
            for k in range(points)
        ]
        for record in folder.register(asked, worlds):
            for first in range(0, replicates, CHUNK):
                _write(folder, record, first, rows, found)
        folder.look()
        folder.close(describe_run(replicates, [1], False, points))


def _write(folder: StudyFolder, record, first: int, rows: np.ndarray, found: Histograms) -> None:
    """Write a chunk without waiting for the disk."""
    tables = {
        "outcomes": outcomes_to_table([record], first, [rows]),
        "histograms": histograms_to_table([record], [found]),
    }
    for table, whole in tables.items():
        path = folder.file_path(File(table, record.key, first, CHUNK))
        path.parent.mkdir(parents=True, exist_ok=True)
        folder._save(path, whole, [record], first, CHUNK)


def _measured(*paths: Path) -> dict[str, list[float]]:
    told = subprocess.run(
        [sys.executable, "-c", _TIMED, *map(str, paths)],
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    return dict(json.loads(told.splitlines()[-1]))


def main() -> None:
    """Make the studies that are not there, and print what each step costs."""
    words = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    words.add_argument("folder", nargs="?", type=Path)
    given = words.parse_args().folder
    with tempfile.TemporaryDirectory() as own:
        folder = (given or Path(own)).absolute()
        folder.mkdir(parents=True, exist_ok=True)
        short = load("second_trump_term").replace(months=2)
        for name, (points, replicates) in STUDIES.items():
            path = folder / f"{points}-{replicates}"
            large_study(path, short, points, replicates)
            _show(name, _measured(path))
        pair = [folder / "base", folder / "other"]
        for path, rivalry in zip(pair, (0.2, 0.8), strict=True):
            world = load("second_trump_term").replace(**{"leaders.seoul.rivalry": rivalry})
            run(world, replicates=100_000, seed=1, folder=folder, study=path.name)
        _show("1 point × 100,000, 48 months", _measured(*pair))


def _show(name: str, times: dict[str, list[float]]) -> None:
    print(f"\n{name}")
    for step, (wall, own) in times.items():
        print(f"  {step:24} {wall:8.3f} s   processor {own:8.3f} s", flush=True)


if __name__ == "__main__":
    main()
