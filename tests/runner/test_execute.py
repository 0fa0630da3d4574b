"""A study's bits do not depend on threads, chunks, order, or on what was asked before."""

import itertools
import json
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from sim.engine.batch import run_chunk
from sim.engine.plan import compile_world
from sim.errors import MissingResult, SimError, SimWarning, UnwritableFolder
from sim.runner import Point, run, run_study
from sim.runner import block as block_module
from sim.runner.request import Request
from sim.scenario import load
from sim.spec.outcomes import OUTCOME_FIELDS
from sim.store import open_study
from sim.store.folder import StudyFolder

SEED = 2**40 + 3


@pytest.fixture(scope="module")
def world():
    return load("baseline_hindcast").replace(months=3)


@pytest.fixture(scope="module")
def whole(world):
    """What every other way of asking must give."""
    return run(world, replicates=2500, seed=SEED, trajectories=True, threads=1)


@pytest.fixture
def ran(monkeypatch):
    """The chunks that ran: (first, count, with trajectories, rows taken over)."""
    seen = []

    def watched(plan, seed, first, count, *, records, before=None, **more):
        seen.append((first, count, records, before.count if before else 0))
        return run_chunk(plan, seed, first, count, records=records, before=before, **more)

    monkeypatch.setattr(block_module, "run_chunk", watched)
    return seen


def same(found, expected, trajectories=True, but=()):
    for name in ("outcomes", "quantiles", "shares"):
        one, other = (getattr(each, name).drop(columns=list(but)) for each in (found, expected))
        pd.testing.assert_frame_equal(one, other, check_exact=True)
    if trajectories:
        assert found.trajectories.identical(expected.trajectories)


def tree(path: Path) -> dict[str, bytes]:
    """Every Parquet file and its bytes."""
    return {str(p.relative_to(path)): p.read_bytes() for p in path.rglob("*.parquet")}


def test_run__gives_one_row_a_replicate(whole):
    assert whole.outcomes["replicate"].tolist() == list(range(2500))
    assert not whole.outcomes.isna().any(axis=None)
    # Different luck, different runs: hardly two replicates are alike.
    assert len(whole.outcomes["jpn_kor_mean"].unique()) > 2400
    assert whole.path is None


def test_run__is_the_same_on_any_number_of_threads(world, whole):
    same(run(world, replicates=2500, seed=SEED, trajectories=True, threads=5), whole)


def test_run__is_the_same_in_any_order_of_chunks(tmp_path, world, whole, monkeypatch):
    straight = Request.run

    def backwards(request, tasks, keep, clock):
        straight(request, list(tasks)[::-1], keep, clock)

    monkeypatch.setattr(Request, "run", backwards)
    same(run(world, replicates=2500, seed=SEED, trajectories=True), whole)
    same(run(world, replicates=2500, seed=SEED, trajectories=True, folder=tmp_path), whole)


def test_chunk__rows_do_not_depend_on_where_chunks_begin(world, whole):
    plan = compile_world(world)
    parts = [
        run_chunk(plan, SEED, first, count, records=True)
        for first, count in [(1200, 7), (1207, 1), (1208, 40)]
    ]
    rows = np.concatenate([part.outcomes for part in parts])
    expected = np.stack(list(whole.outcome_values(OUTCOME_FIELDS, 0).values()), axis=1)[1200:1248]
    np.testing.assert_array_equal(rows, expected)


def test_run__on_disk_is_the_same_as_in_memory(tmp_path, world, whole):
    kept = run(world, replicates=2500, seed=SEED, trajectories=True, folder=tmp_path)
    same(kept, whole)
    same(open_study(kept.path), whole)
    assert kept.path.parent == tmp_path
    assert kept.world() == open_study(kept.path).world() == world
    assert open_study(kept.path).provenance["worlds"] == whole.provenance["worlds"]


def test_run__of_another_seed_or_world_differs(world, whole):
    other = run(world, replicates=50, seed=SEED + 1).outcomes
    assert (other["jpn_kor_mean"] != whole.outcomes["jpn_kor_mean"][:50]).all()
    # The low word alone is not the seed.
    high = run(world, replicates=50, seed=SEED + 2**32).outcomes
    assert (high["jpn_kor_mean"] != whole.outcomes["jpn_kor_mean"][:50]).all()


def test_asking_again__runs_nothing_and_changes_nothing(tmp_path, world, ran):
    first = run(world, replicates=1500, seed=1, folder=tmp_path)
    assert ran == [(0, 1000, False, 0), (1000, 500, False, 0)]
    before = {path: path.stat().st_mtime_ns for path in first.path.rglob("*.parquet")}
    told = first.provenance
    again = run(world, replicates=1500, seed=1, folder=tmp_path)
    assert len(ran) == 2
    assert {path: path.stat().st_mtime_ns for path in first.path.rglob("*.parquet")} == before
    same(again, first, trajectories=False)
    assert again.provenance == told


