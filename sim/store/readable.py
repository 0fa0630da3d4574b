"""What goes wrong while a file is read: it is missing, damaged, or the machine lacks something."""

import errno
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sim.errors import MalformedFile, MissingResult

__all__ = ["ADVICE", "is_lack", "readable"]

#: What to do about a file of results that cannot be read.
ADVICE = "run the same study again, which sets it aside and makes it anew"

#: What Windows says of a file that another program holds open or has locked.
_IN_USE = (32, 33)


def is_lack(fault: Exception) -> bool:
    """Return whether a fault is the machine's, for a while, and says nothing of the file.

    Such a file is not damaged: it may be read the next time.
    """
    if isinstance(fault, OSError):
        in_use = getattr(fault, "winerror", None) in _IN_USE
        return in_use or fault.errno in (errno.EMFILE, errno.ENFILE, errno.ENOMEM)
    return isinstance(fault, MemoryError)


@contextmanager
def readable(path: Path) -> Iterator[None]:
    """Turn whatever goes wrong while a file is read into one line that says what to do."""
    try:
        yield
    except FileNotFoundError as fault:
        raise MissingResult(
            "is missing: run the same study again, which makes it anew", place=str(path)
        ) from fault
    except PermissionError as fault:
        raise MalformedFile("cannot be read: no reading allowed", place=str(path)) from fault
    except (MalformedFile, MissingResult):
        raise
    except Exception as fault:  # readers of damaged files raise all kinds of errors
        if is_lack(fault):
            raise
        raise MalformedFile(f"is damaged or cut short: {ADVICE}", place=str(path)) from fault
