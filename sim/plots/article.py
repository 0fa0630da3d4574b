"""Leave one article out: what becomes of the main contrast and of the facts."""

from collections.abc import Mapping

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator

from sim.plots.axis import difference_unit, subject
from sim.plots.frame import figure, house_style, set_caption, set_title
from sim.plots.label import outcome_unit, world_name
from sim.plots.palette import BLUE, INK, MUTED, VERMILLION
from sim.plots.row import panel_grid, wrapped
from sim.plots.title import number

__all__ = ["article_changes"]

_COLUMNS = 3

#: How far above its row a part is drawn, and its marker.
_MARKS = {"whole": (0.0, "o"), "traits": (0.3, "^"), "parameters": (-0.3, "s")}


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
    contrast : a row an article, a part and an outcome: article, part, outcome, value, low, high
    facts : a row an article and a fact: article, value and change of its probability
    labels : outcome to its words, in the order of panels
    contrast_of : the world, and the one taken from it
    """
    names = list(dict.fromkeys(contrast.article))
    panels = len(labels) + 1
    rows = -(-panels // _COLUMNS)
    with house_style():
        inner = 0.24 * len(names) + 0.14
        fig = figure(1.0 + rows * (inner + 0.75) + 0.5)
        grid = panel_grid(fig, rows, _COLUMNS, gap=0.82 / inner)
        fig.subplots_adjust(bottom=0.85 / fig.get_figheight())
        for axes, (outcome, words) in zip(grid, labels.items(), strict=False):
            here = contrast[contrast.outcome == outcome]
            for part, (shift, marker) in _MARKS.items():
                for one in here[here.part == part].to_dict("records"):
                    row = names.index(one["article"]) - shift
                    colour = INK if one["article"] == "none" else BLUE
                    whole = part == "whole"
                    width, strength = (3.0, 0.45) if whole else (1.0, 0.7)
                    ends = [float(one["low"]), float(one["high"])]
                    axes.plot(ends, [-row, -row], color=colour, lw=width, alpha=strength)
                    face = colour if whole else "white"
                    size = 4.5 if whole else 3.0
                    at = float(one["value"])
                    axes.plot(at, -row, marker, ms=size, color=colour, mfc=face, zorder=3)
            coded = here[here.article == "none"].value.iloc[0]
            axes.axvline(float(coded), color=MUTED, lw=0.7, ls=":")
            axes.set_title(wrapped(subject(words), 34), size=8, pad=4)
            axes.set_xlabel(
                f"[{difference_unit(outcome_unit(outcome))}]", size=7.5, color=MUTED, labelpad=1
            )
        axes = grid[len(labels)]
        for row, name in enumerate(names):
            change = 100.0 * facts[facts.article == name].change
            axes.plot(change, [-row] * len(change), "|", ms=7, color=VERMILLION, alpha=0.7)
        axes.set_title(wrapped("Each fact's probability, minus that with all as coded", 34), size=8)
        axes.set_xlabel("[points]", size=7.5, color=MUTED, labelpad=1)
        for panel, axes in enumerate(grid):
            axes.set_visible(panel < panels)
            _rows(axes, names if panel % _COLUMNS == 0 else None, len(names))
        first, second = contrast_of
        set_title(
            fig,
            _finding(contrast, labels),
            f"{world_name(first)} minus {world_name(second)}, and what the hindcast shows; dotted: "
            "all as coded",
        )
        set_caption(
            fig,
            f"{replicates:,} replicates a world, seed {seed}, paired; bars: 95% intervals. Small: "
            "only traits (triangles) or only parameters and series (squares) lose their codes. "
            f"Facts are known to about {100.0 / replicates**0.5:.0f} points.",
        )
    return fig


def _finding(contrast: pd.DataFrame, labels: Mapping[str, str]) -> str:
    """Return without which article the first outcome's contrast moves most, if beyond its error."""
    outcome, words = next(iter(labels.items()))
    whole = contrast[(contrast.outcome == outcome) & (contrast.part == "whole")]
    coded = whole[whole.article == "none"].iloc[0]
    others = whole[~whole.article.isin(["none", "all"])]
    apart = others[(others.low > coded.high) | (others.high < coded.low)]
    if apart.empty:
        return "No single article moves the contrast of the two worlds beyond Monte Carlo error"
    most = apart.loc[(apart.value - coded.value).abs().idxmax()]
    return (
        f"{subject(words)}: the contrast moves most without {most.article}, "
        f"from {number(coded.value)} to {number(most.value)}"
    )


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
