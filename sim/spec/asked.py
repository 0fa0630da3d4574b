"""Read the values of overrides as they are asked: numbers, ranges, months and events."""

import math
from collections.abc import Iterable, Mapping
from numbers import Real
from typing import Any

from sim.errors import CalendarFault, OutOfBounds, UnknownName, WrongKind
from sim.spec.calendar import month_name, month_number
from sim.spec.events import TALKS_OUTCOMES, EventStreamSpec
from sim.spec.world import Event, Span, World

__all__ = [
    "MOST_REPLICATES",
    "MOST_SEED",
    "MOST_THREADS",
    "event_asked",
    "listed",
    "month_asked",
    "number_asked",
    "span_asked",
]

#: Most of what a study may ask for, at every door. Replicates: assumed, well inside the 32-bit
#: counter of the random numbers. Seed: the two words of their key. Threads: assumed.
MOST_REPLICATES = 10_000_000
MOST_SEED = 2**64 - 1
MOST_THREADS = 1024


def listed(value: Any) -> list[Any]:
    """Return one event or several as a list."""
    return [value] if isinstance(value, Mapping) else list(value)


def number_asked(value: Any, low: float, high: float, field: str, place: str) -> float:
    """Return a finite number within bounds."""
    try:
        finite = not isinstance(value, bool) and isinstance(value, Real) and math.isfinite(value)
    except OverflowError:  # a whole number that no decimal number can hold
        finite = False
    if not finite:
        raise WrongKind(
            value, f"a number in [{low:g}, {high:g}]", place=place, field=field, given=True
        )
    if not low <= float(value) <= high:
        raise OutOfBounds(value, low, high, place=place, field=field)
    return float(value)


def span_asked(value: Any, low: float, high: float, field: str, place: str) -> Span:
    """Return a number or a pair [low, high] as a span."""
    if isinstance(value, Iterable) and not isinstance(value, (str, bytes, Mapping)):
        pair = list(value)
        if len(pair) != 2:
            raise WrongKind(
                pair, "a number, or two: [low, high]", place=place, field=field, given=True
            )
        ends = [number_asked(end, low, high, field, place) for end in pair]
        if ends[0] > ends[1]:
            raise WrongKind(
                pair, "the lower end first: [low, high]", place=place, field=field, given=True
            )
        return Span(ends[0], ends[1], source="override")
    level = number_asked(value, low, high, field, place)
    return Span(level, level, source="override")


def month_asked(value: Any, field: str, place: str) -> int:
    """Return the month number of a text 'YYYY-MM'."""
    try:
        return month_number(value)
    except (TypeError, ValueError):
        raise WrongKind(
            value, "a month written 'YYYY-MM'", place=place, field=field, given=True
        ) from None


def event_asked(world: World, stream: EventStreamSpec, value: Any, key: str, place: str) -> Event:
    """Return one dated event of a stream."""
    wanted = "a mapping {month: 'YYYY-MM', size: number}"
    if not isinstance(value, Mapping):
        raise WrongKind(value, wanted, place=place, field=key, given=True)
    known = {"month", "size", "outcome", "dyad", "source", "note"}
    for name in value:
        if name not in known:
            raise UnknownName("part of an event", str(name), known, place=place, field=key)
    month = month_asked(value.get("month"), f"{key}.month", place)
    if not world.first <= month <= world.last:
        window = f"{month_name(world.first)}..{month_name(world.last)}"
        raise CalendarFault(
            f"{month_name(month)} lies outside the window {window}", place=place, field=key
        )
    if value.get("dyad", stream.dyad) != stream.dyad:
        raise UnknownName("dyad", str(value["dyad"]), [stream.dyad], place=place, field=key)
    size = value.get("size")
    if stream.name == "talks" and "outcome" in value:
        outcome = value["outcome"]
        if outcome not in TALKS_OUTCOMES:
            raise UnknownName("outcome", str(outcome), TALKS_OUTCOMES, place=place, field=key)
        size = TALKS_OUTCOMES[outcome]
    number = number_asked(size, stream.low, stream.high, f"{key}.size", place)
    if stream.name in ("friction", "talks") and number != int(number):
        raise WrongKind(size, "a whole number", place=place, field=f"{key}.size", given=True)
    return Event(month, number, source=str(value.get("source", "override")))
