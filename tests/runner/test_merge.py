"""Parts become the bytes of one run, or a line says why not and nothing is written."""

import shutil
from pathlib import Path

import pytest

import sim
from sim.errors import MissingResult, SimError, SimWarning, WrongKind
from sim.runner import Point, run_study
from sim.runner.execute import run_part
from sim.runner.merge import merge
from sim.runner.part import rows_part, shard_part
from tests.runner.studies import FOUR, content

NAME = FOUR[0].scenario


@pytest.fixture(autouse=True)
def few_together(monkeypatch):
    monkeypatch.setattr("sim.runner.block.MOST_POINTS", 2)


def shares(folder, points=FOUR, many=2, **more):
    """The folders of all shares of a study."""
    how = {"replicates": 10, "seed": 1, "folder": folder, "study": "s", **more}
    return [run_part(points, shard_part(f"{k + 1}/{many}"), **how)[0] for k in range(many)]


def one_run(folder, points=FOUR, **more):
    run_study(points, **{"replicates": 10, "seed": 1, "folder": folder, "study": "one", **more})
    return content(folder / "one")


def test_merge__of_points_with_seeds_of_their_own_is_one_run(tmp_path):
    """Points of one seed lie together, whatever lies between them."""
    several = [
        Point(one.scenario, one.world, one.overrides, seed=k % 3) for k, one in enumerate(FOUR)
    ]
    merge(shares(tmp_path, several))
    assert content(tmp_path / "s") == one_run(tmp_path, several)


@pytest.mark.parametrize("trajectories", [False, True])
def test_merge__takes_a_share_that_had_nothing_to_do(tmp_path, trajectories):
    parts = shares(tmp_path, many=5, trajectories=trajectories)
    assert not (parts[-1] / "outcomes").exists()
    merge(parts)
    assert content(tmp_path / "s") == one_run(tmp_path, trajectories=trajectories)


def test_merge__of_shares_that_grew_is_one_run(tmp_path, monkeypatch):
    """With more replicates fewer points make a block, so shares have others than before."""
    monkeypatch.setattr("sim.runner.block.MOST_RUNS", 60)
    before = shares(tmp_path, replicates=30)
    parts = shares(tmp_path, replicates=60)
    assert parts == before
    merge(parts)
    assert content(tmp_path / "s") == one_run(tmp_path, replicates=60)


def test_part__that_is_asked_for_less_says_what_it_has_of_that(tmp_path, monkeypatch):
    monkeypatch.setattr("sim.runner.block.MOST_RUNS", 60)
    how = {"seed": 1, "folder": tmp_path, "study": "s"}
    path, done = run_part(FOUR, shard_part("1/2"), replicates=60, **how)
    calm = content(path)
    assert (path, done) == run_part(FOUR, shard_part("1/2"), replicates=60, **how) == (path, 120)
    assert run_part(FOUR, shard_part("1/1"), replicates=60, **how)[1] == 240
    assert run_part(FOUR, shard_part("1/1"), replicates=30, **how)[1] == 120
    assert content(path) == calm


def test_merge__of_points_with_unlike_replicates_says_so(tmp_path):
    for points, replicates in ((FOUR, 10), (FOUR[1:], 20)):
        parts = shares(tmp_path, points, many=1, replicates=replicates)
    with pytest.raises(SimError, match="asks for 10 replicates of point 0 and 20 of point 1"):
        merge(parts)
    assert not (tmp_path / "s").exists()


def test_merge__into_what_lies_there_changes_nothing_of_it(tmp_path):
    parts = shares(tmp_path)
    calm = one_run(tmp_path, FOUR[2:])
    with pytest.raises(SimError, match="is another study already"):
        merge(parts, tmp_path / "one")
    assert content(tmp_path / "one") == calm
    own = content(parts[0])
    with pytest.raises(SimError, match="is one of the parts"):
        merge(parts, parts[0])
    assert content(parts[0]) == own


def test_merge__takes_a_world_from_any_part_that_has_it(tmp_path):
    parts = shares(tmp_path)
    shutil.rmtree(parts[0] / "worlds")
    merge(parts)
    assert sim.open(tmp_path / "s").world(3) == FOUR[3].world


def test_merge__names_points_that_no_part_has_in_ranges(tmp_path):
    how = {"replicates": 10, "seed": 1, "folder": tmp_path, "study": "s"}
    some = [run_part(FOUR, rows_part(rows, 4), **how)[0] for rows in ("1:2",)]
    with pytest.raises(MissingResult, match="found no part with rows 0:1, 2:4"):
        merge(some)


def test_open__of_a_share_says_where_the_other_rows_are(tmp_path):
    """Chunks of a share lie here and there: what is read from it alone is not the study."""
    one, other = shares(tmp_path, FOUR[:1], replicates=2500)
    with pytest.warns(SimWarning, match=r"1,000 of 2,500 replicates: it is shard=1/2 of a study"):
        sim.open(one)
    with pytest.raises(MissingResult, match=r"no rows yet: it is shard=2/2 of a study, which pyth"):
        sim.open(other)
    assert merge([one, other]).replicates == 2500
    assert len(sim.open(tmp_path / "s").outcomes) == 2500


def test_merge__of_a_part_that_lost_a_table_writes_nothing(tmp_path):
    parts = shares(tmp_path)
    shutil.rmtree(parts[1] / "histograms")
    with pytest.raises(MissingResult, match="s-shard-2-of-2: lacks histograms of point 2, repl"):
        merge(parts)
    assert not (tmp_path / "s").exists()


@pytest.mark.parametrize("folders", ["parts", Path("parts")])
def test_merge__wants_a_list(folders):
    with pytest.raises(WrongKind, match=r"FOLDER: found .* wanted a list of the parts' folders"):
        merge(folders)
