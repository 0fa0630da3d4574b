"""Ctrl-C and SIGTERM, which clusters and containers send: both interrupt a command, and once."""

import _thread
import signal
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

__all__ = ["interruptible"]

#: Seconds after an interrupt in which no further one is raised, so that the command can put its
#: files in order however impatient somebody is. Assumed: it takes less than a second.
_HELD = 3.0

#: Seconds until a lost interrupt is sent again. Assumed: a destructor takes less.
_AGAIN = 0.02


class _Interrupts:
    """Raises KeyboardInterrupt for a signal, and again for one where Python could not raise it."""

    def __init__(self) -> None:
        self._last = -_HELD
        self._usual = sys.unraisablehook

    def hear(self, _number: int, _frame: FrameType | None) -> None:
        """Interrupt, unless that was done a moment ago."""
        now = time.monotonic()
        if now - self._last >= _HELD:
            self._last = now
            raise KeyboardInterrupt

    def lost(self, unraisable: "sys.UnraisableHookArgs") -> None:
        """Send an interrupt again that fell into a destructor, which Python only reports."""
        if not issubclass(unraisable.exc_type, KeyboardInterrupt):
            self._usual(unraisable)
            return
        self._last = -_HELD
        again = threading.Timer(_AGAIN, _interrupt_main)
        again.daemon = True
        again.start()


def _interrupt_main() -> None:
    """Send the main thread an interrupt that ends its waiting, where the system can."""
    if hasattr(signal, "pthread_kill"):
        signal.pthread_kill(threading.main_thread().ident or 0, signal.SIGINT)
    else:
        _thread.interrupt_main()


@contextmanager
def interruptible() -> Iterator[None]:
    """Let Ctrl-C and SIGTERM interrupt the main thread meanwhile; one that is ignored stays so."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    interrupts = _Interrupts()
    before = {number: signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)}
    heard = [number for number, old in before.items() if old not in (None, signal.SIG_IGN)]
    sys.unraisablehook, usual = interrupts.lost, sys.unraisablehook
    for number in heard:
        signal.signal(number, interrupts.hear)
    try:
        yield
    finally:
        for number in heard:
            signal.signal(number, before[number])
        sys.unraisablehook = usual
