"""The bifurcation map: where one basin holds all runs, where two do and the start decides.

Over the load of issues, demands and brokerage, at little and at much care for the pair, each world
is run from a start in either basin under the same luck. Where the two starts come to the same end
there is one basin; where each keeps its own there are two, and a fold lies between.
"""

import itertools
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

import numpy as np
import pandas as pd

from sim.analysis import TWO_HUMPS, bimodality
from sim.methods.parts import NOT_KEPT, Parts
from sim.runner.columns import run_columns
from sim.runner.progress import Clock
from sim.spec.override import apply
from sim.spec.turnover import CAPITAL, is_drawn
from sim.spec.world import World
from sim.study.washington.basin import shares
from sim.study.washington.crossing import RELATION
from sim.study.washington.design import LEVELS
from sim.study.washington.load import loaded
from sim.study.washington.start import Start, begun

__all__ = [
    *("COLUMNS", "LEAST", "LONG", "MOST", "REWARD", "STAYS"),
    *("Axes", "axes", "cell_world", "map_cells", "read_cells", "runs_of"),
]

#: Values along load and along demands.
LEAST, MOST = 3, 15

#: Months after which the map is read once more: two basins that are none but slow have met by then.
#: Assumed: two terms and a half of Washington's, and several times what a quarrel lasts.
LONG = 120

#: Greatest load of issues.
_LOADED = 2.0

#: Washington's reward in all cells: that of its second term under Trump, as the design codes it.
REWARD = LEVELS["leaders.washington.loyalty_reward"][1]

#: Share that both basins must hold for two humps beside the coefficient of bimodality. Assumed: one
#: run in ten is no stray.
_HOLDS = 0.1

#: Share of the runs begun in a basin that are still there, from which it counts as one: the line
#: between staying and leaving.
STAYS = 0.5

COLUMNS = (
    *("care", "brokerage", "demands", "load", "begins", "months"),
    *("apart", "between", "close", "bimodality", "runs"),
)


class Axes(NamedTuple):
    """Values of each axis, in the order of panels, rows and columns."""

    care: tuple[float, ...]
    brokerage: tuple[float, ...]
    demands: tuple[float, ...]
    load: tuple[float, ...]


def axes(size: int) -> Axes:
    """Return the axes of a map: the design's levels of care and brokerage, and a middle one of it.

    Examples
    --------
    >>> axes(3)
    Axes(care=(0.12, 0.92), brokerage=(0.05, 0.475, 0.9), demands=(0.0, 0.5, 1.0), \
load=(0.0, 1.0, 2.0))
    """
    low, high = LEVELS["leaders.washington.mediation"]
    steps = [place / (size - 1) for place in range(size)]
    return Axes(
        LEVELS["leaders.washington.neighbour_priority"],
        (low, round((low + high) / 2, 6), high),
        tuple(round(step, 6) for step in steps),
        tuple(round(_LOADED * step, 6) for step in steps),
    )


def runs_of(size: int, replicates: int) -> int:
    """Return how many runs a map takes: every cell from both starts."""
    return replicates * 2 * int(np.prod([len(values) for values in axes(size)]))


def cell_world(
    world: World,
    start: Start,
    *,
    care: float,
    brokerage: float,
    demands: float,
    load: float,
    months: int,
) -> World:
    """Return the world of one cell from one start. Two starts of a cell differ in nothing else."""
    asked: dict[str, Any] = {
        "months": months,
        "leaders.washington.neighbour_priority": care,
        "leaders.washington.mediation": brokerage,
        "leaders.washington.burden_demand": demands,
        "leaders.washington.loyalty_reward": REWARD,
    }
    # The start first: a set of parameters acts in the history too, and the load must not.
    return loaded(apply(begun(world, start), asked), load)


