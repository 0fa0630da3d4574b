"""A target error and a branch from the command line."""

import numpy as np
import pytest

import sim
from sim.cli import main

SMALL = ["months=6", "replicates=30"]


@pytest.fixture(autouse=True)
def _elsewhere(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)


def results_of(capsys):
    out = capsys.readouterr().out.splitlines()
    assert out[-1].startswith("results: ")
    return sim.open(out[-1].removeprefix("results: "))


@pytest.mark.parametrize(
    ("asked", "outcome", "se"),
    [("target_se=0.004", "jpn_kor_final", 0.004), ("target_se={summits:0.05}", "summits", 0.05)],
)
def test_target__is_met_by_running_more(capsys, asked, outcome, se):
    assert main([*SMALL, asked]) == 0
    values = results_of(capsys).outcome_values([outcome], 0)[outcome]
    assert len(values) > 30
    assert values.std(ddof=1) / np.sqrt(len(values)) <= se


@pytest.mark.parametrize(
    ("words", "line"),
    [
        (["target_se=none"], "target_se of jpn_kor_final: found the text 'none'"),
        (["target_se={sumits:1}"], "target_se: unknown outcome 'sumits'; did you mean 'summits'?"),
        (["target_se=0.1", "shard=1/2"], "target_se: goes with a whole study"),
        (["branch=2031-01"], "branch: found 2031-01, wanted a month from 2025-02 to 2028-12"),
        (["branch=soon"], "branch: found the text 'soon', wanted a month written 'YYYY-MM'"),
    ],
)
def test_what_is_wrong__is_one_line_and_nothing_is_written(capsys, tmp_path, words, line):
    assert main([*SMALL, *words]) == 2
    told = capsys.readouterr().err
    assert line in told
    assert len(told.strip().splitlines()) == 1
    assert list(tmp_path.iterdir()) == []


def test_branch__acts_from_its_month_on(capsys):
    words = ["scenario=baseline_hindcast", "branch=2018-10", "events.court=off", "replicates=20"]
    assert main(words) == 0
    found = results_of(capsys)
    whole = sim.run(sim.load("baseline_hindcast"), replicates=20)
    assert sim.compare(whole, found).first_month.strftime("%Y-%m") == "2018-10"


def test_branches__make_a_grid(capsys):
    words = ["scenario=baseline_hindcast", "branch=2018-10,2020-06", "switches.thaw=false"]
    assert main(["-m", *words, "replicates=10"]) == 0
    found = results_of(capsys)
    assert found.points["branch"].tolist() == ["2018-10", "2020-06"]
