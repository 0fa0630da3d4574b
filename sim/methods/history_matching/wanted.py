"""What the record wants of a draw: a mean of a measure over replicates, within a range.

A stated fact is put the same way: the share of replicates that keep the bounds of its check, or, of
a check on a median, the shares on either side of its bounds.
"""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

import numpy as np

from sim.errors import SimError, WrongKind
from sim.methods.statement import FACT, Check, Fact, fact_of, read_statements
from sim.scenario import shipped_folder
from sim.spec.measure import Measure
from sim.spec.outcomes import OUTCOME_BY_NAME, OwnOutcome
from sim.spec.own_outcome import check_months
from sim.spec.world import World

__all__ = ["Wanted", "wanted_of"]

#: What may be fitted; the other facts are kept to score with.
_FITTED = "calibration"


class Wanted(NamedTuple):
    """A number that a draw is to give.

    Attributes
    ----------
    name, says : what it is called, and in words
    measure : str
        Of each replicate; its mean over replicates is what counts.
    low, high : float
        The wanted range, ends included; infinite where a side is free.
    fact : str
        The fact that it is of; the name where it is of none.
    """

    name: str
    says: str
    measure: str
    low: float
    high: float
    fact: str


def wanted_of(facts: Any, world: World) -> tuple[tuple[Wanted, ...], dict[str, str]]:
    """Return what is wanted, and which facts are left out with the reason.

    Parameters
    ----------
    facts : mapping, list of Fact, or None
        A mapping of measures, or of shipped outcomes, to (low, high); or facts; None takes the
        shipped facts that may be fitted, follow from no input and speak of months of the window.
    world : whose window it is

    Raises
    ------
    SimError
        For a range or a measure that is none, or nothing that is left.

    Examples
    --------
    >>> from sim.scenario import load
    >>> found, _ = wanted_of({"mean(relation_jpn_kor)": (0.0, 0.5)}, load("neglect"))
    >>> found[0].measure, found[0].low
    ('mean(relation_jpn_kor)', 0.0)
    """
    if isinstance(facts, Mapping):
        if not facts:
            raise WrongKind("nothing", "a measure with its range, at least", field="facts")
        return tuple(_asked(name, ends) for name, ends in facts.items()), {}
    if facts is None:
        path = shipped_folder() / "facts" / "stylised_facts.yaml"
        stated = read_statements(path, world=world.name, words=FACT)
        facts = [one for one in map(fact_of, stated) if one.use == _FITTED]
    if not isinstance(facts, Sequence) or not all(isinstance(one, Fact) for one in facts):
        wanted = "a mapping of measures to (low, high), or facts"
        raise WrongKind(facts, wanted, field="facts", given=True)
    found: list[Wanted] = []
    left_out: dict[str, str] = {}
    for fact in facts:
        why = _why_not(fact, world)
        if why:
            left_out[fact.id] = why
        else:
            found += _of_fact(fact)
    if not found:
        raise SimError(
            f"none of {len(facts)} facts can be asked of world {world.name}: "
            f"{'; '.join(f'{name} {why}' for name, why in list(left_out.items())[:3])}",
            field="facts",
        )
    return tuple(found), left_out


def _asked(name: Any, ends: Any) -> Wanted:
    """Return a measure with its range as asked."""
    if not isinstance(name, str):
        raise WrongKind(name, "a measure, or an outcome's name", field="facts", given=True)
    pair = tuple(ends) if isinstance(ends, tuple | list) else ()
    numbers = [
        isinstance(end, int | float | np.number) and not isinstance(end, bool) for end in pair
    ]
    if len(pair) != 2 or not all(numbers) or not pair[0] <= pair[1]:
        wanted = "two numbers (low, high), low no higher than high"
        raise WrongKind(ends, wanted, field=name, given=True)
    if name not in OUTCOME_BY_NAME:
        Measure.parse(name, "facts")
    says = OUTCOME_BY_NAME[name].meaning if name in OUTCOME_BY_NAME else name
    return Wanted(name, says, name, float(pair[0]), float(pair[1]), name)


def _why_not(fact: Fact, world: World) -> str:
    """Return why a fact cannot be asked of a draw; empty if it can."""
    checks = fact.statement.checks
    if not checks:
        return "has no test"
    if fact.by_input:
        return "follows from inputs"
    if any(
        arm.changes or arm.branch or arm.world != world.name for arm in fact.statement.arms.values()
    ):
        return "sets another world beside the record"
    if any(one.paired or one.against for one in checks):
        return "sets two things against one another"
    if not all(one.counts_runs or one.statistic in ("mean", "median") for one in checks):
        return "asks for a spread or a correlation"
    try:
        own = {part: OwnOutcome(one.measure) for part, one in enumerate(_of_fact(fact))}
        check_months({str(part): one for part, one in own.items()}, world.first, world.last, "")
    except SimError:
        return "speaks of months outside the window"
    return ""


def _of_fact(fact: Fact) -> list[Wanted]:
    """Return what each check of a fact wants."""
    found: list[Wanted] = []
    for number, check in enumerate(fact.statement.checks, start=1):
        name = fact.id if len(fact.statement.checks) == 1 else f"{fact.id}.{number}"
        found += [
            Wanted(f"{name}{part}", f"{fact.statement.says} {words}", measure, low, high, fact.id)
            for part, words, measure, low, high in _of_check(check)
        ]
    return found


def _of_check(check: Check) -> list[tuple[str, str, str, float, float]]:
    """Return part, words, measure, low and high of what a check wants."""
    text = f"({' '.join(check.measure.text.split())})"
    low, high = check.wanted
    if check.counts_runs:
        closed = "=" if check.between else ""
        sides = [f"({text} >{closed} {check.above!r})"] if check.above is not None else []
        sides += [f"({text} <{closed} {check.below!r})"] if check.below is not None else []
        # A share ends at 0 and 1 by itself: what lies there lies well within.
        ends = (low if low > 0.0 else -np.inf, high if high < 1.0 else np.inf)
        return [("", "(share of replicates)", " & ".join(sides), *ends)]
    if check.statistic == "mean":
        return [("", "(mean)", text, low, high)]
    found = []
    if np.isfinite(low):
        found.append((" low", "(at most half below)", f"{text} < {low!r}", -np.inf, 0.5))
    if np.isfinite(high):
        found.append((" high", "(at most half above)", f"{text} > {high!r}", -np.inf, 0.5))
    return found
