"""What a number may name as its source, and whether what it names is there.

A source is `assumed`, alone; or several parts after commas or semicolons:

- a key of `sources.bib`, with a place in it if one likes: `000 P18`, `003 P20-P22`, `imf_dots`,
  `smith2020 pp. 9-12`. Further places of the same source may follow after a comma. Where the entry
  says how many `paragraphs` there are, the place is a paragraph among them;
- `public record`, alone or with words: `public record for the days, 10 and 30 July`,
  `public record: a term is five years`. The words end at a semicolon.

Keys are those of the shipped `sources.bib`, and of one that lies beside a world in its folder.
"""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from sim.errors import UnknownName, WrongKind, nearest
from sim.scenario.bibliography import Entry, read_entries
from sim.scenario.folder import Place, shipped_folder

__all__ = ["ASSUMED", "PUBLIC_RECORD", "SOURCES", "check_source", "check_sources", "keys"]

#: Sources that are no key.
ASSUMED, PUBLIC_RECORD = "assumed", "public record"

#: Name of a folder's list of sources.
SOURCES = "sources.bib"

_RECORD_IN_WORDS = re.compile(rf"{PUBLIC_RECORD}(?: for | of |: )\S")
_PARAGRAPHS = re.compile(r"P([0-9]{1,4})(?:[-–]P?([0-9]{1,4}))?\Z")

_KIND_OF_PLACE = (
    "p|pp|page|pages|para|paragraph|paragraphs|ch|chap|chapter|chapters|sec|section|sections|§|§§"
    "|part|parts|table|tables|tab|fig|figure|figures|eq|equation|equations|app|appendix|vol|volume"
    "|no|note|notes|n|line|lines|column|columns|edition|version|wave|waves|year|years|to|and"
)
_NUMBER = r"(?:(?:[a-z]\.?)?[0-9]+(?:[.:][0-9]+)*[a-z]?|[ivxlc]+)"
_RUN = rf"(?:(?:pp?|ch|§§?)\.?)?{_NUMBER}(?:(?:--?|–){_NUMBER})?"
_WORD_OF_PLACE = re.compile(rf"(?:(?:{_KIND_OF_PLACE})\.?|{_RUN})\Z", re.IGNORECASE)

_PLACES = "a place such as P4, p. 9, pp. 9-12, ch. 3 or table 2"

_NONE: Mapping[str, Entry] = {}
_listed_before: dict[Path, tuple[tuple[int, int], Mapping[str, Entry]]] = {}
_joined_before: dict[Path, tuple[Mapping[str, Entry], ...]] = {}


def keys(folder: Path) -> Mapping[str, Entry]:
    """Return the sources that worlds of a folder may name, by key.

    The same object is returned as long as the lists stay as they are.

    Raises
    ------
    MalformedFile
        If a `sources.bib` cannot be read.

    Examples
    --------
    >>> "imf_dots" in keys(shipped_folder())
    True
    """
    shipped, own = _listed(shipped_folder()), _listed(folder)
    before = _joined_before.get(folder)
    if before is None or before[0] is not shipped or before[1] is not own:
        before = _joined_before[folder] = (shipped, own, {**shipped, **own})
    return before[2]


def _listed(folder: Path) -> Mapping[str, Entry]:
    """Return the entries of a folder's own list, read anew only if it has changed."""
    place = Place(folder / SOURCES, folder)
    if not place.is_there():
        return _NONE
    seen = place.stamp()
    before = _listed_before.get(place.path)
    if before is None or before[0] != seen:
        before = _listed_before[place.path] = (seen, read_entries(place.path, place.text))
    return before[1]


def check_sources(data: Mapping[str, Any], known: Mapping[str, Entry], place: str) -> None:
    """Raise for the first source in a file's mapping that names what is not there.

    Every text under a key `source`, however deep, and the lists `sources` and `sources.add`.

    Parameters
    ----------
    data : mapping
        What the file holds, of the right kinds.
    known : mapping
        As `keys` returns it.
    place : str
        How messages name the file.

    Raises
    ------
    UnknownName, WrongKind
        With the field, what was found, and the nearest key.
    """
    for at, text in _named(data, ""):
        check_source(text, known, place, at)


def _named(data: Any, at: str) -> Iterator[tuple[str, str]]:
    """Yield field and text of every source below a field."""
    if isinstance(data, list):
        for k, item in enumerate(data):
            yield from _named(item, f"{at}[{k}]")
        return
    if not isinstance(data, dict):
        return
    for key, value in data.items():
        field = f"{at}.{key}" if at else key
        if key == "source" and isinstance(value, str):
            yield field, value
        elif field in ("sources", "sources.add") and isinstance(value, list):
            yield from ((f"{field}[{k}]", text) for k, text in enumerate(value))
        else:
            yield from _named(value, field)


def check_source(text: str, known: Mapping[str, Entry], place: str = "", field: str = "") -> None:
    """Raise if a source is not in the grammar, or names what is not there.

    Examples
    --------
    >>> check_source("000 P9; public record for the day", keys(shipped_folder()))
    >>> check_source("axelrod1948, p. 9", keys(shipped_folder()))
    Traceback (most recent call last):
    sim.errors.UnknownName: unknown key of sources.bib 'axelrod1948'; did you mean 'axelrod1984'?
    """
    text = " ".join(text.split())
    if text == ASSUMED:
        return
    for group in text.split(";"):
        entry: Entry | None = None
        for part in map(str.strip, group.split(",")):
            if _RECORD_IN_WORDS.match(part):
                break
            if not part:
                wanted = "a source before and after each comma or semicolon"
                raise WrongKind(f"'{text}'", wanted, place=place, field=field)
            entry = _part(part, entry, known, place, field)


def _part(
    part: str, before: Entry | None, known: Mapping[str, Entry], place: str, field: str
) -> Entry | None:
    """Return the entry that a part names, or goes on with; None for the public record."""
    if part == PUBLIC_RECORD:
        return None
    if part == ASSUMED:
        raise WrongKind(
            "'assumed' among other sources", "it alone, or the others", place=place, field=field
        )
    key, _, rest = part.partition(" ")
    entry = known.get(key)
    if entry is None and before is not None and _is_place(part):
        entry, rest = before, part
    if entry is None:
        names = [PUBLIC_RECORD, ASSUMED, *known]
        found = part if nearest(part, (PUBLIC_RECORD, ASSUMED)) else key
        raise UnknownName(f"key of {SOURCES}", found, names, place=place, field=field)
    if rest and entry.paragraphs is not None:
        _check_paragraphs(rest, entry, place, field)
    elif not _is_place(rest):
        wanted = f"{_PLACES}; a comma before another source; other words go into 'because'"
        raise WrongKind(f"'{rest}' after '{entry.key}'", wanted, place=place, field=field)
    return entry


def _is_place(text: str) -> bool:
    """Return whether words say where in a source: a page, a table, a paragraph."""
    return all(_WORD_OF_PLACE.match(word) for word in text.split())


def _check_paragraphs(text: str, entry: Entry, place: str, field: str) -> None:
    """Raise unless a place is one of an entry's paragraphs, or a run of them."""
    match = _PARAGRAPHS.match(text)
    if match:
        first, last = int(match[1]), int(match[2] or match[1])
        if 1 <= first <= last <= (entry.paragraphs or 0):
            return
    raise WrongKind(
        f"'{entry.key} {text}'",
        f"one of its paragraphs, {entry.key} P1 to {entry.key} P{entry.paragraphs}",
        place=place,
        field=field,
    )
