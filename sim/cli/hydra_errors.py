"""What Hydra and OmegaConf refuse, in the words of this house: one line, and no names of theirs."""

import re
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import yaml
from hydra.errors import HydraException, MissingConfigException
from omegaconf import OmegaConf
from omegaconf.errors import OmegaConfBaseException

from sim.cli.experiments import conf_folder
from sim.cli.hydra_part import unused
from sim.errors import MalformedFile, SimError, UnknownName, WrongKind

__all__ = ["translate_hydra_errors"]

#: What a line of Hydra's tells to its authors alone.
_ASIDE = re.compile(
    r"full_key:|object_type=|reference_type=|See https:|To (append|override)|Set the environment"
)
_NOT_THERE = re.compile(r"provider=.*, path=(?P<path>.*) is not available")
_UNREADABLE = "a file of the configuration cannot be read"

#: Hydra's way of saying it, and ours.
_IN_WORDS = (
    (r"In '([^']+)': \w+ raised while composing config:;?", r"\1.yaml:"),
    (r"Cannot merge \w+ with ListConfig", "a list stands where names are wanted"),
    (r"Cannot merge \w+ with DictConfig", "names stand where a list is wanted"),
    (r"Key '([^']+)' not in 'HydraConf'", r"'hydra.\1' is no key of Hydra's"),
)
_RESOLVING = re.compile(r"\w+ raised while resolving interpolation: (?P<why>.*)", re.DOTALL)


@contextmanager
def translate_hydra_errors() -> Iterator[None]:
    """Turn what Hydra raises while it reads files and fills in `${…}` into errors of ours."""
    OmegaConf.register_new_resolver("conf", lambda path: str(conf_folder() / path), replace=True)
    try:
        with warnings.catch_warnings():
            warnings.filterwarnings("error", _NOT_THERE.pattern)
            yield
    except MissingConfigException as error:
        raise _missing(error) from error
    except UserWarning as error:
        missing = _NOT_THERE.match(str(error))
        if missing is None:
            raise
        raise WrongKind(
            missing["path"], "a folder that exists", field="hydra.searchpath"
        ) from error
    except yaml.YAMLError as error:
        raise MalformedFile(_of_yaml(error)) from error
    except OmegaConfBaseException as error:
        if not error.full_key:
            raise MalformedFile(f"{_UNREADABLE}: {_of_value(error)}") from error
        raise SimError(_of_value(error), field=error.full_key) from error
    except HydraException as error:
        raise SimError(_of_file(error)) from error
    except (ValueError, AttributeError, AssertionError) as error:
        raise MalformedFile(f"{_UNREADABLE}: {error}") from error


def _missing(error: MissingConfigException) -> SimError:
    """Return the error for a file that is not there."""
    wanted = Path(error.missing_cfg_file or "").as_posix()
    group, _, name = wanted.partition("/")
    if name and group == "hydra":
        part, _, value = name.partition("/")
        return unused(f"hydra/{part}", part, value)
    if name and group == "experiment":
        return UnknownName(group, name, error.options or ())
    return UnknownName("configuration", wanted, error.options or ())


def _of_yaml(error: yaml.YAMLError) -> str:
    """Return where a file is no YAML, and why."""
    mark, why = getattr(error, "problem_mark", None), getattr(error, "problem", None)
    where = f"{mark.name}, line {mark.line + 1}: " if mark is not None else ""
    return f"{where}is no YAML: {why or str(error).splitlines()[0]}"


def _of_value(error: OmegaConfBaseException) -> str:
    """Return what is wrong with a value, or with what it refers to."""
    first = str(error.msg or error).splitlines()[0]
    resolving = _RESOLVING.match(first)
    return resolving["why"].strip("\"'") if resolving else first


def _of_file(error: HydraException) -> str:
    """Return what is wrong in a file that Hydra puts together with others, on one line."""
    texts = [str(error)]
    if error.__cause__ is not None and not isinstance(error.__cause__, SimError):
        texts.append(str(error.__cause__))
    lines = (line.strip() for text in texts for line in text.splitlines())
    said = "; ".join(dict.fromkeys(line for line in lines if line and not _ASIDE.match(line)))
    for theirs, ours in _IN_WORDS:
        said = re.sub(theirs, ours, said)
    return said
