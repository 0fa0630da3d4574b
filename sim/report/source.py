"""Articles and other sources that a report cites: found in its text, listed at its end."""

import functools
import re

from sim.report.markup import plain
from sim.scenario.reference import references

__all__ = ["HEADING", "cited_in", "pattern", "sources_section"]

#: Over the list of sources.
HEADING = "Articles and sources"

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
    """Return the keys that a Markdown text names outside of code, in the order of the list."""
    named = {found[0] for found in pattern().finditer(_CODE.sub(" ", text))}
    return [key for key in references() if key in named]


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
    keys = cited_in(text)
    if not keys:
        return ""
    listed = "\n".join(f"- **{plain(key)}**: {plain(references()[key])}" for key in keys)
    place = "P3 is the third paragraph of a source, counted with those above its text."
    return f"\n## {HEADING}\n\n{place}\n\n{listed}\n"
