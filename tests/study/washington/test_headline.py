"""The picture that README.md opens with: of this model, small, and in words beside it."""

import re
from pathlib import Path

import numpy as np
import pytest

from sim.study.washington.basin import picture, said
from sim.study.washington.headline import NAME, headline, main
from tests.png import texts_of

ROOT = Path(__file__).resolve().parents[3]
README = " ".join((ROOT / "README.md").read_text(encoding="utf-8").split())
LARGEST = 120_000  # bytes


def test_headline__leaves_one_small_picture_that_says_what_it_shows(tmp_path):
    said_by_it = headline(tmp_path / "pictures", replicates=4)
    (path,) = (tmp_path / "pictures").iterdir()
    assert path.name == NAME
    assert path.stat().st_size < LARGEST
    assert texts_of(path)["Description"] == said_by_it


def test_readme__opens_with_the_picture_that_the_model_draws(tmp_path):
    """`make pictures` draws it anew; its words go into README.md."""
    said_by_it = headline(tmp_path)
    shipped = ROOT / "docs" / "pictures" / NAME
    assert texts_of(shipped)["Description"] == said_by_it
    assert shipped.stat().st_size < LARGEST
    (beside,) = re.findall(rf"!\[([^\]]*)\]\(docs/pictures/{NAME}\)", README)
    assert beside == said_by_it


def test_picture__counts_worlds_beyond_the_thresholds_and_warns():
    ends = {
        (False, False): np.array([[-0.5, -0.21, 0.0, 0.3]] * 2),
        (False, True): np.array([[-0.5, 0.0, 0.2, 0.3]] * 2),
        (True, False): np.array([[0.0, 0.21, 0.3, 0.3]] * 2),
        (True, True): np.array([[0.3, 0.3, 0.3, 0.21]] * 2),
    }
    # As many replicates as it takes to tell the four apart; shares stay.
    ends = {both: np.tile(values, 10) for both, values in ends.items()}
    fig = picture(ends, "40 replicates a cell, seed 1.")
    below = [text.get_text() for axes in fig.axes for text in axes.texts]
    assert [re.match(r"\d+ close", text)[0] for text in below] == [
        "25 close",
        "25 close",
        "75 close",
        "100 close",
    ]
    assert below[0].endswith("25 between, 50 apart")
    (title,) = (text for text in fig.texts if text.get_gid() == "title")
    whole = " ".join(title.get_text().split())
    assert whole.startswith("Close ties in 100 of 100 worlds where Washington brokers and cares")
    (warning,) = (text for text in fig.texts if text.get_gid() == "warning")
    assert "does not predict" in warning.get_text()
    assert "in 75 where it brokers but cares little" in said(ends)


def test_title__of_worlds_that_few_runs_cannot_tell_apart_says_undecided():
    ends = {
        (a, b): np.array([[0.3, 0.3 if a else 0.0]]) for a in (False, True) for b in (False, True)
    }
    (title,) = (
        text for text in picture(ends, "2 replicates, seed 1.").texts if text.get_gid() == "title"
    )
    assert " ".join(title.get_text().split()) == (
        "Close ties in 50 to 100 of 100 worlds: whether Washington matters is undecided"
    )


def test_title__of_worlds_that_end_alike_says_so():
    ends = {(a, b): np.array([[0.3, 0.0]]) for a in (False, True) for b in (False, True)}
    (title,) = (
        text for text in picture(ends, "2 replicates, seed 1.").texts if text.get_gid() == "title"
    )
    assert title.get_text() == "Close ties in 50 of 100 worlds, whatever Washington does"


def test_command__prints_its_words_or_one_line_of_what_is_wrong(tmp_path, capsys, monkeypatch):
    monkeypatch.setattr("sim.study.washington.headline.MOST", 4)
    blocked = tmp_path / "file"
    blocked.write_text("")
    assert main([str(blocked / "deeper")]) == 2
    found = capsys.readouterr()
    assert found.out == ""
    assert re.fullmatch(r"error: .*broker\.png: cannot be written \(.*\)\n", found.err)


@pytest.mark.parametrize("arguments", [[], ["a", "b"]])
def test_command__wants_one_folder(arguments):
    with pytest.raises(SystemExit) as ended:
        main(arguments)
    assert ended.value.code == 2
