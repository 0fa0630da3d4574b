"""Several studies as one: their points one after the other, numbered anew where numbers clash."""

import dataclasses
import warnings
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow as pa

from sim.errors import SimError, SimWarning
from sim.spec.kept import Kept
from sim.spec.outcomes import OwnOutcome
from sim.spec.world import World
from sim.store.holding import PointData
from sim.store.points import PointRecord
from sim.store.results import Results

__all__ = ["joined"]


@dataclass(frozen=True)
class _Renumbered:
    """A point of a study, under another number."""

    own: PointData
    record: PointRecord

    @property
    def replicates(self) -> int:
        return self.own.replicates

    def world(self) -> World:
        return self.own.world()

    def outcomes(self) -> pa.Table:
        return self._numbered(self.own.outcomes())

    def values(self, names: Sequence[str], most: int | None = None) -> dict[str, np.ndarray]:
        return self.own.values(names, most)

    def summary(self, table: str) -> pa.Table:
        return self._numbered(self.own.summary(table))

    def summary_at_hand(self, table: str) -> pa.Table | None:
        found = self.own.summary_at_hand(table)
        return None if found is None else self._numbered(found)

    def kept(self) -> Kept:
        return self.own.kept()

    def records(self, kept: Kept) -> np.ndarray:
        return self.own.records(kept)

    def _numbered(self, table: pa.Table) -> pa.Table:
        place = table.column_names.index("point")
        numbers = pa.array(np.full(table.num_rows, self.record.point))
        return table.set_column(place, table.schema.field(place), numbers)


def _check_outcomes(several: Sequence[Results]) -> None:
    """Raise where two studies mean something else by one outcome; warn of one that some lack."""
    known: dict[str, tuple[OwnOutcome, Results]] = {}
    named = [(one.record.outcomes, results) for results in several for one in results.data]
    for outcomes, results in named:
        for name, outcome in outcomes.items():
            other, of = known.setdefault(name, (outcome, results))
            if other != outcome:
                raise SimError(
                    f"is '{other.measure}' in {of.path} and '{outcome.measure}' in {results.path}: "
                    "open them apart",
                    field=f"outcomes.{name}",
                )
    lacking = {name for outcomes, _ in named for name in known if name not in outcomes}
    if lacking:
        warnings.warn(
            f"some of these studies have no {', '.join(sorted(lacking))}: NaN in their rows",
            SimWarning,
            stacklevel=4,
        )


def joined(several: Sequence[Results]) -> Results:
    """Return the points of several results as one, in order, numbered from 0.

    Points that are in two of them are told in a warning: it may be meant, to compare each with
    them. `provenance` has that of each under `studies`.
    """
    _check_outcomes(several)
    points: list[PointData] = []
    there: set[str] = set()
    twice: list[str] = []
    for results in several:
        for one in results.data:
            if one.record.key in there:
                twice.append(f"point {one.record.point} of {results.path} ({one.record.scenario})")
            there.add(one.record.key)
            record = dataclasses.replace(one.record, point=len(points))
            points.append(_Renumbered(one, record))
    if twice:
        more = f" and {len(twice) - 1} more" if len(twice) > 1 else ""
        warnings.warn(
            f"{twice[0]}{more} is in a study named before as well: its rows stand there twice",
            SimWarning,
            stacklevel=3,
        )
    told: dict[str, Any] = {"studies": [results.provenance for results in several]}
    return Results(points, told, None)
