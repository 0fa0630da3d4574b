"""What is asked of a study, checked before anything runs or is written."""

import itertools
import os
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

from sim.engine.batch import CHUNK
from sim.engine.first_call import compile_rows
from sim.engine.plan import plan_of
from sim.errors import WrongKind
from sim.runner.block import Block, Piece, run_block
from sim.runner.executor import Stop, check_executor, run_tasks
from sim.runner.own_outcomes import asked_outcomes, shared_outcomes
from sim.runner.part import Part
from sim.runner.progress import Clock
from sim.spec.chance import LAYOUT_VERSION
from sim.spec.kept import Kept, kept_asked
from sim.spec.outcomes import OwnOutcome
from sim.spec.parse_override import (
    MOST_REPLICATES,
    MOST_SEED,
    MOST_THREADS,
    check_whole,
    flag_asked,
    study_asked,
)
from sim.spec.plain import plain
from sim.spec.version import KERNEL_HASH
from sim.spec.world import World
from sim.store.design import OWN_COLUMNS
from sim.store.files import whole_path
from sim.store.points import PointRecord, point_key, study_key
from sim.store.provenance import describe_run

__all__ = ["Point", "Request", "by_seed", "check_whole", "check_world", "grid"]


#: Replicates whose months before windows are held until the next request, ten chunks.
_FEW = 10 * CHUNK


@dataclass(frozen=True, repr=False)
class Point:
    """A point of a design: a world, its scenario's name, and what was overridden to make it.

    `seed` is that of the study unless the point says its own; points of one seed share their draws.
    """

    scenario: str
    world: World
    overrides: Mapping[str, Any] = field(default_factory=dict)
    seed: int | None = None

    def __repr__(self) -> str:
        return f"<Point {self.scenario}: {self.world!r}>"


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


def by_seed(records: Sequence[PointRecord]) -> Iterator[list[int]]:
    """Yield the points of each seed, by their places: only they lie in one file."""
    for seed in dict.fromkeys(record.seed for record in records):
        yield [k for k, record in enumerate(records) if record.seed == seed]


