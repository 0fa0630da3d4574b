"""At a glance: a world, or a set of parameters, as the short table that a notebook shows."""

from collections import Counter
from collections.abc import Iterable, Sequence
from html import escape

import numpy as np

from sim.spec.calendar import month_name
from sim.spec.parameters import PARAMETER_BY_NAME
from sim.spec.preferences import CAPITALS
from sim.spec.turnover import CAPITAL, drawn_turnovers
from sim.spec.world import ParameterSet, World

__all__ = ["of_parameter_set", "of_world"]

#: Most items of a list, and characters of each, that are shown. Assumed: they keep a table within a
#: screen and 3 kB.
_ITEMS, _LETTERS = 8, 60
_ROWS = 16

_CODED = ("stated", "inferred", "silent", "assumed", "override")


def of_world(world: World) -> str:
    """Return a world's title, window, leaders, changes, assumptions and sources as HTML.

    Examples
    --------
    >>> from sim.scenario import load
    >>> "<td>Donald Trump, second term</td>" in of_world(load("second_trump_term"))
    True
    """
    begins = "" if world.start is None else f", from the state that {world.start.name} reaches"
    if world.branch is not None:
        begins = f", branching off in {month_name(world.branch)}"
    window = f"{month_name(world.first)} to {month_name(world.last)}, {world.months} months"
    changes = [f"{key}={value}" for key, value in world.overrides.items()]
    off = [name for name, on in world.switches.items() if not on]
    rows = [
        ("world", world.name),
        ("window", window + begins),
        *((capital, _listed(_terms(world, capital))) for capital in CAPITALS),
        ("changed", _listed(changes) or "nothing"),
        *([("switched off", _listed(off))] if off else []),
        ("traits in office", _coded(world)),
        ("series assumed", _listed(_assumed(world)) or "none"),
        ("sources", _listed(world.sources)),
    ]
    return _html(world.title, [], rows)


def of_parameter_set(drawn: ParameterSet) -> str:
    """Return a set's source and the spread of its draws, a row a parameter, as HTML.

    Examples
    --------
    >>> "median" in of_parameter_set(ParameterSet("a", ("bid_gain",), ((0.1,), (0.3,))))
    True
    """
    title = f"{drawn.name}: {len(drawn.rows)} draws of {len(drawn.names)} parameters"
    rows = []
    for number, name in enumerate(drawn.names[:_ROWS] if drawn.rows else ()):
        low, median, high = np.quantile([row[number] for row in drawn.rows], (0.05, 0.5, 0.95))
        spec = PARAMETER_BY_NAME.get(name)
        shown = (f"{median:.4g}", f"{low:.4g} to {high:.4g}", f"{spec.default:g}" if spec else "")
        rows.append((name, *shown))
    if len(drawn.names) > _ROWS:
        rows.append((f"and {len(drawn.names) - _ROWS} more", "", "", ""))
    head = ("parameter", "median", "middle 90%", "default")
    return _html(title, head, rows) + f"<p>{escape(_cut(drawn.source, 200), quote=False)}</p>"


def _terms(world: World, capital: str) -> list[str]:
    """Return who holds a capital in the window, with the month in which each but the first came."""
    terms = []
    drawn = {term.first for term in drawn_turnovers(world)} if capital == CAPITAL else ()
    before = ""
    for month in range(world.first, world.last + 1):
        name = world.holder(capital, month)
        if name != before:
            since = f" ({month_name(month)}{', drawn' * (month in drawn)})" if before else ""
            terms.append(f"{world.leaders[name].title}{since}")
        before = name
    return terms


def _coded(world: World) -> str:
    """Return how the traits of those in office were coded, in numbers."""
    names = {name for capital in CAPITALS for name in world.holders(capital)}
    traits = [span for name in names for span in world.leaders[name].traits.values()]
    counts = Counter(span.status or span.source for span in traits)
    others = counts.keys() - set(_CODED)
    entries = [(counts[code], code) for code in _CODED]
    entries.append((sum(counts[code] for code in others), "from a source"))
    return ", ".join(f"{count} {code}" for count, code in entries if count) or "none"


def _assumed(world: World) -> list[str]:
    """Return the structural series whose source is an assumption."""
    return [name for name, series in world.series.items() if series.source == "assumed"]


def _cut(text: str, most: int = _LETTERS) -> str:
    return text if len(text) <= most else f"{text[: most - 1]}…"


def _listed(items: Iterable[str]) -> str:
    """Return the first items of a list in one line, and how many there are beside them."""
    whole = list(items)
    more = f" and {len(whole) - _ITEMS} more" if len(whole) > _ITEMS else ""
    return "; ".join(_cut(item) for item in whole[:_ITEMS]) + more


def _html(title: str, head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Return a table; the first cell of a row names it. Nothing in a cell is taken for HTML."""
    top = "".join(f"<th>{escape(cell, quote=False)}</th>" for cell in head)
    lines = [f"<tr>{top}</tr>"] if head else []
    for name, *cells in rows:
        body = "".join(f"<td>{escape(cell, quote=False)}</td>" for cell in cells)
        lines.append(f"<tr><th>{escape(name, quote=False)}</th>{body}</tr>")
    return f"<p><b>{escape(_cut(title, 120), quote=False)}</b></p><table>{''.join(lines)}</table>"
