"""A statement and its test, as a YAML file states it: arms, and checks on measures of them."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sim.errors import MalformedFile, OutOfBounds, UnknownName, WrongKind
from sim.errors.lines import Lined, on_key
from sim.methods.statement.combination import Combination
from sim.scenario import document
from sim.spec.measure import Measure

__all__ = ["STATISTICS", "Arm", "Check", "Described", "Statement", "read_statements"]

#: What is taken over replicates; `correlation` is that of `measure` with `against`.
STATISTICS = ("mean", "median", "sd", "correlation")

_ARM = ("world", "set", "branch")
_CHECK = (
    *("measure", "against", "statistic", "arm", "above", "below", "within", "of", "between"),
    *("share", "at_most"),
)


@dataclass(frozen=True)
class Arm:
    """One side of a contrast.

    Attributes
    ----------
    world : str
    changes : mapping
        Overrides by name, as `World.replace` takes them, and `leaders.<who>: <leader>`.
    branch : str
        'YYYY-MM': the changes hold from this month on, in a world that starts there from the
        unchanged one. Empty: they hold from the beginning.
    """

    world: str
    changes: Mapping[str, Any] = field(default_factory=dict)
    branch: str = ""


@dataclass(frozen=True)
class Check:
    """One thing expected of a measure in an arm, or in a sum or difference of arms.

    Attributes
    ----------
    arm : Combination
        Such as `on`, `on - off`, `(a - b) - (c - d)`, replicate by replicate; or `off / on`, of
        what the statistic is in each.
    above, below : float or None
        Bounds; with `within`, both sides of `of` (0 if not said); `between` gives both.
    share, at_most : float or None
        If set, the bounds are for each replicate, and at least, or at most, this share of them
        must keep within.
    """

    measure: Measure
    arm: Combination
    statistic: str = "mean"
    against: Measure | None = None
    above: float | None = None
    below: float | None = None
    equivalence: bool = False
    between: bool = False
    share: float | None = None
    at_most: float | None = None

    @property
    def paired(self) -> bool:
        """Whether several arms take part."""
        return len(self.arm.names) > 1

    @property
    def counts_runs(self) -> bool:
        """Whether it asks in which share of replicates its bounds hold."""
        return self.share is not None or self.at_most is not None

    @property
    def wanted(self) -> tuple[float, float]:
        """The lowest and the highest number that is wanted: of shares, where it counts replicates.

        Infinite where a side is free.
        """
        if self.counts_runs:
            return self.share or 0.0, 1.0 if self.at_most is None else self.at_most
        return (
            -math.inf if self.above is None else self.above,
            math.inf if self.below is None else self.below,
        )


@dataclass(frozen=True)
class Described:
    """The run that the words of a file were written of: the figures in its reasons are from there.

    Its parameters are at their defaults.
    """

    replicates: int
    seed: int

    def __str__(self) -> str:
        return f"at {self.replicates:,} replicates, seed {self.seed}, as shipped"


@dataclass(frozen=True)
class Statement:
    """A sentence, where it stands, and the test that a simulation can fail.

    Attributes
    ----------
    words : mapping
        All other fields of the entry, as they stand: tier, mechanisms, kind and so on.
    fails : str
        Why the test is known to fail; empty if it is expected to hold.
    described : Described or None
        The run that `fails`, and any other figures of a run among the words, are of.
    """

    id: str
    says: str
    sources: tuple[str, ...]
    arms: Mapping[str, Arm]
    checks: tuple[Check, ...]
    fails: str = ""
    words: Mapping[str, Any] = field(default_factory=dict)
    place: Lined = field(default_factory=lambda: Lined(""))
    described: Described | None = None

    @property
    def why_not(self) -> str:
        """Why it does not hold, and in which run; empty if it is expected to hold."""
        return f"Does not hold {self.described}: {self.fails}" if self.fails else ""


def read_statements(path: Path, place: str = "", *, world: str) -> list[Statement]:
    """Return the statements of a YAML file, checked as far as names and grammar go.

    Parameters
    ----------
    path : Path
        A file with a list under `statements`, and under `described` the run that its reasons are
        of, which it must have if a statement is known to fail.
    place : str
        How messages name it; its name if not said.
    world : str
        The world of an arm that names none.

    Raises
    ------
    SimError
        One line for the first fault.
    """
    top = document.read(path, place or path.name)
    place = top.place
    if set(top) - {"described"} != {"statements"} or not isinstance(top["statements"], list):
        raise MalformedFile("wanted one list under 'statements'", place=place)
    described = _described(top["described"], place) if "described" in top else None
    found: dict[str, Statement] = {}
    for k, entry in enumerate(top["statements"]):
        at = f"statements[{k}]"
        one = _statement(entry, top.place, at, described, world)
        if one.id in found:
            raise MalformedFile(f"'{one.id}' stands there twice", place=top.place.at(at))
        found[one.id] = one
    return list(found.values())


def _described(found: Any, place: Lined) -> Described:
    """Return the run that a file's reasons are of."""
    here = place.below("described", "described")
    numbers = found if isinstance(found, dict) else {}
    _known(numbers, ("replicates", "seed"), here, "")
    for key in ("replicates", "seed"):
        if type(numbers.get(key)) is not int or numbers[key] < 0:
            raise WrongKind(numbers.get(key), "a whole number", place=here, field=key, given=True)
    return Described(numbers["replicates"], numbers["seed"])


