"""Chunks in threads: a few ahead of the writer; what has begun is kept whatever happens."""

import functools
import itertools
import threading
import time
from collections.abc import Callable, Iterable
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from dataclasses import dataclass

from sim.engine.batch import Chunk, run_chunk
from sim.engine.first_call import compile_rows
from sim.errors import SimError, UnwritableFolder
from sim.runner.failure import Failure
from sim.runner.progress import Clock
from sim.runner.request import Request

__all__ = ["Task", "work_off"]

#: Seconds after which the rows of a chunk that is not full yet are kept. Assumed: half a minute is
#: what one may lose to a power cut without a sigh.
_EVERY = 25.0

#: Seconds after which the waiting thread looks up: without an end, Windows would not hear Ctrl-C.
#: Assumed: nobody minds half a second.
_LISTENS = 0.5


@dataclass(frozen=True)
class Task:
    """A chunk to run.

    `point` is its place in the request; `keep` takes it, in the same thread. `before` gives the
    rows of it that are there already; `keep_part` takes its first rows where it takes long or is
    stopped.
    """

    point: int
    first: int
    count: int
    records: bool
    keep: Callable[[Chunk], None]
    before: Callable[[], Chunk | None] = lambda: None
    keep_part: Callable[[Chunk], None] | None = None


class _Stopped(Exception):
    """A chunk that was given up because the study ends."""


def _run(request: Request, stop: threading.Event, task: Task) -> int:
    """Run a task and return how many rows are new."""
    last = time.monotonic()

    def pause(so_far: Callable[[], Chunk]) -> None:
        nonlocal last
        late = time.monotonic() - last >= _EVERY
        if task.keep_part is not None and (late or stop.is_set()):
            task.keep_part(so_far())
            last = time.monotonic()
        if stop.is_set():
            raise _Stopped

    before = task.before()
    chunk = run_chunk(
        request.plan(task.point),
        request.seed,
        task.first,
        task.count,
        records=task.records,
        before=before,
        pause=pause,
    )
    task.keep(chunk)
    return task.count - (before.count if before else 0)


def work_off(
    request: Request, tasks: Iterable[Task], clock: Clock, failed: dict[int, Failure]
) -> None:
    """Run tasks in the request's threads.

    The model releases the GIL, so threads run side by side. A point whose task fails gets no
    further ones, and the others go on; a folder that cannot be written ends them all. Then, and if
    Ctrl-C comes, those begun keep what they have, the others never begin, and the exception goes
    on.

    Parameters
    ----------
    failed : takes the failures, by the place of the point; those before an exception stay in it
    """
    first = next(waiting := iter(tasks), None)
    if first is None:
        return
    waiting = itertools.chain([first], waiting)
    compile_rows(request.plan(first.point))
    stop = threading.Event()
    work = functools.partial(_run, request, stop)
    running: dict[Future[int], Task] = {}
    with ThreadPoolExecutor(request.threads, thread_name_prefix="chunk") as pool:
        try:
            while True:
                # A few ahead keep every thread busy; more would only hold memory.
                room = 2 * request.threads - len(running)
                wanted = (task for task in waiting if task.point not in failed)
                for task in itertools.islice(wanted, room):
                    running[_submitted(pool, work, task)] = task
                if not running:
                    return
                for future in wait(running, _LISTENS, return_when=FIRST_COMPLETED).done:
                    task = running.pop(future)
                    try:
                        added = future.result()
                    except UnwritableFolder:
                        raise
                    except Exception as fault:
                        failed.setdefault(task.point, Failure(task.first, fault))
                    else:
                        clock.add(added)
        finally:
            stop.set()
            for future in running:
                future.cancel()


def _submitted(pool: ThreadPoolExecutor, work: Callable[[Task], int], task: Task) -> "Future[int]":
    try:
        return pool.submit(work, task)
    except RuntimeError as fault:
        raise SimError(f"no thread can be started ({fault}): ask for fewer", field="threads") from (
            fault
        )
