"""A study's folder, to write: points are entered, rows added, and what is damaged made anew.

Every file appears whole or not at all. Several writers of one study do each other no harm: what
they write is the same.
"""

import contextlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType
from typing import Any

import pyarrow as pa

from sim.errors import MalformedFile, MissingResult, SimError, UnwritableFolder
from sim.spec.world import World
from sim.store import files
from sim.store.check import check_table
from sim.store.damage import Damage
from sim.store.layout import TABLES, StudyLayout, identity
from sim.store.locks import only_one, writable
from sim.store.manifest import (
    MANIFEST,
    OtherEdition,
    read_manifest,
    rows_of_others,
    write_manifest,
)
from sim.store.parquet import about_of, save_parquet
from sim.store.points import PointRecord, PointState
from sim.store.provenance import provenance
from sim.store.sealed import read_json, sealed, write_json

__all__ = ["StudyFolder"]

#: What lies in a study and in nothing else.
_OWN = {MANIFEST, "provenance.json", "worlds", "quantiles", "shares", "damaged", *TABLES}

#: Worlds that are flushed together.
_AT_ONCE = 100

NOTHING: Mapping[str, str] = MappingProxyType({})


class StudyFolder(StudyLayout):
    """The files of one study.

    Parameters
    ----------
    path : the study's own folder, which need not exist yet
    """

    def __init__(self, path: Path) -> None:
        super().__init__(path)
        self.damage = Damage(path)
        self._drafts: files.Drafts | None = None

    @contextlib.contextmanager
    def writing(self) -> Iterator[None]:
        """Make the folder if need be, check that it can be written, and write in it meanwhile.

        Raises
        ------
        UnwritableFolder
            If it cannot, or if it holds something else than a study.
        """
        with writable(self.path, ": choose another folder for results"):
            files.make_folder(self.path)
            found = [one.name for one in self.path.iterdir() if not one.name.startswith(".")]
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
        return only_one(self.path)

    def claim(self, asked: Sequence[PointRecord], worlds: Sequence[World]) -> list[PointRecord]:
        """Enter points into the study; return them as the study numbers them, in the order given.

        A point keeps its number for good; new ones get the next. The manifest lists all of them.

        Raises
        ------
        UnwritableFolder
            If the study was run with another seed or by another version of the model.
        OtherEdition
            If another edition of this package wrote it.
        """
        with self.alone():
            known = {state.record.key: state for state in self._mended(asked[0])}
            following = max((state.record.point for state in known.values()), default=-1) + 1
            self._keep_worlds(asked, worlds)
            for record in asked:
                entered = known.get(record.key)
                if entered is None:
                    entered = PointState(replace(record, point=following), 0, 0)
                    following += 1
                most = max(entered.record.asked, record.asked)
                known[record.key] = replace(entered, record=replace(entered.record, asked=most))
            self._write_manifest(known.values(), NOTHING)
        return [known[record.key].record for record in asked]

    def _mended(self, like: PointRecord | None = None) -> list[PointState]:
        """Return the points of the study; those that the manifest lost are told by their rows.

        Nothing is set aside in a study whose points are not of the seed and model of `like`.
        """
        try:
            found, faults = read_manifest(self.path)
        except OtherEdition:
            raise
        except SimError as fault:  # none is there, or it cannot be read
            found, faults = [], [fault] if isinstance(fault, MalformedFile) else []
        others = {
            key: self._record_of_rows(key)
            for key in rows_of_others(self.path, [state.record for state in found])
        }
        if like is not None:
            for record in [*(state.record for state in found), *others.values()]:
                if record is not None:
                    self._check_same_model(record, like)
        if faults:
            self.damage.set_aside(self.manifest_path, faults[0])
        for key, record in others.items():
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

    def _keep_worlds(self, records: Sequence[PointRecord], worlds: Sequence[World]) -> None:
        """Write points' resolved worlds that are not there and whole."""
        missing = {
            record.digest: world
            for record, world in zip(records, worlds, strict=True)
            if not self._has_world(record.digest)
        }
        digests = list(missing)
        for begin in range(0, len(digests), _AT_ONCE):
            with files.appearing_all(self.path) as draft_of:
                for digest in digests[begin : begin + _AT_ONCE]:
                    world = missing[digest]
                    # On one line: Python writes that ten times as fast. The provenance is for eyes.
                    text = sealed({"digest": digest, **world.as_dict()})
                    draft_of(self.world_path(digest)).write_text(f"{text}\n", encoding="utf-8")

    def _has_world(self, digest: str) -> bool:
        """Return whether a world's file is whole; set it aside if it is not."""
        path = self.world_path(digest)
        try:
            if read_json(path).get("digest") == digest:
                return True
            self.damage.set_aside(path, MalformedFile("holds another world"))
        except MissingResult:
            pass
        except MalformedFile as fault:
            self.damage.set_aside(path, fault)
        return False

    def write_chunk(
        self, record: PointRecord, first: int, count: int, tables: Mapping[str, pa.Table]
    ) -> None:
        """Add a chunk's tables, those of `TABLES` that are given and not there yet.

        A shorter chunk of the same place goes. If a longer one is there, nothing is written.
        """
        assert self._drafts is not None, "write within `writing`"
        about = {**record.about(), **identity(record, first, count)}
        with contextlib.ExitStack() as stack:
            drafts = {}
            for table in (name for name in TABLES if name in tables):
                check_table(table, tables[table], record, first, count)
                path = self.chunk_path(table, record.key, first, count)
                draft = stack.enter_context(self._drafts.draft(path))
                save_parquet(draft, tables[table], about)
                drafts[draft] = path
            for draft in drafts:
                files.flush(draft)
            with self.alone():
                wanted = {}
                for draft, path in drafts.items():
                    table = path.relative_to(self.path).parts[0]
                    there = self.chunks(table, record.key).get(first, 0)
                    if there < count:
                        wanted[draft] = path
                    if 0 < there < count:
                        # First the old goes, then the new comes: no row is ever seen twice.
                        self.chunk_path(table, record.key, first, there).unlink(missing_ok=True)
                files.publish(wanted, self.path)

    def write_summaries(
        self, record: PointRecord, rows: int, tables: Mapping[str, pa.Table]
    ) -> None:
        """Write 'quantiles' and 'shares' of a point's first `rows` replicates, those given."""
        about = {**record.about(), "replicates": str(rows)}
        with files.appearing_all(self.path) as draft_of:
            for table, found in tables.items():
                save_parquet(draft_of(self.summary_path(table, record.key)), found, about)

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
            before = read_json(path)
            runs = list(before["runs"])
        except MissingResult:
            before, runs = {}, []
        except (MalformedFile, KeyError, TypeError) as fault:
            self.damage.set_aside(path, fault)
            before, runs = {}, []
        told = provenance(
            records,
            lambda record: self._world_told(record, before.get("worlds", {})),
            [*runs, run] if added or not runs else runs,
        )
        if told != before:
            write_json(path, told, self.path)

    def _world_told(self, record: PointRecord, before: Mapping[str, Any]) -> Mapping[str, Any]:
        """Return a point's world; where its file cannot be read, what was told of it before.

        Such a file is of a point that is not asked for; the request that asks makes it anew.

        Parameters
        ----------
        before : the worlds of the provenance as it is, by scenario
        """
        with contextlib.suppress(MalformedFile, MissingResult):
            return read_json(self.world_path(record.digest))
        kept: Mapping[str, Any] = before.get(record.scenario, {})
        return kept if kept.get("digest") == record.digest else {}
