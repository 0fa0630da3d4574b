"""The compiled faces of the engine, cached under a folder that names the model.

Compiled once a machine; `nogil`, so that chunks run in threads. No fastmath: strict IEEE gives the
same bits on every thread count, width and instruction set. `error_model="numpy"` takes the check
for division by zero out; no denominator of the model can be zero.
"""

from collections.abc import Callable
from typing import Any

import numba

from sim.engine.abreast import COUNTED, march_abreast
from sim.engine.fan import count_bins
from sim.engine.layout import store
from sim.engine.march import march, one_month
from sim.engine.outcomes import summarise
from sim.engine.table import ABREAST
from sim.engine.version import cache_folder

__all__ = [
    "compiled",
    "march_compiled",
    "one_month_compiled",
]


def compiled(function: Callable[..., Any]) -> Callable[..., Any]:
    """Compile a function of the engine, cached under this model's folder."""
    before = numba.config.CACHE_DIR
    numba.config.CACHE_DIR = str(cache_folder())
    try:
        return numba.njit(cache=True, nogil=True, error_model="numpy")(function)
    finally:
        numba.config.CACHE_DIR = before


def _march_alone(timeline, scratch, seed_low, seed_high, replicate, records):
    march(timeline, scratch, seed_low, seed_high, replicate, records)


def _one_month_alone(timeline, scratch, seed_low, seed_high, replicate, m, flow):
    store(flow, one_month(timeline, scratch, seed_low, seed_high, replicate, m))


def _run_rows(timeline, work, seed_low, seed_high, first, buffer, outcomes, counts, sums, keep):
    """Run replicates first, first + 1, …; see `sim.engine.batch.run_chunk`."""
    for begin in range(0, outcomes.shape[0], COUNTED):
        count = min(COUNTED, outcomes.shape[0] - begin)
        for done in range(0, count, ABREAST):
            row = begin + done
            end = min(row + ABREAST, begin + count)
            records = keep[row:end] if keep.shape[0] > 0 else buffer[: end - row]
            march_abreast(timeline, work, seed_low, seed_high, first + row, done, records, sums)
            for k in range(end - row):
                summarise(records[k], outcomes[row + k])
        count_bins(work.bins, count, counts)


march_compiled = compiled(_march_alone)
one_month_compiled = compiled(_one_month_alone)
run_rows_compiled = compiled(_run_rows)
