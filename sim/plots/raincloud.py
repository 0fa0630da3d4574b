"""Rainclouds: the shape of each distribution, a box below it, and single runs as drops."""

from collections.abc import Collection, Mapping
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator
from numpy.typing import NDArray

from sim.analysis import (
    answers_of,
    cell_gap,
    check_level,
    density_table,
    harrell_davis,
    histogram_table,
    humps,
    prob_ci,
    widest_share_gap,
)
from sim.errors import OutOfBounds
from sim.plots.finding import (
    amount,
    asked,
    left_out_words,
    level_words,
    name_levels,
    percent,
    subject,
)
from sim.plots.frame import WIDTH, figure, house_style, set_caption_of, set_title
from sim.plots.lettering import fitted_name, line_count
from sim.plots.palette import INK
from sim.plots.point import drawn
from sim.plots.row import name_rows
from sim.plots.stroke import stroke, wanted_few
from sim.spec.outcomes import OutcomeSpec

if TYPE_CHECKING:
    from sim.store import Results

__all__ = ["raincloud"]

_NAME, _ROW = 2.1, 1.0  # inches: names at the left, a row
_CLOUD, _BOX, _RAIN = 0.52, -0.08, (-0.16, -0.38)  # of a row: cloud's height, box, drops


def raincloud(
    results: "Results",
    outcome: str,
    points: Collection[int | str] | None = None,
    *,
    shown: int = 200,
    level: float = 0.95,
    title: str = "",
    subtitle: str = "",
) -> Figure:
    """Draw of each point the density of an outcome, its box, and single runs below.

    Counts have bars for a cloud; yes or no has the two shares.

    Parameters
    ----------
    points : at most seven; None for all
    shown : at most so many runs are drawn as drops, the first ones; all else is of all
    level : confidence of intervals
    """
    if shown < 0:
        raise OutOfBounds(shown, 0, 1_000_000, place="raincloud", field="shown")
    level = check_level(level)
    chosen = list(results.points["point"] if points is None else points)
    wanted_few(len(chosen), "points")
    numbers, names, said, colours = drawn(results, chosen)
    answers = answers_of(results, outcome, numbers)
    spec = results.outcome_specs[outcome]
    whole = spec.kind in ("count", "flag")
    if whole:
        bars = histogram_table(answers.values, whole=True)
        tallest = float(bars.to_numpy().max())
    else:
        clouds = density_table(answers.values, low=spec.low, high=spec.high)
        tallest = float(np.nanmax(clouds.to_numpy(), initial=0.0)) or 1.0
    with house_style():
        lines = [fitted_name(name, _NAME - 0.25, 8.0, bold=True) for name in names]
        each = max(_ROW, 0.15 * line_count(*lines) + 0.1)
        foot = 1.2 if level_words(spec) else 0.95
        height = 0.72 + each * len(names) + foot
        fig = figure(height)
        axes = fig.add_axes(
            (
                _NAME / WIDTH,
                foot / height,
                (WIDTH - _NAME - 0.2) / WIDTH,
                each * len(names) / height,
            )
        )
        many = []
        for row, (number, colour) in enumerate(zip(numbers, colours, strict=True)):
            values = answers.values[number]
            if spec.kind == "flag":
                _share(axes, values, -row, colour, level)
            elif whole:
                _bars(axes, bars[number], -row, colour, tallest)
            else:
                many.append(len(humps(clouds[number])))
                _cloud(axes, clouds[number], -row, colour, tallest, number)
            if spec.kind != "flag" and not level_words(spec):
                _box(axes, values, -row, number)
                _rain(axes, values[:shown], row, colour, number)
        axes.set_ylim(-len(names) + 0.5, 0.62)
        axes.set_yticks([])
        axes.grid(visible=False)
        axes.grid(visible=True, axis="x")
        axes.spines["left"].set_visible(False)
        axes.tick_params(labelcolor=INK)
        axes.xaxis.set_major_locator(MaxNLocator(7, integer=whole, steps=[1, 2, 5, 10]))
        axes.set_xlabel(asked(spec, results.outcome_specs))
        name_levels(axes, spec, WIDTH - _NAME - 0.2)
        if spec.kind == "flag":
            axes.set_xlim(0, 100)
            axes.set_xticks(range(0, 101, 20))
            axes.set_xlabel("Runs in which it is so [%]")
        name_rows(axes, lines, [INK] * len(lines), shift=0.1)
        set_title(
            fig,
            title or _finding(results, outcome, answers.values, said, spec, level),
            subtitle or _reading(spec, many, len(names)),
        )
        least = min(len(values) for values in answers.values.values())
        more = (
            "Box: middle half of the runs, with the median; line: middle 90%. "
            f"Drops: the first {min(shown, least):,} runs."
        )
        if level_words(spec):
            more = "Bars: shares of the runs."
        if spec.kind == "flag":
            more = f"Lines: {level:.0%} intervals of the shares."
        set_caption_of(fig, results, *numbers, more=f"{more}{left_out_words(answers.missing)}")
    return fig


