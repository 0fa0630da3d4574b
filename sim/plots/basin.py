"""Two basins: how long runs stay in one, and maps of where the start decides."""

from collections.abc import Sequence

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.cm import ScalarMappable
from matplotlib.colors import LinearSegmentedColormap, Normalize
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.ticker import MaxNLocator

from sim.plots.axis import GROUND, IMAGINED
from sim.plots.frame import figure, house_style, set_caption, set_title
from sim.plots.palette import BLUE, FAINT, GREEN, INK, MUTED, PURPLE, VERMILLION
from sim.spec.calendar import LAST_KNOWN, month_name

__all__ = ["basin_maps", "crossing_curves"]

#: Line and colour of each Washington, told apart in grey by the line.
_STYLES = ((VERMILLION, "-"), (BLUE, "--"), (PURPLE, "-."), (GREEN, ":"))

#: Apart, neither, close; and nothing to much.
_SIDES = LinearSegmentedColormap.from_list("sides", [VERMILLION, "#F7F7F7", BLUE])
_MUCH = LinearSegmentedColormap.from_list("much", ["#F7F7F7", "#C9A3BC", "#7A3B67", "#3B1030"])

#: Column of `basin_maps` to its colours, greatest and least value, and the words of its bar.
_SCALES = {
    "share": (_SIDES, 0.0, 1.0, "Share of runs begun close that end close"),
    "gap": (_MUCH, 0.0, 1.0, "Share that ends close: begun close minus begun apart"),
}

_WAITS = {
    ("close", "left"): "Begun close: not yet apart",
    ("close", "back"): "Crossed to apart: not yet back",
    ("apart", "left"): "Begun apart: not yet close",
    ("apart", "back"): "Crossed to close: not yet back",
}


