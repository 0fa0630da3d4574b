"""The compiled faces of the engine, kept on disk under a name that holds the model's.

Compiled once a machine; `nogil`, so that chunks run in threads. No fastmath: strict IEEE gives the
same bits on every thread count, width and instruction set. `error_model="numpy"` takes the check
for division by zero out; no denominator of the model can be zero.
"""

from collections.abc import Callable
from typing import Any

import numba

from sim.engine.abreast import COUNTED, march_abreast
from sim.engine.cache import CodeCache
from sim.engine.fan import count_bins
from sim.engine.march import run_month
from sim.engine.outcomes import summarise
from sim.engine.table import ABREAST
from sim.errors import SimError
from sim.spec.version import KERNEL_HASH, sources_hash

__all__ = [
    "compiled",
    "one_month_compiled",
    "run_rows_compiled",
]

# All of the model is loaded now. Had a file of it changed since its name was taken, old code would
# be kept, and old numbers stored, under the new name.
if sources_hash() != KERNEL_HASH:
    raise SimError("the model's files have changed since this process began: start Python anew")


def compiled(function: Callable[..., Any], what: str) -> Any:
    """Compile a function of the engine when it is first called, or load what was compiled before.

    Parameters
    ----------
    what : what it computes, for people who wait
    """
    made = numba.njit(nogil=True, error_model="numpy")(function)
    made._cache = CodeCache(function, what)
    return made


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


one_month_compiled = compiled(run_month, "one history")
run_rows_compiled = compiled(_run_rows, "many replicates")
