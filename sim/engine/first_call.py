"""The first call of compiled code, in a thread of its own: Ctrl-C is heard while it compiles.

Compiling takes a minute in which Python's main thread hears nothing: a signal waits for the next
line of Python. So the main thread only waits, and a compilation that nobody waits for any more goes
on beside it; what it makes is kept for next time.
"""

import threading
from collections.abc import Callable
from typing import Any

from sim.engine.batch import run_chunk
from sim.engine.plan import Plan, compile_world
from sim.engine.simulate import simulate
from sim.spec.world import World

__all__ = ["compile_one", "compile_rows"]


def compile_rows(plan: Plan) -> None:
    """Make sure that the code for many replicates is compiled, or loaded, before they run."""
    from sim.engine.compiled import run_rows_compiled

    if not _is_ready(run_rows_compiled):
        _beside(lambda: run_chunk(plan, 0, 0, 1))


def compile_one(world: World) -> None:
    """Make sure that the code for one history is compiled, or loaded, before a world's runs."""
    from sim.engine.compiled import one_month_compiled

    if not _is_ready(one_month_compiled):
        _beside(lambda: simulate(compile_world(world), 0, 0))


def _is_ready(function: Any) -> bool:
    """Return whether a call compiles nothing: never with NUMBA_DISABLE_JIT, which leaves Python."""
    return bool(getattr(function, "signatures", True))


def _beside(first_call: Callable[[], object]) -> None:
    """Make a first call in another thread and wait for it; raise what it raises."""
    faults: list[BaseException] = []

    def call() -> None:
        try:
            first_call()
        except BaseException as fault:
            faults.append(fault)

    thread = threading.Thread(target=call, name="compile", daemon=True)
    thread.start()
    while thread.is_alive():
        thread.join(0.1)  # without an end, Windows would not hear Ctrl-C either
    if faults:
        raise faults[0]
