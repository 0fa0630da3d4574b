"""The first call of compiled code, in a thread of its own: Ctrl-C is heard while it compiles.

Compiling takes seconds in which Python's main thread hears nothing: a signal waits for the next
line of Python. So the main thread only waits, and a compilation that nobody waits for any more goes
on beside it; what it makes is kept for next time.
"""

import atexit
import functools
import threading
from collections.abc import Callable

from llvmlite.binding import ffi

from sim.engine.batch import run_chunk
from sim.engine.plan import Plan

__all__ = ["compile_one", "compile_rows"]


def compile_rows(plan: Plan) -> None:
    """Make sure that the code for many replicates is compiled, or loaded, before they run."""
    from sim.engine.loop import is_ready

    if not is_ready():
        _beside(lambda: run_chunk(plan, 0, 0, 1))


@functools.cache
def compile_one() -> None:
    """Make sure that the code for one history is compiled, or loaded, before it runs."""
    from sim.engine.code import code

    _beside(lambda: code(1))


@functools.cache
def _llvm_at_work() -> threading.RLock:
    """Return a lock that is held during every call of LLVM."""
    lock = threading.RLock()
    ffi.register_lock_callback(lock.acquire, lock.release)
    return lock


def _beside(first_call: Callable[[], object]) -> None:
    """Make a first call in another thread and wait for it; raise what it raises."""
    faults: list[BaseException] = []
    lock = _llvm_at_work()

    def call() -> None:
        try:
            first_call()
        except BaseException as fault:
            faults.append(fault)

    thread = threading.Thread(target=call, name="compile", daemon=True)
    thread.start()
    try:
        while thread.is_alive():
            thread.join(0.1)  # without an end, Windows would not hear Ctrl-C either
    except KeyboardInterrupt:
        # A process that ends amid a call of LLVM would crash: that one call is waited for.
        atexit.register(lock.acquire)
        raise
    if faults:
        raise faults[0]
