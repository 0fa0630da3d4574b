"""How a study lies on disk: what lies where, what is there, and reading it.

::

    manifest.jsonl                              a line a point: what was asked, how far it has come
    provenance.json                             where all of it comes from
    worlds/<digest>.json                        the resolved world of points
    outcomes/<key>/chunk-00000000-1000.parquet  replicates 0 to 999 of the point with that key
    fans/<key>/chunk-….parquet                  their monthly histograms
    trajectories/<key>/chunk-….parquet          their months, where asked for
    quantiles/<key>.parquet, shares/<key>.parquet   from all of the point's fans
    damaged/                                    what could not be read, under its old path

Chunks lie on a fixed grid and only the last of a point may be short; it is replaced by a longer one
when more is asked. So the same replicates always form the same chunks, whatever was asked before,
and their sums have the same bits.
"""

import contextlib
import os
import re
from collections.abc import Iterator
from pathlib import Path

import pyarrow as pa

from sim.errors import ImpossibleResult, MalformedFile, MissingResult
from sim.store.check import check_table
from sim.store.manifest import MANIFEST, read_manifest, rows_of_others
from sim.store.parquet import read_parquet
from sim.store.points import PointRecord, PointState
from sim.store.readable import ADVICE

__all__ = ["TABLES", "StudyLayout", "identity"]

#: Tables that come in chunks. A chunk counts as there once its outcomes are, which come last.
TABLES = ("trajectories", "fans", "outcomes")

_CHUNK = re.compile(r"chunk-(\d{8})-(\d+)\.parquet\Z")


def identity(record: PointRecord, first: int, count: int) -> dict[str, str]:
    """Return what the metadata of a chunk must say."""
    return {"key": record.key, "first": str(first), "replicates": str(count)}


class StudyLayout:
    """The files of one study, to read.

    Parameters
    ----------
    path : the study's own folder, which need not exist yet
    """

    def __init__(self, path: Path) -> None:
        self.path = path

    @property
    def manifest_path(self) -> Path:
        return self.path / MANIFEST

    def chunk_path(self, table: str, key: str, first: int, count: int) -> Path:
        """Return where a chunk of one of `TABLES` lies."""
        return self.path / table / key / f"chunk-{first:08d}-{count}.parquet"

    def summary_path(self, table: str, key: str) -> Path:
        """Return where 'quantiles' or 'shares' of a point lie."""
        return self.path / table / f"{key}.parquet"

    def world_path(self, digest: str) -> Path:
        return self.path / "worlds" / f"{digest}.json"

    def chunks(self, table: str, key: str) -> dict[int, int]:
        """Return the chunks of a table that are there: first replicate to count, longest first."""
        found: dict[int, int] = {}
        for first, count in self._chunks(table, key):
            found[first] = max(count, found.get(first, 0))
        return dict(sorted(found.items()))

    def _chunks(self, table: str, key: str) -> Iterator[tuple[int, int]]:
        """Yield first and count of every chunk that is there."""
        with contextlib.suppress(FileNotFoundError, NotADirectoryError):
            for name in os.listdir(self.path / table / key):  # noqa: PTH208 - half the time of iterdir
                if match := _CHUNK.match(name):
                    yield int(match[1]), int(match[2])

    def strays(self, table: str, key: str, grid: int) -> list[Path]:
        """Return chunks that no writer left: off the grid, or beside a longer one of their place.

        Parameters
        ----------
        grid : replicates from one chunk to the next
        """
        longest = self.chunks(table, key)
        return [
            self.chunk_path(table, key, first, count)
            for first, count in self._chunks(table, key)
            if first % grid or not 0 < count <= grid or count < longest[first]
        ]

    def replicates(self, key: str) -> int:
        """Return how many replicates from 0 on are there without a gap."""
        done = 0
        for first, count in self.chunks("outcomes", key).items():
            if first != done:
                break
            done += count
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
        others = rows_of_others(self.path, [state.record for state in found])
        if others:
            raise MalformedFile(
                f"does not name the point of outcomes/{others[0]}: run the same study again, which "
                "writes it anew",
                place=str(self.manifest_path),
            )
        return found

    def read_chunk(self, table: str, record: PointRecord, first: int, count: int) -> pa.Table:
        """Read a chunk, checking that it is whole, this point's, and what rows must be.

        Raises
        ------
        MissingResult, MalformedFile
            In one line that names the file and what to do.
        """
        path = self.chunk_path(table, record.key, first, count)
        found, _ = read_parquet(path, about=identity(record, first, count))
        try:
            check_table(table, found, record, first, count)
        except (ImpossibleResult, KeyError, ValueError) as fault:
            raise MalformedFile(f"{fault}: {ADVICE}", place=str(path)) from fault
        return found

    def read_summary(self, table: str, record: PointRecord, rows: int) -> pa.Table | None:
        """Read 'quantiles' or 'shares' of a point's first `rows` replicates.

        None if it is not there, or of another number of them. Raise as `read_chunk` does.
        """
        path = self.summary_path(table, record.key)
        with contextlib.suppress(MissingResult):
            about = {"key": record.key, "point": str(record.point)}
            found, told = read_parquet(path, about=about)
            return found if told.get("replicates") == str(rows) else None
        return None
