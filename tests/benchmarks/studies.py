"""What whole studies cost, and how that compares with another checkout, in turns.

    python -m tests.benchmarks.studies [--quick] [OTHER]

Processor time of one process with code compiled and modules loaded, megabytes on disk, files, and
the peak of the process's memory. OTHER is the root of another checkout of this project, such as an
older commit in a work tree of its own.
"""

import argparse
import csv
import json
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

from tests.peak import PEAK

_ROOT = Path(__file__).resolve().parents[2]

#: Name, its design (values of a trait, and of a parameter, or none), and replicates.
STUDIES = {
    "1,000 points × 10 replicates": (1000, 10),
    "20 values of one trait × 1,000 replicates": (20, 1000),
    "one world, a million replicates": (0, 1_000_000),
}

_RUN = """
import contextlib, io, json, os, sys, time
from pathlib import Path
from sim.cli.command import main

folder, words = Path(sys.argv[1]), sys.argv[2:]

def run(asked, name):
    where = folder / name
    with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
        begun = time.process_time()
        status = main([*asked, f"output.folder={where}", "threads=1"])
        took = time.process_time() - begun
    assert status == 0, status
    return where, took

run(["scenario=second_trump_term", "replicates=20"], "warm")
where, took = run(words, "study")
files = [path for path in where.rglob("*") if path.is_file()]
size = sum(path.stat().st_size for path in files)
print(json.dumps([took, size / 1e6, len(files), peak() / 1e6]))
"""


def _words(points: int, replicates: int, folder: Path) -> list[str]:
    """Return the words of a study, and write its design."""
    words = ["scenario=second_trump_term", f"replicates={replicates}"]
    if not points:
        return words
    path = folder / f"points-{points}.csv"
    with path.open("w", newline="", encoding="utf-8") as file:
        rows = csv.writer(file)
        many = points > 100
        rows.writerow(["leaders.seoul.china_alignment", *["parameters.memory_gain"] * many])
        for k in range(points):
            rows.writerow([0.1 + 0.8 * k / points, *[0.05 + 0.01 * (k % 20)] * many])
    return [*words, f"design={path}"]


def measure(root: Path, words: list[str]) -> tuple[float, float, int, float]:
    """Return processor seconds, megabytes on disk, files and peak megabytes of one study."""
    with tempfile.TemporaryDirectory() as folder:
        ran = subprocess.run(
            [sys.executable, "-c", PEAK + _RUN, folder, *words],
            cwd=root,
            capture_output=True,
            text=True,
            check=False,
        )
    if ran.returncode:
        sys.exit(ran.stderr)
    took, size, files, peak = json.loads(ran.stdout.splitlines()[-1])
    return took, size, files, peak


def main() -> None:
    """Measure, in turns, and print a table."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.studies", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="a hundredth of the last study")
    parser.add_argument("other", nargs="?", type=Path, help="root of another checkout")
    asked = parser.parse_args()
    roots = {"here": _ROOT} | ({"other": asked.other.resolve()} if asked.other else {})
    for name, (points, replicates) in STUDIES.items():
        large = replicates >= 100_000
        count = replicates // 100 if asked.quick and large else replicates
        with tempfile.TemporaryDirectory() as folder:
            words = _words(points, count, Path(folder))
            found: dict[str, list[tuple[float, float, int, float]]] = {key: [] for key in roots}
            for _ in range(1 if large else 3):
                for key, root in roots.items():
                    found[key].append(measure(root, words))
        print(f"{name}{' (a hundredth)' if count < replicates else ''}")
        for key, rows in found.items():
            took, size, files, peak = map(statistics.median, zip(*rows, strict=True))
            room = f"{size:8.1f} MB  {files:7,.0f} files  {peak:7,.0f} MB peak"
            print(f"  {key:6} {took:8.2f} s  {room}")
        if len(found) > 1:
            took = {key: statistics.median(row[0] for row in rows) for key, rows in found.items()}
            print(f"  {took['other'] / took['here']:.2f} times faster here")


if __name__ == "__main__":
    main()
