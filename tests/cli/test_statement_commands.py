"""`python -m sim.claims` and `python -m sim.hindcast`: what they print, write, and refuse."""

import pytest

from sim.cli import claims_command, hindcast_command
from tests.cli.written import everything


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
    assert (folder / "hindcast.html").is_file()


@pytest.mark.parametrize(
    ("command", "words", "said"),
    [
        (claims_command, ["ids=[C999]"], "unknown claim 'C999'"),
        (claims_command, ["article=007"], "unknown article '007'"),
        (claims_command, ["tier=main"], "unknown tier 'main'"),
        (claims_command, ["scenario=neglect"], "unknown key 'scenario'"),
        (claims_command, ["replicates=0"], "found 0"),
        (claims_command, ["replicates=29"], "found 29, wanted a number in [30,"),
        (claims_command, ["ids=[]"], "names no claim"),
        (claims_command, ["ids=[C045]", "switches.mediaton=false"], "did you mean 'mediation'"),
        (claims_command, ["-m", "seed=1,2"], "one value a key"),
        (claims_command, ["C045"], "wanted key=value"),
        (hindcast_command, ["replicates=1"], "found 1, wanted a number in [30,"),
        (hindcast_command, ["orders=-1"], "found -1"),
        (hindcast_command, ["orders=some"], "wanted a whole number"),
        (hindcast_command, ["observed=maybe"], "wanted true or false"),
        (hindcast_command, ["parameters.bid_gane=1"], "did you mean 'bid_gain'"),
        (hindcast_command, ["parameter_set=nobodys"], "unknown parameter set"),
    ],
)
def test_fault__ends_in_one_line_and_nothing_written(here, capsys, command, words, said):
    assert command.main(words) == 2
    told = capsys.readouterr()
    assert said in told.err
    assert len(told.err.strip().splitlines()) == 1
    assert told.out == ""
    assert everything(here) == []


@pytest.mark.parametrize("command", [claims_command, hindcast_command])
def test_help__teaches_the_lines_to_run(command, capfd):
    assert command.main(["--help"]) == 0
    out = capfd.readouterr().out
    assert f"python -m sim.{command.__name__.split('.')[-1].removesuffix('_command')}" in out
