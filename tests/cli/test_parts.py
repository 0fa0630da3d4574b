"""Parts of a study as jobs run them, and the command that makes one of them."""

import csv
import shutil

import pytest

from sim.cli import main
from sim.cli.merge_command import main as merge
from tests.runner.studies import content

WORDS = ("replicates=30", "months=2", "-m", "traits.rivalry=0.1,0.3,0.5,0.7,0.9")


@pytest.fixture(autouse=True)
def here(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("sim.runner.block.MOST_POINTS", 2)
    return tmp_path


def said(capsys, run, *words):
    status = run(list(words))
    found = capsys.readouterr()
    return status, found.out.splitlines(), found.err


def ran(capsys, *words):
    status, out, err = said(capsys, main, *WORDS, *words)
    assert status == 0, err
    assert out[-1].startswith("results: ")
    return out


def test_shards__become_the_bytes_of_one_run(here, capsys):
    whole = ran(capsys, "output.folder=whole")[-1].removeprefix("results: ")
    for k in (1, 2, 3):
        out = ran(capsys, f"shard={k}/3")
        assert out[0].startswith(f"shard={k}/3: ")
        assert out[0].endswith(" of the study's 150 replicates; all parts together:")
        assert out[1].startswith("python -m sim.merge results/")
    parts = sorted(map(str, (here / "results").iterdir()))
    status, out, err = said(capsys, merge, *reversed(parts))
    assert status == 0, err
    merged = here / out[-1].removeprefix("results: ")
    assert content(merged) == content(here / whole)
    assert merged.name == (here / whole).name
    again = said(capsys, merge, *parts)
    assert again[0] == 0
    assert content(merged) == content(here / whole)


@pytest.mark.parametrize("months", ["output.trajectories=true", "output.keep=[bid,trust]"])
def test_rows__become_the_bytes_of_one_run_with_trajectories(months, here, capsys):
    whole = ran(capsys, "output.folder=whole", months)[-1]
    for rows in ("0:1", "1:4", "4:99"):
        ran(capsys, f"rows={rows}", months)
    parts = sorted(map(str, (here / "results").iterdir()))
    status, out, err = said(capsys, merge, *parts, "to=together")
    assert status == 0, err
    assert out[-1] == "results: together"
    assert content(here / "together") == content(here / whole.removeprefix("results: "))


def test_rows__of_a_design_are_its_rows(here, capsys):
    with (here / "points.csv").open("w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows([["traits.rivalry"], [0.2], [0.4], [0.6]])
    words = ("replicates=10", "months=2", "design=points.csv", "rows=1:3")
    status, out, _ = said(capsys, main, *words)
    assert status == 0
    assert out[0].startswith("rows=1:3: 20 of the study's 30 replicates")


def test_merge__names_what_is_missing_overlaps_or_is_of_another_study(here, capsys):
    for word in ("shard=1/3", "shard=2/3", "shard=3/3", "rows=0:2", "rows=3:5"):
        ran(capsys, word)
    ran(capsys, "shard=1/3", "seed=2", "output.study=other")
    names = {
        path.name.split("-", 2)[2] if path.name.startswith("second") else path.name: str(path)
        for path in (here / "results").iterdir()
    }
    before = sorted((here / "results").iterdir())
    one, two, three = (names[f"shard-{k}-of-3"] for k in (1, 2, 3))
    for asked, text in (
        ((one, three), "FOLDER: found no shard 2/3"),
        ((one,), "FOLDER: found no shards 2/3, 3/3"),
        ((names["rows-0-2"], names["rows-3-5"]), "FOLDER: found no part with rows 2:3"),
        ((one, two, three, names["rows-0-2"]), "rows=0:2 in"),
        ((one, one), "is named twice"),
        ((one, names["other-shard-1-of-3"]), "is part of another study than"),
        ((one, "nowhere"), "is no study"),
        ((), "FOLDER: found none, wanted the folders of a study's parts"),
        (("--force",), "unknown flag"),
        ((one, two, three, "to="), "to: found nothing, wanted the folder of the whole"),
    ):
        status, out, err = said(capsys, merge, *asked)
        assert (status, out, err.count("\n")) == (2, [], 1), asked
        assert text in err
    assert sorted((here / "results").iterdir()) == before


def test_merge__of_a_part_without_its_trajectories_says_so(here, capsys):
    ran(capsys, "rows=0:2", "output.trajectories=true")
    ran(capsys, "rows=2:5")
    parts = sorted(map(str, (here / "results").iterdir()))
    status, _, err = said(capsys, merge, *parts)
    assert status == 2
    assert "found parts with trajectories and parts without" in err


def test_part__that_was_stopped_goes_on(here, capsys):
    ran(capsys, "shard=1/2")
    (part,) = (here / "results").iterdir()
    calm = content(part)
    shutil.rmtree(min((part / "outcomes").iterdir()))
    ran(capsys, "shard=1/2")
    assert content(part) == calm


@pytest.mark.parametrize(
    ("words", "text"),
    [
        (("rows=x",), "rows: found the text 'x', wanted a:b"),
        (("rows=5:9",), "wanted rows from 0:1 to 4:5: the study has 5 points"),
        (("rows=2:2",), "rows: found 2:2, wanted rows"),
        (("shard=0/3",), "shard: found the text '0/3', wanted i/n"),
        (("shard=4/3",), "wanted i/n"),
        (("shard=1/3", "rows=0:1"), "rows: found shard=1/3 beside it"),
        (("shard=1/3", "report=main_sweep"), "a report is of a whole study"),
    ],
)
def test_part__that_cannot_be_is_one_line_and_writes_nothing(here, capsys, words, text):
    status, out, err = said(capsys, main, *WORDS, *words)
    assert (status, out, err.count("\n")) == (2, [], 1)
    assert text in err
    assert not (here / "results").exists()


def test_merge__takes_a_strange_key_for_a_folder_only_where_one_is_called_so(here, capsys):
    status, _, err = said(capsys, merge, "too=whole", "results/mine")
    assert (status, err) == (2, "error: unknown key 'too'; did you mean 'to'?\n")
    (here / "too=whole").mkdir()
    assert "is no study" in said(capsys, merge, "too=whole")[2]


def test_merge__help_teaches(capsys):
    status, out, _ = said(capsys, merge, "--help")
    assert status == 0
    assert any("python -m sim.merge results/" in line for line in out)
