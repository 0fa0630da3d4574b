"""A lesson: a question, two worlds, levers, a bet, and what a teacher says; read and checked.

A lesson is a short YAML file in `scenarios/lessons/`, or in a folder of one's own. All that a page
shows of it comes from here; numbers in its texts are names, filled when it is built.
"""

import dataclasses
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from sim.lesson.measure import Measure, measure_of
from sim.lesson.named import names
from sim.lesson.offer import Value
from sim.spec.override import apply
from sim.spec.plain import plain
from sim.spec.world import World

__all__ = [
    *("MINUTES", "MOST_LEVERS", "Bet", "Ends", "Lesson", "Lever", "Outcome", "Puzzle"),
    *("WorldSays", "in_order"),
]

#: Most levers on a page: six can be pulled in 720 orders, which are counted one by one.
MOST_LEVERS = 6

#: Lengths that a lesson has a path of, in minutes.
MINUTES = (15, 45)


@dataclass(frozen=True)
class WorldSays:
    """World A as the lesson has it, where `given` makes it another than the world's own title."""

    title: str
    says: str


@dataclass(frozen=True)
class Ends:
    """What the lower and the upper end of a lever mean, in plain words; of a switch, off and on."""

    low: str
    high: str


@dataclass(frozen=True)
class Lever:
    """One lever: its key, what it is called, where World B opens; None where B leaves it alone."""

    key: str
    label: str
    to: Value | None = None
    ends: Ends | None = None


@dataclass(frozen=True)
class Outcome:
    """What worlds are counted by: how many lie above, or below, a number.

    Attributes
    ----------
    name : str
        A measure (`sim.lesson.measure`).
    above, below : float or None
        One of the two.
    says : str
        What a world does that is counted, after 'in 73 of 100 worlds'.
    path : str
        Recorded variable that is drawn month by month.
    variable, way : str
        Where the measure is read from a path: which, and its 'final' month or its 'mean'.
    """

    name: str
    above: float | None
    below: float | None
    says: str
    path: str
    variable: str = ""
    way: str = ""

    @property
    def measure(self) -> Measure:
        """What it measures."""
        return measure_of(self.name)


@dataclass(frozen=True)
class Bet:
    """What is bet on: in how many of 100 worlds of A, or of B, from `low` to `high`."""

    about: str
    low: int
    high: int


@dataclass(frozen=True)
class Puzzle:
    """A target: with at most so many levers changed, at least so many of 100 worlds of B.

    Attributes
    ----------
    hold : mapping
        Changes that stay while it is solved and do not count; may be empty.
    way : mapping
        Changes that reach it, so that the page can show them and a test can try them.
    """

    says: str
    reach: int
    most: int
    hold: Mapping[str, Value] = field(hash=False)
    way: Mapping[str, Value] = field(hash=False)


@dataclass(frozen=True)
class Lesson:
    """One lesson, checked.

    Attributes
    ----------
    order : int or None
        Which lesson comes first; None where nothing is said, after all others.
    world : str
        World A by name.
    world_says : WorldSays or None
        What World A is called in place of its own title.
    given : mapping
        Changes that hold in A and B.
    reasons : mapping
        Key of what is given to why the lesson sets it so.
    background : tuple of str
        What happened and who is concerned, for a class that has never heard of it.
    levers : tuple of Lever
        One to six, in the order of the page.
    also : tuple of str
        Further measures.
    cells : mapping
        Further worlds by name, as changes of A, whose numbers texts may name.
    puzzle : Puzzle or None
        A file has one; a page of one's own has none.
    disputed, surprise, open : str
        What experts dispute; a zero that surprises; why it is told although its sign is open. The
        last two may be empty.
    paths : mapping
        Minutes to steps.
    """

    name: str
    title: str
    question: str
    order: int | None
    world: str
    world_says: WorldSays | None
    given: Mapping[str, Any] = field(hash=False)
    reasons: Mapping[str, str] = field(hash=False)
    background: tuple[str, ...]
    levers: tuple[Lever, ...]
    outcome: Outcome
    also: tuple[str, ...]
    cells: Mapping[str, Mapping[str, Value]] = field(hash=False)
    bet: Bet
    finding: str
    puzzle: Puzzle | None
    disputed: str
    surprise: str
    open: str
    paths: Mapping[int, tuple[str, ...]] = field(hash=False)
    worksheet: tuple[str, ...]
    notes: tuple[str, ...]
    limits: tuple[str, ...]
    sources: tuple[str, ...]
    loaded: World = field(repr=False, compare=False)

    @cached_property
    def world_a(self) -> World:
        """World A."""
        return apply(self.loaded, self.given)

    @cached_property
    def world_b(self) -> World:
        """World B as it opens."""
        return self.changed(self.changes)

    @property
    def changes(self) -> dict[str, Value]:
        """What World B changes, by key."""
        return {lever.key: lever.to for lever in self.levers if lever.to is not None}

    def changed(self, changes: Mapping[str, Value]) -> World:
        """Return World A with some levers changed."""
        return apply(self.loaded, {**self.given, **changes})

    @property
    def numbers(self) -> Mapping[str, str]:
        """Names of numbers that its texts may use, with their meanings."""
        changed = [k for k, lever in enumerate(self.levers, 1) if lever.to is not None]
        return names(changed, self.also, self.cells)

    def texts(self) -> dict[str, str]:
        """Return every text that may name numbers, by field."""
        found = {
            name: getattr(self, name)
            for name in ("question", "finding", "disputed", "surprise", "open")
        }
        if self.puzzle is not None:
            found["puzzle.says"] = self.puzzle.says
        for name in ("background", "worksheet", "notes", "limits"):
            found |= {f"{name}[{k}]": text for k, text in enumerate(getattr(self, name))}
        for minutes, steps in self.paths.items():
            found |= {f"paths.{minutes}[{k}]": text for k, text in enumerate(steps)}
        return {where: text for where, text in found.items() if text}

    def as_dict(self) -> dict[str, Any]:
        """Return the lesson as plain data, ready for JSON."""
        kept = {
            f.name: getattr(self, f.name) for f in dataclasses.fields(self) if f.name != "loaded"
        }
        found: dict[str, Any] = plain(kept)
        return found


def in_order(lessons: Iterable[Lesson]) -> list[Lesson]:
    """Return lessons in the order in which a class may take them, those without one last."""
    return sorted(lessons, key=lambda one: (one.order is None, one.order or 0, one.name))
