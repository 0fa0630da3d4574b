"""Files that may be forgotten: found by what they were made of, checked, whole or not at all.

What takes seconds to make and depends on nothing but its name (compiled code, a model's name) is
kept in the user's cache folder. Before a file is believed, its bytes are compared with their sum.
What cannot be read is made anew, and where no folder can be written each process makes it for
itself: each with one line that says so.
"""

import contextlib
import hashlib
import os
import stat
import sys
import tempfile
import time
import warnings
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from platformdirs import user_cache_path

from sim.errors import SimWarning

__all__ = ["cache_folders", "keep", "kept"]

_APP = "alliance-triangle"
_SUM = hashlib.sha256().digest_size

#: Seconds after which a half-written file is nobody's. Assumed: a day, where writing takes one.
_ABANDONED = 86_400.0


def cache_folders() -> list[Path]:
    """Return the folders in which such files may lie, the preferred one first.

    `NUMBA_CACHE_DIR` names the first, since compiled code is most of it. Without it, it is the
    user's cache folder: on Linux below `XDG_CACHE_HOME`, on macOS `~/Library/Caches`, on Windows
    `%LOCALAPPDATA%`. The second is one of the user's own below the system's temporary folder.
    """
    chosen = os.environ.get("NUMBA_CACHE_DIR")
    folders = []
    # Unset, empty or relative, XDG_CACHE_HOME means ~/.cache; without a home it stays relative.
    with contextlib.suppress(RuntimeError):  # the home of a user that the system does not know
        usual = Path(user_cache_path(_APP, False))
        folders.append(Path(chosen).expanduser().absolute() if chosen else usual)
    owner = f"-{os.getuid()}" if sys.platform != "win32" else ""
    with contextlib.suppress(OSError):  # no temporary folder can be written
        folders.append(Path(tempfile.gettempdir()) / f"{_APP}{owner}")
    return [folder for folder in folders if folder.is_absolute()]


def _is_ours(folder: Path) -> bool:
    """Return whether nobody else can put code into a folder: anybody may write to the temporary."""
    if sys.platform == "win32":
        return True
    try:
        found = folder.lstat()
    except OSError:
        return False
    only_owner = not found.st_mode & (stat.S_IWGRP | stat.S_IWOTH)
    return stat.S_ISDIR(found.st_mode) and found.st_uid == os.getuid() and only_owner


def kept(name: str, rebuild: Callable[[bytes], Any]) -> Any:
    """Return what a kept file holds, rebuilt from its bytes; None if it has to be made now.

    Parameters
    ----------
    name : says everything that its bytes depend on
    """
    for place, folder in enumerate(cache_folders()):
        if place and not _is_ours(folder):
            continue
        with _damage_told(folder / name):
            if (data := _read(folder / name)) is not None:
                return rebuild(data)
    return None


def keep(name: str, data: bytes, what: str = "") -> None:
    """Keep bytes in the first folder that can be written.

    Parameters
    ----------
    what : what they are, for the line that says where they lie if not in the preferred folder; ''
        says nothing
    """
    folders = cache_folders()
    first = "" if folders else "no folder of one's own is known"
    for place, folder in enumerate(folders):
        try:
            _write(folder / name, data, private=place > 0)
        except OSError as fault:
            first = first or f"{folder}: cannot be written ({fault.strerror or fault})"
            continue
        if first and what:
            warnings.warn(f"{first}; {what} is kept in {folder}", SimWarning, 2)
        return
    if what:
        warnings.warn(
            f"{first}; {what} is not kept, and each process makes it for itself: name a folder "
            "that can be written in NUMBA_CACHE_DIR",
            SimWarning,
            2,
        )


def _read(path: Path) -> bytes | None:
    """Return what a file holds, None if there is none; raise ValueError if its sum is another."""
    try:
        data = path.read_bytes()
    except (FileNotFoundError, NotADirectoryError):
        return None
    if hashlib.sha256(data[_SUM:]).digest() != data[:_SUM]:
        raise ValueError("its bytes are not those that were written")
    return data[_SUM:]


@contextlib.contextmanager
def _damage_told(path: Path) -> Iterator[None]:
    """Turn a file that cannot be used into one line; it is then made anew."""
    try:
        yield
    except Exception as fault:  # whatever reading it raises, and whoever rebuilds from it
        why = fault.strerror if isinstance(fault, OSError) else fault
        warnings.warn(f"{path}: cannot be used ({why}); made anew", SimWarning, 2)


def _write(path: Path, data: bytes, *, private: bool) -> None:
    """Write a file whole or not at all, flushed, in a folder made if need be."""
    if private:
        path.parent.mkdir(mode=0o700, exist_ok=True)
        if not _is_ours(path.parent):
            raise PermissionError(0, "belongs to somebody else")
    path.parent.mkdir(parents=True, exist_ok=True)
    for left in path.parent.glob(".*.part"):  # of writers that were killed
        with contextlib.suppress(OSError):
            if time.time() - left.stat().st_mtime > _ABANDONED:
                left.unlink()
    draft = path.with_name(f".{path.name}.{os.urandom(6).hex()}.part")
    try:
        with draft.open("xb") as file:
            file.write(hashlib.sha256(data).digest() + data)
            file.flush()
            os.fsync(file.fileno())
        draft.replace(path)
    finally:
        draft.unlink(missing_ok=True)
