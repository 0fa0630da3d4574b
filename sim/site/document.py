"""Documents that lie elsewhere in the project, each as a page."""

import re
from collections.abc import Mapping
from pathlib import Path

from sim.site.markup import at_home, sane, with_links

__all__ = ["DOCUMENTS", "document_pages"]

#: Page by document: where else a link to it leads.
DOCUMENTS: Mapping[str, str] = {
    "sim/spec/MODEL.md": "model/model.md",
    "sim/spec/TRACE.md": "evidence/trace.md",
    "sim/spec/LEVERS.md": "evidence/levers.md",
    "sim/store/STORE.md": "inside/store.md",
    "sim/runner/MACHINES.md": "inside/machines.md",
    "sim/engine/ENGINE.md": "inside/engine.md",
    "sim/browser/BROWSER.md": "inside/browser.md",
    "scenarios/README.md": "howto/world_files.md",
    "scenarios/lessons/README.md": "howto/lesson_files.md",
    "scenarios/observed/README.md": "evidence/observed.md",
    "scenarios/parameter_sets/README.md": "evidence/parameter_sets.md",
    "results/README.md": "howto/results.md",
    "CONTRIBUTING.md": "inside/contributing.md",
    "CHANGELOG.md": "inside/changelog.md",
}

#: Other files that a document may point to, and the page that says the same.
_ALSO: Mapping[str, str] = {
    "README.md": "index.md",
    "sim/spec/TABLES.md": "model/tables.md",
    "notebooks/README.md": "lessons/index.md",
}

_SECTION = re.compile(r"^(### (E\d+) .*)$", re.MULTILINE)
_MARK = re.compile(r"^<!-- /?table.*-->\n?", re.MULTILINE)
_TOLD = re.compile(r"(?<=\n)(\*\*[^*\n]+\*\*)([^*\n]*) \((E\d+\.\d+)\)")
_FILE = re.compile(r"`(?P<path>[\w/.]+\.md)`")


def document_pages(root: Path) -> dict[str, str]:
    """Return the text of each document's page, by page.

    Parameters
    ----------
    root : the project's folder
    """
    pages = {**_ALSO, **DOCUMENTS, **_written_by_hand(root)}
    made = {}
    for source, page in DOCUMENTS.items():
        text = (root / source).read_text(encoding="utf-8")
        text = _SECTION.sub(r"\1 {#\2}", _MARK.sub("", text))
        text = _TOLD.sub(r"\1{#\3}\2 (\3)", text)  # equations that are told in words
        text = _FILE.sub(lambda found: _named(found, pages), text)
        made[page] = with_links(at_home(sane(text), source, page, pages), page)
    return made


def _written_by_hand(root: Path) -> dict[str, str]:
    """Return the pages of `docs/pages` by their path in the project."""
    folder = root / "docs" / "pages"
    found = sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*.md"))
    return {f"docs/pages/{page}": page for page in found}


def _named(found: re.Match[str], pages: Mapping[str, str]) -> str:
    """Return a document's path in prose as a link to it, where it has a page."""
    path = found["path"]
    return f"[{found[0]}](/{path})" if path in pages else found[0]
