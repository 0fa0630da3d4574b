"""Read one YAML file as plain data, and nothing else.

The text is taken apart event by event, so nothing in it is ever constructed or run: there are no
tags, no anchors, no aliases and no dates, only mappings with text keys, lists, text, numbers, true,
false and null. `2012-01-05` stays text; so does `off`.
"""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

from sim.errors import MalformedFile, short
from sim.scenario.text import check_seen, read_text

__all__ = ["DEEPEST", "DIGITS", "parse", "read"]

#: Deepest nesting. The shipped files need half of it.
DEEPEST = 12

#: Most digits of a whole number: past every bound, and still one that a decimal number can hold.
DIGITS = 40

_READER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_WHOLE = re.compile(r"[-+]?(0|[1-9][0-9]*)\Z")
_DECIMAL = re.compile(r"[-+]?([0-9]+\.[0-9]*|\.[0-9]+|[0-9]+(?=[eE]))([eE][-+]?[0-9]+)?\Z")
_WORDS = {"true": True, "false": False, "null": None, "~": None, "": None}


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
        If it cannot be read as text, or is not plain YAML with a mapping at the top.

    Examples
    --------
    >>> from sim.scenario.folder import shipped_folder
    >>> read(shipped_folder() / "neglect.yaml", "neglect.yaml")["inherits"]
    'second_trump_term'
    """
    return _parsed(read_text(path, place), place)


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
    check_seen(text, place)
    return _parsed(text, place)


def _parsed(text: str, place: str) -> dict[str, Any]:
    """Return the mapping that a text with nothing hidden holds."""
    try:
        return _document(yaml.parse(text, Loader=_READER), place)
    except yaml.YAMLError as fault:
        mark = getattr(fault, "problem_mark", None)
        line = f"line {mark.line + 1}" if mark else "the text"
        if "nesting depth" in str(getattr(fault, "problem", "")):
            # PyYAML from 6.0.4 on stops by itself, at a depth that no file here comes near.
            raise MalformedFile(
                f"{line}: nested deeper than {DEEPEST} levels", place=place
            ) from None
        raise MalformedFile(
            f"{line} is not YAML; look at indentation, colons, brackets and quotes there",
            place=place,
        ) from None


def _line(event: Any) -> int:
    return int(event.start_mark.line) + 1


def _fault(message: str, event: Any, place: str, field: str = "") -> MalformedFile:
    """Return an error that names the line of an event."""
    return MalformedFile(f"line {_line(event)}: {message}", place=place, field=field)


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
            found = _node(event, events, place, ())
    if not isinstance(found, dict):
        kind = "nothing" if found is None else type(found).__name__
        raise MalformedFile(f"found {kind}, wanted a mapping of keys to values", place=place)
    return found


def _node(event: Any, events: Iterator[Any], place: str, at: tuple[str, ...]) -> Any:
    """Return what begins with `event` as plain data; `at` are the keys that lead to it."""
    if isinstance(event, yaml.AliasEvent):
        raise _fault(f"found the alias '*{event.anchor}'; write the value out", event, place)
    if event.anchor is not None:
        raise _fault(f"found the anchor '&{event.anchor}'; write the value out", event, place)
    if event.tag is not None:
        raise _fault(
            f"found the tag '{short(event.tag)}'; files hold plain data only", event, place
        )
    if len(at) >= DEEPEST:
        raise _fault(f"nested deeper than {DEEPEST} levels", event, place)
    if isinstance(event, yaml.ScalarEvent):
        return _scalar(event, place, at)
    if isinstance(event, yaml.SequenceStartEvent):
        items: list[Any] = []
        while not isinstance(event := next(events), yaml.SequenceEndEvent):
            items.append(_node(event, events, place, (*at, str(len(items)))))
        return items
    return _mapping(events, place, at)


def _mapping(events: Iterator[Any], place: str, at: tuple[str, ...]) -> dict[str, Any]:
    """Return a mapping whose keys are single words, each given once."""
    found: dict[str, Any] = {}
    while not isinstance(key := next(events), yaml.MappingEndEvent):
        if not isinstance(key, yaml.ScalarEvent):
            raise _fault("found a key that is not a plain word", key, place)
        _node(key, events, place, at)
        name = key.value
        if name.split() not in ([name], []):
            message = (
                f"found '{short(name)}' in the place of a key, which is one word; if the line "
                "belongs to the text above it, indent it as that text"
            )
            raise _fault(message, key, place)
        if name in found:
            raise _fault(f"the key '{short(name)}' is given twice", key, place)
        found[name] = _node(next(events), events, place, (*at, name))
    return found


def _scalar(event: Any, place: str, at: tuple[str, ...]) -> Any:
    """Return a number, true, false, null or text; what is quoted stays text."""
    text = event.value
    # What quotes hide from the check of the file's own characters: "\\e[31m".
    check_seen(text, place, _line(event), kept="\t\n")
    if not event.implicit[0]:
        return text
    if text in _WORDS:
        return _WORDS[text]
    if _WHOLE.match(text):
        digits = len(text.lstrip("+-"))
        if digits > DIGITS:
            message = f"found a number of {digits} digits, wanted at most {DIGITS}"
            raise _fault(message, event, place, ".".join(at))
        return int(text)
    if _DECIMAL.match(text):
        return float(text)
    return text
