"""A study on disk: what is there is found, what is missing runs, each chunk is kept at once."""

import threading
from dataclasses import dataclass, field

from sim.engine.batch import Chunk
from sim.errors import InterruptedStudy
from sim.runner.progress import Clock, Report
from sim.runner.request import Request, grid
from sim.runner.work import Task, work_off
from sim.store import Results
from sim.store.chunks import fan_to_table, outcomes_to_table, records_to_table
from sim.store.fans import Fan
from sim.store.folder import TABLES, StudyFolder
from sim.store.holding import OnDisk
from sim.store.points import PointRecord

__all__ = ["run_on_disk"]


@dataclass
class _Filling:
    """One point of a study, and what it lacks of what is asked.

    `found` counts the replicates that are there; `tail` is the fan of the last chunk's rows where
    fewer are asked than the chunk has, since its own fan counts them all.
    """

    folder: StudyFolder
    record: PointRecord
    place: int
    request: Request
    found: int = 0
    tail: Fan | None = None
    tasks: list[Task] = field(default_factory=list)
    added: int = 0
    lock: threading.Lock = field(default_factory=threading.Lock)

    def __post_init__(self) -> None:
        # Alone: another writer may be replacing a chunk that is looked at.
        with self.folder.alone():
            self._look()

    def _look(self) -> None:
        """Find what is there and what has to run."""
        there = {table: self.folder.chunks(table, self.record.key) for table in TABLES}
        wanted = TABLES if self.request.trajectories else ("fans", "outcomes")
        for first, count in grid(self.request.replicates):
            held = {table: there[table].get(first, 0) for table in TABLES}
            size = max(count, *held.values())
            complete = all(held[table] == size for table in wanted)
            if complete:
                for table in wanted:
                    self.folder.check_chunk(table, self.record, first, size)
            else:
                # A chunk that had trajectories keeps them when it grows.
                records = self.request.trajectories or held["trajectories"] > 0
                self.tasks.append(Task(self.place, first, size, records, self.keep))
            if size > count:
                self.tasks.append(Task(self.place, first, count, False, self.keep_tail))
            elif complete:
                self.found += count
        self._left = len(self.tasks)

    def keep(self, chunk: Chunk) -> None:
        """Write a chunk; after the point's last, its quantiles."""
        tables = {
            "fans": fan_to_table(self.record, Fan(chunk.count, chunk.counts, chunk.sums)),
            "outcomes": outcomes_to_table(self.record, chunk.first, chunk.outcomes),
        }
        if chunk.records is not None:
            tables["trajectories"] = records_to_table(self.record, chunk.first, chunk.records)
        self.folder.write_chunk(self.record, chunk.first, chunk.count, tables)
        with self.lock:
            self.added += 1
            self._left -= 1
            last = self._left == 0
        if last:
            self.holding().write_summaries()

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
    folder.prepare()
    records = folder.claim(request.records, request.worlds)
    points = [_Filling(folder, record, place, request) for place, record in enumerate(records)]
    total = len(points) * request.replicates
    clock = Clock(total, sum(point.found for point in points), progress)
    try:
        work_off(request, (task for point in points for task in point.tasks), clock)
    except BaseException as fault:
        _close(folder, [point for point in points if point.added], request)
        if isinstance(fault, KeyboardInterrupt):
            kept = sum(min(folder.replicates(r.key), request.replicates) for r in records)
            raise InterruptedStudy(
                f"stopped; {kept:,} of {total:,} replicates are kept: run the same again to go on",
                place=str(folder.path),
            ) from None
        raise
    _close(folder, points, request)
    return Results([point.holding() for point in points], None, folder.path)


def _close(folder: StudyFolder, points: list[_Filling], request: Request) -> None:
    """Bring what derives from the chunks up to date: quantiles, manifest, provenance."""
    for point in points:
        point.holding().write_summaries()
    folder.write_manifest()
    added = any(point.added for point in points)
    if added or not (folder.path / "provenance.json").exists():
        folder.write_provenance(request.told())
