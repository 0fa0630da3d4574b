"""Commands that do one thing with one configuration: claims, hindcast and the like."""

import sys
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from sim.cli.guard import guarded
from sim.cli.words import Command, read
from sim.errors import SimError

__all__ = ["single"]


def single(
    argv: Sequence[str] | None,
    name: str,
    keys: Sequence[str],
    work: Callable[[Mapping[str, Any]], None],
    stopped: str = "stopped; nothing was written",
) -> int:
    """Read a command's words through Hydra, do its work, and return its exit status.

    Parameters
    ----------
    argv : sequence of str, optional
        Words and flags; those of the process if not given.
    name : str
        The configuration in `conf/` that holds the command's keys, defaults and help.
    keys : what the command knows beside Hydra's own
    work : what to do with the configuration
    stopped : what to say of a Ctrl-C

    Examples
    --------
    >>> single(["seed=1"], "claims", ["seed"], lambda config: print(config["tier"]))
    core
    0
    """
    asked = list(sys.argv[1:] if argv is None else argv)
    return guarded(lambda: _run(asked, name, keys, work), stopped)


def _run(
    asked: Sequence[str],
    name: str,
    keys: Sequence[str],
    work: Callable[[Mapping[str, Any]], None],
) -> None:
    from sim.cli.compose import compose, inform, informs

    command = read(asked, keys)
    command = Command(command.words, (*command.flags, "-cn", name))
    if informs(command):
        inform(command)
        return
    configs = compose(command)
    if len(configs) > 1:
        raise SimError("takes one value a key: run it once for each", field="-m")
    work(configs[0])
