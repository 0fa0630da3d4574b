"""Studies by name: which there are, another name for one, and one that goes, after a question."""

import contextlib
import os
import shutil
import sys
import uuid
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from sim.cli.experiments import experiments
from sim.cli.listing import table
from sim.cli.relative_path import relative_path
from sim.errors import MissingResult, SimError, UnknownName, WrongKind, visible
from sim.spec.parse_override import study_asked

if TYPE_CHECKING:
    from sim.store.points import PointState

__all__ = ["list_studies", "remove_studies", "rename_study"]

_FOLDER = "output.folder="

#: What is told of each study.
_HEAD = ("study", "question", "date", "points", "replicates", "size", "complete")

#: How the name of a study begins that is on its way out.
_GOING = ".going-"


class _Study(NamedTuple):
    """A study's folder, and its points as its manifest has them."""

    path: Path
    states: "list[PointState]"


def list_studies(words: Sequence[str]) -> str:
    """Return the studies of a results folder as a table, the newest first.

    Parameters
    ----------
    words : nothing, or `output.folder=DIR`
    """
    folder, names = _folder(words)
    if names:
        raise SimError(
            f"found '{names[0]}', wanted nothing or {_FOLDER}DIR", field="--list studies"
        )
    rows = [(_date(one), _row(one)) for one in _studies(folder)]
    rows.sort(key=lambda one: one[0], reverse=True)
    if not rows:
        return f"(no study in {visible(str(folder))})"
    return table([_HEAD, *(row for _, row in rows)])


def rename_study(words: Sequence[str]) -> str:
    """Give a study another name; return what was done."""
    folder, names = _folder(words)
    if len(names) != 2:
        raise SimError(f"found {len(names)} names, wanted two: OLD NEW", field="--rename")
    old, new = _named(folder, names[0]), folder / study_asked(names[1], "--rename")
    if new.exists():
        raise SimError(f"found {names[1]}, which is there already", field="--rename")
    _at_rest(old)
    old.path.rename(new)
    return f"results: {relative_path(new)}"


def remove_studies(words: Sequence[str]) -> str:
    """Remove studies, after a question or with --yes; return what was done."""
    folder, names = _folder(words, flags=("--yes",))
    names = [name for name in names if name != "--yes"]
    if not names:
        raise SimError(
            "found no name, wanted those of studies; see --list studies", field="--remove"
        )
    studies = list({one.path: one for one in (_named(folder, name) for name in names)}.values())
    for one in studies:
        _at_rest(one)
    if "--yes" not in words and not _agreed(studies):
        return "nothing was removed"
    for one in studies:
        _at_rest(one)  # whoever was asked may have taken his time
    for one in studies:
        if one.path.is_symlink():  # what it stands for lies elsewhere, and stays
            one.path.unlink()
            continue
        # Away at once, then its files: a study is there whole, or not at all.
        going = folder / f"{_GOING}{uuid.uuid4().hex[:12]}"
        one.path.rename(going)
        shutil.rmtree(going)
    for left in folder.glob(f"{_GOING}*"):  # of a removal that was stopped
        shutil.rmtree(left, ignore_errors=True)
    return "\n".join(f"removed {relative_path(one.path)}" for one in studies)


def _agreed(studies: Sequence[_Study]) -> bool:
    """Ask whether studies may go; only yes is yes."""
    if sys.stdin is None or not sys.stdin.isatty():
        raise SimError("asks first, and nobody is here to answer: add --yes", field="--remove")
    print(table([_HEAD, *(_row(one) for one in studies)]), file=sys.stderr)
    noun = "this study" if len(studies) == 1 else f"these {len(studies)} studies"
    print(f"remove {noun}? [y/N] ", end="", file=sys.stderr, flush=True)
    return sys.stdin.readline().strip().lower() in ("y", "yes")


def _folder(words: Sequence[str], flags: Sequence[str] = ()) -> tuple[Path, list[str]]:
    """Return the results folder that words name, and the other words, flags among them."""
    names = [word for word in words if not word.startswith(_FOLDER)]
    for name in names:
        if name.startswith("-") and name not in flags:
            raise UnknownName("flag", name, (*flags, f"{_FOLDER}DIR"))
    given = [word.removeprefix(_FOLDER).strip("'\"") for word in words if word.startswith(_FOLDER)]
    if "" in given:
        raise WrongKind("nothing", "a folder", field="output.folder")
    from sim.store.files import whole_path

    folder = whole_path(given[-1] if given else "results", "output.folder")
    if not folder.is_dir():
        raise MissingResult("is no folder", place=str(folder), field="output.folder")
    return folder, names


