"""How far the check of a large design has come: said once it takes longer than a moment."""

import sys
import time
from collections.abc import Iterator, Sequence
from typing import TypeVar

__all__ = ["report_checks"]

_T = TypeVar("_T")

#: Seconds of silence at first, and between two lines: on a terminal, and elsewhere.
_SILENCE, _REWRITES, _PAUSE = 2.0, 0.2, 10.0


def report_checks(points: Sequence[_T]) -> Iterator[_T]:
    """Yield points one by one; say on stderr how many have been, if it takes long.

    Examples
    --------
    >>> list(report_checks(["one", "other"]))
    ['one', 'other']
    """
    terminal = sys.stderr is not None and sys.stderr.isatty()
    pause = _REWRITES if terminal else _PAUSE
    last = time.monotonic() + _SILENCE - pause
    for done, point in enumerate(points):
        if done % 64 == 0 and time.monotonic() - last > pause:
            last = time.monotonic()
            start, end = ("\r\x1b[K", "") if terminal else ("", "\n")
            text = f"checking {done:,} of {len(points):,} points"
            print(f"{start}{text}", end=end, file=sys.stderr, flush=True)
        yield point
    if terminal:
        print("\r\x1b[K", end="", file=sys.stderr, flush=True)
