"""Compiled code kept on disk: found by what it was made of, checked, whole or not at all.

Numba's own cache watches the file of the cached function alone, falls back to the source tree where
its folder cannot be written, and believes whatever it finds. Here a file is named by the model, the
function, its signature, processor and versions; so checkouts of one model share it, and another
model never finds it. Before anything of it is loaded, its bytes are compared with their sum. What
cannot be read is made anew, and where no folder can be written the process compiles for itself:
each with one line that says so.
"""

import contextlib
import hashlib
import os
import pickle
import stat
import sys
import tempfile
import time
import uuid
import warnings
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import llvmlite
import numba
from numba.core.compiler import CompileResult
from numba.core.serialize import dumps
from platformdirs import user_cache_path

from sim.errors import SimWarning
from sim.spec.version import KERNEL_HASH

__all__ = ["CodeCache", "cache_folders"]

_APP = "alliance-triangle"
_SUM = hashlib.sha256().digest_size

#: Seconds after which a half-written file is nobody's. Assumed: a day, where writing takes one.
_ABANDONED = 86_400.0


def cache_folders() -> list[Path]:
    """Return the folders in which this model's compiled code may lie, the preferred one first.

    `NUMBA_CACHE_DIR` names the first; without it, it is the user's cache folder (on Linux below
    `XDG_CACHE_HOME`, on macOS `~/Library/Caches`, on Windows `%LOCALAPPDATA%`). The second is a
    folder of the user's own below the system's temporary one.
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
    return [folder / KERNEL_HASH for folder in folders if folder.is_absolute()]


def _is_ours(folder: Path) -> bool:
    """Return whether nobody else can put code into a folder: anybody may write to the temporary."""
    if sys.platform == "win32":
        return True
    try:
        found = folder.parent.lstat()
    except OSError:
        return False
    only_owner = not found.st_mode & (stat.S_IWGRP | stat.S_IWOTH)
    return stat.S_ISDIR(found.st_mode) and found.st_uid == os.getuid() and only_owner


class CodeCache:
    """The compiled forms of one function, on disk. Has the methods that a Numba dispatcher calls.

    Parameters
    ----------
    function : the Python function
    what : what it computes, for people who wait
    """

    def __init__(self, function: Any, what: str) -> None:
        self._function, self._what = function, what
        self._folders = cache_folders()
        self._enabled = True

    @property
    def cache_path(self) -> str:
        """The preferred folder; '' if there is none."""
        return str(next(iter(self._folders), ""))

    def enable(self) -> None:
        self._enabled = True

    def disable(self) -> None:
        self._enabled = False

    def flush(self) -> None:
        """Forget this function's code: nothing is kept in the process."""

    def _file_name(self, signature: Any, codegen: Any) -> str:
        """Return the name of one compiled form: everything that its bytes depend on."""
        made_of = (
            str(signature),
            codegen.magic_tuple(),
            sys.implementation.cache_tag,
            sys.version_info[:3],
            numba.__version__,
            llvmlite.__version__,
            hashlib.sha256(self._function.__code__.co_code).hexdigest(),
        )
        key = hashlib.sha256(repr(made_of).encode()).hexdigest()[:24]
        return f"{self._function.__name__.strip('_')}-{key}.code"

    def load_overload(self, signature: Any, target: Any) -> CompileResult | None:
        """Return what was compiled before; None, after a word, if it has to be compiled now."""
        target.refresh()
        if self._enabled:
            name = self._file_name(signature, target.codegen())
            for place, folder in enumerate(self._folders):
                if place and not _is_ours(folder):
                    continue
                with _damage_told(folder / name):
                    if (kept := _read(folder / name)) is not None:
                        return CompileResult._rebuild(target, *kept)
        print(f"compiling the model ({self._what}): about a minute, once", file=sys.stderr)
        return None

    def save_overload(self, signature: Any, result: CompileResult) -> None:
        """Keep what was compiled in the first folder that can be written."""
        if not self._enabled:
            return
        if result.library.has_dynamic_globals or not all(one.can_cache for one in result.lifted):
            warnings.warn(
                f"compiled code of {self._what} holds addresses of this process, such as that of "
                "an array of a megabyte, and is not kept",
                SimWarning,
                2,
            )
            return
        name, data = self._file_name(signature, result.codegen), dumps(result._reduce())
        first = "" if self._folders else "no folder of one's own is known"
        for place, folder in enumerate(self._folders):
            try:
                _write(folder / name, data, private=place > 0)
            except OSError as fault:
                first = first or f"{folder}: cannot be written ({fault.strerror or fault})"
                continue
            if first:
                warnings.warn(f"{first}; compiled code is kept in {folder}", SimWarning, 2)
            return
        warnings.warn(
            f"{first}; compiled code is not kept, and each process compiles for itself: name a "
            "folder that can be written in NUMBA_CACHE_DIR",
            SimWarning,
            2,
        )


def _read(path: Path) -> Any:
    """Return what a file holds, None if there is none; raise ValueError if its sum is another."""
    try:
        data = path.read_bytes()
    except (FileNotFoundError, NotADirectoryError):
        return None
    if hashlib.sha256(data[_SUM:]).digest() != data[:_SUM]:
        raise ValueError("its bytes are not those that were written")
    return pickle.loads(data[_SUM:])


@contextlib.contextmanager
def _damage_told(path: Path) -> Iterator[None]:
    """Turn a file that cannot be used into one line; it is then made anew."""
    try:
        yield
    except Exception as fault:  # whatever pickle and LLVM raise of code that is not theirs
        why = fault.strerror if isinstance(fault, OSError) else fault
        warnings.warn(f"{path}: compiled code cannot be used ({why}); made anew", SimWarning, 2)


def _write(path: Path, data: bytes, *, private: bool) -> None:
    """Write a file whole or not at all, flushed, in a folder made if need be."""
    if private:
        path.parent.parent.mkdir(mode=0o700, exist_ok=True)
        if not _is_ours(path.parent):
            raise PermissionError(0, "belongs to somebody else")
    path.parent.mkdir(parents=True, exist_ok=True)
    for left in path.parent.glob(".*.part"):  # of writers that were killed
        with contextlib.suppress(OSError):
            if time.time() - left.stat().st_mtime > _ABANDONED:
                left.unlink()
    draft = path.with_name(f".{path.name}.{uuid.uuid4().hex[:12]}.part")
    try:
        with draft.open("xb") as file:
            file.write(hashlib.sha256(data).digest() + data)
            file.flush()
            os.fsync(file.fileno())
        draft.replace(path)
    finally:
        draft.unlink(missing_ok=True)
