"""What switching a mechanism off does to its claims: one row a claim."""

import textwrap

import pandas as pd
from matplotlib.figure import Figure
from matplotlib.transforms import blended_transform_factory

from sim.plots.frame import figure, house_style, set_caption, set_title
from sim.plots.palette import BLUE, INK, MUTED, VERMILLION

__all__ = ["claim_effects"]

_WIDEST = 56  # characters of a claim's sentence beside its row


def claim_effects(effects: pd.DataFrame, *, article: str, replicates: int, seed: int) -> Figure:
    """Draw the paired effect of each claim, in spreads of a single arm.

    Parameters
    ----------
    effects : a row a claim: claim, says, kind, holds, effect, low, high
    article : key of the article
    replicates, seed : of each arm
    """
    with house_style():
        height = 1.6 + 0.24 * len(effects)
        fig = figure(height)
        axes = fig.add_axes((0.47, 0.87 / height, 0.50, (height - 1.6) / height))
        axes.set_xscale("symlog", linthresh=1.0)
        axes.axvline(0.0, color=INK, lw=0.7)
        for row, one in enumerate(effects.to_dict("records")):
            colour = BLUE if one["holds"] else VERMILLION
            face = colour if one["kind"] == "emergent" else "white"
            ends = [float(one["low"]), float(one["high"])]
            axes.plot(ends, [-row, -row], color=colour, lw=3, alpha=0.45)
            at = float(one["effect"])
            axes.plot(at, -row, "o", ms=5, color=colour, mfc=face, zorder=3, clip_on=False)
        axes.set_ylim(-len(effects) + 0.4, 0.6)
        axes.set_yticks([-row for row in range(len(effects))])
        labels = [
            f"{one['claim']}  {textwrap.shorten(str(one['says']), _WIDEST, placeholder='…')}"
            for one in effects.to_dict("records")
        ]
        axes.set_yticklabels([])
        left = blended_transform_factory(fig.transFigure, axes.transData)
        for row, label in enumerate(labels):
            axes.text(0.02, -row, label, size=7, color=MUTED, va="center", transform=left)
        axes.grid(visible=False, axis="y")
        axes.grid(visible=True, axis="x")
        axes.spines["left"].set_visible(False)
        widest = max(abs(axes.get_xlim()[0]), abs(axes.get_xlim()[1]))
        shown = [tick for tick in (-30, -10, -3, -1, 0, 1, 3, 10, 30) if abs(tick) <= widest]
        axes.set_xticks(shown, [f"{tick:g}".replace("-", "−") for tick in shown])
        axes.minorticks_off()
        axes.set_xlabel("First contrast of the claim [spreads of a single arm]")
        set_title(
            fig,
            f"Claims of article {article}: what their contrast finds",
            "Blue: all checks hold; red: some fail. Filled: emergent; open: a term is the claim",
        )
        set_caption(
            fig,
            f"{replicates:,} replicates an arm, seed {seed}; bars: 95% interval of the paired mean "
            "(90% where equivalence is asked). Beyond 1 the axis is logarithmic. A direction is "
            "the claim's own, so left and right are no verdict.",
        )
    return fig
