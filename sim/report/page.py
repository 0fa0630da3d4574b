"""A report from its template: one Markdown text, and one HTML file made of that same text."""

import functools
import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import jinja2

from sim.report import markdown as numbers
from sim.report.files import write
from sim.report.glossary import explained
from sim.report.markup import Markdown, code, plain, table
from sim.report.source import sources_section
from sim.report.web import web_page

__all__ = ["part", "publish", "render", "tidy"]

#: Begins a line that Markdown does not read as a part of the line above.
_OWN_LINE = re.compile(r"\s*(?:[|#>]|!\[|```|[-*] |\d+\. )")


def publish(name: str, folder: Path, context: Mapping[str, Any], *, stem: str = "") -> Path:
    """Write a report as Markdown and as HTML, and return the path of the HTML.

    Parameters
    ----------
    name : of the template, `templates/<name>.md.j2`
    folder : where to write; pictures that the text shows lie in it already
    context : what the template prints: numbers, texts, rows; texts are escaped, so that no name or
        sentence of a file can break the page
    stem : of both files; the template's name if not said

    Raises
    ------
    UnwritableFolder
        If the folder cannot be made or written.
    """
    text = render(name, context)
    write(folder / f"{stem or name}.md", text)
    write(folder / f"{stem or name}.html", web_page(text, folder))
    return folder / f"{stem or name}.html"


def render(name: str, context: Mapping[str, Any]) -> str:
    """Return a report as Markdown: terms explained where they first stand, articles listed.

    Parameters
    ----------
    name, context : as in `publish`

    Raises
    ------
    jinja2.UndefinedError
        For a template that prints what the context does not have.
    """
    text = part(name, context)
    text = f"{text}{sources_section(text)}".rstrip("\n") + "\n"
    return explained(text)


def part(name: str, context: Mapping[str, Any]) -> str:
    """Return what one template prints, with nothing explained or listed."""
    return tidy(_templates().get_template(f"{name}.md.j2").render(context))


@functools.cache
def _templates() -> jinja2.Environment:
    """Return the environment of all templates.

    A value that is printed is escaped as Markdown wants it; what macros and blocks return is
    Markdown already.
    """
    made = jinja2.Environment(
        loader=jinja2.PackageLoader("sim.report"),
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=lambda value: plain(value) if isinstance(value, str) else value,
    )
    made.concat = _joined  # type: ignore[method-assign]
    made.filters |= {name: getattr(numbers, name) for name in numbers.__all__}
    made.filters |= {"code": code, "markdown": Markdown, "first_upper": first_upper}
    made.filters |= {"first_lower": first_lower}
    made.filters |= {"thousands": lambda count: f"{count:,}", "codes": _codes}
    made.globals |= {"table": table}
    return made


def _joined(parts: Iterable[str]) -> Markdown:
    return Markdown("".join(parts))


def _codes(names: Iterable[object]) -> Markdown:
    """Return names as code, with commas between."""
    return Markdown(", ".join(map(code, names)))


def first_upper(text: str) -> str:
    """Return a text with its first letter in upper case, of the same kind.

    Examples
    --------
    >>> first_upper("no Seoul")
    'No Seoul'
    """
    return type(text)(text[:1].upper() + text[1:])


def first_lower(text: str) -> str:
    """Return a text as it goes on within a sentence, of the same kind.

    Examples
    --------
    >>> first_lower("Hardly ever")
    'hardly ever'
    """
    return type(text)(text[:1].lower() + text[1:])


def tidy(text: str) -> str:
    r"""Return Markdown with each paragraph on one line, and one empty line between blocks.

    Examples
    --------
    >>> tidy("# A\n\n\nTwo\nlines.\n- one\n  point\n- two\n")
    '# A\n\nTwo lines.\n- one point\n- two\n'
    """
    lines: list[str] = []
    fenced = False
    for line in text.splitlines():
        fence = line.startswith("```")
        open_ = bool(lines) and lines[-1] != "" and not lines[-1].startswith(("|", "#", "```"))
        if fenced or fence:
            lines.append(line)
        elif not line.strip():
            if lines and lines[-1] != "":
                lines.append("")
        elif open_ and not _OWN_LINE.match(line):
            lines[-1] = f"{lines[-1].rstrip()} {line.strip()}"
        else:
            apart = line.startswith(("#", "![")) or (
                line.startswith("|") and not "".join(lines[-1:]).startswith("|")
            )
            if apart and lines and lines[-1] != "":
                lines.append("")
            lines.append(line.strip())
        fenced ^= fence
    return "\n".join(lines).strip("\n") + "\n"
