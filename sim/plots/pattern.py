"""The record as patterns: how likely each fact is, what it rests on, who made trough and rise."""

from collections.abc import Hashable, Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd
from matplotlib import colormaps
from matplotlib.colors import to_hex
from matplotlib.figure import Figure

from sim.plots.frame import figure, hide_frame, house_style, set_caption, set_title
from sim.plots.label import words
from sim.plots.palette import BLUE, INK, VERMILLION, ink_on
from sim.plots.title import count_words
from sim.plots.verdict import LINE, legend, rows_of, verdict_mark, wanted_band, write_rows

__all__ = ["ablation_map", "fact_probabilities", "mechanism_shares"]

_MAP = "PuOr"  # orange to violet: colour-blind eyes tell the two sides apart
_WIDEST, _NOTE_WIDEST = 70, 80  # characters of a line beside a row


def fact_probabilities(facts: pd.DataFrame, *, replicates: int, seed: int) -> Figure:
    """Draw the probability of each pattern with its interval, and what was wanted of it.

    Parameters
    ----------
    facts : a row a fact: id, says, use, by_input (bool), result, value, low, high, `wanted` (the
        share of replicates wanted, NaN where something else decides) and `decided_by` (what does)
    """
    with house_style():
        rows = facts.to_dict("records")
        text = rows_of(
            [(str(one["id"]), str(one["says"]), str(one["decided_by"])) for one in rows],
            widest=_WIDEST,
            note_widest=_NOTE_WIDEST,
        )
        height = 1.75 + LINE * text.depth
        fig = figure(height)
        axes = fig.add_axes((0.58, 0.87 / height, 0.39, LINE * text.depth / height))
        axes.set_xlim(0, 100)
        for one, at in zip(rows, text.at, strict=True):
            if not np.isnan(one["wanted"]):
                wanted_band(axes, 100 * one["wanted"], 100.0, at)
            shares = {key: 100 * one[key] for key in ("value", "low", "high")}
            verdict_mark(
                axes,
                {**shares, "result": one["result"]},
                at,
                filled=one["use"] == "calibration",
                framed=one["by_input"],
            )
        write_rows(fig, axes, text)
        axes.set_xlabel("Runs that show the whole pattern [%]")
        set_title(
            fig,
            f"Hindcast: {_tally(rows)}",
            "How often runs show each whole. Where no share is wanted of the whole pattern, the "
            "row says what decides",
        )
        legend(
            fig,
            ("met", "missed", "undecided"),
            filled="may be fitted",
            empty="scored only",
            band="share wanted",
            frame="follows from inputs",
        )
        set_caption(
            fig,
            f"{replicates:,} replicates, seed {seed}; bars: 95% Monte Carlo interval. "
            "Undecided: missed, and the interval reaches what was wanted. May be fitted: "
            "parameters could be chosen by it; scored only: they never were.",
            beyond=False,
        )
    return fig


def mechanism_shares(shares: pd.DataFrame, *, orders: int, replicates: int, seed: int) -> Figure:
    """Draw the Shapley share of each mechanism in the trough and in the recovery.

    Parameters
    ----------
    shares : a row a mechanism: trough, trough_se, recovery, recovery_se
    """
    with house_style():
        height = 1.5 + 0.22 * len(shares)
        fig = figure(height)
        titles = {"trough": "Fall to 2018–20", "recovery": "Rise to 2023"}
        ends = [
            shares[name] + side * 1.96 * shares[f"{name}_se"] for name in titles for side in (-1, 1)
        ]
        # One scale for both: a part is as long in the fall as in the rise.
        low, high = (float(pick(0.0, *(pick(end) for end in ends))) for pick in (min, max))
        for panel, (question, title) in enumerate(titles.items()):
            left = 0.20 + 0.41 * panel
            axes = fig.add_axes((left, 0.8 / height, 0.36, (height - 1.65) / height))
            ordered = shares.sort_values("trough")
            rows = -np.arange(len(ordered))
            value, error = ordered[question].to_numpy(), 1.96 * ordered[f"{question}_se"].to_numpy()
            axes.barh(rows, value, color=VERMILLION if panel == 0 else BLUE, height=0.65, alpha=0.8)
            axes.hlines(rows, value - error, value + error, color=INK, lw=1)
            axes.axvline(0.0, color=INK, lw=0.7)
            axes.set_ylim(rows[-1] - 0.6, 0.6)
            axes.set_yticks(rows, [words(name) for name in ordered.index] if panel == 0 else [])
            axes.grid(visible=False)
            axes.grid(visible=True, axis="x")
            axes.spines["left"].set_visible(False)
            axes.set_title(title, size=9)
            axes.set_xlim(low - 0.03 * (high - low), high + 0.03 * (high - low))
            axes.set_xlabel("Its part of the change [relation, of at most 2]", size=8)
        set_title(
            fig,
            _makers(shares),
            "Shapley shares: what a mechanism adds, averaged over orders of switching them on",
        )
        set_caption(
            fig,
            f"{orders} orders, half of them mirror images, {replicates:,} replicates a set of "
            f"mechanisms, seed {seed}; lines: 95% Monte Carlo interval over orders. "
            "A share is a statement about the model, not about history.",
            beyond=False,
        )
    return fig


