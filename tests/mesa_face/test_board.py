"""What the app shows says what the two models hold."""

import doctest
import re
from dataclasses import replace
from xml.etree import ElementTree

import pytest

from sim.mesa_face import Twins, board
from sim.mesa_face.board import (
    COLOURS,
    PAIRS,
    capitals_html,
    course,
    event_words,
    parting_words,
    relations_svg,
)
from sim.mesa_face.words import CHOSEN
from sim.scenario import load
from sim.spec.levels import TRIANGLE_WORDS
from sim.spec.preferences import CAPITALS

CHANGE = {"leaders.washington.mediation": 0.9, "leaders.washington.neighbour_priority": 0.9}


def run(months, world="second_trump_term", **changes):
    twins = Twins(world, replicate=0, **changes)
    for _ in range(months):
        twins.step()
    return twins


@pytest.fixture(scope="module")
def twins():
    return run(30, **CHANGE)


def lines(twins):
    """Return the points of every line, by pair and world, as the picture has them."""
    tree = ElementTree.fromstring(relations_svg(twins))
    drawn = [
        (line.get("stroke"), [tuple(map(float, p.split(","))) for p in line.get("points").split()])
        for line in tree.iter("polyline")
    ]
    assert [colour for colour, _ in drawn] == [*COLOURS.values()] * len(PAIRS)
    return {
        (name, side): points
        for (name, side), (_, points) in zip(
            [(name, side) for name in PAIRS for side in COLOURS], drawn, strict=True
        )
    }


def test_picture__draws_every_month_on_one_scale(twins):
    kept = twins.datacollector.model_vars
    tops = dict(zip(PAIRS, (56, 270, 484), strict=True))
    for (name, side), points in lines(twins).items():
        expected = kept[f"{name}_{side}"]
        assert len(points) == 30
        # 150 units from 1 to -1, a tenth of a unit kept
        read = [1.0 - 2.0 * (y - tops[name]) / 150 for _, y in points]
        assert read == pytest.approx(expected, abs=0.001)


def test_picture__keeps_its_window_while_months_pass(twins):
    early, late = lines(run(3, **CHANGE)), lines(twins)
    for key, points in early.items():
        assert points == late[key][:3]


def test_picture__marks_where_they_part(twins):
    assert f"they part, {twins.apart}" in relations_svg(twins)
    assert "they part" not in relations_svg(run(5))


def test_picture__says_aloud_what_it_shows(twins):
    label = ElementTree.fromstring(relations_svg(twins)).get("aria-label")
    assert twins.month in label
    assert f"{twins.b['relation_jpn_kor']:.2f}" in label
    assert "no month has run" in relations_svg(run(0))


def test_picture__names_no_more_years_than_there_is_room_for():
    named = re.findall(r">(20\d\d)</text>", relations_svg(run(1, "baseline_hindcast")))
    assert 3 * 5 <= len(named) <= 3 * 9
    assert set(named) == {"2012", "2014", "2016", "2018", "2020", "2022", "2024"}


def cells(twins):
    """Return the cells of the table by row: what world A has, what world B has."""
    tree = ElementTree.fromstring(capitals_html(twins).replace("<br>", "\n"))
    rows = tree.find("tbody").iter("tr")
    return {
        row.find("th").text: [
            [line for line in "".join(cell.itertext()).split("\n") if line]
            for cell in row.iter("td")
        ]
        for row in rows
    }


def test_table__says_what_each_capital_chose(twins):
    found = cells(twins)
    assert list(found) == [*(name.capitalize() for name in CAPITALS), "This month"]
    for capital in CAPITALS:
        for model, said in zip((twins.a, twins.b), found[capital.capitalize()], strict=True):
            chosen = model.capital(capital).choices
            expected = [CHOSEN[name][option] for name, option in chosen.items()]
            assert [line.removeprefix("≠ ") for line in said] == expected


def test_table__marks_what_differs_and_nothing_else():
    found, marked = Twins("second_trump_term", replicate=0, **CHANGE), 0
    while found.running:
        found.step()
        for sides in cells(found).values():
            one, other = ([line.removeprefix("≠ ") for line in side] for side in sides)
            for side, others in zip(sides, (other, one), strict=True):
                differs = [line for line in side if line.startswith("≠ ")]
                assert not {line[2:] for line in differs} & set(others)
                assert set(side) - set(differs) <= set(others)
                marked += len(differs)
    assert marked > 0
    assert "≠" not in capitals_html(run(5))


def test_table__names_the_leaders(twins):
    assert "Donald Trump, second term" in capitals_html(twins)
    assert "Noda" in capitals_html(run(1, "baseline_hindcast"))


def test_table__before_the_first_month_is_empty():
    assert all(each in (["–"], []) for pair in cells(run(0)).values() for each in pair)


def test_table__escapes_what_a_world_says():
    world = load("second_trump_term")
    hostile = replace(world.leaders["trump_2"], title="<script>alert(1)</script>")
    odd = replace(world, leaders={**world.leaders, "trump_2": hostile})
    assert "<script>" not in capitals_html(run(1, odd))
    assert "&lt;script&gt;" in capitals_html(run(1, odd))


def test_events__say_how_things_stand_and_what_happened():
    twins = run(165, "baseline_hindcast")
    said = event_words(twins.a)
    assert said[0] == f"The three: {TRIANGLE_WORDS[int(twins.a['triangle'])]}"
    happened = set()
    again = Twins("baseline_hindcast", replicate=0)
    while again.running:
        again.step()
        told = event_words(again.a)
        happened |= set(told[2:])
        assert ("A settlement is reached" in told) == (again.a["settlement_event"] == 1.0)
    assert {"A settlement is reached", "One leader's visit to the other"} <= happened
    assert event_words(run(0).a) == []


def test_parting__says_where_or_why_not(twins):
    assert parting_words(twins) == f"The two part in {twins.apart}."
    assert parting_words(run(0)) == "World B is World A: change something."
    assert parting_words(run(0, **CHANGE)) == "No month has run: press Step, or ▶."
    # Nobody acts on Washington's tilt where it presses nobody.
    still = run(1, **{"leaders.washington.pressure_tilt": 0.01})
    assert still.apart == ""
    assert parting_words(still).startswith("So far the two are equal")


def test_course__tells_what_is_imagined():
    assert "September 2025" in course(run(0))
    assert "September 2025" not in course(run(0, "baseline_hindcast"))


def test_doctests():
    assert doctest.testmod(board).failed == 0
