"""Many replicates: a chunk of consecutive rows in one thread, with its outcomes and histograms."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

import numpy as np

from sim.engine.lanes import ALL_MONTHS, BEFORE_WINDOW, WINDOW
from sim.engine.plan import Plan
from sim.engine.table import COUNTED, new_work
from sim.spec.chance import split_seed
from sim.spec.outcomes import OUTCOME_FIELDS
from sim.spec.recorded import BINS, HISTOGRAMMED, RECORDED
from sim.spec.variables import STATE_FIELDS

__all__ = ["CHUNK", "LARGEST", "Chunk", "run_before", "run_chunk"]

#: Replicates in a full chunk: about half a second of work, and 10 files for 10,000 replicates.
CHUNK = 1000

#: Most replicates in one call.
LARGEST = 65_535

#: Replicates between two looks at the clock: a fraction of a second on any machine.
_PORTION = 256


#: What works numbers out of months: of the first replicate's number and their months
#: (replicate, month, recorded variable), (replicate, number).
Measured = Callable[[int, np.ndarray], np.ndarray]


@dataclass(frozen=True)
class Chunk:
    """Rows `first` to `first + count - 1` of a world's batch."""

    first: int
    count: int
    outcomes: np.ndarray  # (count, outcomes and measures) float64
    counts: np.ndarray  # (T, histogrammed, BINS) uint16
    sums: np.ndarray  # (T, histogrammed, 2) float64: sum and sum of squares
    records: np.ndarray | None  # (count, T, recorded variables asked for) float64, or none


def run_chunk(
    plan: Plan,
    seed: int,
    first: int,
    count: int,
    *,
    records: bool | Sequence[int] = False,
    before: Chunk | None = None,
    starts: np.ndarray | None = None,
    measured: tuple[int, Measured] | None = None,
    pause: Callable[[Callable[[], Chunk]], None] | None = None,
) -> Chunk:
    """Run `count` replicates from `first` on. Rows depend on (world, seed, replicate) alone.

    Releases the GIL while it runs; call it from threads.

    Parameters
    ----------
    records : bool or sequence of int
        Which recorded variables are kept of every month: all, none, or those of some places. Of
        some, no more than a portion of the rows lies in memory whole.
    before : Chunk, optional
        Its first rows, run before: they are taken over, and the result has the same bits.
    starts : (count, state), optional
        What `run_before` returned for these replicates: only the window runs, with the same bits.
    measured : (int, callable), optional
        How many numbers a replicate are worked out of its months besides, and by what: they stand
        after the outcomes.
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

    variables, fields = len(RECORDED), len(OUTCOME_FIELDS)
    outcomes = np.empty((count, fields))
    more, measure = measured or (0, None)
    own = np.empty((count, more))
    # 16 bits: half the memory stays in the core's own cache.
    counts = np.zeros((plan.months, len(HISTOGRAMMED), BINS), dtype=np.uint16)
    sums = np.zeros((plan.months, len(HISTOGRAMMED), 2))
    some = None if isinstance(records, bool) else list(records)
    held = records is True or bool(some)
    kept = np.zeros((count if held else 0, plan.months, len(some) if some else variables))
    passing = some or (more and not held)
    seen = np.zeros((min(count, _PORTION) if passing else 0, plan.months, variables))
    done = 0
    if before is not None:
        done = before.count
        outcomes[:done], own[:done] = before.outcomes[:, :fields], before.outcomes[:, fields:]
        sums[:] = before.sums
        counts[:] = before.counts
        if held:
            kept[:done] = before.records
    how = code()
    work = new_work(plan.timeline, how.lanes)
    bins = _new_bins(plan, how.lanes)
    none = np.empty((0, len(STATE_FIELDS)))
    low, high = split_seed(seed)

    def so_far(rows: int) -> Chunk:
        whole = np.hstack([outcomes[:rows], own[:rows]]) if more else outcomes[:rows]
        return Chunk(first, rows, whole, counts.copy(), sums.copy(), kept[:rows] if held else None)

    while done < count:
        # Sums are added row by row, so where a portion ends changes no bit.
        end = min(done + _PORTION, count)
        rows = outcomes[done:end]
        months = seen[: end - done] if passing or not held else kept[done:end]
        made = (rows, counts, sums, months)
        begun = none if starts is None else starts[done:end]
        address = (low, high, first + done, ALL_MONTHS if starts is None else WINDOW)
        run_rows(how.addresses(), plan.timeline, work, bins, *address, begun, *made)
        if measure is not None:
            own[done:end] = measure(first + done, months)
        if some:
            kept[done:end] = months[:, :, some]
        done = end
        if pause is not None and done < count:
            pause(partial(so_far, done))
    whole = np.hstack([outcomes, own]) if more else outcomes
    return Chunk(first, count, whole, counts, sums, kept if held else None)


def _new_bins(plan: Plan, lanes: int) -> np.ndarray:
    """Return room for the bins of the replicates that are counted together."""
    return np.zeros((plan.months, COUNTED // lanes, len(HISTOGRAMMED), lanes), dtype=np.uint8)


def run_before(
    plan: Plan,
    seed: int,
    first: int,
    count: int,
    *,
    pause: Callable[[], None] | None = None,
) -> np.ndarray:
    """Run the months before a plan's window; return the states (count, state) with which it begins.

    They depend on nothing that the world says of its window, so that many worlds share them.

    Parameters
    ----------
    pause : as in `run_chunk`, but without what has been done
    """
    from sim.engine.code import code
    from sim.engine.loop import run_rows

    how = code()
    work = new_work(plan.timeline, how.lanes)
    starts = np.empty((count, len(STATE_FIELDS)))
    outcomes = np.empty((_PORTION, len(OUTCOME_FIELDS)))
    nothing = np.zeros(0, dtype=np.uint16), np.zeros(0), np.empty((0, plan.months, len(RECORDED)))
    bins = _new_bins(plan, how.lanes)
    address = split_seed(seed)
    for done in range(0, count, _PORTION):
        rows = starts[done : done + _PORTION]
        made = (rows, outcomes[: len(rows)], *nothing)
        which = (*address, first + done, BEFORE_WINDOW)
        run_rows(how.addresses(), plan.timeline, work, bins, *which, *made)
        if pause is not None:
            pause()
    return starts
