"""Worlds as text: what JSON would write, each shared part once; digests that see what matters."""

import dataclasses
import json

import numpy as np
import pytest

from sim.scenario import load, shipped_folder
from sim.spec.plain import WORDS, _Remembered, bare_text_of, plain, text_of
from sim.spec.world import Term

NAMES = sorted(path.stem for path in shipped_folder().glob("*.yaml"))


@pytest.mark.parametrize("name", NAMES)
def test_text__of_a_world_is_its_data_as_json(name):
    world = load(name)
    assert text_of(world) == json.dumps(world.as_dict(), ensure_ascii=False)


@pytest.mark.parametrize(
    "changes",
    [
        {"leaders.seoul.rivalry": 0.25},
        {"leaders.seoul.rivalry": [0.2, 0.4]},
        {"traits.rivalry": 1.0, "months": 5},
        {"start.parameters.memory_gain": [0.05, 0.2], "switches.thaw": False},
        {"start.leaders.moon.rivalry": 0.3},
    ],
)
def test_text__of_a_world_of_a_design_is_its_data_as_json(changes):
    base = load("second_trump_term")
    for world in (base, base.replace(**changes), base):  # parts that they share are remembered
        assert text_of(world) == json.dumps(world.as_dict(), ensure_ascii=False)
        assert plain(world) == world.as_dict()


def test_text__of_any_title_is_that_title():
    title = 'ménage\u2028à "trois" \\ \u0085 日本\n\ttab'
    world = dataclasses.replace(load("neglect"), title=title)
    assert json.loads(text_of(world))["title"] == title
    assert text_of(world) == json.dumps(world.as_dict(), ensure_ascii=False)


@pytest.mark.parametrize(
    "value",
    [
        *(None, True, 3, 0.1 + 0.2, 1e-320, 1e22, "", "a", [], (), {}),
        *([1, [2, (3, "x")]], {"b": {"a": 1}, "a": [None]}, Term("moon", 2017)),
        (Term("moon", 2017), Term("yoon", 2022, "000 P1")),
    ],
)
def test_text__of_plain_values_is_their_json(value):
    assert text_of(value) == json.dumps(plain(value), ensure_ascii=False)


def test_text__of_numpys_numbers_is_that_of_pythons():
    given = {"a": np.float64(0.5), "b": np.int64(3), "c": np.arange(3), "d": np.bool_(True)}
    expected = {"a": 0.5, "b": 3, "c": [0, 1, 2], "d": True}
    assert json.loads(text_of(given)) == plain(given) == expected
    assert text_of(given) == json.dumps(expected)


def test_text__of_a_list_that_changed_is_that_of_the_changed_list():
    given = [{"a": 1}, {"b": 2}]
    assert text_of(given) == json.dumps(given)
    given[0]["a"] = 5
    given.append({"c": [3]})
    assert text_of(given) == json.dumps(given)


def test_bare_text__has_no_words_sorted_names_and_floats():
    given = {"z": 1, "a": [True, 2], "title": "x", "b": {"source": "y", "c": 3}}
    assert bare_text_of(given) == '{"a": [true, 2.0], "b": {"c": 3.0}, "z": 1.0}'
    assert not {"z", "a", "b", "c"} & WORDS


def test_remembered__parts_are_few_and_never_taken_for_others():
    """Texts go by the part itself: one that is gone leaves its place to another."""
    texts = _Remembered(3)
    for year in range(200):
        part = (Term("moon", year), Term("yoon", year + 5))
        assert json.loads(texts.text(part, False))[0]["first"] == year
        del part
    assert len(texts._texts) == 3
