"""Rows that stand for points or effects, and titles that must fit a panel."""

from collections.abc import Sequence
from typing import NamedTuple

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from sim.plots.frame import WIDTH, figure
from sim.plots.lettering import fitted, fitted_name, inches_of, line_count
from sim.plots.palette import readable

__all__ = ["COLUMNS", "Rows", "name_rows", "outcome_panels", "panel_grid", "rows_of", "wrapped"]

#: Inches: left of the panels at least and at most, and a line of a row's name.
_LEAST, _MOST, _LINE = 1.64, 2.5, 0.135
_SIZE = 8.0  # points of a row's name and of a panel's title
_RIGHT, _BETWEEN = 0.98, 0.17  # right edge, as a share of the width; gap of panels, in panels

#: Panels side by side at most.
COLUMNS = 3


class Rows(NamedTuple):
    """Names of rows as they fit left of the panels, and the room that they take.

    Attributes
    ----------
    names : list of str
        In lines.
    left : float
        Inches left of the panels.
    height : float
        Inches of the tallest name.
    """

    names: list[str]
    left: float
    height: float


def rows_of(names: Sequence[str]) -> Rows:
    """Return names in as few lines as the widest margin allows that an item of them asks for."""
    items = [item for name in names for item in name.replace(", ", ",\n").split("\n")]
    widest = max(inches_of(item, _SIZE, bold=True) for item in items)
    left = min(_MOST, max(_LEAST, widest + 0.2))
    lines = [fitted_name(name, left - 0.18, _SIZE, bold=True) for name in names]
    return Rows(lines, left, _LINE * line_count(*lines))


def wrapped(text: str, width: int) -> str:
    """Return text in lines no longer than a width, broken at blanks.

    Examples
    --------
    >>> wrapped("Mean monthly bid by Tokyo", 12).splitlines()
    ['Mean monthly', 'bid by Tokyo']
    """
    lines = [""]
    for word in text.split():
        if lines[-1] and len(lines[-1]) + 1 + len(word) > width:
            lines.append(word)
        else:
            lines[-1] = f"{lines[-1]} {word}".strip()
    return "\n".join(lines)


def name_rows(
    axes: Axes, names: Sequence[str], colours: Sequence[str], *, shift: float = 0.0
) -> None:
    """Write names left of their rows, which lie at 0, −1, −2, …, in their colours."""
    for row, (name, colour) in enumerate(zip(names, colours, strict=True)):
        axes.annotate(
            name,
            (0.0, -row + shift),
            xycoords=("axes fraction", "data"),
            xytext=(-6, 0),
            textcoords="offset points",
            ha="right",
            va="center",
            size=_SIZE,
            weight="bold",
            color=readable(colour),
            linespacing=1.1,
            annotation_clip=False,
        )


def panel_grid(
    fig: Figure,
    rows: int,
    columns: int,
    *,
    gap: float,
    left: float = _LEAST,
    top: float = 1.1,
) -> list[Axes]:
    """Return panels with room for row names at the left and a title above each.

    Parameters
    ----------
    gap : room between rows of panels, as a share of a panel's height
    left, top : inches for names, and for the figure's title and the first row's titles
    """
    height = fig.get_figheight()
    grid = fig.subplots(
        rows,
        columns,
        squeeze=False,
        gridspec_kw={
            "left": left / fig.get_figwidth(),
            "right": _RIGHT,
            "top": 1 - top / height,
            "bottom": 0.82 / height,
            "hspace": gap,
            "wspace": _BETWEEN,
        },
    )
    return list(grid.flat)


def outcome_panels(titles: Sequence[str], left: float, inner: float) -> tuple[Figure, list[Axes]]:
    """Return a figure with a panel an outcome, in which rows lie at 0, −1, −2, ….

    Parameters
    ----------
    titles : of the panels
    left : inches for the names of rows
    inner : inches that the rows of a panel take
    """
    columns = min(COLUMNS, len(titles))
    rows = -(-len(titles) // columns)
    wide = (WIDTH * _RIGHT - left) / (columns + (columns - 1) * _BETWEEN)
    lines = [fitted(title, wide, _SIZE) for title in titles]
    above = 0.14 * line_count(*lines)
    gap, top = 0.54 + above, 0.82 + above
    fig = figure(top + rows * inner + (rows - 1) * gap + 0.82)
    grid = panel_grid(fig, rows, columns, gap=gap / inner, left=left, top=top)
    for axes in grid[len(titles) :]:
        axes.set_visible(False)
    for axes, title in zip(grid, lines, strict=False):
        axes.set_title(title, size=_SIZE, pad=4)
        axes.grid(visible=False)
        axes.grid(visible=True, axis="x")
        axes.spines["left"].set_visible(False)
        axes.set_yticks([])
    return fig, grid[: len(titles)]