def crossing_curves(
    waiting: pd.DataFrame,
    panels: Sequence[tuple[str, str]],
    *,
    first: int,
    title: str,
    subtitle: str,
    caption: str,
) -> Figure:
    """Draw the share of runs that still wait for a crossing, or for the return, a line a world.

    Parameters
    ----------
    waiting : a row a world, wait and month: washington, begins, event, month, waiting, low, high
    panels : which waits to draw: ('close', 'left'), ('close', 'back') and the like, 4 at most
    first : month number of the window's first month
    """
    names = list(dict.fromkeys(waiting["washington"]))
    with house_style():
        rows = -(-len(panels) // 2)
        each, gap, below = 2.3, 0.75, 1.3
        height = 0.95 + rows * each + (rows - 1) * gap + below
        fig = figure(height)
        across = min(2, len(panels))
        width = (0.985 - 0.075 - 0.06 * (across - 1)) / across
        for index, (begins, event) in enumerate(panels):
            row, column = divmod(index, 2)
            low = below + (rows - 1 - row) * (each + gap)
            left = 0.075 + column * (width + 0.06)
            panel = fig.add_axes((left, low / height, width, each / height))
            panel.set_gid(f"{begins}.{event}")
            here = waiting[(waiting["begins"] == begins) & (waiting["event"] == event)]
            for name, (colour, line) in zip(names, _STYLES, strict=False):
                mine = here[here["washington"] == name]
                at = mine["month"].to_numpy()
                panel.fill_between(
                    at,
                    100 * mine["low"],
                    100 * mine["high"],
                    step="post",
                    color=colour,
                    alpha=0.15,
                    lw=0,
                )
                panel.plot(
                    at, 100 * mine["waiting"], line, color=colour, lw=1.5, drawstyle="steps-post"
                )
            panel.set_ylim(0, 102)
            panel.set_title(_WAITS[begins, event], weight="bold", pad=4)
            last = int(here["month"].max())
            step = 12 if last <= 60 else 24
            panel.set_xlim(0, last)
            panel.set_xticks(range(0, last + 1, step))
            if event == "left":
                labels = [month_name(first + month - 1) for month in range(step, last + 1, step)]
                panel.set_xticklabels(["start", *labels])
                if step * len(labels) == last:
                    panel.get_xticklabels()[-1].set_horizontalalignment("right")
                panel.set_xlabel("End of month")
                known = max(0, LAST_KNOWN + 1 - first)
                if known < last:
                    panel.axvspan(known, last, color=GROUND, lw=0, zorder=-5, gid="ground")
                    word = panel.text(last, 2, f"{IMAGINED} ", ha="right", size=7.5, gid="ground")
                    word.set_fontstyle("italic")
            else:
                panel.set_xlabel("Months since the crossing")
            if column == 0:
                panel.set_ylabel("Runs that still wait [%]")
        set_title(fig, title, subtitle)
        set_caption(fig, caption)
        _key(
            fig,
            [
                Line2D([], [], color=colour, ls=line, lw=1.5, label=name)
                for name, (colour, line) in zip(names, _STYLES, strict=False)
            ],
            columns=2,
        )
    return fig


def _key(fig: Figure, handles: list[Line2D], columns: int) -> None:
    """Write what lines and marks mean, under the lowest panels; after title and caption."""
    height = fig.get_figheight()
    lowest = min(axes.get_position().y0 for axes in fig.axes)
    fig.legend(
        handles=handles,
        loc="upper left",
        bbox_to_anchor=(0.065, lowest - 0.52 / height),
        ncols=columns,
        frameon=False,
        fontsize=7.5,
        handlelength=3,
        borderaxespad=0,
        columnspacing=1.4,
    )


def basin_maps(
    cells: pd.DataFrame, column: str, *, title: str, subtitle: str, caption: str
) -> Figure:
    """Draw maps over load and demands, a row a level of care, a column a level of brokerage.

    Lines are borders: a full one where half of the runs begun close stay close, a dashed one where
    half of those begun apart stay apart. A dot marks a cell whose runs begun close lie in two
    humps.

    Parameters
    ----------
    cells : a row a cell: care, brokerage, demands, load, share, gap, keeps_close, keeps_apart,
        humps
    column : what is coloured, 'share' or 'gap'
    """
    cares, levels = (sorted(set(cells[name])) for name in ("care", "brokerage"))
    colours, low, high, words = _SCALES[column]
    scale = Normalize(low, high)
    with house_style():
        side, gap, below = 1.98, 0.16, 1.15
        height = 1.05 + len(cares) * side + (len(cares) - 1) * gap + below
        fig = figure(height)
        wide = fig.get_figwidth()
        for row, care in enumerate(reversed(cares)):
            bottom = below + (len(cares) - 1 - row) * (side + gap)
            for index, level in enumerate(levels):
                left = 0.82 + index * (side + gap)
                panel = fig.add_axes((left / wide, bottom / height, side / wide, side / height))
                panel.set_gid(f"map.{care:g}.{level:g}")
                mine = cells[(cells["care"] == care) & (cells["brokerage"] == level)]
                _draw(panel, mine, column, colours, scale)
                if row == 0:
                    panel.set_title(f"Brokerage {level:g}", weight="bold", pad=4)
                panel.tick_params(labelbottom=row == len(cares) - 1, labelleft=index == 0)
                if index == 0:
                    panel.set_ylabel(f"Care {care:g}\nDemands [0 to 1]")
                if row == len(cares) - 1:
                    panel.set_xlabel("Load of issues [1: as coded]")
        left = 0.82 + len(levels) * (side + gap)
        tall = len(cares) * side + (len(cares) - 1) * gap
        bar = fig.add_axes((left / wide, below / height, 0.12 / wide, tall / height))
        drawn = fig.colorbar(ScalarMappable(scale, colours), cax=bar)
        drawn.outline.set_visible(False)
        bar.tick_params(length=0, labelsize=7)
        bar.grid(visible=False)
        bar.yaxis.set_major_locator(MaxNLocator(5))
        bar.set_ylabel(words, size=7.5)
        set_title(fig, title, subtitle)
        set_caption(fig, caption)
        stay = "half of those begun {0} stay {0}".format
        marks = [
            Line2D([], [], color=INK, lw=1.6, label=stay("close")),
            Line2D([], [], color=INK, lw=1.6, ls="--", label=stay("apart")),
            Line2D(
                *([], []),
                ls="",
                marker="o",
                ms=3,
                color=INK,
                label="begun close, runs lie in two humps",
            ),
        ]
        _key(fig, marks, columns=3)
    return fig


def _draw(
    panel: Axes,
    cells: pd.DataFrame,
    column: str,
    colours: LinearSegmentedColormap,
    scale: Normalize,
) -> None:
    """Draw one map: colours, the two borders, dots."""

    def grid(name: str) -> pd.DataFrame:
        return cells.pivot(index="demands", columns="load", values=name)

    values = grid(column)
    x, y = values.columns.to_numpy(dtype=float), values.index.to_numpy(dtype=float)
    half = (x[1] - x[0]) / 2, (y[1] - y[0]) / 2
    panel.grid(visible=False)
    panel.imshow(
        values.to_numpy(dtype=float),
        cmap=colours,
        norm=scale,
        origin="lower",
        aspect="auto",
        extent=(x[0] - half[0], x[-1] + half[0], y[0] - half[1], y[-1] + half[1]),
    )
    for name, line in (("keeps_close", "solid"), ("keeps_apart", "dashed")):
        kept = grid(name).to_numpy(dtype=float)
        if kept.min() < 0.5 < kept.max():
            panel.contour(x, y, kept, levels=[0.5], colors=[INK], linestyles=[line], linewidths=1.6)
    marked = grid("humps").to_numpy(dtype=bool)
    rows, places = np.nonzero(marked)
    panel.plot(x[places], y[rows], "o", ms=2.2, color=INK, mew=0)
    panel.set_xticks([x[0], (x[0] + x[-1]) / 2, x[-1]])
    panel.set_yticks([y[0], (y[0] + y[-1]) / 2, y[-1]])
    panel.tick_params(length=0, labelsize=7.5, labelcolor=MUTED)
    for spine in panel.spines.values():
        spine.set_color(FAINT)
