"""The score of a hindcast: fair to all, blind to what is held out, right where truth is known."""

import doctest
import importlib
import pkgutil

import numpy as np
import pandas as pd
import pytest

import sim.methods.scoring
from sim.analysis.log_score import log_score
from sim.methods.parts import Parts
from sim.methods.scoring import MEASURES, NOT_SCORED, RIVALS, score_observed
from sim.methods.scoring.contender import Scorer
from sim.methods.scoring.forecast import Sums, block_of, draws_of, observe, predictors
from sim.methods.scoring.markov import two_states
from sim.methods.scoring.point import HELD_OUT, POOLED, points_of
from sim.methods.scoring.rival import leaders_only, persistence
from sim.methods.scoring.score_table import MODEL, differences, score_table, together
from sim.methods.scoring.scored_points import ScoredPoints
from sim.spec.preferences import DYADS
from sim.spec.switches import SWITCHES
from tests.methods.scoring.made import WORLD, knowing, made

KEPT = ("mediation", "hub_and_spokes")
MODULES = [
    f"{sim.methods.scoring.__name__}.{found.name}"
    for found in pkgutil.iter_modules(sim.methods.scoring.__path__)
]


@pytest.mark.parametrize("name", [name for name in MODULES if not name.endswith("observed_score")])
def test_examples__run_as_shown(name):
    assert doctest.testmod(importlib.import_module(name)).failed == 0


SCORED = ScoredPoints({"tone": points_of("tone", WORLD)})


def scores_of(paths):
    """Tables of the model, whose paths are given, and of its rivals."""
    scorer = Scorer(SCORED, 60, 1)
    return {
        MODEL: scorer.of_paths(MODEL, Sums.of(paths)),
        "persistence": scorer.of_rival("persistence", persistence, inside=False),
        "leaders_only": scorer.of_rival("leaders_only", leaders_only, inside=True),
        "two_state_markov": scorer.of_rival("two_state_markov", two_states, inside=False),
    }


def test_sums__average_the_months_of_a_point():
    sums = Sums.of(made(lambda dyad, month: month % 12 / 100.0, spread=0.0))
    points = points_of("conflict_share", WORLD)
    row = points[(points["dyad"] == "JPN-KOR") & (points["time"] == "2014Q2")]
    assert sums.mean("relation_jpn_kor", row)[:, 0] == pytest.approx(0.04)
    assert sums.total("choice_prk_posture", row)[:, 0] == pytest.approx(3.0)


def test_predictors__hold_grievance_for_japan_and_korea_alone():
    points = points_of("opinion", WORLD)
    points = points[points["inside"]]
    x = predictors(Sums.of(made(lambda dyad, month: 0.3)), points, MEASURES["opinion"])
    assert x.shape == (60, len(points), 2)
    own = (points["dyad"] == "JPN-KOR").to_numpy()
    assert x[:, own, 1] == pytest.approx(0.5)
    assert (x[:, ~own, 1] == 0.0).all()


def test_forecast__does_not_see_what_it_is_scored_on():
    points = points_of("tone", WORLD)
    sums, measure = Sums.of(knowing()), MEASURES["tone"]
    changed = points.assign(y=points["y"].where(points["block"] != "2014", -9.0))
    found = [
        observe(sums, block_of(rows, "2014"), measure, draws_of(1, "tone", "2014"))[0].members
        for rows in (points, changed)
    ]
    assert (found[0] == found[1]).all()
    for rival in (persistence, leaders_only, two_states):
        sure = []
        for rows in (points, changed):
            block = block_of(rows, "2014")
            sure.append(rival(block.train, block.test, 20, np.random.default_rng(1)).members)
        assert (sure[0] == sure[1]).all()


def test_forecast__does_not_see_what_comes_after_2015():
    points = points_of("opinion", WORLD)
    changed = points.assign(y=points["y"].where(points["last"] < 2016 * 12, 0.99))
    sums = Sums.of(made(lambda dyad, month: DYADS.index(dyad) / 20.0))
    found = [
        observe(sums, block_of(rows, "2014"), MEASURES["opinion"], draws_of(1, "a", "b"))[1]
        for rows in (points, changed)
    ]
    assert found[0] == found[1]


