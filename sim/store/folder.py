"""A study's folder: what lies where, what is there already, and how rows are added to it.

::

    manifest.jsonl                              a line a point: what was asked, how far it has come
    provenance.json                             where all of it comes from
    points/000000.json                          a point as it was asked
    worlds/<digest>.json                        its resolved world
    outcomes/<key>/chunk-00000000-1000.parquet  replicates 0 to 999
    fans/<key>/chunk-….parquet                  their monthly histograms
    trajectories/<key>/chunk-….parquet          their months, where asked for
    quantiles/<key>.parquet, shares/<key>.parquet   from all of the point's fans

Chunks lie on a fixed grid and only the last of a point may be short; it is replaced by a longer one
when more is asked. So the same replicates always form the same chunks, whatever was asked before,
and their sums have the same bits. Every file appears whole or not at all. Several writers of one
study do each other no harm: what they write is the same.
"""

import contextlib
import json
import os
import re
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pyarrow as pa

from sim.errors import MalformedFile, MissingResult, SimError, UnwritableFolder
from sim.spec.world import World
from sim.store import files
from sim.store.points import PointRecord
from sim.store.provenance import provenance

__all__ = ["TABLES", "StudyFolder"]

#: Tables that come in chunks. A chunk counts as there once its outcomes are, which come last.
TABLES = ("trajectories", "fans", "outcomes")

_CHUNK = re.compile(r"chunk-(\d{8})-(\d+)\.parquet\Z")


def _identity(record: PointRecord, first: int, count: int) -> dict[str, str]:
    """Return what the metadata of a chunk must say."""
    return {"key": record.key, "first": str(first), "replicates": str(count)}


