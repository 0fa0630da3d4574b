"""Levers: their effects on ties over draws of all parameters, and ties over two traits."""

from collections.abc import Mapping

import numpy as np
import pandas as pd
from matplotlib import colormaps
from matplotlib.axes import Axes
from matplotlib.cm import ScalarMappable
from matplotlib.colors import Normalize, to_hex
from matplotlib.figure import Figure

from sim.plots.axis import outcome_axis
from sim.plots.frame import figure, house_style, set_caption, set_title
from sim.plots.label import words, world_name
from sim.plots.palette import BLUE, INK, MUTED, VERMILLION, ink_on
from sim.plots.title import number

__all__ = ["lever_effects", "lever_map"]

_COLOURS = {"trait": BLUE, "switch": VERMILLION}
_MAP = "viridis"

#: Inches of a row, and what lies above and below all rows.
_ROW, _ABOVE, _BELOW = 0.155, 1.05, 0.95


def lever_effects(
    table: pd.DataFrame,
    labels: Mapping[str, str],
    *,
    draws: int,
    pairs: int,
    replicates: int,
    seed: int,
    world: str,
) -> Figure:
    """Draw a row a lever: 5 to 95 % over draws, their median, and the effect at the defaults.

    Parameters
    ----------
    table : a row a lever and outcome: lever, kind, outcome, median, p05, p95, default_effect,
        default_se
    labels : outcome to its words, a panel each; rows are in the order of the last one's medians
    """
    shown = table[table["outcome"].isin(list(labels))]
    last = shown[shown["outcome"] == list(labels)[-1]]
    by_size = last.assign(size=last["median"].abs()).sort_values(
        ["kind", "size"], ascending=[False, False], kind="stable"
    )
    names = [str(name) for name in by_size["lever"]]
    with house_style():
        height = _ABOVE + _BELOW + _ROW * len(names)
        fig = figure(height)
        grid = fig.subplots(
            1,
            len(labels),
            sharex=True,
            sharey=True,
            squeeze=False,
            gridspec_kw={
                "left": 0.285,
                "right": 0.985,
                "top": 1 - _ABOVE / height,
                "bottom": _BELOW / height,
                "wspace": 0.06,
            },
        )
        for axes, (outcome, label) in zip(grid.flat, labels.items(), strict=True):
            axes.set_gid(f"levers.{outcome}")
            rows = shown[shown["outcome"] == outcome].to_dict("records")
            mine = {one["lever"]: one for one in rows}
            for row, name in enumerate(names):
                one = mine[name]
                colour = _COLOURS[str(one["kind"])]
                ends = [float(one["p05"]), float(one["p95"])]
                axes.plot(ends, [-row, -row], color=colour, lw=2.4, alpha=0.4)
                # Traits and mechanisms are told apart in grey by their marks.
                mark = "o" if str(one["kind"]) == "trait" else "s"
                axes.plot(float(one["median"]), -row, mark, ms=3.6, color=colour, zorder=3)
                effect, half = float(one["default_effect"]), 1.96 * float(one["default_se"])
                axes.plot([effect - half, effect + half], [-row, -row], color=INK, lw=0.8)
                axes.plot(effect, -row, "d", ms=3.2, mfc="white", color=INK, mew=0.7, zorder=4)
            axes.axvline(0.0, color=INK, lw=0.7)
            axes.grid(visible=False)
            axes.grid(visible=True, axis="x")
            axes.spines["left"].set_visible(False)
            axes.set_title(label, pad=4)
            axes.set_xlabel("[difference on a scale of −1 to 1]", size=7.5, color=MUTED)
            axes.set_ylim(-len(names) + 0.4, 0.6)
        keys = [name.split(".", 1)[1] for name in names]
        grid.flat[0].set_yticks([-row for row in range(len(names))], keys, size=7)
        set_title(
            fig,
            _strongest(last),
            "Dot (mechanism: square) and bar: median, 5 to 95% over draws of all parameters; "
            "diamond: at the defaults",
            key={"leaders’ traits, high minus low": BLUE, "mechanisms, on minus off": VERMILLION},
        )
        set_caption(
            fig,
            f"{draws:,} draws, {pairs:,} pairs of replicates a draw, {replicates:,} replicates at "
            f"the defaults (line: 95% interval), seed {seed}. World {world_name(world)}.",
        )
    return fig


