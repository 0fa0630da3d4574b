"""What switching a mechanism off does to its claims: one row a claim."""

from collections.abc import Hashable, Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd
from matplotlib.figure import Figure

from sim.plots.frame import figure, house_style, set_caption, set_title
from sim.plots.palette import INK
from sim.plots.title import count_words
from sim.plots.verdict import LINE, legend, rows_of, verdict_mark, wanted_band, write_rows

__all__ = ["claim_effects"]

_WIDEST, _NOTE_WIDEST = 56, 66  # characters of a line beside a row

_TICKS = (-100, -30, -10, -3, -1, -0.5, 0, 0.5, 1, 3, 10, 30, 100)


def claim_effects(
    effects: pd.DataFrame,
    *,
    article: str,
    replicates: int,
    seed: int,
    left_out: Sequence[str] = (),
) -> Figure:
    """Draw the first contrast of each claim, in spreads of a single arm, and what was wanted of it.

    Parameters
    ----------
    effects : a row a claim: claim, says, kind, `result` of the claim, `first` of its first
        contrast, effect, low, high, and the bounds wanted, above and below, NaN where none is
    article : key of the article
    replicates, seed : of each arm
    left_out : claims of the article whose contrast is not on this scale
    """
    with house_style():
        rows = effects.to_dict("records")
        text = rows_of(
            [(str(one["claim"]), str(one["says"]), _beside(one)) for one in rows],
            widest=_WIDEST,
            note_widest=_NOTE_WIDEST,
        )
        below = 1.0 if left_out else 0.87
        height = below + 0.88 + LINE * text.depth
        fig = figure(height)
        axes = fig.add_axes((0.49, below / height, 0.48, LINE * text.depth / height))
        axes.set_xscale("symlog", linthresh=1.0)
        numbers = effects[["low", "high", "effect", "above", "below"]].to_numpy(dtype=float)
        reach = max(1.0, 1.15 * float(np.nanmax(np.abs(numbers))))
        axes.set_xlim(-reach, reach)
        axes.axvline(0.0, color=INK, lw=0.7)
        for one, at in zip(rows, text.at, strict=True):
            wanted_band(axes, one["above"], one["below"], at)
            mark = {"value": one["effect"], "low": one["low"], "high": one["high"]}
            filled = one["kind"] == "emergent"
            verdict_mark(axes, {**mark, "result": one["result"]}, at, filled=filled)
        write_rows(fig, axes, text)
        shown = [tick for tick in _TICKS if abs(tick) <= reach]
        axes.set_xticks(shown, [f"{tick:g}".replace("-", "−") for tick in shown])
        axes.minorticks_off()
        axes.set_xlabel("Difference that the claim speaks of [standard deviations of runs]")
        set_title(
            fig,
            f"Article {article}: {_tally(rows)}",
            "Bands: what was wanted, on the side that the claim names. Where further checks decide "
            "otherwise, the row says so",
        )
        legend(
            fig,
            ("holds", "fails", "undecided"),
            filled="emergent",
            empty="a term is the claim",
            band="what was wanted",
        )
        more = ""
        if left_out:
            more = (
                f" Not on this scale, or of arms that do not vary or differ: {', '.join(left_out)}."
            )
        set_caption(
            fig,
            f"{replicates:,} replicates an arm, seed {seed}; bars: 95% interval of the paired mean "
            "(90% where equivalence is asked). Beyond 1 the axis is logarithmic." + more,
        )
    return fig


def _beside(claim: Mapping[Hashable, Any]) -> str:
    """Return the note under a claim's sentence, where the contrast drawn is not what decides."""
    alike = {"holds": "met", "fails": "missed", "undecided": "undecided"}
    if alike[claim["result"]] == claim["first"]:
        return ""
    how = "another check is missed" if claim["result"] == "fails" else "another check is undecided"
    return f"This contrast is {claim['first']}; {how}."


def _tally(rows: Sequence[Mapping[Hashable, Any]]) -> str:
    """Return how many of the claims drawn hold, fail and are undecided."""
    results = [str(one["result"]) for one in rows]
    named = (("hold", "holds"), ("fail", "fails"), ("undecided", "undecided"))
    said = count_words([(word, results.count(one)) for word, one in named], "claims drawn")
    return f"{said[:1].lower()}{said[1:]}"
