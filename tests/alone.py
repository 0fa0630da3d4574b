"""Names that readers meet without what they mean."""

import re

from sim.spec.levels import TRIANGLE_TYPES, TRIANGLE_WORDS


def names_alone(text: str) -> list[str]:
    """Return Dittmer's names that stand in a text without what they mean; line ends are blanks."""
    rest = re.sub(r"\s+", " ", text)
    for words in TRIANGLE_WORDS:
        rest = rest.replace(words, "")
    return [name for name in TRIANGLE_TYPES if name in rest.lower()]
