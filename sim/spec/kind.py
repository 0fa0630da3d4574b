"""Kinds of values: what a file or an override may hold, declared once.

From a declaration come the check, with its one line for the first fault, and the JSON Schema by
which an editor explains and checks a file (`sim.scenario.schema`). A kind reads a plain value and
returns what it stands for. Leaves are here; `sim.spec.kind_of_many` puts them together.
"""

import datetime
import math
from collections.abc import Collection
from dataclasses import dataclass
from numbers import Real
from typing import Any

from sim.errors import OutOfBounds, UnknownName, WrongKind
from sim.errors.text import bound
from sim.spec.calendar import month_number

__all__ = [
    *("DATE", "MONTH"),
    *("Choice", "Date", "Flag", "Kind", "Month", "Number", "Schema", "Text", "explained"),
]

#: What a JSON Schema is made of.
Schema = dict[str, Any]

#: How months and dates are written, as regular expressions.
MONTH = "^[0-9]{4}-(0[1-9]|1[0-2])$"
DATE = "^[0-9]{4}-(0[1-9]|1[0-2])(-[0-3][0-9])?$"


@dataclass(frozen=True, kw_only=True)
class Kind:
    """Something that a field may hold.

    Attributes
    ----------
    meaning : str
        What it says of the world; an editor shows it.
    """

    meaning: str = ""

    def read(self, value: Any, place: str = "", field: str = "") -> Any:
        """Return what a value stands for.

        Raises
        ------
        SimError
            One line: place, field, what was found, what was wanted.
        """
        raise NotImplementedError

    def shape(self, shared: Schema) -> Schema:
        """Return the JSON Schema of its values; what many have alike is kept in `shared`."""
        raise NotImplementedError

    def schema(self, shared: Schema) -> Schema:
        """Return the same with its meaning."""
        shape = self.shape(shared)
        return {"description": self.meaning, **shape} if self.meaning else shape


@dataclass(frozen=True)
class Number(Kind):
    """A finite number within bounds; a whole one where levels, or units, are counted.

    Examples
    --------
    >>> Number(0, 1).read(0.25)
    0.25
    >>> Number(1, 1200, whole=True, unit="month").read("x", field="months")
    Traceback (most recent call last):
    sim.errors.WrongKind: months: found the text 'x', wanted a whole number of months
    """

    low: float = -math.inf
    high: float = math.inf
    whole: bool = False
    unit: str = "1"

    @property
    def wanted(self) -> str:
        """What a message says that is wanted."""
        if math.isinf(self.low) or math.isinf(self.high):
            return "a whole number" if self.whole else "a number"
        if self.whole and self.unit != "1":
            return f"a whole number of {self.unit}s"
        return (
            f"a{' whole' if self.whole else ''} number in [{bound(self.low)}, {bound(self.high)}]"
        )

    def read(self, value: Any, place: str = "", field: str = "") -> Any:
        """Return a float, or an int where it is whole; 12.0 is a whole number."""
        try:
            right = isinstance(value, Real) and not isinstance(value, bool) and math.isfinite(value)
        except OverflowError:  # a whole number that no decimal number can hold
            right = False
        if not right or (self.whole and value != int(value)):
            raise WrongKind(value, self.wanted, place=place, field=field, given=True)
        # Not as a decimal number: a whole one may have more digits than that holds.
        if not self.low <= value <= self.high:
            raise OutOfBounds(value, self.low, self.high, unit=self.unit, place=place, field=field)
        return int(value) if self.whole else float(value)

    def shape(self, shared: Schema) -> Schema:
        ends = {"minimum": self.low, "maximum": self.high}
        finite = {name: end for name, end in ends.items() if math.isfinite(end)}
        return {"type": "integer" if self.whole else "number", **finite}


