"""Studies stopped at random moments by every signal; the same command then goes on, to equal bytes.

    python -m tests.faults.signals FOLDER SHARE

SHARE of 1 are a hundred trials.
Prints a JSON object: kind of trial to a count of what came of it.
"""

import json
import random
import shutil
import signal
import sys
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path

from sim.runner import Point, run_study
from sim.scenario import load
from tests.cli.written import files_so_far
from tests.faults.forked import Job, content, drafts, run, warm

Words = list[str] | Callable[[], None]

#: Seconds until a command listens: a signal before ends Python, as it ends any program's start.
_FIRST = 0.005

#: One world in several chunks, by the command: signals that it hears go to it.
COMMAND = ["scenario=baseline_hindcast", "months=2", "replicates=2300", "output.study=s"]


def world() -> None:
    """Run one world in several chunks as the command does, without the quarter second of Hydra."""
    base = load("baseline_hindcast").replace(months=2)
    run_study([Point(base.name, base)], replicates=2300, seed=1, folder=Path("results"), study="s")


def grid() -> None:
    """Run a grid with trajectories, as well without Hydra."""
    base = load("baseline_hindcast").replace(months=2)
    points = [
        Point(base.name, base.replace(**{"traits.rivalry": x}), {"traits.rivalry": x})
        for x in (0.2, 0.8)
    ]
    folder = Path("results")
    run_study(points, replicates=300, seed=1, trajectories=True, folder=folder, study="s")


#: Kind of trial: words, signals in order, how often.
TRIALS = {
    "kill a world": (world, [signal.SIGKILL], 20),
    "kill a grid": (grid, [signal.SIGKILL], 20),
    "kill twice": (grid, [signal.SIGKILL, signal.SIGKILL], 10),
    "terminate": (COMMAND, [signal.SIGTERM], 14),
    "interrupt": (COMMAND, [signal.SIGINT], 14),
    "interrupt twice": (COMMAND, [signal.SIGINT, signal.SIGINT], 12),
    "stop and go on": (grid, [signal.SIGSTOP, signal.SIGCONT], 10),
}


def _moment(job: Job, here: Path, chance: random.Random, took: float, files: int) -> None:
    """Wait until a random moment, or until a random number of files lies there.

    The second does not hang on how fast the machine is.
    """
    if chance.random() < 0.5:
        end = time.monotonic() + chance.uniform(_FIRST, 0.9 * took)
        while time.monotonic() < end and not job.ended():
            time.sleep(0.001)
        return
    wanted = chance.randint(1, files)
    while len(files_so_far(here)) < wanted and not job.ended():
        time.sleep(0.001)


def _trial(
    words: Words, signals: list[signal.Signals], here: Path, calm: dict, chance: random.Random
) -> Counter:
    """Stop a study, look at what is left, run the same again, and compare."""
    found: Counter = Counter()
    job = Job(words, here)
    for number, what in enumerate(signals):
        if what == signal.SIGKILL and number:
            job.wait()
            job = Job(words, here)
        if what == signal.SIGCONT or (what == signal.SIGINT and number):
            time.sleep(chance.uniform(0.0, 0.2))
        else:
            _moment(job, here, chance, calm["took"], calm["files"])
        found["hit"] += not job.ended()
        job.kill(what)
    job.wait()
    told = job.err.strip().splitlines()
    if signals[-1] in (signal.SIGINT, signal.SIGTERM) and job.code != 0:
        found["said in one line"] += job.code == 130 and len(told) >= 1 and not job.traceback
    found["traceback"] += bool(job.traceback)
    gentle = signals[-1] in (signal.SIGINT, signal.SIGTERM)
    if gentle and len(signals) == 1:
        found["drafts after a gentle stop"] += len(drafts(here))
    again = run(words, here)
    found["goes on"] += again.code == 0
    found["equal"] += content(here / "results") == calm["content"]
    found["same screen"] += again.out == calm["out"]
    found["drafts left"] += len(drafts(here))
    return found


def main(folder: Path, share: float) -> dict[str, dict[str, int]]:
    """Run a share of all trials, of each kind at least one, in a folder."""
    warm()
    chance = random.Random(20261128)
    tally = {}
    for kind, (words, signals, most) in TRIALS.items():
        count = max(1, round(share * most))
        base = folder / "calm"
        base.mkdir(parents=True)
        began = time.monotonic()
        done = run(words, base)
        assert done.code == 0, done.err
        calm = {
            "took": time.monotonic() - began,
            "content": content(base / "results"),
            "out": done.out,
            "files": len(files_so_far(base)),
        }
        found: Counter = Counter({"trials": count})
        for number in range(count):
            here = folder / f"{number}"
            here.mkdir()
            found.update(_trial(words, signals, here, calm, chance))
            shutil.rmtree(here)
        shutil.rmtree(base)
        tally[kind] = dict(found)
    return tally


if __name__ == "__main__":
    print(json.dumps(main(Path(sys.argv[1]), float(sys.argv[2]))))
