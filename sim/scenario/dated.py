"""What a world file dates: terms of office, structural series, events.

Each is stated anew, or changed entry by entry in the words that events have.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import groupby, pairwise
from typing import Any, NamedTuple

from sim.errors import CalendarFault, WrongKind
from sim.errors.lines import on_key
from sim.scenario.fields import ORIGIN, assumed_wants_a_reason, mapping_of, origin_of
from sim.spec.calendar import month_name
from sim.spec.change import Change
from sim.spec.event_asked import change_of, like_month, parted, parts_of
from sim.spec.event_change import FORMS, EventChange
from sim.spec.events import EventStreamSpec
from sim.spec.kind import DATE, MONTH, Date, Kind, Month, Number, Schema, Text
from sim.spec.kind_of_many import WITHOUT, OneOrMore, Record
from sim.spec.variables import Variable
from sim.spec.world import Series, Term

__all__ = ["Dated", "SeriesChange", "SeriesPoints", "Terms", "by_month", "in_order"]

_MONTHS = OneOrMore(Month(days=True), meaning="Months of the parent's entries that go.")

_TERM_FIELDS: Mapping[str, Kind] = {
    "leader": Text(meaning="Name of a leader of this capital."),
    "from": Date(meaning="The term's first day; it runs to the next one's beginning."),
    **ORIGIN,
}
_TERM = Record(_TERM_FIELDS, required={"leader": "'leader'", "from": "'from'"})


class _Beginning(NamedTuple):
    """A term, the day on which it begins, how that is written, and the field of the entry."""

    day: tuple[int, int]
    written: str
    field: str
    term: Term


def by_month(terms: Iterable[Term]) -> dict[int, tuple[Term, ...]]:
    """Return terms in order by the month in which they begin."""
    return {month: tuple(some) for month, some in groupby(terms, key=lambda term: term.first)}


def in_order(terms: Mapping[int, tuple[Term, ...]]) -> tuple[Term, ...]:
    """Return terms by month as one row in order."""
    return tuple(term for month in sorted(terms) for term in terms[month])


@dataclass(frozen=True)
class Terms(Kind):
    """A capital's terms, by the months in which they begin.

    A list by date takes the place of all; {from: …, leader: …} or {YYYY-MM-DD: {leader: …}} that
    of those which begin in its month; `without` takes months away, `add` terms in other months.

    Examples
    --------
    >>> change = Terms().read({"without": "2025-10"}, "mine.yaml", "calendar.tokyo")
    >>> [month_name(month) for month in change.without]
    ['2025-10']
    """

    def read(self, value: Any, place: str = "", field: str = "") -> Change:
        forms = parted(value)
        base, listed, changed = forms.get("", {}), None, {}
        if isinstance(base, Mapping) and (base or forms.keys() & FORMS):
            changed = self._changed(base, place, field)
        elif isinstance(base, list) and base:
            listed = self._listed(base, place, field)
        else:
            wanted = "a list of terms, or what changes in the parent's"
            raise WrongKind(base, wanted, place=place, field=field, given=True)
        without: tuple[int, ...] = ()
        if WITHOUT in forms:
            without = _MONTHS.read(forms[WITHOUT], place, f"{field}.{WITHOUT}")
        added = forms.get("add", [])
        added = added if isinstance(added, list) else [added]
        return Change(listed, changed, without, self._listed(added, place, f"{field}.add"))

    def _listed(self, items: list[Any], place: str, field: str) -> dict[int, tuple[Term, ...]]:
        """Return the terms of a list."""
        at = [f"{field}[{k}]" for k in range(len(items))]
        return _dated(
            [_begins(item, place, here) for item, here in zip(items, at, strict=True)], place
        )

    def _changed(
        self, base: Mapping[str, Any], place: str, field: str
    ) -> dict[int, tuple[Term, ...]]:
        """Return the terms of one mapping, or of a mapping by dates."""
        if not any(map(like_month, base)):
            return _dated([_begins(base, place, field)] if base else [], place)
        begins = []
        for key, item in base.items():
            at = f"{field}.{key}"
            if not like_month(key):
                wanted = "{from: YYYY-MM-DD, leader: x}, or dates alone {YYYY-MM-DD: {leader: x}}"
                here = on_key(place, field, key)
                raise WrongKind(f"dates beside '{key}'", wanted, place=here, field=field)
            mapping_of(item, place, at, [name for name in _TERM_FIELDS if name != "from"])
            begins.append(_begins({**item, "from": key}, place, at))
        return _dated(begins, place)

    def shape(self, shared: Schema) -> Schema:
        term = {**_TERM.shape(shared), **assumed_wants_a_reason()}
        shared["term"] = {**term, "required": ["leader", "from", "source"]}
        fields = {key: value for key, value in term["properties"].items() if key != "from"}
        dated = {**term, "properties": fields, "required": ["leader", "source"]}
        return _listed_or_changed(shared, "term", dated, least=1)


def _begins(value: Any, place: str, field: str) -> _Beginning:
    """Return one term."""
    stated = _TERM.read(value, place, field)
    source, _ = origin_of(value, place, field)
    term = Term(stated["leader"], stated["from"][0], source)
    return _Beginning(stated["from"], value["from"], field, term)


def _dated(begins: list[_Beginning], place: str) -> dict[int, tuple[Term, ...]]:
    """Return terms by month, each of which begins after the one before it."""
    for one, after in pairwise(begins):
        if after.day <= one.day:
            raise CalendarFault(
                f"'{after.term.leader}' from {after.written} overlaps '{one.term.leader}' from "
                f"{one.written}; list terms by date",
                place=place,
                field=after.field,
            )
    return by_month(begin.term for begin in begins)


@dataclass(frozen=True)
class SeriesChange:
    """A change of a series' points, and where it comes from."""

    change: Change
    source: str = ""
    because: str = ""

    def made(self, before: Series, place: str, field: str) -> Series:
        """Return the series once this has been done to another.

        Raises
        ------
        SimError
            For a point added in a month that has one, or where no point is left.
        """
        points = self.change.made(dict(before.points), place, field, month_name)
        if not points:
            wanted = "points as YYYY-MM: level"
            raise WrongKind("no point", wanted, place=place, field=field)
        whole = self.change.listed is not None
        old = ("", "") if whole else (before.source, before.because)
        source, because = (
            "; ".join(dict.fromkeys(word for word in words if word))
            for words in zip(old, (self.source, self.because), strict=True)
        )
        return Series(tuple(sorted(points.items())), source, because)


