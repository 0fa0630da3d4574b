"""Parquet files keep all bits, and a flipped one anywhere is seen."""

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from sim.errors import MalformedFile, MissingResult
from sim.store.parquet import (
    Recent,
    about_of,
    content_sum,
    read_columns,
    read_parquet,
    save_parquet,
)

ABOUT = {"key": "abc"}
NUMBERS = [0.1 * k for k in range(5_000)]


@pytest.fixture(scope="module")
def table():
    return pa.table(
        {
            "name": pa.array(["a", "b"] * 2_500),
            "x": pa.array(NUMBERS),
            "month": pa.array([0, 1] * 2_500, pa.timestamp("ms")),
            "bins": pa.array([[1, 2], []] * 2_500, pa.list_(pa.uint8())),
        },
        schema=pa.schema(
            [
                pa.field("name", pa.string(), nullable=False),
                pa.field("x", pa.float64(), nullable=False, metadata={"units": "1"}),
                pa.field("month", pa.timestamp("ms"), nullable=False),
                pa.field("bins", pa.list_(pa.uint8()), nullable=False),
            ]
        ),
    )


@pytest.fixture
def path(tmp_path, table):
    found = tmp_path / "x:y.parquet"  # Arrow would read it as an address
    save_parquet(found, table, ABOUT)
    return found


def plain(path):
    with path.open("rb") as file:
        return pq.read_table(file)


def line_of(path, about=ABOUT):
    with pytest.raises(MalformedFile) as raised:
        read_parquet(path, about=about)
    text = str(raised.value)
    assert "\n" not in text
    assert text.startswith(str(path))
    assert "run the same study again, which sets it aside" in text
    return text


def test_parquet__keeps_all_bits_and_says_what_it_is(path, table):
    found, told = read_parquet(path, about=ABOUT)
    assert found.column("x").to_pylist() == NUMBERS
    assert found.equals(table)
    assert told == ABOUT
    assert about_of(path)["key"] == "abc"
    assert plain(path).num_rows == 5_000  # any reader takes it


@pytest.mark.parametrize("kept", [0, 3, 1000, -1])
def test_parquet__cut_short_ends_in_one_line(path, kept):
    path.write_bytes(path.read_bytes()[:kept])
    line_of(path)


def test_parquet__with_a_flipped_bit_anywhere_is_seen_or_reads_the_same(path, table):
    whole = path.read_bytes()
    seen = 0
    step = max(1, len(whole) // 150)
    for at in [*range(0, len(whole), step), *range(len(whole) - 120, len(whole))]:
        changed = bytearray(whole)
        changed[at] ^= 1 << (at % 8)
        path.write_bytes(changed)
        try:
            found, told = read_parquet(path, about=ABOUT)
            assert found.equals(table)
            assert told == ABOUT
        except (MalformedFile, MissingResult):
            seen += 1
    assert seen > 100


def test_parquet__of_something_else_is_refused(path):
    assert "holds key abc, wanted other" in line_of(path, {"key": "other"})
    assert "holds seed nothing, wanted 1" in line_of(path, {"seed": "1"})


@pytest.mark.parametrize("change", ["value", "fewer rows", "column name", "unit", "no sum"])
def test_parquet__that_somebody_wrote_anew_is_refused(path, change):
    table = plain(path)
    place = table.column_names.index("x")
    field = table.schema.field("x")
    if change == "value":
        other = pa.array([9.9, *NUMBERS[1:]])
        table = table.set_column(place, field, other)
    elif change == "fewer rows":
        table = table.slice(0, 2_500)
    elif change == "column name":
        table = table.rename_columns(["name", "y", "month", "bins"])
    elif change == "unit":
        table = table.set_column(place, field.with_metadata({"units": "2"}), table.column("x"))
    else:
        table = table.replace_schema_metadata({"key": "abc"})
    with path.open("wb") as file:
        pq.write_table(table, file)
    assert "does not hold what was written" in line_of(path, {})


def test_columns__are_those_of_the_file_and_of_what_it_should_be_of(path):
    months, numbers = read_columns(path, ["month", "x"], about=ABOUT)
    assert numbers.tolist() == NUMBERS
    assert months.dtype == "datetime64[ms]"
    with pytest.raises(MalformedFile, match="holds key abc, wanted other: run the same study"):
        read_columns(path, ["x"], about={"key": "other"})
    with pytest.raises(MalformedFile, match="holds seed nothing, wanted 1"):
        read_columns(path, ["x"], about={"seed": "1"})
    path.write_bytes(path.read_bytes()[:-100])
    with pytest.raises(MalformedFile, match="is damaged or cut short"):
        read_columns(path, ["x"], about=ABOUT)


def test_recent__files_are_read_once_until_they_change(path, table):
    reads = []

    def read():
        reads.append(1)
        return table, 3

    recent = Recent()
    assert recent.read(path, read) == recent.read(path, read) == (table, 3)
    assert len(reads) == 1
    Recent().read(path, read)
    assert len(reads) == 2
    save_parquet(path, table.slice(0, 9), ABOUT)
    recent.read(path, read)
    assert len(reads) == 3
    path.unlink()
    with pytest.raises(MissingResult, match="is missing"):
        recent.read(path, read)


def test_recent__holds_no_more_than_it_may(tmp_path, table):
    paths = [tmp_path / str(k) for k in range(4)]
    for one in paths:
        one.touch()
    reads = []

    def read(one):
        def found():
            reads.append(one.name)
            return table, 3

        return found

    recent = Recent(most=2 * table.nbytes)
    for one in [*paths, *paths[2:], paths[0]]:
        recent.read(one, read(one))
    assert reads == ["0", "1", "2", "3", "0"]
    small = Recent(most=table.nbytes - 1)
    reads.clear()
    for one in paths[:1] * 3:
        small.read(one, read(one))
    assert reads == ["0"] * 3


def test_parquet__that_is_missing_says_so(tmp_path):
    with pytest.raises(MissingResult, match="is missing: run the same study again"):
        read_parquet(tmp_path / "x.parquet", about={})


def test_sum__does_not_hang_on_how_a_table_lies_in_memory(table):
    parts = pa.concat_tables([table.slice(0, 7), table.slice(7)])
    assert content_sum(parts, ABOUT) == content_sum(table, ABOUT)
    assert content_sum(table, {}) != content_sum(table, ABOUT)
