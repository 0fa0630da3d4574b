"""The app's words: one for every option, and changes read as the command line means them."""

import doctest

import pytest

from sim.errors import SimError
from sim.mesa_face import words
from sim.mesa_face.words import CHOSEN, LEVERS, changes_in, command_words
from sim.scenario import load
from sim.spec.instruments import INSTRUMENTS


def test_chosen__has_words_for_every_option_and_no_other():
    assert {name: tuple(said) for name, said in CHOSEN.items()} == {
        each.name: each.options for each in INSTRUMENTS
    }


def test_chosen__tells_the_options_of_a_capital_apart():
    for capital in {each.capital for each in INSTRUMENTS}:
        said = [
            text
            for each in INSTRUMENTS
            if each.capital == capital
            for text in CHOSEN[each.name].values()
        ]
        assert len(set(said)) == len(said)


@pytest.mark.parametrize("lever", LEVERS, ids=lambda lever: lever.key)
def test_lever__is_a_change_that_a_world_takes(lever):
    low, high = lever.bounds
    world = load("second_trump_term")
    changed = world.replace(**{lever.key: high})
    holders = changed.holders(lever.capital)
    assert all(changed.leaders[name].traits[lever.trait].low == high for name in holders)
    assert low < high


@pytest.mark.parametrize(
    ("text", "changes"),
    [
        ("", {}),
        ("switches.thaw=false", {"switches.thaw": False}),
        ("  traits.rivalry=[0.1,0.3]  months=24 ", {"traits.rivalry": [0.1, 0.3], "months": 24}),
        ("'traits.rivalry=[0.1, 0.3]'", {"traits.rivalry": [0.1, 0.3]}),
        ("events.court.without=2018-10", {"events.court.without": "2018-10"}),
        ("parameter_set=null", {"parameter_set": None}),
        ("events.court={2018-10:0.5}", {"events.court": {"2018-10": 0.5}}),
        (
            "events.court=[{month:2018-10,size:1}]",
            {"events.court": [{"month": "2018-10", "size": 1}]},
        ),
    ],
)
def test_changes__are_read(text, changes):
    assert changes_in(text) == changes


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("switches.thaw", "changes: found the text 'switches.thaw', wanted name=value"),
        ("=3", "name=value"),
        ("traits.rivalry=", "name=value"),
        ("traits.rivalry='0.3", "quotes that are closed"),
        ("traits.rivalry=[0.1", "a value"),
        ("traits.rivalry=!!python/object:os.system", "a value"),
        ("months=3 months=4", "months: found it twice"),
    ],
)
def test_changes__that_are_none_end_in_one_line(text, said):
    with pytest.raises(SimError) as caught:
        changes_in(text)
    assert said in str(caught.value)
    assert "\n" not in str(caught.value)


def test_command__is_read_back():
    changes = {
        "switches.thaw": False,
        "traits.rivalry": [0.1, 0.3],
        "months": 24,
        "events.court": [{"month": "2018-10", "size": 1}],
        "events.court.without": "2018-11",
        "parameter_set": None,
    }
    assert changes_in(command_words(changes)) == changes


def test_doctests():
    assert doctest.testmod(words).failed == 0
