"""Studies by name: listed, renamed, removed after a question, and never anything else."""

import json

import pytest

from sim.cli import main
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
