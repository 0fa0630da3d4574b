"""Parquet files that carry a sum of what they hold: names, units, values, and what they are of.

The format has sums of its pages but none of its footer, where names, types and places stand. The
sum here is of the content, not of the bytes, so that it holds whatever a version of Arrow does.
"""

import hashlib
import threading
from collections import OrderedDict
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from sim.errors import MalformedFile
from sim.store.readable import ADVICE, readable

__all__ = ["Recent", "about_of", "content_sum", "read_columns", "read_parquet", "save_parquet"]


#: How files are opened: their pages are checked, and Arrow starts no threads of its own. A process
#: that ends while one of them starts is aborted, and files of a few megabytes gain nothing by them.
_CALMLY: dict[str, Any] = {"page_checksum_verification": True, "pre_buffer": False}


def _add_column(digest: "hashlib._Hash", column: pa.ChunkedArray) -> None:
    """Add a column's values to a sum, the same whatever chunks and buffers they lie in."""
    kind = column.type
    if pa.types.is_list(kind):
        whole = column.combine_chunks()
        whole = whole.chunk(0) if isinstance(whole, pa.ChunkedArray) else whole
        _add_numbers(digest, whole.value_lengths().to_numpy(zero_copy_only=False))
        _add_numbers(digest, whole.flatten().to_numpy(zero_copy_only=False))
    elif pa.types.is_string(kind) or pa.types.is_large_string(kind):
        coded = column.combine_chunks().dictionary_encode()
        coded = coded.chunk(0) if isinstance(coded, pa.ChunkedArray) else coded
        digest.update("\0".join(coded.dictionary.to_pylist()).encode())
        _add_numbers(digest, coded.indices.to_numpy(zero_copy_only=False))
    elif pa.types.is_primitive(kind):
        _add_numbers(digest, column.to_numpy())
    else:
        raise TypeError(f"no sum is known of a column of {kind}")


def _add_numbers(digest: "hashlib._Hash", values: np.ndarray) -> None:
    if values.dtype.kind == "M":
        values = values.astype("datetime64[ms]").view(np.int64)
    digest.update(np.ascontiguousarray(values, values.dtype.newbyteorder("<")).data)


def _kind(kind: pa.DataType) -> str:
    """Return a type's name; Parquet calls what lies in a list otherwise than Arrow does."""
    if pa.types.is_list(kind):
        return f"list of {kind.value_type}"
    return "string" if pa.types.is_large_string(kind) else str(kind)


def content_sum(table: pa.Table, about: Mapping[str, str]) -> str:
    """Return 16 hex digits over a table's columns and what its file says it is of.

    Examples
    --------
    >>> import pyarrow as pa
    >>> one, other = pa.table({"x": [1.0, 2.0]}), pa.table({"x": [1.0, 2.5]})
    >>> content_sum(one, {}) == content_sum(other, {})
    False
    """
    digest = hashlib.sha256(repr(sorted(about.items())).encode())
    digest.update(str(table.num_rows).encode())
    for field, column in zip(table.schema, table.columns, strict=True):
        metadata = sorted((field.metadata or {}).items())
        # Arrow's own entries, such as the field's number in the file, are not ours.
        metadata = [(name, value) for name, value in metadata if not name.startswith(b"PARQUET:")]
        digest.update(repr((field.name, _kind(field.type), metadata)).encode())
        _add_column(digest, column)
    return digest.hexdigest()[:16]


def _encodings(schema: pa.Schema) -> dict[str, str]:
    """Return how numbers are written: floats split by byte, counts by their differences."""
    floats = {f.name: "BYTE_STREAM_SPLIT" for f in schema if pa.types.is_floating(f.type)}
    counts = {
        f"{f.name}.list.element": "DELTA_BINARY_PACKED"
        for f in schema
        if pa.types.is_list(f.type) and f.type.value_type == pa.uint32()
    }
    return floats | counts


