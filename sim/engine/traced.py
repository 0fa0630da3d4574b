"""The traces of what sums a run up: a recorded month taken in, and what comes of all of them.

Groups of inputs: `table`, a column as the month leaves it, and `time`. Groups of outputs: `tally`,
the rows from TALLY on, and `bins`, where each histogrammed variable lies.
"""

from collections import namedtuple
from functools import cache
from typing import NamedTuple

from sim.engine.outcomes import HISTOGRAM_ROWS, conclude, observe
from sim.engine.table import COLUMN, TALLY
from sim.tracing.trace import Trace, traced

__all__ = ["trace_conclude", "trace_observe"]


class Calendar(NamedTuple):
    """Which recorded month it is, from 0.0, and how many there are."""

    t: float
    months: float


Column = namedtuple("Column", COLUMN, rename=True)  # type: ignore[misc]


@cache
def trace_observe() -> Trace:
    """Return the trace of `sim.engine.outcomes.observe`: groups `tally` and `bins`."""

    def observed(table: tuple[float, ...], time: Calendar) -> dict[str, tuple[float, ...]]:
        rows, bins = list(table), [0.0] * len(HISTOGRAM_ROWS)
        observe(rows, bins, time.t, time.months)
        return {"bins": tuple(bins), "tally": tuple(rows[TALLY:])}

    return traced(observed, {"table": Column, "time": Calendar})


@cache
def trace_conclude() -> Trace:
    """Return the trace of `sim.engine.outcomes.conclude`: group `tally`."""

    def concluded(table: tuple[float, ...], time: Calendar) -> dict[str, tuple[float, ...]]:
        rows = list(table)
        conclude(rows, time.months)
        return {"tally": tuple(rows[TALLY:])}

    return traced(concluded, {"table": Column, "time": Calendar})
