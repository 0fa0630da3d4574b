"""Whole commands: exit status, last line, what is written, and what is not."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

import sim
from sim.cli.command import main
from sim.errors import FailedPoints, InterruptedStudy, SimError
from tests.cli.written import everything, files_so_far

ROOT = Path(__file__).resolve().parents[2]
SMALL = ("replicates=20", "months=6")
FOUR = (
    "-m",
    "scenario=second_trump_term,biden_style_mediation",
    "switches.loyalty_contest=true,false",
)


def start(*argv: str, cwd: Path, **more) -> subprocess.Popen:
    """Start `python -m sim` as a user would, from a folder that is not the repository."""
    return subprocess.Popen(
        [sys.executable, "-m", "sim", *argv],
        cwd=cwd,
        env={**os.environ, "PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "utf-8"},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
        **more,
    )


@pytest.fixture
def say(capsys):
    """Run a command in this process; return its status, stdout and stderr."""

    def run(*argv: str) -> tuple[int, str, str]:
        status = main(argv)
        said = capsys.readouterr()
        return status, said.out, said.err

    return run


def test_grid__is_one_dataset_of_its_points(tmp_path):
    process = start(*FOUR, *SMALL, cwd=tmp_path)
    out, err = process.communicate(timeout=300)
    assert process.returncode == 0, err
    last = out.splitlines()[-1]
    assert last.startswith("results: results/")
    found = sim.open(tmp_path / last.removeprefix("results: "))
    assert found.points["scenario"].tolist() == [
        "second_trump_term",
        "second_trump_term",
        "biden_style_mediation",
        "biden_style_mediation",
    ]
    assert len(found.outcomes) == 4 * 20
    assert everything(tmp_path)[0] == "results"
    assert [path.name for path in tmp_path.iterdir()] == ["results"]
    assert [path.name for path in (tmp_path / "results").iterdir()] == [Path(last).name]


def test_grid__of_keys_under_start_is_one_dataset_of_its_points(here, say):
    words = ("scenario=neglect", "replicates=4", "months=3", "start.switches.mediation=false")
    status, out, err = say("-m", *words, "start.parameters.inertia=0.2,[0.1,0.3]")
    assert status == 0
    assert "note:" not in err
    found = sim.open(here / out.splitlines()[-1].removeprefix("results: "))
    assert found.points["start.parameters.inertia"].tolist() == [0.2, (0.1, 0.3)]
    for point in range(2):
        world = found.world(point)
        assert (world.switches["mediation"], world.start.switches["mediation"]) == (False, False)
        inertia = [one.parameters["inertia"] for one in (world, world.start)]
        assert inertia[0] == inertia[1]
    # The window alone is another point, under another name.
    status, out, err = say(*words[:3], "parameters.inertia=[0.1,0.3]")
    assert status == 0
    assert err.startswith("note: parameters.inertia is drawn for the window alone; start.param")
    assert sim.open(here / out.splitlines()[-1].removeprefix("results: ")).path != found.path


@pytest.mark.parametrize(
    ("word", "said"),
    [
        (
            "start.parameters.inertia=0.2",
            "world baseline_hindcast: start.parameters.inertia: found a world that states its own "
            "start, wanted parameters.inertia, which acts in all its months",
        ),
        ("start=neglect", "start: found the text 'neglect', wanted start.<key>, such as "),
        ("start.parameters=2", "start.parameters: found 2, wanted start.parameters.<parameter>: "),
        ("start.leaders.moon=2", "start.leaders.moon: found 2, wanted start.leaders.moon.<trait>"),
        ("start.months=12", "found 'start.months', wanted start.<key>, its key one of leaders, "),
        ("start.parameters.inertia=1,2", "several values: -m runs each of them, [low,high] is a "),
        (
            "start.events.court.2018-10=1",
            "found 'start.events.court.2018-10', a month as a key, wanted "
            "start.events.court={2018-10:1}",
        ),
    ],
)
def test_key_under_start__that_cannot_be_is_one_line_and_writes_nothing(word, said, here, say):
    status, out, err = say("scenario=baseline_hindcast", "replicates=4", word)
    assert (status, out) == (2, "")
    assert len(err.splitlines()) == 1
    assert said in err
    assert everything(here) == []


def test_unknown_name__ends_the_process_with_one_line_and_nothing_written(tmp_path):
    process = start("leaders.seul.rivalry=0.2", cwd=tmp_path)
    out, err = process.communicate(timeout=300)
    assert (process.returncode, out) == (2, "")
    (line,) = err.splitlines()
    assert line.startswith("error: ")
    assert "did you mean 'seoul'?" in line
    assert everything(tmp_path) == []


@pytest.mark.skipif(os.name == "nt", reason="interrupts are sent in another way there")
def test_interrupt__keeps_what_is_done_and_says_how_to_go_on(tmp_path):
    process = start("scenario=second_trump_term", "replicates=5000000", cwd=tmp_path)
    end = time.monotonic() + 300
    while not any(name.startswith("chunk-") for name in files_so_far(tmp_path)):
        assert process.poll() is None, process.communicate()
        assert time.monotonic() < end
        time.sleep(0.05)
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=60)
    assert process.returncode == 130
    assert "Traceback" not in err
    assert "same" in err.splitlines()[-1]
    assert "results:" not in out


@pytest.mark.parametrize(
    "argv",
    [
        ("+typo=1",),
        ("++typo=1",),
        ("+switches.typo=1",),
        ("++switches.mediaton=false",),
        ("leaders.seul.x=1",),
        ("switches.mediation=perhaps",),
        ("leaders.seoul.rivalry=1.5",),
        ("scenario=second_trump_tem",),
        ("scenario=",),
        ("scenario=[a,b]",),
        ("scenario=../second_trump_term",),
        ("months=0",),
        ("months=soon",),
        ("replicates=0",),
        ("replicates=-1",),
        ("replicates=1e30",),
        ("replicates=ten",),
        ("seed=-1",),
        ("threads=0",),
        ("experiment=nothing_like_it",),
        ("scenario=a,b",),
        ("scenario==",),
        ("neglect",),
        ("--nothing",),
        ("worlds=nowhere",),
        ("design=nowhere.csv",),
        ("output.study=../elsewhere",),
        ("-m", "scenario=second_trump_term,nowhere"),
        ("-m", "seed=1,-2"),
        ("-m", "scenario=neglect,neglect"),
        ("-m", "traits.rivalry=0.5,0.50"),
        ("-m", "traits.rivalry=0.1,1.1"),
    ],
    ids=" ".join,
)
def test_impossible_command__is_one_line_and_writes_nothing(argv, here, say):
    status, out, err = say(*argv, *(word for word in SMALL if word.split("=")[0] not in str(argv)))
    assert (status, out) == (2, "")
    assert err.startswith("error: ")
    assert err.count("\n") == 1
    assert everything(here) == []


def test_folder__that_cannot_be_written_is_one_line(here, say):
    (here / "taken").write_text("a file, no folder", encoding="utf-8")
    status, out, err = say("output.folder=taken/below", *SMALL)
    assert (status, out) == (2, "")
    assert "taken" in err
    assert err.count("\n") == 1
    assert everything(here) == ["taken"]


def test_same_words__find_the_same_results(here, say):
    first = say(*SMALL, "seed=7")[1]
    again = say(*SMALL, "seed=7")[1]
    more = say("replicates=30", "months=6", "seed=7")[1]
    assert first == again
    assert first.splitlines()[-1] == more.splitlines()[-1]
    assert "20 replicates, seed 7" in first
    assert "30 replicates, seed 7" in more


def test_other_seed__lies_elsewhere(here, say):
    assert say(*SMALL, "seed=7")[1].splitlines()[-1] != say(*SMALL, "seed=8")[1].splitlines()[-1]


def test_experiment__names_its_study(here, say):
    words = ("experiment=mediation_against_loyalty", *SMALL)
    last = say(*words)[1].splitlines()[-1]
    assert last.startswith("results: results/mediation_against_loyalty-")
    assert last != say(*words, "seed=2")[1].splitlines()[-1]


def test_table__is_one_dataset_of_its_rows(here, say):
    (here / "levels.csv").write_text(
        "scenario,traits.rivalry\nneglect,0.1\nneglect,0.9\nsecond_trump_term,\n", encoding="utf-8"
    )
    status, out, _ = say("design=levels.csv", *SMALL)
    found = sim.open(out.splitlines()[-1].removeprefix("results: "))
    assert status == 0
    assert len(found.points) == 3
    assert "keys: traits.rivalry" in out
    assert found.path.name.startswith("levels-")


def test_folders__are_those_asked_for(here, say, tmp_path_factory):
    worlds = tmp_path_factory.mktemp("worlds")
    (worlds / "mine.yaml").write_text(
        "title: Mine\ninherits: second_trump_term\n", encoding="utf-8"
    )
    far = tmp_path_factory.mktemp("far")
    status, out, _ = say(
        f"worlds={worlds}", "scenario=mine", f"output.folder={far}", "output.study=try", *SMALL
    )
    assert status == 0
    assert out.splitlines()[-1] == f"results: {far / 'try'}"
    assert everything(here) == []


def test_list__of_scenarios_has_ones_own(here, say):
    (here / "mine.yaml").write_text("title: Mine alone\ninherits: neglect\n", encoding="utf-8")
    assert "Mine alone" in say("--list", "scenarios", f"worlds={here}")[1]
    assert "Mine alone" not in say("--list", "scenarios")[1]
    status, out, err = say("--list", "scenarios", "worlds=nowhere")
    assert (status, out) == (2, "")
    assert "nowhere" in err


def test_version__is_first_that_of_this_package(here, say):
    out = say("--version")[1].splitlines()
    assert out[0] == f"alliance-triangle {sim.__version__}"
    assert out[1].startswith("Hydra ")


def test_trajectories__are_kept_when_asked_for(here, say):
    out = say(*SMALL, "output.trajectories=true")[1]
    found = sim.open(out.splitlines()[-1].removeprefix("results: "))
    assert found.trajectories["relation"].sizes["replicate"] == 20


def test_keep__keeps_the_months_of_some_variables(here, say):
    out = say(*SMALL, "output.keep=[relation,trust,relation_jpn_kor]")[1]
    found = sim.open(out.splitlines()[-1].removeprefix("results: "))
    assert found.kept == ("relation", "trust", "relation_jpn_kor")
    assert say(*SMALL, "output.keep=bid")[0] == 0
    assert sim.open(found.path).kept == ("relation", "trust", "bid", "relation_jpn_kor")


@pytest.mark.parametrize(
    ("words", "text"),
    [
        (["output.keep=[relatoin]"], "output.keep: unknown variable 'relatoin'; did you mean"),
        (["output.keep=[]"], "output.keep: found no name, wanted a list of variables"),
        (["output.keep=[trust]", "output.trajectories=true"], "output.trajectories=true beside it"),
        (["output.keep=7"], "output.keep: found 7, wanted a list of variables"),
        (["-m", "output.keep=trust,bid"], "output: found "),
    ],
)
def test_keep__of_what_is_no_variable_is_one_line(words, text, here, say):
    status, out, err = say(*SMALL, *words)
    assert (status, out, err.count("\n")) == (2, "", 1)
    assert text in err
    assert not (here / "results").exists()


def test_report__is_written_beside_the_results(here, say, monkeypatch):
    from sim.study import main_sweep

    asked = {}

    def report(results, *, threads):
        asked.update(path=results.path, threads=threads)
        return results.path / "report.md"

    monkeypatch.setattr(main_sweep, "report", report)
    out = say("report=main_sweep", "threads=1", *SMALL)[1].splitlines()
    assert asked["threads"] == 1
    assert out[-1] == f"results: results/{asked['path'].name}"
    assert out[-2] == f"report: results/{asked['path'].name}/report.md"


def test_report__of_a_single_month_is_refused_before_anything_runs(here, say):
    status, out, err = say("report=main_sweep", "months=1", "replicates=5")
    assert status == 2
    assert out == ""
    assert err.startswith("error: report: found a window of 1 month (")
    assert len(err.splitlines()) == 1
    assert not (here / "results").exists()
    assert say("months=1", "replicates=5")[0] == 0


def test_one_run__says_so_without_an_error(here, say):
    status, out, _ = say("replicates=1", "months=6")
    assert status == 0
    assert out.count("±") == 1, "only the head of the table speaks of an error"


@pytest.mark.parametrize(
    ("fault", "said"),
    [
        (InterruptedStudy("stopped; 1,000 are kept"), "1,000 are kept"),
        (KeyboardInterrupt(), "stopped"),
    ],
)
def test_interrupt__ends_with_its_own_status(fault, said, here, say, monkeypatch):
    def stopped(*args, **kwargs):
        raise fault

    monkeypatch.setattr("sim.runner.run_study", stopped)
    status, out, err = say(*SMALL)
    assert (status, out) == (130, "")
    assert said in err.splitlines()[-1]


def test_points__that_fail_are_told_and_the_others_shown(here, say, monkeypatch):
    from sim import runner

    real = runner.run_study

    def run_study(points, **asked):
        lines = ["point 1 (neglect) failed in replicates 0 to 19: out of memory"]
        raise FailedPoints(lines, real(points[:1], **asked))

    monkeypatch.setattr(runner, "run_study", run_study)
    status, out, err = say("-m", "traits.rivalry=0.1,0.2", *SMALL)
    assert status == 1
    assert out.splitlines()[-1].startswith("results: results/")
    assert (
        err.splitlines()[-1]
        == "error: point 1 (neglect) failed in replicates 0 to 19: out of memory"
    )


def test_fault__may_be_seen_in_full(here, monkeypatch):
    monkeypatch.setenv("HYDRA_FULL_ERROR", "1")
    with pytest.raises(SimError):
        main(["+typo=1"])


def test_import__of_the_words_is_light():
    code = (
        "import sys, sim.cli; print(*{'numba', 'pandas', 'mesa', 'matplotlib'} & set(sys.modules))"
    )
    found = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert found.stdout.strip() == ""


def test_experiment__that_is_null_names_no_study(here, say):
    status, out, _ = say("experiment=null", "scenario=neglect", "months=1", "replicates=2")
    assert status == 0
    assert out.splitlines()[-1].startswith("results: results/neglect-")
