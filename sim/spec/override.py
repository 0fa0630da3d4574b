"""Change a world by name: the words of the command line and of `World.replace`.

Names are `leaders.<leader or capital>.<trait>`, `traits.<trait>`, `switches.<mechanism>`,
`parameters.<parameter>`, `parameter_set`, `series.<series>`, `events.<stream>`, `months`, `first`,
`last`. Whatever the order given, a leader's own key wins over the capital's, the capital's over
`traits.*`, and a parameter's own over a set. A world keeps the one that it was changed from, and
what was asked since is asked anew of that one with every later change: so a window that grows takes
its new leaders in, and `World.overrides`, asked of the first world, give the last.
"""

import dataclasses
from collections.abc import Callable, Mapping
from functools import cache
from typing import Any, NamedTuple

from sim.errors import CalendarFault, OutOfBounds, UnknownName, WrongKind
from sim.spec.asked import number_asked, span_asked
from sim.spec.calendar import LAST_YEAR, month_name, month_number
from sim.spec.event_asked import change_of
from sim.spec.event_change import EventChange
from sim.spec.events import STREAM_BY_NAME
from sim.spec.override_key import LONGEST, SET, WINDOW, event_parts, joined, spelt
from sim.spec.parameters import BOUNDS, PARAMETERS
from sim.spec.preferences import CAPITALS, LEADERS, TRAITS, traits_of
from sim.spec.switches import SWITCHES
from sim.spec.variables import SERIES
from sim.spec.world import Event, Leader, ParameterSet, Series, Span, World

__all__ = ["LONGEST", "Made", "apply", "made_of"]

_TRAITS = {trait.name: trait for trait in TRAITS}
_PARAMETERS = {parameter.name: parameter for parameter in PARAMETERS}


class Made(NamedTuple):
    """How a world came about: of which world, and what was asked of that one since.

    `absent` are the months, by stream, from which the last request took events that were not there.
    """

    base: World
    asked: Mapping[str, Any]
    changes: Mapping[str, EventChange]
    absent: Mapping[str, tuple[int, ...]]


def made_of(world: World) -> Made:
    """Return how a world came about; one that was read or put together is its own base."""
    made: Made = vars(world).get("_made") or Made(world, {}, {}, {})
    return made


def apply(world: World, overrides: Mapping[str, Any]) -> World:
    """Return `world` with some things changed by name, without a word on what changes nothing.

    Parameters
    ----------
    world : World
        A checked world; it stays as it is.
    overrides : mapping
        Name to value, as Python, numpy or pandas have it. A trait or a parameter is a number, or a
        pair [low, high] over which each replicate draws its own. A switch is true or false.
        `series.<series>` is one level for the whole window. `months` is the length of the window,
        `first` and `last` are months: 'YYYY-MM', or a date. `parameter_set` is a ParameterSet,
        which holds in the world that this one starts from as well, or None.
        `events.<stream>` is 'given', 'generated' or 'off'; or a list of events {month: 'YYYY-MM',
        size: number}, which takes the place of all dated events, [] for none; or one such mapping,
        or one of months to sizes {'YYYY-MM': number}, which changes or adds its months.
        `events.<stream>.without` takes the events of a month, or of a list of them, away;
        `events.<stream>.add` adds events in months that have none. They apply in this order, and
        the stream becomes given; 'given' takes up a world's own dated events again.

    Returns
    -------
    World
        A new world; its `overrides` add what was asked to what had been asked before, as plain
        data.

    Raises
    ------
    UnknownName, OutOfBounds, WrongKind, CalendarFault
        One line: the name asked, what was found, what was wanted, the nearest name.

    Examples
    --------
    >>> from sim.scenario import load
    >>> world = apply(load("second_trump_term"), {"months": 24, "traits.rivalry": [0.1, 0.3]})
    >>> world.months, world.leaders["ishiba"].traits["rivalry"].high
    (24, 0.3)
    """
    place = f"world {world.name}"
    base, before, changes, _ = made_of(world)
    now, streams = event_parts(spelt(overrides, place))
    earlier, held = event_parts(base.overrides)
    earlier.pop(SET, None)  # a name; the set itself is in the world
    since = joined(before, now)
    asked = joined(earlier, since)
    changed = _window(base, asked, place)
    changed = _leaders(changed, asked, place)
    if SET in since:
        changed = _parameter_set(changed, since[SET], place)
    for section, change in _CHANGES.items():
        for key in asked:
            if key.startswith(f"{section}."):
                changed = change(changed, key, asked[key], place)
    wanted = {name: _change(name, forms, place) for name, forms in streams.items()}
    changed, changes, absent = _events(changed, changes, wanted, place)
    record = {**asked}
    # The world holds the set itself; what was asked keeps its name.
    if SET in since or SET in base.overrides:
        found = changed.parameter_set
        record[SET] = None if found is None else found.name
    for name in {**held, **changes}:
        forms = held.get(name, {})
        if name in changes:
            # What was asked of a base before it was one is in its events.
            whole = EventChange.of(changed.streams[name], changed.events.get(name, ()))
            forms = (whole if name in held else changes[name]).written()
        record |= {f"events.{name}.{form}".rstrip("."): part for form, part in forms.items()}
    # Whoever ran the world before, another one is nobody's yet.
    changed = dataclasses.replace(changed, overrides=record, model="")
    vars(changed)["_made"] = Made(base, since, changes, absent)
    return changed


