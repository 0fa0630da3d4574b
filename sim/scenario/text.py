"""Read a file as text: a regular file of bounded size, UTF-8, with nothing that is not seen."""

import os
import stat
from pathlib import Path

from sim.errors import MalformedFile, hidden
from sim.errors.lines import Lined

__all__ = ["LARGEST", "check_seen", "read_text"]

#: Largest file, in bytes. The shipped worlds, tables and sources need a tenth of it.
LARGEST = 1_000_000

_KEPT = "\t\n\r"
_KINDS = (
    (stat.S_ISDIR, "a folder"),
    (stat.S_ISFIFO, "a pipe"),
    (stat.S_ISSOCK, "a socket"),
    (stat.S_ISCHR, "a device"),
    (stat.S_ISBLK, "a device"),
)


def read_text(path: Path, place: str, largest: int = LARGEST) -> str:
    """Return what a text file holds, without a byte order mark.

    A link is followed; what it leads to must be a regular file as well. Pipes and devices are not
    opened.

    Parameters
    ----------
    path : Path
        The file.
    place : str
        How messages name it.
    largest : int
        Most bytes.

    Raises
    ------
    MalformedFile
        If it cannot be opened, is no regular file, is too large, is not UTF-8, or holds a character
        that a reader cannot see.

    Examples
    --------
    >>> from sim.scenario.folder import shipped_folder
    >>> read_text(shipped_folder() / "sources.bib", "sources.bib").startswith("% What")
    True
    """
    try:
        about = path.stat()
        for is_so, kind in _KINDS:
            if is_so(about.st_mode):
                raise MalformedFile(f"found {kind}, wanted a text file", place=place)
        # Some files of a system say that they are empty, never end, or wait for more to come.
        with open(path, "rb", opener=_at_once) as file:
            data = file.read(largest + 1) or b""
    except OSError as fault:
        leads_nowhere = isinstance(fault, FileNotFoundError) and path.is_symlink()
        why = "a link that leads nowhere" if leads_nowhere else fault.strerror
        raise MalformedFile(f"cannot be opened: {why}", place=place) from None
    if len(data) > largest:
        size = max(about.st_size, len(data))
        raise MalformedFile(f"found {size} bytes, wanted at most {largest}", place=place)
    try:
        text = data.decode("utf-8").removeprefix("\ufeff")
    except UnicodeDecodeError as fault:
        line = data[: fault.start].count(b"\n") + 1
        at = Lined(place, line=line)
        raise MalformedFile("not UTF-8 text", place=at) from None
    check_seen(text, place)
    return text


def _at_once(path: str, flags: int) -> int:
    """Open a file so that reading it never waits."""
    return os.open(path, flags | getattr(os, "O_NONBLOCK", 0))


def check_seen(text: str, place: str, first_line: int = 1, kept: str = _KEPT) -> None:
    """Raise at the first character that a reader cannot see.

    Parameters
    ----------
    text : str
        What is read.
    place : str
        How messages name the file.
    first_line : int
        Line of the file on which the text begins.
    kept : str
        Characters that may stand there all the same.

    Raises
    ------
    MalformedFile
        With the line and the character's number.
    """
    at = hidden(text, kept)
    if at is not None:
        line = first_line + text.count("\n", 0, at)
        message = f"found the invisible character U+{ord(text[at]):04X}; take it out"
        raise MalformedFile(message, place=Lined(place, line=line))
