"""A study in memory: rows are put into their places as chunks arrive, in any order."""

import functools
import threading
from collections.abc import Iterable
from dataclasses import dataclass, field

import numpy as np

from sim.engine.batch import Chunk
from sim.errors import InterruptedStudy, SimError
from sim.runner.failure import Failure, settled
from sim.runner.progress import Clock, Report
from sim.runner.request import Request, grid
from sim.runner.work import Task, work_off
from sim.spec.outcomes import OUTCOME_FIELDS
from sim.spec.recorded import BINS, FANNED, RECORDED
from sim.store import Results
from sim.store.check import check_arrays, check_fan
from sim.store.fans import Fan
from sim.store.holding import InMemory
from sim.store.points import PointRecord
from sim.store.provenance import provenance

__all__ = ["run_in_memory", "work_off_in_memory"]


@dataclass
class Gathering:
    """Rows of one point as they arrive, in any order."""

    record: PointRecord
    rows: np.ndarray
    counts: np.ndarray
    records: np.ndarray | None
    sums: dict[int, np.ndarray] = field(default_factory=dict)
    lock: threading.Lock = field(default_factory=threading.Lock)

    @classmethod
    def empty(cls, record: PointRecord, replicates: int, trajectories: bool) -> "Gathering":
        """Return room for a point's rows."""
        shape = (replicates, record.months, len(RECORDED))
        try:
            return cls(
                record,
                np.empty((replicates, len(OUTCOME_FIELDS))),
                np.zeros((record.months, len(FANNED), BINS), dtype=np.min_scalar_type(replicates)),
                np.empty(shape) if trajectories else None,
            )
        except MemoryError as fault:
            size = np.prod(shape, dtype=float) * 8 / 2**30
            raise SimError(
                f"{replicates:,} replicates with trajectories={trajectories} do not fit in memory "
                f"(trajectories take {size:,.0f} GiB): ask for fewer, or give a folder for results"
            ) from fault

    def keep(self, chunk: Chunk) -> None:
        """Take a chunk in."""
        check_arrays(self.record, chunk.first, chunk.outcomes, chunk.records)
        check_fan(Fan(chunk.count, chunk.counts, chunk.sums))
        place = slice(chunk.first, chunk.first + chunk.count)
        self.rows[place] = chunk.outcomes
        if self.records is not None:
            self.records[place] = chunk.records
        with self.lock:
            self.counts += chunk.counts
            self.sums[chunk.first] = chunk.sums

    def fan(self) -> Fan:
        """Return the fan of all rows; sums are added in the order of replicates."""
        total = functools.reduce(np.add, (self.sums[k] for k in sorted(self.sums)))
        return Fan(len(self.rows), self.counts, total)


def work_off_in_memory(request: Request, tasks: Iterable[Task], clock: Clock) -> dict[int, Failure]:
    """Run tasks whose rows lie in memory alone; return the failures, by the place of the point."""
    failed: dict[int, Failure] = {}
    try:
        work_off(request, tasks, clock, failed)
    except KeyboardInterrupt:
        raise InterruptedStudy("stopped; nothing is kept of a study without a folder") from None
    return failed


def run_in_memory(request: Request, progress: Report | None) -> Results:
    """Run a request and keep its rows in memory."""
    gathered = [
        Gathering.empty(record, request.replicates, request.trajectories)
        for record in request.records
    ]
    tasks = (
        Task(number, first, count, request.trajectories, one.keep)
        for number, one in enumerate(gathered)
        for first, count in grid(request.replicates)
    )
    clock = Clock(len(gathered) * request.replicates, 0, progress)
    failed = work_off_in_memory(request, tasks, clock)
    holdings = [
        InMemory(record, world, one.rows, one.fan(), one.records)
        for record, world, one in zip(request.records, request.worlds, gathered, strict=True)
        if record.point not in failed
    ]
    told = provenance(
        request.records,
        lambda record: request.worlds[record.point].as_dict(),
        [request.told()],
    )
    return settled(holdings, told, None, failed, request.records)
