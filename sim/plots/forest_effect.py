"""Standardised differences of many outcomes on one scale, the largest on top."""

from collections.abc import Collection, Mapping
from typing import Any

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from sim.analysis import Effect
from sim.analysis.effect import adjusted
from sim.errors import MissingResult, UnknownName
from sim.plots.finding import change, spec_of, subject
from sim.plots.frame import WIDTH, figure, house_style, set_caption, set_title
from sim.plots.label import outcome_unit, point_name, point_words
from sim.plots.lettering import fitted, line_count
from sim.plots.palette import BLUE, FAINT, GREEN, INK, MUTED, PURPLE, VERMILLION, readable
from sim.plots.stroke import key_room, mark_key, wanted_few
from sim.spec.outcomes import OutcomeSpec

__all__ = ["effect_forest"]

#: Outcomes drawn unless all are named; worlds against one base at most.
_MOST, _WORLDS = 20, 4
_COLOURS, _MARKS = (BLUE, VERMILLION, GREEN, PURPLE), ("o", "s", "^", "D")
_NAME, _NUMBER, _LINE = 2.75, 1.5, 0.135  # inches: names left, numbers right, a line of a name


def effect_forest(
    effect: Effect | Mapping[str, Effect] | Collection[Effect],
    outcomes: Collection[str] | None = None,
    *,
    title: str = "",
    subtitle: str = "",
) -> Figure:
    """Draw differences in standard deviations, an outcome a row, ordered by size, with intervals.

    A filled mark is beyond chance even for as many looks as there are (Holm); an open one is not.

    Parameters
    ----------
    effect : what `sim.compare` returns, of one world or of up to four against the same base
    outcomes : names; None for all, of which the twenty largest are drawn
    """
    several = _several(effect)
    wanted_few(len(several), "effects", most=_WORLDS)
    first = next(iter(several.values()))
    for name in [] if outcomes is None else outcomes:
        if name not in first.table.index:
            raise UnknownName("outcome", name, first.table.index, place="effect")
    if outcomes is not None and not len(outcomes):
        raise MissingResult("found none, wanted one or more", field="outcomes")
    chosen = list(first.table.index if outcomes is None else outcomes)
    found = [one.table.reindex(chosen) for one in several.values()]
    looks = _looks(several, chosen)
    size = pd.concat([table["d"].abs() for table in found], axis=1).max(axis=1)
    order = list(size.dropna().sort_values(ascending=False, kind="stable").index)
    if not order:
        raise MissingResult("no outcome has a standardised difference", field="effect")
    unknown = len(size) - len(order)
    shown = order if outcomes is not None else order[:_MOST]
    level = first.level
    with house_style():
        specs = {name: spec_of(first, name) for name in shown}
        names = [fitted(subject(specs[name]), _NAME - 0.25, 8.0) for name in shown]
        each = max(0.2 + 0.1 * (len(several) - 1), 0.06 + _LINE * line_count(*names))
        above, below = 0.84 + key_room(list(_marks(several))), 1.0
        height = above + each * len(shown) + below
        fig = figure(height)
        axes = fig.add_axes(
            (
                _NAME / WIDTH,
                below / height,
                (WIDTH - _NAME - _NUMBER) / WIDTH,
                each * len(shown) / height,
            )
        )
        axes.axvline(0.0, color=INK, lw=0.8)
        edge = _edge(size.loc[shown])
        for k, (table, p_values) in enumerate(zip(found, looks, strict=True)):
            sure = p_values < 1.0 - level
            for row, name in enumerate(shown):
                value = table.loc[name]
                if np.isnan(value["d"]):
                    continue
                at = -row - 0.28 * (k - (len(several) - 1) / 2) * min(1.0, 2.4 / len(several))
                ends = [value["d_low"], value["d_high"]]
                axes.plot(np.clip(ends, -edge, edge), [at, at], color=_COLOURS[k], lw=1.6)
                beyond = abs(value["d"]) > edge
                if beyond:
                    _beyond(axes, float(value["d"]), edge, at, _COLOURS[k])
                axes.plot(
                    np.clip(value["d"], -edge, edge),
                    at,
                    _MARKS[k],
                    ms=5,
                    color=_COLOURS[k],
                    mfc=_COLOURS[k] if sure[name] else "white",
                    mew=1.2,
                    gid=f"{'sure' if sure[name] else 'open'}.{k}.{name}",
                )
        _write(axes, shown, names, specs, several)
        axes.set_ylim(-len(shown) + 0.4, 0.6)
        axes.set_yticks([])
        axes.grid(visible=False, axis="y")
        axes.grid(visible=True, axis="x", color=FAINT)
        axes.spines["left"].set_visible(False)
        axes.tick_params(labelcolor=INK)
        axes.set_xlabel("Difference in standard deviations of the runs")
        against = f"against {point_words(first.base)}"
        who = (
            f"{point_name(next(iter(several)))} {against}"
            if len(several) == 1
            else point_name(against)
        )
        set_title(
            fig,
            title or _finding(found, looks, several, specs, order, level),
            subtitle or f"{who}; right of the line: more of it",
        )
        mark_key(fig, _marks(several))
        left = (
            f" The {len(shown)} largest of {len(order)} outcomes."
            if len(shown) < len(order)
            else ""
        )
        if np.isfinite(edge):
            left += " A mark at the edge lies as far beyond as its number says."
        if unknown:
            left += f" {unknown} without a spread are left out."
        shared = f" All: {first.shared}." if first.shared else ""
        set_caption(
            fig,
            f"{first.replicates:,} paired replicates, seed {first.seed}. Bars: {level:.0%} "
            f"intervals, each alone.{left}{shared}",
        )
    return fig


