"""Inheritance: a child states only what differs, and each section merges as the README says."""

import dataclasses

import pytest

from sim.errors import CalendarFault, SimError, SimWarning
from sim.scenario import document, load
from sim.spec.calendar import month_name, month_number
from sim.spec.override import apply


@pytest.fixture
def world_of(tmp_path):
    """Write world files and load the last of them."""

    def write_and_load(**files):
        for name, text in files.items():
            (tmp_path / f"{name}.yaml").write_text(f"title: {name}\n{text}", encoding="utf-8")
        return load(list(files)[-1], tmp_path)

    return write_and_load


def test_child__keeps_everything_that_it_does_not_state(world_of):
    base, child = load("neglect"), world_of(child="inherits: neglect\n")
    assert child.title == "child"
    for part in ("first", "last", "calendar", "leaders", "series", "streams", "events", "sources"):
        assert getattr(child, part) == getattr(base, part)
    assert child.start.digest() == base.start.digest()


def test_leaders__merge_trait_by_trait(world_of):
    base = load("neglect")
    child = world_of(
        child="inherits: neglect\nleaders:\n  ishiba:\n    traits:\n"
        "      rivalry: {value: 0.9, source: 001 P5, status: inferred}\n"
    )
    old, new = base.leaders["ishiba"], child.leaders["ishiba"]
    assert new.traits["rivalry"].low == 0.9
    assert {t: s for t, s in new.traits.items() if t != "rivalry"} == {
        t: s for t, s in old.traits.items() if t != "rivalry"
    }
    assert (new.title, new.ideology, new.capital) == (old.title, old.ideology, old.capital)
    assert child.leaders["trump_2"] == base.leaders["trump_2"]


def test_calendar__is_replaced_capital_by_capital(world_of):
    base = load("second_trump_term")
    child = world_of(
        child="inherits: second_trump_term\ncalendar:\n  tokyo:\n"
        "    - {leader: ishiba, from: 2024-10-01, source: public record}\n"
        "    - {leader: takaichi, from: 2025-10-21, source: public record}\n"
    )
    assert child.holders("tokyo") == ("ishiba", "takaichi")
    assert "next_tokyo" not in child.leaders
    assert child.calendar["seoul"] == base.calendar["seoul"]


def test_series_switches_and_parameters__merge_by_key(world_of):
    parent = (
        "inherits: second_trump_term\nswitches: {mediation: false}\n"
        "parameters:\n  inertia: {value: 0.2, source: 001 P3}\n"
    )
    child = (
        "inherits: parent\nswitches: {thaw: false}\n"
        "parameters:\n  relation_rate: {range: [0.03, 0.06], source: 001 P3}\n"
        "series:\n  us_china_tension: {points: {2025-01: 0.4}, source: 001 P7}\n"
    )
    world = world_of(parent=parent, child=child)
    assert world.switches == {"mediation": False, "thaw": False}
    assert world.parameters["inertia"].low == 0.2
    assert (world.parameters["relation_rate"].low, world.parameters["relation_rate"].high) == (
        0.03,
        0.06,
    )
    assert world.series["us_china_tension"].points == ((month_number("2025-01"), 0.4),)
    base = load("second_trump_term").series
    assert world.series["beijing_pressure"] == base["beijing_pressure"]


def test_stream__taken_out_of_the_record_leaves_its_events_behind(world_of):
    child = world_of(child="inherits: baseline_hindcast\nstreams: {court: generated, test: off}\n")
    assert (child.streams["court"], child.streams["test"]) == ("generated", "off")
    assert set(child.events) == {"sale_order"}


def dated(world, stream="court"):
    return {month_name(event.month): event.size for event in world.events[stream]}


def test_list_of_events__replaces_the_streams(world_of):
    child = world_of(
        child="inherits: baseline_hindcast\nevents:\n  court:\n"
        "    - {month: 2018-10, size: 0.5, dyad: JPN-KOR, source: 003 P8}\n"
    )
    assert dated(child) == {"2018-10": 0.5}
    assert child.events["test"] == load("baseline_hindcast").events["test"]


