"""Titles follow the numbers: they turn with them, and say undecided where nothing can be told."""

import numpy as np
import pandas as pd
import pytest
import xarray as xr

from sim import plots
from sim.analysis import effects_against, fan_table, monthly_difference
from sim.plots.fan import _course
from sim.plots.title import count_words, ranked
from tests.analysis.made import made_results
from tests.plots.gallery import GALLERY, LUCK, _facts

RELATION = "relation_jpn_kor"
TWO = ("second_trump_term", "neglect")


def title_of(fig) -> str:
    (title,) = (text for text in fig.texts if text.get_gid() == "title")
    return " ".join(title.get_text().split())


@pytest.mark.parametrize(
    ("change", "found"),
    [
        (0.05, "Tokyo–Seoul relation ends 0.05 higher with Neglect than with Second Trump term"),
        (-0.05, "Tokyo–Seoul relation ends 0.05 lower with Neglect than with Second Trump term"),
        (
            0.0,
            "Tokyo–Seoul relation: whether Neglect ends above or below Second Trump term is "
            "undecided",
        ),
    ],
)
def test_paired_difference__says_which_world_ends_higher(change, found):
    run = made_results(TWO, count=60)
    months = fan_table(run, RELATION, 0).index
    coords = {"replicate": range(60), "month": months}
    luck = np.random.default_rng(3).normal(0.0, 0.1, (60, len(months)))
    luck -= luck.mean(axis=0)
    noise = np.random.default_rng(4).normal(0.0, 0.01, luck.shape)
    noise -= noise.mean(axis=0)
    one, other = (
        xr.DataArray(walk, coords, ("replicate", "month")) for walk in (luck, luck + noise + change)
    )
    fig = plots.paired_difference(run, RELATION, 0, 1, monthly_difference(one, other), pairs=60)
    assert title_of(fig).removesuffix(", most of all in the worst runs") == found


@pytest.mark.parametrize(
    ("shift", "found"),
    [
        (0.3, "Mean Tokyo–Seoul relation: 100 of 100 twins are higher under Neglect"),
        (-0.3, "Mean Tokyo–Seoul relation: 100 of 100 twins are higher under Second Trump term"),
        (0.0, "Mean Tokyo–Seoul relation: all twins are exactly alike"),
    ],
)
def test_twin_scatter__says_under_which_world_more_twins_are_higher(shift, found):
    run = made_results(TWO, count=40)
    first = run.outcomes["point"] == 0
    values = run.outcomes.loc[first, "jpn_kor_mean"].to_numpy()
    run.outcomes.loc[~first, "jpn_kor_mean"] = values + shift
    assert title_of(plots.twin_scatter(run, 0, 1, "jpn_kor_mean")) == found
    half = np.where(np.arange(40) % 2, 0.1, -0.1)
    run.outcomes.loc[~first, "jpn_kor_mean"] = values + half
    assert title_of(plots.twin_scatter(run, 0, 1, "jpn_kor_mean")) == (
        "Mean Tokyo–Seoul relation: Neglect or Second Trump term, which has more of the higher "
        "twins is undecided"
    )


@pytest.mark.parametrize(("shift", "way"), [(0.9, "higher"), (-0.9, "lower")])
def test_forest__names_the_largest_difference_and_its_side(shift, way):
    run = made_results(TWO, count=60)
    first = run.outcomes["point"] == 0
    noise = np.random.default_rng(5).normal(0.0, 0.01, 60)
    for outcome in ("jpn_kor_mean", "bid_mean_kor"):
        values = run.outcomes.loc[first, outcome].to_numpy()
        run.outcomes.loc[~first, outcome] = values + noise - noise.mean()
    names = ["jpn_kor_mean", "bid_mean_kor"]
    fig = plots.forest(effects_against(run, 0), names)
    assert title_of(fig) == (
        "Undecided: nothing differs from Second Trump term beyond Monte Carlo error"
    )
    run.outcomes.loc[~first, "jpn_kor_mean"] += shift
    fig = plots.forest(effects_against(run, 0), names)
    assert title_of(fig) == (
        f"Largest against Second Trump term: Mean Tokyo–Seoul relation, {way} in Neglect"
    )


def course(path, error=0.01) -> str:
    months = pd.date_range("2025-01", periods=len(path), freq="MS", name="month")
    table = pd.DataFrame({"q50": path, "median_se": error}, index=months)
    return _course(table, "Tokyo–Seoul relation")


