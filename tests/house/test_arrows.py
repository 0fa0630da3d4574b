"""The arrows between rooms: the contracts in pyproject.toml hold, and each of them can fire."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
COMMAND = "from importlinter.cli import lint_imports_command; lint_imports_command()"


def lint(folder: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", COMMAND, "--no-logo", "--no-cache"],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
    )


def test_arrows__point_down():
    checked = lint(ROOT)
    assert checked.returncode == 0, checked.stdout + checked.stderr


@pytest.mark.slow
@pytest.mark.parametrize(
    ("module", "line", "contract"),
    [
        ("spec/stray.py", "import sim.engine", "Imports go down, never up or sideways"),
        ("store/stray.py", "import sim.engine", "Imports go down, never up or sideways"),
        ("stray.py", "import sim.errors", "Imports go down, never up or sideways"),
        ("spec/stray.py", "import pandas", "The words know numpy at most"),
        (
            "mechanisms/stray.py",
            "import yaml",
            "The arithmetic and its trace know plain Python only",
        ),
        ("tracing/stray.py", "import numba", "The arithmetic and its trace know plain Python only"),
        ("tracing/stray.py", "import sim.engine", "Imports go down, never up or sideways"),
        ("study/stray.py", "import hydra", "Only the command line knows Hydra"),
        ("plots/stray.py", "import mesa", "Only the Mesa face knows Mesa"),
        ("plots/stray.py", "import solara", "Only the Mesa face knows Mesa"),
        ("analysis/stray.py", "import numba", "Reading results needs neither numba"),
    ],
)
def test_contract__fires_at_a_stray_import(tmp_path, module, line, contract):
    shutil.copytree(ROOT / "sim", tmp_path / "sim", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    (tmp_path / "sim" / module).write_text(f'"""A stray."""\n\n{line}\n', encoding="utf-8")
    checked = lint(tmp_path)
    assert checked.returncode == 1
    broken = [text for text in checked.stdout.splitlines() if text.endswith("BROKEN")]
    assert [text for text in broken if text.startswith(contract)], checked.stdout
