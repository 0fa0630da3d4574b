"""Whatever is damaged is seen, set aside by name, and made anew by the same command."""

import random
import re
import shutil
import time
from pathlib import Path

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from sim.engine.batch import run_chunk
from sim.errors import (
    FailedPoints,
    InterruptedStudy,
    MalformedFile,
    MissingResult,
    SimWarning,
    UnwritableFolder,
)
from sim.runner import block as block_module
from sim.runner import request as request_module
from sim.runner import run_study
from sim.runner.on_disk import DiskStudy
from sim.store import open_study, worlds
from sim.store.parquet import about_of
from tests.runner.studies import FOUR, POINTS, content, go


@pytest.fixture(scope="module", autouse=True, params=[1, 64], ids=["a file a point", "a block"])
def together(request):
    """How many points lie in one file, and worlds."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(block_module, "MOST_POINTS", request.param)
        patch.setattr(worlds, "_AT_ONCE", request.param)
        yield request.param


@pytest.fixture(scope="module")
def calm(tmp_path_factory, together):
    folder = tmp_path_factory.mktemp("calm")
    return go(folder)


@pytest.fixture
def study(calm, tmp_path):
    shutil.copytree(calm.path, tmp_path / "s")
    return tmp_path / "s"


def one_of(study, kind):
    """A file of a kind: a folder's first, or the file itself."""
    path = study / kind
    return path if path.is_file() else min(path.rglob("*.*"))


