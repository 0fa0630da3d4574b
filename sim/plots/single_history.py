"""One history told: who governed, how Tokyo and Seoul stood, what happened, what capitals chose."""

import matplotlib.dates as dates
import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from sim.analysis import choice_spells, event_months, one_history, path_of
from sim.errors import WrongKind
from sim.plots.axis import date_axis
from sim.plots.frame import (
    TEXT,
    WIDTH,
    figure,
    hide_frame,
    house_style,
    set_caption,
    set_title,
)
from sim.plots.kind import Study, Trajectories
from sim.plots.label import point_words, variable_label
from sim.plots.lettering import fitted, inches_of, line_count
from sim.plots.palette import BLUE, FAINT, INK, MUTED, VERMILLION, ink_on
from sim.plots.telling import choice_words, source_of, tie_words
from sim.plots.timeline import draw_terms
from sim.plots.turn import signed_plain, turns
from sim.spec.calendar import LAST_KNOWN, month_of, month_words
from sim.spec.world import World

__all__ = ["history"]

_LEFT, _WIDE = 1.55, 5.5  # inches: of the panels
_PATH, _TERM, _EVENT, _CHOICE = 2.1, 0.19, 0.2, 0.21  # inches: path, rows of strips
_CAPITALS = ("washington", "tokyo", "seoul")

#: Events by what they do to the pair: name of the row, its events, and their mark.
_EVENTS = (
    ("Settled or met", ("settlement_event", "summit_event", "joint_document_event"), "^", BLUE),
    ("Three together", ("trilateral_event",), "D", BLUE),
    (
        "Quarrels",
        (
            *("reversal_event", "court_event", "sale_order_event"),
            *("provocation_event", "incident_event"),
        ),
        "v",
        VERMILLION,
    ),
    ("From the North", ("test_event",), "s", MUTED),
)

_CHOOSERS = {
    "usa_brokerage": "Washington, of the two",
    "jpn_neighbour": "Tokyo, to Seoul",
    "kor_neighbour": "Seoul, to Tokyo",
    "jpn_washington": "Tokyo, in Washington",
    "kor_washington": "Seoul, in Washington",
}

#: Shade of an option by its place: the darker, the harder.
_SHADES = ("#F2F2F2", "#CFCFCF", "#6B6B6B", "#444444")
_KEY = (
    "White: stands aside, reconciles, acts together; pale: convenes, waits, keeps quiet; "
    "dark: presses, confronts, courts favour"
)
_ORDER = {
    "brokerage": ("aside", "convene", "press_tokyo", "press_seoul"),
    "neighbour": ("reconcile", "hold", "contest"),
    "washington": ("coordinate", "quiet", "bid"),
}


