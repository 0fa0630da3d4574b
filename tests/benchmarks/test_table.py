"""The benchmark's tables hold what they say they hold. How fast anything is, no test asks."""

import numpy as np
import pytest

from tests.benchmarks import footprint
from tests.benchmarks.ratio import BATCH, TARGETS, in_turns, speeds, tasks
from tests.benchmarks.scaling import scaling


@pytest.fixture(scope="module")
def table():
    return speeds(1, quick=True)


def test_speeds__ratios_are_finite_and_against_the_batch(table):
    assert np.isfinite(table.to_numpy()).all()
    assert (table > 0.0).all(axis=None)
    assert table.loc[BATCH, "ratio"] == 1.0
    others = table.drop(index=BATCH)
    assert others["ratio"].tolist() == pytest.approx(
        (others["ns"] / table.loc[BATCH, "ns"]).tolist()
    )
    assert set(TARGETS) < set(others.index)


def test_in_turns__takes_turns_after_a_round_that_does_not_count():
    asked = []

    def task(name):
        def run(number):
            asked.append((name, number))
            return 10

        return run

    spent = in_turns({"one": task("one"), "other": task("other")}, 2)
    warm = [("one", 0), ("other", 0)]
    assert asked == [*warm, ("one", 1), ("other", 1), ("one", 2), ("other", 2)]
    assert [len(found) for found in spent.values()] == [2, 2]


def test_tasks__say_how_many_months_they_ran():
    ways = tasks(quick=True)
    # A round of the batch: 50 replicates of the 165 months of the hindcast.
    assert ways[BATCH](1) == 50 * 165
    assert all(run(1) > 0 for run in ways.values())


def test_scaling__covers_replicates_and_months():
    found = scaling(1, quick=True)
    assert set(found) == {"replicates", "months"}
    for one in found.values():
        assert np.isfinite([*one.relative.values(), one.r_squared, one.slope_ns]).all()
        assert one.relative[max(one.relative)] == 1.0
        assert len(one.relative) == 5


def test_memory__counts_every_number_of_the_trajectories():
    found = footprint.memory(30)
    assert (found.replicates, found.months) == (30, 48)
    assert found.peak >= found.before > 0
    # 116 recorded variables and the mirror of favour, 8 bytes each, or half that.
    assert found.trajectories > 30 * 48 * 116 * 4


@pytest.mark.slow
def test_start_up__times_every_case():
    found = footprint.start_up(times=1)
    assert len(found) == 5
    assert all(seconds > 0.0 for seconds in found.values())
