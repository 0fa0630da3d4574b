"""Change a world by name: the words of the command line and of `World.replace`.

Names are `leaders.<leader or capital>.<trait>`, `traits.<trait>`, `switches.<mechanism>`,
`parameters.<parameter>`, `parameter_set`, `series.<series>`, `events.<stream>`, `months`, `first`,
`last`. Whatever the order given, a leader's own key wins over the capital's, the capital's over
`traits.*`, and a parameter's own over a set. What was asked is kept in `World.overrides` and asked
anew with every later change, so a window that grows takes its new leaders in.
"""

import dataclasses
from collections.abc import Callable, Mapping
from typing import Any

from sim.errors import CalendarFault, OutOfBounds, UnknownName, WrongKind
from sim.spec.asked import event_asked, listed, month_asked, number_asked, span_asked
from sim.spec.calendar import LAST_YEAR, month_name
from sim.spec.events import EVENT_STREAMS, STREAM_SOURCES
from sim.spec.parameters import BOUNDS, PARAMETERS
from sim.spec.preferences import CAPITALS, LEADERS, TRAITS
from sim.spec.switches import SWITCHES
from sim.spec.variables import INPUTS
from sim.spec.world import Leader, ParameterSet, Series, Span, World

__all__ = ["LONGEST", "SERIES", "STREAM_BY_NAME", "apply", "traits_of"]

#: Longest window, in months. Assumed: a century is more than any question here asks.
LONGEST = 1200

_MADE_ELSEWHERE = ("ideology_", "vacuum_", "turnover_", "given_", "generate_")

#: Inputs that a world gives as a structural series, by name. Calendar and events make the others.
SERIES = {spec.name: spec for spec in INPUTS if not spec.name.startswith(_MADE_ELSEWHERE)}

#: Event streams by name.
STREAM_BY_NAME = {stream.name: stream for stream in EVENT_STREAMS}

_TRAITS = {trait.name: trait for trait in TRAITS}
_PARAMETERS = {parameter.name: parameter for parameter in PARAMETERS}
_WINDOW = ("months", "first", "last")
_SET = "parameter_set"
_SECTIONS = ("leaders", "traits", "switches", "parameters", "series", "events")
_SHAPES = (
    *_WINDOW,
    _SET,
    "leaders.<leader>.<trait>",
    "traits.<trait>",
    "switches.<mechanism>",
    "parameters.<parameter>",
    "series.<series>",
    "events.<stream>",
)


