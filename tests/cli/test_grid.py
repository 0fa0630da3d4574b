"""Grids: axes that are counted before they are made, points that share what they have in common."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.cli.grid import MOST_POINTS, axes, check_points, grid, hashable
from sim.cli.hydra_grammar import parse_words
from sim.cli.overrides import with_value
from sim.errors import SimError

CONFIG = {"scenario": "neglect", "seed": 1, "leaders": {}, "traits": {}, "output": {"folder": "a"}}


def test_points__share_what_they_have_in_common():
    one, other = grid(CONFIG, {"traits.rivalry": [0.1, 0.2]})
    assert (one["traits"], other["traits"]) == ({"rivalry": 0.1}, {"rivalry": 0.2})
    assert one["output"] is other["output"] is CONFIG["output"]
    assert CONFIG["traits"] == {}


@pytest.mark.parametrize(
    ("word", "count"),
    [
        ("a=range(0,1,0.1)", 10),
        ("a=range(0,5)", 5),
        ("a=range(5,0,-2)", 3),
        ("a=range(0,1,0.3)", 4),
        ("a=choice(x,y)", 2),
        ("a=sort(3,1,2)", 3),
        ("a=x", 1),
    ],
)
def test_count__is_that_of_the_values(word, count):
    (values,) = axes(parse_words([word])).values()
    assert len(values) == count


def test_grid__of_the_most_points_is_taken_and_one_more_is_not():
    check_points(MOST_POINTS)
    with pytest.raises(SimError, match=r"found 100,001 design points, wanted at most 100,000"):
        check_points(MOST_POINTS + 1)
    with pytest.raises(SimError, match="wanted at most 100,000"):
        axes(parse_words(["a=range(0,401)", "b=range(0,250)"]))


@pytest.mark.parametrize("value", ["0.5,0.50", "[1,2],[1.0,2]", "{a:1,b:2},{b:2,a:1}", "x,'x'"])
def test_value__that_stands_twice_is_refused(value):
    with pytest.raises(SimError, match="wanted each value once"):
        axes(parse_words([f"a={value}"]))


VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-3, 3)
    | st.sampled_from([0.5, 1.0, math.pi])
    | st.text("ab", max_size=2),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from("ab"), inner),
    max_leaves=5,
)


@given(VALUES, VALUES)
def test_frozen__is_equal_where_values_are(one, other):
    assert (hashable(one) == hashable(other)) == (one == other)
    hash(hashable(one))


NAMES = (
    "leaders",
    "leaders.seoul",
    "leaders.tokyo",
    "leaders.seoul.rivalry",
    "leaders.tokyo.rivalry",
)


@given(
    st.lists(st.tuples(st.sampled_from(NAMES[1:]), st.sampled_from(["abe", 0.2, None])), max_size=6)
)
def test_word__takes_nothing_away_but_what_it_names(words):
    """The last word on a name counts; null takes it and all below; nothing else is touched."""
    config, wanted = CONFIG, {}
    for key, value in words:
        if key.count(".") == 1 and value == 0.2:
            continue  # a leader is no number
        config = with_value(config, key, value)
        name = key.removeprefix("leaders.")
        if value is None:
            wanted = {one: old for one, old in wanted.items() if f"{one}.".find(f"{name}.") != 0}
        else:
            wanted[name] = value
    assert config["leaders"] == wanted
    assert CONFIG["leaders"] == {}


def test_null__in_a_grid_takes_this_key_away_and_no_other():
    held = {"leaders": {"seoul": "moon", "seoul.rivalry": 0.3}, "events": {"court.add": {}}}
    points = grid(held, {"leaders.seoul": [None, "yoon"], "events.court": [None, "off"]})
    assert [point["leaders"] for point in points] == [
        {"seoul.rivalry": 0.3},
        {"seoul.rivalry": 0.3},
        {"seoul.rivalry": 0.3, "seoul": "yoon"},
        {"seoul.rivalry": 0.3, "seoul": "yoon"},
    ]
    first, *_ = grid(held, {"events.court": [None, "off"]})
    assert first["events"] == {"court.add": {}}
