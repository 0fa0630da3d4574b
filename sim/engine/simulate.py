"""One trajectory: any row of a batch, replayed to the bit."""

import numpy as np

from sim.engine.march import march, new_scratch, run_month
from sim.engine.plan import Plan, compile_world
from sim.spec.chance import split_seed
from sim.spec.recorded import RECORDED
from sim.spec.world import World

__all__ = ["simulate"]


def simulate(
    world: World | Plan, seed: int, replicate: int, *, compiled: bool = True
) -> np.ndarray:
    """Run one replicate of a world.

    Parameters
    ----------
    world : World or Plan
    seed : int, 0 to 2**64 - 1
    replicate : int, 0 to 2**32 - 1
    compiled : bool
        False runs the same months as plain Python, with the same bits.

    Returns
    -------
    (T, recorded variables) float64
        In the order of `sim.spec.recorded.RECORDED`.
    """
    plan = world if isinstance(world, Plan) else compile_world(world)
    records = np.zeros((plan.months, len(RECORDED)))
    scratch = new_scratch(plan.timeline)
    low, high = split_seed(seed)
    month = run_month
    if compiled:
        from sim.engine.compiled import one_month_compiled

        month = one_month_compiled
    march(plan.timeline, scratch, low, high, replicate, records, month)
    return records
