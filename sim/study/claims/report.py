"""What became of the claims: a page, a table and a picture."""

from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from sim.methods.statement import Verdict
from sim.report.files import write
from sim.report.page import publish
from sim.study.claims.distance import GROUPS, TABLE, counted, distances, per_draw
from sim.study.claims.null import NULLS
from sim.study.claims.null_section import against_nulls
from sim.study.claims.table import ARTICLES, Claim
from sim.study.wording import about_more, describe_check, describe_estimate

__all__ = ["counts", "report", "rows"]


def counts(claims: Sequence[Claim], verdicts: Mapping[str, Verdict]) -> dict[str, int]:
    """Return how many claims there are and what became of them.

    Keys: claims, core, supporting; tested, served, cannot; expressed (core claims that hold),
    emergent and direct among those; failing and undecided (core); surprising (any that hold
    against a stated failure, or fail without one).
    """
    core = [claim for claim in claims if claim.tier == "core"]
    holding = [c for c in core if c.id in verdicts and verdicts[c.id].holds]
    kinds = Counter(claim.kind for claim in holding)
    results = Counter(verdicts[claim.id].result for claim in core if claim.id in verdicts)
    return {
        "claims": len(claims),
        "core": len(core),
        "supporting": len(claims) - len(core),
        "tested": sum(bool(claim.statement.checks) for claim in claims),
        "served": sum(bool(claim.served_by) for claim in claims),
        "cannot": sum(bool(claim.cannot) for claim in claims),
        "expressed": len(holding),
        "emergent": kinds["emergent"],
        "direct": kinds["direct"],
        "failing": results["fails"],
        "undecided": results["undecided"],
        "surprising": sum(not verdict.as_expected for verdict in verdicts.values()),
    }


def rows(claims: Sequence[Claim], verdicts: Mapping[str, Verdict]) -> pd.DataFrame:
    """Return one row a check: claim, what was measured in which arms, wanted, found, met.

    A claim without a test has one row that says who serves it, or why it cannot be simulated.
    """
    found: list[dict[str, object]] = []
    for claim in claims:
        shared: dict[str, object] = {
            "claim": claim.id,
            "source": ", ".join(claim.statement.sources),
            "tier": claim.tier,
            "owner": claim.mechanisms[0],
            "mechanisms": ", ".join(claim.mechanisms),
            "kind": claim.kind,
            "says": claim.statement.says,
        }
        verdict = verdicts.get(claim.id)
        if verdict is None:
            why = f"served by {', '.join(claim.served_by)}" if claim.served_by else claim.cannot
            found.append({**shared, "status": "not run" if claim.statement.checks else why})
            continue
        for number, finding in enumerate(verdict.findings, start=1):
            estimate, check = finding.found, finding.check
            found.append(
                {
                    **shared,
                    "status": verdict.result,
                    "check": number,
                    "arms": check.arm.text,
                    "measure": check.measure.text,
                    "statistic": check.statistic,
                    "wanted": describe_check(finding),
                    "estimate": estimate.value,
                    "low": estimate.low,
                    "high": estimate.high,
                    "standardised": estimate.standardised,
                    "replicates": estimate.count,
                    "met": finding.met,
                    "undecided": finding.undecided,
                    "reason": claim.statement.why_not,
                }
            )
    return pd.DataFrame(found)


