"""Effects: grouped by draw as by hand, exactly 0 where nothing is done, the same whenever asked."""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from sim.errors import InterruptedStudy
from sim.methods.parts import Parts
from sim.methods.sensitivity import arms as arms_module
from sim.methods.sensitivity.arms import DEFAULTS, PRIORS, Arms, measured
from sim.methods.sensitivity.effects import (
    COLUMNS,
    by_draw,
    lever_runs,
    lever_table,
    over_draws,
    place_of,
)
from sim.methods.sensitivity.lever import Lever, chosen
from sim.runner import run
from sim.runner.progress import Clock
from sim.scenario import load
from sim.study.levers import OUTCOMES
from tests.study.levers.made import SMALL, same

TWO = chosen(["leaders.tokyo.rivalry", "switches.thaw"])


def test_by_draw__is_what_a_hand_finds():
    gaps, rows = [0.1, 0.5, 0.3, -0.2, 0.7], [2, 0, 2, 0, 2]
    found = by_draw(gaps, rows, 4)
    assert found.pairs.tolist() == [2, 0, 3, 0]
    # 0: (0.5 − 0.2) / 2; 2: (0.1 + 0.3 + 0.7) / 3. A draw without a pair has no effect.
    assert found.mean[[0, 2]] == pytest.approx([0.15, 1.1 / 3])
    assert np.isnan(found.mean[[1, 3]]).all()
    # 0: deviations ±0.35, so a variance of 0.245 over 2; 2: by numpy.
    two = np.std([0.1, 0.3, 0.7], ddof=1) / np.sqrt(3)
    assert found.se[[0, 2]] == pytest.approx([np.sqrt(0.245 / 2), two])


def test_single_pair__has_an_effect_and_no_error():
    found = by_draw([0.4], [0], 1)
    assert found.mean.tolist() == [0.4]
    assert np.isnan(found.se[0])


def test_over_draws__leaves_out_what_has_no_effect():
    found = over_draws([np.nan, 1.0, 2.0, 3.0, -1.0])
    assert found.median == 1.5
    assert found.share_positive == 0.75
    assert (found.p05, found.p95) == pytest.approx((-0.7, 2.85))


def test_place__counts_equals_half():
    assert place_of(0.0, [0.0, 0.0]) == 0.5
    assert place_of(2.0, [0.0, 1.0, 3.0, 4.0]) == 0.5
    assert place_of(9.0, [0.0, 1.0]) == 1.0


def test_arms__share_the_row_of_every_replicate():
    arms = Arms(SMALL)
    low, high = (arms.world({"leaders.tokyo.rivalry": value}) for value in (0.1, 0.9))
    drawn = [run(world, 24, 3, threads=1).draws["parameter_set_row"] for world in (low, high)]
    assert np.array_equal(*drawn)
    assert np.array_equal(drawn[0], arms.rows(PRIORS, 24))
    assert arms.rows(DEFAULTS, 3).tolist() == [0, 0, 0]


def test_draws__hold_in_the_months_before_the_window_too():
    world = Arms(SMALL).world({})
    assert world.parameter_set is not None
    assert world.start.parameter_set == world.parameter_set


def test_measured__is_what_a_run_says():
    world = load("neglect")
    found = measured(world, OUTCOMES, 7, 2, threads=1)
    whole = run(world, 7, 2, trajectories=True)
    table, beijing = whole.outcomes, whole.column("relation_chn_kor")
    assert np.array_equal(found["jpn_kor_final"], table["jpn_kor_final"])
    assert np.array_equal(found["bids"], table["bid_mean_jpn"] + table["bid_mean_kor"])
    assert np.array_equal(found["chn_kor_mean"], beijing.mean(axis=1))
    assert np.array_equal(found["chn_kor_final"], beijing[:, -1])


def test_table__has_a_row_a_lever_and_outcome():
    found = lever_table(TWO, Arms(SMALL))
    assert list(found.columns) == list(COLUMNS)
    assert len(found) == 2 * len(OUTCOMES)
    summits = found[(found["lever"] == "switches.thaw") & (found["outcome"] == "summits")]
    assert float(summits["median"].iloc[0]) > 0.0
    assert set(found["draws"]) == {4}


