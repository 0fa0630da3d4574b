"""The table of claims as it ships: every claim of five articles, with its test or its reason."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from sim.errors import MalformedFile, UnknownName, WrongKind
from sim.methods.statement import Statement, read_statements
from sim.methods.statement.declaration import MECHANISMS
from sim.scenario import shipped_folder
from sim.spec.kind import Choice, Kind, Text
from sim.spec.kind_of_many import OneOrMore
from sim.study.home import HOME

__all__ = ["ARTICLES", "KINDS", "TIERS", "Claim", "claims", "expectations"]

#: Articles by key, as `scenarios/README.md` names them.
ARTICLES = ("000", "001", "002", "003", "004")

#: `core` claims have a test of their own; `supporting` ones qualify, repeat or apply them.
TIERS = ("core", "supporting")

#: `direct`: a term of the model is the claim. `emergent`: it comes about through choices, events or
#: other mechanisms.
KINDS = ("direct", "emergent")

#: What a claim's entry holds beside the fields of every statement.
CLAIM: Mapping[str, Kind] = {
    "tier": Choice("tier", TIERS, meaning="Core claims have a test of their own."),
    "voice": Text(meaning="Whose sentence it is."),
    "mechanisms": MECHANISMS,
    "sign": Text(meaning="The direction that it gives."),
    "kind": Choice("kind", KINDS, meaning="Whether a term of the model is the claim."),
    "argues": Text(meaning="What the threshold rests on, and what the result says."),
    "served_by": OneOrMore(Text(), meaning="Claims whose test covers this one."),
    "cannot": Text(meaning="Why it cannot be simulated."),
}


@dataclass(frozen=True)
class Claim:
    """One claim.

    Attributes
    ----------
    statement : Statement
        The sentence, its paragraphs, and the test if it has one.
    mechanisms : tuple of str
        Switches that it concerns; the first owns it.
    kind : str
        'direct' or 'emergent'; empty without a test.
    served_by : tuple of str
        Claims whose test covers this one.
    cannot : str
        Why it cannot be simulated.
    """

    statement: Statement
    tier: str
    mechanisms: tuple[str, ...]
    kind: str = ""
    sign: str = ""
    argues: str = ""
    served_by: tuple[str, ...] = ()
    cannot: str = ""

    @property
    def id(self) -> str:
        return self.statement.id

    @property
    def article(self) -> str:
        """Key of the article that it is first read in."""
        return self.statement.sources[0][:3]


def claims(folder: Path | None = None) -> list[Claim]:
    """Return all claims in the order of their ids, checked.

    Parameters
    ----------
    folder : Path, optional
        Where the files lie, one an article; those that ship if not said.

    Raises
    ------
    SimError
        One line for the first fault: file, claim, field, found, wanted.

    Examples
    --------
    >>> found = claims()
    >>> found[0].id, found[0].statement.sources
    ('C001', ('000 P9',))
    """
    folder = shipped_folder() / "claims" if folder is None else folder
    found = [
        _claim(statement)
        for path in sorted(folder.glob("article_*.yaml"))
        for statement in read_statements(
            path, f"{folder.name}/{path.name}", world=HOME, words=CLAIM
        )
    ]
    if not found:
        raise MalformedFile("holds no claims", place=str(folder))
    known = [claim.id for claim in found]
    for claim in found:
        place = claim.statement.place
        if known.count(claim.id) > 1:
            raise MalformedFile(f"'{claim.id}' stands there twice", place=place)
        for other in claim.served_by:
            if other not in known:
                raise UnknownName("claim", other, known, place=place, field="served_by")
    return sorted(found, key=lambda claim: claim.id)


def expectations(folder: Path | None = None) -> list[Statement]:
    """Return what the articles expect of worlds, where it can be checked.

    Raises
    ------
    SimError
        One line for the first fault.

    Examples
    --------
    >>> all(statement.checks for statement in expectations())
    True
    """
    folder = shipped_folder() / "expectations" if folder is None else folder
    return [statement for path in sorted(folder.glob("*.yaml")) for statement in _read(path)]


def _read(path: Path, **words: Mapping[str, Kind]) -> list[Statement]:
    """Return the statements of a file, whose arms name the worlds that are not the home's."""
    return read_statements(path, f"{path.parent.name}/{path.name}", world=HOME, **words)


def _claim(statement: Statement) -> Claim:
    """Return a statement as a claim, with its fields checked."""
    words, place = statement.words, statement.place
    for key in ("tier", "mechanisms", *(["kind"] if statement.checks else [])):
        if not words.get(key):
            raise WrongKind("nothing", f"'{key}'", place=place, field=key)
    ways = [bool(statement.checks), "served_by" in words, "cannot" in words]
    if sum(ways) != 1:
        raise MalformedFile("wanted one of test, served_by, cannot", place=place)
    if words["tier"] == "core" and not any(check.paired for check in statement.checks):
        raise MalformedFile(
            "a core claim wants a test that sets two arms against one another", place=place
        )
    return Claim(
        statement=statement,
        tier=words["tier"],
        mechanisms=words["mechanisms"],
        kind=words.get("kind", ""),
        sign=words.get("sign", ""),
        argues=words.get("argues", ""),
        served_by=words.get("served_by", ()),
        cannot=words.get("cannot", ""),
    )
