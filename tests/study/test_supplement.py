"""The runs beside the sweep: what they change."""

import pytest

from sim.scenario import load
from sim.spec.override import apply
from sim.spec.preferences import TRAITS
from sim.study.supplement import SUPPLEMENTS

BY_NAME = {one.name: one for one in SUPPLEMENTS}


def test_supplements__have_names_of_their_own_and_a_reason():
    assert len(BY_NAME) == len(SUPPLEMENTS)
    assert all(one.why.endswith(".") for one in SUPPLEMENTS)


@pytest.mark.parametrize("name", BY_NAME)
def test_supplement__changes_its_world_or_is_the_world_itself(name):
    one = BY_NAME[name]
    world = load(one.scenario)
    changed = apply(world, one.overrides)
    assert (changed.digest() == world.digest()) == (not one.overrides)


def test_leaders_alike__leaves_no_trait_that_tells_leaders_apart():
    world = apply(load("baseline_hindcast"), BY_NAME["leaders_alike"].overrides)
    holders = {
        name for capital in ("washington", "tokyo", "seoul") for name in world.holders(capital)
    }
    for trait in TRAITS:
        spans = [
            world.leaders[name].traits[trait.name]
            for name in holders
            if trait.name in world.leaders[name].traits
        ]
        assert len({(span.low, span.high) for span in spans}) == 1
