"""Read a lesson's file: the first fault ends in one line with file, field, found and wanted."""

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from sim.errors import MalformedFile, OutOfBounds, SimError, UnknownName, WrongKind, shown
from sim.lesson.declaration import LESSON, OPTIONAL
from sim.lesson.lesson import MINUTES, Bet, Lesson, Lever, Outcome, Puzzle
from sim.lesson.measure import measure_of
from sim.lesson.named import OF_LESSON
from sim.lesson.offer import Value, check_value, offer_of
from sim.lesson.said import ends_of, reasons_of, world_says_of
from sim.lesson.text import check_names, check_untyped
from sim.scenario import load, parameter_set, shipped_folder
from sim.scenario.citation import check_source, keys
from sim.scenario.document import read
from sim.scenario.fields import mapping_of, number_of, text_of
from sim.scenario.folder import Place, check_name
from sim.spec.notice import alike
from sim.spec.override import apply
from sim.spec.override_key import SET
from sim.spec.world import World

__all__ = ["FIELDS", "OPTIONAL", "lesson_folder", "lesson_names", "read_lesson"]

#: What a lesson's file holds.
FIELDS = tuple(LESSON.fields)

#: Texts that type no number, by field; the others may, as a puzzle does.
UNTYPED = ("background", "finding", "surprise", "notes", "limits", "open")


#: Files in the folder that are shared by all lessons and are none.
SHARED = ("roles", "glossary")

#: What no lesson may be called: its page would take the place of the index.
_INDEX = "index"

_CELL = re.compile(r"[a-z]{2,20}\Z")

#: What no cell may be called: names of numbers would clash.
_TAKEN = {name.rsplit("_", 1)[-1] for name in OF_LESSON} | {"share"}


def lesson_folder() -> Path:
    """Return the folder of the lessons that come with the package."""
    return shipped_folder() / "lessons"


def lesson_names(folder: Path | None = None) -> tuple[str, ...]:
    """Return the names of all lessons in a folder, in alphabetical order.

    Parameters
    ----------
    folder : Path, optional
        A folder of one's own; the shipped one if not said.

    Raises
    ------
    MalformedFile
        If there is no such folder.

    Examples
    --------
    >>> "a_broker_who_cares" in lesson_names()
    True
    """
    folder = lesson_folder() if folder is None else Path(folder)
    if not folder.is_dir():
        raise MalformedFile("no such folder of lessons", place=Place(folder).text)
    return tuple(sorted(path.stem for path in folder.glob("*.yaml") if path.stem not in SHARED))


def read_lesson(name: str, folder: Path | None = None, worlds: Path | None = None) -> Lesson:
    """Return a lesson, checked.

    Parameters
    ----------
    name : str
        Name of its file, without the ending.
    folder : Path, optional
        Where it lies; the shipped lessons if not said.
    worlds : Path, optional
        A folder of one's own worlds, looked in first.

    Raises
    ------
    SimError
        One line for the first fault.

    Examples
    --------
    >>> read_lesson("a_broker_who_cares").world
    'second_trump_term'
    """
    check_name(name, field="lesson")
    folder = lesson_folder() if folder is None else Path(folder)
    known = lesson_names(folder)
    if name not in known:
        raise UnknownName("lesson", name, known, place=Place(folder).text)
    if name == _INDEX:
        wanted = "another name, since the index of all lessons has that one"
        raise WrongKind(f"'{name}'", wanted, place=Place(folder).text, field="lesson")
    path = folder / f"{name}.yaml"
    data = read(path, Place(path).text)
    place = data.place
    return _lesson(name, LESSON.read(data, place), place, folder, worlds)


def _lesson(
    name: str, data: Mapping[str, Any], place: str, folder: Path, worlds: Path | None
) -> Lesson:
    """Return the lesson that the fields of a file make."""
    try:
        world = load(data["world"], worlds)
    except SimError as fault:
        raise MalformedFile(str(fault), place=place, field="world") from None
    given = dict(data.get("given", {}))
    try:
        if SET in given:  # a name, as on the command line
            drawn = parameter_set(text_of(given.pop(SET), place, f"given.{SET}"), worlds)
            world = apply(world, {SET: drawn})
        world_a = apply(world, given)
    except SimError as fault:
        text = str(fault).removeprefix(f"world {world.name}: ")
        raise MalformedFile(text, place=place, field="given") from None
    levers = _levers(data["levers"], world, world_a, given, place)
    keys_of = [lever.key for lever in levers]
    for k, text in enumerate(data["sources"]):
        check_source(text, keys(folder), place, f"sources[{k}]")
    plain = ("title", "question", "world", "finding", "disputed")
    lists = ("worksheet", "notes", "limits", "sources")
    lesson = Lesson(
        name=name,
        **{field: data[field] for field in (*plain, *lists)},
        order=data.get("order"),
        world_says=world_says_of(data.get("world_says"), place),
        given=given,
        reasons=reasons_of(data.get("reasons", {}), given, place),
        background=data.get("background", ()),
        levers=levers,
        outcome=_outcome(data["outcome"], place),
        also=data.get("also", ()),
        cells=_cells(data.get("cells", {}), keys_of, world_a, place),
        bet=_bet(data["bet"], place),
        puzzle=_puzzle(data["puzzle"], keys_of, world_a, place),
        surprise=data.get("surprise", ""),
        open=data.get("open", ""),
        paths={minutes: data["paths"][str(minutes)] for minutes in MINUTES},
        loaded=world,
    )
    for where, text in lesson.texts().items():
        check_names(text, lesson.numbers, place, where)
        if where.split("[")[0].split(".")[0] in UNTYPED:
            check_untyped(text, place, where)
    return lesson


