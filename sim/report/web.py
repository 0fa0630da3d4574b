"""A report's Markdown as one HTML file: pictures inside, nothing fetched, one look for all."""

import base64
import functools
from collections.abc import Iterator
from pathlib import Path

import jinja2
from markdown_it import MarkdownIt
from markdown_it.token import Token
from markupsafe import Markup

from sim.report.source import HEADING, pattern

__all__ = ["web_page"]

#: Sections from which on a page begins with a list of them.
_MANY = 4

#: Characters from which on a cell is not squeezed into a narrow column.
_LONG = 40


def web_page(text: str, folder: Path) -> str:
    r"""Return a report as HTML, made of its Markdown.

    Parameters
    ----------
    text : a heading of first rank, the summary as the first paragraph, and the rest
    folder : where the pictures lie that the text shows

    Examples
    --------
    >>> page = web_page("# Ties\n\nThey warmed.\n", Path())
    >>> "<h1>Ties</h1>" in page, '<p class="summary">They warmed.</p>' in page
    (True, True)
    """
    parser = MarkdownIt("commonmark", {"html": False}).enable("table")
    tokens = parser.parse(text)
    sections = list(_numbered(tokens))
    _summary(tokens)
    _aligned(tokens)
    _asides(tokens)
    _named_sources(tokens)
    for token in tokens:
        if token.children:
            token.children = list(_inline(token.children, folder, not token.meta))
    begins = next((k for k, token in enumerate(tokens) if token.tag == "h2"), len(tokens))
    top, rest = (
        Markup(parser.renderer.render(part, parser.options, {}))
        for part in (tokens[:begins], tokens[begins:])
    )
    listed = [(name, words) for tag, name, words in sections if tag == "h2"]
    return _layout().render(
        title=next(words for tag, _, words in sections if tag == "h1"),
        sections=listed if len(listed) >= _MANY else [],
        top=top,
        rest=rest,
    )


@functools.cache
def _layout() -> jinja2.Template:
    templates = jinja2.Environment(
        loader=jinja2.PackageLoader("sim.report"),
        undefined=jinja2.StrictUndefined,
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    return templates.get_template("page.html.j2")


def _words(token: Token) -> str:
    return "".join(child.content for child in token.children or () if child.type != "image")


def _numbered(tokens: list[Token]) -> Iterator[tuple[str, str, str]]:
    """Yield tag, name and words of each heading; sections are given their names."""
    for place, token in enumerate(tokens):
        if token.type == "heading_open":
            name = f"section-{place}"
            if token.tag == "h2":
                token.attrSet("id", name)
            yield token.tag, name, _words(tokens[place + 1])


def _summary(tokens: list[Token]) -> None:
    """Mark the first paragraph as the summary."""
    first = next((token for token in tokens if token.type == "paragraph_open"), None)
    if first is not None:
        first.attrSet("class", "summary")


def _aligned(tokens: list[Token]) -> None:
    """Give columns of numbers their class, and let a wide table be moved sideways, by keys too."""
    for place, token in enumerate(tokens):
        if token.type in ("th_open", "td_open") and "right" in str(token.attrs.pop("style", "")):
            token.attrSet("class", "n")
        elif token.type == "td_open" and len(tokens[place + 1].content) > _LONG:
            token.attrSet("class", "long")
        if token.type == "table_open":
            token.type, token.tag = "table_frame", "div"
            token.attrs = {"class": "wide", "tabindex": "0", "role": "group", "aria-label": "table"}
    place = 0
    while place < len(tokens):
        if tokens[place].type == "table_frame":
            tokens.insert(place + 1, Token("table_open", "table", 1, block=True))
        elif tokens[place].type == "table_close":
            tokens.insert(place + 1, Token("table_frame_close", "div", -1, block=True))
        place += 1


def _asides(tokens: list[Token]) -> None:
    """Make explanations of block quotes, and the terms in them definitions."""
    inside = False
    for token in tokens:
        if token.type in ("blockquote_open", "blockquote_close"):
            token.tag, inside = "div", token.nesting == 1
            if inside:
                token.attrs = {"class": "words", "role": "note"}
        for child in token.children or ():
            if inside and child.tag == "strong":
                child.tag = "dfn"


def _named_sources(tokens: list[Token]) -> None:
    """Give each source of the list its name, so that keys point to it and none within it."""
    listed = False
    for place, token in enumerate(tokens):
        if token.type == "heading_open":
            listed = _words(tokens[place + 1]) == HEADING
        elif listed and token.type == "inline":
            token.meta["source"] = True
        elif listed and token.type == "list_item_open":
            line = next(one for one in tokens[place:] if one.type == "inline")
            token.attrSet("id", f"source-{_words(line).partition(':')[0]}")


def _inline(children: list[Token], folder: Path, linked: bool) -> Iterator[Token]:
    """Yield a line's tokens: pictures inside, keys of sources linked, links to other files gone."""
    kept: list[bool] = []
    for child in children:
        if child.type == "image":
            path = folder / str(child.attrs["src"])
            data = base64.b64encode(path.read_bytes()).decode("ascii")
            child.attrSet("src", f"data:image/png;base64,{data}")
            yield child
        elif child.type == "link_open":
            kept.append(str(child.attrs["href"]).startswith("#"))
            if kept[-1]:
                yield child
        elif child.type == "link_close":
            if kept.pop():
                yield child
        elif child.type == "text" and linked and not kept:
            yield from _linked(child.content)
        else:
            yield child


def _linked(text: str) -> Iterator[Token]:
    """Yield a text with the keys of sources as links to the list of sources."""
    at = 0
    for found in pattern().finditer(text):
        yield Token("text", "", 0, content=text[at : found.start()])
        yield Token("link_open", "a", 1, attrs={"href": f"#source-{found[0]}"})
        yield Token("text", "", 0, content=found[0])
        yield Token("link_close", "a", -1)
        at = found.end()
    yield Token("text", "", 0, content=text[at:])
