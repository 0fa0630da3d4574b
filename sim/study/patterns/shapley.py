"""Shares of mechanisms in the trough and in the recovery, by Shapley's (1953) rule.

A mechanism's share is what it adds, averaged over all orders in which mechanisms may be switched on
one after another. Orders are drawn, each with its mirror image, which takes out most of the error;
the shares of one order add up exactly, and so do their means.
"""

import functools
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from sim.methods.changed import changed_world
from sim.methods.parts import NOT_KEPT, Parts
from sim.methods.statement import measured
from sim.runner.progress import Clock, Report
from sim.spec.measure import Measure
from sim.spec.override import apply
from sim.spec.switches import SWITCHES
from sim.study.home import HOME

__all__ = ["QUESTIONS", "Shares", "shapley"]


#: What is shared out, each a mean over replicates: how far ties fell to 2018-20 from the two years
#: before, and how far they rose from then to 2023.
_TROUGH = "mean(relation_jpn_kor, '2018-01', '2020-12')"
QUESTIONS = {
    "trough": Measure.parse(f"{_TROUGH} - mean(relation_jpn_kor, '2016-01', '2017-12')"),
    "recovery": Measure.parse(f"mean(relation_jpn_kor, '2023-01', '2023-12') - {_TROUGH}"),
}


@dataclass(frozen=True)
class Shares:
    """Shapley shares of the twenty mechanisms.

    Attributes
    ----------
    table : DataFrame
        A row a mechanism; for each question its share in units of relations, and `_se`, the error
        that more orders would take away.
    whole : Series
        What is shared out: all on less all off, by question.
    all_off, all_on : Series
        The two ends, by question.
    orders : int
        Orders drawn, mirror images included.
    replicates : int
        Of each set of mechanisms.
    """

    table: pd.DataFrame
    whole: pd.Series
    all_off: pd.Series
    all_on: pd.Series
    orders: int
    replicates: int


def shapley(
    *,
    orders: int,
    replicates: int,
    seed: int,
    overrides: Mapping[str, Any] | None = None,
    threads: int | None = None,
    progress: Report | None = None,
    parts: Parts = NOT_KEPT,
) -> Shares:
    """Return the shares.

    Parameters
    ----------
    orders : int
        Orders to draw: an even number, 4 or more, or the next one above.
    replicates : int
        Of each set of mechanisms; all sets share their draws.
    progress : told of orders
    parts : where each order with its mirror image is kept and found
    """
    names = list(SWITCHES)
    base = changed_world(HOME, overrides or {})
    luck = np.random.default_rng(seed)
    pairs = max(2, (orders + 1) // 2)
    drawn = [luck.permutation(len(names)) for _ in range(pairs)]
    worth: dict[frozenset[str], np.ndarray] = {}
    clock = Clock(2 * pairs, 0, progress, "orders")
    asked = [base.digest(), str(replicates), str(seed), *(m.text for m in QUESTIONS.values())]

    def value(on: frozenset[str]) -> np.ndarray:
        if on not in worth:
            world = apply(base, {f"switches.{name}": name in on for name in names})
            found = measured(world, QUESTIONS.values(), replicates, seed, threads=threads)
            worth[on] = np.array([found[m.text].mean() for m in QUESTIONS.values()])
        return worth[on]

    def added_in(order: np.ndarray) -> pd.DataFrame:
        """Return what each mechanism adds in an order and its mirror image, a column a question."""
        added = np.zeros((len(names), len(QUESTIONS)))
        for way in (order, order[::-1]):
            on: frozenset[str] = frozenset()
            before = value(on)
            for place in way:
                on = on | {names[place]}
                after = value(on)
                added[place] += 0.5 * (after - before)
                before = after
        clock.add(2)
        return pd.DataFrame(added, columns=list(QUESTIONS))

    def ends() -> pd.DataFrame:
        return pd.DataFrame([value(frozenset()), value(frozenset(names))], columns=list(QUESTIONS))

    none_and_all = parts.table("shares-ends", asked, ends)
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
    table = pd.DataFrame(index=pd.Index(names, name="mechanism"))
    for column, question in enumerate(QUESTIONS):
        table[question] = mean[:, column]
        table[f"{question}_se"] = error[:, column]
    off, on = (none_and_all.iloc[row].rename(None) for row in (0, 1))
    return Shares(table, on - off, off, on, 2 * pairs, replicates)