def test_model_that_knows__beats_its_rivals_and_is_said_to():
    scores = scores_of(knowing())
    table = differences(SCORED, scores).set_index(["dyad", "block", "rival"])
    for rival in ("persistence", "leaders_only", "two_state_markov"):
        row = table.loc[(POOLED, HELD_OUT, rival)]
        assert row["high"] < 0.0 < row["log_low"]
        assert row["better"] == row["log_better"] == MODEL
        assert 0.0 < row["skill_low"] < row["skill"] < min(1.0, row["skill_high"])
    table = score_table(scores).set_index(["dyad", "block", "contender"])
    assert table.loc[(POOLED, HELD_OUT, MODEL), "rank_correlation"] > 0.95
    assert np.isnan(table.loc[(POOLED, HELD_OUT, "persistence"), "rank_correlation"])


def test_model_upside_down__gains_nothing_from_it():
    straight, turned = knowing(), knowing()
    for name in turned:
        if str(name).startswith("relation"):
            turned[name] = -turned[name]
    lines = together(scores_of(turned), "lines")
    assert (lines["relation"] < 1e-6).all()
    assert (together(scores_of(straight), "lines")["relation"] > 1.0).all()


def test_ranks__follow_relations_without_a_line():
    measures = ("tone", "conflict_share_year")
    scored = ScoredPoints({name: points_of(name, WORLD) for name in measures})
    ranks = Scorer(scored, 60, 1).of_paths(MODEL, Sums.of(knowing()))["ranks"]
    moved = ranks[ranks["measure"] == "tone"].set_index("dyad")["rank_correlation"]
    assert moved.to_numpy() == pytest.approx(1.0)
    assert ranks.loc[ranks["dyad"] == "levels", "n"].tolist() == [10]


def test_differences__are_paired_with_the_table():
    kept = scores_of(knowing())
    scores = score_table(kept).set_index(["dyad", "block", "contender"])
    table, log = scores["crps"], scores["log_score"]
    row = (
        differences(SCORED, kept)
        .set_index(["dyad", "block", "rival"])
        .loc[("JPN-KOR", "2014", "persistence")]
    )
    assert row["difference"] == pytest.approx(
        table[("JPN-KOR", "2014", MODEL)] - table[("JPN-KOR", "2014", "persistence")]
    )
    assert row["log_difference"] == pytest.approx(
        log[("JPN-KOR", "2014", MODEL)] - log[("JPN-KOR", "2014", "persistence")]
    )


def test_rival_that_knows_more__is_better_by_both_scores():
    # The model is still, and a rival follows the figures.
    scores = scores_of(made(lambda dyad, month: 0.1))
    scores["knowing"] = Scorer(SCORED, 60, 1).of_paths("knowing", Sums.of(knowing()))
    row = differences(SCORED, scores).set_index(["dyad", "block", "rival"])
    row = row.loc[(POOLED, HELD_OUT, "knowing")]
    assert row["log_high"] < 0.0 < row["low"]
    assert row["better"] == row["log_better"] == "rival"
    assert row["skill_high"] < 0.0


def test_log_score__is_that_of_the_members_that_are_scored():
    scores = scores_of(knowing())
    table = score_table(scores).set_index(["dyad", "block", "contender"])
    points = points_of("tone", WORLD)
    for contender, rival in (("persistence", persistence), ("two_state_markov", two_states)):
        block = block_of(points, "2014")
        made_by = rival(block.train, block.test, 60, draws_of(1, "tone", "2014"))
        own = (block.test["dyad"] == "JPN-KOR").to_numpy()
        each = log_score(made_by.members, block.test["y"], (-10.0, 10.0))[own]
        row = table.loc[("JPN-KOR", "2014", contender)]
        assert row["log_score"] == pytest.approx(each.mean())
        assert row["log_score_low"] <= row["log_score"] <= row["log_score_high"]


@pytest.fixture(scope="module")
def scored():
    return score_observed(WORLD, 30, 1, ablations=False, threads=1)


def test_score__has_every_contender_on_the_same_points(scored):
    contenders = sorted(scored.table["contender"].unique())
    assert contenders == sorted([MODEL, *RIVALS])
    for _, rows in scored.table.groupby(["measure", "dyad", "block"]):
        assert rows["n"].nunique() == 1
        assert {MODEL, *RIVALS} - {"heider_balance"} <= set(rows["contender"])
    balance = scored.table[scored.table["contender"] == "heider_balance"]
    assert set(balance["measure"]) == set(MEASURES) - {"provocation"}


