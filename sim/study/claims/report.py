"""What became of the claims: a page, a table and a picture."""

from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
import pandas as pd

from sim.study.claims.table import ARTICLES, Claim
from sim.study.contrast import Finding, Verdict
from sim.study.files import write
from sim.study.markdown import count_of, table, with_interval

__all__ = ["counts", "report", "rows", "said", "wanted"]


def said(finding: Finding | None) -> str:
    """Return what a check found, with its interval; shares in per cent.

    A dash stands for a check that too few replicates answer.
    """
    if finding is None or np.isnan(finding.found.value):
        return "–"
    found, check = finding.found, finding.check
    if check.share is not None or check.at_most is not None:
        return f"{100 * found.value:.1f}% of runs"
    return with_interval(found.value, found.low, found.high)


def wanted(finding: Finding) -> str:
    """Return what a check wanted, in words."""
    check = finding.check
    low, high = check.above, check.below
    if check.equivalence and low is not None and high is not None:
        middle, margin = (low + high) / 2.0, (high - low) / 2.0
        bounds = f"within {margin:g} of {middle:g}"
    elif check.between:
        bounds = f"from {low:g} to {high:g}"
    else:
        bounds = " and ".join(
            f"{word} {bound:g}"
            for word, bound in (("above", low), ("below", high))
            if bound is not None
        )
    if check.share is not None:
        bounds += f" in {100 * check.share:g}% of runs or more"
    if check.at_most is not None:
        bounds += f" in {100 * check.at_most:g}% of runs or fewer"
    return bounds if check.statistic == "mean" else f"{check.statistic} {bounds}"


def counts(claims: Sequence[Claim], verdicts: Mapping[str, Verdict]) -> dict[str, int]:
    """Return how many claims there are and what became of them.

    Keys: claims, core, supporting; tested, served, cannot; expressed (core claims that hold),
    emergent and direct among those; failing (core); surprising (any that hold against a stated
    failure, or fail without one).
    """
    core = [claim for claim in claims if claim.tier == "core"]
    holding = [c for c in core if c.id in verdicts and verdicts[c.id].holds]
    kinds = Counter(claim.kind for claim in holding)
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
        "failing": sum(c.id in verdicts for c in core) - len(holding),
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
                    "status": "holds" if verdict.holds else "fails",
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
                    "reason": claim.statement.fails,
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
) -> Path:
    """Write `claims.md`, `claims.csv` and a picture an article; return the page's path.

    Parameters
    ----------
    claims : the claims to report on
    verdicts : by id, of those that were run
    changed : what was changed in every arm, in words; empty for the model as it is
    pictures : draw figures/effects_<article>.png
    """
    parts = [
        "# What became of the claims",
        "**A pass says that the model can express the sentence, not that the sentence is true.** "
        "Each contrast pairs two arms under the same luck. *Direct*: a term of the model is the "
        "claim. *Emergent*: it comes about through choices, events or other mechanisms.",
        f"{replicates:,} replicates an arm, seed {seed}. "
        + (f"Changed in every arm: {changed}." if changed else "Parameters at their defaults."),
        _headline(counts(claims, verdicts)),
    ]
    parts += [_failing(claims, verdicts), _owners(claims, verdicts)]
    if pictures:
        from sim.plots import claim_effects, save

        for article in ARTICLES:
            drawn = _effects([c for c in claims if c.article == article], verdicts)
            if not drawn.empty:
                fig = claim_effects(drawn, article=article, replicates=replicates, seed=seed)
                save(fig, folder / "figures", f"effects_{article}")
                picture = f"figures/effects_{article}.png"
                parts.append(f"![Effects of the claims of article {article}]({picture})")
    for article in ARTICLES:
        of_article = [claim for claim in claims if claim.article == article]
        if of_article:
            parts += [f"## Article {article}", *(_entry(c, verdicts.get(c.id)) for c in of_article)]
    write(folder / "claims.csv", rows(claims, verdicts).to_csv(index=False))
    write(folder / "claims.md", "\n\n".join(part for part in parts if part) + "\n")
    return folder / "claims.md"


