"""Equations of MODEL.md on a page: plain text as there, each number a place to link to."""

import re
from html import escape
from typing import Any

__all__ = ["NUMBER", "fence", "numbers"]

#: An equation's number, as texts cite it.
NUMBER = re.compile(r"(?<![\w.])E\d+\.r?\d+(?![\w])")

_OFF = re.compile(r"\s{2,}(\{off: .*\})\s*$")

_BEGINS = re.compile(r"(E\d+\.r?\d+)(?=\s)")


def numbers(text: str) -> list[str]:
    r"""Return the numbers of the equations that a text states, in order.

    Examples
    --------
    >>> numbers("```equations\nE3.3  reward = 1\n      more\nE3.4  prize = reward (E3.3)\n```")
    ['E3.3', 'E3.4']
    """
    blocks = re.findall(r"```equations\n(.*?)```", text, re.DOTALL)
    lines = [line for block in blocks for line in block.splitlines()]
    return [found[1] for found in map(_BEGINS.match, lines) if found]


def fence(
    source: str, language: str, css_class: str, options: dict[str, Any], md: Any, **more: Any
) -> str:
    """Return a block of equations as HTML: what the site's Markdown calls for such a block.

    A line that begins with a number begins an equation, whose name in a link is its number. What
    is left of it with its switch off follows closely: in the text it stands in a column far right.

    Examples
    --------
    >>> print(fence("E3.3  x = 1", "equations", "equations", {}, None))
    <pre class="equations"><code><span class="equation" id="E3.3"><a href="#E3.3">E3.3</a>  x = 1
    </span></code></pre>
    """
    parts: list[str] = []
    for line in source.splitlines():
        number = _BEGINS.match(line)
        if number is None:
            parts.append(f"{_shown(line)}\n")
            continue
        if any(part.startswith("<span") for part in parts):
            parts.append("</span>")
        name, rest = number[1], _shown(line[number.end() :])
        parts.append(f'<span class="equation" id="{name}"><a href="#{name}">{name}</a>{rest}\n')
    if any(part.startswith("<span") for part in parts):
        parts.append("</span>")
    return f'<pre class="{css_class}"><code>{"".join(parts)}</code></pre>'


def _shown(line: str) -> str:
    """Return a line as HTML, its value when the switch is off set apart."""
    return _OFF.sub(r'  <span class="off">\1</span>', escape(line, quote=False))
