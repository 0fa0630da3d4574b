"""Points of few replicates run and lie together; no bit depends on who shares a file with whom."""

import itertools
import shutil

import numpy as np
import pandas as pd
import pytest

from sim.engine import history
from sim.engine.batch import run_chunk
from sim.errors import FailedPoints, InterruptedStudy, SimWarning
from sim.runner import Point, run, run_study
from sim.runner import block as block_module
from sim.runner.block import Block, Piece, blocks, run_block
from sim.runner.executor import Stop
from sim.runner.request import Request
from sim.scenario import load
from sim.spec.kept import ALL
from sim.spec.outcomes import OUTCOME_FIELDS
from sim.spec.recorded import column
from sim.store import open_study
from sim.store.layout import SUMMARIES, TABLES
from tests.runner.studies import BASE, FOUR, content, go

COUNT = 70

#: Beyond a block of the fewest replicates.
MANY = [
    Point(BASE.name, BASE.replace(**{"traits.rivalry": x / 100}), {"traits.rivalry": x / 100})
    for x in range(COUNT)
]


def apart(monkeypatch):
    """Let each point have files of its own."""
    monkeypatch.setattr(block_module, "MOST_POINTS", 1)


def files(study):
    """How many files each table has."""
    return {table: len([*(study / table).rglob("*.parquet")]) for table in (*TABLES, *SUMMARIES)}


def tables(study):
    """Every file of rows; worlds lie as they were first asked for."""
    return {k: v for k, v in content(study).items() if not k.startswith("worlds/")}


def same(found, expected):
    """Whether results are the same to the bit."""
    for name in ("outcomes", "quantiles", "shares"):
        pd.testing.assert_frame_equal(
            getattr(found, name), getattr(expected, name), check_exact=True
        )
    assert found.trajectories.identical(expected.trajectories)


# Grouping -------------------------------------------------------------------------------------


@pytest.mark.parametrize("records", [False, True])
@pytest.mark.parametrize("count", [1, 5, 60, 100, 300, 999, 1000])
def test_blocks__hold_each_point_once_in_order_and_are_no_larger_than_they_may(count, records):
    found = list(blocks(range(150), count, records))
    assert list(itertools.chain(*found)) == list(range(150))
    most = 1000 if records else 4096
    for places in found:
        assert len(places) <= 64
        assert len(places) * count <= most
    # Nor smaller: one more would be too many.
    assert all((len(one) + 1) * count > most or len(one) == 64 for one in found[:-1])


def test_blocks__take_the_places_that_they_are_given():
    assert list(blocks([3, 5, 8], 4096, records=False)) == [[3], [5], [8]]
    assert list(blocks([3, 5, 8], 10, records=False)) == [[3, 5, 8]]
    assert list(blocks([], 10, records=False)) == []


def test_blocks__of_more_replicates_than_a_block_are_points_alone(monkeypatch):
    monkeypatch.setattr(block_module, "MOST_RUNS", 10)
    assert list(blocks(range(3), 11, records=False)) == [[0], [1], [2]]


@pytest.fixture(scope="module")
def many(tmp_path_factory):
    """A study of many points of few replicates."""
    return go(tmp_path_factory.mktemp("many"), 7, MANY)


def test_study__of_many_points_has_few_files(many):
    assert files(many.path) == {
        **dict.fromkeys(TABLES, 2),  # blocks of 64 points and of 6
        **dict.fromkeys(SUMMARIES, 2),
    }
    assert len([*(many.path / "worlds").iterdir()]) == 1


def test_study__of_many_points_is_that_of_files_of_their_own_to_the_bit(
    tmp_path, many, monkeypatch
):
    apart(monkeypatch)
    alone = go(tmp_path, 7, MANY)
    assert set(files(alone.path).values()) == {COUNT}
    same(many, alone)
    same(open_study(many.path), open_study(alone.path))
    memory = run_study(MANY, replicates=7, seed=1, trajectories=True)
    same(many, memory)
    for name in OUTCOME_FIELDS[:3]:
        for place in (0, 63, 64, 69):
            values = [one.outcome_values([name], place)[name] for one in (many, alone, memory)]
            np.testing.assert_array_equal(values[0], values[1])
            np.testing.assert_array_equal(values[0], values[2])


def test_study__of_several_chunks_and_points_is_that_of_files_of_their_own(tmp_path, monkeypatch):
    both = run_study(FOUR, replicates=1100, seed=1, folder=tmp_path / "a", study="s")
    assert files(both.path)["outcomes"] == 2
    apart(monkeypatch)
    alone = run_study(FOUR, replicates=1100, seed=1, folder=tmp_path / "b", study="s")
    assert files(alone.path)["outcomes"] == 8
    for name in ("outcomes", "quantiles", "shares"):
        pd.testing.assert_frame_equal(getattr(both, name), getattr(alone, name), check_exact=True)


