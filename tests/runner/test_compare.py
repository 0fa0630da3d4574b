"""Comparing runs what has not run, with the replicates and seed of what has."""

import pandas as pd
import pytest

from sim.analysis import compare as compare_results
from sim.errors import WrongKind
from sim.runner import compare, run
from sim.scenario import load


@pytest.fixture(scope="module")
def worlds():
    world = load("baseline_hindcast").replace(months=6)
    return world, world.replace(**{"leaders.seoul.history_hard_line": 0.95})


def test_compare__of_worlds_is_the_comparison_of_their_results(worlds):
    effect = compare(*worlds, replicates=60, seed=4)
    base, alternative = (run(world, replicates=60, seed=4) for world in worlds)
    assert effect.table.equals(compare_results(base, alternative).table)
    assert (effect.replicates, effect.seed) == (60, 4)


@pytest.mark.parametrize("known", [0, 1])
def test_compare__runs_a_world_as_the_other_side_was_run(worlds, known):
    sides = [
        run(world, replicates=40, seed=9) if k == known else world for k, world in enumerate(worlds)
    ]
    effect = compare(*sides)
    assert (effect.replicates, effect.seed) == (40, 9)


def test_compare__keeps_its_direction(worlds):
    there, back = compare(*worlds, replicates=40), compare(*worlds[::-1], replicates=40)
    difference = there.table["difference"]
    pd.testing.assert_series_equal(difference, -back.table["difference"])
    assert (difference != 0).any()


def test_compare__refuses_what_is_no_world(worlds):
    with pytest.raises(
        WrongKind, match="alternative: found the text 'second_trump_term', wanted Results"
    ):
        compare(worlds[0], "second_trump_term")
