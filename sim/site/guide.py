"""Pages written by hand, in `docs/pages/`, with counts and tables of the registry filled in."""

import re
from collections.abc import Mapping
from pathlib import Path

from sim.cli.experiments import experiments
from sim.errors import UnknownName
from sim.lesson.lesson import in_order
from sim.lesson.read import lesson_names, read_lesson
from sim.scenario import catalogue
from sim.site.cell import cell, code, table
from sim.site.evidence import evidence_words
from sim.site.lesson import lessons_of, title_of
from sim.site.live import LIVE
from sim.site.markup import link_to, with_links
from sim.site.mechanism import mechanism_table
from sim.site.quantity import quantity_words
from sim.site.reference import room_table
from sim.site.world import world_table
from sim.spec.parameters import PARAMETERS
from sim.spec.switches import SWITCHES

__all__ = ["filled", "guide_pages", "words_of"]

_NAME = re.compile(r"\{\{ (\w+) \}\}")


def guide_pages(root: Path, *, live: bool = True) -> dict[str, str]:
    """Return the text of the pages written by hand, by page.

    Parameters
    ----------
    root : the project's folder
    live : the live lessons are made as well
    """
    folder = root / "docs" / "pages"
    words = words_of(root, live=live)
    made = {}
    for path in sorted(folder.rglob("*.md")):
        page = path.relative_to(folder).as_posix()
        made[page] = with_links(filled(path.read_text(encoding="utf-8"), words, page), page)
    return made


def filled(text: str, words: Mapping[str, str], page: str) -> str:
    """Return a text with each `{{ name }}` as what it stands for.

    Raises
    ------
    UnknownName
        For a name that stands for nothing.

    Examples
    --------
    >>> filled("{{ mechanisms }} of them", {"mechanisms": "20"}, "index.md")
    '20 of them'
    """

    def word(found: re.Match[str]) -> str:
        if found[1] not in words:
            raise UnknownName("word", found[1], words, place=f"docs/pages/{page}")
        return words[found[1]]

    return _NAME.sub(word, text)


def words_of(root: Path, *, live: bool = True) -> dict[str, str]:
    """Return what pages may name: counts, and tables of what there is."""
    return {
        **quantity_words(),
        **evidence_words(),
        "worlds": str(len(catalogue())),
        "mechanisms": str(len(SWITCHES)),
        "parameters": str(len(PARAMETERS)),
        "world_table": world_table(),
        "mechanism_table": mechanism_table(),
        "room_table": room_table(),
        "lessons": _lessons(root),
        "live_lessons": _live(live),
        "experiments": table(
            ["experiment", "asks"],
            [[code(one.name), cell(one.question)] for one in experiments()],
        ),
    }


def _lessons(root: Path) -> str:
    """Return a table of the lessons."""
    rows = [
        [str(k), f"[{cell(title_of(path))}]({path.stem}.md)"]
        for k, path in enumerate(lessons_of(root), start=1)
    ]
    return table(["number", "lesson"], rows)


def _live(made: bool) -> str:
    """Return a table of the live lessons: links where they are made."""
    rows = []
    for lesson in in_order(read_lesson(name) for name in lesson_names()):
        title = cell(lesson.title)
        to = link_to(f"{LIVE}/{lesson.name}.html", "howto/class.md")
        rows.append([f"[{title}]({to})" if made else title])
    return table(["lesson"], rows)
