"""A study's folder: numbers for good, whole chunks, writers that do each other no harm."""

import json
import os
import shutil
import threading

import pandas as pd
import pyarrow.parquet as pq
import pytest

from sim.errors import MalformedFile, MissingResult, SimWarning, UnwritableFolder
from sim.store.folder import StudyFolder
from sim.store.holding import summary_of
from sim.store.layout import SUMMARIES, TABLES, File
from sim.store.points import PointRecord, block_key
from sim.store.provenance import describe_run
from tests.store.made import (
    made_histograms,
    made_record,
    made_records,
    made_study,
    made_tables,
    made_world,
)

RUN = describe_run(5, [1], False, 2)


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


def names(folder, table, *records):
    """The files of a block that holds just these points."""
    block = block_key([record.key for record in records])
    return sorted(path.name for path in (folder.path / table / block).iterdir())


def rows_of(records, count):
    """Random months of each point, the same for a point whatever the others are."""
    return [made_records(count, one.months, seed=one.point) for one in records]


def write(folder, records, first, count):
    """Add a chunk of some points."""
    folder.write_chunk(records, first, count, made_tables(records, first, *rows_of(records, count)))


def read(folder, table, record):
    """The rows of a point's first chunk."""
    return folder.read_point(folder.chunks(table, record.key)[0], record)[0]


def held(folder, table="outcomes"):
    """What every reader finds in a table: how many rows of each point, none of them twice."""
    rows = pd.read_parquet(folder.path / table)
    assert not rows.duplicated(["point", "replicate", *(["month"] * (table != "outcomes"))]).any()
    return rows.groupby("point").size().to_dict()


def test_register__numbers_points_in_order_and_for_good(folder, world):
    first = folder.register(designed(world, [1, 2]), [world] * 2)
    assert [record.point for record in first] == [0, 1]
    later = folder.register(designed(world, [3, 2, 1]), [world] * 3)
    assert [record.point for record in later] == [2, 1, 0]
    assert [state.record.point for state in folder.states()] == [0, 1, 2]


def test_register__remembers_the_most_that_was_asked(folder, world):
    for asked in (10, 50, 20):
        folder.register([made_record(world, asked=asked)], [world])
    assert [state.record.asked for state in folder.states()] == [50]


