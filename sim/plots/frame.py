"""The frame of every picture: size, type, title, caption, and how it is saved.

Figures are made without pyplot, so that drawing many of them leaves nothing open behind it.
"""

import itertools
import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, cast

import matplotlib as mpl
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.text import Text

from sim.analysis import Naming, names_of, points_of, some
from sim.plots.lettering import TYPE, fitted, fitted_name, inches_of, line_count
from sim.plots.palette import FAINT, INK, MUTED, readable
from sim.spec.calendar import LAST_KNOWN, month_words

if TYPE_CHECKING:
    from sim.store import Results

__all__ = [
    "figure",
    "hide_frame",
    "house_style",
    "legend_under_title",
    "named_panels",
    "panel_width",
    "panels",
    "set_caption",
    "set_caption_of",
    "set_title",
]

#: Inches and dots: a figure is 1,200 pixels wide.
WIDTH, DOTS = 8.0, 150
_EDGE = 0.075  # left edge of title and caption, as a share of the width
TEXT = WIDTH * (1 - _EDGE) - 0.1  # inches that a line of text may be wide
_ROOMY, _BETWEEN = 3, 0.07  # columns of panels of full size; gap between them, in panels
_MOST_LINES = 4  # of a panel's name, before there are fewer columns
_SQUARE = 0.017  # a key's square, as a share of the width
_SHARED = 12  # items that a caption says of all points

#: What stands under captions: where knowledge ends, if what is drawn may go on beyond; the warning.
_KNOWN = f"Knowledge ends in {month_words(LAST_KNOWN)}."
WARNING = "Explores and teaches; does not predict."

_STYLE: dict[str, Any] = {
    "font.family": TYPE,
    "font.size": 8.5,
    "axes.labelsize": 8.5,
    "axes.titlesize": 9,
    "axes.titlelocation": "left",
    "axes.edgecolor": MUTED,
    "axes.labelcolor": INK,
    "axes.linewidth": 0.6,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.axisbelow": True,
    "axes.grid": True,
    "axes.grid.axis": "y",
    "axes.unicode_minus": True,
    "grid.color": FAINT,
    "grid.linewidth": 0.5,
    "text.color": INK,
    "xtick.color": MUTED,
    "ytick.color": MUTED,
    "xtick.labelsize": 8,
    "ytick.labelsize": 8,
    "xtick.major.width": 0.6,
    "ytick.major.width": 0.0,
    "xtick.major.size": 3,
    "ytick.major.size": 0,
    "lines.solid_capstyle": "round",
    "figure.facecolor": "white",
    "savefig.facecolor": "white",
    "svg.hashsalt": "alliance-triangle",
    # Text stays text: it can be searched, read aloud and changed.
    "svg.fonttype": "none",
    "pdf.fonttype": 42,
}


@contextmanager
def house_style() -> Iterator[None]:
    """Set the house's type and lines for what is drawn inside, whatever the user's own style."""
    with mpl.rc_context():
        mpl.rcdefaults()
        cast(dict[str, Any], mpl.rcParams).update(_STYLE)
        yield


def figure(height: float) -> Figure:
    """Return an empty figure of the house's width; height in inches."""
    return Figure(figsize=(WIDTH, height), dpi=DOTS)


