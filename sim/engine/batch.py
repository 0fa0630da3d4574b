"""Many replicates: a chunk of consecutive rows in one thread, with its outcomes and histograms."""

from dataclasses import dataclass

import numpy as np

from sim.engine.abreast import new_abreast
from sim.engine.plan import Plan
from sim.engine.simulate import split_seed
from sim.engine.table import ABREAST
from sim.spec.outcomes import OUTCOME_FIELDS
from sim.spec.recorded import BINS, FANNED, RECORDED

__all__ = ["CHUNK", "LARGEST", "Chunk", "run_chunk"]

#: Replicates in a full chunk: about half a second of work, and 10 files for 10,000 replicates.
CHUNK = 1000

#: Most replicates in one call.
LARGEST = 65_535


@dataclass(frozen=True)
class Chunk:
    """Rows `first` to `first + count - 1` of a world's batch."""

    first: int
    count: int
    outcomes: np.ndarray  # (count, outcomes) float64
    counts: np.ndarray  # (T, fanned, BINS) uint32
    sums: np.ndarray  # (T, fanned, 2) float64: sum and sum of squares
    records: np.ndarray | None  # (count, T, recorded variables) float64, where asked for


def run_chunk(plan: Plan, seed: int, first: int, count: int, *, records: bool = False) -> Chunk:
    """Run `count` replicates from `first` on. Rows depend on (world, seed, replicate) alone.

    Releases the GIL while it runs; call it from threads.

    Raises
    ------
    ValueError
        If `count` is more than LARGEST: histograms count in 16 bits.
    """
    from sim.engine.compiled import run_rows_compiled

    if not 0 < count <= LARGEST:
        raise ValueError(f"count is {count}, wanted 1 to {LARGEST}")

    variables = len(RECORDED)
    outcomes = np.empty((count, len(OUTCOME_FIELDS)))
    # 16 bits while counting: half the memory stays in the core's own cache.
    counts = np.zeros((plan.months, len(FANNED), BINS), dtype=np.uint16)
    sums = np.zeros((plan.months, len(FANNED), 2))
    kept = np.zeros((count if records else 0, plan.months, variables))
    buffer = np.empty((ABREAST, plan.months, variables))
    low, high = split_seed(seed)
    run_rows_compiled(
        plan.timeline,
        new_abreast(plan.timeline),
        low,
        high,
        first,
        buffer,
        outcomes,
        counts,
        sums,
        kept,
    )
    return Chunk(first, count, outcomes, counts.astype(np.uint32), sums, kept if records else None)
