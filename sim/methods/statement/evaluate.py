"""Verdicts: every statement's checks, each world run once and asked everything at one go."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sim.methods.parts import NOT_KEPT, Parts
from sim.methods.statement.answers import answers
from sim.methods.statement.asked import Asked
from sim.methods.statement.decide import is_met, is_open, times_more
from sim.methods.statement.estimate import Estimate, estimate
from sim.methods.statement.statement import Check, Statement
from sim.runner.progress import Clock, Report

__all__ = ["Finding", "Verdict", "evaluate", "verdicts"]

#: By arm, then by measure: one number a replicate.
Answers = Mapping[str, Mapping[str, NDArray[np.float64]]]


@dataclass(frozen=True)
class Finding:
    """What one check found, and whether it is what was expected.

    Attributes
    ----------
    met : bool
        By the rule that its table states.
    undecided : bool
        Not met, and its interval leaves open whether it would be with more replicates.
    """

    check: Check
    found: Estimate
    met: bool
    undecided: bool = False

    @property
    def result(self) -> str:
        """'met', 'missed' or 'undecided'."""
        return "met" if self.met else "undecided" if self.undecided else "missed"

    @property
    def times_more(self) -> float:
        """How many times as many replicates would decide it: 1 if it is decided."""
        return times_more(self.check, self.found) if self.undecided else 1.0


@dataclass(frozen=True)
class Verdict:
    """What became of a statement.

    Attributes
    ----------
    findings : tuple of Finding
        In the order of the checks.
    holds : bool
        Every check is met.
    undecided : bool
        It does not hold, and no check that is missed is decided at this number of replicates.
    effect : Finding or None
        The first check that sets arms against one another; None if none does.
    """

    statement: Statement
    findings: tuple[Finding, ...]

    @property
    def holds(self) -> bool:
        return all(finding.met for finding in self.findings)

    @property
    def undecided(self) -> bool:
        return not self.holds and all(one.met or one.undecided for one in self.findings)

    @property
    def result(self) -> str:
        """'holds', 'fails' or 'undecided'."""
        return "holds" if self.holds else "undecided" if self.undecided else "fails"

    @property
    def times_more(self) -> float:
        """How many times as many replicates would decide it: 1 if it is decided."""
        return max(one.times_more for one in self.findings) if self.undecided else 1.0

    @property
    def effect(self) -> Finding | None:
        return next((one for one in self.findings if one.check.paired), None)

    @property
    def as_expected(self) -> bool:
        """Whether it holds where it should, and fails where a reason says that it does.

        What is undecided contradicts neither.
        """
        return self.undecided or self.holds != bool(self.statement.fails)


def evaluate(
    statements: Sequence[Statement],
    *,
    replicates: int,
    seed: int,
    worlds: Path | None = None,
    overrides: Mapping[str, Any] | None = None,
    threads: int | None = None,
    progress: Report | None = None,
    parts: Parts = NOT_KEPT,
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
    parts : where what each world answers is kept and found

    Returns
    -------
    list of Verdict
        In the order of the statements that have a test.
    """
    asked = Asked.of(statements, worlds, overrides)
    clock = Clock(replicates * len(asked.worlds), 0, progress)
    return verdicts(asked, replicates, seed, threads=threads, parts=parts, clock=clock)


def verdicts(
    asked: Asked,
    replicates: int,
    seed: int,
    *,
    threads: int | None = None,
    parts: Parts = NOT_KEPT,
    clock: Clock | None = None,
    counts: int | None = None,
) -> list[Verdict]:
    """Run every world that is asked for, and return what became of each statement.

    Parameters
    ----------
    replicates, seed, threads, parts
        As in `evaluate`.
    clock, counts
        Told, world by world, that so much is done in all: replicates times worlds if not said.
    """
    most = len(asked.worlds)
    total = replicates * most if counts is None else counts
    found = {
        digest: answers(
            world,
            measures.values(),
            replicates,
            seed,
            threads=threads,
            parts=parts,
            clock=clock,
            counts=total * (number + 1) // most - total * number // most,
        )
        for number, (digest, (world, measures)) in enumerate(asked.worlds.items())
    }
    told = []
    for statement in asked.statements:
        findings = []
        for check in statement.checks:
            digests = {name: asked.digests[statement.place, name] for name in check.arm.names}
            one_world = check.paired and len(set(digests.values())) == 1
            arms = {name: found[digest] for name, digest in digests.items()}
            findings.append(_finding(check, arms, alike=one_world))
        told.append(Verdict(statement, tuple(findings)))
    return told


def _finding(check: Check, arms: Answers, *, alike: bool) -> Finding:
    """Return what a check finds in the arms that it names.

    Arms that are one and the same world answer alike by construction: nothing is left open.
    """
    found = estimate(check, arms)
    return Finding(check, found, is_met(check, found), not alike and is_open(check, found))
