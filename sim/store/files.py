"""Files that appear whole or not at all, and stay after a power cut.

A file is written under a hidden name, flushed to the disk, and only then given its own; then its
folder is flushed, so that neither bytes nor name are lost. Hidden files lie in a folder of their
writer; a lock beside it tells the living from the dead.
"""

import contextlib
import errno
import os
import shutil
import sys
import uuid
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from filelock import FileLock, Timeout

from sim.errors import WrongKind
from sim.store.locks import LOCK, check_there, lock_at, writable

if sys.platform != "win32":
    import fcntl

__all__ = [
    "Drafts",
    "appearing",
    "appearing_all",
    "flush",
    "flush_folder",
    "is_written_to",
    "make_folder",
    "publish",
    "whole_path",
]

#: How the names of hidden folders, and of their locks, begin.
_DRAFTS = ".draft-"


def whole_path(path: str | Path, field: str, wanted: str = "a path") -> Path:
    """Return a path from the root on, `~` as the home folder; taken once, at the door.

    Parameters
    ----------
    wanted : what it is the path of, for a message

    Raises
    ------
    WrongKind
        For what is no path, a user's home that the system does not know, or a character that no
        path holds.

    Examples
    --------
    >>> whole_path("results", "folder") == Path.cwd() / "results"
    True
    """
    if not isinstance(path, str | Path):
        raise WrongKind(path, wanted, field=field, given=True)
    if "\0" in str(path):
        raise WrongKind(path, "a path without a zero character", field=field, given=True)
    try:
        return Path(path).expanduser().absolute()
    except (RuntimeError, OSError) as fault:  # no such user; a working folder that is gone
        raise WrongKind(path, f"a path that can be found ({fault})", field=field) from fault


def _sync(opened: int) -> None:
    """Wait until a file or folder is on the disk itself, not in the cache of its drive."""
    if sys.platform == "darwin":  # there fsync ends when the drive has the bytes in its cache
        with contextlib.suppress(OSError):
            fcntl.fcntl(opened, fcntl.F_FULLFSYNC)
            return
    os.fsync(opened)


def flush(path: Path) -> None:
    """Wait until a file's bytes are on the disk."""
    with path.open("rb+") as file:
        _sync(file.fileno())


def flush_folder(folder: Path) -> None:
    """Wait until a folder's names are on the disk; where a system cannot say, it is not asked."""
    if sys.platform == "win32":
        return
    opened = os.open(folder, os.O_RDONLY)
    try:
        _sync(opened)
    except OSError as fault:
        if fault.errno not in (errno.EINVAL, errno.ENOTSUP):
            raise
    finally:
        os.close(opened)


def _make_folder(folder: Path, root: Path) -> Iterator[Path]:
    """Make a folder below `root`, level by level, and yield the parents of those that are new.

    `root` itself must be there: a study that was moved away while it runs is not begun again in its
    old place.
    """
    for step in reversed([folder, *folder.parents][: len(folder.relative_to(root).parts)]):
        if not step.is_dir():
            step.mkdir(exist_ok=True)
            yield step.parent


def make_folder(folder: Path) -> None:
    """Make a folder with all that it lies in, and wait until their names are on the disk."""
    there = next(place for place in (folder, *folder.parents) if place.is_dir())
    for parent in _make_folder(folder, there):
        flush_folder(parent)


def publish(drafts: Mapping[Path, Path], root: Path) -> None:
    """Give flushed drafts their names below `root`, and flush the folders that hold them.

    Together, since a disk that has just flushed one of several files has flushed them all.

    Parameters
    ----------
    drafts : draft to path
    """
    touched: dict[Path, None] = {}
    for draft, path in drafts.items():
        with writable(path):
            touched |= dict.fromkeys(_make_folder(path.parent, root))
            draft.replace(path)
            touched[path.parent] = None
    for folder in touched:
        with writable(folder):
            flush_folder(folder)


