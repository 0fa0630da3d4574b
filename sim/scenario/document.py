"""Read one YAML file as plain data, and nothing else.

The text is taken apart event by event, so nothing in it is ever constructed or run: there are no
tags, no anchors, no aliases and no dates, only mappings with text keys, lists, text, numbers, true,
false and null. `2012-01-05` stays text; so does `off`.
"""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import yaml

from sim.errors import MalformedFile, short
from sim.errors.lines import Lined
from sim.scenario.text import check_seen, read_text

__all__ = ["DEEPEST", "DIGITS", "Document", "parse", "read"]

#: Deepest nesting. The shipped files need half of it.
DEEPEST = 12

#: Most digits of a whole number: past every bound, and still one that a decimal number can hold.
DIGITS = 40

_READER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_WHOLE = re.compile(r"[-+]?(0|[1-9][0-9]*)\Z")
_DECIMAL = re.compile(r"[-+]?([0-9]+\.[0-9]*|\.[0-9]+|[0-9]+(?=[eE]))([eE][-+]?[0-9]+)?\Z")
_WORDS = {"true": True, "false": False, "null": None, "~": None, "": None}


class Document(dict[str, Any]):
    """What a YAML file holds, and the name of the file, which knows its lines."""

    def __init__(self, data: Mapping[str, Any], place: Lined) -> None:
        super().__init__(data)
        self.place = place


def read(path: Path, place: str) -> Document:
    """Return the mapping that a YAML file holds; its `place` knows on which line each field stands.

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


def parse(text: str, place: str) -> Document:
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


def _parsed(text: str, place: str) -> Document:
    """Return the mapping that a text with nothing hidden holds."""
    try:
        return _Tree(yaml.parse(text, Loader=_READER), place).document()
    except yaml.YAMLError as fault:
        mark = getattr(fault, "problem_mark", None)
        message = "not YAML; look at indentation, colons, brackets and quotes there"
        if "nesting depth" in str(getattr(fault, "problem", "")):
            # PyYAML from 6.0.4 on stops by itself, at a depth that no file here comes near.
            message = f"nested deeper than {DEEPEST} levels"
        at = Lined(place, line=mark.line + 1 if mark else None)
        raise MalformedFile(message, place=at) from None


class _Tree:
    """The events of one text, taken apart one by one."""

    def __init__(self, events: Iterator[Any], place: str) -> None:
        self.events = events
        self.lines: dict[str, int] = {}
        self.place = Lined(place, self.lines)

    def document(self) -> Document:
        """Return the one document's mapping, or raise."""
        root: Any = None
        documents = 0
        for event in self.events:
            if isinstance(event, yaml.DocumentStartEvent):
                documents += 1
                if documents > 1:
                    raise self._fault("found a second document, wanted one to a file", event)
            elif isinstance(event, yaml.NodeEvent):
                root = self._node(event, "", 0)
        if not isinstance(root, dict):
            kind = "nothing" if root is None else type(root).__name__
            raise MalformedFile(
                f"found {kind}, wanted a mapping of keys to values", place=self.place
            )
        return Document(root, self.place)

    def _fault(self, message: str, event: Any, field: str = "") -> MalformedFile:
        """Return an error that names the line of an event."""
        return MalformedFile(message, place=Lined(self.place, line=_line(event)), field=field)

    def _node(self, event: Any, at: str, depth: int) -> Any:
        """Return what begins with `event` as plain data; `at` is the field that leads to it."""
        if isinstance(event, yaml.AliasEvent):
            raise self._fault(f"found the alias '*{event.anchor}'; write the value out", event)
        if event.anchor is not None:
            raise self._fault(f"found the anchor '&{event.anchor}'; write the value out", event)
        if event.tag is not None:
            message = f"found the tag '{short(event.tag)}'; files hold plain data only"
            raise self._fault(message, event)
        if depth >= DEEPEST:
            raise self._fault(f"nested deeper than {DEEPEST} levels", event)
        if isinstance(event, yaml.ScalarEvent):
            return self._scalar(event, at)
        if isinstance(event, yaml.SequenceStartEvent):
            items: list[Any] = []
            while not isinstance(event := next(self.events), yaml.SequenceEndEvent):
                item = f"{at}[{len(items)}]"
                self.lines[item] = _line(event)
                items.append(self._node(event, item, depth + 1))
            return items
        return self._mapping(at, depth)

    def _mapping(self, at: str, depth: int) -> dict[str, Any]:
        """Return a mapping whose keys are single words, each given once."""
        entries: dict[str, Any] = {}
        while not isinstance(key := next(self.events), yaml.MappingEndEvent):
            if not isinstance(key, yaml.ScalarEvent):
                raise self._fault("found a key that is not a plain word", key)
            self._node(key, at, depth)
            name = key.value
            if name.split() not in ([name], []):
                message = (
                    f"found '{short(name)}' in the place of a key, which is one word; if the line "
                    "belongs to the text above it, indent it as that text"
                )
                raise self._fault(message, key)
            if name in entries:
                raise self._fault(f"the key '{short(name)}' is given twice", key)
            field = f"{at}.{name}" if at else name
            self.lines[field] = _line(key)
            entries[name] = self._node(next(self.events), field, depth + 1)
        return entries

    def _scalar(self, event: Any, at: str) -> Any:
        """Return a number, true, false, null or text; what is quoted stays text."""
        text = event.value
        # What quotes hide from the check of the file's own characters: "\\e[31m".
        check_seen(text, self.place, _line(event), kept="\t\n")
        if not event.implicit[0]:
            return text
        if text in _WORDS:
            return _WORDS[text]
        if _WHOLE.match(text):
            digits = len(text.lstrip("+-"))
            if digits > DIGITS:
                message = f"found a number of {digits} digits, wanted at most {DIGITS}"
                raise self._fault(message, event, at)
            return int(text)
        if _DECIMAL.match(text):
            return float(text)
        return text


def _line(event: Any) -> int:
    """Return the line on which an event begins, the first one being 1."""
    return int(event.start_mark.line) + 1
