"""One request put to many worlds: each key where it can hold, and what it then changes.

A leader is in office and an event falls in some worlds and not in others, and some worlds start
from no other. So a key of a leader, of events or under `start.` is left out of a world that it
cannot hold in; every other key holds in all or is refused.
"""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sim.errors import CalendarFault, NoStart
from sim.scenario import expand_overrides, load
from sim.spec.notice import alike, beyond_prior, in_window_alone
from sim.spec.override import apply
from sim.spec.override_key import START
from sim.spec.world import World

__all__ = ["Changed", "Read", "changed_in", "changed_world", "holding"]

_SOMEWHERE = ("leaders.", "events.", START)


#: From a world's name, and a folder of one's own worlds, to the world.
Read = Callable[[str, Path | None], World]


def changed_world(
    name: str, overrides: Mapping[str, Any], worlds: Path | None = None, read: Read = load
) -> World:
    """Return a world by name with what can hold in it changed.

    Parameters
    ----------
    overrides : as the command line has them, with names of leaders and of sets of parameters
    worlds : path, optional
        A folder of one's own worlds.
    read : gives the world of a name before it is changed

    Raises
    ------
    SimError
        For an unknown name, a value out of bounds, a window that cannot be.

    Examples
    --------
    >>> asked = {"leaders.moon.rivalry": 0.9, "traits.mediation": 0.5}
    >>> list(changed_world("neglect", asked).overrides)
    ['traits.mediation']
    """
    world = read(name, worlds)
    return apply(world, expand_overrides(name, holding(world, overrides, worlds), worlds))


def holding(
    world: World, overrides: Mapping[str, Any], worlds: Path | None = None
) -> Mapping[str, Any]:
    """Return what of a request can hold in a world."""

    def holds(asked: Mapping[str, Any]) -> bool:
        try:
            apply(world, expand_overrides(world.name, asked, worlds))
        except (CalendarFault, NoStart):
            return False
        return True

    if holds(overrides):
        return overrides
    return {
        key: value
        for key, value in overrides.items()
        if not key.startswith(_SOMEWHERE) or holds({key: value})
    }


@dataclass(frozen=True)
class Changed:
    """In how many of an answer's worlds each key of a request changes something.

    Attributes
    ----------
    asked : the request
    acts : key to number of worlds
    among : number of worlds
    noun : what they are called, in the singular
    alone : words on what some of them draw for their window alone
    """

    asked: Mapping[str, Any]
    acts: Mapping[str, int]
    among: int
    noun: str
    alone: tuple[str, ...] = ()

    def __str__(self) -> str:
        """Return it as part of a sentence; empty if nothing was asked.

        Examples
        --------
        >>> str(Changed({"months": 24, "switches.thaw": True}, {"months": 5}, 5, "arm"))
        'months=24 in every arm; switches.thaw=true in none'
        """
        return "; ".join(f"{self._word(key)} in {self._where(key)}" for key in self.asked)

    def _word(self, key: str) -> str:
        """Return a key with its value, as a command takes it."""
        value = self.asked[key]
        return f"{key}={value if isinstance(value, str) else json.dumps(value, default=str)}"

    def _where(self, key: str) -> str:
        found = self.acts.get(key, 0)
        if found in (0, self.among):
            return f"every {self.noun}" if found else "none"
        return f"{found} of {self.among} {self.noun}s"

    def notes(self) -> list[str]:
        """Return a line for each key that may not do what was meant."""
        told = []
        for key, value in self.asked.items():
            found = self.acts.get(key, 0)
            if not found:
                none = f"in none of {self.among} {self.noun}s"
                told.append(f"changes nothing: {self._word(key)}, {none}")
            elif found < self.among:
                told.append(f"{self._word(key)} changes {self._where(key)}")
            told += beyond_prior(key, value)
        return [*told, *self.alone]


def changed_in(
    asked: Mapping[str, Any],
    makes: Sequence[Callable[[Mapping[str, Any]], World]],
    noun: str,
    worlds: Path | None = None,
) -> Changed:
    """Return in how many worlds each key of a request changes something.

    Parameters
    ----------
    makes : each returns one of the worlds, changed by a request
    noun : what they are called, in the singular
    worlds : path, optional
        A folder of one's own worlds.

    Raises
    ------
    SimError
        For a key that can hold in none of them, or a request that one of them refuses.

    Examples
    --------
    >>> from functools import partial
    >>> neglect = partial(changed_world, "neglect")
    >>> found = changed_in({"leaders.moon.rivalry": 0.9}, [neglect], "world")
    Traceback (most recent call last):
    sim.errors.CalendarFault: world neglect: leaders.moon.rivalry: 'moon' holds no capital in \
2025-01..2028-12; in office then: trump_2, ishiba, next_tokyo, acting, next_seoul, xi, kim
    """
    whole = [make(asked) for make in makes] if asked else []
    acts = {}
    for key in asked:
        rest = {other: value for other, value in asked.items() if other != key}
        acts[key] = sum(
            not alike(make(rest), world) for make, world in zip(makes, whole, strict=True)
        )
        if not acts[key] and key.startswith(_SOMEWHERE):
            _refuse_if_nowhere({key: asked[key]}, [make({}) for make in makes], worlds)
    alone = [
        word for key in asked for world in whole for word in in_window_alone(key, asked[key], world)
    ]
    return Changed(dict(asked), acts, len(makes), noun, tuple(dict.fromkeys(alone)))


def _refuse_if_nowhere(
    asked: Mapping[str, Any], among: Sequence[World], worlds: Path | None
) -> None:
    """Raise the first world's fault if a request can hold in none."""
    faults = []
    for world in among:
        try:
            apply(world, expand_overrides(world.name, asked, worlds))
        except (CalendarFault, NoStart) as fault:
            faults.append(fault)
    if len(faults) == len(among):
        raise faults[0]
