"""`python -m sim.merge FOLDER…`: parts of a study that ran apart become one.

It runs no world and reads no configuration, so it has no need of Hydra.
"""

import os
import sys
from collections.abc import Sequence

from sim.cli.exit_status import exit_status
from sim.errors import SimError, UnknownName, WrongKind, visible

__all__ = ["main"]

_HELP = """\
python -m sim.merge FOLDER… [to=FOLDER]

Jobs that ran parts of one study left a folder each. This joins them into the folder that one run
would have left, byte for byte. Parts stay as they are; remove them once you have seen the whole.

  python -m sim design=points.csv replicates=1000 shard=1/3     job 1, and so on to 3/3
  python -m sim.merge results/points-1a2b3c4d-shard-*
  python -m sim.merge part_a part_b to=results/whole            under a name of your own

A part that is missing, overlaps another, or is of another study is named; then nothing is
written."""

_STOPPED = "stopped; the parts are as they were, and the same command goes on"


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command and return its exit status, as `sim.cli.main` does.

    Examples
    --------
    >>> main([])
    2
    """
    asked = list(sys.argv[1:] if argv is None else argv)
    return exit_status(lambda: _merge(asked), _STOPPED)


def _merge(asked: Sequence[str]) -> None:
    """Do what the words ask for."""
    if asked and asked[0] in ("-h", "--help"):
        print(_HELP)
        return
    folders, to = [], None
    for word in asked:
        key, sign, value = word.partition("=")
        if word.startswith("-"):
            raise UnknownName("flag", word, ["--help"])
        if sign and key == "to":
            if not value:
                raise WrongKind("nothing", "the folder of the whole", field="to")
            to = value
        elif sign and not os.path.lexists(word):  # a folder may be called so
            raise UnknownName("key", key, ["to"])
        else:
            folders.append(word)
    if not folders:
        raise SimError(
            "found none, wanted the folders of a study's parts; see --help", field="FOLDER"
        )
    from sim.cli.relative_path import relative_path
    from sim.cli.summary import summarise
    from sim.runner import ProgressLine
    from sim.runner.merge import merge

    results = merge(folders, to, progress=ProgressLine())
    print(*map(visible, summarise(results).split("\n")), sep="\n")
    assert results.path is not None
    print(f"results: {relative_path(results.path)}")
