"""A study's folder: points are entered, what is damaged is made anew, and provenance is kept.

Several writers of one study do each other no harm: what they write is the same.
"""

import contextlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType
from typing import Any

from sim.errors import MalformedFile, MissingResult, SimError, UnwritableFolder
from sim.spec.world import World
from sim.store.layout import TABLES
from sim.store.manifest import OtherEdition, read_manifest, write_manifest
from sim.store.points import PointRecord, PointState
from sim.store.provenance import provenance
from sim.store.sealed import read_json, write_json
from sim.store.study_files import StudyFiles
from sim.store.worlds import WorldFiles

__all__ = ["StudyFolder"]

NOTHING: Mapping[str, str] = MappingProxyType({})


class StudyFolder(StudyFiles):
    """One study: its files, its points, and where all of it comes from.

    Parameters
    ----------
    path : the study's own folder, which need not exist yet
    """

    def __init__(self, path: Path) -> None:
        super().__init__(path)
        self.worlds = WorldFiles(path)

    def register(self, asked: Sequence[PointRecord], worlds: Sequence[World]) -> list[PointRecord]:
        """Enter points into the study; return them as the study numbers them, in the order given.

        A point keeps its number for good; new ones get the next. The manifest lists all of them.

        Raises
        ------
        UnwritableFolder
            If the study was run by another version of the model, or has other outcomes of one's
            own.
        OtherEdition
            If another edition of this package wrote it.
        """
        with self.lock():
            known = {state.record.key: state for state in self._mended(asked[0])}
            for state in known.values():
                self._check_same_outcomes(state.record, asked[0])
            following = max((state.record.point for state in known.values()), default=-1) + 1
            self._keep_worlds(asked, worlds)
            for record in asked:
                entered = known.get(record.key)
                if entered is None:
                    entered = PointState(replace(record, point=following), 0, 0)
                    following += 1
                most = max(entered.record.asked, record.asked)
                known[record.key] = replace(entered, record=replace(entered.record, asked=most))
            self.know(state.record for state in known.values())
            self.look()
            self._write_manifest(known.values(), NOTHING)
        return [known[record.key].record for record in asked]

    def _mended(self, like: PointRecord | None = None) -> list[PointState]:
        """Return the points of the study; those that the manifest lost are told by their rows.

        Nothing is set aside in a study whose points are not of the model of `like`.
        """
        try:
            found, faults = read_manifest(self.path)
        except OtherEdition:
            raise
        except SimError as fault:  # none is there, or it cannot be read
            found, faults = [], [fault] if isinstance(fault, MalformedFile) else []
        self.know(state.record for state in found)
        others = {
            block: self._records_of_rows(block)
            for block in self.rows_of_others(state.record for state in found)
        }
        if like is not None:
            told = [record for records in others.values() for record in records]
            for record in [*(state.record for state in found), *told]:
                self._check_same_model(record, like)
        if faults:
            self.damage.set_aside(self.manifest_path, faults[0])
        for block, records in others.items():
            for record in records:
                known = {state.record.key for state in found}
                taken = {state.record.point for state in found}
                if record.key not in known and record.point not in taken:
                    self.damage.tell(self.manifest_path, f"lacked point {record.point}")
                    found.append(PointState(record, record.asked, 0))
            if not {one.key for one in records} <= {one.record.key for one in found} or not records:
                strange = MalformedFile("holds rows of no point that is known")
                for table in TABLES:
                    self.damage.set_aside(self.path / table / block, strange)
        return found

    def _records_of_rows(self, block: str) -> list[PointRecord]:
        """Return the points of a block as its chunks tell them; none if none can be read."""
        for file in self._files("outcomes", block):
            with contextlib.suppress(SimError, ValueError):
                self.read_file(file)
                self.look("outcomes")
                members = self.members("outcomes", block)
                return [replace(one, asked=self.replicates(one.key)) for one in members]
        return []

    def _check_same_model(self, old: PointRecord, new: PointRecord) -> None:
        advice = "choose another name for the study, or remove this folder"
        if (old.kernel, old.layout_version) != (new.kernel, new.layout_version):
            raise UnwritableFolder(
                f"was run by model {old.kernel}, another version than this one, {new.kernel}: "
                f"{advice}",
                place=str(self.path),
            )

    def _check_same_outcomes(self, old: PointRecord, new: PointRecord) -> None:
        if old.outcomes != new.outcomes:
            raise UnwritableFolder(
                f"has {_own(old)}, and asked for are {_own(new)}: all points of a study have the "
                "same; choose another name for the study",
                place=str(self.path),
            )

    def _keep_worlds(self, records: Sequence[PointRecord], worlds: Sequence[World]) -> None:
        """Write points' resolved worlds that are not there and whole.

        A damaged file that only points have which are not asked for stays until they are.
        """
        by_digest = {one.digest: world for one, world in zip(records, worlds, strict=True)}
        missing, faults = self.worlds.missing(by_digest)
        for path, fault in faults if missing else []:
            self.damage.set_aside(path, fault)
        self.worlds.write({digest: by_digest[digest] for digest in missing})

    def close(
        self, run: Mapping[str, Any], failed: Mapping[str, str] = NOTHING, *, added: bool = True
    ) -> None:
        """Write the manifest anew from what lies in the folder, and enter a request.

        Parameters
        ----------
        run : what `describe_run` says of the request
        failed : why points of the request failed, by key; '' for those that did not
        added : whether the request added rows
        """
        with self.lock():
            self.look()
            states = self._mended()
            if not states:  # there were some when it was begun
                raise UnwritableFolder(
                    "lost its manifest while it was written: was it moved or removed?",
                    place=str(self.path),
                )
            self._write_manifest(states, failed)
            self._write_provenance([state.record for state in states], run, added)

    def _write_manifest(self, states: Iterable[PointState], failed: Mapping[str, str]) -> None:
        written = []
        for state in states:
            key = state.record.key
            rows = sum(file.count for file in self.chunks("trajectories", key).values())
            why = failed.get(key, state.failed)
            written.append(PointState(state.record, self.replicates(key), rows, why))
        write_manifest(self.path, written)

    def _write_provenance(
        self, records: Sequence[PointRecord], run: Mapping[str, Any], added: bool
    ) -> None:
        path = self.path / "provenance.json"
        try:
            before = read_json(path)
            runs = list(before["runs"])
        except MissingResult:
            before, runs = {}, []
        except (MalformedFile, KeyError, TypeError) as fault:
            self.damage.set_aside(path, fault)
            before, runs = {}, []
        told = provenance(
            records,
            lambda record: self._world_told(record, before.get("worlds", {})),
            [*runs, run] if added or not runs else runs,
        )
        if told != before:
            write_json(path, told, self.path)

    def _world_told(self, record: PointRecord, before: Mapping[str, Any]) -> Mapping[str, Any]:
        """Return a point's world; where its file cannot be read, what was told of it before.

        Such a file is of a point that is not asked for; the request that asks makes it anew.

        Parameters
        ----------
        before : the worlds of the provenance as it is, by scenario
        """
        with contextlib.suppress(MalformedFile, MissingResult):
            return {"digest": record.digest, **self.worlds.data(record.digest)}
        kept: Mapping[str, Any] = before.get(record.scenario, {})
        return kept if kept.get("digest") == record.digest else {}


def _own(record: PointRecord) -> str:
    """Return outcomes of one's own in words."""
    own = (f"outcomes.{name}='{one.measure}'" for name, one in record.outcomes.items())
    return ", ".join(own) or "no outcomes of one's own"
