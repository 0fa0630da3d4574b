"""The difference of two worlds shared out among the changes that lead from one to the other.

A change's share is what it adds, averaged over all orders in which the changes may be made one
after another (Shapley 1953). Replicates share their luck in every cell, so each has shares of its
own, and the interval of a share is that of a mean of them.
"""

import itertools
import math
import os
import warnings
from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from sim.analysis import check_level, critical_t
from sim.errors import InterruptedStudy, MissingResult, SimWarning, WrongKind
from sim.methods.attribution.between import between
from sim.methods.attribution.shapley import drawn_orders
from sim.runner.answers import answers, asked_names
from sim.runner.executor import Stop, map_tasks
from sim.runner.progress import Clock, Report
from sim.runner.request import check_whole, check_world
from sim.spec.parse_override import MOST_REPLICATES, MOST_SEED, MOST_THREADS
from sim.spec.world import World

__all__ = ["attribute"]

#: Most changes whose every set is run: 64 of them. Beyond, orders are drawn. As in a lesson's page.
_EXACT = 6

_Cells = dict[frozenset[str], NDArray[np.float64]]


def attribute(
    base: World,
    alternative: World,
    outcome: str | Mapping[str, Any] = "jpn_kor_final",
    *,
    replicates: int = 1000,
    seed: int = 1,
    orders: int = 24,
    level: float = 0.95,
    threads: int | None = None,
    progress: Report | None = None,
) -> pd.DataFrame:
    """Return what each change between two worlds has of their difference, by Shapley's rule.

    Parameters
    ----------
    base, alternative : World
        Two that come of one, such as `world` and `world.replace(…)`: the changes are the keys
        asked. Two of different origin: their parts, see `sim.methods.attribution.between`.
    outcome : name, or mapping of one name to a measure
        `{"friends": "last(relation_jpn_kor) > 0.3"}`, say: see `sim.spec.own_outcome`.
    replicates, seed, threads, progress
        As in `sim.run`; progress counts worlds run.
    orders : int, 4 to 10,000
        With more than six changes so many orders are drawn, half of them the mirror images of the
        others; with up to six all sets of changes are run and shares are exact.
    level : confidence of the intervals, in (0, 1)

    Returns
    -------
    DataFrame
        Index `change`, largest share first: `share` in the outcome's unit, `se`, `low`, `high`;
        `alone`, the difference that it makes when nothing else is changed, and `last`, when all
        else is: where the two are apart, changes work together or against one another. Shares add
        up to the difference. `attrs`: `difference` with `difference_se`, `base`, `alternative`
        (means), `outcome`, `exact`, `worlds` (how many were run), `replicates`, `seed`, `level`.

    Raises
    ------
    sim.errors.SimError
        If windows differ, nothing does, the outcome is unknown, or fewer than two replicates have
        an answer.

    Examples
    --------
    >>> import sim
    >>> world = sim.load("second_trump_term")
    >>> traits = {"mediation": 0.9, "neighbour_priority": 0.9}
    >>> other = world.replace(**{f"leaders.washington.{t}": value for t, value in traits.items()})
    >>> found = sim.attribute(world, other, "jpn_kor_final", replicates=40)
    >>> bool(np.isclose(found["share"].sum(), found.attrs["difference"]))
    True
    """
    changes = between(check_world(base, "base"), check_world(alternative, "alternative"))
    names, own = asked_names(base, outcome)
    if len(names) != 1:
        raise WrongKind(f"{len(names)} outcomes", "one", field="outcome")
    replicates = check_whole(replicates, "replicates", 2, MOST_REPLICATES)
    seed = check_whole(seed, "seed", 0, MOST_SEED)
    orders = check_whole(orders, "orders", 4, 10_000)
    level = check_level(level)
    if threads is None:
        threads = os.cpu_count() or 1
    threads = check_whole(threads, "threads", 1, MOST_THREADS)
    exact = len(changes.names) <= _EXACT
    drawn = [] if exact else _drawn(changes.names, orders, seed)
    clock = Clock(len(wanted := _wanted(changes.names, drawn)), 0, progress, "worlds")

    stop = Stop()

    def values(made: frozenset[str]) -> NDArray[np.float64]:
        return answers(changes.with_some(made), names, own, replicates, seed, stop)[:, 0]

    try:
        how: dict[str, Any] = {"threads": threads, "stop": stop}
        found = map_tasks(wanted, values, ended=lambda made: clock.add(1), **how)
    except KeyboardInterrupt:
        raise InterruptedStudy("stopped; nothing is kept of an attribution") from None
    cells = _answered(dict(zip(wanted, found, strict=True)), names[0])
    if exact:
        shares, drawing = _exact(changes.names, cells), np.zeros(len(changes.names))
    else:
        shares, drawing = _sampled(changes.names, drawn, cells)
    table = _table(changes.names, cells, shares, drawing, level)
    table.attrs |= {
        "outcome": names[0],
        "exact": exact,
        "worlds": len(cells),
        "replicates": replicates,
        "seed": seed,
        "level": level,
    }
    return table


