"""Everything that a key can change, and how two worlds differ, as tables."""

import dataclasses
import hashlib
from collections.abc import Iterator
from typing import Any, NamedTuple

import pandas as pd

from sim.errors import WrongKind
from sim.scenario.load import leaders, load
from sim.spec.calendar import month_name
from sim.spec.events import EVENT_STREAMS
from sim.spec.parameters import BOUNDS, PARAMETERS
from sim.spec.plain import bare_text_of
from sim.spec.preferences import TRAITS
from sim.spec.switches import SWITCHES
from sim.spec.variables import SERIES
from sim.spec.world import Event, ParameterSet, Series, Span, World

__all__ = ["diff", "keys"]

_NAN = float("nan")

#: A world that knows the shipped leaders, as all shipped worlds do.
_WORLD = "baseline_hindcast"

_COLUMNS = ("key", "kind", "unit", "low", "high", "prior_low", "prior_high", "default", "source")


def keys() -> pd.DataFrame:
    """Return every key of a world that takes a number, with its bounds.

    Returns
    -------
    DataFrame
        A row a key. `key` as the command line and `world.replace` take it; `kind`: 'trait',
        'parameter', 'switch', 'event' or 'series'; `unit`; `low`, `high`: hard bounds; `prior_low`,
        `prior_high`: a parameter's prior, a leader's coded range, else the bounds; `default`: what
        a world has that says nothing else, NaN where each world says it; `source`. An event's
        numbers are those of its size. `start.<key>` takes what `<key>` takes.

    Examples
    --------
    >>> import sim
    >>> found = sim.keys().set_index("key")
    >>> found.loc["parameters.memory_gain", ["low", "high", "default"]].tolist()
    [0.0, 1.0, 0.1]
    """
    return pd.DataFrame([*_traits(), *_parameters(), *_switches(), *_inputs()], columns=_COLUMNS)


def _traits() -> Iterator[tuple[Any, ...]]:
    coded = leaders(_WORLD)
    for trait in TRAITS:
        low, high = float(trait.low), float(trait.high)
        free = ("trait", "1", low, high, low, high, _NAN)
        yield (f"traits.{trait.name}", *free, f"the scale of {trait.name}, MODEL.md")
        for capital in trait.capitals:
            yield (f"leaders.{capital}.{trait.name}", *free, "the code of who holds it")
        for name, leader in coded.items():
            if trait.name in leader.traits:
                code = leader.traits[trait.name]
                default = code.low if code.low == code.high else _NAN
                ends = (low, high, code.low, code.high, default)
                yield (f"leaders.{name}.{trait.name}", "trait", "1", *ends, _origin(code))


def _parameters() -> Iterator[tuple[Any, ...]]:
    for one in PARAMETERS:
        low, high = map(float, BOUNDS[one.kind])
        ends = (low, high, *map(float, one.prior), float(one.default))
        yield (f"parameters.{one.name}", "parameter", one.unit, *ends, one.source)


def _switches() -> Iterator[tuple[Any, ...]]:
    for name in SWITCHES:
        yield (f"switches.{name}", "switch", "1", 0.0, 1.0, 0.0, 1.0, 1.0, "MODEL.md: 1 is on")


def _inputs() -> Iterator[tuple[Any, ...]]:
    for stream in EVENT_STREAMS:
        ends = (float(stream.low), float(stream.high))
        yield (f"events.{stream.name}", "event", "1", *ends, *ends, _NAN, stream.meaning)
    for name, series in SERIES.items():
        ends = (float(series.low), float(series.high))
        yield (f"series.{name}", "series", series.unit, *ends, *ends, _NAN, series.meaning)


def diff(a: World | str, b: World | str) -> pd.DataFrame:
    """Return where two worlds differ.

    Parameters
    ----------
    a, b : World, or the name of one

    Returns
    -------
    DataFrame
        A row a key that differs: `key`; `a` and `b`, what each has, None where it has nothing;
        `source_a` and `source_b`. Parameters and switches that a world does not state stand with
        what they then are. Words, such as titles and reasons, do not count. Keys of the worlds that
        they start from begin with `start.`.

    Examples
    --------
    >>> import sim
    >>> world = sim.load("second_trump_term")
    >>> found = sim.diff(world, world.replace(**{"switches.mediation": False}))
    >>> found[["key", "a", "b"]].to_numpy().tolist()
    [['switches.mediation', True, False]]
    """
    worlds = _world(a, "a"), _world(b, "b")
    one, other = (dict(_told(*pair)) for pair in (worlds, worlds[::-1]))
    rows = []
    for key in dict.fromkeys((*one, *other)):
        left, right = one.get(key, _NOTHING), other.get(key, _NOTHING)
        if left.value != right.value:
            rows.append((key, left.value, right.value, left.source, right.source))
    # Objects from the start: a column of words alone would turn None into NaN.
    table = pd.DataFrame(rows, columns=["key", "a", "b", "source_a", "source_b"], dtype=object)
    return table.astype(dict.fromkeys(("key", "source_a", "source_b"), "str"))


