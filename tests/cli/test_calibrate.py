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


def test_command__leaves_a_page_and_a_set_and_goes_on_in_the_same_folder(
    capsys, tmp_path, monkeypatch
):
    monkeypatch.setattr(
        "sim.methods.calibration.recovery.ENOUGH", -10.0
    )  # so few trials tell nothing
    words = ["quick=true", "replicates=40", "screen=24", "recovery=24", "screened=2", "name=mine"]
    words += ["particles=12", "generations=1", "most_trials=1", "scored=60", "threads=1"]
    assert main([*words, f"output.folder={tmp_path / 'calm'}"]) == 0
    capsys.readouterr()
    words += [f"output.folder={tmp_path / 'mine'}"]

    def stops(*_asked, **_more):
        raise KeyboardInterrupt

    with monkeypatch.context() as stopped:
        stopped.setattr("sim.methods.calibration.stages.fit", stops)
        assert main(words) == 130
    assert "finished stages are kept" in capsys.readouterr().err
    monkeypatch.setattr("sim.methods.calibration.stages.design", lambda *_: pytest.fail("again"))
    assert main(words) == 0
    said = capsys.readouterr()
    assert said.out.splitlines()[-1].startswith("results: ")
    assert "E22" in said.out
    # Before and after: two scores of as many replicates, each in one world and one beside it.
    assert said.err.splitlines()[-3:] == [
        "facts before and after",
        *(line for line in said.err.splitlines()[-2:] if "of 120 replicates" in line),
    ]
    assert "trials" in said.err
    (folder,) = (tmp_path / "mine").iterdir()
    for page in (path for path in folder.rglob("*") if path.is_file()):
        twin = tmp_path / "calm" / page.relative_to(tmp_path / "mine")
        assert page.read_bytes() == twin.read_bytes(), page.name
    assert (folder / "calibration.md").is_file()
    assert (folder / "parameter_sets" / "mine.csv").is_file()
    assert main([*words, "draws=300"]) == 0
    assert list((tmp_path / "mine").iterdir()) == [folder]
    assert len((folder / "parameter_sets" / "mine.csv").read_text().splitlines()) == 301
