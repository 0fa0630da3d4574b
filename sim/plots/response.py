"""Response curves: what an outcome comes to along one key, a line a value of a second."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import numpy as np
from matplotlib.figure import Figure

from sim.analysis import Axis, grid_of, grid_table
from sim.errors import MissingResult
from sim.plots.frame import WIDTH, figure, house_style, set_title
from sim.plots.grid_words import (
    axis_words,
    caption_of_grid,
    finding_of_grid,
    percent_shown,
    reading_of_grid,
    tick_words,
    value_words,
)
from sim.plots.lettering import fitted, line_count
from sim.plots.palette import BLUE, INK, ramp, world_colours
from sim.plots.stroke import LINE, MOST_LINES, key_room, stroke, stroke_key
from sim.plots.tornado import key_words

if TYPE_CHECKING:
    from sim.store import Results

__all__ = ["response"]

_TALL, _TICKS = 3.2, 10  # inches of the axes; values that are all written


def response(
    results: "Results",
    outcome: str,
    x: str | None = None,
    y: str | None = None,
    *,
    statistic: str | float = "mean",
    held: Mapping[str, Any] | None = None,
    level: float = 0.95,
    title: str = "",
    subtitle: str = "",
) -> Figure:
    """Draw what an outcome comes to along a key, a line a value of a second one, with intervals.

    Parameters
    ----------
    x, y : keys that differ between points, in full or by their last parts, or 'scenario'; found by
        themselves where no more than two differ. At most seven values of `y`
    statistic : 'mean' (of a flag its share), 'median', or a quantile in (0, 1)
    held : other keys to the value at which each is held
    level : confidence of each interval
    """
    grid = grid_of(results, x, y, held=held)
    table = grid_table(results, outcome, grid, statistic=statistic, level=level)
    spec = results.outcome_specs[outcome]
    rows = grid.points.shape[0]
    if rows > MOST_LINES:
        raise MissingResult(
            f"found {rows} values of {grid.y.key if grid.y else ''}, wanted {MOST_LINES} at most: "
            "draw a heat_map, or hold it",
            place="response",
            field="y",
        )
    names = [value_words(grid.y, k) for k in range(rows)] if grid.y else [""]
    colours = _colours(grid.y)
    scale = 100.0 if percent_shown(spec, statistic) else 1.0
    with house_style():
        room = key_room(names) if grid.y else 0.0
        ticks = [
            fitted(tick_words(grid.x, k), 6.6 / len(grid.x.values), 8.0)
            for k in range(len(grid.x.values))
        ]
        foot = 0.95 + (0.0 if grid.x.numeric else 0.13 * (line_count(*ticks) - 1))
        height = 0.74 + room + _TALL + foot
        fig = figure(height)
        axes = fig.add_axes((0.8 / WIDTH, foot / height, (WIDTH - 1.0) / WIDTH, _TALL / height))
        for row, colour in enumerate(colours):
            own = table[table["row"] == row].sort_values("column")
            shift = 0.0 if grid.x.numeric else 0.08 * (row - (rows - 1) / 2)
            at = _places(grid.x)[own["column"].to_numpy()] + shift
            value = scale * own["value"].to_numpy()
            if grid.x.numeric and rows == 1:
                axes.fill_between(
                    at, scale * own["low"], scale * own["high"], color=colour, alpha=0.13, lw=0
                )
            axes.errorbar(
                at,
                value,
                yerr=[
                    np.maximum(0.0, value - scale * own["low"]),
                    np.maximum(0.0, scale * own["high"] - value),
                ],
                fmt="none",
                ecolor=colour,
                elinewidth=1.2,
                capsize=2,
                gid=f"interval.{row}",
            )
            style = {**LINE, **stroke(row), "color": colour, "gid": f"response.{row}"}
            if rows == 1 and not grid.x.numeric:
                style["ls"] = ""  # what has no order is no path
            axes.plot(at, value, **style)
        if not grid.x.numeric:
            axes.set_xticks(range(len(ticks)), ticks)
            axes.set_xlim(-0.4, len(ticks) - 0.6)
        elif len(ticks) <= _TICKS:
            axes.set_xticks(grid.x.values, [tick_words(grid.x, k) for k in range(len(ticks))])
        axes.tick_params(labelcolor=INK)
        axes.set_xlabel(key_words(grid.x.key))
        axes.set_ylabel(axis_words(spec, results, statistic))
        set_title(
            fig,
            title or finding_of_grid(results, outcome, grid, table, spec, statistic, level),
            subtitle or reading_of_grid(grid, spec, statistic, "Bars"),
        )
        if grid.y:
            stroke_key(fig, names, colours)
        caption_of_grid(
            fig, results, outcome, grid, table, f"Bars: {level:.0%} intervals of each point."
        )
    return fig


def _places(axis: Axis) -> np.ndarray:
    """Return where values stand: numbers at their value, others one after the other."""
    return np.array(axis.values, dtype=float) if axis.numeric else np.arange(len(axis.values)) * 1.0


def _colours(axis: Axis | None) -> list[str]:
    """Return a colour a value: worlds their own, numbers a ramp, one alone blue."""
    if axis is None:
        return [BLUE]
    if axis.key == "scenario":
        own = world_colours([str(value) for value in axis.values])
        return [own[str(value)] for value in axis.values]
    return ramp(len(axis.values))
