"""The keys of a command as its `--help` shows them: from the file that holds their defaults.

Each key of `conf/<command>.yaml` stands there with its default and, behind it, a comment that says
what it is. A comment above the open keys says where changes hold.
"""

import re
import textwrap
from collections.abc import Sequence

from sim.cli.argv import OPEN
from sim.cli.experiments import conf_folder
from sim.cli.listing import table

__all__ = ["key_table"]

_KEY = re.compile(r"(?P<indent> *)(?P<key>\w+):(?: +(?P<value>[^#]*[^# ]))? *(?:# *(?P<what>.*))?")


def key_table(name: str, keys: Sequence[str]) -> str:
    r"""Return a command's keys, each with its default and what it is; open keys as one line.

    Parameters
    ----------
    name : of the configuration
    keys : what the command knows

    Examples
    --------
    >>> print(key_table("disputed", ("maps", "seed", "traits")).partition("\n")[2])
      seed=1     key of every random draw
    Changes that hold in every cell, unless the map itself says otherwise:
      traits.*
    """
    lines = (conf_folder() / f"{name}.yaml").read_text(encoding="utf-8").splitlines()
    rows, opened = [], []
    comment = where = above = ""
    for line in lines:
        if line.startswith("# "):
            comment = line
        match = _KEY.fullmatch(line)
        if match is None:
            continue
        if not match["indent"]:
            above = match["key"]
        key = f"{above}.{match['key']}" if match["indent"] else match["key"]
        if key in OPEN and key in keys:
            opened.append(f"{key}.*")
            where = where or comment.removeprefix("# ").removesuffix(".")
        elif key in keys and match["value"]:
            rows.append((f"{key}={match['value']}", match["what"] or ""))
    told = textwrap.indent(table(rows), "  ")
    return f"{told}\n{where}:\n  {', '.join(opened)}" if opened else told
