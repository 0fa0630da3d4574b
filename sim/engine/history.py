"""Months before windows, run once for all worlds that share them.

A world that starts from another runs that other's months again, three quarters of all that it runs.
They depend on what the world it starts from says of them, on seed and replicate, and on nothing
that the world says of its own window: a design over traits shares one history.
"""

import hashlib
import threading
from collections import OrderedDict
from collections.abc import Callable

import numpy as np

from sim.engine.batch import run_before
from sim.engine.plan import Plan

__all__ = ["Histories", "history_key"]

#: Bytes of states that are held. Assumed: 80 chunks of a thousand replicates.
_MOST_BYTES = 64 * 2**20


def history_key(plan: Plan) -> str:
    """Return a name for all that the months before a plan's window depend on; '' without any.

    By what the months read, not by what it was made of: worlds that are told otherwise and run
    alike share a history.

    Examples
    --------
    >>> from sim.engine.plan import compile_world
    >>> from sim.scenario import load
    >>> world = load("second_trump_term")
    >>> other = world.replace(**{"leaders.seoul.china_alignment": 0.2})
    >>> history_key(compile_world(world)) == history_key(compile_world(other))
    True
    """
    timeline = plan.timeline
    months, segments = timeline.first_recorded, len(timeline.switches) - 1
    if not months:
        return ""
    leaders = int(timeline.trait_slot[:months].max()) + 1
    ranged = timeline.ranged_segment < segments
    parts = [
        *(timeline.month_number[:months], timeline.segment[:months], timeline.elapsed[:months]),
        *(timeline.inputs[:months], timeline.trait_slot[:months], timeline.start),
        *(timeline.trait_low[:leaders], timeline.trait_span[:leaders]),
        *(timeline.trait_block[:leaders], timeline.parameters[:segments]),
        *(timeline.ranged_segment[ranged], timeline.ranged_place[ranged]),
        *(timeline.ranged_span[ranged], timeline.ranged_block[ranged]),
        *(timeline.switches[:segments], timeline.set_takes[:segments]),
    ]
    if timeline.set_takes[:segments].any():
        parts += [timeline.set_rows, timeline.set_place, np.array(timeline.set_block)]
    digest = hashlib.sha256()
    for part in parts:
        digest.update(repr((part.shape, part.dtype.str)).encode())
        digest.update(np.ascontiguousarray(part).data)
    return digest.hexdigest()


#: History, seed, first replicate and how many.
_Which = tuple[str, int, int, int]


class Histories:
    """States with which windows begin, those last used; threads that want the same wait for one.

    Parameters
    ----------
    most : bytes that are held
    """

    def __init__(self, most: int = _MOST_BYTES) -> None:
        self._most = most
        self._held: OrderedDict[_Which, np.ndarray] = OrderedDict()
        self._running: dict[_Which, threading.Lock] = {}
        self._lock = threading.Lock()

    def starts(
        self,
        plan: Plan,
        seed: int,
        first: int,
        count: int,
        pause: Callable[[], None] | None = None,
    ) -> np.ndarray | None:
        """Return the states of replicates `first`, … where the window begins; None without history.

        Returns
        -------
        (count, state) float64, not to be changed
        """
        key = history_key(plan)
        if not key:
            return None
        which = (key, seed, first, count)
        with self._lock:
            own = self._running.setdefault(which, threading.Lock())
        with own:
            try:
                starts = self._found(which)
                if starts is None:
                    starts = run_before(plan, seed, first, count, pause=pause)
                    self._hold(which, starts)
                return starts
            finally:
                with self._lock:
                    self._running.pop(which, None)

    def _found(self, which: _Which) -> np.ndarray | None:
        with self._lock:
            starts = self._held.get(which)
            if starts is not None:
                self._held.move_to_end(which)
            return starts

    def _hold(self, which: _Which, starts: np.ndarray) -> None:
        starts.flags.writeable = False
        with self._lock:
            self._held[which] = starts
            while len(self._held) > 1 and self._bytes() > self._most:
                self._held.popitem(last=False)

    def _bytes(self) -> int:
        return sum(one.nbytes for one in self._held.values())
