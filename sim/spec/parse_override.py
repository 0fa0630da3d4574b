"""Read what is asked, at every door: plain data, numbers, flags, ranges, months, names."""

import contextlib
import operator
import re
from collections.abc import Iterable, Mapping
from numbers import Real
from typing import Any

from sim.errors import OutOfBounds, WrongKind
from sim.spec.kind import Flag, Month, Number
from sim.spec.world import Span

__all__ = [
    "MOST_REPLICATES",
    "MOST_SEED",
    "MOST_THREADS",
    "check_whole",
    "flag_asked",
    "month_asked",
    "number_asked",
    "plain",
    "span_asked",
    "study_asked",
    "whole_asked",
]

#: Most of what a study may ask for, at every door. Replicates: assumed, well inside the 32-bit
#: counter of the random numbers. Seed: the two words of their key. Threads: assumed.
MOST_REPLICATES = 10_000_000
MOST_SEED = 2**64 - 1
MOST_THREADS = 1024

_STUDY = re.compile(r"[a-z0-9_-]{1,100}\Z")

_PLAIN = (float, int, bool, str, type(None))


def plain(value: Any) -> Any:
    """Return a value as plain data: Python's numbers, texts, lists and dicts, months as 'YYYY-MM'.

    Scalars and arrays of numpy, pandas and xarray are told by what they can do, so none of these is
    imported. What is nothing of the kind comes back as it is, for its reader to refuse.

    Examples
    --------
    >>> import datetime
    >>> plain({datetime.date(2018, 10, 30): (1, 2.5)})
    {'2018-10': [1, 2.5]}
    """
    if type(value) in _PLAIN:
        return value
    if isinstance(value, Mapping):
        return {plain(key): plain(item) for key, item in value.items()}
    if getattr(value, "ndim", None) == 0 and hasattr(value, "item"):
        if getattr(getattr(value, "dtype", None), "kind", "") == "M":
            return str(getattr(value, "values", value).astype("datetime64[M]"))
        item = value.item()
        return plain(item) if type(item) is not type(value) else float(item)
    year, month = getattr(value, "year", None), getattr(value, "month", None)
    if isinstance(year, int) and isinstance(month, int):
        return f"{year:04d}-{month:02d}"
    if isinstance(value, Iterable) and not isinstance(value, bytes):
        return [plain(item) for item in value]
    if isinstance(value, Real):
        with contextlib.suppress(OverflowError):  # its reader refuses what is beyond all bounds
            return float(value)
    return value


def number_asked(value: Any, low: float, high: float, field: str, place: str) -> float:
    """Return a finite number within bounds."""
    number: float = Number(low, high).read(value, place, field)
    return number


def whole_asked(
    value: Any, low: int, high: int, field: str, place: str = "", *, unit: str = "1"
) -> int:
    """Return a whole number of a file or a command, of units if any, within bounds; 1e4 is one.

    Examples
    --------
    >>> whole_asked(1e4, 1, MOST_REPLICATES, "replicates")
    10000
    """
    number: int = Number(low, high, whole=True, unit=unit).read(value, place, field)
    return number


def check_whole(value: Any, field: str, low: int, high: int) -> int:
    """Return a whole number that a program gives, within bounds; True and 1.0 are none.

    Examples
    --------
    >>> check_whole(12, "replicates", 1, MOST_REPLICATES)
    12
    """
    wanted = f"a whole number from {low} to {high}"
    try:
        number = operator.index(value)
    except TypeError:
        raise WrongKind(value, wanted, field=field, given=True) from None
    if isinstance(value, bool):
        raise WrongKind(value, wanted, field=field, given=True)
    if not low <= number <= high:
        raise OutOfBounds(value, low, high, field=field)
    return number


def flag_asked(value: Any, field: str, place: str = "") -> bool:
    """Return what is on or off.

    Examples
    --------
    >>> flag_asked("perhaps", "ship")
    Traceback (most recent call last):
    sim.errors.WrongKind: ship: found the text 'perhaps', wanted true or false
    """
    return Flag().read(value, place, field)


def span_asked(value: Any, low: float, high: float, field: str, place: str) -> Span:
    """Return a number or a pair [low, high] as a span."""
    if isinstance(value, list):
        if len(value) != 2:
            raise WrongKind(
                value, "a number, or two: [low, high]", place=place, field=field, given=True
            )
        ends = [number_asked(end, low, high, field, place) for end in value]
        if ends[0] > ends[1]:
            raise WrongKind(
                value, "the lower end first: [low, high]", place=place, field=field, given=True
            )
        return Span(ends[0], ends[1], source="override")
    level = number_asked(value, low, high, field, place)
    return Span(level, level, source="override")


def month_asked(value: Any, field: str, place: str) -> int:
    """Return the month number of a text 'YYYY-MM', or of a day 'YYYY-MM-DD'."""
    return Month(days=True).read(value, place, field)


def study_asked(value: Any, field: str) -> str:
    """Return the name of a study: a folder's, the same on every system and in every shell.

    Examples
    --------
    >>> study_asked("rivalry-2025", "study")
    'rivalry-2025'
    """
    if not isinstance(value, str) or not _STUDY.match(value):
        raise WrongKind(
            value,
            "a name of small letters, digits, '_' and '-', at most 100",
            field=field,
            given=True,
        )
    return value
