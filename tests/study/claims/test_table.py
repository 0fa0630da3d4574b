"""The table of claims: read whole, or refused in one line; counts and rows tell what became."""

import dataclasses

import numpy as np
import pytest

from sim.errors import SimError
from sim.methods.statement import Described, Finding, Verdict
from sim.methods.statement.estimate import Estimate
from sim.study.claims import claims, counts, report
from sim.study.claims.report import rows
from sim.study.wording import about_more, describe_check, describe_estimate
from tests.report.whole import check_page

ENTRY = """
statements:
  - id: C001
    says: Brokerage helps.
    source: [000 P18]
    tier: core
    mechanisms: [mediation]
    sign: "+"
    kind: emergent
    test:
      arms: {on: {}, off: {set: {switches.mediation: false}}}
      checks:
        - {measure: mean(relation_jpn_kor), arm: on - off, above: 0}
        - {measure: mean(effort), arm: "off", within: 0.01}
  - id: C002
    says: It helps Seoul too.
    source: [000 P18]
    tier: supporting
    mechanisms: [mediation]
    served_by: [C001]
  - id: C003
    says: It will always help.
    source: [000 P18]
    tier: supporting
    mechanisms: [mediation]
    cannot: Always is longer than any window.
"""


def lay(folder, text):
    (folder / "article_000.yaml").write_text(text, encoding="utf-8")
    return folder


def verdict(claim, met, value=0.2, *, undecided=False):
    estimate = Estimate(value, value - 0.1, value + 0.1, 2.0 * value, 500)
    return Verdict(
        claim.statement,
        tuple(Finding(check, estimate, met, undecided) for check in claim.statement.checks),
    )


@pytest.fixture
def known(tmp_path):
    return claims(lay(tmp_path, ENTRY))


def test_claims__are_read_with_their_fields(known):
    first, second, third = known
    assert (first.tier, first.kind, first.mechanisms, first.article) == (
        "core",
        "emergent",
        ("mediation",),
        "000",
    )
    assert second.served_by == ("C001",)
    assert third.cannot.startswith("Always")


@pytest.mark.parametrize(
    ("old", "new", "text"),
    [
        ("tier: core", "tier: main", "unknown tier 'main'"),
        ("kind: emergent", "kind: emergend", "did you mean 'emergent'"),
        ("mechanisms: [mediation]\n    sign", "mechanisms: [mediaton]\n    sign", "'mediation'"),
        ("mechanisms: [mediation]\n    sign", "mechanisms: []\n    sign", "a list of switches"),
        ("served_by: [C001]", "served_by: [C009]", "unknown claim 'C009'"),
        ("served_by: [C001]", "note: x", "field 'note'"),
        ("    served_by: [C001]\n", "", "wanted one of test, served_by, cannot"),
        ("served_by: [C001]", "served_by: [C001]\n    cannot: so", "wanted one of test"),
        ("arm: on - off, above", "arm: on, above", "wants a test that sets two arms"),
        ("- id: C003", "- id: C002", "stands there twice"),
    ],
)
def test_fault__is_said_with_its_place(tmp_path, old, new, text):
    assert old in ENTRY
    with pytest.raises(SimError, match=text) as found:
        claims(lay(tmp_path, ENTRY.replace(old, new)))
    assert "article_000.yaml" in str(found.value)


def test_folder__without_claims_is_refused(tmp_path):
    with pytest.raises(SimError, match="holds no claims"):
        claims(tmp_path)


def test_counts__tell_emergent_from_direct_and_see_surprises(known):
    first = known[0]
    found = counts(known, {"C001": verdict(first, met=True)})
    assert (found["claims"], found["core"], found["tested"]) == (3, 1, 1)
    assert (found["served"], found["cannot"]) == (1, 1)
    assert (found["expressed"], found["emergent"], found["direct"]) == (1, 1, 0)
    assert (found["failing"], found["surprising"]) == (0, 0)
    missed = counts(known, {"C001": verdict(first, met=False)})
    assert (missed["expressed"], missed["failing"], missed["surprising"]) == (0, 1, 1)
    foreseen = dataclasses.replace(
        first, statement=dataclasses.replace(first.statement, fails="It does not.")
    )
    again = counts([foreseen], {"C001": verdict(foreseen, met=False)})
    assert (again["failing"], again["surprising"]) == (1, 0)


