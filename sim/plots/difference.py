"""Two points under the same luck, month by month: both fans, and the paired difference below."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

import pandas as pd
from matplotlib.figure import Figure

from sim.analysis import fan_table
from sim.errors import MissingResult
from sim.plots.fan import date_axis, draw_fan
from sim.plots.frame import TEXT, figure, house_style, set_caption_of, set_title
from sim.plots.label import variable_label, variable_unit
from sim.plots.lettering import fitted_name, inches_of, line_count
from sim.plots.palette import INK
from sim.plots.place import spread
from sim.plots.point import drawn
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
    """Draw two points' fans, and under them the mean paired difference with its interval.

    Parameters
    ----------
    variable : a variable kept by month
    base, alternative : the two points; the difference is alternative less base
    monthly : what `sim.analysis.monthly_difference` returns for this variable
    pairs : replicates behind `monthly`
    capitals : whose terms are shown, where both worlds have the same holders
    """
    numbers, names, said, colours = drawn(results, [base, alternative])
    tables = [fan_table(results, variable, number) for number in numbers]
    months = tables[0].index.intersection(tables[1].index)
    if not len(months):
        raise MissingResult("the two windows share no month", field="month")
    with house_style():
        terms = 0.17 * len(capitals)
        height = 0.75 + terms + 0.1 + 2.5 + 0.28 + 1.5 + 0.76
        fig = figure(height)
        left, width = 0.09, 0.70
        top = 1 - 0.74 / height
        strip = fig.add_axes((left, top - terms / height, width, terms / height))
        draw_terms(strip, results.world(numbers[0]), capitals, months)
        upper = fig.add_axes((left, top - (terms + 0.1 + 2.5) / height, width, 2.5 / height))
        for colour, table in zip(colours, tables, strict=True):
            draw_fan(upper, table, colour, wide=False)
        date_axis(upper, months)
        upper.tick_params(labelbottom=False)
        upper.set_ylabel(variable_label(variable))
        low, high = upper.get_ylim()
        ends = [float(table["q50"].loc[months[-1]]) for table in tables]
        lines = [fitted_name(name, 1.55, 8.5, bold=True) for name in names]
        tall = (0.06 + 0.15 * line_count(*lines)) * (high - low) / 2.5
        placed = spread(ends, tall, within=(low, high))
        for text, colour, y in zip(lines, colours, placed, strict=True):
            upper.annotate(
                text,
                (months[-1], y),
                xytext=(6, 0),
                textcoords="offset points",
                va="center",
                size=8.5,
                weight="bold",
                color=colour,
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
        placed = spread(where, 0.26 * (high - low), within=(low, high))
        for text, y in zip(words, placed, strict=True):
            lower.annotate(
                text,
                (months[-1], y),
                xytext=(6, 0),
                textcoords="offset points",
                va="center",
                size=7.5,
                color=INK,
                weight="bold" if text.startswith("mean") else "normal",
            )
        fig.align_ylabels([upper, lower])
        versus = f"{names[1]} against {said[0]}"
        if inches_of(versus, 12, bold=True) > TEXT:
            versus = f"{names[1]}\nagainst {said[0]}"
        set_title(
            fig,
            title or versus,
            subtitle
            or f"Above: median and middle half of each. Below: {said[1]} less its twin under the "
            "same luck",
        )
        more = f"Paired difference: first {pairs:,} replicates of both, 95% interval by month."
        set_caption_of(fig, results, *numbers, more=more)
    return fig
