"""What stands above and below a path in time: who was in office, and what happened when.

Events that the world was given and events that only the record knows look different, since the
first are causes inside the model and the second a yardstick outside it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import matplotlib.dates as dates
import pandas as pd
from matplotlib.axes import Axes

from sim.errors import UnknownName
from sim.plots.frame import hide_frame
from sim.plots.label import tidy, world_name
from sim.plots.palette import INK, MUTED
from sim.plots.place import lanes
from sim.spec.preferences import CAPITALS
from sim.spec.turnover import CAPITAL, drawn_turnovers

if TYPE_CHECKING:
    from sim.spec.world import World

__all__ = ["Mark", "draw_marks", "draw_terms", "lane_count"]

#: Width of a letter of a mark's label, and of its symbol, as shares of the axes: measured.
_LETTER, _SYMBOL = 0.0101, 0.016

#: Width of a letter of a term's name, as a share of the axes: measured.
_TERM_LETTER = 0.0072


@dataclass(frozen=True)
class Mark:
    """A dated event to show.

    Attributes
    ----------
    month : Timestamp
    label : str
        A few words.
    given : bool
        True if the world was given it; False if it stands in the record only.
    """

    month: pd.Timestamp
    label: str
    given: bool


def _number(month: pd.Timestamp) -> int:
    return int(month.year) * 12 + int(month.month) - 1


def _within(marks: Sequence[Mark], months: pd.Index) -> list[Mark]:
    """Return the marks inside the window, in order."""
    inside = [mark for mark in marks if months[0] <= mark.month <= months[-1]]
    return sorted(inside, key=lambda mark: mark.month)


def _placed(marks: Sequence[Mark], months: pd.Index) -> tuple[list[bool], list[int]]:
    """Return for each mark whether its label stands left of it, and its lane.

    A label stands right of its mark unless it would leave the axes.
    """
    span = (months[-1] - months[0]).days
    at = [(mark.month - months[0]).days / span for mark in marks]
    widths = [_LETTER * len(mark.label) + _SYMBOL for mark in marks]
    left = [x + width > 1.0 for x, width in zip(at, widths, strict=True)]
    starts = [
        x - width if turned else x - _SYMBOL / 2
        for x, width, turned in zip(at, widths, left, strict=True)
    ]
    return left, lanes(starts, [width + _SYMBOL for width in widths])


def lane_count(marks: Sequence[Mark], months: pd.Index) -> int:
    """Return how many rows the labels of marks need."""
    inside = _within(marks, months)
    return max(_placed(inside, months)[1]) + 1 if inside else 0


def draw_marks(strip: Axes, path: Axes, marks: Sequence[Mark], months: pd.Index, rows: int) -> None:
    """Draw events in a strip below a path, each with a hairline through the path.

    A filled triangle and a solid line: given to the model. An open diamond, a dotted line and
    italics: in the record, not given.
    """
    hide_frame(strip)
    strip.set_xlim(dates.date2num(months[0]), dates.date2num(months[-1]))
    strip.set_ylim(rows - 0.4, -0.6)
    shown = _within(marks, months)
    for mark, turned, lane in zip(shown, *_placed(shown, months), strict=True):
        at = float(dates.date2num(mark.month))
        path.axvline(
            at,
            color=INK if mark.given else MUTED,
            lw=0.7 if mark.given else 0.8,
            ls="-" if mark.given else (0, (1, 2)),
            alpha=0.55,
            zorder=1.5,
        )
        strip.plot(
            at,
            lane,
            marker="^" if mark.given else "D",
            ms=4.6 if mark.given else 3.6,
            mfc=INK if mark.given else "white",
            mec=INK if mark.given else MUTED,
            mew=0.9,
            ls="",
            clip_on=False,
            gid="given" if mark.given else "record",
        )
        strip.annotate(
            mark.label,
            (at, lane),
            xytext=(-6 if turned else 6, -0.5),
            textcoords="offset points",
            ha="right" if turned else "left",
            va="center",
            size=7.5,
            style="normal" if mark.given else "italic",
            color=INK if mark.given else MUTED,
            annotation_clip=False,
        )


def draw_terms(strip: Axes, world: "World", capitals: Sequence[str], months: pd.Index) -> None:
    """Draw a row a capital, its leaders' terms as bands with their names where they fit."""
    for capital in capitals:
        if capital not in CAPITALS:
            raise UnknownName("capital", str(capital), CAPITALS, field="capitals")
    hide_frame(strip)
    ends = [float(dates.date2num(month)) for month in (months[0], months[-1])]
    strip.set_xlim(*ends)
    strip.set_ylim(len(capitals) - 0.45, -0.55)
    drawn = {term.first for term in drawn_turnovers(world)}
    for row, capital in enumerate(capitals):
        strip.annotate(
            capital.capitalize(),
            (ends[1], row),
            xytext=(6, 0),
            textcoords="offset points",
            va="center",
            size=7.5,
            color=MUTED,
            annotation_clip=False,
        )
        holders = [world.holder(capital, _number(month)) for month in months]
        begun = [0] + [k for k in range(1, len(holders)) if holders[k] != holders[k - 1]]
        for term, start in enumerate(begun):
            stop = begun[term + 1] if term + 1 < len(begun) else len(holders) - 1
            left, right = (float(dates.date2num(months[k])) for k in (start, stop))
            strip.barh(
                row,
                right - left,
                left=left,
                height=0.82,
                color="#E4E4E4" if term % 2 else "#F1F1F1",
                lw=0,
                gid=f"term.{holders[start]}",
            )
            leader = world.leaders.get(holders[start])
            name = tidy(leader.title) if leader else world_name(holders[start])
            room = (right - left) / (ends[1] - ends[0]) / _TERM_LETTER
            if capital == CAPITAL and _number(months[start]) in drawn:
                name = f"{name} (drawn)" if room > len(f"{name} (drawn)") else name
            if room > len(name):
                strip.text((left + right) / 2, row + 0.03, name, ha="center", va="center", size=7)
