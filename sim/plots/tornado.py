"""Tornado: what each key moves an outcome by, from one end of its range to the other."""

from typing import Any

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator

from sim.analysis import leaves_out, ordered_swings
from sim.errors import MissingResult, WrongKind
from sim.plots.finding import amount, asked, subject
from sim.plots.frame import WIDTH, figure, house_style, set_caption, set_title
from sim.plots.label import tidy, words
from sim.plots.lettering import fitted, line_count
from sim.plots.palette import BLUE, FAINT, INK, VERMILLION
from sim.plots.source import told
from sim.plots.stroke import key_room, mark_key
from sim.spec.outcomes import OUTCOME_BY_NAME, OutcomeSpec

__all__ = ["key_words", "tornado"]

_COLUMNS = ("low_value", "high_value", "at_low", "at_high", "base")
_MOST, _NAME, _LINE = 20, 2.7, 0.135  # rows; inches of names, and of a line of them
_KINDS = {"leaders", "parameters", "traits", "switches", "series", "start"}


def key_words(key: str) -> str:
    """Return a key in words that begin a line.

    Examples
    --------
    >>> key_words("leaders.seoul.rivalry"), key_words("parameters.memory_gain")
    ('Seoul’s rivalry', 'Memory gain')
    """
    if key == "scenario":
        return "World"
    first, _, rest = key.partition(".")
    text = words(rest if first in _KINDS and rest else key)
    return text[:1].upper() + text[1:]


def tornado(table: pd.DataFrame, *, title: str = "", subtitle: str = "") -> Figure:
    """Draw how far each key moves an outcome when it alone goes through its range.

    Keys stand in the order of their swing. Where the table holds errors (`se` of the difference of
    both ends, or `at_low_se` and `at_high_se`), a swing within chance is drawn pale and dashed.

    Parameters
    ----------
    table : index key; low_value, high_value (ends of its range), at_low, at_high (the outcome's
        mean there) and base (its mean without a change). Its attrs say `replicates`, `seed`,
        `outcome`, and where known `level`
    """
    _check(table)
    level = float(told(table, "level", 0.95))
    outcome = str(told(table, "outcome", place="tornado"))
    spec = OUTCOME_BY_NAME.get(outcome) or OutcomeSpec(
        outcome, "1", -np.inf, np.inf, "level", outcome
    )
    rows = ordered_swings(table, level=level)
    known = rows["swing_low"].notna()
    sure = leaves_out(rows["swing"], rows["swing_low"], rows["swing_high"], level=level)
    shown = rows.iloc[:_MOST]
    marks: dict[str, dict[str, Any]] = {
        "low end of the range": {"color": BLUE, "lw": 7, "solid_capstyle": "butt"},
        "high end of the range": {"color": VERMILLION, "lw": 7, "solid_capstyle": "butt"},
    }
    if known.any():
        marks["no move beyond chance"] = {"color": INK, "lw": 1.0, "ls": (0, (2, 1.5))}
    with house_style():
        names = [fitted(key_words(str(key)), _NAME - 0.85, 8.0) for key in shown.index]
        each = 0.1 + max(0.17, _LINE * line_count(*names))
        above, below = 0.86 + key_room(list(marks)), 0.95
        height = above + each * len(shown) + below
        fig = figure(height)
        axes = fig.add_axes(
            (
                _NAME / WIDTH,
                below / height,
                (WIDTH - _NAME - 0.75) / WIDTH,
                each * len(shown) / height,
            )
        )
        for place, (name, row) in enumerate(zip(names, shown.to_dict("records"), strict=True)):
            _bar(axes, -place, row, pale=bool(known.iloc[place]) and not sure[place])
            _name(axes, -place, name, row)
        bases = sorted(set(shown["base"]))
        axes.axvline(float(np.mean(bases)), color=INK, lw=0.8)
        low, high = (
            shown[["at_low", "at_high", "base"]].min().min(),
            shown[["at_low", "at_high", "base"]].max().max(),
        )
        pad = 0.14 * (high - low) or 0.5
        axes.set_xlim(low - pad, high + pad)
        axes.set_ylim(-len(shown) + 0.4, 0.6)
        axes.set_yticks([])
        axes.grid(visible=False, axis="y")
        axes.grid(visible=True, axis="x", color=FAINT)
        axes.spines["left"].set_visible(False)
        axes.xaxis.set_major_locator(MaxNLocator(6, steps=[1, 2, 2.5, 5, 10]))
        axes.tick_params(labelcolor=INK)
        axes.set_xlabel(f"Mean: {asked(spec, {spec.name: spec})}")
        set_title(
            fig,
            title or _finding(rows, known.to_numpy(), sure, spec),
            subtitle
            or f"{subject(spec)}: one key at a time, all others as they are; "
            "numbers: the ends of each range",
        )
        mark_key(fig, marks)
        left = f" The {len(shown)} widest of {len(rows)}." if len(shown) < len(rows) else ""
        said = (
            f" Dashed: the {level:.0%} interval of the swing, widened for all keys, holds 0."
            if known.any()
            else " The table holds no errors: chance is not told from effect."
        )
        set_caption(
            fig,
            f"{int(told(table, 'replicates', place='tornado')):,} replicates a point, seed "
            f"{told(table, 'seed', place='tornado')}. Line: without a change.{said}{left} Keys "
            "that act together are not seen one at a time.",
        )
    return fig