def test_summaries__of_more_points_than_are_written_are_made_when_read(tmp_path, many, monkeypatch):
    monkeypatch.setattr("sim.runner.summaries.MOST_SUMMED", COUNT - 1)
    found = go(tmp_path, 7, MANY)
    assert files(found.path) == {**dict.fromkeys(TABLES, 2), **dict.fromkeys(SUMMARIES, 0)}
    same(found, many)
    same(open_study(found.path), many)
    before = content(found.path)
    go(tmp_path, 7, MANY)
    assert content(found.path) == before


def test_chunks__beyond_what_is_asked_are_read_only_to_be_summed_up(tmp_path, monkeypatch):
    """Of few points all rows there are have quantiles; of many a short look reads little."""
    monkeypatch.setattr("sim.runner.summaries.MOST_SUMMED", 1)
    run_study(FOUR[:2], replicates=1100, seed=1, folder=tmp_path, study="s")
    (last,) = (tmp_path / "s" / "outcomes").rglob("chunk-00001000-100.parquet")
    last.write_bytes(last.read_bytes()[:-100])
    few = run_study(FOUR[:2], replicates=1000, seed=1, folder=tmp_path, study="s")
    memory = run_study(FOUR[:2], replicates=1000, seed=1)
    pd.testing.assert_frame_equal(few.quantiles, memory.quantiles, check_exact=True)
    assert not (tmp_path / "s" / "damaged").exists()
    monkeypatch.setattr("sim.runner.summaries.MOST_SUMMED", 2)
    with pytest.warns(SimWarning, match="set aside"):
        run_study(FOUR[:2], replicates=1000, seed=1, folder=tmp_path, study="s")


# Growing --------------------------------------------------------------------------------------


def rows_of(study):
    """What plain pandas reads: rows by point, none of them twice."""
    rows = pd.read_parquet(study / "outcomes")
    assert not rows.duplicated(["point", "replicate"]).any()
    months = pd.read_parquet(study / "trajectories")
    assert not months.duplicated(["point", "replicate", "month"]).any()
    for table in SUMMARIES:
        labels = ["point", "variable", "month", *(["level"] * (table == "shares"))]
        assert not pd.read_parquet(study / table).duplicated(labels).any()
    return rows.groupby("point").size().to_dict()


def test_point__that_grows_alone_leaves_the_others_readable_and_never_twice(tmp_path):
    before = go(tmp_path, 60, FOUR)
    study = before.path
    grown = go(tmp_path, 90, FOUR[1:2])
    assert rows_of(study) == {0: 60, 1: 90, 2: 60, 3: 60}
    memory = run_study(FOUR[1:2], replicates=90, seed=1, trajectories=True)
    assert grown.trajectories.identical(memory.trajectories)
    found = open_study(study)
    assert found.points["replicates"].tolist() == [60, 90, 60, 60]
    for place in (0, 2, 3):
        same(found.at(place), before.at(place))
    alone = run(FOUR[1].world, replicates=90, seed=1).outcomes[list(OUTCOME_FIELDS)]
    np.testing.assert_array_equal(found.at(1).outcomes[list(OUTCOME_FIELDS)], alone)
    # All of them again, as if they had been asked for at once.
    whole = go(tmp_path, 90, FOUR)
    assert rows_of(study) == dict.fromkeys(range(4), 90)
    assert content(study) == content(go(tmp_path / "calm", 90, FOUR).path)
    same(whole, run_study(FOUR, replicates=90, seed=1, trajectories=True))


def test_point__that_grows_by_a_chunk_leaves_the_first_where_it_is(tmp_path):
    study = go(tmp_path, 1000, FOUR[:2]).path
    before = {path: path.read_bytes() for path in (study / "outcomes").rglob("*.parquet")}
    go(tmp_path, 1200, FOUR[:1])
    assert {path: path.read_bytes() for path in before} == before
    assert rows_of(study) == {0: 1200, 1: 1000}
    assert open_study(study).points["replicates"].tolist() == [1200, 1000]


def test_point__that_is_added_joins_the_others(tmp_path):
    first = go(tmp_path, 60, FOUR[:2])
    before = first.outcomes, first.trajectories
    found = go(tmp_path, 60, FOUR[:3])
    assert rows_of(found.path) == {0: 60, 1: 60, 2: 60}
    assert files(found.path) == dict.fromkeys((*TABLES, *SUMMARIES), 1)
    assert tables(found.path) == tables(go(tmp_path / "calm", 60, FOUR[:3]).path)
    pd.testing.assert_frame_equal(found.outcomes[:120], before[0], check_exact=True)
    assert found.trajectories["trust"].sel(point=[0, 1]).identical(before[1]["trust"])


