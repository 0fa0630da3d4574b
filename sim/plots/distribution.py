"""Outcomes over replicates: one world against another, and pair against pair."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator

from sim.analysis import compare, histogram_table, one_point, outcomes_of, summary
from sim.plots.frame import caption_of, figure, house_style, set_caption, set_title
from sim.plots.label import outcome_label, outcome_unit, signed, tidy, world_name
from sim.plots.palette import FAINT, INK, MUTED, world_colours
from sim.plots.row import name_rows, panel_grid, worlds_of, wrapped
from sim.spec.outcomes import OUTCOMES

if TYPE_CHECKING:
    import pandas as pd

    from sim.store import Results

__all__ = ["distributions", "twin_scatter"]

_KIND = {outcome.name: outcome.kind for outcome in OUTCOMES}
_MEANING = {outcome.name: outcome.meaning for outcome in OUTCOMES}


def _ridge(
    axes: Axes, bars: "pd.Series", row: int, colour: str, tallest: float, numbers: "pd.Series"
) -> None:
    """Draw one world's distribution as a ridge, its 90 % range and its median with its error."""
    edges = np.append(bars.index.get_level_values("low"), bars.index.get_level_values("high")[-1])
    axes.stairs(0.8 * bars / tallest + row, edges, baseline=row, fill=True, color=colour, alpha=0.3)
    axes.stairs(0.8 * bars / tallest + row, edges, baseline=row, color=colour, lw=0.7)
    axes.plot([numbers["q05"], numbers["q95"]], [row, row], color=colour, lw=2.2)
    axes.errorbar(
        numbers["median"],
        row,
        xerr=1.96 * numbers["median_se"],
        color=INK,
        marker="|",
        ms=9,
        mew=1.6,
        elinewidth=3.2,
        zorder=4,
    )


def distributions(
    results: "Results",
    outcomes: Sequence[str],
    points: Sequence[int | str],
    *,
    title: str = "How the worlds end up",
    subtitle: str = "Each ridge is one world's replicates; tick: median; thick line: middle 90%",
) -> Figure:
    """Draw the distribution of outcomes by world, a panel an outcome, a ridge a world."""
    numbers, names, colours = worlds_of(results, points)
    columns = min(3, len(outcomes))
    rows = -(-len(outcomes) // columns)
    spread = summary(results, outcomes).set_index(["outcome", "point"])
    with house_style():
        height = 0.8 + rows * (0.55 + 0.34 * len(names) + 0.3) + 0.3
        fig = figure(height)
        panels = panel_grid(fig, rows, columns, gap=0.95 / (0.34 * len(names) + 0.3))
        for place, (axes, outcome) in enumerate(zip(panels, outcomes, strict=False)):
            columns_of = {
                name: outcomes_of(results, number)[outcome].to_numpy()
                for name, number in zip(names, numbers, strict=True)
            }
            whole = _KIND[outcome] in ("count", "flag")
            table = histogram_table(columns_of, whole=whole)
            tallest = float(table.to_numpy().max())
            for row, (name, number) in enumerate(zip(names, numbers, strict=True)):
                own = spread.loc[[(outcome, number)]].iloc[0]
                _ridge(axes, table[name], -row, colours[name], tallest, own)
            axes.grid(visible=False)
            axes.grid(visible=True, axis="x")
            axes.spines["left"].set_visible(False)
            axes.xaxis.set_major_locator(MaxNLocator(5, integer=whole))
            axes.set_title(wrapped(tidy(_MEANING[outcome]), 34), size=8, pad=4)
            axes.set_xlabel(f"[{outcome_unit(outcome)}]", size=7.5, color=MUTED, labelpad=1)
            axes.set_yticks([])
            axes.set_ylim(-len(names) + 0.75, 1.0)
            if place % columns == 0:
                name_rows(axes, names, colours, shift=0.2)
        for axes in panels[len(outcomes) :]:
            axes.set_visible(False)
        set_title(fig, title, subtitle)
        more = "Black bar about the median: ± 1.96 Monte Carlo errors."
        set_caption(fig, caption_of(results, *numbers, more=more))
    return fig


def twin_scatter(
    results: "Results",
    base: int | str,
    alternative: int | str,
    outcome: str,
    *,
    shown: int = 3_000,
    title: str = "",
) -> Figure:
    """Draw each replicate's outcome in one world against its twin's in another.

    Twins share all their luck, so the distance from the diagonal is what the change did to this
    one history.

    Parameters
    ----------
    shown : at most so many twins are drawn, the first ones; the numbers are those of all
    """
    numbers = one_point(results, base), one_point(results, alternative)
    names = [results.world(number).name for number in numbers]
    effect = compare(
        results,
        results,
        outcomes=[outcome],
        base_point=numbers[0],
        alternative_point=numbers[1],
    )
    row = effect[outcome]
    one, other = (outcomes_of(results, number)[outcome].to_numpy() for number in numbers)
    colours = world_colours(names)
    with house_style():
        fig = figure(5.6)
        axes = fig.add_axes((0.1, 0.16, 0.56, 0.70))
        low, high = min(one.min(), other.min()), max(one.max(), other.max())
        pad = 0.03 * (high - low) or 0.5
        ends = [low - pad, high + pad]
        axes.plot(ends, ends, color=MUTED, lw=0.8, ls=(0, (4, 3)), zorder=1)
        axes.plot(
            one[:shown],
            other[:shown],
            ls="",
            marker="o",
            ms=2.6,
            mew=0,
            alpha=0.28,
            color=colours[names[1]],
            rasterized=True,
        )
        axes.set(xlim=ends, ylim=ends, aspect="equal")
        axes.grid(visible=True, color=FAINT)
        axes.set_xlabel(world_name(names[0]), color=colours[names[0]], weight="bold")
        axes.set_ylabel(world_name(names[1]), color=colours[names[1]], weight="bold")
        said = (
            f"{row['p_positive']:.0%} of twins are higher under\n{world_name(names[1])}\n"
            f"(± {1.96 * row['p_positive_se']:.1%})\n\n{row['ties']:.0%} are exactly alike\n\n"
            f"mean difference\n{signed(row['difference'])}\n"
            f"({effect.level:.0%}: {signed(row['low'])} to {signed(row['high'])})\n\n"
            f"correlation {row['correlation']:.2f}\npairing saves {row['variance_saved']:.0%}\n"
            "of the variance"
        )
        fig.text(0.70, 0.84, said, va="top", size=9, linespacing=1.35)
        set_title(fig, title or "Twin histories", outcome_label(outcome))
        more = f"A dot is a replicate under both worlds, same luck; {min(shown, len(one)):,} drawn."
        set_caption(fig, caption_of(results, *numbers, more=more))
    return fig