def test_asking_for_more__adds_chunks_and_equals_asking_at_once(tmp_path, world, whole, ran):
    for replicates in (300, 1000, 1700):
        run(world, replicates=replicates, seed=SEED, trajectories=True, folder=tmp_path / "grown")
    grown = run(
        world, replicates=2500, seed=SEED, trajectories=True, folder=tmp_path / "grown", study=None
    )
    # No row is run twice: a short chunk goes on from where it stands.
    assert sorted((first, count, before) for first, count, _, before in ran) == [
        (0, 300, 0),
        (0, 1000, 300),
        (1000, 700, 0),
        (1000, 1000, 700),
        (2000, 500, 0),
    ]
    same(grown, whole)
    at_once = run(world, replicates=2500, seed=SEED, trajectories=True, folder=tmp_path / "at_once")
    assert tree(grown.path) == tree(at_once.path)
    plain = pd.read_parquet(grown.path / "outcomes")
    assert plain["replicate"].tolist() == list(range(2500))


def test_asking_for_fewer__gives_exactly_those(tmp_path, world, whole):
    kept = run(world, replicates=2500, seed=SEED, trajectories=True, folder=tmp_path)
    before = tree(kept.path)
    for replicates in (400, 1000, 1600):
        fewer = run(world, replicates=replicates, seed=SEED, trajectories=True, folder=tmp_path)
        alone = run(world, replicates=replicates, seed=SEED, trajectories=True)
        same(fewer, alone)
        assert fewer.points["replicates"].tolist() == [replicates]
    assert tree(kept.path) == before
    assert len(open_study(kept.path).outcomes) == 2500


def test_asking_for_trajectories_later__runs_for_them_and_leaves_the_rest(
    tmp_path, world, whole, ran
):
    bare = run(world, replicates=2500, seed=SEED, folder=tmp_path)
    with pytest.raises(MissingResult, match="trajectories=True"):
        _ = bare.trajectories
    before = tree(bare.path)
    ran.clear()
    later = run(world, replicates=2500, seed=SEED, trajectories=True, folder=tmp_path)
    assert [(records, before) for *_, records, before in ran] == [(True, 0)] * 3
    same(later, whole)
    assert {name: tree(bare.path)[name] for name in before} == before


def test_asking_for_trajectories_of_fewer__is_exact_too(tmp_path, world):
    run(world, replicates=1500, seed=SEED, folder=tmp_path)
    fewer = run(world, replicates=1200, seed=SEED, trajectories=True, folder=tmp_path)
    same(fewer, run(world, replicates=1200, seed=SEED, trajectories=True))


def test_chunk__that_grows_keeps_its_trajectories(tmp_path, world, whole):
    run(world, replicates=500, seed=SEED, trajectories=True, folder=tmp_path)
    run(world, replicates=1000, seed=SEED, folder=tmp_path)
    grown = run(world, replicates=1000, seed=SEED, folder=tmp_path)
    expected = whole.trajectories["trust"][:1000]
    np.testing.assert_array_equal(grown.trajectories["trust"], expected)


def test_study__of_several_points_is_one_dataset(tmp_path, world):
    values = [0.2, 0.8]
    names = ["leaders.seoul.rivalry", "leaders.tokyo.rivalry"]
    points = [
        Point(world.name, world.replace(**dict(zip(names, pair, strict=True))), {"pair": pair})
        for pair in itertools.product(values, values)
    ]
    found = run_study(points, replicates=30, seed=5, trajectories=True, folder=tmp_path, study="a")
    assert found.path == tmp_path / "a"
    assert found.points["point"].tolist() == [0, 1, 2, 3]
    assert [json.loads(text)["pair"] for text in found.points["overrides"]] == [
        [0.2, 0.2],
        [0.2, 0.8],
        [0.8, 0.2],
        [0.8, 0.8],
    ]
    assert len(pd.read_parquet(tmp_path / "a" / "outcomes")) == 120
    for number, point in enumerate(points):
        alone = run(point.world, replicates=30, seed=5).outcomes[list(OUTCOME_FIELDS)]
        part = found.outcomes[found.outcomes["point"] == number][list(OUTCOME_FIELDS)]
        np.testing.assert_array_equal(part, alone)
        assert found.world(number) == point.world
    assert found.trajectories["relation"].dims == ("point", "replicate", "month", "dyad")
    one = found.at(2).trajectories["trust"]
    np.testing.assert_array_equal(found.trajectories["trust"].sel(point=2), one)