def test_point__that_is_added_alone_lies_beside_the_others(tmp_path):
    study = go(tmp_path, 60, FOUR[:2]).path
    before = {path: path.read_bytes() for path in study.rglob("*.parquet")}
    added = go(tmp_path, 60, FOUR[2:3])
    assert {path: path.read_bytes() for path in before} == before
    assert added.points["point"].tolist() == [2]
    assert rows_of(study) == {0: 60, 1: 60, 2: 60}
    assert files(study) == dict.fromkeys((*TABLES, *SUMMARIES), 2)


def test_points__that_are_asked_in_another_order_stay_as_they_lie(tmp_path):
    study = go(tmp_path, 60, FOUR).path
    before = {path: path.read_bytes() for path in study.rglob("*.parquet")}
    turned = go(tmp_path, 60, FOUR[::-1])
    assert turned.points["point"].tolist() == [3, 2, 1, 0]
    assert {path: path.read_bytes() for path in study.rglob("*.parquet")} == before


def test_trajectories__of_one_point_of_a_block_lie_beside_its_rows(tmp_path):
    def bare():
        return run_study(FOUR, replicates=60, seed=1, folder=tmp_path, study="s")

    study = bare().path
    kept = go(tmp_path, 60, FOUR[2:3])
    assert kept.trajectories.sizes["replicate"] == 60
    assert files(study)["trajectories"] == 1
    before = {path: path.read_bytes() for path in study.rglob("*.parquet")}
    bare()
    assert {path: path.read_bytes() for path in study.rglob("*.parquet")} == before
    assert content(study).keys() - content(go(tmp_path / "calm", 60, FOUR).path).keys() != set()
    go(tmp_path, 60, FOUR)
    assert content(study) == content(tmp_path / "calm" / "s")


# Faults ---------------------------------------------------------------------------------------


def failing(monkeypatch, place, change):
    """Let the runs of one point go through `change`."""
    digest = FOUR[place].world.digest()

    def chunk(plan, *asked, **more):
        found = run_chunk(plan, *asked, **more)
        return change(found) if plan.digest == digest else found

    monkeypatch.setattr(block_module, "run_chunk", chunk)


def not_a_number(chunk):
    chunk.outcomes[3, 0] = np.nan
    return chunk


def by_zero(_):
    raise FloatingPointError("by zero")


@pytest.mark.parametrize("change", [not_a_number, by_zero])
@pytest.mark.parametrize("place", [0, 2, 3])
def test_block__with_a_point_that_fails_keeps_the_others(tmp_path, monkeypatch, change, place):
    failing(monkeypatch, place, change)
    with pytest.raises(FailedPoints) as raised:
        go(tmp_path, 60, FOUR)
    others = [k for k in range(4) if k != place]
    assert len(raised.value.lines) == 1
    assert raised.value.lines[0].startswith(f"point {place} ")
    assert raised.value.results.points["point"].tolist() == others
    assert rows_of(tmp_path / "s") == dict.fromkeys(others, 60)
    with pytest.warns(SimWarning, match=f"is not complete: point {place} "):
        kept = open_study(tmp_path / "s")
    memory = run_study([FOUR[k] for k in others], replicates=60, seed=1)
    np.testing.assert_array_equal(
        kept.outcomes[list(OUTCOME_FIELDS)], memory.outcomes[list(OUTCOME_FIELDS)]
    )
    monkeypatch.undo()
    ran = watched(monkeypatch)
    go(tmp_path, 60, FOUR)
    assert ran == [FOUR[place].world.digest()]
    assert content(tmp_path / "s") == content(go(tmp_path / "calm", 60, FOUR).path)


def watched(monkeypatch):
    """The points of which rows run, by their digests."""
    ran = []

    def chunk(plan, seed, first, count, *, before=None, **more):
        ran.append(plan.digest)
        return run_chunk(plan, seed, first, count, before=before, **more)

    monkeypatch.setattr(block_module, "run_chunk", chunk)
    return ran


