"""Shares: of triangle types over time, and of the options that leaders take."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.colors import LinearSegmentedColormap
from matplotlib.figure import Figure

from sim.analysis import level_shares, one_point, option_table, replicates_of
from sim.plots.fan import date_axis
from sim.plots.frame import (
    figure,
    hide_frame,
    house_style,
    named_panels,
    set_caption_of,
    set_title,
)
from sim.plots.label import tidy, words
from sim.plots.palette import INK, TRIANGLE_COLOURS
from sim.plots.point import drawn, title_of
from sim.plots.row import wrapped
from sim.spec.levels import TRIANGLE_WORDS

if TYPE_CHECKING:
    from sim.store import Results

__all__ = ["option_shares", "triangle_shares"]


def _stack(axes: Axes, table: pd.DataFrame, count: int) -> None:
    """Draw stacked shares; the pale seams are as wide as their 95% intervals."""
    floor = np.zeros(len(table))
    for level, colour in enumerate(TRIANGLE_COLOURS):
        share = table[level].to_numpy() if level in table else np.zeros(len(table))
        ceiling = floor + share
        axes.fill_between(table.index, floor, ceiling, color=colour, lw=0, alpha=0.85)
        floor = ceiling
        if level < len(TRIANGLE_COLOURS) - 1:
            error = 1.96 * np.sqrt(np.clip(floor * (1 - floor), 0, None) / count)
            low, high = floor - error, floor + error
            axes.fill_between(table.index, low, high, color="white", alpha=0.4, lw=0, zorder=1.5)
            axes.plot(table.index, floor, color="white", lw=0.8, zorder=1.6)


def triangle_shares(
    results: "Results",
    points: Sequence[int | str],
    *,
    title: str = "Friends or at odds: Washington, Tokyo and Seoul",
    subtitle: str = "Share of replicates, month by month. Friends: relation above 0; at odds: any "
    "other. In brackets Dittmer’s names",
) -> Figure:
    """Draw the shares of triangle types over time, a panel a point, each type by its meaning."""
    numbers, names, _, colours = drawn(results, points)
    with house_style():
        fig, panels, columns = named_panels(names, colours, share_x=False)
        for axes, number in zip(panels, numbers, strict=True):
            table = level_shares(results, "triangle", number)
            _stack(axes, table, replicates_of(results, number))
            date_axis(axes, table.index, room=15 // columns)
            axes.set(ylim=(0, 1), yticks=[0, 0.25, 0.5, 0.75, 1])
            axes.set_yticklabels(["0", "25", "50", "75", "100"])
        fig.supylabel("Share of replicates [%]", size=8.5, x=0.012)
        set_title(
            fig, title, subtitle, key=dict(zip(TRIANGLE_WORDS, TRIANGLE_COLOURS, strict=True))
        )
        more = "Pale seams: 95% intervals."
        set_caption_of(fig, results, *numbers, more=more)
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
        height = 1.15 + tall + 0.5
        fig = figure(height)
        right = min(0.985, 0.36 + 0.125 * len(leaders))
        axes = fig.add_axes((0.36, 0.5 / height, right - 0.36, tall / height))
        hide_frame(axes, ticks=False)
        cmap = _shades()
        position, at = 0.0, []
        for k, (instrument, option) in enumerate(lines):
            if k and instrument != lines[k - 1][0]:
                position += 0.6
            at.append(position)
            for column, leader in enumerate(leaders):
                share = float(grid.loc[(instrument, option), leader])
                axes.barh(position, 0.96, left=column, height=0.92, color=cmap(share), lw=0)
                axes.text(
                    column + 0.48,
                    position + 0.03,
                    f"{share:.0%}",
                    ha="center",
                    va="center",
                    size=7.5,
                    color="white" if share > 0.55 else INK,
                )
            position += 1.0
        axes.set_ylim(position - 0.45, -0.5)
        axes.set_xlim(0, len(leaders))
        axes.set_yticks(at, [words(option) for _, option in lines])
        axes.tick_params(axis="y", labelcolor=INK, pad=5)
        for instrument in instruments:
            top = at[next(k for k, line in enumerate(lines) if line[0] == instrument)]
            axes.annotate(
                words(instrument.split("_", 1)[1]),
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
            f"{title_of(results, number)}: share of months in office in which each option is taken",
        )
        error = 1.96 * float(table["se"].max())
        more = f"95% intervals of shares reach at most {100 * error:.1f} points to either side."
        set_caption_of(fig, results, number, more=more)
    return fig


def _shades() -> LinearSegmentedColormap:
    """Return white to the palette's blue."""
    return LinearSegmentedColormap.from_list("house", ["#F4F7FA", "#9CC9E6", "#0072B2", "#023858"])
