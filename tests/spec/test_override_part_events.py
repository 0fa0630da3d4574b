"""Events under `start.`: each lies in the part of a run that has its month."""

from dataclasses import replace

import pytest

from sim.errors import WrongKind
from sim.scenario import load
from sim.spec.calendar import month_name
from sim.spec.override import apply


@pytest.fixture(scope="module")
def world():
    return load("second_trump_term")


def court(world):
    return {month_name(event.month): event.size for event in world.events.get("court", ())}


@pytest.mark.parametrize(
    ("asked", "before", "window"),
    [
        # What lies in one part is asked of that part alone.
        ({"": {"2018-10": 0.5}}, {"2018-10": 0.5}, None),
        ({"add": {"2018-12": 0.2}}, {"2018-12": 0.2}, None),
        ({"without": ["2018-10"]}, {"2018-10": None}, None),
        ({"": {"2026-01": 0.4}}, {}, {"2026-01": 0.4}),
        ({"": {"2018-10": 0.5, "2026-01": 0.4}}, {"2018-10": 0.5}, {"2026-01": 0.4}),
        # A list is all that there is, in every part.
        ({"": []}, "none", {}),
        ({"": [{"month": "2018-10", "size": 1}]}, {"2018-10": 1.0}, {}),
        ({"": "off"}, "none", None),
    ],
    ids=str,
)
def test_events__go_to_the_part_that_has_their_month(world, asked, before, window):
    changed = apply(world, {f"start.events.court.{k}".rstrip("."): v for k, v in asked.items()})
    kept = {} if isinstance(asked.get(""), list | str) else court(world.start)
    wanted = kept | ({} if before == "none" else before)
    assert court(changed.start) == {month: size for month, size in wanted.items() if size}
    if window is None:
        source = asked.get("") if isinstance(asked.get(""), str) else world.streams["court"]
        assert changed.streams["court"] == source
    else:
        assert changed.streams["court"] == "given"
        assert court(changed) == window


def test_events__of_the_window_come_on_top_of_those_of_both(world):
    under = {"start.events.court": {"2018-10": 0.5, "2026-01": 0.4}}
    plain = {"events.court": {"2026-01": 0.1}, "events.court.add": {"2026-03": 0.2}}
    for first, then in ((under, plain), (plain, under), (under | plain, {})):
        changed = apply(apply(world, first), then)
        assert court(changed) == {"2026-01": 0.1, "2026-03": 0.2}
        assert court(changed.start)["2018-10"] == 0.5
        assert apply(world, changed.overrides).digest() == changed.digest()


def test_events__of_the_window_may_stay_as_they_were():
    world = load("court_liquidation")
    changed = apply(world, {"start.events.court": "off", "events.court": "given"})
    assert changed.start.streams["court"] == "off"
    assert (changed.streams["court"], changed.events["court"]) == ("given", world.events["court"])


def test_events__asked_later_take_the_place_of_those_asked_of_both_before(world):
    first = apply(world, {"start.events.court": {"2018-10": 0.5}, "start.parameters.inertia": 0.2})
    changed = apply(first, {"start.events.court.without": ["2018-11"]})
    assert changed.overrides == {
        "start.parameters.inertia": 0.2,
        "start.events.court.without": ["2018-11"],
    }
    assert court(changed.start) == {
        month: size for month, size in court(world.start).items() if month != "2018-11"
    }


def test_events__of_a_world_read_back_are_asked_whole_or_of_the_first(world):
    asked = apply(world, {"start.events.court": {"2018-10": 0.5}})
    read = replace(asked)  # nothing is known of how it came about
    with pytest.raises(WrongKind, match="found a world read back with such events in it"):
        apply(read, {"start.events.court.without": ["2018-11"]})
    whole = {"start.events.court": []}
    assert apply(read, whole).digest() == apply(world, whole).digest()
    more = {"start.events.test": "off", "start.parameters.inertia": 0.3}
    assert apply(read, more).digest() == apply(asked, more).digest()
