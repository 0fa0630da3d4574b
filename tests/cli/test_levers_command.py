"""`python -m sim.levers`: what it prints, writes, keeps and refuses."""

import pandas as pd
import pytest

from sim.cli import levers_command, question
from sim.errors import InterruptedStudy
from sim.methods.sensitivity import arms
from tests.cli.written import everything

THREE = (
    "levers=[leaders.washington.loyalty_reward,leaders.tokyo.rivalry,leaders.seoul.rivalry,"
    "switches.thaw]"
)
SMALL = ("draws=3", "pairs=4", "replicates=5", "crossed=2", "threads=1")


def test_levers__print_a_line_each_and_leave_a_page(here, capsys):
    assert levers_command.main([THREE, *SMALL, "seed=3", "maps=1"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[1].split()[:2] == ["lever", "median"]
    assert sum(line.startswith(("leaders.", "switches.")) for line in lines) == 4
    assert lines[-1].startswith("results: results/levers-")
    folder = here / lines[-1].removeprefix("results: ")
    table = pd.read_csv(folder / "levers.csv")
    assert len(table) == 4 * 11
    assert set(table["world"]) == {"second_trump_term"}
    assert set(table["seed"]) == {3}
    text = (folder / "LEVERS.md").read_text(encoding="utf-8")
    assert f"python -m sim.levers scenario=second_trump_term {THREE} draws=3 pairs=4" in text
    assert (folder / "figures" / "levers.png").is_file()


def test_levers__of_a_changed_world_say_so_and_go_elsewhere(here, capsys):
    words = ["levers=switches.thaw", *SMALL, "scenario=neglect"]
    assert levers_command.main(words) == 0
    assert levers_command.main([*words, "switches.institutions=false"]) == 0
    first, second = (
        line for line in capsys.readouterr().out.splitlines() if line.startswith("results: ")
    )
    assert first != second
    page = here / second.removeprefix("results: ") / "LEVERS.md"
    text = page.read_text(encoding="utf-8")
    assert "Changed: switches.institutions=false in every arm." in text
    assert "World `neglect`" in text


def test_stopped__goes_on_from_finished_levers(here, capsys, monkeypatch):
    run = arms.measured
    words = [THREE, *SMALL, "maps=1"]
    assert levers_command.main([*words, "output.folder=calm"]) == 0
    calm = capsys.readouterr().out
    calls = 0

    def stops(*asked, **more):
        nonlocal calls
        calls += 1
        if calls == 8:
            raise InterruptedStudy("stopped")
        return run(*asked, **more)

    monkeypatch.setattr(arms, "measured", stops)
    assert levers_command.main([*words, "output.folder=mine"]) == 130
    told = capsys.readouterr()
    assert told.out == ""
    assert "finished parts are kept" in told.err
    monkeypatch.setattr(arms, "measured", run)
    assert levers_command.main([*words, "output.folder=mine"]) == 0
    told = capsys.readouterr()
    assert "3 finished parts in mine/" in told.err
    assert told.out.replace("mine/", "calm/") == calm
    for page in (here / "mine").rglob("*.csv"):
        twin = here / "calm" / page.relative_to(here / "mine")
        assert page.read_text(encoding="utf-8") == twin.read_text(encoding="utf-8"), page.name


def test_ship__wants_everything_as_shipped(here, capsys, monkeypatch):
    monkeypatch.setattr(question, "SHIPPED", here / "spec")
    for words in (["levers=switches.thaw"], ["crossed=0"], ["maps=0"], ["switches.thaw=false"]):
        assert levers_command.main([*words, "ship=true"]) == 2
        assert "ship: wants all levers" in capsys.readouterr().err
    assert everything(here) == []


@pytest.mark.slow
def test_ship__leaves_copies_without_pictures(here, capsys, monkeypatch):
    monkeypatch.setattr(question, "SHIPPED", here / "spec")
    words = ["draws=2", "pairs=2", "replicates=2", "crossed=1", "maps=1"]
    assert levers_command.main([*words, "ship=true", "threads=1"]) == 0
    assert "shipped: spec/LEVERS.md, spec/levers.csv" in capsys.readouterr().out
    assert everything(here / "spec") == ["LEVERS.md", "levers.csv"]
    assert "![" not in (here / "spec" / "LEVERS.md").read_text(encoding="utf-8")
    assert len(pd.read_csv(here / "spec" / "levers.csv")) == 40 * 11


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["draws=1"], "draws: found 1"),
        (["draws=many"], "draws: found the text 'many', wanted a whole number"),
        (["pairs=1"], "pairs: found 1"),
        (["replicates=1"], "replicates: found 1"),
        (["levers=[leaders.tokyo.mediation]"], "did you mean 'leaders.washington.mediation'"),
        (["levers=switches.thow"], "did you mean 'switches.thaw'"),
        (["levers=[]"], "levers: found an empty list"),
        (["low=-0.2"], "low: found -0.2"),
        (["high=1.2"], "high: found 1.2"),
        (["low=0.9", "high=0.1"], "wanted low below high"),
        (["tilt=2"], "tilt: found 2"),
        (["maps=-1"], "maps: found -1"),
        (["crossed=few"], "crossed: found the text 'few'"),
        (["ship=perhaps"], "ship: found the text 'perhaps', wanted true or false"),
        (["scenario=neglekt"], "did you mean 'neglect'"),
        (["parameters.regard_flor=1"], "did you mean 'regard_floor'"),
        (["parameter_set=posterior_2024"], "unknown key 'parameter_set'"),
        (["worlds=nowhere"], "worlds: found"),
        (["-m", "seed=1,2"], "one value a key"),
        (["thaw"], "wanted key=value"),
    ],
)
def test_fault__ends_in_one_line_and_nothing_written(refuses, words, said):
    refuses(levers_command, words, said)
