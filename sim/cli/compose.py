"""Hydra's part: from the words of a command to one plain configuration per design point.

Grammar, sweeps, experiments, `--help` and `--info` are Hydra's. Its files are composed once; what
the words say is put on top here, since a launcher makes folders and logs, and composes every job
from its files at 0.15 s. The study runs once all of its points are known.
"""

import io
import os
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, redirect_stdout
from pathlib import Path
from typing import Any

from hydra import compose as hydra_compose
from hydra import initialize_config_dir
from hydra import main as hydra_main
from hydra.core.override_parser.types import Override, Quote, QuotedString
from hydra.types import RunMode
from omegaconf import DictConfig, OmegaConf

from sim import __version__
from sim.cli.argv import KEYS, LISTS, OPEN, PART, RANGED, STUDY, TEXTS, CommandLine, hydra_override
from sim.cli.experiments import conf_folder
from sim.cli.grammar_error import in_quotes
from sim.cli.grid import axes, grid
from sim.cli.hydra_errors import translate_hydra_errors
from sim.cli.hydra_grammar import parse_words
from sim.cli.hydra_part import check_choices
from sim.cli.key_help import key_table
from sim.cli.listing import listed
from sim.cli.overrides import flatten, with_value
from sim.cli.settings import unshared
from sim.errors import MalformedFile, SimError, UnknownName, WrongKind, short, visible
from sim.spec.override_key import bare

__all__ = ["asks_for_information", "compose", "print_information"]

#: Flags that ask to be told something; nothing is run.
_INFORMING = (
    *("-h", "--help", "--hydra-help", "--version", "-c", "--cfg", "-i", "--info"),
    *("-sc", "--shell-completion"),
)

#: Folders beside the configurations' own in which Hydra looks.
_SEARCHED = "hydra.searchpath"

#: Where a flat configuration lies while it is resolved. No key is called so.
_FLAT = "flat"


def compose(command: CommandLine) -> list[dict[str, Any]]:
    """Return one plain configuration per design point that a command asks for.

    Open keys are flat: {"leaders": {"tokyo.rivalry": 0.9}}. Points share what they have in common;
    what is returned is to be read and not to be changed.

    Raises
    ------
    SimError
        For what the grammar, Hydra's files or a grid cannot be, as one line.
    """
    with initialize_config_dir(_folder(command), "alliance-triangle", version_base="1.3"):
        base, swept = _base_and_sweeps(command)
        return [_resolved(point) for point in grid(base, axes(swept))]


def _base_and_sweeps(command: CommandLine) -> tuple[dict[str, Any], list[Override]]:
    """Return the configuration that words make of the files, and what is swept.

    A word takes the place of what an experiment sweeps.
    """
    words = parse_words(command.words)
    config = _composed(command, [word for word in words if not _is_ours(word)])
    check_choices(config.hydra.runtime.choices)
    base = _plain(config)
    with translate_hydra_errors():
        many = command.has("-m", "--multirun") or config.hydra.mode == RunMode.MULTIRUN
        params = dict(config.hydra.sweeper.params or {}) if many else {}
    in_file = parse_words([hydra_override(f"{key}={params[key]}", tuple(base)) for key in params])
    swept = {word.key_or_group: word for word in in_file}
    for word in filter(_is_ours, words):
        if word.is_sweep_override():
            if not many or word.is_delete():
                raise _several(word, runs_each="months" in base)
            swept[word.key_or_group] = word
            continue
        swept.pop(word.key_or_group, None)
        if word.is_delete():
            base = _without(base, word)
        else:
            base = with_value(base, word.key_or_group, word.value())
    return base, list(swept.values())


def _is_ours(word: Override) -> bool:
    """Return whether a word is about a key of the configuration, not about Hydra's files."""
    return word.key_or_group != "experiment" and not word.is_hydra_override()


