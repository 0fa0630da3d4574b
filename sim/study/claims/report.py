"""What became of the claims: a page, a table and a picture."""

from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
import pandas as pd

from sim.methods.statement import Verdict
from sim.report.files import write
from sim.report.markdown import count_of, table
from sim.study.claims.distance import GROUPS, TABLE, counted, distances, per_draw
from sim.study.claims.null import NULLS
from sim.study.claims.null_section import ends, headline
from sim.study.claims.table import ARTICLES, Claim
from sim.study.wording import about_more, said, wanted

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
                    "wanted": wanted(finding),
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
    """Write `claims.md`, `claims.csv` and a picture an article; return the page's path.

    With nulls, `nulls.csv` and a picture of the distance to them as well.

    Parameters
    ----------
    claims : the claims to report on
    verdicts : by id, of those that were run
    changed : what was changed, and in which arms, in words; empty for the model as it is
    pictures : draw figures/effects_<article>.png
    nulls : what `null_table` returns; the page then begins with the distance to the nulls
    """
    parts = [
        "# What became of the claims",
        "**A pass says that the model can express the sentence, not that the sentence is true.** "
        "Each contrast pairs two arms under the same luck. *Direct*: a term of the model is the "
        "claim. *Emergent*: it comes about through choices, events or other mechanisms.",
        f"{replicates:,} replicates an arm, seed {seed}. "
        + (f"Changed: {changed}." if changed else "Parameters at their defaults."),
        *_distance(claims, nulls, folder if pictures else None, replicates, seed),
        _headline(counts(claims, verdicts), replicates),
        _failing(claims, verdicts),
        _undecided(claims, verdicts, replicates),
        _owners(claims, verdicts),
    ]
    if pictures:
        from sim.plots import claim_effects, save

        for article in ARTICLES:
            drawn, left = _effects([c for c in claims if c.article == article], verdicts)
            if not drawn.empty:
                fig = claim_effects(
                    drawn, article=article, left_out=left, replicates=replicates, seed=seed
                )
                save(fig, folder / "figures", f"effects_{article}")
                picture = f"figures/effects_{article}.png"
                parts.append(f"![Effects of the claims of article {article}]({picture})")
    for article in ARTICLES:
        of_article = [claim for claim in claims if claim.article == article]
        if of_article:
            parts.append(f"## Article {article}")
            parts += [_entry(claim, verdicts.get(claim.id), replicates) for claim in of_article]
    if nulls is not None:
        write(folder / TABLE, nulls.to_csv(index=False))
    write(folder / "claims.csv", rows(claims, verdicts).to_csv(index=False))
    write(folder / "claims.md", "\n\n".join(part for part in parts if part) + "\n")
    return folder / "claims.md"


def _distance(
    claims: Sequence[Claim],
    nulls: pd.DataFrame | None,
    folder: Path | None,
    replicates: int,
    seed: int,
) -> list[str]:
    """Return the sections on nulls, with the picture drawn where there is a folder for it."""
    if nulls is None:
        return []
    picture = ""
    if folder is not None:
        from sim.plots import null_counts, save

        found = {(one.null, one.group): one for one in distances(nulls)}
        kinds = [group for group in GROUPS[1:] if ("priors", group) in found]
        fig = null_counts(
            {
                kind: {null: per_draw(nulls, null, kind).tolist() for null in NULLS}
                for kind in kinds
            },
            {kind: found["priors", kind].model for kind in kinds},
            {kind: found["priors", kind].claims for kind in kinds},
            tier=str(counted(nulls)["tier"].iloc[0]),
            replicates=replicates,
            seed=seed,
        )
        save(fig, folder / "figures", "nulls")
        picture = "![Claims that hold in the model and in nulls](figures/nulls.png)"
    return [headline(nulls), picture, ends(claims, nulls), "## Under the thresholds as they stand"]


def _headline(found: Mapping[str, int], replicates: int) -> str:
    """Return the counts in words."""
    return (
        f"{count_of(found['core'], 'core claim')}: {found['expressed']} hold "
        f"(**{found['emergent']} emergent**, {found['direct']} direct), {found['failing']} fail, "
        f"{found['undecided']} undecided at {replicates:,} replicates. "
        f"{count_of(found['claims'], 'claim')} in all: {found['tested']} with a test of their own, "
        f"{found['served']} covered by another claim's, {found['cannot']} not to be simulated. "
        f"Not as the table says beforehand: {found['surprising']}.\n\n"
        "A claim fails where the interval of a check lies apart from what was wanted. It is "
        "undecided where no check does, and the interval of one that is not met still reaches what "
        "was wanted: more replicates may bring either. Intervals are of 95 %, or 90 % where no "
        "difference is claimed."
    )


