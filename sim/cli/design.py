"""Design points: from configurations and a design table to checked worlds.

All points are checked before the first replicate runs, so that a study never stops half-way over a
misspelt name.
"""

import re
import warnings
from collections import Counter
from collections.abc import Hashable, Mapping, Sequence
from functools import lru_cache, partial
from pathlib import Path
from typing import Any, NamedTuple

from sim.cli.argv import OPEN, TEXTS, WORLD, hydra_override, wanted
from sim.cli.check_progress import report_checks
from sim.cli.csv_rows import read_csv_rows
from sim.cli.grid import MOST_POINTS, hashable
from sim.cli.hydra_grammar import parse_value
from sim.cli.overrides import DEPTH, SWAPS, overrides_of
from sim.errors import MalformedFile, SimError, SimWarning, UnknownName, WrongKind, visible
from sim.spec.event_asked import like_month, month_as_key
from sim.spec.event_change import FORMS
from sim.spec.override_key import bare
from sim.spec.world import World

__all__ = ["DesignPoint", "design_points", "read_table", "worlds_of"]


#: Letters of the longest cell: several years of dated events.
_LONGEST = 20_000

_NUMBER = re.compile(r"[+-]?(?:[0-9]{1,40}(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][+-]?[0-9]+)?")
_PAIR = re.compile(rf"\[\s*({_NUMBER.pattern})\s*,\s*({_NUMBER.pattern})\s*\]")
_DECIMAL_COMMA = re.compile(r"[+-]?[0-9]+,[0-9]+")


class DesignPoint(NamedTuple):
    """One design point as asked for: scenario, what it changes by name, and where that was said."""

    scenario: str
    overrides: dict[str, Any]
    place: str = ""
    seed: int | None = None


def design_points(configs: Sequence[Mapping[str, Any]], table: Path | None) -> list[DesignPoint]:
    """Return the design points: one per configuration, or per configuration and row of the table.

    A row's cells win over what the configuration says of the same key; null in a cell takes it
    away.

    Raises
    ------
    SimError
        For a table that cannot be read, too many points, or two that are the same.
    """
    rows = read_table(table, beside=len(configs)) if table else [DesignPoint("", {})]
    points = []
    places: dict[Hashable, str] = {}
    for config in configs:
        scenario, overrides = _scenario(config.get("scenario")), overrides_of(config)
        for row in rows:
            merged = overrides | row.overrides
            merged = {key: value for key, value in merged.items() if value is not None}
            point = DesignPoint(row.scenario or scenario, merged, row.place, config.get("seed"))
            same = (point.scenario, hashable(merged), point.seed)
            if same in places:
                raise _twice(point, places[same])
            places[same] = point.place
            points.append(point)
    return points


def _twice(point: DesignPoint, before: str) -> SimError:
    """Return the error for two points that are one and the same."""
    what = " ".join([point.scenario, *(f"{key}={point.overrides[key]}" for key in point.overrides)])
    if before == point.place:
        return SimError(f"two points are the same, {what}: wanted each once", place=point.place)
    row = before.rpartition(" ")[2]
    return SimError(f"is the same point as row {row}, {what}: wanted each once", place=point.place)


def _scenario(name: Any) -> str:
    if not isinstance(name, str):
        raise WrongKind(
            name, "the name of a world; see --list scenarios", field="scenario", given=True
        )
    return name


def read_table(path: Path, *, beside: int = 1) -> list[DesignPoint]:
    """Read a design table: a header of keys, then a row a point; an empty cell changes nothing.

    Parameters
    ----------
    beside : points of the grid that every row is combined with

    Raises
    ------
    SimError
        With file and row: not a table, a column that is no key, a value outside Hydra's grammar.
    """
    sheet = read_csv_rows(path)
    header = next(sheet, None)
    columns = [_column(name, f"{path} header") for name in header.cells] if header else []
    twice = [name for name, count in Counter(columns).items() if count > 1]
    if twice:
        raise MalformedFile(f"column '{twice[0]}' stands there twice", place=f"{path} header")
    points: list[DesignPoint] = []
    for line, cells in sheet:
        place = f"{path} row {line}"
        if (len(points) + 1) * beside > MOST_POINTS:
            grid = f" beside {beside:,} points of a grid" if beside > 1 else ""
            raise MalformedFile(
                f"found more than {len(points):,} rows{grid}, wanted at most {MOST_POINTS:,} "
                "design points: make several tables of it",
                place=str(path),
            )
        try:
            cells_by_key = {
                key: _cell(key, text) for key, text in zip(columns, cells, strict=True) if text
            }
        except SimError as error:
            raise SimError(str(error), place=place) from error
        points.append(DesignPoint(cells_by_key.pop("scenario", ""), cells_by_key, place))
    if not points:
        raise MalformedFile(
            "found no rows, wanted a header of keys and a row a point", place=str(path)
        )
    return points


