"""Without an article: what rests on it alone loses its code, and nothing else moves."""

import dataclasses

import pytest

import sim
from sim.errors import UnknownName
from sim.methods.attribution import SECTIONS, resting_on, rests_on, without_source
from sim.spec.parameters import PARAMETERS
from sim.spec.world import ParameterSet, Series, Span
from sim.study.claims import ARTICLES

HINDCAST = sim.load("baseline_hindcast")
SPECS = {spec.name: spec for spec in PARAMETERS}


@pytest.mark.parametrize(
    ("source", "because", "behind"),
    [
        ("000 P18", "", {"000"}),
        ("003 P18, 003 P20-P22", "", {"003"}),
        ("000 P9, 003 P9", "", {"000", "003"}),
        ("003 P8; public record for the day", "", {"003", "elsewhere"}),
        ("002 P11, Axelrod 1984; assumed: a reason that names 001 P3", "", {"002", "elsewhere"}),
        ("000 P10 (twelve); by public record May 2022 to September 2024", "", {"000", "elsewhere"}),
        ("003 P20 (one in June 2022); assumed: the order alone", "", {"003"}),
        ("004 P13: rivalry predates Trump, so above 0", "", {"004"}),
        ("004 P12, 004 P13", "levels are the coder's, after 001 P7", {"004"}),
        ("imf_dots, wits", "", {"elsewhere"}),
        ("wits", "", {"elsewhere"}),
        ("003 P8; axelrod1984, p. 9", "", {"003", "elsewhere"}),
        ("smith2020a pp. 3-4", "", {"elsewhere"}),
        ("assumed", "the articles are silent", set()),
        ("assumed", "the articles report demands (001 P3, 001 P6)", {"001"}),
        ("assumed: a reason", "", set()),
        ("override", "", set()),
    ],
)
def test_source__says_what_stands_behind_a_number(source, because, behind):
    assert rests_on(source, because) == behind


def test_code_of_one_article__gives_way_to_the_prior_for_silence():
    before = HINDCAST.leaders["yoon"].traits["global_scope"]
    after = without_source(HINDCAST, "000").leaders["yoon"].traits["global_scope"]
    assert before.source == "000 P11"
    assert (before.low, before.high) == (0.8, 0.95)
    assert (after.low, after.high, after.status) == (0.2, 0.8, "silent")


def test_code_of_two_articles__stays_until_both_are_gone():
    code = HINDCAST.leaders["moon"].traits["deterrence"]
    assert rests_on(code.source) == {"000", "004"}
    for article in ARTICLES:
        assert without_source(HINDCAST, article).leaders["moon"].traits["deterrence"] == code
    neither = without_source(HINDCAST, "000", "004").leaders["moon"].traits["deterrence"]
    assert (neither.low, neither.high) == (0.2, 0.8)


def test_prior_that_rests_on_the_article__gives_way_to_all_of_the_bounds():
    # Other governments are in the lower half since demands are reported of Trump's alone.
    before = HINDCAST.leaders["biden"].traits["burden_demand"]
    assert rests_on(before.source, before.because) == {"001"}
    after = without_source(HINDCAST, "001").leaders["biden"].traits["burden_demand"]
    assert (before.low, before.high) == (0.1, 0.5)
    assert (after.low, after.high) == (0.0, 1.0)
    everything = without_source(HINDCAST, *ARTICLES).leaders["trump_1"].traits["pressure_tilt"]
    assert (everything.low, everything.high) == (-0.2, 0.2)


def test_code_that_a_child_sharpened__falls_back_to_its_parents():
    world = sim.load("second_trump_term")
    parent = HINDCAST.leaders["trump_2"].traits["mediation"]
    assert rests_on(world.leaders["trump_2"].traits["mediation"].source) == {"000"}
    assert rests_on(parent.source) == {"000", "001"}
    assert without_source(world, "000").leaders["trump_2"].traits["mediation"] == parent
    both = without_source(world, "000", "001").leaders["trump_2"].traits["mediation"]
    assert (both.low, both.high) == (0.2, 0.8)


def test_ideology__is_one_number_in_the_middle():
    after = without_source(HINDCAST, "000").leaders["ishiba"].ideology
    assert (after.low, after.high) == (0.5, 0.5)
    assert without_source(HINDCAST, "001").leaders["ishiba"].ideology.low == 0.1