def _studies(folder: Path) -> Iterator[_Study]:
    from sim.store.folder import StudyFolder
    from sim.store.manifest import MANIFEST, read_manifest

    for path in sorted(folder.glob(f"*/{MANIFEST}")):
        if not path.parent.name.startswith("."):
            try:
                yield _Study(path.parent, read_manifest(StudyFolder(path.parent).path)[0])
            except SimError:  # of another edition, or damaged: there, and nothing more is known
                yield _Study(path.parent, [])


def _named(folder: Path, name: str) -> _Study:
    """Return the study of a name, with or without the results folder before it."""
    by_name = {one.path.name: one for one in _studies(folder)}
    own = Path(name).name if Path(name).parent.absolute() == folder else name
    if own not in by_name:
        raise UnknownName("study", name, by_name)
    return by_name[own]


def _at_rest(one: _Study) -> None:
    """Raise if a command writes into a study."""
    from sim.store.files import is_written_to

    if is_written_to(one.path):
        raise SimError(
            "is being written to: wait until that command has ended", place=one.path.name
        )


def _row(one: _Study) -> tuple[str, ...]:
    """Return a study's line."""
    replicates = sorted({state.record.asked for state in one.states})
    many = (
        f"{replicates[0]:,}"
        if len(replicates) == 1
        else f"{replicates[0]:,} to {replicates[-1]:,}"
        if replicates
        else "?"
    )
    date = _date(one).replace("T", " ").removesuffix("+00:00")[:16]
    points = f"{len(one.states):,}"
    return (
        one.path.name,
        _question(one),
        date,
        points,
        many,
        _bytes(_size(one.path)),
        _complete(one),
    )


def _size(path: Path) -> int:
    """Return the bytes of a study's files; one that goes meanwhile, under a writer, counts not."""
    size = 0
    for folder, _, names in os.walk(path):
        for name in names:
            with contextlib.suppress(FileNotFoundError):
                size += (Path(folder) / name).stat().st_size
    return size


def _question(one: _Study) -> str:
    """Return the question that a study answers: its experiment's, or its worlds and changes."""
    stem = one.path.name.rpartition("-")[0]
    for experiment in experiments():
        if stem.replace("-", "_") == experiment.name.replace("-", "_"):
            return experiment.question
    names = list(dict.fromkeys(state.record.scenario for state in one.states))
    keys = list(dict.fromkeys(key for state in one.states for key in state.record.overrides))
    text = ", ".join(names[:2]) + (f" and {len(names) - 2} more" if len(names) > 2 else "")
    if keys:
        shown = ", ".join(key.split(".")[-1] for key in keys[:2])
        text += f"; {shown}" + (f" and {len(keys) - 2} more keys" if len(keys) > 2 else "")
    return text or "(cannot be read)"


def _runs(one: _Study) -> list[Mapping[str, Any]]:
    """Return what the provenance says of the commands that added rows, the last one last."""
    from sim.store.sealed import read_json

    try:
        runs = list(read_json(one.path / "provenance.json")["runs"])
    except (SimError, KeyError, TypeError):
        return []
    return [run for run in runs if isinstance(run, Mapping)]


def _date(one: _Study) -> str:
    """Return when rows were last added."""
    runs = _runs(one)
    return str(runs[-1].get("time", "")) if runs else ""


def _complete(one: _Study) -> str:
    """Return how far a study has come."""
    from sim.store.provenance import part_of

    if part := part_of(_runs(one)):
        return f"{part} of it"
    counts = dict.fromkeys(("complete", "part", "failed"), 0)
    for state in one.states:
        counts[state.status] += 1
    if counts["complete"] == len(one.states) and one.states:
        return "yes"
    failed = f", {counts['failed']} failed" if counts["failed"] else ""
    return f"{counts['complete']:,} of {len(one.states):,} points{failed}"


def _bytes(size: int) -> str:
    """Return a size as people say it.

    Examples
    --------
    >>> _bytes(1_500_000), _bytes(800)
    ('1.5 MB', '0.8 kB')
    """
    for unit, many in (("GB", 1e9), ("MB", 1e6)):
        if size >= many:
            return f"{size / many:.1f} {unit}"
    return f"{size / 1e3:.1f} kB"
