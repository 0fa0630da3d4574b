"""A study's folder: what lies where, what is there already, and how rows are added to it.

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
and their sums have the same bits. Every file appears whole or not at all. Several writers of one
study do each other no harm: what they write is the same.
"""

import contextlib
import os
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType
from typing import Any

import pyarrow as pa

from sim.errors import ImpossibleResult, MalformedFile, MissingResult, SimError, UnwritableFolder
from sim.spec.world import World
from sim.store import files
from sim.store.check import check_table
from sim.store.damage import Damage
from sim.store.manifest import MANIFEST, read_manifest, rows_of_others, write_manifest
from sim.store.parquet import about_of, read_parquet, save_parquet
from sim.store.points import PointRecord, PointState
from sim.store.provenance import provenance

__all__ = ["TABLES", "StudyFolder"]

#: Tables that come in chunks. A chunk counts as there once its outcomes are, which come last.
TABLES = ("trajectories", "fans", "outcomes")

#: What lies in a study and in nothing else.
_OWN = {MANIFEST, "provenance.json", "worlds", "quantiles", "shares", "damaged", *TABLES}

NOTHING: Mapping[str, str] = MappingProxyType({})

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
        self.damage = Damage(path)
        self._drafts: files.Drafts | None = None

    # Where things lie

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
        with contextlib.suppress(FileNotFoundError, NotADirectoryError):
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

    # Writing

    @contextlib.contextmanager
    def writing(self) -> Iterator[None]:
        """Make the folder if need be, check that it can be written, and write in it meanwhile.

        Raises
        ------
        UnwritableFolder
            If it cannot, or if it holds something else than a study.
        """
        try:
            self.path.mkdir(parents=True, exist_ok=True)
            files.flush_folder(self.path.parent)
            found = [one.name for one in self.path.iterdir() if not one.name.startswith(".")]
        except OSError as fault:
            reason = fault.strerror or type(fault).__name__
            raise UnwritableFolder(
                f"cannot be written ({reason}): choose another folder for results",
                place=str(self.path),
            ) from fault
        if found and not _OWN & set(found):
            raise UnwritableFolder(
                "holds something else than a study: choose another name", place=str(self.path)
            )
        with files.Drafts(self.path) as self._drafts:
            try:
                yield
            finally:
                self._drafts = None

    def alone(self) -> contextlib.AbstractContextManager[None]:
        """Keep other writers from numbering points and replacing chunks meanwhile."""
        return files.only_one(self.path)

    def claim(self, asked: Sequence[PointRecord], worlds: Sequence[World]) -> list[PointRecord]:
        """Enter points into the study; return them as the study numbers them, in the order given.

        A point keeps its number for good; new ones get the next. The manifest lists all of them.

        Raises
        ------
        UnwritableFolder
            If the study was run with another seed or by another version of the model.
        """
        with self.alone():
            known = {state.record.key: state for state in self._mended()}
            for state in known.values():
                self._check_same_model(state.record, asked[0])
            following = max((state.record.point for state in known.values()), default=-1) + 1
            for record, world in zip(asked, worlds, strict=True):
                self._keep_world(record.digest, world)
                entered = known.get(record.key)
                if entered is None:
                    entered = PointState(replace(record, point=following), 0, 0)
                    following += 1
                most = max(entered.record.asked, record.asked)
                known[record.key] = replace(entered, record=replace(entered.record, asked=most))
            self._write_manifest(known.values(), NOTHING)
        return [known[record.key].record for record in asked]

    def _mended(self) -> list[PointState]:
        """Return the points of the study; those that the manifest lost are told by their rows."""
        try:
            found, faults = read_manifest(self.path)
        except SimError as fault:  # none is there, or it cannot be read
            found, faults = [], [fault] if isinstance(fault, MalformedFile) else []
        if faults:
            self.damage.set_aside(self.manifest_path, faults[0])
        for key in rows_of_others(self.path, [state.record for state in found]):
            record = self._record_of_rows(key)
            taken = {state.record.point for state in found}
            if record is not None and record.point not in taken:
                self.damage.tell(self.manifest_path, f"lacked point {record.point}")
                found.append(PointState(record, record.asked, 0))
            else:
                strange = MalformedFile("holds rows of no point that is known")
                for table in TABLES:
                    self.damage.set_aside(self.path / table / key, strange)
        return found

    def _record_of_rows(self, key: str) -> PointRecord | None:
        """Return the record of a point as its chunks tell it; None if none can be read."""
        for first, count in self.chunks("outcomes", key).items():
            path = self.chunk_path("outcomes", key, first, count)
            with contextlib.suppress(SimError, ValueError):
                record = PointRecord.from_about(about_of(path), self.replicates(key))
                self.read_chunk("outcomes", record, first, count)
                return record
        return None

    def _check_same_model(self, old: PointRecord, new: PointRecord) -> None:
        advice = "choose another name for the study, or remove this folder"
        if old.seed != new.seed:
            raise UnwritableFolder(
                f"holds seed {old.seed}, asked for seed {new.seed}: {advice}", place=str(self.path)
            )
        if (old.kernel, old.layout_version) != (new.kernel, new.layout_version):
            raise UnwritableFolder(
                f"was run by model {old.kernel}, another version than this one, {new.kernel}: "
                f"{advice}",
                place=str(self.path),
            )

    def _keep_world(self, digest: str, world: World) -> None:
        """Write a point's resolved world, unless it is there and whole."""
        path = self.world_path(digest)
        try:
            if files.read_json(path).get("digest") == digest:
                return
            self.damage.set_aside(path, MalformedFile("holds another world"))
        except MissingResult:
            pass
        except MalformedFile as fault:
            self.damage.set_aside(path, fault)
        files.write_json(path, {"digest": digest, **world.as_dict()}, self.path)

    def write_chunk(
        self, record: PointRecord, first: int, count: int, tables: Mapping[str, pa.Table]
    ) -> None:
        """Add a chunk's tables, those of `TABLES` that are given and not there yet.

        A shorter chunk of the same place goes. If a longer one is there, nothing is written.
        """
        assert self._drafts is not None, "write within `writing`"
        about = {**record.about(), **_identity(record, first, count)}
        with contextlib.ExitStack() as stack:
            drafts = {}
            for table in (name for name in TABLES if name in tables):
                path = self.chunk_path(table, record.key, first, count)
                drafts[path] = table, stack.enter_context(self._drafts.draft(path))
                check_table(table, tables[table], record, first, count)
                save_parquet(drafts[path][1], tables[table], about)
                files.flush(drafts[path][1])
            with self.alone():
                for path, (table, draft) in drafts.items():
                    there = self.chunks(table, record.key).get(first, 0)
                    if there >= count:
                        continue
                    files.make_folder(path.parent, self.path)
                    if there:
                        # First the old goes, then the new comes: no row is ever seen twice.
                        self.chunk_path(table, record.key, first, there).unlink(missing_ok=True)
                    files.rename(draft, path)

    def read_chunk(self, table: str, record: PointRecord, first: int, count: int) -> pa.Table:
        """Read a chunk, checking that it is whole, this point's, and what rows must be.

        Raises
        ------
        MissingResult, MalformedFile
            In one line that names the file and what to do.
        """
        path = self.chunk_path(table, record.key, first, count)
        found, _ = read_parquet(path, about=_identity(record, first, count))
        try:
            check_table(table, found, record, first, count)
        except (ImpossibleResult, KeyError, ValueError) as fault:
            raise MalformedFile(f"{fault}: {files.ADVICE}", place=str(path)) from fault
        return found

    def write_summary(self, table: str, record: PointRecord, rows: int, found: pa.Table) -> None:
        """Write 'quantiles' or 'shares' of a point's first `rows` replicates."""
        path = self.summary_path(table, record.key)
        with files.appearing(path, self.path) as draft:
            save_parquet(draft, found, {**record.about(), "replicates": str(rows)})

    def read_summary(self, table: str, record: PointRecord, rows: int) -> pa.Table | None:
        """Read 'quantiles' or 'shares' of a point's first `rows` replicates.

        None if it is not there, or of another number of them. Raise as `read_chunk` does.
        """
        path = self.summary_path(table, record.key)
        with contextlib.suppress(MissingResult):
            found, told = read_parquet(path, about={"key": record.key})
            return found if told.get("replicates") == str(rows) else None
        return None

    def close(
        self, run: Mapping[str, Any], failed: Mapping[str, str] = NOTHING, *, added: bool = True
    ) -> None:
        """Write the manifest anew from what lies in the folder, and enter a request.

        Parameters
        ----------
        run : what `describe_run` says of the request
        failed : why points of the request failed, by key; '' for those that did not
        added : whether the request added rows
        """
        with self.alone():
            states = self._mended()
            if not states:  # there were some when it was begun
                raise UnwritableFolder(
                    "lost its manifest while it was written: was it moved or removed?",
                    place=str(self.path),
                )
            self._write_manifest(states, failed)
            self._write_provenance([state.record for state in states], run, added)

    def _write_manifest(self, states: Iterable[PointState], failed: Mapping[str, str]) -> None:
        written = []
        for state in states:
            key = state.record.key
            rows = sum(self.chunks("trajectories", key).values())
            why = failed.get(key, state.failed)
            written.append(PointState(state.record, self.replicates(key), rows, why))
        write_manifest(self.path, written)

    def _write_provenance(
        self, records: Sequence[PointRecord], run: Mapping[str, Any], added: bool
    ) -> None:
        path = self.path / "provenance.json"
        try:
            before = files.read_json(path)
            runs = list(before["runs"])
        except MissingResult:
            before, runs = {}, []
        except (MalformedFile, KeyError, TypeError) as fault:
            self.damage.set_aside(path, fault)
            before, runs = {}, []
        told = provenance(
            records,
            lambda record: files.read_json(self.world_path(record.digest)),
            [*runs, run] if added or not runs else runs,
        )
        if told != before:
            files.write_json(path, told, self.path)
