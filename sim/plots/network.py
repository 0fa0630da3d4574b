"""Five capitals and the ten relations between them in one month."""

import math
from typing import Any

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import BoxStyle, FancyBboxPatch

from sim.analysis import month_in, one_history, tie_table, triangle_share
from sim.errors import WrongKind
from sim.plots.finding import percent
from sim.plots.frame import WIDTH, figure, hide_frame, house_style, set_caption, set_title
from sim.plots.kind import Study, Trajectories
from sim.plots.label import point_words
from sim.plots.lettering import fitted, fitted_name, inches_of
from sim.plots.palette import BLUE, INK, MUTED, VERMILLION
from sim.plots.stroke import key_room, mark_key
from sim.plots.telling import CAPITAL_OF, holder_of, pair_words, source_of, tie_words
from sim.spec.calendar import LAST_KNOWN, month_of, month_words
from sim.spec.levels import TRIANGLE_MEANINGS
from sim.spec.preferences import ISO
from sim.spec.world import World

__all__ = ["network"]

#: Degrees from the right, counter-clockwise; Washington, Tokyo and Seoul are neighbours.
_PLACES = {"USA": 90, "JPN": 18, "KOR": -54, "PRK": -126, "CHN": 162}
_SIDE, _TABLE = 4.4, 5.05  # inches: of the square of capitals, and where the table begins
_TRIANGLE = ("JPN-KOR", "JPN-USA", "KOR-USA")
_ABOVE_0: dict[str, Any] = {"color": BLUE, "ls": "-"}
_BELOW_0: dict[str, Any] = {"color": VERMILLION, "ls": (0, (2.2, 1.4))}


def network(
    trajectories: Study | Trajectories,
    month: str,
    replicate: int | None = None,
    *,
    point: int | str | None = None,
    world: World | None = None,
    title: str = "",
    subtitle: str = "",
) -> Figure:
    """Draw the ten relations in one month, of one history or the mean over all.

    A full blue line lies above 0 (friends), a dashed red one below (at odds); the wider, the
    stronger. The three of the triangle stand above the others.

    Parameters
    ----------
    trajectories : what `sim.simulate` returns, trajectories, or results that hold some
    month : as '2026-03'
    replicate : one history; None for the mean over all that there are
    point : of results with several
    world : where the names of holders of office come from, if the trajectories' own is not found
    """
    data, whose, name = source_of(trajectories, point, world)
    if "month" not in data.coords:
        raise WrongKind("a dataset without months", "trajectories", place="network")
    when = month_in(data, month)
    if replicate is not None:
        data = one_history(data, replicate)
    count = int(data.sizes.get("replicate", 1))
    ties = tie_table(data, when)
    number = month_of(when)
    keys = {
        "above 0, friends": {**_ABOVE_0, "lw": 3.0},
        "0 or below, at odds": {**_BELOW_0, "lw": 3.0, "dash_capstyle": "butt"},
    }
    with house_style():
        above = 0.86 + key_room(list(keys))
        tall = _SIDE * (1.34 + 1.14) / 2.84
        height = above + tall + 0.75
        fig = figure(height)
        axes = fig.add_axes((0.35 / WIDTH, 0.7 / height, _SIDE / WIDTH, tall / height))
        hide_frame(axes)
        axes.set(xlim=(-1.42, 1.42), ylim=(-1.14, 1.34))
        relation = ties["relation"].to_dict()
        for dyad in sorted(relation, key=_TRIANGLE.__contains__):
            _tie(axes, str(dyad), relation[dyad])
        for code in CAPITAL_OF:
            _capital(axes, code, whose, number)
        _table(fig, ties, count, (0.7 + tall) / height)
        words = month_words(number)
        which = f"mean over {count:,} histories"
        if count == 1:
            which = f"history number {int(data['replicate'])}"
        set_title(
            fig,
            title or _finding(data, ties, when, words, count),
            subtitle or f"{point_words(name)}: {which}. The wider a line, the stronger the tie",
        )
        mark_key(fig, keys)
        known = "" if whose else " Who holds office is not known of these trajectories."
        noun = "replicate" if count == 1 else "replicates"
        error = "" if count == 1 else f" Standard error of a mean: at most {ties['se'].max():.2g}."
        set_caption(
            fig,
            f"{count:,} {noun}, seed {data.attrs.get('seed', 'unknown')}.{error} Scale: −1 hostile "
            f"to 1 close; friends: above 0.{known}",
            beyond=number > LAST_KNOWN,
        )
    return fig


def _at(code: str, radius: float = 1.0) -> tuple[float, float]:
    """Return where a capital stands."""
    angle = math.radians(_PLACES[code])
    return radius * math.cos(angle), radius * math.sin(angle)


