"""A study in memory: rows are put into their places as blocks arrive, in any order."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

import numpy as np

from sim.errors import InterruptedStudy, SimError
from sim.runner.block import Block, Piece, blocks
from sim.runner.failure import Failure, settled
from sim.runner.progress import Clock, Report
from sim.runner.request import Request, by_seed, grid
from sim.spec.kept import Kept
from sim.store import Results
from sim.store.check import check_arrays, check_histograms
from sim.store.histograms import Histograms, add_up
from sim.store.holding import InMemory
from sim.store.points import PointRecord
from sim.store.provenance import provenance

__all__ = ["run_in_memory", "run_pieces"]

#: What takes in the rows of a point, by its place in the request.
Keep = Callable[[int, Piece], None]


@dataclass
class MemoryPoint:
    """Rows of one point as they arrive, in any order."""

    record: PointRecord
    rows: np.ndarray
    records: np.ndarray | None
    kept: Kept
    histograms: dict[int, Histograms] = field(default_factory=dict)

    @classmethod
    def empty(cls, record: PointRecord, replicates: int, kept: Kept) -> "MemoryPoint":
        """Return room for a point's rows."""
        shape = (replicates, record.months, len(kept.columns))
        try:
            rows = np.empty((replicates, len(record.specs)))
            return cls(record, rows, np.empty(shape) if kept else None, kept)
        except MemoryError as fault:
            size = np.prod(shape, dtype=float) * 8 / 2**30
            raise SimError(
                f"{replicates:,} replicates that keep {kept} of every month do not fit in memory "
                f"(trajectories take {size:,.0f} GiB): ask for fewer, or give a folder "
                "for results"
            ) from fault

    def keep(self, piece: Piece) -> None:
        """Take rows in."""
        check_arrays(self.record, piece.first, piece.outcomes, piece.records, self.kept)
        check_histograms(piece.histograms)
        rows = slice(piece.first, piece.first + piece.count)
        self.rows[rows] = piece.outcomes
        if self.records is not None:
            self.records[rows] = piece.records
        self.histograms[piece.first] = piece.histograms

    def whole(self) -> Histograms:
        """Return the histograms of all rows; sums are added in the order of replicates."""
        return add_up(self.histograms[first] for first in sorted(self.histograms))


def run_pieces(
    request: Request, tasks: Iterable[Block], keep: Keep, clock: Clock
) -> dict[int, Failure]:
    """Run blocks whose rows lie in memory alone; return the failures, by the place of the point.

    Parameters
    ----------
    keep : takes each point's rows of a block, once they are whole
    """
    failed: dict[int, Failure] = {}

    def take(block: Block, found: list[Piece | Exception | None]) -> list[Block]:
        again: dict[int, Piece | None] = {}
        for place, piece in zip(block.places, found, strict=True):
            try:
                if isinstance(piece, Exception):
                    raise piece
                if piece is not None and piece.count == block.count:
                    keep(place, piece)
                elif place not in failed:
                    again[place] = piece
            except Exception as fault:
                failed.setdefault(place, Failure(block.first, fault))
        stopped = request.stop.is_set() or not again
        return [] if stopped else [block.of(tuple(again), tuple(again.values()))]

    def waiting() -> Iterable[Block]:
        for block in tasks:
            places = [place for place in block.places if place not in failed]
            if places:
                yield block.of(places, (None,) * len(places))

    try:
        request.run(waiting(), take, clock)
    except KeyboardInterrupt:
        raise InterruptedStudy("stopped; nothing is kept of a study without a folder") from None
    return failed


def run_in_memory(request: Request, progress: Report | None) -> Results:
    """Run a request and keep its rows in memory."""
    points = [
        MemoryPoint.empty(record, request.replicates, request.kept) for record in request.records
    ]
    tasks = (
        request.block(places, first, count, kept=request.kept)
        for first, count in grid(request.replicates)
        for own in by_seed(request.records)
        for places in blocks(own, count, bool(request.kept))
    )
    clock = Clock(len(points) * request.replicates, 0, progress)
    failed = run_pieces(request, tasks, lambda place, piece: points[place].keep(piece), clock)
    data = [
        InMemory(record, world, one.rows, one.whole(), one.records, one.kept)
        for record, world, one in zip(request.records, request.worlds, points, strict=True)
        if record.point not in failed
    ]
    told = provenance(
        request.records,
        lambda record: request.worlds[record.point].as_dict(),
        [request.describe()],
    )
    return settled(data, told, None, failed, request.records)
