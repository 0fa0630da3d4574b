"""Lines that are told apart in grey print: each has its own dash and its own mark."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from matplotlib.figure import Figure
from matplotlib.lines import Line2D

from sim.errors import MissingResult
from sim.plots.frame import TEXT, WIDTH
from sim.plots.lettering import fitted_name, inches_of
from sim.plots.palette import INK

__all__ = [
    "LINE",
    "MOST_LINES",
    "head_bottom",
    "key_room",
    "mark_key",
    "stroke",
    "stroke_key",
    "wanted_few",
]

#: Lines that one pair of axes may hold: more are no longer told apart.
MOST_LINES = 7

#: Full, dashed, dotted, and mixtures of both; and marks of unlike shape.
_DASHES: tuple[Any, ...] = (
    "-",
    (0, (5, 2)),
    (0, (1.2, 1.6)),
    (0, (6, 2, 1.2, 2)),
    (0, (10, 2)),
    (0, (4, 1.5, 1.2, 1.5, 1.2, 1.5)),
    (0, (2.6, 1.2)),
)
_MARKS: tuple[Any, ...] = ("o", "s", "^", "D", "v", "P", "X")

#: Width of such a line, and of its marks.
LINE: dict[str, Any] = {"lw": 1.6, "ms": 4.2, "mew": 0.6, "mec": "white"}

#: Inches: left edge; a piece of a line with the gap after it; between columns; a line of names.
_LEFT, _SAMPLE, _GAP, _LINE = 0.075 * WIDTH, 3.9 * 8.0 / 72, 0.26, 0.18
_SIZE = 8.0


def stroke(place: int) -> dict[str, Any]:
    """Return dash and mark of a line, by its place among those drawn together.

    Examples
    --------
    >>> stroke(0)["ls"], stroke(0)["marker"], stroke(1)["marker"]
    ('-', 'o', 's')
    """
    return {
        "ls": _DASHES[place % len(_DASHES)],
        "marker": _MARKS[place % len(_MARKS)],
        "dash_capstyle": "butt",
    }


def wanted_few(count: int, field: str, *, most: int = MOST_LINES) -> None:
    """Raise MissingResult if there are more things than one picture tells apart, or none."""
    if count == 0:
        raise MissingResult("found none, wanted one or more", field=field)
    if count > most:
        raise MissingResult(
            f"found {count}, wanted {most} at most in one picture: say which by {field}=[…]",
            field=field,
        )


def _columns(names: Sequence[str]) -> tuple[int, list[str]]:
    """Return in how many columns names stand, the most that the picture is wide enough for.

    Names too long for one line are given in several.
    """
    texts = [fitted_name(name, TEXT - _SAMPLE, _SIZE) for name in names]
    wide = [_SAMPLE + max(inches_of(line, _SIZE) for line in text.split("\n")) for text in texts]
    for columns in range(len(names), 1, -1):
        # A legend fills column after column.
        parts = np.array_split(np.array(wide), columns)
        if sum(float(part.max()) for part in parts) + _GAP * (columns - 1) <= TEXT:
            return columns, texts
    return 1, texts


def key_room(names: Sequence[str]) -> float:
    """Return the inches that `stroke_key` takes.

    Examples
    --------
    >>> key_room(["Neglect"]) < key_room(["Neglect", "A very long name, " * 8])
    True
    """
    columns, texts = _columns(names)
    lines = [[text.count("\n") + 1 for text in part] for part in np.array_split(texts, columns)]
    return _LINE * max(sum(part) for part in lines) + 0.05


def head_bottom(fig: Figure) -> float:
    """Return how many inches above the figure's foot title and subtitle end.

    Examples
    --------
    >>> from sim.plots.frame import figure, set_title
    >>> fig = figure(4.0)
    >>> set_title(fig, "What is found", "How to read it")
    >>> print(3.3 < head_bottom(fig) < 3.5)
    True
    """
    head = [text for text in fig.texts if text.get_gid() in ("title", "subtitle")]
    # What is written hangs from its top.
    return min(
        text.get_position()[1] * fig.get_figheight()
        - (text.get_text().count("\n") + 1) * float(text.get_fontsize()) * 1.25 / 72.0
        for text in head
    )


def mark_key(fig: Figure, marks: Mapping[str, Mapping[str, Any]]) -> None:
    """Write under title and subtitle what marks mean: a piece of each, and its name.

    The figure must have `key_room` for them. To be called after the title is set.

    Parameters
    ----------
    marks : name to what `Line2D` takes: colour, dash, mark
    """
    columns, texts = _columns(list(marks))
    handles = [
        Line2D([], [], **{**style, "label": text})
        for text, style in zip(texts, marks.values(), strict=True)
    ]
    fig.legend(
        handles=handles,
        loc="upper left",
        bbox_to_anchor=(_LEFT / WIDTH, (head_bottom(fig) - 0.05) / fig.get_figheight()),
        ncols=columns,
        fontsize=_SIZE,
        labelcolor=INK,
        frameon=False,
        handlelength=3.2,
        handletextpad=0.6,
        columnspacing=_GAP * 72 / _SIZE,
        labelspacing=0.45,
        borderpad=0.0,
        borderaxespad=0.0,
    )


def stroke_key(fig: Figure, names: Sequence[str], colours: Sequence[str]) -> None:
    """Write under title and subtitle what each line is, by its place among those drawn."""
    mark_key(
        fig,
        {
            name: {**LINE, **stroke(k), "color": colour}
            for k, (name, colour) in enumerate(zip(names, colours, strict=True))
        },
    )
