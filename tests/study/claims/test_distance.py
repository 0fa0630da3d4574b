"""The distance to nulls: counted down the table, said on the page, and shipped with the model."""

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

import sim.spec
from sim.plots import null_counts
from sim.report.page import part
from sim.spec.version import KERNEL_HASH
from sim.study.claims.distance import (
    COLUMNS,
    TABLE,
    distances,
    in_nearly_any,
    in_this_one,
    per_draw,
)
from sim.study.claims.null import NULLS
from sim.study.claims.null_section import against_nulls
from sim.study.claims.table import claims
from tests.study.claims.counted import headline_numbers, recounted

SHIPPED = Path(sim.spec.__file__).parent / TABLE
CORE = [claim for claim in claims() if claim.tier == "core"]


def made(*rows):
    """Return a table from (claim, tier, kind, result in the model, letters by null)."""
    lines = [
        {
            "claim": claim,
            "tier": tier,
            "kind": kind,
            "owner": "thaw",
            "result": result,
            "null": null,
            "draws": len(letters),
            "held": letters.count("h"),
            "undecided": letters.count("u"),
            "failed": letters.count("f"),
            "share": letters.count("h") / len(letters),
            "by_draw": letters,
            "replicates": 30,
            "seed": 1,
            "model": KERNEL_HASH,
        }
        for claim, tier, kind, result, *by_null in rows
        for null, letters in zip(NULLS, by_null, strict=True)
    ]
    return pd.DataFrame(lines, columns=list(COLUMNS))


def page(found):
    """What the page says of these nulls."""
    return part("claims_nulls", {"nulls": against_nulls(claims(), found)})


TEN = "hhhhhhhhhf"
FOUND = made(
    ("C001", "core", "emergent", "holds", "hhhhhhhhhh", TEN, TEN),
    ("C003", "core", "direct", "holds", "fffffffffh", "uuuuuuuuuu", "ffffffffff"),
    ("C010", "core", "direct", "fails", "hhhhhhhhhh", "hhhhhhhhhh", "hhhhhhhhhh"),
    ("C002", "supporting", "emergent", "holds", "hhhhhhhhhh", TEN, TEN),
)


def test_distance__counts_core_claims_draw_by_draw():
    assert per_draw(FOUND, "priors").tolist() == [2] * 9 + [3]
    one = next(d for d in distances(FOUND) if (d.null, d.group) == ("priors", "all"))
    assert (one.model, one.claims, one.low, one.high) == (2, 3, 2, 3)
    assert one.mean == pytest.approx(2.1)
    assert one.as_many == 1.0
    assert one.in_sd == pytest.approx((2 - 2.1) / np.std([2] * 9 + [3], ddof=1))
    direct = next(d for d in distances(FOUND) if (d.null, d.group) == ("permuted", "direct"))
    assert np.isnan(direct.in_sd), "draws that do not vary have no spread to count in"
    assert "the draws do not vary" in page(made(FOUND_ROW))


FOUND_ROW = ("C001", "core", "emergent", "holds", "hh", "hh", "hh")


def test_ends__are_what_holds_in_the_model_and_nearly_everywhere_or_hardly_anywhere():
    assert in_nearly_any(FOUND) == ["C001"]
    assert in_this_one(FOUND) == ["C003"]
    text = page(FOUND)
    first, second = text.split("### Hold in this one")
    assert "C001: " in first
    assert "C001: " not in second
    assert "C003: " in second
    assert "None." in page(made(("C001", "core", "emergent", "fails", "hh", "hh", "hh")))


def test_supporting_claims__count_where_there_are_no_core_ones():
    one = distances(FOUND[FOUND["tier"] == "supporting"])[0]
    assert (one.group, one.model, one.claims) == ("all", 1, 1)


def test_picture__has_a_panel_a_kind_a_dot_a_draw_and_the_model():
    kinds = {"emergent": 1, "direct": 2}
    fig = null_counts(
        {kind: {null: per_draw(FOUND, null, kind).tolist() for null in NULLS} for kind in kinds},
        {"emergent": 1, "direct": 1},
        kinds,
        tier="core",
        replicates=30,
        seed=1,
    )
    assert [axes.get_gid() for axes in fig.axes] == ["nulls.emergent", "nulls.direct"]
    for axes in fig.axes:
        dots = [line for line in axes.lines if line.get_marker() == "o"]
        assert len(dots) == 10 * len(NULLS)
        places = {(float(one.get_xdata()[0]), float(one.get_ydata()[0])) for one in dots}
        assert len(places) == len(dots), "no dot hides another"
        low, high = axes.get_ylim()
        assert all(low < y < high for _, y in places)
    (caption,) = (text for text in fig.texts if text.get_gid() == "caption")
    assert "10 draws of each null, 30 replicates an arm, seed 1" in caption.get_text().replace(
        "\n", " "
    )


def test_headline__says_what_the_table_says():
    text = page(FOUND)
    for null in NULLS:
        numbers, model, count = recounted(FOUND, null)
        assert headline_numbers(text)[null][:4] == numbers
        assert f"**{model} of {count} core claims hold in the model**" in text


# The table that ships. --------------------------------------------------------------------------

RENEW = "run python -m sim.claims tier=core nulls=12 ship=true"


@pytest.fixture(scope="module")
def shipped():
    assert SHIPPED.is_file(), f"sim/spec/{TABLE} is missing: {RENEW}"
    return pd.read_csv(SHIPPED, dtype={"model": str, "by_draw": str})


def test_shipped_table__is_of_this_model(shipped):
    assert list(shipped.columns) == list(COLUMNS), RENEW
    assert set(shipped["model"]) == {KERNEL_HASH}, f"of another model: {RENEW}"


def test_shipped_table__has_every_core_claim_and_null_once(shipped):
    wanted = [(claim.id, null) for claim in CORE for null in NULLS]
    assert list(zip(shipped["claim"], shipped["null"], strict=True)) == wanted, RENEW
    by_id = {claim.id: claim for claim in CORE}
    assert all(row["kind"] == by_id[row["claim"]].kind for row in shipped.to_dict("records"))
    assert shipped["draws"].min() >= 12
    (run,) = {claim.statement.described for claim in CORE}
    assert set(shipped["replicates"]) == {run.replicates}
    assert set(shipped["seed"]) == {run.seed}


def test_shipped_table__adds_up(shipped):
    numbers = shipped[["held", "undecided", "failed"]]
    assert (numbers.sum(axis=1) == shipped["draws"]).all()
    assert (shipped["by_draw"].str.count("h") == shipped["held"]).all()
    assert (shipped["by_draw"].str.len() == shipped["draws"]).all()
    assert np.allclose(shipped["share"], shipped["held"] / shipped["draws"])


def test_shipped_table__finds_in_the_model_what_the_claims_state(shipped):
    """A core claim holds there unless its entry says why it does not."""
    results = dict(zip(shipped["claim"], shipped["result"], strict=True))
    for claim in CORE:
        assert (results[claim.id] == "holds") == (not claim.statement.fails), claim.id
