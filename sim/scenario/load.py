"""Load: a name becomes a checked, frozen world."""

from pathlib import Path
from typing import NamedTuple

from sim.errors import MalformedFile, WrongKind
from sim.scenario.complete import complete, leader_of, window_of
from sim.scenario.folder import find, names
from sim.scenario.inherit import LONGEST_LINE, lineage
from sim.spec.world import Leader, World

__all__ = ["Entry", "assumed", "catalogue", "leaders", "load"]


class Entry(NamedTuple):
    """One line of the catalogue; `first` and `last` are month numbers, both included."""

    name: str
    title: str
    first: int
    last: int
    sources: tuple[str, ...]


def load(name: str, worlds: Path | None = None) -> World:
    """Return the world of a name, checked and complete.

    Parameters
    ----------
    name : str
        Name of a file in `scenarios/`, without its ending.
    worlds : Path, optional
        A folder of one's own worlds, looked in first. They may inherit from the shipped ones.

    Raises
    ------
    SimError
        One line for the first fault: file, field, found, wanted, nearest name.

    Examples
    --------
    >>> world = load("baseline_hindcast")
    >>> world.months, world.holder("seoul", world.first)
    (165, 'lee_myung_bak')
    """
    return _load(name, worlds, ())


def _load(name: str, worlds: Path | None, after: tuple[str, ...]) -> World:
    """Return a world, given the names of the worlds that start from it."""
    part = lineage(name, worlds)
    start = None
    if part.start:
        find(part.start, worlds, place=part.place, field="start")
        if part.start in (*after, name):
            ring = " > ".join((*after, name, part.start))
            raise MalformedFile(
                f"worlds start from one another in a ring: {ring}", place=part.place, field="start"
            )
        if len(after) + 1 >= LONGEST_LINE:
            message = (
                f"more than {LONGEST_LINE} worlds start in a line, from '{(*after, name)[0]}' on"
            )
            raise MalformedFile(message, place=part.place, field="start")
        start = _load(part.start, worlds, (*after, name))
    elif not part.start_values:
        wanted = "'start' (a world) or 'start_values'"
        raise WrongKind("neither", wanted, place=part.place, field="start")
    return complete(part, start)


def catalogue(worlds: Path | None = None) -> list[Entry]:
    """Return name, title, window and sources of every world, in alphabetical order.

    Parameters
    ----------
    worlds : Path, optional
        A folder of one's own worlds, listed with the shipped ones.

    Raises
    ------
    SimError
        If one of the files cannot be read.

    Examples
    --------
    >>> [entry.title for entry in catalogue() if entry.name == "neglect"]
    ['US neglect without competition']
    """
    entries = []
    for name in names(worlds):
        part = lineage(name, worlds)
        entries.append(Entry(name, part.title, *window_of(part), part.sources))
    return entries


def leaders(name: str, worlds: Path | None = None) -> dict[str, Leader]:
    """Return every leader that a world's files state, in office there or not, by name.

    Parameters
    ----------
    name : str
        Name of a world.
    worlds : Path, optional
        A folder of one's own worlds, looked in first.

    Raises
    ------
    SimError
        For a fault in the files, or a leader whose codes are not complete.

    Examples
    --------
    >>> leaders("neglect")["takaichi"].capital
    'tokyo'
    """
    part = lineage(name, worlds)
    return {leader: leader_of(leader, stated, part) for leader, stated in part.leaders.items()}


def assumed(world: World) -> tuple[str, ...]:
    """Return the name of every number of a world that rests on an assumption alone.

    The world that it starts from is not counted.

    Examples
    --------
    >>> "start_values.trust" in assumed(load("baseline_hindcast"))
    True
    """
    found = [
        f"start_values.{name}" for name, span in world.start_values.items() if _bare(span.source)
    ]
    found += [f"parameters.{name}" for name, span in world.parameters.items() if _bare(span.source)]
    found += [f"series.{name}" for name, series in world.series.items() if _bare(series.source)]
    for name, leader in world.leaders.items():
        codes = {**leader.traits, "ideology": leader.ideology}
        found += [f"leaders.{name}.{trait}" for trait, span in codes.items() if _bare(span.source)]
    for stream, events in world.events.items():
        found += [f"events.{stream}[{k}]" for k, one in enumerate(events) if _bare(one.source)]
    return tuple(found)


def _bare(source: str) -> bool:
    """Return whether a number has no source but an assumption."""
    return source == "assumed"
