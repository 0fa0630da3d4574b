"""Kinds that files have and overrides have not: sourced numbers, windows, lists that change.

The functions read a single value by its kind, for readers that declare nothing.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from sim.errors import CalendarFault, UnknownName, WrongKind, shown
from sim.errors.lines import on_key
from sim.spec.change import Change
from sim.spec.kind import Choice, Kind, Month, Number, Schema, Text
from sim.spec.kind_of_many import WITHOUT, Listing, Record, mapping
from sim.spec.world import Span

__all__ = [
    *("ORIGIN", "STATUSES", "Changing", "Sourced", "Window"),
    *("mapping_of", "number_of", "origin_of", "text_of"),
]

#: What a code read from the articles may be.
STATUSES = ("stated", "inferred", "silent", "assumed")

#: Where a number comes from.
ORIGIN: Mapping[str, Kind] = {
    "source": Text(
        meaning="A paragraph (000 P18), a key of sources.bib, public record, or assumed; several "
        "after commas or semicolons."
    ),
    "because": Text(meaning="The reason; a source that is 'assumed' needs one."),
}


def origin_of(stated: Mapping[str, Any], place: str, field: str) -> tuple[str, str]:
    """Return (source, because); what is assumed says why."""
    if "source" not in stated:
        wanted = "'source': a paragraph, a key of sources.bib, public record, or assumed"
        raise WrongKind("no source", wanted, place=place, field=field)
    read = {
        key: kind.read(stated[key], place, f"{field}.{key}")
        for key, kind in ORIGIN.items()
        if stated.get(key) is not None
    }
    if "source" not in read:
        raise WrongKind("nothing", "text", place=place, field=f"{field}.source")
    if read["source"] == "assumed" and "because" not in read:
        raise WrongKind(
            "'source: assumed' alone", "'because' with the reason", place=place, field=field
        )
    return read["source"], read.get("because", "")


@dataclass(frozen=True)
class Sourced(Kind):
    """A sourced number: {value: x, source: …} or {range: [low, high], source: …}.

    Attributes
    ----------
    low, high : float
        Hard bounds.
    coded : bool
        A code read from the articles, which also needs a status.
    ranged : bool
        Whether a range may stand for the number.
    whole : bool
        Whether it counts levels.

    Examples
    --------
    >>> Sourced(0, 1).read({"value": 0.4, "source": "000 P12"}, "example", "trust").low
    0.4
    """

    low: float
    high: float
    coded: bool = False
    ranged: bool = True
    whole: bool = False

    @property
    def _number(self) -> Number:
        return Number(self.low, self.high, self.whole)

    @property
    def _wanted(self) -> str:
        ranged = " or {range: [low, high], source: …}" if self.ranged else ""
        return "{value: x, source: …}" + ranged

    def read(self, value: Any, place: str = "", field: str = "") -> Span:
        """Return the number as a span.

        Raises
        ------
        WrongKind
            For a bare number, a missing source or status, `assumed` without a reason.
        OutOfBounds
            For a number outside the bounds.
        """
        if not isinstance(value, dict):
            bare = isinstance(value, int | float) and not isinstance(value, bool)
            found = f"the bare number {value}" if bare else shown(value)
            raise WrongKind(found, self._wanted, place=place, field=field)
        mapping_of(value, place, field, ("value", "range", "status", *ORIGIN))
        if ("value" in value) == ("range" in value) or ("range" in value and not self.ranged):
            found = "both value and range" if {"value", "range"} <= set(value) else "no number"
            found = "a range" if "range" in value and "value" not in value else found
            raise WrongKind(found, self._wanted, place=place, field=field)
        if "value" in value:
            ends = [self._number.read(value["value"], place, f"{field}.value")] * 2
        else:
            at = f"{field}.range"
            ends = list(Listing(self._number, 2, 2, "[low, high]").read(value["range"], place, at))
            if ends[0] > ends[1]:
                raise WrongKind(value["range"], "the lower end first", place=place, field=at)
        source, because = origin_of(value, place, field)
        status = value.get("status", "")
        if self.coded and not status:
            wanted = f"'status', one of {', '.join(STATUSES)}"
            raise WrongKind("no status", wanted, place=place, field=field)
        if status:
            status = Choice("status", STATUSES).read(status, place, field)
        return Span(float(ends[0]), float(ends[1]), source, status, because)

    def shape(self, shared: Schema) -> Schema:
        """Return a reference: hundreds of numbers have the same few bounds."""
        words = ["whole"] * self.whole + ["code"] * self.coded + ["range"] * self.ranged
        name = "_".join(["number", f"{self.low:g}", f"{self.high:g}", *words])
        if name not in shared:
            number = self._number.shape(shared)
            properties = {
                "value": number,
                "range": {"type": "array", "items": number, "minItems": 2, "maxItems": 2},
                "status": {
                    "description": "Whether articles state or imply it, or are silent.",
                    "enum": list(STATUSES),
                },
                **{key: kind.schema(shared) for key, kind in ORIGIN.items()},
            }
            if not self.ranged:
                del properties["range"]
            shape: Schema = {
                "type": "object",
                "properties": properties,
                "additionalProperties": False,
                "required": ["source", *(["status"] if self.coded else [])],
                "oneOf": [{"required": [key]} for key in ("value", "range") if key in properties],
                **assumed_wants_a_reason(),
            }
            shared[name] = shape
        return {"allOf": [{"$ref": f"#/definitions/{name}"}]}


def assumed_wants_a_reason() -> Schema:
    """Return what a JSON Schema says of a source that is `assumed`."""
    return {
        "if": {"properties": {"source": {"const": "assumed"}}, "required": ["source"]},
        "then": {"required": ["because"]},
    }


@dataclass(frozen=True)
class Window(Kind):
    """Months `first` and `last`, both included; one that is left out is the parent's.

    Examples
    --------
    >>> Window().read({"last": "2012-02"}, "example", "window")
    (None, 24145)
    """

    @property
    def _record(self) -> Record:
        return Record(
            {"first": Month(meaning="First month."), "last": Month(meaning="Last month.")}
        )

    def read(self, value: Any, place: str = "", field: str = "") -> tuple[int | None, int | None]:
        stated = self._record.read(value, place, field)
        first, last = stated.get("first"), stated.get("last")
        if first is not None and last is not None and last < first:
            words = f"{value['first']}..{value['last']}"
            raise CalendarFault(f"{words} ends before it begins", place=place, field=field)
        return first, last

    def shape(self, shared: Schema) -> Schema:
        return {**self._record.shape(shared), "minProperties": 1}


@dataclass(frozen=True)
class Changing(Kind):
    """A list that takes the place of a parent's, or what changes in it: {without: …, add: […]}.

    Examples
    --------
    >>> Changing(Text()).read({"add": ["000 P9"]}).made({"001 P1": None})
    {'001 P1': None, '000 P9': None}
    """

    of: Kind

    def read(self, value: Any, place: str = "", field: str = "") -> Change:
        if not isinstance(value, dict):
            return Change(listed=self._each_once(value, place, field))
        forms = mapping_of(value, place, field, (WITHOUT, "add"))
        without, added = (
            self._each_once(forms.get(form, []), place, f"{field}.{form}")
            for form in (WITHOUT, "add")
        )
        return Change(without=tuple(without), added=added)

    def _each_once(self, value: Any, place: str, field: str) -> dict[Any, None]:
        """Return the items of a list as keys."""
        items = Listing(self.of).read(value, place, field)
        for k, item in enumerate(items):
            if item in items[:k]:
                at = f"{field}[{k}]"
                raise WrongKind(f"'{item}' twice", "each once", place=place, field=at)
        return dict.fromkeys(items)

    def shape(self, shared: Schema) -> Schema:
        listed = {**Listing(self.of).shape(shared), "uniqueItems": True}
        forms = {
            "type": "object",
            "properties": {
                WITHOUT: {"description": "Entries of the parent that go.", **listed},
                "add": {"description": "Entries that join the parent's.", **listed},
            },
            "additionalProperties": False,
        }
        return {"anyOf": [listed, forms]}


def mapping_of(
    value: Any, place: str, field: str, known: Iterable[str] | None = None, kind: str = "key"
) -> Mapping[str, Any]:
    """Return a mapping, whose keys are among `known` if given."""
    stated = mapping(value, place, field)
    names = [*(stated if known is None else known)]
    for key in stated:
        if key not in names:
            here = on_key(place, field, key)
            raise UnknownName(kind, str(key), names, place=here, field=field)
    return stated


def text_of(value: Any, place: str, field: str) -> str:
    """Return text that says something."""
    return Text().read(value, place, field)


def number_of(
    value: Any, low: float, high: float, place: str, field: str, *, whole: bool = False
) -> float:
    """Return a finite number within bounds; a whole one where levels are counted."""
    number: float = Number(low, high, whole).read(value, place, field)
    return number
