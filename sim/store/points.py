"""A point of a study: one world under one seed, and the key by which its rows are found again."""

import dataclasses
import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sim.errors import MalformedFile

__all__ = ["PointRecord", "point_key", "study_key"]

_TEXTS = ("scenario", "key", "digest", "kernel")


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
        """Return what the metadata of each of the point's files says."""
        return {
            "scenario": self.scenario,
            "overrides": json.dumps(self.overrides, ensure_ascii=False),
            "key": self.key,
            "digest": self.digest,
            "seed": str(self.seed),
            "layout_version": str(self.layout_version),
            "kernel": self.kernel,
        }

    def as_dict(self) -> dict[str, Any]:
        """Return the record as plain data."""
        return {**dataclasses.asdict(self), "overrides": dict(self.overrides)}

    @classmethod
    def from_dict(cls, data: Any, *, place: str) -> "PointRecord":
        """Return the record of plain data that `as_dict` made; other keys are passed over."""
        names = [field.name for field in dataclasses.fields(cls)]
        advice = "run the same study again, which writes it anew"
        if not isinstance(data, dict) or not set(names) <= data.keys():
            raise MalformedFile(f"is no point of a study: {advice}", place=place)
        for name in names:
            kind = {"overrides": dict, **dict.fromkeys(_TEXTS, str)}.get(name, int)
            if not isinstance(data[name], kind) or isinstance(data[name], bool):
                raise MalformedFile(
                    f"found {data[name]!r:.60}, wanted {kind.__name__}: {advice}",
                    place=place,
                    field=name,
                )
        return cls(**{name: data[name] for name in names})


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


def study_key(keys: list[str]) -> str:
    """Return 8 hex digits that name a study by the keys of its points, in order."""
    return _named(keys)[:8]
