"""Why a value is outside Hydra's grammar, and how it would be written inside.

Hydra's parser names tokens that nobody wrote. A value is read once more here, by the rules that
people break: quotes, brackets and commas in pairs, and letters that only quotes let through.
"""

import re
from collections.abc import Iterator

from hydra.core.override_parser.types import Quote, QuotedString

from sim.cli.argv import TEXTS, WORLD, wanted
from sim.errors import SimError, short, visible

__all__ = ["check_size", "grammar_error", "in_quotes"]

#: How deep brackets may lie in one another, and how many digits a number may have: more than any
#: value has, and less than the parser can take.
_DEEPEST, _DIGITS = 20, 100

#: Letters of the longest word that a message writes out in quotes.
_LONGEST = 120

_PLAIN = re.compile(r"[A-Za-z0-9_/\-\\+.$%*@?|: \t]")
_OPENS = {"[": "]", "{": "}", "(": ")"}
_FUNCTION = re.compile(r"\s*([A-Za-z_][A-Za-z0-9_-]*) ?\(")
_NAMES = ("choice", "range", "sort", "shuffle", "int", "float", "bool", "str", "tag")
_QUOTES = "needs quotes"
_COMMA = "a comma has no value beside it (a space ends a word)"
_NUMBER = re.compile(rf"[0-9]{{{_DIGITS + 1},}}")


def check_size(key: str, text: str) -> None:
    """Raise for brackets too deep, or a number too long, for the parser.

    Examples
    --------
    >>> check_size("months", "12")
    """
    depth = deepest = 0
    for mark in _outside(text):
        depth += (mark in _OPENS) - (mark in _OPENS.values())
        deepest = max(deepest, depth)
    if deepest > _DEEPEST:
        raise SimError(f"found brackets {deepest} deep, wanted {wanted(key)}", field=key)
    number = _NUMBER.search(text)
    if number and key not in TEXTS:
        raise SimError(
            f"found a number of {len(number[0])} digits, wanted {wanted(key)}", field=key
        )


def grammar_error(key: str, text: str) -> SimError:
    """Return the error for a value that the grammar does not have.

    Examples
    --------
    >>> print(grammar_error("output.folder", "/data/한국"))
    output.folder: found /data/한국, where '한' needs quotes: 'output.folder="/data/한국"'
    >>> print(grammar_error("months", "é"))
    months: found é, where 'é' cannot stand: wanted a whole number: length of the window, in months
    """
    shown, why = short(text), _why(text)
    if key in TEXTS and (_QUOTES in why or key not in WORLD):
        bare = text[1:] if text[:1] in "'\"" and "opened" in why else text
        return SimError(f"found {shown}, where {why}: {in_quotes(key, bare)}", field=key)
    why = why.replace(_QUOTES, "cannot stand")
    return SimError(f"found {shown}, where {why}: wanted {wanted(key)}", field=key)


def in_quotes(key: str, text: str) -> str:
    r"""Return a word as a shell takes it, its value in the quotes of Hydra's grammar.

    Examples
    --------
    >>> print(in_quotes("output.folder", "it's"))
    "output.folder=\"it's\""
    """
    word = f"{key}={QuotedString(text, Quote.double).with_quotes()}"
    if len(word) > _LONGEST:
        return f"write '{key}=\"…\"'"
    if "'" not in word:
        return f"'{word}'"
    return '"' + re.sub(r'([\\"$`])', r"\\\1", word) + '"'


def _outside(text: str) -> Iterator[str]:
    """Yield the marks of a text that stand outside of quotes and are not escaped."""
    bare = re.sub(r"""\\.|"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*'""", "", text, flags=re.DOTALL)
    yield from (mark for mark in bare if mark in "[]{}()")


def _why(text: str) -> str:
    """Return what is wrong with a value, to follow "where"."""
    function = _FUNCTION.match(text)
    waiting: list[str] = []  # brackets to be closed, the innermost last
    before = ""  # what stands left: a mark, "text" or "quoted"
    position = 0
    while position < len(text):
        mark = text[position]
        if mark in "'\"":
            end = _end_of_quote(text, position)
            if before == "text":
                return f"{mark} {_QUOTES}"
            if end is None:
                return f"a quote ({mark}) is opened and not closed"
            before, position = "quoted", end
            continue
        if mark == "," and before in ("", ",", *_OPENS):
            return _COMMA
        if mark in _OPENS:
            called = mark == "(" and before == "text"
            if (before in ("text", "quoted") or mark == "(") and not called:
                return f"'{mark}' {_QUOTES}"
            waiting.append(_OPENS[mark])
        elif mark in _OPENS.values():
            if not waiting or waiting.pop() != mark:
                return f"'{mark}' closes nothing"
            if before == ",":
                return _COMMA
        elif mark == ":" and before == "quoted" and "}" in waiting[-1:]:
            return "a name in braces takes no quotes"
        elif mark != "," and not (mark == "=" and ")" in waiting) and not _PLAIN.match(mark):
            return f"'{visible(mark)}' {_QUOTES}"
        elif mark not in ", \t:" and before in ("quoted", *_OPENS.values()):
            return f"'{mark}' follows what is complete"
        if mark not in " \t":
            before = mark if mark in ",:=" or mark in _OPENS or mark in _OPENS.values() else "text"
        position += 2 if mark == "\\" else 1
    if waiting:
        opened = next(mark for mark, close in _OPENS.items() if close == waiting[-1])
        return f"'{opened}' is opened and not closed"
    if before == ",":
        return _COMMA
    if function:
        return _of_function(function[1])
    return f"something is missing or {_QUOTES}"


def _of_function(name: str) -> str:
    """Return what is wrong with a call."""
    if name not in _NAMES:
        return f"{name}() is none of {', '.join(_NAMES)}"
    return f"{name}() cannot make anything of what it is given"


def _end_of_quote(text: str, position: int) -> int | None:
    """Return the place after the quote that ends what begins here, or None."""
    match = re.compile(rf"(?:\\.|[^\\{text[position]}])*{text[position]}", re.DOTALL).match(
        text, position + 1
    )
    return match.end() if match else None
