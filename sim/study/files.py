"""Files that a report leaves: whole or not at all."""

from pathlib import Path

from sim.errors import UnwritableFolder

__all__ = ["write"]


def write(path: Path, text: str) -> None:
    """Write a text whole or not at all, its folder made if need be.

    Raises
    ------
    UnwritableFolder
        If the folder cannot be made or written.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        draft = path.with_suffix(path.suffix + ".part")
        draft.write_text(text, encoding="utf-8")
        draft.replace(path)
    except OSError as fault:
        raise UnwritableFolder(
            f"found {fault.strerror}, wanted a folder that can be written", place=str(path.parent)
        ) from fault
