"""A world as a value: equal worlds have one hash and one pickle, and its faces are short."""

import copy
import dataclasses
import doctest
import functools
import pickle
from html.parser import HTMLParser

import numpy as np
import pytest

from sim.runner import Point
from sim.scenario import catalogue, load, parameter_set
from sim.spec import glance
from sim.spec.override import apply
from sim.spec.world import ParameterSet

NAME = "second_trump_term"


def test_doctests():
    assert doctest.testmod(glance).failed == 0


def changed(**more):
    return load(NAME).replace(**{"traits.rivalry": [0.1, 0.3], **more})


@pytest.fixture(scope="module")
def world():
    return load(NAME)


def test_equal_worlds__have_one_hash(world):
    assert load(NAME) is not world
    assert (load(NAME), hash(load(NAME))) == (world, hash(world))
    assert (changed(), hash(changed())) == (changed(), hash(changed()))
    assert len({world, load(NAME), changed(), changed()}) == 2
    assert hash(world.leaders["trump_2"]) == hash(load(NAME).leaders["trump_2"])


@pytest.mark.parametrize(
    "other",
    [
        lambda w: w.replace(months=12),
        lambda w: apply(w, {"switches.mediation": True}),
        lambda w: w.replace(**{"parameters.balance_pull": 0.0}),
        lambda w: w.replace(**{"events.court": [{"month": "2025-03", "size": 1.0}]}),
        lambda w: w.replace(parameter_set=parameter_set("posterior_2024")),
        lambda w: dataclasses.replace(w, title="Another title"),
        lambda w: dataclasses.replace(w, sources=()),
        lambda w: dataclasses.replace(w, start=w.start.replace(**{"traits.rivalry": 0.0})),
    ],
)
def test_different_worlds__are_not_equal(world, other):
    assert other(world) != world
    assert other(world) == other(world)
    assert hash(other(world)) == hash(other(world))
    assert world != world.name


@pytest.mark.parametrize(
    ("one", "other"),
    [({"parameters.balance_pull": 0.0}, {"parameters.balance_pull": -0.0})],
)
def test_equality__goes_with_the_digest(world, one, other):
    first, second = world.replace(**one), world.replace(**other)
    assert first.digest() != second.digest()
    assert first != second


def test_equality__takes_changes_that_came_as_arrays(world):
    one, other = (world.replace(**{"traits.rivalry": np.array([0.1, 0.3])}) for _ in range(2))
    assert one == other
    assert one.as_dict()["overrides"] == {"traits.rivalry": [0.1, 0.3]}


def test_world__is_a_key_of_caches_and_dicts(world):
    calls = []

    @functools.lru_cache
    def length(world):
        calls.append(world.name)
        return world.months

    assert [length(world), length(load(NAME)), length(world.replace(months=6))] == [48, 48, 6]
    assert len(calls) == 2
    assert {world: "a", changed(): "b"}[load(NAME)] == "a"


@pytest.mark.parametrize("made", [lambda: load(NAME), changed, lambda: load("baseline_hindcast")])
def test_pickle__does_not_depend_on_what_was_asked_of_a_world(made):
    fresh, used = made(), made()
    used.digest()
    if used.start is not None:
        used.start.digest()
    assert hash(used) == hash(used)
    assert pickle.dumps(fresh) == pickle.dumps(used)
    again = pickle.loads(pickle.dumps(used))
    assert (again, again.digest()) == (used, used.digest())
    assert copy.deepcopy(used) == used == copy.copy(used)


def test_repr__is_one_short_line(world):
    for name in (entry.name for entry in catalogue()):
        for text in (repr(load(name)), str(load(name)), f"{load(name)}"):
            assert len(text) < 150
            assert "\n" not in text
    assert repr(world) == (
        "<World second_trump_term: 2025-01 to 2028-12, 0 overrides, digest " + world.digest() + ">"
    )
    assert "1 override," in repr(changed())
    point = Point(NAME, changed(), {"traits.rivalry": [0.1, 0.3]})
    assert repr(point) == f"<Point second_trump_term: {changed()!r}>"
    drawn = parameter_set("posterior_2024")
    assert repr(drawn) == "<ParameterSet posterior_2024: 500 draws of 10 parameters>"
    assert str(drawn) == "posterior_2024"


