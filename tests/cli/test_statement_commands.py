"""`python -m sim.claims` and `python -m sim.hindcast`: what they print, write, and refuse."""

import re

import pandas as pd
import pytest

from sim.cli import (
    articles_command,
    claims_command,
    disputed_command,
    hindcast_command,
    levers_command,
    parameters_command,
    question,
)
from sim.spec.version import KERNEL_HASH
from sim.study.claims import NULLS
from sim.study.claims.distance import COLUMNS
from tests.cli.written import everything
from tests.study.claims.counted import headline_numbers, recounted


def test_claims__print_a_line_each_and_leave_a_report(here, capsys):
    assert claims_command.main(["ids=[C045,C010]", "replicates=40", "seed=2"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].split()[:2] == ["claim", "result"]
    assert [line[:4] for line in lines[1:3]] == ["C010", "C045"]
    assert lines[-1].startswith("results: results/claims-")
    folder = here / lines[-1].removeprefix("results: ")
    assert {"claims.md", "claims.csv"} <= {path.name for path in folder.iterdir()}
    text = (folder / "claims.md").read_text(encoding="utf-8")
    assert "40 replicates an arm, seed 2" in text
    assert "### C045" in text


def test_claims__against_nulls_say_the_distance_first(here, capsys):
    words = ["ids=[C045,C003]", "replicates=40", "seed=2", "nulls=2", "threads=1"]
    assert claims_command.main(words) == 0
    out = capsys.readouterr().out
    assert [line.split()[:2] for line in out.splitlines() if line.startswith("flipped")] == [
        *(["flipped", "hold"], ["flipped", "emergent"], ["flipped", "direct"]),
    ]
    folder = here / out.splitlines()[-1].removeprefix("results: ")
    page = (folder / "claims.md").read_text(encoding="utf-8")
    assert page.index("## Distance to models that know less") < page.index("## Under the thresh")
    assert "(figures/nulls.png)" in page
    assert (folder / "figures" / "nulls.png").is_file()
    table = pd.read_csv(folder / "nulls.csv")
    assert len(table) == 2 * 3
    assert set(table["seed"]) == {2}
    assert set(table["replicates"]) == {40}
    for null, rows in table.groupby("null"):
        numbers, model, claims = recounted(table, null)
        assert claims == len(rows)
        assert headline_numbers(page)[null][:4] == numbers
        assert f"**{model} of {claims} core claims hold in the model**" in page
    # Without nulls the page is as it was, and lies elsewhere.
    assert claims_command.main(words[:3]) == 0
    plain = here / capsys.readouterr().out.splitlines()[-1].removeprefix("results: ")
    assert plain != folder
    text = (plain / "claims.md").read_text(encoding="utf-8")
    assert "models that know less" not in text
    assert not (plain / "nulls.csv").exists()


def test_ship__of_nulls_wants_all_core_claims_as_shipped(here, capsys, monkeypatch):
    monkeypatch.setattr(question, "SHIPPED", here / "spec")
    for words in (
        *([], ["nulls=2", "tier=all"], ["nulls=2", "ids=[C045]"], ["nulls=2", "article=001"]),
        *(["nulls=2", "switches.thaw=false"], ["nulls=2", "parameter_set=posterior_2024"]),
    ):
        assert claims_command.main([*words, "ship=true"]) == 2
        assert "ship: wants nulls of all core claims" in capsys.readouterr().err
    assert everything(here) == []


@pytest.mark.slow
def test_ship__leaves_the_table_of_nulls(here, capsys, monkeypatch):
    monkeypatch.setattr(question, "SHIPPED", here / "spec")
    assert claims_command.main(["nulls=2", "replicates=30", "ship=true"]) == 0
    assert "shipped: spec/nulls.csv" in capsys.readouterr().out
    assert everything(here / "spec") == ["nulls.csv"]
    table = pd.read_csv(here / "spec" / "nulls.csv", dtype={"model": str})
    assert len(table) == 96 * 3
    assert set(table["model"]) == {KERNEL_HASH}
    assert list(table.columns) == list(COLUMNS)


def test_claims__in_a_changed_model_say_so_and_go_elsewhere(here, capsys):
    assert claims_command.main(["ids=[C045]", "replicates=40"]) == 0
    assert claims_command.main(["ids=[C045]", "replicates=40", "switches.mediation=false"]) == 0
    first, second = (
        line for line in capsys.readouterr().out.splitlines() if line.startswith("results: ")
    )
    assert first != second
    page = here / second.removeprefix("results: ") / "claims.md"
    assert "switches.mediation=False" in page.read_text(encoding="utf-8")


def test_hindcast__prints_facts_and_leaves_a_page(here, capsys):
    words = ["observed=false", "ablations=false", "orders=0", "replicates=40"]
    assert hindcast_command.main(words) == 0
    out = capsys.readouterr().out
    assert out.splitlines()[1].startswith("E01")
    assert "calibration" in out
    folder = here / out.splitlines()[-1].removeprefix("results: ")
    page = (folder / "hindcast.md").read_text(encoding="utf-8")
    # Reasons hold figures of another run, and say of which.
    assert "Does not hold at 2,000 replicates, seed 1, as shipped: In 20 of 100." in page
    assert page.count("Does not hold") == page.count("Does not hold at 2,000 replicates, seed 1")


@pytest.mark.slow
def test_hindcast__prints_scores_of_all_rivals_and_how_far_figures_swing(here, capsys):
    words = ["ablations=false", "orders=0", "replicates=30", "threads=1"]
    assert hindcast_command.main(words) == 0
    out = capsys.readouterr().out
    (head, *_) = [line for line in out.splitlines() if line.startswith("measure ")]
    assert re.split(r"  +", head)[1:] == [
        *("model", "persistence", "leaders only", "two-state Markov", "Heider balance"),
    ]
    for said in (
        "mean CRPS, years held out",
        "mean log score, years held out",
        "By log score the model is better than a rival in",
        "(aim: 0.7 to 1.3)",
        "within terms the model swings",
        "within terms Heider balance swings",
    ):
        assert said in out
    folder = here / out.splitlines()[-1].removeprefix("results: ")
    page = (folder / "hindcast.md").read_text(encoding="utf-8")
    sentences = [line for line in out.splitlines() if line.startswith(("By ", "Mean Goldstein"))]
    assert len(sentences) == 5
    assert all(one in page for one in sentences)


def test_claims__that_few_replicates_leave_open_are_undecided_and_not_refuted(here, capsys):
    """Some claim of article 002 has an interval at so few replicates that reaches its bound."""
    assert claims_command.main(["article=002", "replicates=120"]) == 0
    out = capsys.readouterr().out
    rows = {line[:4]: line for line in out.splitlines() if line.startswith("C")}
    undecided = [row for row in rows.values() if "undecided" in row]
    assert all("undecided; about " in row and "would decide" in row for row in undecided)
    assert rows["C100"].split()[1] == "fails", "decided failures stay failures"
    assert "unlike the table" not in out
    counted = dict(line.split() for line in out.splitlines() if len(line.split()) == 2)
    assert int(counted["undecided"]) == len(undecided) > 0
    assert int(counted["expressed"]) + int(counted["failing"]) + int(counted["undecided"]) == 13
    folder = here / out.splitlines()[-1].removeprefix("results: ")
    page = (folder / "claims.md").read_text(encoding="utf-8")
    assert "## What 120 replicates leave undecided" in page
    assert "**Undecided** at 120 replicates; about " in page
    table = pd.read_csv(folder / "claims.csv")
    assert set(table["status"].dropna()) == {"holds", "fails", "undecided"}


@pytest.mark.parametrize(
    ("command", "first"),
    [
        (claims_command, "C001  core"),
        (hindcast_command, "E01  calibration"),
        (disputed_command, "commitment"),
        (articles_command, "000  39 claims"),
        (levers_command, "leaders.washington.mediation"),
        (parameters_command, "link_floor"),
    ],
)
def test_list__prints_what_can_be_asked_for(here, capsys, command, first):
    assert command.main(["--list"]) == 0
    assert capsys.readouterr().out.startswith(first)
    assert everything(here) == []
    for words, said in (
        (["--list", "seed=1"], "--list: stands alone, found 'seed=1' beside it"),
        (["seed=1", "--list"], "--list: stands first, before all other words"),
    ):
        assert command.main(words) == 2
        assert said in capsys.readouterr().err


@pytest.mark.parametrize(
    ("command", "words", "said"),
    [
        (claims_command, ["ids=[C999]"], "unknown claim 'C999'"),
        (claims_command, ["article=007"], "unknown article '007'"),
        (claims_command, ["tier=main"], "unknown tier 'main'"),
        (claims_command, ["scenario=neglect"], "unknown key 'scenario'"),
        (claims_command, ["replicates=0"], "found 0"),
        (claims_command, ["replicates=29"], "found 29, wanted a number in [30,"),
        (claims_command, ["ids=[]"], "ids: found nothing, wanted one or more claims"),
        (claims_command, ["ids=[C045]", "switches.mediaton=false"], "did you mean 'mediation'"),
        (claims_command, ["nulls=1"], "nulls: found 1, wanted a number in [2, 1000]"),
        (claims_command, ["nulls=-3"], "nulls: found -3"),
        (claims_command, ["nulls=1001"], "nulls: found 1001"),
        (claims_command, ["nulls=many"], "nulls: found the text 'many', wanted a whole number"),
        (claims_command, ["nulls=2.5"], "nulls: found 2.5, wanted a whole number"),
        (claims_command, ["nulls=null"], "nulls: found"),
        (claims_command, ["nuls=12"], "did you mean 'nulls'"),
        (claims_command, ["nulls=2", "turnover.tokyo=3"], "turnover.tokyo: does not go with nulls"),
        (claims_command, ["ship=perhaps"], "ship: found the text 'perhaps', wanted true or false"),
        (claims_command, ["ship=true"], "ship: wants nulls of all core claims"),
        (claims_command, ["-m", "seed=1,2"], "one value a key"),
        (claims_command, ["C045"], "wanted key=value"),
        (claims_command, ["ids=C001,C045"], "found C001,C045, wanted a list: ids=[C001,C045]"),
        (claims_command, ["article=000,001"], "several values: run the command once for each"),
        (claims_command, ["traits.rivalry=0.1,0.2"], "several values: [low,high] is a range"),
        (claims_command, ["output.study=mine"], "unknown key 'output.study'"),
        (claims_command, ["output.trajectories=true"], "unknown key"),
        (claims_command, ["-cn", "config"], "-cn: is not used here"),
        (claims_command, ["article=003", "leaders.moonn.rivalry=0.3"], "unknown leader"),
        (claims_command, ["ids=[C045]", "events.court={2035-01:1}"], "outside the window"),
        (hindcast_command, ["replicates=1"], "found 1, wanted a number in [30,"),
        (hindcast_command, ["orders=-1"], "found -1"),
        (hindcast_command, ["orders=some"], "wanted a whole number"),
        (hindcast_command, ["observed=maybe"], "wanted true or false"),
        (hindcast_command, ["parameters.bid_gane=1"], "did you mean 'bid_gain'"),
        (hindcast_command, ["parameter_set=nobodys"], "unknown parameter set"),
        (parameters_command, ["names=memory_gian"], "did you mean 'memory_gain'"),
        (parameters_command, ["names=freeze_kor"], "unknown parameter with a prior 'freeze_kor'"),
        (parameters_command, ["names=[]"], "names: found nothing, wanted one or more parameters"),
        (parameters_command, ["scenarios=[]"], "scenarios: found nothing, wanted one or more"),
        (parameters_command, ["scenarios=neglct"], "did you mean 'neglect'"),
        (parameters_command, ["replicates=29"], "found 29, wanted a number in [30,"),
        (parameters_command, ["ship=yes"], "ship: found the text 'yes', wanted true or false"),
        (parameters_command, ["names=memory_gain", "ship=true"], "ship: wants all parameters"),
        (parameters_command, ["parameters.memory_gain=0.1"], "unknown key"),
    ],
)
def test_fault__ends_in_one_line_and_nothing_written(refuses, command, words, said):
    refuses(command, words, said)


@pytest.mark.parametrize(
    "command",
    [claims_command, disputed_command, hindcast_command, levers_command, parameters_command],
)
def test_help__teaches_the_lines_to_run(command, capfd):
    assert command.main(["--help"]) == 0
    out = capfd.readouterr().out
    assert f"python -m sim.{command.__name__.split('.')[-1].removesuffix('_command')}" in out


def test_help__of_claims_teaches_nulls(capfd):
    assert claims_command.main(["--help"]) == 0
    out = capfd.readouterr().out
    assert "python -m sim.claims nulls=12" in out
    assert "python -m sim.claims tier=core nulls=12 ship=true" in out
    assert all(f"({null})" in out for null in NULLS)
