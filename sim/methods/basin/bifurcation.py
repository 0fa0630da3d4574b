"""A bifurcation map: where one basin holds all runs, where two do and the start decides.

Over some axes each world is run from a start in either basin under the same luck. Where the two
starts come to the same end there is one basin; where each keeps its own there are two, and a fold
lies between.
"""

import itertools
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd

from sim.analysis import TWO_HUMPS, bimodality
from sim.methods.basin.crossing import Basins
from sim.methods.parts import NOT_KEPT, Parts
from sim.runner.columns import run_columns
from sim.runner.progress import Clock
from sim.spec.world import World

__all__ = ["READINGS", "STAYS", "basin_map", "read_cells"]

#: Share that both basins must hold for two humps beside the coefficient of bimodality. Assumed: one
#: run in ten is no stray.
_HOLDS = 0.1

#: Share of the runs begun in a basin that are still there, from which it counts as one: the line
#: between staying and leaving.
STAYS = 0.5

#: Columns of `basin_map` behind its axes.
READINGS = ("begins", "months", "apart", "between", "close", "bimodality", "runs")


def basin_map(
    axes: Mapping[str, Sequence[float]],
    world_at: Callable[[str, Mapping[str, float]], World],
    begins: Sequence[str],
    basins: Basins,
    reads: Sequence[int],
    *,
    replicates: int,
    seed: int,
    threads: int | None = None,
    clock: Clock | None = None,
    parts: Parts = NOT_KEPT,
) -> pd.DataFrame:
    """Run every cell from every start, all with the same luck.

    Parameters
    ----------
    axes : name to values; of two or more
    world_at : gives the world of a start and a cell, as long as the last time of reading
    begins : names of the starts
    reads : months after which basins are read
    replicates : runs of a cell from each start
    clock : counts runs
    parts : keeps what one start comes to over the last two axes

    Returns
    -------
    DataFrame
        The axes and `READINGS`, a row a cell, start and time of reading. `apart`, `between`,
        `close` are shares of runs, `bimodality` is Sarle's coefficient of their values.
    """
    *outer, rows_of, columns_of = axes.values()
    inner = list(itertools.product(rows_of, columns_of))
    # The worlds at the corners, and the values between them, say what all cells are.
    wide = len(columns_of)
    corners = (0, wide - 1, len(inner) - wide, len(inner) - 1)
    tables = []
    for fixed, name in itertools.product(itertools.product(*outer), begins):
        cells = [dict(zip(axes, (*fixed, *cell), strict=True)) for cell in inner]

        def run(name: str = name, cells: Sequence[dict[str, float]] = cells) -> pd.DataFrame:
            rows: list[dict[str, Any]] = []
            for cell in cells:
                world = world_at(name, cell)
                (found,) = run_columns(
                    world, [basins.variable], replicates, seed, threads=threads
                ).values()
                rows += [
                    {**cell, "begins": name, "months": months, **_row(found[:, months - 1], basins)}
                    for months in reads
                ]
                if clock is not None:
                    clock.add(replicates)
            return pd.DataFrame(rows, columns=[*axes, *READINGS])

        asked = [world_at(name, cells[place]).digest() for place in corners]
        asked += [repr(axes), repr(reads), str(replicates), str(seed)]
        tables.append(
            parts.table("basins", asked, run, clock=clock, counts=replicates * len(cells))
        )
    return pd.concat(tables, ignore_index=True)


def _row(final: np.ndarray, basins: Basins) -> dict[str, float]:
    """Return the readings of one month's values, (replicate,)."""
    apart, between, close = basins.shares(final)
    return {
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
    cells : of `basin_map`, from starts 'apart' and 'close'

    Returns
    -------
    DataFrame
        The axes; `share`, the share that ends close of the runs that began close; `gap`, by how
        much it is above that of the runs that began apart; `keeps_close` and `keeps_apart`, the
        shares of either start's runs that are where they began; `basins`, 'two' where both are
        `STAYS` or more, 'close' or 'apart' where only that one is, else 'none'; `humps`, whether
        the runs that began close lie in two humps: a tenth or more in each basin and a coefficient
        of bimodality above 5/9.
    """
    keys = list(cells.columns[: -len(READINGS)])
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
