"""Every lesson runs from top to bottom, through public doors alone, and has the ladder's form."""

import ast
import re

import matplotlib as mpl
import pytest

from tests.notebooks.ladder import (
    FEW,
    LESSONS,
    ROOT,
    cells_of,
    done,
    heads_of,
    section_of,
    texts_of,
)

#: Modules that the reference describes; lessons use no other of this package.
PUBLIC = ("sim", "sim.plots", "sim.analysis", "sim.adapters", "sim.mesa_face", "sim.errors")

#: Words of a text cell at most: it is read before the next cell is run.
MOST_WORDS = 160

LAST = ["What this does not show", "Try it"]

by_name = pytest.mark.parametrize("lesson", LESSONS, ids=lambda path: path.stem)


def test_lessons__are_numbered_without_a_gap_and_all_listed():
    listed = (ROOT / "notebooks" / "README.md").read_text(encoding="utf-8")
    numbers = [int(path.stem.split("_")[0]) for path in LESSONS]
    assert numbers == list(range(1, len(LESSONS) + 1))
    assert [path.name for path in LESSONS if f"({path.name})" not in listed] == []


@by_name
def test_lesson__runs(lesson):
    before = mpl.get_backend()
    found = done(lesson.stem)
    assert found.names["REPLICATES"] == FEW
    assert found.printed
    assert mpl.get_backend() == before


@by_name
def test_lesson__uses_public_doors(lesson):
    imported = set()
    for node in ast.walk(ast.parse(lesson.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            imported |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            whole = {f"{node.module}.{alias.name}" for alias in node.names}
            imported |= whole if node.module == "sim" else {node.module}
    assert {name for name in imported if name.split(".")[0] == "sim"} <= set(PUBLIC)


@by_name
def test_lesson__alternates_short_texts_and_code(lesson):
    cells = cells_of(lesson)
    assert cells[0].is_text
    assert 2 * len(texts_of(lesson)) >= len(cells)
    assert {
        text[:60]: n for text in texts_of(lesson) if (n := len(text.split())) > MOST_WORDS
    } == {}


@by_name
def test_lesson__opens_with_its_question_and_says_why(lesson):
    title, *why = texts_of(lesson)[0].split("\n\n")
    number = int(lesson.stem.split("_")[0])
    assert re.fullmatch(r"# .+\?", title)
    assert re.fullmatch(rf"\*Lesson {number}: .+\.\*", why[0])
    assert len(re.findall(r"[.?:](?:\s|$)", " ".join(why[1:]))) >= 3


@by_name
def test_lesson__has_one_cell_of_parameters_before_all_else(lesson):
    codes = [cell.source for cell in cells_of(lesson) if not cell.is_text]
    assert not cells_of(lesson)[1].is_text
    assert 'REPLICATES = int(os.environ.get("LESSON_REPLICATES", "2000"))' in codes[0]
    assert re.search(r"(?m)^SEED = \d+$", codes[0])
    assert [code for code in codes[1:] if "os.environ" in code or "seed=1" in code] == []


@by_name
def test_lesson__asks_a_question_a_section_and_says_how_to_read_the_answer(lesson):
    *heads, shows, tries = heads_of(lesson)
    assert [shows, tries] == LAST
    assert len(heads) >= 3
    for number, head in enumerate(heads, 1):
        assert re.fullmatch(rf"{number}\. .+\?", head)
    assert sum("**How to read it.**" in text for text in texts_of(lesson)) >= 2


@by_name
def test_lesson__ends_with_what_it_does_not_show_and_with_exercises(lesson):
    assert len(re.findall(r"(?m)^- ", section_of(lesson, LAST[0]))) >= 3
    assert len(re.findall(r"(?m)^\d\. ", section_of(lesson, LAST[1]))) >= 3
