"""Heat maps: what an outcome comes to in each cell of a grid of two keys."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.cm import ScalarMappable
from matplotlib.colors import LinearSegmentedColormap, Normalize, to_hex
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle
from matplotlib.ticker import MaxNLocator

from sim.analysis import grid_of, grid_table
from sim.plots.axis import hatch_cell
from sim.plots.finding import amount
from sim.plots.frame import WIDTH, figure, house_style, set_title
from sim.plots.grid_words import (
    caption_of_grid,
    finding_of_grid,
    percent_shown,
    reading_of_grid,
    tick_words,
)
from sim.plots.lettering import fitted, inches_of, line_count
from sim.plots.palette import INK, ink_on
from sim.plots.tornado import key_words
from sim.spec.outcomes import OutcomeSpec

if TYPE_CHECKING:
    from sim.store import Results

__all__ = ["heat_map"]

_SHADES = ["#F4F7FA", "#9CC9E6", "#0072B2", "#023858"]


def heat_map(
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
    """Draw what an outcome comes to in each cell of a grid of two keys; darker is more.

    A cell without a point is hatched. A grid of one key is a single row.

    Parameters
    ----------
    x, y, statistic, held, level : as in `response`
    """
    grid = grid_of(results, x, y, held=held)
    table = grid_table(results, outcome, grid, statistic=statistic, level=level)
    spec = results.outcome_specs[outcome]
    rows, columns = grid.points.shape
    scale = Normalize(float(table["value"].min()), float(table["value"].max()))
    colours = LinearSegmentedColormap.from_list("house", _SHADES)
    with house_style():
        names = [tick_words(grid.y, k) if grid.y else "" for k in range(rows)]
        left = min(2.4, max(0.75, 0.55 + max(inches_of(name, 8.0) for name in names)))
        wide = WIDTH - left - 1.15
        side = wide / columns
        tall = min(0.62, max(0.3, side)) if rows > 1 else 0.62
        heads = [tick_words(grid.x, k) for k in range(columns)]
        if not grid.x.numeric:
            heads = [fitted(head, max(side - 0.05, 0.4), 8.0) for head in heads]
        foot = 0.98 + 0.13 * (line_count(*heads) - 1)
        height = 0.72 + tall * rows + foot
        fig = figure(height)
        axes = fig.add_axes((left / WIDTH, foot / height, wide / WIDTH, tall * rows / height))
        axes.grid(visible=False)
        for cell in table.to_dict("records"):
            _cell(axes, cell, colours, scale, spec, side, tall)
        for row, column in np.argwhere(grid.points < 0):
            hatch_cell(axes, column, row, "missing", 0.4)
        axes.set_xlim(-0.5, columns - 0.5)
        axes.set_ylim(-0.5, rows - 0.5)
        widest = max(inches_of(line, 8.0) for head in heads for line in head.split("\n"))
        step = max(1, int(np.ceil((widest + 0.06) / side)))
        axes.set_xticks(range(0, columns, step), heads[::step])
        up = max(1, int(np.ceil(0.16 / tall)))
        axes.set_yticks(range(0, rows, up), [fitted(one, 1.9, 8.0) for one in names[::up]])
        axes.tick_params(length=0, labelcolor=INK)
        for spine in axes.spines.values():
            spine.set_visible(False)
        axes.set_xlabel(key_words(grid.x.key))
        if grid.y:
            axes.set_ylabel(fitted(key_words(grid.y.key), max(1.2, tall * rows), 8.5))
        bar = fig.add_axes(
            ((WIDTH - 0.95) / WIDTH, foot / height, 0.13 / WIDTH, tall * rows / height)
        )
        drawn = fig.colorbar(ScalarMappable(scale, colours), cax=bar)
        drawn.outline.set_visible(False)
        bar.grid(visible=False)
        bar.tick_params(length=0, labelsize=7, labelcolor=INK)
        bar.yaxis.set_major_locator(MaxNLocator(5 if rows > 1 else 2, steps=[1, 2, 2.5, 5, 10]))
        if percent_shown(spec, statistic):
            bar.yaxis.set_major_formatter(lambda value, _: f"{100 * value:.0f}%")
        set_title(
            fig,
            title or finding_of_grid(results, outcome, grid, table, spec, statistic, level),
            subtitle or reading_of_grid(grid, spec, statistic, "Darker"),
        )
        said = (
            ""
            if not grid.missing
            else (f"Hatched: {grid.missing} cell{'s' if grid.missing > 1 else ''} without a point.")
        )
        caption_of_grid(fig, results, outcome, grid, table, said)
    return fig


def _cell(
    axes: Axes,
    cell: dict[Any, Any],
    colours: LinearSegmentedColormap,
    scale: Normalize,
    spec: OutcomeSpec,
    side: float,
    tall: float,
) -> None:
    """Draw one cell, with its number where there is room."""
    shade = colours(scale(cell["value"]))
    axes.add_patch(
        Rectangle(
            (cell["column"] - 0.5, cell["row"] - 0.5),
            1,
            1,
            color=shade,
            lw=0,
            gid=f"cell.{cell['point']}",
        )
    )
    text = amount(cell["value"], spec)
    size = 8.0 if inches_of(text, 8.0) < side - 0.06 else 6.5
    if inches_of(text, size) > side - 0.04 or tall < 0.2:
        return
    axes.text(
        cell["column"],
        cell["row"],
        text,
        ha="center",
        va="center",
        size=size,
        color=ink_on(to_hex(shade)),
        gid="number",
    )
