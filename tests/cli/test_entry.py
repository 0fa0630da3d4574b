"""One entry for all commands: `alliance-triangle claims` is `python -m sim.claims`."""

import doctest
import re
from pathlib import Path

import pytest

import sim
from sim.cli import entry, main
from sim.cli.entry import COMMANDS

PACKAGE = Path(sim.__file__).parent


def test_doctests():
    assert doctest.testmod(entry).failed == 0


def test_commands__are_the_thin_modules():
    """Each has a module beside `__main__` and one in `cli`, and no other is there."""
    beside = {path.stem for path in PACKAGE.glob("*.py")} - {"__init__", "__main__"}
    assert set(COMMANDS) == beside - {"cache", "errors"}
    assert set(COMMANDS) == {
        path.stem.removesuffix("_command") for path in (PACKAGE / "cli").glob("*_command.py")
    }


def test_help__names_each_command_and_what_it_is_for(capsys):
    assert main(["--help"]) == 0
    said = capsys.readouterr().out
    for name, aim in COMMANDS.items():
        assert re.search(rf"^  {name} +{re.escape(aim)}$", said, re.M)


@pytest.mark.parametrize("name", COMMANDS)
def test_command__by_name_says_what_its_own_module_says(name, capsys):
    assert main([name, "--help"]) == 0
    assert f"sim.{name}" in capsys.readouterr().out


@pytest.mark.parametrize("name", COMMANDS)
def test_command__by_name_refuses_a_strange_word_in_one_line(name, capsys):
    assert main([name, "--nonsense"]) == 2
    found = capsys.readouterr()
    assert (found.out, found.err.count("\n")) == ("", 1)


def test_name__with_a_slip_is_answered_with_the_command_that_is_near(capsys):
    assert main(["mrege", "results/x"]) == 2
    assert capsys.readouterr().err == "error: unknown command 'mrege'; did you mean 'merge'?\n"


def test_name__behind_another_word_is_no_command(capsys):
    assert main(["seed=1", "claims"]) == 2
    assert "wanted key=value" in capsys.readouterr().err
