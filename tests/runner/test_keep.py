"""Chosen variables of every month: the numbers of a run that keeps all, wherever they are made."""

import shutil
from concurrent.futures import ProcessPoolExecutor
from contextlib import nullcontext
from multiprocessing import get_context

import numpy as np
import pandas as pd
import pyarrow.parquet as pq
import pytest

import sim
from sim.engine import batch
from sim.errors import MissingResult, SimError, SimWarning, UnknownName, WrongKind
from sim.runner import Point, run, run_study
from sim.runner.execute import run_part
from sim.runner.merge import merge
from sim.runner.part import shard_part
from sim.scenario import load
from sim.spec.kept import ALL, NOTHING, Kept
from sim.spec.recorded import LABELLED, RECORDED_FIELDS
from sim.store import open_study
from sim.store.folder import StudyFolder
from tests.runner.studies import FOUR, POINTS, content

WORLD = load("baseline_hindcast").replace(months=3)
KEEP = ["relation", "trust", "relation_jpn_kor"]
LABELS = ["scenario", "point", "replicate", "month"]


@pytest.fixture(scope="module")
def whole():
    return run(WORLD, replicates=1500, seed=1, trajectories=True)


def keep_run(folder=None, keep=KEEP, replicates=1500, **more):
    return run(
        WORLD,
        replicates=replicates,
        seed=1,
        keep=keep,
        folder=folder,
        study="s" if folder else None,
        **more,
    )


def same_as(whole, found, keep=KEEP):
    """Raise unless what is kept has the numbers, dims and words of a run that keeps all."""
    assert list(found.trajectories) == list(found.kept) == list(Kept.of(keep).names)
    full = whole.trajectories.isel(replicate=slice(found.replicates))
    for name in found.kept:
        one = found.trajectories[name]
        if name in full:
            assert one.identical(full[name])
        else:
            assert one.dims == ("replicate", "month")
            np.testing.assert_array_equal(one, whole.column(name)[: found.replicates])
            assert one.attrs["long_name"]
    for name in Kept.of(keep).columns:
        np.testing.assert_array_equal(found.column(name), whole.column(name)[: found.replicates])


def trajectories_on_disk(path):
    return sorted((path / "trajectories").rglob("*.parquet"))


def test_keep__has_the_numbers_of_a_run_that_keeps_all(whole, tmp_path):
    for found in (keep_run(), keep_run(tmp_path), open_study(tmp_path / "s")):
        same_as(whole, found)
        assert found.trajectories.attrs["kept"] == "relation trust relation_jpn_kor"
        assert "capital" not in found.trajectories.coords
        assert found.trajectories["relation_jpn_kor"].attrs["units"] == "1"
        pd.testing.assert_frame_equal(found.outcomes, whole.outcomes)
        pd.testing.assert_frame_equal(found.quantiles, whole.quantiles)


def test_keep__on_disk_is_a_table_of_those_columns_alone(whole, tmp_path):
    keep_run(tmp_path)
    table = pd.read_parquet(tmp_path / "s" / "trajectories")
    assert list(table) == [*LABELS, *Kept.of(KEEP).columns]
    row = table[(table["replicate"] == 1400) & (table["month"] == "2012-02-01")]
    assert row["trust"].item() == whole.column("trust")[1400, 1]
    schema = pq.read_schema(trajectories_on_disk(tmp_path / "s")[0])
    assert schema.field("trust").metadata[b"units"] == b"1"
    assert open_study(tmp_path / "s").provenance["runs"][0]["asked"]["keep"] == [
        "relation",
        "trust",
        "relation_jpn_kor",
    ]


def test_keep__reads_with_other_programs(whole, tmp_path):
    keep_run(tmp_path, keep="trust")
    duckdb, polars = pytest.importorskip("duckdb"), pytest.importorskip("polars")
    files = f"{(tmp_path / 's' / 'trajectories').as_posix()}/*/*.parquet"
    mean = duckdb.sql(f"select avg(trust) from '{files}'").fetchall()[0][0]
    assert mean == pytest.approx(whole.column("trust").mean(), abs=1e-12)
    table = polars.read_parquet(files)
    assert table.columns == [*LABELS, "trust"]
    assert table["trust"].mean() == pytest.approx(mean, abs=1e-12)


def test_keep__holds_no_other_column_in_memory(whole, monkeypatch):
    """Neither of a chunk on its way: one variable is a 150th of all."""
    sizes = []
    chunk = batch.Chunk

    def counted(*parts):
        sizes.append(parts[-1].shape)
        return chunk(*parts)

    monkeypatch.setattr(batch, "Chunk", counted)
    found = keep_run(keep=["relation_jpn_kor"])
    assert sorted(sizes) == [(500, 3, 1), (1000, 3, 1)]
    (point,) = found.data
    assert point.months.nbytes == 1500 * 3 * 8


