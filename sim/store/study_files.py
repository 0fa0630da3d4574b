"""The files of a study, to write: each appears whole or not at all, and takes the place of others.

A file holds some points. Where some of them come with more rows, the file goes, and what else it
held is written anew.
"""

import contextlib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import reduce
from operator import and_
from pathlib import Path

import numpy as np
import pyarrow as pa

from sim.errors import MalformedFile, MissingResult, SimError, UnwritableFolder
from sim.spec.kept import ALL, Kept
from sim.store import files
from sim.store.check import check_table
from sim.store.chunks import as_written
from sim.store.damage import Damage
from sim.store.layout import KEPT, SUMMARIES, TABLES, File, StudyLayout, identity
from sim.store.locks import only_one, writable
from sim.store.manifest import MANIFEST
from sim.store.parquet import save_parquet
from sim.store.points import PointRecord, block_key

__all__ = ["StudyFiles"]

#: What lies in a study and in nothing else.
_OWN = {MANIFEST, "provenance.json", "worlds", "damaged", *SUMMARIES, *TABLES}


class StudyFiles(StudyLayout):
    """The Parquet files of one study, with what is written to them.

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
            names = [one.name for one in self.path.iterdir() if not one.name.startswith(".")]
        if names and not _OWN & set(names):
            raise UnwritableFolder(
                "holds something else than a study: choose another name", place=str(self.path)
            )
        with files.Drafts(self.path) as self._drafts:
            try:
                yield
            finally:
                self._drafts = None

    def lock(self) -> contextlib.AbstractContextManager[None]:
        """Keep other writers from numbering points and replacing chunks meanwhile."""
        return only_one(self.path)

    def write_chunk(
        self,
        records: Sequence[PointRecord],
        first: int,
        count: int,
        tables: Mapping[str, pa.Table],
        kept: Kept = ALL,
    ) -> None:
        """Add a chunk of some points, the tables of `TABLES` that are given.

        Shorter chunks of the same points go; other points that lie in their files are kept. A point
        that has a longer chunk already keeps it. What another writer kept meanwhile of the same
        months stays beside what comes.

        Parameters
        ----------
        kept : which variables the trajectories have
        """
        assert self._drafts is not None, "write within `writing`"
        wanted = [name for name in TABLES if name in tables]
        shown = {table: kept if table == "trajectories" else ALL for table in wanted}
        for table in wanted:
            check_table(table, tables[table], records, first, count, shown[table])
        drafts = {}
        with contextlib.ExitStack() as stack:
            file = File("", block_key([record.key for record in records]), first, count)
            for table in wanted:
                path = self.file_path(replace(file, table=table))
                draft = stack.enter_context(self._drafts.draft(path))
                self._save(draft, tables[table], records, first, count, shown[table])
                drafts[draft] = path
            for draft in drafts:
                files.flush(draft)
            with self.lock():
                self.look(*wanted)
                publish: dict[Path, Path] = {}
                for (draft, path), table in zip(drafts.items(), wanted, strict=True):
                    there = {one.key: self._longest(table, one, first) for one in records}
                    lacking = [one for one in records if there[one.key] <= count]
                    if not lacking or self._is_there(replace(file, table=table), kept):
                        continue
                    rows, whole = self._rows_of(tables[table], records, lacking), shown[table]
                    if table == "trajectories":
                        rows, whole = self._with_kept_beside(rows, lacking, first, count, kept)
                    if len(lacking) == len(records) and whole == shown[table]:
                        publish[draft] = path
                    else:
                        publish |= self._drafted(stack, table, rows, lacking, first, count, whole)
                    publish |= self._displace(stack, table, lacking, first)
                files.publish(publish, self.path)
                self._members[file.block] = tuple(records)
                self.look(*wanted)

    def write_summary(
        self, table: str, records: Sequence[PointRecord], rows: int, found: pa.Table
    ) -> None:
        """Write 'quantiles' or 'shares' of the first `rows` replicates of some points.

        Older ones of the same points go; other points that lie in their files are kept.
        """
        assert self._drafts is not None, "write within `writing`"
        with contextlib.ExitStack() as stack, self.lock():
            self.look(table)
            drafts = self._drafted(stack, table, found, records, 0, rows)
            drafts |= self._displace(stack, table, records, 0)
            files.publish(drafts, self.path)
            self.look(table)

    def _save(
        self,
        draft: Path,
        found: pa.Table,
        records: Sequence[PointRecord],
        first: int,
        count: int,
        kept: Kept = ALL,
    ) -> None:
        points = json.dumps([record.about() for record in records], ensure_ascii=False)
        shared = {name: records[0].about()[name] for name in ("seed", "layout_version", "kernel")}
        about = {**shared, **identity(records, first, count), "points": points}
        if not kept.whole:
            about[KEPT] = " ".join(kept.names)
        save_parquet(draft, found, about)

    def _drafted(
        self,
        stack: contextlib.ExitStack,
        table: str,
        found: pa.Table,
        records: Sequence[PointRecord],
        first: int,
        count: int,
        kept: Kept = ALL,
    ) -> dict[Path, Path]:
        """Write a draft of a file, flushed; return it with the path that it is to have."""
        assert self._drafts is not None, "write within `writing`"
        block = block_key([record.key for record in records])
        path = self.file_path(File(table, block, first, count))
        draft = stack.enter_context(self._drafts.draft(path))
        self._save(draft, found, records, first, count, kept)
        files.flush(draft)
        self._members[block] = tuple(records)
        return {draft: path}

    def _longest(self, table: str, record: PointRecord, first: int) -> int:
        """Return how many replicates of a point from `first` on lie in a table's chunk."""
        file = self.chunks(table, record.key).get(first)
        return file.count if file else 0

    def _is_there(self, file: File, kept: Kept) -> bool:
        """Return whether a file is there, and keeps what it is to keep if it is of trajectories."""
        if file.table != "trajectories":
            return self.file_path(file).exists()
        with contextlib.suppress(SimError):
            return self.kept_of(file).covers(kept)
        return False

    def _with_kept_beside(
        self, rows: pa.Table, records: Sequence[PointRecord], first: int, count: int, kept: Kept
    ) -> tuple[pa.Table, Kept]:
        """Return trajectories of some points with what another writer kept of the same months.

        Of points of which all have them; elsewhere what was kept goes with its file.
        """
        held = [self.chunks("trajectories", record.key).get(first) for record in records]
        files_there = [file for file in held if file is not None and file.count == count]
        if len(files_there) < len(records):
            return rows, kept
        try:
            more = reduce(and_, map(self.kept_of, files_there))
            if kept.covers(more):
                return rows, kept
            found = [
                self.read_point(file, record)[0].select(more.columns)
                for file, record in zip(files_there, records, strict=True)
            ]
        except SimError:  # it is damaged, and goes
            return rows, kept
        there, kept = pa.concat_tables(found), kept | more
        for name in more.columns:
            if name not in rows.column_names:
                rows = rows.append_column(name, there.column(name))
        whole = [*rows.column_names[:4], *kept.columns]
        return as_written("trajectories", rows.select(whole), records[0]), kept

    def _displace(
        self,
        stack: contextlib.ExitStack,
        table: str,
        records: Sequence[PointRecord],
        first: int,
    ) -> dict[Path, Path]:
        """Remove files that hold points of what comes; return drafts of what else they hold.

        First the old goes, then the new comes: no row is ever seen twice.
        """
        going = {record.key for record in records}
        held = {
            file: None
            for record in records
            for file in self.files(table, record.key)
            if file.first == first
        }
        drafts: dict[Path, Path] = {}
        for file in held:
            members = self.members(table, file.block)
            others = [one for one in members if one.key not in going]
            if not others:
                continue
            try:
                whole, count = self.read_file(file)
            except MissingResult:
                continue
            except MalformedFile as fault:
                self.damage.set_aside(self.file_path(file), fault)
                continue
            rows = as_written(table, self._rows_of(whole, members, others), others[0])
            kept = self.kept_of(file) if table == "trajectories" else ALL
            drafts |= self._drafted(stack, table, rows, others, first, count, kept)
        for file in held:
            path = self.file_path(file)
            path.unlink(missing_ok=True)
            with contextlib.suppress(OSError):  # other chunks lie there
                path.parent.rmdir()
        return drafts

    def _rows_of(
        self, found: pa.Table, records: Sequence[PointRecord], wanted: Sequence[PointRecord]
    ) -> pa.Table:
        """Return the rows of some points of a table."""
        points = np.array([record.point for record in wanted])
        return found.filter(pa.array(np.isin(found.column("point").to_numpy(), points)))
