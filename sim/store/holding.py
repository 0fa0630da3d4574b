"""The rows of one point, held in memory or in a study's folder; both read alike."""

import contextlib
import dataclasses
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import reduce
from operator import and_
from typing import Any, Protocol, TypeVar

import numpy as np
import pyarrow as pa

from sim.errors import MalformedFile, MissingResult
from sim.spec.kept import ALL, NOTHING, Kept
from sim.spec.world import World
from sim.store import chunks
from sim.store.folder import StudyFolder
from sim.store.histograms import Histograms, add_up, quantile_columns, share_columns
from sim.store.layout import File
from sim.store.points import PointRecord

__all__ = ["InMemory", "OnDisk", "PointData", "not_kept", "summary_of"]


_T = TypeVar("_T")

#: Seconds before rows that went are looked for. Assumed: a file gets its name in less.
_LOOKS_AGAIN = 0.05


#: Replicates whose histograms are added up in a moment. Assumed: three files a point.
_FEW = 3000


class PointData(Protocol):
    """Rows of one point: replicates 0 to `replicates` - 1."""

    @property
    def record(self) -> PointRecord: ...

    @property
    def replicates(self) -> int: ...

    def world(self) -> World:
        """Return the resolved world."""

    def outcomes(self) -> pa.Table:
        """Return scenario, point, replicate, then the outcomes."""

    def values(self, names: Sequence[str], most: int | None = None) -> dict[str, np.ndarray]:
        """Return some outcomes by name, (replicate,) each; `most` of them, from the first on."""

    def summary(self, table: str) -> pa.Table:
        """Return 'quantiles' or 'shares' by scenario, point, variable and month."""

    def summary_at_hand(self, table: str) -> pa.Table | None:
        """Return a summary where that takes no time: it was written, or is of few replicates."""

    def kept(self) -> Kept:
        """Return which variables of every month trajectories show."""

    def records(self, kept: Kept) -> np.ndarray:
        """Return some variables of every month (replicate, month, column of `kept`) float64.

        Raises
        ------
        MissingResult
            If they were not kept, with what was.
        """


_SUMMARIES = {"quantiles": quantile_columns, "shares": share_columns}


def summary_of(table: str, records: Sequence[PointRecord], found: Sequence[Histograms]) -> pa.Table:
    """Return 'quantiles' or 'shares' of the histograms of some points."""
    columns = [
        _SUMMARIES[table](one, record.first_month)
        for record, one in zip(records, found, strict=True)
    ]
    return chunks.summary_to_table(table, records, columns)


@dataclass(frozen=True)
class InMemory:
    """Rows as arrays, as the engine gave them."""

    record: PointRecord
    resolved: World
    rows: np.ndarray  # (replicate, outcome)
    histograms: Histograms
    months: np.ndarray | None  # (replicate, month, column of `shown`)
    shown: Kept = ALL

    @property
    def replicates(self) -> int:
        return len(self.rows)

    def world(self) -> World:
        return self.resolved

    def outcomes(self) -> pa.Table:
        return chunks.outcomes_to_table([self.record], 0, [self.rows])

    def values(self, names: Sequence[str], most: int | None = None) -> dict[str, np.ndarray]:
        known = [spec.name for spec in self.record.specs]
        return {name: self.rows[:most, known.index(name)] for name in names}

    def summary(self, table: str) -> pa.Table:
        return summary_of(table, [self.record], [self.histograms])

    def summary_at_hand(self, table: str) -> pa.Table | None:
        return self.summary(table)

    def kept(self) -> Kept:
        return NOTHING if self.months is None else self.shown

    def records(self, kept: Kept) -> np.ndarray:
        if self.months is None or not self.shown.covers(kept):
            raise MissingResult(not_kept(kept, self.kept()))
        if kept.columns == self.shown.columns:
            return self.months
        places = [self.shown.columns.index(name) for name in kept.columns]
        if len(places) == 1:  # a view
            return self.months[:, :, places[0] : places[0] + 1]
        return self.months[:, :, places]


#: Most variables that one line names.
_NAMED = 6


def not_kept(wanted: Kept, there: Kept) -> str:
    """Return what to say of variables that are not among those that were kept, on one line.

    Examples
    --------
    >>> print(not_kept(Kept.of(["bid"]), Kept.of(["trust"])))
    bid was not kept of every month, only trust: run the same with keep=['bid', 'trust'] \
(output.keep=[bid,trust] on the command line), or replay one with sim.simulate
    """
    if not there:
        return (
            "trajectories were not kept: run with trajectories=True (output.trajectories=true on "
            "the command line), or with keep=['relation'] for some variables "
            "(output.keep=[relation]), or replay one with sim.simulate"
        )
    lacking = [name for name in wanted.names if not there.covers(Kept((name,)))]
    be = "was" if len(lacking) == 1 else "were"
    asked = [*lacking, *there.names][: _NAMED + len(lacking)]
    known = f"{', '.join(there.names[:_NAMED])}"
    more = f" and {len(there.names) - _NAMED} more" if len(there.names) > _NAMED else ""
    return (
        f"{', '.join(lacking)} {be} not kept of every month, only {known}{more}: run the same with "
        f"keep={asked} (output.keep=[{','.join(asked)}] on the command line), or replay one with "
        "sim.simulate"
    )


