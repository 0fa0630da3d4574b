"""Which model this is: a hash of every source that can change a result."""

import hashlib
from collections.abc import Collection, Iterable
from pathlib import Path

from sim.errors import SimError

__all__ = ["KERNEL_HASH", "WORDS_ALONE", "check_model", "sources_hash"]

_PACKAGE = Path(__file__).resolve().parents[1]
_ROOMS = ("spec", "mechanisms", "engine")

#: Modules of these rooms from which no number of a run comes: they read what is asked, and write
#: tables. What they make of a request is in the world, and the world's digest names it.
WORDS_ALONE = (
    *("spec/asked.py", "spec/event_asked.py", "spec/event_change.py", "spec/glance.py"),
    *("spec/notice.py", "spec/override.py", "spec/override_key.py", "spec/tables.py"),
)


def sources_hash(rooms: Iterable[str] = _ROOMS, without: Collection[str] = WORDS_ALONE) -> str:
    """Return 16 hex digits over the Python sources of rooms, as they lie now.

    Parameters
    ----------
    rooms : by default those of the model
    without : modules that do not count

    Examples
    --------
    >>> sources_hash() == KERNEL_HASH
    True
    """
    digest = hashlib.sha256()
    for room in rooms:
        for path in sorted((_PACKAGE / room).rglob("*.py")):
            name = path.relative_to(_PACKAGE).as_posix()
            if name in without:
                continue
            digest.update(name.encode())
            digest.update(path.read_bytes().replace(b"\r\n", b"\n"))
    return digest.hexdigest()[:16]


#: Names the model: part of every result's key, so that a changed model never finds old answers.
#: Taken when the first module of these rooms is loaded; `sim.engine.compiled` compares it with the
#: sources once the last one is, so that no name stands for code half old and half new.
KERNEL_HASH = sources_hash()


def check_model(found: str) -> None:
    """Raise if something was run by another model than this one; '' is nobody's.

    Raises
    ------
    SimError
        A row that this model runs is not the row of another one.

    Examples
    --------
    >>> check_model(KERNEL_HASH)
    """
    if found not in ("", KERNEL_HASH):
        raise SimError(
            f"was run by model {found}, and this is model {KERNEL_HASH}: its rows cannot be "
            "replayed; world.replace() makes it a world of this model",
            field="world",
        )
