"""A trial: a world under one choice of parameters, summed up over its replicates."""

import dataclasses
import functools
import hashlib
import itertools
import os
import zlib
from collections.abc import Mapping, Sequence
from concurrent.futures import Executor
from functools import partial
from types import MappingProxyType
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sim.engine.batch import run_chunk
from sim.engine.plan import Plan, compile_world
from sim.methods.calibration.series import (
    GROUP,
    correlation,
    observed_targets,
    relations,
)
from sim.methods.calibration.target import Target, shortfall, summary
from sim.methods.statement import world_of
from sim.runner.executor import check_executor, map_tasks
from sim.spec.measure import Measure, Panel
from sim.spec.override_key import bare
from sim.spec.recorded import column
from sim.spec.world import Span, World

__all__ = ["Trials", "trial_seed"]

Floats = NDArray[np.float64]

#: What an arm set beside history runs: one in so many. A quotient of medians is steady enough.
_BESIDE = 2


def trial_seed(seed: int, stage: str, number: int) -> int:
    """Return the seed of a trial: each trial of each stage has luck of its own.

    Examples
    --------
    >>> trial_seed(1, "screen", 0) != trial_seed(1, "screen", 1)
    True
    """
    words = [seed, zlib.crc32(stage.encode()), number]
    return int(np.random.SeedSequence(words).generate_state(1)[0])


def _columns(
    asked: Mapping[str, tuple[Plan, list[str]]], seed: int, task: tuple[str, int, int]
) -> Floats:
    """Run some replicates of an arm; return the variables asked of it (variable, replicate, month).

    Parameters
    ----------
    task : the arm's digest, its first replicate, and how many
    """
    digest, begin, count = task
    plan, names = asked[digest]
    records = run_chunk(plan, seed, begin, count, records=True).records
    assert records is not None
    return records[:, :, [column(name) for name in names]].transpose(2, 0, 1)


