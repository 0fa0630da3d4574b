"""Survival: the share of runs that still wait for something, month by month."""

from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd
from matplotlib.figure import Figure

from sim.errors import MissingResult, WrongKind
from sim.plots.axis import date_axis
from sim.plots.finding import percent
from sim.plots.frame import WIDTH, figure, house_style, set_caption, set_title
from sim.plots.label import point_names, point_words
from sim.plots.palette import INK
from sim.plots.source import many_colours, told
from sim.plots.stroke import LINE, key_room, stroke, stroke_key, wanted_few
from sim.plots.telling import condition_words
from sim.spec.calendar import month_of, month_words

__all__ = ["survival"]

_COLUMNS = ("at_risk", "waiting", "low", "high")
_TALL = 3.1  # inches of the axes


def survival(
    tables: pd.DataFrame | Mapping[str, pd.DataFrame], *, title: str = "", subtitle: str = ""
) -> Figure:
    """Draw the share of runs that have not yet met a condition, a step curve a table, with bands.

    Runs that never meet it within the window stay in, as waiting (Kaplan and Meier 1958).

    Parameters
    ----------
    tables : what `sim.survival` returns; several by the names of their worlds, at most seven
    """
    given = {"": tables} if isinstance(tables, pd.DataFrame) else dict(tables)
    wanted_few(len(given), "tables")
    for name, table in given.items():
        _check(table, name)
    condition = condition_words(
        str(told(next(iter(given.values())), "condition", "it", place="survival"))
    )
    names = point_names(list(given))
    colours = many_colours(list(given))
    months = pd.DatetimeIndex(sorted({month for one in given.values() for month in one.index}))
    with house_style():
        room = key_room(names) if len(names) > 1 else 0.0
        height = 0.74 + room + _TALL + 0.95
        fig = figure(height)
        axes = fig.add_axes((0.7 / WIDTH, 0.95 / height, (WIDTH - 0.9) / WIDTH, _TALL / height))
        # A month's share is that of its end: the step is drawn at the end of the month.
        ends = {name: _ends(pd.DatetimeIndex(one.index)) for name, one in given.items()}
        for place, ((name, table), colour) in enumerate(zip(given.items(), colours, strict=True)):
            at = pd.DatetimeIndex([table.index[0], *ends[name]])
            share = 100 * np.array([1.0, *table["waiting"]])
            low, high = (
                100 * np.array([1.0, *table[end].fillna(table["waiting"])])
                for end in ("low", "high")
            )
            axes.fill_between(
                at,
                low,
                high,
                step="post",
                color=colour,
                alpha=min(0.16, 0.4 / len(names)),
                lw=0,
                gid=f"band.{place}",
            )
            step = max(1, len(at) // 6)
            axes.plot(
                at,
                share,
                drawstyle="steps-post",
                color=colour,
                markevery=(1 + place * step // 7, step),
                gid=f"curve.{place}",
                **LINE,
                **stroke(place),
            )
        last = max(one[-1] for one in ends.values())
        date_axis(axes, pd.Index([months[0], *months[1:-1], last]))
        axes.set_ylim(0, 101)
        axes.set_ylabel("Runs that still wait [%]")
        axes.tick_params(labelcolor=INK)
        level = told(next(iter(given.values())), "level", 0.95)
        set_title(
            fig,
            title or _finding(given, condition),
            subtitle or f"Runs still waiting for: {condition}",
        )
        if len(names) > 1:
            stroke_key(fig, names, colours)
        counts, seeds = _source(given)
        each = " a world" if len(given) > 1 else ""
        set_caption(
            fig,
            f"{counts} replicates{each}, seed {seeds}. Bands: {float(level):.0%} intervals of each "
            "month alone.",
        )
    return fig


def _check(table: pd.DataFrame, name: str) -> None:
    """Raise unless a table is one of waiting shares."""
    lost = [column for column in _COLUMNS if column not in table]
    if lost:
        raise WrongKind(
            f"a table without {', '.join(lost)}",
            "what sim.survival returns",
            place="survival",
            field=name or "tables",
        )
    if table.empty:
        raise MissingResult("found no month, wanted one or more", place="survival", field="tables")


def _ends(months: pd.DatetimeIndex) -> pd.DatetimeIndex:
    """Return the first days of the months after."""
    return months + pd.offsets.MonthBegin(1)


def _source(given: Mapping[str, pd.DataFrame]) -> tuple[str, str]:
    """Return replicates and seeds of all tables in words."""
    found = []
    for field in ("replicates", "seed"):
        values = sorted({int(told(one, field, place="survival")) for one in given.values()})
        shown = [f"{value:,}" if field == "replicates" else str(value) for value in values]
        found.append((" or " if field == "replicates" else " and ").join(shown))
    return found[0], found[1]


def _finding(given: Mapping[str, pd.DataFrame], condition: str) -> str:
    """Return how many runs have met it by the end, and if worlds differ beyond chance."""
    month = min(pd.Timestamp(one.index[-1]) for one in given.values())
    by = f"by {month_words(month_of(month))}"
    what = condition[:1].upper() + condition[1:]
    rows: dict[str, Any] = {name: one.loc[month] for name, one in given.items()}
    if len(rows) == 1:
        (row,) = rows.values()
        if row["waiting"] == 1.0:
            return f"{what}: in no run {by}"
        low, high = (percent(1.0 - row[end]) for end in ("high", "low"))
        span = "" if np.isnan(row["low"]) else f" ({low} to {high})"
        return f"{what}: in {percent(1.0 - row['waiting'])} of runs {by}{span}"
    least = max(rows, key=lambda name: rows[name]["waiting"])
    most = min(rows, key=lambda name: rows[name]["waiting"])
    if rows[least]["waiting"] == rows[most]["waiting"]:
        same = percent(1.0 - rows[most]["waiting"])
        return f"No difference in “{what}”: in {same} of runs of every world {by}"
    top = rows[most]["high"] if not np.isnan(rows[most]["high"]) else rows[most]["waiting"]
    bottom = rows[least]["low"] if not np.isnan(rows[least]["low"]) else rows[least]["waiting"]
    first, second = (percent(1.0 - rows[name]["waiting"]) for name in (most, least))
    said = f"in {first} of runs of {point_words(most)} and {second} of {point_words(least)} {by}"
    return f"{'Undecided, bands overlap: ' if top >= bottom else f'{what}: '}{said}"
