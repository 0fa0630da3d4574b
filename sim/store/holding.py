"""The rows of one point, held in memory or in a study's folder; both read alike."""

import dataclasses
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Protocol

import numpy as np
import pyarrow as pa

from sim.errors import MalformedFile, MissingResult
from sim.spec.recorded import RECORDED
from sim.spec.world import World
from sim.store import chunks
from sim.store.fans import Fan, add_up, quantile_columns, share_columns
from sim.store.folder import StudyFolder
from sim.store.points import PointRecord
from sim.store.resolved import world_of_data
from sim.store.sealed import read_json

__all__ = ["Holding", "InMemory", "OnDisk"]


class Holding(Protocol):
    """Rows of one point: replicates 0 to `replicates` - 1."""

    @property
    def record(self) -> PointRecord: ...

    @property
    def replicates(self) -> int: ...

    def world(self) -> World:
        """Return the resolved world."""

    def outcomes(self) -> pa.Table:
        """Return scenario, point, replicate, then the outcomes."""

    def summary(self, table: str) -> pa.Table:
        """Return 'quantiles' or 'shares' by scenario, point, variable and month."""

    def has_records(self) -> bool:
        """Return whether the trajectories are there."""

    def records(self) -> np.ndarray:
        """Return the trajectories (replicate, month, recorded variable) float64."""


_SUMMARIES = {"quantiles": quantile_columns, "shares": share_columns}


def _summary(table: str, record: PointRecord, fan: Fan) -> pa.Table:
    """Return 'quantiles' or 'shares' of a fan."""
    return chunks.summary_to_table(record, _SUMMARIES[table](fan, record.first_month))


@dataclass(frozen=True)
class InMemory:
    """Rows as arrays, as the engine gave them."""

    record: PointRecord
    resolved: World
    rows: np.ndarray  # (replicate, outcome)
    fan: Fan
    kept: np.ndarray | None  # (replicate, month, recorded variable)

    @property
    def replicates(self) -> int:
        return len(self.rows)

    def world(self) -> World:
        return self.resolved

    def outcomes(self) -> pa.Table:
        return chunks.outcomes_to_table(self.record, 0, self.rows)

    def summary(self, table: str) -> pa.Table:
        return _summary(table, self.record, self.fan)

    def has_records(self) -> bool:
        return self.kept is not None

    def records(self) -> np.ndarray:
        if self.kept is None:
            raise MissingResult(_NO_RECORDS)
        return self.kept


_NO_RECORDS = (
    "trajectories were not kept: run with trajectories=True (output.trajectories=true on the "
    "command line), or replay one with sim.simulate"
)


@dataclass(frozen=True)
class OnDisk:
    """Rows in a study's folder, read when asked for.

    `tail` is the fan of the last chunk's rows where fewer are wanted than the chunk has.
    """

    record: PointRecord
    folder: StudyFolder
    replicates: int
    tail: Fan | None = None

    def world(self) -> World:
        path = self.folder.world_path(self.record.digest)
        found = world_of_data(read_json(path), digest=self.record.digest, place=str(path))
        return dataclasses.replace(found, model=self.record.kernel)

    def _pieces(self, table: str) -> Iterator[tuple[int, int, pa.Table]]:
        """Yield (first, rows wanted, chunk) of a table, in order."""
        done = 0
        for first, count in self.folder.chunks(table, self.record.key).items():
            wanted = min(count, self.replicates - first)
            if wanted <= 0:
                return
            if first != done:
                break
            yield first, wanted, self.folder.read_chunk(table, self.record, first, count)
            done = first + wanted
        if done < self.replicates:
            raise MissingResult(
                f"replicates from {done} on are missing: run the same study again, which makes "
                "them anew",
                place=str(self.folder.path / table / self.record.key),
            )

    def outcomes(self) -> pa.Table:
        return pa.concat_tables(
            table.slice(0, wanted) for _, wanted, table in self._pieces("outcomes")
        )

    def fan(self) -> Fan:
        """Return the fan of all rows, added up in the order of replicates."""

        def each() -> Iterator[Fan]:
            own = self.replicates - (self.tail.replicates if self.tail else 0)
            if own:
                for _, wanted, table in OnDisk(self.record, self.folder, own)._pieces("fans"):
                    found = chunks.fan_of_table(table, self.record.months)
                    if found.replicates != wanted:
                        raise MissingResult(
                            "has grown since these results were made: open the study again",
                            place=str(self.folder.path),
                        )
                    yield found
            if self.tail:
                yield self.tail

        return add_up(each())

    def summary(self, table: str) -> pa.Table:
        written = self.folder.read_summary(table, self.record, self.replicates)
        return _summary(table, self.record, self.fan()) if written is None else written

    def write_summaries(self) -> None:
        """Write the quantiles and shares of all rows that are in the folder, asked or not."""
        # Alone: a writer who is asked more may replace the last chunk.
        with self.folder.alone():
            OnDisk(self.record, self.folder, self.folder.replicates(self.record.key))._write()

    def _write(self) -> None:
        missing = [table for table in _SUMMARIES if self.replicates and not self._is_written(table)]
        if missing:
            fan = self.fan()
            found = {table: _summary(table, self.record, fan) for table in missing}
            self.folder.write_summaries(self.record, self.replicates, found)

    def is_summed(self) -> bool:
        """Return whether the summaries of just these rows are there, each whole."""
        return all(self._is_written(table) for table in _SUMMARIES)

    def _is_written(self, table: str) -> bool:
        """Return whether a summary of just these rows is there; one that is damaged goes aside."""
        try:
            return self.folder.read_summary(table, self.record, self.replicates) is not None
        except MalformedFile as fault:
            self.folder.damage.set_aside(self.folder.summary_path(table, self.record.key), fault)
            return False

    def has_records(self) -> bool:
        there = self.folder.chunks("trajectories", self.record.key)
        wanted = [
            first
            for first in self.folder.chunks("outcomes", self.record.key)
            if first < self.replicates
        ]
        return bool(wanted) and all(first in there for first in wanted)

    def records(self) -> np.ndarray:
        if not self.has_records():
            raise MissingResult(_NO_RECORDS, place=str(self.folder.path))
        months = self.record.months
        found = np.empty((self.replicates, months, len(RECORDED)))
        for first, wanted, table in self._pieces("trajectories"):
            chunks.records_of_table(table, months, found[first : first + wanted])
        return found