def _failing(claims: Sequence[Claim], verdicts: Mapping[str, Verdict]) -> str:
    """Return the section on claims that fail, with the reason believed."""
    lines = [
        [
            claim.id,
            claim.tier,
            claim.mechanisms[0],
            said(verdicts[claim.id].effect),
            claim.statement.why_not or "not foreseen",
        ]
        for claim in claims
        if claim.id in verdicts and verdicts[claim.id].result == "fails"
    ]
    if not lines:
        return ""
    head = ["claim", "tier", "owner", "effect", "reason believed"]
    return "## What fails\n\n" + table(head, lines)


def _undecided(claims: Sequence[Claim], verdicts: Mapping[str, Verdict], replicates: int) -> str:
    """Return the section on claims that so many replicates do not decide."""
    lines = []
    for claim in claims:
        verdict = verdicts.get(claim.id)
        if verdict is None or not verdict.undecided:
            continue
        for finding in verdict.findings:
            if finding.undecided:
                more = about_more(finding, replicates)
                lines.append([claim.id, claim.tier, wanted(finding), said(finding), more])
    if not lines:
        return ""
    head = ["claim", "tier", "wanted", "found", "replicates"]
    return f"## What {replicates:,} replicates leave undecided\n\n" + table(head, lines)


def _owners(claims: Sequence[Claim], verdicts: Mapping[str, Verdict]) -> str:
    """Return how the core claims of each mechanism fare."""
    lines = []
    for owner in dict.fromkeys(claim.mechanisms[0] for claim in claims):
        core = [
            c for c in claims if c.mechanisms[0] == owner and c.tier == "core" and c.id in verdicts
        ]
        results = Counter(verdicts[claim.id].result for claim in core)
        emergent = sum(c.kind == "emergent" for c in core if verdicts[c.id].holds)
        numbers = (len(core), results["holds"], emergent, results["fails"], results["undecided"])
        lines.append([f"`{owner}`", *map(str, numbers)])
    head = ["owner", "core claims", "hold", "emergent among them", "fail", "undecided"]
    return "## By mechanism\n\n" + table(head, sorted(lines))


def _entry(claim: Claim, verdict: Verdict | None, replicates: int) -> str:
    """Return one claim with its checks."""
    head = f"### {claim.id} · {', '.join(claim.statement.sources)} · {claim.tier}"
    about = ", ".join(f"`{name}`" for name in claim.mechanisms)
    lines = [head, f"{claim.statement.says} ({about})"]
    if verdict is None:
        if claim.served_by:
            lines.append(f"Covered by {', '.join(claim.served_by)}.")
        elif claim.cannot:
            lines.append(f"Cannot be simulated: {claim.cannot}")
        return "\n\n".join(lines)
    more = ""
    if verdict.undecided:
        more = f" at {replicates:,} replicates; {about_more(verdict, replicates)}"
    lines.append(f"**{verdict.result.capitalize()}**{more} ({claim.kind}).")
    lines.append("; ".join(f"`{name}`: {_arm(arm)}" for name, arm in claim.statement.arms.items()))
    lines.append(
        table(
            ["measure", "arms", "wanted", "found", ""],
            [
                [
                    f"`{finding.check.measure.text}`",
                    finding.check.arm.text,
                    wanted(finding),
                    said(finding),
                    finding.result,
                ]
                for finding in verdict.findings
            ],
        )
    )
    if claim.argues:
        of_run = f", argued {claim.statement.described}" if claim.statement.described else ""
        lines.append(f"Threshold{of_run}: {claim.argues}")
    if claim.statement.why_not:
        lines.append(claim.statement.why_not)
    return "\n\n".join(lines)


def _arm(arm: object) -> str:
    """Return an arm in words."""
    world, changes = getattr(arm, "world", ""), getattr(arm, "changes", {})
    parts = [f"{key}={value}" for key, value in changes.items()]
    branch = getattr(arm, "branch", "")
    text = f"`{world}`" + (f" with {', '.join(f'`{part}`' for part in parts)}" if parts else "")
    return f"{text} from {branch}" if branch else text


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
