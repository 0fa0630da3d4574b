"""Lets a pool of processes end when one of its workers has died, whatever that worker was doing.

A worker that dies while it sends its result leaves half a message in the pipe. The thread of
`ProcessPoolExecutor` that reads it, its manager, waits for the other half, and does not look
whether the workers live (seen in CPython 3.11 to 3.13): no task would ever come back, and the pool
would never close. A memory that is full is enough. So a thread of our own looks.
"""

import os
import threading
import weakref
from concurrent.futures import Executor, ProcessPoolExecutor
from typing import Any

__all__ = ["watch_workers"]

#: Seconds between two looks. Assumed: a pool that works notices a dead worker in far less.
_LOOKS = 1.0

#: Bytes that stand for the missing half of a message, at a time. Of any message the last byte says
#: that it ends, and it is none of these: what is read is an error and never a result.
_ZEROS = bytes(65_536)

#: What is asked of CPython's manager, which has no public way to tell of its workers.
_NEEDED = ("processes", "pending_work_items", "result_queue")

_watched: "weakref.WeakSet[Executor]" = weakref.WeakSet()
_lock = threading.Lock()


def watch_workers(pool: Executor) -> None:
    """Watch the workers of a pool of processes that has tasks; of other executors do nothing.

    Where a worker has died and the pool has not noticed by the next look, its other workers are
    killed and the message that it waits for is ended. What the pool was still to do then fails with
    `BrokenProcessPool`, as if it had noticed.
    """
    if not isinstance(pool, ProcessPoolExecutor):
        return
    manager: Any = getattr(pool, "_executor_manager_thread", None)
    if not all(hasattr(manager, name) for name in _NEEDED):
        return
    if not hasattr(manager.result_queue, "_writer"):
        return
    with _lock:
        if pool in _watched:
            return
        # The manager knows its pool by a weak reference alone, so a forgotten pool still ends.
        look = threading.Thread(target=_watch, args=(manager,), name="watches workers", daemon=True)
        try:
            look.start()
        except RuntimeError:  # no thread can be started: the pool runs on unwatched
            return
        _watched.add(pool)


def _watch(manager: Any) -> None:
    seen: set[int] = set()
    while manager.is_alive():
        dead = _dead(manager) if manager.pending_work_items else set()
        if dead & seen:
            _end(manager)
            break
        seen = dead
        manager.join(_LOOKS)
    manager.join()
    # Where futures were cancelled, 3.11's manager fails before it has ended them.
    _kill(manager)


def _workers(manager: Any) -> list[Any]:
    return list(manager.processes.values())


def _dead(manager: Any) -> set[int]:
    """Return the workers that ended otherwise than they should; one done with its tasks may."""
    return {one.pid for one in _workers(manager) if one.exitcode not in (None, 0)}


def _kill(manager: Any) -> None:
    for process in _workers(manager):
        if process.is_alive():
            process.kill()
            process.join()


def _end(manager: Any) -> None:
    """Kill the workers, and write what ends a message for as long as the manager waits for it.

    Closing the pipe would not do: any other process that was forked may hold it open.
    """
    _kill(manager)
    if os.name != "posix":
        return  # messages of Windows' pipes come whole or not at all
    number = manager.result_queue._writer.fileno()
    os.set_blocking(number, False)
    while manager.is_alive():
        try:
            os.write(number, _ZEROS)
        except BlockingIOError:
            manager.join(_LOOKS / 100)  # while it reads
        except OSError:  # the manager has closed it
            return