def _headline(found: Mapping[str, int]) -> str:
    """Return the counts in words."""
    return (
        f"Of {count_of(found['core'], 'core claim')} {found['expressed']} hold, "
        f"**{found['emergent']} of them emergent** and {found['direct']} direct; "
        f"{found['failing']} fail. Of {count_of(found['claims'], 'claim')} in all "
        f"{found['tested']} have a test of their own, {found['served']} are covered by another "
        f"claim's, {found['cannot']} cannot be simulated. "
        f"{count_of(found['surprising'], 'result')} not as the table says beforehand."
    )


def _failing(claims: Sequence[Claim], verdicts: Mapping[str, Verdict]) -> str:
    """Return the section on claims that fail, with the reason believed."""
    lines = [
        [
            claim.id,
            claim.tier,
            claim.mechanisms[0],
            said(verdicts[claim.id].effect),
            claim.statement.fails or "not foreseen",
        ]
        for claim in claims
        if claim.id in verdicts and not verdicts[claim.id].holds
    ]
    if not lines:
        return ""
    head = ["claim", "tier", "owner", "effect", "reason believed"]
    return "## What fails\n\n" + table(head, lines)


def _owners(claims: Sequence[Claim], verdicts: Mapping[str, Verdict]) -> str:
    """Return how the core claims of each mechanism fare."""
    lines = []
    for owner in dict.fromkeys(claim.mechanisms[0] for claim in claims):
        core = [
            c for c in claims if c.mechanisms[0] == owner and c.tier == "core" and c.id in verdicts
        ]
        holding = [claim for claim in core if verdicts[claim.id].holds]
        lines.append(
            [
                f"`{owner}`",
                str(len(core)),
                str(len(holding)),
                str(sum(claim.kind == "emergent" for claim in holding)),
            ]
        )
    return "## By mechanism\n\n" + table(
        ["owner", "core claims", "hold", "emergent among them"], sorted(lines)
    )


def _entry(claim: Claim, verdict: Verdict | None) -> str:
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
    lines.append(f"**{'Holds' if verdict.holds else 'Fails'}**, {claim.kind}.")
    lines.append("; ".join(f"`{name}`: {_arm(arm)}" for name, arm in claim.statement.arms.items()))
    lines.append(
        table(
            ["measure", "arms", "wanted", "found", "met"],
            [
                [
                    f"`{finding.check.measure.text}`",
                    finding.check.arm.text,
                    wanted(finding),
                    said(finding),
                    "yes" if finding.met else "no",
                ]
                for finding in verdict.findings
            ],
        )
    )
    if claim.argues:
        lines.append(f"Threshold: {claim.argues}")
    if claim.statement.fails:
        lines.append(f"Known to fail: {claim.statement.fails}")
    return "\n\n".join(lines)


def _arm(arm: object) -> str:
    """Return an arm in words."""
    world, changes = getattr(arm, "world", ""), getattr(arm, "changes", {})
    parts = [f"{key}={value}" for key, value in changes.items()]
    branch = getattr(arm, "branch", "")
    text = f"`{world}`" + (f" with {', '.join(f'`{part}`' for part in parts)}" if parts else "")
    return f"{text} from {branch}" if branch else text


def _effects(claims: Sequence[Claim], verdicts: Mapping[str, Verdict]) -> pd.DataFrame:
    """Return the paired effect of each claim in spreads of a single arm, for the picture."""
    found = []
    for claim in claims:
        verdict = verdicts.get(claim.id)
        effect = None if verdict is None else verdict.effect
        if verdict is None or effect is None or not np.isfinite(effect.found.standardised):
            continue
        # The interval scales with the estimate; at an estimate of 0 the scale is not known.
        scale = effect.found.standardised / effect.found.value if effect.found.value != 0.0 else 0.0
        ends = sorted((effect.found.low * scale, effect.found.high * scale))
        found.append(
            {
                "claim": claim.id,
                "says": claim.statement.says,
                "kind": claim.kind,
                "holds": verdict.holds,
                "effect": effect.found.standardised,
                "low": ends[0],
                "high": ends[1],
            }
        )
    return pd.DataFrame(found)
