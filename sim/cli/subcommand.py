"""Commands that do one thing with one configuration: claims, hindcast and the like."""

import sys
import warnings
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sim.cli.argv import OPEN, CommandLine, read_argv
from sim.cli.exit_status import exit_status
from sim.errors import InterruptedStudy, SimError, SimWarning

if TYPE_CHECKING:
    from sim.cli.settings import Settings
    from sim.methods.changed import Changed
    from sim.methods.parts import Parts

__all__ = ["GOES_ON", "answer_folder", "requested", "run_subcommand", "say_where"]

#: What a command says of a Ctrl-C that keeps finished parts.
GOES_ON = "stopped; finished parts are kept, and the same command goes on from there"


def run_subcommand(
    argv: Sequence[str] | None,
    name: str,
    keys: Sequence[str],
    work: Callable[[Mapping[str, Any]], None],
    listed: Callable[[], str],
    stopped: str = GOES_ON,
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
    listed : what `--list` prints: what the command can be asked for
    stopped : what to say of a Ctrl-C

    Examples
    --------
    >>> run_subcommand(["seed=1"], "claims", ["seed"], lambda config: print(config["tier"]), str)
    core
    0
    >>> run_subcommand(["--list"], "claims", ["seed"], print, lambda: "C001")
    C001
    0
    """
    asked = list(sys.argv[1:] if argv is None else argv)
    if asked[:1] == ["--list"]:
        return exit_status(lambda: _list(asked[1:], listed), stopped)
    return exit_status(lambda: _run(asked, name, keys, work), stopped)


def _list(beside: Sequence[str], listed: Callable[[], str]) -> None:
    if beside:
        raise SimError(f"stands alone, found '{beside[0]}' beside it", field="--list")
    print(listed())


def _run(
    asked: Sequence[str],
    name: str,
    keys: Sequence[str],
    work: Callable[[Mapping[str, Any]], None],
) -> None:
    from sim.cli.compose import compose, inform, informs

    command = read_argv(asked, keys)
    if command.has("-cn", "--config-name"):
        raise SimError("is not used here: the command has a configuration of its own", field="-cn")
    command = CommandLine(command.words, (*command.flags, "-cn", name))
    if informs(command):
        inform(command)
        return
    configs = compose(command)
    if len(configs) > 1:
        raise SimError("takes one value a key: run it once for each", field="-m")
    try:
        work(configs[0])
    except InterruptedStudy:
        # A run within the work says what it kept of itself; the command knows what is kept in all.
        raise KeyboardInterrupt from None


def requested(config: Mapping[str, Any]) -> dict[str, Any]:
    """Return what a configuration changes in every world of an answer, under full names."""
    from sim.cli.overrides import overrides_of

    return overrides_of({key: config[key] for key in (*OPEN, "parameter_set")})


def say_where(changed: "Changed") -> str:
    """Say what may not have been meant of a request; return where it acts, in words."""
    for line in changed.notes():
        warnings.warn(line, SimWarning, stacklevel=2)
    return str(changed)


def answer_folder(
    name: str, shared: "Settings", overrides: Mapping[str, Any], *asked: object
) -> tuple[Path, "Parts"]:
    """Return the folder of an answer, named by all that is asked, and the parts finished there.

    Nothing is made; a line says so if a part is there already.

    Parameters
    ----------
    overrides : changes by name; a set of parameters counts by its draws, whatever its name
    asked : what else can change the answer, beside the model, replicates and seed
    """
    from sim.cli.relative_path import relative_path
    from sim.methods.parts import Parts
    from sim.report.markdown import count_of
    from sim.scenario import parameter_set
    from sim.spec.version import KERNEL_HASH
    from sim.store.points import study_key

    identity = [KERNEL_HASH, str(shared.replicates), str(shared.seed), repr(asked)]
    for key, value in sorted(overrides.items()):
        if key == "parameter_set":
            drawn = parameter_set(value, shared.worlds)
            value = (drawn.names, drawn.rows)
        identity.append(f"{key}={value!r}")
    folder = shared.folder / f"{name}-{study_key(identity)}"
    parts = Parts(folder / "parts")
    if len(parts):
        finished = count_of(len(parts), "finished part")
        print(f"{finished} in {relative_path(folder)}", file=sys.stderr)
    return folder, parts
