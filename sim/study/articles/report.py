"""What changes without an article: a page, a table and a picture."""

from pathlib import Path

import numpy as np
import pandas as pd

from sim.report.files import write
from sim.report.markdown import table, with_interval
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
    """Write `articles.md`, `articles.csv` and a picture; return the page's path.

    Parameters
    ----------
    changed : what was changed, and in which worlds, in words; empty for the model as it is
    pictures : draw figures/articles.png
    """
    first, second = CONTRAST
    parts = [
        "# Leave one article out",
        "What rests on one article alone loses its code: a trait takes its leader's code in a "
        "parent's file, or the capital's prior for silence, or all of its bounds; a series the "
        "middle of its bounds; a parameter its prior, so that each replicate draws. What another "
        "article, literature or data hold as well stays; so do the equations, the start values and "
        "the calendar. *all*: every article left out at once.",
        f"{outcome.replicates:,} replicates a world, seed {outcome.seed}, the same luck in all. "
        + (f"Changed: {changed}." if changed else "Nothing else changed."),
        "## What rests on each, and what moves",
        _summary(outcome),
        f"Facts: of those that do not follow from inputs, how many change their probability by "
        f"{100 * MOVED:g} points or more with an interval apart from 0, and by how much all of "
        "them change on average, without the sign.",
        f"## The main contrast: `{first}` less `{second}`",
        _contrast(outcome),
        "Intervals are of 95 %, over pairs of replicates. *Traits alone*, *parameters alone*: only "
        "leaders lose their codes, or only parameters and series. Where the two pull apart, that "
        "the whole changes little does not say that the article matters little.",
        "## Facts that move",
        _facts(outcome),
    ]
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
        parts.insert(4, "![What changes without each article](figures/articles.png)")
    write(folder / "articles.csv", _rows(outcome).to_csv(index=False))
    write(folder / "articles.md", "\n\n".join(parts) + "\n")
    return folder / "articles.md"


def _moved(facts: pd.DataFrame) -> pd.Series:
    apart = (facts.change_low > 0.0) | (facts.change_high < 0.0)
    return apart & (facts.change.abs() >= MOVED)


def _summary(outcome: Outcome) -> str:
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


def _contrast(outcome: Outcome) -> str:
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
            lines.append([f"{_LABELS[name]} (`{name}`)", left.name, *cells])
    return table(["outcome", "left out", "whole", "traits alone", "parameters alone"], lines)


def _facts(outcome: Outcome) -> str:
    moved = outcome.facts[_moved(outcome.facts) & ~outcome.facts.by_input]
    if moved.empty:
        return f"None by {100 * MOVED:g} points or more."
    coded = outcome.facts[outcome.facts.article == "none"].set_index("fact").value
    order = moved.assign(size=-moved.change.abs()).sort_values(["article", "size"], kind="stable")
    lines = [
        [
            str(one["article"]),
            str(one["fact"]),
            str(one["says"]),
            f"{100 * coded[one['fact']]:.0f} %",
            f"{100 * one['value']:.0f} %",
        ]
        for one in order.to_dict("records")
    ]
    return table(["left out", "fact", "says", "as coded", "without"], lines)


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