def _window(world: World, asked: Mapping[str, Any], place: str) -> World:
    """Return the world with its window moved; dated events outside the new one are left out."""
    if not any(key in asked for key in WINDOW):
        return world
    if "months" in asked and "last" in asked:
        raise WrongKind("both 'months' and 'last'", "one of the two", place=place, field="months")
    first = month_number(asked["first"]) if "first" in asked else world.first
    last, field = world.last, "first"
    if "last" in asked:
        last, field = month_number(asked["last"]), "last"
    elif "months" in asked:
        last, field = first + asked["months"] - 1, "months"
    window = f"{month_name(first)}..{month_name(last)}"
    if last < first:
        raise CalendarFault(f"the window {window} ends before it begins", place=place, field=field)
    if last - first + 1 > LONGEST or last // 12 > LAST_YEAR:
        raise OutOfBounds(last - first + 1, 1, LONGEST, unit="month", place=place, field=field)
    if world.start is not None and not world.start.first < first <= world.start.last + 1:
        raise CalendarFault(
            f"found {month_name(first)}, wanted a month from {month_name(world.start.first + 1)} "
            f"to {month_name(world.start.last + 1)}, where the run of '{world.start.name}' that "
            "this world starts from can hand over",
            place=place,
            field="first",
        )
    for capital, terms in world.calendar.items():
        if terms[0].first > first:
            raise CalendarFault(
                f"nobody holds {capital} from {month_name(first)} to "
                f"{month_name(terms[0].first - 1)}",
                place=place,
                field="first",
            )
    events = {
        stream: tuple(event for event in dated if first <= event.month <= last)
        for stream, dated in world.events.items()
    }
    return dataclasses.replace(world, first=first, last=last, events=events)


def _leaders(world: World, asked: Mapping[str, Any], place: str) -> World:
    """Return the world with traits changed: `traits.*`, then capitals, then leaders by name."""
    in_office = cache(world.holders)
    changes: dict[tuple[str, str], Span] = {}
    for key in (key for key in asked if key.startswith("traits.")):
        trait = key.split(".")[1]
        spec = _TRAITS.get(trait)
        if spec is None:
            raise UnknownName("trait", trait, _TRAITS, place=place, field=key)
        span = span_asked(asked[key], spec.low, spec.high, key, place)
        changes.update({(n, trait): span for c in spec.capitals for n in in_office(c)})
    keys = [key for key in asked if key.startswith("leaders.")]
    by_capital = [key for key in keys if key.split(".")[1] in CAPITALS]
    for key in (*by_capital, *(key for key in keys if key not in by_capital)):
        who, trait = key.split(".")[1:]
        names = in_office(who) if who in CAPITALS else (who,)
        capital = who if who in CAPITALS else _capital_of(world, who, in_office, key, place)
        known = traits_of(capital)
        if trait == "ideology" and capital in ("tokyo", "seoul"):
            # What everybody saw on entry is one number for all replicates.
            seen = number_asked(asked[key], 0.0, 1.0, key, place)
            span = Span(seen, seen, source="override")
        elif trait in known:
            span = span_asked(asked[key], _TRAITS[trait].low, _TRAITS[trait].high, key, place)
        else:
            raise UnknownName(f"trait of {capital}", trait, known, place=place, field=key)
        changes.update({(name, trait): span for name in names})
    leaders = dict(world.leaders)
    for (name, trait), span in changes.items():
        leaders[name] = _with_trait(leaders[name], trait, span)
    return dataclasses.replace(world, leaders=leaders)


def _with_trait(leader: Leader, trait: str, span: Span) -> Leader:
    """Return a copy of a leader with one trait, or the ideology, changed."""
    if trait == "ideology":
        return dataclasses.replace(leader, ideology=span)
    return dataclasses.replace(leader, traits={**leader.traits, trait: span})


