"""Named sets of parameters, such as a posterior: a table of draws, and the page that explains it.

A set lies in `parameter_sets/`: `<name>.csv`, a column a parameter and a row a draw, and
`<name>.yaml`, which says what it is and where it comes from.
"""

import csv
import math
from pathlib import Path
from typing import Any

from sim.errors import MalformedFile, OutOfBounds, UnknownName, WrongKind
from sim.scenario.document import read
from sim.scenario.folder import NAME_IN_WORDS, is_name, shipped_folder
from sim.spec.parameters import BOUNDS, PARAMETERS
from sim.spec.world import ParameterSet

__all__ = ["MOST_DRAWS", "parameter_set", "parameter_sets"]

#: Most draws in a set. Assumed: more than any posterior needs, and still small beside a run.
MOST_DRAWS = 10_000

_FOLDER = "parameter_sets"
_FIELDS = ("title", "description", "source", "made_with", "facts", "series", "seed")
_BOUNDS = {parameter.name: BOUNDS[parameter.kind] for parameter in PARAMETERS}


def parameter_sets(worlds: Path | None = None) -> tuple[str, ...]:
    """Return the names of all sets, in alphabetical order.

    Parameters
    ----------
    worlds : Path, optional
        A folder of one's own worlds; its `parameter_sets/` counts too.
    """
    return tuple(
        sorted({path.stem for folder in _folders(worlds) for path in folder.glob("*.csv")})
    )


def parameter_set(name: str, worlds: Path | None = None) -> ParameterSet:
    """Return the set of a name, checked.

    Raises
    ------
    SimError
        For an unknown set, one without a page, an unknown parameter, a row of another length, or a
        number out of its parameter's bounds.

    Examples
    --------
    >>> found = parameter_set("posterior_2024")
    >>> len(found.rows) >= 200, len(found.names) == len(found.rows[0])
    (True, True)
    """
    if not is_name(name):
        raise WrongKind(f"'{name}'", NAME_IN_WORDS, field="parameter_set")
    for folder in _folders(worlds):
        path = folder / f"{name}.csv"
        if path.is_file():
            return _read(path, name)
    raise UnknownName("parameter set", name, parameter_sets(worlds), field="parameter_set")


def _folders(worlds: Path | None) -> list[Path]:
    """Return the folders to look in: a user's own first."""
    return [Path(one) / _FOLDER for one in (worlds, shipped_folder()) if one is not None]


def _read(path: Path, name: str) -> ParameterSet:
    """Return the set that a table holds."""
    place = f"{_FOLDER}/{path.name}"
    page = read(path.with_suffix(".yaml"), f"{_FOLDER}/{name}.yaml")
    for key in page:
        if key not in _FIELDS:
            raise UnknownName("field", str(key), _FIELDS, place=f"{_FOLDER}/{name}.yaml")
    source = page.get("source")
    if not isinstance(source, str):
        raise WrongKind(
            source, "where it comes from", place=f"{_FOLDER}/{name}.yaml", field="source"
        )
    try:
        with path.open(encoding="utf-8", newline="") as file:
            header, *rows = [row for row in csv.reader(file) if row]
    except (OSError, UnicodeDecodeError, csv.Error, ValueError) as fault:
        raise MalformedFile(f"cannot be read as a table: {fault}", place=place) from None
    for column in header:
        if column not in _BOUNDS:
            raise UnknownName("parameter", column, _BOUNDS, place=place, field="header")
        if header.count(column) > 1:
            raise MalformedFile(f"column '{column}' stands there twice", place=place)
    if not 1 <= len(rows) <= MOST_DRAWS:
        raise OutOfBounds(len(rows), 1, MOST_DRAWS, unit="draws", place=place)
    draws = tuple(
        _draw(row, header, f"{place} row {number}") for number, row in enumerate(rows, start=2)
    )
    return ParameterSet(name, tuple(header), draws, source)


def _draw(row: list[str], header: list[str], place: str) -> tuple[float, ...]:
    """Return one draw."""
    if len(row) != len(header):
        raise MalformedFile(f"found {len(row)} cells, wanted {len(header)}", place=place)
    return tuple(_number(text, column, place) for text, column in zip(row, header, strict=True))


def _number(text: Any, column: str, place: str) -> float:
    low, high = _BOUNDS[column]
    try:
        number = float(text)
    except ValueError:
        raise WrongKind(text, "a number", place=place, field=column, given=True) from None
    if not (math.isfinite(number) and low <= number <= high):
        raise OutOfBounds(text, low, high, place=place, field=column)
    return number
