"""Month by month, a few variables of many replicates: what pairs and calendar years are read from.

A study keeps outcomes and monthly quantiles of every replicate. Some questions need the path of
each, of one or two variables only; here they are run anew and the rest of each month is dropped,
so that thousands of replicates fit into memory.
"""

import os
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import xarray as xr

from sim.engine.batch import run_chunk
from sim.engine.plan import compile_world
from sim.spec.recorded import RECORDED, column
from sim.spec.world import World
from sim.store.labels import month_dates

__all__ = ["monthly_paths"]

#: Replicates run at once in a thread: 165 months of them take 80 MB until what is asked is cut out.
_PORTION = 500


def monthly_paths(
    world: World,
    variables: Sequence[str],
    *,
    replicates: int,
    seed: int,
    threads: int | None = None,
) -> xr.Dataset:
    """Run a world and keep some flat variables of every month.

    Parameters
    ----------
    variables : flat names of recorded variables, as 'relation_jpn_kor'
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
    plan = compile_world(world)
    places = [column(name) for name in variables]
    portions = [
        (first, min(_PORTION, replicates - first)) for first in range(0, replicates, _PORTION)
    ]

    def run(portion: tuple[int, int]) -> np.ndarray:
        chunk = run_chunk(plan, seed, *portion, records=True)
        assert chunk.records is not None
        return chunk.records[:, :, places]

    with ThreadPoolExecutor(threads or os.cpu_count() or 1) as pool:
        values = np.concatenate(list(pool.map(run, portions)))
    named = {
        name: (
            ("replicate", "month"),
            values[:, :, k],
            {"units": RECORDED[places[k]].unit, "long_name": RECORDED[places[k]].meaning},
        )
        for k, name in enumerate(variables)
    }
    coords = {
        "replicate": np.arange(replicates),
        "month": month_dates(plan.first_month, plan.months),
    }
    return xr.Dataset(named, coords=coords, attrs={"scenario": world.name, "seed": str(seed)})
