"""Months as the model counts them: a month number is year × 12 + (month − 1)."""

import re
from calendar import month_name as _words
from datetime import date

__all__ = [
    *("FIRST_YEAR", "LAST_KNOWN", "LAST_YEAR"),
    *("month_name", "month_number", "month_of", "month_words"),
]

#: Years that a window may lie in. Assumed: wide enough for use, narrow enough to catch a slip.
FIRST_YEAR, LAST_YEAR = 1945, 2100

#: The last month that articles and record tell of: what comes later, a world assumes or draws.
LAST_KNOWN = 2025 * 12 + 8

_MONTH = re.compile(r"(\d{4})-(\d{2})\Z")


def month_number(text: str) -> int:
    """Return the month number of a text 'YYYY-MM'.

    Raises
    ------
    ValueError
        If the text is not a month between FIRST_YEAR and LAST_YEAR.

    Examples
    --------
    >>> month_number("2012-01")
    24144
    """
    match = _MONTH.match(text)
    if not match:
        raise ValueError(f"'{text}' is not a month written YYYY-MM")
    year, month = int(match[1]), int(match[2])
    if not (1 <= month <= 12 and FIRST_YEAR <= year <= LAST_YEAR):
        raise ValueError(f"'{text}' is not a month from {FIRST_YEAR}-01 to {LAST_YEAR}-12")
    return year * 12 + month - 1


def month_of(day: date) -> int:
    """Return the month number of a day; pandas' timestamps are days as well.

    Examples
    --------
    >>> month_of(date(2012, 1, 31))
    24144
    """
    return day.year * 12 + day.month - 1


def month_name(number: int) -> str:
    """Return 'YYYY-MM' of a month number.

    Examples
    --------
    >>> month_name(24144)
    '2012-01'
    """
    return f"{number // 12:04d}-{number % 12 + 1:02d}"


def month_words(number: int) -> str:
    """Return month and year of a month number in words.

    Examples
    --------
    >>> month_words(LAST_KNOWN)
    'September 2025'
    """
    return f"{_words[number % 12 + 1]} {number // 12}"
