"""Labels of columns ride along with tables, are shared by copies, and change for nobody."""

import copy
import pickle

import pandas as pd
import pytest

from sim.store.column_labels import Labels, column_labels


def test_copies__share_what_is_read_only():
    labels = column_labels()["units"]
    assert copy.copy(labels) is labels
    assert copy.deepcopy(labels) is labels
    assert pickle.loads(pickle.dumps(labels)) == labels
    assert dict(labels) == labels
    assert type(dict(labels)) is dict


@pytest.mark.parametrize(
    "change",
    [
        lambda one: one.__setitem__("summits", "x"),
        lambda one: one.__delitem__("summits"),
        lambda one: one.update(summits="x"),
        lambda one: one.pop("summits"),
        lambda one: one.clear(),
        lambda one: one.setdefault("more", "x"),
        lambda one: one.__ior__({"summits": "x"}),
    ],
)
def test_labels__are_changed_by_nobody(change):
    before = dict(column_labels()["units"])
    with pytest.raises(TypeError, match="change a copy"):
        change(column_labels()["units"])
    assert column_labels()["units"] == before


def test_table__of_a_reader_may_have_labels_of_its_own():
    table = pd.DataFrame({"summits": [1.0]})
    table.attrs = dict(column_labels())
    table.attrs["units"] = {"summits": "mine"}
    assert column_labels()["units"]["summits"] != "mine"
    assert table[["summits"]].attrs["units"] == {"summits": "mine"}
    assert table[["summits"]].attrs["long_name"] is column_labels()["long_name"]


def test_table__with_labels_goes_through_parquet(tmp_path):
    table = pd.DataFrame({"summits": [1.0]})
    table.attrs = dict(column_labels())
    table.to_parquet(tmp_path / "t.parquet")
    assert pd.read_parquet(tmp_path / "t.parquet").attrs["units"] == column_labels()["units"]


def test_labels__are_a_mapping_to_others():
    assert isinstance(Labels(), dict)
    assert Labels(a="1") | {"b": "2"} == {"a": "1", "b": "2"}
