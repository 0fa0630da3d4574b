"""The compiled faces of the engine, cached under a folder that names the model.

Compiled once a machine; `nogil`, so that chunks run in threads. No fastmath: strict IEEE gives the
same bits on every thread count, width and instruction set. `error_model="numpy"` takes the check
for division by zero out; no denominator of the model can be zero.
"""

from collections.abc import Callable
from typing import Any

import numba
import numpy as np

from sim.engine.layout import store
from sim.engine.march import march, one_month
from sim.engine.outcomes import summarise
from sim.engine.version import cache_folder
from sim.spec.recorded import BINS, FANNED, RECORDED, column

__all__ = [
    "FAN_BINS",
    "FAN_COLUMNS",
    "FAN_LEVEL",
    "compiled",
    "march_compiled",
    "one_month_compiled",
]

FAN_COLUMNS = np.array([column(name) for name in FANNED], dtype=np.int64)
FAN_LEVEL = np.array([RECORDED[c].kind == "level" for c in FAN_COLUMNS], dtype=np.bool_)
_LOW = np.array([RECORDED[c].low for c in FAN_COLUMNS], dtype=np.float64)
_SPAN = np.array([RECORDED[c].high - RECORDED[c].low for c in FAN_COLUMNS], dtype=np.float64)
#: Bins that each fanned variable uses: one a level, else BINS.
FAN_BINS = np.where(FAN_LEVEL, _SPAN.astype(np.int64) + 1, BINS)


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


def _run_rows(timeline, scratch, seed_low, seed_high, first, record, outcomes, counts, sums, keep):
    """Run replicates first, first + 1, …; see `sim.engine.batch.run_chunk`."""
    months = record.shape[0]
    for row in range(outcomes.shape[0]):
        target = keep[row] if keep.shape[0] > 0 else record
        march(timeline, scratch, seed_low, seed_high, first + row, target)
        summarise(target, outcomes[row])
        for t in range(months):
            for f in range(FAN_COLUMNS.shape[0]):
                value = target[t, FAN_COLUMNS[f]]
                place = (value - _LOW[f]) * (1.0 if FAN_LEVEL[f] else BINS / _SPAN[f])
                bin_number = min(max(int(place), 0), FAN_BINS[f] - 1)
                counts[t, f, bin_number] += np.uint16(1)
                sums[t, f, 0] += value
                sums[t, f, 1] += value * value


march_compiled = compiled(_march_alone)
one_month_compiled = compiled(_one_month_alone)
run_rows_compiled = compiled(_run_rows)
