"""The month as ordinary Numba compiles it, half a minute long: the same bits as the trace.

`make trials` runs it: it is what months fall back on, and it knows nothing of the trace.
"""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from sim.engine.batch import run_chunk
from sim.engine.code import LANES, numba_code, traced_code
from sim.engine.plan import compile_world
from sim.scenario import load
from tests.benchmarks.rivals import using

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.parametrize("world", ["second_trump_term", "baseline_hindcast", "neglect"])
def test_months__are_those_of_the_trace(world):
    plan = compile_world(load(world).replace(months=12))
    found = []
    for how in (traced_code(LANES), numba_code()):
        with using(how):
            chunk = run_chunk(plan, 2**40 + 1, 5, 21, records=True)
        parts = (chunk.outcomes, chunk.counts, chunk.sums, chunk.records)
        found.append([part.tobytes() for part in parts])
    assert found[0] == found[1]


def test_months__run_in_a_process_that_compiles_nothing():
    """From what was kept: an image needs nothing of Numba's, memory least of all."""
    numba_code()
    script = (
        "from tests.engine.as_ordinary_numba import *\n"
        "with using(numba_code()):\n"
        "    run_chunk(compile_world(load('neglect').replace(months=2)), 1, 0, 3)\n"
    )
    ended = subprocess.run(
        [sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert (ended.returncode, ended.stderr) == (0, "")


def test_mechanism__that_cannot_be_traced_is_named_and_run_by_numba(tmp_path):
    shutil.copytree(ROOT / "sim", tmp_path / "sim", ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("scenarios", "conf"):
        (tmp_path / name).symlink_to(ROOT / name)
    path = tmp_path / "sim" / "mechanisms" / "relation.py"
    text = path.read_text(encoding="utf-8")
    line = "    up = greatest(push, 0.0) * greatest(ceiling - relation, 0.0)\n"
    assert line in text
    room = "greatest(ceiling - relation, 0.0)"
    branch = f"    up = 0.0\n    if push > 0.0:\n        up = push * {room}\n"
    path.write_text(text.replace(line, branch), encoding="utf-8")
    words = ["scenario=neglect", "months=3", "replicates=8", f"output.folder={tmp_path}/results"]
    ended = subprocess.run(
        [sys.executable, "-m", "sim", *words],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    assert ended.returncode == 0, ended.stderr
    (note,) = [one for one in ended.stderr.splitlines() if "cannot be recorded" in one]
    at = text[: text.index(line)].count("\n") + 2
    assert f"sim/mechanisms/relation.py, line {at}, in move: 'if push > 0.0:'" in note
    assert "the months run as ordinary Numba compiles them" in note
