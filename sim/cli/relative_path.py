"""Paths as a person at the command line sees them."""

from pathlib import Path

__all__ = ["relative_path"]


def relative_path(path: Path) -> str:
    """Return a path as seen from the current folder, if it lies below it."""
    whole = path.resolve()
    here = Path.cwd().resolve()
    return whole.relative_to(here).as_posix() if whole.is_relative_to(here) else str(whole)
