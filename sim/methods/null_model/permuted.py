"""Leaders' codes permuted: in every capital with two leaders or more, each takes another's.

The leaders of a capital stand in a circle, in an order that chance gives, and each takes the codes
of the next. So nobody keeps their own, and two worlds that share leaders move them alike but for
those whom only one of them knows.
"""

import dataclasses
import hashlib
from collections.abc import Iterable, Mapping

from sim.spec.preferences import CAPITALS
from sim.spec.world import Leader, World

__all__ = ["circle", "permuted"]


def circle(names: Iterable[str], key: str) -> dict[str, str]:
    """Return whose codes each of some leaders takes: those of the next in a circle.

    Parameters
    ----------
    key : names the draw; a leader's place depends on it and on the name alone

    Examples
    --------
    >>> found = circle(["abe", "suga", "kishida"], "1.0")
    >>> all(who != whose for who, whose in found.items()), sorted(found.values())
    (True, ['abe', 'kishida', 'suga'])
    """

    def place(name: str) -> bytes:
        return hashlib.sha256(f"{key}.{name}".encode()).digest()

    order = sorted(names, key=place)
    return dict(zip(order, [*order[1:], *order[:1]], strict=True))


def permuted(world: World, key: str) -> World:
    """Return a world, and all that it starts from, with leaders' codes permuted.

    Traits and ideology move; who is a caretaker stays. Each replicate draws for the holder, not for
    the leader whose codes these are.

    Parameters
    ----------
    world : World
        One that was read and not changed yet: what is asked of it afterwards wins.
    key : str
        Names the draw.

    Examples
    --------
    >>> from sim.scenario import load
    >>> world = load("neglect")
    >>> swapped = permuted(world, "1.0")
    >>> {
    ...     one.traits == swapped.start.leaders[who].traits
    ...     for who, one in world.start.leaders.items()
    ...     if one.capital == "seoul"
    ... }
    {False}
    """
    known: dict[str, Leader] = {}
    part: World | None = world
    while part is not None:  # the window's codes count before those of the months before
        known = {**part.leaders, **known}
        part = part.start
    whose: dict[str, str] = {}
    for capital in CAPITALS:
        whose |= circle((name for name, one in known.items() if one.capital == capital), key)
    return _with_codes(world, known, whose)


def _with_codes(world: World, known: Mapping[str, Leader], whose: Mapping[str, str]) -> World:
    """Return a world, and all that it starts from, with each leader's codes from another one."""

    def taking(leader: Leader) -> Leader:
        name = whose[leader.name]
        codes = world.leaders.get(name, known[name])
        seen = codes.ideology if leader.capital in ("tokyo", "seoul") else leader.ideology
        return dataclasses.replace(leader, traits=codes.traits, ideology=seen)

    start = None if world.start is None else _with_codes(world.start, known, whose)
    leaders = {name: taking(leader) for name, leader in world.leaders.items()}
    return dataclasses.replace(world, leaders=leaders, start=start)
