"""Where the command line finds its configuration, and what experiments lie there."""

import re
from functools import cache
from pathlib import Path
from typing import NamedTuple

__all__ = ["Experiment", "conf_folder", "experiments"]

_PACKAGE = Path(__file__).resolve().parents[1]
_LINE = re.compile(r"#\s*(question|run):\s*(.*)")


class Experiment(NamedTuple):
    """One file of `conf/experiment/`: its name, the question it answers, the line that runs it."""

    name: str
    question: str
    run: str


def conf_folder() -> Path:
    """Return the folder of configurations: the package's own copy, else the working copy's."""
    shipped = _PACKAGE / "_data" / "conf"
    return shipped if shipped.is_dir() else _PACKAGE.parent / "conf"


@cache
def experiments() -> tuple[Experiment, ...]:
    """Return the experiments, by name.

    Examples
    --------
    >>> "main_sweep" in [experiment.name for experiment in experiments()]
    True
    """
    found = []
    for path in sorted((conf_folder() / "experiment").glob("*.yaml")):
        lines = map(_LINE.match, path.read_text(encoding="utf-8").splitlines())
        comments = {match[1]: match[2] for match in lines if match}
        found.append(Experiment(path.stem, comments.get("question", ""), comments.get("run", "")))
    return tuple(found)
