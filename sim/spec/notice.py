"""Words on a request that is no fault but may not be meant.

It changes nothing in the world, takes a stream or a change of leader out of the world's hands, goes
beyond a prior, or draws a parameter for the window alone.
"""

import warnings
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from sim.errors import SimError, SimWarning
from sim.spec.calendar import month_name
from sim.spec.kind_of_many import WITHOUT
from sim.spec.override import apply, made_of
from sim.spec.override_key import LEAVING_OUT, SET, START, apart, bare, event_parts, is_swap, spelt
from sim.spec.parameters import PARAMETER_BY_NAME
from sim.spec.parts import parts
from sim.spec.turnover import KEY, begins, yielding
from sim.spec.world import Leader, ParameterSet, Span, World

__all__ = ["MOST", "alike", "beyond_prior", "in_window_alone", "notices", "replaced", "summary"]

#: Most lines of words on one request; more are counted.
MOST = 5


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


def notices(
    before: World,
    after: World,
    overrides: Mapping[str, Any],
    made: Callable[[Mapping[str, Any]], World] | None = None,
) -> Iterator[str]:
    """Yield what is to be said of a request that led from one world to the next.

    A key changes nothing if the request without it leads to the same world.

    Parameters
    ----------
    after : World
        As `made(overrides)` returns it.
    overrides : mapping
        What was asked, with names of leaders and of sets of parameters or with what they stand for.
    made : callable, optional
        Returns the world that a request leads to; without names, `apply` to the first.

    Examples
    --------
    >>> from sim.scenario import load
    >>> world = load("neglect")
    >>> asked = {"switches.thaw": True, "months": 24}
    >>> list(notices(world, apply(world, asked), asked))
    ['changes nothing: switches.thaw is true already']
    """

    def without(*keys: str) -> World | None:
        """Return what the others lead to; None if they cannot stand alone."""
        rest = {key: value for key, value in overrides.items() if key not in keys}
        try:
            return apply(before, rest) if made is None else made(rest)
        except SimError:
            return None

    swaps = sorted(key for key, value in overrides.items() if is_swap(key, value))
    named = {key: value for key, value in overrides.items() if key not in swaps}
    for prefix, words in zip(("", START), apart(spelt(named, "")), strict=True):
        asked, streams = event_parts(words)
        own = {key: overrides[key] for key in swaps if key.startswith(START) == bool(prefix)}
        for key, value in (own | {f"{prefix}{key}": asked[key] for key in asked}).items():
            if alike(without(key), after):
                yield f"changes nothing: {_already(before, after, key, value)}"
            elif key == KEY:
                yield from _given_way(without(key))
            yield from beyond_prior(key, value)
            yield from in_window_alone(key, value, after)
        for stream, forms in streams.items():
            field = f"{prefix}events.{stream}"
            keys = [key for key in named if key == field or key.startswith(f"{field}.")]
            yield from _events(without(*keys), after, field, forms)


def alike(one: World | None, other: World | None) -> bool:
    """Return whether two worlds, changed from the same one, hold the same in every slot.

    Their digests may differ all the same: a switch that is on by default, and one put on, are two
    ways to say one thing.

    Examples
    --------
    >>> from sim.scenario import load
    >>> world = load("neglect")
    >>> alike(world, apply(world, {"switches.thaw": True})), alike(world, None)
    (True, False)
    """
    if one is None or other is None or one is other:
        return one is other
    return (
        alike(one.start, other.start)
        and one.start_values == other.start_values
        and (one.first, one.branch, one.last) == (other.first, other.branch, other.last)
        and one.parameter_set == other.parameter_set
        and one.outcomes == other.outcomes
        and all(
            one.switches.get(name, True) == other.switches.get(name, True)
            for name in {**one.switches, **other.switches}
        )
        and all(
            _parameter(one, name) == _parameter(other, name)
            for name in {**one.parameters, **other.parameters}
        )
        and all(_same_series(one, other, name) for name in other.series)
        and _same_holders(one, other)
        and all(
            _same_codes(one.leaders.get(name), leader) for name, leader in other.leaders.items()
        )
        and one.streams == other.streams
        and all(_dated(one, stream) == _dated(other, stream) for stream in other.streams)
    )


