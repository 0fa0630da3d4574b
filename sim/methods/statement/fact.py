"""A stylised fact: a statement about the record, and a pattern that a replicate may show whole."""

from dataclasses import dataclass

from sim.errors import UnknownName, WrongKind
from sim.methods.statement.statement import Statement
from sim.spec.measure import Measure
from sim.spec.switches import SWITCHES

__all__ = ["USES", "Fact", "fact_of"]

#: `calibration` facts may be fitted, `validation` facts are only scored.
USES = ("calibration", "validation")

_FIELDS = ("use", "mechanisms", "pattern", "by_input", "reference", "note", "cannot")


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
    """Return the fact that a statement's further words make of it.

    Raises
    ------
    SimError
        For an unknown field, use or mechanism, or a pattern without a test.
    """
    words, place = statement.words, statement.place
    for key in words:
        if key not in _FIELDS:
            raise UnknownName("field", key, _FIELDS, place=place.at(key))
    use = words.get("use")
    if use not in USES:
        raise UnknownName("use", str(use), USES, place=place, field="use")
    mechanisms = words.get("mechanisms", [])
    for name in mechanisms:
        if name not in SWITCHES:
            raise UnknownName("switch", str(name), SWITCHES, place=place, field="mechanisms")
    tested = bool(statement.checks)
    if tested != ("pattern" in words) or tested == bool(words.get("cannot")):
        raise WrongKind("one without the other", "test and pattern, or cannot", place=place)
    return Fact(
        statement=statement,
        use=str(use),
        mechanisms=tuple(mechanisms),
        pattern=Measure.parse(words["pattern"], place.at("pattern")) if tested else None,
        by_input=str(words.get("by_input", "")),
        reference=str(words.get("reference", "")),
        note=str(words.get("note", "")),
        cannot=str(words.get("cannot", "")),
    )
