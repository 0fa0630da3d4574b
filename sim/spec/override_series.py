"""Change a structural series by name, in the words that a world's file has for its points.

Under `series.<series>` stands one level for all months, or points by month that change or join,
beside a `level` if one likes; under `.without` months whose points go, under `.add` points in
months that have none. They apply in this order.
"""

from collections.abc import Mapping
from typing import Any

from sim.errors import UnknownName, WrongKind
from sim.spec.calendar import month_name, month_number
from sim.spec.change import Change
from sim.spec.event_asked import like_month, parted
from sim.spec.kind import Month, Number
from sim.spec.kind_of_many import WITHOUT, OneOrMore
from sim.spec.variables import SERIES
from sim.spec.world import Series

__all__ = ["LEVEL", "changed_series", "joined_series", "spelt_series"]

#: The key under which a level stands beside points.
LEVEL = "level"

_POINTS = "a number, or points {YYYY-MM: number}"


def spelt_series(key: str, value: Any, place: str) -> dict[str, Any]:
    """Return what is asked of a series under its own key or that of a form, under full names.

    Examples
    --------
    >>> spelt_series("series.x", {"2026-01-15": 0.9, "without": "2019-05"}, "")
    {'series.x': {'2026-01': 0.9}, 'series.x.without': ['2019-05']}
    """
    if key.endswith(f".{WITHOUT}"):
        months = OneOrMore(Month(days=True)).read(value, place, key)
        return {key: [month_name(month) for month in months]}
    if key.endswith(".add"):
        return {key: _points(value, place, key)}
    spelt: dict[str, Any] = {}
    for form, part in parted(value).items():
        if form:
            spelt |= spelt_series(f"{key}.{form}", part, place)
        elif isinstance(part, Mapping):
            level = {LEVEL: part[LEVEL]} if LEVEL in part else {}
            rest = {month: one for month, one in part.items() if month != LEVEL}
            spelt[key] = level | (_points(rest, place, key) if rest or not level else {})
        else:
            spelt[key] = part
    return spelt


def _points(value: Any, place: str, key: str) -> dict[str, Any]:
    """Return points under months as they are kept."""
    if not isinstance(value, Mapping) or not value:
        raise WrongKind(value, _POINTS, place=place, field=key, given=True)
    for month in value:
        if not like_month(month):
            known = (LEVEL, WITHOUT, "add", "YYYY-MM")
            raise UnknownName("part of a series", str(month), known, place=place, field=key)
    read = Month(days=True).read
    return {month_name(read(month, place, key)): level for month, level in value.items()}


def joined_series(before: Mapping[str, Any], now: Mapping[str, Any]) -> dict[str, Any]:
    """Return, by form, what does to a series what one request and then another do.

    Examples
    --------
    >>> joined_series({"": {"2026-01": 0.9}}, {"without": ["2026-01"]})
    {'without': ['2026-01']}
    >>> joined_series({"": 0.5}, {"": {"2026-01": 0.9}})
    {'': {'level': 0.5, '2026-01': 0.9}}
    """
    base = now.get("", {})
    if not isinstance(base, Mapping) or LEVEL in base:
        return dict(now)
    was = before.get("", {})
    changed = dict(was) if isinstance(was, Mapping) else {LEVEL: was}
    without = dict.fromkeys(before.get(WITHOUT, ()))
    added = dict(before.get("add", {}))
    for month, level in base.items():
        changed[month] = level
        without.pop(month, None)
        added.pop(month, None)
    for month in now.get(WITHOUT, ()):
        changed.pop(month, None)
        added.pop(month, None)
        without[month] = None
    added |= now.get("add", {})
    level = changed[LEVEL] if list(changed) == [LEVEL] else changed
    forms = {"": level, WITHOUT: list(without), "add": added}
    return {form: part for form, part in forms.items() if part not in ({}, [])}


def changed_series(
    series: Series, name: str, forms: Mapping[str, Any], first: int, place: str, key: str
) -> Series:
    """Return a series with what is asked of it, by form.

    Parameters
    ----------
    first : int
        The month number from which a level holds.
    key : str
        Under which it is asked, for messages.

    Raises
    ------
    SimError
        For a level out of bounds, a point added in a month that has one, or no point left.

    Examples
    --------
    >>> before = Series(((month_number("2012-01"), 0.1),))
    >>> asked = {"": {"2012-02": 0.9}}
    >>> changed_series(before, "us_china_tension", asked, 24144, "", "").points
    ((24144, 0.1), (24145, 0.9))
    """
    level = Number(SERIES[name].low, SERIES[name].high)

    def read(points: Mapping[str, Any], at: str) -> dict[int, float]:
        return {month_number(m): level.read(one, place, f"{at}.{m}") for m, one in points.items()}

    base, listed = forms.get("", {}), None
    if not isinstance(base, Mapping):
        base = {LEVEL: base}
        listed = {first: level.read(base[LEVEL], place, key)}
    elif LEVEL in base:
        listed = {first: level.read(base[LEVEL], place, f"{key}.{LEVEL}")}
    change = Change(
        listed=listed,
        changed=read({month: one for month, one in base.items() if month != LEVEL}, key),
        without=tuple(map(month_number, forms.get(WITHOUT, ()))),
        added=read(forms.get("add", {}), f"{key}.add"),
    )
    points = change.made(dict(series.points), place, key, month_name)
    if not points:
        raise WrongKind("no point left", _POINTS, place=place, field=f"{key}.{WITHOUT}")
    return Series(tuple(sorted(points.items())), source="override")
