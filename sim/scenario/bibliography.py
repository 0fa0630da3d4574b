"""Read which keys a BibTeX file has, and the fields of an entry for whoever prints it."""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from sim.errors import MalformedFile, short
from sim.errors.lines import Lined
from sim.scenario.text import read_text

__all__ = ["Entry", "entries", "fields", "read_entries"]

#: Begins an entry; `%` makes the rest of its line a remark. All else between entries is a remark.
_OPENS = re.compile(r"%.*|@\s*(?P<kind>[A-Za-z]+)\s*(?P<bracket>[{(])")
_KEY = re.compile(r"\s*(?P<key>[^\s,{}()\"'=#%~\\]+)\s*[,})]")
_MARK = re.compile(r"[%{}\"()]")
_FIELD = re.compile(r"([A-Za-z]+)\s*=\s*")
_PARAGRAPHS = re.compile(r"\bparagraphs\s*=\s*[{\"]?\s*([0-9]{1,4})\b")

#: Entries that define nothing to be cited.
_NO_SOURCE = ("comment", "preamble", "string")


class Entry(NamedTuple):
    """One source: its key, and its number of paragraphs where the field `paragraphs` says so."""

    key: str
    paragraphs: int | None


def read_entries(path: Path, place: str) -> Mapping[str, Entry]:
    """Return the entries of a BibTeX file by key.

    Raises
    ------
    MalformedFile
        One line if it cannot be read, or for the first entry that has no key, does not end, or
        has a key that another one has.

    Examples
    --------
    >>> from sim.scenario.folder import shipped_folder
    >>> read_entries(shipped_folder() / "sources.bib", "sources.bib")["000"].paragraphs
    18
    """
    return entries(read_text(path, place), place)


def entries(text: str, place: str) -> Mapping[str, Entry]:
    """Return the entries of a BibTeX text by key.

    Examples
    --------
    >>> list(entries("@book{smith2020, title = {A {B} C}}", "here"))
    ['smith2020']
    """
    found: dict[str, Entry] = {}
    for line, entry, _ in _entries(text, place):
        if entry.key in found:
            message = f"the key '{short(entry.key)}' is given twice"
            raise MalformedFile(message, place=Lined(place, line=line))
        found[entry.key] = entry
    return found


def fields(text: str, place: str) -> Mapping[str, Mapping[str, str]]:
    """Return the fields of a BibTeX text's entries by key, without braces, quotes and breaks.

    Raises
    ------
    MalformedFile
        As `entries` does.

    Examples
    --------
    >>> fields("@book{smith2020, title = {A {B} C}, year = 2020}", "here")
    {'smith2020': {'title': 'A B C', 'year': '2020'}}
    """
    entries(text, place)
    return {entry.key: dict(_fields(body)) for _, entry, body in _entries(text, place)}


def _fields(body: str) -> Iterator[tuple[str, str]]:
    """Yield name and value of the fields of one entry's body."""
    at = 0
    while found := _FIELD.search(body, at):
        begins = at = found.end()
        if body[begins : begins + 1] == "{":
            at = _end(body, begins + 1, "{")
            value = body[begins + 1 : at - 1]
        elif body[begins : begins + 1] == '"':
            at = body.index('"', begins + 1) + 1
            value = body[begins + 1 : at - 1]
        else:
            comma = body.find(",", begins)
            at = len(body) if comma < 0 else comma
            value = body[begins:at]
        plain = value.replace("{", "").replace("}", "").replace("\\&", "&")
        yield found[1].lower(), " ".join(plain.split())


def _entries(text: str, place: str) -> Iterator[tuple[int, Entry, str]]:
    """Yield line, entry and its body, in the order of the file."""
    at, line, counted = 0, 1, 0
    while opens := _OPENS.search(text, at):
        at = opens.end()
        if opens["kind"] is None:
            continue
        line += text.count("\n", counted, opens.start())
        counted = opens.start()
        begins, at = at, _end(text, at, opens["bracket"])
        kind = short(f"@{opens['kind']}")
        if at < 0:
            message = f"the entry {kind} does not end; look at its brackets"
            raise MalformedFile(message, place=Lined(place, line=line))
        if opens["kind"].lower() in _NO_SOURCE:
            continue
        key = _KEY.match(text, begins, at)
        if key is None:
            message = f"found {kind} without a key, wanted {kind}{{key, …}}"
            raise MalformedFile(message, place=Lined(place, line=line))
        number = _PARAGRAPHS.search(text, key.end(), at)
        yield line, Entry(key["key"], int(number[1]) if number else None), text[key.end() : at - 1]


def _end(text: str, begins: int, bracket: str) -> int:
    """Return where an entry ends, after its closing bracket; -1 if it does not.

    Braces nest, in text in quotes as well; `%` makes a remark only outside of values.
    """
    depth, quoted, at = 0, False, begins
    while mark := _MARK.search(text, at):
        one, at = mark[0], mark.end()
        outside = depth == 0 and not quoted
        if one == "%":
            end = text.find("\n", at) if outside else at
            at = len(text) if end < 0 else end
        elif one == "{":
            depth += 1
        elif one == "}" and depth:
            depth -= 1
        elif one == '"' and depth == 0:
            quoted = not quoted
        elif outside and one == ("}" if bracket == "{" else ")"):
            return at
    return -1
