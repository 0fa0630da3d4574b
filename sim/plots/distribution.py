"""Outcomes over replicates: one point against another, and pair against pair."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator

from sim.analysis import compare, histogram_table, outcomes_of, share_range, summary
from sim.errors import MissingResult
from sim.plots.frame import figure, house_style, set_caption_of, set_title
from sim.plots.label import outcome_label, outcome_unit, signed, tidy
from sim.plots.lettering import fitted_name, line_count
from sim.plots.palette import FAINT, INK, MUTED
from sim.plots.point import drawn
from sim.plots.row import COLUMNS, name_rows, outcome_panels, rows_of

if TYPE_CHECKING:
    import pandas as pd

    from sim.store import Results

__all__ = ["distributions", "twin_scatter"]

_SQUARE = 3.9  # inches of the square of twins


def _ridge(
    axes: Axes, bars: "pd.Series", row: int, colour: str, tallest: float, numbers: "pd.Series"
) -> None:
    """Draw one point's distribution as a ridge, its 90 % range and its median, with its interval.

    Of a flag, whose median says only what most do, the share instead.
    """
    edges = np.append(bars.index.get_level_values("low"), bars.index.get_level_values("high")[-1])
    axes.stairs(0.8 * bars / tallest + row, edges, baseline=row, fill=True, color=colour, alpha=0.3)
    axes.stairs(0.8 * bars / tallest + row, edges, baseline=row, color=colour, lw=0.7)
    if numbers["kind"] == "flag":
        middle = numbers["probability"]
        ends = (numbers["probability_low"], numbers["probability_high"])
    else:
        axes.plot([numbers["q05"], numbers["q95"]], [row, row], color=colour, lw=2.2)
        middle, half = numbers["median"], 1.96 * numbers["median_se"]
        ends = (middle - half, middle + half)
    axes.errorbar(
        middle,
        row,
        xerr=[[max(0.0, middle - ends[0])], [max(0.0, ends[1] - middle)]],
        color=INK,
        marker="|",
        ms=9,
        mew=1.6,
        elinewidth=3.2,
        zorder=4,
    )


def _answers(results: "Results", point: int, outcome: str) -> np.ndarray:
    """Return an outcome in the replicates that have an answer: all, but for one of one's own."""
    values = outcomes_of(results, point)[outcome].dropna().to_numpy(dtype=np.float64)
    if not len(values):
        raise MissingResult(f"has no answer in any replicate of point {point}", field=outcome)
    return values


def distributions(
    results: "Results",
    outcomes: Sequence[str],
    points: Sequence[int | str],
    *,
    title: str = "How the worlds end up",
    subtitle: str = "A ridge: the replicates of one point; tick: median, of yes or no the share; "
    "thick line: middle 90%",
) -> Figure:
    """Draw the distribution of outcomes by point, a panel an outcome, a ridge a point."""
    if not len(outcomes):
        raise MissingResult("found none, wanted one or more", field="outcomes")
    numbers, names, _, colours = drawn(results, points)
    specs = results.outcome_specs
    spread = summary(results, outcomes).set_index(["outcome", "point"])
    with house_style():
        rows = rows_of(names)
        each = max(0.34, rows.height + 0.06)
        titles = [tidy(specs[name].meaning) for name in outcomes]
        fig, panels = outcome_panels(titles, rows.left, each * len(names) + 0.1)
        for panel, (axes, outcome) in enumerate(zip(panels, outcomes, strict=True)):
            values = {k: _answers(results, k, outcome) for k in numbers}
            whole = specs[outcome].kind in ("count", "flag")
            table = histogram_table(values, whole=whole)
            tallest = float(table.to_numpy().max())
            for row, (number, colour) in enumerate(zip(numbers, colours, strict=True)):
                own = spread.loc[[(outcome, number)]].iloc[0]
                _ridge(axes, table[number], -row, colour, tallest, own)
            axes.xaxis.set_major_locator(MaxNLocator(4, integer=whole))
            axes.set_xlabel(f"[{outcome_unit(outcome, specs)}]", size=7.5, color=MUTED, labelpad=1)
            axes.set_ylim(-len(names) + 0.75, 1.0)
            if panel % COLUMNS == 0:
                name_rows(axes, rows.names, colours, shift=0.2)
        set_title(fig, title, subtitle)
        more = "Black bar about the tick: its 95% interval."
        set_caption_of(fig, results, *numbers, more=more)
    return fig


def twin_scatter(
    results: "Results",
    base: int | str,
    alternative: int | str,
    outcome: str,
    *,
    shown: int = 3_000,
    title: str = "",
) -> Figure:
    """Draw each replicate's outcome at one point against its twin's at another.

    Twins share all their luck, so the distance from the diagonal is what the change did to this
    one history.

    Parameters
    ----------
    shown : at most so many twins are drawn, the first ones; the numbers are those of all
    """
    numbers, names, said, colours = drawn(results, [base, alternative])
    effect = compare(
        results,
        results,
        outcomes=[outcome],
        base_point=numbers[0],
        alternative_point=numbers[1],
    )
    row = effect[outcome]
    one, other = (outcomes_of(results, number)[outcome].to_numpy() for number in numbers)
    answered = ~(np.isnan(one) | np.isnan(other))
    one, other = one[answered], other[answered]
    if len(one) < 2:
        raise MissingResult("has fewer than two pairs with an answer on both sides", field=outcome)
    with house_style():
        across, up = (fitted_name(name, _SQUARE, 8.5, bold=True) for name in names)
        left = max(1.08, 0.52 + 0.15 * line_count(up))
        low = 0.75 + 0.15 * line_count(across)
        height = low + _SQUARE + 0.78
        fig = figure(height)
        wide = fig.get_figwidth()
        axes = fig.add_axes((left / wide, low / height, _SQUARE / wide, _SQUARE / height))
        low, high = min(one.min(), other.min()), max(one.max(), other.max())
        pad = 0.03 * (high - low) or 0.5
        ends = [low - pad, high + pad]
        axes.plot(ends, ends, color=MUTED, lw=0.8, ls=(0, (4, 3)), zorder=1)
        axes.plot(
            one[:shown],
            other[:shown],
            ls="",
            marker="o",
            ms=2.6,
            mew=0,
            alpha=0.28,
            color=colours[1],
            rasterized=True,
        )
        axes.set(xlim=ends, ylim=ends)
        axes.grid(visible=True, color=FAINT)
        axes.set_xlabel(across, color=colours[0], weight="bold")
        axes.set_ylabel(up, color=colours[1], weight="bold")
        higher = share_range(round(row["p_positive"] * len(one)), len(one))
        ties = f"{row['ties']:.0%} are exactly alike\n\n" if row["ties"] else ""
        found = (
            f"{row['p_positive']:.0%} of twins are higher under\n{fitted_name(said[1], 2.2, 9.0)}\n"
            f"({effect.level:.0%}: {higher})\n\n{ties}"
            f"mean difference\n{signed(row['difference'])}\n"
            f"({effect.level:.0%}: {signed(row['low'])} to {signed(row['high'])})\n\n"
            f"correlation {row['correlation']:.2f}\npairing saves {row['variance_saved']:.0%}\n"
            "of the variance"
        )
        top = 1 - 0.9 / height
        fig.text((left + _SQUARE + 0.6) / wide, top, found, va="top", size=9, linespacing=1.35)
        set_title(fig, title or "Twin histories", outcome_label(outcome, results.outcome_specs))
        more = f"A dot is a replicate at both points, same luck; {min(shown, len(one)):,} drawn."
        set_caption_of(fig, results, *numbers, more=more)
    return fig
