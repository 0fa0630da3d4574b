"""Files that a report leaves: whole or not at all."""

from pathlib import Path

from sim.errors import MissingResult
from sim.store import Results
from sim.store.files import appearing

__all__ = ["folder_of", "write"]


def folder_of(results: Results, folder: Path | None) -> Path:
    """Return where a report goes: the folder said, or else that of the results.

    Raises
    ------
    MissingResult
        If neither is one.
    """
    folder = folder if folder is not None else results.path
    if folder is None:
        raise MissingResult("results in memory have no folder: say where to write", field="folder")
    return folder


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
