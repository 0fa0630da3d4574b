"""Read what a world file dates: terms of office, structural series, events."""

from itertools import pairwise
from typing import Any

from sim.errors import CalendarFault, WrongKind
from sim.scenario.fields import date_of, mapping_of, month_of, number_of, origin_of, shown, text_of
from sim.spec.calendar import month_name
from sim.spec.event_asked import change_of, parted
from sim.spec.event_change import EventChange
from sim.spec.events import STREAM_BY_NAME
from sim.spec.variables import SERIES
from sim.spec.world import Series, Term

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


def events_of(name: str, value: Any, place: str, at: str) -> EventChange:
    """Return what a file says of a stream's dated events; a list has them by date."""
    forms = parted(value)
    if isinstance(forms.get(""), str | None) and "" in forms:
        found = "nothing" if forms[""] is None else f"'{forms['']}'"
        raise WrongKind(found, f"events, or 'streams.{name}: …'", place=place, field=at)
    change = change_of(STREAM_BY_NAME[name], forms, place, at, origin_of)
    for k, (one, after) in enumerate(pairwise(change.listed or ()), start=1):
        if after.month < one.month:
            raise CalendarFault(
                f"{month_name(after.month)} comes after {month_name(one.month)}; list one event a "
                "month, by date",
                place=place,
                field=f"{at}[{k}]",
            )
    return change
