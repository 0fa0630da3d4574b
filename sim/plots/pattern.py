"""The record as patterns: how likely each fact is, what it rests on, who made trough and rise."""

import numpy as np
import pandas as pd
from matplotlib.figure import Figure

from sim.plots.fact import fact_rows, probability_mark
from sim.plots.frame import figure, hide_frame, house_style, set_caption, set_title
from sim.plots.palette import BLUE, INK, MUTED, VERMILLION

__all__ = ["ablation_map", "fact_probabilities", "mechanism_shares"]

_WIDEST = 72  # characters of a fact's sentence beside its row


def fact_probabilities(
    facts: pd.DataFrame, *, replicates: int, seed: int, more: str = ""
) -> Figure:
    """Draw the probability of each pattern with its interval.

    Parameters
    ----------
    facts : a row a fact: id, says, use, by_input (bool), met (bool), value, low, high
    """
    with house_style():
        height = 1.6 + 0.235 * len(facts)
        fig = figure(height)
        axes = fig.add_axes((0.58, 0.87 / height, 0.39, (height - 1.6) / height))
        rows = facts.to_dict("records")
        for row, one in enumerate(rows):
            colour = BLUE if one["met"] else VERMILLION
            colour = MUTED if one["by_input"] else colour
            probability_mark(axes, one, -row, colour, filled=one["use"] == "calibration")
        fact_rows(fig, axes, rows, _WIDEST)
        set_title(
            fig,
            "How often the hindcast shows what was observed",
            "Blue: the fact is met; red: missed; grey: it follows from inputs. Filled: may be "
            "fitted; open: scored only",
        )
        said = f"{replicates:,} replicates, seed {seed}; bars: 95% interval. {more}".strip()
        set_caption(fig, f"{said} Explores and teaches; does not predict.")
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
        for place, (question, title) in enumerate(titles.items()):
            left = 0.20 + 0.41 * place
            axes = fig.add_axes((left, 0.8 / height, 0.36, (height - 1.65) / height))
            ordered = shares.sort_values("trough")
            rows = -np.arange(len(ordered))
            value, error = ordered[question].to_numpy(), 1.96 * ordered[f"{question}_se"].to_numpy()
            axes.barh(rows, value, color=VERMILLION if place == 0 else BLUE, height=0.65, alpha=0.8)
            axes.hlines(rows, value - error, value + error, color=INK, lw=1)
            axes.axvline(0.0, color=INK, lw=0.7)
            axes.set_ylim(rows[-1] - 0.6, 0.6)
            axes.set_yticks(
                rows, [name.replace("_", " ") for name in ordered.index] if place == 0 else []
            )
            axes.grid(visible=False)
            axes.grid(visible=True, axis="x")
            axes.spines["left"].set_visible(False)
            axes.set_title(title, size=9)
            axes.set_xlabel("Share of the change in relations [1]")
        set_title(
            fig,
            "Which mechanisms make the trough and the recovery",
            "Shapley shares: what a mechanism adds, averaged over orders of switching them on",
        )
        set_caption(
            fig,
            f"{orders} orders, half of them mirror images, {replicates:,} replicates a set of "
            f"mechanisms, seed {seed}; lines: 95% interval over orders. A share is a statement "
            "about the model, not about history.",
        )
    return fig


def ablation_map(change: pd.DataFrame, *, replicates: int, seed: int) -> Figure:
    """Draw what switching each mechanism off does to the probability of each pattern.

    Parameters
    ----------
    change : a row a mechanism, a column a fact; differences of probabilities in [-1, 1]
    """
    with house_style():
        height = 1.55 + 0.215 * len(change)
        fig = figure(height)
        axes = fig.add_axes((0.19, 0.72 / height, 0.79, (height - 1.6) / height))
        points = 100.0 * change.to_numpy()
        axes.imshow(points, cmap="PuOr", vmin=-100, vmax=100, aspect="auto")
        for row in range(points.shape[0]):
            for column in range(points.shape[1]):
                value = points[row, column]
                if abs(value) >= 1.0:
                    dark = abs(value) > 60.0
                    text = f"{value:.0f}".replace("-", "−")
                    axes.text(
                        column,
                        row,
                        text,
                        size=5.6,
                        ha="center",
                        va="center",
                        color="white" if dark else INK,
                    )
        hide_frame(axes, ticks=False)
        axes.set_yticks(
            range(len(change)), [str(n).replace("_", " ") for n in change.index], size=7
        )
        axes.set_xticks(range(change.shape[1]), list(change.columns), size=5.8, rotation=90)
        axes.xaxis.tick_top()
        set_title(
            fig,
            "What each fact rests on",
            "Change in the share of replicates that show it, in points, with one mechanism off",
        )
        set_caption(
            fig,
            f"{replicates:,} replicates, seed {seed}, paired. Orange: less likely without the "
            "mechanism; violet: more. Changes under one point are left blank.",
        )
    return fig
