"""Points: a key for exactly what is asked, and records that survive the disk."""

import dataclasses
import json

import pytest

from sim.errors import MalformedFile
from sim.store.points import PointRecord, point_key, study_key
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


def test_record__round_trips_through_json():
    record = made_record(made_world(), overrides={"months": 3}, seed=2**64 - 1)
    data = json.loads(json.dumps({**record.as_dict(), "status": "part"}))
    assert PointRecord.from_dict(data, place="x") == record


@pytest.mark.parametrize("data", [None, [], {}, {"point": 1}])
def test_record__of_something_else_is_refused(data):
    with pytest.raises(MalformedFile, match="x: is no point of a study"):
        PointRecord.from_dict(data, place="x")


@pytest.mark.parametrize("field", [field.name for field in dataclasses.fields(PointRecord)])
def test_record__with_a_value_of_the_wrong_kind_names_the_field(field):
    data = {**made_record(made_world()).as_dict(), field: None}
    with pytest.raises(MalformedFile, match=f"x: {field}: found None, wanted") as raised:
        PointRecord.from_dict(data, place="x")
    assert raised.value.field == field
