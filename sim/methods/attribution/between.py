"""What two worlds differ in, change by change, and the world in which only some are made."""

import dataclasses
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from sim.errors import CalendarFault, SimError, WrongKind
from sim.spec.branch import BRANCH
from sim.spec.calendar import month_name
from sim.spec.override import apply, made_of
from sim.spec.override_key import SET, WINDOW, bare
from sim.spec.plain import bare_text_of
from sim.spec.preferences import CAPITALS
from sim.spec.world import Leader, World

__all__ = ["Between", "between"]


@dataclass(frozen=True)
class Between:
    """The changes that lead from one world to another.

    Attributes
    ----------
    names : tuple of str
        What is changed: a key, or a part of a world such as `calendar.washington`.
    with_some : callable
        From the names of some to the world in which these are made.
    """

    names: tuple[str, ...]
    with_some: Callable[[frozenset[str]], World]


def between(base: World, alternative: World) -> Between:
    """Return the changes that lead from one world to another.

    Worlds changed from the same one differ by the keys that were asked; all events of a stream are
    one change. Others differ by their parts: a trait of those who hold a capital, where one holds
    it in each term of the other, and then who they are (`calendar`), whose draws are their own;
    else who holds it, as one change; a parameter, a switch, a stream of events, a series, the
    start.

    Raises
    ------
    SimError
        If windows differ, or nothing does.

    Examples
    --------
    >>> from sim.scenario import load
    >>> world = load("neglect")
    >>> other = apply(world, {"switches.thaw": False, "traits.rivalry": 0.9})
    >>> between(world, other).names
    ('switches.thaw', 'traits.rivalry')
    """
    if alternative.branch is not None and base.branch is None:
        base = apply(base, {BRANCH: month_name(alternative.branch)})
    _check(base, alternative)
    root = made_of(base).base
    if root.digest() == made_of(alternative).base.digest():
        found = _by_key(root, base, alternative)
    else:
        found = _by_part(base, alternative)
    if not found.names:
        same = "differ in nothing that could change a result"
        raise SimError(same, place=_pair(base, alternative))
    return found


def _pair(base: World, alternative: World) -> str:
    return f"{base.name} and {alternative.name}"


def _check(base: World, alternative: World) -> None:
    """Raise unless two worlds have the months of their windows in common."""
    windows = [
        f"{month_name(world.first)} to {month_name(world.last)}" for world in (base, alternative)
    ]
    if windows[0] != windows[1]:
        raise CalendarFault(
            f"found {windows[0]} and {windows[1]}, wanted the same window",
            place=_pair(base, alternative),
        )
    if base.branch != alternative.branch:
        raise WrongKind(
            "branches in different months",
            "the same month, or a branch of the base",
            place=_pair(base, alternative),
            field=BRANCH,
        )


def _by_key(root: World, base: World, alternative: World) -> Between:
    """Return the changes of two worlds that come of one, by what was asked of each."""
    asked = [_asked(world) for world in (base, alternative)]
    every = dict.fromkeys((*asked[0], *asked[1]))
    names = [name for name in every if asked[0].get(name) != asked[1].get(name)]

    def with_some(made: frozenset[str]) -> World:
        request: dict[str, Any] = {}
        for name in every:
            request |= asked[name in made].get(name, {}) if name in names else asked[0][name]
        return apply(root, request)

    return Between(tuple(names), with_some)


def _asked(world: World) -> dict[str, dict[str, Any]]:
    """Return what was asked of a world since its base, what cannot be parted together."""
    told = made_of(world).base.overrides
    found: dict[str, dict[str, Any]] = {}
    for key, value in world.overrides.items():
        if key == BRANCH or (key in told and told[key] == value and key != SET):
            continue
        section, *below = bare(key).split(".")
        name = key
        if key in WINDOW:
            name = "window"
        elif section in ("events", "series"):
            name = f"{key.removesuffix(bare(key))}{section}.{below[0]}"
        found.setdefault(name, {})[key] = world.parameter_set if key == SET else value
    return found


def _by_part(base: World, alternative: World) -> Between:
    """Return the changes of two worlds of different origin, by their parts."""
    parts = dict(_parts(base, alternative))

    def with_some(made: frozenset[str]) -> World:
        world = base
        for name, change in parts.items():
            if name in made:
                world = change(world)
        return dataclasses.replace(world, overrides={})

    return Between(tuple(parts), with_some)


_Change = Callable[[World], World]

_BEGINNING = ("start", "start_values")


def _parts(base: World, alternative: World) -> Iterator[tuple[str, _Change]]:
    """Yield each part in which two worlds differ, with what makes it the alternative's."""
    for capital in CAPITALS:
        yield from _office(capital, base, alternative)
    for section in ("parameters", "switches", "series"):
        yield from _entries(section, getattr(base, section), getattr(alternative, section))
    for stream in alternative.streams:
        one, other = (
            (world.streams[stream], world.events.get(stream, ())) for world in (base, alternative)
        )
        if _differ(one, other):
            yield f"events.{stream}", _with_stream(stream, *other)
    if _differ(base.parameter_set, alternative.parameter_set):
        yield SET, lambda world: dataclasses.replace(world, parameter_set=alternative.parameter_set)
    starts = [
        (world.start and world.start.digest(), world.start_values) for world in (base, alternative)
    ]
    if _differ(*starts):
        begun: dict[str, Any] = {
            "start": alternative.start,
            "start_values": alternative.start_values,
        }
        yield "start", lambda world: dataclasses.replace(world, **begun)


