"""Tables over worlds, choices by leader, endings."""

import dataclasses
import json

import numpy as np
import pytest

from sim.analysis import (
    TRIANGLE_TYPES,
    differences,
    effects_against,
    endings,
    level_shares,
    mc_se,
    option_table,
    prob_ci,
    rate_per_decade,
    summary,
)
from sim.errors import UnknownName
from sim.runner import run
from sim.scenario import load
from sim.spec.outcomes import OUTCOME_FIELDS
from tests.analysis.made import OPTIONS, made_results


def test_summary__has_a_row_for_each_world_and_outcome():
    table = summary(made_results())
    assert len(table) == 2 * len(OUTCOME_FIELDS)
    assert table.query("kind != 'flag' and kind != 'count'")["probability"].isna().all()


def test_summary__row_by_hand():
    results = made_results()
    values = results.outcomes.query("point == 1")["settlements"].to_numpy()
    row = summary(results, ["settlements"]).iloc[1]
    assert row["mean_se"] == pytest.approx(mc_se(values))
    share = prob_ci(int(np.sum(values > 0)), len(values))
    assert (row["probability"], row["probability_low"]) == (share.value, share.low)


def test_summary__names_the_nearest_outcome():
    with pytest.raises(UnknownName, match="did you mean 'settlements'"):
        summary(made_results(), ["setlements"])


def test_effects_against__leave_out_another_window():
    results = made_results(("second_trump_term", "neglect", "baseline_hindcast"))
    longer = dataclasses.replace(results.worlds[2], first=results.worlds[2].first - 12)
    results.worlds[2] = longer
    effects = effects_against(results, "second_trump_term")
    assert list(effects) == ["neglect"]
    table = differences(effects)
    assert set(table["scenario"]) == {"neglect"}
    assert set(table["reference"]) == {"second_trump_term"}
    assert len(table) == len(OUTCOME_FIELDS)


def test_effects_against__name_points_of_one_scenario_by_what_differs():
    results = made_results(("neglect",) * 4)
    changed = [{}, {"traits.rivalry": 0.2}, {"switches.thaw": False}, {"traits.rivalry": 0.8}]
    results.points["overrides"] = [json.dumps({"months": 24} | one) for one in changed]
    effects = effects_against(results, 0)
    assert list(effects) == ["rivalry=0.2", "rivalry as it is, thaw=false", "rivalry=0.8"]
    assert {effect.base for effect in effects.values()} == {"rivalry as it is"}
    assert {effect.shared for effect in effects.values()} == {"neglect, months=24"}
    assert [effect.alternative for effect in effects.values()] == list(effects)


def test_effects_against__keep_points_asked_alike_apart():
    results = made_results(("neglect",) * 3)
    assert list(effects_against(results, 0)) == ["neglect (point 1)", "neglect (point 2)"]


def test_summary__names_points_by_what_differs():
    results = made_results(("neglect", "neglect"))
    results.points["overrides"] = ['{"traits.rivalry": 0.2}', '{"traits.rivalry": 0.8}']
    assert summary(results, ["summits"])["name"].tolist() == ["rivalry=0.2", "rivalry=0.8"]


def test_differences__of_a_lone_world_are_none():
    results = made_results(("neglect",))
    assert differences(effects_against(results, "neglect")).empty


def test_rate_per_decade__scales_counts_and_error():
    counts = np.random.default_rng(1).poisson(3.0, 1_000)
    found = rate_per_decade(counts, 24)
    assert found.value == pytest.approx(counts.mean() * 5)
    assert found.high - found.value == pytest.approx(1.959964 * found.se)
    assert found.se == pytest.approx(5 * mc_se(counts))


def test_option_table__splits_months_by_leader_in_office():
    results = made_results()
    table = option_table(results, 0, capital="washington")
    shares = level_shares(results, "choice_usa_loyalty", 0)
    loyal = table.query("instrument == 'usa_loyalty' and option == 'reward'").set_index("leader")
    # Biden holds the first six months of the made world, Trump the rest.
    assert loyal.loc["biden", "share"] == pytest.approx(shares[1].iloc[:6].mean())
    assert loyal.loc["trump_2", "share"] == pytest.approx(shares[1].iloc[6:].mean())
    assert loyal["months"].to_dict() == {"biden": 6, "trump_2": 18}
    assert (loyal["se"] > 0.0).all()


def test_option_table__shares_of_a_menu_sum_to_one():
    table = option_table(made_results(), 0)
    assert set(table["instrument"]) == set(OPTIONS)
    sums = table.groupby(["instrument", "leader"])["share"].sum()
    assert sums.tolist() == pytest.approx([1.0] * len(sums))


def test_endings__report_state_and_persistence_together():
    results = made_results()
    table = endings(results, 0)
    assert tuple(table.index) == TRIANGLE_TYPES
    assert table["share"].sum() == pytest.approx(1.0)
    rows = results.outcomes.query("point == 0 and triangle_final == 2")
    assert table.loc["stable marriage", "months_median"] == rows["triangle_persistence"].median()


def test_endings__say_nothing_of_how_long_an_end_held_that_never_came():
    results = made_results()
    results.outcomes["triangle_final"] = 2.0
    table = endings(results, 0)
    assert table.loc["unit veto", "share"] == 0.0
    assert np.isnan(table.loc["unit veto", "months_median"])


def test_summary__of_an_outcome_of_ones_own_is_of_the_replicates_with_an_answer():
    own = {
        "when": {"measure": "first_month(relation_jpn_kor < 0.2)", "unit": "month"},
        "never": "first_month(relation_jpn_kor > 2)",
        "fell": "low(relation_jpn_kor) < 0.2",
    }
    results = run(load("neglect").replace(months=12), 200, 1, outcomes=own)
    table = summary(results).set_index("outcome")
    assert list(table.index) == [*OUTCOME_FIELDS, *own]
    answers = results.outcomes["when"].dropna()
    assert table.loc["when", "replicates"] == len(answers) == results.outcomes["fell"].sum()
    assert table.loc["when", "mean"] == answers.mean()
    assert table.loc["never", "replicates"] == 0
    assert np.isnan(table.loc["never", ["mean", "median", "q05"]].astype(float)).all()
    assert table.loc["fell", "probability"] == len(answers) / 200
