"""Ablation: one thing taken away at a time, under the same luck."""

import numpy as np
import pytest

from sim.methods.attribution import ablate, each_switch_off, shown
from sim.scenario import load
from sim.spec.measure import Measure
from sim.spec.override import apply
from sim.spec.switches import SWITCHES

PATTERNS = {
    "warm": Measure.parse("last(relation_jpn_kor) > 0"),
    "bids": Measure.parse("mean(bid_jpn) > 0"),
}
FEW = {"replicates": 30, "seed": 2, "threads": 1}


@pytest.fixture(scope="module")
def world():
    return load("neglect")


def test_switches__are_off_one_at_a_time(world):
    off = each_switch_off(world)
    assert tuple(off) == tuple(SWITCHES)
    for name, one in off.items():
        assert {key for key in SWITCHES if not one.switches.get(key, True)} == {name}


def test_shown__is_1_where_a_replicate_shows_the_pattern(world):
    flags = shown(world, PATTERNS, **FEW)
    assert flags.shape == (30, 2)
    assert set(np.unique(flags)) <= {0.0, 1.0}


def test_change__is_paired_with_the_world_as_it_is(world):
    without = {
        "nothing": world,
        "loyalty_contest": apply(world, {"switches.loyalty_contest": False}),
    }
    found = ablate(world, without, PATTERNS, **FEW)
    assert found.probability.index.tolist() == ["none", *without]
    assert (found.change.loc["nothing"] == 0.0).all()
    assert (found.se.loc["nothing"] == 0.0).all()
    # Without the contest nobody bids.
    assert found.probability.loc["none", "bids"] > 0.9
    assert found.probability.loc["loyalty_contest", "bids"] == 0.0
    change, se = (table.loc["loyalty_contest", "bids"] for table in (found.change, found.se))
    assert change == -found.probability.loc["none", "bids"]
    assert se == pytest.approx(np.sqrt(-change * (1.0 + change) / 29))
