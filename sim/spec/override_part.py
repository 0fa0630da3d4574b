"""What is asked of each part of a run: the window, the world that it starts from, and so on.

A key under `start.` acts in every part that it can hold in: a leader's where that leader is in
office, an event in the part whose months hold its month, every other key in all. In the window the
plain key wins over it.
"""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from sim.errors import CalendarFault, NoStart, SimError, UnknownName
from sim.spec.calendar import month_name
from sim.spec.event_asked import change_of
from sim.spec.event_change import EventChange
from sim.spec.events import STREAM_BY_NAME
from sim.spec.override_key import START, apart, event_parts
from sim.spec.parts import parts
from sim.spec.preferences import CAPITALS, LEADERS
from sim.spec.world import World

__all__ = ["AskedPart", "asked_parts", "change", "out_of_office"]


class AskedPart(NamedTuple):
    """A part of a run, cut to the months that are run of it, and what is asked of it.

    `asked` has full keys; `changes` are those of streams that are asked under `start.`.
    """

    world: World
    asked: Mapping[str, Any]
    changes: Mapping[str, EventChange]


def asked_parts(
    world: World, asked: Mapping[str, Any], streams: Mapping[str, Mapping[str, Any]], place: str
) -> list[AskedPart]:
    """Return what is asked of each part of a world's run, its window first.

    Parameters
    ----------
    world : World
        Its window is where it is asked to be.
    asked : mapping
        Full key to value, as plain data; keys of events are passed over.
    streams : mapping
        What is asked under `start.` of each stream, by form.

    Raises
    ------
    SimError
        For a key under `start.` that can hold in no part.

    Examples
    --------
    >>> from sim.scenario import load
    >>> asked = {"start.leaders.moon.rivalry": 0.9, "start.traits.mediation": 0.5}
    >>> [list(part.asked) for part in asked_parts(load("neglect"), asked, {}, "")]
    [['start.traits.mediation'], ['start.leaders.moon.rivalry', 'start.traits.mediation']]
    """
    plain, under = apart(asked)
    if not under:
        return [AskedPart(world, plain, {})]
    if world.start is None:
        key = next(iter(under))
        raise NoStart(
            f"found a world that states its own start, wanted {key}, which acts in all its months",
            place=place,
            field=f"{START}{key}",
        )
    shared, _ = event_parts(under)
    changes = {name: change(name, forms, place, START) for name, forms in streams.items()}
    run = parts(world)
    _check_months(run, changes, place)
    office = [{name for capital in CAPITALS for name in part.holders(capital)} for part in run]
    for key in shared:
        if not any(_can_hold(key, within) for within in office):
            raise out_of_office(run, key.split(".")[1], f"{START}{key}", place)
    found = []
    for part, within in zip(run, office, strict=True):
        own = plain if part is world else {}
        here = {
            f"{START}{key}": value
            for key, value in shared.items()
            if key not in own and _can_hold(key, within)
        }
        # What lies outside the whole run changes nothing, which is said of the window.
        since = part.begins if part.start is not None else float("-inf")
        until = part.last if part is not world else float("inf")
        held = {name: one.within(since, until) for name, one in changes.items()}
        held = {name: one for name, one in held.items() if one != EventChange()}
        found.append(AskedPart(part, here | own, held))
    return found


def change(stream: str, forms: Mapping[str, Any], place: str, prefix: str = "") -> EventChange:
    """Return what is asked of one stream, under a key that may begin with `start.`."""
    field = f"{prefix}events.{stream}"
    if stream not in STREAM_BY_NAME:
        raise UnknownName("event stream", stream, STREAM_BY_NAME, place=place, field=field)
    return change_of(STREAM_BY_NAME[stream], forms, place, field)


def out_of_office(run: Sequence[World], name: str, key: str, place: str) -> SimError:
    """Return the error for a leader who holds no capital in a run, or in a part of it."""
    holders = {
        capital: dict.fromkeys(one for part in reversed(run) for one in part.holders(capital))
        for capital in LEADERS
    }
    office = [one for names in holders.values() for one in names]
    known = {one for names in LEADERS.values() for one in names}
    if name not in known.union(*(part.leaders for part in run)):
        kind = "leader or capital"
        return UnknownName(kind, name, {*CAPITALS, *office}, place=place, field=key)
    return CalendarFault(
        f"'{name}' holds no capital in {_months(run)}; in office then: {', '.join(office)}",
        place=place,
        field=key,
    )


def _can_hold(key: str, in_office: set[str]) -> bool:
    """Return whether a key names no leader, or one of those in office."""
    section, who, *_ = key.split(".")
    return section != "leaders" or who in CAPITALS or who in in_office


def _months(run: Sequence[World]) -> str:
    """Return the months of a run, or of a part of it."""
    return f"{month_name(run[-1].first)}..{month_name(run[0].last)}"


def _check_months(run: Sequence[World], changes: Mapping[str, EventChange], place: str) -> None:
    """Raise for an event that lies in no part."""
    for name, asked in changes.items():
        for event in asked.dated:
            if not run[-1].first <= event.month <= run[0].last:
                raise CalendarFault(
                    f"{month_name(event.month)} lies outside the run {_months(run)}",
                    place=place,
                    field=f"{START}events.{name}",
                )
