"""The parts of a run: a world, the one that it starts from, and so on."""

import dataclasses

from sim.spec.world import World

__all__ = ["parts"]


def parts(world: World) -> tuple[World, ...]:
    """Return the worlds that a run goes through, the window first.

    Each ends with the last month that is run of it.

    Examples
    --------
    >>> from sim.scenario import load
    >>> [part.name for part in parts(load("acsa_liaison"))]
    ['acsa_liaison', 'joint_hedging', 'baseline_hindcast']
    """
    worlds = [world]
    while (before := worlds[-1].start) is not None:
        last = min(before.last, worlds[-1].begins - 1)
        worlds.append(dataclasses.replace(before, last=last))
    return tuple(worlds)
