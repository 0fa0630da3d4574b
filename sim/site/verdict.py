"""What became of a statement, as the project keeps it: the site does not run the model for it."""

import csv
import functools
from collections.abc import Mapping
from pathlib import Path

import sim.spec
from sim.methods.statement import Check, Fact, Finding, Statement
from sim.methods.statement.estimate import Estimate
from sim.site.cell import cell, code, table
from sim.study.claims import Claim
from sim.study.wording import describe_check

__all__ = [
    "NULLS",
    "RESULTS",
    "checks_of",
    "in_nulls",
    "verdict_of_claim",
    "verdict_of_expectation",
    "verdict_of_fact",
]

#: What became of a test, in words, by what tables keep.
RESULTS = {"holds": "holds", "fails": "does not hold", "undecided": "undecided"}

#: The models that know less, in words.
NULLS = {
    "priors": "every parameter drawn from its prior",
    "permuted": "leaders' codes permuted",
    "flipped": "signs that are not built in flipped by chance",
}

_NAN = float("nan")


@functools.cache
def _kept() -> Mapping[str, tuple[Mapping[str, str], ...]]:
    """Return the rows of the shipped table of nulls by claim."""
    path = Path(sim.spec.__file__).with_name("nulls.csv")
    found: dict[str, tuple[Mapping[str, str], ...]] = {}
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            found[row["claim"]] = (*found.get(row["claim"], ()), row)
    return found


def verdict_of_claim(claim: Claim) -> tuple[str, str]:
    """Return what became of a claim in a word or two, and the sentence that says more.

    Of a core claim it is what the shipped table of nulls keeps. Of a supporting one that is known
    to fail, the reason; of other supporting ones no run is kept.

    Examples
    --------
    >>> from sim.study.claims import claims
    >>> first = claims()[0]
    >>> verdict_of_claim(first)[0]
    'does not hold'
    """
    statement = claim.statement
    if claim.cannot:
        return "cannot be simulated", cell(claim.cannot)
    if claim.served_by:
        others = ", ".join(f"[{one}](#{one})" for one in claim.served_by)
        return "served by another", f"The test of {others} covers it."
    kept = _kept().get(claim.id, ())
    if kept:
        run = f"At {int(kept[0]['replicates']):,} replicates, seed {kept[0]['seed']}."
        return RESULTS[kept[0]["result"]], cell(statement.why_not) or run
    if statement.fails:
        return RESULTS["fails"], cell(statement.why_not)
    return "on demand", f"`python -m sim.claims ids=[{claim.id}]` runs its test."


def in_nulls(claim: Claim) -> str:
    """Return in how many draws of each model that knows less a claim holds; '' if it was not put.

    Examples
    --------
    >>> from sim.study.claims import claims
    >>> "4 of 12 with every parameter drawn" in in_nulls(claims()[0])
    True
    """
    told = [
        f"{row['held']} of {row['draws']} with {NULLS[row['null']]}"
        for row in _kept().get(claim.id, ())
    ]
    return f"In models that know less it holds in {'; '.join(told)}." if told else ""


def verdict_of_fact(fact: Fact) -> tuple[str, str]:
    """Return what became of a fact in a word, and the sentence that says more.

    Examples
    --------
    >>> from sim.study.patterns import facts
    >>> [verdict_of_fact(one)[0] for one in facts()[:2]]
    ['met', 'met']
    """
    if fact.cannot:
        return "no test", cell(fact.cannot)
    if fact.statement.fails:
        return "missed", cell(fact.statement.why_not)
    return "met", f"By a world's inputs: {cell(fact.by_input)}." if fact.by_input else ""


def verdict_of_expectation(statement: Statement) -> tuple[str, str]:
    """Return what became of what a world is expected to show, and the sentence that says more."""
    note = str(statement.words.get("note", ""))
    if statement.fails:
        return RESULTS["fails"], cell(statement.why_not)
    run = f"Held to by the tests {statement.described}." if statement.described else ""
    return RESULTS["holds"], " ".join(filter(None, (run, cell(note))))


def checks_of(statement: Statement) -> str:
    """Return a statement's arms and checks as two tables; '' without a test."""
    if not statement.checks:
        return ""
    arms = [
        [
            code(name),
            code(arm.world),
            ", ".join(code(f"{key}={value}") for key, value in arm.changes.items()) or "–",
            arm.branch or "–",
        ]
        for name, arm in statement.arms.items()
    ]
    checks = [
        [code(check.arm.text), code(check.measure.text), cell(_wanted(check))]
        for check in statement.checks
    ]
    return "\n\n".join(
        [
            table(["arm", "world", "changes", "from"], arms),
            table(["of", "measure", "wanted"], checks),
        ]
    )


def _wanted(check: Check) -> str:
    """Return what a check asks for, in words."""
    nothing = Estimate(_NAN, _NAN, _NAN, _NAN, 0)
    return describe_check(Finding(check, nothing, met=False))
