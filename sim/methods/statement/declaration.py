"""What a file of statements may hold: each field declared once, with its kind and its meaning.

Its checks, and the JSON Schema that editors read, come from here. The fields that claims, facts or
expectations have beside those of every statement are declared where these are read.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sim.errors import MalformedFile, WrongKind
from sim.errors.lines import Lined
from sim.spec.kind import Choice, Kind, Month, Number, Schema, Text
from sim.spec.kind_of_many import Anything, Listing, Named, OneOrMore, Record
from sim.spec.switches import SWITCHES

__all__ = ["MECHANISMS", "STATISTICS", "Entries", "file_of"]

#: What is taken over replicates; `correlation` is that of `measure` with `against`.
STATISTICS = ("mean", "median", "sd", "correlation")

#: Switches that a statement concerns.
MECHANISMS = Listing(
    Choice("switch", SWITCHES), 1, None, "a list of switches", meaning="Switches that it concerns."
)

_SECTION = "leaders|traits|switches|parameters|series|events|turnover"

_ARM = Record(
    {
        "world": Text(pattern="^[a-z0-9_]{1,80}$", meaning="A world by name."),
        "set": Named(
            Anything(),
            pattern=rf"^(start\.)?({_SECTION})\.|^(months|first|last|parameter_set)$",
            meaning="Overrides by name, as on the command line.",
        ),
        "branch": Month(meaning="The month from which they hold, in a world that starts there."),
    },
    word="field",
    empty=True,
)

_CHECK = Record(
    {
        "measure": Text(meaning="What is measured in each replicate."),
        "against": Text(meaning="The other measure of a correlation."),
        "statistic": Choice("statistic", STATISTICS, meaning="What is taken over replicates."),
        "arm": Text(
            wanted="an arm, such as on - off", meaning="An arm, or a sum or difference of arms."
        ),
        "above": Number(meaning="The lower bound."),
        "below": Number(meaning="The upper bound."),
        "within": Number(meaning="The margin on both sides of 'of'."),
        "of": Number(meaning="The middle of the margin; 0 unless said."),
        "between": Listing(Number(), 2, 2, "[low, high]", meaning="Both bounds."),
        "share": Number(0, 1, meaning="At least this share of replicates keeps the bounds."),
        "at_most": Number(0, 1, meaning="At most this share of replicates keeps the bounds."),
    },
    required={"measure": "'measure'", "arm": "'arm'"},
    word="field",
    rules={"anyOf": [{"required": [key]} for key in ("above", "below", "within", "between")]},
)

_FIELDS: Mapping[str, Kind] = {
    "id": Text(meaning="Its name, once in the file."),
    "says": Text(wanted="a sentence", meaning="The sentence, in our words."),
    "source": OneOrMore(Text(wanted="paragraphs"), meaning="Paragraphs that it stands in."),
    "test": Record(
        {
            "arms": Named(_ARM, least=1, meaning="Worlds under the same draws, by name."),
            "checks": Listing(_CHECK, 1, None, "a list of checks", meaning="What must hold."),
        },
        required={"arms": "'arms'", "checks": "'checks'"},
        word="field",
        meaning="How a run can fail it.",
    ),
    "fails": Text(wanted="a reason", meaning="Why the test is known to fail."),
}

_DESCRIBED = Record(
    {"replicates": Number(0, whole=True), "seed": Number(0, whole=True)},
    required={"replicates": "a whole number", "seed": "a whole number"},
    word="field",
    meaning="The run that figures in the file's reasons are of.",
)


@dataclass(frozen=True)
class Entries(Kind):
    """A list of mappings, each with an `id`, by which messages call it, as (place, fields)."""

    of: Record

    def read(
        self, value: Any, place: str = "", field: str = ""
    ) -> tuple[tuple[Lined, dict[str, Any]], ...]:
        if not isinstance(value, list):
            raise WrongKind(value, "a list", place=place, field=field, given=True)
        file = place if isinstance(place, Lined) else Lined(place)
        entries: dict[str, tuple[Lined, dict[str, Any]]] = {}
        for k, item in enumerate(value):
            at = f"{field}[{k}]"
            if not isinstance(item, dict) or not isinstance(item.get("id"), str):
                raise MalformedFile("wanted entries with an 'id'", place=file.at(at))
            here = file.below(at, item["id"])
            if item["id"] in entries:
                raise MalformedFile(f"'{item['id']}' stands there twice", place=file.at(at))
            entries[item["id"]] = here, self.of.read(item, here)
        return tuple(entries.values())

    def shape(self, shared: Schema) -> Schema:
        return {"type": "array", "items": self.of.schema(shared)}


def file_of(words: Mapping[str, Kind]) -> Record:
    """Return the kind of a file whose statements have these fields beside those of every one.

    Examples
    --------
    >>> stated = file_of({"note": Text()}).read({"statements": []}, "mine.yaml")
    >>> stated["statements"]
    ()
    """
    entry = Record(
        {**_FIELDS, **words},
        required={"id": "'id'", "says": "a sentence", "source": "paragraphs"},
        word="field",
    )
    return Record(
        {"described": _DESCRIBED, "statements": Entries(entry, meaning="One after the other.")},
        required={"statements": "one list under 'statements'"},
        word="field",
    )
