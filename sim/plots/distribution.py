"""Outcomes over replicates: one point against another, and pair against pair."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator

from sim.analysis import compare, histogram_table, outcomes_of, prob_ci, share_range, summary
from sim.errors import MissingResult
from sim.plots.axis import outcome_axis, outcome_name, scale_of, subject
from sim.plots.frame import figure, house_style, set_caption_of, set_title
from sim.plots.label import outcome_unit, signed, tidy
from sim.plots.lettering import fitted_name, inches_of, line_count
from sim.plots.palette import FAINT, INK, MUTED, readable
from sim.plots.point import drawn
from sim.plots.row import COLUMNS, name_rows, outcome_panels, rows_of
from sim.plots.title import ranked, sure
from sim.spec.outcomes import OutcomeSpec

if TYPE_CHECKING:
    import pandas as pd

    from sim.store import Results

__all__ = ["distributions", "twin_scatter"]

_SQUARE, _ASIDE = 3.9, 1.7  # inches of the square of twins, and of words on a side of its line


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
    title: str = "",
    subtitle: str = "A hill: how many of a world’s runs end where, one height scale in a panel; "
    "tick: median, of yes or no the share; thick line: middle 90%",
) -> Figure:
    """Draw the distribution of outcomes by point, a panel an outcome, a ridge a point.

    Relations have one scale, from hostile to close; others begin at 0 where they can't be less.

    Parameters
    ----------
    title : what the picture says; empty for who is highest and lowest in the first outcome
    """
    if not len(outcomes):
        raise MissingResult("found none, wanted one or more", field="outcomes")
    numbers, names, _, colours = drawn(results, points)
    specs = results.outcome_specs
    spread = summary(results, outcomes).set_index(["outcome", "point"])
    with house_style():
        rows = rows_of(names)
        each = max(0.34, rows.height + 0.06)
        titles = [outcome_name(name, specs) for name in outcomes]
        spikes = []
        fig, panels = outcome_panels(titles, rows.left, each * len(names) + 0.1)
        for panel, (axes, outcome) in enumerate(zip(panels, outcomes, strict=True)):
            values = {k: _answers(results, k, outcome) for k in numbers}
            whole = specs[outcome].kind in ("count", "flag")
            table = histogram_table(values, whole=whole)
            tallest = float(table.to_numpy().max())
            for row, (number, colour) in enumerate(zip(numbers, colours, strict=True)):
                own = spread.loc[[(outcome, number)]].iloc[0]
                _ridge(axes, table[number], -row, colour, tallest, own)
            _scale(axes, outcome, specs)
            spikes.append(_none_at_all(values, outcome, specs))
            axes.set_ylim(-len(names) + 0.75, 1.0)
            if panel % COLUMNS == 0:
                name_rows(axes, rows.names, colours, shift=0.2)
        set_title(fig, title or _finding(spread, outcomes[0], numbers, names, specs), subtitle)
        more = "Black bar about the tick: Monte Carlo error, its 95% interval."
        set_caption_of(fig, results, *numbers, more=" ".join((more, *filter(None, spikes))))
    return fig


def _scale(axes: Axes, outcome: str, specs: Mapping[str, OutcomeSpec]) -> None:
    """Give a panel its horizontal scale: a relation's whole one, or from 0 what is needed."""
    ends, spec = scale_of(outcome, specs), specs[outcome]
    if ends is not None:
        (low, worst), (high, best) = ends
        axes.set_xlim(low, high)
        middle = (low + high) / 2
        words = [f"{one:g}".replace("-", "−") for one in (low, middle, high)]
        axes.set_xticks(
            [low, middle, high], [f"{words[0]} {worst}", words[1], f"{words[2]} {best}"]
        )
        first, _, last = axes.get_xticklabels()
        first.set_horizontalalignment("left")
        last.set_horizontalalignment("right")
        return
    whole = spec.kind in ("count", "flag")
    if spec.low == 0 and spec.kind != "flag":
        axes.set_xlim(left=-0.02 * axes.get_xlim()[1])
    axes.xaxis.set_major_locator(MaxNLocator(4, integer=whole))
    unit = outcome_unit(outcome, specs)
    if spec.kind == "level" and spec.low == 0 and unit.startswith("0 to "):
        unit = f"of at most {unit.removeprefix('0 to ')}"
    axes.set_xlabel(f"[{unit}]", size=7.5, color=MUTED, labelpad=1)


