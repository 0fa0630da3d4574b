"""Leave one article out: what becomes of the main contrast and of the facts."""

from collections.abc import Mapping

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator

from sim.plots.frame import figure, house_style, set_caption, set_title
from sim.plots.label import outcome_unit, tidy, world_name
from sim.plots.palette import BLUE, INK, MUTED, VERMILLION
from sim.plots.row import panel_grid, wrapped

__all__ = ["article_changes"]

_COLUMNS = 3


def article_changes(
    contrast: pd.DataFrame,
    facts: pd.DataFrame,
    *,
    labels: Mapping[str, str],
    contrast_of: tuple[str, str],
    replicates: int,
    seed: int,
) -> Figure:
    """Draw a row for each article left out: the contrast of two worlds, and every fact's change.

    Parameters
    ----------
    contrast : a row an article and an outcome: article, outcome, value, low, high
    facts : a row an article and a fact: article, value and change of its probability
    labels : outcome to its words, in the order of panels
    contrast_of : the world, and the one taken from it
    """
    names = list(dict.fromkeys(contrast.article))
    panels = len(labels) + 1
    rows = -(-panels // _COLUMNS)
    with house_style():
        inner = 0.19 * len(names) + 0.14
        fig = figure(1.0 + rows * (inner + 0.75) + 0.5)
        grid = panel_grid(fig, rows, _COLUMNS, gap=0.82 / inner)
        for axes, (outcome, words) in zip(grid, labels.items(), strict=False):
            here = contrast[contrast.outcome == outcome].set_index("article")
            for row, name in enumerate(names):
                colour = INK if name == "none" else BLUE
                ends = [float(here.low[name]), float(here.high[name])]
                axes.plot(ends, [-row, -row], color=colour, lw=3, alpha=0.45)
                axes.plot(float(here.value[name]), -row, "o", ms=4.5, color=colour, zorder=3)
            axes.axvline(float(here.value["none"]), color=MUTED, lw=0.7, ls=":")
            axes.set_title(wrapped(tidy(words), 34), size=8, pad=4)
            axes.set_xlabel(
                f"[difference, {outcome_unit(outcome)}]", size=7.5, color=MUTED, labelpad=1
            )
        axes = grid[len(labels)]
        for row, name in enumerate(names):
            change = 100.0 * facts[facts.article == name].change
            axes.plot(change, [-row] * len(change), "|", ms=7, color=VERMILLION, alpha=0.7)
        axes.set_title(wrapped("Each fact's probability, less that with all as coded", 34), size=8)
        axes.set_xlabel("[points]", size=7.5, color=MUTED, labelpad=1)
        for place, axes in enumerate(grid):
            axes.set_visible(place < panels)
            _rows(axes, names if place % _COLUMNS == 0 else None, len(names))
        first, second = contrast_of
        set_title(
            fig,
            "What changes without an article",
            f"{world_name(first)} less {world_name(second)}, and what the hindcast shows; a row "
            "an article left out",
        )
        set_caption(
            fig,
            f"{replicates:,} replicates a world, seed {seed}, paired. Bars: 95% intervals; dotted: "
            "all as coded. What rests on the article alone is drawn from its prior. Probabilities "
            f"of facts are known to about {100.0 / replicates**0.5:.0f} points. Explores and "
            "teaches; does not predict.",
        )
    return fig


def _rows(axes: Axes, names: list[str] | None, count: int) -> None:
    """Make a panel's rows: a line at 0, and names at the left of the first."""
    axes.axvline(0.0, color=INK, lw=0.7)
    axes.grid(visible=False)
    axes.grid(visible=True, axis="x")
    axes.spines["left"].set_visible(False)
    axes.xaxis.set_major_locator(MaxNLocator(4))
    axes.set_ylim(-count + 0.4, 0.6)
    if names is None:
        axes.set_yticks([])
        return
    words = {"none": "all as coded", "all": "without all five"}
    axes.set_yticks(
        [-row for row in range(count)], [words.get(name, f"without {name}") for name in names]
    )
