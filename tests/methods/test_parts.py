"""Parts: made once, found again by what was asked, damaged ones made anew with a word."""

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from sim.errors import InterruptedStudy, SimWarning, UnwritableFolder
from sim.methods import parts as module
from sim.methods.parts import Parts
from sim.runner.progress import Clock


class Maker:
    """Makes a table and counts how often; no text of one is that of another in memory."""

    def __init__(self):
        self.made = 0

    def __call__(self):
        self.made += 1
        names = ["".join(["n", str(number)]) for number in range(2)]
        return pd.DataFrame(
            {"number": [0.1, np.nan, -np.inf], "name": [*names, None], "yes": [True, False, True]}
        )


def test_part__is_made_once_and_found_again_to_the_bit(tmp_path):
    make = Maker()
    first = Parts(tmp_path / "parts").table("part", ["1"], make)
    again = Parts(tmp_path / "parts").table("part", ["1"], make)
    assert make.made == 1
    pd.testing.assert_frame_equal(first, again, check_exact=True)
    assert len(Parts(tmp_path / "parts")) == 1


def test_part__without_a_folder_is_made_each_time(tmp_path):
    make = Maker()
    for _ in range(2):
        assert Parts().table("part", ["1"], make)["yes"].tolist() == [True, False, True]
    assert make.made == 2
    assert len(Parts()) == 0
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("name", "asked"), [("other", ["1"]), ("part", ["2"]), ("part", ["1", ""])]
)
def test_part__that_is_asked_otherwise_is_another(tmp_path, name, asked):
    make = Maker()
    parts = Parts(tmp_path)
    parts.table("part", ["1"], make)
    parts.table(name, asked, make)
    assert make.made == 2
    assert len(parts) == 2


def test_part__of_other_code_is_another(tmp_path, monkeypatch):
    make = Maker()
    Parts(tmp_path).table("part", ["1"], make)
    monkeypatch.setattr(module, "_made_by", lambda: "another code")
    other = Parts(tmp_path)
    assert len(other) == 0
    other.table("part", ["1"], make)
    assert make.made == 2


def test_code__of_every_room_that_makes_a_part_names_it():
    package = Path(module.__file__).parents[1]
    rooms = {path.parent.name for path in package.glob("*/__init__.py")}
    assert rooms - set(module._ROOMS) == {
        *("adapters", "browser", "cli", "errors", "lesson", "mesa_face", "plots", "report", "site")
    }


@pytest.mark.parametrize("damage", ["empty", "cut", "turned", "another's"])
def test_part__that_is_damaged_is_made_anew_with_a_word(tmp_path, damage):
    make = Maker()
    first = Parts(tmp_path).table("part", ["1"], make)
    (path,) = tmp_path.rglob("*.parquet")
    whole = path.read_bytes()
    if damage == "another's":
        Parts(tmp_path / "other").table("part", ["2"], make)
        (other,) = (tmp_path / "other").rglob("*.parquet")
        harm = other.read_bytes()
    else:
        middle = len(whole) // 3
        harm = {
            "empty": b"",
            "cut": whole[:middle],
            "turned": whole[:middle] + bytes([whole[middle] ^ 255]) + whole[middle + 1 :],
        }[damage]
    path.write_bytes(harm)
    made = make.made
    with pytest.warns(SimWarning, match=f"made anew: {path.name} .*; set aside as damaged/"):
        again = Parts(tmp_path).table("part", ["1"], make)
    assert make.made == made + 1
    pd.testing.assert_frame_equal(first, again)
    assert path.read_bytes() == whole
    assert (path.parent / "damaged" / path.name).read_bytes() == harm


def test_part__that_was_stopped_leaves_nothing(tmp_path):
    def stopped():
        raise InterruptedStudy("stopped")

    with pytest.raises(InterruptedStudy):
        Parts(tmp_path / "parts").table("part", ["1"], stopped)
    assert list(tmp_path.iterdir()) == []


def test_part__that_cannot_be_written_is_said_in_one_line(tmp_path):
    (tmp_path / "taken").write_text("a file", encoding="utf-8")
    with pytest.raises(UnwritableFolder, match="cannot be written"):
        Parts(tmp_path / "taken").table("part", ["1"], Maker())


def test_clock__hears_what_was_found(tmp_path):
    told = []
    for _ in range(2):
        clock = Clock(8, 0, told.append, "orders")
        Parts(tmp_path).table("part", ["1"], Maker(), clock=clock, counts=2)
    # The first time the maker would have counted for itself.
    assert [(one.done, one.left) for one in told] == [(2, None)]
