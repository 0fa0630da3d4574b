"""The model against its rivals: who scores better on what was observed, by two scores."""

from collections.abc import Hashable, Iterable, Mapping, Sequence
from typing import Any, NamedTuple

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.transforms import blended_transform_factory

from sim.plots.frame import figure, house_style, legend_under_title, set_caption, set_title
from sim.plots.palette import BLUE, FAINT, INK, MUTED, VERMILLION

__all__ = ["rival_scores"]

#: Inches of a row, and rows between two measures, one of which holds the measure's name.
_ROW, _BETWEEN = 0.19, 1.6

#: Marker and colour of who is better.
_MARKS = {"model": ("o", BLUE), "rival": ("X", VERMILLION), "neither": ("D", MUTED)}
_KEY = {"model": "model better", "rival": "rival better", "neither": "interval contains 0"}


class _Panel(NamedTuple):
    """One score: columns of the difference and its ends, and of who is better; unit and label."""

    columns: tuple[str, str, str]
    better: str
    factor: float
    label: str


_PANELS = (
    _Panel(
        ("skill", "skill_low", "skill_high"),
        "better",
        100.0,
        "Error saved against the rival [% of its CRPS]",
    ),
    _Panel(
        ("log_difference", "log_low", "log_high"),
        "log_better",
        1.0,
        "Log score above the rival’s [1 a point]",
    ),
)


def rival_scores(
    differences: pd.DataFrame,
    measures: Mapping[str, str],
    rivals: Mapping[str, str],
    *,
    replicates: int,
    seed: int,
) -> Figure:
    """Draw the model's CRPS and log score against those of each rival, measure by measure.

    Parameters
    ----------
    differences : rows of `ObservedScore.differences` of one block, at most one a measure and rival
    measures, rivals : key to the words for it, in the order of rows

    Examples
    --------
    >>> row = {"measure": "tone", "rival": "persistence", "better": "model", "log_better": "rival"}
    >>> row |= dict.fromkeys(("skill", "skill_low", "skill_high"), 0.1)
    >>> row |= dict.fromkeys(("log_difference", "log_low", "log_high"), -0.2)
    >>> said = {"replicates": 10, "seed": 1}
    >>> table = pd.DataFrame([row])
    >>> len(rival_scores(table, {"tone": "Tone"}, {"persistence": "persistence"}, **said).axes)
    2
    """
    by = {(row["measure"], row["rival"]): row for row in differences.to_dict("records")}
    at, heads, low = {}, {}, 0.0
    for measure in measures:
        own = [rival for rival in rivals if (measure, rival) in by]
        if own:
            heads[measure] = low - 0.5
            low -= _BETWEEN
            for rival in own:
                at[measure, rival] = low
                low -= 1.0
    rows = {height: by[pair] for pair, height in at.items()}
    with house_style():
        deep = -low * _ROW
        height = 1.55 + deep
        fig = figure(height)
        for number, panel in enumerate(_PANELS):
            left = 0.20 + 0.405 * number
            axes = fig.add_axes((left, 0.78 / height, 0.375, deep / height))
            axes.set_ylim(low + 0.2, 0.0)
            _draw(axes, panel, rows, list(heads.values()))
            axes.set_yticks(list(rows), [] if number else [rivals[rival] for _, rival in at])
        _write_heads(fig, {measures[measure]: head for measure, head in heads.items()})
        set_title(
            fig,
            _tally(rows.values()),
            "Right of 0 the model is better; years held out in turn, dyads with enough data",
        )
        _legend(fig)
        set_caption(
            fig,
            f"{replicates:,} replicates, seed {seed}; bars: 95% interval from a bootstrap over "
            "times. CRPS: how far runs lie from what was observed. The log score is that of the "
            "density, for counts the chance, of each point.",
            beyond=False,
        )
    return fig


def _draw(
    axes: Axes, panel: _Panel, rows: Mapping[float, Mapping[Hashable, Any]], heads: Sequence[float]
) -> None:
    """Draw one score's differences, by height; one without an interval as its value alone."""
    for at, row in rows.items():
        value, low, high = (panel.factor * row[name] for name in panel.columns)
        better = row[panel.better]
        marker, colour = _MARKS[better]
        if np.isfinite([low, high]).all():
            axes.plot([low, high], [at, at], color=colour, lw=3, alpha=0.4)
        axes.plot(value, at, marker, ms=5.5, color=colour, zorder=3).pop().set_gid(f"mark {better}")
    axes.axvline(0.0, color=INK, lw=0.7, zorder=1)
    for head in heads[1:]:
        axes.axhline(head + 0.55, color=FAINT, lw=0.5)
    axes.set_xlabel(panel.label)
    # Half a figure is narrow: more numbers than these run into each other.
    axes.locator_params(axis="x", nbins=6)
    axes.grid(visible=False, axis="y")
    axes.grid(visible=True, axis="x")
    axes.spines["left"].set_visible(False)


def _write_heads(fig: Figure, heads: Mapping[str, float]) -> None:
    """Write the measures above their rows."""
    axes = fig.axes[0]
    beside = blended_transform_factory(fig.transFigure, axes.transData)
    for text, head in heads.items():
        axes.text(
            0.02,
            head,
            text,
            size=8,
            weight="bold",
            va="center",
            transform=beside,
            zorder=4,
            gid="head",
            # Long words reach into the panel: no line runs through them.
            bbox={"facecolor": "white", "edgecolor": "none", "pad": 1.5},
        )


def _legend(fig: Figure) -> None:
    """Write what marks mean under the title."""
    handles = [
        Line2D([], [], marker=marker, color=colour, lw=0, ms=5.5, label=_KEY[name])
        for name, (marker, colour) in _MARKS.items()
    ]
    legend_under_title(fig, handles)


def _tally(rows: Iterable[Mapping[Hashable, Any]]) -> str:
    """Return in how many comparisons by the first score the model is better, and is not."""
    found = [str(row[_PANELS[0].better]) for row in rows]
    better, worse = found.count("model"), found.count("rival")
    return (
        f"Of {len(found)} comparisons by error the model wins {better}, a rival {worse}, "
        f"{len(found) - better - worse} are undecided"
    )
