"""Tasks over threads, processes or machines: what comes back is kept, whatever happens.

A task goes to any executor of `concurrent.futures`: this process's own threads, a
`ProcessPoolExecutor`, a Dask client's `get_executor()`. It and what it returns must be small and
picklable. The rows of a task depend on the task alone, so no executor changes a bit.
"""

import itertools
import os
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Executor, Future, ThreadPoolExecutor, wait
from functools import partial
from typing import Any, Generic, NamedTuple, TypeVar

from sim.errors import LostTasks, SimError, WrongKind
from sim.runner.worker_watch import watch_workers

__all__ = ["Stop", "check_executor", "map_tasks", "run_tasks"]

T = TypeVar("T")
R = TypeVar("R")

#: Seconds after which the waiting thread looks up: without an end, Windows would not hear Ctrl-C.
#: Assumed: nobody minds half a second.
_LISTENS = 0.5

#: Stands for a task where none is left.
_NO_TASK: Any = object()


class Stop:
    """Says to tasks in threads of this process that they should end; elsewhere it says nothing."""

    def __init__(self) -> None:
        self._event = threading.Event()

    def set(self) -> None:
        self._event.set()

    def is_set(self) -> bool:
        return self._event.is_set()

    def __reduce__(self) -> tuple[Any, ...]:
        return Stop, ()


def map_tasks(
    tasks: Sequence[T],
    work: Callable[[T], R],
    *,
    threads: int | None = None,
    executor: Executor | None = None,
    ended: Callable[[T], None] = lambda task: None,
    stop: Stop | None = None,
) -> list[R]:
    """Do tasks side by side and return what each returns, in their order.

    Parameters
    ----------
    threads : how many run at once, by default as many as the machine has cores
    ended : called in the calling thread after each task, in whatever order they end
    work, executor, stop
        As in `run_tasks`, which says what is raised.

    Examples
    --------
    >>> map_tasks([3, 1, 2], abs, threads=2)
    [3, 1, 2]
    """
    results: dict[int, R] = {}

    def keep(task: tuple[int, T], result: R) -> list[tuple[int, T]]:
        results[task[0]] = result
        return []

    run_tasks(
        enumerate(tasks),
        partial(_of_second, work),
        keep,
        threads=threads or os.cpu_count() or 1,
        executor=executor,
        ended=lambda task, again: ended(task[1]),
        stop=stop,
        named=lambda task: str(task[1]),
    )
    return [results[number] for number in range(len(tasks))]


def _of_second(work: Callable[[T], R], task: tuple[int, T]) -> R:
    return work(task[1])


class _Came(NamedTuple, Generic[R]):
    """What a task came to: what it returned, or what it raised."""

    result: R | None
    fault: Exception | None


def _tried(work: Callable[[T], R], task: T) -> _Came[R]:
    """Do a task; its own faults come back as values, so that what is raised is the executor's."""
    try:
        return _Came(work(task), None)
    except Exception as fault:
        return _Came(None, fault)


def check_executor(executor: Any) -> Executor | None:
    """Return an executor, or None; anything else is an error that says where to get one.

    Raises
    ------
    WrongKind
        For a Dask client itself, say.
    """
    if executor is None or isinstance(executor, Executor):
        return executor
    wanted = "a concurrent.futures.Executor, such as ProcessPoolExecutor() or a Dask client's "
    raise WrongKind(executor, f"{wanted}get_executor()", field="executor", given=True)


def run_tasks(
    tasks: Iterable[T],
    work: Callable[[T], R],
    keep: Callable[[T, R], Iterable[T]],
    *,
    threads: int,
    executor: Executor | None = None,
    ended: Callable[[T, list[T]], None] = lambda task, again: None,
    stop: Stop | None = None,
    named: Callable[[T], str] = str,
) -> None:
    """Do tasks side by side and keep what each returns.

    Parameters
    ----------
    tasks : any iterable; only a few are taken ahead
    work : does a task wherever it is; picklable, if an executor is given
    keep : keeps what a task returned, here; returns what is still to be done of it. In threads of
        this process several keep side by side; what comes from an executor is kept one by one
    threads : how many run at once
    executor : by default threads of this process
    ended : called in the calling thread for each task that came back, with what is still to be done
        of it
    stop : set at the end, also if it comes early by Ctrl-C or a fault: tasks in threads that look
        at it end soon, and what they return is kept
    named : says a task in words

    Raises
    ------
    LostTasks
        If the executor lost tasks, with which they are.
    Exception
        The first that a task or `keep` raised. The tasks that run by then are kept, the others
        never begin.
    """
    waiting: Iterator[T] = iter(tasks)
    first = next(waiting, None)
    if first is None:
        return
    waiting = itertools.chain([first], waiting)

    def told(task: T, again: list[T]) -> list[T]:
        ended(task, again)
        return again

    def take(task: T, came: _Came[R]) -> list[T]:
        if came.fault is not None:
            raise came.fault
        return told(task, list(keep(task, came.result)))  # type: ignore[arg-type]

    if executor is not None:
        _run(executor, partial(_tried, work), take, waiting, threads, stop, named)
        return

    def both(task: T) -> list[T]:
        return list(keep(task, work(task)))

    with ThreadPoolExecutor(threads, thread_name_prefix="chunk") as pool:
        _run(pool, both, told, waiting, threads, stop, None)


def _run(
    pool: Executor,
    work: Callable[[T], R],
    take: Callable[[T, R], Iterable[T]],
    waiting: Iterator[T],
    threads: int,
    stop: Stop | None,
    named: Callable[[T], str] | None,
) -> None:
    """Submit a few tasks ahead and take in what comes back.

    Parameters
    ----------
    named : says a task in words; given for somebody's executor, which may lose it
    """
    running: dict[Future[R], T] = {}
    again: deque[T] = deque()  # what is still to be done of tasks, before the next one
    try:
        while True:
            # A few ahead keep every thread busy; more would only hold memory.
            while len(running) < 2 * threads:
                task = again.popleft() if again else next(waiting, _NO_TASK)
                if task is _NO_TASK:
                    break
                try:
                    running[pool.submit(work, task)] = task
                except Exception as fault:
                    if named is not None:
                        raise _lost(fault, running, take, named, task) from fault
                    if not isinstance(fault, RuntimeError):
                        raise
                    why = f"no thread can be started ({fault}): ask for fewer"
                    raise SimError(why, field="threads") from fault
            if not running:
                return
            watch_workers(pool)
            for future in wait(running, _LISTENS, return_when=FIRST_COMPLETED).done:
                try:
                    came = future.result()
                except Exception as fault:
                    if named is None:
                        raise
                    raise _lost(fault, running, take, named) from fault
                again.extend(take(running.pop(future), came))
    finally:
        if stop is not None:
            stop.set()
        for future in running:
            future.cancel()


def _lost(
    fault: Exception,
    running: dict["Future[R]", T],
    take: Callable[[T, R], Iterable[T]],
    named: Callable[[T], str],
    *refused: T,
) -> LostTasks:
    """Keep what came back before the executor died; return what to say of the rest."""
    left: list[T] = []
    for future in [one for one in running if one.done() and not one.cancelled()]:
        if future.exception() is None:
            left += take(running.pop(future), future.result())
    return LostTasks(_said(fault), [*map(named, [*left, *running.values(), *refused])])


def _said(fault: Exception) -> str:
    return f"{type(fault).__name__}: {' '.join(str(fault).split())}".rstrip(": ")
