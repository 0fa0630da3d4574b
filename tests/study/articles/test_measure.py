"""What changes without an article is measured under the same luck, and told in full."""

import pandas as pd
import pytest

import sim
from sim.errors import SimError
from sim.study.articles import CONTRAST, OUTCOMES, PARTS, leave_out, report, row
from sim.study.claims import ARTICLES, claims
from tests.report.whole import check_page

FEW = {"replicates": 40, "seed": 3, "threads": 1}


@pytest.fixture(scope="module")
def found():
    return leave_out(**FEW)


def test_turns__are_none_each_and_all(found):
    assert [left.name for left in found.left] == ["none", *ARTICLES, "all"]
    assert found.left[0].lost == {"traits": 0, "series": 0, "parameters": 0}
    for left in found.left[1:-1]:
        assert 0 < sum(left.lost.values()) < sum(found.left[-1].lost.values())


def test_core_claims__counted_once_and_all_with_all(found):
    core = [claim for claim in claims() if claim.tier == "core"]
    assert found.left[0].core_claims == 0
    assert found.left[-1].core_claims == len(core)
    assert sum(left.core_claims for left in found.left[1:-1]) == sum(
        len({source[:3] for source in claim.statement.sources}) == 1 for claim in core
    )


def test_as_coded__is_the_contrast_of_the_two_worlds(found):
    sides = [sim.run(sim.load(name), 40, 3, threads=1).outcomes for name in CONTRAST]
    coded = found.contrast[found.contrast.article == "none"].set_index("outcome")
    for name in OUTCOMES:
        gap = sides[0][name] - sides[1][name]
        assert coded.value[name] == pytest.approx(gap.mean())
        assert coded.low[name] < coded.value[name] < coded.high[name]
    assert (coded.change == 0.0).all()


def test_change__is_the_difference_from_all_as_coded(found):
    rows = ["article", "part"]
    table = found.contrast.pivot(index=rows, columns="outcome", values="value")
    moved = found.contrast.pivot(index=rows, columns="outcome", values="change")
    coded = table.loc["none", "whole"]
    pd.testing.assert_frame_equal(moved, table - coded, check_exact=False)
    assert len(table) == 1 + 6 * len(PARTS)
    shown = found.facts.pivot(index="article", columns="fact", values="value")
    change = found.facts.pivot(index="article", columns="fact", values="change")
    pd.testing.assert_frame_equal(change, shown - shown.loc["none"], check_exact=False)
    assert (change.loc["all"].abs() > 0.0).any()


def test_overrides__stay_whatever_is_left_out():
    still = leave_out(["000"], **FEW, overrides={"switches.loyalty_contest": False})
    assert [left.name for left in still.left] == ["none", "000"]
    bids = still.contrast[still.contrast.outcome.str.startswith("bid_mean")]
    assert (bids.value == 0.0).all()


def test_report__holds_every_number(found, tmp_path):
    page = report(found, tmp_path, changed="a change")
    check_page(page)
    text = page.with_suffix(".md").read_text(encoding="utf-8")
    assert "40 replicates a world were run, seed 3" in text
    assert "changed in all: a change." in text
    assert all(f"| {left.name} |" in text for left in found.left)
    rows = pd.read_csv(tmp_path / "articles.csv", dtype={"article": str})
    assert set(rows.kind) == {"count", "fact", "contrast"}
    assert len(rows) == 7 * 4 + len(found.contrast) + len(found.facts)
    drawn = tmp_path / "figures" / "articles.svg"
    assert drawn.is_file()
    assert (tmp_path / "figures" / "articles.png").stat().st_size > 10_000


def test_row__counts_facts_that_move_and_leaves_out_those_by_input(found):
    none, everything = row(found, found.left[0]), row(found, found.left[-1])
    assert none["facts_moved"] == none["fact_change"] == 0
    assert everything["facts_moved"] > 0
    by_input = found.facts[found.facts.by_input].fact.nunique()
    assert everything["facts"] == found.facts.fact.nunique() - by_input


def test_one_replicate__is_refused():
    with pytest.raises(SimError, match="found 1"):
        leave_out(replicates=1, seed=1)
