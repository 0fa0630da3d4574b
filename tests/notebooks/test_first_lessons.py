"""What lessons 1 to 5 say in words is so in what they compute."""

import re
from types import SimpleNamespace

import numpy as np
import pandas as pd

import sim
from sim.mechanisms.mediation import brokerage_utilities
from tests.notebooks.ladder import done


def printed_after(stem: str, words: str) -> list[float]:
    """Return the numbers of the first line printed that begins with these words."""
    line = next(line for line in done(stem).printed.splitlines() if line.startswith(words))
    return [float(n) for n in re.findall(r"[+-]?\d+\.\d+", line.removeprefix(words))]


def test_tour__a_broker_moves_the_low_tail_more_than_the_high_one():
    tails = done("01_a_tour").names["tails"]
    assert tails["difference"].loc[0.1] > tails["difference"].loc[0.5]
    assert tails["difference"].loc[0.1] > tails["difference"].loc[0.9]


def test_tour__less_demands_weigh_more_than_brokerage_and_the_other_way():
    """The broker's traits, given to the other president in the same office and the same months."""
    names = done("01_a_tour").names
    traits = names["broker"].leaders["biden"].traits
    changes = {
        f"leaders.trump_2.{trait}": (span.low, span.high) if span.low < span.high else span.low
        for trait, span in traits.items()
    }
    found = sim.attribute(names["rivals"], names["rivals"].replace(**changes), replicates=200)
    demands = found.loc["leaders.trump_2.burden_demand"]
    brokers = found.loc["leaders.trump_2.mediation"]
    assert demands["high"] < 0.0 < brokers["low"]
    assert -demands["high"] > brokers["share"]


def test_tour__what_pairing_saves_is_what_unpaired_runs_would_need():
    names = done("01_a_tour").names
    pairs = names["effect"].values("jpn_kor_final")
    unpaired = pairs.var().sum()
    saved = 1.0 - (pairs["alternative"] - pairs["base"]).var() / unpaired
    assert np.isclose(names["row"].variance_saved, saved)
    assert names["row"].variance_saved > 0.0


def test_tour__history_told_is_the_one_drawn():
    names = done("01_a_tour").names
    low = float(sim.simulate(names["rivals"], 1, 0)["relation"].sel(dyad="JPN-KOR").min())
    assert f"low of {low:.2f}" in str(names["told"])


def test_month__memory_by_hand_is_the_models():
    # Rounding alone: 165 months of sums of numbers below 1.
    assert done("02_one_month_by_hand").names["apart"] < 1e-12


def test_month__utilities_by_hand_are_the_models():
    names = done("02_one_month_by_hand").names
    p, old = names["p"], names["old"]
    at = {"replicate": names["REPLICATE"], "month": names["MONTH"]}
    state = SimpleNamespace(
        relation_jpn_kor=float(old["relation"].sel(dyad="JPN-KOR")),
        dispute=float(old["dispute"]),
        institution=float(old["institution"]),
    )
    traits = {
        f"usa_{name}": float(drawn.sel(replicate=at["replicate"]))
        for name, drawn in names["traits"].items()
    }
    tokyo, seoul = (
        SimpleNamespace(sees_contest=float(names[ally].sel(at).squeeze()))
        for ally in ("tokyo", "seoul")
    )
    _, convene, press_tokyo, press_seoul = brokerage_utilities(
        True, state, SimpleNamespace(**traits), tokyo, seoul, 1.0, SimpleNamespace(**p)
    )
    cost = p["press_alliance_cost"]
    # Washington stood aside the month before, so that inertia speaks for that (E0.4).
    wanted = [p["inertia"], convene, press_tokyo - cost, press_seoul - cost]
    assert np.allclose(names["worth"], wanted)
    assert np.isclose(names["chances"].sum(), 1.0)