def _edge(size: pd.Series) -> float:
    """Return how far the scale reaches: past the largest, or past most where few are far larger.

    Examples
    --------
    >>> _edge(pd.Series([2.0, 1.0])), _edge(pd.Series([14.0, 1.0, 1.0, 0.5, 0.2, 0.1, 0.1]))
    (inf, 1.3)
    """
    ordered = np.sort(size.to_numpy(dtype=float))[::-1]
    usual = ordered[-(-len(ordered) // 7)] if len(ordered) > 4 else ordered[0]
    return 1.3 * float(usual) if usual > 0.0 and ordered[0] > 2.5 * usual else float("inf")


def _beyond(axes: Axes, value: float, edge: float, at: float, colour: str) -> None:
    """Write the number of a mark that stands at the edge of the scale and lies beyond it."""
    side = 1 if value > 0 else -1
    axes.annotate(
        f"{'' if side > 0 else '◂ '}{value:.1f}{' ▸' if side > 0 else ''}".replace("-", "−"),
        (side * edge, at),
        xytext=(-side * 7, 0),
        textcoords="offset points",
        ha="right" if side > 0 else "left",
        va="center",
        size=7,
        color=readable(colour),
        gid="beyond",
    )


def _several(
    effect: Effect | Mapping[str, Effect] | Collection[Effect],
) -> dict[str, Effect]:
    """Return comparisons by the name of the world that is set against the base."""
    if isinstance(effect, Effect):
        return {effect.alternative: effect}
    if isinstance(effect, Mapping):
        return dict(effect)
    found = {one.alternative: one for one in effect}
    if len(found) < len(effect):
        raise MissingResult(
            "found two of one name, wanted a mapping of names to effects", field="effect"
        )
    return found


def _looks(several: Mapping[str, Effect], outcomes: list[str]) -> list[pd.Series]:
    """Return p-values of each comparison, adjusted for all that is looked at."""
    plain = pd.concat([one.p_values.reindex(outcomes) for one in several.values()])
    found = np.split(adjusted(plain), len(several))
    return [pd.Series(one, index=outcomes) for one in found]


def _write(
    axes: Any,
    shown: list[str],
    names: list[str],
    specs: Mapping[str, OutcomeSpec],
    several: Mapping[str, Effect],
) -> None:
    """Write names left of the rows; right, of a single comparison, differences in their units."""
    first = next(iter(several.values()))
    for row, (name, text) in enumerate(zip(shown, names, strict=True)):
        across = ("axes fraction", "data")
        style: dict[str, Any] = {"textcoords": "offset points", "va": "center", "size": 8.0}
        axes.annotate(
            text,
            (0.0, -row),
            xycoords=across,
            xytext=(-8, 0),
            ha="right",
            linespacing=1.1,
            annotation_clip=False,
            **style,
        )
        if len(several) > 1:
            continue
        gap = float(first[name]["difference"])
        unit = outcome_unit(name, first.specs)
        said = change(gap, specs[name])
        bare = specs[name].unit == "1" and specs[name].kind not in ("flag", "share")
        axes.annotate(
            f"{said} [{unit}]" if bare else said,
            (1.0, -row),
            xycoords=across,
            xytext=(8, 0),
            ha="left",
            color=MUTED,
            annotation_clip=False,
            gid="aside",
            **style,
        )
    if len(several) == 1:
        axes.annotate(
            "Difference\nin its unit",
            (1.0, 1.0),
            xycoords="axes fraction",
            xytext=(8, 3),
            textcoords="offset points",
            va="bottom",
            size=7.5,
            color=MUTED,
            annotation_clip=False,
            gid="aside",
        )


def _marks(several: Mapping[str, Effect]) -> dict[str, dict[str, Any]]:
    """Return what the marks mean."""
    marks: dict[str, dict[str, Any]] = {}
    if len(several) > 1:
        marks = {
            point_name(name): {"marker": _MARKS[k], "ms": 5, "color": _COLOURS[k]}
            for k, name in enumerate(several)
        }
    alone = {"ls": "", "marker": "o", "ms": 5, "color": INK}
    return {
        **marks,
        "filled: beyond chance, for all looks": alone,
        "open: undecided": {**alone, "mfc": "white"},
    }


def _finding(
    found: list[pd.DataFrame],
    looks: list[pd.Series],
    several: Mapping[str, Effect],
    specs: Mapping[str, OutcomeSpec],
    order: list[str],
    level: float,
) -> str:
    """Return the largest difference that is beyond chance, and how many are; or that none is."""
    sizes = [{str(name): float(d) for name, d in table["d"].items()} for table in found]
    sure = [
        (abs(size[name]), name, k)
        for k, (size, p_values) in enumerate(zip(sizes, looks, strict=True))
        for name in order
        if p_values[name] < 1.0 - level and not np.isnan(size[name])
    ]
    many = len(order) * len(found)
    if not sure:
        if all(size[name] == 0.0 for size in sizes for name in order):
            return "No difference in any outcome"
        if many == 1:
            return f"Undecided: {subject(specs[order[0]])} does not differ beyond chance"
        return f"Undecided: none of {many} differences is beyond chance"
    _, name, k = max(sure)
    text = f"{sizes[k][name]:+.2f}".replace("-", "−")
    whose = f" ({point_words(list(several)[k])})" if len(found) > 1 else ""
    return (
        f"{len(sure)} of {many} differ beyond chance, most: {subject(specs[name])}"
        f"{whose}, {text} standard deviations"
    )
