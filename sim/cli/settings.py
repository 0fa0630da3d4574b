"""What a whole study shares, read from a configuration and checked."""

import errno
import importlib.util
import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sim.cli.argv import BASINS, PART, STUDY
from sim.errors import SimError, UnknownName, UnwritableFolder, WrongKind, visible
from sim.spec.kept import kept_asked
from sim.spec.parse_override import (
    MOST_REPLICATES,
    MOST_SEED,
    MOST_THREADS,
    flag_asked,
    study_asked,
    whole_asked,
)

__all__ = ["MAP", "REPORTS", "Settings", "existing", "settings", "unshared"]

#: Bounds of whole numbers, checked here too so that a slip is told before anything is loaded.
_MOST = {"replicates": MOST_REPLICATES, "seed": MOST_SEED, "threads": MOST_THREADS}
_LEAST = {"replicates": 1, "seed": 0, "threads": 1}

#: What to do instead of giving points different ones.
_ONE_OF = {
    "replicates": "say the most that any point needs; asking for more later adds to what is there",
}

_MISSING = "is not in the configuration, wanted all keys of config.yaml"

#: Values of a key that a message shows.
_SHOWN = 5

#: What `report=` may write once the results are there, and which of them draws a map of basins.
REPORTS = ("main_sweep", "washingtons_traits", "turnover_tokyo")
WITH_MAP = "washingtons_traits"

#: Bounds of what is said of that map. Assumed: fewer values show no border, more are no clearer;
#: fewer runs have no humps.
MAP = {"size": (3, 15), "replicates": (4, MOST_REPLICATES)}


@dataclass(frozen=True)
class Settings:
    """A study's settings: replicates of each point, key of its draws, and where results go."""

    replicates: int
    seed: int
    threads: int | None
    worlds: Path | None
    design: Path | None
    folder: Path
    study: str | None
    trajectories: bool
    report: str | None
    basins: Mapping[str, int]
    rows: str | None = None
    shard: str | None = None
    show: tuple[str, ...] = ()
    keep: tuple[str, ...] | None = None
    target_se: Mapping[str, float] | None = None


def settings(configs: Sequence[Mapping[str, Any]], *, fewest: int = 1) -> Settings:
    """Return the settings that all design points of a study share.

    Parameters
    ----------
    fewest : replicates that the command's answer wants at least

    Raises
    ------
    SimError
        For a value of the wrong kind or out of bounds, or one that differs between design points.
    """
    config = configs[0]
    for key in STUDY:
        if key == "target_se" and key not in config:
            continue  # further commands run as many replicates as they are told
        if key not in config:
            raise SimError(_MISSING, field=key)
        if key != "seed":  # of which a study may have several
            _check_shared(configs, key)
    for each in configs:
        _whole(each, "seed")
    output = _output(config["output"])
    replicates = _whole(config, "replicates", fewest)
    return Settings(
        replicates=replicates,
        seed=_whole(config, "seed"),
        threads=None if config["threads"] is None else _whole(config, "threads"),
        worlds=existing(config["worlds"], "worlds", "a folder of worlds"),
        design=existing(config["design"], "design", "a table (CSV)"),
        folder=_writable(_path(output["folder"], "output.folder", "a folder") or "."),
        study=_study(output["study"]),
        trajectories=flag_asked(output["trajectories"], "output.trajectories"),
        report=_report(config["report"], replicates),
        basins=_basins(configs, config["report"]),
        **_part(configs, config["report"]),
        show=_show(configs),
        keep=_keep(output),
        target_se=_target(config),
    )


def _target(config: Mapping[str, Any]) -> dict[str, float] | None:
    """Return the errors of means that are asked for, by outcome."""
    asked = config.get("target_se")
    if asked is None:
        return None
    if config.get("rows") is not None or config.get("shard") is not None:
        message = "goes with a whole study: a part does not know the error of all"
        raise SimError(message, field="target_se")
    from sim.analysis.needed import targets

    return targets(asked)


def _keep(output: Mapping[str, Any]) -> tuple[str, ...] | None:
    """Return the variables to keep of every month, where not all are asked; None for none."""
    asked = output.get("keep")
    kept = kept_asked(output["trajectories"], asked, "output.keep", "output.trajectories=true")
    return None if asked is None else kept.names


def _show(configs: Sequence[Mapping[str, Any]]) -> tuple[str, ...]:
    """Return the outcomes that the printed table shows; none for the usual ones."""
    if "show" not in configs[0]:  # further commands print no such table
        return ()
    _check_shared(configs, "show")
    names = configs[0]["show"]
    if names is None:
        return ()
    if isinstance(names, str):
        names = [names]
    if not isinstance(names, list) or not names:
        raise WrongKind(names, "a list of outcomes, [jpn_kor_final,summits]", field="show")
    return tuple(dict.fromkeys(map(str, names)))


def _part(configs: Sequence[Mapping[str, Any]], report: Any) -> dict[str, str | None]:
    """Return what is said of the part of a study that this job runs."""
    texts: dict[str, str | None] = {}
    for key, wanted in PART.items():
        if key in configs[0]:  # further commands have no parts
            _check_shared(configs, key)
            texts[key] = _text(configs[0][key], key, wanted)
    if all(texts.values()) and texts:
        raise SimError(
            f"found shard={texts['shard']} beside it, wanted one of the two", field="rows"
        )
    for key, value in texts.items():
        if value is not None and report is not None:
            raise SimError(
                f"found {value}, and a report is of a whole study: run parts with report=null, "
                "and ask for it once they are merged",
                field=key,
            )
    return texts


