"""One trajectory, as named variables: any row of a study, replayed to the bit."""

import json
from typing import TYPE_CHECKING

from sim.engine.first_call import compile_one
from sim.engine.plan import compile_world
from sim.engine.simulate import simulate as simulate_rows
from sim.runner.request import check_whole, check_world
from sim.spec.chance import LAYOUT_VERSION
from sim.spec.parse_override import MOST_REPLICATES, MOST_SEED
from sim.spec.version import KERNEL_HASH, check_model
from sim.spec.world import World
from sim.store.labels import label, month_dates

if TYPE_CHECKING:
    import xarray as xr

__all__ = ["simulate"]


def simulate(world: World, seed: int = 1, replicate: int = 0) -> "xr.Dataset":
    """Return one trajectory, equal to that row of `sim.run` to the bit.

    Parameters
    ----------
    world : World
    seed : int, 0 to 2**64 - 1
    replicate : int, 0 to 9,999,999

    Raises
    ------
    sim.errors.SimError
        For a value out of bounds, or a world of results that another version of the model ran.

    Returns
    -------
    Dataset
        Dims (month, …): the variables, coordinates and attributes of ``Results.trajectories``.

    Examples
    --------
    >>> import sim
    >>> sim.simulate(sim.load("second_trump_term"), seed=1, replicate=42)["relation"].dims
    ('month', 'dyad')
    """
    check_model(check_world(world).model)
    seed = check_whole(seed, "seed", 0, MOST_SEED)
    replicate = check_whole(replicate, "replicate", 0, MOST_REPLICATES - 1)
    compile_one()
    records = simulate_rows(compile_world(world), seed, replicate)
    coords = {"replicate": replicate, "month": month_dates(world.first, world.months)}
    attributes = {
        "scenario": world.name,
        "overrides": json.dumps(dict(world.overrides), ensure_ascii=False, default=str),
        "digest": world.digest(),
        "seed": str(seed),
        "layout_version": LAYOUT_VERSION,
        "kernel": KERNEL_HASH,
    }
    return label(records, ("month",), coords, attributes)
