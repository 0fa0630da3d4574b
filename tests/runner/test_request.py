"""A request is checked whole before anything runs or is written."""

import numpy as np
import pytest

from sim.errors import OutOfBounds, SimError, UnwritableFolder, WrongKind
from sim.runner import Point, run, run_study
from sim.runner.request import Request, check_whole, grid
from sim.scenario import load


@pytest.fixture(scope="module")
def world():
    return load("baseline_hindcast").replace(months=3)


def requested(points, **changes):
    asked = {"replicates": 10, "seed": 1, "trajectories": False, "threads": 1, **changes}
    return Request.of(points, **asked)


@pytest.mark.parametrize("replicates", [1, 999, 1000, 1001, 2500, 10_000])
def test_grid__covers_each_replicate_once(replicates):
    rows = [row for first, count in grid(replicates) for row in range(first, first + count)]
    assert rows == list(range(replicates))
    assert all(first % 1000 == 0 for first, _ in grid(replicates))


@pytest.mark.parametrize(
    ("field", "value", "fault"),
    [
        ("replicates", 0, OutOfBounds),
        ("replicates", 10_000_001, OutOfBounds),
        ("replicates", 10.0, WrongKind),
        ("replicates", True, WrongKind),
        ("replicates", "10", WrongKind),
        ("seed", -1, OutOfBounds),
        ("seed", 2**64, OutOfBounds),
        ("seed", None, WrongKind),
        ("threads", 0, OutOfBounds),
        ("threads", 1.5, WrongKind),
        ("trajectories", "yes", WrongKind),
        ("study", "../elsewhere", WrongKind),
        ("study", "Big", WrongKind),
        ("study", "", WrongKind),
        ("study", "a" * 101, WrongKind),
        ("study", "a\n", WrongKind),
        ("folder", 3, WrongKind),
    ],
)
def test_request__with_a_faulty_value_names_it_and_writes_nothing(
    tmp_path, world, field, value, fault
):
    asked = {"replicates": 5, "seed": 1, "folder": tmp_path / "results", field: value}
    with pytest.raises(fault) as raised:
        run(world, **asked)
    assert raised.value.field == field
    assert str(raised.value).startswith(f"{field}: found ")
    assert "\n" not in str(raised.value)
    assert list(tmp_path.iterdir()) == []


def test_request__takes_whole_numbers_of_numpy_and_the_largest_seed(world):
    found = requested([Point("a", world)], replicates=np.int64(7), seed=2**64 - 1)
    assert type(found.replicates) is int
    assert found.records[0].seed == 2**64 - 1


def test_request__wants_worlds_and_says_how_to_get_one():
    with pytest.raises(WrongKind, match=r"wanted a World, such as sim\.load returns"):
        run("baseline_hindcast", replicates=5)


def test_request__wants_a_point():
    with pytest.raises(WrongKind, match="at least one point"):
        run_study([], replicates=5, seed=1)


def test_study__in_memory_has_no_name(world):
    with pytest.raises(SimError, match="needs a folder"):
        run(world, replicates=5, study="a")


@pytest.mark.parametrize("place", ["file", "file/deeper"])
def test_folder__that_cannot_be_written_ends_before_the_first_chunk(
    tmp_path, world, monkeypatch, place
):
    (tmp_path / "file").touch()

    def never(*_, **__):
        raise AssertionError("a chunk ran")

    monkeypatch.setattr("sim.runner.block.run_chunk", never)
    with pytest.raises(UnwritableFolder, match="cannot be written"):
        run(world, replicates=5, folder=tmp_path / place)
    assert (tmp_path / "file").read_bytes() == b""


def test_name__of_a_study_changes_with_what_is_asked_and_not_with_replicates(tmp_path, world):
    def named(points, **changes):
        return requested(points, **changes).study_path(tmp_path, None).name

    one = Point("a", world)
    assert named([one]) == named([one], replicates=500, trajectories=True, threads=2)
    assert named([one]).startswith("a-")
    others = [
        named([one], seed=2),
        named([one, one]),
        named([Point("a", world.replace(months=4))]),
        named([Point("a", world, {"months": 3})]),
    ]
    assert len({named([one]), *others}) == 5
    assert named([one, Point("b", world)]).startswith("study-")
    assert named([Point("../A World/é", world)]).startswith("a-world-")


def test_points__that_repeat_have_keys_of_their_own(world):
    found = requested([Point("a", world), Point("a", world), Point("b", world)]).records
    assert len({record.key for record in found}) == 3
    assert [record.point for record in found] == [0, 1, 2]


def test_overrides__become_plain_data(world):
    given = {"a": np.float64(0.5), "b": (np.int64(1), 2), "c": {"d": [True, None, "x"]}}
    (record,) = requested([Point("a", world, given)]).records
    assert record.overrides == {"a": 0.5, "b": [1, 2], "c": {"d": [True, None, "x"]}}
    assert type(record.overrides["a"]) is float


def test_text_for_a_number__is_shown_as_text():
    with pytest.raises(WrongKind, match=r"replicates: found the text '10', wanted a whole number"):
        check_whole("10", "replicates", 1, 10_000_000)


def test_bounds__are_given_to_the_last_digit():
    with pytest.raises(OutOfBounds, match=r"wanted a number in \[0, 18446744073709551615\]"):
        check_whole(-1, "seed", 0, 2**64 - 1)
