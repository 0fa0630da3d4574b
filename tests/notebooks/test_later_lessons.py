"""What lessons 6 to 10 say in words is so in what they compute."""

import numpy as np
import pandas as pd
import pytest

import sim
from tests.notebooks.ladder import done

BRANCHES = "06_branches_and_attribution"
SENSITIVITY = "07_sensitivity_and_how_many_runs"
DISCOVERY = "08_discovery_and_history_matching"
OWN = "09_a_world_of_your_own"
TRAFFIC = "10_two_way_traffic"


# Lesson 6 ---------------------------------------------------------------------------------------


def test_branches__history_is_equal_before_the_branch_and_not_after():
    names = done(BRANCHES).names
    assert float(abs(names["before"]).max()) == 0.0
    after = names["gap"].sel(month=slice(names["BRANCH"], None))
    # Without a ruling every run is better off in the month of the branch.
    assert bool((after.isel(month=0) > 0.0).all())
    assert f"{names['effect'].first_month:%Y-%m}" == names["BRANCH"]


def test_branches__shares_add_up_and_changes_work_together():
    names = done(BRANCHES).names
    for table in (names["shares"], names["later"]):
        assert np.isclose(table["share"].sum(), table.attrs["difference"])
    assert names["shares"].index[0] == "events.court"
    assert (names["together"] > 0.01).sum() >= 2


def test_branches__the_pair_told_is_the_middle_one():
    names = done(BRANCHES).names
    gaps = names["final"]["alternative"] - names["final"]["base"]
    assert (gaps < gaps[names["middle"]]).sum() == len(gaps) // 2
    assert names["lived"][0].equals(names["lived"][1])
    assert not names["told"]["history"].equals(names["told"]["branch"])


# Lesson 7 ---------------------------------------------------------------------------------------


def test_sensitivity__a_pair_needs_fewer_runs_than_a_mean_and_a_tail_more():
    needed = done(SENSITIVITY).names["needed"]
    assert needed["paired difference"] < needed["mean"] < needed["0.1"]


def test_sensitivity__runs_stop_at_the_error_asked():
    names = done(SENSITIVITY).names
    assert names["error"] <= 0.02
    assert names["run"].replicates > names["REPLICATES"] // 10


def test_sensitivity__ranks_only_what_meets_no_other_interval():
    sobol = done(SENSITIVITY).names["sobol"].loc["jpn_kor_final"]
    for key, row in sobol.iterrows():
        others = sobol.drop(key)
        meets = (others["free_low"] <= row["free_high"]) & (others["free_high"] >= row["free_low"])
        sure = row["free_low"] > 0.0 and not meets.any()
        assert np.isnan(row["rank"]) != sure, key
        assert row["says"].startswith("decided" if sure else "undecided")
    assert sobol["rank"].isna().any()


def test_sensitivity__a_leader_not_yet_in_office_drives_nothing():
    by_month = done(SENSITIVITY).names["by_month"]
    one = by_month.xs("leaders.next_seoul.history_hard_line", level="key")
    # Seoul's next president takes office in June 2025 (scenarios/second_trump_term.yaml).
    assert (one.loc[:"2025-05", "ST"].dropna() == 0.0).all()
    assert (one.loc["2026-01":, "ST"] > 0.0).all()


def test_sensitivity__a_swing_is_that_of_two_runs():
    names = done(SENSITIVITY).names
    key = "leaders.next_seoul.history_hard_line"
    row = names["alone"].loc[key]
    ends = [
        sim.run(
            names["world"].replace(**{key: row[f"{end}_value"]}),
            names["alone"].attrs["replicates"],
            seed=names["SEED"],
        ).outcomes["jpn_kor_final"]
        for end in ("low", "high")
    ]
    assert row["swing"] == pytest.approx((ends[1] - ends[0]).mean(), rel=1e-9)
    assert row["se"] == pytest.approx((ends[1] - ends[0]).sem(), rel=1e-9)


# Lesson 8 ---------------------------------------------------------------------------------------