def test_series__of_one_article_is_the_middle_and_data_stay():
    after = without_source(HINDCAST, "004").series
    assert [level for _, level in after["issue_separation"].points] == [0.5]
    for name in ("china_dependence_jpn", "beijing_pressure", "us_china_tension"):
        assert after[name] == HINDCAST.series[name]


def test_series__restated_by_a_child_falls_back_to_its_parents():
    world = sim.load("return_to_ambiguity")
    own = Series(((world.first, 0.9),), source="001 P7")
    changed = dataclasses.replace(world, series={**world.series, "beijing_pressure": own})
    assert (
        without_source(changed, "001").series["beijing_pressure"]
        == HINDCAST.series["beijing_pressure"]
    )


def test_parameter__of_one_article_is_drawn_from_its_prior():
    after = without_source(HINDCAST, "003").parameters
    spec = SPECS["convene_cost"]
    assert (after["convene_cost"].low, after["convene_cost"].high) == spec.prior
    assert "reciprocity" not in without_source(HINDCAST, "002").parameters
    assert "bid_gain" not in after or rests_on(SPECS["bid_gain"].source) == {"003"}


def test_parameter__that_a_world_states_falls_back_to_the_default_that_stays():
    stated = dataclasses.replace(
        HINDCAST, parameters={"reciprocity": Span(0.1, 0.2, source="003 P17")}
    )
    after = without_source(stated, "003").parameters["reciprocity"]
    assert after.low == after.high == SPECS["reciprocity"].default


def test_parameter__that_a_set_holds_or_a_user_set_stays():
    held = HINDCAST.replace(
        parameter_set=ParameterSet("fit", ("convene_cost",), ((0.5,), (0.7,)), "a fit")
    )
    assert "convene_cost" not in without_source(held, "003").parameters
    asked = HINDCAST.replace(**{"parameters.convene_cost": 0.9})
    assert without_source(asked, "003").parameters["convene_cost"].low == 0.9
    moved = HINDCAST.replace(**{"leaders.yoon.global_scope": 0.1})
    assert without_source(moved, "000").leaders["yoon"].traits["global_scope"].low == 0.1


def test_start_values_calendar_and_events__stay():
    after = without_source(HINDCAST, *ARTICLES)
    for field in ("start_values", "calendar", "events", "streams", "switches", "first", "last"):
        assert getattr(after, field) == getattr(HINDCAST, field)


def test_world_that_it_starts_from__loses_its_codes_too():
    after = without_source(sim.load("biden_style_mediation"), "000")
    assert after.start == without_source(HINDCAST, "000")


def test_sections__lose_their_codes_one_by_one():
    whole = without_source(HINDCAST, "004")
    for section in SECTIONS:
        after = without_source(HINDCAST, "004", sections=[section])
        for other in SECTIONS:
            expected = whole if other == section else HINDCAST
            assert getattr(after, other) == getattr(expected, other)
        assert after != HINDCAST


def test_nothing_left_out__changes_nothing():
    assert without_source(HINDCAST) == HINDCAST
    assert resting_on(HINDCAST) == ()


def test_names_of_what_rests_on_an_article__are_what_changes():
    for article in ARTICLES:
        after = without_source(HINDCAST, article)
        changed = {
            f"leaders.{name}.{trait}"
            for name, leader in HINDCAST.leaders.items()
            for trait, span in {**leader.traits, "ideology": leader.ideology}.items()
            if {**after.leaders[name].traits, "ideology": after.leaders[name].ideology}[trait]
            != span
        }
        changed |= {f"series.{n}" for n, one in HINDCAST.series.items() if after.series[n] != one}
        changed |= {f"parameters.{name}" for name in after.parameters}
        assert changed == set(resting_on(HINDCAST, article))
        assert changed


def test_all_five__leave_no_number_that_rests_on_an_article():
    after = without_source(HINDCAST, *ARTICLES)
    assert resting_on(after, *ARTICLES) == ()
    # Where literature or data stand beside an article, the number is there still.
    assert after.parameters.keys().isdisjoint({"reciprocity", "summit_rate"})


def test_all_but_one__leave_what_that_one_says():
    others = [article for article in ARTICLES if article != "000"]
    after = without_source(HINDCAST, *others)
    assert after.leaders["yoon"].traits["global_scope"].source == "000 P11"
    assert after.leaders["biden"].traits["global_scope"].status == "silent"


def test_unknown_article__is_refused():
    with pytest.raises(UnknownName, match="unknown article '005'"):
        without_source(HINDCAST, "005")
    with pytest.raises(UnknownName):
        resting_on(HINDCAST, "0")
