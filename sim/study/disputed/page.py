"""The page on disputed signs: a figure, a paragraph and its terms for each map, and all cells."""

import textwrap
from collections.abc import Mapping, Sequence
from pathlib import Path

import pandas as pd

from sim.methods.effect_map.cells import LEAST, MapCells
from sim.methods.effect_map.dispute import Dispute, Term
from sim.report.files import write
from sim.report.markdown import table, with_interval, with_sign
from sim.spec.calendar import LAST_KNOWN, month_number
from sim.study.disputed.reading import Reading, sentences

__all__ = ["report"]

_FIRST = (
    "**This model explores and teaches. It does not predict.** Where two articles give one effect "
    "opposite signs, the sign is put to the model as a map, drawn twice: with all terms, and with "
    "the terms that multiply the one thing by the other at their neutral values. A sign that is "
    "there only with them is built in; one that remains without them is called a result. A result "
    "may still rest on a stated term that carries the thing alone, and the last sentences on "
    "each outcome say whether it does."
)

_HOW = (
    "Each cell sets two arms against one another under the same luck; all cells of a map share it "
    "too. A cell is undecided where the 95 % interval of its mean paired difference contains 0, "
    "which chance alone leaves out in one cell of twenty. A sign counts as there if at least one "
    "cell has it after Holm’s adjustment for all cells of that drawing."
)


def report(
    found: Sequence[MapCells],
    terms: Mapping[str, pd.DataFrame],
    folder: Path,
    *,
    changed: str = "",
) -> Path:
    """Write `disputed.md`, its tables (CSV) and pictures; return the page's path.

    Parameters
    ----------
    found : maps, of the same size, replicates and seed
    terms : by key of the map, what `term_effects` returns
    changed : what was changed, and in which cells, in words; empty for the model as it is
    """
    from sim.plots import effect_maps, save

    one = found[0]
    readings = {
        cells.dispute.key: [
            sentences(cells, outcome, terms[cells.dispute.key])
            for outcome in cells.dispute.outcomes
        ]
        for cells in found
    }
    parts = [
        "# Signs that the articles dispute",
        _FIRST,
        f"{one.size} × {one.size} cells a map, {one.replicates:,} replicates an arm and cell, seed "
        f"{one.seed}. "
        + (
            f"Changed: {changed}."
            if changed
            else "Parameters at their defaults where a map does not say otherwise."
        ),
        _HOW,
        _summary(found, readings),
    ]
    for cells in found:
        dispute = cells.dispute
        fig = effect_maps(
            cells.cells,
            {outcome.name: outcome.label for outcome in dispute.outcomes},
            x=dispute.x.label,
            y=dispute.y.label,
            title=dispute.title,
            subtitle=textwrap.shorten(f"Effect of {dispute.contrast}", 118, placeholder=" …"),
            replicates=cells.replicates,
            seed=cells.seed,
            more=f"World {dispute.scenario}, {dispute.first} to {dispute.last}.",
            beyond=month_number(dispute.last) > LAST_KNOWN,
        )
        save(fig, folder / "figures", dispute.key)
        parts += _section(cells, readings[dispute.key], terms[dispute.key])
    every = pd.concat([cells.cells for cells in found], ignore_index=True)
    write(folder / "disputed.csv", every.to_csv(index=False))
    tilts = pd.concat([cells.tilts for cells in found], ignore_index=True)
    write(folder / "disputed_over_map.csv", tilts.to_csv(index=False))
    by_term = pd.concat([terms[cells.dispute.key] for cells in found], ignore_index=True)
    write(folder / "disputed_terms.csv", by_term.to_csv(index=False))
    write(folder / "disputed.md", "\n\n".join(part for part in parts if part) + "\n")
    return folder / "disputed.md"


def _summary(found: Sequence[MapCells], readings: Mapping[str, Sequence[Reading]]) -> str:
    """Return a table of signs, a row each."""
    rows = []
    for cells in found:
        for reading in readings[cells.dispute.key]:
            over = cells.tilts[cells.tilts["outcome"] == reading.outcome.name].set_index("drawing")
            for sign in reading.signs:
                rows.append(
                    [
                        cells.dispute.thing,
                        f"{reading.outcome.name}: {sign.word}",
                        str(sign.cells["with"]),
                        str(sign.cells["without"]),
                        *(with_sign(float(over["effect"][one])) for one in ("with", "without")),
                        sign.verdict,
                    ]
                )
    head = ["effect of", "sign", "cells with", "cells without", "over the map with", "without"]
    return table([*head, "verdict"], rows)


def _section(cells: MapCells, readings: Sequence[Reading], terms: pd.DataFrame) -> list[str]:
    """Return what the page says of one map."""
    dispute = cells.dispute
    parts = [f"## {dispute.title}", dispute.question, _world(dispute)]
    parts.append(f"![{dispute.title}](figures/{dispute.key}.png)")
    for reading in readings:
        head = f"**{reading.outcome.name}.** " if len(readings) > 1 else ""
        parts.append(head + " ".join(reading.sentences))
    parts.append(
        f"Direct interaction terms, and their neutral values:\n\n{_listed(dispute.direct)}\n\n"
        f"{dispute.stays}"
    )
    parts.append(
        f"Terms that carry {dispute.thing} alone, and their neutral values:\n\n"
        f"{_listed(dispute.alone)}"
    )
    parts.append(_by_term(dispute, terms))
    return parts


def _world(dispute: Dispute) -> str:
    """Return world, window and contrast."""
    months = month_number(dispute.last) - month_number(dispute.first) + 1
    text = (
        f"World `{dispute.scenario}`, {dispute.first} to {dispute.last} ({months} months). "
        f"Effect of {dispute.thing}: {dispute.contrast}."
    )
    if dispute.setting:
        text += f" In all cells {dispute.setting}."
    measures = "; ".join(f"`{outcome.measure}`" for outcome in dispute.outcomes)
    return f"{text} Measured: {measures}."


def _listed(terms: Sequence[Term]) -> str:
    """Return terms as a list."""
    lines = []
    for term in terms:
        values = ", ".join(
            f"`{name.split('.', 1)[1]}` = {'off' if value is False else f'{value:g}'}"
            for name, value in term.values.items()
        )
        lines.append(f"- {values}: {term.says}")
    return "\n".join(lines)


def _by_term(dispute: Dispute, terms: pd.DataFrame) -> str:
    """Return the table of effects with one term neutral at a time."""
    words = {
        "with": "none",
        "direct": "{}",
        "without": "all direct terms",
        "alone": "all direct terms and {}",
    }
    rows = []
    for kind, name in terms[["kind", "neutral"]].drop_duplicates().itertuples(index=False):
        mine = terms[(terms["kind"] == kind) & (terms["neutral"] == name)].set_index("outcome")
        found = (mine.loc[outcome.name] for outcome in dispute.outcomes)
        rows.append(
            [
                words[kind].format(f"`{name.replace(', ', '`, `')}`"),
                *(
                    with_interval(float(one["effect"]), float(one["low"]), float(one["high"]))
                    for one in found
                ),
            ]
        )
    head = ["neutral", *(outcome.name for outcome in dispute.outcomes)]
    return (
        f"Which term does what: effect over a coarse map, {LEAST} × {LEAST} cells, with what is "
        f"named at its neutral value (95 % intervals).\n\n{table(head, rows)}"
    )
