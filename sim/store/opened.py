"""A study's folder becomes results: nothing runs, and what is not as it should be is said."""

import contextlib
import time
import warnings
from collections.abc import Sequence
from pathlib import Path

from sim.errors import MalformedFile, MissingResult, SimError, SimWarning, WrongKind, nearest
from sim.spec.chance import LAYOUT_VERSION
from sim.spec.version import KERNEL_HASH
from sim.store.files import whole_path
from sim.store.folder import StudyFolder
from sim.store.holding import OnDisk
from sim.store.joined import joined
from sim.store.manifest import MANIFEST
from sim.store.points import PointState
from sim.store.provenance import part_of
from sim.store.results import Results
from sim.store.sealed import read_json

__all__ = ["open_study"]

#: Seconds between looks at rows that are not there. Assumed: a file gets its name in less.
_LOOKS = (0.05, 0.2)

#: Most points that one word names.
_NAMED = 5


def open_study(path: str | Path | Sequence[str | Path]) -> Results:
    """Return the results of a study's folder, running nothing.

    Of several studies the points stand one after the other, numbered from 0.

    Points that failed or are not complete are named in a warning, and so is a study of another
    version of the model, whose rows can be read but not replayed.

    Parameters
    ----------
    path : the folder, as the last line of a command names it, or the first letters of its name,
        where no other begins so; `~` is the home folder. A list of folders opens them all

    Raises
    ------
    sim.errors.MissingResult, sim.errors.MalformedFile, sim.errors.WrongKind
        If there is no study, none of its rows is there yet, or a file is damaged or lacks rows.
    """
    if isinstance(path, Sequence) and not isinstance(path, str):
        if not path:
            raise WrongKind("nothing", "the paths of studies' folders", field="path")
        return joined([open_study(one) for one in path])
    place = _whole(whole_path(path, "path", "the path of a study's folder, or a list of them"))
    folder = StudyFolder(place)
    _must_be_a_study(place, str(path))
    states, begun = _points(folder)
    held = [holding for holding in begun if holding.replicates]
    if not held:
        advice = _advice(folder).removesuffix(" to go on")
        raise MissingResult(f"holds no rows yet: {advice}", place=str(folder.manifest_path))
    _say_what_is_not_complete(states, begun, folder)
    _say_another_model(states[0], folder)
    return Results(held, None, place)


def _whole(path: Path) -> Path:
    """Return the folder that a path names, or the only study whose name begins so."""
    try:
        if path.exists():
            return path
        like = sorted(one.parent for one in path.parent.glob(f"*/{MANIFEST}"))
    except OSError:
        return path
    begun = [one for one in like if one.name.startswith(path.name)]
    return begun[0] if len(begun) == 1 else path


def _points(folder: StudyFolder) -> tuple[list[PointState], list[OnDisk]]:
    """Return the points of a study with their rows.

    Looks again a few times before it says that rows are missing or strange: a chunk that grows is
    not there for a moment, and a point that is entered meanwhile is not in the manifest that was
    read.
    """
    for pause in _LOOKS:
        with contextlib.suppress(MissingResult, MalformedFile):
            return _look(folder)
        time.sleep(pause)
    return _look(folder)


def _look(folder: StudyFolder) -> tuple[list[PointState], list[OnDisk]]:
    folder.look()
    states = folder.states()
    return states, [_holding(folder, state) for state in states]


def _must_be_a_study(path: Path, asked: str) -> None:
    """Raise unless there is a manifest, with what lies there or beside it under a like name."""
    try:
        if (path / MANIFEST).exists():
            return
        if (path / "outcomes").is_dir():
            raise MissingResult(
                f"has lost its {MANIFEST}: run the same study again, which writes it anew",
                place=asked,
            )
        inside = sorted(one.parent.name for one in path.glob(f"*/{MANIFEST}"))
        beside = sorted(one.parent.name for one in path.parent.glob(f"*/{MANIFEST}"))
    except OSError as fault:
        raise MissingResult(f"is no study: {fault.strerror}", place=asked) from fault
    hint = ""
    if inside:
        hint = f"; studies in it: {', '.join(inside[:12])}"
    elif like := [name for name in beside if name.startswith(path.name)]:
        hint = f"; did you mean {' or '.join(like[:5])}?"
    elif near := nearest(path.name, beside):
        hint = f"; did you mean {near}?"
    raise MissingResult(f"is no study: it has no {MANIFEST}{hint}", place=asked)


def _holding(folder: StudyFolder, state: PointState) -> OnDisk:
    """Return the rows of a point; raise if some that the manifest names are gone."""
    key = state.record.key
    there = folder.replicates(key)
    months = sum(file.count for file in folder.chunks("trajectories", key).values())
    for what, found, wanted in (
        ("replicates", there, state.replicates),
        ("trajectories", months, state.trajectories),
    ):
        if found < wanted:
            raise MissingResult(
                f"has {found:,} of the {wanted:,} {what} that its manifest names of point "
                f"{state.record.point}: run the same study again, which makes them anew",
                place=str(folder.path),
            )
    return OnDisk(state.record, folder, there)


def _advice(folder: StudyFolder) -> str:
    """Return where the rows are to come from that a study does not have."""
    with contextlib.suppress(SimError, KeyError, TypeError):
        if part := part_of(list(read_json(folder.path / "provenance.json")["runs"])):
            return f"it is {part} of a study, which python -m sim.merge makes of all parts"
    return "run the same study again to go on"


def _say_what_is_not_complete(
    states: list[PointState], begun: list[OnDisk], folder: StudyFolder
) -> None:
    lines = []
    for state, holding in zip(states, begun, strict=True):
        asked = state.record.asked
        if state.failed or holding.replicates < asked:
            why = state.failed or f"has {holding.replicates:,} of {asked:,} replicates"
            lines.append(f"point {state.record.point} ({state.record.scenario}) {why}")
    if lines:
        more = f"; and {len(lines) - _NAMED} more" if len(lines) > _NAMED else ""
        warnings.warn(
            f"{folder.path}: is not complete: {'; '.join(lines[:_NAMED])}{more}: {_advice(folder)}",
            SimWarning,
            stacklevel=3,
        )


def _say_another_model(state: PointState, folder: StudyFolder) -> None:
    found = state.record.kernel, state.record.layout_version
    if found != (KERNEL_HASH, LAYOUT_VERSION):
        warnings.warn(
            f"{folder.path}: was run by model {found[0]} (layout {found[1]}), and this is model "
            f"{KERNEL_HASH} (layout {LAYOUT_VERSION}): its rows can be read, but not replayed",
            SimWarning,
            stacklevel=3,
        )