def ablation_map(change: pd.DataFrame, se: pd.DataFrame, *, replicates: int, seed: int) -> Figure:
    """Draw what switching each mechanism off does to the probability of each pattern.

    Parameters
    ----------
    change : a row a mechanism, a column a fact; differences of probabilities in [-1, 1]
    se : the same shape; their standard errors
    """
    with house_style():
        height = 1.55 + 0.215 * len(change)
        fig = figure(height)
        axes = fig.add_axes((0.19, 0.72 / height, 0.79, (height - 1.6) / height))
        points, error = 100.0 * change.to_numpy(), 100.0 * 1.96 * se.to_numpy()
        axes.imshow(points, cmap=_MAP, vmin=-100, vmax=100, aspect="auto")
        for row, column in np.argwhere(np.abs(points) >= 1.0):
            value, sure = points[row, column], abs(points[row, column]) > error[row, column]
            axes.text(
                column,
                row,
                f"{value:.0f}".replace("-", "−"),
                size=6.2 if sure else 5.4,
                style="normal" if sure else "italic",
                ha="center",
                va="center",
                color=ink_on(to_hex(colormaps[_MAP](0.5 + value / 200.0))),
                gid="change" if sure else "change within error",
            )
        hide_frame(axes, ticks=False)
        axes.set_yticks(range(len(change)), [words(str(name)) for name in change.index], size=7)
        axes.set_xticks(range(change.shape[1]), list(change.columns), size=5.8, rotation=90)
        axes.xaxis.tick_top()
        set_title(
            fig,
            _carriers(change, se),
            "Change in the share of replicates that show it, in points, with one mechanism off",
        )
        set_caption(
            fig,
            f"{replicates:,} replicates, seed {seed}, paired. Orange: less likely without the "
            "mechanism; violet: more. Small and slanted: the 95% interval contains 0. Changes "
            "under one point are left blank.",
            beyond=False,
        )
    return fig


def _tally(rows: Sequence[Mapping[Hashable, Any]]) -> str:
    """Return how many facts were met, missed and undecided."""
    results = [str(one["result"]) for one in rows]
    said = count_words(
        [(one, results.count(one)) for one in ("met", "missed", "undecided")], "facts"
    )
    return f"{said[:1].lower()}{said[1:]}"


def _makers(shares: pd.DataFrame) -> str:
    """Return which mechanism makes most of the fall and of the rise, if told from the next."""

    def most(question: str, sign: int) -> str:
        found = (sign * shares[question]).sort_values(ascending=False)
        one, other = found.index[0], found.index[1] if len(found) > 1 else found.index[0]
        error = 1.96 * float(np.hypot(*(shares.loc[[one, other], f"{question}_se"])))
        apart = len(found) == 1 or found.iloc[0] - found.iloc[1] > error
        return words(str(one)) if apart and found.iloc[0] > 0 else ""

    fall, rise = most("trough", -1), most("recovery", 1)
    if fall == rise:
        both = f"{fall} makes most of the fall and of the rise"
        return f"{both[:1].upper()}{both[1:]}" if fall else "Undecided what makes most of the fall"
    parts = [
        f"{one} makes most of the {what}" if one else f"what makes most of the {what} is undecided"
        for one, what in ((fall, "fall to 2018–20"), (rise, "rise to 2023"))
    ]
    said = ", ".join(parts)
    return f"{said[:1].upper()}{said[1:]}"


def _carriers(change: pd.DataFrame, se: pd.DataFrame) -> str:
    """Return without which mechanism most facts become rarer beyond Monte Carlo error."""
    fewer = (change + 1.96 * se < 0.0).sum(axis=1)
    if not fewer.max():
        return "Undecided what facts rest on: no change is beyond Monte Carlo error"
    names = [words(str(name)) for name in fewer.index[fewer == fewer.max()]]
    count = f"{int(fewer.max())} of {change.shape[1]}"
    if len(names) > 1:
        return f"Most facts rest on {' and '.join(names[:2])}: without each {count} become rarer"
    return f"Most facts rest on {names[0]}: without it {count} become rarer"
