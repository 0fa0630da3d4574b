"""Rows that stand for facts or claims: sentence, mark of what became, band of what was wanted.

Shape and colour say the same, so that the picture reads without colours.
"""

import textwrap
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Patch
from matplotlib.transforms import blended_transform_factory

from sim.plots.frame import legend_under_title
from sim.plots.palette import BLUE, INK, MUTED, VERMILLION

__all__ = ["LINE", "Rows", "legend", "rows_of", "verdict_mark", "wanted_band", "write_rows"]

#: Inches that a line of text takes.
LINE = 0.125

#: Marker and colour of what became of a fact or claim.
_MARKS = {
    **dict.fromkeys(("met", "holds"), ("o", BLUE)),
    **dict.fromkeys(("missed", "fails"), ("X", VERMILLION)),
    "undecided": ("D", MUTED),
}
_BAND = "#DCE8F1"
_GAP = 0.9  # lines between two rows


class Rows(NamedTuple):
    """Rows of text, laid out from the top down in lines.

    Attributes
    ----------
    names : each row's first column
    sentences, notes : lines of each row
    at : height of each row's middle, from 0 down
    depth : lines in all
    """

    names: tuple[str, ...]
    sentences: tuple[tuple[str, ...], ...]
    notes: tuple[tuple[str, ...], ...]
    at: tuple[float, ...]
    depth: float


def rows_of(
    entries: Sequence[tuple[str, str, str]], *, widest: int, note_widest: int, least: int = 1
) -> Rows:
    """Lay out rows of a name, a sentence and a note, each wrapped and none cut.

    Parameters
    ----------
    widest, note_widest : characters of a line
    least : lines that a row takes at least

    Examples
    --------
    >>> rows = rows_of([("E01", "Ties reach their low.", "by input")], widest=12, note_widest=20)
    >>> rows.sentences, rows.notes
    ((('Ties reach', 'their low.'),), (('by input',),))
    """
    sentences = tuple(tuple(textwrap.wrap(text, widest)) for _, text, _ in entries)
    notes = tuple(tuple(textwrap.wrap(note, note_widest)) for _, _, note in entries)
    at, top = [], _GAP / 2
    for lines, more in zip(sentences, notes, strict=True):
        high = max(least, len(lines) + len(more))
        at.append(-(top + high / 2))
        top += high + _GAP
    return Rows(tuple(name for name, _, _ in entries), sentences, notes, tuple(at), top - _GAP / 2)


def write_rows(fig: Figure, axes: Axes, rows: Rows) -> None:
    """Write names and lines left of the axes, whose height becomes that of the rows in lines."""
    beside = blended_transform_factory(fig.transFigure, axes.transData)
    for name, lines, more, middle in zip(
        rows.names, rows.sentences, rows.notes, rows.at, strict=True
    ):
        first = middle + (len(lines) + len(more) - 1) / 2
        axes.text(0.02, first, name, size=7, va="center", transform=beside)
        for number, text in enumerate((*lines, *more)):
            note = number >= len(lines)
            axes.text(
                0.065,
                first - number,
                text,
                size=6.2 if note else 7,
                style="italic" if note else "normal",
                color=MUTED if note else INK,
                va="center",
                transform=beside,
                gid="row sentence",
            )
    axes.set_ylim(-rows.depth, 0)
    axes.set_yticks([])
    axes.grid(visible=False)
    axes.grid(visible=True, axis="x")
    axes.spines["left"].set_visible(False)


def verdict_mark(
    axes: Axes, one: Mapping[Any, Any], at: float, *, filled: bool, framed: bool = False
) -> None:
    """Draw a number with its interval at a height, shaped and coloured by what became of it.

    Parameters
    ----------
    one : with value, low, high and `result`: met, holds, missed, fails or undecided
    framed : with a square around the mark
    """
    marker, colour = _MARKS[str(one["result"])]
    axes.plot([one["low"], one["high"]], [at, at], color=colour, lw=3, alpha=0.4)
    face = colour if filled else "white"
    axes.plot(
        one["value"], at, marker, ms=5.5, color=colour, mfc=face, clip_on=False, zorder=3
    ).pop().set_gid(f"mark {one['result']}")
    if framed:
        axes.plot(one["value"], at, "s", ms=10.5, mec=MUTED, mfc="none", clip_on=False, gid="frame")


def wanted_band(axes: Axes, low: float, high: float, at: float) -> None:
    """Shade what was wanted at a height; a side that is free, NaN or infinite, reaches the edge.

    The axis' limits must be set before.
    """
    left, right = axes.get_xlim()
    ends = (
        left if not np.isfinite(low) else min(max(low, left), right),
        right if not np.isfinite(high) else max(min(high, right), left),
    )
    axes.fill_between(ends, at - 0.75, at + 0.75, color=_BAND, lw=0, zorder=0.5, gid="wanted")


def legend(
    fig: Figure, results: Sequence[str], *, filled: str, empty: str, band: str, frame: str = ""
) -> None:
    """Write what marks mean under the title.

    Parameters
    ----------
    results : those that a row may have
    filled, empty, frame : what a filled, an open and a framed mark mean
    band : what the shading means
    """
    handles: list[Line2D | Patch] = []
    for result in results:
        marker, colour = _MARKS[result]
        handles.append(Line2D([], [], marker=marker, color=colour, lw=0, ms=5.5, label=result))
    for text, face in ((filled, MUTED), (empty, "white")):
        handles.append(Line2D([], [], marker="o", color=MUTED, mfc=face, lw=0, ms=5, label=text))
    if frame:
        handles.append(Line2D([], [], marker="s", mec=MUTED, mfc="none", lw=0, ms=9, label=frame))
    handles.append(Patch(color=_BAND, label=band))
    legend_under_title(fig, handles)
