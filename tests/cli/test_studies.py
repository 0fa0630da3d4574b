"""Studies by name: listed, renamed, removed after a question, and never anything else."""

import contextlib
import json
import os

import pytest

from sim.cli import main
from sim.cli.merge_command import main as merge
from sim.cli.studies import list_studies
from sim.store.files import Drafts

SMALL = ("replicates=10", "months=2")


@pytest.fixture
def here(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def study(here, capsys):
    assert main([*SMALL, "output.study=mine"]) == 0
    capsys.readouterr()
    return here / "results" / "mine"


def said(capsys, *words):
    status = main(list(words))
    found = capsys.readouterr()
    return status, found.out, found.err


def test_list__says_question_date_points_replicates_size_and_whether_complete(study, capsys):
    assert main(["experiment=each_mechanism_off", *SMALL]) == 0
    assert main([*SMALL, "-m", "traits.rivalry=0.2,0.8", "shard=1/2"]) == 0
    capsys.readouterr()
    status, out, _ = said(capsys, "--list", "studies")
    assert status == 0
    head, *rows = out.splitlines()
    assert head.split() == ["study", "question", "date", "points", "replicates", "size", "complete"]
    assert len(rows) == 3
    (mine,) = [row for row in rows if row.startswith("mine ")]
    assert "second_trump_term; months" in mine
    assert mine.split()[-5:-3] + mine.split()[-1:] == ["1", "10", "yes"]
    (off,) = [row for row in rows if row.startswith("each_mechanism_off-")]
    assert "What does each mechanism do to a second Trump term?" in off
    assert "  21  " in off
    (part,) = [row for row in rows if "-shard-1-of-2" in row]
    assert part.endswith("shard=1/2 of it")


def test_list__tells_a_whole_that_was_made_of_parts_from_a_part(here, capsys, monkeypatch):
    monkeypatch.setattr("sim.runner.block.MOST_POINTS", 1)
    for shard in ("1/2", "2/2"):
        assert main([*SMALL, "-m", "traits.rivalry=0.2,0.8", f"shard={shard}"]) == 0
    assert merge(sorted(map(str, (here / "results").iterdir()))) == 0
    rows = list_studies([]).splitlines()[1:]
    assert sorted(row.split()[-1] for row in rows) == ["it", "it", "yes"]


def test_list__beside_a_writer_counts_what_stays(study, monkeypatch):
    """Drafts come and go between a look at their folder and at themselves."""
    calm = list_studies([])
    walk = os.walk

    def with_drafts(path):
        for place, folders, names in walk(path):
            yield place, folders, [*names, "gone.parquet"]

    monkeypatch.setattr("os.walk", with_drafts)
    assert list_studies([]) == calm


def test_list__of_a_study_that_cannot_be_read_still_names_it(study, capsys):
    lines = (study / "manifest.jsonl").read_text(encoding="utf-8")
    data = json.loads(lines)
    (study / "manifest.jsonl").write_text(json.dumps({**data, "format": 2}), encoding="utf-8")
    (study / "provenance.json").unlink()
    status, out, _ = said(capsys, "--list", "studies")
    assert status == 0
    assert "(cannot be read)" in out


def test_list__of_an_empty_folder_says_so(here, capsys):
    (here / "results").mkdir()
    assert "(no study in" in list_studies([])
    assert said(capsys, "--list", "studies", "output.folder=nowhere")[0] == 2
    assert said(capsys, "--list", "studies", "mine")[0] == 2
    status, _, err = said(capsys, "--list", "traits", "studies")
    assert (status, err.count("\n")) == (2, 1)
    assert "--list studies: found 'traits', wanted nothing or output.folder=DIR" in err


def test_rename__gives_another_name_and_takes_none_that_is_there(study, capsys):
    before = sorted(path.name for path in study.iterdir())
    assert said(capsys, "--rename", "mine", "first_try") == (0, "results: results/first_try\n", "")
    there = study.with_name("first_try")
    assert sorted(path.name for path in there.iterdir()) == before
    assert not study.exists()
    for words in (
        ("first_try", "first_try"),
        ("first_try", "../out"),
        ("first_try", "Upper"),
        ("mine", "other"),
        ("first_try",),
    ):
        status, out, err = said(capsys, "--rename", *words)
        assert (status, out, err.count("\n")) == (2, "", 1), words
    assert there.exists()


@pytest.mark.parametrize("words", [("results/mine",), ("mine",)])
def test_remove__takes_the_study_and_nothing_else(study, capsys, words):
    (study.parent / "letters").mkdir()
    assert said(capsys, "--remove", *words, "--yes") == (0, "removed results/mine\n", "")
    assert sorted(path.name for path in study.parent.iterdir()) == ["letters"]


@pytest.mark.parametrize(
    "name", ["letters", "min", "..", "../results", ".", "", "/", "mine/outcomes", "*"]
)
def test_remove__takes_no_other_name(study, capsys, name):
    (study.parent / "letters").mkdir()
    status, _, err = said(capsys, "--remove", name, "--yes")
    assert (status, err.count("\n")) == (2, 1)
    assert sorted(path.name for path in study.parent.iterdir()) == ["letters", "mine"]


def test_remove__of_a_link_leaves_what_it_stands_for(study, here, capsys):
    elsewhere = study.rename(here / "elsewhere")
    study.symlink_to(elsewhere)
    assert said(capsys, "--remove", "mine", "--yes")[0] == 0
    assert list(study.parent.iterdir()) == []
    assert (elsewhere / "manifest.jsonl").exists()


ANSWERS = [("y", True), ("yes", True), ("n", False), ("", False)]


@pytest.mark.parametrize(("answer", "goes"), ANSWERS)
def test_remove__asks_first(study, capsys, monkeypatch, answer, goes):
    class Person:
        def isatty(self):
            return True

        def readline(self):
            return f"{answer}\n"

    monkeypatch.setattr("sys.stdin", Person())
    status, out, err = said(capsys, "--remove", "mine")
    assert status == 0
    assert "remove this study? [y/N]" in err
    assert "mine" in err
    assert study.exists() is not goes
    assert out == ("removed results/mine\n" if goes else "nothing was removed\n")


def test_remove__looks_for_writers_again_once_it_was_answered(study, capsys, monkeypatch):
    with contextlib.ExitStack() as stack:

        def agreed(found):
            stack.enter_context(Drafts(study))
            return True

        monkeypatch.setattr("sim.cli.studies._agreed", agreed)
        status, _, err = said(capsys, "--remove", "mine")
    assert status == 2
    assert "is being written to" in err
    assert study.exists()


def test_folder__that_is_not_named_is_one_line(study, capsys):
    status, _, err = said(capsys, "--remove", "results", "--yes", "output.folder=")
    assert (status, err.count("\n")) == (2, 1)
    assert "output.folder: found nothing, wanted a folder" in err


def test_remove__without_anybody_to_answer_wants_yes(study, capsys):
    status, _, err = said(capsys, "--remove", "mine")
    assert status == 2
    assert "add --yes" in err
    assert study.exists()


@pytest.mark.parametrize("words", [("--remove", "mine", "--yes"), ("--rename", "mine", "other")])
def test_study__that_is_written_to_stays(study, capsys, words):
    with Drafts(study):
        status, _, err = said(capsys, *words)
    assert status == 2
    assert "is being written to" in err
    assert study.exists()


@pytest.mark.parametrize(
    ("words", "known"),
    [
        (("--rename", "mine", "other", "--yes"), "known: output.folder=DIR"),
        (("--list", "studies", "--yes"), "known: output.folder=DIR"),
        (("--remove", "mine", "-f"), "known: --yes, output.folder=DIR"),
    ],
    ids=lambda one: one[0],
)
def test_flag__that_a_command_does_not_know_is_refused_with_those_it_does(
    study, capsys, words, known
):
    status, _, err = said(capsys, *words)
    assert (status, err.count("\n")) == (2, 1)
    assert f"unknown flag '{words[-1]}'; {known}" in err
    assert study.exists()