@pytest.mark.parametrize("table", TABLES)
def test_file__of_many_points_that_is_damaged_is_made_anew_with_a_word(
    tmp_path, many, monkeypatch, table
):
    shutil.copytree(many.path, tmp_path / "s")
    path = max((tmp_path / "s" / table).rglob("*.parquet"), key=lambda one: one.stat().st_size)
    path.write_bytes(path.read_bytes()[:-100])
    ran = watched(monkeypatch)
    with pytest.warns(SimWarning, match=f"made anew: {table}/.* is damaged or cut short") as told:
        go(tmp_path, 7, MANY)
    assert len(told) == 1
    assert sorted(ran) == sorted(point.world.digest() for point in MANY[:64])
    assert content(tmp_path / "s") == content(many.path)
    (aside,) = [one for one in (tmp_path / "s" / "damaged").rglob("*") if one.is_file()]
    assert aside.name == path.name


def test_file__of_many_points_that_is_damaged_is_made_anew_for_those_who_are_asked(tmp_path):
    study = go(tmp_path, 60, FOUR).path
    (path,) = (study / "outcomes").rglob("*.parquet")
    path.write_bytes(b"")
    with pytest.warns(SimWarning, match="made anew: outcomes/"):
        assert len(go(tmp_path, 60, FOUR[:1]).outcomes) == 60
    assert len(go(tmp_path, 60, FOUR).outcomes) == 240
    assert content(study) == content(go(tmp_path / "calm", 60, FOUR).path)


# Stopped --------------------------------------------------------------------------------------


@pytest.mark.parametrize("trajectories", [True, False])
@pytest.mark.parametrize("place", [0, 1, 3])
@pytest.mark.parametrize("replicates", [60, 600])
def test_interrupt__in_the_middle_of_a_block_is_gone_on_from_to_the_same_bytes(
    tmp_path, monkeypatch, replicates, place, trajectories
):
    asked = {
        "replicates": replicates,
        "seed": 1,
        "trajectories": trajectories,
        "study": "s",
        "threads": 1,
    }
    digest = FOUR[place].world.digest()

    def stops(plan, *words, pause, **more):
        """Ends the study as Ctrl-C does, amid the rows of a point."""

        def stopped(so_far):
            if plan.digest == digest:
                stop.set()
            pause(so_far)

        if plan.digest == digest and replicates < 256:
            stop.set()
        return run_chunk(plan, *words, pause=stopped, **more)

    stop = Stop()
    straight = Request.run

    def listening(request, *words):
        object.__setattr__(request, "stop", stop)
        straight(request, *words)
        raise KeyboardInterrupt

    monkeypatch.setattr(block_module, "run_chunk", stops)
    monkeypatch.setattr(Request, "run", listening)
    with pytest.raises(InterruptedStudy, match=r"of [\d,]+ replicates are kept"):
        run_study(FOUR, folder=tmp_path, **asked)
    monkeypatch.undo()
    kept = pd.read_parquet(tmp_path / "s" / "outcomes")
    assert not kept.duplicated(["point", "replicate"]).any()
    assert (kept.groupby("point").size() == replicates).sum() >= place
    assert len(kept) < 4 * replicates or (place, replicates) == (3, 60)
    ran = watched(monkeypatch)
    run_study(FOUR, folder=tmp_path, **asked)
    assert not set(ran) & {point.world.digest() for point in FOUR[:place]}
    monkeypatch.undo()
    calm = run_study(FOUR, folder=tmp_path / "calm", **asked)
    assert content(tmp_path / "s") == content(calm.path)


def test_block__that_takes_long_comes_back_in_parts_and_lies_as_if_it_had_not(
    tmp_path, monkeypatch
):
    expected = content(go(tmp_path / "calm", 600, FOUR).path)
    monkeypatch.setattr(block_module, "MOST_KEPT_RUNS", 10_000)
    together = content(go(tmp_path / "together", 600, FOUR).path)
    assert together.keys() != expected.keys()
    ran = watched(monkeypatch)
    monkeypatch.setattr(block_module, "_EVERY", 0.0)
    told = []
    found = run_study(
        FOUR,
        replicates=600,
        seed=1,
        trajectories=True,
        folder=tmp_path,
        study="s",
        threads=1,
        progress=told.append,
    )
    assert len(ran) == 4 * 3  # each point came back at 256 and 512 rows
    assert [one.done for one in told] == sorted(one.done for one in told)
    assert told[-1].done == told[-1].total == 2400
    assert len({one.done for one in told}) == len(told)
    assert content(found.path) == together


def test_block__that_takes_long_runs_whole_in_memory(monkeypatch):
    expected = run_study(FOUR, replicates=600, seed=1, trajectories=True)
    monkeypatch.setattr(block_module, "_EVERY", 0.0)
    same(run_study(FOUR, replicates=600, seed=1, trajectories=True, threads=1), expected)


# What a block gives ----------------------------------------------------------------------------


