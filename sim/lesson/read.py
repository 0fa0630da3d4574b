"""Read a lesson's file: the first fault ends in one line with file, field, found and wanted."""

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from sim.errors import MalformedFile, SimError, UnknownName, WrongKind, shown
from sim.lesson.lesson import MINUTES, MOST_LEVERS, Bet, Lesson, Lever, Outcome, Puzzle
from sim.lesson.measure import measure_of
from sim.lesson.named import OF_LESSON
from sim.lesson.offer import Value, check_value, offer_of
from sim.lesson.said import ends_of, order_of, reasons_of, world_says_of
from sim.lesson.text import check_names, check_untyped
from sim.scenario import load, parameter_set, shipped_folder
from sim.scenario.citation import check_source, keys
from sim.scenario.document import read
from sim.scenario.fields import mapping_of, number_of, text_of, texts_of
from sim.scenario.folder import Place, check_name
from sim.spec.notice import alike
from sim.spec.override import apply
from sim.spec.override_key import SET
from sim.spec.recorded import RECORDED_FIELDS
from sim.spec.world import World

__all__ = ["FIELDS", "lesson_folder", "lesson_names", "read_lesson"]

#: What a lesson's file holds; `OPTIONAL` may be left out.
FIELDS = (
    *("title", "question", "order", "world", "world_says", "given", "reasons", "background"),
    *("levers", "outcome", "also", "cells", "bet", "finding", "puzzle", "disputed", "surprise"),
    *("open", "paths", "worksheet", "notes", "limits", "sources"),
)
OPTIONAL = (
    *("order", "world_says", "given", "reasons", "background", "also", "cells", "surprise"),
    "open",
)

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
    mapping_of(data, place, "", FIELDS, "field")
    for wanted in FIELDS:
        if wanted not in data and wanted not in OPTIONAL:
            raise WrongKind(
                "nothing", f"'{wanted}', which every lesson has", place=place, field=wanted
            )
    return _lesson(name, data, place, folder, worlds)


def _lesson(
    name: str, data: Mapping[str, Any], place: str, folder: Path, worlds: Path | None
) -> Lesson:
    """Return the lesson that a file's mapping holds."""
    world_name = text_of(data["world"], place, "world")
    try:
        world = load(world_name, worlds)
    except SimError as fault:
        raise MalformedFile(str(fault), place=place, field="world") from None
    given = dict(mapping_of(data.get("given") or {}, place, "given"))
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
    lesson = Lesson(
        name=name,
        title=text_of(data["title"], place, "title"),
        question=text_of(data["question"], place, "question"),
        order=order_of(data.get("order"), place),
        world=world_name,
        world_says=world_says_of(data.get("world_says"), place),
        given=given,
        reasons=reasons_of(data.get("reasons") or {}, given, place),
        background=texts_of(data.get("background") or [], place, "background"),
        levers=levers,
        outcome=_outcome(data["outcome"], place),
        also=_also(data.get("also") or [], place),
        cells=_cells(data.get("cells") or {}, keys_of, world_a, place),
        bet=_bet(data["bet"], place),
        finding=text_of(data["finding"], place, "finding"),
        puzzle=_puzzle(data["puzzle"], keys_of, world_a, place),
        disputed=text_of(data["disputed"], place, "disputed"),
        surprise=_maybe(data, "surprise", place),
        open=_maybe(data, "open", place),
        paths=_paths(data["paths"], place),
        worksheet=_some(data["worksheet"], place, "worksheet"),
        notes=_some(data["notes"], place, "notes"),
        limits=_some(data["limits"], place, "limits"),
        sources=_sources(data["sources"], place, folder),
        loaded=world,
    )
    for where, text in lesson.texts().items():
        check_names(text, lesson.numbers, place, where)
        if where.split("[")[0].split(".")[0] in UNTYPED:
            check_untyped(text, place, where)
    return lesson


def _maybe(data: Mapping[str, Any], name: str, place: str) -> str:
    """Return a text that may be left out."""
    return text_of(data[name], place, name) if data.get(name) is not None else ""


def _some(value: Any, place: str, field: str) -> tuple[str, ...]:
    """Return a list of at least one text."""
    found = texts_of(value, place, field)
    if not found:
        raise WrongKind("an empty list", "at least one text", place=place, field=field)
    return found


