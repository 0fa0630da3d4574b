"""Levels: what the whole numbers of a coded quantity mean, each list of words declared once.

Variables of kind 'level' and outcomes name their list in `levels`; the words belong to the numbers
from the lower bound on. Prose, labels of results and names of outcomes derive from here.
`TALKS.deal` is the number of a word.
"""

import unicodedata
from collections.abc import Iterable
from typing import Any, NamedTuple

__all__ = [
    "FORK",
    "FORK_LEVELS",
    "NO_YES",
    "ORDERED",
    "QUAD",
    "QUAD_LEVELS",
    "RETALIATION",
    "RETALIATION_LEVELS",
    "TALKS",
    "TALKS_STATES",
    "TRIANGLE",
    "TRIANGLE_MEANINGS",
    "TRIANGLE_TYPES",
    "TRIANGLE_WORDS",
    "is_nominal",
    "key_of",
    "levels_of",
    "spelt",
]

#: Of a quantity that is 0 or 1.
NO_YES = ("no", "yes")


class _Triangle(NamedTuple):
    """Types of a triangle, by how many of its pairs are at odds."""

    menage_a_trois: float = 0.0
    romantic_triangle: float = 1.0
    stable_marriage: float = 2.0
    unit_veto: float = 3.0


TRIANGLE = _Triangle()

#: Dittmer's (1981) words for them.
TRIANGLE_TYPES = ("ménage à trois", "romantic triangle", "stable marriage", "unit veto")

#: What each of them says of its three pairs (E1.6): a pair whose relation is above 0 are friends,
#: any other is at odds. Which pair it is, the type does not say.
TRIANGLE_MEANINGS = (
    "all three friends",
    "only one pair at odds",
    "only one pair friends",
    "all three at odds",
)

#: Types as readers meet them: by what they mean, Dittmer's name in brackets.
TRIANGLE_WORDS = tuple(
    f"{meaning} ({name})" for meaning, name in zip(TRIANGLE_MEANINGS, TRIANGLE_TYPES, strict=True)
)


class _Talks(NamedTuple):
    """Between Washington and Pyongyang."""

    none: float = 0.0
    talks: float = 1.0
    summit: float = 2.0
    deal: float = 3.0
    breakdown: float = 4.0


class _Retaliation(NamedTuple):
    """Rungs of the retaliation ladder: the field that it has reached."""

    none: float = 0.0
    history: float = 1.0
    trade: float = 2.0
    security: float = 3.0


class _Quad(NamedTuple):
    """How far Seoul is in the Quad."""

    none: float = 0.0
    working_groups: float = 1.0
    full: float = 2.0


class _Fork(NamedTuple):
    """What Seoul turns to after a letdown."""

    attack_tokyo: float = -1.0
    neither: float = 0.0
    court_tokyo: float = 1.0


TALKS, RETALIATION, QUAD, FORK = _Talks(), _Retaliation(), _Quad(), _Fork()

TALKS_STATES = TALKS._fields
RETALIATION_LEVELS = RETALIATION._fields
QUAD_LEVELS = tuple(name.replace("_", " ") for name in QUAD._fields)
FORK_LEVELS = tuple(name.replace("_tokyo", " Tokyo") for name in FORK._fields)

#: Lists of words that are a ladder: a higher number is more of the same. States of talks and types
#: of a triangle are none.
ORDERED = (NO_YES, RETALIATION_LEVELS, QUAD_LEVELS)


def spelt(levels: Iterable[str], low: int = 0) -> str:
    """Return levels as prose, from number `low` on.

    Examples
    --------
    >>> spelt(QUAD_LEVELS)
    '0 none, 1 working groups, 2 full'
    """
    return ", ".join(f"{number} {word}" for number, word in enumerate(levels, start=low))


def is_nominal(levels: tuple[str, ...]) -> bool:
    """Return whether words are names of states in no order, of which no mean says anything.

    Examples
    --------
    >>> is_nominal(TALKS_STATES), is_nominal(QUAD_LEVELS), is_nominal(())
    (True, False, False)
    """
    return bool(levels) and levels not in ORDERED


def key_of(word: str) -> str:
    """Return a level's word as a name: plain letters, no spaces.

    Examples
    --------
    >>> key_of("ménage à trois")
    'menage_a_trois'
    """
    plain = unicodedata.normalize("NFKD", word).encode("ascii", "ignore").decode()
    return plain.replace(" ", "_")


def levels_of(spec: Any) -> dict[int, str]:
    """Return the word of each number that a declared quantity can be; none if it is no code.

    Parameters
    ----------
    spec : Variable or OutcomeSpec

    Examples
    --------
    >>> from sim.spec.variables import STATES
    >>> levels_of(next(variable for variable in STATES if variable.name == "quad"))
    {0: 'none', 1: 'working groups', 2: 'full'}
    """
    return dict(enumerate(spec.levels, start=int(spec.low))) if spec.levels else {}
