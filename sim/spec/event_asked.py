"""Read what is asked of a stream's events: the same words in a world's file and in an override.

Under `events.<stream>` stands a source, a list of events or a mapping: one event {month, size}, or
months with what happens in them; under `.without` months, under `.add` events.
"""

import dataclasses
from collections.abc import Callable, Mapping
from functools import cache, partial
from typing import Any

from sim.errors import CalendarFault, UnknownName, WrongKind, hidden
from sim.errors.lines import on_key
from sim.spec.calendar import month_name
from sim.spec.event_change import EVENTS, FORMS, EventChange
from sim.spec.events import STREAM_SOURCES, TALKS_OUTCOMES, EventStreamSpec
from sim.spec.kind import Choice, Kind, Month, Number, Text
from sim.spec.world import Event

__all__ = ["change_of", "like_month", "month_as_key", "parted", "parts_of"]

#: Streams whose sizes are counts or states.
_WHOLE = ("friction", "talks")

#: Letters of a value that a message repeats.
_SHOWN = 20

#: Reads source and reason of an event; a file wants them, an override may leave them out.
Origin = Callable[[Mapping[str, Any], str, str], tuple[str, str]]


@cache
def parts_of(stream: EventStreamSpec) -> Mapping[str, Kind]:
    """Return what an event of a stream may hold.

    Examples
    --------
    >>> from sim.spec.events import STREAM_BY_NAME
    >>> list(parts_of(STREAM_BY_NAME["talks"]))
    ['month', 'size', 'dyad', 'source', 'because', 'outcome']
    """
    parts: dict[str, Kind] = {
        "month": Month(days=True, meaning="The month; a day stands for its month."),
        "size": Number(stream.low, stream.high, stream.name in _WHOLE, meaning=stream.meaning),
        "dyad": Choice("dyad", (stream.dyad,), meaning="The stream's own, where it is said."),
        "source": Text(),
        "because": Text(),
    }
    if stream.name == "talks":
        parts["outcome"] = Choice("outcome", TALKS_OUTCOMES, meaning="The state, in place of size.")
    return parts


def parted(value: Any) -> dict[str, Any]:
    """Return what is asked of a stream, by form.

    Examples
    --------
    >>> parted("off"), parted({"without": ["2018-10"]})
    ({'': 'off'}, {'without': ['2018-10']})
    """
    forms = [form for form in FORMS if isinstance(value, Mapping) and form in value]
    if not forms:
        return {"": value}
    rest = {key: item for key, item in value.items() if key not in forms}
    return ({"": rest} if rest else {}) | {form: value[form] for form in forms}


def month_as_key(key: str, month: str, size: str = "size", place: str = "") -> WrongKind:
    """Return the error of a month that stands below a stream's key: `events.court.2018-10=0`."""
    size = size if 0 < len(size) <= _SHOWN else "size"
    return WrongKind(
        f"'{key}.{month}', a month as a key", f"{key}={{{month}:{size}}}", place=place, field=key
    )


def _free(value: Mapping[str, Any], place: str, field: str) -> tuple[str, str]:
    """Return source and reason of an event that is asked: free text, which may be left out."""
    words = []
    for name, else_ in (("source", "override"), ("because", "")):
        text = value.get(name, else_)
        if not isinstance(text, str) or hidden(text) is not None:
            wanted = "text with nothing hidden in it"
            raise WrongKind(text, wanted, place=place, field=f"{field}.{name}", given=True)
        words.append(text)
    return words[0], words[1]