def _cloud(
    axes: Axes, density: "pd.Series", row: int, colour: str, tallest: float, number: int
) -> None:
    """Draw a density, as far as there is any."""
    top = np.nan_to_num(density.to_numpy()) * _CLOUD / tallest
    seen = np.flatnonzero(top > 0.002)
    if not len(seen):
        return
    part = slice(max(0, seen[0] - 1), seen[-1] + 2)
    at = density.index.to_numpy()[part]
    axes.fill_between(
        at, row, row + top[part], color=colour, alpha=0.35, lw=0, gid=f"cloud.{number}"
    )
    axes.plot(at, row + top[part], color=INK, lw=0.8, gid=f"edge.{number}")


def _bars(axes: Axes, shares: "pd.Series", row: int, colour: str, tallest: float) -> None:
    """Draw the shares of whole numbers as bars."""
    low = shares.index.get_level_values("low").to_numpy()
    high = shares.index.get_level_values("high").to_numpy()
    axes.bar(
        0.5 * (low + high),
        _CLOUD * shares.to_numpy() / tallest,
        width=0.86 * (high - low),
        bottom=row,
        color=colour,
        alpha=0.5,
        gid="bar",
    )


def _box(axes: Axes, values: NDArray, row: int, number: int) -> None:
    """Draw the middle 90 % as a line, the middle half as a box, and the median."""
    ends = np.quantile(values, [0.05, 0.25, 0.75, 0.95])
    at = row + _BOX
    axes.plot(ends[[0, 3]], [at, at], color=INK, lw=1.0, gid=f"whisker.{number}")
    axes.plot(ends[[1, 2]], [at, at], color=INK, lw=5.0, solid_capstyle="butt", gid=f"box.{number}")
    middle = harrell_davis(values, 0.5)[0]
    axes.plot(
        middle, at, "o", ms=4.6, mfc="white", mec=INK, mew=1.2, zorder=4, gid=f"median.{number}"
    )


def _rain(axes: Axes, values: NDArray, row: int, colour: str, number: int) -> None:
    """Draw single runs, spread over the height of their strip evenly, whatever their value."""
    # The golden ratio's multiples: as even as any, and the same in each picture.
    spread = np.mod(np.arange(1, len(values) + 1) * 0.6180339887498949, 1.0)
    high, low = _RAIN
    axes.plot(
        values,
        low - row + (high - low) * spread,
        ls="",
        marker=str(stroke(row)["marker"]),
        ms=2.2,
        mew=0,
        color=colour,
        alpha=0.6,
        gid=f"drops.{number}",
        rasterized=len(values) > 2_000,
    )


