"""The shift function: which part of a distribution moves, decile by decile."""

from typing import Any

import numpy as np
import pandas as pd
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator

from sim.analysis import Effect, leaves_out, widened
from sim.plots.finding import asked, change, spec_of, subject
from sim.plots.frame import WIDTH, figure, house_style, set_caption, set_title
from sim.plots.label import point_name, point_words
from sim.plots.lettering import fitted, line_count
from sim.plots.palette import BLUE, FAINT, INK, MUTED, VERMILLION
from sim.plots.stroke import key_room, mark_key
from sim.spec.outcomes import OutcomeSpec

__all__ = ["quantile_shift"]

_ROW = 0.27  # inches of a decile
_PANELS = ((1.35, 3.35), (5.1, 2.7))  # inches: left edge and width of both panels
_BELOW = 1.0  # inches for axes’ words and the caption


def quantile_shift(effect: Effect, outcome: str, *, title: str = "", subtitle: str = "") -> Figure:
    """Draw where each decile lies in both worlds, and how far it moves, with its interval.

    A mean says that a world has more; this says of whom: the runs that end low, high, or all alike.

    Parameters
    ----------
    effect : what `sim.compare` returns
    outcome : one of those compared
    """
    spec = spec_of(effect, outcome)
    table = effect.quantiles(outcome)
    level = effect.level
    moved = leaves_out(table["difference"], table["low"], table["high"], level=level)
    base, alternative = effect.base, effect.alternative
    marks: dict[str, dict[str, Any]] = {
        point_name(base): {"ls": "", "marker": "o", "ms": 5, "color": VERMILLION, "mfc": "white"},
        point_name(alternative): {"ls": "", "marker": "s", "ms": 4.6, "color": BLUE},
        "moves": {"marker": "o", "ms": 5, "color": INK},
        "undecided": {"marker": "o", "ms": 5, "color": INK, "mfc": "white"},
    }
    label = fitted(asked(spec, effect.specs), _PANELS[0][1] + 0.2, 8.5)
    with house_style():
        foot = _BELOW + 0.15 * (line_count(label) - 1)
        inner = _ROW * len(table)
        height = 0.84 + key_room(list(marks)) + inner + foot
        fig = figure(height)
        left, right = (
            fig.add_axes((at / WIDTH, foot / height, wide / WIDTH, inner / height))
            for at, wide in _PANELS
        )
        rows = np.arange(len(table))
        for axes in (left, right):
            axes.set_ylim(-0.6, len(table) - 0.4)
            axes.grid(visible=False, axis="y")
            axes.grid(visible=True, axis="x", color=FAINT)
            axes.spines["left"].set_visible(False)
            axes.xaxis.set_major_locator(MaxNLocator(5, steps=[1, 2, 2.5, 5, 10]))
            axes.tick_params(labelcolor=INK)
        left.hlines(rows, table["base"], table["alternative"], color=MUTED, lw=1.2)
        left.plot(table["base"], rows, "o", ms=5, mfc="white", mec=VERMILLION, mew=1.3, gid="base")
        left.plot(table["alternative"], rows, "s", ms=4.6, color=BLUE, gid="alternative")
        left.set_yticks(rows, [_decile(float(q)) for q in table["quantile"]])
        left.set_xlabel(label, loc="left")
        right.axvline(0.0, color=INK, lw=0.8)
        right.fill_betweenx(
            rows, table["low"], table["high"], color=INK, alpha=0.14, lw=0, gid="band"
        )
        right.plot(table["difference"], rows, color=INK, lw=1.0)
        for row, one in zip(rows, table.to_dict("records"), strict=True):
            right.plot([one["low"], one["high"]], [row, row], color=INK, lw=1.4)
            right.plot(
                one["difference"],
                row,
                "o",
                ms=5,
                color=INK,
                mfc=INK if moved[row] else "white",
                gid="moved" if moved[row] else "undecided",
            )
        right.set_yticks([])
        right.set_xlabel("Move of the decile, same unit")
        set_title(
            fig,
            title or _finding(table, moved, spec, level),
            subtitle
            or f"{subject(spec)}: {point_words(alternative)} against {point_words(base)}, "
            "from the runs that end lowest (below) to those that end highest",
        )
        mark_key(fig, marks)
        set_caption(
            fig,
            f"{effect.replicates:,} paired replicates, seed {effect.seed}. "
            f"Bars: each decile’s own {level:.0%} interval; a filled mark leaves out 0 even where "
            "widened for all deciles (Bonferroni).",
        )
    return fig


def _decile(quantile: float) -> str:
    """Return what a quantile is in words.

    Examples
    --------
    >>> _decile(0.1), _decile(0.5)
    ('lowest 10%', 'middle')
    """
    if quantile == 0.5:
        return "middle"
    return f"lowest {100 * quantile:g}%" if quantile < 0.5 else f"highest {100 - 100 * quantile:g}%"


def _finding(table: pd.DataFrame, moved: np.ndarray, spec: OutcomeSpec, level: float) -> str:
    """Return what moves: the low end, the high end, all alike, or nothing beyond chance."""
    gaps = table["difference"].to_numpy()
    if not np.any(gaps):
        return "No difference: every decile is the same in both worlds"
    if not moved.any():
        return "Undecided: no part of the distribution moves beyond chance"
    ends = table.iloc[[0, -1]]
    low, high = widened(ends["difference"], ends["low"], ends["high"], level=level, looks=2)
    # Ends that read alike are no news, however narrow their intervals.
    unlike = change(gaps[0], spec) != change(gaps[-1], spec)
    apart = unlike and bool(low[0] > high[1] or low[1] > high[0])
    at = [
        f"{change(gaps[k], spec)}{'' if moved[k] else ' (undecided)'} at the {place} tenth"
        for k, place in ((0, "lowest"), (-1, "highest"))
    ]
    words = ", ".join(at)
    most = int(np.abs(np.where(moved, gaps, 0.0)).argmax())
    where, by = _decile(float(table["quantile"].iloc[most])), change(gaps[most], spec)
    if apart and 1 < most < len(gaps) - 2:
        return f"The {where} moves most: {by}; {words}"
    if apart:
        return f"The {'low' if abs(gaps[0]) > abs(gaps[-1]) else 'high'} end moves most: {words}"
    if moved.all() and ((gaps > 0).all() or (gaps < 0).all()):
        reach = sorted((gaps.min(), gaps.max()), key=abs)
        ends_by = " to ".join(change(gap, spec) for gap in reach)
        return f"All of it moves {'up' if gaps[0] > 0 else 'down'}: every decile, by {ends_by}"
    return f"{int(moved.sum())} of {len(gaps)} deciles move beyond chance, the {where} most: {by}"
