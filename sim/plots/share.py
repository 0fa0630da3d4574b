"""Shares: of triangle types over time, and of the options that leaders take."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.colors import LinearSegmentedColormap
from matplotlib.figure import Figure

from sim.analysis import TRIANGLE_TYPES, level_shares, one_point, option_table, replicates_of
from sim.plots.fan import date_axis
from sim.plots.frame import caption_of, figure, hide_frame, house_style, set_caption, set_title
from sim.plots.label import tidy, world_name
from sim.plots.palette import INK, TRIANGLE_COLOURS
from sim.plots.row import worlds_of, wrapped
from sim.spec.preferences import CAPITALS

if TYPE_CHECKING:
    from sim.store import Results

__all__ = ["option_shares", "triangle_shares"]


def _stack(axes: Axes, table: pd.DataFrame, count: int) -> None:
    """Draw stacked shares; the white seams are as wide as their Monte Carlo error."""
    floor = np.zeros(len(table))
    for level, colour in enumerate(TRIANGLE_COLOURS):
        share = table[level].to_numpy() if level in table else np.zeros(len(table))
        ceiling = floor + share
        axes.fill_between(table.index, floor, ceiling, color=colour, lw=0, alpha=0.85)
        if level:
            error = 1.96 * np.sqrt(np.clip(floor * (1 - floor), 0, None) / count)
            axes.fill_between(
                table.index, floor - error, floor + error, color="white", lw=0.4, ec="white"
            )
        at, middle = _roomiest(floor, ceiling)
        if at >= 0:
            axes.text(
                table.index[at],
                middle,
                wrapped(TRIANGLE_TYPES[level], 9),
                ha="center",
                va="center",
                size=7.5,
                color="white" if level in (0, 3) else INK,
                weight="bold",
            )
        floor = ceiling


def _roomiest(floor: np.ndarray, ceiling: np.ndarray) -> tuple[int, float]:
    """Return where in a band a label fits best: month's place and height; −1 if nowhere.

    A label is taken as a quarter of the window wide and 0.15 high. Of places with as much room the
    one nearest to the middle is taken.
    """
    half = max(1, round(0.125 * len(floor)))
    best, at, middle = 0.0, -1, 0.0
    for place in range(half, len(floor) - half):
        under = float(floor[place - half : place + half + 1].max())
        over = float(ceiling[place - half : place + half + 1].min())
        worth = over - under - 0.1 * abs(place / len(floor) - 0.5)
        if over - under > 0.15 and worth > best:
            best, at, middle = worth, place, (over + under) / 2
    return at, middle


def triangle_shares(
    results: "Results",
    points: Sequence[int | str],
    *,
    title: str = "What kind of triangle: Washington, Tokyo and Seoul",
    subtitle: str = "Share of replicates in each of Dittmer's types, month by month",
) -> Figure:
    """Draw the shares of triangle types over time, a panel a world."""
    numbers, names, colours = worlds_of(results, points)
    columns = min(3, len(numbers))
    rows = -(-len(numbers) // columns)
    with house_style():
        height = 0.95 + 1.75 * rows + 0.45
        fig = figure(height)
        panels = list(
            fig.subplots(
                rows,
                columns,
                sharey=True,
                squeeze=False,
                gridspec_kw={
                    "left": 0.075,
                    "right": 0.985,
                    "top": 1 - 0.98 / height,
                    "bottom": 0.62 / height,
                    "hspace": 0.4,
                    "wspace": 0.07,
                },
            ).flat
        )
        for axes, name, number in zip(panels, names, numbers, strict=False):
            table = level_shares(results, "triangle", number)
            _stack(axes, table, replicates_of(results, number))
            date_axis(axes, table.index, room=5)
            axes.set(ylim=(0, 1), yticks=[0, 0.25, 0.5, 0.75, 1])
            axes.set_yticklabels(["0", "25", "50", "75", "100"])
            axes.set_title(world_name(name), color=colours[name], weight="bold", pad=4)
        for axes in panels[len(names) :]:
            axes.set_visible(False)
        fig.supylabel("Share of replicates [%]", size=8.5, x=0.012)
        set_title(fig, title, subtitle)
        more = "White seams: ± 1.96 Monte Carlo errors."
        set_caption(fig, caption_of(results, *numbers, more=more))
    return fig


def option_shares(
    results: "Results",
    capital: str,
    point: int | str | None = None,
    *,
    title: str = "",
) -> Figure:
    """Draw how often each leader of a capital takes each option, as a table shaded by share."""
    number = one_point(results, point)
    table = option_table(results, number, capital=capital)
    leaders = list(dict.fromkeys(table["leader"]))
    lines = list(dict.fromkeys(zip(table["instrument"], table["option"], strict=True)))
    grid = table.pivot(index=["instrument", "option"], columns="leader", values="share")
    world = results.world(number)
    with house_style():
        instruments = list(dict.fromkeys(name for name, _ in lines))
        tall = 0.215 * len(lines) + 0.13 * (len(instruments) - 1)
        height = 1.15 + tall + 0.4
        fig = figure(height)
        right = min(0.985, 0.36 + 0.125 * len(leaders))
        axes = fig.add_axes((0.36, 0.38 / height, right - 0.36, tall / height))
        hide_frame(axes, ticks=False)
        cmap = _shades()
        place, at = 0.0, []
        for k, (instrument, option) in enumerate(lines):
            if k and instrument != lines[k - 1][0]:
                place += 0.6
            at.append(place)
            for column, leader in enumerate(leaders):
                share = float(grid.loc[(instrument, option), leader])
                axes.barh(place, 0.96, left=column, height=0.92, color=cmap(share), lw=0)
                axes.text(
                    column + 0.48,
                    place + 0.03,
                    f"{share:.0%}",
                    ha="center",
                    va="center",
                    size=7.5,
                    color="white" if share > 0.55 else INK,
                )
            place += 1.0
        axes.set_ylim(place - 0.45, -0.5)
        axes.set_xlim(0, len(leaders))
        axes.set_yticks(at, [tidy_option(option) for _, option in lines])
        axes.tick_params(axis="y", labelcolor=INK, pad=5)
        for instrument in instruments:
            top = at[next(k for k, line in enumerate(lines) if line[0] == instrument)]
            axes.annotate(
                tidy_option(instrument.split("_", 1)[1]),
                (0.075, top),
                xycoords=("figure fraction", "data"),
                va="center",
                weight="bold",
                annotation_clip=False,
            )
        shown = [world.leaders[name].title if name in world.leaders else name for name in leaders]
        axes.xaxis.tick_top()
        letters = int(130 * (right - 0.36) / len(leaders)) - 1
        axes.set_xticks(
            [k + 0.48 for k in range(len(leaders))],
            [wrapped(tidy(name), letters) for name in shown],
        )
        axes.tick_params(axis="x", labelcolor=INK, pad=2)
        set_title(
            fig,
            title or f"What {capital.capitalize()} chooses",
            f"{world_name(world.name)}: share of months in office in which each option is taken",
        )
        error = 1.96 * float(table["se"].max())
        more = f"Monte Carlo error of a share: at most ± {100 * error:.1f} points."
        set_caption(fig, caption_of(results, number, more=more))
    return fig


def tidy_option(option: str) -> str:
    """Return an option's key as words, capitals' names as names."""
    words = option.split("_")
    return " ".join(word.capitalize() if word in (*CAPITALS, "china") else word for word in words)


def _shades() -> LinearSegmentedColormap:
    """Return white to the palette's blue."""
    return LinearSegmentedColormap.from_list("house", ["#F4F7FA", "#9CC9E6", "#0072B2", "#023858"])
