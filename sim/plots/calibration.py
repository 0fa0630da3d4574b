"""A calibration in pictures: how much narrower parameters became, and what facts gained by it."""

import pandas as pd
from matplotlib.figure import Figure
from matplotlib.transforms import blended_transform_factory

from sim.plots.fact import fact_rows, probability_mark
from sim.plots.frame import figure, house_style, set_caption, set_title
from sim.plots.palette import BLUE, FAINT, INK, VERMILLION

__all__ = ["contractions", "facts_before_after"]

_WIDEST = 66  # characters of a fact's sentence beside its row


def contractions(table: pd.DataFrame, *, replicates: int, seed: int, trials: int) -> Figure:
    """Draw prior and posterior of each fitted parameter, and its contraction.

    Parameters
    ----------
    table : a row a parameter: default, prior_low, prior_high, q05, q50, q95, contraction
    replicates, seed, trials : of the fit; replicates of each trial
    """
    with house_style():
        height = 1.7 + 0.27 * len(table)
        fig = figure(height)
        box = (0.95 / height, (height - 1.7) / height)
        axes = fig.add_axes((0.22, box[0], 0.44, box[1]))
        bars = fig.add_axes((0.71, box[0], 0.25, box[1]))
        beside = blended_transform_factory(fig.transFigure, axes.transData)
        for row, (name, one) in enumerate(table.iterrows()):
            low, width = one["prior_low"], one["prior_high"] - one["prior_low"]
            q05, q50, q95, default = (
                (one[key] - low) / width for key in ("q05", "q50", "q95", "default")
            )
            axes.plot([0, 1], [-row, -row], color=FAINT, lw=7, solid_capstyle="butt")
            axes.plot([q05, q95], [-row, -row], color=BLUE, lw=7, alpha=0.5, solid_capstyle="butt")
            axes.plot(q50, -row, "o", ms=5, color=BLUE, clip_on=False)
            axes.plot(default, -row, "|", ms=11, mew=1.6, color=INK, clip_on=False)
            axes.text(0.02, -row, str(name), size=7.5, va="center", transform=beside)
            bars.barh(-row, one["contraction"], color=BLUE, height=0.55, alpha=0.8)
            number = f"{one['contraction']:.2f}".replace("-", "−")
            bars.text(max(one["contraction"], 0.0) + 0.02, -row, number, size=7, va="center")
        for panel in (axes, bars):
            panel.set_ylim(-len(table) + 0.4, 0.6)
            panel.set_yticks([])
            panel.grid(visible=False)
            panel.grid(visible=True, axis="x")
            panel.spines["left"].set_visible(False)
        axes.set_xlim(-0.02, 1.02)
        axes.set_xticks([0, 0.5, 1], ["prior's low end", "middle", "high end"])
        bars.axvline(0.0, color=INK, lw=0.7)
        bars.set_xlim(min(0.0, float(table["contraction"].min())) - 0.02, 1.12)
        bars.set_xlabel("Contraction [1 − variance ratio]")
        set_title(
            fig,
            "What the calibration facts say about parameters",
            "Grey: uniform prior; blue: 90% of the posterior and its median; stroke: the default",
        )
        set_caption(
            fig,
            f"{trials:,} trials of {replicates:,} replicates, seed {seed}; conditional on all "
            "other parameters at their defaults. Explores and teaches; does not predict.",
        )
    return fig


def facts_before_after(
    before: pd.DataFrame, after: pd.DataFrame, *, replicates: int, seed: int
) -> Figure:
    """Draw the probability of each fact's pattern at the defaults and at the posterior.

    Parameters
    ----------
    before, after : a row a fact, alike: id, says, met (bool), value, low, high
    """
    with house_style():
        height = 1.7 + 0.34 * len(before)
        fig = figure(height)
        axes = fig.add_axes((0.55, 0.9 / height, 0.42, (height - 1.7) / height))
        rows = before.to_dict("records")
        for row, pair in enumerate(zip(rows, after.to_dict("records"), strict=True)):
            for one, shift, filled in zip(pair, (0.14, -0.14), (False, True), strict=True):
                colour = BLUE if one["met"] else VERMILLION
                probability_mark(axes, one, -row + shift, colour, filled=filled)
        fact_rows(fig, axes, rows, _WIDEST)
        set_title(
            fig,
            "Calibration facts before and after the fit",
            "Open: parameters at their defaults; filled: drawn from the posterior. Blue: the fact "
            "is met; red: missed",
        )
        set_caption(
            fig,
            f"{replicates:,} replicates each, seed {seed}; bars: 95% interval. These facts were "
            "fitted: what they gain is no test. Explores and teaches; does not predict.",
        )
    return fig