def test_register__by_two_writers_at_once_gives_each_point_one_number(folder, world):
    gate = threading.Barrier(2)
    entered_by: dict[int, list] = {}

    def enter(writer):
        gate.wait()
        asked = designed(world, [writer, 7, 8])
        entered_by[writer] = StudyFolder(folder.path).register(asked, [world] * 3)

    writers = [threading.Thread(target=enter, args=(number,)) for number in (0, 1)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    entered = [state.record for state in folder.states()]
    assert sorted(record.point for record in entered) == list(range(len(entered)))
    by_key = {record.key: record.point for record in entered}
    assert len(by_key) == 4
    for records in entered_by.values():
        assert all(by_key[record.key] == record.point for record in records)


def test_register__tells_points_of_two_seeds_apart(folder, world):
    first = folder.register([made_record(world)], [world])
    both = folder.register([made_record(world, seed=k) for k in (2, 1)], [world] * 2)
    assert [record.point for record in both] == [1, 0]
    assert [state.record.seed for state in folder.states()] == [1, 2]
    assert both[1:] == first
    write(folder, both[1:], 0, 3)
    assert [StudyFolder(folder.path).replicates(record.key) for record in both] == [0, 3]


@pytest.mark.parametrize(
    ("change", "text"),
    [
        ({"kernel": "ffff"}, "was run by model .* another version than this one"),
        ({"layout_version": 2}, "was run by model .* another version than this one"),
    ],
)
def test_register__never_mixes_models(folder, world, change, text):
    folder.register([made_record(world)], [world])
    before = sorted(folder.path.rglob("*"))
    with pytest.raises(UnwritableFolder, match=text):
        folder.register([made_record(world, **change)], [world])
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


@pytest.mark.parametrize(
    "left", ["manifest.jsonl", "outcomes", "histograms", "worlds", "damaged", None]
)
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
    (record,) = folder.register([made_record(world)], [world])
    folder.write_chunk([record], 0, 2, made_tables([record], 0, made_records(2)))
    # The lock, and this writer's drafts with theirs.
    assert len([*folder.path.glob(".*")]) == 3
    with StudyFolder(folder.path).writing():
        pass
    assert len([*folder.path.glob(".*")]) == 3


def test_chunk__grows_without_showing_a_row_twice(folder, world):
    (record,) = folder.register([made_record(world)], [world])
    records = made_records(8)
    for count in (3, 8):
        folder.write_chunk([record], 0, count, made_tables([record], 0, records[:count]))
    assert names(folder, "outcomes", record) == ["chunk-00000000-8.parquet"]
    found = pd.read_parquet(folder.path / "outcomes")
    assert found["replicate"].tolist() == list(range(8))


def test_chunk__that_is_shorter_than_what_is_there_is_not_written(folder, world):
    (record,) = folder.register([made_record(world)], [world])
    records = made_records(8)
    for count in (8, 3):
        folder.write_chunk([record], 0, count, made_tables([record], 0, records[:count]))
    for table in TABLES:
        assert names(folder, table, record) == ["chunk-00000000-8.parquet"]


def test_block__is_one_file_a_table_and_reads_point_by_point(folder, world):
    points = folder.register(
        [*designed(world, [1, 2]), made_record(made_world(2))], [world, world, made_world(2)]
    )
    write(folder, points, 0, 5)
    for reader in (folder, StudyFolder(folder.path)):
        for table in TABLES:
            assert names(folder, table, *points) == ["chunk-00000000-5.parquet"]
            for record, rows in zip(points, rows_of(points, 5), strict=True):
                file = reader.chunks(table, record.key)[0]
                members = reader.members(table, file.block)
                assert [one.about() for one in members] == [one.about() for one in points]
                found, count = reader.read_point(file, record)
                assert count == 5
                assert found.equals(made_tables([record], 0, rows)[table])


@pytest.mark.parametrize("table", TABLES)
def test_block__of_which_one_point_grows_keeps_the_others(folder, world, table):
    one, two, three = points = folder.register(designed(world, [1, 2, 3]), [world] * 3)
    write(folder, points, 0, 3)
    before = [read(folder, table, record) for record in (one, three)]
    write(folder, [two], 0, 8)
    assert names(folder, table, two) == ["chunk-00000000-8.parquet"]
    assert names(folder, table, one, three) == ["chunk-00000000-3.parquet"]
    assert len([*(folder.path / table).iterdir()]) == 2  # not even a bare folder
    for reader in (folder, StudyFolder(folder.path)):
        assert [state.record for state in reader.states()] == points
        assert [reader.replicates(record.key) for record in points] == [3, 8, 3]
        after = [read(reader, table, record) for record in (one, three)]
        assert all(found.equals(expected) for found, expected in zip(after, before, strict=True))
    assert held(folder) == {0: 3, 1: 8, 2: 3}


def test_block__that_is_shorter_than_some_of_its_points_leaves_those(folder, world):
    one, two, three = points = folder.register(designed(world, [1, 2, 3]), [world] * 3)
    write(folder, [two], 0, 8)
    write(folder, points, 0, 3)
    for table in TABLES:
        assert names(folder, table, two) == ["chunk-00000000-8.parquet"]
        assert names(folder, table, one, three) == ["chunk-00000000-3.parquet"]
    assert held(folder) == {0: 3, 1: 8, 2: 3}
    write(folder, [one, three], 0, 2)  # shorter for all of its points
    write(folder, [one], 0, 2)
    assert held(folder) == {0: 3, 1: 8, 2: 3}
    write(folder, points, 0, 8)  # as long as the one, longer than the others
    for table in TABLES:
        assert names(folder, table, *points) == ["chunk-00000000-8.parquet"]
    assert held(folder) == {0: 8, 1: 8, 2: 8}
    assert held(folder, "trajectories") == dict.fromkeys(range(3), 8 * world.months)


def test_block__takes_its_points_out_of_several_files_at_once(folder, world):
    one, two, three, four = points = folder.register(designed(world, range(4)), [world] * 4)
    write(folder, [one, two], 0, 3)
    write(folder, [three, four], 0, 2)
    write(folder, [two, three], 0, 5)
    assert held(folder) == {0: 3, 1: 5, 2: 5, 3: 2}
    for table in TABLES:
        assert names(folder, table, one) == ["chunk-00000000-3.parquet"]
        assert names(folder, table, two, three) == ["chunk-00000000-5.parquet"]
        assert names(folder, table, four) == ["chunk-00000000-2.parquet"]
    assert [StudyFolder(folder.path).replicates(k.key) for k in points] == [3, 5, 5, 2]


def test_block__of_which_a_point_is_replaced_in_one_chunk_keeps_the_other_chunks(folder, world):
    points = folder.register(designed(world, [1, 2]), [world] * 2)
    for first in (0, 4):
        write(folder, points, first, 4)
    write(folder, points[:1], 4, 6)
    assert names(folder, "outcomes", *points) == ["chunk-00000000-4.parquet"]
    assert held(folder) == {0: 10, 1: 8}
    assert [folder.replicates(record.key) for record in points] == [10, 8]


def test_block__that_is_damaged_when_it_is_displaced_goes_and_takes_no_other_with_it(folder, world):
    """What could not be read is of no use to its other points: they are made anew when asked."""
    points = folder.register(designed(world, [1, 2]), [world] * 2)
    write(folder, points, 0, 3)
    path = folder.file_path(folder.chunks("outcomes", points[0].key)[0])
    path.write_bytes(path.read_bytes()[:-100])
    write(folder, points[:1], 0, 8)
    assert held(folder) == {0: 8}
    assert folder.replicates(points[1].key) == 0
    assert held(folder, "trajectories") == {0: 8 * world.months, 1: 3 * world.months}


def test_rows__that_leave_a_file_lie_as_if_they_had_been_written_alone(folder, world):
    """To the byte, chunk and summary alike."""
    points = folder.register(designed(world, [1, 2, 3]), [world] * 3)
    write(folder, points, 0, 8)
    for table in SUMMARIES:
        summed(folder, table, points, 8)
    write(folder, points[:1], 0, 9)
    for table in SUMMARIES:
        summed(folder, table, points[:1], 9)
    before = {path: path.read_bytes() for path in folder.path.rglob("*.parquet")}
    for path in [*folder.path.glob("*/*.parquet"), *folder.path.glob("*/*/*.parquet")]:
        path.unlink()
    folder.look()
    folder.register(points, [world] * 3)
    for records, count in ((points[:1], 9), (points[1:], 8)):
        write(folder, records, 0, count)
        for table in SUMMARIES:
            summed(folder, table, records, count)
    after = {path: path.read_bytes() for path in folder.path.rglob("*.parquet")}
    assert after.keys() == before.keys()
    assert [path for path in after if after[path] != before[path]] == []


def test_rows__that_come_without_their_neighbours_lie_as_if_written_alone(tmp_path, world):
    contents = []
    for number, some in enumerate((slice(0, 3), slice(0, 3, 2))):
        folder = StudyFolder(tmp_path / str(number))
        with folder.writing():
            points = folder.register(designed(world, [1, 2, 3]), [world] * 3)
            write(folder, points[1:2], 0, 8)
            write(folder, points[some], 0, 3)
        paths = folder.path.rglob("*.parquet")
        contents.append({str(path.relative_to(folder.path)): path.read_bytes() for path in paths})
    assert contents[0] == contents[1]


def summed(folder, table, records, rows):
    """Write a summary of some points."""
    found = [made_histograms(one) for one in rows_of(records, rows)]
    folder.write_summary(table, records, rows, summary_of(table, records, found))


def test_bare_folder__of_a_block_is_no_point_that_the_manifest_lacks(folder, world):
    """What a kill amid a displacement leaves."""
    points = folder.register(designed(world, [1, 2]), [world] * 2)
    write(folder, points, 0, 3)
    (folder.path / "outcomes" / ("0" * 16)).mkdir()
    assert [state.record for state in StudyFolder(folder.path).states()] == points
    (folder.path / "outcomes" / ("0" * 16) / "x").touch()
    with pytest.raises(MalformedFile, match="does not name the points of outcomes/0000"):
        StudyFolder(folder.path).states()


def test_block__is_known_by_its_other_tables_where_a_file_is_damaged(folder, world):
    points = folder.register(designed(world, [1, 2]), [world] * 2)
    write(folder, points, 0, 3)
    path = folder.file_path(folder.chunks("outcomes", points[0].key)[0])
    path.write_bytes(b"")
    reader = StudyFolder(folder.path)
    assert [state.record for state in reader.states()] == points
    with pytest.raises(MalformedFile, match="damaged or cut short") as raised:
        reader.read_point(reader.chunks("outcomes", points[1].key)[0], points[1])
    assert str(raised.value).startswith(str(path))


@pytest.mark.parametrize("first", TABLES)
def test_manifest__is_believed_and_not_what_a_file_says_of_its_points(folder, world, first):
    """A bit that flips in one file makes no other file of the block strange."""
    points = folder.register(designed(world, [1, 2]), [world] * 2)
    write(folder, points, 0, 3)
    path = folder.file_path(folder.chunks(first, points[0].key)[0])
    data = path.read_bytes()
    assert data.count(b'"months": "3"') == 2
    path.write_bytes(data.replace(b'"months": "3"', b'"months": "2"', 1))
    reader = StudyFolder(folder.path)
    reader.look(first)  # what the file says is read before the manifest is
    assert [state.record for state in reader.states()] == points
    for table in TABLES:
        file = reader.chunks(table, points[0].key)[0]
        if table == first:
            with pytest.raises(MalformedFile, match="does not hold what was written"):
                reader.read_file(file)
        else:
            assert reader.read_file(file)[1] == 3


@pytest.mark.parametrize("table", SUMMARIES)
def test_summary__displaces_older_ones_of_its_points_alone(folder, world, table):
    points = folder.register(designed(world, [1, 2, 3]), [world] * 3)
    summed(folder, table, points, 3)
    summed(folder, table, points[1:2], 8)
    assert len([*(folder.path / table).iterdir()]) == 2
    for reader in (folder, StudyFolder(folder.path)):
        for record, rows in zip(points, (3, 8, 3), strict=True):
            (file,) = reader.files(table, record.key)
            found, count = reader.read_point(file, record)
            expected = [made_histograms(one) for one in rows_of([record], rows)]
            assert count == rows
            assert found.equals(summary_of(table, [record], expected))
    summed(folder, table, points, 8)
    assert len([*(folder.path / table).iterdir()]) == 1


def test_readers_and_writers__see_whole_blocks_while_others_look(folder, world):
    """One thread looks anew again and again; no other finds a block gone meanwhile."""
    points = folder.register(designed(world, range(6)), [world] * 6)
    write(folder, points[:3], 0, 2)
    write(folder, points[3:], 0, 2)
    ended = threading.Event()

    def look():
        while not ended.is_set():
            folder.look("outcomes")

    other = threading.Thread(target=look)
    other.start()
    try:
        found = {folder.replicates(record.key) for _ in range(300) for record in points}
    finally:
        ended.set()
        other.join()
    assert found == {2}


def test_replicates__count_up_to_the_first_gap(folder, world):
    (record,) = folder.register([made_record(world, asked=2500)], [world])
    assert folder.replicates(record.key) == 0
    for first in (2, 0, 6):
        folder.write_chunk([record], first, 2, made_tables([record], first, made_records(2)))
    assert folder.replicates(record.key) == 4


def test_chunk__of_another_point_is_refused(folder, world):
    one, other = folder.register(designed(world, [1, 2]), [world] * 2)
    for record in (one, other):
        write(folder, [record], 0, 2)
    file, own = (folder.chunks("outcomes", record.key)[0] for record in (other, one))
    folder.file_path(file).write_bytes(folder.file_path(own).read_bytes())
    for reader in (folder, StudyFolder(folder.path)):
        reader.know([one, other])
        with pytest.raises(MalformedFile, match=f"holds key {one.key}, wanted {other.key}"):
            reader.read_file(file)


def test_file__says_which_point_seed_and_model_it_is_of(tmp_path):
    folder = made_study(tmp_path / "study")
    record = folder.states()[0].record
    told = pq.read_metadata(folder.file_path(File("outcomes", record.key, 0, 5))).metadata
    assert told[b"key"].decode() == record.key
    assert told[b"point"] == b"0"
    (said,) = json.loads(told[b"points"])
    assert said == record.about()
    assert PointRecord.from_about(said, record.asked) == record
    assert said["digest"] == record.digest
    assert told[b"seed"] == b"1"
    assert told[b"layout_version"] == b"1"
    assert told[b"kernel"].decode() == record.kernel


def test_manifest__has_a_line_a_point_with_how_far_it_has_come(folder, world):
    one, _ = folder.register(designed(world, [1, 2]), [world] * 2)
    folder.write_chunk([one], 0, 5, made_tables([one], 0, made_records(5)))
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


def test_file__damaged_since_it_was_looked_at_is_set_aside_when_a_point_of_it_grows(folder, world):
    """The other point's rows are lost with it, and not in silence."""
    one, other = folder.register(designed(world, (1, 2)), [world, world])
    write(folder, [one, other], 0, 5)
    path = folder.file_path(folder.chunks("outcomes", other.key)[0])
    path.write_bytes(path.read_bytes()[:-100])
    write(folder, [one], 0, 9)
    assert not path.exists()
    assert (folder.path / "damaged" / path.relative_to(folder.path)).exists()
    assert folder.replicates(one.key) == 9
    assert folder.replicates(other.key) == 0
    with pytest.warns(SimWarning, match="set aside"):
        folder.damage.say()
