"""Rivals without mechanisms: what they say, and how unsure they are."""

import numpy as np
import pandas as pd
import pytest

from sim.errors import WrongKind
from sim.methods.scoring.balance import BEGIN, balance_paths
from sim.methods.scoring.rival import leaders_only, persistence
from sim.scenario import load


def walk(steps=400, groups=("a",), sd=1.0, seed=1):
    draws = np.random.default_rng(seed)
    return pd.concat(
        pd.DataFrame(
            {"group": name, "step": range(steps), "y": draws.normal(0, sd, steps).cumsum()}
        )
        for name in groups
    )


def ahead(group="a", begin=400, count=4, **more):
    return pd.DataFrame({"group": group, "step": range(begin, begin + count), "y": 99.0, **more})


def draws():
    return np.random.default_rng(5)


def test_persistence__is_the_last_value_at_every_horizon():
    past = walk()
    found = persistence(past, ahead(), 10, draws())
    assert found.middle.tolist() == [past["y"].iloc[-1]] * 4


def test_persistence__takes_the_last_value_before_the_block_not_after():
    past = walk(20)
    held = past[(past["step"] < 8) | (past["step"] >= 12)]
    found = persistence(held, ahead(begin=8), 10, draws())
    assert found.middle.tolist() == [past.loc[past["step"] == 7, "y"].iloc[0]] * 4


def test_persistence__of_a_random_walk_spreads_with_the_root_of_the_horizon():
    spread = persistence(walk(1000), ahead(begin=1000), 20_000, draws()).members.std(axis=0)
    assert spread == pytest.approx(np.sqrt([1, 2, 3, 4]), rel=0.15)


def test_persistence__of_a_short_group_borrows_the_changes_of_all():
    short = pd.DataFrame({"group": "b", "step": [398, 399], "y": [3.0, 3.0]})
    past = pd.concat([walk(), short])
    found = persistence(past, ahead("b", count=1), 20_000, draws())
    assert found.middle[0] == 3.0
    assert found.members.std() == pytest.approx(1.0, rel=0.1)


def test_leaders_only__has_a_mean_a_pair_and_the_overall_mean_for_one_unseen():
    past = pd.DataFrame(
        {"group": "a", "pair": ["x"] * 6 + ["y"] * 2, "y": [1.0, 3.0] * 3 + [9.0, 9.0]}
    )
    test = ahead(count=3, pair=["x", "y", "z"])
    found = leaders_only(past, test, 50_000, draws())
    assert found.middle.tolist() == [2.0, 9.0, past["y"].mean()]
    # Six squares of 1 over eight points less two means; and the error of a mean of six.
    assert found.members[:, 0].std() == pytest.approx(np.sqrt(1.0 * (1 + 1 / 6)), rel=0.02)


def test_leaders_only__is_not_sure_of_itself_where_no_pair_has_two_points():
    past = pd.DataFrame(
        {"group": ["a", "a", "b", "b"], "pair": ["x", "y"] * 2, "y": [0.0, 2.0, 5.0, 7.0]}
    )
    found = leaders_only(past, ahead(count=1, pair=["x"]), 20_000, draws())
    # Two squares of 1 a group, one degree of freedom each.
    assert found.members.std() == pytest.approx(np.sqrt(2.0 * 2.0), rel=0.03)


def test_balance__starts_from_the_worlds_relations_and_stays_within_bounds():
    world = load("baseline_hindcast")
    paths = balance_paths(world, 0.2, replicates=30, seed=1)
    for name, values in paths.items():
        stated = world.start_values.get(str(name))
        begin = BEGIN[str(name)] if stated is None else stated.low
        assert values.to_numpy()[:, 0].mean() == pytest.approx(begin, abs=0.2)
        assert abs(values.to_numpy()).max() <= 1.0


def test_balance__ends_where_every_triad_is_balanced():
    paths = balance_paths(load("baseline_hindcast"), 0.2, replicates=20, seed=1)
    last = {name[9:]: values.to_numpy()[:, -1] for name, values in paths.items()}
    countries = ("chn", "jpn", "kor", "prk", "usa")
    for a in range(5):
        for b in range(a + 1, 5):
            for c in range(b + 1, 5):
                one, two, three = countries[a], countries[b], countries[c]
                product = last[f"{one}_{two}"] * last[f"{two}_{three}"] * last[f"{one}_{three}"]
                assert (product > 0).all()


def test_balance__alone_is_a_walk_without_its_rate():
    paths = balance_paths(load("baseline_hindcast"), 0.0, replicates=3000, seed=1)
    moved = paths["relation_jpn_kor"].to_numpy()[:, 11] - 0.15
    assert moved.mean() == pytest.approx(0.0, abs=0.004)
    assert moved.std() == pytest.approx(0.015 * np.sqrt(12), rel=0.05)


def test_balance__needs_a_world_that_states_its_beginning():
    with pytest.raises(WrongKind, match="wanted a world with start values"):
        balance_paths(load("neglect"), 0.1, replicates=2, seed=1)
