"""Files that a report leaves: whole or not at all."""

from pathlib import Path

from sim.store.files import appearing

__all__ = ["write"]


def write(path: Path, text: str) -> None:
    """Write a text whole or not at all, its folder made if need be.

    Several writers of one file get into nobody's way: each has a hidden draft of its own, and the
    last to finish wins.

    Raises
    ------
    UnwritableFolder
        If the folder cannot be made or written.
    """
    with appearing(path) as draft:
        draft.write_text(text, encoding="utf-8")
