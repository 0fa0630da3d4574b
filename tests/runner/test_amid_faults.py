"""Faults that meet: damage of what is not asked, lacks of the machine, an interrupt amid both."""

import errno
import json
import shutil
import threading
import time

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from sim.engine.batch import run_chunk
from sim.errors import (
    FailedPoints,
    InterruptedStudy,
    MalformedFile,
    SimWarning,
    UnwritableFolder,
    WrongKind,
)
from sim.runner import Point, run_study
from sim.runner import block as block_module
from sim.store import files, open_study, worlds
from sim.store.damage import Damage
from sim.store.folder import StudyFolder
from sim.store.locks import only_one
from tests.runner.studies import BASE, POINTS, content, go


@pytest.fixture(autouse=True, params=[1, 64], ids=["a file a point", "a block"])
def together(request):
    """How many points lie in one file, and worlds."""
    with pytest.MonkeyPatch.context() as patch:  # its own: tests undo what they patch
        patch.setattr(block_module, "MOST_POINTS", request.param)
        patch.setattr(worlds, "_AT_ONCE", request.param)
        yield request.param


@pytest.fixture
def study(tmp_path, together):
    go(tmp_path)
    return tmp_path / "s"


def test_damage__of_a_point_that_is_not_asked_does_not_keep_others_from_theirs(tmp_path):
    for points in (POINTS[:1], POINTS[1:]):
        study = go(tmp_path, points=points).path
    files = StudyFolder(study).worlds
    (world,) = [path for path in files.paths() if holds(path, POINTS[0].world.digest())]
    world.write_text("")
    for _ in range(2):
        assert len(go(study.parent, 80, POINTS[1:]).outcomes) == 80
    told = json.loads((study / "provenance.json").read_text(encoding="utf-8"))
    assert told["worlds"][BASE.name]["name"] == BASE.name  # as it was told before
    with pytest.warns(SimWarning, match="worlds/"):
        go(study.parent, 80)


def holds(path, digest):
    return digest in pq.read_table(path).column("digest").to_pylist()


def test_damage__beyond_what_is_asked_is_made_anew_where_all_rows_are_summed(tmp_path):
    whole = go(tmp_path / "calm", 2100, POINTS[:1])
    go(tmp_path, 2100, POINTS[:1])
    for kind, place in (("histograms", 2), ("quantiles", 0)):
        sorted((tmp_path / "s" / kind).rglob("*.parquet"))[place].write_bytes(b"")
    told = []
    with pytest.warns(SimWarning, match=r"quantiles/.*histograms/"):
        run_study(
            POINTS[:1], replicates=1000, seed=1, folder=tmp_path, study="s", progress=told.append
        )
    assert told[-1].done == told[-1].total == 1100
    assert content(tmp_path / "s") == content(whole.path)


def interrupted(_):
    raise KeyboardInterrupt


def test_interrupt__is_said_whatever_else_is_damaged(tmp_path):
    whole = go(tmp_path / "calm", 1200, POINTS[:1])
    shutil.copytree(whole.path, tmp_path / "s")
    shutil.rmtree(tmp_path / "s" / "quantiles")
    for path in sorted((tmp_path / "s" / "histograms").rglob("*.parquet")):
        path.write_bytes(b"")
    with (
        pytest.raises(InterruptedStudy, match="run the same again to go on"),
        pytest.warns(SimWarning, match="set aside"),
    ):
        run_study(
            POINTS[:1],
            replicates=1200,
            seed=1,
            trajectories=True,
            folder=tmp_path,
            study="s",
            progress=interrupted,
        )
    go(tmp_path, 1200, POINTS[:1])
    assert content(tmp_path / "s") == content(whole.path)


def test_interrupt__while_a_study_is_looked_at_says_what_is_kept(study, monkeypatch):
    monkeypatch.setattr("sim.store.folder.StudyFolder.read_file", lambda *_: interrupted(None))
    with pytest.raises(InterruptedStudy, match="120 of 120 replicates are kept"):
        go(study.parent)


