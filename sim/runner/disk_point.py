"""One point of a study on disk: what of it is there, and what it lacks of what is asked."""

import contextlib
from dataclasses import dataclass, field

import numpy as np

from sim.engine.batch import CHUNK
from sim.errors import MalformedFile, MissingResult
from sim.runner import summaries
from sim.runner.block import Piece
from sim.runner.part import Part
from sim.runner.request import Request, grid
from sim.spec.kept import ALL, NOTHING, Kept
from sim.store.chunks import histograms_of_table, outcomes_of_table, records_of_table
from sim.store.folder import StudyFolder
from sim.store.histograms import Histograms
from sim.store.holding import OnDisk
from sim.store.layout import SUMMARIES, TABLES, File
from sim.store.points import PointRecord

__all__ = ["DiskPoint", "Lack"]


@dataclass
class DiskPoint:
    """One point of a study, and what it lacks of what is asked.

    `found` counts the replicates asked that are there, `more` those that run beyond what is asked.
    `tail` has the histograms of the last chunk's rows where fewer are asked than the chunk has,
    since its own count them all.
    """

    folder: StudyFolder
    record: PointRecord
    request: Request
    found: int = 0
    more: int = 0
    tail: Histograms | None = None
    lacks: list["Lack"] = field(default_factory=list)
    added: int = 0

    def look(self) -> None:
        """Find what is there, set aside what is damaged, and see what has to run."""
        for table in TABLES:
            for path in self.folder.strays(table, self.record.key, CHUNK):
                self.folder.damage.set_aside(path, MalformedFile("is no chunk of this study"))
        there = {table: self.folder.chunks(table, self.record.key) for table in TABLES}
        wanted = TABLES if self.request.kept else ("histograms", "outcomes")
        for first, count in grid(self._rows_to_look_at()):
            held = {table: there[table].get(first) for table in TABLES}
            counts = {table: file.count if file else 0 for table, file in held.items()}
            size = max(count, *counts.values())
            kept_there = self._kept_there(held["trajectories"])
            covered = kept_there.covers(self.request.kept)
            complete = covered and all(counts[table] == size for table in wanted)
            # What a chunk had of its months it keeps when it grows, or when more of them is asked.
            kept = self.request.kept
            if kept or not complete:
                kept |= kept_there
            needed = TABLES if kept else wanted
            whole = [self._is_whole(file) for table in needed if (file := held[table])]
            complete = complete and all(whole)
            rows = size
            if not complete:
                same = {counts[table] for table in needed}
                rows = same.pop() if all(whole) and len(same) == 1 and covered else 0
            self.lacks.append(Lack(first, size, kept, rows))
            asked = min(size, self.request.replicates - first)
            if asked <= 0:
                self.more += size - rows
                continue
            if size > asked:
                self.lacks.append(Lack(first, asked, NOTHING, 0, tail=True))
                self.more += size - rows  # its rows of the request run again, whatever is there
            else:
                self.found += rows

    def keep_to(self, part: Part, place: int, points: int) -> None:
        """Lack only what belongs to a part of the study.

        By what is asked, not by what is there: the other jobs know nothing of this folder.
        """
        asked, records = dict(grid(self.request.replicates)), bool(self.request.kept)
        self.lacks = [
            lack
            for lack in self.lacks
            if not lack.tail  # nothing is summed up
            and part.holds(place, lack.first, asked[lack.first], records, points)
        ]
        self.found, self.more = sum(lack.rows for lack in self.lacks), 0

    def _rows_to_look_at(self) -> int:
        """Return how many replicates matter: those asked, or all where these have to be summed."""
        asked, there = self.request.replicates, self.folder.replicates(self.record.key)
        if self.request.part is not None or len(self.request.records) > summaries.MOST_SUMMED:
            return asked  # nothing is summed up
        data = OnDisk(self.record, self.folder, there)
        more = there > asked and not all(map(data.is_summed, SUMMARIES))
        return there if more else asked

    def _kept_there(self, file: File | None) -> Kept:
        """Return what a chunk keeps of its months; a file that cannot say it is set aside.

        What that one kept is taken to be what the others do.
        """
        if file is None:
            return NOTHING
        try:
            return self.folder.kept_of(file)
        except MissingResult:
            return NOTHING
        except MalformedFile as fault:
            self.folder.damage.set_aside(self.folder.file_path(file), fault)
            self.folder.look(file.table)
        for other in self.folder.chunks(file.table, self.record.key).values():
            with contextlib.suppress(MalformedFile, MissingResult):
                return self.folder.kept_of(other)
        return ALL

    def _is_whole(self, file: File) -> bool:
        """Return whether a chunk's file is whole; set it aside if it is not."""
        try:
            self.folder.read_point(file, self.record)
        except MissingResult:
            return False  # set aside for another of its points
        except MalformedFile as fault:
            self.folder.damage.set_aside(self.folder.file_path(file), fault)
            self.folder.look(file.table)
            return False
        return True

    def rows_so_far(self, lack: "Lack") -> Piece | None:
        """Return the first rows of a chunk as they lie in the folder; None for no row.

        Nor for rows that another writer has replaced by more since they were looked at.
        """
        if not lack.rows:
            return None
        found = {}
        for table in TABLES if lack.kept else ("histograms", "outcomes"):
            file = self.folder.chunks(table, self.record.key).get(lack.first)
            if file is None or file.count != lack.rows:
                return None
            with contextlib.suppress(MissingResult):
                found[table] = self.folder.read_point(file, self.record)[0]
        if len(found) < (3 if lack.kept else 2):
            return None
        months = None
        if lack.kept:
            if set(lack.kept.columns) - set(found["trajectories"].column_names):
                return None
            months = np.empty((lack.rows, self.record.months, len(lack.kept.columns)))
            records_of_table(found["trajectories"], self.record.months, months, lack.kept)
        outcomes = outcomes_of_table(found["outcomes"], self.record)
        held = histograms_of_table(found["histograms"], self.record.months)
        return Piece(lack.first, lack.rows, outcomes, held, months)

    def data(self) -> OnDisk:
        """Return exactly what was asked of the point."""
        shown = self.request.kept or None
        return OnDisk(self.record, self.folder, self.request.replicates, self.tail, shown)


@dataclass(frozen=True)
class Lack:
    """What a point lacks: a chunk of `count` replicates, of which `rows` are there.

    With as many rows as replicates it lacks nothing; it may lie in a block with others that do.
    """

    first: int
    count: int
    kept: Kept
    rows: int
    tail: bool = False