def _none_at_all(
    values: Mapping[int, np.ndarray], outcome: str, specs: Mapping[str, OutcomeSpec]
) -> str:
    """Return a sentence on runs without any, where a count heaps at 0 apart from its hill."""
    if specs[outcome].kind != "count" or specs[outcome].unit != "1" or specs[outcome].low != 0:
        return ""
    shares = [float(np.mean(found == 0)) for found in values.values()]
    heaped = [
        np.mean(found == 0) > 1.5 * np.mean(found == 1) and np.median(found) > 1
        for found in values.values()
    ]
    if not any(heaped):
        return ""
    low, high = (f"{100 * one:.0f}" for one in (min(shares), max(shares)))
    what = tidy(specs[outcome].meaning)
    return f"{what}: none at all in {low if low == high else f'{low} to {high}'}% of runs."


def _finding(
    spread: "pd.DataFrame",
    outcome: str,
    numbers: Sequence[int],
    names: Sequence[str],
    specs: Mapping[str, OutcomeSpec],
) -> str:
    """Return which point is highest and which lowest in the median, of a flag the share."""
    rows = [spread.loc[[(outcome, number)]].iloc[0] for number in numbers]
    flag = specs[outcome].kind == "flag"
    middle = [float(row["probability" if flag else "median"]) for row in rows]
    if flag:
        lows, highs = (
            [float(row[f"probability_{end}"]) for row in rows] for end in ("low", "high")
        )
    else:
        half = [1.96 * float(row["median_se"]) for row in rows]
        lows = [value - error for value, error in zip(middle, half, strict=True)]
        highs = [value + error for value, error in zip(middle, half, strict=True)]
    what = f"{subject(specs[outcome].meaning)}{'' if flag else ', median'}"
    return ranked(list(names), middle, lows, highs, what)


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
        axes.set_box_aspect(1)
        axes.grid(visible=True, color=FAINT)
        axes.set_xlabel(across, color=readable(colours[0]), weight="bold")
        axes.set_ylabel(up, color=readable(colours[1]), weight="bold")
        sides = (
            ((0.02, 0.98), "left", "top", _side("above", said[1], "at the left")),
            ((0.98, 0.02), "right", "bottom", _side("below", said[0], "underneath")),
        )
        for (x, y), ha, va, words in sides:
            axes.text(
                *(x, y, words),
                transform=axes.transAxes,
                ha=ha,
                va=va,
                size=7.5,
                color=INK,
                gid="aside",
            ).set_bbox({"facecolor": "white", "edgecolor": "none", "alpha": 0.8, "pad": 1.5})
        higher = share_range(round(row["p_positive"] * len(one)), len(one))
        ties = f"{row['ties']:.0%} are exactly alike\n\n" if row["ties"] >= 0.005 else ""
        found = (
            f"{row['p_positive']:.0%} of twins are higher under\n{fitted_name(said[1], 2.2, 9.0)}\n"
            f"({effect.level:.0%}: {higher})\n\n{ties}"
            f"mean difference\n{signed(row['difference'])}\n"
            f"({effect.level:.0%}: {signed(row['low'])} to {signed(row['high'])})"
        )
        if 0.0 < row["variance_saved"] < 1.0:
            times = 1.0 / (1.0 - row["variance_saved"])
            found += f"\n\nwithout the same luck\n{times:.1f} times as many runs\nwould be as sure"
        top = 1 - 0.9 / height
        fig.text(
            *((left + _SQUARE + 0.6) / wide, top, found),
            va="top",
            size=9,
            linespacing=1.35,
            gid="beside",
        )
        label = outcome_axis(outcome, results.outcome_specs)
        set_title(fig, title or _twins(row, said, len(one), label), label)
        more = (
            f"A dot is one run in both worlds, with the same luck; {min(shown, len(one)):,} drawn. "
            "In brackets: Monte Carlo intervals."
        )
        set_caption_of(fig, results, *numbers, more=more)
    return fig


def _side(where: str, name: str, place: str) -> str:
    """Return what it means to lie on a side of the line; of a long name where it stands."""
    if inches_of(name, 7.5) > _ASIDE:
        name = f"the world named {place}"
    return f"{where} the line: higher under\n{name}"


def _twins(row: "pd.Series", said: Sequence[str], pairs: int, label: str) -> str:
    """Return under which of two worlds more twins are higher, or that it is undecided."""
    unequal = round(float(1.0 - row["ties"]) * pairs)
    more = round(float(row["p_positive"]) * pairs)
    what = label.rsplit(" [", 1)[0]
    if not unequal:
        return f"{what}: all twins are exactly alike"
    share = prob_ci(more, unequal)
    way = sure(share.low, share.high, 0.5)
    if not way:
        return f"{what}: {said[1]} or {said[0]}, which has more of the higher twins is undecided"
    count, name = (more, said[1]) if way > 0 else (unequal - more, said[0])
    return f"{what}: {round(100 * count / pairs)} of 100 twins are higher under {name}"