@dataclass(frozen=True)
class Text(Kind):
    r"""Text that says something, without its line breaks.

    Attributes
    ----------
    wanted : str
        What a message says that is wanted.
    pattern : str
        What an editor holds it to; whoever uses the text says what is wrong with it.

    Examples
    --------
    >>> Text().read("two\n  lines")
    'two lines'
    """

    wanted: str = "text"
    pattern: str = "\\S"

    def read(self, value: Any, place: str = "", field: str = "") -> str:
        if not isinstance(value, str) or not value.strip():
            raise WrongKind(value, self.wanted, place=place, field=field, given=True)
        return " ".join(value.split())

    def shape(self, shared: Schema) -> Schema:
        return {"type": "string", "pattern": self.pattern}


@dataclass(frozen=True)
class Flag(Kind):
    """True or false.

    Examples
    --------
    >>> Flag().read(False)
    False
    """

    def read(self, value: Any, place: str = "", field: str = "") -> bool:
        if not isinstance(value, bool):
            raise WrongKind(value, "true or false", place=place, field=field, given=True)
        return value

    def shape(self, shared: Schema) -> Schema:
        return {"type": "boolean"}


@dataclass(frozen=True)
class Choice(Kind):
    """One of some names.

    Examples
    --------
    >>> Choice("capital", ("tokyo", "seoul")).read("seul")
    Traceback (most recent call last):
    sim.errors.UnknownName: unknown capital 'seul'; did you mean 'seoul'?
    """

    word: str
    known: Collection[str]

    def read(self, value: Any, place: str = "", field: str = "") -> str:
        if not isinstance(value, str) or value not in self.known:
            raise UnknownName(self.word, str(value), self.known, place=place, field=field)
        return value

    def shape(self, shared: Schema) -> Schema:
        return {"enum": list(self.known)}


def explained(meaning: str, low: float, high: float, unit: str = "1") -> str:
    """Return a meaning with bounds and unit, as an editor shows it.

    Examples
    --------
    >>> explained("Readiness to broker.", 0, 1), explained("Trade", 0, 5, "GDP")
    ('Readiness to broker; in [0, 1].', 'Trade; in [0, 5] GDP.')
    """
    unit = "" if unit == "1" else f" {unit}"
    return f"{meaning.rstrip('.')}; in [{bound(low)}, {bound(high)}]{unit}."


def _month(value: Any) -> int:
    """Return a month number; digits of other scripts look alike and are none."""
    if not isinstance(value, str) or not value.isascii():
        raise ValueError
    return month_number(value)


@dataclass(frozen=True)
class Month(Kind):
    """A month, as its number; where `days` are taken, a day stands for its month.

    Examples
    --------
    >>> Month().read("2012-01") == Month(days=True).read("2012-01-31") == 2012 * 12
    True
    """

    days: bool = False

    def read(self, value: Any, place: str = "", field: str = "") -> int:
        try:
            if self.days and isinstance(value, str) and len(value) == len("YYYY-MM-DD"):
                return _date(value)[0]
            return _month(value)
        except ValueError:
            wanted = "a month written 'YYYY-MM'"
            raise WrongKind(value, wanted, place=place, field=field, given=True) from None

    def shape(self, shared: Schema) -> Schema:
        return {"type": "string", "pattern": DATE if self.days else MONTH}


@dataclass(frozen=True)
class Date(Kind):
    """A day, as (month number, day); a month stands for its first day.

    Examples
    --------
    >>> Date().read("2024-10-01") == Date().read("2024-10") == (2024 * 12 + 9, 1)
    True
    """

    def read(self, value: Any, place: str = "", field: str = "") -> tuple[int, int]:
        try:
            is_day = isinstance(value, str) and len(value) == len("YYYY-MM-DD")
            return _date(value) if is_day else (_month(value), 1)
        except ValueError:
            wanted = "a date written YYYY-MM-DD or YYYY-MM"
            raise WrongKind(value, wanted, place=place, field=field, given=True) from None

    def shape(self, shared: Schema) -> Schema:
        return {"type": "string", "pattern": DATE}


def _date(value: str) -> tuple[int, int]:
    """Return (month number, day) of a text YYYY-MM-DD."""
    # Weeks, '2024-W40-1', are as long and are none.
    if not value.isascii() or value[4] != "-" or value[7] != "-":
        raise ValueError
    return _month(value[:7]), datetime.date.fromisoformat(value).day
