"""Change a world by name: the words of the command line and of `World.replace`.

Names are `leaders.<leader or capital>.<trait>`, `traits.<trait>`, `switches.<mechanism>`,
`parameters.<parameter>`, `parameter_set`, `series.<series>`, `events.<stream>`, `turnover.tokyo`,
`outcomes.<name>`, `months`, `first`, `last`, `branch`. They act in the window, or from the month of
`branch` on; `start.<name>` acts in the world that it starts from as well.
Whatever the order given, a leader's own key wins over the capital's, the capital's over `traits.*`,
and a parameter's own over a set. A world keeps the one that it was changed from, and what was asked
since is asked anew of that one with every later change: so a window that grows takes its new
leaders in, and `World.overrides`, asked of the first world, give the last.
"""

import dataclasses
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from sim.errors import CalendarFault, OutOfBounds, WrongKind
from sim.spec.branch import BRANCH, branched
from sim.spec.calendar import LAST_YEAR, month_name, month_number
from sim.spec.event_change import EventChange
from sim.spec.override_act import acted
from sim.spec.override_key import (
    LONGEST,
    SET,
    START,
    WINDOW,
    apart,
    event_keys,
    event_parts,
    joined,
    spelt,
)
from sim.spec.override_part import AskedPart, asked_parts, change
from sim.spec.own_outcome import check_months
from sim.spec.turnover import KEY, with_turnover
from sim.spec.world import Event, Leader, ParameterSet, World

__all__ = ["LONGEST", "Made", "apply", "knowing", "made_of"]


class Made(NamedTuple):
    """How a world came about: of which world, and what was asked of that one since.

    `absent` are the months, by key of a stream, from which the last request took events that were
    not there. `leaders` are those who may follow in Tokyo, by name; None where nobody knows.
    """

    base: World
    asked: Mapping[str, Any]
    changes: Mapping[str, EventChange]
    absent: Mapping[str, tuple[int, ...]]
    leaders: Mapping[str, Leader] | None = None


def made_of(world: World) -> Made:
    """Return how a world came about; one that was read or put together is its own base."""
    made: Made | None = vars(world).get("_made")
    if made is None:
        return Made(world, {}, {}, {})
    return made if made.base is not None else made._replace(base=world)


def knowing(world: World, leaders: Mapping[str, Leader]) -> World:
    """Return a world with those in mind who may follow in Tokyo; it is equal, and its own base."""
    known = dataclasses.replace(world)
    # Nobody in place of itself: a world that held itself would be copied for ever.
    vars(known)["_made"] = Made(None, {}, {}, {}, leaders)  # type: ignore[arg-type]
    return known


