"""What a source's key stands for, as a reader cites it: author, year, title, paragraph."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from sim.scenario.bibliography import fields
from sim.scenario.citation import SOURCES
from sim.scenario.folder import Place, shipped_folder
from sim.scenario.text import read_text

__all__ = ["Reference", "cited", "references"]

_AUTHOR_AND_YEAR = re.compile(r"[^\W\d].* [0-9]{4}$")
_PLACE = re.compile(r"\s+P([0-9]{1,4})(?:[-–]P?([0-9]{1,4}))?")


@dataclass(frozen=True)
class Reference:
    """One source as it is cited.

    Attributes
    ----------
    key : str
        In `sources.bib`.
    first, last : int or None
        Paragraphs, both included; None where none is named.
    text : str
        'Kimiya 2024, Japan-South Korea Relations Under Trump, The Diplomat, paragraph 18'.
    """

    key: str
    first: int | None
    last: int | None
    text: str


def references(folder: Path | None = None) -> Mapping[str, str]:
    """Return what every key of the shipped sources, and of a folder's own, stands for.

    Examples
    --------
    >>> references()["000"]
    'Kimiya 2024, Japan-South Korea Relations Under Trump, The Diplomat'
    """
    found = dict(_listed(shipped_folder() / SOURCES))
    own = None if folder is None else folder / SOURCES
    return found | dict(_listed(own)) if own is not None and own.is_file() else found


@lru_cache(maxsize=8)
def _listed(path: Path) -> tuple[tuple[str, str], ...]:
    """Return key and text of every entry of a list of sources."""
    place = Place(path).text
    listed = fields(read_text(path, place), place)
    return tuple((key, _text(key, entry)) for key, entry in listed.items())


def _text(key: str, entry: Mapping[str, str]) -> str:
    """Return an entry as it is cited."""
    names = [name.split(",")[0] for name in entry.get("author", "").split(" and ") if name]
    author = names[0] if len(names) == 1 else " and ".join(names[:2]) if len(names) == 2 else ""
    author = author or (f"{names[0]} and others" if names else "")
    year = entry.get("date", entry.get("year", ""))[:4]
    where = entry.get("journal") or entry.get("booktitle") or entry.get("organization") or ""
    where = where or entry.get("publisher", "")
    title = entry.get("title", key)
    parts = [" ".join((author, year)).strip(), title, where] if author else [title, where, year]
    return ", ".join(part for part in parts if part)


def cited(source: str, known: Mapping[str, str] | None = None) -> tuple[Reference, ...]:
    """Return every source that a text names, in order, each place once.

    By key, or as literature is cited: 'Tullock 1980'. Words between are passed over.

    Examples
    --------
    >>> [(one.key, one.first, one.last) for one in cited("000 P18, 003 P20-P22; public record")]
    [('000', 18, 18), ('003', 20, 22)]
    >>> cited("Tullock 1980: 1 is the lottery")[0].key
    'tullock1980'
    """
    return tuple(dict.fromkeys(_cited(source, references() if known is None else known)))


def _cited(source: str, known: Mapping[str, str]) -> Iterator[Reference]:
    """Yield what a text names."""
    keys = {key: key for key in known}
    heads = {text.split(",")[0]: key for key, text in known.items()}
    keys |= {head: key for head, key in heads.items() if _AUTHOR_AND_YEAR.search(head)}
    pattern = "|".join(sorted(map(re.escape, keys), key=len, reverse=True))
    at = list(re.finditer(rf"(?<![\w.])(?P<name>{pattern})(?!\w)", source))
    for k, match in enumerate(at):
        key = keys[match["name"]]
        ends = at[k + 1].start() if k + 1 < len(at) else len(source)
        rest, places = source[match.end() : ends], []
        while place := _PLACE.match(rest):
            places.append(place)
            rest = rest[place.end() :].lstrip(",")
        if not places:
            yield Reference(key, None, None, known[key])
        for place in places:
            first, last = int(place[1]), int(place[2] or place[1])
            many = f"paragraphs {first} to {last}" if last > first else f"paragraph {first}"
            yield Reference(key, first, last, f"{known[key]}, {many}")
