"""Stylised facts as executable patterns: how often a replicate shows each, and which are met."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd

from sim.analysis import Interval, prob_ci
from sim.analysis.measure import Measure
from sim.errors import UnknownName, WrongKind
from sim.methods.changed import changed_world
from sim.methods.parts import NOT_KEPT, Parts
from sim.methods.statement import (
    Finding,
    Statement,
    Verdict,
    answers,
    evaluate,
    read_statements,
)
from sim.runner.progress import Report
from sim.scenario import shipped_folder
from sim.spec.switches import SWITCHES
from sim.study.home import HOME
from sim.study.wording import said, wanted

__all__ = ["USES", "Fact", "FactScore", "fact_table", "facts", "score_facts"]

#: `calibration` facts may be fitted, `validation` facts are only scored.
USES = ("calibration", "validation")

_WORLD = "baseline_hindcast"
_FIELDS = ("use", "mechanisms", "pattern", "by_input", "reference", "note", "cannot")


@dataclass(frozen=True)
class Fact:
    """One fact.

    Attributes
    ----------
    pattern : Measure or None
        1 in a replicate that shows the whole pattern, 0 in one that does not.
    by_input : str
        Why it holds by a world's inputs; empty if it does not. Such facts are counted apart.
    reference : str
        What stands in for years before the window.
    cannot : str
        Why it is no test.
    """

    statement: Statement
    use: str
    mechanisms: tuple[str, ...]
    pattern: Measure | None
    by_input: str = ""
    reference: str = ""
    note: str = ""
    cannot: str = ""

    @property
    def id(self) -> str:
        return self.statement.id


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
    return f"{arms}{wanted(finding)}: found {said(finding)}"


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
        _fact(one) for one in read_statements(path, f"{path.parent.name}/{path.name}", world=HOME)
    ]


def _fact(statement: Statement) -> Fact:
    words, place = statement.words, statement.place
    for key in words:
        if key not in _FIELDS:
            raise UnknownName("field", key, _FIELDS, place=place)
    use = words.get("use")
    if use not in USES:
        raise UnknownName("use", str(use), USES, place=place, field="use")
    mechanisms = words.get("mechanisms", [])
    for name in mechanisms:
        if name not in SWITCHES:
            raise UnknownName("switch", str(name), SWITCHES, place=place, field="mechanisms")
    tested = bool(statement.checks)
    if tested != ("pattern" in words) or tested == bool(words.get("cannot")):
        raise WrongKind("one without the other", "test and pattern, or cannot", place=place)
    return Fact(
        statement=statement,
        use=str(use),
        mechanisms=tuple(mechanisms),
        pattern=Measure.parse(words["pattern"], place) if tested else None,
        by_input=str(words.get("by_input", "")),
        reference=str(words.get("reference", "")),
        note=str(words.get("note", "")),
        cannot=str(words.get("cannot", "")),
    )


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
    tested = [fact for fact in known if fact.pattern is not None]
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
    world = changed_world(_WORLD, overrides or {}, worlds)
    patterns = [fact.pattern for fact in tested if fact.pattern is not None]
    shown = answers(world, patterns, replicates, seed, threads=threads, parts=parts)
    return [
        FactScore(fact, verdict, prob_ci(int((shown[pattern.text] > 0.0).sum()), replicates))
        for fact, verdict, pattern in zip(tested, verdicts, patterns, strict=True)
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