class StudyFolder:
    """The files of one study.

    Parameters
    ----------
    path : the study's own folder, which need not exist yet
    """

    def __init__(self, path: Path) -> None:
        self.path = path

    # Where things lie

    @property
    def manifest_path(self) -> Path:
        return self.path / "manifest.jsonl"

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
        with contextlib.suppress(FileNotFoundError):
            for name in os.listdir(self.path / table / key):  # noqa: PTH208 - half the time of iterdir
                if match := _CHUNK.match(name):
                    first, count = int(match[1]), int(match[2])
                    found[first] = max(count, found.get(first, 0))
        return dict(sorted(found.items()))

    def replicates(self, key: str) -> int:
        """Return how many replicates from 0 on are there without a gap."""
        done = 0
        for first, count in self.chunks("outcomes", key).items():
            if first != done:
                break
            done += count
        return done

    # What is there

    def points(self) -> list[PointRecord]:
        """Return the points that the study knows, by number."""
        paths = sorted((self.path / "points").glob("[0-9]*.json"))
        return [PointRecord.from_dict(files.read_json(p), place=str(p)) for p in paths]

    def manifest(self) -> list[PointRecord]:
        """Return the points of the manifest.

        Raises
        ------
        MissingResult, MalformedFile
            If there is no manifest, or a line of it is damaged.
        """
        try:
            lines = self.manifest_path.read_text(encoding="utf-8").splitlines()
        except (OSError, UnicodeDecodeError) as fault:
            if isinstance(fault, FileNotFoundError | NotADirectoryError):
                raise MissingResult(
                    "is no study: it has no manifest.jsonl", place=str(self.path)
                ) from fault
            raise MalformedFile("cannot be read", place=str(self.manifest_path)) from fault
        found = []
        for number, line in enumerate(lines, start=1):
            place = f"{self.manifest_path}, line {number}"
            try:
                data = json.loads(line)
            except ValueError as fault:
                raise MalformedFile(
                    "is damaged or cut short: run the same study again, which writes it anew",
                    place=place,
                ) from fault
            found.append(PointRecord.from_dict(data, place=place))
        if not found:
            raise MalformedFile(
                "is empty: run the same study again, which writes it anew",
                place=str(self.manifest_path),
            )
        return found

    # Writing

    def prepare(self) -> None:
        """Make the folder if need be and check that it can be written.

        Raises
        ------
        UnwritableFolder
            If it cannot, or if it holds something else than a study.
        """
        try:
            self.path.mkdir(parents=True, exist_ok=True)
            points = self.path / "points"
            others = [path for path in self.path.iterdir() if not path.name.startswith(".")]
            foreign = bool(others) and not points.is_dir()
            if not foreign:
                points.mkdir(exist_ok=True)
                with tempfile.NamedTemporaryFile(prefix=".", suffix=".part", dir=points):
                    pass
        except OSError as fault:
            reason = fault.strerror or type(fault).__name__
            raise UnwritableFolder(
                f"cannot be written ({reason}): choose another folder for results",
                place=str(self.path),
            ) from fault
        if foreign:
            raise UnwritableFolder(
                "holds something else than a study: choose another name", place=str(self.path)
            )
        files.sweep_leftovers(self.path)

    def alone(self) -> contextlib.AbstractContextManager[None]:
        """Keep other writers from numbering points and replacing chunks meanwhile."""
        return files.only_one(self.path / "points" / ".lock")

    def claim(self, asked: Sequence[PointRecord], worlds: Sequence[World]) -> list[PointRecord]:
        """Enter points into the study; return them as the study numbers them, in the order given.

        A point keeps its number for good; new ones get the next. The manifest lists all of them.

        Raises
        ------
        UnwritableFolder
            If the study was run with another seed or by another version of the model.
        """
        with self.alone():
            known = {record.key: record for record in self.points()}
            for old in known.values():
                self._check_same_model(old, asked[0])
            following = max((record.point for record in known.values()), default=-1) + 1
            for record, world in zip(asked, worlds, strict=True):
                if not self.world_path(record.digest).exists():
                    files.write_json(self.world_path(record.digest), world.as_dict())
                entered = known.get(record.key)
                if entered is None:
                    entered = replace(record, point=following)
                    following += 1
                elif entered.asked < record.asked:
                    entered = replace(entered, asked=record.asked)
                else:
                    continue
                known[record.key] = entered
                path = self.path / "points" / f"{entered.point:06d}.json"
                files.write_json(path, entered.as_dict())
        self.write_manifest()
        return [known[record.key] for record in asked]

    def _check_same_model(self, old: PointRecord, new: PointRecord) -> None:
        advice = "choose another name for the study, or remove this folder"
        if old.seed != new.seed:
            raise UnwritableFolder(
                f"holds seed {old.seed}, asked for seed {new.seed}: {advice}", place=str(self.path)
            )
        if (old.kernel, old.layout_version) != (new.kernel, new.layout_version):
            raise UnwritableFolder(
                f"was run by another version of the model: {advice}", place=str(self.path)
            )

    def write_chunk(
        self, record: PointRecord, first: int, count: int, tables: Mapping[str, pa.Table]
    ) -> None:
        """Add a chunk's tables, those of `TABLES` that are given and not there yet.

        A shorter chunk of the same place goes. If a longer one is there, nothing is written.
        """
        about = {**record.about(), **_identity(record, first, count)}
        with contextlib.ExitStack() as stack:
            drafts = {}
            for table in (name for name in TABLES if name in tables):
                path = self.chunk_path(table, record.key, first, count)
                drafts[path] = table, stack.enter_context(files.draft(path))
                files.save_parquet(drafts[path][1], tables[table], about)
            with self.alone():
                for path, (table, part) in drafts.items():
                    there = self.chunks(table, record.key).get(first, 0)
                    if there >= count:
                        continue
                    if there:
                        # First the old goes, then the new comes: no row is ever seen twice.
                        self.chunk_path(table, record.key, first, there).unlink(missing_ok=True)
                    part.replace(path)

    def read_chunk(self, table: str, record: PointRecord, first: int, count: int) -> pa.Table:
        """Read a chunk, checking that it is whole and this point's."""
        path = self.chunk_path(table, record.key, first, count)
        return files.read_parquet(path, about=_identity(record, first, count))

    def check_chunk(self, table: str, record: PointRecord, first: int, count: int) -> None:
        """Check a chunk by its end alone."""
        path = self.chunk_path(table, record.key, first, count)
        files.check_parquet(path, about=_identity(record, first, count))

    def write_manifest(self) -> None:
        """Write the manifest anew from what lies in the folder."""
        with files.appearing(self.manifest_path) as part:
            part.write_text("".join(self._manifest_lines()), encoding="utf-8")

    def _manifest_lines(self) -> Iterator[str]:
        for record in self.points():
            done = self.replicates(record.key)
            state = {
                "replicates": done,
                "trajectories": sum(self.chunks("trajectories", record.key).values()),
                "status": "complete" if done >= record.asked else "part",
            }
            yield json.dumps({**record.as_dict(), **state}, ensure_ascii=False) + "\n"

    def write_provenance(self, run: Mapping[str, Any]) -> None:
        """Enter a request into the study's provenance."""
        path = self.path / "provenance.json"
        with self.alone():
            try:
                runs = files.read_json(path)["runs"]
            except (SimError, KeyError, TypeError):
                runs = []  # missing at first; a damaged one is written anew from the points
            told = provenance(
                self.points(),
                lambda record: files.read_json(self.world_path(record.digest)),
                [*runs, run],
            )
            files.write_json(path, told)
