"""Fan charts: the median path, and where half and nine tenths of the replicates lie."""

import functools
from collections.abc import Sequence
from typing import TYPE_CHECKING

import matplotlib.dates as dates
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from sim.analysis import fan_table, one_point
from sim.plots.frame import (
    figure,
    house_style,
    named_panels,
    set_caption_of,
    set_title,
)
from sim.plots.label import variable_label
from sim.plots.palette import WORLD_COLOURS
from sim.plots.place import spread
from sim.plots.point import drawn, title_of
from sim.plots.timeline import Mark, draw_marks, draw_terms, lane_count

if TYPE_CHECKING:
    from sim.store import Results

__all__ = ["draw_fan", "fan", "fans_by_world"]

_ALONE = 15  # ticks that a panel as wide as the picture has room for
_FANS = "Bands: the middle 50% and 90% of replicates. Line: median with its 95% interval."


def draw_fan(axes: Axes, table: pd.DataFrame, colour: str, *, wide: bool = True) -> None:
    """Draw one fan; the median has its 95% interval about it, often no wider than the line."""
    months = table.index
    if wide:
        axes.fill_between(months, table["q05"], table["q95"], color=colour, alpha=0.13, lw=0)
    axes.fill_between(months, table["q25"], table["q75"], color=colour, alpha=0.25, lw=0)
    error = 1.96 * table["median_se"]
    axes.fill_between(
        months, table["q50"] - error, table["q50"] + error, color=colour, alpha=0.6, lw=0
    )
    axes.plot(months, table["q50"], color=colour, lw=1.6)


def _name_bands(axes: Axes, table: pd.DataFrame, colour: str) -> None:
    """Write at the right end what each band is."""
    last = table.iloc[-1]
    at = [last["q50"], last["q75"], last["q95"]]
    low, high = axes.get_ylim()
    placed = spread([float(value) for value in at], 0.055 * (high - low))
    for height, text, weight in zip(
        placed, ("median", "50%", "90%"), ("bold", "normal", "normal"), strict=True
    ):
        axes.annotate(
            text,
            (table.index[-1], height),
            xytext=(6, 0),
            textcoords="offset points",
            va="center",
            size=8,
            weight=weight,
            color=colour,
        )


def date_axis(axes: Axes, months: pd.Index, *, room: int = _ALONE) -> None:
    """Label whole years, or months where there are few, no more than there is room for."""
    span = (months[-1] - months[0]).days / 365.25
    if span < 2.0:
        step = next(base for base in (1, 2, 3, 4, 6, 12, 24) if 12 * span / base <= room)
        by_month = dates.MonthLocator(bymonth=range(1, 13, step))
        axes.xaxis.set_major_locator(by_month)
        axes.xaxis.set_major_formatter(dates.ConciseDateFormatter(by_month, show_offset=False))
    else:
        years = next((base for base in (1, 2, 3, 5, 10) if span / base <= room), 20)
        axes.xaxis.set_major_locator(dates.YearLocator(base=years))
        axes.xaxis.set_major_formatter(dates.DateFormatter("%Y"))
    axes.set_xlim(months[0], months[-1])
    axes.grid(visible=False, axis="x")
    # The label of a tick near an end would meet that of a panel beside it.
    parts = (0.06 if room < _ALONE else -1.0, 0.94)
    start, end = (dates.date2num(months[0] + part * (months[-1] - months[0])) for part in parts)
    shown = axes.xaxis.get_major_locator()()
    labels = axes.get_xticklabels()
    for at, label in zip(shown, labels, strict=False):
        label.set_horizontalalignment("left" if at < start else "right" if at > end else "center")


def fan(
    results: "Results",
    variable: str,
    point: int | str | None = None,
    *,
    marks: Sequence[Mark] = (),
    capitals: Sequence[str] = ("washington", "tokyo", "seoul"),
    title: str = "",
    subtitle: str = "",
) -> Figure:
    """Draw a fan chart with leaders' terms above it and dated events below.

    Parameters
    ----------
    variable : a variable kept by month
    marks : dated events: what the world was given, and, set apart, what the record says
    capitals : whose terms are shown

    Returns
    -------
    Figure
    """
    number = one_point(results, point)
    table, world = fan_table(results, variable, number), results.world(number)
    colour = WORLD_COLOURS.get(world.name, WORLD_COLOURS["baseline_hindcast"])
    with house_style():
        rows = lane_count(marks, table.index)
        terms, events = 0.17 * len(capitals), 0.17 * rows
        height = 0.75 + terms + 0.12 + 2.9 + 0.35 + events + (0.3 if rows else 0.0) + 0.35
        fig = figure(height)
        left, width = 0.075, 0.815
        top = 1 - 0.72 / height
        above = fig.add_axes((left, top - terms / height, width, terms / height))
        low = top - (terms + 0.1 + 2.9) / height
        axes = fig.add_axes((left, low, width, 2.9 / height))
        draw_fan(axes, table, colour)
        date_axis(axes, table.index)
        axes.set_ylabel(variable_label(variable))
        _name_bands(axes, table, colour)
        draw_terms(above, world, capitals, table.index)
        if rows:
            below = fig.add_axes((left, low - (0.38 + events) / height, width, events / height))
            draw_marks(below, axes, marks, table.index, rows)
        set_title(fig, title or title_of(results, number), subtitle or variable_label(variable))
        set_caption_of(fig, results, number, more=_FANS)
    return fig


def fans_by_world(
    results: "Results",
    variable: str,
    points: Sequence[int | str],
    *,
    title: str = "",
    subtitle: str = "A fan each, with the medians of the others in grey",
) -> Figure:
    """Draw a fan a point, side by side on shared axes, so that they can be compared by eye."""
    numbers, names, _, colours = drawn(results, points)
    tables = [fan_table(results, variable, number) for number in numbers]
    months = functools.reduce(pd.Index.union, (table.index for table in tables))
    faint = 0.8 if len(tables) <= 9 else 0.4
    with house_style():
        fig, grid, columns = named_panels(names, colours)
        for axes, colour, table in zip(grid, colours, tables, strict=True):
            for other in tables:
                if other is not table:
                    axes.plot(other.index, other["q50"], color="#BBBBBB", lw=faint)
            draw_fan(axes, table, colour)
            date_axis(axes, months, room=_ALONE // columns)
        fig.supylabel(variable_label(variable), size=8.5, x=0.012)
        set_title(fig, title or variable_label(variable), subtitle)
        set_caption_of(fig, results, *numbers, more=_FANS)
    return fig
