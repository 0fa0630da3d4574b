"""The loop over many replicates as compiled code.

Called through ctypes it leaves the GIL to others, so that chunks run in threads. It knows the month
by addresses and shapes alone: a change of a mechanism leaves it as it is.
"""

import functools
from typing import Any

import numpy as np

from sim.engine.code import NUMBA_IS_OFF
from sim.engine.native import Image, MachineFunction, image, loaded, processor
from sim.engine.plan import Timeline
from sim.engine.table import Work
from sim.spec.version import SOURCES, check_sources

__all__ = ["compiled_loop", "is_ready", "run_rows"]


@functools.cache
def compiled_loop() -> MachineFunction:
    """Return the loop, compiled before or now."""

    def meaning() -> str:
        from sim.engine.loop_frame import rows
        from sim.engine.with_numba import meant

        check_sources()  # all of the loop is loaded now
        return meant(rows)

    def make() -> Image:
        from sim.engine.loop_frame import TAKES, rows
        from sim.engine.with_numba import made

        return made("loop", rows, TAKES)

    target = processor()
    compiled = image("loop", SOURCES, target, meaning, make)
    return loaded(compiled, target, {"loop": "p" * 28})[0]


def is_ready() -> bool:
    """Return whether a call of `run_rows` compiles nothing."""
    return NUMBA_IS_OFF or compiled_loop.cache_info().currsize > 0


def run_rows(
    code: tuple[Any, ...],
    timeline: Timeline,
    work: Work,
    bins: np.ndarray,
    low: int,
    high: int,
    first: int,
    part: int,
    starts: np.ndarray,
    outcomes: np.ndarray,
    *made: np.ndarray,
) -> None:
    """Run `sim.engine.lanes.run_rows`, compiled unless NUMBA_DISABLE_JIT is set."""
    if NUMBA_IS_OFF:
        from sim.engine import lanes

        numbers = (low, high, first, part)
        lanes.run_rows(code, timeline, work, bins, *numbers, starts, outcomes, *made)
        return
    arrays = [one for one in timeline if isinstance(one, np.ndarray)]
    arrays += [*work, bins, starts, outcomes, *made]
    assert all(one.flags.c_contiguous for one in arrays)
    months, segments, leaders = map(len, (timeline.segment, timeline.switches, timeline.trait_low))
    sizes = (months, segments, leaders, len(timeline.ranged_place), *timeline.set_rows.shape)
    numbers = (*code, timeline.set_block, timeline.first_recorded, low, high, first, part)
    last = (len(bins), bins.shape[3], len(starts), len(outcomes), len(made[-1]))
    compiled_loop()(*arrays, np.array([*numbers, *sizes, *last], dtype=np.int64))
