"""What tests of commands share: an empty current folder, and how a command refuses."""

import pytest

from tests.cli.written import everything


@pytest.fixture
def here(tmp_path, monkeypatch):
    """An empty current folder."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def refuses(here, capsys):
    """Asserts that a command refuses words: status 2, one line that says why, nothing written."""

    def refuse(command, words, said):
        assert command.main(words) == 2
        told = capsys.readouterr()
        assert said in told.err
        assert told.err.count("\n") == len(told.err.strip().splitlines()) == 1
        assert told.out == ""
        assert everything(here) == []

    return refuse
