"""Files appear whole or not at all; a damaged one ends in one line that names it."""

import os
import time

import pyarrow as pa
import pytest

from sim.errors import MalformedFile, MissingResult, UnwritableFolder
from sim.store import files

ABOUT = {"key": "abc"}


@pytest.fixture
def parquet(tmp_path):
    path = tmp_path / "deep" / "x.parquet"
    numbers = pa.array([0.1 * k for k in range(50_000)])
    files.write_parquet(path, pa.table({"x": numbers}), about=ABOUT)
    return path


def one_line(raised) -> str:
    text = str(raised.value)
    assert "\n" not in text
    return text


def test_appearing__shows_nothing_of_a_failure(tmp_path):
    def fail(part):
        part.write_text("half", encoding="utf-8")
        raise RuntimeError

    with pytest.raises(RuntimeError), files.appearing(tmp_path / "x") as part:
        fail(part)
    assert list(tmp_path.iterdir()) == []


def test_appearing__keeps_the_old_file_until_the_new_is_whole(tmp_path):
    path = tmp_path / "x"
    path.write_text("old", encoding="utf-8")
    with files.appearing(path) as part:
        part.write_text("new", encoding="utf-8")
        assert path.read_text(encoding="utf-8") == "old"
    assert path.read_text(encoding="utf-8") == "new"
    assert [found.name for found in tmp_path.iterdir()] == ["x"]


def test_appearing__says_what_cannot_be_written(tmp_path):
    (tmp_path / "file").touch()
    with pytest.raises(UnwritableFolder) as raised, files.appearing(tmp_path / "file" / "x"):
        pass
    assert str(tmp_path / "file" / "x") in one_line(raised)


def test_leftovers__go_when_their_writer_is_long_dead(tmp_path):
    dead, alive, other = (tmp_path / name for name in (".a.part", ".b.part", "c.part"))
    for path in (dead, alive, other):
        path.touch()
    yesterday = time.time() - 86400
    for path in (dead, other):
        os.utime(path, (yesterday, yesterday))
    files.sweep_leftovers(tmp_path)
    assert not dead.exists()
    assert alive.exists()
    assert other.exists()


def test_parquet__keeps_all_bits_and_says_what_it_is(parquet):
    table = files.read_parquet(parquet, about=ABOUT)
    assert table.column("x").to_pylist() == [0.1 * k for k in range(50_000)]
    files.check_parquet(parquet, about=ABOUT)


@pytest.mark.parametrize("kept", [0, 3, 1000, -1])
@pytest.mark.parametrize("reader", [files.read_parquet, files.check_parquet])
def test_parquet__cut_short_ends_in_one_line(parquet, kept, reader):
    parquet.write_bytes(parquet.read_bytes()[:kept])
    with pytest.raises(MalformedFile) as raised:
        reader(parquet, about=ABOUT)
    line = one_line(raised)
    assert line.startswith(str(parquet))
    assert "remove it and run the same study again" in line


def test_parquet__with_a_flipped_bit_ends_in_one_line(parquet):
    data = bytearray(parquet.read_bytes())
    data[len(data) // 2] ^= 1
    parquet.write_bytes(data)
    with pytest.raises(MalformedFile) as raised:
        files.read_parquet(parquet, about=ABOUT)
    assert one_line(raised).startswith(str(parquet))


@pytest.mark.parametrize("reader", [files.read_parquet, files.check_parquet])
def test_parquet__of_something_else_is_refused(parquet, reader):
    with pytest.raises(MalformedFile, match="holds key abc, wanted other"):
        reader(parquet, about={"key": "other"})
    with pytest.raises(MalformedFile, match="holds seed nothing, wanted 1"):
        reader(parquet, about={"seed": "1"})


@pytest.mark.parametrize("reader", [files.read_parquet, files.check_parquet])
def test_parquet__that_is_missing_says_so(tmp_path, reader):
    with pytest.raises(MissingResult, match="is missing: run the same study again"):
        reader(tmp_path / "x.parquet", about={})


def test_json__round_trips_and_names_a_damaged_file(tmp_path):
    path = tmp_path / "x.json"
    files.write_json(path, {"name": "ménage", "number": 0.1 + 0.2})
    assert files.read_json(path) == {"name": "ménage", "number": 0.1 + 0.2}
    path.write_text('{"name": ', encoding="utf-8")
    with pytest.raises(MalformedFile) as raised:
        files.read_json(path)
    assert one_line(raised).startswith(str(path))
    with pytest.raises(MissingResult):
        files.read_json(tmp_path / "none.json")
