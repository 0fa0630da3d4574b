"""A stylised fact: a statement about the record, and a pattern that a replicate may show whole."""

from collections.abc import Mapping
from dataclasses import dataclass

from sim.errors import WrongKind
from sim.methods.statement.declaration import MECHANISMS
from sim.methods.statement.statement import Statement
from sim.spec.kind import Choice, Kind, Text
from sim.spec.measure import Measure

__all__ = ["FACT", "USES", "Fact", "fact_of"]

#: `calibration` facts may be fitted, `validation` facts are only scored.
USES = ("calibration", "validation")

#: What a fact's entry holds beside the fields of every statement.
FACT: Mapping[str, Kind] = {
    "use": Choice("use", USES, meaning="Whether it may be fitted, or is only scored."),
    "mechanisms": MECHANISMS,
    "pattern": Text(meaning="A measure: 1 in a replicate that shows the whole pattern."),
    "by_input": Text(meaning="Why it holds by a world's inputs."),
    "reference": Text(meaning="What stands in for years before the window."),
    "note": Text(meaning="A remark."),
    "cannot": Text(meaning="Why it is no test."),
}


@dataclass(frozen=True)
class Fact:
    """One fact.

    Attributes
    ----------
    pattern : Measure or None
        1 in a replicate that shows the whole pattern, 0 in one that does not.
    by_input : str
        Why it holds by a world's inputs; empty if it does not. Such facts are counted apart.
    reference : str
        What stands in for years before the window.
    cannot : str
        Why it is no test.
    """

    statement: Statement
    use: str
    mechanisms: tuple[str, ...]
    pattern: Measure | None
    by_input: str = ""
    reference: str = ""
    note: str = ""
    cannot: str = ""

    @property
    def id(self) -> str:
        return self.statement.id


def fact_of(statement: Statement) -> Fact:
    """Return the fact that a statement's further words, read as FACT, make of it.

    Raises
    ------
    SimError
        For a fact without a use, or a pattern without a test.
    """
    words, place = statement.words, statement.place
    if "use" not in words:
        raise WrongKind("nothing", f"one of {', '.join(USES)}", place=place, field="use")
    tested = bool(statement.checks)
    if tested != ("pattern" in words) or tested == ("cannot" in words):
        raise WrongKind("one without the other", "test and pattern, or cannot", place=place)
    return Fact(
        statement=statement,
        use=words["use"],
        mechanisms=words.get("mechanisms", ()),
        pattern=Measure.parse(words["pattern"], place.at("pattern")) if tested else None,
        by_input=words.get("by_input", ""),
        reference=words.get("reference", ""),
        note=words.get("note", ""),
        cannot=words.get("cannot", ""),
    )
