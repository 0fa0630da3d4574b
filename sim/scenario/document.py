"""Read one YAML file as plain data, and nothing else.

The text is taken apart event by event, so nothing in it is ever constructed or run: there are no
tags, no anchors, no aliases and no dates, only mappings with text keys, lists, text, numbers, true,
false and null. `2012-01-05` stays text; so does `off`.
"""

import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

from sim.errors import MalformedFile

__all__ = ["DEEPEST", "DIGITS", "LARGEST", "parse", "read"]

#: Largest file, in bytes, and deepest nesting. The shipped files need a tenth of either.
LARGEST = 1_000_000
DEEPEST = 12

#: Most digits of a whole number: past every bound, and still one that a decimal number can hold.
DIGITS = 40

_READER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_WHOLE = re.compile(r"[-+]?(0|[1-9][0-9]*)\Z")
_DECIMAL = re.compile(r"[-+]?([0-9]+\.[0-9]*|\.[0-9]+|[0-9]+(?=[eE]))([eE][-+]?[0-9]+)?\Z")
_WORDS = {"true": True, "false": False, "null": None, "~": None, "": None}
_KEPT = "\t\n\r"


def read(path: Path, place: str) -> dict[str, Any]:
    """Return the mapping that a YAML file holds.

    Parameters
    ----------
    path : Path
        The file.
    place : str
        How messages name it.

    Raises
    ------
    MalformedFile
        If it cannot be opened, is too large, or is not plain YAML with a mapping at the top.

    Examples
    --------
    >>> from sim.scenario.folder import shipped_folder
    >>> read(shipped_folder() / "neglect.yaml", "neglect.yaml")["inherits"]
    'second_trump_term'
    """
    try:
        size = path.stat().st_size
        if size > LARGEST:
            raise MalformedFile(f"found {size} bytes, wanted at most {LARGEST}", place=place)
        data = path.read_bytes()
    except OSError as fault:
        raise MalformedFile(f"cannot be opened: {fault.strerror}", place=place) from None
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as fault:
        line = data[: fault.start].count(b"\n") + 1
        raise MalformedFile(f"line {line} is not UTF-8 text", place=place) from None
    return parse(text, place)


def parse(text: str, place: str) -> dict[str, Any]:
    """Return the mapping that a YAML text holds.

    Raises
    ------
    MalformedFile
        If it is not plain YAML with a mapping at the top.

    Examples
    --------
    >>> parse("window: {first: 2012-01, last: 2025-09}", "example")
    {'window': {'first': '2012-01', 'last': '2025-09'}}
    """
    for number, line in enumerate(text.split("\n"), start=1):
        if not line.isascii() or not line.isprintable():
            _check_characters(line, number, place)
    try:
        return _document(yaml.parse(text, Loader=_READER), place)
    except yaml.YAMLError as fault:
        mark = getattr(fault, "problem_mark", None)
        line = f"line {mark.line + 1}" if mark else "the text"
        raise MalformedFile(
            f"{line} is not YAML; look at indentation, colons, brackets and quotes there",
            place=place,
        ) from None


def _check_characters(line: str, number: int, place: str) -> None:
    """Raise at a character that a reader cannot see."""
    for character in line:
        kind = unicodedata.category(character)
        if kind in ("Cc", "Cf", "Cs", "Co") and character not in _KEPT:
            raise MalformedFile(
                f"line {number} holds the control character U+{ord(character):04X}; take it out",
                place=place,
            )


def _fault(message: str, event: Any, place: str) -> MalformedFile:
    """Return an error that names the line of an event."""
    return MalformedFile(f"line {event.start_mark.line + 1}: {message}", place=place)


def _document(events: Iterator[Any], place: str) -> dict[str, Any]:
    """Return the one document's mapping, or raise."""
    found: Any = None
    documents = 0
    for event in events:
        if isinstance(event, yaml.DocumentStartEvent):
            documents += 1
            if documents > 1:
                raise _fault("found a second document, wanted one to a file", event, place)
        elif isinstance(event, yaml.NodeEvent):
            found = _node(event, events, place, depth=1)
    if not isinstance(found, dict):
        kind = "nothing" if found is None else type(found).__name__
        raise MalformedFile(f"found {kind}, wanted a mapping of keys to values", place=place)
    return found


def _node(event: Any, events: Iterator[Any], place: str, depth: int) -> Any:
    """Return what begins with `event` as plain data."""
    if isinstance(event, yaml.AliasEvent):
        raise _fault(f"found the alias '*{event.anchor}'; write the value out", event, place)
    if event.anchor is not None:
        raise _fault(f"found the anchor '&{event.anchor}'; write the value out", event, place)
    if event.tag is not None:
        raise _fault(f"found the tag '{event.tag}'; files hold plain data only", event, place)
    if depth > DEEPEST:
        raise _fault(f"nested deeper than {DEEPEST} levels", event, place)
    if isinstance(event, yaml.ScalarEvent):
        return _scalar(event, place)
    if isinstance(event, yaml.SequenceStartEvent):
        items: list[Any] = []
        while not isinstance(event := next(events), yaml.SequenceEndEvent):
            items.append(_node(event, events, place, depth + 1))
        return items
    return _mapping(events, place, depth)


def _mapping(events: Iterator[Any], place: str, depth: int) -> dict[str, Any]:
    """Return a mapping whose keys are text, each given once."""
    found: dict[str, Any] = {}
    while not isinstance(key := next(events), yaml.MappingEndEvent):
        if not isinstance(key, yaml.ScalarEvent):
            raise _fault("found a key that is not a plain word", key, place)
        _node(key, events, place, depth)
        if key.value in found:
            raise _fault(f"the key '{key.value}' is given twice", key, place)
        found[key.value] = _node(next(events), events, place, depth + 1)
    return found


def _scalar(event: Any, place: str) -> Any:
    """Return a number, true, false, null or text; what is quoted stays text."""
    text = event.value
    if not event.implicit[0]:
        return text
    if text in _WORDS:
        return _WORDS[text]
    if _WHOLE.match(text):
        digits = len(text.lstrip("+-"))
        if digits > DIGITS:
            message = f"found a number of {digits} digits, wanted at most {DIGITS}"
            raise _fault(message, event, place)
        return int(text)
    if _DECIMAL.match(text):
        return float(text)
    return text
