"""A statement and its test, as a YAML file states it: arms, and checks on measures of them."""

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sim.errors import MalformedFile, UnknownName, WrongKind
from sim.errors.lines import Lined
from sim.methods.statement.combination import Combination
from sim.methods.statement.declaration import MECHANISMS, STATISTICS, file_of
from sim.scenario import document
from sim.spec.calendar import month_name
from sim.spec.kind import Kind, Text
from sim.spec.measure import Measure

__all__ = ["STATISTICS", "Arm", "Check", "Described", "Statement", "read_statements"]

#: Fields of every statement; all others of an entry are its further words.
_KEPT = ("id", "says", "source", "test", "fails")

#: What an expectation of a world has beside.
OTHER: Mapping[str, Kind] = {
    "world": Text(meaning="The world that it is expected of."),
    "note": Text(meaning="A remark."),
    "mechanisms": MECHANISMS,
}


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
        All other fields of the entry, by their kinds: tier, mechanisms, kind and so on.
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


def read_statements(
    path: Path, place: str = "", *, world: str, words: Mapping[str, Kind] = OTHER
) -> list[Statement]:
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
    words : mapping
        What an entry may hold beside the fields of every statement, by kind.

    Raises
    ------
    SimError
        One line for the first fault.
    """
    data = document.read(path, place or path.name)
    stated = file_of(words).read(data, data.place)
    described = Described(**stated["described"]) if "described" in stated else None
    return [_statement(entry, here, described, world) for here, entry in stated["statements"]]


def _statement(
    entry: dict[str, Any], place: Lined, described: Described | None, world: str
) -> Statement:
    """Return one entry."""
    if "fails" in entry and described is None:
        raise MalformedFile(
            "a reason is of a run: wanted 'described: {replicates: …, seed: …}' at the file's top",
            place=place,
            field="fails",
        )
    test = entry.get("test", {"arms": {}, "checks": ()})
    arms = {name: _arm(arm, world) for name, arm in test["arms"].items()}
    return Statement(
        id=entry["id"],
        says=entry["says"],
        sources=entry["source"],
        arms=arms,
        checks=tuple(
            _check(check, arms, place, f"test.checks[{k}]")
            for k, check in enumerate(test["checks"])
        ),
        fails=entry.get("fails", ""),
        words={key: value for key, value in entry.items() if key not in _KEPT},
        place=place,
        described=described,
    )


def _arm(stated: Mapping[str, Any], world: str) -> Arm:
    """Return one arm; its world is `world` unless it names another."""
    branch = month_name(stated["branch"]) if "branch" in stated else ""
    return Arm(stated.get("world", world), stated.get("set", {}), branch)


def _check(stated: Mapping[str, Any], arms: Mapping[str, Arm], place: Lined, at: str) -> Check:
    """Return one check."""
    here = place.at(at)
    combined = Combination.parse(stated["arm"], here)
    for name in combined.names:
        if name not in arms:
            raise UnknownName("arm", name, arms, place=place, field=f"{at}.arm")
    statistic = stated.get("statistic", "mean")
    if ("against" in stated) != (statistic == "correlation"):
        raise WrongKind("one of two", "'against' with 'correlation'", place=place, field=at)
    low, high, kinds = _bounds(stated, place, at)
    against = stated.get("against")
    return Check(
        measure=Measure.parse(stated["measure"], here),
        arm=combined,
        statistic=statistic,
        against=None if against is None else Measure.parse(against, here),
        above=low,
        below=high,
        equivalence="within" in kinds,
        between="between" in kinds,
        share=stated.get("share"),
        at_most=stated.get("at_most"),
    )


def _bounds(
    stated: Mapping[str, Any], place: Lined, at: str
) -> tuple[float | None, float | None, list[str]]:
    """Return the lower and the upper bound of a check, and how they were said."""
    kinds = [key for key in ("above", "below", "within", "between") if key in stated]
    if not kinds or (len(kinds) > 1 and kinds != ["above", "below"]):
        raise WrongKind(
            " and ".join(kinds) or "none",
            "above, below or both; or within (of); or between",
            place=place,
            field=at,
        )
    if kinds == ["within"]:
        margin, middle = stated["within"], stated.get("of", 0.0)
        if margin <= 0.0:
            raise WrongKind(margin, "a margin above 0", place=place, field=f"{at}.within")
        return middle - margin, middle + margin, kinds
    if kinds == ["between"]:
        low, high = stated["between"]
        return low, high, kinds
    return stated.get("above"), stated.get("below"), kinds