CHANGES = [
    "{month: 2018-10, size: 0.5, source: 003 P8}",
    "{2018-10: {size: 0.5, source: 003 P8}}",
    "{2018-10: {size: 0.5, source: 003 P8}, 2019-01: {size: 0.2, source: 003 P8}}",
    "{without: 2018-10}",
    "{without: [2018-10, 2013-07]}",
    "{add: [{month: 2019-01, size: 0.2, source: 003 P8}]}",
    "{add: {2019-01: {size: 0.2, source: 003 P8}}, without: [2018-10]}",
    "{2019-01: {size: 0.2, source: 003 P8}, without: [2018-11], add: {2018-11: "
    "{size: 0.1, source: 003 P8}}}",
    "[]",
    "[{month: 2018-10, size: 0.5, source: assumed, because: a try}]",
]


@pytest.mark.parametrize("text", CHANGES)
def test_events__change_a_file_as_they_change_a_world(world_of, text):
    parent = load("baseline_hindcast")
    child = world_of(child=f"inherits: baseline_hindcast\nevents: {{court: {text}}}\n")
    asked = document.parse(f"events.court: {text}", "example")
    assert dated(child) == dated(apply(parent, asked)) != dated(parent)
    assert child.digest() == dataclasses.replace(apply(parent, asked), name="child").digest()


@pytest.mark.parametrize("text", ["[{month: 2026-01, size: 1, source: 003 P8}]", "[]", CHANGES[1]])
def test_events__make_a_stream_given_with_these_alone(world_of, text):
    text = text.replace("2018-10", "2026-01")
    child = world_of(child=f"inherits: second_trump_term\nevents: {{court: {text}}}\n")
    assert child.streams["court"] == "given"
    assert set(dated(child)) == ({"2026-01"} if "2026" in text else set())


def test_events__of_a_generation_change_what_the_last_left(world_of):
    child = world_of(
        parent="inherits: baseline_hindcast\nevents: {court: {without: [2018-10, 2018-11]}}\n",
        child="inherits: parent\nevents: {court: {2018-10: {size: 0.4, source: 003 P8}}}\n",
    )
    later = dict.fromkeys(("2021-01", "2023-11", "2023-12", "2024-01", "2025-04"), 0.3)
    assert dated(child) == {"2012-05": 0.3, "2013-07": 0.3, "2018-10": 0.4} | later


def test_month_without_an_event__is_said_with_its_file(world_of):
    with pytest.warns(
        SimWarning, match=r"child\.yaml, line \d+: events\.court\.without: 2018-09 has no event"
    ):
        world_of(child="inherits: baseline_hindcast\nevents: {court: {without: [2018-09]}}\n")


def test_size_and_outcome_of_talks__are_one(world_of):
    asked = "inherits: neglect\nevents: {talks: {2026-01: {%s, source: 003 P8}}}\n"
    sizes = [
        dated(world_of(child=asked % said), "talks") for said in ("outcome: summit", "size: 2")
    ]
    assert sizes == [{"2026-01": 2.0}] * 2


def test_events__of_a_parent_outside_the_window_are_left_out(world_of):
    child = world_of(child="inherits: baseline_hindcast\nwindow: {first: 2012-06, last: 2018-10}\n")
    assert [month_name(e.month) for e in child.events["court"]] == ["2013-07", "2018-10"]
    assert child.events["test"][-1].month <= child.last


def test_given_stream__may_be_empty_if_it_says_so(world_of):
    child = world_of(
        child="inherits: second_trump_term\nstreams: {test: given}\nevents: {test: []}\n"
    )
    assert child.events["test"] == ()