def _differ(one: Any, other: Any) -> bool:
    """Return whether two parts differ in what could change a result."""
    return bare_text_of(one) != bare_text_of(other)


def _of(world: World, capital: str) -> dict[str, Leader]:
    return {name: one for name, one in world.leaders.items() if one.capital == capital}


def _office(capital: str, base: World, alternative: World) -> Iterator[tuple[str, _Change]]:
    """Yield the changes of one capital: who holds it, or traits of those who do."""
    ours, theirs = _of(base, capital), _of(alternative, capital)
    follows = _followers(base, alternative, capital)
    if follows is None:
        yield f"calendar.{capital}", _with_office(capital, theirs, alternative)
        return
    as_theirs = {name: theirs[other] for name, other in follows.items()}
    traits = dict.fromkeys(trait for one in as_theirs.values() for trait in one.traits)
    for trait in traits:
        spans = {name: one.traits[trait] for name, one in as_theirs.items()}
        if _differ({name: ours[name].traits.get(trait) for name in spans}, spans):
            yield f"leaders.{capital}.{trait}", _with_trait(spans, trait)
    marks = [
        {name: (of[name].ideology, of[name].caretaker) for name in follows}
        for of in (ours, as_theirs)
    ]
    if _differ(*marks):
        yield f"leaders.{capital}.ideology", _with_marks(as_theirs)
    who = _differ(base.calendar[capital], alternative.calendar[capital])
    if who or ours.keys() != theirs.keys():
        yield f"calendar.{capital}", _renamed(capital, follows, theirs, alternative)


def _followers(base: World, alternative: World, capital: str) -> dict[str, str] | None:
    """Return who stands in the other world where one stands here, by name.

    None unless each has one counterpart in all months of the window, and so has each trait.
    """
    follows: dict[str, str] = {}
    for month in range(base.begins, base.last + 1):
        other = alternative.holder(capital, month)
        if follows.setdefault(base.holder(capital, month), other) != other:
            return None
    if len(set(follows.values())) < len(follows):
        return None
    alike = all(
        base.leaders[one].traits.keys() == alternative.leaders[other].traits.keys()
        for one, other in follows.items()
    )
    return follows if alike else None


def _renamed(
    capital: str, follows: Mapping[str, str], theirs: Mapping[str, Leader], alternative: World
) -> _Change:
    """Return what gives the other world's leaders office, with the traits that are held by now."""

    def change(world: World) -> World:
        leaders = {name: one for name, one in world.leaders.items() if one.capital != capital}
        leaders |= theirs
        for name, other in follows.items():
            held = world.leaders[name]
            kept = {name: getattr(held, name) for name in ("traits", "ideology", "caretaker")}
            leaders[other] = dataclasses.replace(theirs[other], **kept)
        calendar = {**world.calendar, capital: alternative.calendar[capital]}
        return dataclasses.replace(world, leaders=leaders, calendar=calendar)

    return change


def _with_office(capital: str, theirs: Mapping[str, Leader], alternative: World) -> _Change:
    def change(world: World) -> World:
        others = {name: one for name, one in world.leaders.items() if one.capital != capital}
        calendar = {**world.calendar, capital: alternative.calendar[capital]}
        return dataclasses.replace(world, leaders=others | dict(theirs), calendar=calendar)

    return change


def _with_trait(spans: Mapping[str, Any], trait: str) -> _Change:
    def change(world: World) -> World:
        leaders = dict(world.leaders)
        for name, span in spans.items():
            traits = {**leaders[name].traits, trait: span}
            leaders[name] = dataclasses.replace(leaders[name], traits=traits)
        return dataclasses.replace(world, leaders=leaders)

    return change


def _with_marks(theirs: Mapping[str, Leader]) -> _Change:
    def change(world: World) -> World:
        leaders = dict(world.leaders)
        for name, one in theirs.items():
            marks: dict[str, Any] = {"ideology": one.ideology, "caretaker": one.caretaker}
            leaders[name] = dataclasses.replace(leaders[name], **marks)
        return dataclasses.replace(world, leaders=leaders)

    return change


def _entries(
    section: str, ours: Mapping[str, Any], theirs: Mapping[str, Any]
) -> Iterator[tuple[str, _Change]]:
    """Yield the entries of a mapping in which two worlds differ."""

    def with_entry(name: str) -> _Change:
        def change(world: World) -> World:
            entries = dict(getattr(world, section))
            entries.pop(name, None)
            if name in theirs:
                entries[name] = theirs[name]
            made: dict[str, Any] = {section: entries}
            return dataclasses.replace(world, **made)

        return change

    for name in dict.fromkeys((*ours, *theirs)):
        if _differ(ours.get(name), theirs.get(name)):
            yield f"{section}.{name}", with_entry(name)


def _with_stream(stream: str, source: str, dated: tuple[Any, ...]) -> _Change:
    def change(world: World) -> World:
        events = {name: own for name, own in world.events.items() if name != stream}
        if dated:
            events[stream] = dated
        return dataclasses.replace(world, streams={**world.streams, stream: source}, events=events)

    return change
