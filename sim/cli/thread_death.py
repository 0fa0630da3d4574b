"""A thread that dies for want of memory ends the command, instead of leaving it waiting.

`Thread.start` waits for a word from the new thread. One that dies before it can give it leaves its
parent waiting for ever, and Python tells of the death only through `sys.unraisablehook`. There is
no memory for a call of Python's own in that thread: the hook is a queue's method, and a thread that
has been there from the start listens at its other end.
"""

import _thread
import signal
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from queue import SimpleQueue
from typing import Any

__all__ = ["watch_threads"]


@contextmanager
def watch_threads() -> Iterator[None]:
    """Raise MemoryError here, in the main thread, if a thread dies of it as it begins.

    Elsewhere, and where a thread cannot be interrupted, nothing is watched.
    """
    main = threading.main_thread()
    if threading.current_thread() is not main or not hasattr(signal, "pthread_kill"):
        yield
        return
    usual, deaths = sys.unraisablehook, SimpleQueue[Any]()
    ready, dead = threading.Event(), threading.Event()

    def listen() -> None:
        ready.set()
        while (death := deaths.get()) is not None:
            if not issubclass(death.exc_type, MemoryError):
                usual(death)
            elif not dead.is_set():
                dead.set()
                signal.pthread_kill(main.ident or 0, signal.SIGINT)

    sys.unraisablehook = deaths.put
    try:
        with suppress(RuntimeError):  # no thread to spare: nobody listens
            _thread.start_new_thread(listen, ())  # does not wait, as Thread.start would
            while not ready.wait(0.1):
                if not deaths.empty():
                    raise MemoryError
        yield
    except BaseException as error:
        if dead.is_set():
            raise MemoryError from error
        raise
    finally:
        sys.unraisablehook = usual
        deaths.put(None)