def test_effect__is_that_of_two_runs_by_hand():
    arms = Arms(SMALL)
    table = lever_table(TWO[:1], arms)
    low, high = (
        run(arms.world({TWO[0].key: value}), 24, 3, threads=1).outcomes for value in (0.1, 0.9)
    )
    gaps, rows = high["rent_mean"] - low["rent_mean"], arms.rows(PRIORS, 24)
    by_hand = [float(gaps[rows == row].mean()) for row in range(4)]
    found = table[table["outcome"] == "rent_mean"].iloc[0]
    assert found["median"] == pytest.approx(np.median(by_hand))
    assert found["share_positive"] == np.mean(np.array(by_hand) > 0.0)


def test_lever_that_does_nothing__has_an_effect_of_exactly_0():
    idle = Lever("leaders.tokyo.rivalry", 0.4, 0.4)
    found = lever_table([idle], Arms(SMALL))
    for name in ("median", "p05", "p95", "default_effect", "default_se", "draw_se"):
        assert (found[name] == 0.0).all(), name
    assert (found["share_positive"] == 0.5).all()
    assert (found["default_place"] == 0.5).all()


def test_different_levers__differ():
    found = lever_table(chosen(["leaders.tokyo.rivalry", "leaders.seoul.rivalry"]), Arms(SMALL))
    one, other = (rows["median"].to_numpy() for _, rows in found.groupby("lever"))
    assert not np.array_equal(one, other)


def test_same_call__gives_the_same_table():
    pd.testing.assert_frame_equal(lever_table(TWO, Arms(SMALL)), lever_table(TWO, Arms(SMALL)))


def test_other_seed__gives_another_table():
    other = Arms(replace(SMALL, seed=4))
    assert not lever_table(TWO, Arms(SMALL)).equals(lever_table(TWO, other))


class Counted:
    """Stands in for the run of an arm: counts its calls, and is stopped at one of them."""

    def __init__(self, last=None):
        self.last, self.calls = last, 0

    def __call__(self, world, outcomes, replicates, seed, *, threads=None):
        if self.calls == self.last:
            raise InterruptedStudy("stopped")
        self.calls += 1
        return measured(world, outcomes, replicates, seed, threads=threads)


def test_stopped__goes_on_and_gives_the_same_table(tmp_path, monkeypatch):
    whole = lever_table(TWO, Arms(SMALL), parts=Parts())
    first = Counted(last=3)
    monkeypatch.setattr(arms_module, "measured", first)
    with pytest.raises(InterruptedStudy):
        lever_table(TWO, Arms(SMALL), parts=Parts(tmp_path))
    # One lever takes two arms in each of two passes; the first pass of it is kept.
    assert (first.calls, len(Parts(tmp_path))) == (3, 1)
    second = Counted()
    monkeypatch.setattr(arms_module, "measured", second)
    found = lever_table(TWO, Arms(SMALL), parts=Parts(tmp_path))
    pd.testing.assert_frame_equal(found, whole)
    assert second.calls == 8 - 2


def test_switches__share_the_arm_in_which_they_are_on(monkeypatch):
    stand_in = Counted()
    monkeypatch.setattr(arms_module, "measured", stand_in)
    three = chosen(["switches.thaw", "switches.vacuum", "switches.settlement"])
    lever_table(three, Arms(SMALL))
    assert stand_in.calls == 2 * (1 + 3)


def test_progress__counts_every_replicate():
    told = []
    arms = Arms(SMALL)
    total = lever_runs(TWO, arms)
    lever_table(TWO, arms, clock=Clock(total, 0, told.append))
    # Two arms a lever, 4 × 6 replicates over the priors and 5 at the defaults.
    assert total == 2 * 2 * (24 + 5)
    assert told[-1].done == total


def test_made_answers__give_their_difference(monkeypatch):
    def answer(world, outcomes, replicates, seed, *, threads=None):
        return same(world.leaders["ishiba"].traits["rivalry"].low, replicates)

    monkeypatch.setattr(arms_module, "measured", answer)
    found = lever_table(TWO[:1], Arms(SMALL))
    assert found["median"].to_numpy() == pytest.approx(0.8)
    assert (found["share_positive"] == 1.0).all()
    assert found["draw_se"].to_numpy() == pytest.approx(0.0, abs=1e-12)