def panels(
    count: int, columns: int, *, lines: int = 1, share_x: bool = True
) -> tuple[Figure, list[Axes]]:
    """Return a figure with room for title and caption, and its panels on shared axes, row by row.

    The last panel of each column carries the labels below, also where the row below is empty.

    Parameters
    ----------
    lines : of the titles of panels
    share_x : False leaves each panel its own horizontal axis, with its labels
    """
    rows = -(-count // columns)
    inner = 1.4 if columns <= _ROOMY else 1.0
    gap = 0.16 + 0.14 * lines + (0.0 if share_x else 0.2)
    top = 0.78 + 0.14 * lines
    height = top + rows * inner + (rows - 1) * gap + 0.74
    fig = figure(height)
    grid = fig.subplots(
        rows,
        columns,
        sharex=share_x,
        sharey=True,
        squeeze=False,
        gridspec_kw={
            "left": _EDGE + 0.01,  # room for a sign before the numbers
            "right": 0.985,
            "top": 1 - top / height,
            "bottom": 0.74 / height,
            "hspace": gap / inner,
            "wspace": _BETWEEN,
        },
    )
    for index, axes in enumerate(grid.flat):
        axes.tick_params(labelbottom=not share_x or index + columns >= count)
        axes.set_visible(index < count)
    return fig, list(grid.flat)[:count]


def panel_width(columns: int) -> float:
    """Return the inches that one of so many panels side by side is wide."""
    return WIDTH * (0.985 - _EDGE - 0.01) / (columns + (columns - 1) * _BETWEEN)


def named_panels(
    names: Sequence[str], colours: Sequence[str], *, share_x: bool = True
) -> tuple[Figure, list[Axes], int]:
    """Return a figure with a panel a name, the name above each, and how many columns there are.

    More than three stand in as many columns as make them about square, at most five; in fewer where
    a name would take many lines.
    """
    count = len(names)
    columns = count if count <= _ROOMY else min(5, math.isqrt(count - 1) + 1)
    size = 9.0 if count <= _ROOMY**2 else 7.0
    while True:
        wide = panel_width(columns)
        lines = [fitted_name(name, wide, size, bold=True) for name in names]
        if columns <= _ROOMY or line_count(*lines) <= _MOST_LINES:
            break
        columns -= 1
    fig, grid = panels(count, columns, lines=line_count(*lines), share_x=share_x)
    for axes, name, colour in zip(grid, lines, colours, strict=True):
        axes.set_title(
            name, color=readable(colour), weight="bold", size=size, pad=4, linespacing=1.1
        )
    return fig, grid, columns


def _make_room(fig: Figure, *, top: float = 0.0, bottom: float = 0.0) -> None:
    """Make a figure taller by so many inches above and below all that it holds."""
    old = fig.get_figheight()
    new = old + top + bottom
    for axes in fig.axes:
        box = axes.get_position(original=True)
        share = (box.x0, (box.y0 * old + bottom) / new, box.width, box.height * old / new)
        axes.set_position(share)
    for text in fig.texts:
        x, y = text.get_position()
        text.set_position((x, (y * old + bottom) / new))
    fig.set_figheight(new)


def set_title(
    fig: Figure, title: str, subtitle: str = "", *, key: Mapping[str, str] | None = None
) -> None:
    """Write what the picture shows, left aligned; the subtitle says how to read it.

    The figure holds a line of each; it grows where there are more, and for a key.

    Parameters
    ----------
    key : words to the colour that has this meaning, in as few lines under the subtitle as hold them
    """
    title, subtitle = fitted(title, TEXT, 12, bold=True), fitted(subtitle, TEXT, 8.5)
    low = 0.42 + 0.2 * (line_count(title) - 1)
    below = low + 0.15 * line_count(subtitle)
    lines = _key_lines(key or {})
    _make_room(fig, top=below - 0.57 + 0.2 * len(lines))
    inch = 1.0 / fig.get_figheight()
    fig.text(
        _EDGE, 1 - 0.16 * inch, title, size=12, weight="bold", va="top", color=INK, gid="title"
    )
    if subtitle:
        fig.text(_EDGE, 1 - low * inch, subtitle, size=8.5, va="top", color=MUTED, gid="subtitle")
    for row, line in enumerate(lines):
        height = 1 - (below + 0.12 + 0.2 * row) * inch
        for left, words in line:
            colour = (key or {})[words]
            fig.text(left, height, "■", size=9, va="center", color=colour, gid="key")
            fig.text(left + _SQUARE, height, words, size=8, va="center", color=INK, gid="key")


def _key_lines(key: Iterable[str]) -> list[list[tuple[float, str]]]:
    """Return a key in as few lines as hold it, each word with its left edge, a share of the width.

    Words of several lines stand under one another, as those of a table do.
    """
    names = list(key)
    for count in range(1, len(names) + 1):
        columns = -(-len(names) // count)
        lines = [names[at : at + columns] for at in range(0, len(names), columns)]
        wide = [
            max(_SQUARE + 0.025 + inches_of(line[k], 8) / WIDTH for line in lines if k < len(line))
            for k in range(columns)
        ]
        if sum(wide) - 0.025 <= 1 - _EDGE or columns == 1:
            lefts = list(itertools.accumulate(wide, initial=_EDGE))
            return [list(zip(lefts, line, strict=False)) for line in lines]
    return []


def legend_under_title(fig: Figure, handles: Sequence[Artist]) -> None:
    """Write what marks mean in one row under a title and its subtitle, each a line.

    Examples
    --------
    >>> from matplotlib.patches import Patch
    >>> fig = figure(2.0)
    >>> legend_under_title(fig, [Patch(label="wanted")])
    >>> [text.get_text() for text in fig.legends[0].get_texts()]
    ['wanted']
    """
    fig.legend(
        handles=handles,
        loc="upper left",
        bbox_to_anchor=(0.068, 1 - 0.58 / fig.get_figheight()),
        ncols=len(handles),
        fontsize=7.5,
        frameon=False,
        handletextpad=0.25,
        columnspacing=1.3,
        borderpad=0.0,
    )


def set_caption_of(fig: Figure, results: "Results", *points: int | str, more: str = "") -> Text:
    """Write the caption of a picture of results: replicates and seed, then what is drawn.

    It says once what names leave out: what all points share, full keys, and values cut short.
    """
    naming = names_of(results, points)
    numbers = [point.number for point in naming.points]
    rows = points_of(results).set_index("point").loc[numbers]
    counts, seeds = (sorted(set(rows[name])) for name in ("replicates", "seed"))
    distinct = len({point.scenario for point in naming.points}) == len(numbers)
    each = "" if len(numbers) == 1 else " a world" if distinct else " a point"
    noun = "replicate" if counts == [1] else "replicates"
    caption = f"{' or '.join(f'{count:,}' for count in counts)} {noun}{each}, seed "
    caption += " and ".join(str(seed) for seed in seeds) + "."
    beyond = any(results.world(number).last > LAST_KNOWN for number in numbers)
    text = " ".join(part for part in (caption, more, *_left_out(naming)) if part)
    return set_caption(fig, text, beyond=beyond)


def _left_out(naming: Naming) -> Iterator[str]:
    """Yield sentences on what the names of points leave out."""
    common = some(naming.common, _SHARED)
    if naming.shared or (naming.scenario and len(naming.points) > 1):
        yield f"{'All points' if len(naming.points) > 1 else 'Asked'}: {', '.join(common)}."
    yield naming.left_out(counted=common != naming.common)


def set_caption(fig: Figure, text: str, *, beyond: bool = True) -> Text:
    """Write the caption under the picture, which must name replicates and seed, and the warning.

    The figure holds a line of it above that of the warning; it grows where there are more.

    Parameters
    ----------
    beyond : False only where all that is drawn ends with the record: others say where it ends
    """
    if "replicate" not in text or "seed" not in text:
        raise ValueError("a caption says how many replicates and which seed")
    text = fitted(text, TEXT, 7)
    _make_room(fig, bottom=0.14 * max(0, line_count(text) - 1))
    inch = 1.0 / fig.get_figheight()
    warning = f"{_KNOWN} {WARNING}" if beyond else WARNING
    # As large as the subtitle: what must not be overlooked is no small print.
    fig.text(_EDGE, 0.10 * inch, warning, size=8.5, va="bottom", color=INK, gid="warning")
    return fig.text(
        _EDGE, 0.26 * inch, text, size=7, va="bottom", color=MUTED, gid="caption", linespacing=1.4
    )


def hide_frame(axes: Axes, *, ticks: bool = True) -> None:
    """Remove an axes' frame, grid and tick marks; with `ticks`, its tick labels too."""
    axes.grid(visible=False)
    axes.tick_params(length=0)
    for spine in axes.spines.values():
        spine.set_visible(False)
    if ticks:
        axes.set_xticks([])
        axes.set_yticks([])
