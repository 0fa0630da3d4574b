"""Put a world's file over its parent's: a child states only what differs.

Mappings are merged key by key, leaders trait by trait; `without` names entries that go. Terms of
office, points of a series, events, sources and tables are lists that take the place of a parent's,
or what changes in it, in the words that events have. A file's tables lie between its parent and
itself.
"""

import warnings
from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from sim.errors import CalendarFault, MalformedFile, SimWarning, UnknownName, WrongKind
from sim.errors.lines import on_key, where
from sim.scenario.dated import SeriesChange, by_month, in_order
from sim.scenario.declaration import NOT_IN_TABLES
from sim.scenario.folder import Place, find, tables
from sim.scenario.partial import Partial, PartialLeader, read_partial
from sim.spec.calendar import month_name
from sim.spec.change import Change
from sim.spec.event_change import EventChange
from sim.spec.events import STREAM_BY_NAME
from sim.spec.kind_of_many import WITHOUT
from sim.spec.override_key import LONGEST
from sim.spec.preferences import CAPITALS, traits_of
from sim.spec.variables import SERIES
from sim.spec.world import Event, Series, Term

__all__ = ["LONGEST_LINE", "lineage"]

#: Most worlds that inherit, or start, one from another. Assumed: the longest line that ships is 5.
LONGEST_LINE = 32

_MERGED = ("start_values", "switches", "parameters", "outcomes")


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


def _line(
    place: Place, worlds: Path | None, below: tuple[str, ...], without: Collection[Any] = ()
) -> Partial:
    """Return what a file and its ancestors state; `below` are worlds that inherit from it.

    Tables under `without` are passed over.
    """
    own = read_partial(place)
    if place.name in below:
        ring = " > ".join((*below[below.index(place.name) :], place.name))
        raise MalformedFile(f"worlds inherit in a ring: {ring}", place=own.place, field="inherits")
    if len(below) >= LONGEST_LINE:
        message = f"more than {LONGEST_LINE} worlds inherit in a line, from '{below[0]}' on"
        raise MalformedFile(message, place=own.place, field="inherits")
    tables_changed: Change = own.changes.get("tables", Change())
    merged = Partial(place=own.place)
    if own.inherits:
        parent = find(own.inherits, worlds, place=own.place, field="inherits")
        left_out = (*without, *tables_changed.without)
        merged = _line(parent, worlds, (*below, place.name), left_out)
        _note_unknown_tables(own, worlds)
    listed = tables_changed.listed is not None
    at = "tables" if listed else "tables.add"
    for k, table in enumerate(tables_changed.listed or tables_changed.added):
        found = tables(table, worlds, place=own.place, field=f"{at}[{k}]")
        if table not in without:
            merged = _over(merged, _table(read_partial(found)), own=False)
    return _over(merged, own)


def _note_unknown_tables(own: Partial, worlds: Path | None) -> None:
    """Warn of a table that a file leaves out and that no ancestor has."""
    named, older = own.changes.get("tables", Change()).without, own
    while named and older.inherits:
        older = read_partial(find(older.inherits, worlds))
        change = older.changes.get("tables", Change())
        named = tuple(one for one in named if one not in (change.listed or change.added))
    _note(own, "tables", named)


def _note(child: Partial, field: str, names: Iterable[str], has: str = "is not there") -> None:
    """Warn of entries that a file leaves out and that its parent does not have."""
    for name in names:
        text = f"changes nothing: {where(child.place, f'{field}.{WITHOUT}')}: {name} {has}"
        warnings.warn(text, SimWarning, stacklevel=2)


def _table(part: Partial) -> Partial:
    """Return a shared table, which may hold no window, parent or tables of its own."""
    for key in NOT_IN_TABLES:
        there = part.window != (None, None) if key == "window" else getattr(part, key, ())
        if there or key in part.changes:
            raise WrongKind(f"'{key}'", "a table without it", place=part.place, field=key)
    return replace(part, title="", description="")