def _levers(
    value: Any, world: World, world_a: World, given: Mapping[str, Any], place: str
) -> tuple[Lever, ...]:
    """Return the levers, each of which changes something; at least one opens changed."""
    if not isinstance(value, list) or not 1 <= len(value) <= MOST_LEVERS:
        found = f"{len(value)} levers" if isinstance(value, list) else shown(value)
        raise WrongKind(found, f"a list of 1 to {MOST_LEVERS} levers", place=place, field="levers")
    found_levers: list[Lever] = []
    for k, item in enumerate(value):
        at = f"levers[{k}]"
        mapping_of(item, place, at, ("key", "label", "to", "ends"), "field")
        offer = offer_of(item.get("key"), world_a, place, f"{at}.key")
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
        label = text_of(item.get("label"), place, f"{at}.label")
        ends = ends_of(item.get("ends"), place, f"{at}.ends")
        found_levers.append(Lever(offer.key, label, to, ends))
    if all(lever.to is None for lever in found_levers):
        wanted = "'to' of at least one lever: where World B opens"
        raise WrongKind("no 'to'", wanted, place=place, field="levers")
    return tuple(found_levers)


def _outcome(value: Any, place: str) -> Outcome:
    """Return what worlds are counted by."""
    known = ("name", "above", "below", "says", "path")
    mapping_of(value, place, "outcome", known, "field")
    measure = measure_of(value.get("name"), place, "outcome.name")
    sides = [side for side in ("above", "below") if value.get(side) is not None]
    if len(sides) != 1:
        found = "both" if sides else "neither"
        raise WrongKind(found, "'above' or 'below'", place=place, field="outcome")
    at = number_of(value[sides[0]], measure.low, measure.high, place, f"outcome.{sides[0]}")
    path = text_of(value.get("path"), place, "outcome.path")
    if path not in RECORDED_FIELDS:
        raise UnknownName("variable", path, RECORDED_FIELDS, place=place, field="outcome.path")
    return Outcome(
        name=measure.name,
        above=at if sides[0] == "above" else None,
        below=at if sides[0] == "below" else None,
        says=text_of(value.get("says"), place, "outcome.says"),
        path=path,
        variable=measure.variable,
        way=measure.way,
    )


def _also(value: Any, place: str) -> tuple[str, ...]:
    """Return the names of further outcomes."""
    found = texts_of(value, place, "also")
    for k, name in enumerate(found):
        measure_of(name, place, f"also[{k}]")
    return found


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
    for name, changes in mapping_of(value, place, "cells").items():
        if not _CELL.match(name) or name in _TAKEN:
            wanted = "a name of 2 to 20 small letters that names no other number"
            raise WrongKind(f"'{name}'", wanted, place=place, field="cells")
        found[name] = _changes(changes, keys_of, world_a, place, f"cells.{name}")
    return found


def _bet(value: Any, place: str) -> Bet:
    """Return what is bet on."""
    mapping_of(value, place, "bet", ("about", "low", "high"), "field")
    about = value.get("about")
    if about not in ("A", "B"):
        raise WrongKind(shown(about), "'A' or 'B'", place=place, field="bet.about")
    low, high = (
        int(number_of(value.get(end), 0, 100, place, f"bet.{end}", whole=True))
        for end in ("low", "high")
    )
    if low >= high:
        raise WrongKind(f"{low} to {high}", "the lower end first", place=place, field="bet")
    return Bet(about, low, high)


def _puzzle(value: Any, keys_of: list[str], world_a: World, place: str) -> Puzzle:
    """Return the puzzle, with a way to solve it that keeps its own rule."""
    mapping_of(value, place, "puzzle", ("says", "reach", "most", "hold", "way"), "field")
    hold = _changes(value.get("hold") or {}, keys_of, world_a, place, "puzzle.hold")
    reach = number_of(value.get("reach"), 1, 100, place, "puzzle.reach", whole=True)
    most = number_of(value.get("most"), 1, len(keys_of), place, "puzzle.most", whole=True)
    way = _changes(value.get("way"), keys_of, world_a, place, "puzzle.way")
    if not 1 <= len(way) <= most:
        wanted = f"1 to {most:g} of the lesson's levers, as 'most' says"
        raise WrongKind(f"{len(way)} levers", wanted, place=place, field="puzzle.way")
    for key in way:
        if key in hold:
            wanted = "levers that 'hold' leaves free"
            raise WrongKind(f"'{key}'", wanted, place=place, field="puzzle.way")
    says = text_of(value.get("says"), place, "puzzle.says")
    return Puzzle(says, int(reach), int(most), hold, way)


def _paths(value: Any, place: str) -> dict[int, tuple[str, ...]]:
    """Return steps by minutes."""
    mapping_of(value, place, "paths", [str(minutes) for minutes in MINUTES], "length in minutes")
    found = {}
    for minutes in MINUTES:
        if str(minutes) not in value:
            wanted = f"steps of a path of {minutes} minutes"
            raise WrongKind("nothing", wanted, place=place, field=f"paths.{minutes}")
        found[minutes] = _some(value[str(minutes)], place, f"paths.{minutes}")
    return found


def _sources(value: Any, place: str, folder: Path) -> tuple[str, ...]:
    """Return the sources, each of which is there."""
    found = _some(value, place, "sources")
    for k, text in enumerate(found):
        check_source(text, keys(folder), place, f"sources[{k}]")
    return found
