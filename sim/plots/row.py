"""Rows that stand for worlds, and titles that must fit a panel."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from sim.analysis import one_point
from sim.plots.label import world_name
from sim.plots.palette import world_colours

if TYPE_CHECKING:
    from sim.store import Results

__all__ = ["name_rows", "panel_grid", "worlds_of", "wrapped"]


def worlds_of(
    results: "Results", points: Sequence[int | str]
) -> tuple[list[int], list[str], dict[str, str]]:
    """Return the numbers of points, the names of their worlds, and a colour a world."""
    numbers = [one_point(results, point) for point in points]
    names = [results.world(number).name for number in numbers]
    return numbers, names, world_colours(names)


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
    axes: Axes, names: Sequence[str], colours: Mapping[str, str], *, shift: float = 0.0
) -> None:
    """Write worlds' names left of their rows, which lie at 0, −1, −2, …, in their colours."""
    for row, name in enumerate(names):
        axes.annotate(
            world_name(name),
            (0.0, -row + shift),
            xycoords=("axes fraction", "data"),
            xytext=(-6, 0),
            textcoords="offset points",
            ha="right",
            va="center",
            size=8,
            weight="bold",
            color=colours[name],
            annotation_clip=False,
        )


def panel_grid(fig: Figure, rows: int, columns: int, *, gap: float) -> list[Axes]:
    """Return panels with room for row names at the left and a title above each.

    Parameters
    ----------
    gap : room between rows of panels, as a share of a panel's height
    """
    height = fig.get_figheight()
    grid = fig.subplots(
        rows,
        columns,
        squeeze=False,
        gridspec_kw={
            "left": 0.205,
            "right": 0.985,
            "top": 1 - 1.1 / height,
            "bottom": 0.75 / height,
            "hspace": gap,
            "wspace": 0.13,
        },
    )
    return list(grid.flat)
