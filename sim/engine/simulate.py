"""One trajectory: any row of a batch, replayed to the bit, or where it ends."""

import numpy as np

from sim.engine.code import code, plain_code
from sim.engine.plan import Plan, compile_world
from sim.engine.replicate import begin, move
from sim.engine.table import FLOW, RECORDED_ROWS, STATE, new_work
from sim.spec.chance import split_seed
from sim.spec.recorded import RECORDED
from sim.spec.variables import STATE_FIELDS
from sim.spec.world import World

__all__ = ["final_state", "simulate"]


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
    timeline, how = plan.timeline, code(1) if compiled else plain_code()
    work = new_work(timeline)
    records = np.empty((plan.months, len(RECORDED)))
    address = (*split_seed(seed), replicate)
    begin(how.draw, timeline, work, *address)
    for m in range(len(timeline.month_number)):
        move(how.step, timeline, work, *address, m)
        if m >= timeline.first_recorded:
            records[m - timeline.first_recorded] = work.table[RECORDED_ROWS, 0]
    return records


def final_state(world: World | Plan, seed: int, replicate: int) -> dict[str, float]:
    """Return the whole state in which one replicate leaves its last month.

    Stated as the start of a world, it goes on from there: with the same leaders, seed and
    replicate, the months that follow have the same bits.

    Parameters
    ----------
    world, seed, replicate
        As `simulate` takes them.

    Returns
    -------
    dict
        Every field of `sim.spec.variables.STATE_FIELDS`: stocks, last choices and beliefs, each in
        its own unit.

    Examples
    --------
    >>> from sim.scenario import load
    >>> -1 < final_state(load("neglect"), seed=1, replicate=0)["relation_jpn_kor"] < 1
    True
    """
    plan = world if isinstance(world, Plan) else compile_world(world)
    timeline, how = plan.timeline, code(1)
    work = new_work(timeline)
    address = (*split_seed(seed), replicate)
    begin(how.draw, timeline, work, *address)
    for m in range(len(timeline.month_number)):
        move(how.step, timeline, work, *address, m)
    return dict(zip(STATE_FIELDS, work.table[STATE:FLOW, 0].tolist(), strict=True))