def change_of(
    stream: EventStreamSpec,
    forms: Mapping[str, Any],
    place: str,
    field: str,
    origin: Origin = _free,
) -> EventChange:
    """Return the change that plain data, by form, asks of a stream.

    Parameters
    ----------
    origin : callable
        Reads (source, because) of an event's mapping; both are free if not said.

    Raises
    ------
    SimError
        One line: the field, what was found, what was wanted, the nearest name.

    Examples
    --------
    >>> from sim.spec.events import EVENT_STREAMS
    >>> change = change_of(EVENT_STREAMS[0], {"": {"2018-10": 0.5}}, "", "events.court")
    >>> change.changed[0].size, change.listed
    (0.5, None)
    """
    events = partial(_events, stream, place=place, origin=origin)
    change = EventChange()
    if "" in forms:
        base = forms[""]
        if isinstance(base, str):
            if base not in STREAM_SOURCES:
                kind = "source of a stream"
                raise UnknownName(kind, base, STREAM_SOURCES, place=place, field=field)
            change = EventChange(source=base)
        elif isinstance(base, list):
            change = EventChange(listed=events(base, field=field))
        elif isinstance(base, Mapping) and base:
            change = EventChange(changed=events(base, field=field))
        else:
            sources = ", ".join(f"'{name}'" for name in STREAM_SOURCES)
            wanted = f"{sources}, or events {EVENTS}"
            raise WrongKind(base, wanted, place=place, field=field, given=True)
    if "without" in forms:
        found, at = forms["without"], f"{field}.without"
        months = found if isinstance(found, list) else [found]
        read = Month(days=True).read
        without = tuple(dict.fromkeys(read(month, place, at) for month in months))
        change = dataclasses.replace(change, without=without)
    if "add" in forms:
        found, at = forms["add"], f"{field}.add"
        if not isinstance(found, list | Mapping) or found == {}:
            raise WrongKind(found, f"events {EVENTS}", place=place, field=at, given=True)
        change = dataclasses.replace(change, added=events(found, field=at))
    return change


def _events(
    stream: EventStreamSpec, value: Any, *, place: str, field: str, origin: Origin
) -> tuple[Event, ...]:
    """Return the events of a list, of one mapping, or of a mapping of months."""
    read = partial(_event, stream, place=place, origin=origin)
    if isinstance(value, list):
        events = [read(one, None, field=f"{field}[{k}]") for k, one in enumerate(value)]
    elif any(map(like_month, value)):
        parts = [key for key in value if not like_month(key)]
        if parts:
            raise WrongKind(
                f"months beside '{parts[0]}'",
                "{month: YYYY-MM, size: x}, or months alone {YYYY-MM: x, …}",
                place=place,
                field=field,
            )
        events = [read(one, month, field=f"{field}.{month}") for month, one in value.items()]
    else:
        events = [read(value, None, field=field)]
    seen: set[int] = set()
    for k, event in enumerate(events):
        if event.month in seen:
            at = f"{field}[{k}]" if isinstance(value, list) else field
            message = f"{month_name(event.month)} stands there twice, wanted one event a month"
            raise CalendarFault(message, place=place, field=at)
        seen.add(event.month)
    return tuple(events)


def like_month(key: Any) -> bool:
    """Return whether a key of a mapping is meant as a month, well written or not."""
    return not isinstance(key, str) or key[:1].isdigit()


def _event(
    stream: EventStreamSpec,
    value: Any,
    under: Any,
    *,
    place: str,
    field: str,
    origin: Origin,
) -> Event:
    """Return one event, `under` its month or with a part `month`."""
    talks = stream.name == "talks"
    if under is not None and not isinstance(value, Mapping):
        value = {"outcome" if talks and isinstance(value, str) else "size": value}
    if not isinstance(value, Mapping):
        wanted = "an event {month: YYYY-MM, size: x}"
        raise WrongKind(value, wanted, place=place, field=field, given=True)
    parts = parts_of(stream)
    known = [name for name in parts if under is None or name != "month"]
    for name in value:
        if name not in known:
            names = known if under is not None else (*known, *FORMS)
            here = on_key(place, field, name)
            raise UnknownName("part of an event", str(name), names, place=here, field=field)
    if under is None and "month" not in value:
        raise WrongKind("no month", "'month'", place=place, field=field)
    at = field if under is not None else f"{field}.month"
    month = parts["month"].read(value["month"] if under is None else under, place, at)
    if "dyad" in value:
        parts["dyad"].read(value["dyad"], place, f"{field}.dyad")
    return Event(month, _size(stream, value, place, field), *origin(value, place, field))


def _size(stream: EventStreamSpec, value: Mapping[str, Any], place: str, field: str) -> float:
    """Return an event's size; that of talks may be said as an outcome."""
    wanted = "'size' or 'outcome'" if stream.name == "talks" else "'size'"
    said = [name for name in ("size", "outcome") if name in value]
    if len(said) != 1:
        found = "both size and outcome" if said else "no size"
        raise WrongKind(found, wanted, place=place, field=field)
    found = parts_of(stream)[said[0]].read(value[said[0]], place, f"{field}.{said[0]}")
    return TALKS_OUTCOMES[found] if said == ["outcome"] else float(found)
