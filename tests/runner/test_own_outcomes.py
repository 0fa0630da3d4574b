"""Outcomes of one's own are the measures of a run that keeps all, wherever and however it runs."""

import doctest
import subprocess
from concurrent.futures import ProcessPoolExecutor

import numpy as np
import pytest

import sim
from sim.errors import SimError, UnwritableFolder
from sim.runner import Point, block, own_outcomes, run, run_study
from sim.runner.execute import run_part
from sim.runner.merge import merge
from sim.runner.part import shard_part
from sim.scenario import load
from sim.spec.outcomes import OUTCOME_FIELDS

WORLD = load("second_trump_term").replace(months=12)
OWN = {
    "cold": "share(relation_jpn_kor < 0.2)",
    "fell": {"measure": "low(relation_jpn_kor) < 0.2", "meaning": "Fell below 0.2"},
    "when": {"measure": "first_month(relation_jpn_kor < 0.2)", "unit": "month"},
    "rivalry": "mean(trait_kor_rivalry)",
    "quotient": "total(summit_event) / total(visit_event)",
}
DECLARED = WORLD.replace(**{f"outcomes.{name}": said for name, said in OWN.items()})
POINTS = [
    Point(f"w{k}", DECLARED.replace(**{"leaders.seoul.rivalry": 0.1 * k})) for k in range(1, 5)
]


@pytest.fixture(scope="module")
def whole():
    return run(WORLD, 300, 7, trajectories=True)


def test_doctests():
    assert doctest.testmod(own_outcomes).failed == 0


def test_outcomes__are_worked_out_of_the_runs_own_months(whole):
    found = run(DECLARED, 300, 7).outcomes
    relation = whole.column("relation_jpn_kor")
    below = relation < 0.2
    assert np.array_equal(found["cold"], below.mean(axis=1))
    assert np.array_equal(found["fell"], below.any(axis=1).astype(float))
    when = np.where(below.any(axis=1), below.argmax(axis=1), np.nan)
    assert np.array_equal(found["when"], when, equal_nan=True)
    assert 0.0 < np.isnan(when).mean() < 1.0
    summits, visits = (whole.column(f"{k}_event").sum(axis=1) for k in ("summit", "visit"))
    quotient = np.divide(summits, visits, out=np.full(300, np.nan), where=visits > 0)
    assert np.array_equal(found["quotient"], quotient, equal_nan=True)
    assert found[list(OUTCOME_FIELDS)].equals(whole.outcomes[list(OUTCOME_FIELDS)])


def test_traits__are_those_that_the_replicate_drew():
    world = load("neglect").replace(**{"outcomes.x": "at(trait_kor_rivalry, '2028-12')"})
    found = run(world, 1003, 3)
    key = f"leaders.{world.holder('seoul', world.last)}.rivalry"
    assert np.array_equal(found.outcomes["x"], found.draws[key])


def test_columns__say_what_they_are():
    found = run(DECLARED, 3, 7)
    assert list(found.outcomes)[-5:] == list(OWN)
    assert found.outcomes.attrs["units"]["when"] == "month"
    assert found.outcomes.attrs["long_name"]["fell"] == "Fell below 0.2"
    assert found.outcomes.attrs["flag_meanings"]["fell"] == "no yes"


@pytest.mark.parametrize("trajectories", [False, True])
def test_folder__holds_the_same_bits_grown_or_at_once(tmp_path, trajectories):
    memory = run(DECLARED, 1203, 7).outcomes
    for replicates in (300, 1100, 1203):
        run(DECLARED, replicates, 7, trajectories, tmp_path, study="own")
    opened = sim.open(tmp_path / "own")
    assert opened.outcomes.equals(memory)
    assert opened.outcomes.attrs == memory.attrs
    assert dict(opened.world().outcomes) == DECLARED.outcomes
    (*_, asked) = opened.provenance["runs"]
    assert asked["asked"]["outcomes"]["when"]["unit"] == "month"
    values = opened.outcome_values(["when"], 0)["when"]
    assert np.array_equal(values, memory["when"], equal_nan=True)
    # Fewer than there are: rows are cut, no more run.
    assert run(DECLARED, 200, 7, False, tmp_path, study="own").outcomes.equals(memory[:200])


