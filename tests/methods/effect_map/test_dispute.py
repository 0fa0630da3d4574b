"""Worlds of single cells: what the map sets, what the user changes, and what is refused."""

import dataclasses
from functools import partial

import pytest

from sim.errors import CalendarFault, SimError
from sim.methods.changed import changed_in
from sim.study.disputed import DISPUTES, Axis, world_at

COMMITMENT, TENSION = DISPUTES["commitment"], DISPUTES["tension"]


def test_axis__sets_stocks_of_the_beginning_and_traits():
    world = world_at(COMMITMENT, COMMITMENT.high, 0.3, 0.8)
    stocks = {name: span.low for name, span in world.start_values.items()}
    assert stocks["reliability"] == 0.85
    assert stocks["threat_prk"] == 0.3
    assert world.leaders["obama"].traits["mediation"].low == 0.8
    assert world.streams["test"] == "off"


def test_map__wins_over_what_is_changed_in_all_cells():
    asked = {"series.us_china_tension": 0.5, "parameters.bid_gain": 0.0}
    world = world_at(TENSION, TENSION.low, 0.5, 0.5, overrides=asked)
    assert world.series["us_china_tension"].points[0][1] == 0.3
    assert world.parameters["bid_gain"].low == 0.0


def test_neutral_values__hold_in_the_window_and_not_in_what_came_before():
    world = world_at(TENSION, TENSION.low, 0.5, 0.5, TENSION.direct)
    assert world.parameters["dependence_relief"].low == 0.0
    assert "dependence_relief" not in world.start.parameters


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"low": {"start.reliabilty": 0.5}}, "did you mean 'reliability'"),
        ({"low": {"start.reliability": 1.5}}, "found 1.5"),
        ({"scenario": "second_trump_term", "low": {"start.trust": 0.5}}, "no stock can be set"),
    ],
)
def test_stock__that_cannot_be_set_is_refused(changed, said):
    one = dataclasses.replace(COMMITMENT, **changed)
    with pytest.raises(SimError, match=said):
        world_at(one, one.low, 0.5, 0.5)


def test_change__that_cannot_hold_is_left_out_of_the_cells_and_refused_of_the_map():
    asked = {"leaders.moon.rivalry": 0.3}
    world = world_at(COMMITMENT, COMMITMENT.low, 0.5, 0.5, overrides=asked)
    assert world.digest() == world_at(COMMITMENT, COMMITMENT.low, 0.5, 0.5).digest()
    one = dataclasses.replace(COMMITMENT, changes={**COMMITMENT.changes, **asked})
    with pytest.raises(CalendarFault, match="'moon' holds no capital"):
        world_at(one, one.low, 0.5, 0.5)


def test_change__that_holds_in_no_cell_is_refused():
    make = partial(world_at, COMMITMENT, COMMITMENT.low, 0.5, 0.5, ())
    with pytest.raises(CalendarFault, match=r"'moon' holds no capital in 2012-01\.\.2016-12"):
        changed_in({"leaders.moon.rivalry": 0.3}, [make], "kind of cell")


def test_axis__values_are_even_and_reach_both_ends():
    assert Axis("Trait [0 to 1]", ("a",), 0.0, 0.6).values(4) == [0.0, 0.2, 0.4, 0.6]
