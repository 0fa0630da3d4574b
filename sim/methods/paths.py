"""Month by month, a few variables of many replicates: what pairs and calendar years are read from.

A study keeps outcomes and monthly quantiles of every replicate. Some questions need the path of
each, of one or two variables only; here they are run anew and the rest of each month is dropped,
so that thousands of replicates fit into memory.
"""

from collections.abc import Sequence
from concurrent.futures import Executor

import numpy as np
import xarray as xr

from sim.runner.columns import run_columns
from sim.spec.recorded import RECORDED, column
from sim.spec.world import World
from sim.store.labels import month_dates

__all__ = ["monthly_paths"]


def monthly_paths(
    world: World,
    variables: Sequence[str],
    *,
    replicates: int,
    seed: int,
    threads: int | None = None,
    executor: Executor | None = None,
) -> xr.Dataset:
    """Run a world and keep some flat variables of every month.

    Parameters
    ----------
    variables : flat names of recorded variables, as 'relation_jpn_kor'
    threads, executor
        As in `sim.run`.
    replicates : rows 0 to replicates − 1, equal to the bit to those of a study with this seed

    Returns
    -------
    Dataset
        One variable a name, dims (replicate, month), with units and long name.

    Examples
    --------
    >>> from sim.scenario import load
    >>> paths = monthly_paths(load("neglect"), ["trust"], replicates=2, seed=1)
    >>> dict(paths["trust"].sizes)
    {'replicate': 2, 'month': 48}
    """
    found = run_columns(world, variables, replicates, seed, threads=threads, executor=executor)
    named = {
        name: (
            ("replicate", "month"),
            values,
            {"units": RECORDED[column(name)].unit, "long_name": RECORDED[column(name)].meaning},
        )
        for name, values in found.items()
    }
    coords = {
        "replicate": np.arange(replicates),
        "month": month_dates(world.first, world.months),
    }
    return xr.Dataset(named, coords=coords, attrs={"scenario": world.name, "seed": str(seed)})
