"""What each world changes: paired differences with their intervals."""

from collections.abc import Mapping, Sequence

from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator

from sim.analysis import Effect
from sim.plots.frame import figure, house_style, set_caption, set_title
from sim.plots.label import outcome_unit, tidy, world_name
from sim.plots.palette import INK, MUTED, world_colours
from sim.plots.row import name_rows, panel_grid, wrapped

__all__ = ["forest"]


def forest(
    effects: Mapping[str, Effect],
    outcomes: Sequence[str],
    *,
    title: str = "",
    subtitle: str = "Mean paired difference with its interval; right of the line: more of it",
) -> Figure:
    """Draw paired differences against one reference, a panel an outcome, a row a world.

    Each outcome has its own axis and unit: differences of unlike things are not lined up on one.

    Parameters
    ----------
    effects : scenario to its effect; all against the same base
    outcomes : names of outcomes, in the order of panels
    """
    names = list(effects)
    first = effects[names[0]]
    colours = world_colours([*names, first.base])
    columns = min(3, len(outcomes))
    rows = -(-len(outcomes) // columns)
    with house_style():
        inner = 0.19 * len(names) + 0.14
        height = 0.85 + rows * (inner + 0.75) + 0.15
        fig = figure(height)
        panels = panel_grid(fig, rows, columns, gap=0.82 / inner)
        for place, (axes, outcome) in enumerate(zip(panels, outcomes, strict=False)):
            axes.axvline(0.0, color=INK, lw=0.7)
            for row, name in enumerate(names):
                found = effects[name][outcome]
                axes.plot(
                    [found["low"], found["high"]],
                    [-row, -row],
                    color=colours[name],
                    lw=3,
                    alpha=0.45,
                )
                axes.plot(found["difference"], -row, "o", ms=4.5, color=colours[name], zorder=3)
            axes.grid(visible=False)
            axes.grid(visible=True, axis="x")
            axes.spines["left"].set_visible(False)
            axes.xaxis.set_major_locator(MaxNLocator(4))
            low, high = axes.get_xlim()
            axes.set_xlim(min(low, -0.08 * (high - low)), max(high, 0.08 * (high - low)))
            declared = str(effects[names[0]][outcome]["label"])
            axes.set_title(wrapped(tidy(declared), 34), size=8, pad=4)
            unit = outcome_unit(outcome)
            axes.set_xlabel(f"[difference, {unit}]", size=7.5, color=MUTED, labelpad=1)
            axes.set_yticks([])
            axes.set_ylim(-len(names) + 0.4, 0.6)
            if place % columns == 0:
                name_rows(axes, names, colours)
        for axes in panels[len(outcomes) :]:
            axes.set_visible(False)
        set_title(fig, title or f"What differs from {world_name(first.base)}", subtitle)
        set_caption(
            fig,
            f"{first.replicates:,} paired replicates a world, seed {first.seed}. Bars: "
            f"{first.level:.0%} Monte Carlo intervals. Explores and teaches; does not predict.",
        )
    return fig
