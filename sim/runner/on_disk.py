"""A study on disk: what is there is found, what is missing runs, each chunk is kept at once."""

import contextlib
import functools
import threading
from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np

from sim.engine.batch import CHUNK, Chunk
from sim.errors import InterruptedStudy, MalformedFile, MissingResult, SimError, SimWarning
from sim.runner.failure import Failure, settled
from sim.runner.progress import Clock, Report
from sim.runner.request import Request, grid
from sim.runner.work import Task, work_off
from sim.spec.recorded import RECORDED
from sim.store import Results
from sim.store.chunks import (
    fan_of_table,
    fan_to_table,
    outcomes_of_table,
    outcomes_to_table,
    records_of_table,
    records_to_table,
)
from sim.store.fans import Fan
from sim.store.folder import StudyFolder
from sim.store.holding import OnDisk
from sim.store.layout import TABLES
from sim.store.points import PointRecord

__all__ = ["run_on_disk"]


@dataclass
class _Filling:
    """One point of a study, and what it lacks of what is asked.

    `found` counts the replicates asked that are there, `more` those that run beyond what is asked.
    `tail` is the fan of the last chunk's rows where fewer are asked than the chunk has, since its
    own fan counts them all.
    """

    folder: StudyFolder
    record: PointRecord
    place: int
    request: Request
    found: int = 0
    more: int = 0
    tail: Fan | None = None
    tasks: list[Task] = field(default_factory=list)
    added: int = 0
    is_summed: bool = False
    lock: threading.Lock = field(default_factory=threading.Lock)

    def __post_init__(self) -> None:
        # Alone: another writer may be replacing a chunk that is looked at.
        with self.folder.alone():
            self._look()

    def _look(self) -> None:
        """Find what is there, set aside what is damaged, and see what has to run."""
        for table in TABLES:
            for path in self.folder.strays(table, self.record.key, CHUNK):
                self.folder.damage.set_aside(path, MalformedFile("is no chunk of this study"))
        there = {table: self.folder.chunks(table, self.record.key) for table in TABLES}
        wanted = TABLES if self.request.trajectories else ("fans", "outcomes")
        for first, count in grid(self._rows_to_look_at()):
            held = {table: there[table].get(first, 0) for table in TABLES}
            size = max(count, *held.values())
            complete = all(held[table] == size for table in wanted)
            # A chunk that had trajectories keeps them when it grows.
            records = self.request.trajectories or (not complete and held["trajectories"] > 0)
            needed = TABLES if records else wanted
            whole = [self._is_whole(table, first, held[table]) for table in needed if held[table]]
            complete = complete and all(whole)
            rows = size
            if not complete:
                same = {held[table] for table in needed}
                rows = same.pop() if all(whole) and len(same) == 1 else 0
                before = functools.partial(self.rows_so_far, first, rows, records)
                task = Task(self.place, first, size, records, self.keep, before, self.keep_part)
                self.tasks.append(task)
            asked = min(size, self.request.replicates - first)
            if asked <= 0:
                self.more += size - rows
                continue
            if size > asked:
                self.tasks.append(Task(self.place, first, asked, False, self.keep_tail))
                self.more += size - rows  # its rows of the request run again, whatever is there
            else:
                self.found += rows
        self._left = len(self.tasks)

    def _rows_to_look_at(self) -> int:
        """Return how many replicates matter: those asked, or all where these have to be summed."""
        asked, there = self.request.replicates, self.folder.replicates(self.record.key)
        more = there > asked and not OnDisk(self.record, self.folder, there).is_summed()
        return there if more else asked

    def _is_whole(self, table: str, first: int, count: int) -> bool:
        """Return whether a chunk's file is whole; set it aside if it is not."""
        try:
            self.folder.read_chunk(table, self.record, first, count)
        except MalformedFile as fault:
            path = self.folder.chunk_path(table, self.record.key, first, count)
            self.folder.damage.set_aside(path, fault)
            return False
        return True

    def rows_so_far(self, first: int, count: int, records: bool) -> Chunk | None:
        """Return the first rows of a chunk as they lie in the folder; None for no row.

        Nor for rows that another writer has replaced by more since they were looked at.
        """
        if not count:
            return None
        with contextlib.suppress(MissingResult):
            return self._read_rows(first, count, records)
        return None

    def _read_rows(self, first: int, count: int, records: bool) -> Chunk:
        read = functools.partial(self.folder.read_chunk, record=self.record, first=first)
        fan = fan_of_table(read("fans", count=count), self.record.months)
        outcomes = outcomes_of_table(read("outcomes", count=count))
        kept = None
        if records:
            kept = np.empty((count, self.record.months, len(RECORDED)))
            records_of_table(read("trajectories", count=count), self.record.months, kept)
        return Chunk(first, count, outcomes, fan.counts, fan.sums, kept)

    def keep_part(self, chunk: Chunk) -> None:
        """Write the first rows of a chunk."""
        tables = {
            "fans": fan_to_table(self.record, Fan(chunk.count, chunk.counts, chunk.sums)),
            "outcomes": outcomes_to_table(self.record, chunk.first, chunk.outcomes),
        }
        if chunk.records is not None:
            tables["trajectories"] = records_to_table(self.record, chunk.first, chunk.records)
        self.folder.write_chunk(self.record, chunk.first, chunk.count, tables)
        with self.lock:
            self.added += 1

    def keep(self, chunk: Chunk) -> None:
        """Write a chunk; after the point's last, its quantiles."""
        self.keep_part(chunk)
        with self.lock:
            self._left -= 1
            last = self._left == 0
        if last:
            self.write_summaries()

    def write_summaries(self) -> None:
        """Write the quantiles of the rows that are there, unless they were written since."""
        if not self.is_summed:
            self.holding().write_summaries()
            self.is_summed = self._left == 0

    def keep_tail(self, chunk: Chunk) -> None:
        """Remember the fan of a part of a chunk that is there."""
        self.tail = Fan(chunk.count, chunk.counts, chunk.sums)
        with self.lock:
            self._left -= 1

    def holding(self) -> OnDisk:
        """Return exactly what was asked of the point."""
        return OnDisk(self.record, self.folder, self.request.replicates, self.tail)


