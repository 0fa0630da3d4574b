"""Make a world of what its files state: all there, all in place, or one clear line."""

import contextlib
from collections.abc import Mapping

from sim.errors import CalendarFault, UnknownName, WrongKind
from sim.errors.lines import on_key
from sim.scenario.partial import Partial, PartialLeader
from sim.spec.calendar import month_name
from sim.spec.events import EVENT_STREAMS
from sim.spec.instruments import BELIEF_FIELDS
from sim.spec.override import apply, knowing
from sim.spec.own_outcome import check_months
from sim.spec.preferences import CAPITALS, traits_of
from sim.spec.turnover import CAPITAL
from sim.spec.variables import SERIES, STATES
from sim.spec.world import Event, Leader, Span, Term, World

__all__ = ["complete", "leader_of", "window_of"]

_ALLIES = ("tokyo", "seoul")
_NO_IDEOLOGY = Span(0.0, 0.0, source="not read for this capital")


def complete(part: Partial, start: World | None) -> World:
    """Return the world that merged files state.

    Parameters
    ----------
    part : Partial
        What the world's file, its tables and its ancestors state together.
    start : World or None
        The world from whose run it begins, already loaded.

    Raises
    ------
    SimError
        For anything missing, anyone in the wrong office, any event out of its place.
    """
    place = part.place
    for key in ("title", "sources"):
        if not getattr(part, key):
            raise WrongKind("nothing", f"'{key}', here or in a parent", place=place, field=key)
    first, last = window_of(part)
    if start is not None:
        _check_start(start, first, place)
    calendar = {capital: _calendar(capital, part, first) for capital in CAPITALS}
    _require(SERIES, part.series, "series", place)
    _require([stream.name for stream in EVENT_STREAMS], part.streams, "streams", place)
    if start is None:
        _require([state.name for state in STATES], part.start_values, "start_values", place)
        _check_beliefs(part)
    world = World(
        name=part.name,
        title=part.title,
        description=part.description,
        first=first,
        last=last,
        calendar=calendar,
        leaders=_leaders(part, calendar),
        series=dict(part.series),
        streams=dict(part.streams),
        events=_events(part, first, last),
        start=start,
        start_values=dict(part.start_values) if start is None else {},
        switches=dict(part.switches),
        parameters=dict(part.parameters),
        sources=part.sources,
        expects=part.expects,
        outcomes={name: one for name, one in part.outcomes.items() if one is not None},
    )
    check_months(world.outcomes, first, last, place)
    world = knowing(world, _who_may_follow(part))
    drawn = {f"turnover.{c}": number for c, number in part.turnover.items() if number is not None}
    return apply(world, drawn) if drawn else world


def window_of(part: Partial) -> tuple[int, int]:
    """Return the first and the last month, both stated in a world's files."""
    first, last = part.window
    if first is None and last is None:
        wanted = "'window', here or in a parent"
        raise WrongKind("nothing", wanted, place=part.place, field="window")
    for end, month in (("first", first), ("last", last)):
        if month is None:
            wanted = "a month written 'YYYY-MM', here or in a parent"
            raise WrongKind("nothing", wanted, place=part.place, field=f"window.{end}")
    assert first is not None
    assert last is not None
    return first, last


def _require(
    wanted: Mapping[str, object] | list[str], found: Mapping[str, object], section: str, place: str
) -> None:
    """Raise for the first name that a section lacks."""
    for name in wanted:
        if name not in found:
            raise WrongKind("nothing", "an entry", place=place, field=f"{section}.{name}")


def _calendar(capital: str, part: Partial, first: int) -> tuple[Term, ...]:
    """Return a capital's terms: known leaders of that capital, from the first month on."""
    at = f"calendar.{capital}"
    place = part.places.get(at, part.place)
    terms = part.calendar.get(capital, ())
    if not terms:
        raise CalendarFault("nobody holds this capital", place=place, field=at)
    own = [name for name, leader in part.leaders.items() if leader.capital == capital]
    for k, term in enumerate(terms):
        leader = part.leaders.get(term.leader)
        if leader is None:
            raise UnknownName("leader", term.leader, own, place=place, field=f"{at}[{k}].leader")
        if leader.capital != capital:
            raise CalendarFault(
                f"'{term.leader}' is a leader of {leader.capital}, wanted one of {capital}: "
                f"{', '.join(own)}",
                place=place,
                field=f"{at}[{k}].leader",
            )
    if terms[0].first > first:
        raise CalendarFault(
            f"a gap: nobody holds {capital} from {month_name(first)} to "
            f"{month_name(terms[0].first - 1)}",
            place=part.place,
            field=at,
        )
    return terms


