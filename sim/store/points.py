"""A point of a study: one world under one seed, and the key by which its rows are found again."""

import dataclasses
import hashlib
import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

__all__ = ["FORMAT", "PointRecord", "PointState", "block_key", "point_key", "study_key"]

#: Version of how a study lies on disk.
FORMAT = 3

_TEXTS = ("scenario", "key", "digest", "kernel")
_OTHERS = (*_TEXTS, "overrides")
_HEX = re.compile(r"[0-9a-f]{16}\Z")


def _named(data: Any) -> str:
    """Return 16 hex digits that name plain data."""
    text = json.dumps(data, sort_keys=True, ensure_ascii=False, default=str)
    return hashlib.sha256(text.encode()).hexdigest()[:16]


@dataclass(frozen=True)
class PointRecord:
    """What a study knows of one point, apart from its rows.

    `asked` is the most replicates that were asked for, `first_month` the number of the first month,
    `kernel` the hash of the model's sources, `layout_version` that of the random numbers' layout.
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

    def about(self) -> dict[str, str]:
        """Return what the metadata of each of the point's files says: all but how much was asked.

        So a study whose manifest is lost is known from its rows.
        """
        told = dataclasses.asdict(self)
        del told["asked"]
        told["overrides"] = json.dumps(self.overrides, ensure_ascii=False)
        return {name: str(value) for name, value in told.items()}

    @classmethod
    def from_about(cls, told: Mapping[str, str], asked: int) -> "PointRecord":
        """Return the record that a file's metadata tells of.

        Raises
        ------
        ValueError
            If it is not metadata that `about` made.
        """
        names = [field.name for field in dataclasses.fields(cls) if field.name != "asked"]
        if not set(names) <= told.keys():
            raise ValueError("wanted what a point's file says of itself")
        texts = {name: told[name] for name in names}
        whole = {name: int(text) for name, text in texts.items() if name not in _OTHERS}
        overrides = json.loads(texts["overrides"])
        return cls.from_dict({**texts, **whole, "overrides": overrides, "asked": asked})

    def as_dict(self) -> dict[str, Any]:
        """Return the record as plain data."""
        return {**dataclasses.asdict(self), "overrides": dict(self.overrides)}

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> "PointRecord":
        """Return the record of plain data that `as_dict` made; other keys are passed over.

        Raises
        ------
        ValueError
            If an entry is missing or of another kind.
        """
        names = [field.name for field in dataclasses.fields(cls)]
        kinds = {"overrides": dict, **dict.fromkeys(_TEXTS, str)}
        found = {name: _entry(data, name, kinds.get(name, int)) for name in names}
        for name in ("key", "digest"):
            if not _HEX.match(found[name]):  # a path is made of it
                raise ValueError(f"{name}: found {found[name]!r:.60}, wanted 16 hex digits")
        return cls(**found)


def _entry(data: Mapping[str, Any], name: str, kind: type) -> Any:
    """Return an entry of plain data if it is of its kind."""
    found = data.get(name)
    if not isinstance(found, kind) or isinstance(found, bool):
        raise ValueError(f"{name}: found {found!r:.60}, wanted {kind.__name__}")
    return found


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
) -> str:
    """Return 16 hex digits that name a point's rows: the same asked again finds them.

    The digest holds everything in the world that can change a number; seed, layout and kernel hold
    the rest. Scenario, overrides and occurrence (0 unless a design repeats a point) keep apart
    points that happen to be equal worlds, so that a study has as many points as were asked.
    """
    return _named([scenario, overrides, occurrence, digest, seed, layout_version, kernel])


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
