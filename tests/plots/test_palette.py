"""Colours: one a world, told apart with and without colour vision."""

import itertools

import numpy as np
import pytest
from matplotlib.colors import to_rgb

from sim.analysis import Asked, name_asked
from sim.plots.palette import (
    PLAIN,
    TRIANGLE_COLOURS,
    WORLD_COLOURS,
    point_colours,
    ramp,
    world_colours,
)

# Viénot, Brettel and Mollon 1999: linear RGB as seen without long or without middle cones.
_BLIND = {
    "protanope": [[0.112, 0.888, 0.0], [0.112, 0.888, 0.0], [0.004, -0.004, 1.0]],
    "deuteranope": [[0.293, 0.707, 0.0], [0.293, 0.707, 0.0], [-0.022, 0.022, 1.0]],
}


def seen(colour: str, eye: str) -> np.ndarray:
    linear = np.asarray(to_rgb(colour)) ** 2.2
    return np.clip(np.array(_BLIND[eye]) @ linear, 0, 1) ** (1 / 2.2)


@pytest.mark.parametrize("eye", _BLIND)
@pytest.mark.parametrize("colours", [tuple(WORLD_COLOURS.values()), TRIANGLE_COLOURS])
def test_colours__stay_apart_for_colour_blind_eyes(colours, eye):
    for one, other in itertools.combinations(colours, 2):
        assert np.linalg.norm(seen(one, eye) - seen(other, eye)) > 0.12


def test_world_colours__are_the_same_in_any_company():
    alone = world_colours(["neglect"])["neglect"]
    assert world_colours(["my_world", "neglect", "other"])["neglect"] == alone


def test_world_colours__of_unknown_worlds_differ():
    found = world_colours(["a", "b", "neglect", "joint_hedging"])
    assert len(set(found.values())) == 4


def luminance(colour: str) -> float:
    return float(np.asarray(to_rgb(colour)) ** 2.2 @ [0.2126, 0.7152, 0.0722])


def colours(*points: tuple[str, dict]) -> list[str]:
    return point_colours(name_asked([Asked(k, *point) for k, point in enumerate(points)]))


def test_ramp__brightens_step_by_step_and_stays_dark_enough_for_words_on_white():
    shades = [luminance(colour) for colour in ramp(25)]
    assert shades == sorted(set(shades))
    assert 1.05 / (shades[-1] + 0.05) > 3.0  # WCAG 2.2, 1.4.3: contrast of large or bold text


@pytest.mark.parametrize("eye", _BLIND)
def test_ramp__of_a_few_stays_apart_for_colour_blind_eyes(eye):
    for one, other in itertools.pairwise(ramp(5)):
        assert np.linalg.norm(seen(one, eye) - seen(other, eye)) > 0.12


def test_point_colours__leave_a_world_its_own_where_its_scenario_occurs_once():
    found = colours(("neglect", {}), *(("joint_hedging", {"months": k}) for k in (6, 12)))
    assert found == [WORLD_COLOURS["neglect"], *ramp(2)]


def test_point_colours__follow_the_order_of_numbers_and_not_of_points():
    values = [0.5, 0.1, 0.9]
    found = colours(*(("neglect", {"traits.rivalry": value}) for value in values))
    assert found == [ramp(3)[1], ramp(3)[0], ramp(3)[2]]


def test_point_colours__order_by_the_first_key_then_the_next():
    grid = [{"traits.rivalry": a, "switches.thaw": b} for b in (True, False) for a in (0.2, 0.8)]
    found = colours(*(("neglect", changed) for changed in grid))
    assert [ramp(4).index(colour) for colour in found] == [0, 2, 1, 3]


def test_point_colours__begin_with_what_is_left_as_it_is():
    found = colours(("neglect", {"traits.rivalry": -1.0}), ("neglect", {}))
    assert found == ramp(2)[::-1]


def test_point_colours__without_order_differ_while_there_are_enough():
    off = [("neglect", {f"switches.s{k}": False}) for k in range(7)]
    assert len(set(colours(*off))) == 7
    assert set(colours(*off, ("neglect", {}))) == {PLAIN}
