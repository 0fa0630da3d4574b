"""The order of pages: what stands in the bar on top, and what below each of its words."""

import re
from collections.abc import Mapping
from typing import Any

__all__ = ["SECTIONS", "contents"]

#: Sections in order: folder, word, the pages that come first, by name.
SECTIONS: tuple[tuple[str, str, tuple[str, ...]], ...] = (
    (
        *("howto", "How to"),
        (
            *(
                "python",
                "questions",
                "command_line",
                "own_world",
                "class",
                "windows",
                "cluster",
                "launchers",
            ),
            *("mesa", "results", "world_files", "lesson_files"),
        ),
    ),
    ("lessons", "Lessons", ("index",)),
    ("model", "The model", ("model", "mechanisms", "e0_choice")),
    ("worlds", "Worlds", ("index",)),
    ("evidence", "Trust", ("trace", "claims", "facts", "levers", "observed", "parameter_sets")),
    ("reference", "Reference", ("index", "sim")),
    ("inside", "Inside", ("contributing", "changelog")),
)

#: Pages of the model that come after the mechanisms.
_LAST = ("parameters", "variables", "outcomes", "tables", "glossary")

#: What pages are called here whose own titles say less beside others.
_CALLED = {
    "evidence/trace.md": "How far to trust it",
    "howto/lesson_files.md": "How a lesson is written",
    "howto/results.md": "What results hold",
    "howto/world_files.md": "Fields of a world's file",
    "model/model.md": "The model's text",
}

_TITLE = re.compile(rb"^# (.+)$", re.MULTILINE)


def contents(files: Mapping[str, bytes]) -> list[Mapping[str, Any]]:
    """Return the site's table of contents, as MkDocs takes it.

    Pages that nothing else puts into an order are in that of their names; worlds, which are known
    by their titles, in that of these.

    Parameters
    ----------
    files : pages and other files by path

    Examples
    --------
    >>> contents({"index.md": b"", "model/glossary.md": b"", "model/m02_mediation.md": b""})
    [{'Start': 'index.md'}, {'The model': ['model/m02_mediation.md', 'model/glossary.md']}]
    """
    pages = sorted(path for path in files if path.endswith(".md"))
    made: list[Mapping[str, Any]] = [{"Start": "index.md"}]
    for folder, word, first in SECTIONS:
        names = [path for path in pages if path.startswith(f"{folder}/")]

        def place(path: str, first: tuple[str, ...] = first) -> tuple[int, str]:
            name = re.sub(r".*/|\.md$", "", path)
            if name in first:
                return first.index(name), ""
            if path.startswith("worlds/"):
                title = _TITLE.search(files[path])
                name = title[1].decode().casefold() if title else name
            return len(first) + (1 + _LAST.index(name) if name in _LAST else 0), name

        if names:
            ordered = sorted(names, key=place)
            made.append({word: [{_CALLED[p]: p} if p in _CALLED else p for p in ordered]})
    return made