def test_month__sums_fail_under_an_acting_leader_alone_until_they_know_of_it():
    names = done("02_one_month_by_hand").names
    assert f"{names['worst']:%Y-%m}" == "2016-12"  # the only month of Obama's with one in Seoul
    gap = names["gap"]
    assert abs(gap[names["worst"]]) > 2.0 * gap.drop(names["worst"]).abs().max()
    assert names["mended"]["within"].mean() >= 0.9
    known = names["chance_of_convening"](names["willing"] * names["initiative"])
    left = (names["convened"] - known).sel(month=names["worst"])
    error = float((known * (1 - known)).sel(month=names["worst"]).mean() / left.size) ** 0.5
    assert abs(float(left.mean())) < 2.6 * error  # 99 of 100 by luck


def test_term__brokering_and_caring_act_together_and_move_the_tail_more():
    names = done("03_second_trump_term").names
    pairs = pd.DataFrame(names["pairs"]).T
    largest = pairs["effect"].abs().idxmax()
    assert largest == "mediation × neighbour_priority"
    assert pairs.loc[largest, "low"] > 0.0
    ends = names["fine"].outcomes.groupby("point")["jpn_kor_final"]
    tail, mean = ends.quantile(0.1), ends.mean()
    assert tail.max() - tail.min() > mean.max() - mean.min()


def test_term__effects_are_those_of_cell_means():
    names = done("03_second_trump_term").names
    cells = names["study"].outcomes.groupby("point")["jpn_kor_final"].mean()
    high = names["cells"]["leaders.washington.mediation"] > 0.5
    wanted = cells[high.to_numpy()].mean() - cells[~high.to_numpy()].mean()
    assert np.isclose(names["mean_of"](names["sign"]["mediation"])["effect"], wanted)
    assert (names["neither"], names["both"]) == (0, 12)  # in the order of sim.design's rows


def test_term__demands_work_through_joint_hedging_but_not_through_it_alone():
    stem = "03_second_trump_term"
    whole, *_ = printed_after(stem, "as it is: ")
    left, low, _ = printed_after(stem, "no joint hedging: ")
    assert 0.0 < low <= left < whole


def test_stance__sign_is_sure_beside_an_aligned_tokyo_and_less_so_beside_an_ambiguous_one():
    signs = done("04_ambiguity_or_alignment").names["signs"]
    aligned, ambiguous = (signs[name] > 0 for name in ("Tokyo as it is", "Tokyo ambiguous"))
    assert aligned.mean() > 0.95
    assert ambiguous.mean() < aligned.mean()


def test_stance__ties_hold_longer_with_an_aligned_seoul():
    falls = done("04_ambiguity_or_alignment").names["falls"]
    reached = [table["reached"].iloc[-1] for table in falls.values()]
    assert reached[0] > reached[-1]


def test_slump__branch_keeps_history_until_the_ruling():
    names = done("05_what_drove_2018_2020").names
    assert f"{names['effect'].first_month:%Y-%m}" == "2018-10"
    months = names["by_month"]["difference"]
    assert (months.loc[:"2018-09"] == 0.0).all()
    peak = months.idxmax()
    assert peak < pd.Timestamp("2019-07-01")
    assert 0.0 < months.iloc[-1] < months.max()


def test_slump__shares_add_up_while_changes_alone_do_not():
    names = done("05_what_drove_2018_2020").names
    shares, whole = names["shares"], names["whole"]
    assert len(shares) == 6
    assert np.isclose(shares["share"].sum(), whole)
    assert shares["alone"].sum() < 0.75 * whole
    broker = shares.loc["leaders.trump_1.mediation"]
    assert broker["alone"] < 0.5 * broker["share"] < 0.5 * broker["last"]


def test_slump__rests_on_the_dispute_over_history_most():
    table = done("05_what_drove_2018_2020").names["table"]
    assert table["difference"].idxmax() == "history_dispute"
    assert len(table) == 20


def test_slump__reversal_jumps_and_then_fades_beside_histories_without_one():
    months = done("05_what_drove_2018_2020").names["months"]
    assert months.loc[0, "high"] < 0.0
    assert abs(months.loc[12, "difference"]) < abs(months.loc[0, "difference"])
