"""Parts of a study that ran apart become one: the bytes of one run, or a line that says why not.

Everything is looked at before anything is written: that the parts are of one study, that none
overlaps another, and that none is missing.
"""

import contextlib
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyarrow as pa

from sim.errors import MalformedFile, MissingResult, SimError, WrongKind
from sim.runner.block import blocks
from sim.runner.part import whole_name
from sim.runner.progress import Clock, Report
from sim.runner.request import by_seed, grid
from sim.runner.summaries import write_summaries
from sim.spec.kept import NOTHING, Kept
from sim.spec.parse_override import study_asked
from sim.spec.world import World
from sim.store import Results, open_study
from sim.store.chunks import as_written
from sim.store.files import whole_path
from sim.store.folder import StudyFolder
from sim.store.layout import TABLES, File
from sim.store.points import PointRecord, PointState
from sim.store.provenance import part_of
from sim.store.sealed import read_json

__all__ = ["merge"]

#: Most gaps that one fault names.
_NAMED = 5


@dataclass(frozen=True)
class _Part:
    """A folder that holds a part of a study."""

    folder: StudyFolder
    states: list[PointState]
    runs: list[dict[str, Any]]

    def __str__(self) -> str:
        what = part_of(self.runs)
        return f"{what} in {self.folder.path.name}" if what else self.folder.path.name

    @property
    def shares(self) -> tuple[int, int] | None:
        """Which share of how many it is, if it is one."""
        for run in self.runs:
            match = re.fullmatch(r"shard=(\d+)/(\d+)", run["asked"].get("part", ""))
            if match:
                return int(match[1]), int(match[2])
        return None


def merge(
    folders: Sequence[str | Path],
    to: str | Path | None = None,
    *,
    progress: Report | None = None,
) -> Results:
    """Join parts of a study into one folder.

    Parameters
    ----------
    folders : those of the parts, as `run_part` or `shard=` and `rows=` left them
    to : the folder of the whole; by default beside the first, under the study's own name
    progress : called after each block that is written

    Raises
    ------
    sim.errors.SimError
        If a part is missing, overlaps another, or is of another study; nothing is written then.
    """
    if isinstance(folders, str | Path):
        raise WrongKind(folders, "a list of the parts' folders", field="FOLDER", given=True)
    parts = [_opened(one) for one in folders]
    for number, part in enumerate(parts):
        if part.folder.path in [one.folder.path for one in parts[:number]]:
            raise SimError(f"{part} is named twice", field="FOLDER")
    if not parts:
        raise SimError("found no folder, wanted those of the parts of a study", field="FOLDER")
    states = _same_study(parts)
    replicates = states[0].record.asked
    tables = _tables(parts)
    sources = _sources(parts, states, replicates, tables)
    kept = _kept(sources) if "trajectories" in tables else NOTHING
    records = [state.record for state in states]
    target = _free(StudyFolder(_target(parts[0], to)), parts, records)
    worlds = [_world(parts, record) for record in records]
    clock = Clock(len(records) * replicates, 0, progress)
    with target.writing():
        records = target.register(records, worlds)
        for first, count in grid(replicates):
            for own in by_seed(records):
                for places in blocks(own, count, bool(kept)):
                    some = [records[place] for place in places]
                    found = {table: _rows(sources, table, some, first) for table in tables}
                    target.write_chunk(some, first, count, found, kept)
                    clock.add(count * len(some))
        write_summaries(target, records)
        for part in parts:
            for run in part.runs:
                target.close(run)
        target.damage.say()
    return open_study(target.path)


def _opened(path: str | Path) -> _Part:
    """Return a part, or raise with what is wrong with its folder."""
    folder = StudyFolder(whole_path(path, "FOLDER", "the path of a part's folder"))
    states = folder.states()
    return _Part(folder, states, list(read_json(folder.path / "provenance.json")["runs"]))


def _same_study(parts: Sequence[_Part]) -> list[PointState]:
    """Return the points of the study, which all parts must share."""
    first = parts[0]
    for other in parts[1:]:
        if [one.record for one in other.states] != [one.record for one in first.states]:
            raise SimError(
                f"is part of another study than {first.folder.path.name}: points, replicates, seed "
                "or model differ",
                place=str(other.folder.path),
            )
    for part in parts:
        for state in part.states:
            if state.failed:
                raise SimError(
                    f"point {state.record.point} {state.failed}: run that part again",
                    place=str(part.folder.path),
                )
    for state in first.states:
        if state.record.asked != first.states[0].record.asked:
            raise SimError(
                f"asks for {first.states[0].record.asked:,} replicates of point "
                f"{first.states[0].record.point} and {state.record.asked:,} of point "
                f"{state.record.point}, wanted as many of each: run the parts with as many of each",
                place=str(first.folder.path),
            )
    return first.states


def _tables(parts: Sequence[_Part]) -> list[str]:
    """Return the tables that the whole has: trajectories where every part that has rows kept them.

    A share of few blocks may have none.
    """
    kept = {
        any(state.trajectories for state in part.states)
        for part in parts
        if any(part.folder.chunks("outcomes", state.record.key) for state in part.states)
    }
    if len(kept) > 1:
        raise SimError(
            "found parts with trajectories and parts without, wanted all alike: run those without "
            "again with output.trajectories=true, or the output.keep of the others",
            field="FOLDER",
        )
    return [table for table in TABLES if table != "trajectories" or kept == {True}]


#: Where the rows of a point's chunk lie, by its key and first replicate: a file a table.
_Sources = dict[tuple[str, int], tuple[_Part, dict[str, File]]]


