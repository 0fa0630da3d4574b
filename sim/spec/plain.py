"""Worlds as plain data and as text, for digests and files.

The text of a part that worlds share, such as a leader or a start world, is written once: points of
a design differ in little. Parts are frozen, so a text holds as long as its part.
"""

import dataclasses
import functools
import json
import threading
from collections import OrderedDict
from collections.abc import Mapping
from typing import Any

__all__ = ["WORDS", "bare_text_of", "plain", "text_of"]

#: Names of what changes no result.
WORDS = frozenset(
    {
        *("title", "description", "source", "sources", "status", "because", "note", "expects"),
        *("outcomes", "overrides"),
    }
)


def plain(value: Any) -> Any:
    """Return dataclasses, mappings and tuples as dicts and lists, numpy's numbers as Python's.

    Examples
    --------
    >>> from sim.spec.world import Term
    >>> plain((Term("moon", 2017),))
    [{'leader': 'moon', 'first': 2017, 'source': ''}]
    """
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {name: plain(getattr(value, name)) for name in _fields(type(value))}
    if isinstance(value, Mapping):
        return {str(key): plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [plain(item) for item in value]
    return value.tolist() if hasattr(value, "tolist") else value


def text_of(value: Any) -> str:
    """Return `json.dumps(plain(value), ensure_ascii=False)`.

    Examples
    --------
    >>> text_of({"first": 2017, "source": "000 P1"})
    '{"first": 2017, "source": "000 P1"}'
    """
    return _written(value, False)


def bare_text_of(value: Any) -> str:
    """Return the same without WORDS, entries sorted, whole numbers as floats: what digests name.

    Examples
    --------
    >>> bare_text_of({"first": 2017, "source": "000 P1"})
    '{"first": 2017.0}'
    """
    return _written(value, True)


@functools.cache
def _fields(kind: Any) -> tuple[str, ...]:
    """Return the names of a dataclass's fields that are kept."""
    every = dataclasses.fields(kind)
    return tuple(one.name for one in every if one.metadata.get("kept", True))


@functools.cache
def _holds_parts(kind: Any) -> bool:
    """Return whether a frozen dataclass has parts of its own; a number with its source has none."""
    every = dataclasses.fields(kind) if dataclasses.is_dataclass(kind) else ()
    return kind.__hash__ is not None and any("[" in str(one.type) for one in every)


class _Remembered:
    """Texts of frozen parts, those last asked for, by the part itself and not by what it holds."""

    def __init__(self, most: int) -> None:
        self._most = most
        # The part is held with its text: else another one could come to lie in its place.
        self._texts: OrderedDict[tuple[int, bool], tuple[Any, str]] = OrderedDict()
        self._lock = threading.Lock()

    def text(self, value: Any, bare: bool) -> str:
        key = (id(value), bare)
        with self._lock:
            found = self._texts.get(key)
            if found is not None:
                self._texts.move_to_end(key)
                return found[1]
        text = _written(value, bare)
        with self._lock:
            self._texts[key] = (value, text)
            if len(self._texts) > self._most:
                self._texts.popitem(last=False)
        return text


#: Assumed: the leaders and series of a dozen worlds.
_REMEMBERED = _Remembered(500)


def _text(value: Any, bare: bool) -> str:
    kind: Any = type(value)
    # Lists and dicts may change; frozen parts of worlds, and tuples of them, do not.
    terms = kind is tuple and len(value) > 1 and dataclasses.is_dataclass(value[0])
    if terms or _holds_parts(kind):
        return _REMEMBERED.text(value, bare)
    return _written(value, bare)


def _written(value: Any, bare: bool) -> str:
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return _entries(((name, getattr(value, name)) for name in _fields(type(value))), bare)
    if isinstance(value, Mapping):
        return _entries(((str(key), item) for key, item in value.items()), bare)
    if isinstance(value, list | tuple):
        return f"[{', '.join([_text(item, bare) for item in value])}]"
    if hasattr(value, "tolist"):
        return _text(value.tolist(), bare)
    if bare and isinstance(value, int) and not isinstance(value, bool):
        value = float(value)
    return json.dumps(value, ensure_ascii=False)


def _entries(pairs: Any, bare: bool) -> str:
    if bare:
        pairs = sorted((key, item) for key, item in pairs if key not in WORDS)
    written = [f"{json.dumps(key, ensure_ascii=False)}: {_text(item, bare)}" for key, item in pairs]
    return f"{{{', '.join(written)}}}"
