"""Two results compared: what is paired, what is refused, what is shown."""

import dataclasses
import html

import numpy as np
import pandas as pd
import pytest

from sim.analysis import compare, distances, paired_prob_diff
from sim.errors import MissingResult, SimError, SimWarning, UnknownName
from sim.runner import run
from sim.scenario import load
from sim.spec.outcomes import OUTCOME_BY_NAME, OUTCOME_FIELDS
from tests.analysis.made import made_results

#: Codes of states, which have no means.
STATES = [name for name in OUTCOME_FIELDS if OUTCOME_BY_NAME[name].is_nominal]

BOTH = {"base_point": "second_trump_term", "alternative_point": "neglect"}


def sides(**more):
    results = made_results(**more)
    return results, compare(results, results, **BOTH)


def test_compare__has_a_row_for_every_outcome():
    _, effect = sides()
    assert effect.table.index.tolist() == list(OUTCOME_FIELDS)
    assert (effect.base, effect.alternative) == ("second_trump_term", "neglect")
    wanted = {"unit", "base", "alternative", "difference", "se", "low", "high", "p_positive"}
    assert wanted | {"w1", "ks", "correlation", "variance_saved"} <= set(effect.table)


def test_compare__pairs_by_replicate_whatever_the_order_of_rows():
    results, effect = sides()
    shuffled = made_results()
    shuffled.outcomes = shuffled.outcomes.sample(frac=1.0, random_state=1)
    pd.testing.assert_frame_equal(compare(shuffled, results, **BOTH).table, effect.table)


def test_compare__row_by_hand():
    results, effect = sides()
    wide = results.outcomes.pivot(index="replicate", columns="point", values="jpn_kor_mean")
    gap, row = wide[1] - wide[0], effect["jpn_kor_mean"]
    assert row["difference"] == pytest.approx(gap.mean())
    assert row["se"] == pytest.approx(gap.std() / np.sqrt(len(gap)))
    assert row["p_positive"] == np.mean(gap > 0)
    assert row["ties"] == np.mean(gap == 0)
    assert row["w1"] == pytest.approx(distances(wide[0], wide[1])["w1"])
    apart = wide[0].var() + wide[1].var()
    assert row["variance_saved"] == pytest.approx(1 - gap.var() / apart)


def test_compare__takes_the_interval_of_a_flag_from_discordant_pairs():
    results, effect = sides()
    wide = results.outcomes.pivot(index="replicate", columns="point", values="jpn_kor_fall")
    found = paired_prob_diff(wide[0], wide[1])
    assert (effect["jpn_kor_fall"]["low"], effect["jpn_kor_fall"]["high"]) == (
        found.low,
        found.high,
    )


def test_compare__of_a_world_with_itself_finds_nothing():
    results = made_results(("neglect",))
    effect = compare(results, results)
    assert (effect.table["difference"].drop(STATES) == 0.0).all()
    assert effect.table.loc[STATES, "difference"].isna().all()
    assert (effect.table["ties"] == 1.0).all()
    assert (effect.table["variance_saved"].drop(STATES) == 1.0).all()
    assert set(effect.table["verdict"]) == {"unchanged"}
    assert effect.first_month is None


def test_compare__refuses_another_seed():
    with pytest.raises(SimError, match="found seeds 1 and 2") as caught:
        compare(made_results(("neglect",)), made_results(("neglect",), seed=2))
    assert caught.value.field == "seed"


def test_compare__refuses_other_replicates():
    with pytest.raises(SimError, match="found 200 and 100") as caught:
        compare(made_results(("neglect",)), made_results(("neglect",), count=100))
    assert caught.value.field == "replicates"


def test_compare__refuses_a_single_pair():
    one = made_results(("neglect",), count=1)
    with pytest.raises(SimError, match="2 or more"):
        compare(one, one)


def test_compare__asks_which_point():
    results = made_results()
    with pytest.raises(MissingResult, match="found 2 points"):
        compare(results, results)
    with pytest.raises(UnknownName, match="did you mean 'neglect'"):
        compare(results, results, base_point="negelct", alternative_point=1)


def test_first_month__is_read_from_monthly_tables():
    results = made_results(("neglect",))
    later = made_results(("neglect",))
    month = pd.Timestamp("2025-06-01")
    row = (later.quantiles["month"] == month) & (later.quantiles["variable"] == "trust")
    later.quantiles.loc[row, "mean"] += 1e-12
    effect = compare(results, later)
    assert effect.first_month == month
    with pytest.raises(MissingResult, match="trajectories"):
        _ = effect.first_month_differs


def test_first_month__of_each_replicate_is_read_from_trajectories():
    results = made_results(("neglect",), trajectories=True)
    later = made_results(("neglect",), trajectories=True)
    later.hidden["grievance"][4, 7] += 0.5
    later.hidden["relation"][4, 9, 1] += 0.5
    later.hidden["relation"][11, 3, 0] += 0.5
    effect = compare(results, later)
    found = effect.first_month_differs.dropna()
    assert found.to_dict() == {4: pd.Timestamp("2025-08-01"), 11: pd.Timestamp("2025-04-01")}
    assert effect.first_month == pd.Timestamp("2025-04-01")