@dataclass(frozen=True)
class SeriesPoints(Kind):
    """A structural series of dated points.

    `points` takes the place of all; months beside `source` change or join; `without` takes months
    away, `add` points in other months.

    Examples
    --------
    >>> from sim.spec.variables import SERIES
    >>> kind = SeriesPoints(SERIES["us_china_tension"])
    >>> kind.read({"2026-01": 0.9, "source": "001 P7"}).change.changed
    {24312: 0.9}
    """

    series: Variable

    @property
    def _level(self) -> Number:
        return Number(self.series.low, self.series.high)

    def read(self, value: Any, place: str = "", field: str = "") -> SeriesChange:
        known = ("points", *FORMS, *ORIGIN)
        stated = mapping_of(value, place, field)
        months = {key: item for key, item in stated.items() if like_month(key)}
        mapping_of({k: v for k, v in stated.items() if k not in months}, place, field, known)
        if "points" in stated:
            if len({*months, *FORMS} & set(stated)):
                wanted = "points, or what changes in the parent's"
                raise WrongKind("points beside a change", wanted, place=place, field=field)
            at = f"{field}.points"
            points = self._points(stated["points"], place, at)
            for key, (month, after) in zip([*stated["points"]][1:], pairwise(points), strict=True):
                if after <= month:
                    text = f"{key} comes after {month_name(month)}; list points by date"
                    raise CalendarFault(text, place=on_key(place, at, key), field=at)
            change = Change(listed=points)
        elif not months and not set(FORMS) & set(stated):
            wanted = "points as YYYY-MM: level"
            raise WrongKind("no point", wanted, place=place, field=f"{field}.points")
        else:
            without = stated.get(WITHOUT, [])
            change = Change(
                changed=self._points(months, place, field) if months else {},
                without=_MONTHS.read(without, place, f"{field}.{WITHOUT}") if without else (),
                added=self._points(stated["add"], place, f"{field}.add") if "add" in stated else {},
            )
        dated = change.listed or change.changed or change.added
        if not dated and "source" not in stated:
            return SeriesChange(change)
        return SeriesChange(change, *origin_of(stated, place, field))

    def _points(self, value: Any, place: str, field: str) -> dict[int, float]:
        """Return levels by month number."""
        points = mapping_of(value, place, field)
        if not points:
            raise WrongKind("no point", "points as YYYY-MM: level", place=place, field=field)
        return {
            Month().read(key, on_key(place, field, key), field): self._level.read(
                level, place, f"{field}.{key}"
            )
            for key, level in points.items()
        }

    def shape(self, shared: Schema) -> Schema:
        points = {
            "type": "object",
            "minProperties": 1,
            "propertyNames": {"pattern": MONTH},
            "additionalProperties": self._level.shape(shared),
        }
        return {
            "type": "object",
            "properties": {
                "points": {"description": "Level by month, linear between.", **points},
                "add": {"description": "Points in months that have none.", **points},
                WITHOUT: _MONTHS.schema(shared),
                **{key: kind.schema(shared) for key, kind in ORIGIN.items()},
            },
            "patternProperties": {MONTH: self._level.shape(shared)},
            "additionalProperties": False,
            "dependencies": {"points": ["source"], "add": ["source"]},
            **assumed_wants_a_reason(),
        }