def _statement(
    entry: Any, place: Lined, at: str, described: Described | None, world: str
) -> Statement:
    """Return one entry."""
    if not isinstance(entry, dict) or not isinstance(entry.get("id"), str):
        raise MalformedFile("wanted entries with an 'id'", place=place.at(at))
    here = place.below(at, entry["id"])
    says = entry.get("says")
    if not isinstance(says, str) or not says.strip():
        raise WrongKind(says, "a sentence", place=here, field="says", given=True)
    sources = entry.get("source")
    sources = [sources] if isinstance(sources, str) else sources
    if not isinstance(sources, list) or not sources:
        raise WrongKind(entry.get("source"), "paragraphs", place=here, field="source")
    fails = entry.get("fails", "")
    if not isinstance(fails, str):
        raise WrongKind(fails, "a reason", place=here, field="fails", given=True)
    if fails and described is None:
        raise MalformedFile(
            "a reason is of a run: wanted 'described: {replicates: …, seed: …}' at the file's top",
            place=here,
            field="fails",
        )
    test = entry.get("test")
    arms, checks = ({}, ()) if test is None else _test(test, here, world)
    kept = ("id", "says", "source", "test", "fails")
    return Statement(
        id=entry["id"],
        says=" ".join(says.split()),
        sources=tuple(map(str, sources)),
        arms=arms,
        checks=checks,
        fails=" ".join(fails.split()),
        words={key: value for key, value in entry.items() if key not in kept},
        place=here,
        described=described,
    )


def _test(test: Any, place: Lined, world: str) -> tuple[dict[str, Arm], tuple[Check, ...]]:
    """Return the arms and checks of a test."""
    for key, kind in (("arms", dict), ("checks", list)):
        if not isinstance(test, dict) or not isinstance(test.get(key), kind) or not test[key]:
            raise WrongKind("a test without them", f"'{key}'", place=place, field="test")
    _known(test, ("arms", "checks"), place, "test")
    arms = {
        name: _arm(arm, place.below(f"test.arms.{name}", name), world)
        for name, arm in test["arms"].items()
    }
    checks = [place.at(f"test.checks[{k}]") for k in range(len(test["checks"]))]
    return arms, tuple(
        _check(check, arms, here) for check, here in zip(test["checks"], checks, strict=True)
    )


