"""Many replicates: a chunk of consecutive rows in one thread, with its outcomes and histograms."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

import numpy as np

from sim.engine.plan import Plan
from sim.engine.table import COUNTED, new_work
from sim.spec.chance import split_seed
from sim.spec.outcomes import OUTCOME_FIELDS
from sim.spec.recorded import BINS, FANNED, RECORDED

__all__ = ["CHUNK", "LARGEST", "Chunk", "run_chunk"]

#: Replicates in a full chunk: about half a second of work, and 10 files for 10,000 replicates.
CHUNK = 1000

#: Most replicates in one call.
LARGEST = 65_535

#: Replicates between two looks at the clock: a fraction of a second on any machine.
_PORTION = 256


@dataclass(frozen=True)
class Chunk:
    """Rows `first` to `first + count - 1` of a world's batch."""

    first: int
    count: int
    outcomes: np.ndarray  # (count, outcomes) float64
    counts: np.ndarray  # (T, fanned, BINS) uint32
    sums: np.ndarray  # (T, fanned, 2) float64: sum and sum of squares
    records: np.ndarray | None  # (count, T, recorded variables) float64, where asked for


def run_chunk(
    plan: Plan,
    seed: int,
    first: int,
    count: int,
    *,
    records: bool = False,
    before: Chunk | None = None,
    pause: Callable[[Callable[[], Chunk]], None] | None = None,
) -> Chunk:
    """Run `count` replicates from `first` on. Rows depend on (world, seed, replicate) alone.

    Releases the GIL while it runs; call it from threads.

    Parameters
    ----------
    before : Chunk, optional
        Its first rows, run before: they are taken over, and the result has the same bits.
    pause : callable, optional
        Called now and then, with a function that returns the rows so far; what it raises goes on.

    Raises
    ------
    ValueError
        If `count` is more than LARGEST: histograms count in 16 bits.
    """
    from sim.engine.code import code
    from sim.engine.loop import run_rows

    if not 0 < count <= LARGEST:
        raise ValueError(f"count is {count}, wanted 1 to {LARGEST}")

    variables = len(RECORDED)
    outcomes = np.empty((count, len(OUTCOME_FIELDS)))
    # 16 bits while counting: half the memory stays in the core's own cache.
    counts = np.zeros((plan.months, len(FANNED), BINS), dtype=np.uint16)
    sums = np.zeros((plan.months, len(FANNED), 2))
    kept = np.zeros((count if records else 0, plan.months, variables))
    done = 0
    if before is not None:
        done = before.count
        outcomes[:done], sums[:] = before.outcomes, before.sums
        counts[:] = before.counts
        if records:
            kept[:done] = before.records
    how = code()
    work = new_work(plan.timeline, how.lanes)
    bins = np.zeros((plan.months, COUNTED // how.lanes, len(FANNED), how.lanes), dtype=np.uint8)
    low, high = split_seed(seed)

    def so_far(rows: int) -> Chunk:
        held = kept[:rows] if records else None
        return Chunk(first, rows, outcomes[:rows], counts.astype(np.uint32), sums.copy(), held)

    while done < count:
        # Sums are added row by row, so where a portion ends changes no bit.
        end = min(done + _PORTION, count)
        rows = outcomes[done:end]
        part = kept[done:end] if records else kept
        made = (rows, counts, sums, part)
        run_rows(how.addresses(), plan.timeline, work, bins, low, high, first + done, *made)
        done = end
        if pause is not None and done < count:
            pause(partial(so_far, done))
    return so_far(count)
