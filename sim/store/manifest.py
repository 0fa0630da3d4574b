"""The manifest of a study: a line a point, each with its own sum, made anew where it is damaged.

What a manifest says stands in the points' own files as well, so a lost line is read back from the
rows that it is of.
"""

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from sim.errors import MalformedFile, MissingResult
from sim.store.files import appearing
from sim.store.points import FORMAT, PointState
from sim.store.readable import ADVICE, is_lack
from sim.store.sealed import sealed, unsealed

__all__ = ["MANIFEST", "OtherEdition", "read_manifest", "write_manifest"]

MANIFEST = "manifest.jsonl"


class OtherEdition(MalformedFile):
    """A study as another edition of this package wrote it: nothing of it is damaged."""


def _states(path: Path) -> tuple[list[PointState], list[MalformedFile]]:
    """Return the points of a manifest's whole lines, and a fault for each of the others."""
    states: list[PointState] = []
    faults: list[MalformedFile] = []
    # Not splitlines: it ends a line where Unicode does, in the middle of a text.
    lines = path.read_bytes().decode(errors="replace").split("\n")
    if lines == [""]:
        faults.append(MalformedFile(f"is empty: {ADVICE}", place=str(path)))
    for number, line in enumerate(lines, start=1):
        if not line and number == len(lines):
            continue
        try:
            state = PointState.from_dict(_data_of(line, path.parent))
            for other in states:
                if state.record.key == other.record.key or state.record.point == other.record.point:
                    raise ValueError("names a point that stands there already")
            states.append(state)
        except ValueError as fault:
            why = f"is damaged or cut short ({fault})"
            faults.append(MalformedFile(f"{why}: {ADVICE}", place=f"{path}, line {number}"))
    return states, faults


def _data_of(line: str, folder: Path) -> dict[str, Any]:
    """Return what a line holds; raise for one that is damaged, or whole and of another form."""
    try:
        data = unsealed(line)
    except ValueError:
        data = json.loads(line)
        # The first form had neither.
        if not isinstance(data, dict) or "key" not in data or {"format", "sum"} & set(data):
            raise
    if data.get("format") != FORMAT:
        raise OtherEdition(
            "was written by another edition of this package, which alone can read it: run the "
            "study under another name, or remove this folder",
            place=str(folder),
        )
    return data


def read_manifest(folder: Path) -> tuple[list[PointState], list[MalformedFile]]:
    """Return the points that a study's manifest names, by number, and what is wrong with it.

    Raises
    ------
    MissingResult
        If there is none.
    OtherEdition
        If it is of another edition.
    MalformedFile
        If it cannot be read at all.
    """
    path = folder / MANIFEST
    try:
        found, faults = _states(path)
    except (FileNotFoundError, NotADirectoryError) as fault:
        raise MissingResult("is no study: it has no manifest.jsonl", place=str(folder)) from fault
    except OSError as fault:
        if is_lack(fault):
            raise
        raise MalformedFile(f"cannot be read ({fault.strerror})", place=str(path)) from fault
    return sorted(found, key=lambda state: state.record.point), faults


def write_manifest(folder: Path, states: Iterable[PointState]) -> None:
    """Write the manifest anew; whoever calls holds the study's lock."""
    ordered = sorted(states, key=lambda state: state.record.point)
    with appearing(folder / MANIFEST, folder) as draft:
        text = "".join(f"{sealed(state.as_dict())}\n" for state in ordered)
        draft.write_text(text, encoding="utf-8")
