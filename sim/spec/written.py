"""Files, or blocks of them between two markers, that code writes: written anew, or checked."""

import argparse
import re
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from sim.errors import MalformedFile, UnknownName

__all__ = ["blocks_written", "write_or_check"]


def blocks_written(
    text: str,
    markers: re.Pattern[str],
    openings: Sequence[str],
    blocks: Mapping[str, Callable[[], str]],
    kind: str,
    place: str = "",
) -> str:
    r"""Return a text with every block written anew between its markers.

    Parameters
    ----------
    text : str
    markers : pattern of a whole block, with groups `open`, `name` and `close`
    openings : what stands in a marker, once for every block; one more or fewer lacks its partner
    blocks : what writes each block, by name
    kind : what a block is called, in messages
    place : file, for messages

    Raises
    ------
    MalformedFile
        If a marker has no partner.
    UnknownName
        If a marker names no block.

    Examples
    --------
    >>> markers = re.compile(r"(?P<open>\[(?P<name>\w+)\]).*?(?P<close>\[/\])")
    >>> blocks_written("a [b] old [/]", markers, ["[/]"], {"b": lambda: " new "}, "block")
    'a [b] new [/]'
    """
    whole = len(markers.findall(text))
    if any(text.count(opening) != whole for opening in openings):
        raise MalformedFile(f"a {kind}'s opening or closing marker is missing", place=place)

    def written(found: re.Match[str]) -> str:
        if found["name"] not in blocks:
            raise UnknownName(kind, found["name"], blocks, place=place)
        return f"{found['open']}{blocks[found['name']]()}{found['close']}"

    return markers.sub(written, text)


def write_or_check(
    program: str,
    about: str | None,
    files: Mapping[Path, Callable[[str], str]],
    arguments: Sequence[str] | None = None,
) -> int:
    """Write files anew, or name those that are out of date; return the exit status.

    Parameters
    ----------
    program, about : as ``--help`` shows them
    files : what makes of each file's text the text that it should have; '' is that of no file
    arguments : ``--write`` or ``--check``; those of the command line if none are given
    """
    parser = argparse.ArgumentParser(prog=f"python -m {program}", description=about)
    wish = parser.add_mutually_exclusive_group(required=True)
    wish.add_argument("--write", action="store_true", help="write what is out of date")
    wish.add_argument("--check", action="store_true", help="name files that are out of date")
    asked = parser.parse_args(arguments)
    status = 0
    for path, made in files.items():
        before = path.read_text(encoding="utf-8") if path.exists() else ""
        after = made(before)
        if before != after and asked.check:
            print(f"{path.name}: out of date; make tables", file=sys.stderr)
            status = 1
        elif before != after:
            path.write_text(after, encoding="utf-8")
            print(f"{path.name}: written")
    return status
