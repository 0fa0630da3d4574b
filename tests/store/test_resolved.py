"""A world read back from its data is the world."""

import json

import pytest

from sim.errors import MalformedFile
from sim.scenario import load
from sim.store.resolved import world_of_data


@pytest.mark.parametrize("name", ["baseline_hindcast", "second_trump_term"])
def test_world__round_trips_through_json(name):
    world = load(name).replace(**{"leaders.seoul.rivalry": 0.25})
    data = json.loads(json.dumps(world.as_dict()))
    found = world_of_data(data, digest=world.digest(), place="x")
    assert found == world
    assert found.digest() == world.digest()
    assert (found.start is None) == (world.start is None)


def test_world__that_was_changed_is_refused():
    world = load("baseline_hindcast")
    data = json.loads(json.dumps(world.as_dict()))
    data["last"] -= 1
    with pytest.raises(
        MalformedFile, match=r"x: holds world .*: run the same study again, which sets it"
    ):
        world_of_data(data, digest=world.digest(), place="x")


@pytest.mark.parametrize("data", [None, [], 3, {"name": "a"}, {"nome": "a"}])
def test_world__of_something_else_is_refused(data):
    with pytest.raises(MalformedFile, match="x: is no world of this version"):
        world_of_data(data, digest="0", place="x")
