"""The report of Washington's traits: made of its runs, and refused for points of another kind."""

import re

import numpy as np
import pandas as pd
import pytest

import sim
from sim.analysis import outcomes_of
from sim.cli import main
from sim.cli.experiments import conf_folder
from sim.errors import MissingResult
from sim.methods.basin import bifurcation
from sim.report.page import part
from sim.spec.version import KERNEL_HASH
from sim.study.washington import FACTORS, LEVELS, finding, report
from sim.study.washington.design import cells_of
from tests.report.whole import check_page


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    made = tmp_path_factory.mktemp("traits")
    small = ["replicates=60", "basins.size=3", "basins.replicates=20", "threads=1"]
    assert main(["experiment=washingtons_traits", *small, f"output.folder={made}"]) == 0
    return next(made.glob("washingtons_traits-*"))


def test_report__says_what_its_runs_come_to(folder):
    check_page(folder / "report.html")
    text = (folder / "report.md").read_text(encoding="utf-8")
    assert "does not predict" in text
    assert "ends in September 2025" in text
    results = sim.open(folder)
    points = results.points
    final = {
        tuple(row[key] > 0.5 for key in FACTORS): outcomes_of(results, int(row["point"]))
        for _, row in points.iterrows()
    }
    base, ready, cares, both = (
        np.mean([one["jpn_kor_final"] for c, one in final.items() if c[:2] == cell], axis=0)
        for cell in ((False, False), (True, False), (False, True), (True, True))
    )
    beyond = (both - ready - cares + base).mean()
    shown = re.search(r"only together \| ([+−]?\d\.\d\d)", text)[1].replace("−", "-")
    assert float(shown) == pytest.approx(beyond, abs=0.006)
    pictures = ("ends", "effects", "tail", "crossings", "basins", "gap")
    for name in (f"traits_{one}" for one in pictures):
        assert f"](figures/{name}.png)" in text
        assert (folder / "figures" / f"{name}.png").stat().st_size > 10_000


def test_table__holds_every_effect_of_every_outcome(folder):
    table = pd.read_csv(folder / "effects.csv")
    assert table.groupby("outcome").size().tolist() == [10] * 7
    assert set(table["order"]) == {1, 2}
    assert (table["low"] <= table["difference"]).all()
    assert (table["replicates"] == 60).all()


def number(text, pattern):
    return float(re.search(pattern, text)[1].replace("−", "-").replace(",", ""))


@pytest.fixture(scope="module")
def text(folder):
    return (folder / "report.md").read_text(encoding="utf-8")


@pytest.mark.parametrize(("begins", "other"), [("close", "apart"), ("apart", "close")])
def test_crossings__told_are_those_of_the_table(folder, text, begins, other):
    table = pd.read_csv(folder / "crossings.csv")
    mine = table[table["begins"] == begins]
    left = mine[mine["event"] == "left"]
    ends = left[left["month"] == 48].set_index("washington")
    crossed = 100 * ends["happened"] / ends["runs"]
    assert np.allclose(100 * (1 - ends["waiting"]), crossed, atol=1e-3)
    sentence = re.search(rf"\*\*Of the runs that begin {begins}, .*", text)[0]
    assert number(sentence, r", ([\d.]+)%") == pytest.approx(crossed.min(), abs=0.051)
    assert number(sentence, r" to ([\d.]+)%") == pytest.approx(crossed.max(), abs=0.051)
    assert f"({crossed.idxmax()}) have been {other}" in sentence
    back = mine[mine["event"] == "back"].groupby("washington").max(numeric_only=True)
    assert back["runs"].sum() == ends["happened"].sum()
    assert number(sentence, r"Of the ([\d,]+) runs? that crossed") == back["runs"].sum()
    came = int(back["happened"].sum())
    assert f"together, {came if came else 'none'} came back" in sentence


def test_crossings__are_those_of_the_stored_runs(folder):
    """The first-passage table beside a count over whole trajectories of a cell."""
    name, cell = "neither brokers nor cares, demands little", (False, False, False, True)
    results = sim.open(folder)
    world = results.world(cells_of(results)[cell])
    ties = sim.run(world, replicates=60, seed=1, trajectories=True).column("relation_jpn_kor")
    crossed = sum(run[0] > 0.2 and bool((run < -0.2).any()) for run in ties)
    table = pd.read_csv(folder / "crossings.csv")
    mine = table[(table["washington"] == name) & (table["begins"] == "close")]
    assert crossed > 5
    assert mine.loc[mine["event"] == "left", "happened"].max() == crossed


