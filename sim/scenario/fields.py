"""Read the smallest parts of a world file: known keys, sourced numbers, months, dates."""

import datetime
import math
import re
from collections.abc import Iterable, Mapping
from typing import Any

from sim.errors import CalendarFault, OutOfBounds, UnknownName, WrongKind
from sim.errors.lines import on_key
from sim.spec.calendar import month_number
from sim.spec.world import Span

__all__ = [
    "STATUSES",
    "date_of",
    "mapping_of",
    "month_of",
    "number_of",
    "origin_of",
    "shown",
    "span_of",
    "text_of",
    "texts_of",
]

#: What a code read from the articles may be.
STATUSES = ("stated", "inferred", "silent", "assumed")

_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}\Z")


def mapping_of(
    value: Any, place: str, field: str, known: Iterable[str] | None = None, kind: str = "key"
) -> Mapping[str, Any]:
    """Return a mapping, whose keys are among `known` if given."""
    if not isinstance(value, dict):
        raise WrongKind(shown(value), "a mapping of keys to values", place=place, field=field)
    if known is not None:
        names = list(known)
        for key in value:
            if key not in names:
                at = on_key(place, field, key)
                raise UnknownName(kind, key, names, place=at, field=field)
    return value


def text_of(value: Any, place: str, field: str) -> str:
    """Return text that says something."""
    if not isinstance(value, str) or not value.strip():
        raise WrongKind(shown(value), "text", place=place, field=field)
    return " ".join(value.split())


def texts_of(value: Any, place: str, field: str) -> tuple[str, ...]:
    """Return a list of texts."""
    if not isinstance(value, list):
        raise WrongKind(shown(value), "a list [a, b, …]", place=place, field=field)
    return tuple(text_of(item, place, f"{field}[{k}]") for k, item in enumerate(value))


def month_of(value: Any, place: str, field: str) -> int:
    """Return the month number of a text YYYY-MM."""
    try:
        return _month(value)
    except (TypeError, ValueError):
        wanted = "a month written YYYY-MM"
        raise WrongKind(shown(value), wanted, place=place, field=field) from None


def date_of(value: Any, place: str, field: str) -> tuple[int, int]:
    """Return (month number, day) of a text YYYY-MM-DD or YYYY-MM (its first day)."""
    try:
        if not _DAY.match(value):
            return _month(value), 1
        return month_number(value[:7]), datetime.date.fromisoformat(value).day
    except (TypeError, ValueError):
        wanted = "a date written YYYY-MM-DD or YYYY-MM"
        raise WrongKind(shown(value), wanted, place=place, field=field) from None


def _month(value: Any) -> int:
    """Return a month number; digits of other scripts look alike and are none."""
    if not isinstance(value, str) or not value.isascii():
        raise ValueError
    return month_number(value)


def number_of(
    value: Any, low: float, high: float, place: str, field: str, *, whole: bool = False
) -> float:
    """Return a finite number within bounds; a whole one where levels are counted."""
    if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
        wanted = f"a number in [{low:g}, {high:g}]"
        raise WrongKind(shown(value), wanted, place=place, field=field)
    if not low <= value <= high:
        raise OutOfBounds(value, low, high, place=place, field=field)
    if whole and value != int(value):
        wanted = f"a whole number in [{low:g}, {high:g}]"
        raise WrongKind(value, wanted, place=place, field=field)
    return float(value)


def origin_of(value: Mapping[str, Any], place: str, field: str) -> tuple[str, str]:
    """Return (source, because); what is assumed says why."""
    if "source" not in value:
        wanted = "'source': a paragraph, a key of sources.bib, public record, or assumed"
        raise WrongKind("no source", wanted, place=place, field=field)
    source = text_of(value["source"], place, f"{field}.source")
    because = value.get("because")
    if because is not None:
        because = text_of(because, place, f"{field}.because")
    if source == "assumed" and not because:
        raise WrongKind(
            "'source: assumed' alone", "'because' with the reason", place=place, field=field
        )
    return source, because or ""


def span_of(
    value: Any,
    low: float,
    high: float,
    place: str,
    field: str,
    *,
    coded: bool = False,
    ranged: bool = True,
    whole: bool = False,
) -> Span:
    """Return a sourced number: {value: x, source: …} or {range: [a, b], source: …}.

    Parameters
    ----------
    low, high : float
        Hard bounds.
    coded : bool
        A code read from the articles, which also needs a status.
    ranged : bool
        Whether a range may stand for the number.
    whole : bool
        Whether it counts levels.

    Raises
    ------
    WrongKind
        For a bare number, a missing source or status, `assumed` without a reason.
    OutOfBounds
        For a number outside the bounds.

    Examples
    --------
    >>> span_of({"value": 0.4, "source": "000 P12"}, 0, 1, "example", "trust").low
    0.4
    """
    shape = "{value: x, source: …}" + (" or {range: [low, high], source: …}" if ranged else "")
    if not isinstance(value, dict):
        bare = isinstance(value, int | float) and not isinstance(value, bool)
        found = f"the bare number {value}" if bare else shown(value)
        raise WrongKind(found, shape, place=place, field=field)
    mapping_of(value, place, field, ("value", "range", "source", "status", "because"))
    if ("value" in value) == ("range" in value) or ("range" in value and not ranged):
        found = "both value and range" if len({"value", "range"} & set(value)) == 2 else "no number"
        found = "a range" if "range" in value and "value" not in value else found
        raise WrongKind(found, shape, place=place, field=field)
    if "value" in value:
        at = f"{field}.value"
        ends = [number_of(value["value"], low, high, place, at, whole=whole)] * 2
    else:
        pair = value["range"]
        if not isinstance(pair, list) or len(pair) != 2:
            raise WrongKind(shown(pair), "[low, high]", place=place, field=f"{field}.range")
        ends = [number_of(end, low, high, place, f"{field}.range") for end in pair]
        if ends[0] > ends[1]:
            raise WrongKind(pair, "the lower end first", place=place, field=f"{field}.range")
    source, because = origin_of(value, place, field)
    status = value.get("status", "")
    if coded and not status:
        wanted = f"'status', one of {', '.join(STATUSES)}"
        raise WrongKind("no status", wanted, place=place, field=field)
    if status and status not in STATUSES:
        raise UnknownName("status", str(status), STATUSES, place=place, field=field)
    return Span(ends[0], ends[1], source, status, because)


def window_of(value: Any, place: str) -> tuple[int, int]:
    """Return (first, last) month numbers, both included."""
    mapping_of(value, place, "window", ("first", "last"))
    for end in ("first", "last"):
        if end not in value:
            raise WrongKind(
                "nothing", "a month written YYYY-MM", place=place, field=f"window.{end}"
            )
    first = month_of(value["first"], place, "window.first")
    last = month_of(value["last"], place, "window.last")
    if last < first:
        found = f"{value['first']}..{value['last']}"
        raise CalendarFault(f"{found} ends before it begins", place=place, field="window")
    return first, last


def shown(value: Any) -> str:
    """Return how a message shows what was found."""
    if value is None:
        return "nothing"
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, dict):
        return "a mapping"
    if isinstance(value, list):
        return "a list" if value else "an empty list"
    return f"'{value}'" if isinstance(value, str) else str(value)
