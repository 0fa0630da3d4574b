"""The one entry: a study's words, or the name of a further command and its words."""

import sys
from collections.abc import Sequence
from importlib import import_module

from sim.cli import command
from sim.cli.argv import COMMANDS

__all__ = ["COMMANDS", "main"]


def main(argv: Sequence[str] | None = None) -> int:
    """Run a command and return its exit status, as `sim.cli.command.main` does.

    Parameters
    ----------
    argv : sequence of str, optional
        Words and flags, of a study or after the name of one of COMMANDS; those of the process if
        not given.

    Examples
    --------
    >>> main(["trace", "approval_jpn", "depth=0"])  # doctest: +ELLIPSIS
    approval_jpn = where(on.domestic_politics, clip(start + back - cost + rally, 0, 1), 0.5)
    ...
    """
    words = list(sys.argv[1:] if argv is None else argv)
    if words and words[0] in COMMANDS:
        status: int = import_module(f"sim.cli.{words[0]}_command").main(words[1:])
        return status
    return command.main(words)
