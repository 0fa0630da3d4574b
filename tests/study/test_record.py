"""The record is a yardstick: dated, with its source, and never an input of the hindcast."""

import re

from sim.scenario import load
from sim.spec.calendar import month_number
from sim.study import record
from sim.study.figures import marks_of

EVENTS = (*record.MARKED, *record.SETTLEMENTS, *record.REVERSALS)


def test_record__cites_article_and_paragraph():
    sources = [one.source for one in EVENTS]
    sources += [record.TROUGH.source, record.RECOVERY.source, record.SUMMITS.source]
    assert all(re.search(r"\b00[0-4] P\d+", source) for source in sources)


def test_record__lies_within_the_hindcast():
    world = load("baseline_hindcast")
    assert all(world.first <= month_number(one.month) <= world.last for one in EVENTS)


def test_record__of_what_is_to_be_explained_is_no_input():
    world = load("baseline_hindcast")
    assert world.streams["settlement"] == "generated"
    given = {event.month for stream in world.events.values() for event in stream}
    dated = {month_number(one.month) for one in record.SETTLEMENTS if not one.given}
    assert not dated & {e.month for e in world.events.get("settlement", ())}
    assert given  # rulings and tests are


def test_record__what_it_calls_given_is_in_the_worlds_calendar():
    world = load("baseline_hindcast")
    (given,) = [one for one in record.MARKED if one.given]
    month = month_number(given.month)
    assert world.leaders[world.holder("seoul", month)].caretaker
    assert not world.leaders[world.holder("seoul", month - 1)].caretaker


def test_marks__are_the_worlds_rulings_and_the_record():
    world = load("baseline_hindcast")
    marks = marks_of(world)
    assert sorted(marks, key=lambda mark: mark.month) == marks
    rulings = [mark for mark in marks if mark.label == "Court rulings"]
    months = {event.month for event in world.events["court"]}
    assert {mark.month.year * 12 + mark.month.month - 1 for mark in rulings} <= months
    assert all(mark.given for mark in rulings)
    assert sum(not mark.given for mark in marks) == sum(not one.given for one in record.MARKED)


def test_marks__of_a_world_that_generates_rulings_show_none():
    marks = marks_of(load("second_trump_term"))
    assert "Court rulings" not in {mark.label for mark in marks}