def _known(entry: Mapping[str, Any], known: Sequence[str], place: str, field_name: str) -> None:
    for key in entry:
        if key not in known:
            here = on_key(place, field_name, key)
            raise UnknownName("field", str(key), known, place=here, field=field_name)


def _arm(entry: Any, place: str, world: str) -> Arm:
    """Return one arm; its world is `world` unless it names another."""
    entry = {} if entry is None else entry
    if not isinstance(entry, dict):
        raise WrongKind(entry, "world, set, branch", place=place, field="arm", given=True)
    _known(entry, _ARM, place, "arm")
    changes = entry.get("set") or {}
    if not isinstance(changes, dict):
        raise WrongKind(changes, "overrides by name", place=place, field="set", given=True)
    return Arm(
        world=str(entry.get("world", world)),
        changes=changes,
        branch=str(entry.get("branch", "")),
    )


def _check(entry: Any, arms: Mapping[str, Arm], place: str) -> Check:
    """Return one check."""
    if not isinstance(entry, dict):
        raise WrongKind(entry, "a mapping with a measure", place=place, field="checks", given=True)
    _known(entry, _CHECK, place, "checks")
    arm = entry.get("arm")
    if not isinstance(arm, str):
        raise WrongKind(arm, "an arm, such as on - off", place=place, field="arm", given=True)
    combined = Combination.parse(arm, place)
    for name in combined.names:
        if name not in arms:
            raise UnknownName("arm", name, arms, place=place, field="arm")
    statistic = entry.get("statistic", "mean")
    if statistic not in STATISTICS:
        raise UnknownName("statistic", str(statistic), STATISTICS, place=place, field="statistic")
    against = entry.get("against")
    if (against is not None) != (statistic == "correlation"):
        raise WrongKind("one of two", "'against' with 'correlation'", place=place, field="against")
    low, high, kinds = _bounds(entry, place)
    share, most = (_number(entry, key, place) for key in ("share", "at_most"))
    for key, value in (("share", share), ("at_most", most)):
        if value is not None and not 0.0 <= value <= 1.0:
            raise OutOfBounds(value, 0, 1, place=place, field=key)
    return Check(
        measure=Measure.parse(entry.get("measure", ""), place),
        arm=combined,
        statistic=statistic,
        against=None if against is None else Measure.parse(against, place),
        above=low,
        below=high,
        equivalence="within" in kinds,
        between="between" in kinds,
        share=share,
        at_most=most,
    )


def _bounds(entry: Mapping[str, Any], place: str) -> tuple[float | None, float | None, list[str]]:
    """Return the lower and the upper bound of a check, and how they were said."""
    kinds = [key for key in ("above", "below", "within", "between") if key in entry]
    if not kinds or (len(kinds) > 1 and kinds != ["above", "below"]):
        raise WrongKind(
            " and ".join(kinds) or "none",
            "above, below or both; or within (of); or between",
            place=place,
            field="checks",
        )
    if kinds == ["within"]:
        margin, middle = _number(entry, "within", place), _number(entry, "of", place) or 0.0
        if margin is None or margin <= 0.0:
            raise WrongKind(margin, "a margin above 0", place=place, field="within", given=True)
        return middle - margin, middle + margin, kinds
    if kinds == ["between"]:
        pair = entry["between"]
        if not isinstance(pair, list) or len(pair) != 2:
            raise WrongKind(pair, "[low, high]", place=place, field="between", given=True)
        ends = {"between low": pair[0], "between high": pair[1]}
        return _number(ends, "between low", place), _number(ends, "between high", place), kinds
    return _number(entry, "above", place), _number(entry, "below", place), kinds


def _number(entry: Mapping[str, Any], key: str, place: str) -> float | None:
    """Return a number, or None where nothing is said."""
    found = entry.get(key)
    if found is None:
        return None
    if isinstance(found, bool) or not isinstance(found, int | float):
        raise WrongKind(found, "a number", place=place, field=key, given=True)
    return float(found)
