"""Locks of a folder: one writer at a time, whether a thread or a process; the dead hold none."""

import contextlib
import errno
import os
import threading
from collections.abc import Iterator
from pathlib import Path

from filelock import FileLock

from sim.errors import UnwritableFolder

__all__ = ["LOCK", "check_there", "lock_at", "only_one", "writable"]

#: Name of the file that is locked.
LOCK = ".lock"

#: What a system without locks says when it is asked for one.
_NO_LOCKS = (errno.ENOLCK, errno.ENOSYS)


def lock_at(path: Path) -> FileLock:
    """Return a lock of a file, for any thread to release; where a system knows no locks, none is.

    Without that, a lock that outlives its holder would stand in for it.
    """
    return FileLock(path, thread_local=False, fallback_to_soft=False)


class _Lock:
    """A lock between threads of this process and between processes; its holder may take it again.

    Threads wait for one another in line: a lock between processes is asked for anew every 50 ms.
    """

    def __init__(self, path: Path) -> None:
        self.within = threading.RLock()
        self.across = lock_at(path)


_locks: dict[Path, _Lock] = {}
_locks_lock = threading.Lock()


def _forget_locks() -> None:
    """Begin without locks in a forked child: those of its parent are not its own."""
    global _locks_lock
    _locks.clear()
    _locks_lock = threading.Lock()


if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_forget_locks)


@contextlib.contextmanager
def only_one(folder: Path) -> Iterator[None]:
    """Wait until no other writer holds a folder's lock, and hold it; a dead writer holds none.

    Raises
    ------
    UnwritableFolder
        If the folder is gone or cannot be locked.
    """
    path = folder.absolute() / LOCK
    with _locks_lock:
        lock = _locks.setdefault(path, _Lock(path))
    with lock.within:
        with writable(folder):
            check_there(folder)
            lock.across.acquire()
        try:
            yield
        finally:
            with contextlib.suppress(OSError):
                lock.across.release()


def check_there(folder: Path) -> None:
    """Raise for a folder that is gone; a lock in it would make it anew."""
    if not folder.is_dir():
        raise FileNotFoundError(errno.ENOENT, "it is gone: was it moved or removed?")


@contextlib.contextmanager
def writable(path: Path, advice: str = "") -> Iterator[None]:
    """Turn what goes wrong while something is written into one line, with what to do."""
    try:
        yield
    except OSError as fault:
        reason = fault.strerror or type(fault).__name__
        if fault.errno in _NO_LOCKS:
            reason = "its file system knows no locks"
        raise UnwritableFolder(f"cannot be written ({reason}){advice}", place=str(path)) from fault