@pytest.mark.parametrize("favour", [["favour"], ["favour_jpn"], ["favour", "favour_jpn"]])
def test_keep__a_variable_with_a_turned_sign(favour):
    found = run(WORLD, replicates=5, keep=favour)
    full = run(WORLD, replicates=5, trajectories=True)
    if "favour" in favour:
        assert found.trajectories["favour"].identical(full.trajectories["favour"])
    np.testing.assert_array_equal(found.column("favour_jpn"), full.column("favour_jpn"))


@pytest.mark.parametrize("name", [item.name for item in LABELLED])
def test_keep__each_labelled_variable_alone(name, whole):
    same_as(whole, run(WORLD, replicates=5, seed=1, keep=[name]), [name])


def test_keep__of_every_variable_is_all_of_them(tmp_path):
    names = [item.name for item in LABELLED]
    found = run(WORLD, replicates=5, keep=names[::-1], folder=tmp_path / "a", study="s")
    assert found.keeps_all
    assert "kept" not in found.trajectories.attrs
    run(WORLD, replicates=5, trajectories=True, folder=tmp_path / "b", study="s")
    assert content(tmp_path / "a" / "s") == content(tmp_path / "b" / "s")


def test_keep__does_not_depend_on_the_order_asked(tmp_path):
    keep_run(tmp_path / "a", KEEP)
    keep_run(tmp_path / "b", KEEP[::-1])
    assert content(tmp_path / "a" / "s") == content(tmp_path / "b" / "s")


# What was not kept -------------------------------------------------------------------------------


@pytest.mark.parametrize("folder", [False, True])
def test_what_was_not_kept__is_one_line_that_names_what_was(folder, tmp_path):
    found = keep_run(tmp_path if folder else None, replicates=5)
    for one in [found, open_study(tmp_path / "s")] if folder else [found]:
        with pytest.raises(MissingResult) as raised:
            one.column("bid_jpn")
        text = str(raised.value)
        assert "\n" not in text
        assert "bid_jpn was not kept of every month, only relation, trust" in text
        assert "keep=['bid_jpn', 'relation', 'trust'" in text
        assert "output.keep=[bid_jpn,relation,trust" in text
        with pytest.raises(UnknownName, match="did you mean 'bid_jpn'"):
            one.column("bid_jp")


def test_what_was_not_kept__where_nothing_was():
    found = run(WORLD, replicates=5)
    assert found.kept == ()
    assert not found.keeps_all
    for ask in (lambda: found.trajectories, lambda: found.column("trust")):
        with pytest.raises(
            MissingResult, match=r"not kept: .*trajectories=True.*keep=\['relation'"
        ):
            ask()


@pytest.mark.parametrize(
    ("keep", "error", "words"),
    [
        (["relatoin"], UnknownName, "keep: unknown variable 'relatoin'; did you mean 'relation'"),
        (["relation_jpn_kro"], UnknownName, "did you mean 'relation_jpn_kor'"),
        ([], WrongKind, "found no name, wanted a list of variables"),
        ("", UnknownName, "unknown variable ''"),
        (3, WrongKind, "keep: found 3, wanted a list of variables"),
        ([3], WrongKind, "wanted a list of variables"),
        ({"trust": 1}, WrongKind, "wanted a list of variables"),
        ([None], WrongKind, "wanted a list of variables"),
        (["jpn_kor_final"], UnknownName, "unknown variable 'jpn_kor_final'"),
        (["-favour_jpn"], UnknownName, "did you mean 'favour_jpn'"),
    ],
)
def test_keep__of_what_is_no_variable_is_one_line(keep, error, words, tmp_path):
    with pytest.raises(error) as raised:
        run(WORLD, replicates=5, keep=keep, folder=tmp_path)
    assert words in str(raised.value)
    assert "\n" not in str(raised.value)
    assert not list(tmp_path.iterdir())


def test_keep__beside_all_trajectories_is_one_line():
    with pytest.raises(SimError, match=r"keep: found trajectories=True beside it.*one of the two"):
        run(WORLD, replicates=5, keep=["trust"], trajectories=True)


def test_keep__takes_one_name_and_any_list_of_names():
    for names in ("trust", ("trust",), {"trust"}, pd.Index(["trust"]), iter(["trust"])):
        assert run(WORLD, replicates=2, keep=names).kept == ("trust",)


# Studies that grow -------------------------------------------------------------------------------


