"""Read what a world file dates: terms of office, structural series, events."""

from typing import Any

from sim.errors import CalendarFault, UnknownName, WrongKind
from sim.scenario.entry import date_of, mapping_of, month_of, number_of, origin_of, shown, text_of
from sim.spec.calendar import month_name
from sim.spec.events import TALKS_OUTCOMES, EventStreamSpec
from sim.spec.override import SERIES, STREAM_BY_NAME
from sim.spec.world import Event, Series, Term

__all__ = ["events_of", "series_of", "terms_of"]


def terms_of(capital: str, value: Any, place: str, at: str) -> tuple[Term, ...]:
    """Return the terms of a capital, in order of their dates."""
    if not isinstance(value, list) or not value:
        raise WrongKind(shown(value), "a list of terms", place=place, field=at)
    terms: list[Term] = []
    latest, since = (0, 0), ""
    for k, item in enumerate(value):
        entry = f"{at}[{k}]"
        mapping_of(item, place, entry, ("leader", "from", "source", "because"))
        for key in ("leader", "from"):
            if key not in item:
                raise WrongKind("nothing", f"'{key}'", place=place, field=entry)
        date = date_of(item["from"], place, f"{entry}.from")
        if date <= latest:
            raise CalendarFault(
                f"'{item['leader']}' from {item['from']} overlaps '{terms[-1].leader}' from "
                f"{since}; list terms by date",
                place=place,
                field=entry,
            )
        latest, since = date, item["from"]
        source, _ = origin_of(item, place, entry)
        terms.append(Term(text_of(item["leader"], place, f"{entry}.leader"), date[0], source))
    return tuple(terms)


def series_of(name: str, value: Any, place: str, at: str) -> Series:
    """Return a structural series of dated points."""
    mapping_of(value, place, at, ("points", "source", "because"))
    points = mapping_of(value.get("points"), place, f"{at}.points")
    if not points:
        raise WrongKind("no point", "points as YYYY-MM: level", place=place, field=f"{at}.points")
    low, high = SERIES[name].low, SERIES[name].high
    dated: list[tuple[int, float]] = []
    for key, level in points.items():
        month = month_of(key, place, f"{at}.points")
        if dated and month <= dated[-1][0]:
            raise CalendarFault(
                f"{key} comes after {month_name(dated[-1][0])}; list points by date",
                place=place,
                field=f"{at}.points",
            )
        dated.append((month, number_of(level, low, high, place, f"{at}.points.{key}")))
    source, because = origin_of(value, place, at)
    return Series(tuple(dated), source, because)


def events_of(name: str, value: Any, place: str, at: str) -> tuple[Event, ...]:
    """Return the dated events of a stream, one a month, in order."""
    if not isinstance(value, list):
        raise WrongKind(shown(value), "a list of dated events", place=place, field=at)
    stream = STREAM_BY_NAME[name]
    events: list[Event] = []
    for k, item in enumerate(value):
        event = _event(stream, item, place, f"{at}[{k}]")
        if events and event.month <= events[-1].month:
            raise CalendarFault(
                f"{month_name(event.month)} comes after {month_name(events[-1].month)}; list one "
                "event a month, by date",
                place=place,
                field=f"{at}[{k}]",
            )
        events.append(event)
    return tuple(events)


def _event(stream: EventStreamSpec, value: Any, place: str, at: str) -> Event:
    """Return one dated event."""
    known = ("month", "size", "outcome", "dyad", "source", "because")
    mapping_of(value, place, at, known)
    month = month_of(value.get("month"), place, f"{at}.month")
    dyad = value.get("dyad", stream.dyad)
    if dyad != stream.dyad:
        raise UnknownName("dyad", str(dyad), [stream.dyad], place=place, field=f"{at}.dyad")
    talks = stream.name == "talks"
    wanted = "outcome" if talks else "size"
    if wanted not in value or len({"size", "outcome"} & set(value)) == 2:
        found = f"no {wanted}" if wanted not in value else "both size and outcome"
        raise WrongKind(found, f"'{wanted}'", place=place, field=at)
    if talks and value["outcome"] not in TALKS_OUTCOMES:
        found = str(value["outcome"])
        raise UnknownName("outcome", found, TALKS_OUTCOMES, place=place, field=f"{at}.outcome")
    if talks:
        size = TALKS_OUTCOMES[value["outcome"]]
    else:
        whole = stream.name == "friction"
        size = number_of(value["size"], stream.low, stream.high, place, f"{at}.size", whole=whole)
    source, because = origin_of(value, place, at)
    return Event(month, size, source, because)