def report(
    claims: Sequence[Claim],
    verdicts: Mapping[str, Verdict],
    folder: Path,
    *,
    replicates: int,
    seed: int,
    changed: str = "",
    pictures: bool = True,
    nulls: pd.DataFrame | None = None,
) -> Path:
    """Write the page, `claims.csv` and a picture an article; return the path of `claims.html`.

    With nulls, `nulls.csv` and a picture of the distance to them as well.

    Parameters
    ----------
    claims : the claims to report on
    verdicts : by id, of those that were run
    changed : what was changed, and in which arms, in words; empty for the model as it is
    pictures : draw figures/effects_<article>.png
    nulls : what `null_table` returns; the page then begins with the distance to the nulls
    """
    run = [claim for claim in claims if claim.id in verdicts]
    owners = {claim.mechanisms[0] for claim in claims}
    by_article = {key: [claim for claim in claims if claim.article == key] for key in ARTICLES}
    articles = {key: mine for key, mine in by_article.items() if mine}
    figures = folder / "figures"
    context: dict[str, Any] = {
        "count": counts(claims, verdicts),
        "verdicts": verdicts,
        "holding": sum(verdicts[claim.id].holds for claim in run),
        "failing": [claim for claim in run if verdicts[claim.id].result == "fails"],
        "undecided": [
            (claim, finding)
            for claim in run
            if verdicts[claim.id].undecided
            for finding in verdicts[claim.id].findings
            if finding.undecided
        ],
        "owners": [
            (owner, counts([claim for claim in run if claim.mechanisms[0] == owner], verdicts))
            for owner in sorted(owners)
        ],
        "articles": articles,
        "drawn": _draw(articles, verdicts, figures, replicates, seed) if pictures else [],
        "nulls": None,
        "replicates": replicates,
        "seed": seed,
        "changed": changed,
        "describe_estimate": describe_estimate,
        "describe_check": describe_check,
        "about_more": about_more,
    }
    if nulls is not None:
        context["nulls"] = against_nulls(claims, nulls) | {"picture": pictures}
        write(folder / TABLE, nulls.to_csv(index=False))
        if pictures:
            _draw_nulls(nulls, figures, replicates, seed)
    write(folder / "claims.csv", rows(claims, verdicts).to_csv(index=False))
    return publish("claims", folder, context)


def _draw(
    articles: Mapping[str, Sequence[Claim]],
    verdicts: Mapping[str, Verdict],
    figures: Path,
    replicates: int,
    seed: int,
) -> list[str]:
    """Draw the effects of each article's claims; return the articles that have any."""
    from sim.plots import claim_effects, save

    drawn = []
    for article, mine in articles.items():
        effects, left = _effects(mine, verdicts)
        if not effects.empty:
            fig = claim_effects(
                effects, article=article, left_out=left, replicates=replicates, seed=seed
            )
            save(fig, figures, f"effects_{article}")
            drawn.append(article)
    return drawn


def _draw_nulls(nulls: pd.DataFrame, figures: Path, replicates: int, seed: int) -> None:
    """Draw how many claims hold in the model, and in each draw of each null."""
    from sim.plots import null_counts, save

    found = {(one.null, one.group): one for one in distances(nulls)}
    kinds = [group for group in GROUPS[1:] if ("priors", group) in found]
    fig = null_counts(
        {kind: {null: per_draw(nulls, null, kind).tolist() for null in NULLS} for kind in kinds},
        {kind: found["priors", kind].model for kind in kinds},
        {kind: found["priors", kind].claims for kind in kinds},
        tier=str(counted(nulls)["tier"].iloc[0]),
        replicates=replicates,
        seed=seed,
    )
    save(fig, figures, "nulls")


def _effects(
    claims: Sequence[Claim], verdicts: Mapping[str, Verdict]
) -> tuple[pd.DataFrame, list[str]]:
    """Return the first contrast of each claim in spreads of a single arm, and who has none.

    Returns
    -------
    DataFrame
        A row a claim: claim, says, kind, `result` of the claim and `first` of its first contrast,
        effect, low, high, and the bounds `above` and `below` that were wanted (NaN where none
        was), all in spreads of a single arm.
    list of str
        Claims that were run and have no contrast on this scale: quotients, correlations, arms that
        do not vary.
    """
    found, left = [], []
    for claim in claims:
        verdict = verdicts.get(claim.id)
        effect = None if verdict is None else verdict.effect
        if verdict is None or effect is None:
            continue
        estimate = effect.found
        if not np.isfinite(estimate.standardised) or estimate.value == 0.0:
            left.append(claim.id)  # at an estimate of 0 the scale is not known
            continue
        spread = estimate.value / estimate.standardised
        bounds = (effect.check.above, effect.check.below)
        numbers = (estimate.value, estimate.low, estimate.high, *bounds)
        scaled = (np.nan if number is None else number / spread for number in numbers)
        found.append(
            {
                "claim": claim.id,
                "says": claim.statement.says,
                "kind": claim.kind,
                "result": verdict.result,
                "first": effect.result,
                **dict(zip(("effect", "low", "high", "above", "below"), scaled, strict=True)),
            }
        )
    return pd.DataFrame(found), left
