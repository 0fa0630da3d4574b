"""The rival of two states: finds states that are there, sees no more than it may, and is not thrown
by groups that say little."""

import numpy as np
import pandas as pd
import pytest

from sim.methods.scoring.forecast import block_of
from sim.methods.scoring.markov import two_states, two_states_of
from sim.methods.scoring.point import points_of
from sim.scenario import load

LEVELS, SPREAD, STAY = (1.0, 5.0), 0.5, (0.9, 0.8)


def switching(steps, group="a", seed=1, shift=0.0, scale=1.0):
    """Points of a chain of two states."""
    draws = np.random.default_rng(seed)
    now, y = 0, []
    for turn in draws.random(steps):
        now = now if turn < STAY[now] else 1 - now
        y.append(LEVELS[now])
    y = np.array(y) + SPREAD * draws.normal(size=steps)
    return pd.DataFrame({"group": group, "step": range(steps), "y": shift + scale * y})


def ahead(begin, count=4, group="a"):
    return pd.DataFrame({"group": group, "step": range(begin, begin + count), "y": 99.0})


def draws(seed=5):
    return np.random.default_rng(seed)


def test_states__that_made_a_long_group_are_found():
    found = two_states_of(switching(2000))["a"]
    assert found.levels == pytest.approx(LEVELS, abs=0.1)
    assert found.spread == pytest.approx(SPREAD, abs=0.05)
    assert found.stay == pytest.approx(STAY, abs=0.04)


def test_states__of_each_group_are_in_its_own_unit():
    train = pd.concat([switching(300), switching(300, "b", 2, 100.0, 10.0)])
    found = two_states_of(train)
    assert found["a"].levels == pytest.approx(LEVELS, abs=0.2)
    assert found["b"].levels == pytest.approx((110.0, 150.0), abs=2.0)
    assert found["b"].spread == pytest.approx(5.0, abs=0.5)


def test_states__of_a_short_group_lean_on_all():
    many = [switching(200, f"g{seed}", seed) for seed in range(5)]
    short = pd.DataFrame({"group": "short", "step": range(3), "y": [3.0, 3.2, 2.9]})
    # Three points do not tell how long states last.
    found = two_states_of(pd.concat([*many, short]))["short"]
    assert found.stay == pytest.approx(STAY, abs=0.15)


def test_states__of_a_long_group_speak_for_themselves():
    many = [switching(200, f"g{seed}", seed) for seed in range(5)]
    turning = pd.DataFrame({"group": "long", "step": range(400), "y": [1.0, 5.0] * 200})
    found = two_states_of(pd.concat([*many, turning]))
    assert max(found["long"].stay) < 0.1
    assert min(found["g1"].stay) > 0.6


def test_forecast__begins_in_the_state_before_the_block_and_forgets_it():
    past = switching(600)
    for state, level in enumerate(LEVELS):
        end = int(past.index[(past["y"] - level).abs() < 0.3][-1]) + 1
        found = two_states(past[:end], ahead(end, 60), 20_000, draws())
        first = LEVELS[0] + (LEVELS[1] - LEVELS[0]) * (STAY[1] if state else 1.0 - STAY[0])
        assert found.middle[0] == pytest.approx(first, abs=0.25)
        # A third of the time in the high state: 0.1 / (0.1 + 0.2).
        assert found.middle[-1] == pytest.approx(1.0 + 4.0 / 3.0, abs=0.35)
        assert found.members.mean(axis=0) == pytest.approx(found.middle, abs=0.05)


def test_forecast__has_two_humps():
    found = two_states(switching(600), ahead(640, 1), 20_000, draws()).members[:, 0]
    near = [np.mean(np.abs(found - level) < 2 * SPREAD) for level in LEVELS]
    assert sum(near) == pytest.approx(0.955, abs=0.02)
    assert np.mean(np.abs(found - 3.0) < 0.5) < 0.02


def test_forecast__goes_paths_of_states_and_not_each_step_anew():
    found = two_states(switching(600), ahead(640, 2), 20_000, draws()).members
    high = found > 3.0
    again = np.mean(high[high[:, 0], 1])
    assert again == pytest.approx(STAY[1], abs=0.05)


def test_forecast__passes_the_hole_of_its_block_and_sees_nothing_after_for_where_it_begins():
    past = switching(200)
    hole = past[(past["step"] < 100) | (past["step"] >= 104)]
    late = hole.assign(y=hole["y"].where(hole["step"] < 104, hole["y"].iloc[::-1].to_numpy()))
    for rows in (hole, late):
        found = two_states(rows, ahead(100), 500, draws())
        before = past.loc[past["step"] == 99, "y"].item()
        level = LEVELS[int(before > 3.0)]
        assert abs(found.middle[0] - level) < 1.2
    changed = past.assign(y=past["y"].where(~past["step"].between(100, 103), -50.0))
    same = changed[(changed["step"] < 100) | (changed["step"] >= 104)]
    again = two_states(same, ahead(100), 500, draws())
    assert (again.members == two_states(hole, ahead(100), 500, draws()).members).all()


def test_forecast__of_a_constant_group_is_the_constant():
    flat = pd.DataFrame({"group": "a", "step": range(9), "y": 2.0})
    found = two_states(flat, ahead(9), 50, draws())
    assert found.members == pytest.approx(2.0, abs=1e-6)
    beside = two_states(pd.concat([flat, switching(80, "b")]), ahead(9), 50, draws())
    assert beside.members == pytest.approx(2.0, abs=1e-6)


def test_forecast__of_one_point_borrows_the_spread_of_all():
    one = pd.DataFrame({"group": "b", "step": [7], "y": [10.0]})
    found = two_states(pd.concat([switching(300), one]), ahead(8, 1, "b"), 20_000, draws())
    assert found.middle[0] == pytest.approx(10.0, abs=1.5)
    assert found.members.std() == pytest.approx(switching(300)["y"].std(), rel=0.4)


def test_forecast__of_one_point_alone_stays_there():
    one = pd.DataFrame({"group": "a", "step": [7], "y": [10.0]})
    assert two_states(one, ahead(8), 20, draws()).members == pytest.approx(10.0, abs=1e-6)


def test_forecast__of_a_group_all_in_one_state_is_about_its_level():
    draw = np.random.default_rng(3)
    calm = pd.DataFrame({"group": "a", "step": range(90), "y": draw.normal(2.0, 0.1, 90)})
    found = two_states(calm, ahead(90), 20_000, draws()).members
    assert found.mean() == pytest.approx(calm["y"].mean(), abs=0.02)
    assert found.std() == pytest.approx(calm["y"].std(), rel=0.15)


def test_forecast__without_a_past_is_open():
    train = switching(200)
    found = two_states(train[train["step"] >= 10], ahead(2, 1), 5000, draws())
    assert LEVELS[0] < found.middle[0] < LEVELS[1]


@pytest.mark.parametrize("measure", ["tone", "opinion", "provocation"])
def test_forecast__of_the_record_does_not_see_what_it_is_scored_on(measure):
    points = points_of(measure, load("baseline_hindcast"))
    changed = points.assign(y=points["y"].where(points["block"] != "2014", -9.0))
    found = []
    for rows in (points, changed):
        block = block_of(rows, "2014")
        found.append(two_states(block.train, block.test, 40, draws()).members)
    assert np.isfinite(found[0]).all()
    assert (found[0] == found[1]).all()
