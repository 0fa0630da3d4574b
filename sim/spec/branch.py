"""A world that goes its own way from a month of its window on: to the bit the same before it."""

import dataclasses

from sim.errors import CalendarFault
from sim.spec.calendar import month_name
from sim.spec.world import World

__all__ = ["BRANCH", "branched"]

#: The key under which a branch is asked for; what is asked with it acts from that month on.
BRANCH = "branch"


def branched(world: World, month: int, place: str) -> World:
    """Return a world whose own rules hold from a month of its window on.

    The months before it are run under the world that it was; nothing else is changed.

    Parameters
    ----------
    month : month number, after the window's first

    Returns
    -------
    World
        Its `overrides` tell what was asked before, which holds in all months, then the branch,
        and what is asked from then on.

    Raises
    ------
    CalendarFault
        For a month outside the window, its first, or one before an earlier branch.

    Examples
    --------
    >>> from sim.scenario import load
    >>> world = branched(load("baseline_hindcast"), 2018 * 12 + 9, "")
    >>> world.overrides, world.first == load("baseline_hindcast").first
    ({'branch': '2018-10'}, True)
    """
    if not world.begins < month <= world.last:
        raise CalendarFault(
            f"found {month_name(month)}, wanted a month from {month_name(world.begins + 1)} to "
            f"{month_name(world.last)}",
            place=place,
            field=BRANCH,
        )
    before = dataclasses.replace(world, outcomes={})
    return dataclasses.replace(
        world,
        branch=month,
        start=before,
        start_values={},
        overrides={**world.overrides, BRANCH: month_name(month)},
        events={
            name: tuple(one for one in dated if one.month >= month)
            for name, dated in world.events.items()
        },
    )