def _reached(world: World, key: str) -> tuple[World, ...]:
    """Return the parts of a world's run that a key reaches."""
    return (world,) if bare(key) == key else parts(world)


def _sets(world: World | None) -> list[ParameterSet | None]:
    """Return the sets of parameters of a world and of all that it starts from."""
    return [] if world is None else [world.parameter_set, *_sets(world.start)]


def _parameter(world: World, name: str) -> tuple[float, float] | None:
    """Return what a parameter is in a world; None where each replicate takes it from a set."""
    if name in world.parameters:
        return world.parameters[name].low, world.parameters[name].high
    if world.parameter_set is not None and name in world.parameter_set.names:
        return None
    return PARAMETER_BY_NAME[name].default, PARAMETER_BY_NAME[name].default


def _same_holders(one: World, other: World) -> bool:
    """Return whether the same leaders hold each capital in each month of the same window."""
    if one.calendar is other.calendar or one.calendar == other.calendar:
        return True
    months = range(one.first, one.last + 1)
    return all(one.holder(c, m) == other.holder(c, m) for c in one.calendar for m in months)


def _same_codes(one: Leader | None, other: Leader) -> bool:
    """Return whether a leader is coded alike; one whom only one world has is out of office."""
    return one is None or one is other or _codes(one) == _codes(other)


def _same_series(one: World, other: World, name: str) -> bool:
    """Return whether a series is the same in the window of two worlds."""
    ours, theirs = one.series[name].points, other.series[name].points
    if ours == theirs:
        return True
    level = _level(ours, one.first, one.last)
    return level is not None and level == _level(theirs, one.first, one.last)


def _level(points: Sequence[tuple[int, float]], first: int, last: int) -> float | None:
    """Return the level that a series keeps from one month to another; None if it moves."""
    since = max((month for month, _ in points if month <= first), default=points[0][0])
    until = min((month for month, _ in points if month >= last), default=points[-1][0])
    levels = {level for month, level in points if since <= month <= until}
    return levels.pop() if len(levels) == 1 else None


def _meant(world: World, who: str) -> list[str]:
    """Return the leaders that a capital or a name stands for; empty: all."""
    return [name for name, one in world.leaders.items() if who in ("", name, one.capital)]


def _codes(leader: Leader, trait: str = "") -> list[tuple[float, float]]:
    """Return the ends of a leader's trait, if there is one; empty: of all, and of the ideology."""
    spans: dict[str, Span] = {**leader.traits, "ideology": leader.ideology}
    return [(span.low, span.high) for name, span in spans.items() if trait in ("", name)]


def _already(before: World, after: World, key: str, value: Any) -> str:
    """Return in words what a key that changes nothing holds, or why it does not hold it."""
    text = f"{value}".lower() if isinstance(value, bool) else f"{value}"
    held = f"{key} is {text} already"
    section, *below = bare(key).split(".")
    if bare(key).endswith(f".{WITHOUT}"):
        return f"{key}: {', '.join(value)} is not there"
    if key == SET:
        chosen = after.parameter_set
        held = f"{key} is {'none' if chosen is None else chosen.name} already"
        is_held = _sets(before) == _sets(after)
    elif section in ("leaders", "traits"):
        who, trait = [*below, ""][:2] if section == "leaders" else ("", *below)
        meant = [
            (was.leaders[name], now.leaders[name])
            for was, now in zip(_reached(before, key), _reached(after, key), strict=True)
            for name in _meant(now, who)
        ]
        if trait:
            ends = tuple(value) if isinstance(value, list) else (value, value)
            is_held = any(ends in _codes(leader, trait) for _, leader in meant)
        else:
            held = f"{key} has the traits of {value} already"
            is_held = all(_codes(was) == _codes(now) for was, now in meant)
    elif key == KEY:
        first, last = begins(after), after.last
        if before.overrides.get(KEY) == value:
            return held
        if first > last:
            return f"{key} draws from {month_name(first)} on, and the window ends before"
        span = f"{month_name(first)}..{month_name(last)}"
        return f"calendar {value} of {key} has no turnover in {span}"
    else:
        return held
    return held if is_held else f"closer keys win over {key}"


