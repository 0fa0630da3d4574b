"""Names and values as messages show them: the nearest known one, nothing hidden, not too long."""

import difflib
import math
import re
import unicodedata
from collections.abc import Iterable

__all__ = ["bound", "hidden", "nearest", "short", "shown", "visible"]

#: How alike two names must be (difflib's ratio) for one to be taken for a slip in the other.
#: Measured: a letter lost, doubled or swapped in a name of four letters or more gives 0.75 and up;
#: words that mean something else, such as 'nope' beside 'hanoi_repeat', stay below 0.71.
_ALIKE = 0.71

#: Fewest letters of a part of a name that can stand for the whole, as 'hindcast' does.
_PART = 4

_SPECIAL = re.compile(r"[^ -~]")

#: Categories of characters that control, format, break lines, or have no agreed shape.
_SHAPELESS = frozenset({"Cc", "Cf", "Co", "Cs", "Zl", "Zp"})

#: Characters of other categories that are drawn as nothing: fillers, joiners, variation selectors,
#: and what Unicode keeps free for more of them; the blank pattern of Braille.
_DRAWN_AS_NOTHING = (
    *((0x034F, 0x034F), (0x115F, 0x1160), (0x17B4, 0x17B5), (0x180B, 0x180F), (0x2800, 0x2800)),
    *((0x3164, 0x3164), (0xFDD0, 0xFDEF), (0xFE00, 0xFE0F), (0xFFA0, 0xFFA0), (0xFFF0, 0xFFF8)),
    (0xE0000, 0xE0FFF),
)


def nearest(found: str, known: Iterable[str]) -> str | None:
    """Return the known name that `found` is a slip or a part of, or None if none comes near.

    Examples
    --------
    >>> nearest("mediaton", ["mediation", "rivalry"])
    'mediation'
    >>> nearest("hindcast", ["baseline_hindcast", "neglect"])
    'baseline_hindcast'
    >>> nearest("nope", ["hanoi_repeat", "neglect"]) is None
    True
    """
    names = {name.lower(): name for name in known}
    found = found.lower()
    near = difflib.get_close_matches(found, names, n=1, cutoff=_ALIKE)
    if not near and len(found) >= _PART:
        whole = [name for name in names if name.startswith(found) or f"_{found}_" in f"_{name}_"]
        near = difflib.get_close_matches(found, whole, n=1, cutoff=0.0)
    return names[near[0]] if near else None


def hidden(text: str, kept: str = "") -> int | None:
    r"""Return where the first character stands that a reader cannot see, or None.

    Control and format characters, line separators, surrogates, characters for private use, and
    those that are drawn as nothing: what can deceive a reader or a terminal. Spaces of any width
    are seen.

    Parameters
    ----------
    text : str
        Anything that was read.
    kept : str
        Characters that may stand there all the same, such as tab and newline.

    Examples
    --------
    >>> hidden("a title"), hidden("a\x1b[31mtitle"), hidden("two\nlines", kept="\n")
    (None, 1, None)
    """
    found = (one.start() for one in _SPECIAL.finditer(text) if one[0] not in kept)
    return next((at for at in found if _is_hidden(text[at])), None)


def _is_hidden(character: str) -> bool:
    """Return whether a character is not seen."""
    code = ord(character)
    return (
        unicodedata.category(character) in _SHAPELESS
        or code & 0xFFFE == 0xFFFE
        or any(low <= code <= high for low, high in _DRAWN_AS_NOTHING)
    )


def visible(text: str) -> str:
    r"""Return a text with each character that is not seen written out.

    Examples
    --------
    >>> print(visible("a\x1b[31mtitle"))
    a\x1b[31mtitle
    """
    if hidden(text) is None:
        return text
    return "".join(
        one.encode("unicode_escape").decode() if _is_hidden(one) else one for one in text
    )


def short(found: object) -> str:
    r"""Return what was found as a message shows it: on one line, not long, nothing hidden.

    Examples
    --------
    >>> print(short("two\nlines, and a long word: " + "x" * 100))
    two lines, and a long word: xxxxxxxxxxxxxxxxxxxxxxxxxxxxx…
    """
    text = str(found).replace("\n", " ")
    return visible(text if len(text) <= 60 else text[:57] + "…")


def shown(value: object) -> str:
    """Return a value as a message shows it: text as text, the rest as a file would have it.

    Examples
    --------
    >>> shown("10"), shown(10), shown(True), shown(None), shown([0.1, "x"])
    ("the text '10'", '10', 'true', 'nothing', "[0.1, 'x']")
    """
    if isinstance(value, str):
        return f"the text '{short(value)}'"
    if value is None or isinstance(value, bool):
        return {None: "nothing", True: "true", False: "false"}[value]
    return short(value)


def bound(number: float) -> str:
    """Return a bound as text: whole ones to the last digit, since someone may copy them."""
    return str(int(number)) if math.isfinite(number) and number == int(number) else f"{number:g}"