def test_study__grows_by_replicates_with_what_it_keeps(whole, tmp_path):
    keep_run(tmp_path, replicates=700)
    keep_run(tmp_path, replicates=1500)
    same_as(whole, open_study(tmp_path / "s"))
    keep_run(tmp_path / "calm")
    assert content(tmp_path / "s") == content(tmp_path / "calm" / "s")


def test_study__asked_for_more_variables_makes_them_and_keeps_those_it_had(whole, tmp_path):
    keep_run(tmp_path, ["trust"])
    told = []
    found = keep_run(tmp_path, ["bid"], progress=told.append)
    assert told[-1].total == 1500
    assert told[0].done > 0
    same_as(whole, found, ["bid"])
    np.testing.assert_array_equal(found.column("trust"), whole.column("trust"))
    same_as(whole, open_study(tmp_path / "s"), ["bid", "trust"])
    keep_run(tmp_path / "calm", ["trust", "bid"])
    assert content(tmp_path / "s") == content(tmp_path / "calm" / "s")


def test_study__asked_for_fewer_variables_runs_nothing_and_loses_nothing(
    whole, tmp_path, monkeypatch
):
    run(WORLD, replicates=1500, seed=1, trajectories=True, folder=tmp_path, study="s")
    before = content(tmp_path / "s")
    monkeypatch.setattr("sim.runner.block.run_chunk", None)
    same_as(whole, keep_run(tmp_path))
    assert content(tmp_path / "s") == before
    assert open_study(tmp_path / "s").keeps_all


def test_study__without_months_is_asked_for_some(whole, tmp_path):
    run(WORLD, replicates=1500, seed=1, folder=tmp_path, study="s")
    same_as(whole, keep_run(tmp_path))
    run(WORLD, replicates=1500, seed=1, trajectories=True, folder=tmp_path, study="s")
    assert open_study(tmp_path / "s").trajectories.identical(whole.trajectories)


def test_study__that_grows_without_months_has_them_of_no_row(tmp_path):
    keep_run(tmp_path, replicates=1000)
    run(WORLD, replicates=1500, seed=1, folder=tmp_path, study="s")
    with pytest.raises(MissingResult, match="trajectories were not kept"):
        open_study(tmp_path / "s").column("trust")


def test_study__whose_chunk_grows_without_asking_for_months_keeps_its_own(whole, tmp_path):
    keep_run(tmp_path, replicates=700)
    run(WORLD, replicates=900, seed=1, folder=tmp_path, study="s")
    same_as(whole, open_study(tmp_path / "s"))


def test_study__of_chunks_that_keep_different_things_shows_what_all_have(whole, tmp_path):
    keep_run(tmp_path, ["trust", "bid"], 1000)
    found = keep_run(tmp_path, ["bid_jpn", "grievance"], 1000)
    same_as(whole, found, ["bid_jpn", "grievance"])
    run(WORLD, replicates=1000, seed=1, keep=["trust"], folder=tmp_path, study="s")
    keep_run(tmp_path, ["bid_jpn"], 1500)
    same_as(whole, open_study(tmp_path / "s"), ["bid_jpn"])
    with pytest.raises(MissingResult, match="trust was not kept of every month, only bid_jpn:"):
        open_study(tmp_path / "s").column("trust")


def test_study__asked_for_fewer_replicates_hands_out_those(whole, tmp_path):
    keep_run(tmp_path)
    same_as(whole, keep_run(tmp_path, replicates=1200))
    same_as(whole, keep_run(tmp_path, replicates=3))


@pytest.mark.parametrize("replicates", [10, 1200])
def test_study__of_several_points(replicates, tmp_path):
    how = {"replicates": replicates, "seed": 1}
    full = run_study(FOUR, trajectories=True, **how)
    run_study(FOUR[:2], keep=["trust"], folder=tmp_path, study="s", **how)
    found = run_study(FOUR, keep=["trust", "bid_kor"], folder=tmp_path, study="s", **how)
    memory = run_study(FOUR, keep=["trust", "bid_kor"], **how)
    for one in (found, memory, open_study(tmp_path / "s")):
        assert one.trajectories["trust"].identical(full.trajectories["trust"])
        assert one.trajectories["bid_kor"].dims == ("point", "replicate", "month")
        for point in range(4):
            np.testing.assert_array_equal(
                one.column("bid_kor", point), full.column("bid_kor", point)
            )
    calm = run_study(FOUR, keep=["trust", "bid_kor"], folder=tmp_path / "calm", study="s", **how)
    for table in ("outcomes/", "trajectories/", "histograms/"):
        own, other = content(found.path), content(calm.path)
        assert {name: own[name] for name in own if name.startswith(table)} == {
            name: other[name] for name in other if name.startswith(table)
        }


