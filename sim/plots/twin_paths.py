"""Spaghetti of twins: single histories of two worlds under the same luck, each pair joined."""

import json
import math
from typing import Any

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from sim.analysis import (
    Asked,
    TwinShare,
    asked_of,
    name_asked,
    one_point,
    seed_of,
    twin_paths,
    twin_share,
)
from sim.errors import OutOfBounds
from sim.plots.axis import date_axis
from sim.plots.finding import percent
from sim.plots.frame import WIDTH, figure, house_style, set_caption, set_title
from sim.plots.kind import Study, Trajectories
from sim.plots.label import point_words, variable_label, variable_unit
from sim.plots.lettering import inches_of
from sim.plots.palette import BLUE, FAINT, INK, VERMILLION
from sim.plots.stroke import key_room, mark_key
from sim.store.labels import month_dates

__all__ = ["twins"]

_MOST, _ACROSS = 24, 4
_EACH, _GAP, _BELOW = 1.15, 0.24, 0.85  # inches: a panel, between panels, for the caption
_STYLES: tuple[dict[str, Any], ...] = (
    {"color": VERMILLION, "ls": "-", "lw": 1.3},
    {"color": BLUE, "ls": (0, (3.5, 1.5)), "lw": 1.5},
)


def twins(
    base: Study | Trajectories,
    alternative: Study | Trajectories,
    variable: str,
    replicates: int = 12,
    *,
    base_point: int | str | None = None,
    alternative_point: int | str | None = None,
    title: str = "",
    subtitle: str = "",
) -> Figure:
    """Draw single histories, a panel a pair of twins: both paths, and what lies between them.

    The others of both worlds stand in grey behind, so that a pair is seen among many.

    Parameters
    ----------
    base, alternative : results with trajectories, or their trajectories; the same results twice,
        with two points, draws two points of one study
    variable : a recorded variable, as `relation_jpn_kor`
    replicates : pairs to draw, the first ones, at most 24; the title is of all
    """
    if not 1 <= replicates <= _MOST:
        raise OutOfBounds(replicates, 1, _MOST, place="twins", field="replicates")
    sides = [
        _side(base, base_point, variable),
        _side(alternative, alternative_point, variable),
    ]
    label = variable_label(variable)
    meaning = label.rsplit(" [", 1)[0]
    paths = twin_paths(sides[0][0], sides[1][0], variable)
    names = _names([asked for _, asked in sides])
    seed = getattr(sides[0][0], "attrs", {}).get("seed", "unknown")
    share, differ = twin_share(paths)
    held = list(dict.fromkeys(paths.index.get_level_values("replicate")))
    shown = held[:replicates]
    months = pd.DatetimeIndex(sorted(set(paths.index.get_level_values("month"))))
    wide = {side: paths[side].unstack("replicate") for side in ("base", "alternative")}
    keys = {
        _begun(names[0]): _STYLES[0],
        _begun(names[1]): _STYLES[1],
        "what lies between the two": {"color": "#C9C9C9", "lw": 6},
    }
    with house_style():
        across = min(_ACROSS, len(shown))
        down = math.ceil(len(shown) / across)
        each = 2.6 if across == 1 else _EACH
        above = 0.95 + key_room(list(keys))
        height = above + down * each + (down - 1) * _GAP + _BELOW
        fig = figure(height)
        gap, left = 0.14, 0.7
        panel = (WIDTH - left - 0.15 - gap * (across - 1)) / across
        drawn = pd.concat([wide["base"][shown], wide["alternative"][shown]])
        ends = (float(drawn.min().min()), float(drawn.max().max()))
        pad = 0.05 * (ends[1] - ends[0]) or 0.5
        for k, number in enumerate(shown):
            row, column = divmod(k, across)
            low = _BELOW + (down - 1 - row) * (each + _GAP)
            axes = fig.add_axes(
                (
                    (left + column * (panel + gap)) / WIDTH,
                    low / height,
                    panel / WIDTH,
                    each / height,
                )
            )
            for other in shown:
                for side in ("base", "alternative"):
                    axes.plot(months, wide[side][other], color=FAINT, lw=0.5, zorder=1)
            _pair(axes, wide["base"][number], wide["alternative"][number])
            date_axis(axes, months, room=15 // across)
            axes.set_ylim(ends[0] - 4 * pad, ends[1] + pad)  # below: room for words on the ground
            axes.set_title(f"Twin {number}", size=8, pad=2)
            last = k + across >= len(shown)
            axes.tick_params(labelleft=column == 0, labelbottom=last, labelcolor=INK, labelsize=7.5)
        tall = down * each + (down - 1) * _GAP + 0.6
        if inches_of(label, 8.5) > tall:
            label = f"[{variable_unit(variable)}]"
        fig.supylabel(label, size=8.5, x=0.012, y=(_BELOW + tall / 2 - 0.3) / height)
        set_title(
            fig,
            title or _finding(share, differ, len(held), names),
            subtitle
            or f"{meaning}: a panel is one history of each world with the same luck; "
            "grey: the others",
        )
        mark_key(fig, keys)
        first = "first is" if len(shown) == 1 else f"first {len(shown)} are"
        beside = "" if len(shown) == len(held) else f" The {first} drawn."
        set_caption(
            fig,
            f"{len(held):,} replicates a world, seed {seed}."
            f"{beside} “Higher” is of the last month, of the {differ:,} twins that differ there.",
        )
    return fig


def _side(
    given: Study | Trajectories, point: int | str | None, variable: str
) -> tuple[Trajectories, Asked]:
    """Return trajectories of one point, and how it was asked for.

    Of results only the one variable is read: all of a large study would not fit into memory.
    """
    if isinstance(given, Study):
        number = one_point(given, point)  # type: ignore[arg-type]
        own: Any = given
        asked = asked_of(own, number)
        if not hasattr(own, "column"):
            return own.at(number).trajectories, asked
        values, world = own.column(variable, number), own.world(number)
        months = month_dates(world.first, world.months)
        coords = {"replicate": range(len(values)), "month": months}
        import xarray as xr

        path = xr.DataArray(values, coords, ("replicate", "month"), name=variable)
        return path.to_dataset().assign_attrs(seed=str(seed_of(own, number))), asked
    said: dict[str, Any] = dict(getattr(given, "attrs", {}))
    overrides = json.loads(said.get("overrides", "{}"))
    return given, Asked(0, str(said.get("scenario", "a world")), overrides)


def _names(asked: list[Asked]) -> list[str]:
    """Return what two worlds are called beside one another, in words; never both the same."""
    found = [point_words(name) for name in name_asked(asked).names]
    if found[0] == found[1]:
        return [f"{found[0]} (base)", f"{found[1]} (alternative)"]
    return found


def _begun(name: str) -> str:
    """Return a name as it begins a line."""
    return name[:1].upper() + name[1:]


def _pair(axes: Axes, base: pd.Series, alternative: pd.Series) -> None:
    """Draw both twins, and the ground between them."""
    axes.fill_between(base.index, base, alternative, color="#C9C9C9", lw=0, zorder=2, gid="between")
    for name, path, style in zip(
        ("base", "alternative"), (base, alternative), _STYLES, strict=True
    ):
        axes.plot(path.index, path, zorder=3, gid=name, **style)
    axes.plot(
        [base.index[-1]] * 2, [base.iloc[-1], alternative.iloc[-1]], color=INK, lw=1.2, zorder=4
    )


def _finding(share: TwinShare, differ: int, count: int, names: list[str]) -> str:
    """Return how many twins end higher in the alternative, or that it is undecided."""
    if not differ:
        return "No difference: all twins end the same"
    which = f" that differ ({differ:,} of {count:,})" if differ < count else ""
    if not share.decided:
        span = f"{percent(share.low)} to {percent(share.high)}"
        return (
            f"Undecided: {names[1]} ends higher in {percent(share.value)} of twins{which}, "
            f"chance alone allows {span}"
        )
    more = share.value > 0.5
    name, part = (names[1], share.value) if more else (names[0], 1.0 - share.value)
    return f"{_begun(name)} ends higher in {percent(part)} of twins{which}"
