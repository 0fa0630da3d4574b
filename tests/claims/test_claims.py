"""One test a core claim: its contrast finds what is stated, or fails for the reason given.

All arms run once, each world once, under one luck; a claim known to fail is expected to.
"""

from pathlib import Path

import pytest

from sim.methods.statement import evaluate
from sim.study.claims import claims, expectations

ROOT = Path(__file__).parents[2]

TABLE = claims()
CORE = [claim for claim in TABLE if claim.tier == "core"]
EXPECTED = [one for one in expectations() if one.checks]

#: The run that reasons in the table are of: verdicts are for its replicates and its seed.
(RUN,) = {one.described for one in (*(claim.statement for claim in TABLE), *EXPECTED)}
REPLICATES, SEED = RUN.replicates, RUN.seed


def _params(items, reason, label):
    return [
        pytest.param(
            label(item),
            marks=[pytest.mark.xfail(reason=reason(item), strict=True)] if reason(item) else [],
        )
        for item in items
    ]


@pytest.fixture(scope="module")
def of_claims():
    found = evaluate([claim.statement for claim in CORE], replicates=REPLICATES, seed=SEED)
    return {verdict.statement.id: verdict for verdict in found}


@pytest.fixture(scope="module")
def of_worlds():
    found = evaluate(EXPECTED, replicates=REPLICATES, seed=SEED)
    return {verdict.statement.place: verdict for verdict in found}


def _said(verdict):
    return "; ".join(
        f"{finding.check.arm.text}: {finding.found}"
        for finding in verdict.findings
        if not finding.met
    )


@pytest.mark.slow
@pytest.mark.parametrize("claim", _params(CORE, lambda c: c.statement.fails, lambda c: c.id))
def test_core_claim__holds(of_claims, claim):
    assert of_claims[claim].holds, _said(of_claims[claim])


@pytest.mark.slow
@pytest.mark.parametrize("place", _params(EXPECTED, lambda s: s.fails, lambda s: s.place))
def test_expectation_of_a_world__holds(of_worlds, place):
    assert of_worlds[place].holds, _said(of_worlds[place])


# The table. -------------------------------------------------------------------------------------


def test_table__accounts_for_every_claim():
    assert [claim.id for claim in TABLE] == [f"C{number:03d}" for number in range(1, 199)]
    assert len(CORE) == 96
    for claim in TABLE:
        ways = [bool(claim.statement.checks), bool(claim.served_by), bool(claim.cannot)]
        assert sum(ways) == 1, claim.id


def test_core_claim__sets_arms_against_one_another():
    for claim in CORE:
        assert any(check.paired for check in claim.statement.checks), claim.id


def test_claim__is_served_by_one_that_is_tested():
    by_id = {claim.id: claim for claim in TABLE}
    for claim in TABLE:
        for other in claim.served_by:
            assert by_id[other].statement.checks, claim.id


def test_sources__are_paragraphs_of_the_article_that_the_claim_is_filed_under():
    for claim in TABLE:
        for source in claim.statement.sources:
            article, paragraph = source.split(" P")
            assert article in ("000", "001", "002", "003", "004"), claim.id
            assert paragraph.isdigit(), claim.id
        assert f"article_{claim.article}" in claim.statement.place, claim.id


def test_every_mechanism__owns_a_claim():
    from sim.spec.switches import SWITCHES

    named = {name for claim in TABLE for name in claim.mechanisms}
    assert named == set(SWITCHES)


def test_reason__is_given_in_words_where_a_test_fails():
    for claim in TABLE:
        assert not claim.statement.fails or len(claim.statement.fails) > 40, claim.id
