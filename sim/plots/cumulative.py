"""Cumulative shares: of each world, how many runs lie at or below each value."""

from collections.abc import Collection, Mapping, Sequence
from typing import TYPE_CHECKING

import numpy as np
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator
from numpy.typing import NDArray

from sim.analysis import (
    WidestGap,
    answers_of,
    check_level,
    cumulative_table,
    harrell_davis,
    outcomes_of,
    seed_of,
    swap_p_value,
    widest_gap,
)
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
from sim.plots.palette import INK
from sim.plots.point import drawn
from sim.plots.stroke import LINE, key_room, stroke, stroke_key, wanted_few

if TYPE_CHECKING:
    from sim.spec.outcomes import OutcomeSpec
    from sim.store import Results

__all__ = ["ecdf"]

_TALL = 3.3  # inches of the axes


def ecdf(
    results: "Results",
    outcome: str,
    points: Collection[int | str] | None = None,
    *,
    level: float = 0.95,
    title: str = "",
    subtitle: str = "",
) -> Figure:
    """Draw the share of runs at or below each value, a step curve a point, with bands.

    The bands hold for all values and all curves together (see `sim.analysis.cumulative_table`).

    Parameters
    ----------
    points : at most seven; None for all
    level : confidence of all bands together
    """
    level = check_level(level)
    chosen = list(results.points["point"] if points is None else points)
    wanted_few(len(chosen), "points")
    numbers, names, said, colours = drawn(results, chosen)
    answers = answers_of(results, outcome, numbers)
    table = cumulative_table(answers.values, level=level)
    spec = results.outcome_specs[outcome]
    with house_style():
        room = key_room(names) if len(names) > 1 else 0.0
        foot = 1.2 if level_words(spec) else 0.95
        height = 0.74 + room + _TALL + foot
        fig = figure(height)
        axes = fig.add_axes((0.7 / WIDTH, foot / height, (WIDTH - 0.9) / WIDTH, _TALL / height))
        low, high = table["value"].min(), table["value"].max()
        pad = 0.02 * (high - low) or 0.5
        for place, (number, colour) in enumerate(zip(numbers, colours, strict=True)):
            own = table[table["name"] == number]
            at = np.array([low - pad, *own["value"], high + pad])
            axes.fill_between(
                at,
                100 * np.array([0.0, *own["low"], own["low"].iloc[-1]]),
                100 * np.array([own["high"].iloc[0] - own["share"].iloc[0], *own["high"], 1.0]),
                step="post",
                color=colour,
                alpha=min(0.16, 0.4 / len(names)),
                lw=0,
                gid=f"band.{number}",
            )
            share = 100 * np.array([0.0, *own["share"], 1.0])
            marked = [
                int(np.searchsorted(share, mark + 4 * place)) for mark in (12, 32, 52, 72, 88)
            ]
            axes.plot(
                at,
                share,
                drawstyle="steps-post",
                color=colour,
                markevery=sorted({k for k in marked if k < len(at) - 1}),
                gid=f"curve.{number}",
                **LINE,
                **stroke(place),
            )
        axes.set_xlim(low - pad, high + pad)
        axes.set_ylim(0, 100)
        axes.set_ylabel("Runs at or below the value [%]")
        axes.set_xlabel(asked(spec, results.outcome_specs))
        axes.xaxis.set_major_locator(
            MaxNLocator(8, integer=spec.kind in ("count", "flag"), steps=[1, 2, 5, 10])
        )
        name_levels(axes, spec, WIDTH - 0.9)
        axes.grid(visible=True, axis="x")
        axes.tick_params(labelcolor=INK)
        found = title or _finding(results, outcome, answers.values, said, spec, level)
        below = f"{subject(spec)}: a curve farther right is a world with more of it"
        set_title(fig, found, subtitle or (below if len(names) > 1 else f"{names[0]}: {below}"))
        if len(names) > 1:
            stroke_key(fig, names, colours)
        of = 100 * level
        more = f"Bands: all true curves lie within them in {of:g} of 100 such samples (DKW)."
        if len(names) > 1 and not title:
            more += " Whether curves differ is told by their pairs, swapped 999 times."
        if len(names) == 1:
            more = f"Band: the true curve lies within it in {of:g} of 100 such samples (DKW)."
        set_caption_of(fig, results, *numbers, more=f"{more}{left_out_words(answers.missing)}")
    return fig


def _finding(
    results: "Results",
    outcome: str,
    values: Mapping[int, NDArray[np.float64]],
    said: Sequence[str],
    spec: "OutcomeSpec",
    level: float,
) -> str:
    """Return what the curves show: the widest gap, or that there is none beyond chance."""
    if len(values) == 1:
        (only,) = values.values()
        if spec.kind == "flag":
            return f"{percent(float(np.mean(only > 0)))} of runs: {subject(spec)}"
        half, tenth = (harrell_davis(only, q)[0] for q in (0.5, 0.1))
        return (
            f"Half of the runs lie below {amount(half, spec)}, a tenth below {amount(tenth, spec)}"
        )
    gap = widest_gap(values, level=level)
    name = dict(zip(values, said, strict=True))
    if gap.share_above == gap.share_below:
        return "No difference: all curves are the same"
    looks = len(values) * (len(values) - 1) // 2
    if not _differ(results, outcome, gap, looks, level):
        far = "" if len(values) == 2 else "even of the two farthest apart, "
        pair = f"{name[gap.above]} and {name[gap.below]}"
        return f"Undecided: {far}{pair}, the curves differ by no more than chance may do"
    if spec.kind == "flag":
        return (
            f"Yes in {percent(1 - gap.share_below)} of runs of {name[gap.below]}, "
            f"{percent(1 - gap.share_above)} of {name[gap.above]}"
        )
    return (
        f"At or below {amount(gap.value, spec)}: {percent(gap.share_above)} of runs of "
        f"{name[gap.above]}, {percent(gap.share_below)} of {name[gap.below]}"
    )


def _differ(results: "Results", outcome: str, gap: WidestGap, looks: int, level: float) -> bool:
    """Return whether two curves differ beyond chance: by their pairs, or else by their bands."""
    one, other = (outcomes_of(results, number)[outcome] for number in (gap.above, gap.below))
    shared = one.index.equals(other.index)
    if not shared or seed_of(results, gap.above) != seed_of(results, gap.below):
        return gap.decided
    both = np.isfinite(one.to_numpy()) & np.isfinite(other.to_numpy())
    if int(both.sum()) < 2:
        return gap.decided
    return looks * swap_p_value(one[both], other[both]) <= 1.0 - level