def _over(parent: Partial, child: Partial, *, own: bool = True) -> Partial:
    """Return `child`, a world's own file or a table, over `parent`."""
    merged: dict[str, Any] = {
        key: _entries(key, getattr(parent, key), getattr(child, key), child) for key in _MERGED
    }
    # Nothing in place of a number leaves the calendar as it is; that is no entry left out.
    turnover = {**parent.turnover, **child.turnover}
    merged["turnover"] = {key: one for key, one in turnover.items() if one is not None}
    merged["calendar"] = _calendar(parent, child)
    merged["series"] = _series(parent, child)
    _check_left_out(child, merged["calendar"])
    merged["streams"], merged["events"] = _events(parent, child, own)
    sources: Change = child.changes.get("sources", Change())
    before = dict.fromkeys(parent.sources)
    _note(child, "sources", sources.absent(before))
    merged["sources"] = tuple(sources.made(before, child.place, "sources"))
    for key in ("title", "description", "expects"):
        merged[key] = getattr(child, key) or getattr(parent, key)
    merged["window"] = _window(parent, child)
    # A child that begins from a run does not begin from its parent's block, nor the other way.
    states_block = any(span is not None for span in child.start_values.values())
    start = "" if states_block else child.start or parent.start
    if start:
        merged["start_values"] = {}
    return replace(
        child,
        **merged,
        start=start,
        leaders=_leaders(parent, child),
        silent={
            capital: _entries(
                f"silent.{capital}",
                parent.silent.get(capital, {}),
                child.silent.get(capital, {}),
                child,
            )
            for capital in {**parent.silent, **child.silent}
        },
        places={**parent.places, **child.places},
    )


def _entries(
    field: str, parent: Mapping[str, Any], child: Mapping[str, Any], file: Partial
) -> dict[str, Any]:
    """Return the entries of a mapping over its parent's; what is None goes."""
    gone = [name for name, entry in child.items() if entry is None]
    _note(file, field, [name for name in gone if name not in parent])
    return {name: entry for name, entry in {**parent, **child}.items() if entry is not None}


def _window(parent: Partial, child: Partial) -> tuple[int | None, int | None]:
    """Return the ends of the window, each the child's where it states one."""
    first, last = (
        after if after is not None else before
        for before, after in zip(parent.window, child.window, strict=True)
    )
    if first is not None and last is not None and child.window != (None, None):
        if last < first:
            words = f"{month_name(first)}..{month_name(last)}"
            message = f"{words} ends before it begins"
            raise CalendarFault(message, place=child.place, field="window")
        if last - first + 1 > LONGEST:
            message = f"found {last - first + 1} months, wanted at most {LONGEST}"
            raise CalendarFault(message, place=child.place, field="window")
    return first, last


def _calendar(parent: Partial, child: Partial) -> dict[str, tuple[Term, ...]]:
    """Return each capital's terms."""
    calendar = dict(parent.calendar)
    for capital in CAPITALS:
        at = f"calendar.{capital}"
        change: Change | None = child.changes.get(at)
        if change is not None:
            before = by_month(calendar.get(capital, ()))
            _note(child, at, map(month_name, change.absent(before)), "has no term that begins")
            calendar[capital] = in_order(change.made(before, child.place, at, month_name))
    return calendar


def _check_left_out(child: Partial, calendar: Mapping[str, tuple[Term, ...]]) -> None:
    """Raise for a leader whom a file leaves out and a calendar names."""
    for capital, terms in calendar.items():
        for term in terms:
            if term.leader in child.leaders and child.leaders[term.leader] is None:
                found = f"'{term.leader}', who holds {capital} from {month_name(term.first)}"
                wanted = "one whom no calendar names"
                at = f"leaders.{WITHOUT}"
                raise WrongKind(found, wanted, place=child.place, field=at)


def _series(parent: Partial, child: Partial) -> dict[str, Series]:
    """Return each structural series."""
    series = dict(parent.series)
    for name in SERIES:
        at = f"series.{name}"
        changed: SeriesChange | None = child.changes.get(at)
        if changed is not None:
            before = series.get(name, Series(()))
            absent = changed.change.absent(dict(before.points))
            _note(child, at, map(month_name, absent), "has no point")
            series[name] = changed.made(before, child.place, at)
    return series


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
        if f"events.{stream}" in child.changes:
            raise WrongKind(
                f"dated events of a stream that is '{source}'",
                f"'streams.{stream}: given', or no events",
                place=child.place,
                field=f"events.{stream}",
            )
        # Where a child takes a stream out of the record, the record's events go with it.
        events.pop(stream, None)
    for stream in STREAM_BY_NAME:
        field = f"events.{stream}"
        change: EventChange | None = child.changes.get(field)
        if change is None:
            continue
        source = streams.get(stream, "given") if own else "given"
        before = events.get(stream, ())
        made, events[stream] = change.made(source, before, child.place, field)
        _note(child, field, map(month_name, change.absent(source, before)), "has no event")
        if own:
            streams[stream] = made
    return streams, events


def _leaders(parent: Partial, child: Partial) -> Mapping[str, PartialLeader]:
    """Return leaders merged trait by trait, each with traits that its capital's leaders have."""
    stated = {name: one for name, one in child.leaders.items() if one is not None}
    gone = {name: None for name in child.leaders if name not in stated}
    merged = _entries("leaders", parent.leaders, gone, child)
    for name, own in stated.items():
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
            traits=_entries(f"{at}.traits", before.traits, own.traits, child),
            place=own.place,
        )
    return merged
