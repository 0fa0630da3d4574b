"""Markdown that is safe to print: texts of files escaped, code, tables."""

import re
from collections.abc import Iterable, Sequence

__all__ = ["Markdown", "code", "plain", "table"]

#: Signs that Markdown reads as its own wherever they stand.
_SIGNS = re.compile(r"[\\`*<>|\[\]~]|(?<![^\W_])_|_(?![^\W_])|&(?=#?\w+;)|!(?=\[)")

#: What makes a heading, list or rule of a line that begins with it.
_OPENING = re.compile(r"^(#{1,6}|[-+=]+|\d{1,9}(?=[.)](?:\s|$)))(?=[\s.)]|$)")

#: A cell that is a number: digits and signs, and the words that stand between two of them.
_NUMBER = re.compile(
    r"(?:[\d\s.,:;%±+−–()→/×?∞]|(?<=\d)e(?=[\d−-])|\b(?:to|of|above|below|points|sd)\b)*"
)


class Markdown(str):
    r"""Text that is Markdown already, not to be escaped again.

    Examples
    --------
    >>> plain(Markdown("**bold**")), plain("**not bold**")
    ('**bold**', '\\*\\*not bold\\*\\*')
    """

    __slots__ = ()


def plain(text: object) -> Markdown:
    r"""Return a text of a file, or a name, so that Markdown prints it as it is, on one line.

    Examples
    --------
    >>> print(plain("a|b <i> *c* jpn_kor_mean _d_"))
    a\|b \<i\> \*c\* jpn_kor_mean \_d\_
    >>> print(plain("# no heading"))
    \# no heading
    """
    line = _cell(text)
    if isinstance(text, Markdown):
        return line
    return Markdown(_OPENING.sub(lambda m: f"{m[1]}\\" if m[1].isdigit() else f"\\{m[1]}", line))


def _cell(text: object) -> Markdown:
    """Return a text of a file as it may stand within a line."""
    if isinstance(text, Markdown):
        return text
    return Markdown(_SIGNS.sub(r"\\\g<0>", re.sub(r"\s+", " ", str(text))))


def code(text: object) -> Markdown:
    r"""Return a name as code; as plain text where Markdown could not show it so.

    Examples
    --------
    >>> code("switches.thaw"), code("a|b")
    ('`switches.thaw`', 'a\\|b')
    """
    name = " ".join(str(text).split())
    return plain(name) if not name or set(name) & set("`|\\") else Markdown(f"`{name}`")


def table(head: Sequence[object], rows: Iterable[Sequence[object]]) -> Markdown:
    r"""Return a table: columns of numbers flush right, all others flush left.

    A cell is escaped unless it is Markdown.

    Examples
    --------
    >>> print(table(["world", "n"], [["neglect", "+0.1 (−0.1 to 0.3)"], ["*", "–"]]))
    | world | n |
    |---|--:|
    | neglect | +0.1 (−0.1 to 0.3) |
    | \* | – |
    """
    lines = [[_cell(cell) for cell in row] for row in rows]
    columns = list(zip(*lines, strict=True)) or [()] * len(head)
    rule = "".join("--:|" if _is_numbers(column) else "---|" for column in columns)
    shown = ["| " + " | ".join(line) + " |" for line in ([_cell(cell) for cell in head], *lines)]
    return Markdown("\n".join([shown[0], f"|{rule}", *shown[1:]]))


def _is_numbers(column: Sequence[str]) -> bool:
    """Return whether a column holds a number, and in each filled cell nothing else."""
    filled = [cell.replace("*", "") for cell in column if cell]
    has_digit = any(re.search(r"\d", cell) for cell in filled)
    return has_digit and all(_NUMBER.fullmatch(cell) for cell in filled)
