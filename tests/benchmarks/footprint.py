"""What a study takes beside time: memory, and the wait before it begins, each in a new process."""

import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import NamedTuple

_ROOT = Path(__file__).resolve().parents[2]

_MEMORY = """
import json, pathlib, resource, sys
import sim

def peak():
    status = pathlib.Path("/proc/self/status")
    if status.exists():
        return 1024 * int(status.read_text().split("VmHWM:")[1].split()[0])
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return most if sys.platform == "darwin" else 1024 * most

world = sim.load("second_trump_term")
sim.run(world, replicates=2).outcomes
before = peak()
found = sim.run(world, replicates={replicates}, trajectories=True)
size = found.trajectories.nbytes
print(json.dumps([world.months, size, peak(), before]))
"""

_COMPILE = """
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


def _run(*arguments: str, **environment: str) -> str:
    """Run Python in the project's folder; return what it printed."""
    done = subprocess.run(
        [sys.executable, *arguments],
        cwd=_ROOT,
        env=os.environ | environment,
        check=True,
        capture_output=True,
        text=True,
    )
    return done.stdout


def memory(replicates: int) -> Memory:
    """Measure a study in memory, trajectories as the named variables that a reader gets."""
    found = json.loads(_run("-c", _MEMORY.format(replicates=replicates)))
    return Memory(replicates, *found)


def _seconds(*arguments: str, **environment: str) -> float:
    begun = time.perf_counter()
    _run(*arguments, **environment)
    return time.perf_counter() - begun


def start_up(*, compile_anew: bool = False, times: int = 3) -> dict[str, float]:
    """Return seconds until small runs end, medians of `times`, code compiled before.

    Parameters
    ----------
    compile_anew : bool
        Also time the first run on a machine, with an empty cache of compiled code.
    """
    with tempfile.TemporaryDirectory() as folder:
        command = ("-m", "sim", "scenario=second_trump_term", f"output.folder={folder}")
        many = (*command, "replicates=1000")
        cases = {
            "python -c pass": ("-c", "pass"),
            "import sim": ("-c", "import sim"),
            "one row, compiled before": ("-c", _COMPILE),
            "python -m sim, 1,000 new replicates": many,
            "python -m sim, asked again": many,
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
        if compile_anew:
            found["one row, nothing compiled"] = _seconds("-c", _COMPILE, NUMBA_CACHE_DIR=folder)
    return found
