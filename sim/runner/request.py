"""What is asked of a study, checked before anything runs or is written."""

import operator
import os
import re
import threading
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sim.engine.batch import CHUNK
from sim.engine.plan import Plan, compile_world
from sim.errors import OutOfBounds, WrongKind
from sim.spec.asked import MOST_REPLICATES, MOST_SEED, MOST_THREADS, study_asked
from sim.spec.chance import LAYOUT_VERSION
from sim.spec.version import KERNEL_HASH
from sim.spec.world import World
from sim.store.design import OWN_COLUMNS
from sim.store.files import whole_path
from sim.store.points import PointRecord, point_key, study_key
from sim.store.provenance import describe_run

__all__ = ["Point", "Request", "check_whole", "check_world", "grid"]


@dataclass(frozen=True, repr=False)
class Point:
    """A point of a design: a world, its scenario's name, and what was overridden to make it."""

    scenario: str
    world: World
    overrides: Mapping[str, Any] = field(default_factory=dict)

    def __repr__(self) -> str:
        return f"<Point {self.scenario}: {self.world!r}>"


def check_whole(found: Any, field_name: str, low: int, high: int) -> int:
    """Return a whole number within bounds; True and 1.0 are none."""
    try:
        number = operator.index(found)
    except TypeError:
        raise WrongKind(
            found, f"a whole number from {low} to {high}", field=field_name, given=True
        ) from None
    if isinstance(found, bool):
        raise WrongKind(found, f"a whole number from {low} to {high}", field=field_name, given=True)
    if not low <= number <= high:
        raise OutOfBounds(found, low, high, field=field_name)
    return number


def check_world(found: Any, field_name: str = "world") -> World:
    """Return a world; a name or anything else is an error that says how to get one."""
    if not isinstance(found, World):
        raise WrongKind(
            found, "a World, such as sim.load returns by name", field=field_name, given=True
        )
    return found


def grid(replicates: int) -> list[tuple[int, int]]:
    """Return the chunks of replicates 0 to `replicates` - 1: (first, count), the last maybe short.

    Examples
    --------
    >>> grid(2500)
    [(0, 1000), (1000, 1000), (2000, 500)]
    """
    return [(first, min(CHUNK, replicates - first)) for first in range(0, replicates, CHUNK)]


@dataclass(frozen=True)
class Request:
    """A checked request: worlds, and the record of each point, numbered as given."""

    worlds: tuple[World, ...]
    records: tuple[PointRecord, ...]
    replicates: int
    seed: int
    trajectories: bool
    threads: int
    _plans: dict[int, Plan] = field(default_factory=dict, repr=False)
    _lock: threading.Lock = field(default_factory=threading.Lock, repr=False)

    @classmethod
    def of(
        cls,
        points: Sequence[Point],
        *,
        replicates: int,
        seed: int,
        trajectories: bool,
        threads: int | None,
    ) -> "Request":
        """Check a request."""
        replicates = check_whole(replicates, "replicates", 1, MOST_REPLICATES)
        seed = check_whole(seed, "seed", 0, MOST_SEED)
        if threads is None:
            threads = os.cpu_count() or 1
        threads = check_whole(threads, "threads", 1, MOST_THREADS)
        if not isinstance(trajectories, bool):
            raise WrongKind(trajectories, "true or false", field="trajectories", given=True)
        wanted = "a list of at least one point: Point(scenario, world, overrides)"
        if not isinstance(points, Sequence):
            raise WrongKind(points, wanted, field="points", given=True)
        if not points:
            raise WrongKind("nothing", wanted, field="points")
        for point in points:
            if not isinstance(point, Point):
                raise WrongKind(
                    point, "a Point(scenario, world, overrides)", field="points", given=True
                )
        worlds = tuple(check_world(point.world) for point in points)
        records = tuple(_records(points, seed, replicates))
        return cls(worlds, records, replicates, seed, trajectories, threads)

    def plan(self, place: int) -> Plan:
        """Return the compiled world of a point; of those last used a few are kept.

        A plan takes half a megabyte: a design of thousands of points would fill the memory.
        """
        with self._lock:
            found = self._plans.pop(place, None) or compile_world(self.worlds[place])
            self._plans[place] = found
            while len(self._plans) > self.threads + 2:
                del self._plans[next(iter(self._plans))]
        return found

    def told(self) -> dict[str, Any]:
        """Return the request as provenance tells it."""
        return describe_run(self.replicates, self.seed, self.trajectories, len(self.records))

    def study_path(self, folder: str | Path, study: str | None) -> Path:
        """Return the study's own folder within the results folder.

        Named as asked, or after the scenario (`study` where there are several) and the keys of its
        points.
        """
        if study is None:
            scenarios = {record.scenario for record in self.records}
            name = scenarios.pop() if len(scenarios) == 1 else "study"
            plain = re.sub(r"[^a-z0-9_-]+", "-", name.lower())[:80].strip("-") or "study"
            study = f"{plain}-{study_key([record.key for record in self.records])}"
        else:
            study_asked(study, "study")
        if not isinstance(folder, str | Path):
            raise WrongKind(folder, "the path of a folder for results", field="folder", given=True)
        return whole_path(folder, "folder") / study


def _records(points: Sequence[Point], seed: int, replicates: int) -> list[PointRecord]:
    """Return the record of each point, numbered from 0; repeated points get keys of their own."""
    seen: Counter[tuple[str, str, str]] = Counter()
    found = []
    for number, point in enumerate(points):
        digest = point.world.digest()
        overrides = _plain(point.overrides)
        for key in overrides:
            if key in OWN_COLUMNS:
                wanted = "keys other than the columns of a table of points"
                raise WrongKind(f"the key '{key}'", wanted, field=f"points[{number}].overrides")
        same = (point.scenario, digest, repr(sorted(overrides.items())))
        key = point_key(
            scenario=point.scenario,
            overrides=overrides,
            occurrence=seen[same],
            digest=digest,
            seed=seed,
            layout_version=LAYOUT_VERSION,
            kernel=KERNEL_HASH,
        )
        seen[same] += 1
        found.append(
            PointRecord(
                point=number,
                scenario=str(point.scenario),
                overrides=overrides,
                key=key,
                digest=digest,
                seed=seed,
                layout_version=LAYOUT_VERSION,
                kernel=KERNEL_HASH,
                first_month=point.world.first,
                months=point.world.months,
                asked=replicates,
            )
        )
    return found


def _plain(overrides: Mapping[str, Any]) -> dict[str, Any]:
    """Return overrides as plain data for JSON: numbers of numpy become Python's."""

    def one(value: Any) -> Any:
        if isinstance(value, Mapping):
            return {str(key): one(item) for key, item in value.items()}
        if isinstance(value, list | tuple):
            return [one(item) for item in value]
        if hasattr(value, "item"):
            return value.item()
        return value if isinstance(value, str | bool | int | float | None) else str(value)

    return {str(key): one(value) for key, value in overrides.items()}
