"""Several commands at once on one results folder, and a reader beside a writer.

    python -m tests.faults.together FOLDER SHARE

Prints a JSON object: kind of trial to a count of what came of it.
"""

import json
import random
import shutil
import sys
import time
import warnings
from collections import Counter
from collections.abc import Callable
from pathlib import Path

from sim.errors import SimError
from sim.runner import Point, run_study
from sim.scenario import load
from sim.store import open_study
from sim.store.parquet import about_of
from tests.faults.forked import Job, content, drafts, run, warm

BASE = load("baseline_hindcast").replace(months=2)


def study(values: tuple[float, ...], replicates: int, name: str = "s") -> Callable[[], None]:
    """Return what runs a study of some points."""

    def go() -> None:
        points = [
            Point(BASE.name, BASE.replace(**{"traits.rivalry": x}), {"traits.rivalry": x})
            for x in values
        ]
        run_study(
            points,
            replicates=replicates,
            seed=1,
            trajectories=True,
            folder=Path("results"),
            study=name,
            threads=2,
        )

    return go


SAME, MORE = study((0.2, 0.8), 1100), study((0.2, 0.8), 1700)
OTHER, ELSEWHERE = study((0.2, 0.5), 300), study((0.5,), 300, "other")

#: Kind of trial: what runs at once, and how often.
TRIALS = {
    "two of the same": ([SAME, SAME], 8),
    "four of the same": ([SAME] * 4, 5),
    "one asks for more": ([SAME, MORE], 8),
    "two studies in a folder": ([SAME, ELSEWHERE], 5),
    "other points in one study": ([SAME, OTHER], 6),
}


#: How often a reader reads beside a writer.
_READERS = 4


def _points(study: Path) -> set[str]:
    """Return the keys of the points that have rows, as the files of outcomes tell them."""
    paths = (study / "outcomes").rglob("*.parquet")
    return {key for path in paths for key in about_of(path)["key"].split(",")}


def _at_once(whats: list[Callable[[], None]], here: Path, chance: random.Random) -> Counter:
    jobs = []
    for what in whats:
        jobs.append(Job(what, here))
        time.sleep(chance.choice((0.0, 0.0, 0.01, 0.1)))
    for job in jobs:
        job.wait()
    found = Counter(commands=len(jobs), done=sum(job.code == 0 for job in jobs))
    found["drafts left"] = len(drafts(here))
    for manifest in here.glob("results/*/manifest.jsonl"):
        lines = [json.loads(line) for line in manifest.read_text(encoding="utf-8").splitlines()]
        points = _points(manifest.parent)
        found["manifests"] += 1
        found["complete"] += all(line["status"] == "complete" for line in lines)
        found["name every point"] += {line["key"] for line in lines} == points
    return found


def _read_beside(here: Path) -> Counter:
    """Read a study again and again while it is written; count what readers meet."""

    def read() -> int:
        warnings.simplefilter("ignore")
        seen: Counter = Counter()
        end = time.monotonic() + 30.0
        while time.monotonic() < end and not (here / "done").exists():
            try:
                found = open_study(here / "results" / "s")
                rows, told = found.outcomes, found.points["replicates"].tolist()
                whole = rows.groupby("point", sort=False).size().tolist() == told
                twice = rows.duplicated(["point", "replicate"]).any()
                seen["whole" if whole and not twice else "WRONG"] += 1
            except SimError as fault:
                seen["refused in one line" if "\n" not in str(fault) else "several lines"] += 1
            time.sleep(0.01)
        print(json.dumps(seen))
        return 0

    # Written in steps, so that a reader finds something to read between them.
    def write() -> None:
        for replicates in (200, 1100, 1300, 2200):
            study((0.2, 0.8), replicates)()

    reader, writer = Job(read, here), Job(write, here)
    writer.wait()
    (here / "done").touch()
    reader.wait()
    return Counter(json.loads(reader.out or "{}"), writers=1, done=writer.code == 0)


def main(folder: Path, share: float) -> dict[str, dict[str, int]]:
    """Run a share of all trials, of each kind at least one, in a folder."""
    warm()
    chance = random.Random(5)
    tally = {}
    for kind, (whats, most) in TRIALS.items():
        count = max(1, round(share * most))
        calm = folder / "calm"
        calm.mkdir(parents=True)
        for what in whats:
            assert run(what, calm).code == 0
        found: Counter = Counter(trials=count)
        for number in range(count):
            here = folder / str(number)
            here.mkdir()
            found.update(_at_once(whats, here, chance))
            found["equal"] += content(here) == content(calm)
            shutil.rmtree(here)
        shutil.rmtree(calm)
        tally[kind] = dict(found)
    count = max(1, round(share * _READERS))
    found = Counter(trials=count)
    for number in range(count):
        here = folder / f"read{number}"
        here.mkdir()
        found.update(_read_beside(here))
    tally["a reader beside a writer"] = dict(found)
    return tally


if __name__ == "__main__":
    print(json.dumps(main(Path(sys.argv[1]), float(sys.argv[2]))))