def _composed(command: CommandLine, words: Iterable[Override]) -> DictConfig:
    """Return Hydra's configuration of its files, with Hydra's own part."""
    lines = {}
    for word in words:
        if word.is_sweep_override():
            raise SimError(
                "found several, wanted one: each has a design of its own; run one after another",
                field=word.key_or_group,
            )
        if word.value() is not None:
            lines[word.key_or_group] = str(word.input_line)
    extra = command.value("-cd", "--config-dir")
    if extra is not None:
        if not os.path.isdir(extra):  # noqa: PTH112 -- Path.is_dir raises for long names
            raise WrongKind(extra, "a folder that exists", field="--config-dir")
        if _SEARCHED in lines:
            raise SimError(f"is another way to say {_SEARCHED}, wanted one", field="--config-dir")
        folder = QuotedString(f"file://{Path(extra).resolve()}", Quote.double).with_quotes()
        lines[_SEARCHED] = f"{_SEARCHED}=[{folder}]"
    name = command.value("-cn", "--config-name") or "config"
    with translate_hydra_errors():
        return hydra_compose(name, list(lines.values()), return_hydra_config=True)


def _plain(config: DictConfig) -> dict[str, Any]:
    """Return a configuration without Hydra's own part, its open keys flat."""
    held: dict[str, Any] = OmegaConf.to_container(config)  # type: ignore[assignment]
    del held["hydra"]
    if "experiment" in held:
        raise MalformedFile(
            "wanted keys below a first line '# @package _global_'", field="experiment"
        )
    for head in set(OPEN) & set(held):
        entries = flatten(head, held[head]) if held[head] else ()
        held[head] = {name.partition(".")[2]: item for name, item in entries if item is not None}
    return held


def _without(config: dict[str, Any], word: Override) -> dict[str, Any]:
    """Return a configuration from which `~key` or `~key=value` took something away."""
    key, value = word.key_or_group, word.value()
    head, _, below = key.partition(".")
    held = config.get(head) or {}
    there = [name for name in held if not below or f"{name}.".startswith(f"{below}.")]
    if not there or (value is not None and held.get(below) != value):
        raise SimError("there is nothing of the kind to take away", field=f"~{key}")
    return with_value(config, key, None)


def _several(word: Override, runs_each: bool) -> SimError:
    """Return the error for several values where one is wanted.

    Parameters
    ----------
    runs_each : whether the command has a form that runs each of several values
    """
    key, text = word.key_or_group, word.get_value_string()
    if key in TEXTS and key.split(".")[0] in (*STUDY, *PART):
        return SimError(
            f"found {short(text)}, wanted one; in quotes a comma is text: {in_quotes(key, text)}",
            field=key,
        )
    if (key in (*STUDY, *PART) and key != "seed") or key.split(".")[0] == "basins":
        return unshared(key, short(text))
    if key in LISTS:
        return SimError(f"found {short(text)}, wanted a list: {key}=[{short(text)}]", field=key)
    ways = ["-m runs each of them"] if runs_each else []
    if bare(key).startswith(RANGED):
        ways.append("[low,high] is a range")
    if not ways:
        ways.append("run the command once for each")
    return SimError(f"found {short(text)}, several values: {', '.join(ways)}", field=key)


def _resolved(config: dict[str, Any]) -> dict[str, Any]:
    """Return a configuration with `${…}` filled in; as it is where nothing refers elsewhere."""
    if not _refers(config):
        return config
    # What is referred to is named as in the files, with a level for each dot.
    nested = {key: _nested(config[key]) if key in OPEN else config[key] for key in config}
    with translate_hydra_errors():
        whole = OmegaConf.create({**nested, _FLAT: config})
        resolved: dict[str, Any] = OmegaConf.to_container(whole, resolve=True)[_FLAT]  # type: ignore[index,call-overload,assignment]
    return resolved


def _nested(entries: Mapping[str, Any]) -> dict[str, Any]:
    """Return entries with dotted names as a tree; names below take the place of a value."""
    tree: dict[str, Any] = {}
    for name, item in sorted(entries.items()):
        *above, last = name.split(".")
        branch = tree
        for part in above:
            below = branch.get(part)
            branch[part] = dict(below) if isinstance(below, dict) else {}
            branch = branch[part]
        branch[last] = item
    return tree


