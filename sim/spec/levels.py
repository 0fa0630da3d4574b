"""Levels: what the whole numbers of a coded quantity mean, each list of words declared once.

Variables of kind 'level' and outcomes name their list in `levels`; the words belong to the numbers
from the lower bound on. Prose, labels of results and names of outcomes derive from here.
"""

import unicodedata
from collections.abc import Iterable
from typing import Any

__all__ = [
    "FORK_LEVELS",
    "NO_YES",
    "QUAD_LEVELS",
    "RETALIATION_LEVELS",
    "TALKS_STATES",
    "TRIANGLE_MEANINGS",
    "TRIANGLE_TYPES",
    "TRIANGLE_WORDS",
    "key_of",
    "levels_of",
    "spelt",
]

#: Of a quantity that is 0 or 1.
NO_YES = ("no", "yes")

#: Dittmer's (1981) types of a triangle.
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

#: Between Washington and Pyongyang.
TALKS_STATES = ("none", "talks", "summit", "deal", "breakdown")

#: Rungs of the retaliation ladder: the field that it has reached.
RETALIATION_LEVELS = ("none", "history", "trade", "security")

#: How far Seoul is in the Quad.
QUAD_LEVELS = ("none", "working groups", "full")

#: What Seoul turns to after a letdown, from -1 on.
FORK_LEVELS = ("attack Tokyo", "neither", "court Tokyo")


def spelt(levels: Iterable[str], low: int = 0) -> str:
    """Return levels as prose, from number `low` on.

    Examples
    --------
    >>> spelt(QUAD_LEVELS)
    '0 none, 1 working groups, 2 full'
    """
    return ", ".join(f"{number} {word}" for number, word in enumerate(levels, start=low))


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
