"""What the page tells: probabilities, ablations, shares that add up, two forecasts."""

import dataclasses
import re

import numpy as np
import pytest

from sim.analysis import Interval
from sim.errors import SimError
from sim.methods.statement import Finding, Verdict, fact_of, read_statements
from sim.methods.statement.decide import is_met, is_open
from sim.methods.statement.estimate import Estimate
from sim.methods.statement.fact import FACT as FIELDS
from sim.study.patterns import (
    QUESTIONS,
    FactScore,
    Scores,
    ablate,
    counts,
    fact_table,
    facts,
    report,
    score_facts,
    score_forecasts,
    shapley,
)
from tests.report.whole import check_page

FACTS = [fact for fact in facts() if fact.pattern is not None]
FEW = {"replicates": 60, "seed": 1, "threads": 1}


@pytest.fixture(scope="module")
def scores():
    return score_facts(FACTS, **FEW)


@pytest.fixture(scope="module")
def shares():
    return shapley(orders=4, replicates=20, seed=1, threads=1)


def test_probability__is_the_share_of_replicates_that_show_the_pattern(scores):
    assert [one.fact.id for one in scores] == [fact.id for fact in FACTS]
    for one in scores:
        assert 0.0 <= one.probability.low <= one.probability.value <= one.probability.high <= 1.0
        assert round(60 * one.probability.value, 9) == round(60 * one.probability.value)


def test_probability__with_overrides_is_that_of_the_changed_world(scores):
    before = {one.fact.id: one for one in scores}
    found = {
        one.fact.id: one
        for one in score_facts(FACTS, **FEW, overrides={"switches.history_dispute": False})
    }
    # No ruling strikes without the mechanism: the fact that rulings go on cannot show.
    assert before["E23"].probability.value == 1.0
    assert found["E23"].probability.value == 0.0


def test_ablation__has_a_row_a_mechanism_and_none_as_it_is(scores):
    known = [fact for fact in FACTS if fact.id in ("E01", "E23")]
    found = ablate(known, **FEW)
    assert found.probability.shape == (21, 2)
    assert found.probability.loc["none", "E01"] == next(
        one.probability.value for one in scores if one.fact.id == "E01"
    )
    assert found.change.loc["history_dispute", "E23"] == -1.0
    assert (found.se >= 0.0).all().all()
    assert found.change.loc["vacuum", "E23"] == 0.0


def test_shares__add_up_to_what_is_shared_out(shares):
    assert len(shares.table) == 20
    for question in QUESTIONS:
        total = shares.all_on[question] - shares.all_off[question]
        assert shares.whole[question] == pytest.approx(total)
        assert shares.table[question].sum() == pytest.approx(total)
        assert (shares.table[f"{question}_se"] >= 0.0).all()
    assert np.isfinite(shares.table.to_numpy()).all()


def test_share__of_a_mechanism_that_does_nothing_is_0(shares):
    # No president acts for another before December 2016, and none is asked about then: what the
    # vacuum adds to the recovery comes through 2016-17 alone and is small beside the whole.
    assert abs(shares.table.loc["vacuum", "recovery"]) < 0.1 * abs(shares.whole["recovery"]) + 0.02
    assert shares.orders == 4
    assert shares.replicates == 20


def test_forecast__is_made_twice():
    found = score_forecasts(**FEW)
    assert [one.statement.id for one in found] == [f"F{number:02d}" for number in range(1, 11)]
    first = found[0]
    assert first.by_input
    assert first.probability["prior"].value == first.probability["coded"].value == 1.0
    assert any(one.probability["prior"].value != one.probability["coded"].value for one in found)


def scored(known, value, low, high, **check):
    """A fact with one check: what was found of it, and the probability of its pattern."""
    check = dataclasses.replace(known.statement.checks[0], **check)
    found = Estimate(value, low, high, np.nan, 60)
    finding = Finding(check, found, is_met(check, found), is_open(check, found))
    shown = Interval(0.65, 0.06, 0.54, 0.75)
    return FactScore(known, Verdict(known.statement, (finding,)), shown)


@pytest.mark.parametrize(
    ("share", "result", "wanted"),
    [(0.60, "met", 0.60), (0.70, "undecided", 0.70), (0.80, "missed", 0.80)],
)
def test_fact__is_met_undecided_or_missed_by_its_interval(share, result, wanted):
    one = scored(FACTS[0], 0.65, 0.54, 0.75, share=share)
    assert (one.result, one.share_wanted, one.decided_by) == (result, wanted, "")
    assert counts([one])["calibration"][:] == (result == "met", result == "undecided", 1)


def test_fact__that_another_number_decides_says_which():
    one = scored(FACTS[0], 0.51, 0.40, 0.62, share=0.7)
    assert np.isnan(one.share_wanted)
    assert one.decided_by == (
        "Decided by from 2018 to 2020 in 70% of runs or more: found 51.0% of runs (40.0 to 62.0)."
    )
    table = fact_table([one])
    assert table["decided_by"].tolist() == [one.decided_by]
    assert table["result"].tolist() == ["missed"]


def test_page__says_undecided_and_how_many_would_decide(tmp_path):
    one = scored(FACTS[0], 0.65, 0.54, 0.75, share=0.7)
    page = report(Scores([one], [], None, None, None, 60, 1), tmp_path / "page")
    check_page(page)
    text = page.with_suffix(".md").read_text(encoding="utf-8")
    assert "| undecided; about" in text
    assert re.search(r"about \d+ would decide", text)
    assert "calibration: **0 of 1, 1 undecided**" in text


def test_page__tells_all_that_was_scored(scores, shares, tmp_path):
    page = report(
        Scores(scores, score_forecasts(**FEW), None, None, shares, 60, 1, "switches.vacuum=False"),
        tmp_path / "page",
        [("E36", "Descriptive.")],
    )
    check_page(page)
    text = page.with_suffix(".md").read_text(encoding="utf-8")
    for fact in FACTS:
        assert f"| {fact.id} |" in text
    for words in ("does not predict", "Descriptive.", "switches.vacuum=False", "seed 1"):
        assert words in text
    made = {path.relative_to(page.parent).as_posix() for path in page.parent.rglob("*.*")}
    assert {"facts.csv", "shapley.csv", "figures/facts.png", "figures/shapley.svg"} <= made
    for picture in ("facts", "shapley"):
        assert f"](figures/{picture}.png)" in text


FACT = """
statements:
  - id: E99
    says: Something.
    source: [001 P3]
    use: calibration
    mechanisms: [mediation]
    pattern: first(trust) > 0
    test: {arms: {history: {}}, checks: [{measure: first(trust), arm: history, above: 0}]}
"""


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("use: calibration", "use: calibrated", "did you mean 'calibration'"),
        ("[mediation]", "[mediaton]", "did you mean 'mediation'"),
        ("pattern: first(trust) > 0", "pattern: first(truth) > 0", "did you mean 'trust'"),
        ("    pattern: first(trust) > 0\n", "", "test and pattern, or cannot"),
        ("says: Something.", "says: Something.\n    notes: x", "did you mean 'note'"),
    ],
)
def test_fact__with_a_fault_says_so(tmp_path, old, new, said):
    assert old in FACT
    path = tmp_path / "facts.yaml"
    path.write_text(FACT.replace(old, new), encoding="utf-8")
    with pytest.raises(SimError, match=said):
        [fact_of(one) for one in read_statements(path, world="baseline_hindcast", words=FIELDS)]
