"""What a study takes beside time: memory, and the wait before it begins, each in a new process."""

import json
import os
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import NamedTuple

from tests.peak import PEAK

_ROOT = Path(__file__).resolve().parents[2]

_MEMORY = """
import json, sys
import sim

world = sim.load("second_trump_term")
sim.run(world, replicates=2).outcomes
before = peak()
found = sim.run(world, replicates=int(sys.argv[1]), trajectories=True)
size = found.trajectories.nbytes
print(json.dumps([world.months, size, peak(), before]))
"""

_ONE_ROW = """
import sim
from sim.engine.batch import run_chunk
from sim.engine.plan import compile_world
run_chunk(compile_world(sim.load("second_trump_term")), 1, 0, 1)
"""


class Memory(NamedTuple):
    """Bytes of a study with trajectories: of the data set, and of the process at its peak."""

    replicates: int
    months: int
    trajectories: int
    peak: int
    before: int


def _run(*arguments: str, where: Path = _ROOT, **environment: str) -> str:
    """Run Python in a folder, the project's own if not said; return what it printed."""
    done = subprocess.run(
        [sys.executable, *arguments],
        cwd=where,
        env=os.environ | environment,
        check=True,
        capture_output=True,
        text=True,
    )
    return done.stdout


def memory(replicates: int) -> Memory:
    """Measure a study in memory, trajectories as the named variables that a reader gets."""
    found = json.loads(_run("-c", PEAK + _MEMORY, str(replicates)))
    return Memory(replicates, *found)


def _seconds(*arguments: str, **environment: str) -> float:
    begun = time.perf_counter()
    _run(*arguments, **environment)
    return time.perf_counter() - begun


def start_up(*, times: int = 3) -> dict[str, float]:
    """Return seconds until small runs end, medians of `times`, code compiled before."""
    with tempfile.TemporaryDirectory() as folder:
        command = ("-m", "sim", "scenario=second_trump_term", f"output.folder={folder}")
        cases = {
            "python -c pass": ("-c", "pass"),
            "import sim": ("-c", "import sim"),
            "one row": ("-c", _ONE_ROW),
            "python -m sim, 100 new replicates": (*command, "replicates=100"),
            "python -m sim, 1,000 new replicates": (*command, "replicates=1000"),
            "python -m sim, asked again": (*command, "replicates=1000"),
        }
        found = {}
        for name, arguments in cases.items():
            if "again" not in name:
                _run(*arguments)
            runs = (
                (*arguments, f"seed={2 + number}") if "new" in name else arguments
                for number in range(times)
            )
            found[name] = statistics.median(_seconds(*run) for run in runs)
    return found


#: What is edited, and how: each in a copy of the package.
EDITS = {
    "after an edit of a mechanism": ("mechanisms/relation.py", "1.0 + relation", "1.1 + relation"),
    "after an edit of a docstring": ("mechanisms/relation.py", '"""Return a', '"""Give a'),
    "after an edit of a default": ("spec/parameters/choosing.py", '"λ_S", 5.0', '"λ_S", 4.0'),
}


def compiling(*, quick: bool = False) -> dict[str, float]:
    """Return processor seconds of `python -m sim` with 100 replicates, by what was compiled before.

    Parameters
    ----------
    quick : leave out the compilers that are not the product's
    """
    with tempfile.TemporaryDirectory() as folder:
        checkout, cache = Path(folder, "checkout"), Path(folder, "cache")
        without = shutil.ignore_patterns("__pycache__")
        shutil.copytree(_ROOT / "sim", checkout / "sim", ignore=without)
        for name in ("conf", "scenarios"):
            shutil.copytree(_ROOT / name, checkout / name)
        command = ("-m", "sim", "scenario=second_trump_term", "replicates=100")

        def spent(number: int) -> float:
            words = (*command, f"seed={number}", f"output.folder={folder}/results")
            before = resource.getrusage(resource.RUSAGE_CHILDREN)
            _run(*words, where=checkout, NUMBA_CACHE_DIR=str(cache))
            after = resource.getrusage(resource.RUSAGE_CHILDREN)
            return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime

        found = {"from an empty cache": spent(1), "again": spent(2)}
        for number, (name, (file, old, new)) in enumerate(EDITS.items(), 3):
            path = checkout / "sim" / file
            text = path.read_text(encoding="utf-8")
            assert old in text, file
            path.write_text(text.replace(old, new), encoding="utf-8")
            found[name] = spent(number)
            path.write_text(text, encoding="utf-8")
        if not quick:
            found["ordinary Numba, the month alone"] = _compiled("numba_code()", f"{folder}/numba")
    return found


def _compiled(call: str, cache: str) -> float:
    """Return processor seconds of a process that makes one code of the month."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    _run("-c", f"from sim.engine.code import *; {call}", NUMBA_CACHE_DIR=cache)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
