"""What a command left behind."""

from pathlib import Path


def everything(folder: Path) -> list[str]:
    """Return all that lies in a folder, at any depth, by path from it."""
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*"))
