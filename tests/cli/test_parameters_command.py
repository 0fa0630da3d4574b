"""`python -m sim.parameters`: where parameters act."""

import pandas as pd
import pytest

from sim.cli import parameters_command, question
from sim.methods.sensitivity import elementary
from sim.study import acting
from tests.report.whole import check_page


@pytest.fixture
def small(monkeypatch):
    """Two worlds in place of six, and two parameters in place of all."""
    monkeypatch.setattr(acting, "WORLDS", ("neglect", "no_martial_law"))
    two = acting.chosen(["memory_gain", "reconcile_cost"])
    monkeypatch.setattr(elementary, "free", lambda parameters=(): two)


def test_parameters__leaves_a_page_and_a_table(here, capsys):
    words = ["names=[memory_gain,trade_rate]", "scenarios=neglect", "replicates=30", "threads=1"]
    assert parameters_command.main(words) == 0
    out = capsys.readouterr().out
    (folder,) = (here / "results").iterdir()
    assert {"parameters.csv", "parameters.md"} <= {path.name for path in folder.iterdir()}
    table = pd.read_csv(folder / "parameters.csv")
    assert sorted(zip(table["parameter"], table["side"], strict=True)) == [
        ("memory_gain", "start"),
        ("memory_gain", "window"),
        ("trade_rate", "start"),
        ("trade_rate", "window"),
    ]
    check_page(folder / "parameters.html")
    page = (folder / "parameters.md").read_text(encoding="utf-8")
    rerun = "python -m sim.parameters names=[memory_gain,trade_rate] scenarios=neglect"
    assert f"{rerun} replicates=30 seed=1" in page
    assert "does not predict" in page
    assert "`trade_rate`" in page
    assert f"report: results/{folder.name}/parameters.html" in out


def test_ship__renews_the_copy_beside_the_model(here, small, monkeypatch, capsys):
    (here / "spec").mkdir()
    monkeypatch.setattr(question, "SHIPPED", here / "spec")
    assert parameters_command.main(["ship=true", "replicates=30", "threads=1"]) == 0
    assert "shipped: spec/parameters.csv" in capsys.readouterr().out
    shipped = pd.read_csv(here / "spec" / "parameters.csv")
    assert sorted(shipped["parameter"]) == ["memory_gain", "reconcile_cost"]


def test_stopped_command__goes_on_with_the_worlds_that_are_missing(here, capsys, monkeypatch):
    words = [
        "names=memory_gain",
        "scenarios=[neglect,no_martial_law]",
        "replicates=30",
        "threads=1",
    ]
    made = []
    measured = elementary.measured

    def counted(*asked, **more):
        made.append(asked[0].name)
        if len(made) == 8:
            raise KeyboardInterrupt
        return measured(*asked, **more)

    monkeypatch.setattr(elementary, "measured", counted)
    assert parameters_command.main(words) == 130
    assert "the same command goes on from there" in capsys.readouterr().err
    before = len(made)
    monkeypatch.setattr(elementary, "measured", lambda *a, **k: made.append(0) or measured(*a, **k))
    assert parameters_command.main(words) == 0
    assert len(made) - before == 6  # two sides of the second world; the first is kept
