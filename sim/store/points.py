"""A point of a study: one world under one seed, and the key by which its rows are found again."""

import dataclasses
import hashlib
import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from types import MappingProxyType
from typing import Any

from sim.spec.outcomes import OutcomeSpec, OwnOutcome
from sim.spec.own_outcome import outcome_specs
from sim.spec.plain import plain

__all__ = ["FORMAT", "PointRecord", "PointState", "block_key", "point_key", "study_key"]

#: Version of how a study lies on disk.
FORMAT = 3

NONE: Mapping[str, OwnOutcome] = MappingProxyType({})

_TEXTS = ("scenario", "key", "digest", "kernel")
_OTHERS = (*_TEXTS, "overrides", "outcomes")
_HEX = re.compile(r"[0-9a-f]{16}\Z")


def _named(data: Any) -> str:
    """Return 16 hex digits that name plain data."""
    text = json.dumps(data, sort_keys=True, ensure_ascii=False, default=str)
    return hashlib.sha256(text.encode()).hexdigest()[:16]


@dataclass(frozen=True)
class PointRecord:
    """What a study knows of one point, apart from its rows.

    `asked` is the most replicates that were asked for, `first_month` the number of the first month,
    `kernel` the hash of the model's sources, `layout_version` that of the random numbers' layout,
    `outcomes` those of one's own that its rows have besides; where there are none, files are
    silent on them.
    """

    point: int
    scenario: str
    overrides: Mapping[str, Any]
    key: str
    digest: str
    seed: int
    layout_version: int
    kernel: str
    first_month: int
    months: int
    asked: int
    outcomes: Mapping[str, OwnOutcome] = field(default_factory=dict)

    @cached_property
    def specs(self) -> tuple[OutcomeSpec, ...]:
        """The declarations of all columns of outcomes that its rows have."""
        return outcome_specs(self.outcomes)

    def about(self) -> dict[str, str]:
        """Return what the metadata of each of the point's files says: all but how much was asked.

        So a study whose manifest is lost is known from its rows.
        """
        told = self.as_dict()
        del told["asked"]
        for name in {"overrides", "outcomes"} & told.keys():
            told[name] = json.dumps(told[name], ensure_ascii=False)
        return {name: str(value) for name, value in told.items()}

    @classmethod
    def from_about(cls, told: Mapping[str, str], asked: int) -> "PointRecord":
        """Return the record that a file's metadata tells of.

        Raises
        ------
        ValueError
            If it is not metadata that `about` made.
        """
        names = {one.name for one in dataclasses.fields(cls)} - {"asked"}
        if not names - {"outcomes"} <= told.keys():
            raise ValueError("wanted what a point's file says of itself")
        texts = {name: told[name] for name in names & told.keys()}
        whole = {name: int(text) for name, text in texts.items() if name not in _OTHERS}
        held: dict[str, Any] = {
            k: json.loads(texts[k]) for k in ("overrides", "outcomes") if k in texts
        }
        return cls.from_dict({**texts, **whole, **held, "asked": asked})

    def as_dict(self) -> dict[str, Any]:
        """Return the record as plain data."""
        told = {**dataclasses.asdict(self), "overrides": dict(self.overrides)}
        if not self.outcomes:
            del told["outcomes"]
        return told

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> "PointRecord":
        """Return the record of plain data that `as_dict` made; other keys are passed over.

        Raises
        ------
        ValueError
            If an entry is missing or of another kind.
        """
        names = [one.name for one in dataclasses.fields(cls) if one.name != "outcomes"]
        kinds = {"overrides": dict, **dict.fromkeys(_TEXTS, str)}
        entries = {name: _entry(data, name, kinds.get(name, int)) for name in names}
        for name in ("key", "digest"):
            if not _HEX.match(entries[name]):  # a path is made of it
                raise ValueError(f"{name}: found {entries[name]!r:.60}, wanted 16 hex digits")
        return cls(**entries, outcomes=_outcomes(data.get("outcomes", {})))


def _outcomes(data: Any) -> dict[str, OwnOutcome]:
    """Return outcomes of one's own from plain data; their measures are not read anew."""
    texts = {one.name for one in dataclasses.fields(OwnOutcome)}
    if not isinstance(data, dict):
        raise ValueError(f"outcomes: found {data!r:.60}, wanted dict")
    for name, told in data.items():
        whole = isinstance(told, dict) and told.keys() == texts
        if not whole or not all(isinstance(text, str) for text in told.values()):
            raise ValueError(f"outcomes: found {told!r:.60} for '{name}', wanted {sorted(texts)}")
    return {name: OwnOutcome(**told) for name, told in data.items()}


def _entry(data: Mapping[str, Any], name: str, kind: type) -> Any:
    """Return an entry of plain data if it is of its kind."""
    value = data.get(name)
    if not isinstance(value, kind) or isinstance(value, bool):
        raise ValueError(f"{name}: found {value!r:.60}, wanted {kind.__name__}")
    return value


@dataclass(frozen=True)
class PointState:
    """A point as the manifest has it: what was asked, and how far it had come.

    `replicates` and `trajectories` were there when the manifest was written; `failed` says why the
    point failed, if it did.
    """

    record: PointRecord
    replicates: int
    trajectories: int
    failed: str = ""

    @property
    def status(self) -> str:
        """'complete', 'part' or 'failed'."""
        if self.failed:
            return "failed"
        return "complete" if self.replicates >= self.record.asked else "part"

    def as_dict(self) -> dict[str, Any]:
        """Return the state as plain data, in the words of the manifest."""
        return {
            "format": FORMAT,
            **self.record.as_dict(),
            "replicates": self.replicates,
            "trajectories": self.trajectories,
            "status": self.status,
            "failed": self.failed,
        }

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> "PointState":
        """Return the state of plain data that `as_dict` made.

        Raises
        ------
        ValueError
            If it is none.
        """
        return cls(
            PointRecord.from_dict(data),
            _entry(data, "replicates", int),
            _entry(data, "trajectories", int),
            _entry(data, "failed", str),
        )


def point_key(
    *,
    scenario: str,
    overrides: Mapping[str, Any],
    occurrence: int,
    digest: str,
    seed: int,
    layout_version: int,
    kernel: str,
    outcomes: Mapping[str, OwnOutcome] = NONE,
) -> str:
    """Return 16 hex digits that name a point's rows: the same asked again finds them.

    The digest holds everything in the world that can change a number; seed, layout and kernel hold
    the rest. Scenario, overrides and occurrence (0 unless a design repeats a point) keep apart
    points that happen to be equal worlds, so that a study has as many points as were asked.
    Outcomes of one's own are columns of the rows.
    """
    own = [plain(outcomes)] if outcomes else []
    return _named([scenario, overrides, occurrence, digest, seed, layout_version, kernel, *own])


def block_key(keys: Sequence[str]) -> str:
    """Return 16 hex digits that name some points which lie in one file; of one point, its key.

    Examples
    --------
    >>> block_key(["cade7943bfac30aa"])
    'cade7943bfac30aa'
    """
    return keys[0] if len(keys) == 1 else _named(list(keys))


def study_key(keys: Sequence[str]) -> str:
    """Return 8 hex digits that name a study by the keys of its points, in order."""
    return _named(list(keys))[:8]
