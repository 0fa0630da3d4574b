"""How a study lies on disk: what lies where, what is there, and reading it.

::

    manifest.jsonl                                a line a point: what was asked, how far it is
    provenance.json                               where all of it comes from
    worlds/<name>.parquet                         the resolved worlds of points, a row each
    outcomes/<block>/chunk-00000000-1000.parquet  replicates 0 to 999 of the points of a block
    histograms/<block>/chunk-….parquet            their monthly histograms
    trajectories/<block>/chunk-….parquet          their months, where asked for
    quantiles/<block>.parquet, shares/….parquet   from all of the points' histograms
    damaged/                                      what could not be read, under its old path

A block is some points that lie in one file: one point of many replicates, or many points of few. It
is named by the keys of its points. Chunks lie on a fixed grid and only the last of a point may be
short; it is replaced by a longer one when more is asked. So the same replicates always form the
same chunks, whatever was asked before, and their sums have the same bits.
"""

import contextlib
import json
import os
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import numpy as np
import pyarrow as pa

from sim.errors import ImpossibleResult, MalformedFile, SimError, UnknownName
from sim.spec.kept import ALL, Kept
from sim.store.check import check_table
from sim.store.manifest import MANIFEST, read_manifest
from sim.store.parquet import Recent, about_of, read_columns, read_parquet
from sim.store.points import PointRecord, PointState, block_key
from sim.store.readable import ADVICE, readable

__all__ = ["KEPT", "SUMMARIES", "TABLES", "File", "StudyLayout", "identity"]

#: Tables that come in chunks. A chunk counts as there once its outcomes are, which come last.
TABLES = ("trajectories", "histograms", "outcomes")

#: Tables of which a file holds all replicates of its points.
SUMMARIES = ("quantiles", "shares")

#: What the metadata of trajectories call the variables that they keep, where these are not all.
KEPT = "kept"

_CHUNK = re.compile(r"chunk-(\d{8})-(\d+)\.parquet\Z")
_SUMMARY = re.compile(r"([0-9a-f]{16})\.parquet\Z")


@dataclass(frozen=True)
class File:
    """A file of a table: a block's replicates `first` to `first + count - 1`.

    Of a summary, `first` is 0, and the file itself says of how many it is: `count` is 0 here.
    """

    table: str
    block: str
    first: int
    count: int


def identity(records: Sequence[PointRecord], first: int, count: int) -> dict[str, str]:
    """Return what the metadata of a file must say: its points, and of which replicates it is."""
    keys = ",".join(record.key for record in records)
    points = ",".join(str(record.point) for record in records)
    return {"key": keys, "point": points, "first": str(first), "replicates": str(count)}


def _kept_told(about: Mapping[str, str], path: Path) -> Kept:
    """Return what a file of trajectories says it keeps; one that is silent keeps everything."""
    if KEPT not in about:
        return ALL
    try:
        return Kept.of(about[KEPT].split())
    except UnknownName as fault:
        raise MalformedFile(
            f"keeps '{fault.found}', no variable: {ADVICE}", place=str(path)
        ) from fault


