"""Texts with {names} of numbers: which names a text has, and the text with its numbers in.

No number that can be computed is typed: a text that tells a result names it, and it is filled when
the lesson is built.
"""

import re
from collections.abc import Iterable, Mapping

from sim.errors import MalformedFile, UnknownName, short

__all__ = ["check_names", "check_untyped", "filled", "names_in"]

_NAME = re.compile(r"\{([a-z][a-z0-9_]*)\}")
_DIGITS = re.compile(r"[0-9][0-9.,]*")

#: Digits that are no result: a paragraph of an article, a year, and the two sizes of a sample.
_NO_RESULT = re.compile(
    r"\b[0-9]{3} P[0-9]+(?:[-–]P?[0-9]+)?\b|\b(?:19|20)[0-9]{2}\b|\b1,?00\b|\b1,000\b"
)


def names_in(text: str) -> tuple[str, ...]:
    """Return the names in a text, in order, each once.

    Examples
    --------
    >>> names_in("In {share_b} of 100 worlds, against {share_a}.")
    ('share_b', 'share_a')
    """
    return tuple(dict.fromkeys(_NAME.findall(text)))


def check_names(text: str, known: Iterable[str], place: str = "", field: str = "") -> None:
    """Raise unless every brace of a text belongs to a known name.

    Examples
    --------
    >>> check_names("In {share_c} of 100", ["share_a", "share_b"], field="finding")
    Traceback (most recent call last):
    sim.errors.UnknownName: finding: unknown number 'share_c'; did you mean 'share_b'?
    """
    known = list(known)
    for name in names_in(text):
        if name not in known:
            raise UnknownName("number", name, known, place=place, field=field)
    rest = _NAME.sub("", text)
    if "{" in rest or "}" in rest:
        message = (
            f"a brace that names no number in '{short(text)}'; write {{share_a}}, in small letters"
        )
        raise MalformedFile(message, place=place, field=field)


def check_untyped(text: str, place: str = "", field: str = "") -> None:
    """Raise for a number that is typed where one could be named.

    Examples
    --------
    >>> check_untyped("Of 100 worlds {share_b} end closer (000 P18).")
    >>> check_untyped("Ties rise by 0.29.", field="finding")
    Traceback (most recent call last):
    sim.errors.MalformedFile: finding: the number '0.29' is typed; name it in braces, such as \
{difference}
    """
    rest = _NO_RESULT.sub("", _NAME.sub("", text))
    found = _DIGITS.search(rest)
    if found:
        typed = found[0].rstrip(".,")
        message = f"the number '{typed}' is typed; name it in braces, such as {{difference}}"
        raise MalformedFile(message, place=place, field=field)


def filled(text: str, numbers: Mapping[str, str]) -> str:
    """Return a text with its numbers in.

    Examples
    --------
    >>> filled("{share_b} against {share_a}", {"share_a": "73", "share_b": "79"})
    '79 against 73'
    """
    return _NAME.sub(lambda found: numbers[found[1]], text)
