"""What the fit is aimed at: calibration facts as summaries of a trial, each with its wanted range.

A trial is many replicates under one choice of parameters. Of each fact it gives one number a check:
the share of replicates that keep the check's bounds, or the check's statistic. A pattern of several
parts gives the share that shows each part as well: each holds at least as often as the whole, so
the parts ask for nothing more, and they say how far a trial is from a pattern that no replicate
shows whole.
"""

import ast
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray
from scipy import stats

from sim.errors import SimError
from sim.methods.statement import FEWEST, Arm, Check, Fact, keeps
from sim.spec.calendar import month_number
from sim.spec.measure import TRAIT_PANELS, Measure

__all__ = ["Target", "fitted_facts", "shortfall", "summary", "targets"]

#: Statistics that have a continuous summary.
_CONTINUOUS = ("mean", "median")

#: A statistic this many prior-predictive standard deviations outside its range falls wholly short.
_WHOLLY = 2.0

_MONTH = re.compile(r"'(\d{4}-\d{2})'")

#: By measure, (replicate,), of one arm.
Answers = Mapping[str, NDArray[np.float64]]


@dataclass(frozen=True)
class Target:
    """One number that a trial gives of a fact, and the range that it is wanted in.

    Attributes
    ----------
    name : str
        The fact's id, with a number where it has several targets.
    group : str
        The fact's id: targets of a fact share its weight.
    check : Check
    arms : mapping
        The fact's arms by name.
    low, high : float
        The wanted range, ends included; ±inf where a side is free.
    part : bool
        Whether it is a part of a pattern, which the whole implies.
    """

    name: str
    group: str
    check: Check
    arms: Mapping[str, Arm]
    low: float
    high: float
    part: bool = False

    @property
    def is_share(self) -> bool:
        """Whether the number is a share of replicates."""
        return self.check.counts_runs

    @property
    def says(self) -> str:
        """What is measured, in the grammar of measures."""
        check = self.check
        text = check.measure.text + ("" if check.arm.text in self.arms else f" in {check.arm.text}")
        if not self.is_share:
            return f"{check.statistic} of {text}"
        bounds = " and ".join(
            f"{word} {bound:g}"
            for word, bound in (("above", check.above), ("below", check.below))
            if bound is not None
        )
        return f"share of replicates with {text} {bounds}"


def fitted_facts(known: Sequence[Fact], last: str) -> list[Fact]:
    """Return the facts that may be fitted.

    These are calibration facts that follow from no input and name no month after the last that a
    calibration may see, 'YYYY-MM'.
    """
    return [
        fact
        for fact in known
        if fact.use == "calibration" and not fact.by_input and fact.pattern and _ends(fact, last)
    ]


def _ends(fact: Fact, last: str) -> bool:
    """Return whether no month that a fact names lies after the last."""
    texts = [check.measure.text for check in fact.statement.checks]
    texts += [fact.pattern.text] if fact.pattern else []
    named = [month for text in texts for month in _MONTH.findall(text)]
    return all(month_number(month) <= month_number(last) for month in named)


def targets(known: Sequence[Fact]) -> list[Target]:
    """Return the targets of facts that are to be fitted.

    Raises
    ------
    SimError
        For a check whose statistic has no continuous summary.

    Examples
    --------
    >>> from sim.methods.statement import FACT, fact_of, read_statements
    >>> from sim.scenario import shipped_folder
    >>> path = shipped_folder() / "facts" / "stylised_facts.yaml"
    >>> stated = read_statements(path, world="baseline_hindcast", words=FACT)
    >>> known = [fact_of(one) for one in stated]
    >>> [target.name for target in targets(known[2:3])]
    ['E03', 'E03 part 1', 'E03 part 2']
    """
    return [target for fact in known for target in _of_fact(fact)]


def _of_fact(fact: Fact) -> list[Target]:
    found: list[Target] = []
    checks = fact.statement.checks
    for number, check in enumerate(checks, start=1):
        traits = check.measure.names & set(TRAIT_PANELS)
        shared = check.counts_runs
        if check.against or traits or not (shared or check.statistic in _CONTINUOUS):
            raise SimError(f"{fact.id}: '{check.statistic}' has no continuous summary")
        name = fact.id if len(checks) == 1 else f"{fact.id}.{number}"
        found.append(Target(name, fact.id, check, fact.statement.arms, *check.wanted))
        found += [
            replace(found[-1], name=f"{name} part {place}", check=part, part=True)
            for place, part in enumerate(_parts(check), start=1)
        ]
    return found


def _parts(check: Check) -> list[Check]:
    """Return a check of each part of a pattern that wants several things at once."""
    if check.share is None or check.above != 0.0 or check.below is not None:
        return []
    pieces = _split(ast.parse(" ".join(check.measure.text.split()), mode="eval").body)
    if len(pieces) == 1:
        return []
    return [replace(check, measure=Measure.parse(ast.unparse(piece))) for piece in pieces]


def _split(node: ast.expr) -> list[ast.expr]:
    """Return what is joined by `&`, in order."""
    match node:
        case ast.BinOp(left=left, op=ast.BitAnd(), right=right):
            return [*_split(left), *_split(right)]
    return [node]


def summary(check: Check, answers: Mapping[str, Answers]) -> float:
    """Return the number that a trial gives of a check.

    A median is summed up by the mean of the middle half, which moves continuously where a count's
    median jumps. NaN where fewer than `FEWEST` replicates have an answer in every arm.

    Parameters
    ----------
    answers : by arm, then by measure, (replicate,)
        Entry k of every arm comes from replicate k; where one has fewer, its replicates count.
    """
    sides = {arm: answers[arm][check.measure.text] for arm in check.arm.names}
    fewest = min(map(len, sides.values()))
    sides = {arm: values[:fewest] for arm, values in sides.items()}
    kept = np.all([~np.isnan(values) for values in sides.values()], axis=0)
    if int(kept.sum()) < FEWEST:
        return float("nan")
    sides = {arm: values[kept] for arm, values in sides.items()}
    if check.counts_runs:
        return float(keeps(check, check.arm(sides)).mean())
    if check.arm.linear:
        return _middle(check, check.arm(sides))
    with np.errstate(divide="ignore", invalid="ignore"):
        found = float(check.arm({arm: np.float64(_middle(check, v)) for arm, v in sides.items()}))
    return found if np.isfinite(found) else float("nan")


def _middle(check: Check, values: NDArray[np.float64]) -> float:
    cut = 0.25 if check.statistic == "median" else 0.0
    return float(stats.trim_mean(values, cut))


def shortfall(low: float, high: float, value: float, scale: float | None) -> float:
    """Return how far a number falls short of its range, from 0 (within) to 1 (wholly).

    Parameters
    ----------
    scale : float or None
        None for a share: 1 is a share of 0 where more is wanted, and of 1 where less is. Otherwise
        a standard deviation: twice this outside is 1.

    Examples
    --------
    >>> shortfall(0.8, 1.0, 0.6, None), shortfall(10.0, 14.0, 8.0, 2.0), shortfall(0, 1, 0.5, None)
    (0.25, 0.5, 0.0)
    """
    if np.isnan(value):
        return 1.0
    outside = max(low - value, value - high, 0.0)
    if outside == 0.0:
        return 0.0
    if scale is None:
        return round(outside / (low if value < low else 1.0 - high), 12)
    return min(1.0, outside / max(_WHOLLY * scale, 1e-9))
