"""A lesson with its numbers in, held to what only running the model can tell.

A lever that moves nothing, a question that every world answers alike, a puzzle whose own way does
not reach it, and an effect whose sign hangs on what else is assumed without a word on it: each is a
fault, told in one line when the lesson is built.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np

from sim.errors import MalformedFile
from sim.lesson.lesson import Lesson
from sim.lesson.measure import MEASURES
from sim.lesson.named import SHOWN
from sim.lesson.numbers import SEED, counted, measured, numbers_of
from sim.lesson.offer import Value, offer_of
from sim.lesson.text import filled

__all__ = ["CLEAR", "Built", "build", "ends_of"]

#: Percent of draws with one sign from which on the sign counts as clear, as in LEVERS.md.
CLEAR = 90


@dataclass(frozen=True)
class Built:
    """A lesson with its numbers.

    Attributes
    ----------
    numbers : mapping
        Every number that its texts may name, as text.
    texts : mapping
        Every text that may name numbers, filled, by field.
    """

    lesson: Lesson
    numbers: Mapping[str, str] = field(hash=False)
    texts: Mapping[str, str] = field(hash=False)


def build(lesson: Lesson, seed: int = SEED) -> Built:
    """Return a lesson with its numbers, held to what the model says of it.

    Raises
    ------
    MalformedFile
        For a lever that does nothing, a question that all worlds answer alike, a puzzle that is
        reached at once or not by its way, a sign that is open and not said to be.

    Examples
    --------
    >>> from sim.lesson.read import read_lesson
    >>> built = build(read_lesson("a_broker_who_cares"))
    >>> built.texts["notes[3]"]
    'Meetings of the three rise from 0.3 to 4.0 in 48 months.'
    """
    place = f"lessons/{lesson.name}.yaml"
    _check_levers(lesson, place, seed)
    numbers = numbers_of(lesson, seed)
    share = numbers["share_a"]
    if share in ("0", str(SHOWN)):
        message = f"{share} of {SHOWN} worlds as A are counted; move the threshold"
        raise MalformedFile(message, place=place, field="outcome")
    _check_puzzle(lesson, int(numbers["puzzle_share"]), place, seed)
    up, down = int(numbers["prior_up"]), int(numbers["prior_down"])
    if max(up, down) < CLEAR and not lesson.open:
        message = (
            f"over draws of all parameters B lies above A in {up} % and below in {down} %; say "
            "under 'open' why it is put to a class, or choose another change"
        )
        raise MalformedFile(message, place=place, field="open")
    texts = {where: filled(text, numbers) for where, text in lesson.texts().items()}
    return Built(lesson, numbers, texts)


def ends_of(key: str, lesson: Lesson) -> tuple[Value, ...]:
    """Return the ends of a lever's range, as values that it may be set to.

    Examples
    --------
    >>> from sim.lesson.read import read_lesson
    >>> ends_of("switches.thaw", read_lesson("a_broker_who_cares"))
    (False, True)
    """
    offer = offer_of(key, lesson.world_a)
    if offer.kind == "switch":
        return False, True
    if offer.kind == "stream":
        return offer.options
    if offer.kind == "months":
        return 1, lesson.world_a.months
    return offer.low, offer.high


def _check_levers(lesson: Lesson, place: str, seed: int) -> None:
    """Raise for a lever that moves none of all measures at either end of its range."""
    names = list(MEASURES)
    base = measured(lesson.world_a, names, SHOWN, seed)
    for k, lever in enumerate(lesson.levers):
        for end in ends_of(lever.key, lesson):
            there = measured(lesson.changed({lever.key: end}), names, SHOWN, seed)
            if any(not np.array_equal(base.of(name), there.of(name)) for name in names):
                break
        else:
            message = f"'{lever.key}' moves nothing in {SHOWN} worlds, at either end of its range"
            raise MalformedFile(message, place=place, field=f"levers[{k}].key")


def _check_puzzle(lesson: Lesson, reached: int, place: str, seed: int) -> None:
    """Raise for a puzzle that is solved before it begins, or that its way does not solve."""
    puzzle = lesson.puzzle
    assert puzzle is not None, "a file has one"
    if reached < puzzle.reach:
        message = f"reaches {reached} of {SHOWN} worlds, wanted {puzzle.reach}"
        raise MalformedFile(message, place=place, field="puzzle.way")
    world = lesson.changed(puzzle.hold)
    before = measured(world, [lesson.outcome.name], SHOWN, seed).of(lesson.outcome.name)
    at_first = int(counted(lesson.outcome, before).sum())
    if at_first >= puzzle.reach:
        message = f"{at_first} of {SHOWN} worlds are there before anything is changed"
        raise MalformedFile(message, place=place, field="puzzle.reach")