def test_executor__of_processes_gives_the_same():
    with ProcessPoolExecutor(2) as pool:
        found = run_study(POINTS, replicates=20, seed=7, executor=pool)
    assert found.outcomes.equals(run_study(POINTS, replicates=20, seed=7).outcomes)


def test_rows__that_come_back_half_way_go_on(monkeypatch):
    monkeypatch.setattr(block, "_EVERY", 0.0)
    found = run(DECLARED, 1500, 7, threads=1).outcomes
    monkeypatch.undo()
    assert found.equals(run(DECLARED, 1500, 7).outcomes)


def test_shares__merged_are_the_bytes_of_one_run(tmp_path):
    how = {"replicates": 30, "seed": 7, "study": "own"}
    parts = [run_part(POINTS, shard_part(f"{k}/2"), folder=tmp_path, **how)[0] for k in (1, 2)]
    merge(parts, tmp_path / "merged")
    run_study(POINTS, folder=tmp_path / "whole", **how)
    differ = subprocess.run(
        ["diff", "-rq", tmp_path / "merged" / "outcomes", tmp_path / "whole" / "own" / "outcomes"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert differ.stdout == ""
    assert sim.open(tmp_path / "merged").outcomes["cold"].notna().all()


def test_study__has_the_outcomes_of_all_its_worlds():
    other = load("neglect").replace(months=12)
    points = [Point("a", WORLD.replace(**{"outcomes.cold": OWN["cold"]})), Point("b", other)]
    found = run_study(points, replicates=5, seed=7, outcomes={"low": "low(relation_jpn_kor)"})
    assert list(found.outcomes)[-2:] == ["low", "cold"]
    assert found.outcomes[["low", "cold"]].notna().all().all()


@pytest.mark.parametrize(
    ("outcomes", "line"),
    [
        (
            {"cold": "low(relation_jpn_kor)"},
            "outcomes.cold: is 'low(relation_jpn_kor)' in the study",
        ),
        (
            {"x": "at(relation_jpn_kor, '2031-01')"},
            "world second_trump_term: outcomes.x: found",
        ),
        ({"x": "relation"}, "outcomes.x: unknown variable 'relation'"),
        (["cold"], "outcomes: found ['cold'], wanted a mapping of names to measures"),
    ],
)
def test_study__with_outcomes_that_cannot_be_is_one_line(outcomes, line):
    with pytest.raises(SimError) as fault:
        run(DECLARED, 3, 7, outcomes=outcomes)
    assert str(fault.value).startswith(line)


def test_named_study__takes_no_points_with_other_outcomes(tmp_path):
    run(DECLARED, 3, 7, folder=tmp_path, study="own")
    before = sorted(tmp_path.rglob("*"))
    with pytest.raises(UnwritableFolder, match="and asked for are no outcomes of one's own"):
        run(WORLD, 3, 7, folder=tmp_path, study="own")
    assert sorted(tmp_path.rglob("*")) == before


def test_names__of_studies_with_other_outcomes_differ(tmp_path):
    for world in (WORLD, DECLARED, WORLD.replace(**{"outcomes.cold": OWN["cold"]})):
        run(world, 3, 7, folder=tmp_path)
    assert len(list(tmp_path.iterdir())) == 3


def test_compare__gives_both_worlds_the_outcomes_of_either():
    effect = sim.compare(DECLARED, WORLD.replace(**{"leaders.seoul.rivalry": 0.9}), replicates=100)
    assert effect["cold"]["pairs"] == 100
    assert 2 < effect["when"]["pairs"] < 100
    assert effect.table.loc["when", "base"] + effect.table.loc["when", "difference"] == (
        pytest.approx(effect.table.loc["when", "alternative"])
    )
