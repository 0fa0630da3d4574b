"""Colours: one a world, told apart with and without colour vision."""

import itertools

import numpy as np
import pytest
from matplotlib.colors import to_rgb

from sim.plots.palette import TRIANGLE_COLOURS, WORLD_COLOURS, world_colours

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
