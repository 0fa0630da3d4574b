"""Articles and other sources that a report cites: found in its text, listed at its end."""

import functools
import re

from sim.report.markup import plain
from sim.scenario.reference import references

__all__ = ["HEADING", "cited_in", "pattern", "sources_section"]

#: Over the list of sources.
HEADING = "Articles and sources"

#: Literature by author and year, and an equation by its number.
_AUTHOR_AND_YEAR, _EQUATION = re.compile(r"[^\W\d].* [0-9]{4}$"), re.compile(r"\bE\d+\.r?\d+\b")

_CODE = re.compile(r"```.*?```|`[^`\n]*`|\]\([^)]*\)", re.DOTALL)


@functools.cache
def pattern() -> re.Pattern[str]:
    """Return what finds a source's key in a text, and no number that looks like one.

    Examples
    --------
    >>> [found[0] for found in pattern().finditer("003 P9; article 001, not 0.003 or 1,000")]
    ['003', '001']
    """
    keys = "|".join(sorted(map(re.escape, references()), key=len, reverse=True))
    return re.compile(rf"(?<![\w.,+−-])(?:{keys})(?!\w|[.,]\d|\s*%)")


def cited_in(text: str) -> list[str]:
    """Return the keys that a Markdown text names outside of code, in the order of the list.

    By key, or as literature is cited.

    Examples
    --------
    >>> cited_in("Cha 1999; 003 P9")
    ['003', 'cha1999']
    """
    prose = _CODE.sub(" ", text)
    named = {found[0] for found in pattern().finditer(prose)}
    heads = {key: source.split(",")[0] for key, source in references().items()}
    named |= {key for key, head in heads.items() if _AUTHOR_AND_YEAR.search(head) and head in prose}
    return [key for key in heads if key in named]


def sources_section(text: str) -> str:
    """Return the section that says what each key of a text stands for; '' where it names none.

    Examples
    --------
    >>> print(sources_section("Ties are lowest in 2019 (001 P3)."))
    <BLANKLINE>
    ## Articles and sources
    <BLANKLINE>
    P3 is the third paragraph of a source, counted with those above its text.
    <BLANKLINE>
    - **001**: On the meeting of Lee Jae-myung and Ishiba Shigeru of 23 August 2025, The Diplomat, \
2025
    <BLANKLINE>
    >>> sources_section("Nothing is cited.")
    ''
    """
    keys, equation = cited_in(text), _EQUATION.search(text)
    parts = []
    if keys:
        parts.append("P3 is the third paragraph of a source, counted with those above its text.")
        parts.append("\n".join(f"- **{plain(key)}**: {plain(references()[key])}" for key in keys))
    if equation:
        parts.append(f"{equation[0]} is an equation of the model’s text, `sim/spec/MODEL.md`.")
    return "\n" + "\n\n".join([f"## {HEADING}", *parts]) + "\n" if parts else ""