def test_effect__is_named_by_what_differs_and_says_once_what_both_share():
    results = made_results(("neglect", "neglect"))
    results.points["overrides"] = [
        '{"months": 24, "traits.rivalry": 0.2}',
        '{"months": 24, "traits.rivalry": 0.8}',
    ]
    effect = compare(results, results, base_point=0, alternative_point=1)
    assert (effect.base, effect.alternative) == ("rivalry=0.2", "rivalry=0.8")
    assert effect.shared == "neglect, months=24"
    assert "rivalry=0.8 less rivalry=0.2 (both neglect, months=24): 200" in repr(effect)


def test_effect__of_two_results_is_named_across_them():
    one, other = made_results(("neglect",)), made_results(("neglect",))
    other.points["overrides"] = ['{"switches.thaw": false}']
    effect = compare(one, other)
    assert (effect.base, effect.alternative) == ("thaw as it is", "thaw=false")


def test_effect__is_frozen():
    _, effect = sides()
    with pytest.raises(dataclasses.FrozenInstanceError):
        effect.seed = 2


def test_effect__shows_seed_replicates_and_error():
    _, effect = sides()
    assert "200 paired replicates, seed 1" in repr(effect)
    assert "se" in repr(effect).splitlines()[1]
    assert "<table" in effect._repr_html_()
    assert "neglect less second_trump_term" in effect._repr_html_()


def test_effect__html_says_what_its_outcomes_mean_largest_first():
    _, effect = sides()
    page = effect._repr_html_()
    largest = effect.table["d"].abs().sort_values(ascending=False).index[0]
    assert page.index(html.escape(effect.table.loc[largest, "label"])) < page.index("<svg")
    assert page.count("<tr>") == 11
    assert "58 more rows" in page
    bad = effect.table.assign(label="<script>", unit="<script>")
    shown = dataclasses.replace(effect, table=bad, base="<b>")._repr_html_()
    assert "<script>" not in shown
    assert "<b>:" not in shown


def test_effect__html_of_what_never_differs_and_has_no_answer():
    results = made_results()
    effect = compare(results, results, base_point=0, alternative_point=0)
    assert set(effect.table["verdict"]) == {"unchanged"}
    lost = effect.table.assign(d=np.nan, d_low=np.nan, d_high=np.nan)
    assert "<svg" not in dataclasses.replace(effect, table=lost)._repr_html_()


def test_effect__names_the_nearest_outcome():
    _, effect = sides()
    with pytest.raises(UnknownName, match="jpn_kor_mean"):
        effect["jpn_kor_maen"]


def test_effect__shows_no_p_value_without_its_difference():
    _, effect = sides()
    table = effect.holm(["jpn_kor_mean", "settlements"])
    assert {"difference", "se", "low", "high", "p_holm"} <= set(table)
    assert table.index.tolist() == ["jpn_kor_mean", "settlements"]
    assert not [name for name in effect.table if name.startswith("p_v")]
    with pytest.raises(UnknownName, match="outcome"):
        effect.holm(["nothing"])


def test_compare__refuses_another_window():
    long, short = made_results(("neglect",)), made_results(("neglect",), months=12)
    with pytest.raises(
        SimError, match=r"window: found (.+) to (.+) and \1 to (.+), wanted the same"
    ):
        compare(long, short)


@pytest.mark.parametrize("level", [0.0, 1.0, 95, float("nan")])
def test_compare__refuses_a_level_that_is_no_share(level):
    results = made_results(("neglect",))
    with pytest.raises(SimError, match=f"level: found {level}"):
        compare(results, results, level=level)


def test_effect__of_outcomes_of_ones_own_pairs_what_both_sides_answer():
    own = {
        "when": "first_month(relation_jpn_kor < 0.2)",
        "never": "first_month(relation_jpn_kor > 2)",
    }
    world = load("neglect").replace(months=12)
    other = world.replace(**{"leaders.seoul.rivalry": 0.9})
    one, two = (run(each, 300, 1, outcomes=own) for each in (world, other))
    effect = compare(one, two)
    both = one.outcomes["when"].notna() & two.outcomes["when"].notna()
    assert 2 < effect["when"]["pairs"] == both.sum() < 300
    gap = (two.outcomes["when"] - one.outcomes["when"])[both]
    assert effect["when"]["difference"] == pytest.approx(gap.mean(), abs=1e-12)
    assert effect["never"]["pairs"] == 0
    assert np.isnan(effect["never"]["difference"])
    assert effect["summits"]["pairs"] == 300
    assert effect.holm(["summits", "never"])["p_holm"].isna().tolist() == [False, True]


def test_effect__leaves_out_what_one_side_lacks_and_says_so():
    world = load("neglect").replace(months=2)
    one = run(world, 5, 1, outcomes={"x": "low(relation_jpn_kor)"})
    with pytest.warns(SimWarning, match="not compared: x: not an outcome of both sides"):
        effect = compare(one, run(world, 5, 1))
    assert "x" not in effect.table.index