@dataclass(frozen=True)
class OnDisk:
    """Rows in a study's folder, read when asked for.

    `tail` has the histograms of the last chunk's rows where fewer are wanted than the chunk has.
    `shown` is what was asked of every month; None for whatever is there of all rows.
    """

    record: PointRecord
    folder: StudyFolder
    replicates: int
    tail: Histograms | None = None
    shown: Kept | None = None

    def world(self) -> World:
        found = self.folder.worlds.world(self.record.digest)
        return dataclasses.replace(found, model=self.record.kernel)

    def _files(self, table: str) -> list[tuple[int, int, File]]:
        """Return (first, rows wanted, file) of a table, in order."""
        found, done = self._files_there(table)
        if done < self.replicates:  # a writer moves rows whose neighbours in a file grow
            self.folder.look(table)
            found, done = self._files_there(table)
        if done < self.replicates:
            raise MissingResult(
                f"replicates from {done} on are missing: run the same study again, which makes "
                "them anew",
                place=str(self.folder.path / table / self.record.key),
            )
        return found

    def _files_there(self, table: str) -> tuple[list[tuple[int, int, File]], int]:
        """Return the files as they were last seen, and how many rows they have without a gap."""
        found, done = [], 0
        for first, file in self.folder.chunks(table, self.record.key).items():
            wanted = min(file.count, self.replicates - first)
            if wanted <= 0 or first != done:
                break
            found.append((first, wanted, file))
            done = first + wanted
        return found, done

    def _pieces(self, table: str) -> Iterator[tuple[int, int, pa.Table]]:
        """Yield (first, rows wanted, the point's rows of a chunk) of a table, in order."""
        for first, wanted, file in self._files(table):
            yield first, wanted, self._where_it_lies(file, self.folder.read_point, self.record)[0]

    def _where_it_lies(self, file: File, read: Callable[..., _T], *more: Any) -> _T:
        """Read a file; where it went since it was looked for, the one that took its place.

        A writer moves rows whose neighbours in a file grow, and for a moment neither is there.
        """
        try:
            return read(file, *more)
        except MissingResult:
            time.sleep(_LOOKS_AGAIN)
            self.folder.look(file.table)
            now = self.folder.chunks(file.table, self.record.key).get(file.first)
            if now is None or now == file:
                raise
            return read(now, *more)

    def outcomes(self) -> pa.Table:
        return pa.concat_tables(
            table.slice(0, wanted) for _, wanted, table in self._pieces("outcomes")
        )

    def values(self, names: Sequence[str], most: int | None = None) -> dict[str, np.ndarray]:
        if most is not None and most < self.replicates:
            return OnDisk(self.record, self.folder, most).values(names)
        found = {name: np.empty(self.replicates) for name in names}
        for first, wanted, file in self._files("outcomes"):
            read = self._where_it_lies(file, self.folder.read_values, self.record, names)
            for name, column in zip(names, read, strict=True):
                found[name][first : first + wanted] = column[:wanted]
        return found

    def histograms(self) -> Histograms:
        """Return the histograms of all rows, added up in the order of replicates."""

        def each() -> Iterator[Histograms]:
            own = self.replicates - (self.tail.replicates if self.tail else 0)
            if own:
                for _, wanted, table in OnDisk(self.record, self.folder, own)._pieces("histograms"):
                    found = chunks.histograms_of_table(table, self.record.months)
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
        written = self._written(table)
        if written is None:
            return summary_of(table, [self.record], [self.histograms()])
        return written

    def summary_at_hand(self, table: str) -> pa.Table | None:
        if self.replicates <= _FEW:
            return self.summary(table)
        return self._written(table)

    def _written(self, table: str) -> pa.Table | None:
        """Return a summary of just these rows, if it was written."""
        for file in self.folder.files(table, self.record.key):
            with contextlib.suppress(MissingResult):
                found, rows = self.folder.read_point(file, self.record)
                if rows == self.replicates:
                    return found
        return None

    def is_summed(self, table: str) -> bool:
        """Return whether a summary of just these rows is there; one that is damaged goes aside."""
        try:
            return self._written(table) is not None
        except MalformedFile as fault:
            for file in self.folder.files(table, self.record.key):
                self.folder.damage.set_aside(self.folder.file_path(file), fault)
            self.folder.look(table)
            return False

    def kept(self) -> Kept:
        return self._there() if self.shown is None else self.shown

    def _there(self) -> Kept:
        """Return which variables are there of every month of all rows."""
        found = self._kept_of_all()
        if not found or not (self.shown is None or found.covers(self.shown)):
            self.folder.look("outcomes", "trajectories")  # as for `_files`
            found = self._kept_of_all()
        return found

    def _kept_of_all(self) -> Kept:
        there = self.folder.chunks("trajectories", self.record.key)
        wanted = [
            first
            for first in self.folder.chunks("outcomes", self.record.key)
            if first < self.replicates
        ]
        if not wanted or not all(first in there for first in wanted):
            return NOTHING
        return reduce(
            and_, (self._where_it_lies(there[first], self.folder.kept_of) for first in wanted)
        )

    def _months_of(self, file: File, kept: Kept) -> Sequence[np.ndarray]:
        """Return some columns of a file; where they are all that it has, its sum is checked."""
        if self.folder.kept_of(file).columns != kept.columns:
            return self.folder.read_values(file, self.record, kept.columns)
        table, _ = self.folder.read_point(file, self.record)
        return [table.column(name).to_numpy() for name in kept.columns]

    def records(self, kept: Kept) -> np.ndarray:
        there = self._there()
        if not there or not there.covers(kept):
            raise MissingResult(not_kept(kept, there), place=str(self.folder.path))
        months = self.record.months
        found = np.empty((self.replicates, months, len(kept.columns)))
        for first, wanted, file in self._files("trajectories"):
            for place, values in enumerate(self._where_it_lies(file, self._months_of, kept)):
                own = values[: wanted * months]
                found[first : first + wanted, :, place] = own.reshape(wanted, months)
        return found
