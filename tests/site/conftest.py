"""The site, built once for all tests of it."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="session")
def site(tmp_path_factory):
    """The site without what lessons show: they run in tests of their own."""
    folder = tmp_path_factory.mktemp("site")
    words = ["--bare", str(folder / "docs"), "--work", str(folder / "work")]
    ended = subprocess.run(
        [sys.executable, "-m", "sim.site.build", *words],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
        timeout=900,
    )
    assert ended.returncode == 0, ended.stderr
    assert ended.stdout.splitlines()[-1] == f"results: {folder / 'docs' / 'index.html'}"
    return folder / "docs"
