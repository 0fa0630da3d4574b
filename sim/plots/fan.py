"""Fan charts: the median path, and where half and nine tenths of the replicates lie."""

import functools
from collections.abc import Sequence
from typing import TYPE_CHECKING

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from sim.analysis import fan_table, one_point
from sim.plots.axis import ALONE, date_axis, scale_axis, subject
from sim.plots.frame import (
    figure,
    house_style,
    named_panels,
    set_caption_of,
    set_title,
)
from sim.plots.palette import INK, MUTED, WORLD_COLOURS, readable
from sim.plots.place import spread
from sim.plots.point import drawn, title_of
from sim.plots.timeline import Mark, draw_marks, draw_terms, lane_count, unnamed_terms
from sim.plots.title import number, ranked, sure
from sim.spec.recorded import RECORDED_BY_NAME

if TYPE_CHECKING:
    from sim.store import Results

__all__ = ["date_axis", "draw_fan", "fan", "fans_by_world"]

_FANS = (
    "Bands: the middle 50% and, paler, 90% of replicates (runs). Line: the median; the dark edge "
    "about it is Monte Carlo error: where the median of other runs would lie, 95%."
)


def draw_fan(
    axes: Axes, table: pd.DataFrame, colour: str, *, wide: bool = True, line: str = "-"
) -> None:
    """Draw one fan; the median has its 95% interval about it, often no wider than the line.

    Parameters
    ----------
    wide : with the middle 90%, whose edge is drawn, since its ground is pale
    line : style of the median, by which two fans in one panel are told apart in grey
    """
    months = table.index
    if wide:
        axes.fill_between(months, table["q05"], table["q95"], color=colour, alpha=0.15, lw=0)
        for edge in ("q05", "q95"):
            axes.plot(months, table[edge], color=colour, lw=0.5, alpha=0.5, gid="edge")
    axes.fill_between(months, table["q25"], table["q75"], color=colour, alpha=0.25, lw=0)
    error = 1.96 * table["median_se"]
    axes.fill_between(
        months, table["q50"] - error, table["q50"] + error, color=colour, alpha=0.6, lw=0
    )
    axes.plot(months, table["q50"], color=colour, lw=1.6, ls=line, gid="median")


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
            color=readable(colour),
        )


def fan(
    results: "Results",
    variable: str,
    point: int | str | None = None,
    *,
    marks: Sequence[Mark] = (),
    capitals: Sequence[str] = ("washington", "tokyo", "seoul"),
    title: str = "",
    subtitle: str = "",
    observed: pd.DataFrame | None = None,
    observed_label: str = "Observed",
) -> Figure:
    """Draw a fan chart with leaders' terms above it and dated events below.

    Parameters
    ----------
    variable : a variable kept by month
    marks : dated events: what the world was given, and, set apart, what the record says
    capitals : whose terms are shown
    title : what the picture says; empty for what its median does
    observed : a published series to be drawn beside it, in a panel of its own, since it has a unit
        of its own: index the month, column value, and se where it is known
    observed_label : of that panel, with unit

    Returns
    -------
    Figure
    """
    number_ = one_point(results, point)
    table, world = fan_table(results, variable, number_), results.world(number_)
    colour = WORLD_COLOURS.get(world.name, WORLD_COLOURS["baseline_hindcast"])
    with house_style():
        rows = lane_count(marks, table.index)
        terms, events = 0.17 * len(capitals), 0.17 * rows
        seen = 1.0 if observed is not None else 0.0
        height = 0.75 + terms + 0.12 + 2.9 + seen + 0.35 + events + (0.12 if rows else 0.0) + 0.3
        fig = figure(height)
        left, width = 0.09, 0.80
        top = 1 - 0.72 / height
        above = fig.add_axes((left, top - terms / height, width, terms / height))
        low = top - (terms + 0.1 + 2.9) / height
        axes = fig.add_axes((left, low, width, 2.9 / height))
        draw_fan(axes, table, colour)
        date_axis(axes, table.index)
        axes.set_ylabel(scale_axis(axes, variable))
        _name_bands(axes, table, colour)
        draw_terms(above, world, capitals, table.index)
        if observed is not None:
            low -= seen / height
            beside = fig.add_axes((left, low, width, (seen - 0.14) / height))
            _draw_observed(beside, observed, table.index, observed_label)
            axes.tick_params(labelbottom=False)
        if rows:
            below = fig.add_axes((left, low - (0.27 + events) / height, width, events / height))
            draw_marks(below, axes, marks, table.index, rows)
        fig.align_ylabels()
        meaning = subject(RECORDED_BY_NAME[variable].meaning.split(":")[0])
        set_title(
            fig,
            title or f"{title_of(results, number_)}: {_course(table, meaning)}",
            subtitle or f"{meaning}, month by month",
        )
        more = [_FANS]
        if observed is not None:
            more.append(
                "Dots: observed, in a unit of their own, bars 95% interval where known; the series "
                f"ends in {observed.index[-1]:%Y}."
            )
        more.append(unnamed_terms(world, capitals, table.index))
        set_caption_of(fig, results, number_, more=" ".join(part for part in more if part))
    return fig