def lever_map(
    cells: pd.DataFrame,
    *,
    x: str,
    y: str,
    draws: int,
    replicates: int,
    seed: int,
    world: str,
) -> Figure:
    """Draw ties in the last month over two traits, the mean over draws in each cell.

    Parameters
    ----------
    cells : a row a cell: x, y, value, se
    x, y : names of the two traits, `<side>.<trait>`
    """
    with house_style():
        side, below, above = 3.9, 1.1, 0.95
        height = below + side + above
        fig = figure(height)
        wide = fig.get_figwidth()
        low, high = float(cells["value"].min()), float(cells["value"].max())
        scale = Normalize(low, max(high, low + 1e-3))
        axes = fig.add_axes((1.2 / wide, below / height, 1.25 * side / wide, side / height))
        axes.set_gid("map")
        _cells(axes, cells, scale)
        axes.set_xlabel(_trait(x))
        axes.set_ylabel(_trait(y))
        left = 1.2 + 1.25 * side + 0.2
        bar = fig.add_axes((left / wide, below / height, 0.14 / wide, side / height))
        colours = fig.colorbar(ScalarMappable(scale, _MAP), cax=bar)
        colours.outline.set_visible(False)
        bar.tick_params(length=0, labelsize=7)
        bar.grid(visible=False)
        bar.set_ylabel(outcome_axis("jpn_kor_final"), size=7.5)
        first, second = (_trait(name).split(" [")[0] for name in (x, y))
        set_title(
            fig,
            _reach(first, second.replace("Allies", "the allies"), cells),
            "Tokyo–Seoul ties in the last month, −1 hostile … 1 close, mean over draws of all "
            "parameters",
        )
        set_caption(
            fig,
            f"{draws:,} draws, {replicates:,} replicates a cell, seed {seed}; standard error over "
            f"draws at most {float(cells['se'].max()):.3f}, most of it shared by all cells. World "
            f"{world_name(world)}.",
        )
    return fig


def _strongest(last: pd.DataFrame) -> str:
    """Return which lever moves ties most, of those whose sign holds over 90 % of draws."""
    held = last[(last["p05"] > 0) | (last["p95"] < 0)]
    if held.empty:
        return "No lever moves Tokyo–Seoul ties to one side in 90% of draws"
    rows = {str(kind): one for kind, one in held.groupby("kind", sort=False)}
    parts = []
    for kind, noun in (("trait", "traits"), ("switch", "mechanisms")):
        if kind in rows:
            top = rows[kind].iloc[int(rows[kind]["median"].abs().to_numpy().argmax())]
            side = "up" if top["median"] > 0 else "down"
            name = words(str(top["lever"]).split(".", 1)[1])
            parts.append(f"of {noun} {name} moves ties {side} most")
    said = ", ".join(parts)
    return f"{said[:1].upper()}{said[1:]}"


def _reach(first: str, second: str, cells: pd.DataFrame) -> str:
    """Return between which values ties lie over two traits; undecided within errors of cells."""
    values = cells["value"].to_numpy()
    low, high = (cells.iloc[int(at)] for at in (values.argmin(), values.argmax()))
    if high["value"] - low["value"] <= 1.96 * float(np.hypot(low["se"], high["se"])):
        return f"{first} and {second}: whether ties depend on them is undecided"
    return f"{first} and {second}: ties from {number(low['value'])} to {number(high['value'])}"


def _trait(name: str) -> str:
    """Return a crossed trait as an axis label.

    Examples
    --------
    >>> _trait("washington.pressure_tilt"), _trait("allies.rivalry")
    ('Washington’s pressure tilt [−1 to 1]', 'Allies’ rivalry [0 to 1]')
    """
    side, trait = name.split(".")
    whose = "Allies’" if side == "allies" else f"{side.capitalize()}’s"
    unit = "−1 to 1" if trait == "pressure_tilt" else "0 to 1"
    return f"{whose} {trait.replace('_', ' ').replace('china', 'China')} [{unit}]"


def _short(value: float) -> str:
    """Return ties as they fit into a cell.

    Examples
    --------
    >>> _short(-0.314), _short(-0.001)
    ('−0.31', '0.00')
    """
    return f"{value:.2f}".replace("-", "" if abs(value) < 0.005 else "−")


def _cells(axes: Axes, cells: pd.DataFrame, scale: Normalize) -> None:
    """Draw the cells with their numbers."""
    grid = cells.pivot(index="y", columns="x", values="value")
    values = grid.to_numpy()
    axes.grid(visible=False)
    axes.imshow(values, cmap=_MAP, norm=scale, origin="lower", aspect="auto")
    for row, column in np.ndindex(*values.shape):
        value = float(values[row, column])
        axes.text(
            column,
            row,
            _short(value),
            size=7,
            ha="center",
            va="center",
            color=ink_on(to_hex(colormaps[_MAP](scale(value)))),
        )
    for axis, ticks in ((axes.xaxis, grid.columns), (axes.yaxis, grid.index)):
        labels = [f"{float(tick):.2g}".replace("-", "−") for tick in ticks]
        axis.set_ticks(range(len(labels)), labels)
    axes.tick_params(length=0, labelsize=7)
    for spine in axes.spines.values():
        spine.set_visible(False)