def test_points__that_keep_different_things(tmp_path):
    """What all keep is shown, with a word on the rest; nothing in common is one line."""
    run_study(POINTS[:1], replicates=5, seed=1, keep=["trust", "bid"], folder=tmp_path, study="s")
    run_study(POINTS[1:], replicates=5, seed=1, keep=["trust"], folder=tmp_path, study="s")
    found = open_study(tmp_path / "s")
    with pytest.warns(SimWarning, match=r"only some points keep bid: at\(point\)"):
        assert list(found.trajectories) == ["trust"]
    assert list(found.at(0).trajectories) == ["bid", "trust"] or found.at(0).kept == (
        "trust",
        "bid",
    )
    run_study(POINTS[:1], replicates=5, seed=1, keep=["trust"], folder=tmp_path, study="t")
    run_study(POINTS[1:], replicates=5, seed=1, keep=["bid"], folder=tmp_path, study="t")
    with pytest.raises(MissingResult, match=r"point 0: bid was not kept .* only trust"):
        _ = open_study(tmp_path / "t").trajectories
    with pytest.warns(SimWarning, match="its rows stand there twice"):
        joined = open_study([tmp_path / "s", tmp_path / "t"])
    assert joined.column("trust", 2).shape == (5, 2)


# Faults ------------------------------------------------------------------------------------------


def test_study__that_was_stopped_goes_on(whole, tmp_path, monkeypatch):
    import sim.runner.block as block

    run_chunk, calls = block.run_chunk, []

    def stopped(*words, **more):
        calls.append(words)
        if len(calls) > 1:
            raise KeyboardInterrupt
        return run_chunk(*words, **more)

    monkeypatch.setattr(block, "run_chunk", stopped)
    with pytest.raises(KeyboardInterrupt):
        keep_run(tmp_path, threads=1)
    monkeypatch.setattr(block, "run_chunk", run_chunk)
    same_as(whole, keep_run(tmp_path))
    keep_run(tmp_path / "calm")
    assert content(tmp_path / "s") == content(tmp_path / "calm" / "s")


def test_study__goes_on_in_the_middle_of_a_chunk(whole, tmp_path, monkeypatch):
    """Rows so far come back with what is kept of them, and are taken over."""
    import sim.runner.block as block

    monkeypatch.setattr(block, "_EVERY", 0.0)
    monkeypatch.setattr(batch, "_PORTION", 100)
    found = keep_run(tmp_path, replicates=700)
    same_as(whole, found)
    assert len(trajectories_on_disk(found.path)) == 1


@pytest.mark.parametrize("damage", ["gone", "cut", "flipped", "empty"])
@pytest.mark.parametrize("ask", [True, False])
def test_file__that_is_damaged_is_made_anew(damage, ask, whole, tmp_path):
    keep_run(tmp_path)
    shutil.copytree(tmp_path / "s", tmp_path / "calm")
    path = trajectories_on_disk(tmp_path / "s")[1]
    held = path.read_bytes()
    if damage == "gone":
        path.unlink()
    else:
        middle = len(held) // 2
        flipped = held[:middle] + bytes([held[middle] ^ 255]) + held[middle + 1 :]
        path.write_bytes({"cut": held[:-50], "flipped": flipped, "empty": b""}[damage])
        if damage != "flipped":
            with pytest.raises(SimError, match="run the same study again"):
                open_study(tmp_path / "s").column("trust")
    told = nullcontext() if damage == "gone" else pytest.warns(SimWarning, match="made anew")
    if ask:
        with told:
            keep_run(tmp_path)
        assert content(tmp_path / "s") == content(tmp_path / "calm")
        return
    with told:
        run(WORLD, replicates=1600, seed=1, folder=tmp_path, study="s")
    same_as(whole, keep_run(tmp_path))


def test_file__that_keeps_other_variables_than_it_says_is_told(tmp_path):
    """The words of a file's metadata are under its sum: others than were written are no words."""
    keep_run(tmp_path, ["trust"], 5)
    keep_run(tmp_path / "b", ["grievance"], 5)
    (one,), (other,) = (
        trajectories_on_disk(tmp_path / "s"),
        trajectories_on_disk(tmp_path / "b" / "s"),
    )
    held = one.read_bytes()
    assert held.count(b"trust") > 1
    one.write_bytes(held.replace(b"trust", b"trusu"))
    with pytest.raises(SimError, match="run the same study again"):
        open_study(tmp_path / "s").column("trust")
    with pytest.warns(SimWarning, match="made anew"):
        found = keep_run(tmp_path, ["trust"], 5)
    np.testing.assert_array_equal(
        found.column("trust"), run(WORLD, replicates=5, keep="trust").column("trust")
    )
    # Another study's file in its place, whole in itself: its columns go by their own names.
    one.write_bytes(other.read_bytes())
    with pytest.raises(MissingResult, match="trust was not kept of every month, only grievance"):
        open_study(tmp_path / "s").column("trust")
    same_as(
        run(WORLD, replicates=5, seed=1, trajectories=True),
        keep_run(tmp_path, ["trust"], 5),
        ["trust"],
    )