def save_parquet(path: Path, table: pa.Table, about: Mapping[str, str]) -> None:
    """Write a table as Parquet: zstd-1, floats split by byte, texts by dictionary.

    Measured on ten million outcomes: splitting halves the time and saves a quarter of the space;
    zstd-3 takes a fifth more time and saves a thirtieth.

    Parameters
    ----------
    about : goes into the file's metadata, with the sum
    """
    told = {**about, "sum": content_sum(table, about)}
    schema = table.schema.remove_metadata()
    # By handle: Arrow reads a path with a colon as an address.
    with (
        path.open("wb") as file,
        pq.ParquetWriter(
            file,
            schema,
            compression="zstd",
            compression_level=1,
            use_dictionary=[f.name for f in schema if pa.types.is_string(f.type)],
            column_encoding=_encodings(schema),
            write_page_checksum=True,
        ) as writer,
    ):
        writer.write_table(table.cast(schema))
        # Not in the schema, of which Arrow keeps a copy that no sum could hold.
        writer.add_key_value_metadata(told)


def about_of(path: Path) -> dict[str, str]:
    """Return what a Parquet file says it is of, unchecked; raise as `read_parquet` does."""
    with readable(path), path.open("rb") as file:
        told = pq.read_metadata(file).metadata or {}
        return {name.decode(): value.decode() for name, value in told.items() if b":" not in name}


def read_columns(path: Path, names: Sequence[str], *, about: Mapping[str, str]) -> list[np.ndarray]:
    """Read some columns of a Parquet file and check their pages, and what the file is of.

    Raise as `read_parquet` does, but for what only its sum tells.
    """
    with (
        readable(path),
        path.open("rb") as file,
        pq.ParquetFile(file, **_CALMLY) as opened,
    ):
        told = opened.metadata.metadata or {}
        carried = {name: told[name.encode()].decode() for name in about if name.encode() in told}
        _must_say(path, carried, about)
        table = opened.read(columns=list(names), use_threads=False)
        return [table.column(name).to_numpy() for name in names]


def _must_say(path: Path, carried: Mapping[str, str], about: Mapping[str, str]) -> None:
    """Raise unless a file's metadata say what they must."""
    for name, wanted in about.items():
        if carried.get(name) != wanted:
            raise MalformedFile(
                f"holds {name} {carried.get(name, 'nothing')}, wanted {wanted}: {ADVICE}",
                place=str(path),
            )


def read_parquet(path: Path, *, about: Mapping[str, str]) -> tuple[pa.Table, dict[str, str]]:
    """Read a whole Parquet file and check its pages, what it is of, and its sum.

    Parameters
    ----------
    about : metadata that the file must carry

    Returns
    -------
    (Table, dict)
        The table without metadata, and what the file says it is of.

    Raises
    ------
    MissingResult, MalformedFile
        In one line that names the file and what to do.
    """
    with readable(path), path.open("rb") as file:
        with pq.ParquetFile(file, **_CALMLY) as opened:
            table = opened.read(use_threads=False)
        carried = {
            name.decode(): value.decode()
            for name, value in (table.schema.metadata or {}).items()
            if not name.startswith((b"ARROW:", b"pandas"))
        }
        found = carried.pop("sum", None)
        whole = found == content_sum(table, carried)
    _must_say(path, carried, about)
    if not whole:
        raise MalformedFile(f"does not hold what was written: {ADVICE}", place=str(path))
    return table.replace_schema_metadata(None), carried


class Recent:
    """Files that were read a moment ago: points that lie in one file are read from it one by one.

    A file that has changed since is read anew.

    Parameters
    ----------
    most : bytes of tables that are held. Assumed: some blocks of each table
    """

    def __init__(self, most: int = 64 * 2**20) -> None:
        self._most = most
        self._held: OrderedDict[tuple[object, ...], tuple[pa.Table, int, int]] = OrderedDict()
        self._lock = threading.Lock()

    def read(self, path: Path, read: Callable[[], tuple[pa.Table, int]]) -> tuple[pa.Table, int]:
        """Return what `read` returns of a file, now or a moment ago."""
        with readable(path):
            now = path.stat()
        key = (path, now.st_mtime_ns, now.st_size, now.st_ino)
        with self._lock:
            found = self._held.get(key)
            if found is not None:
                self._held.move_to_end(key)
                return found[:2]
        table, count = read()
        size = table.nbytes
        if size <= self._most:
            with self._lock:
                self._held[key] = table, count, size
                while sum(one[2] for one in self._held.values()) > self._most:
                    self._held.popitem(last=False)
        return table, count