def _drawn(names: tuple[str, ...], orders: int, seed: int) -> list[tuple[str, ...]]:
    """Return orders of the changes, each followed by its mirror image, which takes error out."""
    found: list[tuple[str, ...]] = []
    for places in drawn_orders(len(names), orders, seed):
        order = tuple(names[place] for place in places)
        found += [order, order[::-1]]
    return found


def _wanted(names: tuple[str, ...], drawn: list[tuple[str, ...]]) -> list[frozenset[str]]:
    """Return the sets of changes that are run: all, or those that some order goes through."""
    if not drawn:
        sizes = range(len(names) + 1)
        return [frozenset(some) for size in sizes for some in itertools.combinations(names, size)]
    whole = frozenset(names)
    ends = [frozenset(), whole]
    ends += [one for name in names for one in (frozenset({name}), whole - {name})]
    steps = [frozenset(order[:k]) for order in drawn for k in range(1, len(order))]
    return list(dict.fromkeys([*ends, *steps]))


def _answered(cells: _Cells, outcome: str) -> _Cells:
    """Return the cells over the replicates that have an answer in all of them."""
    there = np.all([~np.isnan(values) for values in cells.values()], axis=0)
    if there.sum() < 2:
        raise MissingResult(
            f"{int(there.sum())} replicates have an answer in every world, wanted 2 or more",
            field=outcome,
        )
    if not there.all():
        warnings.warn(
            f"{outcome}: {int((~there).sum()):,} of {len(there):,} replicates have no answer in "
            "some world and are left out",
            SimWarning,
            stacklevel=3,
        )
    return {made: values[there] for made, values in cells.items()}


def _exact(names: tuple[str, ...], cells: _Cells) -> NDArray[np.float64]:
    """Return the shares of each replicate (change, replicate), of all sets of changes."""
    count = len(names)
    shares = np.zeros((count, len(cells[frozenset()])))
    for made, values in cells.items():
        for place, name in enumerate(names):
            if name in made:
                continue
            orders = math.factorial(len(made)) * math.factorial(count - len(made) - 1)
            shares[place] += orders / math.factorial(count) * (cells[made | {name}] - values)
    return shares


def _sampled(
    names: tuple[str, ...], drawn: list[tuple[str, ...]], cells: _Cells
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return mean shares over drawn orders (change, replicate), and the error of having drawn."""
    shares = np.zeros((len(names), len(cells[frozenset()])))
    by_order = np.zeros((len(drawn), len(names)))
    for number, order in enumerate(drawn):
        for k, name in enumerate(order):
            more = cells[frozenset(order[: k + 1])] - cells[frozenset(order[:k])]
            shares[names.index(name)] += more / len(drawn)
            by_order[number, names.index(name)] = more.mean()
    pairs = 0.5 * (by_order[::2] + by_order[1::2])  # an order and its mirror image are one draw
    return shares, pairs.std(axis=0, ddof=1) / np.sqrt(len(pairs))


def _table(
    names: tuple[str, ...],
    cells: _Cells,
    shares: NDArray[np.float64],
    drawing: NDArray[np.float64],
    level: float,
) -> pd.DataFrame:
    """Return shares with intervals, and what each change does alone and last."""
    none, whole = frozenset[str](), frozenset(names)
    count = shares.shape[1]
    se = np.hypot(shares.std(axis=1, ddof=1) / np.sqrt(count), drawing)
    half = critical_t(level, count - 1) * se
    share = shares.mean(axis=1)
    table = pd.DataFrame(
        {
            "share": share,
            "se": se,
            "low": share - half,
            "high": share + half,
            "alone": [(cells[frozenset({one})] - cells[none]).mean() for one in names],
            "last": [(cells[whole] - cells[whole - {one}]).mean() for one in names],
        },
        index=pd.Index(names, name="change"),
    )
    table = table.iloc[np.argsort(-np.abs(share), kind="stable")]
    gap = cells[whole] - cells[none]
    table.attrs = {
        "base": float(cells[none].mean()),
        "alternative": float(cells[whole].mean()),
        "difference": float(gap.mean()),
        "difference_se": float(gap.std(ddof=1) / np.sqrt(count)),
    }
    return table
