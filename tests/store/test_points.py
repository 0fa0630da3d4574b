"""Points: a key for exactly what is asked, and records that survive the disk."""

import dataclasses
import json

import pytest

from sim.store.points import PointRecord, PointState, block_key, point_key, study_key
from tests.store.made import made_record, made_world

ASKED = {
    "scenario": "a",
    "overrides": {"leaders.seoul.rivalry": 0.2},
    "occurrence": 0,
    "digest": "0011223344556677",
    "seed": 1,
    "layout_version": 1,
    "kernel": "8899aabbccddeeff",
}


@pytest.mark.parametrize(
    ("name", "other"),
    [
        ("scenario", "b"),
        ("overrides", {"leaders.seoul.rivalry": 0.3}),
        ("occurrence", 1),
        ("digest", "1011223344556677"),
        ("seed", 2),
        ("layout_version", 2),
        ("kernel", "9899aabbccddeeff"),
    ],
)
def test_key__changes_with_whatever_can_change_a_row(name, other):
    assert point_key(**ASKED) == point_key(**ASKED)
    assert point_key(**ASKED) != point_key(**{**ASKED, name: other})


def test_study_key__minds_the_order_of_points():
    assert study_key(["a", "b"]) != study_key(["b", "a"])
    assert len(study_key(["a"])) == 8


def test_block_key__is_the_points_own_or_minds_all_of_them_and_their_order():
    one, other = (point_key(**{**ASKED, "seed": seed}) for seed in (1, 2))
    assert block_key([one]) == one
    both = [block_key(keys) for keys in ([one, other], [other, one], [one, other, one])]
    assert len({one, other, *both}) == 5
    assert all(len(key) == 16 for key in both)


def test_record__round_trips_through_json():
    record = made_record(made_world(), overrides={"months": 3}, seed=2**64 - 1)
    data = json.loads(json.dumps({**record.as_dict(), "status": "part"}))
    assert PointRecord.from_dict(data) == record


def test_record__is_told_by_what_its_files_say():
    record = made_record(made_world(), overrides={"months": 3, "x": [0.1, "ü"]}, seed=2**64 - 1)
    assert PointRecord.from_about(record.about(), asked=record.asked) == record
    assert "asked" not in record.about()  # a file's bytes do not hang on how much was asked
    with pytest.raises(ValueError, match="wanted what a point's file says"):
        PointRecord.from_about({"key": "0"}, asked=1)


def test_state__round_trips_and_says_how_far_the_point_has_come():
    record = made_record(made_world(), asked=10)
    states = [
        PointState(record, 4, 0),
        PointState(record, 10, 10),
        PointState(record, 4, 0, "failed in replicates 4 and following: x"),
    ]
    assert [state.status for state in states] == ["part", "complete", "failed"]
    for state in states:
        assert PointState.from_dict(json.loads(json.dumps(state.as_dict()))) == state


@pytest.mark.parametrize("data", [{}, {"point": 1}])
def test_record__of_something_else_is_refused(data):
    with pytest.raises(ValueError, match="found None, wanted"):
        PointRecord.from_dict(data)


@pytest.mark.parametrize("name", ["key", "digest"])
@pytest.mark.parametrize(
    "text", ["../../../../etc/passwd", "", "0" * 17, "G" * 16, "0" * 15 + "\n"]
)
def test_record__never_names_a_path_outside_its_folder(name, text):
    data = {**made_record(made_world()).as_dict(), name: text}
    with pytest.raises(ValueError, match=f"{name}: found .* wanted 16 hex digits"):
        PointRecord.from_dict(data)


@pytest.mark.parametrize("field", [field.name for field in dataclasses.fields(PointRecord)])
def test_record__with_a_value_of_the_wrong_kind_names_the_field(field):
    data = {**made_record(made_world()).as_dict(), field: None}
    with pytest.raises(ValueError, match=f"{field}: found None, wanted"):
        PointRecord.from_dict(data)
