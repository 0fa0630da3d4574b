"""The one entry: a study's words, or the name of a further command and its words."""

import sys
from collections.abc import Sequence
from importlib import import_module

from sim.cli import command

__all__ = ["COMMANDS", "main"]

#: Further commands and what each is for; `python -m sim.<name>` is the same.
COMMANDS = {
    "articles": "how far results rest on each article",
    "calibrate": "a fit of parameters to facts before 2025",
    "claims": "what became of the articles' claims",
    "disputed": "maps of the signs that the articles dispute",
    "hindcast": "the record beside the model",
    "levers": "what each trait, lever and mechanism does over all priors",
    "merge": "parts of a study that ran apart become one",
    "page": "lessons as pages for any browser",
    "parameters": "where each parameter acts",
    "trace": "the month as operations, and what moves a number",
}


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
    asked = list(sys.argv[1:] if argv is None else argv)
    if asked and asked[0] in COMMANDS:
        found: int = import_module(f"sim.cli.{asked[0]}_command").main(asked[1:])
        return found
    return command.main(asked)
