"""The benchmark's tables hold what they say they hold. How fast anything is, no test asks."""

from pathlib import Path

import numpy as np
import pytest

import sim
from sim.engine.batch import run_chunk
from sim.engine.code import traced_code
from sim.engine.plan import compile_world
from sim.scenario import load
from sim.spec.variables import STATES
from tests.benchmarks import array_month, c_month, footprint, rivals
from tests.benchmarks.mesa_face import BATCHED, STEPPED, runs_a_second
from tests.benchmarks.picture import draw
from tests.benchmarks.ratio import BATCH, TARGETS, in_turns, speeds, tasks
from tests.benchmarks.scaling import points, scaling, threads


@pytest.fixture(scope="module")
def table():
    return speeds(tasks(quick=True), 1)


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


@pytest.mark.parametrize("name", footprint.EDITS)
def test_edit__finds_its_text_in_the_package(name):
    file, old, new = footprint.EDITS[name]
    text = (Path(sim.__file__).parent / file).read_text(encoding="utf-8")
    assert old in text
    assert old != new


@pytest.fixture(scope="module")
def plan():
    return compile_world(load("second_trump_term").replace(months=4))


def parts(chunk):
    return [part.tobytes() for part in (chunk.outcomes, chunk.counts, chunk.sums, chunk.records)]


@pytest.mark.parametrize("compiler", c_month.found())
def test_c__makes_the_batchs_bits(plan, compiler):
    """On one lane, which compiles soonest."""
    expected = parts(run_chunk(plan, 5, 3, 19, records=True))
    with rivals.using(traced_code(1), c_month.compiled(compiler, 1)):
        assert parts(run_chunk(plan, 5, 3, 19, records=True)) == expected


def test_numpy__runs_the_same_months(plan):
    """With draws of its own: alike on average."""
    ours = run_chunk(plan, 1, 0, 400, records=True).records[:, -1]
    theirs = array_month.in_numpy(plan, 400, 1)[: len(STATES)].T
    for k, variable in enumerate(STATES):
        one, other = ours[:, k], theirs[:, k]
        error = np.sqrt((one.var() + other.var()) / 400)
        assert abs(one.mean() - other.mean()) < 5.0 * error + 1e-9, variable.name


def test_months_alone__record_nothing(plan):
    bare = rivals.unrecorded(plan)
    assert (bare.months, len(bare.timeline.segment)) == (0, len(plan.timeline.segment))
    assert run_chunk(bare, 1, 0, 9).counts.size == 0


def test_picture__is_written(table, tmp_path):
    draw(table.assign(world="one"), table, table, tmp_path / "speed.png")
    assert (tmp_path / "speed.png").read_bytes().startswith(b"\x89PNG")


@pytest.mark.slow
def test_studies__of_threads_and_points_are_timed():
    assert all(0.5 < ratio < 5.0 for ratio in threads(1, quick=True).values())
    assert all(seconds > 0.0 for seconds in points(quick=True).values())


@pytest.mark.slow
def test_start_up__times_every_case():
    found = footprint.start_up(times=1)
    assert len(found) == 6
    assert all(seconds > 0.0 for seconds in found.values())


def test_runs_a_second__tell_every_way_with_and_without_collector():
    table = runs_a_second(1, quick=True)
    assert table.index.tolist() == [
        (way, collect) for way in (STEPPED, BATCHED) for collect in (False, True)
    ]
    assert (table > 0.0).all(axis=None)
    assert table["low"].tolist() == table["median"].tolist() == table["high"].tolist()
