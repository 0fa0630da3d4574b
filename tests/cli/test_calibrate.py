"""`python -m sim.calibrate`: what it refuses, what it leaves, and how it goes on after a stop."""

import pytest

from sim.cli.calibrate_command import main
from sim.methods.calibration import Trials


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


def test_command__stopped_in_any_stage_goes_on_and_leaves_the_same_page_and_set(
    capsys, tmp_path, monkeypatch
):
    monkeypatch.setattr(
        "sim.methods.calibration.recovery.ENOUGH", -10.0
    )  # so few trials tell nothing
    words = ["quick=true", "replicates=40", "screen=40", "recovery=40", "screened=2", "name=mine"]
    words += ["particles=12", "generations=2", "most_trials=40", "scored=60", "threads=1"]
    runs_a_trial = Trials.__call__

    def ran(where, last=None, *more):
        """Run the command, stopped before trial `last`; return its status and what it ran."""
        seeds = []

        def run(trials, values, seed):
            if len(seeds) == last:
                raise KeyboardInterrupt
            seeds.append(seed)
            return runs_a_trial(trials, values, seed)

        monkeypatch.setattr(Trials, "__call__", run)
        status = main([*words, f"output.folder={tmp_path / where}", *more])
        return status, seeds

    status, calm = ran("calm")
    assert status == 0
    assert len(calm) > 40 + 40 + 12 + 12
    capsys.readouterr()
    # In the screen, in the recovery, and in the fit's last generation.
    gone = 0
    for last in (38, 70, len(calm) - 3):
        status, seeds = ran("mine", last - gone)
        assert status == 130
        assert seeds == calm[gone:last]
        gone = last
        said = capsys.readouterr()
        assert said.out == ""
        assert "finished parts are kept" in said.err
    status, seeds = ran("mine")
    assert (status, seeds) == (0, calm[gone:])
    said = capsys.readouterr()
    assert said.out.splitlines()[-1].startswith("results: ")
    assert "E22" in said.out
    assert "finished parts in " in said.err
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
    # More draws of the same fit run no trial.
    assert ran("mine", 0, "draws=300") == (0, [])
    assert list((tmp_path / "mine").iterdir()) == [folder]
    assert len((folder / "parameter_sets" / "mine.csv").read_text().splitlines()) == 301
