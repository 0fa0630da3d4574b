"""Lessons as files: a page each, an index, and all of them in one .zip."""

import json
import re
import zipfile
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from sim.browser.modules import modules
from sim.browser.packed import packed
from sim.browser.program import web_assembly
from sim.lesson.assumption import as_data, assumptions
from sim.lesson.build import assemble, page_modules
from sim.lesson.built import build
from sim.lesson.index import index_name, index_of
from sim.lesson.lesson import Lesson, in_order
from sim.lesson.measure import MEASURES
from sim.lesson.shared import glossary, roles
from sim.lesson.text import names_in
from sim.lesson.words import of_lesson, words_for
from sim.scenario.reference import references
from sim.spec.calendar import LAST_KNOWN
from sim.spec.levels import TRIANGLE_TYPES, key_of
from sim.spec.version import KERNEL_HASH
from sim.store.files import appearing

__all__ = ["ARCHIVE", "INDEX", "page_of", "publish", "publish_all"]

INDEX = "index.html"

#: All pages in one file.
ARCHIVE = "lessons.zip"

#: No file of a .zip carries the time of day: the same lessons give the same bytes.
_EPOCH = (1980, 1, 1, 0, 0, 0)


@cache
def _month() -> tuple[bytes, dict[str, str]]:
    """Return the month as WebAssembly, and all modules of a page by the path of their imports."""
    model = {f"browser/{name}": text for name, text in modules().items()}
    return web_assembly(), page_modules() | model


def page_of(lesson: Lesson, index: str = "", shared: Path | None = None) -> str:
    """Return a lesson's page: one HTML text that needs nothing else.

    Parameters
    ----------
    lesson : Lesson
        A file's is built first: its numbers are computed, and it is held to what the model says.
    index : str
        Address of the index that it is one page of; empty where it stands alone.
    shared : Path, optional
        Folder whose role cards and glossary it has; the shipped ones if not said, or not there.
    """
    texts, numbers = {}, {}
    if lesson.puzzle is not None:
        built = build(lesson)
        texts, numbers = dict(built.texts), dict(built.numbers)
    wasm, scripts = _month()
    world = lesson.world_a
    data = {
        "name": lesson.name,
        "lesson": _filled(lesson.as_dict(), texts),
        "numbers": numbers,
        "words": _words(lesson, numbers, shared),
        "model": KERNEL_HASH,
        "last_known": LAST_KNOWN,
        "triangles": [key_of(name) for name in TRIANGLE_TYPES],
        "measures": {name: vars(MEASURES[name]) for name in (lesson.outcome.name, *lesson.also)},
        "index": index,
    }
    told = as_data(assumptions(world, lesson.loaded, lesson.reasons), world)
    model = packed([lesson.loaded])
    data["articles"] = _articles((data["lesson"], data["words"], told, model))
    return assemble(data, model, told, wasm, scripts)


def _articles(shown: Any) -> dict[str, str]:
    """Return what each source stands for that a page names, by key.

    A key of digits alone is one only before a paragraph, for texts hold numbers too.
    """
    text = json.dumps(shown, ensure_ascii=False)
    ends = {True: r" P\d", False: r"(?!\w)"}
    return {
        key: cited
        for key, cited in references().items()
        if re.search(rf"(?<![\w.,]){re.escape(key)}{ends[key.isdigit()]}", text)
    }


def _words(lesson: Lesson, numbers: Mapping[str, str], folder: Path | None) -> dict[str, Any]:
    """Return the page's words, of lessons its own with its numbers in.

    English takes what all lessons of a folder share from its files.
    """
    said = {
        language: told | {"lessons": {lesson.name: of_lesson(told, lesson.name, numbers)}}
        for language, told in words_for([lesson]).items()
    }
    shared = {
        "roles": {name: vars(role) for name, role in roles(folder).items()},
        "glossary": {name: vars(term) for name, term in glossary(folder).items()},
    }
    return said | {"en": said["en"] | shared}


def _filled(lesson: dict[str, Any], texts: dict[str, str]) -> dict[str, Any]:
    """Return a lesson's plain data with the texts that had names of numbers in them."""
    for where, text in texts.items():
        at: Any = lesson
        *path, last = where.replace("[", ".").replace("]", "").split(".")
        for name in path:
            at = at[int(name) if isinstance(at, list) else name]
        at[int(last) if isinstance(at, list) else last] = text
    return lesson


def publish(lesson: Lesson, path: Path, index: str = "", shared: Path | None = None) -> None:
    """Write a lesson's page, whole or not at all.

    Raises
    ------
    SimError
        For a lesson that the model does not bear out; nothing is written.
    """
    text = page_of(lesson, index, shared)
    with appearing(path) as draft:
        draft.write_text(text, encoding="utf-8")


def publish_all(
    lessons: Sequence[Lesson],
    folder: Path,
    ended: Callable[[], None] = lambda: None,
    shared: Path | None = None,
) -> Path:
    """Write lessons, an index a language, and a .zip of all, for any static host.

    Parameters
    ----------
    ended : called after each lesson
    shared : as `page_of` takes it

    Returns
    -------
    Path
        Of the English index.
    """
    for lesson in lessons:
        publish(lesson, folder / f"{lesson.name}.html", INDEX, shared)
        ended()
    names = [*_indices(lessons, folder), *(f"{lesson.name}.html" for lesson in lessons)]
    with (
        appearing(folder / ARCHIVE) as draft,
        zipfile.ZipFile(draft, "w", zipfile.ZIP_DEFLATED) as file,
    ):
        for name in names:
            info = zipfile.ZipInfo(f"lessons/{name}", _EPOCH)
            info.compress_type = zipfile.ZIP_DEFLATED
            file.writestr(info, (folder / name).read_bytes())
    return folder / INDEX


def _indices(lessons: Sequence[Lesson], folder: Path) -> list[str]:
    """Write an index a language; return their names, English first."""
    said, ordered, names = words_for(lessons), in_order(lessons), []
    numbers = {one.name: build(one).numbers for one in lessons if names_in(one.question)}
    for language in said:
        name = index_name(INDEX, language)
        with appearing(folder / name) as draft:
            text = index_of(ordered, said, ARCHIVE, language, INDEX, numbers)
            draft.write_text(text, encoding="utf-8")
        names.append(name)
    return names