@dataclass(frozen=True)
class Dated(Kind):
    """What a file says of a stream's events: a list by date, or what changes in the parent's.

    Examples
    --------
    >>> from sim.spec.events import STREAM_BY_NAME
    >>> Dated(STREAM_BY_NAME["court"]).read({"without": "2018-10"}).without
    (24225,)
    """

    stream: EventStreamSpec

    def read(self, value: Any, place: str = "", field: str = "") -> EventChange:
        forms = parted(value)
        if isinstance(forms.get(""), str | None) and "" in forms:
            found = "nothing" if forms[""] is None else f"'{forms['']}'"
            wanted = f"events, or 'streams.{self.stream.name}: …'"
            raise WrongKind(found, wanted, place=place, field=field)
        change = change_of(self.stream, forms, place, field, origin_of)
        for k, (one, after) in enumerate(pairwise(change.listed or ()), start=1):
            if after.month < one.month:
                raise CalendarFault(
                    f"{month_name(after.month)} comes after {month_name(one.month)}; list one "
                    "event a month, by date",
                    place=place,
                    field=f"{field}[{k}]",
                )
        return change

    def shape(self, shared: Schema) -> Schema:
        parts = {key: kind.schema(shared) for key, kind in parts_of(self.stream).items()}
        parts |= {key: kind.schema(shared) for key, kind in ORIGIN.items()}
        sizes = [{"required": [key]} for key in ("size", "outcome") if key in parts]
        event: Schema = {
            "type": "object",
            "properties": parts,
            "additionalProperties": False,
            "oneOf": sizes,
            **assumed_wants_a_reason(),
        }
        name = f"event_{self.stream.name}"
        shared[name] = {**event, "required": ["month", "source"]}
        fields = {key: value for key, value in parts.items() if key != "month"}
        dated = {**event, "properties": fields, "required": ["source"]}
        return _listed_or_changed(shared, name, dated)


def _listed_or_changed(shared: Schema, name: str, dated: Schema, least: int = 0) -> Schema:
    """Return the JSON Schema of a list, of one entry that changes, of entries by date, of forms."""
    entry = {"$ref": f"#/definitions/{name}"}
    by_date = {"$ref": f"#/definitions/{name}_dated"}
    listed = {"type": "array", "items": entry}
    shared[f"{name}_dated"] = dated
    dates = {"type": "object", "minProperties": 1, "patternProperties": {DATE: by_date}}
    joins = {"anyOf": [listed, entry, {**dates, "additionalProperties": False}]}
    forms = {
        WITHOUT: _MONTHS.schema(shared),
        "add": {"description": "Entries in months that have none.", **joins},
    }
    one_and_forms = {
        "type": "object",
        "properties": {**shared[name]["properties"], **forms},
        "additionalProperties": False,
        "required": shared[name]["required"],
    }
    changed = {**dates, "properties": forms, "additionalProperties": False}
    return {"anyOf": [{**listed, "minItems": least}, changed, one_and_forms]}
