"""Every lesson runs from top to bottom, through the public door alone."""

import ast
import contextlib
import io
import runpy
from pathlib import Path

import matplotlib as mpl
import pytest

ROOT = Path(__file__).resolve().parents[2]
LESSONS = sorted((ROOT / "notebooks").glob("*.py"))

DONE: dict[Path, tuple[dict, str]] = {}

by_name = pytest.mark.parametrize("lesson", LESSONS, ids=lambda path: path.stem)


def test_lessons__there_are_some_and_all_are_listed():
    listed = (ROOT / "notebooks" / "README.md").read_text(encoding="utf-8")
    assert LESSONS
    assert [path.name for path in LESSONS if f"({path.name})" not in listed] == []


def run(lesson: Path) -> tuple[dict, str]:
    """Run a lesson with few replicates, once a session; return its names and what it printed."""
    if lesson not in DONE:
        printed = io.StringIO()
        with pytest.MonkeyPatch.context() as patch, contextlib.redirect_stdout(printed):
            patch.setenv("LESSON_REPLICATES", "60")
            DONE[lesson] = runpy.run_path(str(lesson), run_name="__main__"), printed.getvalue()
    return DONE[lesson]


@by_name
def test_lesson__runs(lesson):
    before = mpl.get_backend()
    found, printed = run(lesson)
    assert found["REPLICATES"] == 60
    assert printed
    assert mpl.get_backend() == before


@by_name
def test_lesson__uses_the_public_door(lesson):
    imported = set()
    for node in ast.walk(ast.parse(lesson.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            imported |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            imported |= {f"{node.module}.{alias.name}" for alias in node.names}
    ours = {name for name in imported if name.split(".")[0] == "sim"}
    assert ours <= {"sim", "sim.plots"}


@by_name
def test_lesson__alternates_text_and_code(lesson):
    cells = lesson.read_text(encoding="utf-8").split("# %%")[1:]
    texts = [cell for cell in cells if cell.startswith(" [markdown]")]
    assert cells[0].startswith(" [markdown]")
    assert 2 * len(texts) >= len(cells)
    for text in texts:
        # A text cell is short enough to be read before the next is run.
        assert len(text.split()) < 160, text[:60]


def test_two_worlds__swap_changes_nothing_before_the_leader_takes_office():
    found, _ = run(ROOT / "notebooks" / "01_two_worlds.py")
    # The next president of Seoul takes office in June 2025 (scenarios/second_trump_term.yaml).
    assert f"{found['swap'].first_month:%Y-%m}" >= "2025-06"
    assert found["swap"].table["difference"].abs().max() > 0.0
