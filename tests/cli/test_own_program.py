"""The short Hydra program for launchers and sweepers runs as its page shows it."""

import os
import re
import subprocess
import sys
from pathlib import Path

import sim

ROOT = Path(__file__).resolve().parents[2]


def test_program__makes_a_study_a_job(tmp_path):
    text = (ROOT / "docs" / "pages" / "howto" / "launchers.md").read_text(encoding="utf-8")
    (program,) = re.findall(r"```python\n(import hydra\n.*?)```", text, re.DOTALL)
    assert len(program.splitlines()) <= 20
    (tmp_path / "mine.py").write_text(program, encoding="utf-8")
    words = ["-m", "scenario=neglect,joint_hedging", "rivalry=0.2,0.8", "replicates=3"]
    subprocess.run(
        [sys.executable, "mine.py", *words],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        check=True,
        capture_output=True,
        timeout=600,
    )
    studies = [sim.open(path) for path in sorted((tmp_path / "results").iterdir())]
    asked = {(study.world(0).name, study.world(0).overrides["traits.rivalry"]) for study in studies}
    assert asked == {(name, x) for name in ("neglect", "joint_hedging") for x in (0.2, 0.8)}