def flip(path):
    data = bytearray(path.read_bytes())
    for place in range(1, 8):  # some bytes of a Parquet file say nothing
        data[place * len(data) // 8] ^= 4
    path.write_bytes(data)


def rewrite(change):
    """Write a chunk anew, as somebody would who edits it; its own metadata stays."""

    def write(path):
        with path.open("rb") as file:
            table = pq.read_table(file)
        with path.open("wb") as file:
            pq.write_table(change(table), file)

    return write


def far_out(table):
    place = table.column_names.index("jpn_kor_mean")
    return table.set_column(place, table.schema.field(place), pa.array(np.full(len(table), 9.9)))


KINDS = (
    *("manifest.jsonl", "provenance.json", "worlds"),
    *("outcomes", "histograms", "trajectories", "quantiles", "shares"),
)
CHANGES = {
    "removed": Path.unlink,
    "empty": lambda path: path.write_bytes(b""),
    "cut": lambda path: path.write_bytes(path.read_bytes()[: path.stat().st_size // 3]),
    "flipped": flip,
    "other bytes": lambda path: path.write_bytes(random.Random(5).randbytes(3000)),
}


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("change", CHANGES)
def test_file__that_is_damaged_is_seen_by_readers_and_made_anew(study, calm, kind, change):
    path = one_of(study, kind)
    before = path.read_bytes()
    CHANGES[change](path)
    # What is missing of quantiles and shares follows from the histograms, and the other way round.
    unseen = kind == "histograms" or (kind in ("quantiles", "shares") and change == "removed")
    if not unseen:
        with pytest.raises((MalformedFile, MissingResult)) as raised:
            read_all(study)
        assert "run the same study again" in str(raised.value)
    if change == "removed" and kind != "manifest.jsonl":
        go(study.parent)
    else:
        with pytest.warns(SimWarning, match="made anew") as told:
            go(study.parent)
        assert len(told) == 1
        assert kind in str(told[0].message)
    assert content(study) == content(calm.path)
    if change != "removed":
        (aside,) = [p for p in (study / "damaged").rglob("*") if p.is_file()]
        assert aside.name == path.name
        assert aside.read_bytes() != before
    assert read_all(study) == read_all(calm.path)


def read_all(path):
    """Everything that a reader gets, as bytes or text."""
    found = open_study(path)
    tables = (found.outcomes, found.quantiles, found.shares, found.points, found.draws)
    return (
        [(list(table), table.astype(str).to_numpy().tolist()) for table in tables[3:]],
        [pd.util.hash_pandas_object(table).tolist() for table in tables[:3]],
        found.trajectories["relation"].to_numpy().tobytes(),
        [found.world(k).digest() for k in found.points["point"]],
        found.provenance["points"],
    )


@pytest.mark.parametrize(
    ("name", "change"),
    [
        ("half the rows", rewrite(lambda table: table.slice(0, 30))),
        ("values out of bounds", rewrite(far_out)),
        ("without its sum", rewrite(lambda table: table.replace_schema_metadata({"key": "x"}))),
    ],
)
def test_chunk__that_somebody_edited_is_not_used(study, calm, name, change):
    change(one_of(study, "outcomes"))
    with pytest.raises(MalformedFile, match="run the same study again"):
        _ = open_study(study).outcomes
    with pytest.warns(SimWarning, match=r"made anew: outcomes/.* set aside as damaged/outcomes"):
        go(study.parent)
    assert content(study) == content(calm.path)


@pytest.mark.parametrize(
    "kind", ["outcomes", "histograms", "trajectories", "quantiles", "shares", "worlds"]
)
def test_files__that_were_swapped_are_seen(tmp_path, together, monkeypatch, kind):
    each = min(together, 2)
    monkeypatch.setattr(block_module, "MOST_POINTS", each)
    monkeypatch.setattr(worlds, "_AT_ONCE", each)
    points = FOUR[: 2 * each]
    calm = go(tmp_path / "calm", points=points)
    study = go(tmp_path, points=points).path
    one, other = sorted((study / kind).rglob("*.*"))
    texts = one.read_bytes(), other.read_bytes()
    one.write_bytes(texts[1])
    other.write_bytes(texts[0])
    if kind != "histograms":  # which nobody reads while their quantiles are there
        with pytest.raises(MalformedFile, match=r"holds (key|world)"):
            read_all(study)
    if kind == "outcomes":
        with pytest.raises(MalformedFile, match=r"holds key"):
            open_study(study).outcome_values(["summits"], 0)
    with pytest.warns(SimWarning, match="made anew"):
        go(tmp_path, points=points)
    assert content(study) == content(calm.path)


CHUNKED = ("outcomes", "histograms", "trajectories")


@pytest.mark.parametrize("table", CHUNKED)
@pytest.mark.parametrize("place", ["next to it", "on the grid", "shorter", "off the grid"])
def test_chunk__that_was_copied_under_another_name_is_set_aside(study, calm, table, place):
    (path, *_) = sorted((study / table).rglob("*.parquet"))
    name = {
        "next to it": "chunk-00000060-60.parquet",
        "on the grid": "chunk-00001000-60.parquet",
        "shorter": "chunk-00000000-30.parquet",
        "off the grid": "chunk-00001200-1000.parquet",
    }[place]
    copy = path.with_name(name)
    shutil.copy(path, copy)
    if place == "on the grid":  # as if more had been asked: it is looked at when they are
        with pytest.warns(SimWarning, match="made anew"):
            go(study.parent, replicates=1060)
        assert len(open_study(study).outcomes) == 2120
        return
    with pytest.warns(SimWarning, match="is no chunk of this study; set aside as damaged/"):
        go(study.parent)
    assert content(study) == content(calm.path)
    assert (study / "damaged" / table / path.parent.name / name).exists()


@pytest.mark.parametrize("table", CHUNKED)
def test_chunks__of_a_point_that_are_all_gone_are_made_anew(study, calm, table):
    shutil.rmtree(min((study / table).iterdir()))
    if table != "histograms":
        with pytest.raises(MissingResult, match="run the same study again"):
            read_all(study)
    go(study.parent)
    assert content(study) == content(calm.path)


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        ("manifest.jsonl", '"months": 2', '"months": 1000000000'),
        ("manifest.jsonl", '"months": 2', '"months": -5'),
        ("manifest.jsonl", '"scenario": "b', '"scenario": "z'),
        ("manifest.jsonl", '"seed": 1', '"seed": 2'),
        ("manifest.jsonl", '"key": "', '"key": "../../../../../etc'),
        ("provenance.json", '"seed": 1', '"seed": 2'),
        ("provenance.json", '"replicates": 60', '"replicates": 99'),
    ],
)
def test_text__that_somebody_edited_is_not_believed(study, calm, name, old, new):
    text = (study / name).read_text(encoding="utf-8")
    assert old in text
    (study / name).write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(MalformedFile, match="run the same study again"):
        read_all(study)
    with pytest.warns(SimWarning, match=f"made anew: {name}"):
        go(study.parent)
    assert content(study) == content(calm.path)


def test_manifest__that_lost_a_line_gets_the_point_back_with_its_number(study, calm):
    lines = (study / "manifest.jsonl").read_text(encoding="utf-8").splitlines(keepends=True)
    (study / "manifest.jsonl").write_text(lines[1], encoding="utf-8")
    with pytest.warns(SimWarning, match="manifest.jsonl lacked point 0"):
        again = go(study.parent, points=POINTS[1:])
    assert again.points["point"].tolist() == [1]
    assert open_study(study).points["point"].tolist() == [0, 1]
    assert content(study) == content(calm.path)


def test_points__whose_manifest_and_rows_are_gone_get_new_numbers_without_a_clash(tmp_path):
    go(tmp_path, points=FOUR[:1])
    study = go(tmp_path, points=FOUR[1:]).path
    (study / "manifest.jsonl").unlink()
    key = open_key(study, 0)
    for table in ("outcomes", "histograms", "trajectories"):
        shutil.rmtree(study / table / key)
    with pytest.warns(SimWarning) as told:
        again = go(tmp_path, points=FOUR)
    assert "lacked point 1" in str(told[0].message)
    assert "holds point 0, wanted 4" in str(told[1].message)
    for found in (again, open_study(study)):
        for table in (found.points, found.outcomes, found.quantiles, found.shares):
            assert sorted(set(table["point"])) == [1, 2, 3, 4]


def open_key(study, point):
    for path in (study / "outcomes").rglob("*.parquet"):
        told = about_of(path)
        if told["point"] == str(point):
            return told["key"]
    raise AssertionError


def test_rows__of_no_point_that_can_be_told_are_set_aside(study, calm):
    stray = study / "outcomes" / ("0" * 16)
    stray.mkdir()
    (stray / "chunk-00000000-5.parquet").write_bytes(b"PAR1")
    with pytest.raises(MalformedFile, match="does not name the points of outcomes/0000"):
        open_study(study)
    with pytest.warns(SimWarning, match="holds rows of no point that is known"):
        go(study.parent)
    assert content(study) == content(calm.path)


def test_damage__of_many_files_is_said_in_one_line(study, calm):
    for path in study.rglob("*.parquet"):
        path.write_bytes(b"")
    (study / "manifest.jsonl").write_bytes(b"")
    with pytest.warns(SimWarning) as told:
        go(study.parent)
    lines = [str(one.message) for one in told]
    assert re.search(r"made anew: [^\n]*; and \d+ more$", lines[0])
    assert len(lines) <= 2  # another for what is summed up last
    assert not [line for line in lines if "\n" in line]
    assert content(study) == content(calm.path)


def test_folder__that_is_moved_away_while_a_study_runs_ends_in_one_line(tmp_path, monkeypatch):
    def moved(*asked, **more):
        found = run_chunk(*asked, **more)
        if (tmp_path / "s").exists():
            (tmp_path / "s").rename(tmp_path / "elsewhere")
        return found

    monkeypatch.setattr(block_module, "run_chunk", moved)
    with pytest.raises(UnwritableFolder, match="cannot be written") as raised:
        go(tmp_path)
    assert "\n" not in str(raised.value)
    assert not (tmp_path / "s").exists()
    monkeypatch.undo()
    go(tmp_path)


@pytest.fixture(scope="module")
def long(tmp_path_factory, together):
    """A point of two chunks, the first of several portions."""
    return go(tmp_path_factory.mktemp("long"), 1200, POINTS[:1])


def test_chunk__that_takes_long_is_kept_in_part_and_goes_on_from_there(tmp_path, long, monkeypatch):
    ran = []

    def stops(plan, seed, first, count, *, before=None, pause, **more):
        ran.append((first, before.count if before else 0))

        def late(so_far):
            if so_far().count > 700 and first == 0:
                raise ArithmeticError("power cut")
            pause(so_far)

        return run_chunk(plan, seed, first, count, before=before, pause=late, **more)

    monkeypatch.setattr(block_module, "_EVERY", 0.0)
    monkeypatch.setattr(block_module, "run_chunk", stops)
    with pytest.raises(FailedPoints):
        go(tmp_path, 1200, POINTS[:1])
    with pytest.warns(SimWarning, match="is not complete"):
        assert open_study(tmp_path / "s").replicates == 512
    monkeypatch.undo()
    ran.clear()
    monkeypatch.setattr(block_module, "run_chunk", watch(ran))
    go(tmp_path, 1200, POINTS[:1])
    assert (0, 512) in ran
    assert content(tmp_path / "s") == content(long.path)


def watch(ran):
    def chunk(plan, seed, first, count, *, before=None, **more):
        ran.append((first, before.count if before else 0))
        return run_chunk(plan, seed, first, count, before=before, **more)

    return chunk


def test_interrupt__ends_within_a_portion_and_keeps_its_rows(tmp_path, long, monkeypatch):
    def slow(plan, seed, first, count, *, before=None, pause, **more):
        def wait(so_far):
            time.sleep(0.2)
            pause(so_far)

        return run_chunk(plan, seed, first, count, before=before, pause=wait, **more)

    def stop(progress):
        raise KeyboardInterrupt

    monkeypatch.setattr(block_module, "run_chunk", slow)
    with pytest.raises(InterruptedStudy, match=r"(256|512) of 1,200 replicates are kept"):
        run_study(
            POINTS[:1],
            replicates=1200,
            seed=1,
            trajectories=True,
            threads=2,
            folder=tmp_path,
            study="s",
            progress=stop,
        )
    monkeypatch.undo()
    go(tmp_path, 1200, POINTS[:1])
    assert content(tmp_path / "s") == content(long.path)


@pytest.mark.parametrize("late", [False, True])
def test_chunk__that_another_writer_replaced_meanwhile_is_run_whole(
    tmp_path, calm, together, monkeypatch, late
):
    """Between the look at its rows and their reading, or when they have been read."""
    go(tmp_path, 20)
    asked = []
    module, name = (request_module, "compile_rows") if late else (DiskStudy, "tasks")
    straight = getattr(module, name)

    def replaced(plan, seed, first, count, *, before=None, **more):
        asked.append(before.count if before else 0)
        return run_chunk(plan, seed, first, count, before=before, **more)

    def other_writer(*words):
        monkeypatch.setattr(module, name, straight)
        go(tmp_path)
        monkeypatch.setattr(block_module, "run_chunk", replaced)
        return straight(*words)

    monkeypatch.setattr(module, name, other_writer)
    go(tmp_path)
    # Late, the rows of the first block are in hand; the next one's are read when its turn comes.
    in_hand = min(together, 2) if late else 0
    assert sorted(asked) == [0] * (2 - in_hand) + [20] * in_hand
    assert content(tmp_path / "s") == content(calm.path)
