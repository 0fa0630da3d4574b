"""What one file states: each field checked for itself, nothing completed."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from sim.errors import CalendarFault, UnknownName, WrongKind
from sim.errors.lines import on_key
from sim.scenario.citation import check_sources, keys
from sim.scenario.dated import events_of, series_of, terms_of
from sim.scenario.document import Document, read
from sim.scenario.fields import (
    mapping_of,
    number_of,
    span_of,
    text_of,
    texts_of,
    window_of,
)
from sim.scenario.folder import Place, check_name
from sim.spec.event_change import EventChange
from sim.spec.events import STREAM_BY_NAME, STREAM_SOURCES
from sim.spec.instruments import BELIEF_FIELDS, INSTRUMENTS
from sim.spec.override import LONGEST
from sim.spec.own_outcome import OwnOutcome, outcome_of
from sim.spec.parameters import BOUNDS, PARAMETERS
from sim.spec.preferences import CAPITALS, TRAITS, traits_of
from sim.spec.switches import SWITCHES
from sim.spec.turnover import CAPITAL, KEY, MOST_CALENDARS
from sim.spec.variables import SERIES, STATES
from sim.spec.world import Event, Series, Span, Term

__all__ = ["START_FIELDS", "Partial", "PartialLeader", "read_partial"]

_KEYS = (
    "name",
    "title",
    "description",
    "inherits",
    "start",
    "start_values",
    "window",
    "sources",
    "expects",
    "tables",
    "calendar",
    "silent",
    "leaders",
    "series",
    "streams",
    "events",
    "switches",
    "parameters",
    "turnover",
    "outcomes",
)
_TRAITS = {trait.name: trait for trait in TRAITS}
_PARAMETERS = {parameter.name: parameter for parameter in PARAMETERS}

#: What a block of start values may hold: (low, high, whole), by State field.
START_FIELDS = (
    {state.name: (state.low, state.high, state.kind == "level") for state in STATES}
    | {
        f"chosen_{instrument.name}": (0, len(instrument.options) - 1, True)
        for instrument in INSTRUMENTS
    }
    | {name: (0, 1, False) for name, _, _ in BELIEF_FIELDS}
)


@dataclass(frozen=True)
class PartialLeader:
    """What a file states of a leader; None where it is left to the parent."""

    capital: str | None = None
    title: str | None = None
    ideology: Span | None = None
    caretaker: bool | None = None
    traits: Mapping[str, Span] = field(default_factory=dict)
    place: str = ""


@dataclass(frozen=True)
class Partial:
    """What a file, or a chain of files, states of a world.

    `places` gives the file of each calendar and stream. `changes` is what the file itself says of
    dated events, `events` what this and its ancestors' leave.
    """

    place: str
    name: str = ""
    title: str = ""
    description: str = ""
    expects: str = ""
    inherits: str = ""
    start: str = ""
    window: tuple[int, int] | None = None
    sources: tuple[str, ...] = ()
    tables: tuple[str, ...] = ()
    start_values: Mapping[str, Span] = field(default_factory=dict)
    calendar: Mapping[str, tuple[Term, ...]] = field(default_factory=dict)
    silent: Mapping[str, Mapping[str, Span]] = field(default_factory=dict)
    leaders: Mapping[str, PartialLeader] = field(default_factory=dict)
    series: Mapping[str, Series] = field(default_factory=dict)
    streams: Mapping[str, str] = field(default_factory=dict)
    events: Mapping[str, tuple[Event, ...]] = field(default_factory=dict)
    changes: Mapping[str, EventChange] = field(default_factory=dict)
    switches: Mapping[str, bool] = field(default_factory=dict)
    parameters: Mapping[str, Span] = field(default_factory=dict)
    turnover: Mapping[str, int | None] = field(default_factory=dict)
    outcomes: Mapping[str, OwnOutcome | None] = field(default_factory=dict)
    places: Mapping[str, str] = field(default_factory=dict)


_read_before: dict[str, tuple[tuple[int, int], Mapping[str, Any], Partial]] = {}


def read_partial(place: Place) -> Partial:
    """Return what a file states, read anew only if it or its list of sources has changed.

    Raises
    ------
    SimError
        One line for the first fault: file, field, found, wanted, nearest name.
    """
    seen, sources = place.stamp(), keys(place.folder)
    before = _read_before.get(str(place.path))
    if before is None or before[0] != seen or before[1] is not sources:
        data = read(place.path, place.text)
        part = _part(data, place)
        check_sources(data, sources, data.place)
        before = _read_before[str(place.path)] = (seen, sources, part)
    return before[2]


def _part(data: Document, where: Place) -> Partial:
    """Return the partial world that a file's mapping states."""
    place = data.place
    mapping_of(data, place, "", _KEYS)
    if data.get("name", where.name) != where.name:
        found = f"'{data['name']}'"
        raise WrongKind(found, f"'{where.name}', as the file is called", place=place, field="name")
    if "start" in data and "start_values" in data:
        raise WrongKind("both start and start_values", "one of the two", place=place, field="start")
    texts: dict[str, Any] = {
        key: text_of(data[key], place, key)
        for key in ("title", "description", "expects", "inherits", "start")
        if key in data
    }
    part = Partial(place=place, name=where.name, **texts)
    if "window" in data:
        part = replace(part, window=window_of(data["window"], place))
        _check_length(part)
    for key in ("sources", "tables"):
        if key in data:
            listed: dict[str, Any] = {key: texts_of(data[key], place, key)}
            part = replace(part, **listed)
    for key, (reader, known, kind) in _SECTIONS.items():
        if key not in data:
            continue
        section = mapping_of(data[key], place, key, known, kind)
        read_so = {
            name: reader(name, item, place, f"{key}.{name}") for name, item in section.items()
        }
        stated: dict[str, Any] = {"changes" if key == "events" else key: read_so}
        part = replace(part, **stated)
    places = {f"calendar.{capital}": place for capital in part.calendar}
    places |= {f"streams.{stream}": place for stream in part.streams}
    return replace(part, places=places)


