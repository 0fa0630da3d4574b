"""Two worlds under the same luck, month by month: both fans, and the paired difference below."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

import pandas as pd
from matplotlib.figure import Figure

from sim.analysis import fan_table, one_point
from sim.plots.fan import date_axis, draw_fan
from sim.plots.frame import caption_of, figure, house_style, set_caption, set_title
from sim.plots.label import variable_label, variable_unit, world_name
from sim.plots.palette import INK, world_colours
from sim.plots.place import spread
from sim.plots.timeline import draw_terms

if TYPE_CHECKING:
    from sim.store import Results

__all__ = ["paired_difference"]


def paired_difference(
    results: "Results",
    variable: str,
    base: int | str,
    alternative: int | str,
    monthly: pd.DataFrame,
    *,
    pairs: int,
    capitals: Sequence[str] = ("tokyo", "seoul"),
    title: str = "",
    subtitle: str = "",
) -> Figure:
    """Draw two worlds' fans, and under them the mean paired difference with its interval.

    Parameters
    ----------
    variable : a variable kept by month
    base, alternative : the two points; the difference is alternative less base
    monthly : what `sim.analysis.monthly_difference` returns for this variable
    pairs : replicates behind `monthly`
    capitals : whose terms are shown, where both worlds have the same holders
    """
    numbers = one_point(results, base), one_point(results, alternative)
    worlds = [results.world(number) for number in numbers]
    colours = world_colours([world.name for world in worlds])
    tables = [fan_table(results, variable, number) for number in numbers]
    months = tables[0].index
    with house_style():
        terms = 0.17 * len(capitals)
        height = 0.75 + terms + 0.1 + 2.5 + 0.28 + 1.5 + 0.76
        fig = figure(height)
        left, width = 0.09, 0.70
        top = 1 - 0.74 / height
        strip = fig.add_axes((left, top - terms / height, width, terms / height))
        draw_terms(strip, worlds[0], capitals, months)
        upper = fig.add_axes((left, top - (terms + 0.1 + 2.5) / height, width, 2.5 / height))
        for world, table in zip(worlds, tables, strict=True):
            draw_fan(upper, table, colours[world.name], wide=False)
        date_axis(upper, months)
        upper.tick_params(labelbottom=False)
        upper.set_ylabel(variable_label(variable))
        low, high = upper.get_ylim()
        ends = [float(table["q50"].iloc[-1]) for table in tables]
        for world, place in zip(worlds, spread(ends, 0.09 * (high - low)), strict=True):
            upper.annotate(
                world_name(world.name),
                (months[-1], place),
                xytext=(6, 0),
                textcoords="offset points",
                va="center",
                size=8.5,
                weight="bold",
                color=colours[world.name],
            )
        lower = fig.add_axes((left, 0.76 / height, width, 1.5 / height))
        lower.axhline(0.0, color=INK, lw=0.7)
        lower.fill_between(
            monthly.index, monthly["q25"], monthly["q75"], color=INK, alpha=0.10, lw=0
        )
        lower.fill_between(
            monthly.index, monthly["low"], monthly["high"], color=INK, alpha=0.4, lw=0
        )
        lower.plot(monthly.index, monthly["difference"], color=INK, lw=1.5)
        date_axis(lower, months)
        lower.set_ylabel(f"Difference [{variable_unit(variable).replace('−1 to 1', '−2 to 2')}]")
        last = monthly.iloc[-1]
        low, high = lower.get_ylim()
        where = [float(last["difference"]), float(last["q75"])]
        words = ["mean difference\n(dark: 95%)", "middle half\nof the pairs"]
        for text, place in zip(words, spread(where, 0.26 * (high - low)), strict=True):
            lower.annotate(
                text,
                (months[-1], place),
                xytext=(6, 0),
                textcoords="offset points",
                va="center",
                size=7.5,
                color=INK,
                weight="bold" if text.startswith("mean") else "normal",
            )
        fig.align_ylabels([upper, lower])
        names = [world_name(world.name) for world in worlds]
        set_title(
            fig,
            title or f"{names[1]} against {names[0]}",
            subtitle
            or f"Above: median and middle half of each world. Below: {names[1]} "
            "less its twin under the same luck",
        )
        more = f"Paired difference: first {pairs:,} replicates of both, 95% interval by month."
        set_caption(fig, caption_of(results, *numbers, more=more))
    return fig