def _check_shared(configs: Sequence[Mapping[str, Any]], key: str) -> None:
    """Raise if points differ in something that a study has once."""
    first = configs[0][key]
    if all(config[key] is first or config[key] == first for config in configs):
        return
    values = list(dict.fromkeys(str(config[key]) for config in configs))
    shown = ", ".join(values[:_SHOWN]) + (", …" if len(values) > _SHOWN else "")
    raise unshared(key, shown)


def unshared(key: str, found: str) -> SimError:
    """Return the error for several values of something that a study has once.

    Examples
    --------
    >>> print(unshared("threads", "2,4"))
    threads: found 2,4, wanted one for the whole study
    """
    hint = f": {_ONE_OF[key]}" if key in _ONE_OF else ""
    return SimError(f"found {found}, wanted one for the whole study{hint}", field=key)


def _report(found: Any, replicates: int) -> str | None:
    """Return the name of a report that can be written; better told now than after the runs."""
    report = _text(found, "report", "a name, or null")
    if report is None:
        return None
    if report not in REPORTS:
        raise UnknownName("report", report, REPORTS, field="report")
    if replicates < 2:
        raise SimError(f"found {replicates}, a report wants 2 or more", field="replicates")
    if importlib.util.find_spec("matplotlib") is None:
        raise SimError("its figures want matplotlib: pip install matplotlib", field="report")
    return report


def _basins(configs: Sequence[Mapping[str, Any]], report: Any) -> Mapping[str, int]:
    """Return what is said of the map of basins, which one report draws; null says nothing."""
    sections = [config.get("basins") for config in configs]
    for found in sections:
        if not isinstance(found, Mapping | None):
            raise WrongKind(found, ", ".join(f"basins.{key}" for key in BASINS), field="basins")
        for key in found or ():
            if key not in BASINS:
                raise UnknownName("key", f"basins.{key}", [f"basins.{name}" for name in BASINS])
    sizes = {}
    for key, (low, high) in MAP.items():
        values = dict.fromkeys((found or {}).get(key) for found in sections)
        if len(values) > 1:
            raise unshared(f"basins.{key}", ", ".join(map(str, values)))
        (value,) = values
        if value is None:
            continue
        if report != WITH_MAP:
            where = f"nothing, or report={WITH_MAP}: no other draws a map of basins"
            raise SimError(f"found {value}, wanted {where}", field=f"basins.{key}")
        sizes[key] = whole_asked(value, low, high, f"basins.{key}")
    return sizes


def _output(found: Any) -> Mapping[str, Any]:
    """Return `output` with its keys and no other; further commands keep no months."""
    known = ("folder", "study", "trajectories", "keep")
    if not isinstance(found, Mapping):
        raise WrongKind(found, ", ".join(f"output.{key}" for key in known), field="output")
    for key in found:
        if key not in known:
            raise UnknownName("key", f"output.{key}", [f"output.{name}" for name in known])
    for key in known[:3]:
        if key not in found:
            raise SimError(_MISSING, field=f"output.{key}")
    return found


def _writable(text: str) -> Path:
    """Return a folder that can be made or written, as far as can be told without writing.

    Its path is absolute: what is later made of it does not depend on the current folder, and what
    looks like the address of something else (`s3:x`) is a folder.
    """
    folder = Path(text).absolute()
    try:
        os.lstat(folder)
    except OSError as error:
        if error.errno == errno.ENAMETOOLONG:
            raise WrongKind(text, "a shorter name", field="output.folder") from error
    # os.path, since Path.exists raises where a parent may not be entered.
    there = next(path for path in (folder, *folder.parents) if os.path.exists(path))  # noqa: PTH110
    if not (there.is_dir() and os.access(there, os.W_OK | os.X_OK)):
        reason = "no writing allowed" if there.is_dir() else "is a file"
        raise UnwritableFolder(
            f"found {text} ({there.name}: {reason}), wanted a folder that can be written: "
            "choose another folder for results",
            field="output.folder",
        )
    return folder


def _whole(config: Mapping[str, Any], key: str, least: int | None = None) -> int:
    """Return a whole number of a configuration within its bounds."""
    return whole_asked(config[key], _LEAST[key] if least is None else least, _MOST[key], key)


def _text(found: Any, key: str, wanted: str) -> str | None:
    """Return text or None; a number is taken as the text it was written as."""
    if found is None:
        return None
    if isinstance(found, bool) or not isinstance(found, (str, int)) or not str(found).strip():
        raise WrongKind(found, wanted, field=key, given=True)
    return str(found)


def _study(found: Any) -> str | None:
    text = _text(found, "output.study", "a name, or null")
    return None if text is None else study_asked(text, "output.study")


def _path(found: Any, key: str, wanted: str) -> str | None:
    """Return a path as text, with `~` spelled out; every character in it can be seen."""
    text = _text(found, key, wanted)
    if text is None:
        return None
    if visible(text) != text:
        raise WrongKind(text, f"{wanted} whose name can be seen", field=key)
    path = os.path.expanduser(text)  # noqa: PTH111 -- Path.expanduser raises for unknown users
    if path.startswith("~"):
        raise WrongKind(text, f"{wanted}; nobody of that name has a home here", field=key)
    return path


#: Keys that name a folder; the others name a file.
_FOLDERS = ("worlds", "lessons")


def existing(found: Any, key: str, wanted: str) -> Path | None:
    """Return the path of something that is there."""
    path = _path(found, key, wanted)
    if path is None:
        return None
    # os.path, since those of Path raise for names that no system takes.
    there = os.path.isdir(path) if key in _FOLDERS else os.path.isfile(path)  # noqa: PTH112, PTH113
    if not there:
        raise WrongKind(found, f"{wanted} that exists", field=key)
    return Path(path)
