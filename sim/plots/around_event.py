"""Event study: months before and after an event, beside matched runs without it."""

from collections.abc import Collection

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator

from sim.analysis import leaves_out
from sim.errors import MissingResult, UnknownName, WrongKind
from sim.plots.frame import WIDTH, figure, house_style, set_caption, set_title
from sim.plots.label import tidy, variable_unit
from sim.plots.lettering import fitted, line_count
from sim.plots.palette import BLUE, INK, VERMILLION
from sim.plots.source import told
from sim.plots.stroke import LINE, key_room, mark_key, stroke, wanted_few
from sim.plots.telling import condition_words
from sim.spec.recorded import RECORDED_BY_NAME

__all__ = ["event_study"]

_COLUMNS = ("event", "without", "difference", "low", "high")
_MOST = 3  # variables side by side
_UPPER, _LOWER, _BETWEEN = 1.9, 1.35, 0.3  # inches of both panels, and between them
_LEFT, _RIGHT, _GAP = 0.75, 0.2, 0.62


def event_study(
    table: pd.DataFrame,
    variables: Collection[str] | None = None,
    *,
    title: str = "",
    subtitle: str = "",
) -> Figure:
    """Draw what runs with an event and runs without it go through, and the difference below.

    Parameters
    ----------
    table : what `sim.event_study` returns: index variable and offset (months from the event)
    variables : at most three of them; None for all
    """
    _check(table)
    known = list(dict.fromkeys(table.index.get_level_values("variable")))
    chosen = known if variables is None else list(variables)
    for name in chosen:
        if name not in known:
            raise UnknownName("variable", name, known, place="event_study")
    wanted_few(len(chosen), "variables", most=_MOST)
    condition = str(told(table, "condition", place="event_study"))
    level = float(told(table, "level", 0.95))
    event_words = f"“{condition_words(condition)}”"
    compared = bool(table["difference"].notna().any())
    named = ("runs with the event", *(["matched runs without it"] * compared))
    keys = {
        name: {**LINE, **stroke(k), "color": colour}
        for k, (name, colour) in enumerate(zip(named, (VERMILLION, BLUE), strict=False))
    }
    with house_style():
        wide = (WIDTH - _LEFT - _RIGHT - _GAP * (len(chosen) - 1)) / len(chosen)
        heads = [fitted(_meaning(name), wide, 8.5, bold=True) for name in chosen]
        above = 0.92 + key_room(list(keys)) + 0.15 * line_count(*heads)
        lower_room = _BETWEEN + _LOWER if compared else 0.0
        height = above + _UPPER + lower_room + 1.0
        fig = figure(height)
        for k, (name, head) in enumerate(zip(chosen, heads, strict=True)):
            own = pd.DataFrame(table.xs(name, level="variable")).sort_index()
            left = (_LEFT + k * (wide + _GAP)) / WIDTH
            upper = fig.add_axes((left, (1.0 + lower_room) / height, wide / WIDTH, _UPPER / height))
            _paths(upper, own, compared=compared)
            panels = [upper]
            if compared:
                panels.append(fig.add_axes((left, 1.0 / height, wide / WIDTH, _LOWER / height)))
                _difference(panels[1], own, level, name)
            upper.set_title(head, weight="bold", size=8.5, pad=5, loc="left")
            for axes in panels:
                axes.axvline(0, color=INK, lw=0.8, ls=(0, (2, 2)))
                axes.set_xlim(own.index.min() - 0.3, own.index.max() + 0.3)
                axes.xaxis.set_major_locator(MaxNLocator(7, integer=True, steps=[1, 2, 3, 6, 10]))
                axes.yaxis.set_major_locator(MaxNLocator(5, steps=[1, 2, 2.5, 5, 10]))
                axes.tick_params(labelcolor=INK)
            if compared:
                upper.tick_params(labelbottom=False)
            unit = variable_unit(name) if name in RECORDED_BY_NAME else ""
            if k == 0:
                upper.set_ylabel(f"Mean [{unit}]" if unit and len(chosen) == 1 else "Mean")
                if compared:
                    panels[1].set_ylabel("Difference")
                fig.align_ylabels(panels)
            panels[-1].set_xlabel("Months before and after it")
        set_title(
            fig,
            title or _finding(table, chosen, event_words, level),
            subtitle
            or (
                "Above: means of both. Below: with it, minus without it, and its interval. "
                "Dotted line: the month of the event"
                if compared
                else "Mean of the runs with it. Dotted line: the month of the event"
            ),
        )
        mark_key(fig, keys)
        many = f"{int(told(table, 'used', place='event_study')):,} runs with the event"
        band = ""
        if compared:
            many += f" and {int(told(table, 'beside', place='event_study')):,} beside them"
            band = (
                f" Band: {level:.0%} interval of each month alone; filled marks leave out 0 even "
                "where widened for all months. A difference before the event is no effect of it."
            )
        set_caption(
            fig,
            f"{int(told(table, 'replicates', place='event_study')):,} replicates, seed "
            f"{told(table, 'seed', place='event_study')}; {many}.{band}",
        )
    return fig


