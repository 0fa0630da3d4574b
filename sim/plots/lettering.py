"""How wide words are in the house's type, and where they break to fit."""

import functools
import itertools
import re

from matplotlib.font_manager import FontProperties
from matplotlib.textpath import text_to_path

__all__ = ["TYPE", "fitted", "fitted_name", "inches_of", "line_count"]

#: The house's type.
TYPE = "DejaVu Sans"

#: Letters stand on whole dots, which makes words up to so much wider: measured at 150 an inch.
_HINTED = 1.03


@functools.lru_cache(maxsize=4096)
def inches_of(text: str, size: float, *, bold: bool = False) -> float:
    """Return the width of one line of text.

    Examples
    --------
    >>> inches_of("Tokyo", 8.0) < inches_of("Tokyo", 8.0, bold=True) < 0.5
    True
    """
    type_of = FontProperties(family=TYPE, size=size, weight="bold" if bold else "normal")
    width, _, _ = text_to_path.get_text_width_height_descent(text, type_of, ismath=False)
    return _HINTED * float(width) / 72.0


def fitted(text: str, inches: float, size: float, *, bold: bool = False) -> str:
    """Return text in lines no wider than so many inches.

    Lines that it has stay apart. They break at blanks, not beside an equals sign, and inside what
    alone is too wide.

    Examples
    --------
    >>> fitted("Tokyo bids more than Seoul", 1.2, 8.0).splitlines()
    ['Tokyo bids more', 'than Seoul']
    """
    wide = functools.partial(inches_of, size=size, bold=bold)
    lines = []
    for line in text.split("\n"):
        parts = re.split(r" (?!=)(?<!= )", line)
        lines += _joined(
            [piece for part in parts for piece in _pieces(part, inches, wide)], inches, wide
        )
    return "\n".join(lines)


def fitted_name(name: str, inches: float, size: float, *, bold: bool = False) -> str:
    """Return a name made of several items in lines, with each item on one line if that will do.

    Examples
    --------
    >>> fitted_name("mediation = 0.25, history hard line = 0.5", 1.6, 8.0).splitlines()
    ['mediation = 0.25,', 'history hard line = 0.5']
    """
    wide = functools.partial(inches_of, size=size, bold=bold)
    lines = []
    for line in name.split("\n"):
        items = line.replace(", ", ",\n").split("\n")
        for fits, run in itertools.groupby(items, key=lambda item: wide(item) <= inches):
            if fits:
                lines += _joined(list(run), inches, wide)
            else:
                lines += [fitted(item, inches, size, bold=bold) for item in run]
    return "\n".join(lines)


def _joined(parts: list[str], inches: float, wide: "functools.partial[float]") -> list[str]:
    """Return parts joined by blanks into lines, each as full as it can be."""
    lines = parts[:1]
    for part in parts[1:]:
        longer = f"{lines[-1]} {part}"
        if wide(longer) <= inches:
            lines[-1] = longer
        else:
            lines.append(part)
    return lines


def _pieces(word: str, inches: float, wide: "functools.partial[float]") -> list[str]:
    """Return a word whole if it fits, else in pieces that do."""
    pieces = [""]
    for letter in word if wide(word) > inches else [word]:
        if pieces[-1] and wide(pieces[-1] + letter) > inches:
            pieces.append("")
        pieces[-1] += letter
    return pieces


def line_count(*texts: str) -> int:
    """Return how many lines the longest of some texts has, 1 if there is none."""
    return max((text.count("\n") + 1 for text in texts), default=1)
