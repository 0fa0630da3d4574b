"""One request put to many worlds: what can hold where, what acts, and what is said of it."""

from functools import partial

import pytest

from sim.errors import CalendarFault, NoStart, OutOfBounds, UnknownName, WrongKind
from sim.methods.changed import changed_in, changed_world
from sim.scenario import load

WORLDS = ("baseline_hindcast", "second_trump_term", "biden_style_mediation")
MAKES = [partial(changed_world, name) for name in WORLDS]


@pytest.mark.parametrize(
    ("asked", "acts"),
    [
        ({"events.court.without": ["2018-10"]}, 1),
        ({"events.court": {"2018-10": 0.5}}, 1),
        ({"leaders.moon.rivalry": 0.9}, 1),
        ({"leaders.trump_2.mediation": 0.77}, 2),
        ({"traits.rivalry": 0.35}, 3),
        ({"switches.thaw": True}, 0),
        ({"switches.thaw": False}, 3),
    ],
    ids=str,
)
def test_key__acts_where_it_can_hold(asked, acts):
    found = changed_in(asked, MAKES, "world")
    assert dict(found.acts) == dict.fromkeys(asked, acts)
    where = {0: "none", 1: "1 of 3 worlds", 2: "2 of 3 worlds", 3: "every world"}[acts]
    assert str(found).endswith(f" in {where}")


def test_key_under_start__acts_where_there_is_a_start():
    found = changed_in({"start.parameters.inertia": 0.3}, MAKES, "world")
    assert str(found) == "start.parameters.inertia=0.3 in 2 of 3 worlds"
    with pytest.raises(NoStart, match="found a world that states its own start"):
        changed_in({"start.parameters.inertia": 0.3}, MAKES[:1], "world")


def test_range__that_some_worlds_draw_for_their_window_alone_is_said_once():
    alone = "parameters.inertia is drawn for the window alone; start.parameters.inertia=[low,high]"
    notes = changed_in({"parameters.inertia": [0.1, 0.3]}, MAKES, "world").notes()
    assert len(notes) == 1
    assert notes[0].startswith(alone)
    for key, makes in (("parameters.inertia", MAKES[:1]), ("start.parameters.inertia", MAKES[1:])):
        assert changed_in({key: [0.1, 0.3]}, makes, "world").notes() == []


def test_world__that_a_key_cannot_hold_in_is_changed_by_the_others():
    asked = {"leaders.moon.rivalry": 0.9, "traits.mediation": 0.5}
    world = changed_world("second_trump_term", asked)
    assert dict(world.overrides) == {"traits.mediation": 0.5}
    assert changed_world("baseline_hindcast", asked).leaders["moon"].traits["rivalry"].low == 0.9


@pytest.mark.parametrize(
    ("asked", "fault"),
    [
        ({"leaders.moon.rivalry": 0.9}, CalendarFault),
        ({"events.court": {"2018-10": 0.5}}, CalendarFault),
        ({"leaders.mon.rivalry": 0.9}, UnknownName),
        ({"traits.rivalry": 9}, OutOfBounds),
        ({"months": 5, "last": "2026-01"}, WrongKind),
    ],
    ids=str,
)
def test_key__that_holds_in_no_world_is_refused(asked, fault):
    with pytest.raises(fault):
        changed_in(asked, MAKES[1:], "world")


def test_window__is_left_out_of_no_world():
    with pytest.raises(CalendarFault):
        changed_in({"last": "2024-08"}, MAKES, "world")


def test_notes__say_what_acts_nowhere_or_in_part_or_goes_beyond_a_prior():
    asked = {
        "switches.thaw": True,
        "leaders.moon.rivalry": 0.9,
        "parameters.inertia": 0.6,
        "traits.rivalry": 0.35,
    }
    assert changed_in(asked, MAKES, "world").notes() == [
        "changes nothing: switches.thaw=true, in none of 3 worlds",
        "leaders.moon.rivalry=0.9 changes 1 of 3 worlds",
        "parameters.inertia goes beyond its prior [0, 0.4]",
    ]


def test_nothing__asked_says_nothing():
    found = changed_in({}, MAKES, "world")
    assert (str(found), found.notes()) == ("", [])
    assert changed_world("neglect", {}).digest() == load("neglect").digest()
