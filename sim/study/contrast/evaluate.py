"""Verdicts: every statement's checks, each world run once and asked everything at one go."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sim.analysis.measure import Measure
from sim.errors import SimError
from sim.runner.progress import Clock, Report
from sim.spec.world import World
from sim.study.contrast.arm import measured, world_of
from sim.study.contrast.estimate import Estimate, estimate
from sim.study.contrast.statement import Check, Statement

__all__ = ["Finding", "Verdict", "evaluate"]

#: By arm, then by measure: one number a replicate.
Answers = Mapping[str, Mapping[str, NDArray[np.float64]]]


@dataclass(frozen=True)
class Finding:
    """What one check found, and whether it is what was expected."""

    check: Check
    found: Estimate
    met: bool


@dataclass(frozen=True)
class Verdict:
    """What became of a statement.

    Attributes
    ----------
    findings : tuple of Finding
        In the order of the checks.
    holds : bool
        Every check is met.
    effect : Finding or None
        The first check that sets arms against one another; None if none does.
    """

    statement: Statement
    findings: tuple[Finding, ...]

    @property
    def holds(self) -> bool:
        return all(finding.met for finding in self.findings)

    @property
    def effect(self) -> Finding | None:
        return next((one for one in self.findings if one.check.paired), None)

    @property
    def as_expected(self) -> bool:
        """Whether it holds where it should, and fails where a reason says that it does."""
        return self.holds != bool(self.statement.fails)


def evaluate(
    statements: Sequence[Statement],
    *,
    replicates: int,
    seed: int,
    worlds: Path | None = None,
    overrides: Mapping[str, Any] | None = None,
    threads: int | None = None,
    progress: Report | None = None,
) -> list[Verdict]:
    """Put statements to the model.

    All arms are made and checked before the first replicate runs. Arms of the same world share one
    run, and all arms share their draws, replicate by replicate.

    Parameters
    ----------
    statements : those without a test are left out
    replicates : int
        Of each arm.
    seed : int
    worlds : path, optional
        A folder of one's own worlds.
    overrides : mapping, optional
        Changes by name to the world of every arm: the same statements in a changed model. What an
        arm changes itself wins.
    threads, progress
        As in `sim.runner.run_study`; progress counts replicates over all runs.

    Returns
    -------
    list of Verdict
        In the order of the statements that have a test.
    """
    tested = [statement for statement in statements if statement.checks]
    digest_of: dict[tuple[str, str], str] = {}
    asked: dict[str, tuple[World, dict[str, Measure]]] = {}
    for statement in tested:
        for name, arm in statement.arms.items():
            place = f"{statement.place}: {name}"
            try:
                world = world_of(arm, worlds, overrides or {})
            except SimError as fault:
                raise SimError(str(fault), place=place) from fault
            digest = world.digest()
            digest_of[statement.place, name] = digest
            _, measures = asked.setdefault(digest, (world, {}))
            for check in statement.checks:
                if name in check.arm.names:
                    both = [check.measure, *([check.against] if check.against else [])]
                    measures.update({measure.text: measure for measure in both})
    clock = Clock(replicates * len(asked), 0, progress)
    answers: dict[str, Mapping[str, NDArray[np.float64]]] = {}
    for digest, (world, measures) in asked.items():
        answers[digest] = measured(world, measures.values(), replicates, seed, threads=threads)
        clock.add(replicates)
    return [
        Verdict(
            statement,
            tuple(
                _finding(
                    check,
                    {name: answers[digest_of[statement.place, name]] for name in check.arm.names},
                )
                for check in statement.checks
            ),
        )
        for statement in tested
    ]


def _finding(check: Check, answers: Answers) -> Finding:
    """Return what a check finds in the arms that it names."""
    found = estimate(check, answers)
    return Finding(check, found, _met(check, found))


def _met(check: Check, found: Estimate) -> bool:
    """Return whether an estimate is what was expected.

    A share counts as it is estimated. A bound on a mean, median, spread or correlation counts once
    the whole interval keeps it; `between` is for estimates.
    """
    if np.isnan(found.value):
        return False
    if check.share is not None or check.at_most is not None:
        enough = check.share is None or found.value >= check.share
        return enough and (check.at_most is None or found.value <= check.at_most)
    low, high = (found.value, found.value) if check.between else (found.low, found.high)
    return (check.above is None or _beyond(low, check.above, check.between)) and (
        check.below is None or _beyond(-high, -check.below, check.between)
    )


def _beyond(value: float, bound: float, or_at: bool) -> bool:
    return value >= bound if or_at else value > bound
