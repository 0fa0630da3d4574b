"""Files that appear whole or not at all, stay after a power cut, and say so when they are damaged.

A file is written under a hidden name, flushed to the disk, and only then given its own; then its
folder is flushed, so that neither bytes nor name are lost. Hidden files lie in a folder of their
writer; a lock beside it tells the living from the dead. JSON carries a sum of its own text.
"""

import contextlib
import errno
import hashlib
import json
import os
import re
import shutil
import sys
import uuid
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

from filelock import FileLock, Timeout

from sim.errors import MalformedFile, MissingResult, UnwritableFolder, WrongKind
from sim.store.locks import LOCK, check_there, writable

__all__ = [
    "ADVICE",
    "Drafts",
    "appearing",
    "appearing_all",
    "flush",
    "flush_folder",
    "publish",
    "read_json",
    "readable",
    "sealed",
    "unsealed",
    "whole_path",
    "write_json",
]

#: How the names of hidden folders, and of their locks, begin.
_DRAFTS = ".draft-"

#: What to do about a file of results that cannot be read.
ADVICE = "run the same study again, which sets it aside and makes it anew"

_SUM = re.compile(r',\s*"sum": "([0-9a-f]{16})"\s*\}\s*\Z')


def whole_path(path: str | Path, field: str) -> Path:
    """Return a path from the root on, `~` as the home folder; taken once, at the door.

    Raises
    ------
    WrongKind
        For a user's home that the system does not know, or a character that no path holds.

    Examples
    --------
    >>> whole_path("results", "folder") == Path.cwd() / "results"
    True
    """
    if "\0" in str(path):
        raise WrongKind(path, "a path without a zero character", field=field, given=True)
    try:
        return Path(path).expanduser().absolute()
    except (RuntimeError, OSError) as fault:  # no such user; a working folder that is gone
        raise WrongKind(path, f"a path that can be found ({fault})", field=field) from fault


# Writing


def flush(path: Path) -> None:
    """Wait until a file's bytes are on the disk."""
    with path.open("rb+") as file:
        os.fsync(file.fileno())


def flush_folder(folder: Path) -> None:
    """Wait until a folder's names are on the disk; where a system cannot say, it is not asked."""
    if sys.platform == "win32":
        return
    opened = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(opened)
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
    for place in reversed([folder, *folder.parents][: len(folder.relative_to(root).parts)]):
        if not place.is_dir():
            place.mkdir(exist_ok=True)
            yield place.parent


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
                # Where a file system knows no locks, nobody can sweep either.
                with contextlib.suppress(NotImplementedError):
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
    return FileLock(folder.with_suffix(LOCK), thread_local=False)


def _remove(folder: Path, lock: FileLock) -> None:
    """Remove a hidden folder, then its lock; Ctrl-C amid one step does not keep off the others."""
    with contextlib.suppress(OSError), contextlib.ExitStack() as last_first:
        last_first.callback(Path(lock.lock_file).unlink, missing_ok=True)
        last_first.callback(lock.release)
        last_first.callback(shutil.rmtree, folder, ignore_errors=True)


def _remove_if_dead(folder: Path) -> None:
    """Remove a writer's folder if nobody holds its lock."""
    lock = _lock_of(folder)
    with contextlib.suppress(Timeout, OSError, NotImplementedError):
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
        try:
            yield draft_of
            for draft in given:
                flush(draft)
        except OSError as fault:
            reason = fault.strerror or type(fault).__name__
            place = next(reversed(given.values()), root)
            raise UnwritableFolder(f"cannot be written ({reason})", place=str(place)) from fault
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
            root.mkdir(parents=True, exist_ok=True)
    with appearing_all(root) as draft_of:
        yield draft_of(path)


# JSON with a sum of its text


def sealed(data: dict[str, Any], indent: int | None = None) -> str:
    """Return plain data as JSON that carries a sum of its own text as its last entry.

    Examples
    --------
    >>> sealed({"point": 0})
    '{"point": 0, "sum": "cade7943bfac30aa"}'
    """
    # ASCII on one line: some readers of JSON Lines end a line where Unicode does.
    text = json.dumps(data, ensure_ascii=indent is None, indent=indent, allow_nan=False)
    head = text[:-1].rstrip("\n")
    between, end = (", ", "}") if indent is None else (f",\n{' ' * indent}", "\n}")
    return f'{head}{between}"sum": "{_sum_of(head)}"{end}'


def _sum_of(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def unsealed(text: str) -> dict[str, Any]:
    """Return the data of a text that `sealed` made, without the sum.

    Raises
    ------
    ValueError
        If it is not JSON, carries no sum, or another.
    """
    found = _SUM.search(text)
    if found is None or _sum_of(text[: found.start()]) != found[1]:
        raise ValueError("its text is not the one that was written")
    data: dict[str, Any] = json.loads(text)
    del data["sum"]
    return data


def write_json(path: Path, data: dict[str, Any], root: Path | None = None) -> None:
    """Write plain data as JSON with its sum, readable by people; `root` as in `appearing`."""
    with appearing(path, root) as draft:
        draft.write_text(sealed(data, indent=1) + "\n", encoding="utf-8")


def read_json(path: Path) -> dict[str, Any]:
    """Read what `write_json` wrote.

    Raises
    ------
    MissingResult, MalformedFile
        In one line that names the file and what to do.
    """
    with readable(path):
        return unsealed(path.read_text(encoding="utf-8"))


@contextlib.contextmanager
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
        raise MalformedFile(f"is damaged or cut short: {ADVICE}", place=str(path)) from fault
