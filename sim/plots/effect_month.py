"""A comparison month by month: what both worlds are on average, and the difference of the pairs."""

import re
from typing import Any

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator
from numpy.typing import NDArray

from sim.analysis import Effect, leaves_out
from sim.plots.axis import date_axis, scale_axis, subject, variable_difference
from sim.plots.frame import WIDTH, figure, house_style, set_caption, set_title
from sim.plots.label import point_name, point_words
from sim.plots.lettering import fitted, fitted_name, line_count
from sim.plots.palette import BLUE, INK, VERMILLION
from sim.plots.stroke import LINE, key_room, mark_key, stroke
from sim.spec.calendar import LAST_KNOWN, month_of, month_words
from sim.spec.instruments import INSTRUMENT_BY_NAME, InstrumentSpec
from sim.spec.recorded import RECORDED_BY_NAME

__all__ = ["effect_by_month"]

_UPPER, _LOWER, _BETWEEN, _BELOW = 2.0, 1.7, 0.28, 0.8  # inches of both panels, between, and below
_LEFT, _WIDE = 1.05, 6.75  # inches: left edge and width of both
_KEY = {"fontsize": 8.0, "frameon": False, "handlelength": 3.2, "borderaxespad": 0.3}
_MARGIN = 0.14  # of a panel's height, above and below its lines: words stand there


def effect_by_month(
    effect: Effect, variable: str = "relation_jpn_kor", *, title: str = "", subtitle: str = ""
) -> Figure:
    """Draw a variable's mean in both worlds, and below the paired difference with its interval.

    Parameters
    ----------
    effect : what `sim.compare` returns; runs with `keep=[variable]` have narrower intervals
    variable : flat name of a recorded variable
    """
    table = effect.by_month(variable)
    level, paired = float(table.attrs["level"]), bool(table.attrs["paired"])
    sure = leaves_out(table["difference"], table["low"], table["high"], level=level)
    names = [
        fitted_name(point_name(name), _WIDE / 2 - 0.6, 8.0)
        for name in (effect.base, effect.alternative)
    ]
    chosen, what = _instrument(variable), _what(variable)
    dot: dict[str, Any] = {"ls": "", "marker": "o", "ms": 3.6, "color": INK}
    marks = {"beyond chance": dot, "undecided": {**dot, "mfc": "white"}}
    with house_style():
        above = 0.84 + key_room(list(marks)) + 0.1 + 0.14 * line_count(*names)
        height = above + _UPPER + _BETWEEN + _LOWER + _BELOW
        fig = figure(height)
        # The difference is what is found, so it comes first: a slide keeps the first panel.
        lower, upper = (
            fig.add_axes((_LEFT / WIDTH, foot / height, _WIDE / WIDTH, inner / height))
            for foot, inner in ((_BELOW, _LOWER), (_BELOW + _LOWER + _BETWEEN, _UPPER))
        )
        sides = zip(names, (("base", VERMILLION), ("alternative", BLUE)), strict=True)
        for k, (name, (column, colour)) in enumerate(sides):
            style = {**stroke(k), "color": colour, "lw": LINE["lw"], "marker": ""}
            upper.plot(table.index, table[column], label=name, gid=column, **style)
        upper.legend(loc="lower left", bbox_to_anchor=(0.0, 0.98), ncols=2, **_KEY)
        words = f"{what} [share]" if chosen else scale_axis(upper, variable)
        upper.set_ylabel(fitted(words, _UPPER, 8.5), linespacing=1.1)
        _difference(lower, table, sure)
        lower.set_ylabel(f"Difference\n[{'share' if chosen else variable_difference(variable)}]")
        for axes in (upper, lower):
            axes.margins(y=_MARGIN)
            date_axis(axes, table.index)
        lower.yaxis.set_major_locator(MaxNLocator(5, steps=[1, 2, 2.5, 5, 10]))
        upper.tick_params(labelbottom=False)
        fig.align_ylabels([upper, lower])
        set_title(
            fig,
            title or _finding(table, sure, effect, what),
            subtitle
            or f"Dots: {point_words(effect.alternative)} minus {point_words(effect.base)}, on "
            "average. Lines above: both worlds’ means",
        )
        mark_key(fig, marks)
        kind = "of the pairs" if paired else "that holds whatever the pairs share (months not kept)"
        half = "; dotted: the middle half of single pairs" if table["q25"].notna().any() else ""
        set_caption(
            fig,
            f"{effect.replicates:,} paired replicates, seed {effect.seed}. Band: {level:.0%} "
            f"interval {kind}, of each month alone{half}. Filled dots leave out 0 even where "
            "widened for all months (Bonferroni).",
            beyond=any(side.results.world(side.point).last > LAST_KNOWN for side in effect.sides),
        )
    return fig


def _difference(axes: Axes, table: pd.DataFrame, sure: NDArray[np.bool_]) -> None:
    """Draw the difference with its bands; months that leave out 0 are filled."""
    axes.axhline(0.0, color=INK, lw=0.8)
    months = table.index
    axes.fill_between(months, table["low"], table["high"], color=INK, alpha=0.25, lw=0, gid="band")
    for edge in ("q25", "q75"):
        axes.plot(months, table[edge], color=INK, lw=0.8, ls=(0, (1.2, 1.6)), gid=f"half.{edge}")
    axes.plot(months, table["difference"], color=INK, lw=1.2, gid="difference")
    for filled in (True, False):
        own = table.loc[sure if filled else ~sure, "difference"]
        gid, face = ("sure", INK) if filled else ("undecided", "white")
        axes.plot(own.index, own, "o", ms=3.6, color=INK, mfc=face, gid=gid, clip_on=False)


def _instrument(variable: str) -> InstrumentSpec | None:
    """Return the instrument of which a variable is the choice; None for any other variable."""
    return INSTRUMENT_BY_NAME.get(variable.removeprefix("choice_"))


def _what(variable: str) -> str:
    """Return what is drawn; of a choice between two, that the second is chosen.

    Examples
    --------
    >>> _what("trust"), _what("choice_usa_basing_cost")
    ('Trust between Tokyo and Seoul', 'Washington chooses “demand” (basing cost)')
    >>> _what("retaliation_level_kor")
    'Retaliation ladder (Seoul)'
    """
    instrument = _instrument(variable)
    if instrument is None:
        meaning, _, rest = RECORDED_BY_NAME[variable].meaning.partition(":")
        whose = re.search(r" \((Tokyo|Seoul)\)$", rest)
        return subject(meaning) + (whose[0] if whose else "")
    about = instrument.name.split("_", 1)[1].replace("_", " ")
    return f"{instrument.capital.title()} chooses “{instrument.options[-1]}” ({about})"


def _finding(table: pd.DataFrame, sure: NDArray[np.bool_], effect: Effect, what: str) -> str:
    """Return in which month the two differ most beyond chance, or that they do in none."""
    gaps = table["difference"].to_numpy()
    if not table[["difference", "low", "high"]].to_numpy().any():
        return f"{what}: no difference in any month"
    if not sure.any():
        return f"{what}: undecided, no month differs beyond chance"
    largest = {
        way: np.where(sure & (gaps * side > 0), np.abs(gaps), 0.0)
        for way, side in (("higher", 1), ("lower", -1))
    }
    words = [
        f"{way}, most beyond chance in {month_words(month_of(table.index[int(sizes.argmax())]))} "
        f"(by {sizes.max():.2g})"
        for way, sizes in sorted(largest.items(), key=lambda one: -one[1].max())
        if sizes.any()
    ]
    return f"{what} with {point_words(effect.alternative)}: {'; at other times '.join(words)}"
