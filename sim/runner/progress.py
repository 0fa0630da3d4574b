"""How far a study has come, and a line that says so."""

import contextlib
import sys
import time
from collections.abc import Callable
from typing import NamedTuple, TextIO

__all__ = ["Clock", "Progress", "ProgressLine", "Report"]


class Progress(NamedTuple):
    """Where a study stands.

    `done` counts what `unit` says, in the plural: by default replicates over all points, those
    found on disk among them. `seconds` have passed since the study began, `left` are expected
    (None before the first has run).
    """

    done: int
    total: int
    seconds: float
    left: float | None
    unit: str = "replicates"


#: What a study calls after each chunk.
Report = Callable[[Progress], None]


class Clock:
    """Counts what is done and expects time from what ran.

    Parameters
    ----------
    total, found : how many there are of `unit`, and how many of them were on disk already
    unit : what is counted, in the plural

    Examples
    --------
    >>> told = []
    >>> clock = Clock(20, 0, told.append, "mechanisms")
    >>> clock.find(5)
    >>> clock.add(10)
    >>> told[-1].done, told[-1].unit
    (15, 'mechanisms')
    """

    def __init__(
        self, total: int, found: int, report: Report | None, unit: str = "replicates"
    ) -> None:
        self._total, self._found, self._ran = total, found, 0
        self._report, self._unit = report, unit
        self._began = time.monotonic()

    def add(self, count: int) -> None:
        """Count what ran, and report."""
        self._ran += count
        self._tell()

    def find(self, count: int) -> None:
        """Count what was there already, which says nothing of how long the others take."""
        self._found += count
        self._tell()

    def _tell(self) -> None:
        if self._report is None:
            return
        seconds = time.monotonic() - self._began
        done = min(self._found + self._ran, self._total)
        left = (self._total - done) * seconds / self._ran if self._ran else None
        self._report(Progress(done, self._total, seconds, left, self._unit))


def _duration(seconds: float) -> str:
    """Return seconds as people say them.

    Examples
    --------
    >>> _duration(4.2), _duration(75), _duration(7260)
    ('4 s', '1 min 15 s', '2 h 01 min')
    """
    whole = round(seconds)
    if whole < 60:
        return f"{whole} s"
    if whole < 3600:
        return f"{whole // 60} min {whole % 60:02d} s"
    return f"{whole // 3600} h {whole % 3600 // 60:02d} min"


class ProgressLine:
    """Print progress on one line of a terminal, or as a few lines into a file.

    A terminal's line is rewritten at most five times a second; elsewhere a line appears every ten
    seconds and at the end.
    """

    def __init__(self, stream: TextIO | None = None) -> None:
        self._stream = sys.stderr if stream is None else stream
        self._rewrites = self._stream.isatty()
        self._pause = 0.2 if self._rewrites else 10.0
        self._last: float | None = None

    def __call__(self, progress: Progress) -> None:
        now = time.monotonic()
        ended = progress.done >= progress.total
        if self._last is None and not self._rewrites:
            self._last = now  # a short study says nothing before its end
        if not ended and self._last is not None and now - self._last < self._pause:
            return
        self._last = now
        unit = progress.unit if progress.total != 1 else progress.unit.removesuffix("s")
        text = f"{progress.done:,} of {progress.total:,} {unit}, {_duration(progress.seconds)}"
        if not ended and progress.left is not None:
            text += f", {_duration(progress.left)} left"
        start, end = ("\r\x1b[K", "\n" if ended else "") if self._rewrites else ("", "\n")
        with contextlib.suppress(OSError):  # nobody reads it any more: the study goes on
            print(f"{start}{text}", end=end, file=self._stream, flush=True)
