"""A calibration in pictures: how much narrower parameters became, and what facts gained by it."""

import numpy as np
import pandas as pd
from matplotlib.figure import Figure
from matplotlib.transforms import blended_transform_factory

from sim.plots.frame import figure, house_style, set_caption, set_title
from sim.plots.palette import BLUE, FAINT, INK
from sim.plots.verdict import LINE, legend, rows_of, verdict_mark, wanted_band, write_rows

__all__ = ["contractions", "facts_before_after"]

#: Contraction below which a parameter hardly changed: variance fell by less than a fifth. Assumed.
_CONTRACTS = 0.2

_WIDEST, _NOTE_WIDEST = 64, 74  # characters of a line beside a fact's row


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
            _narrowest(table),
            "Grey: uniform prior; blue: 90% of the posterior and its median; stroke: the default",
        )
        set_caption(
            fig,
            f"{trials:,} trials of {replicates:,} replicates, seed {seed}; conditional on all "
            "other parameters at their defaults.",
            beyond=False,
        )
    return fig


def facts_before_after(
    before: pd.DataFrame, after: pd.DataFrame, *, replicates: int, seed: int
) -> Figure:
    """Draw the probability of each fact's pattern at the defaults and at the posterior.

    Parameters
    ----------
    before, after : a row a fact, alike: id, says, result, value, low, high, and `wanted`, the
        share of replicates wanted, NaN where something else decides
    """
    with house_style():
        rows = before.to_dict("records")
        text = rows_of(
            [
                (
                    str(one["id"]),
                    str(one["says"]),
                    "Not decided by this share." if np.isnan(one["wanted"]) else "",
                )
                for one in rows
            ],
            widest=_WIDEST,
            note_widest=_NOTE_WIDEST,
            least=2,
        )
        height = 1.75 + LINE * text.depth
        fig = figure(height)
        axes = fig.add_axes((0.55, 0.87 / height, 0.42, LINE * text.depth / height))
        axes.set_xlim(0, 100)
        for *pair, at in zip(rows, after.to_dict("records"), text.at, strict=True):
            if not np.isnan(pair[0]["wanted"]):
                wanted_band(axes, 100 * pair[0]["wanted"], 100.0, at)
            for one, shift, filled in zip(pair, (0.5, -0.5), (False, True), strict=True):
                shares = {key: 100 * one[key] for key in ("value", "low", "high")}
                verdict_mark(axes, {**shares, "result": one["result"]}, at + shift, filled=filled)
        write_rows(fig, axes, text)
        axes.set_xlabel("Replicates that show the whole pattern [%]")
        set_title(
            fig,
            f"Fitted facts that are met: {_met(before)} of {len(rows)} at the defaults, "
            f"{_met(after)} after the fit",
            "Where the share of the whole pattern is not what decides, the row says so",
        )
        legend(
            fig,
            ("met", "missed", "undecided"),
            filled="drawn from the posterior",
            empty="parameters at their defaults",
            band="share wanted",
        )
        set_caption(
            fig,
            f"{replicates:,} replicates each, seed {seed}; bars: 95% interval. These facts were "
            "fitted: what they gain is no test.",
            beyond=False,
        )
    return fig


def _met(facts: pd.DataFrame) -> int:
    return int((facts["result"] == "met").sum())


def _narrowest(table: pd.DataFrame) -> str:
    """Return which parameter facts narrow most; none where posteriors are about the priors."""
    most = table["contraction"].astype(float)
    if most.max() < _CONTRACTS:
        return "Facts hardly narrow any parameter"
    wide = int((most < _CONTRACTS).sum())
    rest = f"; {wide} of {len(table)} hardly change" if wide else ""
    return f"Facts narrow {most.idxmax()} most{rest}"
