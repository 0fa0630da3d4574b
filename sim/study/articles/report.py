"""What changes without an article: a page, a table and a picture."""

from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from sim.report.files import write
from sim.report.markdown import with_interval
from sim.report.markup import Markdown, code, plain, table
from sim.report.page import publish
from sim.spec.outcomes import OUTCOMES as DECLARED
from sim.study.articles.measure import CONTRAST, OUTCOMES, PARTS, Left, Outcome

__all__ = ["MOVED", "report", "row"]

#: Change in the probability of a fact that counts as one. Assumed: a tenth of the scale.
MOVED = 0.10

_LABELS = {spec.name: spec.meaning for spec in DECLARED}


def row(outcome: Outcome, left: Left) -> dict[str, float]:
    """Return what became without some articles, in a few numbers.

    Returns
    -------
    dict
        `core_claims` that nobody else makes; `traits`, `series`, `parameters` that lost their code;
        `facts_moved`, how many facts that do not follow from inputs changed their probability by
        MOVED or more, the interval apart from 0; `fact_change`, their mean change without its sign;
        and each outcome's contrast.
    """
    free = outcome.facts[(outcome.facts.article == left.name) & ~outcome.facts.by_input]
    contrast = _part(outcome.contrast, "whole")
    contrast = contrast[contrast.article == left.name].set_index("outcome")
    return {
        "core_claims": left.core_claims,
        **left.lost,
        "facts": len(free),
        "facts_moved": int(_moved(free).sum()),
        "fact_change": float(free.change.abs().mean()),
        **{name: float(contrast.value[name]) for name in OUTCOMES},
    }


def report(outcome: Outcome, folder: Path, *, changed: str = "", pictures: bool = True) -> Path:
    """Write the page, `articles.csv` and a picture; return the path of `articles.html`.

    Parameters
    ----------
    changed : what was changed, and in which worlds, in words; empty for the model as it is
    pictures : draw figures/articles.png
    """
    if pictures:
        from sim.plots import article_changes, save

        drawn = article_changes(
            outcome.contrast,
            outcome.facts[~outcome.facts.by_input],
            labels={name: _LABELS[name] for name in OUTCOMES},
            contrast_of=CONTRAST,
            replicates=outcome.replicates,
            seed=outcome.seed,
        )
        save(drawn, folder / "figures", "articles")
    write(folder / "articles.csv", _rows(outcome).to_csv(index=False))
    ranked: list[dict[str, Any]] = [
        {"name": left.name, "moved": round(found["facts_moved"]), "facts": round(found["facts"])}
        for left in outcome.left
        if left.articles
        for found in [row(outcome, left)]
    ]
    context = {
        "most": max(
            (one for one in ranked if one["name"] != "all"),
            key=lambda one: one["moved"],
            default=None,
        ),
        "without_all": next((one for one in ranked if one["name"] == "all"), None),
        "summary": _summary(outcome),
        "contrast": _contrast(outcome),
        "contrast_of": CONTRAST,
        "moved": _facts(outcome),
        "moved_by": f"{100 * MOVED:g}",
        "replicates": outcome.replicates,
        "seed": outcome.seed,
        "changed": changed,
        "pictures": pictures,
    }
    return publish("articles", folder, context)


def _moved(facts: pd.DataFrame) -> pd.Series:
    apart = (facts.change_low > 0.0) | (facts.change_high < 0.0)
    return apart & (facts.change.abs() >= MOVED)


def _summary(outcome: Outcome) -> Markdown:
    lines = []
    for left in outcome.left:
        found = row(outcome, left)
        moved = left.articles != ()
        lines.append(
            [
                left.name,
                f"{left.core_claims}",
                *(str(left.lost[kind]) for kind in ("traits", "series", "parameters")),
                f"{found['facts_moved']:.0f} of {found['facts']:.0f}" if moved else "–",
                f"{100 * found['fact_change']:.1f} points" if moved else "–",
            ]
        )
    head = ["left out", "core claims", "traits", "series", "parameters", "facts that move", "mean"]
    return table(head, lines)


def _part(contrast: pd.DataFrame, part: str) -> pd.DataFrame:
    return contrast[contrast.part == part]


def _contrast(outcome: Outcome) -> Markdown:
    lines = []
    for name in OUTCOMES:
        here = outcome.contrast[outcome.contrast.outcome == name]
        for left in outcome.left:
            cells = []
            for part in PARTS:
                found = _part(here[here.article == left.name], part)
                cells += [
                    with_interval(one["value"], one["low"], one["high"])
                    for one in found.to_dict("records")
                ] or ["–"]
            lines.append([Markdown(f"{plain(_LABELS[name])} ({code(name)})"), left.name, *cells])
    return table(["outcome", "left out", "whole", "traits alone", "parameters alone"], lines)


def _facts(outcome: Outcome) -> list[dict[str, Any]]:
    """Return the facts that move, with their probability as coded and without."""
    moved = outcome.facts[_moved(outcome.facts) & ~outcome.facts.by_input]
    coded = outcome.facts[outcome.facts.article == "none"].set_index("fact").value
    order = moved.assign(size=-moved.change.abs()).sort_values(["article", "size"], kind="stable")
    return [
        {str(key): value for key, value in one.items()} | {"coded": float(coded[one["fact"]])}
        for one in order.to_dict("records")
    ]


def _rows(outcome: Outcome) -> pd.DataFrame:
    """Return everything as one table, a row a number."""
    counts = pd.DataFrame(
        [
            {
                "article": left.name,
                "part": "whole",
                "kind": "count",
                "name": name,
                "value": float(value),
            }
            for left in outcome.left
            for name, value in {"core_claims": left.core_claims, **left.lost}.items()
        ]
    )
    kept = [
        "article",
        "kind",
        "name",
        "value",
        "low",
        "high",
        "change",
        "change_low",
        "change_high",
    ]
    facts = outcome.facts.rename(columns={"fact": "name"}).assign(
        kind="fact", low=np.nan, high=np.nan
    )
    contrast = outcome.contrast.rename(columns={"outcome": "name"}).assign(kind="contrast")
    whole = {name: np.nan for name in kept if name not in counts}
    return pd.concat([counts.assign(**whole)[kept], facts[kept], contrast[kept]])