def test_map__told_is_that_of_the_table(folder, text):
    table = pd.read_csv(folder / "basin_map.csv")
    keys = ["care", "brokerage", "demands", "load"]
    near, far = (
        table[(table["months"] == 48) & (table["begins"] == name)].set_index(keys).sort_index()
        for name in ("close", "apart")
    )
    assert len(near) == len(far) == 2 * 3 * 3 * 3
    stays, leaves = near["close"] >= 0.5, far["apart"] >= 0.5
    two = 100 * (stays & leaves).mean()
    assert number(text, r"\*\*After 48 months ([\d.]+)% of the map's 54") == pytest.approx(
        two, abs=0.051
    )
    shown = number(text, r"in ([\d.]+)% only the close one")
    assert shown == pytest.approx(100 * (stays & ~leaves).mean(), abs=0.051)
    gap = 100 * (near["close"] - far["close"])
    assert number(text, r"ends close ([\d.−]+) points more") == pytest.approx(gap.mean(), abs=0.051)
    assert number(text, r"apart, at most ([\d.]+)\.") == pytest.approx(gap.max(), abs=0.051)
    humps = (near[["apart", "close"]].min(axis=1) >= 0.1) & (near["bimodality"] > 5 / 9)
    assert number(text, r"two humps in ([\d.]+)%") == pytest.approx(100 * humps.mean(), abs=0.051)
    here = table[table["months"] == 48].groupby("load")["close"].mean()
    moved = number(text, r"load of issues (?:[^.]*?moves by )?([+−][\d.]+)")
    assert moved == pytest.approx(100 * (here[2.0] - here[0.0]), abs=0.051)


def test_report__written_again_takes_the_map_from_its_parts(folder, monkeypatch, tmp_path):
    def never(*asked, **more):
        raise AssertionError("ran a cell of the map again")

    monkeypatch.setattr(bifurcation, "run_columns", never)
    again = report(sim.open(folder), tmp_path, basins={"size": 3, "replicates": 20})
    assert again.read_text(encoding="utf-8") == (folder / again.name).read_text(encoding="utf-8")
    assert (tmp_path / "basin_map.csv").read_bytes() == (folder / "basin_map.csv").read_bytes()


def test_reward__is_run_between_friends_and_rivals_in_the_term_that_demands(folder):
    beside = sim.open(next((folder / "supplements").iterdir()))
    points = beside.points
    assert points["leaders.tokyo.rivalry"].tolist() == [0.1, 0.1, 0.9, 0.9]
    assert points["leaders.seoul.rivalry"].tolist() == points["leaders.tokyo.rivalry"].tolist()
    assert points["leaders.washington.loyalty_reward"].tolist() == [0.0, 0.9, 0.0, 0.9]
    world = beside.world(0)
    assert world.leaders["trump_2"].traits["burden_demand"].low == 0.9


@pytest.mark.parametrize(
    ("rivals", "friends", "title"),
    [
        (-0.2, 0.1, "Reward divides rivals and unites those who are none"),
        (-0.2, 0.0, "Reward divides rivals"),
        (0.0, 0.1, "Reward unites allies who are no rivals"),
        (0.0, 0.0, "Reward has no clear effect on ties"),
    ],
)
def test_title__follows_from_the_numbers(rivals, friends, title):
    luck = np.random.default_rng(1).normal(size=200)
    made = {
        f"{allies}_{level}": pd.DataFrame({"jpn_kor_final": luck + shift * (level == "full")})
        for allies, shift in (("rivals", rivals), ("friends", friends))
        for level in ("none", "full")
    }
    text = part("washington_reward", {"reward": finding._reward(made)})
    assert text.startswith(f"## {title}\n")


def test_priors__stand_beside_the_defaults_and_a_stale_table_says_so():
    found = {"default_effect": 0.3, "default_se": 0.01, "median": 0.1, "p05": -0.1, "p95": 0.2}
    rows = [
        {"lever": key, "outcome": "jpn_kor_final", "share_positive": 0.75, "draws": 64, **found}
        for key in FACTORS
    ]

    def told(model):
        priors = finding.over_priors(pd.DataFrame(rows).assign(model=model))
        return part("washington_priors", {"priors": priors})

    text = told(KERNEL_HASH)
    line = "| demands | +0.30 (+0.28 to +0.32) | +0.10 (−0.10 to +0.20) | 75% |"
    assert line in text
    assert "64 draws" in text
    assert "another version" not in text
    assert "another version" in told("older")


def test_levels__are_those_of_the_experiment():
    text = (conf_folder() / "experiment" / "washingtons_traits.yaml").read_text(encoding="utf-8")
    for key, (low, high) in LEVELS.items():
        assert f"{key}: {low},{high}\n" in text


def test_points__of_another_kind_are_refused(tmp_path):
    run = sim.run(sim.load("neglect"), replicates=2, seed=1)
    with pytest.raises(MissingResult, match="experiment=washingtons_traits"):
        report(run, tmp_path)
