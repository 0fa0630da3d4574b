"""What each replicate draws once: traits and parameters given as ranges, and the row of a set.

A draw follows from seed, replicate and name alone, so what a replicate drew can be told from its
world whenever somebody asks.
"""

import dataclasses
from collections.abc import Iterator
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from sim.spec.chance import PER_REPLICATE, draw_block, split_seed
from sim.spec.measure import TRAIT_PANELS, Panel
from sim.spec.parts import parts
from sim.spec.preferences import TRAIT_FIELDS
from sim.spec.streams import named_block
from sim.spec.world import Span, World

__all__ = [
    *("SET_ROW", "Ranged", "drawn", "ranged", "set_rows", "trait_panel", "traits_in_office"),
]

#: Name of the column that holds the row of a parameter set.
SET_ROW = "parameter_set_row"


class Ranged(NamedTuple):
    """A number that a world gives as a range.

    `key` is the command line's; that of the world which the window starts from begins with
    `start.`, and so does that of a range that an override gives to both. `stream` names the draw:
    equal streams of two worlds share it.
    """

    key: str
    span: Span
    stream: str


def ranged(world: World) -> list[Ranged]:
    """Return every trait and parameter of a world that is drawn, those of its window first.

    Examples
    --------
    >>> from sim.scenario import load
    >>> ranges = ranged(load("second_trump_term"))
    >>> ranges[0].key, ranges[-1].key.startswith("start.")
    ('leaders.trump_2.mediation', True)
    """
    ranges: list[Ranged] = []
    number_of: dict[str, int] = {}
    for depth, part in enumerate(parts(world)):
        for one in _ranged(part):
            at = number_of.get(one.stream)
            if at is not None and one.span.source == "override" and ranges[at].span == one.span:
                # One number, drawn once; the key that asked for it in both.
                if ranges[at].key == one.key:
                    ranges[at] = ranges[at]._replace(key=f"start.{one.key}")
                continue
            number_of[one.stream] = len(ranges)
            ranges.append(one._replace(key="start." * depth + one.key))
    return ranges


def _ranged(world: World) -> Iterator[Ranged]:
    """Yield what is drawn for the months of one world, its leaders in the order of office."""
    seen = set()
    for month in range(world.begins, world.last + 1):
        for _, capital, trait in TRAIT_FIELDS:
            leader = world.holder(capital, month)
            span = world.leaders[leader].traits[trait]
            if (leader, trait) not in seen and span.high > span.low:
                yield Ranged(f"leaders.{leader}.{trait}", span, f"leader.{leader}.{trait}")
            seen.add((leader, trait))
    for name, span in world.parameters.items():
        if span.high > span.low:
            yield Ranged(f"parameters.{name}", span, f"parameter.{name}")


def _uniforms(stream: str, seed: int, replicates: int, first: int = 0) -> NDArray[np.float64]:
    """Return the draw of a stream that holds for a whole replicate, for each replicate."""
    rows = np.arange(first, first + replicates, dtype=np.uint64)
    low, high = split_seed(seed)
    # Arrays go through the same arithmetic as one number does; mypy knows of numbers only.
    return np.asarray(draw_block(low, high, rows, PER_REPLICATE, named_block(stream))[0])  # type: ignore[arg-type]


def drawn(
    span: Span, stream: str, seed: int, replicates: int, first: int = 0
) -> NDArray[np.float64]:
    """Return what `replicates` replicates from `first` on draw from a range.

    Equal to the run to the bit.

    Returns
    -------
    (replicates,) float64
        `low` throughout where the span is a plain number.
    """
    if span.high <= span.low:
        return np.full(replicates, span.low)
    return span.low + (span.high - span.low) * _uniforms(stream, seed, replicates, first)


def traits_in_office(
    world: World, capital: str, trait: str, seed: int, replicates: int, first: int = 0
) -> NDArray[np.float64]:
    """Return the trait that the leader in office has, by replicate from `first` on, and month.

    Returns
    -------
    (replicates, months) float64

    Examples
    --------
    >>> from sim.scenario import load
    >>> traits_in_office(load("neglect"), "seoul", "rivalry", seed=1, replicates=3).shape
    (3, 48)
    """
    found = np.empty((replicates, world.months))
    months = range(world.first, world.last + 1)
    if world.branch is not None and world.start is not None:
        before = dataclasses.replace(world.start, last=world.branch - 1)
        earlier = traits_in_office(before, capital, trait, seed, replicates, first)
        found[:, : before.months] = earlier
        months = range(world.branch, world.last + 1)
    own = found[:, -len(months) :]
    for leader in world.holders(capital):
        held = [world.holder(capital, month) == leader for month in months]
        span = world.leaders[leader].traits[trait]
        stream = f"leader.{leader}.{trait}"
        own[:, held] = drawn(span, stream, seed, replicates, first)[:, None]
    return found


def trait_panel(world: World, name: str, seed: int, replicates: int, first: int = 0) -> Panel:
    """Return a panel of `TRAIT_PANELS`, the trait of a capital's leaders in office.

    Examples
    --------
    >>> from sim.scenario import load
    >>> trait_panel(load("neglect"), "trait_kor_rivalry", seed=1, replicates=3).values.shape
    (3, 48)
    """
    _, capital, trait = TRAIT_FIELDS[TRAIT_PANELS[name]]
    return Panel(traits_in_office(world, capital, trait, seed, replicates, first), world.first)


def set_rows(world: World, seed: int, replicates: int) -> NDArray[np.int64] | None:
    """Return the row of its parameter set that each replicate takes; None without a set."""
    if world.parameter_set is None:
        return None
    count = len(world.parameter_set.rows)
    return (_uniforms("parameter_set", seed, replicates) * count).astype(np.int64)