def _told(world: World, beside: World) -> Iterator[tuple[str, "_Said"]]:
    """Yield what a world says; of one that branches off from the other, from then on alone."""
    before = world.start
    if world.branch is None or before is None or before.digest() != beside.digest():
        yield from _said(world)
        return
    events = dict(world.events)
    for name, source in world.streams.items():
        if source == before.streams[name] == "given":
            past = (one for one in before.events.get(name, ()) if one.month < world.branch)
            events[name] = (*past, *events.get(name, ()))
    whole = dataclasses.replace(
        world, start=before.start, start_values=before.start_values, events=events
    )
    yield from _said(whole)


class _Said(NamedTuple):
    value: Any
    source: str = ""


_NOTHING = _Said(None)


def _world(found: World | str, field: str) -> World:
    if isinstance(found, str):
        return load(found)
    if not isinstance(found, World):
        raise WrongKind(found, "a World, or the name of one", field=field, given=True)
    return found


def _said(world: World) -> Iterator[tuple[str, _Said]]:
    """Yield everything of a world that can change a result, under its key."""
    yield "first", _Said(month_name(world.first))
    yield "last", _Said(month_name(world.last))
    yield "branch", _Said(None if world.branch is None else month_name(world.branch))
    for capital, terms in world.calendar.items():
        told = ", ".join(f"{term.leader} from {month_name(term.first)}" for term in terms)
        sources = dict.fromkeys(term.source for term in terms if term.source)
        yield f"calendar.{capital}", _Said(told, "; ".join(sources))
    for name, leader in world.leaders.items():
        for trait, code in leader.traits.items():
            yield f"leaders.{name}.{trait}", _Said(_number(code), _origin(code))
        yield f"leaders.{name}.ideology", _Said(_number(leader.ideology), _origin(leader.ideology))
        yield f"leaders.{name}.caretaker", _Said(leader.caretaker)
    for parameter in PARAMETERS:
        stated = world.parameters.get(parameter.name)
        value = _Said(float(parameter.default), parameter.source)
        yield (
            f"parameters.{parameter.name}",
            value if stated is None else _Said(_number(stated), _origin(stated)),
        )
    drawn = world.parameter_set
    yield "parameter_set", _Said(_draws(drawn) if drawn else None, drawn.source if drawn else "")
    for name in SWITCHES:
        yield f"switches.{name}", _Said(bool(world.switches.get(name, True)))
    for name, source in world.streams.items():
        dated = world.events.get(name, ()) if source == "given" else ()
        yield f"events.{name}", _Said(_events(dated) if dated else source, _sources(dated))
    for name, series in world.series.items():
        yield f"series.{name}", _Said(_points(series), series.source or series.because)
    for name, code in world.start_values.items():
        yield f"start_values.{name}", _Said(_number(code), _origin(code))
    if world.start is not None:
        yield "start", _Said(world.start.name)
        for key, said in _said(world.start):
            yield f"start.{key}", said


def _number(code: Span) -> float | tuple[float, float]:
    return float(code.low) if code.low == code.high else (float(code.low), float(code.high))


def _origin(code: Span) -> str:
    """Return a number's source, with its reason where it is assumed."""
    return f"{code.source}: {code.because}" if code.because else code.source


def _events(dated: tuple[Event, ...]) -> str:
    return ", ".join(f"{month_name(event.month)}:{_whole(event.size)}" for event in dated)


def _sources(dated: tuple[Event, ...]) -> str:
    return "; ".join(dict.fromkeys(event.source for event in dated if event.source))


def _points(series: Series) -> str:
    return ", ".join(f"{month_name(month)}:{_whole(value)}" for month, value in series.points)


def _whole(number: float) -> str:
    """Return a number with all its digits: two that differ are never told alike."""
    return repr(float(number)).removesuffix(".0")


def _draws(drawn: ParameterSet) -> str:
    """Return a set by its name, and by 8 hex digits of its draws: a name may be used again."""
    digits = hashlib.sha256(bare_text_of(drawn).encode()).hexdigest()[:8]
    return f"{drawn.name} ({digits})"
