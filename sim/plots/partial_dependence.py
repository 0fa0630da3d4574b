"""How an outcome moves over what replicates drew: its mean by bin of a key, with intervals."""

from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator

from sim.errors import MissingResult, WrongKind
from sim.plots.frame import house_style, named_panels, set_caption, set_title
from sim.plots.label import tidy, words, world_name
from sim.plots.palette import INK, MUTED, WORLD_COLOURS
from sim.spec.calendar import LAST_KNOWN
from sim.spec.override_key import START, bare

__all__ = ["partial_dependence"]

_COLOUR = WORLD_COLOURS["biden_style_mediation"]  # the house's blue
_COLUMNS = {"key_low", "key_high", "key_mean", "value", "low", "high", "replicates"}
_SAID = ("outcome", "long_name", "key", "seed", "replicates", "scenario", "level")
_MOST = 12  # panels of one figure


def partial_dependence(
    tables: Sequence[pd.DataFrame], title: str = "", subtitle: str = ""
) -> Figure:
    """Draw an outcome's mean over the range of each of some keys, a panel a key, on one scale.

    Parameters
    ----------
    tables : what `sim.partial_dependence` returns, of one outcome and one point, a key each

    Raises
    ------
    MissingResult, WrongKind
        For no tables, more than twelve, others than these, or several outcomes.

    Examples
    --------
    >>> import sim
    >>> from sim import plots
    >>> run = sim.run(sim.load("second_trump_term"), replicates=200, seed=1)
    >>> keys = ["leaders.next_seoul.history_hard_line", "leaders.trump_2.mediation"]
    >>> tables = [sim.partial_dependence(run, "jpn_kor_final", key, bins=5) for key in keys]
    >>> len(plots.partial_dependence(tables).axes)
    2
    """
    said = _said(tables)
    names = [_name(str(one.attrs["key"])) for one in tables]
    strongest = max(range(len(tables)), key=lambda k: _reach(tables[k]))
    first = said[0]
    outcome = tidy(str(first["long_name"]))
    with house_style():
        fig, grid, columns = named_panels(names, [INK] * len(names), share_x=False)
        low = min(float(one["low"].min()) for one in tables)
        high = max(float(one["high"].max()) for one in tables)
        pad = 0.05 * (high - low) or 0.5
        for place, (axes, table) in enumerate(zip(grid, tables, strict=True)):
            x = table["key_mean"].to_numpy()
            axes.axhline(_mean(table), color=MUTED, lw=0.8, ls=(0, (4, 3)), zorder=1)
            axes.fill_between(x, table["low"], table["high"], color=_COLOUR, alpha=0.25, lw=0)
            axes.plot(x, table["value"], color=_COLOUR, lw=1.5, marker="o", ms=3)
            axes.set_xlim(table["key_low"].iloc[0], table["key_high"].iloc[-1])
            axes.set_ylim(low - pad, high + pad)
            # A number at the right edge would leave the picture.
            axes.xaxis.set_major_locator(MaxNLocator(4, prune="upper"))
            if place % columns == 0:
                axes.set_ylabel(
                    "share of runs" if first.get("kind") == "flag" else "mean over runs"
                )
        table = tables[strongest]
        ends = (float(table["value"].iloc[0]), float(table["value"].iloc[-1]))
        finding = f"{outcome}: {_number(ends[0])} to {_number(ends[1])} as {names[strongest]} rises"
        set_title(
            fig,
            title or finding,
            subtitle
            or f"{world_name(str(first['scenario']))}. Dots: mean of the runs that drew such a "
            f"value; band: {first['level']:.0%} interval; dashes: mean of all runs",
        )
        counts = sorted({int(one["replicates"].min()) for one in tables})
        each = f"{counts[0]:,}" if len(counts) == 1 else f"{counts[0]:,} to {counts[-1]:,}"
        caption = (
            f"{first['replicates']:,} replicates, seed {first['seed']}; at least {each} in each "
            "dot. What is not on an axis varies as each replicate drew it."
        )
        set_caption(fig, caption, beyond=int(first.get("last_month", LAST_KNOWN + 1)) > LAST_KNOWN)
    return fig


def _said(tables: Sequence[pd.DataFrame]) -> list[dict[Any, Any]]:
    """Return what the tables say of themselves, checked."""
    if not 0 < len(tables) <= _MOST:
        raise MissingResult(f"found {len(tables)}, wanted 1 to {_MOST}", field="tables")
    for one in tables:
        if not set(one) >= _COLUMNS or any(name not in one.attrs for name in _SAID):
            wanted = "tables as sim.partial_dependence returns them"
            raise WrongKind("another table", wanted, field="tables")
    said: list[dict[Any, Any]] = [dict(one.attrs) for one in tables]
    same = {(one["outcome"], one["scenario"], one.get("point"), one["seed"]) for one in said}
    if len(same) > 1:
        raise WrongKind(
            "several outcomes or points", "tables of one outcome and one point", field="tables"
        )
    return said


def _name(key: str) -> str:
    """Return a key as words; what acts before the window says so.

    Examples
    --------
    >>> _name("leaders.moon.rivalry"), _name("start.parameters.memory_gain")
    ('Moon’s rivalry', 'Memory gain, before the window')
    """
    own = bare(key)
    text = words(own.partition(".")[2])
    text = text[:1].upper() + text[1:]
    return f"{text}, before the window" if key.startswith(START) else text


def _reach(table: pd.DataFrame) -> float:
    return float(abs(table["value"].iloc[-1] - table["value"].iloc[0]))


def _mean(table: pd.DataFrame) -> float:
    return float(np.average(table["value"], weights=table["replicates"]))


def _number(value: float) -> str:
    return f"{value:.2f}".replace("-", "−")
