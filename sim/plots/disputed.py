"""Maps of an effect over two things, side by side with and without direct interaction terms."""

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd
from matplotlib import colormaps
from matplotlib.axes import Axes
from matplotlib.cm import ScalarMappable
from matplotlib.colors import Normalize, to_hex
from matplotlib.figure import Figure

from sim.plots.axis import hatch_cell
from sim.plots.frame import figure, house_style, set_caption, set_title
from sim.plots.palette import FAINT, ink_on

__all__ = ["effect_maps"]

#: Orange to violet: colour-blind eyes tell the two sides apart.
_COLOURS = "PuOr"

_TITLES = {
    "with": "With direct interaction terms",
    "without": "Without: what remains is a result",
}


def effect_maps(
    cells: pd.DataFrame,
    labels: Mapping[str, str],
    *,
    x: str,
    y: str,
    title: str,
    subtitle: str,
    replicates: int,
    seed: int,
    more: str = "",
    beyond: bool = True,
) -> Figure:
    """Draw an effect by cell, a row an outcome, the two drawings side by side on one scale.

    Parameters
    ----------
    cells : a row a cell, outcome and drawing: outcome, drawing ('with' or 'without'), x, y, effect,
        sign (1, −1, or 0 where the 95 % interval contains 0)
    labels : outcome to its label with unit, in the order to draw
    x, y : labels of the axes with units
    more : what the caption says of world and window
    beyond : whether that window goes on beyond the record
    """
    with house_style():
        side, gap, below = 2.75, 0.24, 1.02
        height = 0.98 + len(labels) * (side + gap) - gap + below
        fig = figure(height)
        wide = fig.get_figwidth()
        for row, (outcome, label) in enumerate(labels.items()):
            mine = cells[cells["outcome"] == outcome]
            drawn = mine[mine["drawing"].isin(_TITLES)]
            limit = max(float(drawn["effect"].abs().max()), 1e-3)
            scale = Normalize(-limit, limit)
            bottom = (below + (len(labels) - 1 - row) * (side + gap)) / height
            for column, (drawing, words) in enumerate(_TITLES.items()):
                left = (0.72 + column * (side + 0.3)) / wide
                axes = fig.add_axes((left, bottom, side / wide, side / height))
                axes.set_gid(f"map.{row}.{drawing}")
                grid = drawn[drawn["drawing"] == drawing]
                _draw(axes, grid, scale)
                axes.set_title(words if row == 0 else "", pad=5)
                if row == len(labels) - 1:
                    axes.set_xlabel(x)
                else:
                    axes.tick_params(labelbottom=False)
                if column == 0:
                    axes.set_ylabel(y)
                else:
                    axes.tick_params(labelleft=False)
            bar = fig.add_axes(((0.72 + 2 * side + 0.5) / wide, bottom, 0.13 / wide, side / height))
            colours = fig.colorbar(ScalarMappable(scale, _COLOURS), cax=bar)
            colours.outline.set_visible(False)
            bar.tick_params(length=0, labelsize=7)
            bar.grid(visible=False)
            name, unit = label.rsplit(" [", 1)
            bar.set_ylabel(f"{name}\n[difference on a scale of {unit}", size=7.5)
        first = cells[(cells["outcome"] == next(iter(labels))) & (cells["drawing"] == "with")]
        set_title(fig, f"{title}: {_signs(first['sign'])}", subtitle)
        set_caption(
            fig,
            f"{replicates:,} replicates an arm and cell, seed {seed}, paired; hatched: the 95% "
            f"interval contains 0. {more}".strip(),
            beyond=beyond,
        )
    return fig


def _signs(signs: pd.Series) -> str:
    """Return in how many cells the effect is positive, negative and undecided.

    Examples
    --------
    >>> _signs(pd.Series([1, 1, 0, -1]))
    'up in 2 of 4 cells, down in 1, undecided in 1'
    """
    up, down = int((signs > 0).sum()), int((signs < 0).sum())
    parts = [f"up in {up}", f"down in {down}", f"undecided in {len(signs) - up - down}"]
    shown = [one for one in parts if not one.endswith(" 0")]
    return f"{shown[0]} of {len(signs)} cells" + "".join(f", {one}" for one in shown[1:])


def _draw(axes: Axes, cells: pd.DataFrame, scale: Normalize) -> None:
    """Draw one map: colour and number by cell, hatches where the sign is not decided."""
    grid = cells.pivot(index="y", columns="x", values="effect")
    signs = cells.pivot(index="y", columns="x", values="sign").to_numpy()
    effects = grid.to_numpy()
    axes.grid(visible=False)
    axes.imshow(effects, cmap=_COLOURS, norm=scale, origin="lower", aspect="auto")
    places = 3 if scale.vmax is not None and scale.vmax < 0.0995 else 2
    for row, column in np.ndindex(*effects.shape):
        if signs[row, column] == 0:
            hatch_cell(axes, column, row, "undecided")
        else:
            ground = to_hex(colormaps[_COLOURS](scale(effects[row, column])))
            axes.text(
                column,
                row,
                _short(float(effects[row, column]), places),
                size=5.8 if len(effects) <= 8 else 4.5,
                ha="center",
                va="center",
                color=ink_on(ground),
            )
    for axis, values in ((axes.xaxis, grid.columns), (axes.yaxis, grid.index)):
        axis.set_ticks(range(len(values)), _ticks([float(value) for value in values]))
    axes.tick_params(length=0, labelsize=7)
    for spine in axes.spines.values():
        spine.set_color(FAINT)


def _ticks(values: Sequence[float]) -> list[str]:
    """Return values in two digits.

    Examples
    --------
    >>> _ticks([0.0, 1 / 6, 1.0])
    ['0', '0.17', '1']
    """
    return [f"{value:.2g}" for value in values]


def _short(value: float, places: int) -> str:
    """Return an effect as it fits into a cell.

    Examples
    --------
    >>> _short(-0.0314, 3), _short(0.25, 2)
    ('−.031', '.25')
    """
    text = f"{value:.{places}f}".replace("-", "−")
    return text.replace("0.", ".", 1)