@dataclass(frozen=True)
class Request:
    """A checked request: worlds, and the record of each point, numbered as given."""

    worlds: tuple[World, ...]
    records: tuple[PointRecord, ...]
    replicates: int
    seed: int
    kept: Kept
    threads: int
    executor: Executor | None = None
    part: Part | None = None
    stop: Stop = field(default_factory=Stop, repr=False)

    @classmethod
    def of(
        cls,
        points: Sequence[Point],
        *,
        replicates: int,
        seed: int,
        trajectories: bool = False,
        keep: Any = None,
        threads: int | None,
        executor: Executor | None = None,
        part: Part | None = None,
        outcomes: Mapping[str, Any] | None = None,
    ) -> "Request":
        """Check a request."""
        replicates = check_whole(replicates, "replicates", 1, MOST_REPLICATES)
        seed = check_whole(seed, "seed", 0, MOST_SEED)
        if threads is None:
            threads = os.cpu_count() or 1
        threads = check_whole(threads, "threads", 1, MOST_THREADS)
        kept = kept_asked(flag_asked(trajectories, "trajectories"), keep)
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
        seeds = [
            seed if point.seed is None else check_whole(point.seed, "seed", 0, MOST_SEED)
            for point in points
        ]
        own = shared_outcomes(worlds, asked_outcomes({} if outcomes is None else outcomes))
        records = tuple(_records(points, seeds, replicates, own))
        executor = check_executor(executor)
        return cls(worlds, records, replicates, seed, kept, threads, executor, part)

    @cached_property
    def _earlier(self) -> Counter[tuple[str, int] | None]:
        """Count points by the world that they start from, and up to when."""
        return Counter(map(_start_of, self.worlds))

    def shares_history(self, place: int) -> bool:
        """Return whether months before a window are run on their own, to be used again.

        Other points have the same, or the next request may: what few replicates ran is held.
        """
        start = _start_of(self.worlds[place])
        few = self.replicates <= _FEW
        return start is not None and (few or self._earlier[start] > 1)

    def block(self, places: Sequence[int], first: int, count: int, **more: Any) -> Block:
        """Return the same replicates of some points of one seed, to be run."""
        shares = any(map(self.shares_history, places))
        worlds = tuple(self.worlds[place] for place in places)
        outcomes = self.records[places[0]].outcomes
        how = {"shares": shares, "stop": self.stop, "outcomes": outcomes, **more}
        (seed,) = {self.records[place].seed for place in places}
        return Block(tuple(places), worlds, seed, first, count, **how)

    def run(
        self,
        tasks: Iterable[Block],
        keep: Callable[[Block, list[Piece | Exception | None]], Iterable[Block]],
        clock: Clock,
    ) -> None:
        """Run blocks over the request's threads or executor, and keep what comes back."""
        waiting = iter(tasks)
        first = next(waiting, None)
        if first is None:
            return
        if self.executor is None:
            compile_rows(plan_of(first.worlds[0]))

        def ended(block: Block, again: list[Block]) -> None:
            clock.add(block.lacks() - sum(one.lacks() for one in again))

        run_tasks(
            itertools.chain([first], waiting),
            run_block,
            keep,
            threads=self.threads,
            executor=self.executor,
            ended=ended,
            stop=self.stop,
        )

    def describe(self) -> dict[str, Any]:
        """Return the request as provenance tells it."""
        seeds = list(dict.fromkeys(record.seed for record in self.records))
        told = describe_run(self.replicates, seeds, self.kept.whole, len(self.records))
        if self.kept and not self.kept.whole:
            told["asked"]["keep"] = list(self.kept.names)
        outcomes = self.records[0].outcomes
        if outcomes:
            told["asked"]["outcomes"] = plain(outcomes)
        if self.part is not None:
            told["asked"]["part"] = str(self.part)
        return told

    def study_path(self, folder: str | Path, study: str | None) -> Path:
        """Return the study's own folder within the results folder.

        Named as asked, or after the scenario (`study` where there are several) and the keys of its
        points.
        """
        if study is None:
            scenarios = {record.scenario for record in self.records}
            name = scenarios.pop() if len(scenarios) == 1 else "study"
            stem = re.sub(r"[^a-z0-9_-]+", "-", name.lower())[:80].strip("-") or "study"
            study = f"{stem}-{study_key([record.key for record in self.records])}"
        else:
            study_asked(study, "study")
        return whole_path(folder, "folder", "the path of a folder for results") / study


def _start_of(world: World) -> tuple[str, int] | None:
    """Return what a world's months before its window come from."""
    return None if world.start is None else (world.start.digest(), world.first)


def _records(
    points: Sequence[Point],
    seeds: Sequence[int],
    replicates: int,
    outcomes: Mapping[str, OwnOutcome],
) -> list[PointRecord]:
    """Return the record of each point, numbered from 0; repeated points get keys of their own."""
    seen: Counter[tuple[str, str, str, int]] = Counter()
    found = []
    for number, (point, seed) in enumerate(zip(points, seeds, strict=True)):
        digest = point.world.digest()
        overrides = _plain(point.overrides)
        for key in overrides:
            if key in OWN_COLUMNS:
                wanted = "keys other than the columns of a table of points"
                raise WrongKind(f"the key '{key}'", wanted, field=f"points[{number}].overrides")
        same = (point.scenario, digest, repr(sorted(overrides.items())), seed)
        key = point_key(
            scenario=point.scenario,
            overrides=overrides,
            occurrence=seen[same],
            digest=digest,
            seed=seed,
            layout_version=LAYOUT_VERSION,
            kernel=KERNEL_HASH,
            outcomes=outcomes,
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
                outcomes=outcomes,
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
