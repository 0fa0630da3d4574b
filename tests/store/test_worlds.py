"""Worlds on disk: many in a file, each found by its digest, and none that is not what was run."""

import dataclasses
import shutil

import pyarrow.parquet as pq
import pytest

from sim.errors import MalformedFile, MissingResult, SimWarning
from sim.scenario import load
from sim.store.folder import StudyFolder
from sim.store.worlds import WorldFiles
from tests.store.made import made_record, made_world

NAMES = ["baseline_hindcast", "second_trump_term", "neglect", "hanoi_repeat"]


def by_digest(*worlds):
    return {world.digest(): world for world in worlds}


@pytest.fixture(scope="module")
def worlds():
    """Worlds with and without a start, of a design, with events, ranges and texts of any kind."""
    base = load("second_trump_term")
    more = [base.replace(**{"leaders.seoul.rivalry": x / 10}) for x in range(1, 8)]
    ranged = base.replace(**{"leaders.seoul.rivalry": [0.2, 0.4]})
    named = dataclasses.replace(base, title='ménage\u2028à "trois" \\ \u0085 日本')
    return by_digest(*map(load, NAMES), *more, ranged, named.replace(months=7))


@pytest.fixture
def root(tmp_path):
    (tmp_path / "worlds").mkdir()
    return tmp_path


def test_worlds__come_back_equal_and_lie_in_one_file(root, worlds):
    WorldFiles(root).write(worlds)
    assert len(WorldFiles(root).paths()) == 1
    for files in (WorldFiles(root), WorldFiles(root)):
        for digest, world in worlds.items():
            found = files.world(digest)
            assert found == world
            assert found.as_dict() == world.as_dict()
            assert found.digest() == digest
            assert files.data(digest) == world.as_dict()
            assert found.title == world.title


def test_worlds__that_are_added_lie_beside_the_others(root, worlds):
    files = WorldFiles(root)
    digests = list(worlds)
    files.write({one: worlds[one] for one in digests[:3]})
    (first,) = files.paths()
    before = first.read_bytes()
    assert files.missing(digests) == (digests[3:], [])
    files.write({one: worlds[one] for one in digests[3:]})
    assert files.missing(digests) == ([], [])
    assert len(files.paths()) == 2
    assert first.read_bytes() == before
    assert [WorldFiles(root).world(one) for one in digests] == list(worlds.values())


def test_worlds__of_a_large_design_lie_in_files_of_a_few_hundred(root, monkeypatch):
    monkeypatch.setattr("sim.store.worlds._AT_ONCE", 4)
    base = made_world()
    many = by_digest(*(base.replace(**{"traits.rivalry": x / 20}) for x in range(10)))
    WorldFiles(root).write(many)
    paths = WorldFiles(root).paths()
    assert sorted(pq.read_metadata(path).num_rows for path in paths) == [2, 4, 4]
    files = WorldFiles(root)
    assert [files.world(digest) for digest in many] == list(many.values())


def test_world__that_is_nowhere_is_named(root, worlds):
    (digest, *_) = worlds
    for files in (WorldFiles(root), WorldFiles(root / "elsewhere")):
        assert files.paths() == []
        assert files.missing([digest, digest]) == ([digest], [])
        with pytest.raises(MissingResult, match=f"holds no world {digest}: run the same study"):
            files.world(digest)


DAMAGE = {
    "cut": lambda data: data[: len(data) // 2],
    "empty": lambda data: b"",
    "flipped": lambda data: data[:200] + bytes([data[200] ^ 4]) + data[201:],
    "text": lambda data: b"{}",
}


@pytest.mark.parametrize("change", DAMAGE)
def test_file__that_is_damaged_is_named_and_keeps_no_other_from_being_read(root, worlds, change):
    files = WorldFiles(root)
    digests = list(worlds)
    for some in (digests[:3], digests[3:]):
        files.write({one: worlds[one] for one in some})
    (path,) = [one for one in files.paths() if digests[0] in held(one)]
    path.write_bytes(DAMAGE[change](path.read_bytes()))
    for reader in (files, WorldFiles(root)):
        missing, faults = reader.missing(digests)
        assert missing == digests[:3]
        assert [place for place, _ in faults] == [path]
        assert reader.world(digests[3]) == worlds[digests[3]]
        with pytest.raises(MalformedFile, match="run the same study again") as raised:
            reader.world(digests[0])
        assert str(raised.value).startswith(str(path))
        assert "\n" not in str(raised.value)


def held(path):
    return pq.read_table(path).column("digest").to_pylist()


def test_file__under_the_name_of_another_is_refused(root, worlds):
    files = WorldFiles(root)
    digests = list(worlds)
    for one in digests[:2]:
        files.write({one: worlds[one]})
    one, other = files.paths()
    shutil.copy(one, other)
    (there,) = held(one)
    (gone,) = set(digests[:2]) - {there}
    reader = WorldFiles(root)
    assert reader.world(there) == worlds[there]
    with pytest.raises(MalformedFile, match=f"holds world {there}") as raised:
        reader.world(gone)
    assert str(raised.value).startswith(str(other))


def test_study__makes_a_damaged_file_anew_when_one_of_its_worlds_is_asked_for(tmp_path):
    folder = StudyFolder(tmp_path / "study")
    worlds = [made_world(months) for months in (2, 3, 4)]
    records = [made_record(world) for world in worlds]
    with folder.writing():
        folder.register(records[:2], worlds[:2])
        folder.register(records, worlds)
        assert len(folder.worlds.paths()) == 2
        (path,) = [one for one in folder.worlds.paths() if records[2].digest in held(one)]
        path.write_bytes(b"")
        again = StudyFolder(folder.path)
        again.register(records[:2], worlds[:2])  # it holds none of these
        again.damage.say()
        assert path.exists()
        again.register(records[1:], worlds[1:])
        with pytest.warns(SimWarning, match=rf"made anew: worlds/{path.name} is damaged"):
            again.damage.say()
    assert (folder.path / "damaged" / "worlds" / path.name).exists()
    reader = StudyFolder(folder.path)
    assert [reader.worlds.world(one.digest) for one in records] == worlds
