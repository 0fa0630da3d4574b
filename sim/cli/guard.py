"""How every command ends: a status, and at most one line of complaint."""

import io
import os
import sys
from collections.abc import Callable

from sim.errors import SimError

__all__ = ["guarded"]

#: Exit status of a command that was told something impossible, and of one that was stopped.
_REFUSED, _STOPPED = 2, 130


def guarded(command: Callable[[], None], stopped: str) -> int:
    """Run a command and return its exit status: 0 done, 2 refused, 130 stopped by Ctrl-C.

    Parameters
    ----------
    command : what to do; it prints what it found
    stopped : what to say of a Ctrl-C that the command itself says nothing of
    """
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")  # a terminal without ± still gets the numbers
    try:
        command()
    except KeyboardInterrupt as interrupt:
        return _stopped(str(interrupt) or stopped)  # an InterruptedStudy says what is kept
    except BrokenPipeError:
        # Whoever read our words has gone (`| head`); Python must not complain of it while it ends.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except SimError as error:
        if os.environ.get("HYDRA_FULL_ERROR") == "1":
            raise
        print(f"error: {' '.join(str(error).split())}", file=sys.stderr)
        return _REFUSED
    return 0


def _stopped(text: str) -> int:
    """Say what was kept, under the line of a progress that goes no further."""
    print(f"\n{text}" if sys.stderr.isatty() else text, file=sys.stderr)
    return _STOPPED
