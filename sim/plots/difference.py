"""Two points under the same luck, month by month: both fans, and the paired difference below."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from sim.analysis import fan_table
from sim.errors import MissingResult
from sim.plots.axis import date_axis, scale_axis, variable_difference
from sim.plots.frame import figure, house_style, set_caption_of, set_title
from sim.plots.lettering import fitted_name, line_count
from sim.plots.palette import INK, readable
from sim.plots.place import spread
from sim.plots.point import drawn
from sim.plots.timeline import draw_terms, unnamed_terms
from sim.plots.title import number, sure

if TYPE_CHECKING:
    from sim.store import Results

__all__ = ["paired_difference"]

#: The title speaks of the worst runs where they gain so many times what the best do. Assumed: a
#: factor that the picture shows at a glance.
_TAIL = 3


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
        left, width = 0.095, 0.695
        top = 1 - 0.74 / height
        strip = fig.add_axes((left, top - terms / height, width, terms / height))
        draw_terms(strip, results.world(numbers[0]), capitals, months)
        upper = fig.add_axes((left, top - (terms + 0.1 + 2.5) / height, width, 2.5 / height))
        _draw_both(upper, tables, colours)
        date_axis(upper, months)
        upper.tick_params(labelbottom=False)
        label = scale_axis(upper, variable)
        upper.set_ylabel(label)
        low, high = upper.get_ylim()
        ends = [float(table["q50"].loc[months[-1]]) for table in tables]
        # In grey print the two are told apart by their lines.
        lines = [
            f"{fitted_name(name, 1.55, 8.5, bold=True)}\n({line})"
            for name, line in zip(names, ("dashed", "full line"), strict=True)
        ]
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
                color=readable(colour),
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
        lower.set_ylabel(f"Difference, enlarged\n[{variable_difference(variable)}]")
        last = monthly.iloc[-1]
        low, high = lower.get_ylim()
        where = [float(last["difference"]), float(last["q75"])]
        words = ["mean of the pairs\n(dark: 95%)", "middle half\nof the pairs"]
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
        found = _finding(label, names, said, tables, monthly)
        set_title(
            fig,
            title or found,
            subtitle
            or "Above: each world’s median and middle half of runs. Below: pairs of runs with the "
            f"same luck, {said[1]} minus {said[0]}; enlarged. A mean counts few very bad runs, "
            "which a median does not.",
        )
        more = (
            f"Pairs: the first {pairs:,} replicates of both; dark band: 95% Monte Carlo interval "
            f"of the mean. {unnamed_terms(results.world(numbers[0]), capitals, months)}"
        )
        set_caption_of(fig, results, *numbers, more=more.strip())
    return fig


def _draw_both(axes: Axes, tables: Sequence[pd.DataFrame], colours: Sequence[str]) -> None:
    """Draw medians and middle halves, one as dashed lines and one filled: no shade of two."""
    (base, other), (one, filled) = tables, colours
    dashed = (0, (4, 2))
    for name, width in (("q25", 0.9), ("q75", 0.9), ("q50", 1.9)):
        gid = "median" if name == "q50" else "edge"
        # Above the other's line, which shows between the dashes where the two coincide.
        axes.plot(*(base.index, base[name]), color=one, lw=width, ls=dashed, zorder=2.5, gid=gid)
    axes.fill_between(other.index, other["q25"], other["q75"], color=filled, alpha=0.22, lw=0)
    axes.plot(other.index, other["q50"], color=filled, lw=1.9, gid="median")


def _finding(
    label: str,
    names: Sequence[str],
    said: Sequence[str],
    tables: Sequence[pd.DataFrame],
    monthly: pd.DataFrame,
) -> str:
    """Return where the second ends beside the first, and whether the worst runs make it so."""
    last = monthly.iloc[-1]
    what = label.rsplit(" [", 1)[0]
    way = sure(float(last["low"]), float(last["high"]))
    if not way:
        return f"{what}: whether {said[1]} ends above or below {said[0]} is undecided"
    size = number(abs(float(last["difference"])))
    text = (
        f"{what} ends {size} {'higher' if way > 0 else 'lower'} with {said[1]} than with {said[0]}"
    )
    ends = [table.loc[monthly.index[-1]] for table in tables if monthly.index[-1] in table.index]
    if len(ends) == 2:
        worst, best = (float(ends[1][name] - ends[0][name]) for name in ("q05", "q95"))
        error = 3.0 * float(np.hypot(ends[0]["median_se"], ends[1]["median_se"]))
        if way * worst > max(_TAIL * abs(best), error):
            text += ", most of all in the worst runs"
    return text
