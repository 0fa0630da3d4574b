"""Chunks in threads: a few ahead of the writer, and those begun are finished whatever happens."""

import itertools
from collections.abc import Callable, Iterable
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from dataclasses import dataclass

from sim.engine.batch import Chunk, run_chunk
from sim.runner.compiling import compile_rows
from sim.runner.progress import Clock
from sim.runner.request import Request

__all__ = ["Task", "work_off"]


@dataclass(frozen=True)
class Task:
    """A chunk to run: `point` is its place in the request; `keep` takes it, in the same thread."""

    point: int
    first: int
    count: int
    records: bool
    keep: Callable[[Chunk], None]


def work_off(request: Request, tasks: Iterable[Task], clock: Clock) -> None:
    """Run tasks in the request's threads.

    The model releases the GIL, so threads run side by side. If a task fails or Ctrl-C comes, those
    begun are finished and kept, the others never begin, and the exception goes on.
    """

    def work(task: Task) -> int:
        plan = request.plan(task.point)
        task.keep(run_chunk(plan, request.seed, task.first, task.count, records=task.records))
        return task.count

    first = next(waiting := iter(tasks), None)
    if first is None:
        return
    waiting = itertools.chain([first], waiting)
    compile_rows(request.plan(first.point))
    running: set[Future[int]] = set()
    with ThreadPoolExecutor(request.threads, thread_name_prefix="chunk") as pool:
        try:
            while True:
                # A few ahead keep every thread busy; more would only hold memory.
                room = 2 * request.threads - len(running)
                running |= {pool.submit(work, task) for task in itertools.islice(waiting, room)}
                if not running:
                    return
                done, running = wait(running, return_when=FIRST_COMPLETED)
                for future in done:
                    clock.add(future.result())
        finally:
            for future in running:
                future.cancel()