def _capital_of(
    world: World, name: str, in_office: Callable[[str], tuple[str, ...]], key: str, place: str
) -> str:
    """Return the capital that a leader holds within the window."""
    if name in world.leaders and name in in_office(world.leaders[name].capital):
        return world.leaders[name].capital
    shipped = {leader for leaders in LEADERS.values() for leader in leaders}
    if name not in shipped | set(world.leaders):
        known = {*CAPITALS, *(leader for capital in CAPITALS for leader in in_office(capital))}
        raise UnknownName("leader or capital", name, known, place=place, field=key)
    window = f"{month_name(world.first)}..{month_name(world.last)}"
    office = ", ".join(leader for capital in LEADERS for leader in in_office(capital))
    raise CalendarFault(
        f"'{name}' holds no capital in {window}; in office then: {office}", place=place, field=key
    )


def _switch(world: World, key: str, value: Any, place: str) -> World:
    """Return the world with one mechanism on or off."""
    name = key.split(".")[1]
    if name not in SWITCHES:
        raise UnknownName("switch", name, SWITCHES, place=place, field=key)
    if not isinstance(value, bool):
        raise WrongKind(value, "true or false", place=place, field=key, given=True)
    return dataclasses.replace(world, switches={**world.switches, name: value})


def _parameter(world: World, key: str, value: Any, place: str) -> World:
    """Return the world with one parameter at a number or over a range."""
    name = key.split(".")[1]
    if name not in _PARAMETERS:
        raise UnknownName("parameter", name, _PARAMETERS, place=place, field=key)
    low, high = BOUNDS[_PARAMETERS[name].kind]
    span = span_asked(value, low, high, key, place)
    return dataclasses.replace(world, parameters={**world.parameters, name: span})


def _parameter_set(world: World, value: Any, place: str) -> World:
    """Return the world, and all that it starts from, with a set of draws for some parameters."""
    if value is not None and not isinstance(value, ParameterSet):
        raise WrongKind(value, "a ParameterSet", place=place, field=SET, given=True)
    start = None if world.start is None else _parameter_set(world.start, value, place)
    return dataclasses.replace(world, parameter_set=value, start=start)


def _series(world: World, key: str, value: Any, place: str) -> World:
    """Return the world with one structural series at a constant level in its window."""
    name = key.split(".")[1]
    if name not in SERIES:
        raise UnknownName("series", name, SERIES, place=place, field=key)
    level = number_asked(value, SERIES[name].low, SERIES[name].high, key, place)
    constant = Series(points=((world.first, level),), source="override")
    return dataclasses.replace(world, series={**world.series, name: constant})


def _change(stream: str, forms: Mapping[str, Any], place: str) -> EventChange:
    """Return what is asked of one stream."""
    field = f"events.{stream}"
    if stream not in STREAM_BY_NAME:
        raise UnknownName("event stream", stream, STREAM_BY_NAME, place=place, field=field)
    return change_of(STREAM_BY_NAME[stream], forms, place, field)


def _events(
    world: World,
    before: Mapping[str, EventChange],
    now: Mapping[str, EventChange],
    place: str,
) -> tuple[World, dict[str, EventChange], dict[str, tuple[int, ...]]]:
    """Return the world with its streams changed, all changes since its base, and absent months."""
    streams, events = dict(world.streams), dict(world.events)
    changes, absent = {}, {}
    for name in {**before, **now}:
        field = f"events.{name}"
        earlier, later = before.get(name, EventChange()), now.get(name, EventChange())
        if later.whole:
            earlier = EventChange()
        _within((*earlier.dated, *later.dated), world, place, field)
        own = world.streams[name], world.events.get(name, ())
        state = earlier.made(*own, place, field)
        if later.source == "given" and state[0] != "given":
            earlier, state = EventChange(), own
        absent[name] = later.absent(*state)
        state = later.made(*state, place, field)
        changes[name] = earlier.followed(later, own[0], state)
        events.pop(name, None)
        streams[name] = state[0]
        if state[0] == "given":
            events[name] = state[1]
    return dataclasses.replace(world, streams=streams, events=events), changes, absent


def _within(events: tuple[Event, ...], world: World, place: str, field: str) -> None:
    """Raise for an event outside the window."""
    for event in events:
        if not world.first <= event.month <= world.last:
            window = f"{month_name(world.first)}..{month_name(world.last)}"
            message = f"{month_name(event.month)} lies outside the window {window}"
            raise CalendarFault(message, place=place, field=field)


_CHANGES: Mapping[str, Callable[[World, str, Any, str], World]] = {
    "switches": _switch,
    "parameters": _parameter,
    "series": _series,
}