def test_score__keeps_what_is_later_out_of_what_is_held_out(scored):
    bands = scored.bands[scored.bands["contender"] == MODEL]
    late = bands[bands["block"] == "later"]
    assert set(late["measure"]) == {"opinion", "provocation"}
    table = scored.table[(scored.table["contender"] == MODEL) & (scored.table["dyad"] == POOLED)]
    counts = table.set_index(["measure", "block"])["n"]
    for measure in ("opinion", "provocation"):
        rows = bands[bands["measure"] == measure]
        assert counts[(measure, HELD_OUT)] == (rows["block"] != "later").sum()


def test_score__tells_swings_of_what_has_relations(scored):
    table = scored.swings
    assert set(table["contender"]) == {MODEL, "heider_balance"}
    assert set(table["measure"]) == {"conflict_share", "tone"}
    assert (table["ratio_low"] <= table["ratio"]).all()
    assert (table["ratio"] <= table["ratio_high"]).all()
    assert table["inside"].between(0.0, 1.0).all()


def test_score__bands_are_in_order_and_within_bounds(scored):
    cuts = scored.bands[["q05", "q25", "q50", "q75", "q95"]].to_numpy()
    assert (np.diff(cuts, axis=1) >= 0.0).all()
    for measure in MEASURES.values():
        rows = scored.bands[scored.bands["measure"] == measure.name]
        assert rows["q05"].min() >= measure.low
        assert rows["q95"].max() <= measure.high


def test_score__keeps_signs_and_says_what_it_cannot_score(scored):
    lines = scored.lines
    conflict = lines["measure"].str.startswith("conflict")
    assert (lines.loc[conflict, "relation"] <= 0.0).all()
    assert (lines.loc[~conflict, "relation"] >= 0.0).all()
    assert not (lines["grievance"] > 0.0).any()
    assert scored.attainable["most"].between(0.0, 1.0).all()
    assert all(what and why for what, why in NOT_SCORED)


@pytest.mark.slow
def test_score__takes_out_each_mechanism_that_is_on():
    few = WORLD.replace(**{f"switches.{name}": False for name in SWITCHES if name not in KEPT})
    found = score_observed(few, 10, 1, threads=1)
    without = {name for name in found.table["contender"] if name.startswith("without_")}
    assert without == {f"without_{name}" for name in KEPT}


def test_score__that_was_stopped_goes_on_from_finished_contenders(tmp_path, monkeypatch):
    module = importlib.import_module("sim.methods.scoring.observed_score")
    monkeypatch.setattr(module, "MEASURES", {"tone": MEASURES["tone"]})
    monkeypatch.setattr(module, "RATES", module.RATES[:1])
    few = WORLD.replace(**{f"switches.{name}": False for name in SWITCHES if name not in KEPT})
    ran, run = [], module.monthly_paths

    def score(parts, last=None):
        """Score, stopped before the run number `last`; return worlds that ran, and what is told."""
        ran.clear()

        def paths(world, *asked, **more):
            if len(ran) == last:
                raise KeyboardInterrupt
            ran.append(world.digest())
            return run(world, *asked, **more)

        monkeypatch.setattr(module, "monthly_paths", paths)
        told = []
        found = score_observed(few, 10, 1, threads=1, progress=told.append, parts=parts)
        return found, list(ran), told

    calm, worlds, _ = score(Parts())
    assert len(worlds) == 1 + len(KEPT)
    with pytest.raises(KeyboardInterrupt):
        score(Parts(tmp_path), 2)
    found, left, told = score(Parts(tmp_path))
    assert left == worlds[2:]
    assert (told[1].done, told[1].total, told[1].left) == (2, 3 + len(RIVALS), None)
    assert {one.unit for one in told} == {"contenders"}
    assert told[-1].done == told[-1].total
    again, none, _ = score(Parts(tmp_path))
    assert none == []
    for name in ("table", "differences", "bands", "lines", "attainable", "ranks", "swings"):
        whole = getattr(calm, name)
        assert len(whole), name
        pd.testing.assert_frame_equal(getattr(found, name), whole, check_exact=True)
        pd.testing.assert_frame_equal(getattr(again, name), whole, check_exact=True)
