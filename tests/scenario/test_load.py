"""The door in: names to worlds, one's own folder beside the shipped one."""

import doctest
from importlib import import_module

import pytest

from sim.errors import MalformedFile, UnknownName, WrongKind
from sim.scenario import assumed, catalogue, load, shipped_folder
from sim.spec.calendar import month_number

MODULES = [
    *("bibliography", "cells", "citation", "document", "expand", "fields", "folder", "inherit"),
    *("observed", "load", "parameter_set", "text"),
]


@pytest.mark.parametrize("name", MODULES)
def test_examples__run(name):
    module = import_module(f"sim.scenario.{name}")
    found = doctest.testmod(module)
    assert found.attempted > 0
    assert found.failed == 0


def test_load__names_the_nearest_world():
    with pytest.raises(UnknownName) as fault:
        load("second_trump")
    assert str(fault.value) == "unknown scenario 'second_trump'; did you mean 'second_trump_term'?"
    assert fault.value.nearest == "second_trump_term"


@pytest.mark.parametrize(
    "name",
    ["../README", "/etc/passwd", "tables/leaders", "Neglect", "", "neglect.yaml", "a b", None],
)
def test_load__takes_names_and_no_paths(name):
    with pytest.raises(WrongKind, match="lower-case letters, digits and underscores"):
        load(name)


def test_load__refuses_a_folder_that_is_not_there(tmp_path):
    with pytest.raises(MalformedFile, match="no such folder"):
        load("neglect", tmp_path / "nowhere")


def test_own_folder__is_looked_in_first_and_inherits_from_the_shipped_one(tmp_path):
    (tmp_path / "neglect.yaml").write_text("title: Mine\ninherits: second_trump_term\n")
    (tmp_path / "child.yaml").write_text("title: Child\ninherits: neglect\n")
    assert load("neglect", tmp_path).title == "Mine"
    assert load("neglect").title != "Mine"
    child = load("child", tmp_path)
    assert child.leaders == load("second_trump_term").leaders


def test_catalogue__lists_own_worlds_with_the_shipped_ones(tmp_path):
    (tmp_path / "mine.yaml").write_text(
        "title: Mine\ninherits: neglect\nsources: [001 P3]\n"
        "window: {first: 2025-01, last: 2025-12}\n"
    )
    shipped, own = catalogue(), catalogue(tmp_path)
    assert {entry.name for entry in own} - {entry.name for entry in shipped} == {"mine"}
    entry = next(entry for entry in own if entry.name == "mine")
    months = month_number("2025-01"), month_number("2025-12")
    assert entry == ("mine", "Mine", *months, ("001 P3",))
    assert [entry.name for entry in own] == sorted(entry.name for entry in own)


def test_catalogue__agrees_with_the_worlds():
    for entry in catalogue():
        world = load(entry.name)
        assert entry == (world.name, world.title, world.first, world.last, world.sources)


def test_shipped_folder__holds_worlds_tables_and_sources():
    folder = shipped_folder()
    assert (folder / "sources.bib").is_file()
    assert (folder / "tables" / "leaders.yaml").is_file()


def test_assumed__grows_with_an_assumed_number(tmp_path):
    (tmp_path / "mine.yaml").write_text(
        "title: Mine\ninherits: neglect\nparameters:\n"
        "  inertia: {value: 0.2, source: assumed, because: a trial}\n"
    )
    assert set(assumed(load("mine", tmp_path))) - set(assumed(load("neglect"))) == {
        "parameters.inertia"
    }