def _column(name: str, place: str) -> str:
    """Return a column's name if it is a key that a design point may set."""
    key = bare(name)
    head, *below = key.split(".")
    if key in SWAPS or (head in OPEN and len(below) == DEPTH[head]):
        return name
    if head == "events" and len(below) == 2:
        if below[1] in FORMS:
            return name
        if like_month(below[1]):
            raise month_as_key(name.removesuffix(f".{below[1]}"), below[1], place=place)
    if head in OPEN or (head in WORLD and (below or key != name)):
        meant = head if head in WORLD and key == name else wanted(name)
        raise WrongKind(f"'{name}'", meant, place=place, field="column")
    if name not in WORLD:
        raise UnknownName("column", name, (*WORLD, *OPEN), place=place)
    return name


def _cell(key: str, text: str) -> Any:
    """Return a cell's value. Numbers and pairs, most of a large table, need no grammar."""
    if key == "scenario":
        return text
    if key not in TEXTS:
        if _NUMBER.fullmatch(text):
            return int(text) if text.lstrip("+-").isdigit() else float(text)
        pair = _PAIR.fullmatch(text)
        if pair:
            return [_cell(key, pair[1]), _cell(key, pair[2])]
    return _other_cell(key, text)


@lru_cache(maxsize=10_000)
def _other_cell(key: str, text: str) -> Any:
    """Return the value of a cell that is neither a number nor a pair of them."""
    if visible(text) != text:
        raise WrongKind(text, "characters that can be seen", field=key, given=True)
    if len(text) > _LONGEST:
        raise SimError(f"found a cell of {len(text):,} letters, wanted a value", field=key)
    if _has_other_digits(text):
        raise WrongKind(text, "a number in digits from 0 to 9", field=key)
    if _DECIMAL_COMMA.fullmatch(text):
        point = text.replace(",", ".")
        raise WrongKind(text, f"one value, such as {point} with a decimal point", field=key)
    return parse_value(key, hydra_override(f"{key}={text}").partition("=")[2])


def _has_other_digits(text: str) -> bool:
    """Return whether a text is a number to Python alone: `0.1_0`, or digits of another script."""
    try:
        float(text)
    except ValueError:
        return False
    return "_" in text or not text.isascii()


def worlds_of(points: Sequence[DesignPoint], folder: Path | None) -> list[World]:
    """Return each point's world, checked; what may not be meant is said once for all points.

    Raises
    ------
    SimError
        For the first point that asks for something unknown or out of bounds.
    """
    from sim.scenario import expand_overrides, is_swap, load
    from sim.spec.notice import notices, summary
    from sim.spec.override import apply

    loaded: dict[str, World] = {}
    written: dict[Hashable, dict[str, Any]] = {}

    def made(scenario: str, overrides: Mapping[str, Any]) -> World:
        # What is named is read from files, and many points name the same.
        named = {
            key: value
            for key, value in overrides.items()
            if key == "parameter_set" or is_swap(key, value)
        }
        same = (scenario, hashable(named))
        if same not in written:
            written[same] = expand_overrides(scenario, named, folder)
        rest = {key: value for key, value in overrides.items() if key not in named}
        return apply(loaded[scenario], written[same] | rest)

    worlds = []
    notice_counts: Counter[str] = Counter()
    for point in report_checks(points):
        make = partial(made, point.scenario)
        try:
            if point.scenario not in loaded:
                loaded[point.scenario] = load(point.scenario, folder)
            worlds.append(make(point.overrides))
            notice_counts.update(notices(loaded[point.scenario], worlds[-1], point.overrides, make))
        except SimError as error:
            if point.place:
                raise SimError(str(error), place=point.place) from error
            raise
    for line in summary(notice_counts, len(points)):
        warnings.warn(line, SimWarning, stacklevel=2)
    return worlds