def test_failure__before_an_interrupt_stays_in_the_manifest(tmp_path, monkeypatch):
    bad = POINTS[0].world.digest()

    def fails(plan, *words, **more):
        if plan.digest == bad:
            raise FloatingPointError("of this point")
        return run_chunk(plan, *words, **more)

    def at_the_end(progress):
        if progress.done == progress.total:
            raise KeyboardInterrupt

    monkeypatch.setattr(block_module, "run_chunk", fails)
    with pytest.raises(InterruptedStudy):
        run_study(
            POINTS,
            replicates=60,
            seed=1,
            folder=tmp_path,
            study="s",
            threads=1,
            progress=at_the_end,
        )
    lines = (tmp_path / "s" / "manifest.jsonl").read_text(encoding="utf-8").splitlines()
    assert [json.loads(line)["status"] for line in lines] == ["failed", "complete"]
    monkeypatch.undo()
    assert len(go(tmp_path).outcomes) == 120


def test_fault__of_the_progress_is_its_own_and_no_points(tmp_path):
    def broken(_):
        raise BrokenPipeError

    with pytest.raises(BrokenPipeError):
        run_study(POINTS, replicates=60, seed=1, folder=tmp_path, study="s", progress=broken)
    lines = (tmp_path / "s" / "manifest.jsonl").read_text(encoding="utf-8").splitlines()
    assert all(json.loads(line)["failed"] == "" for line in lines)


@pytest.mark.parametrize(
    "lack",
    [pa.lib.ArrowMemoryError("malloc failed"), OSError(errno.EMFILE, "Too many open files")],
    ids=["memory", "files"],
)
def test_lack__of_the_machine_is_no_damage(study, monkeypatch, lack):
    before = content(study)

    def lacks(*_, **__):
        raise lack

    monkeypatch.setattr(pq, "ParquetFile", lacks)
    for ask in (lambda: open_study(study).outcomes, lambda: go(study.parent)):
        with pytest.raises(type(lack)):
            ask()
    monkeypatch.undo()
    assert not (study / "damaged").exists()
    assert content(study) == before


def test_damage__that_two_writers_meet_at_once_is_set_aside_once(tmp_path):
    path = tmp_path / "a.parquet"
    path.write_text("broken")
    faults = []

    def set_aside():
        try:
            Damage(tmp_path).set_aside(path, MalformedFile("is broken"))
        except BaseException as fault:
            faults.append(fault)

    second = threading.Thread(target=set_aside)
    with only_one(tmp_path):
        second.start()
        time.sleep(0.2)  # it waits for the lock, and saw the file there
        set_aside()
    second.join()
    assert faults == []
    assert [one.name for one in (tmp_path / "damaged").iterdir()] == ["a.parquet"]


def test_request__of_another_model_leaves_a_damaged_study_as_it_is(study, monkeypatch):
    manifest = study / "manifest.jsonl"
    manifest.write_bytes(manifest.read_bytes()[:-9])
    before = content(study)
    monkeypatch.setattr("sim.runner.request.KERNEL_HASH", "0" * 16)
    with pytest.raises(UnwritableFolder, match=r"was run by model .*, another version than this"):
        go(study.parent)
    assert content(study) == before


def test_histograms__that_count_not_every_replicate_are_a_failure_in_memory_and_on_disk(
    tmp_path, monkeypatch
):
    def without_sum(*words, **more):
        chunk = run_chunk(*words, **more)
        chunk.sums[0, 0, 0] = np.nan
        return chunk

    monkeypatch.setattr(block_module, "run_chunk", without_sum)
    for folder in (None, tmp_path, tmp_path):
        with pytest.raises(FailedPoints, match="finite sums"):
            run_study(POINTS, replicates=60, seed=1, folder=folder)


def test_reader__looks_again_while_a_chunk_grows(tmp_path, monkeypatch):
    go(tmp_path, 20, POINTS[:1])
    publish, opened = files.publish, []

    def slow(drafts, root):
        if any("outcomes" in path.parts for path in drafts.values()) and not opened:
            reader = threading.Thread(target=lambda: opened.append(open_study(tmp_path / "s")))
            reader.start()
            time.sleep(0.1)
            publish(drafts, root)
            reader.join()
        else:
            publish(drafts, root)

    monkeypatch.setattr(files, "publish", slow)
    monkeypatch.setattr("warnings.warn", lambda *_, **__: None)
    go(tmp_path, 60, POINTS[:1])
    assert [found.replicates for found in opened] == [60]


def test_point__whose_key_is_a_column_of_the_table_of_points_is_refused():
    point = Point(BASE.name, BASE, {"scenario": "mine"})
    with pytest.raises(WrongKind, match=r"points\[0\].overrides: found the key 'scenario'"):
        run_study([point], replicates=2, seed=1)