def _levers(
    value: Any, world: World, world_a: World, given: Mapping[str, Any], place: str
) -> tuple[Lever, ...]:
    """Return the levers, each of which changes something; at least one opens changed."""
    found_levers: list[Lever] = []
    for k, item in enumerate(value):
        at = f"levers[{k}]"
        offer = offer_of(item["key"], world_a, place, f"{at}.key")
        if offer.key in [lever.key for lever in found_levers]:
            raise WrongKind(f"'{offer.key}' twice", "each key once", place=place, field=at)
        to: Value | None = None
        if item.get("to") is not None:
            if offer.kind == "months":
                wanted = "none: a page compares months of one window; state it under 'given'"
                raise WrongKind(f"'to' of '{offer.key}'", wanted, place=place, field=f"{at}.to")
            to = check_value(item["to"], offer, place, f"{at}.to")
            if alike(world_a, apply(world, {**given, offer.key: to})):
                wanted = "a value that differs from World A's"
                raise WrongKind(shown(item["to"]), wanted, place=place, field=f"{at}.to")
        ends = ends_of(item.get("ends"), place, f"{at}.ends")
        found_levers.append(Lever(offer.key, item["label"], to, ends))
    if all(lever.to is None for lever in found_levers):
        wanted = "'to' of at least one lever: where World B opens"
        raise WrongKind("no 'to'", wanted, place=place, field="levers")
    return tuple(found_levers)


def _outcome(stated: Mapping[str, Any], place: str) -> Outcome:
    """Return what worlds are counted by."""
    measure = measure_of(stated["name"])
    sides = [side for side in ("above", "below") if side in stated]
    if len(sides) != 1:
        found = "both" if sides else "neither"
        raise WrongKind(found, "'above' or 'below'", place=place, field="outcome")
    at = stated[sides[0]]
    if not measure.low <= at <= measure.high:
        field = f"outcome.{sides[0]}"
        raise OutOfBounds(f"{at:g}", measure.low, measure.high, place=place, field=field)
    return Outcome(
        name=measure.name,
        above=stated.get("above"),
        below=stated.get("below"),
        says=stated["says"],
        path=stated["path"],
        variable=measure.variable,
        way=measure.way,
    )


def _changes(
    value: Any, keys_of: list[str], world_a: World, place: str, field: str
) -> dict[str, Value]:
    """Return changes of the lesson's own levers."""
    mapping_of(value, place, field, keys_of, "lever of this lesson")
    return {
        key: check_value(item, offer_of(key, world_a), place, f"{field}.{key}")
        for key, item in value.items()
    }


def _cells(
    value: Any, keys_of: list[str], world_a: World, place: str
) -> dict[str, dict[str, Value]]:
    """Return further worlds by name."""
    found = {}
    for name, changes in value.items():
        if not _CELL.match(name) or name in _TAKEN:
            wanted = "a name of 2 to 20 small letters that names no other number"
            raise WrongKind(f"'{name}'", wanted, place=place, field="cells")
        found[name] = _changes(changes, keys_of, world_a, place, f"cells.{name}")
    return found


def _bet(stated: Mapping[str, Any], place: str) -> Bet:
    """Return what is bet on."""
    low, high = stated["low"], stated["high"]
    if low >= high:
        raise WrongKind(f"{low} to {high}", "the lower end first", place=place, field="bet")
    return Bet(stated["about"], low, high)


def _puzzle(stated: Mapping[str, Any], keys_of: list[str], world_a: World, place: str) -> Puzzle:
    """Return the puzzle, with a way to solve it that keeps its own rule."""
    hold = _changes(stated.get("hold", {}), keys_of, world_a, place, "puzzle.hold")
    most = int(number_of(stated["most"], 1, len(keys_of), place, "puzzle.most", whole=True))
    way = _changes(stated["way"], keys_of, world_a, place, "puzzle.way")
    if not 1 <= len(way) <= most:
        wanted = f"1 to {most} of the lesson's levers, as 'most' says"
        raise WrongKind(f"{len(way)} levers", wanted, place=place, field="puzzle.way")
    for key in way:
        if key in hold:
            wanted = "levers that 'hold' leaves free"
            raise WrongKind(f"'{key}'", wanted, place=place, field="puzzle.way")
    return Puzzle(stated["says"], stated["reach"], most, hold, way)
