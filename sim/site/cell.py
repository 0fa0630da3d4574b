"""Cells, tables and folded parts of a page: texts of files, printed as they are."""

from collections.abc import Iterable, Sequence

from sim.spec.world import Span

__all__ = ["LONG", "cell", "code", "ends", "folded", "number", "phrase", "span", "table"]

#: Signs that Markdown reads as its own, as HTML writes them.
_SIGNS = str.maketrans({sign: f"&#{ord(sign)};" for sign in "&<>*_`|[]\\{}~"})

#: Rows from which on a table is folded away.
LONG = 24


def cell(text: object) -> str:
    """Return a text of a file as Markdown prints it, on one line.

    Examples
    --------
    >>> cell("a|b <i> *c*")
    'a&#124;b &#60;i&#62; &#42;c&#42;'
    """
    return " ".join(str(text).split()).translate(_SIGNS)


def phrase(text: object) -> str:
    """Return a text of a docstring: as `cell`, but what stands between backticks is code.

    Examples
    --------
    >>> phrase("as `sim.open` returns *it*")
    'as `sim.open` returns &#42;it&#42;'
    """
    parts = " ".join(str(text).split()).split("`")
    return "".join(code(part) if k % 2 else part.translate(_SIGNS) for k, part in enumerate(parts))


def code(name: object) -> str:
    """Return a name as code; in a table a bar would end its cell, and is written otherwise.

    Examples
    --------
    >>> code("switches.thaw"), code("a | b")
    ('`switches.thaw`', '<code>a &#124; b</code>')
    """
    text = " ".join(str(name).split())
    return f"<code>{cell(text)}</code>" if set(text) & set("|`") else f"`{text}`"


def number(value: float) -> str:
    """Return a number with no needless digits and a true minus.

    Examples
    --------
    >>> number(-0.50), number(3)
    ('−0.5', '3')
    """
    return f"{value:g}".replace("-", "−")


def span(one: Span) -> str:
    """Return a value, or a range with its ends.

    Examples
    --------
    >>> span(Span(0.2, 0.4)).split(), span(Span(1.0, 1.0))
    (['0.2', 'to', '0.4'], '1')
    """
    return ends(one.low, one.high)


def ends(low: float, high: float) -> str:
    """Return a range with its ends, on one line; one number where they are the same.

    Examples
    --------
    >>> ends(-1, 1).split()
    ['−1', 'to', '1']
    """
    return "\u00a0to\u00a0".join(dict.fromkeys(map(number, (low, high))))


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Return a table of cells that are Markdown already; '' without a row.

    Examples
    --------
    >>> print(table(["a", "b"], [["1", "2"]]))
    | a | b |
    |---|---|
    | 1 | 2 |
    >>> table(["a"], [])
    ''
    """
    lines = ["| " + " | ".join(row) + " |" for row in rows]
    return "\n".join([f"| {' | '.join(head)} |", "|---" * len(head) + "|", *lines]) if lines else ""


def folded(title: str, text: str, *, open_: bool = False) -> str:
    """Return a part that opens with a click; '' for no text.

    Examples
    --------
    >>> print(folded("Events", "None."))
    ??? note "Events"
    <BLANKLINE>
        None.
    """
    if not text:
        return ""
    lines = [f"    {line}" if line else "" for line in text.splitlines()]
    return "\n".join([f'???{"+" if open_ else ""} note "{title}"', "", *lines])