def _check(table: pd.DataFrame) -> None:
    """Raise unless a table holds the ends of each key's range."""
    lost = [name for name in _COLUMNS if name not in table]
    if lost:
        raise WrongKind(
            f"a table without {', '.join(lost)}",
            f"one with the columns {', '.join(_COLUMNS)}",
            place="tornado",
            field="table",
        )
    if table.empty:
        raise MissingResult("found no key, wanted one or more", place="tornado", field="table")
    holes = table.index[table[["at_low", "at_high", "base"]].isna().any(axis=1)]
    if len(holes):
        raise MissingResult(
            f"has no number at {holes[0]}"
            + (f" and {len(holes) - 1} more keys" * (len(holes) > 1)),
            place="tornado",
            field="table",
        )


def _bar(axes: Axes, at: float, row: dict[Any, Any], *, pale: bool) -> None:
    """Draw both ends of one key, each from the base."""
    for end, colour in (("at_low", BLUE), ("at_high", VERMILLION)):
        style: dict[str, Any] = {"color": colour, "alpha": 0.85, "lw": 0}
        if pale:
            style = {"fill": False, "edgecolor": INK, "ls": (0, (2, 1.5)), "lw": 0.9}
        axes.barh(
            at,
            row[end] - row["base"],
            left=row["base"],
            height=0.62,
            hatch="" if pale or end == "at_low" else "////",
            **({"edgecolor": "white", **style} if not pale else style),
            gid=end,
        )
    ends = sorted(("at_low", "at_high"), key=lambda end: row[end])
    for end, side in zip(ends, (-1, 1), strict=True):
        value = row[end.replace("at_", "") + "_value"]
        text = (
            f"{value:g}"
            if isinstance(value, int | float) and not isinstance(value, bool)
            else tidy(str(value))
        )
        axes.annotate(
            tidy(text),
            (row[end], at),
            xytext=(4 * side, 0),
            textcoords="offset points",
            ha="right" if side < 0 else "left",
            va="center",
            size=7,
            color=INK,
        )


def _name(axes: Axes, at: float, name: str, row: dict[Any, Any]) -> None:
    """Write a key's name left of its row."""
    axes.annotate(
        name,
        (0.0, at),
        xycoords=("axes fraction", "data"),
        xytext=(-8, 0),
        textcoords="offset points",
        ha="right",
        va="center",
        size=8,
        linespacing=1.1,
        annotation_clip=False,
    )


def _finding(rows: pd.DataFrame, known: np.ndarray, sure: np.ndarray, spec: OutcomeSpec) -> str:
    """Return which key moves the outcome most, or that none does beyond chance."""
    if not rows["swing"].to_numpy().any():
        return f"No difference: no key moves {subject(spec)}"
    usable = sure | ~known
    if not usable.any():
        return f"Undecided: none of {len(rows)} keys moves it beyond chance"
    first = rows.iloc[int(np.argmax(usable))]
    name = key_words(str(first.name))
    ends = f"from {amount(first['at_low'], spec)} to {amount(first['at_high'], spec)}"
    return f"{name} moves it most: {ends} over its range"
