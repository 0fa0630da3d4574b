"""Shares: of triangle types over time, and of the options that leaders take."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.colors import LinearSegmentedColormap, to_hex
from matplotlib.figure import Figure

from sim.analysis import level_shares, one_point, option_table, prob_ci, replicates_of
from sim.errors import UnknownName
from sim.plots.axis import ALONE, date_axis, imagined_ground
from sim.plots.frame import (
    figure,
    hide_frame,
    house_style,
    named_panels,
    set_caption_of,
    set_title,
)
from sim.plots.label import tidy
from sim.plots.lettering import fitted
from sim.plots.option import asked, option_words
from sim.plots.palette import INK, MUTED, TRIANGLE_COLOURS, ink_on
from sim.plots.point import drawn, title_of
from sim.plots.row import wrapped
from sim.plots.title import ranked
from sim.spec.calendar import month_name
from sim.spec.levels import TRIANGLE_WORDS

if TYPE_CHECKING:
    from sim.spec.world import World
    from sim.store import Results

__all__ = ["option_shares", "triangle_shares"]


def _stack(axes: Axes, table: pd.DataFrame, count: int) -> None:
    """Draw stacked shares; about each border lies its 95% interval."""
    floor = np.zeros(len(table))
    for level, colour in enumerate(TRIANGLE_COLOURS):
        share = table[level].to_numpy() if level in table else np.zeros(len(table))
        ceiling = floor + share
        axes.fill_between(table.index, floor, ceiling, color=colour, lw=0)
        floor = ceiling
        if level < len(TRIANGLE_COLOURS) - 1:
            error = 1.96 * np.sqrt(np.clip(floor * (1 - floor), 0, None) / count)
            low, high = floor - error, floor + error
            # Grey on both sides of a thin line: a pale seam would be read as a border of its own.
            axes.fill_between(table.index, low, high, color=MUTED, alpha=0.45, lw=0, zorder=1.5)
            axes.plot(table.index, floor, color=INK, lw=0.4, zorder=1.6, gid="border")


def triangle_shares(
    results: "Results",
    points: Sequence[int | str],
    *,
    title: str = "",
    subtitle: str = "Washington, Tokyo and Seoul: share of runs, month by month. Friends: relation "
    "above 0; at odds: any other. In brackets Dittmer’s names",
) -> Figure:
    """Draw the shares of triangle types over time, a panel a point, each type by its meaning.

    Parameters
    ----------
    title : what the picture says; empty for where all three are most often friends in the end
    """
    numbers, names, _, colours = drawn(results, points)
    with house_style():
        fig, panels, columns = named_panels(names, colours, share_x=False)
        beyond, friends, ends = False, [], []
        for axes, number in zip(panels, numbers, strict=True):
            table = level_shares(results, "triangle", number)
            count = replicates_of(results, number)
            _stack(axes, table, count)
            date_axis(axes, table.index, room=ALONE // columns, ground=False)
            beyond |= imagined_ground(axes, table.index, over=True)
            axes.set(ylim=(0, 1), yticks=[0, 0.25, 0.5, 0.75, 1])
            axes.set_yticklabels(["0", "25", "50", "75", "100"])
            ends.append(table.index[-1])
            friends.append(prob_ci(round(float(table.iloc[-1].get(0, 0.0)) * count), count))
        # Worlds that end in the same month are compared.
        when = max(ends, key=ends.count)
        rows = [k for k, end in enumerate(ends) if end == when]
        fig.supylabel("Share of runs [%]", size=8.5, x=0.012)
        hatched = ". Hatched: imagined, after the record" if beyond else ""
        what = f"All three friends in {when:%B %Y}"
        share = f"{100 * friends[rows[0]].value:.0f}% of runs"
        found = f"{what}: {share} in {names[rows[0]]}"
        if len(rows) > 1:
            found = ranked(
                [names[k] for k in rows],
                [friends[k].value for k in rows],
                [friends[k].low for k in rows],
                [friends[k].high for k in rows],
                what,
                most="most often",
                least="least often",
            )
        set_title(
            fig,
            title or found,
            subtitle + hatched,
            key=dict(zip(TRIANGLE_WORDS, TRIANGLE_COLOURS, strict=True)),
        )
        more = "Grey seams: Monte Carlo error of a border, its 95% interval."
        set_caption_of(fig, results, *numbers, more=more)
    return fig


def option_shares(
    results: "Results",
    capital: str,
    point: int | str | None = None,
    *,
    title: str = "",
    instruments: Sequence[str] = (),
) -> Figure:
    """Draw how often each leader of a capital takes each option, as a table shaded by share.

    Parameters
    ----------
    title : what the picture says; empty for the option in which two leaders differ most
    instruments : those to draw, such as 'kor_neighbour'; all of the capital if none are given
    """
    number = one_point(results, point)
    table = option_table(results, number, capital=capital)
    known = list(dict.fromkeys(table["instrument"]))
    for name in instruments:
        if name not in known:
            raise UnknownName("instrument", name, known, field="instruments")
    if len(instruments):
        table = table[table["instrument"].isin(list(instruments))]
    leaders = list(dict.fromkeys(table["leader"]))
    lines = list(dict.fromkeys(zip(table["instrument"], table["option"], strict=True)))
    grid = table.pivot(index=["instrument", "option"], columns="leader", values="share")
    world = results.world(number)
    shown = [tidy(world.leaders[one].title) if one in world.leaders else one for one in leaders]
    with house_style():
        held_ = list(dict.fromkeys(name for name, _ in lines))
        tall = 0.215 * len(lines) + 0.13 * (len(held_) - 1)
        height = 1.15 + tall + 0.5
        fig = figure(height)
        right = min(0.985, 0.42 + 0.115 * len(leaders))
        axes = fig.add_axes((0.42, 0.5 / height, right - 0.42, tall / height))
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
                    color=ink_on(to_hex(cmap(share))),
                )
            position += 1.0
        axes.set_ylim(position - 0.45, -0.5)
        axes.set_xlim(0, len(leaders))
        axes.set_yticks(at, [option_words(name, option) for name, option in lines])
        axes.tick_params(axis="y", labelcolor=INK, pad=5)
        for instrument in held_ if len(held_) > 1 else []:
            top = at[next(k for k, line in enumerate(lines) if line[0] == instrument)]
            axes.annotate(
                fitted(asked(instrument), 1.35, 8.0, bold=True),
                (0.075, top - 0.45),
                xycoords=("figure fraction", "data"),
                va="top",
                size=8,
                weight="bold",
                linespacing=1.05,
                annotation_clip=False,
            )
        axes.xaxis.tick_top()
        letters = int(130 * (right - 0.42) / len(leaders)) - 1
        axes.set_xticks(
            [k + 0.48 for k in range(len(leaders))], [wrapped(name, letters) for name in shown]
        )
        axes.tick_params(axis="x", labelcolor=INK, pad=2)
        error = grid_error(table)
        set_title(
            fig,
            title or _widest(grid, error, dict(zip(leaders, shown, strict=True)), capital),
            f"{title_of(results, number)}: share of months in office in which each option is taken"
            + (f". {asked(held_[0])}" if len(held_) == 1 else ""),
        )
        more = (
            "Monte Carlo error: 95% intervals of shares reach at most "
            f"{100 * 1.96 * float(table['se'].max()):.1f} points to either side. "
            f"{_pooled(world, capital, leaders, shown)}"
        )
        set_caption_of(fig, results, number, more=more.strip())
    return fig


def grid_error(table: pd.DataFrame) -> pd.DataFrame:
    """Return the half widths of 95% intervals, a row an option and a column a leader."""
    wide = table.pivot(index=["instrument", "option"], columns="leader", values="se")
    return 1.96 * wide


def _widest(
    grid: pd.DataFrame, error: pd.DataFrame, titles: Mapping[str, str], capital: str
) -> str:
    """Return the option in which two leaders differ most, if beyond Monte Carlo error."""
    if grid.shape[1] < 2:
        most = grid.iloc[:, 0].groupby(level="instrument").max().max()
        leader = titles[str(grid.columns[0])]
        return f"{capital.capitalize()}: {leader} takes one option in up to {most:.0%} of months"
    wide = (grid.max(axis=1) - grid.min(axis=1)).to_numpy()
    k = int(wide.argmax())
    instrument, option = (str(one) for one in grid.index[k])
    row, errors = grid.iloc[k], error.iloc[k]
    one, other = str(row.idxmax()), str(row.idxmin())
    gap = float(row[one] - row[other])
    where = f"{capital.capitalize()}: {option_words(instrument, option)}"
    if gap <= float(errors[one] + errors[other]):
        return f"{capital.capitalize()}: whether leaders choose differently is undecided"
    return (
        f"{where} in {row[one]:.0%} of months under {titles[one].replace('An ', 'an ')}, "
        f"{row[other]:.0%} under {titles[other].replace('An ', 'an ')}"
    )


def _pooled(world: "World", capital: str, leaders: Sequence[str], shown: Sequence[str]) -> str:
    """Return a sentence on leaders who hold office more than once, whose months count together."""
    window, parts = range(world.first, world.last + 1), []
    for leader, title in zip(leaders, shown, strict=True):
        held = [world.holder(capital, month) == leader for month in window]
        begins = [k for k, mine in enumerate(held) if mine and (k == 0 or not held[k - 1])]
        if len(begins) > 1:
            years = ", ".join(month_name(window[k]) for k in begins)
            parts.append(f"{title} (from {years})")
    return f"Counted together: {'; '.join(parts)}." if parts else ""


def _shades() -> LinearSegmentedColormap:
    """Return white to the palette's blue."""
    return LinearSegmentedColormap.from_list("house", ["#F4F7FA", "#9CC9E6", "#0072B2", "#023858"])
