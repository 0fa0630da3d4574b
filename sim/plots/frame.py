"""The frame of every picture: size, type, title, caption, and how it is saved.

Figures are made without pyplot, so that drawing many of them leaves nothing open behind it.
"""

import textwrap
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

import matplotlib as mpl
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.text import Text

from sim.analysis import one_point, replicates_of, seed_of
from sim.errors import UnwritableFolder
from sim.plots.palette import FAINT, INK, MUTED

if TYPE_CHECKING:
    from sim.store import Results

__all__ = [
    "caption_of",
    "figure",
    "hide_frame",
    "house_style",
    "panels",
    "save",
    "set_caption",
    "set_title",
]

#: Inches and dots: a figure is 1,200 pixels wide.
WIDTH, DOTS = 8.0, 150
_EDGE = 0.075  # left edge of title and caption, as a share of the width

_STYLE: dict[str, Any] = {
    "font.family": "DejaVu Sans",
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


def panels(count: int, columns: int) -> tuple[Figure, list[Axes]]:
    """Return a figure with room for title and caption, and its panels on shared axes, row by row.

    The last panel of each column carries the labels below, also where the row below is empty.
    """
    rows = -(-count // columns)
    height = 0.95 + 1.75 * rows + 0.55
    fig = figure(height)
    grid = fig.subplots(
        rows,
        columns,
        sharex=True,
        sharey=True,
        squeeze=False,
        gridspec_kw={
            "left": _EDGE + 0.01,  # room for a sign before the numbers
            "right": 0.985,
            "top": 1 - 0.98 / height,
            "bottom": 0.74 / height,
            "hspace": 0.3,
            "wspace": 0.07,
        },
    )
    for place, axes in enumerate(grid.flat):
        axes.tick_params(labelbottom=place + columns >= count)
        axes.set_visible(place < count)
    return fig, list(grid.flat)[:count]


def set_title(fig: Figure, title: str, subtitle: str = "") -> None:
    """Write what the picture shows, left aligned; the subtitle says how to read it."""
    inch = 1.0 / fig.get_figheight()
    fig.text(
        _EDGE, 1 - 0.16 * inch, title, size=12, weight="bold", va="top", color=INK, gid="title"
    )
    if subtitle:
        fig.text(_EDGE, 1 - 0.42 * inch, subtitle, size=8.5, va="top", color=MUTED, gid="subtitle")


def caption_of(results: "Results", *points: int | str | None, more: str = "") -> str:
    """Return what every caption says: replicates and seed, then what is drawn, then the warning."""
    numbers = [one_point(results, point) for point in points]
    counts = sorted({replicates_of(results, number) for number in numbers})
    seeds = sorted({seed_of(results, number) for number in numbers})
    worlds = " a world" if len(numbers) > 1 else ""
    said = f"{' or '.join(f'{count:,}' for count in counts)} replicates{worlds}, seed "
    said += " and ".join(str(seed) for seed in seeds) + "."
    return f"{said} {more}".strip() + " Explores and teaches; does not predict."


def set_caption(fig: Figure, text: str) -> Text:
    """Write the caption under the picture; it must name replicates and seed."""
    if "replicates" not in text or "seed" not in text:
        raise ValueError("a caption says how many replicates and which seed")
    inch = 1.0 / fig.get_figheight()
    text = textwrap.fill(text, 138)
    return fig.text(
        _EDGE, 0.10 * inch, text, size=7, va="bottom", color=MUTED, gid="caption", linespacing=1.4
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


def save(fig: Figure, folder: Path, name: str) -> list[Path]:
    """Write a figure as PNG, 1,200 pixels wide, and as SVG; return both paths.

    Raises
    ------
    UnwritableFolder
        If the folder cannot be made or written.
    """
    paths = [folder / f"{name}.png", folder / f"{name}.svg"]
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with house_style():
            fig.savefig(paths[0], dpi=DOTS, metadata={"Software": None})
            fig.savefig(paths[1], metadata={"Date": None, "Creator": None})
    except OSError as fault:
        raise UnwritableFolder(
            f"found {fault.strerror}, wanted a folder that can be written", place=str(folder)
        ) from fault
    return paths
