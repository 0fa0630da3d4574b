"""The page on disputed signs: a figure, a paragraph and its terms for each map, and all cells."""

import textwrap
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path

import pandas as pd

from sim.methods.effect_map.cells import LEAST, MapCells
from sim.methods.effect_map.dispute import Dispute
from sim.report.files import write
from sim.report.markdown import with_interval, with_sign
from sim.report.markup import Markdown, code, table
from sim.report.page import publish
from sim.spec.calendar import LAST_KNOWN, month_number
from sim.study.disputed.interpretation import VERDICTS, Reading, sentences

__all__ = ["report"]


def report(
    found: Sequence[MapCells],
    terms: Mapping[str, pd.DataFrame],
    folder: Path,
    *,
    changed: str = "",
) -> Path:
    """Write the page, its tables (CSV) and pictures; return the path of `disputed.html`.

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
    every = pd.concat([cells.cells for cells in found], ignore_index=True)
    write(folder / "disputed.csv", every.to_csv(index=False))
    tilts = pd.concat([cells.tilts for cells in found], ignore_index=True)
    write(folder / "disputed_over_map.csv", tilts.to_csv(index=False))
    by_term = pd.concat([terms[cells.dispute.key] for cells in found], ignore_index=True)
    write(folder / "disputed_terms.csv", by_term.to_csv(index=False))
    context = {
        "maps": [
            {
                "dispute": cells.dispute,
                "months": month_number(cells.dispute.last) - month_number(cells.dispute.first) + 1,
                "readings": readings[cells.dispute.key],
                "by_term": _by_term(cells.dispute, terms[cells.dispute.key]),
            }
            for cells in found
        ],
        "verdicts": _verdicts(readings),
        "summary": _summary(found, readings),
        "size": one.size,
        "replicates": one.replicates,
        "seed": one.seed,
        "least": LEAST,
        "changed": changed,
    }
    return publish("disputed", folder, context)


def _verdicts(readings: Mapping[str, Sequence[Reading]]) -> list[tuple[str, int]]:
    """Return how many signs got each verdict, without those that none got."""
    found = Counter(
        sign.verdict for many in readings.values() for reading in many for sign in reading.signs
    )
    return [(words.partition(":")[0], found[words]) for words in VERDICTS.values() if found[words]]


def _summary(found: Sequence[MapCells], readings: Mapping[str, Sequence[Reading]]) -> Markdown:
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


def _by_term(dispute: Dispute, terms: pd.DataFrame) -> Markdown:
    """Return the table of effects with one term neutral at a time."""
    said = {"with": "none", "without": "all direct terms"}
    rows = []
    for kind, name in terms[["kind", "neutral"]].drop_duplicates().itertuples(index=False):
        mine = terms[(terms["kind"] == kind) & (terms["neutral"] == name)].set_index("outcome")
        found = (mine.loc[outcome.name] for outcome in dispute.outcomes)
        named = ", ".join(map(code, name.split(", ")))
        rows.append(
            [
                said.get(kind, Markdown({"alone": "all direct terms and "}.get(kind, "") + named)),
                *(
                    with_interval(float(one["effect"]), float(one["low"]), float(one["high"]))
                    for one in found
                ),
            ]
        )
    return table(["neutral", *(outcome.name for outcome in dispute.outcomes)], rows)
