"""What a command left behind, or has written so far."""

import os
from pathlib import Path


def everything(folder: Path) -> list[str]:
    """Return all that lies in a folder, at any depth, by path from it."""
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*"))


def files_so_far(folder: Path) -> list[str]:
    """Return the names of the files in a folder that another process is writing into.

    Hidden folders are left out: drafts lie there. A folder that vanishes meanwhile is no error.
    """
    found = []
    for _, inside, names in os.walk(folder):
        inside[:] = [name for name in inside if not name.startswith(".")]
        found += names
    return found
