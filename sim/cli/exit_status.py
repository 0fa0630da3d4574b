"""How every command ends: a status, and one line of complaint (one a point, where points failed).

What the machine lacks (memory, threads, open files, room on the disk) ends in a line as well. Any
other exception is a fault of this program and shows its traceback.
"""

import errno
import io
import os
import sys
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import TextIO

from sim.cli.interrupt import interruptible
from sim.cli.thread_death import watch_threads
from sim.errors import FailedPoints, SimError, SimWarning, visible

__all__ = ["exit_status"]

#: Exit status of a command that was told something impossible, and of one that was stopped.
_REFUSED, _STOPPED = 2, 130

#: Letters of the longest line of complaint; what is longer loses its middle. Most lines, where
#: several points failed.
_LONGEST, _MOST_LINES = 400, 5

_MEMORY = (
    "there is not enough memory: ask for fewer points or replicates at a time, for fewer threads, "
    "or for no trajectories"
)


def exit_status(command: Callable[[], None], stopped: str) -> int:
    """Run a command and return its exit status.

    0 done, 1 some points failed, 2 refused, 130 stopped by Ctrl-C or SIGTERM.

    Parameters
    ----------
    command : what to do; it prints what it found
    stopped : what to say of a stop that the command itself says nothing of
    """
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")  # a terminal without ± still gets the numbers
    with interruptible():
        return _ended(command, stopped)


def _ended(command: Callable[[], None], stopped: str) -> int:
    """Run a command, say how it ended, and return its exit status."""
    try:
        with _heard(), _notes(), watch_threads():
            _check_surroundings()
            command()
            sys.stdout.flush()
    except KeyboardInterrupt as interrupt:
        return _stopped(str(interrupt) or stopped)  # an InterruptedStudy says what is kept
    except BrokenPipeError:
        _let_go()  # whoever read our words has gone (`| head`)
    except FailedPoints as error:
        return _refused(error, *error.lines)
    except SimError as error:
        return _refused(error, str(error))
    except Exception as error:
        lacking = _lacking(error)
        if lacking is not None:
            return _refused(error, lacking)
        behind = _interrupt_behind(error)
        if behind is None:
            raise
        return _stopped(str(behind) or stopped)
    return 0


def _interrupt_behind(error: BaseException) -> KeyboardInterrupt | None:
    """Return the interrupt that an error hides, where somebody's clean-up stumbled on it."""
    behind: BaseException | None = error
    while behind is not None and not isinstance(behind, KeyboardInterrupt):
        behind = behind.__context__
    return behind


@contextmanager
def _heard() -> Iterator[None]:
    """Give stderr somewhere to go where it is closed: a study runs without its progress."""
    if sys.stderr is not None:
        yield
        return
    with open(os.devnull, "w") as sys.stderr:  # noqa: PTH123
        try:
            yield
        finally:
            sys.stderr = None


def _refused(error: BaseException, *texts: str) -> int:
    """Say why something was not done; return the exit status."""
    if os.environ.get("HYDRA_FULL_ERROR") == "1":
        raise error
    for text in texts[:_MOST_LINES]:
        _say(f"error: {_line(text)}")
    if len(texts) > _MOST_LINES:
        _say(f"error: and {len(texts) - _MOST_LINES} more of the kind")
    return error.exit_status if isinstance(error, SimError) else _REFUSED


def _stopped(text: str) -> int:
    """Say what was kept, under the line of a progress that goes no further."""
    _say(_line(text), below=True)
    return _STOPPED


def _line(text: str) -> str:
    """Return a text as one line that can be seen, and is read to its end."""
    line = visible(" ".join(text.split()))
    return line if len(line) <= _LONGEST else f"{line[:260]} … {line[-130:]}"


def _say(line: str, *, below: bool = False) -> None:
    """Print on stderr, if there is one that takes it, in place of a progress or below it."""
    if sys.stderr is None:
        return
    with suppress(OSError):
        start = ("\n" if below else "\r\x1b[K") if sys.stderr.isatty() else ""
        print(f"{start}{line}", file=sys.stderr, flush=True)


def _check_surroundings() -> None:
    """Raise if there is nowhere to print to, or nowhere to be."""
    if sys.stdout is None:
        raise SimError("standard output is closed, and the last line says where results lie")
    try:
        os.getcwd()  # noqa: PTH109
    except FileNotFoundError as error:
        raise SimError("the current folder is no longer there: change to another") from error


def _lacking(error: Exception) -> str | None:
    """Return what the machine lacks, in words; None for a fault of this program."""
    if not isinstance(error, OSError | MemoryError | ImportError | RuntimeError):
        return None
    if isinstance(error, MemoryError) or "failed to map segment" in str(error):
        return _MEMORY
    if isinstance(error, RecursionError):
        return "what is asked for is nested too deep to be read"
    if isinstance(error, OSError):
        return _lacking_of_system(error)
    if "can't start new thread" in str(error):
        return "no more threads can be started here: ask for fewer, such as threads=1"
    return None


def _lacking_of_system(error: OSError) -> str:
    """Return what the operating system refused, in words."""
    try:
        sys.stdout.flush()
    except OSError:
        _let_go()
    if error.errno in (errno.EMFILE, errno.ENFILE):
        return "too many files are open at once: allow more (ulimit -n), or ask for threads=1"
    if error.filename is None and error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EIO):
        return f"not all could be printed: {error.strerror}"
    file = f"{error.filename}: " if error.filename is not None else ""
    return f"{file}{error.strerror or error}"


def _let_go() -> None:
    """Turn stdout away from whoever no longer takes it, lest Python complains while it ends."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


@contextmanager
def _notes() -> Iterator[None]:
    """Show words that are no error as one line each on stderr, never twice the same."""
    shown_before: set[str] = set()
    with warnings.catch_warnings():
        usual = warnings.showwarning

        def show(
            message: Warning | str,
            category: type[Warning],
            filename: str,
            lineno: int,
            file: TextIO | None = None,
            line: str | None = None,
        ) -> None:
            if not issubclass(category, SimWarning):
                usual(message, category, filename, lineno, file, line)
                return
            note = f"note: {_line(str(message))}"
            if note not in shown_before:
                shown_before.add(note)
                _say(note)

        warnings.showwarning = show
        if not sys.warnoptions:
            warnings.simplefilter("always", SimWarning)
        yield
