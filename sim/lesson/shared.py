"""What all lessons share: role cards of the five capitals, and the page's words in plain words."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from sim.lesson.read import lesson_folder
from sim.scenario.citation import check_source, keys
from sim.scenario.document import read
from sim.scenario.folder import Place
from sim.spec.kind import Text
from sim.spec.kind_of_many import Listing, Named, Record
from sim.spec.preferences import CAPITALS

__all__ = ["Role", "Term", "glossary", "roles"]

_PARTS = ("wants", "fears", "can", "sources")
_CARD = Record(
    dict.fromkeys(_PARTS, Listing(Text())),
    required=dict.fromkeys(_PARTS, "a list [a, b, …]"),
    word="field",
)
_CARDS = Record(
    dict.fromkeys(CAPITALS, _CARD),
    required=dict.fromkeys(CAPITALS, "a card for each capital"),
    word="capital",
)
_WORDS = Named(
    Record(
        {"term": Text(), "says": Text()}, required={"term": "text", "says": "text"}, word="field"
    )
)


@dataclass(frozen=True)
class Role:
    """One capital's card: what it wants, fears and can do in this model, and who says so."""

    wants: tuple[str, ...]
    fears: tuple[str, ...]
    can: tuple[str, ...]
    sources: tuple[str, ...]


@dataclass(frozen=True)
class Term:
    """One word, and what it means here."""

    term: str
    says: str


def roles(folder: Path | None = None) -> Mapping[str, Role]:
    """Return the role cards by capital.

    Parameters
    ----------
    folder : Path, optional
        Of lessons; where it has no cards, and where none is said, the shipped ones.

    Raises
    ------
    SimError
        One line for the first fault.

    Examples
    --------
    >>> list(roles()), roles()["beijing"].fears
    (['washington', 'tokyo', 'seoul', 'beijing', 'pyongyang'], ('Three allies that act as one.',))
    """
    path = _path("roles.yaml", folder)
    data = read(path, Place(path).text)
    cards = _CARDS.read(data, data.place)
    for capital, card in cards.items():
        for k, text in enumerate(card["sources"]):
            check_source(text, keys(path.parent), data.place, f"{capital}.sources[{k}]")
    return {capital: Role(**card) for capital, card in cards.items()}


def glossary(folder: Path | None = None) -> Mapping[str, Term]:
    """Return the words in plain words, by key.

    Parameters
    ----------
    folder : Path, optional
        Of lessons; where it has no glossary, and where none is said, the shipped one.

    Examples
    --------
    >>> glossary()["dispute"].says
    'A quarrel over the past that is going on. It fades within a year or two.'
    """
    path = _path("glossary.yaml", folder)
    data = read(path, Place(path).text)
    return {key: Term(**entry) for key, entry in _WORDS.read(data, data.place).items()}


def _path(name: str, folder: Path | None) -> Path:
    """Return a shared file: a folder's own, or the shipped one."""
    own = None if folder is None else Path(folder) / name
    return own if own is not None and own.exists() else lesson_folder() / name
