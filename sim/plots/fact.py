"""Rows that stand for facts: a probability with its interval, and the fact's sentence beside it."""

from collections.abc import Mapping, Sequence
from typing import Any

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.transforms import blended_transform_factory

from sim.plots.palette import MUTED

__all__ = ["fact_rows", "probability_mark"]


def probability_mark(
    axes: Axes, one: Mapping[Any, Any], at: float, colour: str, *, filled: bool
) -> None:
    """Draw a share in per cent with its interval at a height; `one` has value, low, high."""
    ends = [100 * float(one["low"]), 100 * float(one["high"])]
    axes.plot(ends, [at, at], color=colour, lw=3, alpha=0.4)
    face = colour if filled else "white"
    axes.plot(100 * float(one["value"]), at, "o", ms=5, color=colour, mfc=face, clip_on=False)


def fact_rows(fig: Figure, axes: Axes, facts: Sequence[Mapping[Any, Any]], widest: int) -> None:
    """Write id and sentence of each fact left of its row, and set the axes for shares in per cent.

    Parameters
    ----------
    facts : with id and says, the first in row 0, the next in row -1 and so on
    widest : characters of a sentence
    """
    beside = blended_transform_factory(fig.transFigure, axes.transData)
    for row, one in enumerate(facts):
        text = str(one["says"])
        if len(text) > widest:
            text = text[: widest - 1].rsplit(" ", 1)[0] + " …"
        axes.text(0.02, -row, str(one["id"]), size=7, va="center", transform=beside)
        axes.text(0.06, -row, text, size=7, color=MUTED, va="center", transform=beside)
    axes.set_xlim(0, 100)
    axes.set_ylim(-len(facts) + 0.4, 0.6)
    axes.set_yticks([])
    axes.grid(visible=False)
    axes.grid(visible=True, axis="x")
    axes.spines["left"].set_visible(False)
    axes.set_xlabel("Replicates that show the whole pattern [%]")
