"""The report of Washington's traits: made of its runs, and refused for points of another kind."""

import re

import numpy as np
import pandas as pd
import pytest

import sim
from sim.analysis import outcomes_of
from sim.cli import main
from sim.cli.drawer import conf_folder
from sim.errors import MissingResult
from sim.spec.version import KERNEL_HASH
from sim.study.washington import FACTORS, LEVELS, finding, report


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    made = tmp_path_factory.mktemp("traits")
    asked = ["experiment=washingtons_traits", "replicates=60", f"output.folder={made}"]
    assert main(asked) == 0
    return next(made.glob("washingtons_traits-*"))


def test_report__says_what_its_runs_come_to(folder):
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
    for name in ("traits_effects", "traits_tail"):
        assert (folder / "figures" / f"{name}.png").stat().st_size > 10_000


def test_table__holds_every_effect_of_every_outcome(folder):
    table = pd.read_csv(folder / "effects.csv")
    assert table.groupby("outcome").size().tolist() == [10] * 7
    assert set(table["order"]) == {1, 2}
    assert (table["low"] <= table["difference"]).all()
    assert (table["replicates"] == 60).all()


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
    assert finding._reward(made).startswith(f"## {title}\n")


def test_priors__stand_beside_the_defaults_and_a_stale_table_says_so():
    found = {"default_effect": 0.3, "default_se": 0.01, "median": 0.1, "p05": -0.1, "p95": 0.2}
    rows = [
        {"lever": key, "outcome": "jpn_kor_final", "share_positive": 0.75, "draws": 64, **found}
        for key in FACTORS
    ]
    text = finding.over_priors(pd.DataFrame(rows).assign(model=KERNEL_HASH))
    line = "| demands | +0.30 (+0.28 to +0.32) | +0.10 (−0.10 to +0.20) | 75% |"
    assert line in text
    assert "64 draws" in text
    assert "another version" not in text
    assert "another version" in finding.over_priors(pd.DataFrame(rows).assign(model="older"))


def test_levels__are_those_of_the_experiment():
    text = (conf_folder() / "experiment" / "washingtons_traits.yaml").read_text(encoding="utf-8")
    for key, (low, high) in LEVELS.items():
        assert f"{key}: {low},{high}\n" in text


def test_points__of_another_kind_are_refused(tmp_path):
    run = sim.run(sim.load("neglect"), replicates=2, seed=1)
    with pytest.raises(MissingResult, match="experiment=washingtons_traits"):
        report(run, tmp_path)
