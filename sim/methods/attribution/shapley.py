"""Shares of changes in a difference between two worlds, by Shapley's (1953) rule.

A change's share is what it adds, averaged over all orders in which the changes may be made one
after another. Orders are drawn, each with its mirror image, which takes out most of the error; the
shares of one order add up exactly, and so do their means.
"""

import functools
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from sim.methods.parts import NOT_KEPT, Parts
from sim.methods.statement import measured
from sim.runner.progress import Clock, Report
from sim.spec.measure import Measure
from sim.spec.world import World

__all__ = ["Shares", "drawn_orders", "shapley"]


@dataclass(frozen=True)
class Shares:
    """Shapley shares of changes.

    Attributes
    ----------
    table : DataFrame
        A row a change; for each question its share in the measure's unit, and `_se`, the error that
        more orders would take away.
    whole : Series
        What is shared out: all made less none made, by question.
    all_off, all_on : Series
        The two ends, by question.
    orders : int
        Orders drawn, mirror images included.
    replicates : int
        Of each set of changes.
    """

    table: pd.DataFrame
    whole: pd.Series
    all_off: pd.Series
    all_on: pd.Series
    orders: int
    replicates: int


def drawn_orders(count: int, orders: int, seed: int) -> list[NDArray[np.intp]]:
    """Return drawn orders of `count` changes, of each pair of mirror images the one.

    Parameters
    ----------
    orders : int
        How many with the mirror images: an even number, 4 or more, or the next one above.

    Examples
    --------
    >>> [sorted(order.tolist()) for order in drawn_orders(3, 4, seed=1)]
    [[0, 1, 2], [0, 1, 2]]
    """
    draws = np.random.default_rng(seed)
    return [draws.permutation(count) for _ in range(max(2, (orders + 1) // 2))]


def shapley(
    names: Sequence[str],
    world_with: Callable[[frozenset[str]], World],
    questions: Mapping[str, Measure],
    *,
    orders: int,
    replicates: int,
    seed: int,
    threads: int | None = None,
    progress: Report | None = None,
    parts: Parts = NOT_KEPT,
) -> Shares:
    """Return the shares of changes in means over replicates.

    Parameters
    ----------
    names : of the changes
    world_with : gives the world in which some of them are made
    questions : what is shared out, by name
    orders : int
        Orders to draw, as in `drawn_orders`.
    replicates : int
        Of each set of changes; all sets share their draws.
    progress : told of orders
    parts : where each order with its mirror image is kept and found

    Examples
    --------
    >>> from sim.scenario import load
    >>> from sim.spec.override import apply
    >>> world, ties = load("neglect"), {"ties": Measure.parse("last(relation_jpn_kor)")}
    >>> def on(some):
    ...     return apply(world, {f"switches.{name}": name in some for name in ("thaw", "vacuum")})
    >>> found = shapley(("thaw", "vacuum"), on, ties, orders=4, replicates=3, seed=1, threads=1)
    >>> bool(np.isclose(found.table["ties"].sum(), found.whole["ties"]))
    True
    """
    drawn = drawn_orders(len(names), orders, seed)
    pairs = len(drawn)
    worth: dict[frozenset[str], np.ndarray] = {}
    clock = Clock(2 * pairs, 0, progress, "orders")
    ends = frozenset[str](), frozenset(names)
    texts = [measure.text for measure in questions.values()]
    asked = [*(world_with(one).digest() for one in ends), str(replicates), str(seed), *texts]

    def value(made: frozenset[str]) -> np.ndarray:
        if made not in worth:
            world = world_with(made)
            found = measured(world, questions.values(), replicates, seed, threads=threads)
            worth[made] = np.array([found[text].mean() for text in texts])
        return worth[made]

    def added_in(order: np.ndarray) -> pd.DataFrame:
        """Return what each change adds in an order and its mirror image, a column a question."""
        added = np.zeros((len(names), len(questions)))
        for way in (order, order[::-1]):
            made: frozenset[str] = frozenset()
            before = value(made)
            for place in way:
                made = made | {names[place]}
                after = value(made)
                added[place] += 0.5 * (after - before)
                before = after
        clock.add(2)
        return pd.DataFrame(added, columns=list(questions))

    def both_ends() -> pd.DataFrame:
        return pd.DataFrame([value(one) for one in ends], columns=list(questions))

    none_and_all = parts.table("shares-ends", asked, both_ends)
    added = np.stack(
        [
            parts.table(
                "shares-order",
                [*asked, *(names[place] for place in order)],
                functools.partial(added_in, order),
                clock=clock,
                counts=2,
            ).to_numpy()
            for order in drawn
        ]
    )
    mean, error = added.mean(axis=0), added.std(axis=0, ddof=1) / np.sqrt(pairs)
    table = pd.DataFrame(index=pd.Index(names, name="change"))
    for column, question in enumerate(questions):
        table[question] = mean[:, column]
        table[f"{question}_se"] = error[:, column]
    off, on = (none_and_all.iloc[row].rename(None) for row in (0, 1))
    return Shares(table, on - off, off, on, 2 * pairs, replicates)
