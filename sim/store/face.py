"""What results show of themselves in a notebook: a small table, and relations month by month.

Only the first replicates are read of a large study, and quantiles only where they lie ready.
"""

from collections.abc import Iterator, Sequence
from html import escape
from typing import TYPE_CHECKING

import numpy as np
import pyarrow.compute as pc

from sim.errors import SimError
from sim.spec.calendar import month_name
from sim.spec.outcomes import OUTCOME_BY_NAME, OutcomeSpec
from sim.store.design import differing_keys
from sim.store.fan_svg import Fan, fan_svg
from sim.store.holding import PointData
from sim.store.trajectories import kept_by_all

if TYPE_CHECKING:
    from sim.store.results import Results

__all__ = ["html_of", "said"]

#: Most scenarios and points that a short face names.
NAMED = 12

#: Replicates that a face reads over all its points, and at least of each: ten chunks, and one.
#: Measured for a million replicates on disk: 30 ms.
_READ, _LEAST = 10_000, 1000

#: Most replicates whose files are asked what they keep of every month: a hundred files.
_LOOKED_AT = 100_000

#: Outcomes that a face shows of one point, and of several beside one another.
_LEADING = (
    *("jpn_kor_mean", "jpn_kor_final", "jpn_kor_low", "jpn_kor_fall", "summits", "settlements"),
    *("reversals", "rent_mean"),
)
_BESIDE = ("jpn_kor_final", "summits")

#: Most outcomes of one's own that are shown.
_OWN = 4

#: Whose months are drawn.
_DRAWN = "relation_jpn_kor"
_SHOWN = "Relation of Japan and South Korea"

#: Letters of a cell.
_LETTERS = 40


def said(results: "Results") -> str:
    """Return scenarios, points, replicates and seed in words."""
    data = results.data
    names = list(dict.fromkeys(one.record.scenario for one in data))
    shown = ", ".join(names[:NAMED]) + (f" and {len(names) - NAMED} more" * (len(names) > NAMED))
    counts = sorted({one.replicates for one in data})
    many = f"{counts[0]}" if len(counts) == 1 else f"{counts[0]} to {counts[-1]}"
    noun = "point" if len(data) == 1 else "points"
    seeds = list(dict.fromkeys(one.record.seed for one in data))
    which = f"seed{'s' if len(seeds) > 1 else ''} {', '.join(map(str, seeds))}"
    return f"{shown}: {len(data)} {noun}, {many} replicates, {which}"


def html_of(results: "Results") -> str:
    """Return results as HTML: what they are of, leading outcomes, relations month by month.

    A fault, such as a damaged file, is said in place of what it keeps from being shown.
    """
    head = f"<p><b>Results of {escape(said(results))}</b></p>"
    try:
        body = _of_one(results) if len(results.data) == 1 else _of_several(results)
    except SimError as fault:
        body = f"<p>{escape(str(fault))}</p>"
    months = ", <code>trajectories</code> of the variables in <code>kept</code>"
    if sum(one.replicates for one in results.data) <= _LOOKED_AT:
        kept = kept_by_all(results.data)
        months = f", <code>trajectories</code>: {escape(str(kept))}" if kept else ""
    return (
        f"{head}{body}<p>all of it: <code>outcomes</code>, <code>quantiles</code>, "
        f"<code>points</code>, <code>draws</code>{months}</p>"
    )


def _of_one(results: "Results") -> str:
    """Return the leading outcomes of one point, a row each, and its months."""
    (one,) = results.data
    specs = results.outcome_specs
    own = [name for name in specs if name not in OUTCOME_BY_NAME][:_OWN]
    names = [name for name in (*own, *_LEADING) if name in specs]
    read = min(one.replicates, _READ)
    values = one.values(names, read)
    rows = [(name, _meaning(specs[name]), *_numbers(specs[name], values[name])) for name in names]
    heads = ("outcome", "", "mean", "5%", "95%")
    table, months = _table(heads, map(_escaped, rows)), _months(one)
    drawn = f"<p>{_SHOWN} by month: median, middle half and nine tenths of the replicates</p>"
    return f"{table}{_of_how_many(read, one.replicates)}{f'{drawn}{months}' if months else ''}"


