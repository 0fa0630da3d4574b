"""Drawn calendars of leaders: who governs from when, and what each comes to."""

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator

from sim.plots.axis import outcome_axis
from sim.plots.frame import WIDTH, figure, hide_frame, house_style, set_caption, set_title
from sim.plots.label import tidy, world_name
from sim.plots.lettering import fitted, inches_of
from sim.plots.palette import FAINT, INK, MUTED, world_colours

__all__ = ["calendars"]

#: Inches of a row; of the strips of terms, and of the panel beside them: left edge and width.
_ROW, _STRIPS, _PANEL = 0.23, (1.05, 3.9), (5.15, 2.65)
_ABOVE, _BELOW = 0.72, 0.98  # inches for the title, and for axes' words and the caption
_SIZE = 6.5  # points of a leader's name
_OWN, _DRAWN = "#ECECEC", "#BFD9EA"


def calendars(
    tenures: pd.DataFrame, values: pd.DataFrame, *, outcome: str, title: str, caption: str
) -> Figure:
    """Draw a row a calendar: its terms at the left, an outcome's mean in each world at the right.

    Calendars stand in the order of the first world's mean, the world's own on top.

    Parameters
    ----------
    tenures : a row a term: calendar, leader and short (words), first and last (month numbers, both
        included), drawn; short is for where leader does not fit
    values : a row a calendar and a world: calendar, world, value, low, high; one calendar, named
        like no other, is the worlds' own and stands first
    """
    names = list(dict.fromkeys(values["calendar"]))
    worlds = list(dict.fromkeys(values["world"]))
    base = values[values["world"] == worlds[0]].set_index("calendar")["value"]
    order = [names[0], *sorted(names[1:], key=lambda name: -base[name])]
    colours = world_colours(worlds)
    with house_style():
        inner = _ROW * len(order)
        fig = figure(_ABOVE + inner + _BELOW)
        height = fig.get_figheight()
        strips, panel = (
            fig.add_axes((left / WIDTH, _BELOW / height, wide / WIDTH, inner / height))
            for left, wide in (_STRIPS, _PANEL)
        )
        strips.set_gid("half")
        _strips(strips, tenures, order)
        for row, name in enumerate(order):
            panel.axhline(-row, color=FAINT, lw=0.5, zorder=0)
            for k, world in enumerate(worlds):
                drawn = values[(values["calendar"] == name) & (values["world"] == world)].iloc[0]
                at = -row + 0.28 * (0.5 * (len(worlds) - 1) - k)
                panel.plot([drawn["low"], drawn["high"]], [at, at], color=colours[world], lw=2.2)
                panel.plot(drawn["value"], at, "os"[k % 2], ms=3.4, color=colours[world], mec=INK)
        for world in worlds:
            own = values[(values["calendar"] == names[0]) & (values["world"] == world)].iloc[0]
            panel.axvline(own["value"], color=colours[world], lw=0.8, ls=(0, (3, 3)), zorder=0)
        panel.set_ylim(-len(order) + 0.4, 0.6)
        panel.set_yticks([])
        panel.grid(visible=False)
        panel.spines["left"].set_visible(False)
        panel.xaxis.set_major_locator(MaxNLocator(4))
        panel.set_xlabel(fitted(outcome_axis(outcome), _PANEL[1], 7.5), size=7.5)
        set_title(
            fig,
            title,
            "A row: a calendar of Tokyo, and where its runs end up, mean with 95% interval; "
            "dashed: the world's own",
            key={world_name(world): colours[world] for world in worlds},
        )
        set_caption(fig, caption)
    return fig


def _strips(axes: Axes, tenures: pd.DataFrame, order: list[str]) -> None:
    """Draw each calendar's terms in a row, with names where they fit; drawn ones are darker."""
    first, last = int(tenures["first"].min()), int(tenures["last"].max()) + 1
    for row, name in enumerate(order):
        for term in tenures[tenures["calendar"] == name].to_dict("records"):
            begins, wide = int(term["first"]), int(term["last"]) + 1 - int(term["first"])
            colour = _DRAWN if term["drawn"] else _OWN
            axes.barh(-row, wide, left=begins, height=0.78, color=colour, ec="white", lw=1.2)
            room = _STRIPS[1] * wide / (last - first) - 0.06
            words = (tidy(str(term["leader"])), str(term["short"]))
            fits = next((one for one in words if inches_of(one, _SIZE) <= room), "")
            axes.text(begins + wide / 2, -row, fits, ha="center", va="center", size=_SIZE)
        axes.annotate(
            name,
            (0.0, -row),
            xycoords=("axes fraction", "data"),
            xytext=(-6, 0),
            textcoords="offset points",
            ha="right",
            va="center",
            size=7.5,
            weight="bold" if row == 0 else "normal",
            annotation_clip=False,
        )
    hide_frame(axes, ticks=False)
    axes.set_xlim(first, last)
    axes.set_ylim(-len(order) + 0.4, 0.6)
    axes.set_yticks([])
    years = [month for month in range(first, last + 1) if month % 12 == 0]
    # The last year's number would stand in the panel beside it.
    named = [str(month // 12) if month < last else "" for month in years]
    axes.set_xticks(years, named)
    axes.tick_params(axis="x", length=3)
    axes.set_xlabel("Grey: the world's own terms; blue: drawn", size=7.5, color=MUTED)
