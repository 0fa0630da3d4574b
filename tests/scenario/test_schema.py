"""JSON Schemas for editors: the code's own, kept by every shipped file, and no pass for a slip."""

import doctest
import json

import jsonschema
import pytest

from sim.errors import SimError
from sim.scenario import schema
from sim.scenario.document import parse, read
from sim.spec.parameters import BOUNDS, PARAMETERS
from sim.spec.preferences import TRAITS
from tests.scenario.test_invalid import FILES
from tests.schemas import FOLDER, KINDS, shipped, texts

SHIPPED = [(name, path) for name in KINDS for path in shipped(name)]

#: What a schema cannot tell: what other files hold, what months mean, what numbers add up to.
BEYOND = {
    *("beliefs_above_one", "date_not_a_day", "event_twice", "event_after_window"),
    *("event_before_window", "event_changed_before_window", "events_unordered"),
    *("events_of_generated", "events_of_off", "events_without_of_generated", "event_added_twice"),
    *("given_without_events", "leader_left_out_in_office", "leader_moved", "leaders_gap"),
    *("leader_of_other_capital", "leader_unknown_in_calendar", "leaders_overlap", "name_differs"),
    *("leader_named_as_number", "no_calendar", "no_ideology", "no_series", "no_start"),
    *("no_start_value", "no_streams", "no_title", "no_trait", "no_window", "point_added_twice"),
    *("point_without_source", "points_and_change", "range_reversed", "ring_of_parents"),
    *("ring_of_parents_too", "ring_of_starts", "ring_of_starts_too", "series_unordered"),
    *("source_added_twice", "source_added_unknown", "source_assumed_among_others"),
    *("source_past_the_end", "source_unknown", "sources_unknown", "switch_stated_and_left_out"),
    *("table_with_window", "term_added_twice", "terms_all_left_out", "trait_of_other_capital"),
    *("unknown_leader", "unknown_parent", "unknown_start", "unknown_table", "window_after_start"),
    *("window_before_start", "window_half", "window_reversed", "window_reversed_by_half"),
    "window_too_long",
}


def validator(name):
    return jsonschema.Draft7Validator(json.loads(texts()[name]))


@pytest.fixture(scope="module")
def world():
    return validator("world")


def test_examples__run():
    found = doctest.testmod(schema)
    assert found.attempted > 0
    assert found.failed == 0


@pytest.mark.parametrize("name", KINDS)
def test_schema__is_that_of_the_code(name):
    assert (FOLDER / f"{name}.json").read_text(encoding="utf-8") == texts()[name], "make tables"
    jsonschema.Draft7Validator.check_schema(json.loads(texts()[name]))


def test_folder__holds_these_schemas_and_no_other():
    assert {path.stem for path in FOLDER.glob("*")} == set(KINDS)


@pytest.mark.slow
@pytest.mark.parametrize(("name", "path"), SHIPPED, ids=lambda one: getattr(one, "stem", one))
def test_shipped_file__keeps_to_its_schema(name, path):
    faults = [
        f"{fault.json_path}: {fault.message[:200]}"
        for fault in validator(name).iter_errors(dict(read(path, path.name)))
    ]
    assert faults == []


@pytest.mark.parametrize(
    ("name", "path"),
    [(name, path) for name, path in SHIPPED if name != "parameter_set"],  # those a fit writes
    ids=lambda one: getattr(one, "stem", one),
)
def test_shipped_file__names_its_schema_to_editors(name, path):
    first = path.read_text(encoding="utf-8").split("\n", 1)[0]
    named = first.removeprefix("# yaml-language-server: $schema=")
    assert (path.parent / named).resolve() == FOLDER / f"{name}.json"


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_faulty_file__is_marked_but_for_what_only_loading_tells(path, world):
    try:
        data = dict(read(path, path.name))
    except SimError:
        return  # no YAML, as any editor says
    assert world.is_valid(data) == (path.stem in BEYOND)


def test_two_in_five_faulty_files__and_more_are_marked():
    names = {path.stem for path in FILES}
    assert names >= BEYOND
    assert len(BEYOND) < 0.6 * len(names)


@pytest.mark.parametrize(
    "text",
    [
        "window: {last: 2030-12}",
        'sources: {without: ["000 P17"], add: ["003 P8"]}',
        "calendar: {tokyo: {2025-10-21: {leader: takaichi, source: public record}}}",
        "calendar: {tokyo: {without: 2025-10, add: {leader: a, from: 2025-10-21, source: 000 P9}}}",
        "series: {us_china_tension: {without: 2019-05, add: {2026-02: 0.9}, source: 001 P7}}",
        "switches: {without: thaw}",
        "events: {court: {2018-10: {size: 0.5, source: 003 P8}, without: [2018-11]}}",
        "events: {court: {month: 2018-10, size: 0.5, source: 003 P8, without: 2018-11}}",
        "events: {talks: [{month: 2026-01, outcome: deal, source: 001 P8}]}",
        "leaders: {without: [koizumi]}",
        "leaders: {abe: {traits: {without: rivalry}}}",
        "turnover: {tokyo: null}",
    ],
)
def test_entry_that_changes__is_marked_by_no_editor(text, world):
    assert world.is_valid(dict(parse(f"title: t\ninherits: neglect\n{text}\n", "t")))


def test_schema__explains_every_trait_and_parameter_with_unit_and_bounds(world):
    properties = world.schema["properties"]
    traits = properties["leaders"]["additionalProperties"]["properties"]["traits"]["properties"]
    for trait in TRAITS:
        words = traits[trait.name]["description"]
        assert words == f"{trait.meaning.rstrip('.')}; in [{trait.low}, {trait.high}]."
    for parameter in PARAMETERS:
        words = properties["parameters"]["properties"][parameter.name]["description"]
        low, high = BOUNDS[parameter.kind]
        assert words.startswith(
            f"{parameter.meaning.rstrip('.')}; {parameter.default:g} unless said"
        )
        assert f"in [{low:g}, {high:g}]" in words
        assert parameter.unit == "1" or words.endswith(f" {parameter.unit}.")
