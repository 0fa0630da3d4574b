"""Stylised facts as executable patterns: how often a replicate shows each, and which are met."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd

from sim.analysis import Interval, prob_ci
from sim.methods.attribution import shown
from sim.methods.changed import changed_world
from sim.methods.parts import NOT_KEPT, Parts
from sim.methods.statement import (
    FACT,
    USES,
    Fact,
    Finding,
    Verdict,
    evaluate,
    fact_of,
    read_statements,
)
from sim.runner.progress import Report
from sim.scenario import shipped_folder
from sim.spec.measure import Measure
from sim.study.home import HOME
from sim.study.wording import describe_check, describe_estimate

__all__ = ["USES", "Fact", "FactScore", "fact_table", "facts", "patterns_of", "score_facts"]


@dataclass(frozen=True)
class FactScore:
    """What became of a fact: its verdict, and the probability that a replicate shows it whole."""

    fact: Fact
    verdict: Verdict
    probability: Interval

    @property
    def met(self) -> bool:
        return self.verdict.holds

    @property
    def result(self) -> str:
        """'met', 'missed' or 'undecided'."""
        return {"holds": "met", "fails": "missed"}.get(self.verdict.result, self.verdict.result)

    @property
    def share_wanted(self) -> float:
        """Share of replicates wanted to show the whole pattern; NaN where something else decides.

        The only check of such a fact counts the same replicates.
        """
        (first, *more) = self.verdict.findings
        found, shown = first.found, self.probability
        same = (found.value, found.low, found.high) == (shown.value, shown.low, shown.high)
        if more or not same or first.check.share is None:
            return float("nan")
        return first.check.share

    @property
    def decided_by(self) -> str:
        """What decides it, where the probability shown does not: wanted and found, in words."""
        if not math.isnan(self.share_wanted):
            return ""
        worst = next(word for word in ("missed", "undecided", "met") if word in self._results)
        asked = "; ".join(_asked(one) for one in self.verdict.findings if one.result == worst)
        return f"Decided by {asked}."

    @property
    def _results(self) -> set[str]:
        return {one.result for one in self.verdict.findings}


def _asked(finding: Finding) -> str:
    """Return a check in words: of which arms, what was wanted, what was found."""
    arms = f"{finding.check.arm.text}, " if finding.check.paired else ""
    return f"{arms}{describe_check(finding)}: found {describe_estimate(finding)}"


def facts(path: Path | None = None) -> list[Fact]:
    """Return the facts, in the order of their ids, checked.

    Raises
    ------
    SimError
        One line for the first fault.

    Examples
    --------
    >>> found = facts()
    >>> found[0].id, found[0].use
    ('E01', 'calibration')
    """
    path = shipped_folder() / "facts" / "stylised_facts.yaml" if path is None else path
    return [
        fact_of(one)
        for one in read_statements(path, f"{path.parent.name}/{path.name}", world=HOME, words=FACT)
    ]


def patterns_of(known: Sequence[Fact]) -> dict[str, Measure]:
    """Return by its id the pattern of each fact that can be tested."""
    return {fact.id: fact.pattern for fact in known if fact.pattern is not None}


def score_facts(
    known: Sequence[Fact],
    *,
    replicates: int,
    seed: int,
    worlds: Path | None = None,
    overrides: Mapping[str, Any] | None = None,
    threads: int | None = None,
    progress: Report | None = None,
    parts: Parts = NOT_KEPT,
) -> list[FactScore]:
    """Score the facts that can be tested.

    Parameters
    ----------
    worlds : path, optional
        A folder of one's own, whose `parameter_sets/` may be named.
    overrides : mapping, optional
        Changes by name to the hindcast and to what is set beside it, such as a `parameter_set`.
    parts : where what each world answers is kept and found
    """
    patterns = patterns_of(known)
    tested = [fact for fact in known if fact.id in patterns]
    verdicts = evaluate(
        [fact.statement for fact in tested],
        replicates=replicates,
        seed=seed,
        worlds=worlds,
        overrides=overrides,
        threads=threads,
        progress=progress,
        parts=parts,
    )
    world = changed_world(HOME, overrides or {}, worlds)
    flags = shown(world, patterns, replicates, seed, threads=threads, parts=parts)
    return [
        FactScore(fact, verdict, prob_ci(int(flags[fact.id].sum()), replicates))
        for fact, verdict in zip(tested, verdicts, strict=True)
    ]


def fact_table(scores: Sequence[FactScore]) -> pd.DataFrame:
    """Return a row a fact.

    Returns
    -------
    DataFrame
        id, says, use, by_input, met, `result` (met, missed or undecided), the probability as
        value, low, high, and what decides: `wanted`, the share wanted to show the whole pattern,
        or `decided_by`, other checks in words.
    """
    return pd.DataFrame(
        [
            {
                "id": score.fact.id,
                "says": score.fact.statement.says,
                "use": score.fact.use,
                "by_input": bool(score.fact.by_input),
                "met": score.met,
                "result": score.result,
                "value": score.probability.value,
                "low": score.probability.low,
                "high": score.probability.high,
                "wanted": score.share_wanted,
                "decided_by": score.decided_by,
            }
            for score in scores
        ]
    )