class StudyLayout:
    """The files of one study, to read.

    Parameters
    ----------
    path : the study's own folder, which need not exist yet
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._known: dict[str, PointRecord] = {}
        self._members: dict[str, tuple[PointRecord, ...]] = {}
        self._blocks: dict[str, dict[str, list[str]]] = {}
        self._recent = Recent()
        self._kept: dict[tuple[object, ...], Kept] = {}

    @property
    def manifest_path(self) -> Path:
        return self.path / MANIFEST

    def file_path(self, file: File) -> Path:
        """Return where a file lies."""
        if file.table in SUMMARIES:
            return self.path / file.table / f"{file.block}.parquet"
        name = f"chunk-{file.first:08d}-{file.count}.parquet"
        return self.path / file.table / file.block / name

    # What is there ------------------------------------------------------------------------------

    def look(self, *tables: str) -> None:
        """Look anew which blocks lie there; of all tables, if none is named."""
        for table in tables or (*TABLES, *SUMMARIES):
            blocks_by_key: dict[str, list[str]] = {}
            for block in self._names(table):
                for record in self.members(table, block):
                    blocks_by_key.setdefault(record.key, []).append(block)
            self._blocks[table] = blocks_by_key  # whole: other threads read it meanwhile

    def _names(self, table: str) -> list[str]:
        """Return the blocks of a table by their names; hidden files are none."""
        with contextlib.suppress(FileNotFoundError, NotADirectoryError):
            names = sorted(os.listdir(self.path / table))  # noqa: PTH208 - half the time of iterdir
            if table in SUMMARIES:
                return [match[1] for name in names if (match := _SUMMARY.match(name))]
            return [name for name in names if not name.startswith(".")]
        return []

    def members(self, table: str, block: str) -> tuple[PointRecord, ...]:
        """Return the points of a block, as one of its files tells of them; none if none can.

        A block's name says which points they are, so what was read once holds, and a file of
        another table tells as well: one that is damaged is still known by its points.
        """
        found = self._members.get(block)
        if found is None:
            for other in dict.fromkeys([table, *TABLES, *SUMMARIES]):
                for file in self._files(other, block):
                    if found := self._told(file):
                        self._members[block] = found
                        return found
            return ()
        return found

    def _told(self, file: File) -> tuple[PointRecord, ...]:
        """Return the points that a file tells of, if they are those of its block's name."""
        with contextlib.suppress(SimError, AttributeError, KeyError, TypeError, ValueError):
            told = json.loads(about_of(self.file_path(file))["points"])
            records = tuple(PointRecord.from_about(one, 0) for one in told)
            if block_key([record.key for record in records]) == file.block:
                return tuple(self._known.get(one.key, one) for one in records)
        return ()

    def know(self, records: Iterable[PointRecord]) -> None:
        """Remember points as the manifest has them: what files tell of them is no more believed.

        A block of one of them is known by its name, even if it is damaged.
        """
        for record in records:
            self._known[record.key] = record
            self._members[record.key] = (record,)
        for block, found in list(self._members.items()):
            self._members[block] = tuple(self._known.get(one.key, one) for one in found)

    def _files(self, table: str, block: str) -> Iterator[File]:
        """Yield the files of a block that are there."""
        if table in SUMMARIES:
            yield File(table, block, 0, 0)
            return
        with contextlib.suppress(FileNotFoundError, NotADirectoryError):
            for name in os.listdir(self.path / table / block):  # noqa: PTH208 - as above
                if match := _CHUNK.match(name):
                    yield File(table, block, int(match[1]), int(match[2]))

    def files(self, table: str, key: str) -> list[File]:
        """Return the files of a table that hold a point, by first replicate, longest first."""
        if table not in self._blocks:
            self.look(table)
        found = [
            file for block in self._blocks[table].get(key, ()) for file in self._files(table, block)
        ]
        return sorted(found, key=lambda file: (file.first, -file.count))

    def chunks(self, table: str, key: str) -> dict[int, File]:
        """Return the chunks of a point that are there by their first replicate: the longest."""
        by_first: dict[int, File] = {}
        for file in self.files(table, key):
            by_first.setdefault(file.first, file)
        return by_first

    def strays(self, table: str, key: str, grid: int) -> list[Path]:
        """Return chunks that no writer left: off the grid, or beside a longer one of their block.

        Parameters
        ----------
        grid : replicates from one chunk to the next
        """
        files = self.files(table, key)
        longest = {(file.block, file.first): file.count for file in reversed(files)}
        return [
            self.file_path(file)
            for file in files
            if file.first % grid
            or not 0 < file.count <= grid
            or file.count < longest[file.block, file.first]
        ]

    def kept_of(self, file: File) -> Kept:
        """Return which variables a file of trajectories keeps, as its metadata say.

        Raises
        ------
        MissingResult, MalformedFile
            In one line that names the file and what to do.
        """
        path = self.file_path(file)
        with readable(path):
            now = path.stat()
        state = (file, now.st_mtime_ns, now.st_size, now.st_ino)
        found = self._kept.get(state)
        if found is None:
            found = self._kept[state] = _kept_told(about_of(path), path)
        return found

    def replicates(self, key: str) -> int:
        """Return how many replicates from 0 on are there without a gap."""
        done = 0
        for first, file in self.chunks("outcomes", key).items():
            if first != done:
                break
            done += file.count
        return done

    def states(self) -> list[PointState]:
        """Return the points of the manifest, by number.

        Raises
        ------
        MissingResult, MalformedFile
            If there is no manifest, a line of it is damaged, or rows lie there that it names none
            of.
        """
        found, faults = read_manifest(self.path)
        if faults:
            raise faults[0]
        self.know(state.record for state in found)
        others = self.rows_of_others(state.record for state in found)
        if others:
            raise MalformedFile(
                f"does not name the points of outcomes/{others[0]}: run the same study again, "
                "which writes it anew",
                place=str(self.manifest_path),
            )
        return found

    def rows_of_others(self, known: Iterable[PointRecord]) -> list[str]:
        """Return the blocks of outcomes that hold a point which is not among `known`."""
        keys = {record.key for record in known}
        found = []
        for block in self._names("outcomes"):
            members = {record.key for record in self.members("outcomes", block)}
            if not members <= keys or (not members and self._holds_anything("outcomes", block)):
                found.append(block)
        return found

    def _holds_anything(self, table: str, block: str) -> bool:
        """Return whether anything lies under a block's name: a writer may leave a bare folder."""
        with contextlib.suppress(FileNotFoundError, NotADirectoryError):
            return bool(os.listdir(self.path / table / block))  # noqa: PTH208 - as above
        return (self.path / table / block).exists()

    # Reading ------------------------------------------------------------------------------------

    def read_file(self, file: File) -> tuple[pa.Table, int]:
        """Read a file and check that it is whole, of its points, and what rows must be.

        Returns
        -------
        (Table, int)
            Its rows, point by point, and how many replicates of each it holds.

        Raises
        ------
        MissingResult, MalformedFile
            In one line that names the file and what to do.
        """
        return self._recent.read(self.file_path(file), partial(self._read, file))

    def _read(self, file: File) -> tuple[pa.Table, int]:
        path, records = self.file_path(file), self.members(file.table, file.block)
        if not records:  # read once more, for the words of its fault
            read_parquet(path, about={})
            raise MalformedFile(f"does not name its points: {ADVICE}", place=str(path))
        about = identity(records, file.first, file.count)
        if file.table in SUMMARIES:
            del about["replicates"]
        found, told = read_parquet(path, about=about)
        count = int(told["replicates"])
        try:
            kept = _kept_told(told, path) if file.table == "trajectories" else ALL
            check_table(file.table, found, records, file.first, count, kept)
        except (ImpossibleResult, KeyError, ValueError) as fault:
            raise MalformedFile(f"{fault}: {ADVICE}", place=str(path)) from fault
        return found, count

    def read_values(
        self, file: File, record: PointRecord, names: Sequence[str]
    ) -> list[np.ndarray]:
        """Return some columns of one point of a file; raise as `read_point` does.

        Of a file of one point only those are read, and only their pages and what it is of checked.
        """
        if len(self.members(file.table, file.block)) == 1:
            about, path = identity([record], file.first, file.count), self.file_path(file)
            found = read_columns(path, names, about=about)
            rows = file.count * (record.months if file.table == "trajectories" else 1)
            if any(len(column) != rows for column in found):
                raise MalformedFile(f"does not hold {rows:,} rows: {ADVICE}", place=str(path))
            return found
        table, _ = self.read_point(file, record)
        return [table.column(name).to_numpy() for name in names]

    def read_point(self, file: File, record: PointRecord) -> tuple[pa.Table, int]:
        """Return the rows of one point of a file, and of how many replicates they are.

        Raises
        ------
        MissingResult, MalformedFile
            As `read_file`, and where the file knows the point by another number.
        """
        whole, count = self.read_file(file)
        records = self.members(file.table, file.block)
        index = next(k for k, one in enumerate(records) if one.key == record.key)
        if records[index].point != record.point:
            raise MalformedFile(
                f"holds point {records[index].point}, wanted {record.point}: {ADVICE}",
                place=str(self.file_path(file)),
            )
        weights = [record.months for record in records]
        if file.table == "outcomes":
            weights = [1] * len(records)
        rows = whole.num_rows // sum(weights)
        return whole.slice(rows * sum(weights[:index]), rows * weights[index]), count
