"""The lessons as tests read them: their cells, and what each comes to with few replicates."""

import contextlib
import io
import re
import runpy
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
LESSONS = sorted((ROOT / "notebooks").glob("*.py"))
FEW = 60

_DONE: dict[str, "Done"] = {}


@dataclass(frozen=True)
class Done:
    """What a lesson left: its names, and what it printed."""

    names: dict
    printed: str


@dataclass(frozen=True)
class Cell:
    """A cell of a lesson; a text without its comment signs."""

    is_text: bool
    source: str


def cells_of(lesson: Path) -> list[Cell]:
    """Return a lesson's cells in their order."""
    found = []
    for cell in lesson.read_text(encoding="utf-8").split("\n# %%")[1:]:
        head, _, body = cell.partition("\n")
        is_text = head.strip() == "[markdown]"
        source = re.sub(r"(?m)^# ?", "", body) if is_text else body
        found.append(Cell(is_text, source.strip()))
    return found


def texts_of(lesson: Path) -> list[str]:
    """Return a lesson's text cells."""
    return [cell.source for cell in cells_of(lesson) if cell.is_text]


def heads_of(lesson: Path) -> list[str]:
    """Return the headings of a lesson's sections."""
    return re.findall(r"(?m)^## (.+)$", "\n".join(texts_of(lesson)))


def section_of(lesson: Path, head: str) -> str:
    """Return the text of a section, up to the next one."""
    (found,) = re.findall(
        rf"(?ms)^## {re.escape(head)}$(.*?)(?=^## |\Z)", "\n".join(texts_of(lesson))
    )
    return found


def done(stem: str) -> Done:
    """Run a lesson with few replicates, once a session."""
    if stem not in _DONE:
        printed = io.StringIO()
        with pytest.MonkeyPatch.context() as patch, contextlib.redirect_stdout(printed):
            patch.setenv("LESSON_REPLICATES", str(FEW))
            path = ROOT / "notebooks" / f"{stem}.py"
            names = runpy.run_path(str(path), run_name="__main__")
            _DONE[stem] = Done(names, printed.getvalue())
    return _DONE[stem]