def block_of(points, count, **more):
    request = Request.of(points, replicates=count, seed=1, trajectories=False, threads=1)
    return request.block(range(len(points)), 0, count, **more)


def test_block__gives_none_for_points_that_had_not_begun(monkeypatch):
    block = block_of(FOUR, 20)
    block.stop.set()
    first, *others = run_block(block)
    assert (first.first, first.count) == (0, 20)
    assert others == [None] * 3


def test_block__takes_over_what_is_there(monkeypatch):
    whole = run_block(block_of(FOUR[:2], 20, kept=ALL))
    part = run_block(block_of(FOUR[:1], 5, kept=ALL))
    ran = watched(monkeypatch)
    block = block_of(FOUR[:2], 20, kept=ALL, before=(*part, whole[1]))
    assert block.lacks() == 15
    again = run_block(block)
    assert ran == [FOUR[0].world.digest()]
    assert again[1] is whole[1]
    alike(again[0], whole[0])


def alike(one, other):
    """Whether two pieces are the same to the bit."""
    assert isinstance(one, Piece)
    assert (one.first, one.count) == (other.first, other.count)
    np.testing.assert_array_equal(one.outcomes, other.outcomes)
    np.testing.assert_array_equal(one.records, other.records)
    for mine, its in zip(one.histograms[1:], other.histograms[1:], strict=True):
        assert mine.dtype == its.dtype
        np.testing.assert_array_equal(mine, its)


def test_piece__round_trips_through_what_the_engine_goes_on_from():
    (piece,) = run_block(block_of(FOUR[:1], 20, kept=ALL))
    alike(Piece.of(piece.chunk()), piece)


def test_block__says_what_it_is():
    assert str(block_of(FOUR[:1], 20)) == f"point 0 ({BASE.name}), replicates 0 to 19"
    block = block_of([*FOUR[:2], Point("x", load("neglect"))], 1200)
    assert str(block) == f"points 0 to 2 ({BASE.name}, neglect), replicates 0 to 1,199"


def test_block__of_another_model_does_not_run():
    block = block_of(FOUR[:1], 20, kernel="0" * 16)
    assert isinstance(block, Block)
    with pytest.raises(Exception, match=r"executor: is of model 0{16}, and this process has model"):
        run_block(block)


# Months before windows ---------------------------------------------------------------------------


@pytest.fixture(scope="module")
def started():
    """Points that start from another world, two and two from the same; and one that does not."""
    base = load("second_trump_term").replace(months=3)
    other = base.replace(**{"start.leaders.moon.rivalry": 0.3})
    key = "leaders.seoul.rivalry"
    return [
        *(Point("a", base.replace(**{key: x}), {key: x}) for x in (0.2, 0.7)),
        *(Point("b", other.replace(**{key: x}), {key: x}) for x in (0.2, 0.7)),
        Point("c", BASE),
    ]


@pytest.fixture(scope="module")
def each(started):
    """The rows of each point run alone, its months before the window with it."""
    return [run_block_alone(point.world, 300) for point in started]


def run_block_alone(world, count):
    request = Request.of(
        [Point("x", world)], replicates=count, seed=5, trajectories=True, threads=1
    )
    block = request.block([0], 0, count, kept=ALL)
    (piece,) = run_block(Block(**{**vars(block), "shares": False}))
    return piece


@pytest.mark.parametrize("threads", [1, 2])
@pytest.mark.parametrize("most", [1, 2, 64])
def test_history__that_is_shared_changes_no_bit(started, each, monkeypatch, threads, most):
    monkeypatch.setattr(block_module, "MOST_POINTS", most)
    monkeypatch.setattr(block_module, "HISTORIES", history.Histories())
    found = run_study(started, replicates=300, seed=5, trajectories=True, threads=threads)
    for place, alone in enumerate(each):
        own = found.outcome_values(OUTCOME_FIELDS, place)
        np.testing.assert_array_equal(np.stack(list(own.values()), axis=1), alone.outcomes)
        months = alone.records[:, :, column("trust")]
        np.testing.assert_array_equal(found.column("trust", place), months)


def test_history__runs_once_for_all_points_that_have_it(started, monkeypatch):
    begun = []
    straight = history.run_before

    def counted(plan, *words, **more):
        begun.append(words)
        return straight(plan, *words, **more)

    monkeypatch.setattr(history, "run_before", counted)
    monkeypatch.setattr(block_module, "HISTORIES", history.Histories())
    run_study(started, replicates=1100, seed=6, threads=2)
    assert sorted(begun) == [(6, 0, 1000)] * 2 + [(6, 1000, 100)] * 2
