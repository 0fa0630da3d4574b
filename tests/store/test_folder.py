"""A study's folder: numbers for good, whole chunks, writers that do each other no harm."""

import json
import os
import shutil
import threading

import pandas as pd
import pyarrow.parquet as pq
import pytest

from sim.errors import MalformedFile, MissingResult, UnwritableFolder
from sim.store.folder import StudyFolder
from sim.store.provenance import describe_run
from tests.store.made import (
    made_record,
    made_records,
    made_study,
    made_tables,
    made_world,
)

RUN = describe_run(5, 1, False, 2)


@pytest.fixture(scope="module")
def world():
    return made_world()


@pytest.fixture
def folder(tmp_path):
    found = StudyFolder(tmp_path / "study")
    with found.writing():
        yield found


def designed(world, values, **more):
    return [made_record(world, overrides={"x": value}, **more) for value in values]


def names(folder, table, record):
    return sorted(path.name for path in (folder.path / table / record.key).iterdir())


def test_claim__numbers_points_in_order_and_for_good(folder, world):
    first = folder.claim(designed(world, [1, 2]), [world] * 2)
    assert [record.point for record in first] == [0, 1]
    later = folder.claim(designed(world, [3, 2, 1]), [world] * 3)
    assert [record.point for record in later] == [2, 1, 0]
    assert [state.record.point for state in folder.states()] == [0, 1, 2]


def test_claim__remembers_the_most_that_was_asked(folder, world):
    for asked in (10, 50, 20):
        folder.claim([made_record(world, asked=asked)], [world])
    assert [state.record.asked for state in folder.states()] == [50]