class Shown(HTMLParser):
    """What a browser would show of a table: cells by the head of their row, and every tag."""

    def __init__(self, html):
        super().__init__()
        self.cells, self.tags, self.text = [], set(), ""
        self.feed(html)
        self.rows = {row[0]: row[1:] for row in self.cells if row}

    def handle_starttag(self, tag, attrs):
        self.tags.add(tag)
        if tag == "tr":
            self.cells.append([])
        elif tag in ("th", "td"):
            self.cells[-1].append("")

    def handle_data(self, data):
        self.text += data
        if self.cells and self.cells[-1]:
            self.cells[-1][-1] += data


def test_html__tells_a_world_in_a_small_table():
    changes = {"traits.rivalry": [0.1, 0.3], "switches.mediation": False}
    shown = Shown(load(NAME).replace(**changes)._repr_html_())
    assert shown.text.startswith("Second Trump term with loyalty competition")
    assert shown.rows["window"] == [
        "2025-01 to 2028-12, 48 months, from the state that baseline_hindcast reaches"
    ]
    assert shown.rows["washington"] == ["Donald Trump, second term"]
    assert shown.rows["tokyo"] == ["Ishiba Shigeru; Tokyo's next prime minister (2025-10)"]
    assert shown.rows["changed"] == ["traits.rivalry=[0.1, 0.3]; switches.mediation=False"]
    assert shown.rows["switched off"] == ["mediation"]
    # Of the 32 traits of the five in office, the four rivalries are those that were changed.
    assert shown.rows["traits in office"] == [
        "9 stated, 7 inferred, 9 silent, 3 assumed, 4 override"
    ]
    assert shown.rows["series assumed"] == ["us_china_tension"]
    assert shown.rows["sources"] == ["000 P18; 000 P17"]


@pytest.mark.parametrize("name", [entry.name for entry in catalogue()])
def test_html__of_every_world_is_small(name):
    world = load(name)
    many = {f"leaders.{leader}.ideology": 0.5 for leader in world.holders("seoul")}
    for one in (world, apply(world, many)):
        html = one._repr_html_()
        assert len(html) < 3000
        assert "<td></td>" not in html


def test_html__takes_nothing_for_html(world):
    bad = "<script>alert('&')</script>"
    leaders = {name: dataclasses.replace(one, title=bad) for name, one in world.leaders.items()}
    html = dataclasses.replace(
        world, name=bad, title=bad, leaders=leaders, sources=(bad,), overrides={bad: bad}
    )._repr_html_()
    shown = Shown(html)
    assert shown.tags == {"p", "b", "table", "tr", "th", "td"}
    assert shown.rows["sources"] == [bad]
    drawn = ParameterSet(bad, (bad,), ((0.5,),), source=bad)
    assert Shown(drawn._repr_html_()).tags == {"p", "b", "table", "tr", "th", "td"}


def test_html__says_how_much_more_there_is(world):
    many = {f"events.court.{k}": k for k in range(100)}
    shown = Shown(dataclasses.replace(world, overrides=many)._repr_html_())
    assert shown.rows["changed"][0].endswith("events.court.7=7 and 92 more")


def test_html__of_a_parameter_set_shows_its_spread():
    drawn = ParameterSet("two", ("bid_gain", "unknown"), tuple((k / 100, 1.0) for k in range(101)))
    shown = Shown(drawn._repr_html_())
    assert shown.rows["parameter"] == ["median", "middle 90%", "default"]
    assert shown.rows["bid_gain"][:2] == ["0.5", "0.05 to 0.95"]
    assert shown.rows["unknown"] == ["1", "1 to 1", ""]
    wide = ParameterSet("wide", tuple(f"p{k}" for k in range(40)), (tuple(range(40)),))
    html = wide._repr_html_()
    assert Shown(html).rows["and 24 more"] == ["", "", ""]
    assert len(html) < 3000
    assert "0 draws" in ParameterSet("none", (), ())._repr_html_()