def apply(world: World, overrides: Mapping[str, Any]) -> World:
    """Return `world` with some things changed by name.

    Parameters
    ----------
    world : World
        A checked world; it stays as it is.
    overrides : mapping
        Name to value. A trait or a parameter is a number, or a pair [low, high] over which each
        replicate draws its own. A switch is true or false. `series.<series>` is one level for the
        whole window. `events.<stream>` is 'given', 'generated' or 'off', or one event, or a list of
        them, as mappings {month: 'YYYY-MM', size: number}; they join the stream's dated events, one
        in a month that has one already takes its place, and the stream becomes given. `months` is
        the length of the window, `first` and `last` are 'YYYY-MM'. `parameter_set` is a
        ParameterSet, which holds in the world that this one starts from as well, or None.

    Returns
    -------
    World
        A new world; its `overrides` add what was asked to what had been asked before.

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
    asked = _merge(world.overrides, overrides)
    place = f"world {world.name}"
    for key in overrides:
        _shape(key, place)
    changed = _window(world, asked, place)
    changed = _leaders(changed, asked, place)
    if _SET in overrides:
        changed = _parameter_set(changed, overrides[_SET], place)
        # The world holds the set itself; what was asked keeps its name.
        asked[_SET] = None if overrides[_SET] is None else overrides[_SET].name
    for section, change in _CHANGES.items():
        for key in asked:
            if key.startswith(f"{section}."):
                changed = change(changed, key, asked[key], place)
    return dataclasses.replace(changed, overrides=asked)


def traits_of(capital: str) -> tuple[str, ...]:
    """Return the names of the traits that a capital's leaders have.

    Examples
    --------
    >>> "mediation" in traits_of("washington"), traits_of("beijing")
    (True, ())
    """
    return tuple(trait.name for trait in TRAITS if capital in trait.capitals)


def _merge(before: Mapping[str, Any], now: Mapping[str, Any]) -> dict[str, Any]:
    """Return what has been asked so far: the later word counts, and lists of events add up."""
    asked = dict(before)
    for key, value in now.items():
        if key in ("months", "last"):
            other = {"months": "last", "last": "months"}[key]
            if other not in now:
                asked.pop(other, None)
        earlier = asked.get(key)
        added = key.startswith("events.") and isinstance(value, (Mapping, list, tuple))
        if added and isinstance(earlier, (Mapping, list, tuple)):
            value = [*listed(earlier), *listed(value)]
        asked[key] = value
    return asked


def _shape(key: str, place: str) -> None:
    """Raise unless a key has the shape of a name that can be asked."""
    parts = str(key).split(".")
    if parts[0] in (*_WINDOW, _SET) and len(parts) == 1:
        return
    if parts[0] in _SECTIONS and len(parts) == (3 if parts[0] == "leaders" else 2):
        return
    if parts[0] in _SECTIONS:
        wanted = next(shape for shape in _SHAPES if shape.startswith(f"{parts[0]}."))
        raise WrongKind(f"'{key}'", wanted, place=place, field=str(key))
    raise UnknownName("override", str(key), _SHAPES, place=place, field=str(key))


def _window(world: World, asked: Mapping[str, Any], place: str) -> World:
    """Return the world with its window moved; dated events outside the new one are left out."""
    if not any(key in asked for key in _WINDOW):
        return world
    if "months" in asked and "last" in asked:
        raise WrongKind("both 'months' and 'last'", "one of the two", place=place, field="months")
    first = month_asked(asked["first"], "first", place) if "first" in asked else world.first
    if "last" in asked:
        last, field = month_asked(asked["last"], "last", place), "last"
    elif "months" in asked:
        months, field = asked["months"], "months"
        if isinstance(months, bool) or not isinstance(months, int):
            raise WrongKind(
                months, "a whole number of months", place=place, field=field, given=True
            )
        if not 1 <= months <= LONGEST:
            raise OutOfBounds(months, 1, LONGEST, unit="month", place=place, field=field)
        last = first + months - 1
    else:
        last, field = world.last, "first"
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
    in_office = {capital: world.holders(capital) for capital in CAPITALS}
    changes: dict[tuple[str, str], Span] = {}
    for key in (key for key in asked if key.startswith("traits.")):
        trait = key.split(".")[1]
        spec = _TRAITS.get(trait)
        if spec is None:
            raise UnknownName("trait", trait, _TRAITS, place=place, field=key)
        span = span_asked(asked[key], spec.low, spec.high, key, place)
        changes.update({(n, trait): span for c in spec.capitals for n in in_office[c]})
    keys = [key for key in asked if key.startswith("leaders.")]
    by_capital = [key for key in keys if key.split(".")[1] in CAPITALS]
    for key in (*by_capital, *(key for key in keys if key not in by_capital)):
        who, trait = key.split(".")[1:]
        names = in_office[who] if who in CAPITALS else (who,)
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
    world: World, name: str, in_office: Mapping[str, tuple[str, ...]], key: str, place: str
) -> str:
    """Return the capital that a leader holds within the window."""
    for capital, names in in_office.items():
        if name in names:
            return capital
    shipped = {leader for leaders in LEADERS.values() for leader in leaders}
    if name not in shipped | set(world.leaders):
        known = {*CAPITALS, *(leader for names in in_office.values() for leader in names)}
        raise UnknownName("leader or capital", name, known, place=place, field=key)
    window = f"{month_name(world.first)}..{month_name(world.last)}"
    office = ", ".join(leader for capital in LEADERS for leader in in_office[capital])
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
        raise WrongKind(value, "a ParameterSet", place=place, field=_SET, given=True)
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


def _events(world: World, key: str, value: Any, place: str) -> World:
    """Return the world with one stream's source changed, or with dated events added to it."""
    name = key.split(".")[1]
    if name not in STREAM_BY_NAME:
        raise UnknownName("event stream", name, STREAM_BY_NAME, place=place, field=key)
    dated = {event.month: event for event in world.events.get(name, ())}
    if isinstance(value, str):
        if value not in STREAM_SOURCES:
            raise UnknownName("source of a stream", value, STREAM_SOURCES, place=place, field=key)
        if value == "given" and world.streams[name] != "given":
            raise WrongKind(
                "'given' without dated events",
                "events: {month: 'YYYY-MM', size: number}, or a list of them",
                place=place,
                field=key,
            )
        source = value
        dated = dated if value == "given" else {}
    elif isinstance(value, (Mapping, list, tuple)):
        source = "given"
        for event in (
            event_asked(world, STREAM_BY_NAME[name], one, key, place) for one in listed(value)
        ):
            dated[event.month] = event
    else:
        wanted = "'given', 'generated', 'off', or events {month: 'YYYY-MM', size: number}"
        raise WrongKind(value, wanted, place=place, field=key, given=True)
    events = {stream: old for stream, old in world.events.items() if stream != name}
    if source == "given":
        events[name] = tuple(dated[month] for month in sorted(dated))
    return dataclasses.replace(world, streams={**world.streams, name: source}, events=events)


_CHANGES: Mapping[str, Callable[[World, str, Any, str], World]] = {
    "switches": _switch,
    "parameters": _parameter,
    "series": _series,
    "events": _events,
}
