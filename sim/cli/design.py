"""Design points: from configurations and a design table to checked worlds.

All points are checked before the first replicate runs, so that a study never stops half-way over a
misspelt name.
"""

import csv
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from sim.cli.changes import DEPTH, SWAPS, changes
from sim.cli.grammar import parse_value
from sim.cli.words import OPEN, WORLD
from sim.errors import MalformedFile, SimError, UnknownName, WrongKind
from sim.spec.world import World

__all__ = ["Asked", "asked_points", "changes", "read_table", "worlds_of"]


class Asked(NamedTuple):
    """One design point as asked for: scenario, what it changes by name, and where that was said."""

    scenario: str
    overrides: dict[str, Any]
    place: str = ""


def asked_points(configs: Sequence[Mapping[str, Any]], table: Path | None) -> list[Asked]:
    """Return the design points: one per configuration, or per configuration and row of the table.

    A row's cells win over what the configuration says of the same key.
    """
    points = []
    rows = read_table(table) if table else [Asked("", {})]
    for config in configs:
        scenario, overrides = _scenario(config.get("scenario")), changes(config)
        for row in rows:
            points.append(Asked(row.scenario or scenario, overrides | row.overrides, row.place))
    return points


def _scenario(found: Any) -> str:
    if not isinstance(found, str):
        raise WrongKind(
            found, "the name of a world; see --list scenarios", field="scenario", given=True
        )
    return found


def read_table(path: Path) -> list[Asked]:
    """Read a design table: a header of keys, then a row a point; an empty cell changes nothing.

    Raises
    ------
    SimError
        With file and row: not a table, a column that is no key, a value outside Hydra's grammar.
    """
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            lines = [(number, row) for number, row in enumerate(csv.reader(file), 1) if row]
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise MalformedFile(f"cannot be read as a table: {error}", place=str(path)) from error
    if len(lines) < 2:
        raise MalformedFile(
            "found no rows, wanted a header of keys and a row a point", place=str(path)
        )
    (_, header), *rows = lines
    columns = [_column(name.strip(), f"{path} header") for name in header]
    twice = sorted({name for name in columns if columns.count(name) > 1})
    if twice:
        raise MalformedFile(f"column '{twice[0]}' stands there twice", place=f"{path} header")
    points = []
    for number, row in rows:
        place = f"{path} row {number}"
        if len(row) != len(columns):
            raise MalformedFile(f"found {len(row)} cells, wanted {len(columns)}", place=place)
        cells = {
            name: cell.strip() for name, cell in zip(columns, row, strict=True) if cell.strip()
        }
        scenario = cells.pop("scenario", "")
        try:
            points.append(Asked(scenario, {k: _cell(k, text) for k, text in cells.items()}, place))
        except SimError as error:
            raise SimError(str(error), place=place) from error
    return points


def _column(name: str, place: str) -> str:
    """Return a column's name if it is a key that a design point may set."""
    head, *below = name.split(".")
    if name in SWAPS or (head in OPEN and len(below) == DEPTH[head]):
        return name
    if head in OPEN or (head in WORLD and below):
        raise WrongKind(f"'{name}'", OPEN.get(head, head), place=place, field="column")
    if name not in WORLD:
        raise UnknownName("column", name, (*WORLD, *OPEN), place=place)
    return name


@cache
def _cell(key: str, text: str) -> Any:
    """Return a cell's value. Plain numbers, most of a large table, need no grammar."""
    for kind in (int, float):
        try:
            return kind(text)
        except ValueError:
            continue
    return parse_value(key, text)


def worlds_of(points: Sequence[Asked], folder: Path | None) -> list[World]:
    """Return each point's world, checked.

    Raises
    ------
    SimError
        For the first point that asks for something unknown or out of bounds.
    """
    from sim.scenario import load, written_out
    from sim.spec.override import apply

    loaded: dict[str, World] = {}
    worlds = []
    for point in points:
        try:
            if point.scenario not in loaded:
                loaded[point.scenario] = load(point.scenario, folder)
            world = loaded[point.scenario]
            worlds.append(apply(world, written_out(point.scenario, point.overrides, folder)))
        except SimError as error:
            if point.place:
                raise SimError(str(error), place=point.place) from error
            raise
    return worlds