def _course(table: pd.DataFrame, meaning: str) -> str:
    """Return what the median does, in words: its lowest, its highest and its last month.

    What lies within Monte Carlo error of the end is no fall and no rise.
    """
    middle, error = table["q50"], 1.96 * table["median_se"]
    low, high = (pd.Timestamp(str(at)) for at in (middle.idxmin(), middle.idxmax()))
    last = pd.Timestamp(table.index[-1])
    what = meaning if "–" in meaning else meaning[:1].lower() + meaning[1:]

    def apart(one: pd.Timestamp, other: pd.Timestamp) -> bool:
        return abs(middle[one] - middle[other]) > error[one] + error[other]

    if not apart(low, high):
        return f"{what} hardly moves, median {number(middle[last])}"
    parts = [f"{number(middle[last])} at the end"]
    first = table.index[0]
    for at, word in ((low, "lowest"), (high, "highest")):
        if at not in (first, last) and apart(at, last) and apart(at, first):
            parts.insert(0, f"{word} in {at:%B %Y} ({number(middle[at])})")
    if len(parts) == 1:
        ways = {1: "rises", -1: "falls", 0: "ends where it began"}
        half = error[first] + error[last]
        change = float(middle[last] - middle[first])
        way = sure(change - half, change + half)
        if not way:
            return f"{what} {ways[way]}, median {number(middle[last])}"
        return f"{what} {ways[way]} from {number(middle[first])} to {number(middle[last])}"
    return f"{what} {', '.join(parts)}"


def _draw_observed(axes: Axes, observed: pd.DataFrame, months: pd.Index, label: str) -> None:
    """Draw published points under a fan, on its dates and in their own unit."""
    seen = observed[(observed.index >= months[0]) & (observed.index <= months[-1])]
    error = 1.96 * seen["se"].fillna(0.0) if "se" in seen else None
    axes.errorbar(
        seen.index,
        seen["value"],
        yerr=error,
        fmt="o-",
        ms=3,
        lw=0.7,
        elinewidth=0.8,
        color=INK,
        gid="observed",
    )
    date_axis(axes, months)
    axes.patch.set_visible(False)  # lines of events run through
    axes.set_ylabel(label, size=7.5)
    axes.tick_params(axis="y", labelsize=7)
    axes.locator_params(axis="y", nbins=3)


def fans_by_world(
    results: "Results",
    variable: str,
    points: Sequence[int | str],
    *,
    title: str = "",
    subtitle: str = "A world each; dotted: the medians of the others",
) -> Figure:
    """Draw a fan a point, side by side on shared axes, so that they can be compared by eye."""
    numbers, names, _, colours = drawn(results, points)
    tables = [fan_table(results, variable, number) for number in numbers]
    months = functools.reduce(pd.Index.union, (table.index for table in tables))
    faint = 1.0 if len(tables) <= 9 else 0.5
    with house_style():
        fig, grid, columns = named_panels(names, colours, share_x=False)
        for axes, colour, table in zip(grid, colours, tables, strict=True):
            draw_fan(axes, table, colour)
            for other in tables:
                if other is not table:
                    axes.plot(
                        *(other.index, other["q50"]),
                        color=MUTED,
                        lw=faint,
                        ls=(0, (1, 1.5)),
                        zorder=2,
                        gid="other median",
                    )
            date_axis(axes, months, room=ALONE // columns)
        label = scale_axis(grid[0], variable)
        fig.supylabel(label, size=8.5, x=0.012)
        if len(grid) < columns * -(-len(grid) // columns):
            _explain_bands(fig, tables[-1], colours[-1])
        ends = [table.iloc[-1] for table in tables]
        half = [1.96 * float(row["median_se"]) for row in ends]
        middle = [float(row["q50"]) for row in ends]
        last = {table.index[-1] for table in tables}
        when = f"in {last.pop():%B %Y}" if len(last) == 1 else "in the last month"
        found = ranked(
            list(names),
            middle,
            [value - error for value, error in zip(middle, half, strict=True)],
            [value + error for value, error in zip(middle, half, strict=True)],
            f"{label.rsplit(' [', 1)[0]} {when}, median",
        )
        set_title(fig, title or found, subtitle)
        set_caption_of(fig, results, *numbers, more=_FANS)
    return fig


def _explain_bands(fig: Figure, table: pd.DataFrame, colour: str) -> None:
    """Name the bands in the place of the first panel that is empty."""
    free = next(axes for axes in fig.axes if not axes.get_visible())
    box = free.get_position()
    sample = fig.add_axes((box.x0 + 0.02, box.y0 + 0.3 * box.height, 0.1, 0.5 * box.height))
    sample.set_gid("key")
    whole = pd.DataFrame(
        {
            "q05": [0.0] * 2,
            "q25": [0.3] * 2,
            "q50": [0.5] * 2,
            "q75": [0.7] * 2,
            "q95": [1.0] * 2,
            "median_se": [0.02] * 2,
        },
        index=table.index[[0, -1]],
    )
    draw_fan(sample, whole, colour)
    sample.plot(whole.index, [-0.15] * 2, color=MUTED, lw=1.0, ls=(0, (1, 1.5)))
    sample.set_axis_off()
    words = {0.97: "90% of runs", 0.71: "50% of runs", 0.45: "median", -0.15: "another’s median"}
    for height, text in words.items():
        sample.annotate(
            text,
            (whole.index[-1], height),
            xytext=(6, 0),
            textcoords="offset points",
            va="center",
            size=7.5,
            color=INK,
        )
