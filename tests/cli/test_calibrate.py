"""`python -m sim.calibrate`: what it refuses, before anything is loaded or written."""

import pytest

from sim.cli.calibrate_command import main


@pytest.mark.parametrize(
    ("word", "said"),
    [
        ("draws=1", "draws"),
        ("screen=1.5", "a whole number"),
        ("wings=2", "wings"),
        ("quick=perhaps", "true or false"),
        ("name=../away", "name"),
        ("replicates=5", "[30, 10000]"),
        ("switches.mediation=false", "switches"),
        ("seed=1,2", "one value a key"),
    ],
)
def test_command__refuses(word, said, capsys, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    words = [word, "-m"] if "," in word else [word]
    assert main(words) == 2
    (line,) = capsys.readouterr().err.splitlines()
    assert said in line
    assert list(tmp_path.iterdir()) == []


def test_command__without_the_extra_says_what_to_install(capsys, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)
    assert main([]) == 2
    assert "pip install 'alliance-triangle[calibration]'" in capsys.readouterr().err


def test_help__says_how_to_draw_from_the_set(capsys):
    assert main(["--help"]) == 0
    assert "parameter_set=posterior_2024" in capsys.readouterr().out
