"""Terms explained on a page where they first stand, in the words of MODEL.md's glossary."""

import functools
import re
from collections.abc import Mapping
from pathlib import Path

from markdown_it import MarkdownIt
from markdown_it.token import Token

import sim.spec

__all__ = ["EXPLAINED", "explained", "glossary"]

#: Terms that a page explains: those of the field and of this model that are no everyday words.
EXPLAINED = (
    *("CRPS", "Holm", "Latin hypercube", "arm", "basin", "bid", "brokerage", "concession"),
    *("decile", "direct", "draw", "emergent", "grievance", "hazard", "hindcast", "interaction"),
    *("interval", "lever", "log score", "luck", "mediation", "null", "paired difference"),
    *("posterior", "prior", "rapport", "rent", "replicate", "seed", "settlement", "sign"),
    *("standard error", "summit"),
    *("switch", "trait", "triangle", "world"),
)

_TEXT = Path(sim.spec.__file__).with_name("MODEL.md")
_ROW = re.compile(r"^\| (?P<words>[^|]+) \| (?P<says>[^|]+) \|", re.MULTILINE)
_PART = re.compile(r"\*\*(?P<word>[^*]+)\*\*: (?P<says>.+?)[.;]?(?= \*\*[^*]+\*\*(?:,|:)|$)")

#: What an explanation may stand behind; a heading's stands behind what follows it.
_HEADING = "heading_open"


@functools.cache
def glossary() -> Mapping[str, str]:
    """Return what each word of MODEL.md's glossary is, as Markdown.

    Examples
    --------
    >>> glossary()["switch"]
    'a mechanism on or off'
    >>> glossary()["replicate"]
    'one run of a world with its own draws'
    """
    text = _TEXT.read_text(encoding="utf-8").split("## 9. Glossary\n")[1].split("\n## ")[0]
    found = {}
    for row in list(_ROW.finditer(text))[1:]:
        parts = {part["word"].lower(): part["says"] for part in _PART.finditer(row["says"])}
        for word in row["words"].split(", "):
            found[word] = parts.get(word.lower(), row["says"])
    return found


def explained(text: str) -> str:
    r"""Return a Markdown text with each term explained behind the block where it first stands.

    An explanation is a block quote: '> **replicate**: one run of a world with its own draws.'

    Examples
    --------
    >>> print(explained("# Title\n\n40 replicates.\n\nMore replicates.\n"))
    # Title
    <BLANKLINE>
    40 replicates.
    <BLANKLINE>
    > **replicate**: one run of a world with its own draws.
    <BLANKLINE>
    More replicates.
    <BLANKLINE>
    """
    lines, left = text.split("\n"), _patterns()
    tokens = MarkdownIt("commonmark").enable("table").parse(text)
    notes: list[tuple[int, str]] = []
    waiting = ""
    for place, token in enumerate(tokens):
        if token.level or token.map is None or token.type == "heading_close":
            continue
        words = waiting + " " + _prose(tokens[place:], token.map[1])
        if token.type == _HEADING:
            waiting = words
            continue
        waiting = ""
        found = sorted(
            (hit.start(), term)
            for term, pattern in left.items()
            if (hit := pattern.search(words)) is not None
        )
        if found:
            notes.append((token.map[1], _note([term for _, term in found])))
            left = {term: left[term] for term in left if term not in {one for _, one in found}}
    for line, note in reversed(notes):
        end = line
        while end > 0 and not lines[end - 1].strip():
            end -= 1
        lines[end:end] = ["", note]
    return "\n".join(lines)


@functools.cache
def _patterns() -> Mapping[str, re.Pattern[str]]:
    """Return what finds each term in prose, in singular or plural."""
    verbs = {"draw": r"\b(?:\d|a|all|each|every|in|of|one|over|the) draws?\b"}
    return {
        term: re.compile(verbs.get(term, rf"\b{term}s?\b"), re.IGNORECASE) for term in EXPLAINED
    }


def _prose(tokens: list[Token], end: int) -> str:
    """Return the words of the first block of tokens, without code and pictures."""
    words = []
    for token in tokens:
        if token.level == 0 and token.map is not None and token.map[0] >= end:
            break
        for child in token.children or ():
            if child.type == "text":
                words.append(child.content)
    return " ".join(words)


def _note(terms: list[str]) -> str:
    """Return the line that explains terms."""
    return "> " + " ".join(f"**{term}**: {glossary()[term].rstrip('.')}." for term in terms)