class Drafts:
    """A hidden folder in which one writer's threads write, beside other writers of the same root.

    Use as a context: at its end the folder goes, with what was given no name. A lock beside it is
    held meanwhile, from before it is made until after it is gone. So where a writer was killed, at
    whatever moment, the next one to come finds the lock free and removes what it left.

    Parameters
    ----------
    root : the folder below which the files will lie; it must be there
    """

    def __init__(self, root: Path) -> None:
        self._root = root
        self._folder = root / f"{_DRAFTS}{uuid.uuid4().hex[:12]}"
        self._lock = _lock_of(self._folder)

    def __enter__(self) -> "Drafts":
        with writable(self._root):
            check_there(self._root)
            for left in {path.with_suffix("") for path in self._root.glob(f"{_DRAFTS}*")}:
                _remove_if_dead(left)
            try:
                self._lock.acquire()
                self._folder.mkdir()
            except BaseException:
                self.__exit__()
                raise
        return self

    def __exit__(self, *_: object) -> None:
        _remove(self._folder, self._lock)

    def place(self, path: Path) -> Path:
        """Return a hidden path to write to, for a file of this name."""
        return self._folder / f"{uuid.uuid4().hex[:12]}-{path.name}"

    @contextlib.contextmanager
    def draft(self, path: Path) -> Iterator[Path]:
        """Give a hidden path to write to; at the end it goes, unless `publish` gave it a name."""
        draft = self.place(path)
        with writable(path):
            try:
                yield draft
            finally:
                with contextlib.suppress(OSError):
                    draft.unlink(missing_ok=True)


def _lock_of(folder: Path) -> FileLock:
    """Return the lock of a writer's hidden folder, which lies beside it."""
    return lock_at(folder.with_suffix(LOCK))


def _remove(folder: Path, lock: FileLock) -> None:
    """Remove a hidden folder, then its lock; Ctrl-C amid one step does not keep off the others."""
    with contextlib.suppress(OSError), contextlib.ExitStack() as last_first:
        # Released after it is gone: whoever waits for it then sees that, and makes it anew.
        # Windows lets no open file go, but removes it with its release.
        last_first.callback(lock.release)
        last_first.callback(Path(lock.lock_file).unlink, missing_ok=True)
        last_first.callback(shutil.rmtree, folder, ignore_errors=True)


def is_written_to(root: Path) -> bool:
    """Return whether a writer that is alive has drafts below a folder."""
    for folder in {path.with_suffix("") for path in root.glob(f"{_DRAFTS}*")}:
        lock = _lock_of(folder)
        try:
            lock.acquire(timeout=0)
        except Timeout:
            return True
        except OSError:
            continue
        lock.release()
    return False


def _remove_if_dead(folder: Path) -> None:
    """Remove a writer's folder if nobody holds its lock."""
    lock = _lock_of(folder)
    with contextlib.suppress(Timeout, OSError):
        lock.acquire(timeout=0)
        _remove(folder, lock)


@contextlib.contextmanager
def appearing_all(root: Path) -> Iterator[Callable[[Path], Path]]:
    """Give a function that returns a hidden path to write to, for each path below `root`.

    At the end all take their names, or go if anything failed.

    Parameters
    ----------
    root : as in `Drafts`

    Raises
    ------
    UnwritableFolder
        If the disk is full or the folder cannot be written.
    """
    given: dict[Path, Path] = {}

    def draft_of(path: Path) -> Path:
        draft = drafts.place(path)
        given[draft] = path
        return draft

    with Drafts(root) as drafts:
        with writable(root):
            yield draft_of
        for draft, path in given.items():
            with writable(path):
                flush(draft)
        publish(given, root)


@contextlib.contextmanager
def appearing(path: Path, root: Path | None = None) -> Iterator[Path]:
    """Give a hidden path to write to; at the end it takes its name, or goes if anything failed.

    Parameters
    ----------
    root : as in `Drafts`; by default the file's own folder, made if need be

    Raises
    ------
    UnwritableFolder
        If the disk is full or the folder cannot be written.
    """
    if root is None:
        root = path.parent
        with writable(path):
            make_folder(root)
    with appearing_all(root) as draft_of, writable(path):
        yield draft_of(path)