def test_two_writers__of_one_study_keep_what_either_asks(whole, tmp_path):
    """One looks before the other has written, and writes after it."""
    write = StudyFolder.write_chunk
    done = []

    def first_the_other(self, *words):
        if not done:
            done.append(True)
            keep_run(tmp_path, ["bid"])
        write(self, *words)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(StudyFolder, "write_chunk", first_the_other)
        found = keep_run(tmp_path, ["trust"], threads=1)
    same_as(whole, found, ["trust"])
    same_as(whole, open_study(tmp_path / "s"), ["trust", "bid"])
    keep_run(tmp_path / "calm", ["bid", "trust"])
    assert content(tmp_path / "s") == content(tmp_path / "calm" / "s")


# Elsewhere ---------------------------------------------------------------------------------------


def test_keep__over_threads_processes_and_parts_is_the_same(tmp_path):
    how = {"replicates": 1200, "seed": 1, "keep": KEEP}
    calm = run_study(FOUR, folder=tmp_path / "calm", study="s", threads=1, **how)
    run_study(FOUR, folder=tmp_path / "threads", study="s", threads=4, **how)
    with ProcessPoolExecutor(2, mp_context=get_context("spawn")) as pool:
        run_study(FOUR, folder=tmp_path / "pool", study="s", executor=pool, threads=2, **how)
    paths = [
        run_part(FOUR, shard_part(f"{k}/2"), folder=tmp_path / "parts", study="s", **how)[0]
        for k in (1, 2)
    ]
    merged = merge(paths)
    for other in ("threads", "pool"):
        assert content(tmp_path / other / "s") == content(calm.path)
    assert content(merged.path) == content(calm.path)


def test_parts__that_keep_different_things_are_not_merged(tmp_path):
    how = {"replicates": 1200, "seed": 1, "folder": tmp_path, "study": "s"}
    paths = [
        run_part(FOUR, shard_part(f"{k}/2"), keep=keep, **how)[0]
        for k, keep in ((1, ["trust"]), (2, ["trust", "bid"]))
    ]
    with pytest.raises(SimError, match=r"shard=1/2 .* keeps trust .* keeps trust, bid, wanted"):
        merge(paths)
    assert not (tmp_path / "s").exists()


def test_own_outcomes__go_with_what_is_kept(tmp_path):
    own = {"cold": "share(relation_jpn_kor < 0)"}
    found = run(WORLD, replicates=5, keep=["relation_jpn_kor"], outcomes=own, folder=tmp_path)
    below = (found.column("relation_jpn_kor") < 0).mean(axis=1)
    np.testing.assert_allclose(found.outcomes["cold"], below, rtol=0, atol=1e-15)


def test_compare__of_some_variables_finds_the_first_month_that_any_differs():
    """The month comes of all variables, where months of some were kept."""
    worlds = [WORLD, WORLD.replace(**{"switches.retaliation": False})]
    how = {"replicates": 50, "seed": 1}
    plain, some, full = (
        sim.compare(*(run(one, **how, **more) for one in worlds)).first_month
        for more in ({}, {"keep": ["settlement_event"]}, {"trajectories": True})
    )
    assert plain == some == full
    assert plain is not None


def test_names__of_a_set_are_told_back():
    assert Kept.of(KEEP).covers(Kept.of(["relation_chn_jpn"]))
    assert not Kept.of(["trust"]).covers(Kept.of(["bid"]))
    assert NOTHING.columns == ()
    assert ALL.columns == RECORDED_FIELDS
    assert (Kept.of(["relation"]) & Kept.of(["relation_jpn_kor", "bid"])).names == (
        "relation_jpn_kor",
    )
    assert (ALL & Kept.of(KEEP)).names == Kept.of(KEEP).names
    assert (Kept.of(["trust"]) | ALL) == ALL


def test_front_door__takes_keep():
    point = Point("a", WORLD)
    assert sim.run_study([point], replicates=2, seed=1, keep=["trust"]).kept == ("trust",)