def test_claim__by_two_writers_at_once_gives_each_point_one_number(folder, world):
    gate = threading.Barrier(2)
    claimed: dict[int, list] = {}

    def claim(writer):
        gate.wait()
        asked = designed(world, [writer, 7, 8])
        claimed[writer] = StudyFolder(folder.path).claim(asked, [world] * 3)

    writers = [threading.Thread(target=claim, args=(number,)) for number in (0, 1)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    entered = [state.record for state in folder.states()]
    assert sorted(record.point for record in entered) == list(range(len(entered)))
    by_key = {record.key: record.point for record in entered}
    assert len(by_key) == 4
    for records in claimed.values():
        assert all(by_key[record.key] == record.point for record in records)


@pytest.mark.parametrize(
    ("change", "text"),
    [
        ({"seed": 2}, "holds seed 1, asked for seed 2"),
        ({"kernel": "ffff"}, "was run by model .* another version than this one"),
        ({"layout_version": 2}, "was run by model .* another version than this one"),
    ],
)
def test_claim__never_mixes_seeds_or_models(folder, world, change, text):
    folder.claim([made_record(world)], [world])
    before = sorted(folder.path.rglob("*"))
    with pytest.raises(UnwritableFolder, match=text):
        folder.claim([made_record(world, **change)], [world])
    assert sorted(folder.path.rglob("*")) == before


def test_writing__refuses_what_is_no_study(tmp_path):
    (tmp_path / "letters").mkdir()
    (tmp_path / "letters" / "one.txt").touch()
    with (
        pytest.raises(UnwritableFolder, match="holds something else than a study"),
        StudyFolder(tmp_path / "letters").writing(),
    ):
        pass
    assert [path.name for path in (tmp_path / "letters").iterdir()] == ["one.txt"]


@pytest.mark.parametrize("left", ["manifest.jsonl", "outcomes", "fans", "worlds", "damaged", None])
def test_writing__goes_on_with_whatever_is_left_of_a_study(tmp_path, left):
    whole = made_study(tmp_path / "study")
    for path in [*whole.path.iterdir()]:
        if path.name != left:
            shutil.rmtree(path) if path.is_dir() else path.unlink()
    if left == "damaged":
        (whole.path / left).mkdir()
    with StudyFolder(whole.path).writing():
        pass


@pytest.mark.parametrize("place", ["file/study", "file", "a" * 300])
def test_writing__says_that_a_folder_cannot_be_made(tmp_path, place):
    (tmp_path / "file").touch()
    with (
        pytest.raises(UnwritableFolder, match="choose another folder for results"),
        StudyFolder(tmp_path / place).writing(),
    ):
        pass


def test_writing__leaves_nothing_hidden_but_the_lock(folder, world):
    (record,) = folder.claim([made_record(world)], [world])
    folder.write_chunk(record, 0, 2, made_tables(record, 0, made_records(2)))
    # The lock, and this writer's drafts with theirs.
    assert len([*folder.path.glob(".*")]) == 3
    with StudyFolder(folder.path).writing():
        pass
    assert len([*folder.path.glob(".*")]) == 3


def test_chunk__grows_without_showing_a_row_twice(folder, world):
    (record,) = folder.claim([made_record(world)], [world])
    records = made_records(8)
    for count in (3, 8):
        folder.write_chunk(record, 0, count, made_tables(record, 0, records[:count]))
    assert names(folder, "outcomes", record) == ["chunk-00000000-8.parquet"]
    found = pd.read_parquet(folder.path / "outcomes")
    assert found["replicate"].tolist() == list(range(8))


def test_chunk__that_is_shorter_than_what_is_there_is_not_written(folder, world):
    (record,) = folder.claim([made_record(world)], [world])
    records = made_records(8)
    for count in (8, 3):
        folder.write_chunk(record, 0, count, made_tables(record, 0, records[:count]))
    for table in ("outcomes", "fans", "trajectories"):
        assert names(folder, table, record) == ["chunk-00000000-8.parquet"]


def test_replicates__count_up_to_the_first_gap(folder, world):
    (record,) = folder.claim([made_record(world, asked=2500)], [world])
    assert folder.replicates(record.key) == 0
    for first in (2, 0, 6):
        folder.write_chunk(record, first, 2, made_tables(record, first, made_records(2)))
    assert folder.replicates(record.key) == 4


def test_chunk__of_another_point_is_refused(folder, world):
    one, other = folder.claim(designed(world, [1, 2]), [world] * 2)
    folder.write_chunk(one, 0, 2, made_tables(one, 0, made_records(2)))
    path = folder.chunk_path("outcomes", other.key, 0, 2)
    path.parent.mkdir()
    path.write_bytes(folder.chunk_path("outcomes", one.key, 0, 2).read_bytes())
    with pytest.raises(MalformedFile, match=f"holds key {one.key}, wanted {other.key}"):
        folder.read_chunk("outcomes", other, 0, 2)


def test_file__says_which_point_seed_and_model_it_is_of(tmp_path):
    folder = made_study(tmp_path / "study")
    record = folder.states()[0].record
    told = pq.read_metadata(folder.chunk_path("outcomes", record.key, 0, 5)).metadata
    assert told[b"digest"].decode() == record.digest
    assert told[b"seed"] == b"1"
    assert told[b"layout_version"] == b"1"
    assert told[b"kernel"].decode() == record.kernel


def test_manifest__has_a_line_a_point_with_how_far_it_has_come(folder, world):
    one, _ = folder.claim(designed(world, [1, 2]), [world] * 2)
    folder.write_chunk(one, 0, 5, made_tables(one, 0, made_records(5)))
    folder.close(RUN, {one.key: "failed in replicates 5 and following: x"})
    lines = [
        json.loads(line) for line in folder.manifest_path.read_text(encoding="utf-8").splitlines()
    ]
    assert [line["overrides"] for line in lines] == [{"x": 1}, {"x": 2}]
    assert [line["replicates"] for line in lines] == [5, 0]
    assert [line["status"] for line in lines] == ["failed", "part"]
    folder.close(RUN, {one.key: ""})
    assert [state.status for state in folder.states()] == ["complete", "part"]
    assert lines[0]["seed"] == 1
    assert lines[0]["digest"] == world.digest()


def test_manifest__that_is_missing_means_no_study(tmp_path):
    with pytest.raises(MissingResult, match="is no study"):
        StudyFolder(tmp_path).states()


def test_provenance__tells_what_where_when_and_no_names(tmp_path):
    folder = made_study(tmp_path / "study")
    text = (folder.path / "provenance.json").read_text(encoding="utf-8")
    told = json.loads(text)
    (run,) = told["runs"]
    assert run["asked"] == {"points": 1, "replicates": 5, "seed": 1, "trajectories": True}
    assert run["time"].endswith("+00:00")
    assert {"python", "numpy", "numba", "pandas", "pyarrow", "xarray"} <= run["software"].keys()
    assert run["machine"].keys() == {"system", "processor", "cores"}
    assert told["worlds"]["baseline_hindcast"]["digest"] == made_world().digest()
    assert told["worlds"]["baseline_hindcast"]["leaders"]
    assert {"seed", "layout_version", "kernel"} <= told.keys()
    assert str(tmp_path) not in text
    for name in (os.environ.get("USER"), os.environ.get("HOSTNAME"), os.uname().nodename):
        assert not name or f'"{name}"' not in text


def test_provenance__adds_a_run_each_time(tmp_path):
    folder = made_study(tmp_path / "study")
    folder.close({"time": "later"})
    folder.close({"time": "found everything"}, added=False)
    told = json.loads((folder.path / "provenance.json").read_text(encoding="utf-8"))
    assert len(told["runs"]) == 2
