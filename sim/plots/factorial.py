"""Factorial designs: effects and interactions in their order, and effects at each decile."""

from collections.abc import Mapping

import pandas as pd
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator

from sim.plots.axis import outcome_name
from sim.plots.frame import figure, house_style, set_caption, set_title
from sim.plots.label import outcome_unit
from sim.plots.palette import BLUE, INK, MUTED, PLAIN, VERMILLION, readable
from sim.plots.place import spread
from sim.plots.row import name_rows, outcome_panels, rows_of

__all__ = ["decile_effects", "factorial_forest"]


def factorial_forest(
    effects: Mapping[str, pd.DataFrame], *, title: str, subtitle: str, caption: str
) -> Figure:
    """Draw main effects and interactions of outcomes, a panel an outcome, the largest on top.

    Interactions have a hollow mark, so that they are told apart in grey as well.

    Parameters
    ----------
    effects : outcome to the table of `sim.analysis.factorial_effects`; rows are those of the first,
        in the order of their size there
    """
    first, *_ = effects.values()
    order = first["difference"].abs().sort_values(ascending=False).index
    with house_style():
        rows = rows_of(list(order))
        each = max(0.2, rows.height + 0.04)
        names = [outcome_name(name) for name in effects]
        fig, panels = outcome_panels(names, rows.left, each * len(order) + 0.1)
        # Outcomes of one unit have one scale.
        low = min(0.0, *(float(table["low"].min()) for table in effects.values()))
        high = max(0.0, *(float(table["high"].max()) for table in effects.values()))
        for panel, (axes, table) in enumerate(zip(panels, effects.values(), strict=True)):
            axes.axvline(0.0, color=INK, lw=0.7)
            for row, name in enumerate(order):
                effect = table.loc[name]
                colour = PLAIN if effect["difference"] >= 0 else VERMILLION
                ends = [effect["low"], effect["high"]]
                axes.plot(ends, [-row, -row], color=colour, lw=3, alpha=0.4)
                axes.plot(
                    effect["difference"],
                    -row,
                    "o" if effect["order"] == 1 else "D",
                    ms=4.5,
                    color=colour,
                    mfc=colour if effect["order"] == 1 else "white",
                    zorder=3,
                )
            if len({outcome_unit(name) for name in effects}) == 1:
                axes.set_xlim(low - 0.05 * (high - low), high + 0.05 * (high - low))
            axes.xaxis.set_major_locator(MaxNLocator(4))
            axes.set_xlabel("[high minus low, of at most 2]", size=7.5, color=MUTED, labelpad=1)
            axes.set_ylim(-len(order) + 0.4, 0.6)
            if panel == 0:
                name_rows(axes, rows.names, [INK] * len(order))
        set_title(fig, title, subtitle)
        set_caption(fig, caption)
    return fig


def decile_effects(
    tables: Mapping[str, pd.DataFrame], *, title: str, subtitle: str, caption: str
) -> Figure:
    """Draw how far each decile of an outcome moves, a line a comparison, with its band.

    Parameters
    ----------
    tables : name of a comparison to the table of `sim.analysis.shift_function`; at most three
    """
    styles = [(BLUE, "-", "o"), (VERMILLION, "--", "s"), (PLAIN, ":", "D")]
    with house_style():
        fig = figure(4.0)
        axes = fig.add_axes((0.1, 0.2, 0.66, 0.58))
        axes.axhline(0.0, color=INK, lw=0.7)
        for table, (colour, line, mark) in zip(tables.values(), styles, strict=False):
            at = 100 * table["quantile"]
            axes.fill_between(at, table["low"], table["high"], color=colour, alpha=0.18, lw=0)
            axes.plot(at, table["difference"], line, marker=mark, ms=4, color=colour)
        low, high = axes.get_ylim()
        ends = [float(table["difference"].iloc[-1]) for table in tables.values()]
        heights = spread(ends, 0.06 * (high - low))
        for name, height, (colour, *_) in zip(tables, heights, styles, strict=False):
            axes.annotate(
                name,
                (1.0, height),
                xycoords=("axes fraction", "data"),
                xytext=(6, 0),
                textcoords="offset points",
                color=readable(colour),
                size=8,
                va="center",
            )
        axes.set_xlabel("Percentile of the runs, from the worst to the best")
        axes.set_ylabel("Difference at that percentile [of at most 2]")
        set_title(fig, title, subtitle)
        set_caption(fig, caption)
    return fig
