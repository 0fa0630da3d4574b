"""Words on a request that is no fault but may not be meant.

It changes nothing in the world, takes a stream out of the model's hands, or goes beyond a prior.
"""

import warnings
from collections.abc import Iterator, Mapping
from typing import Any

from sim.errors import SimWarning
from sim.spec.calendar import month_name
from sim.spec.override import apply, made_of
from sim.spec.override_key import SET, WINDOW, event_parts, is_swap, spelt
from sim.spec.parameters import PARAMETERS
from sim.spec.world import Leader, ParameterSet, Span, World

__all__ = ["MOST", "notices", "replaced", "summary"]

#: Most lines of words on one request; more are counted.
MOST = 5

_PARAMETERS = {parameter.name: parameter for parameter in PARAMETERS}


def replaced(world: World, overrides: Mapping[str, Any]) -> World:
    """Return `world` changed by name, and warn of what may not have been meant.

    The work of `World.replace`, whose caller the warnings point at.
    """
    changed = apply(world, overrides)
    for line in summary(dict.fromkeys(notices(world, changed, overrides), 1), 1):
        warnings.warn(line, SimWarning, stacklevel=3)
    return changed


def summary(counted: Mapping[str, int], points: int) -> list[str]:
    """Return words over several points as lines, those on most points first.

    Parameters
    ----------
    counted : word to how many points it is said of
    points : how many there are

    Examples
    --------
    >>> summary({"changes nothing: months is 48 already": 2}, 6)
    ['changes nothing: months is 48 already (in 2 of 6 points)']
    """
    words = sorted(counted, key=lambda word: -counted[word])
    lines = [
        word if points == 1 else f"{word} (in {counted[word]:,} of {points:,} points)"
        for word in words[:MOST]
    ]
    if len(words) > MOST:
        lines.append(f"and {len(words) - MOST:,} more")
    return lines


def notices(before: World, after: World, overrides: Mapping[str, Any]) -> Iterator[str]:
    """Yield what is to be said of a request that led from one world to the next.

    Parameters
    ----------
    after : World
        As `apply(before, overrides)` returns it.
    overrides : mapping
        What was asked, with names of leaders and of sets of parameters or with what they stand for.

    Examples
    --------
    >>> from sim.scenario import load
    >>> world = load("neglect")
    >>> asked = {"switches.thaw": True, "months": 24}
    >>> list(notices(world, apply(world, asked), asked))
    ['changes nothing: switches.thaw is true already']
    """
    swaps = {key for key, value in overrides.items() if is_swap(key, value)}
    for key in sorted(swaps):
        if _same_leaders(before, after, key.split(".")[1], ""):
            yield f"changes nothing: {key} has the traits of {overrides[key]} already"
    asked, streams = event_parts(
        spelt({key: value for key, value in overrides.items() if key not in swaps}, "")
    )
    for key, value in asked.items():
        if _same(before, after, key):
            yield f"changes nothing: {_already(after, key, value)}"
        if key.startswith("parameters."):
            yield from _beyond(after, key)
    for stream, forms in streams.items():
        yield from _events(before, after, stream, forms)


def _same(before: World, after: World, key: str) -> bool:
    """Return whether the slot that a key names holds the same in both worlds."""
    if key in WINDOW:
        return bool(getattr(before, key) == getattr(after, key))
    if key == SET:
        return _sets(before) == _sets(after)
    section, name, *trait = key.split(".")
    if section == "switches":
        return before.switches.get(name, True) == after.switches[name]
    if section == "parameters":
        span = after.parameters[name]
        return _parameter(before, name) == (span.low, span.high)
    if section == "series":
        return _level(before, name, after.first, after.last) == after.series[name].points[0][1]
    if section == "traits":
        return _same_leaders(before, after, "", name)
    return _same_leaders(before, after, name, trait[0])


def _sets(world: World | None) -> list[ParameterSet | None]:
    """Return the sets of parameters of a world and of all that it starts from."""
    return [] if world is None else [world.parameter_set, *_sets(world.start)]


def _parameter(world: World, name: str) -> tuple[float, float] | None:
    """Return what a parameter is in a world; None where each replicate takes it from a set."""
    if name in world.parameters:
        return world.parameters[name].low, world.parameters[name].high
    if world.parameter_set is not None and name in world.parameter_set.names:
        return None
    return _PARAMETERS[name].default, _PARAMETERS[name].default


def _level(world: World, name: str, first: int, last: int) -> float | None:
    """Return the level that a series keeps from one month to another; None if it moves."""
    points = world.series[name].points
    since = max((month for month, _ in points if month <= first), default=points[0][0])
    until = min((month for month, _ in points if month >= last), default=points[-1][0])
    levels = {level for month, level in points if since <= month <= until}
    return levels.pop() if len(levels) == 1 else None


def _same_leaders(before: World, after: World, who: str, trait: str) -> bool:
    """Return whether those who are meant have the same trait, or all traits, in both worlds."""
    return all(
        before.leaders[name] is after.leaders[name]
        or _codes(before.leaders[name], trait) == _codes(after.leaders[name], trait)
        for name in _meant(after, who)
    )


def _meant(world: World, who: str) -> list[str]:
    """Return the leaders that a capital or a name stands for; empty: all."""
    return [name for name, one in world.leaders.items() if who in ("", name, one.capital)]


def _codes(leader: Leader, trait: str) -> list[tuple[float, float]]:
    """Return the ends of a leader's trait, if there is one; empty: of all, and of the ideology."""
    spans: dict[str, Span] = {**leader.traits, "ideology": leader.ideology}
    return [(span.low, span.high) for name, span in spans.items() if trait in ("", name)]


def _already(world: World, key: str, value: Any) -> str:
    """Return in words what a key holds, or why it does not hold what was asked."""
    if key == SET:
        found = world.parameter_set
        return f"{key} is {'none' if found is None else found.name} already"
    if key.startswith(("leaders.", "traits.")):
        ends = tuple(value) if isinstance(value, list) else (value, value)
        *who, trait = key.split(".")[1:]
        meant = _meant(world, "".join(who))
        if not any(ends in _codes(world.leaders[one], trait) for one in meant):
            return f"closer keys win over {key}"
    text = f"{value}".lower() if isinstance(value, bool) else f"{value}"
    return f"{key} is {text} already"


def _beyond(world: World, key: str) -> Iterator[str]:
    """Yield a word on a parameter beyond its prior."""
    name = key.split(".")[1]
    low, high = _PARAMETERS[name].prior
    span = world.parameters[name]
    if span.low < low or span.high > high:
        yield f"{key} goes beyond its prior [{low:g}, {high:g}]"


def _events(before: World, after: World, stream: str, forms: Mapping[str, Any]) -> Iterator[str]:
    """Yield words on what was asked of a stream."""
    key, made = f"events.{stream}", made_of(after)
    absent = made.absent.get(stream, ())
    for month in absent:
        yield f"changes nothing: {key}.without: {month_name(month)} has no event"
    was, now = ((world.streams[stream], _dated(world, stream)) for world in (before, after))
    if was == now and not absent:
        base = forms.get("")
        held = f"is '{base}' already" if isinstance(base, str) else "keeps its events"
        yield f"changes nothing: {key} {held}"
    alone = was[0] != "given" and now[0] == "given" and not isinstance(forms.get(""), list)
    if alone and forms.get("") != "given":
        yield f"{key} was '{was[0]}': it is given, with these events alone"


def _dated(world: World, stream: str) -> list[tuple[int, float]]:
    return [(event.month, event.size) for event in world.events.get(stream, ())]