def _sources(
    parts: Sequence[_Part], states: Sequence[PointState], asked: int, tables: Sequence[str]
) -> _Sources:
    """Return where every chunk lies; raise if one lies nowhere, or twice.

    A shorter one is passed over: of a study that grew, another share may have the longer one.
    """
    wanted = dict(grid(asked))
    sources: _Sources = {}
    for part in parts:
        for state in part.states:
            held = {table: part.folder.chunks(table, state.record.key) for table in tables}
            for first, file in held["outcomes"].items():
                key = (state.record.key, first)
                if file.count < wanted.get(first, 0):
                    continue
                if key in sources:
                    raise SimError(
                        f"{part} overlaps {sources[key][0]}: both hold point {state.record.point}, "
                        f"replicates from {first:,}",
                        field="FOLDER",
                    )
                files = {table: held[table][first] for table in tables if first in held[table]}
                for table in tables:
                    if table not in files or files[table].count != file.count:
                        raise MissingResult(
                            f"lacks {table} of point {state.record.point}, replicates from "
                            f"{first:,}: run that part again",
                            place=str(part.folder.path),
                        )
                sources[key] = part, files
    missing = [
        (state.record.point, first, count)
        for first, count in wanted.items()
        for state in states
        if (state.record.key, first) not in sources
    ]
    if missing:
        raise MissingResult(_missing(parts, missing, len(wanted)), field="FOLDER")
    return sources


def _kept(sources: _Sources) -> Kept:
    """Return which variables of every month all chunks keep; raise unless they are the same."""
    found: dict[Kept, _Part] = {}
    for part, files in sources.values():
        found.setdefault(part.folder.kept_of(files["trajectories"]), part)
    if len(found) > 1:
        (one, of), (other, and_of), *_ = found.items()
        raise SimError(
            f"{of} keeps {one} of every month and {and_of} keeps {other}, wanted the same in all "
            "parts: run one of them again with the output.keep or output.trajectories of both",
            field="FOLDER",
        )
    return next(iter(found))


def _missing(parts: Sequence[_Part], missing: Sequence[tuple[int, int, int]], chunks: int) -> str:
    """Return which parts are missing: by their shares, where they are shares, else by points."""
    shares = [part.shares for part in parts]
    if all(shares):
        of = {one[1] for one in shares if one}
        if len(of) == 1:
            (most,) = of
            there = {one[0] for one in shares if one}
            lacking = [f"{share}/{most}" for share in range(1, most + 1) if share not in there]
            if lacking:
                more = f" and {len(lacking) - _NAMED} more" if len(lacking) > _NAMED else ""
                which = f"{', '.join(lacking[:_NAMED])}{more}"
                return f"found no {'shard' if len(lacking) == 1 else 'shards'} {which}"
    gone = Counter(point for point, _, _ in missing)
    whole = {point for point, many in gone.items() if many == chunks}
    if whole and len(whole) * chunks == len(missing):
        rows = ", ".join(f"{a}:{b}" for a, b in _ranges(sorted(whole))[:_NAMED])
        return f"found no part with rows {rows}"
    named = [
        f"point {point}, replicates {first:,} to {first + count - 1:,}"
        for point, first, count in missing[:_NAMED]
    ]
    more = f"; and {len(missing) - _NAMED} more" if len(missing) > _NAMED else ""
    return f"no part holds {'; '.join(named)}{more}: run the rows or shard that has them"


def _ranges(numbers: Sequence[int]) -> list[tuple[int, int]]:
    """Return sorted whole numbers as ranges: from, and up to but not including.

    Examples
    --------
    >>> _ranges([2, 3, 4, 9])
    [(2, 5), (9, 10)]
    """
    ranges: list[tuple[int, int]] = []
    for number in numbers:
        if ranges and ranges[-1][1] == number:
            ranges[-1] = (ranges[-1][0], number + 1)
        else:
            ranges.append((number, number + 1))
    return ranges


def _target(part: _Part, to: str | Path | None) -> Path:
    """Return the folder of the whole."""
    if to is not None:
        return whole_path(to, "to")
    path = part.folder.path
    name = whole_name(path.name)
    if name == path.name:
        raise SimError(
            f"{path.name} is not called after a part: say where the whole is to lie, to=FOLDER",
            field="to",
        )
    return path.with_name(study_asked(name, "to"))


def _free(
    target: StudyFolder, parts: Sequence[_Part], records: Sequence[PointRecord]
) -> StudyFolder:
    """Return the folder of the whole, if nothing lies there or what was merged before."""
    if target.path in [part.folder.path for part in parts]:
        raise SimError(f"found {target.path.name}, which is one of the parts", field="to")
    try:
        there = [(state.record.key, state.record.point) for state in target.states()]
    except MissingResult:  # no study, as it should be
        return target
    if there != [(record.key, record.point) for record in records]:
        raise SimError(
            "is another study already: say where the whole is to lie, to=FOLDER",
            place=str(target.path),
        )
    return target


def _world(parts: Sequence[_Part], record: PointRecord) -> World:
    """Return a point's world from whichever part has it; raise as the last one does."""
    *others, last = parts
    for part in others:
        with contextlib.suppress(MalformedFile, MissingResult):
            return part.folder.worlds.world(record.digest)
    return last.folder.worlds.world(record.digest)


def _rows(sources: _Sources, table: str, records: Sequence[PointRecord], first: int) -> pa.Table:
    """Return the rows of some points, each from the part that has them, in order."""
    found = []
    for record in records:
        part, files = sources[record.key, first]
        found.append(part.folder.read_point(files[table], record)[0])
    return as_written(table, pa.concat_tables(found), records[0])
