"""Dataclasses from a YAML file: a list of entries, each with the fields of its class, checked."""

import dataclasses
import typing
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

from sim.errors import MalformedFile, UnknownName, WrongKind
from sim.errors.lines import Lined
from sim.scenario.document import read

__all__ = ["read_records"]

Record = TypeVar("Record")


def read_records(
    kind: type[Record],
    path: Path,
    top: str,
    check: Callable[[Record, str], None] = lambda record, place: None,
) -> list[Record]:
    """Return what a file lists under its one key, each entry a dataclass.

    Fields are text, numbers, mappings, dataclasses, or tuples of one of these; those with a default
    may be left out. White space in text counts as one blank.

    Parameters
    ----------
    kind : the dataclass
    top : the file's key
    check : raises for an entry that may not be; takes the entry and its place

    Raises
    ------
    SimError
        One line for the first fault: file, entry, field, found, wanted.

    Examples
    --------
    >>> from sim.methods.effect_map.dispute import Dispute
    >>> from sim.scenario import shipped_folder
    >>> read_records(Dispute, shipped_folder() / "disputes" / "maps.yaml", "maps")[0].x.name
    'North Korean capability and threat'
    """
    place = f"{path.parent.name}/{path.name}"
    found = read(path, place)
    if set(found) != {top} or not isinstance(found[top], list):
        raise MalformedFile(f"wanted one list under '{top}'", place=place)
    records: list[Record] = []
    for number, entry in enumerate(found[top], 1):
        here = found.place.below(f"{top}[{number - 1}]", f"entry {number}")
        records.append(_record(kind, entry, here))
        check(records[-1], here)
    return records


@cache
def _kinds(kind: type) -> Mapping[str, Any]:
    """Return the type of each field of a dataclass."""
    return typing.get_type_hints(kind)


def _record(kind: Any, entry: Any, place: Lined) -> Any:
    """Return one dataclass of an entry."""
    kinds = _kinds(kind)
    if not isinstance(entry, dict):
        raise WrongKind(entry, f"a mapping of {', '.join(kinds)}", place=place, given=True)
    for key in entry:
        if key not in kinds:
            raise UnknownName("field", key, kinds, place=place)
    asked = [
        field.name
        for field in dataclasses.fields(kind)
        if field.name in entry or field.default is field.default_factory is dataclasses.MISSING
    ]
    return kind(**{name: _value(kinds[name], entry.get(name), place, name) for name in asked})


def _value(kind: Any, found: Any, place: Lined, field: str, at: str = "") -> Any:
    """Return a field's value as its type has it; `at` is where it lies, if not under its name."""
    origin, inner = typing.get_origin(kind), typing.get_args(kind)
    if dataclasses.is_dataclass(kind):
        return _record(kind, found, place.below(at or field, field))
    if kind is str and isinstance(found, str) and found.strip():
        return " ".join(found.split())
    if kind is float and type(found) in (int, float):
        return float(found)
    if origin is tuple and isinstance(found, list):
        each = enumerate(found, 1)
        return tuple(
            _value(inner[0], one, place, f"{field} {number}", f"{field}[{number - 1}]")
            for number, one in each
        )
    if origin is not None and issubclass(origin, Mapping) and isinstance(found, dict):
        return found
    words = {str: "text", float: "a number", tuple: "a list"}
    wanted = words.get(origin or kind, "a mapping")
    given = found is not None
    raise WrongKind(found if given else "nothing", wanted, place=place, field=field, given=given)