@pytest.mark.parametrize(
    ("path", "found"),
    [
        ([0.1, 0.11, 0.1], "Tokyo–Seoul relation hardly moves, median 0.1"),
        ([0.1, 0.2, 0.5], "Tokyo–Seoul relation rises from 0.1 to 0.5"),
        ([0.5, 0.3, 0.1], "Tokyo–Seoul relation falls from 0.5 to 0.1"),
        (
            [0.2, -0.5, 0.4],
            "Tokyo–Seoul relation lowest in February 2025 (−0.5), 0.4 at the end",
        ),
        (
            [0.1, 0.8, 0.2],
            "Tokyo–Seoul relation highest in February 2025 (0.8), 0.2 at the end",
        ),
    ],
)
def test_fan__says_what_the_median_does(path, found):
    assert course(path) == found


def test_ranked__tells_worlds_apart_only_beyond_their_intervals():
    lows, highs = [0.4, 0.35, 0.0], [0.6, 0.55, 0.1]
    assert ranked(list("ABC"), [0.5, 0.45, 0.05], lows, highs, "Ties") == (
        "Ties: highest in A and B, lowest in C"
    )
    wide = ranked(list("ABC"), [0.5, 0.45, 0.4], [0.2] * 3, [0.7] * 3, "Ties")
    assert wide == "Ties: which world is highest is undecided"


def test_facts__are_counted_by_what_became_of_them():
    fig = GALLERY["fact_probabilities"]()
    assert title_of(fig) == "Hindcast: of 3 facts 1 is met, 1 missed, 1 undecided"
    table = _facts().assign(result="missed")
    assert title_of(plots.fact_probabilities(table, **LUCK)) == "Hindcast: of 3 facts 3 are missed"
    assert count_words([("hold", 2), ("fail", 1)], "claims") == "Of 3 claims 2 hold, 1 fail"
    assert count_words([("met", 0)], "facts") == "No facts to show"


def test_shares__name_who_makes_the_fall_and_the_rise():
    table = pd.DataFrame(
        {"trough": [-0.3, -0.1], "trough_se": 0.02, "recovery": [0.1, 0.4], "recovery_se": 0.02},
        index=["history_dispute", "thaw"],
    )
    draw = plots.mechanism_shares
    more = {"orders": 60, **LUCK}
    assert title_of(draw(table, **more)) == (
        "History dispute makes most of the fall to 2018–20, thaw makes most of the rise to 2023"
    )
    assert title_of(draw(table.assign(recovery=[0.4, 0.1]), **more)) == (
        "History dispute makes most of the fall and of the rise"
    )
    assert title_of(draw(table.assign(trough_se=0.2), **more)) == (
        "What makes most of the fall to 2018–20 is undecided, thaw makes most of the rise to 2023"
    )


def test_ablation__counts_facts_beyond_their_error():
    change = pd.DataFrame([[-0.9, -0.4], [-0.5, 0.2]], index=["thaw", "mediation"])
    change.columns = pd.Index(["E01", "E02"])
    said = title_of(plots.ablation_map(change, change * 0 + 0.03, **LUCK))
    assert said == "Most facts rest on thaw: without it 2 of 2 become rarer"
    said = title_of(plots.ablation_map(change, change * 0 + 0.9, **LUCK))
    assert said == "Undecided what facts rest on: no change is beyond Monte Carlo error"


@pytest.mark.parametrize(
    ("model", "found"),
    [
        (9, "More claims hold in the model than in any draw that knows less"),
        (5, "Undecided: the model is above 50% of the draws that know less, not 95%"),
        (1, "No more claims hold in the model than in draws that know less"),
    ],
)
def test_nulls__set_the_model_against_every_draw(model, found):
    held = {"emergent": {"priors": [3, 4, 5, 7], "permuted": [4, 6, 5, 4]}}
    fig = plots.null_counts(held, {"emergent": model}, {"emergent": 12}, tier="core", **LUCK)
    assert title_of(fig) == found


def test_triangles__compare_worlds_that_end_in_one_month():
    run = made_results(("neglect", "joint_hedging"), count=50)
    said = title_of(plots.triangle_shares(run, [0]))
    assert said.startswith("All three friends in December 2026: ")
    assert said.endswith("% of runs in Neglect")
