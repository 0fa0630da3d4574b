"""A study on disk: what is there is found, what is missing runs, each block is kept at once."""

import contextlib
import threading
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from sim.engine.batch import CHUNK
from sim.errors import InterruptedStudy, SimError, SimWarning, UnwritableFolder
from sim.runner.block import Block, Piece, blocks
from sim.runner.disk_point import DiskPoint, Lack
from sim.runner.failure import Failure, settled
from sim.runner.progress import Clock, Report
from sim.runner.request import Request
from sim.runner.summaries import MOST_SUMMED, write_summaries
from sim.store import Results
from sim.store.chunks import histograms_to_table, outcomes_to_table, records_to_table
from sim.store.folder import StudyFolder
from sim.store.histograms import Histograms
from sim.store.points import PointRecord

__all__ = ["run_on_disk", "run_part_on_disk"]


class DiskStudy:
    """A request on its way into a folder.

    Parameters
    ----------
    records : its points, as the study numbers them
    """

    def __init__(
        self, folder: StudyFolder, request: Request, records: Sequence[PointRecord]
    ) -> None:
        self.folder, self.request = folder, request
        self.points: list[DiskPoint] = []
        self.failed: dict[int, Failure] = {}
        self._lock = threading.Lock()
        #: Of points of one chunk what was just written: it need not be read to be summed up.
        self._held: dict[str, Histograms] = {}
        self._few = request.replicates <= CHUNK and len(records) <= MOST_SUMMED
        for place, record in enumerate(records):
            point = DiskPoint(folder, record, request)
            # Alone: another writer may be replacing a chunk that is looked at.
            with folder.lock():
                point.look()
            if request.part is not None:
                point.keep_to(request.part, place, len(records))
            self.points.append(point)

    def tasks(self) -> Iterator[Block]:
        """Yield blocks that lack something: chunk by chunk, points that lie together."""
        order: dict[tuple[Lack, int], dict[int, Lack]] = {}
        for place, point in enumerate(self.points):
            for lack in point.lacks:
                like = Lack(lack.first, lack.count, lack.kept, 0, lack.tail)
                order.setdefault((like, point.record.seed), {})[place] = lack
        for (like, _), own in sorted(order.items(), key=_turn):
            for places in blocks(sorted(own), like.count, bool(like.kept)):
                wanted = [place for place in places if place not in self.failed]
                if any(own[place].rows < like.count for place in wanted):
                    yield self._block(like, {place: own[place] for place in wanted})

    def _block(self, like: Lack, own: Mapping[int, Lack]) -> Block:
        before = tuple(self.points[place].rows_so_far(lack) for place, lack in own.items())
        more = {"kept": like.kept, "before": before, "tail": like.tail}
        return self.request.block(list(own), like.first, like.count, **more)

    def keep(self, block: Block, found: list[Piece | Exception | None]) -> list[Block]:
        """Write what came of a block; return what is still to be run of it."""
        by_count: dict[int, dict[int, Piece]] = {}
        there: dict[int, Piece | None] = {}
        for place, piece in zip(block.places, found, strict=True):
            if isinstance(piece, Exception):
                self._fail(place, block, piece)
                continue
            there[place] = piece
            if piece is not None and piece.count:
                by_count.setdefault(piece.count, {})[place] = piece
        for pieces in by_count.values():
            try:
                if block.tail:
                    self._keep_tail(block, pieces)
                else:
                    self._write(block, pieces)
            except UnwritableFolder:
                raise
            except Exception as fault:
                if len(pieces) == 1:
                    self._fail(next(iter(pieces)), block, fault)
                    continue
                self._keep_each(block, pieces)
        there = {place: piece for place, piece in there.items() if place not in self.failed}
        whole = all(piece is not None and piece.count == block.count for piece in there.values())
        if whole or self.request.stop.is_set():
            return []
        # With those that are whole: at its end all lie in one file, however long it took.
        return [block.of(tuple(there), tuple(there.values()))]

    def _keep_each(self, block: Block, pieces: Mapping[int, Piece]) -> None:
        """Write points one by one, where one of them cannot be: the others are as good as ever."""
        for place, piece in pieces.items():
            try:
                self._write(block, {place: piece})
            except UnwritableFolder:
                raise
            except Exception as fault:
                self._fail(place, block, fault)

    def _fail(self, place: int, block: Block, fault: Exception) -> None:
        with self._lock:
            self.failed.setdefault(place, Failure(block.first, fault))

    def _keep_tail(self, block: Block, pieces: Mapping[int, Piece]) -> None:
        for place, piece in pieces.items():
            if piece.count == block.count:
                self.points[place].tail = piece.histograms

    def _write(self, block: Block, pieces: Mapping[int, Piece]) -> None:
        records = [self.points[place].record for place in pieces]
        own = list(pieces.values())
        count = own[0].count
        tables = {
            "histograms": histograms_to_table(records, [one.histograms for one in own]),
            "outcomes": outcomes_to_table(records, block.first, [one.outcomes for one in own]),
        }
        if block.kept:
            months = [one.records for one in own if one.records is not None]
            tables["trajectories"] = records_to_table(records, block.first, months, block.kept)
        self.folder.write_chunk(records, block.first, count, tables, block.kept)
        with self._lock:
            for place, piece in pieces.items():
                point = self.points[place]
                point.added += 1
                if self._few and not piece.first:
                    self._held[point.record.key] = piece.histograms

    def sum_up(self) -> None:
        """Write summaries of the points that did not fail; of a part the whole has them."""
        if self.request.part is None:
            points = [p.record for place, p in enumerate(self.points) if place not in self.failed]
            write_summaries(self.folder, points, self._held)