def history(
    trajectories: Study | Trajectories,
    replicate: int | None = None,
    *,
    point: int | str | None = None,
    world: World | None = None,
    story: pd.DataFrame | None = None,
    told: int = 6,
    title: str = "",
    subtitle: str = "",
) -> Figure:
    """Draw one history: terms, the path of Tokyo and Seoul, events, choices, and turns in words.

    Parameters
    ----------
    trajectories : what `sim.simulate` returns, trajectories, or results that hold some
    replicate : which history; None if there is only one
    point : of results with several
    world : where terms of leaders come from, if the trajectories' own world is not found
    story : columns month and words, as the table of `sim.story`: what words tell of a month
    told : months that words tell at most, those that moved the path most
    """
    data, whose, name = source_of(trajectories, point, world)
    if "month" not in data.coords:
        raise WrongKind("a dataset without months", "trajectories", place="history")
    one = one_history(data, replicate)
    path = path_of(one, "relation_jpn_kor").to_series()
    months = pd.DatetimeIndex(path.index)
    events = event_months(one)
    spells = choice_spells(one, list(_CHOOSERS))
    lines = turns(one, events, story, told)
    texts = [fitted(text, TEXT - 1.15, 8.0) for _, text in lines]
    with house_style():
        terms = _TERM * len(_CAPITALS) if whose else 0.0
        words = sum(0.05 + 0.145 * line_count(text) for text in texts) + 0.28
        rows = _EVENT * len(_EVENTS)
        choices = _CHOICE * len(_CHOOSERS)
        foot = 0.55 + words
        height = 0.78 + terms + 0.08 + _PATH + 0.3 + rows + 0.46 + choices + foot
        fig = figure(height)

        def strip(top: float, tall: float) -> Axes:
            return fig.add_axes(
                (_LEFT / WIDTH, 1 - (top + tall) / height, _WIDE / WIDTH, tall / height)
            )

        if whose:
            draw_terms(strip(0.78, terms), whose, _CAPITALS, months)
        at = 0.78 + terms + 0.08
        axes = strip(at, _PATH)
        _path(axes, path)
        date_axis(axes, months, room=11)
        at += _PATH + 0.3
        _events(strip(at, rows), events, months)
        at += rows + 0.1
        _heading(fig, "What they chose", at, height)
        at += 0.36
        _choices(strip(at, choices), spells, months)
        at += choices + 0.16
        _words(fig, lines, texts, at, height)
        number = month_of(months[-1])
        set_title(
            fig,
            title or _finding(path),
            subtitle
            or f"{point_words(name)}: one history of many that this world may take, number "
            f"{int(one['replicate'])}",
        )
        known = "" if whose else " Who holds office is not known of these trajectories."
        set_caption(
            fig,
            f"1 replicate, number {int(one['replicate'])}, seed {one.attrs.get('seed', 'unknown')}."
            f"{known} One history has no interval: others of the same world end otherwise.",
            beyond=number > LAST_KNOWN,
        )
    return fig


def _path(axes: Axes, path: pd.Series) -> None:
    """Draw the relation of Tokyo and Seoul on its whole scale, with the words of its levels."""
    axes.axhline(0.0, color=INK, lw=0.8)
    axes.plot(path.index, path, color=INK, lw=1.8, gid="path")
    axes.set_ylim(-1, 1)
    axes.set_yticks([-1, -0.5, 0, 0.5, 1], ["−1", "−0.5", "0", "0.5", "1"])
    axes.set_ylabel(variable_label("relation_jpn_kor"))
    axes.tick_params(labelcolor=INK)
    levels = ((0.7, "on good terms"), (0.2, "closer"), (-0.2, "colder"), (-0.7, "hostile"))
    for value, text in levels:
        axes.annotate(
            text,
            (1.0, value),
            xycoords=("axes fraction", "data"),
            xytext=(6, 0),
            textcoords="offset points",
            va="center",
            size=7.5,
            color=MUTED,
            annotation_clip=False,
        )


def _events(strip: Axes, events: pd.DataFrame, months: pd.DatetimeIndex) -> None:
    """Draw a row of marks a kind of event."""
    hide_frame(strip)
    strip.set_xlim(float(dates.date2num(months[0])), float(dates.date2num(months[-1])))
    strip.set_ylim(len(_EVENTS) - 0.5, -0.5)
    for row, (name, kinds, mark, colour) in enumerate(_EVENTS):
        strip.axhline(row, color=FAINT, lw=0.6, zorder=0)
        here = events[events["event"].isin(kinds)].drop_duplicates("month")
        strip.plot(
            dates.date2num(pd.DatetimeIndex(here["month"])),
            [row] * len(here),
            ls="",
            marker=mark,
            ms=5,
            mew=0.6,
            color=colour,
            mec="white",
            clip_on=False,
            gid=f"events.{row}",
        )
        _row_name(strip, row, name, f"{len(here)} month{'' if len(here) == 1 else 's'}")


