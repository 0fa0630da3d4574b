"""Hydra's part: from the words of a command to one plain configuration per design point.

Grammar, sweeps, experiments, `--help`, `--cfg` and `--info` are Hydra's. Only its running of jobs
is not used: a launcher makes folders and logs, and composes every job from its files at 0.15 s.
Here the points of a grid share one composition, and the study runs once all of them are known.
"""

import copy
import itertools
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from hydra import compose as hydra_compose
from hydra import initialize_config_dir
from hydra import main as hydra_main
from hydra.core.global_hydra import GlobalHydra
from hydra.core.override_parser.overrides_parser import OverridesParser
from hydra.core.override_parser.types import Override
from hydra.errors import HydraException, MissingConfigException, OverrideParseException
from hydra.types import RunMode
from omegaconf import DictConfig, OmegaConf, open_dict
from omegaconf.errors import OmegaConfBaseException

from sim import __version__
from sim.cli.drawer import conf_folder
from sim.cli.listing import listed
from sim.cli.words import OPEN, WORLD, Command, opened
from sim.errors import SimError, UnknownName

__all__ = ["compose", "inform", "informs", "parse_value"]

#: Flags that ask Hydra to say something; nothing is run.
_INFORMING = (
    *("-h", "--help", "--hydra-help", "--version", "-c", "--cfg", "-i", "--info"),
    *("-sc", "--shell-completion"),
)

#: Keys that a point of a grid may set on a configuration composed before.
_PLAIN = (*OPEN, *WORLD)


def compose(command: Command) -> list[dict[str, Any]]:
    """Return one plain configuration per design point that a command asks for.

    Raises
    ------
    SimError
        Hydra's refusals, as one line.
    """
    with (
        _refusals(),
        initialize_config_dir(_folder(command), "alliance-triangle", version_base="1.3"),
    ):
        return [
            OmegaConf.to_container(config, resolve=True)  # type: ignore[misc]
            for config in _points(command)
        ]


def _points(command: Command) -> Iterator[DictConfig]:
    """Yield the configuration of each point of the grid, the last key varying fastest."""
    parser = OverridesParser.create(config_loader=GlobalHydra.instance().config_loader())
    words = parser.parse_overrides(list(command.words))
    swept = [word for word in words if word.is_sweep_override()]
    fixed = [_line(word) for word in words if not word.is_sweep_override()]
    base = _composed(command, fixed)
    if not command.has("-m", "--multirun") and base.hydra.mode != RunMode.MULTIRUN:
        if swept:
            text = swept[0].input_line.lstrip("+")  # type: ignore[union-attr]
            raise SimError(
                f"{text} names several values: -m runs each of them, [low,high] is a range"
            )
        yield _bare(base)
        return
    params = [opened(f"{key}={value}") for key, value in (base.hydra.sweeper.params or {}).items()]
    axes = {word.key_or_group: _lines(word) for word in (*parser.parse_overrides(params), *words)}
    for key, named in axes.items():
        _each_once(key, [word.value() for word in parser.parse_overrides(named)])
    composed: dict[tuple[str, ...], DictConfig] = {}
    for lines in itertools.product(*axes.values()):
        shared = tuple(line for line in lines if _head(line) not in _PLAIN)
        if shared not in composed:
            composed[shared] = _bare(_composed(command, list(shared)))
        config = copy.deepcopy(composed[shared])
        for word in parser.parse_overrides([line for line in lines if _head(line) in _PLAIN]):
            OmegaConf.update(config, word.key_or_group, word.value(), merge=True, force_add=True)
        yield config


def _composed(command: Command, lines: list[str]) -> DictConfig:
    """Return Hydra's configuration of these words, with Hydra's own part."""
    extra = command.value("-cd", "--config-dir")
    if extra is not None:
        if not Path(extra).is_dir():
            raise SimError(f"found {extra}, wanted a folder that exists", field="--config-dir")
        lines = [*lines, f"hydra.searchpath=['file://{Path(extra).resolve()}']"]
    name = command.value("-cn", "--config-name") or "config"
    return hydra_compose(name, lines, return_hydra_config=True)


def _bare(config: DictConfig) -> DictConfig:
    """Return a configuration without Hydra's own part."""
    with open_dict(config):
        del config["hydra"]
    return config