def test_study__by_name_grows_by_points_and_returns_what_was_asked(tmp_path, world):
    longer = Point("longer", world.replace(months=4))
    first = run_study([Point("a", world)], replicates=20, seed=1, folder=tmp_path, study="s")
    both = run_study([longer, Point("a", world)], replicates=20, seed=1, folder=tmp_path, study="s")
    assert first.points["scenario"].tolist() == ["a"]
    assert both.points[["scenario", "point"]].values.tolist() == [["longer", 1], ["a", 0]]
    assert open_study(tmp_path / "s").points["scenario"].tolist() == ["a", "longer"]
    assert len(open_study(tmp_path / "s").provenance["runs"]) == 2


def test_study__that_repeats_a_point_has_as_many_points_as_asked(world):
    found = run_study([Point("a", world)] * 3, replicates=4, seed=1)
    assert found.points["point"].tolist() == [0, 1, 2]
    assert len(found.outcomes) == 12


def test_study__of_another_model_is_never_mixed_in(tmp_path, world, monkeypatch):
    run(world, replicates=5, seed=1, folder=tmp_path, study="s")
    monkeypatch.setattr("sim.runner.request.KERNEL_HASH", "0" * 16)
    with pytest.raises(UnwritableFolder, match="another version than this one"):
        run(world, replicates=5, seed=1, folder=tmp_path, study="s")
    # Without a name, the folder's own changes with the model.
    one = run(world, replicates=5, seed=1, folder=tmp_path)
    monkeypatch.undo()
    other = run(world, replicates=5, seed=1, folder=tmp_path)
    assert one.path != other.path


def test_study__by_name_holds_points_of_two_seeds_apart(tmp_path, world):
    for seed in (1, 2):
        found = run(world, replicates=5, seed=seed, folder=tmp_path, study="s")
        assert found.seed == seed
        same(found, run(world, replicates=5, seed=seed), trajectories=False, but=["point"])
    points = open_study(tmp_path / "s").points
    assert points[["point", "seed"]].values.tolist() == [[0, 1], [1, 2]]


@pytest.mark.parametrize("on_disk", [True, False])
def test_study__of_points_with_seeds_of_their_own_is_that_of_each(tmp_path, world, on_disk):
    seeds = [3, None, 3, 4]
    points = [Point("a", world, {"k": k}, seed=seed) for k, seed in enumerate(seeds)]
    asked = {"replicates": 30, "seed": 9, "trajectories": True}
    found = run_study(points, **asked, **({"folder": tmp_path} if on_disk else {}))
    assert found.points["seed"].tolist() == [3, 9, 3, 4]
    for place, seed in enumerate((3, 9, 3, 4)):
        alone = run(world, replicates=30, seed=seed, trajectories=True)
        assert found.at(place).seed == seed
        same(found.at(place), alone, trajectories=False, but=["point", "scenario"])
        np.testing.assert_array_equal(found.column("trust", place), alone.column("trust"))
    if on_disk:  # those of one seed lie together
        assert len([*(found.path / "outcomes").rglob("*.parquet")]) == 3


def test_progress__is_told_after_each_chunk(tmp_path, world):
    told = []
    run(world, replicates=2500, seed=1, threads=1, folder=tmp_path, progress=told.append)
    assert [progress.done for progress in told] == [1000, 2000, 2500]
    told.clear()
    run(world, replicates=3000, seed=1, threads=1, folder=tmp_path, progress=told.append)
    assert sorted(progress.done for progress in told)[-1] == 3000


def test_failure__while_writing_ends_the_study_and_keeps_what_is_whole(
    tmp_path, world, monkeypatch
):
    write = StudyFolder.write_chunk

    def full(self, records, first, count, tables, kept):
        if first == 2000:
            raise UnwritableFolder("cannot be written (No space left on device)")
        write(self, records, first, count, tables, kept)

    monkeypatch.setattr(StudyFolder, "write_chunk", full)
    with pytest.raises(UnwritableFolder, match="No space left"):
        run(world, replicates=4000, seed=1, threads=1, folder=tmp_path, study="s")
    with pytest.warns(SimWarning, match="point 0 .* has 2,000 of 4,000 replicates"):
        kept = open_study(tmp_path / "s")
    assert kept.replicates == 2000
    assert kept.quantiles["count"].unique().tolist() == [2000]


def test_memory__that_does_not_suffice_is_one_clear_line(world, monkeypatch):
    def none_left(*_):
        raise MemoryError

    # Not by asking for too much: some systems promise memory that they do not have.
    monkeypatch.setattr("sim.runner.in_memory.np.empty", none_left)
    with pytest.raises(SimError, match=r"do not fit in memory .*: ask for fewer, or give a folder"):
        run(world, replicates=100, trajectories=True)
