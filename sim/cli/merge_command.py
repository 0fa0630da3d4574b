"""`python -m sim.merge FOLDER…`: parts of a study that ran apart become one.

It runs no world and reads no configuration, so it has no need of Hydra.
"""

from sim.cli.subcommand import PlainCommand
from sim.errors import SimError, WrongKind, visible

__all__ = ["COMMAND", "main"]

_HELP = """\
python -m sim.merge FOLDER… [to=FOLDER]

Jobs that ran parts of one study left a folder each. This joins them into the folder that one run
would have left, byte for byte. Parts stay as they are; remove them once you have seen the whole.

  python -m sim design=points.csv replicates=1000 shard=1/3     job 1, and so on to 3/3
  python -m sim.merge results/points-1a2b3c4d-shard-*
  python -m sim.merge part_a part_b to=results/whole            under a name of your own

A part that is missing, overlaps another, or is of another study is named; then nothing is
written."""


def _merge(folders: list[str], values: dict[str, str]) -> None:
    """Merge the parts that lie in folders, and say what the whole holds."""
    to = values.get("to")
    if to == "":
        raise WrongKind("nothing", "the folder of the whole", field="to")
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


COMMAND = PlainCommand(
    help=_HELP,
    keys=("to",),
    answer=_merge,
    stopped="stopped; the parts are as they were, and the same command goes on",
)
main = COMMAND.main
