"""What stands above and below a path in time: who was in office, and what happened when.

Events that the world was given and events that only the record knows look different, since the
first are causes inside the model and the second a yardstick outside it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import matplotlib.dates as dates
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.patches import ConnectionPatch

from sim.errors import UnknownName
from sim.plots.axis import check_months
from sim.plots.frame import hide_frame
from sim.plots.label import tidy, world_name
from sim.plots.palette import INK, MUTED
from sim.plots.place import lanes
from sim.spec.calendar import month_of
from sim.spec.preferences import CAPITALS
from sim.spec.turnover import CAPITAL, drawn_turnovers

if TYPE_CHECKING:
    from sim.spec.world import World

__all__ = ["Mark", "draw_marks", "draw_terms", "lane_count", "unnamed_terms"]

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


def _within(marks: Sequence[Mark], months: pd.Index) -> list[Mark]:
    """Return the marks inside the window, in order."""
    inside = [mark for mark in marks if months[0] <= mark.month <= months[-1]]
    return sorted(inside, key=lambda mark: mark.month)


def _placed(marks: Sequence[Mark], months: pd.Index) -> tuple[list[bool], list[int], list[str]]:
    """Return for each mark whether its label stands left of it, its lane, and the label shown.

    A label stands right of its mark unless it would leave the axes. Marks of one label share a
    lane, in which it stands once: left of the first, in a gap that holds it, or right of the last.
    """
    span = (months[-1] - months[0]).days
    at = [(mark.month - months[0]).days / span for mark in marks]
    groups: dict[tuple[str, bool], list[int]] = {}
    for k, mark in enumerate(marks):
        groups.setdefault((mark.label, mark.given), []).append(k)
    starts, widths = [], []
    left, shown = [False] * len(marks), [""] * len(marks)
    for (label, _), members in groups.items():
        wide = _LETTER * len(label) + 1.5 * _SYMBOL
        first, last = members[0], members[-1]
        ends = [*(at[k] for k in members[1:]), 1.0 + (wide if at[first] < wide else 0.0)]
        free = [k for k, end in zip(members, ends, strict=True) if end - at[k] > wide]
        alone = len(members) == 1
        turned = at[first] + wide > 1.0 if alone else at[first] > wide or not free
        holder = first if turned or alone else free[0]
        left[holder], shown[holder] = turned, label
        starts.append(at[first] - (wide if turned else _SYMBOL / 2))
        stop = max(at[last] + _SYMBOL, 0.0 if turned else at[holder] + wide)
        widths.append(stop - starts[-1] + _SYMBOL / 2)
    lane = [0] * len(marks)
    for row, members in zip(lanes(starts, widths), groups.values(), strict=True):
        for k in members:
            lane[k] = row
    return left, lane, shown


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
    # Lines run behind the years between the two.
    strip.set_zorder(-1)
    for year in path.get_xticklabels():
        year.set_bbox({"facecolor": "white", "edgecolor": "none", "pad": 0.8})
    strip.set_xlim(dates.date2num(months[0]), dates.date2num(months[-1]))
    strip.set_ylim(rows - 0.4, -0.6)
    shown = _within(marks, months)
    for mark, turned, lane, label in zip(shown, *_placed(shown, months), strict=True):
        at = float(dates.date2num(mark.month))
        line: dict[str, Any] = {
            "color": INK if mark.given else MUTED,
            "lw": 0.7 if mark.given else 0.8,
            "ls": "-" if mark.given else (0, (1, 2)),
            "alpha": 0.55,
            "zorder": 1.5,
            "gid": "mark line",
        }
        path.axvline(at, **line)
        # On to its symbol, through the gap and whatever stands between.
        strip.add_artist(
            ConnectionPatch(
                (at, 0.0), (at, lane), path.get_xaxis_transform(), strip.transData, **line
            )
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
            label,
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
    check_months(months)
    hide_frame(strip)
    ends = [float(dates.date2num(month)) for month in (months[0], months[-1])]
    strip.set_xlim(*ends)
    strip.set_ylim(len(capitals) - 0.45, -0.55)
    drawn = {term.first for term in drawn_turnovers(world)}
    shade = [0] * len(capitals)
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
        for start, stop, holder in _terms(world, capital, months):
            left, right = (float(dates.date2num(months[k])) for k in (start, stop))
            strip.barh(
                row,
                right - left,
                left=left,
                height=0.82,
                color="#E4E4E4" if shade[row] % 2 else "#F1F1F1",
                lw=0,
                gid=f"term.{holder}",
            )
            shade[row] += 1
            share = (right - left) / (ends[1] - ends[0])
            name = _fitting(world, holder, share)
            if capital == CAPITAL and month_of(months[start]) in drawn:
                longer = f"{name} (drawn)"
                name = longer if share / _TERM_LETTER > len(longer) else name
            if name:
                strip.text((left + right) / 2, row + 0.03, name, ha="center", va="center", size=7)


def _terms(world: "World", capital: str, months: pd.Index) -> list[tuple[int, int, str]]:
    """Return each term: places of its first month and of the one after it, and its holder."""
    holders = [world.holder(capital, month_of(month)) for month in months]
    begun = [0] + [k for k in range(1, len(holders)) if holders[k] != holders[k - 1]]
    ends = [*begun[1:], len(holders) - 1]
    return [(start, stop, holders[start]) for start, stop in zip(begun, ends, strict=True)]


def _title(world: "World", holder: str) -> str:
    leader = world.leaders.get(holder)
    return tidy(leader.title) if leader else world_name(holder)


def _fitting(world: "World", holder: str, share: float) -> str:
    """Return a leader's name as it fits into a share of the axes: whole, family name, or none."""
    name = _title(world, holder)
    room = share / _TERM_LETTER
    short = name.split(",")[0].split()
    # Family names come first in Tokyo and Seoul, last in Washington.
    family = short[-1] if holder.startswith(("trump", "biden", "obama")) else short[0]
    options = [name] if family in ("An", "Tokyo’s", "Seoul’s") else [name, family]
    return next((one for one in options if room > len(one)), "")


def unnamed_terms(world: "World", capitals: Sequence[str], months: pd.Index) -> str:
    """Return a sentence that names the terms too short to hold a name; empty if there are none."""
    days = (months[-1] - months[0]).days
    parts = []
    for capital in capitals:
        short = [
            f"{_title(world, holder)} ({months[start]:%Y-%m})"
            for start, stop, holder in _terms(world, capital, months)
            if not _fitting(world, holder, (months[stop] - months[start]).days / days)
        ]
        if short:
            parts.append(f"{capital.capitalize()}: {', '.join(short)}")
    return f"Terms too short to name, from: {'; '.join(parts)}." if parts else ""
