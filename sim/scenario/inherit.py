"""Put a world's file over its parent's: a child states only what differs.

A calendar is replaced capital by capital, a stream's source stream by stream; events are changed as
an override changes them; leaders are merged trait by trait, series, switches, parameters, start
values and drawn calendars key by key. A file's tables lie between its parent and itself.
"""

import warnings
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from sim.errors import MalformedFile, SimWarning, UnknownName, WrongKind
from sim.errors.lines import on_key, where
from sim.scenario.folder import Place, find, tables
from sim.scenario.partial import Partial, PartialLeader, read_partial
from sim.spec.calendar import month_name
from sim.spec.preferences import traits_of
from sim.spec.world import Event

__all__ = ["LONGEST_LINE", "lineage"]

#: Most worlds that inherit, or start, one from another. Assumed: the longest line that ships is 5.
LONGEST_LINE = 32

_MERGED = ("start_values", "calendar", "series", "switches", "parameters", "turnover", "outcomes")


def lineage(name: str, worlds: Path | None = None) -> Partial:
    """Return what a world, its tables and all its ancestors state together.

    Raises
    ------
    SimError
        For a fault in any of the files, an unknown parent or table, or a ring of parents.

    Examples
    --------
    >>> lineage("neglect").inherits
    'second_trump_term'
    """
    return _line(find(name, worlds), worlds, ())


def _line(place: Place, worlds: Path | None, below: tuple[str, ...]) -> Partial:
    """Return what a file and its ancestors state; `below` are worlds that inherit from it."""
    own = read_partial(place)
    if place.name in below:
        ring = " > ".join((*below[below.index(place.name) :], place.name))
        raise MalformedFile(f"worlds inherit in a ring: {ring}", place=own.place, field="inherits")
    if len(below) >= LONGEST_LINE:
        message = f"more than {LONGEST_LINE} worlds inherit in a line, from '{below[0]}' on"
        raise MalformedFile(message, place=own.place, field="inherits")
    merged = Partial(place=own.place)
    if own.inherits:
        parent = find(own.inherits, worlds, place=own.place, field="inherits")
        merged = _line(parent, worlds, (*below, place.name))
    for k, table in enumerate(own.tables):
        if own.tables.index(table) < k:
            twice = f"'{table}' twice"
            raise WrongKind(twice, "each table once", place=own.place, field=f"tables[{k}]")
        found = tables(table, worlds, place=own.place, field=f"tables[{k}]")
        merged = _over(merged, _table(read_partial(found)), own=False)
    return _over(merged, own)


def _table(part: Partial) -> Partial:
    """Return a shared table, which may hold no window, parent or tables of its own."""
    for key in ("inherits", "start", "window", "tables", "streams", "expects", "turnover"):
        if getattr(part, key):
            raise WrongKind(f"'{key}'", "a table without it", place=part.place, field=key)
    return replace(part, title="", description="")


def _over(parent: Partial, child: Partial, *, own: bool = True) -> Partial:
    """Return `child`, a world's own file or a table, over `parent`."""
    merged: dict[str, Any] = {
        key: {**getattr(parent, key), **getattr(child, key)} for key in _MERGED
    }
    merged["streams"], merged["events"] = _events(parent, child, own)
    for key in ("title", "description", "expects", "window", "sources"):
        merged[key] = getattr(child, key) or getattr(parent, key)
    # A child that begins from a run does not begin from its parent's block, nor the other way.
    start = "" if child.start_values else child.start or parent.start
    if start:
        merged["start_values"] = {}
    return replace(
        child,
        **merged,
        start=start,
        leaders=_leaders(parent, child),
        silent={
            capital: {**parent.silent.get(capital, {}), **child.silent.get(capital, {})}
            for capital in {**parent.silent, **child.silent}
        },
        places={**parent.places, **child.places},
    )


def _events(
    parent: Partial, child: Partial, own: bool
) -> tuple[dict[str, str], dict[str, tuple[Event, ...]]]:
    """Return source and dated events of each stream.

    A world's own file makes a stream given by dating events; a table dates them for whoever takes
    them from the record.
    """
    streams = {**parent.streams, **child.streams}
    events = dict(parent.events)
    for stream, source in child.streams.items():
        if source == "given":
            continue
        if stream in child.changes:
            raise WrongKind(
                f"dated events of a stream that is '{source}'",
                f"'streams.{stream}: given', or no events",
                place=child.place,
                field=f"events.{stream}",
            )
        # Where a child takes a stream out of the record, the record's events go with it.
        events.pop(stream, None)
    for stream, change in child.changes.items():
        field = f"events.{stream}"
        source = streams.get(stream, "given") if own else "given"
        before = events.get(stream, ())
        made, events[stream] = change.made(source, before, child.place, field)
        for month in change.absent(source, before):
            text = f"changes nothing: {where(child.place, f'{field}.without')}: {month_name(month)}"
            warnings.warn(f"{text} has no event", SimWarning, stacklevel=2)
        if own:
            streams[stream] = made
    return streams, events


def _leaders(parent: Partial, child: Partial) -> Mapping[str, PartialLeader]:
    """Return leaders merged trait by trait, each with traits that its capital's leaders have."""
    merged = dict(parent.leaders)
    for name, own in child.leaders.items():
        before = merged.get(name, PartialLeader())
        capital = own.capital or before.capital
        at = f"leaders.{name}"
        if capital is None:
            known = parent.leaders
            raise UnknownName("leader", name, known, place=child.place, field=at)
        if before.capital not in (None, capital):
            wanted = f"'{before.capital}', as in the parent"
            raise WrongKind(f"'{capital}'", wanted, place=child.place, field=f"{at}.capital")
        known_traits = traits_of(capital)
        for trait in own.traits:
            if trait not in known_traits:
                kind = f"trait of {capital}"
                here = on_key(child.place, f"{at}.traits", trait)
                raise UnknownName(kind, trait, known_traits, place=here, field=f"{at}.traits")
        merged[name] = PartialLeader(
            capital=capital,
            title=own.title or before.title,
            ideology=own.ideology or before.ideology,
            caretaker=before.caretaker if own.caretaker is None else own.caretaker,
            traits={**before.traits, **own.traits},
            place=own.place,
        )
    return merged