def _check(table: pd.DataFrame) -> None:
    """Raise unless a table is one of an event study."""
    lost = [name for name in _COLUMNS if name not in table]
    if lost or list(table.index.names) != ["variable", "offset"]:
        found = f"a table without {', '.join(lost)}" if lost else "a table with another index"
        raise WrongKind(found, "what sim.event_study returns", place="event_study", field="table")
    if table.empty:
        raise MissingResult("found no row, wanted one or more", place="event_study", field="table")


def _meaning(name: str) -> str:
    """Return a variable in words."""
    if name not in RECORDED_BY_NAME:
        return name
    return tidy(RECORDED_BY_NAME[name].meaning).split(":")[0]


def _paths(axes: Axes, own: pd.DataFrame, *, compared: bool) -> None:
    """Draw means with and without the event."""
    lines = [("event", VERMILLION), *([("without", BLUE)] * compared)]
    for k, (column, colour) in enumerate(lines):
        axes.plot(own.index, own[column], color=colour, gid=column, **LINE, **stroke(k))


def _difference(axes: Axes, own: pd.DataFrame, level: float, name: str) -> None:
    """Draw the difference with its band; months that leave out 0 are filled."""
    axes.axhline(0.0, color=INK, lw=0.8)
    axes.fill_between(own.index, own["low"], own["high"], color=INK, alpha=0.15, lw=0, gid="band")
    axes.plot(own.index, own["difference"], color=INK, lw=1.2, gid=f"difference.{name}")
    sure = leaves_out(own["difference"], own["low"], own["high"], level=level)
    for at, value, filled in zip(own.index, own["difference"], sure, strict=True):
        axes.plot(
            at,
            value,
            "o",
            ms=4,
            color=INK,
            mfc=INK if filled else "white",
            gid="sure" if filled else "undecided",
        )


def _finding(table: pd.DataFrame, chosen: list[str], event: str, level: float) -> str:
    """Return where runs with the event differ most beyond chance, or that none is decided."""
    rows = table[table.index.get_level_values("variable").isin(chosen)]
    if not rows["difference"].notna().any():
        own = rows.xs(chosen[0], level="variable")["event"]
        ends = [f"{float(own.iloc[k]):.2f}".replace("-", "−") for k in (0, -1)]
        return (
            f"{_meaning(chosen[0])} goes from {ends[0]} to {ends[1]} around {event}; "
            "no runs without it are beside"
        )
    sure = leaves_out(rows["difference"], rows["low"], rows["high"], level=level)
    if not sure.any():
        if not rows["difference"].to_numpy().any():
            return f"No difference around {event}"
        return f"Undecided: around {event} nothing differs beyond chance"
    half = (rows["high"] - rows["low"]).to_numpy() / 2
    with np.errstate(invalid="ignore", divide="ignore"):
        strength = np.where(sure, np.abs(rows["difference"].to_numpy()) / half, -1.0)
    name, offset = rows.index[int(np.argmax(strength))]
    value = float(rows.loc[(name, offset), "difference"])
    when = f"in the month of {event}"
    if offset:
        ago = abs(int(offset))
        side = "before" if offset < 0 else "after"
        when = f"{ago} month{'s' if ago > 1 else ''} {side} {event}"
    early = [bool(one) for (_, at), one in zip(rows.index, sure, strict=True) if at < 0]
    before = ""
    if early and offset >= 0:
        before = "; before it too" if any(early) else "; before it nothing differs beyond chance"
    side = "higher" if value > 0 else "lower"
    return f"{_meaning(name)} is {side} {when} (by {abs(value):.2f}){before}"
