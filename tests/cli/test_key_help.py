"""`--help` of a command: every key that it knows, with its default and what it is."""

import importlib
import re

import pytest

from sim.cli.argv import COMMANDS, OPEN
from sim.cli.key_help import key_table
from sim.cli.subcommand import Subcommand

KNOWN = {name: importlib.import_module(f"sim.cli.{name}_command").COMMAND for name in COMMANDS}
WITH_KEYS = [name for name, one in KNOWN.items() if isinstance(one, Subcommand)]


@pytest.mark.parametrize("name", WITH_KEYS)
def test_help__says_of_each_key_its_default_and_what_it_is(name, capsys):
    command = KNOWN[name]
    assert command.name == name
    assert command.main(["--help"]) == 0
    said = capsys.readouterr().out
    for key in command.keys:
        if key in OPEN:
            assert re.search(rf"^  .*\b{key}\.\*", said, re.M), key
        else:
            assert re.search(rf"^  {re.escape(key)}=\S+ {{2,}}\S", said, re.M), key
    assert "${" not in said
    assert max(map(len, said.splitlines())) <= 120, "a screen"


def test_table__leaves_out_what_a_command_does_not_know():
    assert key_table("disputed", ("size",)) == "  size=7  cells along each side of a map, 3 to 15"


def test_help__of_calibrate_says_what_stands_for_null():
    from sim.study.calibration import FULL, QUICK

    said = key_table("calibrate", KNOWN["calibrate"].keys)
    numbers = re.findall(r"^  (\w+)=null .*; null: (\d+) or (\d+)$", said, re.M)
    assert len(numbers) == 8
    for key, full, quick in numbers:
        assert (int(full), int(quick)) == (getattr(FULL, key), getattr(QUICK, key))
