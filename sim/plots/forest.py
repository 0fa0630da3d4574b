"""What each world or change brings: paired differences with their intervals."""

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator

from sim.analysis import Effect
from sim.errors import MissingResult
from sim.plots.axis import difference_unit, outcome_name, subject
from sim.plots.frame import house_style, set_caption, set_title
from sim.plots.label import outcome_unit, point_names, point_words, tidy
from sim.plots.palette import INK, MUTED, PLAIN, WORLD_COLOURS
from sim.plots.row import COLUMNS, name_rows, outcome_panels, rows_of
from sim.plots.title import sure
from sim.spec.outcomes import OUTCOME_FIELDS

__all__ = ["forest"]

_MOST = 3.0  # standard deviations that the scale reaches at most


def forest(
    effects: Mapping[str, Effect],
    outcomes: Sequence[str],
    *,
    title: str = "",
    subtitle: str = "Mean paired difference, in standard deviations of runs, with its interval. "
    "Right of the line: more of it; hollow: the interval holds 0",
) -> Figure:
    """Draw paired differences against one reference, a panel an outcome, a row an effect.

    All panels share one scale, the standard deviation of runs, so that lengths can be compared from
    panel to panel; beside each mark stands the difference in the outcome's own unit. Rows are in
    the order of the first outcome. A world that reports show side by side keeps its colour; all
    other rows have one.

    Parameters
    ----------
    effects : name to effect, as `sim.analysis.effects_against` returns them; all against one base
    outcomes : names of outcomes, in the order of panels
    title : what the picture says; empty for the largest difference that is beyond Monte Carlo error
    """
    for given, field in ((effects, "effects"), (outcomes, "outcomes")):
        if not len(given):
            raise MissingResult("found none, wanted one or more", field=field)
    first = effects[next(iter(effects))]
    names = sorted(effects, key=lambda name: -_size(effects[name][outcomes[0]]))
    colours = [WORLD_COLOURS.get(name, PLAIN) for name in names]
    sizes = [abs(_size(effects[name][outcome])) for name in names for outcome in outcomes]
    reach = min(_MOST, max(0.1, 1.1 * max(sizes)))
    with house_style():
        rows = rows_of(point_names(names))
        each = max(0.19, rows.height + 0.04)
        titles = [_titled(first, name) for name in outcomes]
        fig, panels = outcome_panels(titles, rows.left, each * len(names) + 0.1)
        for panel, (axes, outcome) in enumerate(zip(panels, outcomes, strict=True)):
            axes.axvline(0.0, color=INK, lw=0.7)
            for row, (name, colour) in enumerate(zip(names, colours, strict=True)):
                _draw(axes, effects[name][outcome], -row, colour, reach)
            axes.set_xlim(-1.06 * reach, 1.06 * reach)
            axes.xaxis.set_major_locator(MaxNLocator(5, symmetric=True))
            own = outcome not in OUTCOME_FIELDS
            unit = first[outcome]["unit"] if own else outcome_unit(outcome)
            axes.set_xlabel(f"[number: {difference_unit(unit)}]", size=7.5, color=MUTED, labelpad=1)
            axes.set_ylim(-len(names) + 0.4, 0.6)
            if panel % COLUMNS == 0:
                name_rows(axes, rows.names, colours)
        set_title(fig, title or _finding(effects, outcomes), subtitle)
        shared = f" All: {first.shared}." if first.shared else ""
        left_out = f" {first.left_out}" if first.left_out else ""
        beyond = " Arrow: beyond the scale." if max(sizes) > reach else ""
        set_caption(
            fig,
            f"{first.replicates:,} paired replicates a row, seed {first.seed}. Bars: "
            f"{first.level:.0%} Monte Carlo intervals: where the mean of other runs would lie. One "
            "standard deviation: how far runs of the two worlds lie from their means."
            f"{beyond}{shared}{left_out}",
        )
    return fig


def _titled(effect: Effect, outcome: str) -> str:
    """Return a panel's title: an outcome's words, one's own as its effect labels it."""
    if outcome in OUTCOME_FIELDS:
        return outcome_name(outcome)
    return tidy(str(effect[outcome]["label"]))


def _size(row: pd.Series) -> float:
    """Return a difference in standard deviations; 0 where there is none to measure it by."""
    return float(row["d"]) if np.isfinite(row["d"]) else 0.0


def _draw(axes: Axes, row: pd.Series, at: float, colour: str, reach: float) -> None:
    """Draw one difference with its interval, and its number; an arrow where it leaves the scale."""
    low, middle, high = (
        float(np.clip(row[name] if np.isfinite(row[name]) else 0.0, -reach, reach))
        for name in ("d_low", "d", "d_high")
    )
    axes.plot([low, high], [at, at], color=colour, lw=3, alpha=0.45)
    out = abs(middle) >= reach
    marker = "o" if not out else "<" if middle < 0 else ">"
    face = colour if sure(row["low"], row["high"]) else "white"
    axes.plot(middle, at, marker, ms=4.5, color=colour, mfc=face, zorder=3, clip_on=False)
    # On the side of 0 that is free.
    right = middle < 0
    axes.annotate(
        _short(float(row["difference"])),
        (0.0, at),
        xytext=(3 if right else -3, 0),
        textcoords="offset points",
        ha="left" if right else "right",
        va="center",
        size=7,
        color=INK,
        gid="number",
    )


def _short(value: float) -> str:
    """Return a difference with its sign in two digits that count.

    Examples
    --------
    >>> _short(-3.846), _short(0.0213), _short(12.4)
    ('−3.8', '+0.021', '+12')
    """
    places = max(0, 1 - int(np.floor(np.log10(abs(value))))) if value and np.isfinite(value) else 0
    return f"{value:+.{min(places, 4)}f}".replace("-", "−")


def _finding(effects: Mapping[str, Effect], outcomes: Sequence[str]) -> str:
    """Return the largest difference, in standard deviations, of those beyond Monte Carlo error."""
    found = [
        (abs(_size(effect[outcome])), name, outcome)
        for name, effect in effects.items()
        for outcome in outcomes
        # The title picks the largest of many: it must be beyond chance among all of them.
        if sure(effect[outcome]["low"], effect[outcome]["high"])
        and float(effect[outcome]["p_holm"]) < 1.0 - effect.level
    ]
    base = _base(effects)
    if not found:
        return f"Undecided: nothing differs from {base} beyond Monte Carlo error"
    _, name, outcome = max(found)
    row = effects[name][outcome]
    what = subject(str(row["label"]))
    way = "higher" if row["difference"] > 0 else "lower"
    said = dict(zip(effects, point_names(list(effects)), strict=True))
    return f"Largest against {base}: {what}, {way} in {said[name]}"


def _base(effects: Mapping[str, Effect]) -> str:
    """Return what all effects are set against, in words."""
    bases = {effect.base for effect in effects.values()}
    shared = {effect.shared for effect in effects.values()}
    for known in (bases, shared):
        if len(known) == 1 and "" not in known:
            return point_words(known.pop())
    return "the reference"