def _check_length(part: Partial) -> None:
    """Raise for a window longer than any run may be."""
    assert part.window is not None
    months = part.window[1] - part.window[0] + 1
    if months > LONGEST:
        raise CalendarFault(
            f"found {months} months, wanted at most {LONGEST}", place=part.place, field="window"
        )


def _prior(capital: str, value: Any, place: str, at: str) -> Mapping[str, Span]:
    """Return a capital's priors for traits on which the articles are silent."""
    known = traits_of(capital)
    mapping_of(value, place, at, known, f"trait of {capital}")
    return {name: _trait(name, item, place, f"{at}.{name}") for name, item in value.items()}


def _trait(name: str, value: Any, place: str, at: str) -> Span:
    """Return one coded trait."""
    if name not in _TRAITS:
        below = at.rpartition(".")[0]
        raise UnknownName("trait", name, _TRAITS, place=on_key(place, below, name), field=below)
    spec = _TRAITS[name]
    return span_of(value, spec.low, spec.high, place, at, coded=True)


def _leader(name: str, value: Any, place: str, at: str) -> PartialLeader:
    """Return what is stated of a leader."""
    here = on_key(place, "leaders", name)
    check_name(name, here, "leaders")
    if name in CAPITALS:
        raise WrongKind(f"'{name}'", "a name that is no capital's", place=here, field="leaders")
    mapping_of(value, place, at, ("capital", "title", "ideology", "caretaker", "traits"))
    capital = value.get("capital")
    if capital is not None and capital not in CAPITALS:
        raise UnknownName("capital", str(capital), CAPITALS, place=place, field=f"{at}.capital")
    caretaker = value.get("caretaker")
    if caretaker is not None and not isinstance(caretaker, bool):
        raise WrongKind(caretaker, "true or false", place=place, field=f"{at}.caretaker")
    ideology = value.get("ideology")
    if ideology is not None:
        ideology = span_of(ideology, 0, 1, place, f"{at}.ideology", coded=True, ranged=False)
    traits = mapping_of(value.get("traits", {}), place, f"{at}.traits")
    return PartialLeader(
        capital=capital,
        title=text_of(value["title"], place, f"{at}.title") if "title" in value else None,
        ideology=ideology,
        caretaker=caretaker,
        traits={
            trait: _trait(trait, item, place, f"{at}.traits.{trait}")
            for trait, item in traits.items()
        },
        place=place,
    )


def _stream(name: str, value: Any, place: str, at: str) -> str:
    """Return where a stream's events come from."""
    if value not in STREAM_SOURCES:
        raise UnknownName("source of a stream", str(value), STREAM_SOURCES, place=place, field=at)
    return str(value)


def _switch(name: str, value: Any, place: str, at: str) -> bool:
    """Return whether a mechanism is on."""
    if not isinstance(value, bool):
        raise WrongKind(value, "true or false", place=place, field=at)
    return value


def _parameter(name: str, value: Any, place: str, at: str) -> Span:
    """Return one parameter of behaviour."""
    low, high = BOUNDS[_PARAMETERS[name].kind]
    return span_of(value, low, high, place, at)


def _turnover(name: str, value: Any, place: str, at: str) -> int | None:
    """Return the number of a drawn calendar; None leaves the capital's own as it is."""
    if name != CAPITAL:
        wanted = f"'{KEY}': of no other capital does the record give a hazard here"
        raise WrongKind(f"'{at}'", wanted, place=place, field=at)
    return (
        None if value is None else int(number_of(value, 1, MOST_CALENDARS, place, at, whole=True))
    )


def _outcome(name: str, value: Any, place: str, at: str) -> OwnOutcome | None:
    """Return an outcome of one's own; None takes away the one that a parent declares."""
    return outcome_of(value, name, place=place, field=at)


def _start_value(name: str, value: Any, place: str, at: str) -> Span:
    """Return the level of one State field before the first month."""
    low, high, whole = START_FIELDS[name]
    return span_of(value, low, high, place, at, ranged=False, whole=whole)


#: How each section of a file is read: its reader, the names it may hold, what they are called.
_SECTIONS: Mapping[str, tuple[Any, Any, str]] = {
    "start_values": (_start_value, START_FIELDS, "start value"),
    "calendar": (terms_of, CAPITALS, "capital"),
    "silent": (_prior, CAPITALS, "capital"),
    "leaders": (_leader, None, "leader"),
    "series": (series_of, SERIES, "series"),
    "streams": (_stream, STREAM_BY_NAME, "event stream"),
    "events": (events_of, STREAM_BY_NAME, "event stream"),
    "switches": (_switch, SWITCHES, "switch"),
    "parameters": (_parameter, _PARAMETERS, "parameter"),
    "turnover": (_turnover, CAPITALS, "capital"),
    "outcomes": (_outcome, None, "outcome"),
}
