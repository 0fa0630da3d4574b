"""Crossed traits: a product is an interaction and a sum is none; maps are where they belong."""

import numpy as np
import pandas as pd
import pytest

from sim.methods.sensitivity import arms as arms_module
from sim.methods.sensitivity.arms import Arms
from sim.methods.sensitivity.interaction import (
    CROSSED,
    SIZE,
    crossed_runs,
    crossed_table,
    lever_map,
    mapped,
)
from sim.methods.sensitivity.lever import chosen, levers
from sim.study.levers import pairs_of
from tests.study.levers.made import SMALL, same

THREE = chosen(
    ["leaders.washington.loyalty_reward", "leaders.tokyo.rivalry", "leaders.seoul.rivalry"]
)


def answers(form):
    """Return a stand-in for a run: ties as a form of reward and the allies' rivalry."""

    def answer(world, outcomes, replicates, seed, *, threads=None):
        def trait(leader, name):
            return world.leaders[leader].traits[name].low

        assert trait("ishiba", "rivalry") == trait("next_seoul", "rivalry")
        return same(
            form(trait("trump_2", "loyalty_reward"), trait("ishiba", "rivalry")), replicates
        )

    return answer


def test_pairs__are_washingtons_with_one_another_and_with_both_allies():
    found = pairs_of(levers())
    # Eight traits of Washington, six of the allies.
    assert len(found) == 8 * 7 // 2 + 8 * 6
    assert len({pair.name for pair in found}) == len(found)
    assert pairs_of(THREE)[0].at(0.1, 0.9) == {
        "leaders.washington.loyalty_reward": 0.1,
        "leaders.tokyo.rivalry": 0.9,
        "leaders.seoul.rivalry": 0.9,
    }


def test_pair__wants_both_allies():
    assert pairs_of(THREE[:2]) == ()


def test_product__is_an_interaction(monkeypatch):
    monkeypatch.setattr(arms_module, "measured", answers(lambda x, y: 0.3 * x - x * y))
    found = crossed_table(pairs_of(THREE), Arms(SMALL))
    assert list(found.columns) == list(CROSSED)
    one = found.iloc[0]
    # −(0.9 − 0.1)²; x alone 0.8 × (0.3 − 0.5), y alone −0.5 × 0.8.
    assert one["median"] == pytest.approx(-0.64)
    assert (one["main_first"], one["main_second"]) == pytest.approx((-0.16, -0.4))
    assert (one["default_effect"], one["share_positive"]) == pytest.approx((-0.64, 0.0))
    assert one["larger"]
    assert one["clear"]
    assert mapped(found, 5) == [0]
    assert mapped(found, 0) == []


def test_sum__is_no_interaction(monkeypatch):
    monkeypatch.setattr(arms_module, "measured", answers(lambda x, y: 0.5 * x + 0.25 * y))
    found = crossed_table(pairs_of(THREE), Arms(SMALL))
    assert found["median"].iloc[0] == pytest.approx(0.0, abs=1e-12)
    assert not found["larger"].iloc[0]
    assert mapped(found, 5) == []


def test_mapped__takes_the_largest_of_those_that_stand_out():
    table = pd.DataFrame(
        {
            "median": [0.1, -0.3, 0.2, 0.9, 0.8],
            "larger": [True, True, True, False, True],
            "clear": [True, True, True, True, False],
        }
    )
    assert mapped(table, 2) == [1, 2]


def test_map__has_every_cell_in_its_place(monkeypatch):
    monkeypatch.setattr(arms_module, "measured", answers(lambda x, y: x - 0.1 * y))
    cells = lever_map(pairs_of(THREE)[0], Arms(SMALL))
    assert len(cells) == SIZE * SIZE
    assert cells["value"].to_numpy() == pytest.approx(cells["x"] - 0.1 * cells["y"])
    across = np.array(sorted(set(cells["x"])))
    assert across == pytest.approx(np.linspace(0.1, 0.9, SIZE), abs=1e-6)


def test_crossed__in_the_model_is_the_same_twice_and_counts_its_runs():
    arms = Arms(SMALL)
    pairs = pairs_of(THREE)
    assert crossed_runs(pairs, arms) == 4 * (4 * 3 + 5)
    pd.testing.assert_frame_equal(crossed_table(pairs, arms), crossed_table(pairs, Arms(SMALL)))


def test_nothing_crossed__is_an_empty_table_of_the_same_columns():
    found = crossed_table((), Arms(SMALL))
    assert list(found.columns) == list(CROSSED)
    assert found.empty