def _line(word: Override) -> str:
    """Return a word as Hydra reads it, its value in full."""
    if word.is_delete() and word.value() is None:
        return word.get_key_element()
    return f"{word.get_key_element()}={word.get_value_element_as_str()}"


def _lines(word: Override) -> list[str]:
    """Return a word once for each value that it names."""
    if not word.is_sweep_override():
        return [_line(word)]
    if not word.is_discrete_sweep():
        raise SimError(
            "an interval has no list of values; use range(start,stop,step)", field=word.key_or_group
        )
    return [f"{word.get_key_element()}={value}" for value in word.sweep_string_iterator()]


def _each_once(key: str, values: list[Any]) -> None:
    """Refuse a value that stands twice: its points would be the same."""
    for place, value in enumerate(values):
        if value in values[:place]:
            raise SimError(f"found {value} twice, wanted each value once", field=key)


def _head(line: str) -> str:
    """Return the first name of a word; that of a deletion keeps its sign."""
    return line.split("=", 1)[0].split(".", 1)[0].removeprefix("++")


def informs(command: Command) -> bool:
    """Return whether a command asks to be told something, and not to run."""
    return command.has(*_INFORMING)


def inform(command: Command) -> None:
    """Let Hydra answer `--help`, `--cfg`, `--info` and the like.

    Raises
    ------
    SimError
        Hydra's refusals, as one line.
    """
    OmegaConf.register_new_resolver("list", listed, replace=True)
    if command.has("--version"):
        print(f"alliance-triangle {__version__}", flush=True)
    answer = hydra_main(version_base="1.3", config_path=_folder(command), config_name="config")
    with _refusals(), _arguments(command):
        try:
            answer(lambda config: None)()
        except SystemExit as done:
            if done.code:
                raise


@contextmanager
def _arguments(command: Command) -> Iterator[None]:
    """Let Hydra read these words and flags, and raise its errors in place of printing them."""
    before, told = sys.argv, os.environ.get("HYDRA_FULL_ERROR")
    sys.argv = ["alliance-triangle", *command.words, *command.flags]
    os.environ["HYDRA_FULL_ERROR"] = "1"
    try:
        yield
    finally:
        sys.argv = before
        if told is None:
            del os.environ["HYDRA_FULL_ERROR"]
        else:
            os.environ["HYDRA_FULL_ERROR"] = told


@contextmanager
def _refusals() -> Iterator[None]:
    """Turn Hydra's errors into ours, each on one line."""
    OmegaConf.register_new_resolver("conf", lambda path: str(conf_folder() / path), replace=True)
    try:
        yield
    except MissingConfigException as error:
        wanted = Path(error.missing_cfg_file or "")
        kind = wanted.parent.name or "configuration"
        raise UnknownName(kind, wanted.name, error.options or ()) from error
    except OverrideParseException as error:
        why = error.message.splitlines()[0]
        raise SimError(
            f"'{error.override.lstrip('+')}' is not in Hydra's grammar: {why}"
        ) from error
    except (HydraException, OmegaConfBaseException, ValueError) as error:
        raise SimError(_one_line(error)) from error


def _folder(command: Command) -> str:
    """Return the absolute path of the configurations."""
    given = command.value("-cp", "--config-path")
    folder = Path(given).resolve() if given else conf_folder()
    if not (folder / "config.yaml").is_file() and command.value("-cn", "--config-name") is None:
        raise SimError(f"found no config.yaml in {folder}", field="--config-path")
    return str(folder)


def _one_line(error: BaseException) -> str:
    """Return what Hydra says, and why, on one line."""
    texts = [str(error)]
    if error.__cause__ is not None and not isinstance(error.__cause__, SimError):
        texts.append(str(error.__cause__))
    parts = (part.strip().lstrip("+") for text in texts for part in text.splitlines())
    return "; ".join(dict.fromkeys(part for part in parts if part))


def parse_value(key: str, text: str) -> Any:
    """Return the value that `key=text` has in Hydra's grammar.

    Raises
    ------
    SimError
        If the text is outside the grammar, or names several values.

    Examples
    --------
    >>> parse_value("leaders.seoul.rivalry", "[0.2,0.8]")
    [0.2, 0.8]
    """
    with _refusals():
        (word,) = OverridesParser.create().parse_overrides([f"{key}={text}"])
    if word.is_sweep_override():
        raise SimError(f"found {text}, wanted one value", field=key)
    return word.value()