def _row_name(strip: Axes, row: int, left: str, right: str = "") -> None:
    """Write what a row is at its left, and a number at its right."""
    for text, at, shift, side in ((left, 0.0, -6, "right"), (right, 1.0, 6, "left")):
        strip.annotate(
            text,
            (at, row),
            xycoords=("axes fraction", "data"),
            xytext=(shift, 0),
            textcoords="offset points",
            ha=side,
            va="center",
            size=7.5,
            color=INK if side == "right" else MUTED,
            annotation_clip=False,
        )


def _heading(fig: Figure, text: str, at: float, height: float) -> None:
    """Write a small heading at the left of the panels."""
    fig.text(
        _LEFT / WIDTH, 1 - (at + 0.1) / height, text, size=8, weight="bold", color=INK, va="center"
    )
    fig.text(
        _LEFT / WIDTH,
        1 - (at + 0.25) / height,
        _KEY,
        size=7,
        color=MUTED,
        va="center",
        gid="shades",
    )


def _choices(strip: Axes, spells: pd.DataFrame, months: pd.DatetimeIndex) -> None:
    """Draw a row an instrument: each spell as a band, named where its name fits."""
    hide_frame(strip)
    ends = [float(dates.date2num(month)) for month in (months[0], months[-1])]
    strip.set_xlim(*ends)
    strip.set_ylim(len(_CHOOSERS) - 0.5, -0.5)
    for row, (instrument, name) in enumerate(_CHOOSERS.items()):
        _row_name(strip, row, name)
        order = _ORDER[instrument.split("_", 1)[1]]
        for spell in spells[spells["instrument"] == instrument].to_dict("records"):
            left = float(dates.date2num(spell["first"]))
            right = float(dates.date2num(spell["last"] + pd.offsets.MonthBegin(1)))
            right = min(right, ends[1])
            place = order.index(spell["option"])
            strip.barh(
                row,
                right - left,
                left=left,
                height=0.8,
                color=_SHADES[place],
                lw=0,
                gid=f"choice.{instrument}.{spell['option']}",
            )
            text = choice_words(instrument, spell["option"])
            room = _WIDE * (right - left) / (ends[1] - ends[0])
            if inches_of(text, 6.5) < room - 0.04:
                strip.text(
                    (left + right) / 2,
                    row,
                    text,
                    ha="center",
                    va="center",
                    size=6.5,
                    color=ink_on(_SHADES[place]),
                )


def _words(
    fig: Figure, lines: list[tuple[str, str]], texts: list[str], at: float, height: float
) -> None:
    """Write the turns under the strips."""
    if not lines:
        return
    fig.text(
        0.075, 1 - (at + 0.06) / height, "Turns, month by month", size=8, weight="bold", va="center"
    )
    at += 0.2
    for (month, _), text in zip(lines, texts, strict=True):
        fig.text(0.075, 1 - at / height, month, size=8, va="top", color=MUTED, gid="told month")
        fig.text(
            0.075 + 0.62 / WIDTH,
            1 - at / height,
            text[:1].upper() + text[1:],
            size=8,
            va="top",
            linespacing=1.25,
            gid="told",
        )
        at += 0.05 + 0.145 * line_count(text)


def _finding(path: pd.Series) -> str:
    """Return how the two began and ended, and their lowest month."""
    first, last = float(path.iloc[0]), float(path.iloc[-1])
    low = int(np.argmin(path.to_numpy()))
    when = pd.Timestamp(path.index[low])
    begin, end = tie_words(first), tie_words(last)
    numbers = signed_plain(first), signed_plain(last)
    words = f"Tokyo and Seoul begin {begin} ({numbers[0]}) and end {end} ({numbers[1]})"
    if begin == end:
        words = f"Tokyo and Seoul begin and end {end} ({', '.join(numbers)})"
    if 0 < low < len(path) - 1 and min(first, last) - float(path.iloc[low]) > 0.1:
        month = month_words(month_of(when))
        words += f"; lowest in {month} ({signed_plain(float(path.iloc[low]))})"
    return words
