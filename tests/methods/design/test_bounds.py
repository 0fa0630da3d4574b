"""Between which ends a key is varied."""

import pytest

import sim
from sim.errors import OutOfBounds, SimError, UnknownName, WrongKind
from sim.methods.design import bounds_of


def test_bounds__of_a_parameter_are_its_prior():
    known = sim.keys().set_index("key").loc["parameters.memory_gain"]
    assert known["prior_high"] < known["high"]
    (found,) = bounds_of(["parameters.memory_gain"]).values()
    assert found == (known["prior_low"], known["prior_high"])


def test_bounds__of_a_leader_are_the_coded_range_of_a_capital_the_trait():
    known = sim.keys().set_index("key").loc["leaders.yoon.rivalry"]
    found = bounds_of(["leaders.yoon.rivalry", "leaders.seoul.rivalry", "traits.pressure_tilt"])
    assert found["leaders.yoon.rivalry"] == (known["prior_low"], known["prior_high"])
    assert found["leaders.yoon.rivalry"] != found["leaders.seoul.rivalry"] == (0.0, 1.0)
    assert found["traits.pressure_tilt"] == (-1.0, 1.0)


def test_bounds__are_those_that_the_world_states():
    world = sim.load("second_trump_term").replace(
        **{"start.parameters.memory_gain": (0.05, 0.06), "leaders.ishiba.rivalry": (0.3, 0.35)}
    )
    keys = ["start.parameters.memory_gain", "leaders.ishiba.rivalry"]
    assert list(bounds_of(keys, world).values()) == [(0.05, 0.06), (0.3, 0.35)]
    assert bounds_of(keys) != bounds_of(keys, world)


def test_bounds__under_start_are_those_of_the_key():
    found = bounds_of(["start.parameters.memory_gain", "parameters.memory_gain"])
    assert len(set(found.values())) == 1


def test_key__that_is_a_flag_of_the_method_has_no_range():
    with pytest.raises(SimError, match="has no range of its own"):
        bounds_of(["parameters.freeze_kor"])
    assert bounds_of({"parameters.freeze_kor": (0, 1)}) == {"parameters.freeze_kor": (0.0, 1.0)}


@pytest.mark.parametrize(
    ("over", "kind", "line"),
    [
        ([], WrongKind, "over: found nothing, wanted a list of keys"),
        ("traits.rivalry", WrongKind, "over: found the text 'traits.rivalry'"),
        (3, WrongKind, "over: found 3"),
        ([3], WrongKind, "over: found 3"),
        (["traits.rivalry", "traits.rivalry"], WrongKind, "the key 'traits.rivalry' twice"),
        (["traits.rivlry"], UnknownName, "did you mean 'traits.rivalry'"),
        (["start.traits.rivlry"], UnknownName, "did you mean 'start.traits.rivalry'"),
        (["leaders.moon.mediation"], UnknownName, "unknown key 'leaders.moon.mediation'"),
        (["events.court"], WrongKind, "a key that takes one number"),
        (["months"], UnknownName, "unknown key 'months'"),
        ({"traits.rivalry": (0.5, 0.5)}, WrongKind, "traits.rivalry: found (0.5, 0.5)"),
        ({"traits.rivalry": (0.6, 0.5)}, WrongKind, "low below high"),
        ({"traits.rivalry": (0.6,)}, WrongKind, "two numbers"),
        ({"traits.rivalry": 0.6}, WrongKind, "two numbers"),
        ({"traits.rivalry": ("a", "b")}, WrongKind, "two numbers"),
        ({"traits.rivalry": (False, True)}, WrongKind, "two numbers"),
        ({"traits.rivalry": (0.0, float("nan"))}, WrongKind, "two numbers"),
        ({"traits.rivalry": (0.0, 1.5)}, OutOfBounds, "found 1.5, wanted a number in [0, 1]"),
    ],
)
def test_wrong_keys_or_ends__are_one_line(over, kind, line):
    with pytest.raises(kind) as caught:
        bounds_of(over)
    assert line in str(caught.value)
    assert "\n" not in str(caught.value)