def _tie(axes: Axes, dyad: str, relation: float) -> None:
    """Draw one relation, with its number on the line."""
    one, other = (_at(code) for code in dyad.split("-"))
    triangle = dyad in _TRIANGLE
    style = _ABOVE_0 if relation > 0.0 else _BELOW_0
    axes.plot(
        [one[0], other[0]],
        [one[1], other[1]],
        lw=0.8 + 7.0 * abs(relation),
        alpha=0.95 if triangle else 0.55,
        zorder=2.0 if triangle else 1.0,
        dash_capstyle="butt",
        solid_capstyle="butt",
        gid=f"tie.{dyad}",
        **style,
    )
    axes.text(
        (one[0] + other[0]) / 2,
        (one[1] + other[1]) / 2,
        f"{relation:.2f}".replace("-", "−"),
        ha="center",
        va="center",
        size=8.5 if triangle else 7.5,
        weight="bold" if triangle else "normal",
        bbox={"boxstyle": "round,pad=0.2", "fc": "white", "ec": "none"},
        zorder=3,
    )


def _capital(axes: Axes, code: str, world: World | None, month: int) -> None:
    """Draw one capital with who holds it."""
    name = next(one for one, iso in ISO.items() if iso == code)
    holder = holder_of(world, name, month) if world else ""
    head, lines = CAPITAL_OF[code], fitted_name(holder, 1.3, 7.0).split("\n") if holder else []
    wide = max(inches_of(head, 10, bold=True), *(inches_of(one, 7.0) for one in lines), 0.0) + 0.18
    tall = 0.26 + 0.125 * len(lines)
    unit = 2.84 / _SIDE  # of the axes, in an inch
    x, y = _at(code, 1.06)
    corner = (x - unit * wide / 2, y - unit * tall / 2)
    axes.add_patch(
        FancyBboxPatch(
            corner,
            unit * wide,
            unit * tall,
            boxstyle=BoxStyle("Round", pad=0, rounding_size=0.04),
            fc="white",
            ec=INK,
            lw=0.8,
            zorder=4,
            clip_on=False,  # a long name reaches into the margin
            gid=f"box.{code}",
        )
    )
    top = y + unit * tall / 2
    axes.text(
        x,
        top - unit * 0.13,
        head,
        ha="center",
        va="center",
        size=10,
        weight="bold",
        zorder=5,
        gid=f"capital.{code}",
    )
    for k, line in enumerate(lines):
        axes.text(
            x,
            top - unit * (0.295 + 0.125 * k),
            line,
            ha="center",
            va="center",
            size=7,
            color=MUTED,
            zorder=5,
            gid=f"holder.{code}",
        )


def _table(fig: Figure, ties: pd.DataFrame, count: int, top: float) -> None:
    """Write the ten relations in words, the triangle's first."""
    height = fig.get_figheight()
    relation, friends = ties["relation"].to_dict(), ties["friends"].to_dict()
    order = [*_TRIANGLE, *(dyad for dyad in ties.index if dyad not in _TRIANGLE)]
    line = 0.345 / height
    heads = ("The triangle", "The other seven")
    at = top - 0.1 / height
    for k, dyad in enumerate(order):
        if k in (0, len(_TRIANGLE)):
            at -= 0.0 if k == 0 else 0.1 / height
            fig.text(_TABLE / WIDTH, at, heads[min(k, 1)], size=8.5, weight="bold", va="center")
            at -= 0.24 / height
        fig.text(_TABLE / WIDTH, at, pair_words(dyad), size=8.5, va="center", gid="pair")
        said = tie_words(relation[dyad])
        if count > 1:
            said = f"friends in {percent(friends[dyad])}"
        fig.text(
            (_TABLE + 1.58) / WIDTH,
            at,
            fitted(said, 1.35, 8.5),
            size=8.5,
            va="center",
            color=MUTED,
            gid="sentence",
        )
        at -= line * 0.86


def _finding(data: Any, ties: pd.DataFrame, month: pd.Timestamp, words: str, count: int) -> str:
    """Return how the three stand, in plain words."""
    if count == 1:
        relation = ties["relation"].to_dict()
        friends = {dyad for dyad in _TRIANGLE if relation[dyad] > 0.0}
        odds = [pair_words(dyad).replace("–", " and ") for dyad in _TRIANGLE if dyad not in friends]
        if not odds:
            return f"{words}: Washington, Tokyo and Seoul are all three friends"
        if len(odds) == 1:
            return f"{words}: of the three only {odds[0]} are at odds"
        if len(odds) == 2:
            (pair,) = friends
            both = pair_words(pair).replace("–", " and ")
            return f"{words}: of the three only {both} are friends"
        return f"{words}: Washington, Tokyo and Seoul are all three at odds"
    kind, share, total = triangle_share(data, month)
    what = TRIANGLE_MEANINGS[kind]
    span = f"{percent(share.low)} to {percent(share.high)}"
    if share.low > 0.5:
        return f"{words}: {what} in {percent(share.value)} of {total:,} histories ({span})"
    return (
        f"{words}: undecided what most histories have; commonest, {what}, "
        f"in {percent(share.value)} ({span})"
    )