def test_counts__keep_what_is_undecided_apart_and_find_it_no_surprise(known):
    first = known[0]
    for fails in ("", "It does not."):
        one = dataclasses.replace(
            first, statement=dataclasses.replace(first.statement, fails=fails)
        )
        found = counts(known, {"C001": verdict(one, met=False, value=0.05, undecided=True)})
        assert (found["expressed"], found["failing"], found["undecided"]) == (0, 0, 1)
        assert found["surprising"] == 0


def test_rows__are_one_a_check_and_one_for_each_claim_without(known):
    table = rows(known, {"C001": verdict(known[0], met=True)})
    assert table["claim"].tolist() == ["C001", "C001", "C002", "C003"]
    assert table["status"].tolist() == [
        "holds",
        "holds",
        "served by C001",
        "Always is longer than any window.",
    ]
    assert table["wanted"].tolist()[:2] == ["above 0", "within 0.01 of 0"]
    assert table["replicates"].tolist()[:2] == [500, 500]


def test_words__of_more_replicates(known):
    first = known[0]

    def more(value):
        return about_more(verdict(first, met=False, value=value, undecided=True), 500)

    # The second check wants most: its interval reaches 0.1 to a bound that lies 0.04 away.
    assert more(0.05) == "about 7,200 would decide"
    assert more(-0.05) == "about 7,200 would decide"
    assert more(0.0) == "how many would decide cannot be told"
    assert more(0.0001) == "10,000,000 would not decide"


@pytest.mark.parametrize(
    ("statistic", "text"),
    [
        ({}, "12.3 (11 to 13.5)"),
        ({"share": 0.5}, "1234.0% of runs (1100.0 to 1350.0)"),
    ],
)
def test_words__of_a_level_carry_no_sign_and_shares_their_interval(known, statistic, text):
    check = dataclasses.replace(known[0].statement.checks[1], **statistic)
    assert describe_estimate(Finding(check, Estimate(12.34, 11.0, 13.5, np.nan, 500), True)) == text


def test_words__of_findings(known):
    effect, alike = verdict(known[0], met=True).findings
    assert describe_estimate(effect) == "+0.200 (+0.100 to +0.300)"
    assert describe_check(alike) == "within 0.01 of 0"
    assert describe_estimate(None) == "–"
    none = dataclasses.replace(effect.found, value=np.nan)
    assert describe_estimate(dataclasses.replace(effect, found=none)) == "–"


def test_report__says_what_is_undecided_and_how_many_would_decide(known, tmp_path):
    found = {"C001": verdict(known[0], met=False, value=0.05, undecided=True)}
    page = report(known, found, tmp_path / "out", replicates=500, seed=3, pictures=False)
    check_page(page)
    text = page.with_suffix(".md").read_text(encoding="utf-8")
    for words in (
        "0 fail and 1 are undecided at 500 replicates",
        "## What 500 replicates leave undecided",
        "**Undecided** at 500 replicates; about 7,200 would decide (emergent).",
        "| C001 | core | above 0 | +0.050 (−0.050 to +0.150) | about 4,100 would decide |",
        "| `mediation` | 1 | 0 | 0 | 0 | 1 |",
    ):
        assert words in text
    assert "## What fails" not in text
    assert rows(known, found)["status"].tolist()[:2] == ["undecided", "undecided"]


def test_report__names_every_claim_and_each_reason(known, tmp_path):
    foreseen = dataclasses.replace(
        known[0],
        statement=dataclasses.replace(
            known[0].statement, fails="It does not.", described=Described(2_000, 1)
        ),
        argues="It was proposed otherwise.",
    )
    page = report(
        [foreseen, *known[1:]],
        {"C001": verdict(foreseen, met=False)},
        tmp_path / "out",
        replicates=500,
        seed=3,
        changed="parameters.bid_gain=0",
    )
    check_page(page)
    text = page.with_suffix(".md").read_text(encoding="utf-8")
    for words in (
        "500 replicates an arm, seed 3",
        "parameters.bid_gain=0",
        "## What fails",
        "Does not hold at 2,000 replicates, seed 1, as shipped: It does not.",
        "Threshold, argued at 2,000 replicates, seed 1, as shipped: It was proposed otherwise.",
        "Covered by C001",
        "Cannot be simulated: Always",
        "`switches.mediation=False`",
    ):
        assert words in text
    made = {path.relative_to(page.parent).as_posix() for path in page.parent.rglob("*.*")}
    assert {"claims.csv", "claims.md", "claims.html", "figures/effects_000.png"} <= made
