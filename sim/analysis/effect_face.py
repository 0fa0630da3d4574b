"""What an effect shows of itself: one line, and in a notebook a short table with its intervals."""

import math
from html import escape
from typing import TYPE_CHECKING

import pandas as pd

if TYPE_CHECKING:
    from sim.analysis.effect import Effect

__all__ = ["face_of", "title_of"]

#: Rows of the short table. Assumed: they fit on a screen.
_ROWS = 10

#: Pixels of a row's picture, and of the room beside its ends.
_WIDE, _HIGH, _EDGE = 150, 16, 4

#: Lightest ink that can be read on white, and the ink of what is undecided.
_INK, _PALE = "#1f4e79", "#767676"


def title_of(effect: "Effect") -> str:
    """Return what is compared, in one line."""
    when = f"{effect.first_month:%Y-%m}" if effect.first_month is not None else "never"
    both = f" (both {effect.shared})" if effect.shared else ""
    return (
        f"{effect.alternative} less {effect.base}{both}: {effect.replicates:,} paired replicates, "
        f"seed {effect.seed}, {effect.level:.0%} intervals, first month apart {when}"
    )


def face_of(effect: "Effect") -> str:
    """Return the largest standardised differences as HTML, decided ones first, each drawn.

    Examples
    --------
    >>> import sim
    >>> world = sim.load("neglect")
    >>> effect = sim.compare(world, world.replace(**{"switches.thaw": False}), replicates=20)
    >>> "<svg" in face_of(effect), face_of(effect).count("<tr") <= 11
    (True, True)
    """
    table = effect.table
    decided = table["verdict"].isin(["higher", "lower"])
    order = pd.DataFrame({"decided": decided, "size": table["d"].abs()})
    shown = table.loc[order.sort_values(["decided", "size"], ascending=False).index[:_ROWS]]
    reach = shown[["d_low", "d_high"]].abs().max().max()
    reach = float(reach) if math.isfinite(reach) and reach > 0 else 1.0
    head = ("outcome", "unit", effect.base, effect.alternative, "difference", "size (d)", "verdict")
    rows = [f"<tr>{''.join(f'<th>{escape(word)}</th>' for word in head)}</tr>"]
    for name, row in shown.iterrows():
        interval = f"{row['difference']:+.3g} [{row['low']:+.3g}, {row['high']:+.3g}]"
        cells = [
            f'<span title="{escape(str(name))}">{escape(row["label"])}</span>',
            *(escape(row["unit"]), f"{row['base']:.3g}", f"{row['alternative']:.3g}", interval),
            _drawn(row["d"], row["d_low"], row["d_high"], reach, row["verdict"]),
            row["verdict"],
        ]
        rows.append(f"<tr>{''.join(f'<td>{cell}</td>' for cell in cells)}</tr>")
    rest = len(table) - len(shown)
    undecided = int((table["verdict"] == "undecided").sum())
    told = [
        f"{undecided} of {len(table)} outcomes are undecided, adjusted for their number (Holm).",
        *([f"{rest} more rows in <code>table</code>."] if rest else []),
    ]
    return (
        f"<p><b>{escape(title_of(effect))}</b></p><table>{''.join(rows)}</table>"
        f"<p>{' '.join(told)}</p>"
    )


def _drawn(d: float, low: float, high: float, reach: float, verdict: str) -> str:
    """Return a standardised difference with its interval about a line at 0, as SVG."""
    if not math.isfinite(d):
        return ""
    words = f"d {d:+.2f}, {low:+.2f} to {high:+.2f}"
    half = _WIDE / 2 - _EDGE
    middle, left, right = (_WIDE / 2 + value / reach * half for value in (d, low, high))
    ink = _PALE if verdict == "undecided" else _INK
    fill = "#ffffff" if verdict == "undecided" else ink
    return (
        f'<svg width="{_WIDE}" height="{_HIGH}" role="img" aria-label="{words}">'
        f"<title>{words}</title>"
        f'<line x1="{_WIDE / 2}" y1="0" x2="{_WIDE / 2}" y2="{_HIGH}" stroke="#bbbbbb"/>'
        f'<line x1="{left:.1f}" y1="{_HIGH / 2}" x2="{right:.1f}" y2="{_HIGH / 2}" stroke="{ink}"/>'
        f'<circle cx="{middle:.1f}" cy="{_HIGH / 2}" r="3.5" stroke="{ink}" fill="{fill}"/></svg>'
    )