def _given_way(without: World | None) -> Iterator[str]:
    """Yield a word if a world's own change in Tokyo, which is assumed, gives way to what is drawn.

    Parameters
    ----------
    without : the world where no calendar was asked for
    """
    gone = () if without is None else yielding(without)
    if gone:
        who = ", ".join(f"'{term.leader}' from {month_name(term.first)}" for term in gone)
        yield f"{KEY} takes the place of what the world assumes: {who}"


def beyond_prior(key: str, value: Any) -> list[str]:
    """Return a word if a key is that of a parameter and its value goes beyond the prior.

    Examples
    --------
    >>> beyond_prior("parameters.inertia", [0.1, 0.6])
    ['parameters.inertia goes beyond its prior [0, 0.4]']
    """
    if not bare(key).startswith("parameters.") or bare(key) in LEAVING_OUT:
        return []
    low, high = PARAMETER_BY_NAME[bare(key).split(".")[1]].prior
    ends = value if isinstance(value, list | tuple) else [value]
    beyond = min(ends) < low or max(ends) > high
    return [f"{key} goes beyond its prior [{low:g}, {high:g}]"] if beyond else []


def in_window_alone(key: str, value: Any, after: World) -> list[str]:
    """Return a word if each replicate draws a parameter for the window alone.

    A plain number there may be meant so; a range is most often that of a prior.

    Parameters
    ----------
    after : World
        What the request led to.

    Examples
    --------
    >>> from sim.scenario import load
    >>> key, value = "parameters.inertia", [0.1, 0.3]
    >>> in_window_alone(key, value, apply(load("neglect"), {key: value}))
    ['parameters.inertia is drawn for the window alone; start.parameters.inertia=[low,high] draws \
it for the world that it starts from as well']
    >>> in_window_alone(key, value, apply(load("neglect"), {f"start.{key}": value}))
    []
    """
    section, *name = key.split(".")
    if section != "parameters" or key in LEAVING_OUT or not isinstance(value, list | tuple):
        return []
    if value[0] == value[-1] or after.branch is not None:
        return []
    alone = any(_parameter(one, *name) != _parameter(after, *name) for one in parts(after))
    if not alone or f"{START}{key}" in after.overrides:
        return []
    return [
        f"{key} is drawn for the window alone; {START}{key}=[low,high] draws it for the world that "
        "it starts from as well"
    ]


def _events(
    without: World | None, after: World, key: str, forms: Mapping[str, Any]
) -> Iterator[str]:
    """Yield words on what was asked of a stream; `without` is the world where it was not."""
    absent = made_of(after).absent.get(key, ())
    for month in absent:
        yield f"changes nothing: {key}.without: {month_name(month)} has no event"
    if without is None:
        return
    stream = bare(key).split(".")[1]
    was, now = (
        [(one.streams[stream], _dated(one, stream)) for one in _reached(world, key)]
        for world in (without, after)
    )
    base = forms.get("")
    if was == now and not absent:
        held = f"is '{base}' already" if isinstance(base, str) else "keeps its events"
        yield f"changes nothing: {key} {held}"
    if isinstance(base, list) or base == "given":
        return
    for (source, _), (made, _) in zip(was, now, strict=True):
        if source != "given" and made == "given":
            yield f"{key} was '{source}': it is given, with these events alone"


def _dated(world: World, stream: str) -> list[tuple[int, float]]:
    return [(event.month, event.size) for event in world.events.get(stream, ())]
