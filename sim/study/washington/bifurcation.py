"""What the bifurcation map is of: load of issues, demands, brokerage and care, and two starts.

Over the load of issues, demands and brokerage, at little and at much care for the pair, each world
is run from a start in either basin. Ties alone are no start. Measured for the second Trump term,
over a map of 5 by 5 with 100 runs a cell: with ties alone set low, runs end close after 48 months 6
points more often than from the good start, and no cell has two basins.
"""

from collections.abc import Mapping
from typing import Any, NamedTuple

import numpy as np
import pandas as pd

from sim.errors import MissingResult
from sim.methods import basin
from sim.methods.basin import READINGS, Start, begun
from sim.spec.override import apply
from sim.spec.turnover import CAPITAL, is_drawn
from sim.spec.variables import STATE_FIELDS
from sim.spec.world import World
from sim.study.washington.basin import TIES
from sim.study.washington.design import LEVELS
from sim.study.washington.load import loaded

__all__ = [
    *("BETWEEN", "COLUMNS", "LEAST", "LONG", "MOST", "REWARD"),
    *("Axes", "axes", "begin_of", "cell_world", "map_cells", "runs_of", "starts"),
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

#: What lies between Tokyo and Seoul: what their own conduct makes and unmakes. Precedent
#: (`case_law`) is left out: it only grows, so it is a load on both and no basin. Names that end
#: in _ stand for all that begin so.
_PAIR = (
    *("relation_jpn_kor", "grievance", "dispute", "litigation", "settlement_", "reversal_count"),
    *("pledge", "retaliation_level_", "trust", "institution", "rapport", "summit_memory"),
    *("dialogue", "exercise", "security_cooperation", "economic_cooperation", "concern_"),
    *("approval_", "support_", "chosen_jpn_neighbour", "chosen_kor_neighbour"),
    *("belief_jpn_neighbour_", "belief_kor_neighbour_"),
)
BETWEEN = tuple(
    name
    for name in STATE_FIELDS
    if any(name == one or (one.endswith("_") and name.startswith(one)) for one in _PAIR)
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


COLUMNS = (*Axes._fields, *READINGS)


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


def starts(world: World, seed: int, *, threads: int | None = None) -> dict[str, Start]:
    """Return the two starts of a world, as `sim.methods.basin.starts` finds them."""
    return basin.starts(world, TIES, BETWEEN, seed, threads=threads)


def begin_of(
    worlds: Mapping[str, World], seed: int, threads: int | None = None
) -> dict[str, Start]:
    """Return the starts of worlds that share a history; none where `starts` finds none."""
    try:
        return starts(next(iter(worlds.values())), seed, threads=threads)
    except MissingResult:
        return {}


def map_cells(world: World, begin: Mapping[str, Start], *, size: int, **runs: Any) -> pd.DataFrame:
    """Run every cell from both starts, all with the same luck.

    Parameters
    ----------
    world : whose traits of Washington and hazards of issues the cells set
    begin : of `starts`
    size : values along load and along demands, LEAST to MOST
    runs : as `sim.methods.basin.basin_map` takes them

    Returns
    -------
    DataFrame
        `COLUMNS`, a row a cell, start and time of reading: after the window's months, and after
        `LONG` where the window is shorter and no calendar is drawn.
    """
    # A drawn calendar ends with the window: nobody knows here who would follow in Tokyo.
    drawn = any(is_drawn(term) for term in world.calendar[CAPITAL])
    reads = sorted({world.months, world.months if drawn else max(world.months, LONG)})

    def world_at(name: str, cell: Mapping[str, float]) -> World:
        return cell_world(world, begin[name], **cell, months=reads[-1])

    return basin.basin_map(axes(size)._asdict(), world_at, list(begin), TIES, reads, **runs)