def _leaders(part: Partial, calendar: Mapping[str, tuple[Term, ...]]) -> dict[str, Leader]:
    """Return every leader whom the calendar names, with all traits of the capital."""
    leaders = {}
    for terms in calendar.values():
        for name in dict.fromkeys(term.leader for term in terms):
            leaders[name] = leader_of(name, part.leaders[name], part)
    return leaders


def _who_may_follow(part: Partial) -> dict[str, Leader]:
    """Return every leader whom a drawn calendar may bring: all codes there, and no caretaker.

    Nobody is asked to code a leader whom no calendar names, so one with codes missing is left out.
    """
    found = {}
    for name, stated in part.leaders.items():
        if stated.capital == CAPITAL and not stated.caretaker:
            with contextlib.suppress(WrongKind):
                found[name] = leader_of(name, stated, part)
    return found


def leader_of(name: str, stated: PartialLeader, part: Partial) -> Leader:
    """Return a leader; traits left out take the capital's prior for silence in the articles."""
    assert stated.capital is not None
    capital, at = stated.capital, f"leaders.{name}"
    prior = part.silent.get(capital, {})
    traits = {}
    for trait in traits_of(capital):
        span = stated.traits.get(trait, prior.get(trait))
        if span is None:
            wanted = f"a code, or a prior in silent.{capital}"
            raise WrongKind("nothing", wanted, place=stated.place, field=f"{at}.traits.{trait}")
        traits[trait] = span
    if stated.ideology is None and capital in _ALLIES:
        raise WrongKind("nothing", "a code", place=stated.place, field=f"{at}.ideology")
    return Leader(
        name=name,
        capital=capital,
        title=stated.title or name,
        traits=traits,
        ideology=stated.ideology or _NO_IDEOLOGY,
        caretaker=bool(stated.caretaker),
    )


def _events(part: Partial, first: int, last: int) -> dict[str, tuple[Event, ...]]:
    """Return the dated events of given streams within the window.

    What a parent or a table dates outside the window is left out; what the world's own file dates
    there is a fault.
    """
    events = {}
    for stream, source in part.streams.items():
        if source != "given":
            continue
        dated = part.events.get(stream)
        if dated is None:
            place = part.places.get(f"streams.{stream}", part.place)
            raise WrongKind(
                "a given stream without events",
                f"a list 'events.{stream}', [] for none",
                place=place,
                field=f"streams.{stream}",
            )
        at = f"events.{stream}"
        for key, event in part.changes[at].keyed if at in part.changes else ():
            if not first <= event.month <= last:
                side = "before" if event.month < first else "after"
                raise CalendarFault(
                    f"{month_name(event.month)} is {side} the window "
                    f"{month_name(first)}..{month_name(last)}",
                    place=on_key(part.place, at, key),
                    field=at,
                )
        events[stream] = tuple(event for event in dated if first <= event.month <= last)
    return events


def _check_start(start: World, first: int, place: str) -> None:
    """Raise unless the run that a world starts from can hand over in the month before its first."""
    if not start.first < first <= start.last + 1:
        raise CalendarFault(
            f"the window begins in {month_name(first)}, wanted a month from "
            f"{month_name(start.first + 1)} to {month_name(start.last + 1)}, which follow "
            f"'{start.name}'",
            place=place,
            field="start",
        )


def _check_beliefs(part: Partial) -> None:
    """Raise where believed frequencies of one instrument add up to more than 1."""
    totals: dict[str, float] = {}
    for name, instrument, _ in BELIEF_FIELDS:
        if name in part.start_values:
            totals[instrument] = totals.get(instrument, 0.0) + part.start_values[name].low
            if totals[instrument] > 1.0 + 1e-9:
                found = f"beliefs over {instrument} that add up to {totals[instrument]:g}"
                raise WrongKind(found, "at most 1", place=part.place, field=f"start_values.{name}")
