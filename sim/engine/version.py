"""Which model this is: a hash of every source that can change a result, and the cache it names."""

import hashlib
import os
from pathlib import Path

__all__ = ["KERNEL_HASH", "cache_folder"]

_PACKAGE = Path(__file__).resolve().parents[1]
_ROOMS = ("spec", "mechanisms", "engine")


def _hash() -> str:
    """Return 16 hex digits over the Python sources of spec, mechanisms and engine."""
    digest = hashlib.sha256()
    for room in _ROOMS:
        for path in sorted((_PACKAGE / room).rglob("*.py")):
            digest.update(path.relative_to(_PACKAGE).as_posix().encode())
            digest.update(path.read_bytes().replace(b"\r\n", b"\n"))
    return digest.hexdigest()[:16]


#: Names the model: part of every result's key, so that a changed model never finds old answers.
KERNEL_HASH = _hash()


def cache_folder() -> Path:
    """Return the folder for compiled code of exactly this model.

    Numba's cache watches only the file of the function that is cached; the hash in the folder's
    name watches all of them. `NUMBA_CACHE_DIR` moves it.
    """
    chosen = os.environ.get("NUMBA_CACHE_DIR")
    if chosen:
        base = Path(chosen)
    elif os.name == "nt":
        base = Path(os.environ.get("LOCALAPPDATA", Path.home())) / "alliance-triangle"
    else:
        base = Path(os.environ.get("XDG_CACHE_HOME", Path.home() / ".cache")) / "alliance-triangle"
    return base / KERNEL_HASH
