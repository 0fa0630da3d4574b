"""Markdown as the site's reader wants it: lists set apart and indented, keys in prose as links."""

import re
from collections.abc import Callable, Mapping
from posixpath import dirname, join, normpath, relpath

from sim.site.equation import NUMBER

__all__ = ["ARTICLES", "MODEL", "at_home", "link_to", "prose", "sane", "with_links"]

#: Pages that others point to.
ARTICLES, MODEL = "evidence/articles.md", "model/model.md"

_ITEM = re.compile(r"(?P<indent> *)(?P<mark>[-*]|\d+\.)(?P<gap> +)\S")
_SOURCE = re.compile(r"(?<![\w.,+−-])(?P<key>00\d) P\d+")
_LINK = re.compile(r"(?P<text>!?\[(?:[^\[\]]|\[[^\]]*\])*\])\((?P<to>[^()\s]+)\)")
#: What is no prose within a line: code, links, HTML.
_KEPT = re.compile(r"(`+[^`]*`+|!?\[(?:[^\[\]]|\[[^\]]*\])*\]\([^()]*\)|<[^>]+>|\{[^}]*\})")


def link_to(page: str, at: str) -> str:
    """Return the address of a page as seen from another; an anchor stays.

    Examples
    --------
    >>> link_to("evidence/articles.md#000", "worlds/neglect.md")
    '../evidence/articles.md#000'
    """
    return relpath(page, dirname(at) or ".")


def sane(text: str) -> str:
    r"""Return a text whose lists are indented by four and stand apart, as Python-Markdown wants it.

    CommonMark, in which documents are written, takes the width of an item's mark.

    Examples
    --------
    >>> print(sane("Two:\n1. one\n   more\n\n   ```sh\n   make\n   ```\n2. two"))
    Two:
    <BLANKLINE>
    1. one
        more
    <BLANKLINE>
        ```sh
        make
        ```
    2. two
    """
    made: list[str] = []
    widths: list[int] = []  # of the marks of the items that a line stands in, from outside
    fenced = False
    for line in text.splitlines():
        bare = line.lstrip(" ")
        if not bare:
            made.append("")
            continue
        if fenced:
            made.append("    " * len(widths) + line[min(sum(widths), len(line) - len(bare)) :])
            fenced = not bare.startswith("```")
            continue
        item = _ITEM.match(line)
        depth = _depth(widths, len(line) - len(bare))
        goes_on = bool(made) and made[-1] != "" and not bare.startswith(("```", "#", "|"))
        if item is None and goes_on:
            depth = len(widths)
        elif item is not None and goes_on and not widths:
            made.append("")
        widths = widths[:depth]
        made.append("    " * depth + " " * (len(line) - len(bare) - sum(widths)) + bare)
        if item is not None:
            widths = [*widths, len(item["mark"]) + len(item["gap"])]
        fenced = bare.startswith("```")
    return "\n".join(made)


def _depth(widths: list[int], indent: int) -> int:
    """Return in how many items a line of this indent stands."""
    depth = 0
    for width in widths:
        if indent < width:
            break
        indent -= width
        depth += 1
    return depth


def prose(text: str, change: Callable[[str], str]) -> str:
    r"""Return a Markdown text with its prose changed, and its code, links and headings as they are.

    Examples
    --------
    >>> prose("a `a` [a](a)\n# a\n```\na\n```\na", lambda words: words.replace("a", "b"))
    'b `a` [a](a)\n# a\n```\na\n```\nb'
    """
    lines, fenced = [], False
    for line in text.split("\n"):
        if line.lstrip().startswith("```"):
            fenced = not fenced
            lines.append(line)
        elif fenced or line.startswith("#"):
            lines.append(line)
        else:
            parts = _KEPT.split(line)
            lines.append("".join(p if k % 2 else change(p) for k, p in enumerate(parts)))
    return "\n".join(lines)


def with_links(text: str, at: str) -> str:
    """Return a text with paragraphs of articles and numbers of equations as links.

    Examples
    --------
    >>> with_links("As 000 P18 says (E3.4).", "worlds/neglect.md")
    'As [000 P18](../evidence/articles.md#000) says ([E3.4](../model/model.md#E3.4)).'
    """
    articles, model = link_to(ARTICLES, at), link_to(MODEL, at)

    def change(words: str) -> str:
        words = _SOURCE.sub(rf"[\g<0>]({articles}#\g<key>)", words)
        parts = _KEPT.split(words)
        return "".join(
            p if k % 2 else NUMBER.sub(rf"[\g<0>]({model}#\g<0>)", p) for k, p in enumerate(parts)
        )

    return prose(text, change)


def at_home(text: str, source: str, at: str, pages: Mapping[str, str]) -> str:
    """Return a document's text with its links to other documents as links to their pages.

    A link to a file that is no page becomes its words alone; '/' is the project's folder.

    Parameters
    ----------
    text : the document
    source : its path in the project
    at : its page
    pages : page by path in the project

    Examples
    --------
    >>> pages = {"sim/spec/MODEL.md": "model/model.md"}
    >>> at_home("[x](../spec/MODEL.md#a), [y](y.py)", "sim/store/STORE.md", "in/s.md", pages)
    '[x](../model/model.md#a), y'
    """

    def change(found: re.Match[str]) -> str:
        to = found["to"]
        if "://" in to or to.startswith("#"):
            return found[0]
        path, mark, anchor = to.partition("#")
        there = normpath(join("/", dirname(source), path))[1:]
        if there not in pages:
            return found["text"][1:-1]
        return f"{found['text']}({link_to(pages[there], at)}{mark}{anchor})"

    return _LINK.sub(change, text)