def apply(world: World, overrides: Mapping[str, Any]) -> World:
    """Return `world` with some things changed by name, without a word on what changes nothing.

    Parameters
    ----------
    world : World
        A checked world; it stays as it is.
    overrides : mapping
        Name to value, as Python, numpy or pandas have it. A trait or a parameter is a number, or a
        pair [low, high] over which each replicate draws its own. A switch is true or false.
        `series.<series>` is one level for the whole window, or points {'YYYY-MM': number} that
        change or join; `.without` takes the points of months away, `.add` adds some in others.
        `switches.without` and `parameters.without` name what is to be as it is by default.
        `months` is the length of the window, `first` and `last` are months: 'YYYY-MM', or a date.
        `parameter_set` is a ParameterSet, which holds in the world that this one starts from as
        well, or None.
        `events.<stream>` is 'given', 'generated' or 'off'; or a list of events {month: 'YYYY-MM',
        size: number}, which takes the place of all dated events, [] for none; or one such mapping,
        or one of months to sizes {'YYYY-MM': number}, which changes or adds its months.
        `events.<stream>.without` takes the events of a month, or of a list of them, away;
        `events.<stream>.add` adds events in months that have none. They apply in this order, and
        the stream becomes given; 'given' takes up a world's own dated events again.
        `turnover.tokyo` is the number of a calendar of Tokyo, 1 or more, which `sim.spec.turnover`
        draws; what is asked of leaders acts on those whom it brings as well.
        `branch` is a month of the window, 'YYYY-MM': all else that is asked with it, or of the
        world that comes of it, acts from that month on, and the months before are as they were.
        `outcomes.<name>` declares an outcome of one's own, or 'off' takes it away; see
        `sim.spec.own_outcome`.
        `start.<key>` is any of these but a window, an outcome, a set or a calendar;
        `sim.spec.override_part` tells in which parts of a run it acts.

    Returns
    -------
    World
        A new world; its `overrides` add what was asked to what had been asked before, as plain
        data.

    Raises
    ------
    UnknownName, OutOfBounds, WrongKind, CalendarFault, NoStart
        One line: the name asked, what was found, what was wanted, the nearest name.

    Examples
    --------
    >>> from sim.scenario import load
    >>> world = apply(load("second_trump_term"), {"months": 24, "traits.rivalry": [0.1, 0.3]})
    >>> world.months, world.leaders["ishiba"].traits["rivalry"].high
    (24, 0.3)
    """
    place = f"world {world.name}"
    asked_now = spelt(overrides, place)
    if BRANCH in asked_now:
        branch = branched(world, month_number(asked_now.pop(BRANCH)), place)
        vars(branch)["_made"] = Made(None, {}, {}, {}, made_of(world).leaders)  # type: ignore[arg-type]
        return apply(branch, asked_now)
    base, before, changes, _, leaders = made_of(world)
    now, streams = event_parts(asked_now)
    told: dict[str, Any] = {}
    earlier, held = event_parts(base.overrides)
    earlier.pop(SET, None)  # a name; the set itself is in the world
    if base.branch is not None:
        # What was asked before a branch is in the world that it left, and is told alone.
        told, earlier, held = dict(base.overrides), {}, {}
    since = joined(before, now)
    asked = joined(earlier, since)
    changed = _calendar(_window(base, asked, place), base, asked, leaders, place)
    parts = asked_parts(changed, asked, _streams_under_start(base, since, place), place)
    start, gone = _started(changed, parts[1:], place)
    changed = acted(dataclasses.replace(changed, start=start), parts[0].asked, place)
    if SET in since:
        changed = _parameter_set(changed, since[SET], place)
    wanted = {name: change(name, forms, place) for name, forms in streams.items()}
    # In the window a stream's own key comes on top; 'given' takes up what was there before both.
    given = {name for of in (changes, wanted) for name, one in of.items() if one.source == "given"}
    below = {name: one for name, one in parts[0].changes.items() if name not in given}
    changed, _, shared = _events(changed, {}, below, place, START)
    changed, changes, absent = _events(changed, changes, wanted, place)
    check_months(changed.outcomes, changed.first, changed.last, place)
    record = {**told, **asked}
    # The world holds the set itself; what was asked keeps its name.
    if SET in since or SET in base.overrides:
        found = changed.parameter_set
        record[SET] = None if found is None else found.name
    for name in {**held, **changes}:
        forms = held.get(name, {})
        if name in changes:
            # What was asked of a base before it was one is in its events.
            whole = EventChange.of(changed.streams[name], changed.events.get(name, ()))
            forms = (whole if name in held else changes[name]).written()
        record |= event_keys(name, forms)
    # Whoever ran the world before, another one is nobody's yet.
    changed = dataclasses.replace(changed, overrides=record, model="")
    absent |= _together(gone, shared)
    vars(changed)["_made"] = Made(base, since, changes, absent, leaders)
    return changed


def _window(world: World, asked: Mapping[str, Any], place: str) -> World:
    """Return the world with its window moved; dated events outside the new one are left out."""
    if not any(key in asked for key in WINDOW):
        return world
    if "months" in asked and "last" in asked:
        raise WrongKind("both 'months' and 'last'", "one of the two", place=place, field="months")
    first = month_number(asked["first"]) if "first" in asked else world.first
    last, field = world.last, "first"
    if "last" in asked:
        last, field = month_number(asked["last"]), "last"
    elif "months" in asked:
        last, field = first + asked["months"] - 1, "months"
    window = f"{month_name(first)}..{month_name(last)}"
    if world.branch is not None and (first != world.first or last < world.branch):
        raise CalendarFault(
            f"found {window}, wanted a window from {month_name(world.first)} to "
            f"{month_name(world.branch)} or later: the world branches off in it",
            place=place,
            field=field,
        )
    if last < first:
        raise CalendarFault(f"the window {window} ends before it begins", place=place, field=field)
    if last - first + 1 > LONGEST or last // 12 > LAST_YEAR:
        raise OutOfBounds(last - first + 1, 1, LONGEST, unit="month", place=place, field=field)
    start = world.start if world.branch is None else None
    if start is not None and not start.first < first <= start.last + 1:
        raise CalendarFault(
            f"found {month_name(first)}, wanted a month from {month_name(start.first + 1)} "
            f"to {month_name(start.last + 1)}, where the run of '{start.name}' that "
            "this world starts from can hand over",
            place=place,
            field="first",
        )
    for capital, terms in world.calendar.items():
        if terms[0].first > first:
            raise CalendarFault(
                f"nobody holds {capital} from {month_name(first)} to "
                f"{month_name(terms[0].first - 1)}",
                place=place,
                field="first",
            )
    events = {
        stream: tuple(event for event in dated if first <= event.month <= last)
        for stream, dated in world.events.items()
    }
    return dataclasses.replace(world, first=first, last=last, events=events)


