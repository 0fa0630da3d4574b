"""Lets a pool of processes end when one of its workers has died, whatever that worker was doing.

A worker that dies while it sends its result leaves half a message in the pipe. The thread of
`ProcessPoolExecutor` that reads it waits for the other half, and does not look whether the workers
live (seen in CPython 3.11 to 3.13): no task would ever come back, and the pool would never close.
A memory that is full, or Ctrl-C in a terminal, is enough. So a thread of our own looks.
"""

import threading
import weakref
from concurrent.futures import Executor, ProcessPoolExecutor
from multiprocessing.connection import wait
from typing import Any

__all__ = ["watch_workers"]

#: Seconds between two looks. Assumed: a pool that works notices a dead worker in far less.
_LOOKS = 1.0

_watched: "weakref.WeakSet[Executor]" = weakref.WeakSet()
_lock = threading.Lock()


def watch_workers(pool: Executor) -> None:
    """Watch the workers of a pool of processes that has tasks; of other executors do nothing.

    Where a worker has died and the pool has not noticed by the second look, its other workers are
    killed and its pipe is closed. What the pool was still to do then fails with
    `BrokenProcessPool`, as if it had noticed.
    """
    if not isinstance(pool, ProcessPoolExecutor):
        return
    # CPython has no public way to learn of a pool's workers; where these names go, nothing is done.
    manager: Any = getattr(pool, "_executor_manager_thread", None)
    if not hasattr(manager, "processes") or not hasattr(manager, "result_queue"):
        return
    with _lock:
        if pool in _watched:
            return
        _watched.add(pool)
    # The manager knows its pool by a weak reference alone, so a forgotten pool still ends.
    threading.Thread(target=_watch, args=(manager,), name="watches workers", daemon=True).start()


def _watch(manager: Any) -> None:
    seen = False
    while manager.is_alive():
        dead = _any_died(manager)
        if dead and seen:
            _end(manager)
            return
        seen = dead
        manager.join(_LOOKS)


def _any_died(manager: Any) -> bool:
    """Say whether a worker ended otherwise than it should; one that is done with its tasks may."""
    ended = [one for one in list(manager.processes.values()) if wait([one.sentinel], 0)]
    return any(one.exitcode for one in ended)


def _end(manager: Any) -> None:
    """Leave nobody who could write to the pipe: the manager then reads its end, and clears up."""
    for process in list(manager.processes.values()):
        process.kill()
        process.join()
    manager.result_queue._writer.close()
