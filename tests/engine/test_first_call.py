"""Compiling: announced where it happens, stopped by one Ctrl-C, and never of mixed sources."""

import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from sim.engine import first_call

ROOT = Path(__file__).resolve().parents[2]

INTERRUPTED = """
import sim
from sim.errors import InterruptedStudy
try:
    sim.{call}
except {fault}:
    print("stopped")
"""


@pytest.mark.parametrize(
    ("call", "fault"),
    [
        ("run(sim.load('neglect').replace(months=2), replicates=5)", "InterruptedStudy"),
        ("simulate(sim.load('neglect').replace(months=2))", "KeyboardInterrupt"),
    ],
)
def test_ctrl_c__is_heard_while_the_model_compiles(tmp_path, call, fault):
    process = subprocess.Popen(
        [sys.executable, "-c", INTERRUPTED.format(call=call, fault=fault)],
        cwd=ROOT,
        env={**os.environ, "NUMBA_CACHE_DIR": str(tmp_path / "empty")},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert process.stderr is not None
    assert process.stderr.readline().startswith("compiling the model: ")
    time.sleep(0.1)
    process.send_signal(signal.SIGINT)
    # Compiling takes several times as long: whoever waits for its end has a file.
    said, _ = process.communicate(timeout=15)
    assert (process.returncode, said) == (0, "stopped\n")
    assert not [*tmp_path.rglob("*.code")]


def test_fault__of_the_first_call_is_raised_where_it_is_waited_for():
    def fails():
        raise FloatingPointError("in the other thread")

    with pytest.raises(FloatingPointError, match="in the other thread"):
        first_call._beside(fails)


def test_numba__that_is_turned_off_leaves_python(tmp_path):
    script = (
        "import sim\n"
        "world = sim.load('neglect').replace(months=1)\n"
        "rows, months = sim.run(world, replicates=2).outcomes, sim.simulate(world).month\n"
        "print(len(rows), len(months))\n"
    )
    ended = subprocess.run(
        [sys.executable, "-c", script],
        cwd=ROOT,
        env={**os.environ, "NUMBA_DISABLE_JIT": "1"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (ended.returncode, ended.stdout) == (0, "2 1\n"), ended.stderr


@pytest.mark.parametrize("compiled_before", [False, True])
def test_model__whose_files_change_while_it_is_loaded_is_refused(tmp_path, compiled_before):
    """Also where code of the files as they were is at hand: what runs beside it may be new."""
    shutil.copytree(ROOT / "sim", tmp_path / "sim", ignore=shutil.ignore_patterns("__pycache__"))
    (tmp_path / "scenarios").symlink_to(ROOT / "scenarios")
    script = (
        "import sim, pathlib\n"
        "world = sim.load('neglect').replace(months=2)\n"
        "path = pathlib.Path('sim/mechanisms/vacuum.py')\n"
        "path.write_text(path.read_text() + '\\n# another line\\n')\n"
        "print(float(sim.simulate(world)['trust'].sum()))\n"
    )

    def run(text):
        return subprocess.run(
            [sys.executable, "-c", text],
            cwd=tmp_path,
            env={**os.environ, "NUMBA_CACHE_DIR": str(tmp_path / "cache")},
            capture_output=True,
            text=True,
            check=False,
        )

    if compiled_before:
        assert run(script.replace("path.write_text(", "str(")).returncode == 0
    last = run(script).stderr.strip().splitlines()[-1]
    assert last.endswith(
        "the model's files have changed since this process began: start Python anew"
    )