class Trials:
    """Runs trials and sums them up.

    Parameters
    ----------
    targets : of the facts
    replicates : of each trial, of which arms set beside history run half
    threads : int, optional
        By default as many as the machine has cores.
    history : the world that is calibrated; its window ends where the calibration's knowledge does
    overrides : changes by name that hold in every arm, such as the same end of its window
    series : observed series that are targets too, by name
    executor : where arms run; by default threads of this process

    Attributes
    ----------
    names, groups : tuple of str
        Of the summaries, in order: targets of facts, then series.
    """

    def __init__(
        self,
        targets: Sequence[Target],
        replicates: int,
        threads: int | None = None,
        *,
        history: World,
        overrides: Mapping[str, Any] = MappingProxyType({}),
        series: Sequence[str] = (),
        executor: Executor | None = None,
    ) -> None:
        self.targets, self.replicates = tuple(targets), replicates
        self._threads, self._executor = threads or os.cpu_count() or 1, check_executor(executor)
        self._overrides = overrides
        self.series = observed_targets(series, history)
        self._relations = relations(self.series)
        #: By digest: the world of an arm, what the arm itself sets, and what is asked of it.
        self._asked: dict[str, tuple[World, frozenset[str], dict[str, Measure]]] = {}
        self._digest: dict[tuple[int, str], str] = {}
        for number, target in enumerate(self.targets):
            place, check = target.group, target.check
            for name in check.arm.names:
                digest = self._arm(place, name, target)
                self._digest[number, name] = digest
                self._asked[digest][2][check.measure.text] = check.measure
        self._history = history.digest()
        if self.series:
            self._asked.setdefault(self._history, (history, frozenset(), {}))
        self.names = (
            *(target.name for target in self.targets),
            *(f"{GROUP}: {one.name}" for one in self.series),
        )
        self.groups = (*(target.group for target in self.targets), *(GROUP for _ in self.series))

    def _arm(self, place: str, name: str, target: Target) -> str:
        """Take in the world of an arm and return its digest."""
        arm = target.arms[name]
        world = world_of(arm, overrides=self._overrides)
        own = frozenset(
            name.removeprefix("parameters.")
            for name in map(bare, arm.changes)
            if name.startswith("parameters.")
        )
        self._asked.setdefault(world.digest(), (world, own, {}))
        return world.digest()

    @functools.cached_property
    def digest(self) -> str:
        """A name for all that decides what a trial gives, beside parameters, seed and code."""
        said = [str(self.replicates), self._history]
        for digest, (_, own, measures) in self._asked.items():
            said += [digest, *sorted(own), *measures]
        for one in self.targets:
            said += [one.name, one.says, repr((one.check.above, one.check.below))]
        for series in self.series:
            said += [series.name, str(series.sign)]
            said += [
                repr((each.dyad, each.first.tolist(), each.last.tolist(), each.y.tolist()))
                for each in series.figures
            ]
        return hashlib.sha256("\n".join(said).encode()).hexdigest()

    @property
    def worlds(self) -> tuple[World, ...]:
        """The worlds that a trial runs, before its parameters are put in."""
        return tuple(world for world, _, _ in self._asked.values())

    @property
    def runs(self) -> int:
        """Replicates that a trial runs, over all its arms."""
        return sum(map(self._count, self._asked))

    def _count(self, digest: str) -> int:
        """Return how many replicates an arm runs."""
        return self.replicates // (1 if digest == self._history else _BESIDE)

    def __call__(self, values: Mapping[str, float], seed: int) -> Floats:
        """Return the summaries of one trial.

        Parameters
        ----------
        values : parameter to value
            What an arm sets itself wins.

        Returns
        -------
        (summary,) float64
            NaN where too few replicates have an answer.
        """
        panels = self._run(values, seed)
        answers = {
            digest: {text: np.array(one(panels[digest])) for text, one in measures.items()}
            for digest, (_, _, measures) in self._asked.items()
        }
        found = [
            summary(
                target.check,
                {name: answers[self._digest[number, name]] for name in target.check.arm.names},
            )
            for number, target in enumerate(self.targets)
        ]
        if self.series:
            history = panels[self._history]
            paths = {
                dyad: history[one].values.mean(axis=0) for dyad, one in self._relations.items()
            }
            first = self._asked[self._history][0].first
            found += [correlation(one, paths, first) for one in self.series]
        return np.array(found)

    def _run(self, values: Mapping[str, float], seed: int) -> dict[str, dict[str, Panel]]:
        """Return what is asked of each arm as panels by name; arms run side by side."""
        asked: dict[str, tuple[Plan, list[str]]] = {}
        tasks = []
        for digest, (world, own, measures) in self._asked.items():
            given = {name: Span(v, v) for name, v in values.items() if name not in own}
            parameters = {**world.parameters, **given}
            plan = compile_world(dataclasses.replace(world, parameters=parameters))
            names = {name for measure in measures.values() for name in measure.names}
            names |= set(self._relations.values()) if digest == self._history else set()
            asked[digest] = plan, sorted(names)
            cuts = np.linspace(0, self._count(digest), self._threads + 1).astype(int).tolist()
            tasks += [(digest, a, b - a) for a, b in itertools.pairwise(cuts) if b > a]

        run = partial(_columns, asked, seed)
        found = map_tasks(tasks, run, threads=self._threads, executor=self._executor)
        done = list(zip(tasks, found, strict=True))
        panels = {}
        for digest, (plan, names_read) in asked.items():
            whole = np.concatenate([part for task, part in done if task[0] == digest], axis=1)
            panels[digest] = {
                name: Panel(part, plan.first_month)
                for name, part in zip(names_read, whole, strict=True)
            }
        return panels

    def shortfalls(self, found: Floats, scales: Floats) -> Floats:
        """Return how far each summary falls short, each in [0, 1].

        Parameters
        ----------
        scales : (summary,)
            Standard deviations of the summaries over prior draws.
        """
        short = [
            shortfall(t.low, t.high, float(value), None if t.is_share else float(scale))
            for t, value, scale in zip(self.targets, found, scales, strict=False)
        ]
        # A correlation is wholly short where every rank stands upside down.
        short += [
            max(0.0, one.low - float(value)) / (one.low + 1.0)
            for one, value in zip(self.series, found[len(self.targets) :], strict=True)
        ]
        return np.array(short)

    def by_group(self, short: Floats) -> dict[str, float]:
        """Return the mean shortfall of each fact, and of the series together."""
        groups = np.array(self.groups)
        return {group: float(short[groups == group].mean()) for group in dict.fromkeys(self.groups)}

    def distance(self, found: Floats, scales: Floats) -> float:
        """Return the mean over facts (the series count as one) of the mean shortfall of each."""
        return float(np.mean(list(self.by_group(self.shortfalls(found, scales)).values())))
