"""Observed points: what lies in which block, under whom, and what is never scored."""

import pandas as pd
import pytest

from sim.methods.scoring.forecast import block_of
from sim.methods.scoring.point import LATER, MEASURES, points_of
from sim.scenario import load
from sim.scenario.observed import observed
from sim.spec.calendar import month_number

WORLD = load("baseline_hindcast")


@pytest.fixture(scope="module", params=MEASURES)
def points(request):
    return points_of(request.param, WORLD)


def test_points__that_are_scored_have_a_past_in_their_own_group(points):
    for (group, block), rows in points[points["block"] != ""].groupby(["group", "block"]):
        earlier = points[(points["group"] == group) & (points["last"] < rows["first"].min())]
        assert len(earlier), (group, block)


def test_points__of_a_block_are_of_its_year(points):
    held = points[~points["block"].isin(["", LATER])]
    assert (held["last"] // 12 == held["block"].astype(int)).all()
    assert (points.loc[points["block"] == LATER, "last"] >= month_number("2016-01")).all()
    assert points.loc[points["block"] != "", "inside"].all()


def test_block__sees_nothing_of_itself_and_nothing_after_2015(points):
    for name in set(points["block"]) - {""}:
        block = block_of(points, name)
        assert not set(block.train.index) & set(block.test.index)
        assert block.train["last"].max() <= month_number("2015-12")
        assert set(block.test["block"]) == {name}


def test_quarters__are_of_the_complete_source_and_average_its_months():
    points = points_of("tone", WORLD)
    assert points["time"].min() == "2012Q3"
    first = points[(points["group"] == "JPN-KOR") & (points["time"] == "2012Q3")].iloc[0]
    assert (first["first"], first["last"]) == (month_number("2012-08"), month_number("2012-09"))
    second = points[(points["group"] == "JPN-KOR") & (points["time"] == "2012Q4")].iloc[0]
    assert (second["first"], second["last"]) == (month_number("2012-10"), month_number("2012-12"))
    assert set(points.loc[~points["thin"], "dyad"]) == {"JPN-KOR", "CHN-JPN", "CHN-KOR"}


def test_leaders__are_those_of_the_middle_month():
    points = points_of("tone", WORLD).set_index(["group", "time"])
    # Abe takes office on 26 December 2012, Park on 25 February 2013.
    assert points.loc[("JPN-KOR", "2012Q4"), "pair"] == "noda lee_myung_bak"
    assert points.loc[("JPN-KOR", "2013Q1"), "pair"] == "abe park"


def test_opinion__keeps_pollsters_and_publics_apart():
    points = points_of("opinion", WORLD)
    both = points[points["dyad"] == "JPN-KOR"]["group"].unique()
    assert {"Genron/EAI JPN>KOR", "Genron/EAI KOR>JPN"} <= set(both)
    assert not points.duplicated(["group", "step"]).any()


def test_provocations__count_months_with_a_missile_or_nuclear_event():
    points = points_of("provocation", WORLD).set_index("time")
    table = observed("provocation_prk").set_index("month")
    months = [pd.Period(f"2017-0{k}") for k in (7, 8, 9)]
    expected = sum(table.loc[m, ["missile", "nuclear"]].sum() > 0 for m in months)
    assert points.loc["2017Q3", "y"] == expected
    assert points["last"].max() == month_number("2025-09")