def map_cells(
    world: World,
    begin: Mapping[str, Start],
    *,
    size: int,
    replicates: int,
    seed: int,
    threads: int | None = None,
    clock: Clock | None = None,
    parts: Parts = NOT_KEPT,
) -> pd.DataFrame:
    """Run every cell from both starts, all with the same luck.

    Parameters
    ----------
    world : whose traits of Washington and hazards of issues the cells set
    begin : of `starts`
    size : values along load and along demands, LEAST to MOST
    replicates : runs of a cell from each start
    clock : counts runs
    parts : keeps what one level of care and of brokerage comes to from one start

    Returns
    -------
    DataFrame
        `COLUMNS`, a row a cell, start and time of reading: after the window's months, and after
        `LONG` where the window is shorter and no calendar is drawn. `apart`, `between`, `close` are
        shares of runs, `bimodality` is Sarle's coefficient of their ties.
    """
    over = axes(size)
    # A drawn calendar ends with the window: nobody knows here who would follow in Tokyo.
    drawn = any(is_drawn(term) for term in world.calendar[CAPITAL])
    reads = sorted({world.months, world.months if drawn else max(world.months, LONG)})
    tables = []
    for care, brokerage, (name, start) in itertools.product(
        over.care, over.brokerage, begin.items()
    ):
        fixed: dict[str, Any] = {"care": care, "brokerage": brokerage, "months": reads[-1]}

        def cells(
            start: Start = start, fixed: Mapping[str, Any] = fixed
        ) -> Iterator[tuple[float, float, World]]:
            for demands, load in itertools.product(over.demands, over.load):
                yield (
                    demands,
                    load,
                    cell_world(world, start, demands=demands, load=load, **fixed),
                )

        def run(
            cells: Any = cells, name: str = name, fixed: Mapping[str, Any] = fixed
        ) -> pd.DataFrame:
            rows: list[dict[str, Any]] = []
            for demands, load, one in cells():
                found = run_columns(one, [RELATION], replicates, seed, threads=threads)[RELATION]
                shared = {**fixed, "demands": demands, "load": load, "begins": name}
                rows += _rows(shared, found, reads)
                if clock is not None:
                    clock.add(replicates)
            return pd.DataFrame(rows, columns=list(COLUMNS))

        # The worlds at the corners, and the values between them, say what all cells are.
        corners = [
            cell_world(world, start, demands=demands, load=load, **fixed).digest()
            for demands, load in itertools.product(
                over.demands[:: size - 1], over.load[:: size - 1]
            )
        ]
        asked = [*corners, repr(over), repr(reads), str(replicates), str(seed)]
        tables.append(
            parts.table("basins", asked, run, clock=clock, counts=replicates * size * size)
        )
    return pd.concat(tables, ignore_index=True)


def _rows(
    shared: Mapping[str, Any], found: np.ndarray, reads: Sequence[int]
) -> Iterator[dict[str, Any]]:
    """Yield a row a time of reading of one cell's ties, (replicate, month)."""
    for months in reads:
        final = found[:, months - 1]
        apart, between, close = shares(final)
        yield {
            **shared,
            "months": months,
            "apart": apart,
            "between": between,
            "close": close,
            "bimodality": bimodality(final),
            "runs": len(final),
        }


def read_cells(cells: pd.DataFrame, months: int) -> pd.DataFrame:
    """Return the map after so many months, a row a cell: what the two starts come to together.

    Parameters
    ----------
    cells : of `map_cells`

    Returns
    -------
    DataFrame
        `care`, `brokerage`, `demands`, `load`; `share`, the share that ends close of the runs that
        began close; `gap`, by how much it is above that of the runs that began apart; `keeps_close`
        and `keeps_apart`, the shares of either start's runs that are where they began; `basins`,
        'two' where both are `STAYS` or more, 'close' or 'apart' where only that one is, else
        'none'; `humps`, whether the runs that began close lie in two humps: a tenth or more in
        each basin and a coefficient of bimodality above 5/9.
    """
    keys = ["care", "brokerage", "demands", "load"]
    here = cells[cells["months"] == months]
    near, far = (
        here[here["begins"] == name].set_index(keys).sort_index() for name in ("close", "apart")
    )
    stays, leaves = near["close"] >= STAYS, far["apart"] >= STAYS
    kind = np.select(
        [stays & leaves, stays & ~leaves, ~stays & leaves], ["two", "close", "apart"], "none"
    )
    holds = near[["apart", "close"]].min(axis=1) >= _HOLDS
    return pd.DataFrame(
        {
            "share": near["close"],
            "gap": near["close"] - far["close"],
            "keeps_close": near["close"],
            "keeps_apart": far["apart"],
            "basins": kind,
            "humps": holds & (near["bimodality"] > TWO_HUMPS),
        }
    ).reset_index()
