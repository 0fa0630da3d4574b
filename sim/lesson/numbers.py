"""Compute the numbers that a lesson's texts name, with the model itself.

World A, World B, B with one lever at a time and the lesson's further worlds are run under the same
luck, seed 1; the first hundred worlds of each are those that the page opens with. Whether the sign
of the whole change holds whatever else is assumed is found over draws of all parameters.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sim.analysis.paired import paired_diff, paired_prob_diff
from sim.lesson.lesson import Lesson, Outcome
from sim.lesson.measure import Measure, measure_of
from sim.lesson.named import SHOWN, TOLD
from sim.lesson.offer import Value
from sim.runner.columns import run_parts
from sim.runner.prior_draws import prior_draws
from sim.spec.drawn import set_rows
from sim.spec.override import apply
from sim.spec.world import World

__all__ = ["DRAWS", "PAIRS", "SEED", "Measured", "counted", "measured", "numbers_of", "over_priors"]

#: Seed of all numbers in texts, and of the page as it opens.
SEED = 1

#: Draws of all parameters, and pairs that each gets on average.
DRAWS, PAIRS = 96, 40

#: Most decimals of a difference.
_MOST_DIGITS = 4

#: Which of the ten tenths of a world's own outcomes, from the lowest, each name is the mean of.
_TENTHS = {"worst": (0,), "middle": (4, 5), "best": (9,)}

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Measured:
    """What lessons read of one world: by measure, one number a replicate."""

    values: Mapping[str, Floats]

    def of(self, name: str) -> Floats:
        """Return the values of a measure."""
        return self.values[name]


def measured(
    world: World, names: Sequence[str], replicates: int = TOLD, seed: int = SEED
) -> Measured:
    """Run a world and return its measures.

    Examples
    --------
    >>> from sim.scenario import load
    >>> measured(load("neglect"), ["chn_kor_final"], 3).of("chn_kor_final").shape
    (3,)
    """
    measures = [measure_of(name) for name in dict.fromkeys(names)]
    months, sums = run_parts(
        world,
        [one.variable for one in measures if one.variable],
        [one.name for one in measures if not one.variable],
        replicates,
        seed,
    )
    found = {}
    for one in measures:
        if one.variable:
            path = months[one.variable]
            found[one.name] = path[:, -1].copy() if one.way == "final" else path.mean(axis=1)
        else:
            found[one.name] = sums[one.name]
    return Measured(found)


def counted(outcome: Outcome, values: Floats) -> NDArray[np.bool_]:
    """Return which worlds an outcome counts.

    Examples
    --------
    >>> at_all = Outcome("reversals", 0, None, "Seoul goes back", "grievance")
    >>> counted(at_all, np.array([0.0, 2.0])).tolist()
    [False, True]
    """
    if outcome.above is not None:
        return np.asarray(values > outcome.above)
    assert outcome.below is not None
    return np.asarray(values < outcome.below)


def numbers_of(lesson: Lesson, seed: int = SEED) -> dict[str, str]:
    """Return every number that the lesson's texts may name, as text.

    Examples
    --------
    >>> from sim.lesson.read import read_lesson
    >>> lesson = read_lesson("a_broker_who_cares")
    >>> found = numbers_of(lesson)
    >>> sorted(found) == sorted(lesson.numbers), found["to_1"], found["months"]
    (True, '0.9', '48')
    """
    names = (lesson.outcome.name, *lesson.also)
    runs: dict[str, Measured] = {}

    def run(changes: Mapping[str, Value]) -> Measured:
        """Run a world once, however often it is asked for."""
        world = lesson.changed(changes)
        digest = world.digest()
        if digest not in runs:
            runs[digest] = measured(world, names, TOLD, seed)
        return runs[digest]

    a, b = run({}), run(lesson.changes)
    found = _of_lesson(lesson, a, b)
    found |= _alone(lesson, a, run)
    for name in lesson.also:
        measure = measure_of(name)
        one, other = a.of(name), b.of(name)
        found[f"{name}_a"], found[f"{name}_b"] = _level(one, measure), _level(other, measure)
        found |= _gap(f"{name}_difference", f"{name}_margin", one, other, measure)
        found[f"{name}_size"] = found[f"{name}_difference"].lstrip("+−")
    for cell, changes in lesson.cells.items():
        found |= _of_cell(lesson, cell, a, run(changes))
    assert lesson.puzzle is not None, "a page of one's own has no texts to fill"
    puzzle = run({**lesson.puzzle.hold, **lesson.puzzle.way})
    reached = counted(lesson.outcome, puzzle.of(lesson.outcome.name)[:SHOWN])
    found["puzzle_reach"] = str(lesson.puzzle.reach)
    found["puzzle_share"] = str(int(reached.sum()))
    return found | over_priors(lesson, seed)


def _of_lesson(lesson: Lesson, a: Measured, b: Measured) -> dict[str, str]:
    """Return the numbers of the two worlds."""
    outcome, measure = lesson.outcome, lesson.outcome.measure
    one, other = a.of(outcome.name), b.of(outcome.name)
    in_a, in_b = counted(outcome, one), counted(outcome, other)
    first_a, first_b = in_a[:SHOWN], in_b[:SHOWN]
    found = {
        "share_a": first_a.sum(),
        "share_b": first_b.sum(),
        "both": (first_a & first_b).sum(),
        "only_a": (first_a & ~first_b).sum(),
        "only_b": (~first_a & first_b).sum(),
        "neither": (~first_a & ~first_b).sum(),
        "thousand_a": in_a.sum(),
        "thousand_b": in_b.sum(),
        "unchanged": (in_a == in_b).sum(),
        "alike": (one == other).sum(),
    }
    texts = {name: f"{int(number):,}" for name, number in found.items()}
    for stem, size in (("share", SHOWN), ("thousand", TOLD)):
        gap = paired_prob_diff(in_a[:size], in_b[:size])
        texts[f"{stem}_difference"] = _signed(gap.difference * size, 0)
        texts[f"{stem}_margin"] = f"{(gap.high - gap.low) / 2 * size:.0f}"
    texts |= {"mean_a": _level(one, measure), "mean_b": _level(other, measure)}
    texts |= _gap("difference", "margin", one, other, measure)
    texts["size"] = texts["difference"].lstrip("+−")
    digits = _digits(measure)
    for name, at in _TENTHS.items():
        ends = tuple(float(np.mean([_tenths(values)[k] for k in at])) for values in (one, other))
        texts[f"{name}_a"], texts[f"{name}_b"] = (_plain(end, digits) for end in ends)
        texts[f"{name}_difference"] = _signed(ends[1] - ends[0], digits)
    texts["months"] = str(lesson.world_a.months)
    texts |= {"shown": f"{SHOWN:,}", "told": f"{TOLD:,}"}
    texts["scale_low"], texts["scale_high"] = (
        _plain(end, 0) for end in (measure.low, measure.high)
    )
    return texts


def _tenths(values: Floats) -> list[float]:
    """Return the means of ten groups of outcomes, from the lowest on, as the page's panel has them.

    Each world is put in its own order: in that of the other, the lowest would look helped by any
    change, since some are low by chance alone.
    """
    return [float(group.mean()) for group in np.array_split(np.sort(values), 10)]


def _alone(
    lesson: Lesson, a: Measured, run: Callable[[Mapping[str, Value]], Measured]
) -> dict[str, str]:
    """Return the numbers of each changed lever pulled alone."""
    outcome, measure = lesson.outcome, lesson.outcome.measure
    base, total = a.of(outcome.name), 0.0
    found = {}
    for k, lever in enumerate(lesson.levers, 1):
        if lever.to is None:
            continue
        values = run({lever.key: lever.to}).of(outcome.name)
        found[f"to_{k}"] = _value(lever.to)
        found[f"alone_share_{k}"] = str(int(counted(outcome, values[:SHOWN]).sum()))
        found |= _gap(f"alone_{k}", f"alone_margin_{k}", base, values, measure)
        total += float((values - base).mean())
    found["sum_alone"] = _signed(total, _digits(measure))
    return found


def _of_cell(lesson: Lesson, cell: str, a: Measured, there: Measured) -> dict[str, str]:
    """Return the numbers of one further world."""
    outcome, measure = lesson.outcome, lesson.outcome.measure
    base, values = a.of(outcome.name), there.of(outcome.name)
    found = {
        f"share_{cell}": str(int(counted(outcome, values[:SHOWN]).sum())),
        f"mean_{cell}": _level(values, measure),
        f"worst_{cell}": _plain(_tenths(values)[0], _digits(measure)),
    }
    found |= _gap(f"difference_{cell}", f"margin_{cell}", base, values, measure)
    found |= {f"{name}_{cell}": _level(there.of(name), measure_of(name)) for name in lesson.also}
    return found


def over_priors(lesson: Lesson, seed: int = SEED) -> dict[str, str]:
    """Return what the lesson's whole change does over draws of all parameters.

    What the lesson itself sets stays; a draw whose pairs are all alike is neither up nor down.
    """
    name = lesson.outcome.name
    drawn = prior_draws(DRAWS, seed)
    a, b = (apply(world, {"parameter_set": drawn}) for world in (lesson.world_a, lesson.world_b))
    replicates = DRAWS * PAIRS
    one, other = (measured(world, [name], replicates, seed).of(name) for world in (a, b))
    rows = set_rows(a, seed, replicates)
    assert rows is not None
    count = np.bincount(rows, minlength=DRAWS)
    effect = np.bincount(rows, other - one, DRAWS)[count > 0] / count[count > 0]
    return {
        "prior_up": f"{100 * (effect > 0).mean():.0f}",
        "prior_down": f"{100 * (effect < 0).mean():.0f}",
        "prior_median": _signed(float(np.median(effect)), _digits(lesson.outcome.measure)),
        "prior_draws": str(int((count > 0).sum())),
    }


def _digits(measure: Measure) -> int:
    """Return how many decimals a measure is told with."""
    return {"count": 1, "flag": 2}.get(measure.kind, 2)


def _plain(number: float, digits: int) -> str:
    """Return a number with a true minus; what rounds to 0 has no sign."""
    text = f"{number:.{digits}f}"
    text = text.lstrip("-") if float(text) == 0.0 else text
    return text.replace("-", "−")


def _signed(number: float, digits: int) -> str:
    """Return a difference with its sign; what rounds to 0 has none."""
    text = _plain(number, digits)
    return f"+{text}" if float(text.replace("−", "-")) > 0.0 else text


def _level(values: Floats, measure: Measure) -> str:
    """Return a mean as text."""
    return _plain(float(values.mean()), _digits(measure))


def _gap(name: str, margin: str, one: Floats, other: Floats, measure: Measure) -> dict[str, str]:
    """Return a paired mean difference and its margin under their names.

    Both have so many decimals that the margin is told and not rounded away.
    """
    gap = paired_diff(one, other)
    half = (gap.high - gap.low) / 2
    digits = _digits(measure)
    while half > 0.0 and digits < _MOST_DIGITS and half < 0.5 * 10.0**-digits:
        digits += 1
    return {name: _signed(gap.difference, digits), margin: f"{half:.{digits}f}"}


def _value(value: Value) -> str:
    """Return what a lever is set to."""
    if isinstance(value, bool):
        return "on" if value else "off"
    return value if isinstance(value, str) else f"{value:g}".replace("-", "−")