def _share(axes: Axes, values: NDArray, row: int, colour: str, level: float) -> None:
    """Draw how many runs say yes as a bar, with the interval."""
    found = prob_ci(int(np.sum(values > 0)), len(values), level=level)
    at = row + 0.1
    axes.barh(at, 100 * found.value, height=0.5, color=colour, alpha=0.5)
    axes.plot([100 * found.low, 100 * found.high], [at, at], color=INK, lw=1.6)
    axes.plot(
        100 * found.value, at, "o", ms=4.6, mfc="white", mec=INK, mew=1.2, zorder=4, gid="share"
    )


def _reading(spec: OutcomeSpec, many: list[int], count: int) -> str:
    """Return how to read the picture, and in how many humps the runs lie."""
    text = subject(spec)
    if spec.kind == "flag" or level_words(spec):
        return f"{text}: share of runs"
    said = f"{text}: the higher the cloud, the more runs end there"
    two = sum(number > 1 for number in many)
    if not two:
        return said
    where = "" if count == 1 else f" in {two} of {count}"
    return f"{said}. More than one hump{where}: a mean would lie between"


def _finding(
    results: "Results",
    outcome: str,
    values: Mapping[int, NDArray],
    said: tuple[str, ...],
    spec: OutcomeSpec,
    level: float,
) -> str:
    """Return which point has the higher middle, or that it is undecided."""
    if level_words(spec):
        return _of_code(values, said, spec, level)
    statistic = "mean" if spec.kind == "flag" else "median"
    middles = {
        number: float(np.mean(one > 0)) if spec.kind == "flag" else harrell_davis(one, 0.5)[0]
        for number, one in values.items()
    }
    name = dict(zip(values, said, strict=True))
    if len(values) == 1:
        ((number, middle),) = middles.items()
        if spec.kind == "flag":
            return f"Yes in {percent(middle)} of runs"
        low, high = np.quantile(values[number], [0.05, 0.95])
        return (
            f"The middle run lies at {amount(middle, spec)}, nine in ten between "
            f"{amount(float(low), spec)} and {amount(float(high), spec)}"
        )
    least, most = min(middles, key=lambda k: middles[k]), max(middles, key=lambda k: middles[k])
    what = "share of yes" if spec.kind == "flag" else "middle run"
    if middles[least] == middles[most]:
        return f"No difference: the {what} is {amount(middles[least], spec)} everywhere"
    looks = len(values) * (len(values) - 1) // 2
    gap = cell_gap(results, outcome, least, most, statistic=statistic, looks=looks, level=level)
    if not gap.decided:
        pair = f"{amount(middles[most], spec)} and {amount(middles[least], spec)}"
        return f"Undecided: the {what}s, {pair}, do not differ beyond chance"
    if spec.kind == "flag":
        return (
            f"Yes in {amount(middles[most], spec)} of runs of {name[most]}, "
            f"in {amount(middles[least], spec)} of {name[least]}"
        )
    return (
        f"The middle run lies higher in {name[most]}, {amount(middles[most], spec)}, "
        f"than in {name[least]}, {amount(middles[least], spec)}"
    )


def _of_code(
    values: Mapping[int, NDArray], said: tuple[str, ...], spec: OutcomeSpec, level: float
) -> str:
    """Return which word of a code is the commonest, or of which two points have unlike shares."""
    if len(values) == 1:
        (only,) = values.values()
        kinds, counts = np.unique(only, return_counts=True)
        most = int(counts.argmax())
        share = percent(float(counts[most] / len(only)))
        return f"Commonest: {amount(float(kinds[most]), spec)}, in {share} of runs"
    gap = widest_share_gap(values, level=level)
    name = dict(zip(values, said, strict=True))
    what = amount(gap.value, spec)
    if gap.share_above == gap.share_below:
        return f"No difference: {what} in {percent(gap.share_above)} of runs everywhere"
    shares = (
        f"{what} in {percent(gap.share_above)} of runs of {name[gap.above]} "
        f"and {percent(gap.share_below)} of {name[gap.below]}"
    )
    return shares if gap.decided else f"Undecided: {shares}"