def run_on_disk(request: Request, folder: StudyFolder, progress: Report | None) -> Results:
    """Run what a study's folder lacks; return the results from there."""
    points: list[_Filling] = []
    failed: dict[int, Failure] = {}
    with folder.writing():
        try:
            records = folder.claim(request.records, request.worlds)
            points += (_Filling(folder, one, place, request) for place, one in enumerate(records))
            folder.damage.say()
            total = len(points) * request.replicates + sum(point.more for point in points)
            clock = Clock(total, sum(point.found for point in points), progress)
            work_off(request, (task for point in points for task in point.tasks), clock, failed)
            _close(folder, points, request, failed)
        except BaseException as fault:
            _leave(folder, points, request, failed)
            if isinstance(fault, KeyboardInterrupt):
                raise _interrupted(folder, request) from None
            raise
        folder.damage.say()
    found = [point.holding() for point in points if point.place not in failed]
    return settled(found, None, folder.path, failed, records)


def _interrupted(folder: StudyFolder, request: Request) -> InterruptedStudy:
    """Return an interrupt that says what is kept."""
    kept = sum(min(folder.replicates(r.key), request.replicates) for r in request.records)
    total = len(request.records) * request.replicates
    return InterruptedStudy(
        f"stopped; {kept:,} of {total:,} replicates are kept: run the same again to go on",
        place=str(folder.path),
    )


def _close(
    folder: StudyFolder,
    points: list[_Filling],
    request: Request,
    failed: Mapping[int, Failure],
) -> None:
    """Bring what derives from the chunks up to date: quantiles, manifest, provenance."""
    for point in points:
        if point.place not in failed:
            point.write_summaries()
    why = {point.record.key: "" for point in points} | _why(points, failed)
    folder.close(request.told(), why, added=any(point.added for point in points))


def _leave(
    folder: StudyFolder, points: list[_Filling], request: Request, failed: Mapping[int, Failure]
) -> None:
    """Bring up to date what can be, after a fault that says more than any that comes here.

    A point that cannot be summed up waits for the next request.
    """
    begun = [point for point in points if point.added or point.place in failed]
    with contextlib.suppress(SimError, SimWarning):
        for point in begun:
            with contextlib.suppress(SimError):
                if point.place not in failed:
                    point.write_summaries()
        if begun:
            added = any(point.added for point in begun)
            folder.close(request.told(), _why(begun, failed), added=added)
        folder.damage.say()


def _why(points: list[_Filling], failed: Mapping[int, Failure]) -> dict[str, str]:
    """Return why points failed, by key."""
    fallen = [point for point in points if point.place in failed]
    return {point.record.key: failed[point.place].line() for point in fallen}