def test_start_values__take_the_place_of_a_parents_start(world_of):
    text = (
        "inherits: baseline_hindcast\nstart_values:\n"
        "  trust: {value: 0.9, source: 000 P12}\n"
        "  belief_kor_neighbour_contest: {value: 0.2, source: 003 P8}\n"
        "  chosen_kor_neighbour: {value: 2, source: 003 P8}\n"
    )
    world = world_of(child=text)
    assert world.start is None
    assert world.start_values["trust"].low == 0.9
    assert world.start_values["belief_kor_neighbour_contest"].low == 0.2
    base = load("baseline_hindcast").start_values
    assert world.start_values["grievance"] == base["grievance"]


def test_start__takes_the_place_of_a_parents_start_values(world_of):
    world = world_of(
        child="inherits: baseline_hindcast\nstart: baseline_hindcast\n"
        "window: {first: 2022-05, last: 2025-09}\n"
    )
    assert world.start.name == "baseline_hindcast"
    assert not world.start_values


def test_start__may_be_a_world_that_starts_from_another(world_of):
    world = world_of(
        child="inherits: neglect\nstart: second_trump_term\n"
        "window: {first: 2027-01, last: 2028-12}\n"
    )
    assert (world.start.name, world.start.start.name) == ("second_trump_term", "baseline_hindcast")


def test_tables__lie_over_the_parent_and_under_the_file(world_of, tmp_path):
    (tmp_path / "tables").mkdir()
    rivalry = (
        "leaders:\n  ishiba:\n    traits:\n"
        "      rivalry: {value: %s, source: 001 P5, status: inferred}\n"
    )
    (tmp_path / "tables" / "mine.yaml").write_text(rivalry % 0.6)
    below = world_of(below="inherits: neglect\ntables: [mine]\n")
    above = world_of(above="inherits: neglect\ntables: [mine]\n" + rivalry % 0.7)
    assert below.leaders["ishiba"].traits["rivalry"].low == 0.6
    assert above.leaders["ishiba"].traits["rivalry"].low == 0.7


def test_new_leader__takes_silent_traits_from_the_capitals_prior(world_of):
    world = world_of(
        child="inherits: second_trump_term\nleaders:\n  koizumi:\n    capital: tokyo\n"
        "    title: A new face\n"
        "    ideology: {value: 0.5, source: public record, status: assumed}\n"
        "    traits:\n      rivalry: {value: 0.4, source: 001 P5, status: inferred}\n"
        "calendar:\n  tokyo:\n    - {leader: koizumi, from: 2024-10, source: public record}\n"
    )
    traits = world.leaders["koizumi"].traits
    assert traits["rivalry"].low == 0.4
    assert traits["deterrence"].status == "silent"
    assert traits["deterrence"] == load("baseline_hindcast").leaders["suga"].traits["deterrence"]


def test_worlds__loaded_twice_share_nothing_that_can_be_changed():
    one, two = load("baseline_hindcast"), load("baseline_hindcast")
    one.switches["mediation"] = False
    one.leaders["ishiba"].traits.pop("rivalry")
    assert "mediation" not in two.switches
    assert "rivalry" in two.leaders["ishiba"].traits


def test_two_changes_in_one_month__leave_the_later_holder(world_of):
    world = world_of(
        child="inherits: second_trump_term\ncalendar:\n  tokyo:\n"
        "    - {leader: ishiba, from: 2024-10-01, source: public record}\n"
        "    - {leader: takaichi, from: 2025-10-04, source: public record}\n"
        "    - {leader: next_tokyo, from: 2025-10-21, source: public record}\n"
    )
    assert world.holders("tokyo") == ("ishiba", "next_tokyo")


def test_fault__names_the_file_it_stands_in(world_of):
    with pytest.raises(SimError) as fault:
        world_of(parent="inherits: neglect\nswitches: {thaw: 3}\n", child="inherits: parent\n")
    assert "/parent.yaml, line 3: switches.thaw" in str(fault.value)


def test_gap__is_a_fault_of_the_world_whose_window_it_is(world_of):
    with pytest.raises(CalendarFault) as fault:
        world_of(child="inherits: baseline_hindcast\nwindow: {first: 2007-01, last: 2008-01}\n")
    assert "/child.yaml: calendar.washington: a gap" in str(fault.value)
