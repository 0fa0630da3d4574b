"""A point that fails: a line that says which, where and why; the others go on."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sim.errors import FailedPoints, SimError
from sim.store import Results
from sim.store.holding import PointData
from sim.store.points import PointRecord

__all__ = ["Failure", "settled"]


@dataclass(frozen=True)
class Failure:
    """Where a point failed, by the first replicate of the chunk, and why."""

    first: int
    fault: Exception

    def line(self) -> str:
        """Return both on one line."""
        why = str(self.fault) if isinstance(self.fault, SimError) else repr(self.fault)
        if isinstance(self.fault, MemoryError):
            why = "out of memory"
        return f"failed in replicates {self.first} and following: {' '.join(why.split())}"


def _which(record: PointRecord) -> str:
    """Return a point in words: its number, scenario and overrides."""
    changed = [
        f"{key}={value if isinstance(value, str) else json.dumps(value)}"
        for key, value in record.overrides.items()
    ]
    return f"point {record.point} ({', '.join([record.scenario, *changed])})"


def settled(
    holdings: Sequence[PointData],
    provenance: dict[str, Any] | None,
    path: Path | None,
    failed: Mapping[int, Failure],
    records: Sequence[PointRecord],
) -> Results:
    """Return the results of a study that has run.

    Parameters
    ----------
    holdings : rows of the points that did not fail
    failed : by the place of the point in `records`

    Raises
    ------
    FailedPoints
        If any did, with the results of the others.
    """
    results = Results(holdings, provenance, path) if holdings else None
    if failed or results is None:
        lines = [f"{_which(records[k])} {failure.line()}" for k, failure in sorted(failed.items())]
        cause = failed[min(failed)].fault
        raise FailedPoints(lines, results, place=str(path or "")) from cause
    return results