def _calendar(
    world: World,
    base: World,
    asked: Mapping[str, Any],
    leaders: Mapping[str, Leader] | None,
    place: str,
) -> World:
    """Return the world with Tokyo's calendar drawn, if that is asked."""
    if KEY not in asked:
        return world
    if leaders is not None:
        return with_turnover(world, asked[KEY], leaders, place)
    # One that was read back, or put together, knows of nobody; what it holds is drawn already.
    is_there = base.overrides.get(KEY) == asked[KEY]
    if is_there and base.first <= world.first <= world.last <= base.last:
        return world
    wanted = "one loaded by its name, which knows who may follow in Tokyo"
    raise WrongKind("a world read back or put together", wanted, place=place, field=KEY)


def _streams_under_start(
    base: World, since: Mapping[str, Any], place: str
) -> dict[str, dict[str, Any]]:
    """Return what has been asked under `start.` of each stream since the base."""
    _, streams = event_parts(apart(since)[1])
    _, held = event_parts(apart(base.overrides)[1])
    for name in streams.keys() & held.keys():
        if not change(name, streams[name], place, START).whole:
            field = f"{START}events.{name}"
            found = "a world read back with such events in it"
            wanted = "all events, or the world of which they were asked"
            raise WrongKind(found, wanted, place=place, field=field)
    return streams


def _started(
    world: World, parts: Sequence[AskedPart], place: str
) -> tuple[World | None, dict[str, tuple[int, ...]]]:
    """Return what a world starts from, all that it starts from changed, and absent months."""
    if not parts or world.start is None:
        return world.start, {}
    part, *earlier = parts
    start, gone = _started(world.start, earlier, place)
    changed = acted(part.world, part.asked, place)
    changed, _, absent = _events(changed, {}, part.changes, place, START)
    # It is nobody's request: what was asked is told by the world that starts from it.
    changed = dataclasses.replace(changed, start=start, last=world.start.last, overrides={})
    return changed, _together(gone, absent)


def _together(
    one: Mapping[str, tuple[int, ...]], other: Mapping[str, tuple[int, ...]]
) -> dict[str, tuple[int, ...]]:
    """Return the months of both, by key."""
    return {key: (*one.get(key, ()), *other.get(key, ())) for key in {**one, **other}}


def _parameter_set(world: World, value: Any, place: str) -> World:
    """Return the world, and all that it starts from, with a set of draws for some parameters."""
    if value is not None and not isinstance(value, ParameterSet):
        wanted = "a ParameterSet, as sim.parameter_set returns"
        raise WrongKind(value, wanted, place=place, field=SET, given=True)
    start = None if world.start is None else _parameter_set(world.start, value, place)
    return dataclasses.replace(world, parameter_set=value, start=start)


def _events(
    world: World,
    before: Mapping[str, EventChange],
    now: Mapping[str, EventChange],
    place: str,
    prefix: str = "",
) -> tuple[World, dict[str, EventChange], dict[str, tuple[int, ...]]]:
    """Return the world with its streams changed, all changes since its base, and absent months."""
    streams, events = dict(world.streams), dict(world.events)
    changes, absent = {}, {}
    for name in {**before, **now}:
        field = f"{prefix}events.{name}"
        earlier, later = before.get(name, EventChange()), now.get(name, EventChange())
        if later.whole:
            earlier = EventChange()
        _within((*earlier.dated, *later.dated), world, place, field)
        own = world.streams[name], world.events.get(name, ())
        state = earlier.made(*own, place, field)
        if later.source == "given" and state[0] != "given":
            earlier, state = EventChange(), own
        absent[field] = later.absent(*state)
        state = later.made(*state, place, field)
        changes[name] = earlier.followed(later, own[0], state)
        events.pop(name, None)
        streams[name] = state[0]
        if state[0] == "given":
            events[name] = state[1]
    return dataclasses.replace(world, streams=streams, events=events), changes, absent


def _within(events: tuple[Event, ...], world: World, place: str, field: str) -> None:
    """Raise for an event outside the window."""
    for event in events:
        if not world.begins <= event.month <= world.last:
            window = f"{month_name(world.begins)}..{month_name(world.last)}"
            message = f"{month_name(event.month)} lies outside the window {window}"
            raise CalendarFault(message, place=place, field=field)