def test_discovery__the_box_is_worth_less_than_where_it_was_sought():
    names = done(DISCOVERY).names
    box = names["told"].boxes.iloc[0]
    assert box["sought_density"] > box["density"] > names["told"].share
    assert set(names["told"].limits.loc[0].index) <= set(
        names["told"].scores.index[names["told"].scores["clear"]]
    )


def test_discovery__what_is_ruled_out_lies_outside_by_more_than_three_errors():
    matched = done(DISCOVERY).names["matched"]
    low, high = matched.facts["low"], matched.facts["high"]
    beyond = np.maximum(low - matched.values, matched.values - high) / matched.errors
    out = (beyond > 3.0).any(axis=1)
    assert 0.0 < matched.ruled_out < 1.0
    assert out.to_numpy().tolist() == (matched.draws["state"] == "ruled out").tolist()


def test_discovery__all_facts_at_once_leave_nothing_and_kept_says_so():
    lesson = done(DISCOVERY)
    assert lesson.names["strict"].ruled_out == 1.0
    assert "draws are ruled out" in lesson.printed


def test_discovery__one_conclusion_holds_over_what_is_left_and_one_is_undecided():
    conclusions = done(DISCOVERY).names["conclusions"]
    assert conclusions.loc[("broker who cares", "kept"), "says"] == "positive"
    assert conclusions.loc[("no reward for loyalty", "kept"), "says"] == "undecided"


# Lesson 9 ---------------------------------------------------------------------------------------


def test_own_world__every_slip_is_one_line_that_names_file_line_and_field():
    printed = done(OWN).printed
    lines = [line for line in printed.splitlines() if line.startswith("  hawk_in_tokyo.yaml, line")]
    assert len(lines) == len(done(OWN).names["SLIPS"])
    assert "did you mean 'history_hard_line'?" in lines[0]
    assert "wanted a number in [0, 1]" in lines[1]
    assert "unknown key of sources.bib 'class_notes'" in printed


def test_own_world__parts_from_its_parent_when_the_leader_takes_office():
    names = done(OWN).names
    assert f"{names['effect'].first_month:%Y-%m}" == "2025-10"
    assert names["effect"]["jpn_kor_final"]["high"] < 0.0
    assert names["effect"]["first_summit"]["pairs"] < names["REPLICATES"]


def test_own_world__a_dated_ruling_takes_the_place_of_random_ones():
    names = done(OWN).names
    assert f"{names['second'].first_month:%Y-%m}" < "2026-03"
    assert names["second"]["court_rulings"]["alternative"] == 1.0
    assert names["second"]["court_rulings"]["base"] > 1.0


# Lesson 10 --------------------------------------------------------------------------------------


def test_traffic__sql_and_compare_agree():
    names = done(TRAFFIC).names
    row, ours = names["sql"].iloc[0], names["ours"]
    for column in ("difference", "se"):
        assert row[column] == pytest.approx(ours[column], rel=1e-9)
    assert ours["low"] < row["low"] < row["high"] < ours["high"]  # Student's is wider


def test_traffic__files_are_read_without_this_package():
    assert "package loaded: False" in done(TRAFFIC).printed


def test_traffic__units_survive():
    lesson = done(TRAFFIC)
    assert lesson.names["joined"].attrs["units"]["summit_gap"] == "month"
    assert "every value, name and unit the same: True" in lesson.printed
    tex = next(file for file in lesson.names["files"] if file.suffix == ".tex").read_text("utf-8")
    assert "Relation Japan--Korea in the last month" in tex
    assert f"{lesson.names['REPLICATES']} paired replicates, seed 1" in tex


def test_traffic__arviz_has_the_draws_and_outcomes_of_the_runs():
    names = done(TRAFFIC).names
    kept = names["data"].prior_predictive["jpn_kor_final"].to_numpy().ravel()
    assert kept.tolist() == names["first"]["jpn_kor_final"].tolist()
    assert list(names["data"].prior) == names["TRAITS"]


def test_traffic__workbench_and_evaluate_agree():
    names = done(TRAFFIC).names
    assert isinstance(names["experiments"], pd.DataFrame)
    assert names["again"]["jpn_kor_final"].tolist() == names["values"]["jpn_kor_final"][:5].tolist()
    assert names["found"].share == pytest.approx(0.2, abs=0.02)