def _of_several(results: "Results") -> str:
    """Return some points, a row each: what differs, two outcomes, and their months."""
    data, specs = results.data[:NAMED], results.outcome_specs
    keys = differing_keys([one.record.overrides for one in results.data])[:NAMED]
    names = [name for name in _BESIDE if name in specs]
    each = max(_LEAST, _READ // len(data))
    seeds = len({one.record.seed for one in results.data}) > 1
    rows = []
    for one in data:
        values = one.values(names, min(one.replicates, each))
        changed = [_text(one.record.overrides.get(key)) for key in keys]
        cells = [_span(specs[name], values[name]) for name in names]
        if seeds:
            changed.append(str(one.record.seed))
        asked = (str(one.record.point), one.record.scenario, *changed, str(one.replicates))
        rows.append((*_escaped((*asked, *cells)), _months(one, small=True)))
    heads = ["point", "scenario", *keys, *["seed"] * seeds, "replicates"]
    heads += [f"{name}: mean (5% to 95%)" for name in names]
    rest = len(results.data) - len(data)
    more = f"<p>and {rest} more points: see <code>points</code></p>" if rest > 0 else ""
    most = max(one.replicates for one in data)
    table = _table((*map(_cut, heads), f"{_DRAWN} by month"), rows)
    return f"{table}{_of_how_many(min(most, each), most)}{more}"


def _of_how_many(read: int, replicates: int) -> str:
    """Return a line that says of how many rows numbers are, where they are not of all."""
    if read == replicates:
        return ""
    return f"<p>outcomes of the first {read:,} of {replicates:,} replicates</p>"


def _meaning(spec: OutcomeSpec) -> str:
    return spec.meaning if spec.unit == "1" else f"{spec.meaning} [{spec.unit}]"


def _numbers(spec: OutcomeSpec, values: np.ndarray) -> tuple[str, str, str]:
    """Return mean and where nine tenths of the runs lie; of a flag the share alone."""
    answers = values[~np.isnan(values)]
    if not answers.size:
        return "no answer", "", ""
    mean = f"{answers.mean():.3f}"
    if answers.size < values.size:
        mean += f" (in {answers.size:,} runs)"
    if spec.kind == "flag":
        return mean, "", ""
    if spec.kind == "count":
        low, high = np.quantile(answers, (0.05, 0.95), method="inverted_cdf")
        return mean, f"{low:.0f}", f"{high:.0f}"
    low, high = np.quantile(answers, (0.05, 0.95))
    return mean, f"{low:.3f}", f"{high:.3f}"


def _span(spec: OutcomeSpec, values: np.ndarray) -> str:
    """Return an outcome of one of several points in one cell."""
    mean, low, high = _numbers(spec, values)
    return f"{mean} ({low} to {high})" if low else mean


def _text(value: object) -> str:
    return "" if value is None else _cut(str(value))


def _cut(text: str) -> str:
    return text if len(text) <= _LETTERS else f"{text[: _LETTERS - 1]}…"


def _months(one: PointData, *, small: bool = False) -> str:
    """Return relations month by month as SVG; nothing where their quantiles do not lie ready."""
    table = one.summary_at_hand("quantiles")
    if table is None:
        return ""
    rows = table.filter(pc.equal(table.column("variable"), _DRAWN))
    levels = {name: rows.column(name).to_numpy() for name in ("q05", "q25", "q50", "q75", "q95")}
    first = one.record.first_month
    fan = Fan(
        _SHOWN,
        (month_name(first), month_name(first + one.record.months - 1)),
        -1.0,
        1.0,
        ("close", "hostile"),
        levels,
    )
    return fan_svg(fan, small=small)


def _escaped(cells: Sequence[str]) -> tuple[str, ...]:
    return tuple(escape(cell, quote=False) for cell in cells)


def _table(heads: Sequence[str], rows: "Iterator[Sequence[str]] | Sequence[Sequence[str]]") -> str:
    """Return a table of cells that are HTML already."""
    top = "".join(f"<th>{escape(head, quote=False)}</th>" for head in heads)
    lines = ["".join(f"<td>{cell}</td>" for cell in cells) for cells in rows]
    body = "".join(f"<tr>{line}</tr>" for line in lines)
    return f"<table><thead><tr>{top}</tr></thead><tbody>{body}</tbody></table>"