def _refers(value: Any) -> bool:
    """Return whether a configuration refers to something else, as `${seed}` does."""
    if isinstance(value, Mapping):
        return any(map(_refers, value.values()))
    if isinstance(value, list):
        return any(map(_refers, value))
    return isinstance(value, str) and "${" in value


def asks_for_information(command: CommandLine) -> bool:
    """Return whether a command asks to be told something, and not to run."""
    return command.has(*_INFORMING)


def print_information(command: CommandLine, keys: Sequence[str] = KEYS) -> None:
    """Answer `--cfg job`, and let Hydra answer `--help`, `--info` and the like.

    Parameters
    ----------
    keys : what the command knows beside Hydra's own

    Raises
    ------
    SimError
        Hydra's refusals, as one line.
    """
    answer = io.StringIO()
    with redirect_stdout(answer):
        if command.has("--version"):
            print(f"alliance-triangle {__version__}")
        if command.value("-c", "--cfg") == "job":
            _print_job(command)
        else:
            _let_hydra_answer(command, keys)
    if answer.getvalue():
        print(*map(visible, answer.getvalue().rstrip("\n").split("\n")), sep="\n")


def _print_job(command: CommandLine) -> None:
    """Print what a command would run with; of a grid what its points share."""
    if command.has("-m", "--multirun"):
        raise SimError("shows one point, wanted no -m", field="--cfg")
    with initialize_config_dir(_folder(command), "alliance-triangle", version_base="1.3"):
        config = _base_and_sweeps(command)[0]
        config_shown = _resolved(config) if command.has("--resolve") else config
    part = command.value("-p", "--package")
    if part not in (None, "_global_"):
        if part not in config_shown:
            raise UnknownName("package", str(part), config_shown)
        config_shown = {str(part): config_shown[part]}
    print(OmegaConf.to_yaml(OmegaConf.create(config_shown)))


def _let_hydra_answer(command: CommandLine, keys: Sequence[str]) -> None:
    """Let Hydra answer, with errors raised in place of printed."""
    completing = command.has("-sc", "--shell-completion")
    if "COMP_LINE" not in os.environ and any(word.startswith("query") for word in command.words):
        raise SimError(
            "query is for a shell, which sets COMP_LINE; install=bash prints what switches it on",
            field="--shell-completion",
        )
    if command.has("-h", "--help", "--hydra-help", "--version"):
        command = CommandLine((), command.flags)
    elif not completing:
        with initialize_config_dir(_folder(command), "alliance-triangle", version_base="1.3"):
            _base_and_sweeps(command)  # what Hydra would refuse is said here in better words
    name = command.value("-cn", "--config-name") or "config"
    OmegaConf.register_new_resolver("list", listed, replace=True)
    OmegaConf.register_new_resolver("keys", lambda: key_table(name, keys), replace=True)
    answer = hydra_main(version_base="1.3", config_path=_folder(command), config_name="config")
    with translate_hydra_errors(), _arguments(command):
        try:
            answer(lambda config: None)()
        except SystemExit as done:
            if done.code:
                raise


@contextmanager
def _arguments(command: CommandLine) -> Iterator[None]:
    """Let Hydra read these words and flags, and raise its errors in place of printing them."""
    before, full_error = sys.argv, os.environ.get("HYDRA_FULL_ERROR")
    sys.argv = ["alliance-triangle", *command.words, *command.flags]
    os.environ["HYDRA_FULL_ERROR"] = "1"
    try:
        yield
    finally:
        sys.argv = before
        if full_error is None:
            del os.environ["HYDRA_FULL_ERROR"]
        else:
            os.environ["HYDRA_FULL_ERROR"] = full_error


def _folder(command: CommandLine) -> str:
    """Return the absolute path of the configurations."""
    given = command.value("-cp", "--config-path")
    folder = os.path.abspath(given) if given else str(conf_folder())  # noqa: PTH100
    there = os.path.isfile(f"{folder}/config.yaml")  # noqa: PTH113 -- Path.is_file raises for long names
    if not there and command.value("-cn", "--config-name") is None:
        raise SimError(f"found no config.yaml in {folder}", field="--config-path")
    return folder