def _turn(one: tuple[tuple[Lack, int], Mapping[int, Lack]]) -> tuple[Any, ...]:
    """Return when a chunk's turn is: chunk by chunk, since points share what comes before it."""
    (lack, _), places = one
    return lack.tail, lack.first, -lack.count, lack.kept.places, min(places)


def run_on_disk(request: Request, folder: StudyFolder, progress: Report | None) -> Results:
    """Run what a study's folder lacks; return the results from there."""
    study = _run(request, folder, progress)
    data = [point.data() for place, point in enumerate(study.points) if place not in study.failed]
    records = [point.record for point in study.points]
    return settled(data, None, folder.path, study.failed, records)


def run_part_on_disk(request: Request, folder: StudyFolder, progress: Report | None) -> int:
    """Run what a folder lacks of a part of a study; return how many of its replicates are there.

    Raises
    ------
    FailedPoints
        If any did.
    """
    study = _run(request, folder, progress)
    if study.failed:
        settled([], None, folder.path, study.failed, [point.record for point in study.points])
    return sum(
        min(lack.count, request.replicates - lack.first)
        for point in study.points
        for lack in point.lacks
    )


def _run(request: Request, folder: StudyFolder, progress: Report | None) -> DiskStudy:
    """Run what a study's folder lacks, and bring up to date what derives from it."""
    study: DiskStudy | None = None
    with folder.writing():
        try:
            records = folder.register(request.records, request.worlds)
            study = DiskStudy(folder, request, records)
            folder.damage.say()
            points = study.points
            total = len(points) * request.replicates + sum(point.more for point in points)
            if request.part is not None:
                total = sum(lack.count for point in points for lack in point.lacks)
            clock = Clock(total, sum(point.found for point in points), progress)
            request.run(study.tasks(), study.keep, clock)
            _close(study)
        except BaseException as fault:
            if study is not None:
                _leave(study)
            if isinstance(fault, KeyboardInterrupt):
                raise _interrupted(folder, request) from None
            raise
        folder.damage.say()
    return study


def _interrupted(folder: StudyFolder, request: Request) -> InterruptedStudy:
    """Return an interrupt that says what is kept."""
    kept = sum(min(folder.replicates(r.key), request.replicates) for r in request.records)
    total = len(request.records) * request.replicates
    return InterruptedStudy(
        f"stopped; {kept:,} of {total:,} replicates are kept: run the same again to go on",
        place=str(folder.path),
    )


def _close(study: DiskStudy) -> None:
    """Bring what derives from the chunks up to date: quantiles, manifest, provenance."""
    study.sum_up()
    added = any(point.added for point in study.points)
    why = {point.record.key: "" for point in study.points} | _why(study)
    study.folder.close(study.request.describe(), why, added=added)


def _leave(study: DiskStudy) -> None:
    """Bring up to date what can be, after a fault that says more than any that comes here.

    A point that cannot be summed up waits for the next request.
    """
    added = any(point.added for point in study.points)
    with contextlib.suppress(SimError, SimWarning):
        if added or study.failed:
            with contextlib.suppress(SimError):
                study.sum_up()
            study.folder.close(study.request.describe(), _why(study), added=added)
        study.folder.damage.say()


def _why(study: DiskStudy) -> dict[str, str]:
    """Return why points failed, by key."""
    return {study.points[place].record.key: one.line() for place, one in study.failed.items()}
