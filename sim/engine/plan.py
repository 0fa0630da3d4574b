"""From a checked world to numbers: the timeline that the month runs along.

A world that starts from another is one timeline of two segments: the months before its window, run
under the other world's rules, then its own. Only the window is recorded; a world that branches off
within it has two segments there.
"""

import functools
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from sim.spec.events import EVENT_STREAMS
from sim.spec.instruments import BELIEF_FIELDS, INSTRUMENT_BY_NAME, INSTRUMENTS
from sim.spec.parameters import PARAMETER_FIELDS
from sim.spec.preferences import ISO, TRAIT_FIELDS
from sim.spec.records import DEFAULTS
from sim.spec.streams import named_block
from sim.spec.switches import SWITCHES
from sim.spec.variables import INPUTS, STATE_FIELDS
from sim.spec.world import ParameterSet, Series, World

__all__ = ["Plan", "Timeline", "compile_world", "plan_of"]


class Timeline(NamedTuple):
    """A world as arrays over M months, S segments, K leaders' traits, R ranged parameters.

    A set of parameters has D draws of Q.
    """

    month_number: np.ndarray  # (M,) int64
    segment: np.ndarray  # (M,) int64
    elapsed: np.ndarray  # (M,) float64, months since the segment began, from 1
    inputs: np.ndarray  # (M, inputs) float64
    trait_slot: np.ndarray  # (M, traits) int64, place in the trait arrays
    trait_low: np.ndarray  # (K,) float64
    trait_span: np.ndarray  # (K,) float64
    trait_block: np.ndarray  # (K,) int64, block of the draw that holds for a replicate
    parameters: np.ndarray  # (S, parameters) float64
    ranged_segment: np.ndarray  # (R,) int64
    ranged_place: np.ndarray  # (R,) int64
    ranged_span: np.ndarray  # (R,) float64
    ranged_block: np.ndarray  # (R,) int64
    set_rows: np.ndarray  # (D, Q) float64, draws of parameters taken together; D is 0 without a set
    set_takes: np.ndarray  # (S, Q) bool, where a segment takes its parameter from the set
    set_place: np.ndarray  # (Q,) int64
    set_block: int
    switches: np.ndarray  # (S, switches) bool
    start: np.ndarray  # (state,) float64
    first_recorded: int


@dataclass(frozen=True)
class Plan:
    """A compiled world."""

    world: World
    timeline: Timeline

    @property
    def months(self) -> int:
        """Recorded months T."""
        return len(self.timeline.month_number) - self.timeline.first_recorded

    @property
    def first_month(self) -> int:
        """Month number of the first recorded month."""
        return self.world.first

    @property
    def digest(self) -> str:
        """Name of everything in the world that can change a result."""
        return self.world.digest()


def _segments(world: World) -> list[tuple[World, int]]:
    """Return (world, last month) of each segment, earliest first."""
    before = (
        []
        if world.start is None
        else [(w, min(last, world.begins - 1)) for w, last in _segments(world.start)]
    )
    return [*before, (world, world.last)]


def _path(series: Series, first: int, last: int) -> np.ndarray:
    """Return a structural series by month: linear between its points, constant beyond."""
    at, value = zip(*series.points, strict=True)
    return np.interp(np.arange(first, last + 1), at, value)


def _start(world: World) -> np.ndarray:
    """Return the state before the first month: stated stocks, staying options, even beliefs."""
    values = {name: span.low for name, span in world.start_values.items()}
    for instrument in INSTRUMENTS:
        values.setdefault(f"chosen_{instrument.name}", instrument.staying)
    for field, name, _ in BELIEF_FIELDS:
        values.setdefault(field, 1.0 / len(INSTRUMENT_BY_NAME[name].options))
    return np.array([values[name] for name in STATE_FIELDS], dtype=np.float64)


def _holders(world: World, first: int, last: int) -> dict[str, list[str]]:
    """Return who holds each capital in each month from the one before `first` on."""
    return {
        capital: [world.holder(capital, month) for month in range(first - 1, last + 1)]
        for capital in ISO
    }


def _inputs(
    world: World, first: int, last: int, holders: dict[str, list[str]]
) -> dict[str, np.ndarray]:
    """Return every input of a segment by name, month by month."""
    months = last - first + 1
    by_name: dict[str, np.ndarray] = {}
    for stream in EVENT_STREAMS:
        source = world.streams[stream.name]
        given = np.zeros(months)
        dated = world.events.get(stream.name, ()) if source == "given" else ()
        for event in dated:
            if first <= event.month <= last:
                given[event.month - first] = event.size
        if stream.name == "talks":  # 0 is a state to be put in; -1 leaves talks alone
            happens = {event.month - first for event in dated}
            given[[m for m in range(months) if m not in happens]] = -1.0
        by_name[stream.given] = given
        by_name[stream.generate] = np.full(months, float(source == "generated"))
    for capital, iso in ISO.items():
        now, before = (
            holders[capital][1:],
            [name or holders[capital][1] for name in holders[capital][:-1]],
        )
        leaders = [world.leaders[name] for name in now]
        suffix = iso.lower()
        by_name[f"ideology_{suffix}"] = np.array([leader.ideology.low for leader in leaders])
        by_name[f"vacuum_{suffix}"] = np.array([float(leader.caretaker) for leader in leaders])
        by_name[f"turnover_{suffix}"] = np.array(
            [float(a != b) for a, b in zip(now, before, strict=True)]
        )
    for name, series in world.series.items():
        by_name[name] = _path(series, first, last)
    return by_name


class _Segment(NamedTuple):
    """The months that one world rules; places of traits are counted from its own first."""

    month_number: np.ndarray  # (M,)
    inputs: np.ndarray  # (M, inputs)
    trait_slot: np.ndarray  # (M, traits)
    traits: tuple[tuple[float, float, int], ...]  # low, span and block of K leaders' traits
    parameters: list[float]
    ranged: tuple[tuple[int, float, int], ...]  # place, span and block of R parameters
    switches: tuple[bool, ...]


def _segment(world: World, last: int) -> _Segment:
    """Return the months of a world up to `last`, under its own rules."""
    holders = _holders(world, world.begins, last)
    by_name = _inputs(world, world.begins, last, holders)
    place_of: dict[tuple[str, str], int] = {}
    traits: list[tuple[float, float, int]] = []
    slots: list[list[int]] = []
    before: tuple[str, ...] = ()
    for names in zip(*(holders[capital][1:] for capital in ISO), strict=True):
        if names == before:
            slots.append(slots[-1])
            continue
        before, in_office, own = names, dict(zip(ISO, names, strict=True)), []
        for _, capital, trait in TRAIT_FIELDS:
            key = (in_office[capital], trait)
            if key not in place_of:
                coded = world.leaders[key[0]].traits[trait]
                place_of[key] = len(traits)
                block = named_block(f"leader.{key[0]}.{trait}")
                traits.append((coded.low, coded.high - coded.low, block))
            own.append(place_of[key])
        slots.append(own)
    numbers: list[float] = list(DEFAULTS)
    ranged = []
    for name, value in world.parameters.items():
        place = PARAMETER_FIELDS.index(name)
        numbers[place] = value.low
        if value.high > value.low:
            ranged.append((place, value.high - value.low, named_block(f"parameter.{name}")))
    return _Segment(
        month_number=np.arange(world.begins, last + 1, dtype=np.int64),
        inputs=np.column_stack([by_name[variable.name] for variable in INPUTS]).astype(np.float64),
        trait_slot=np.array(slots, dtype=np.int64),
        traits=tuple(traits),
        parameters=numbers,
        ranged=tuple(ranged),
        switches=tuple(bool(world.switches.get(name, True)) for name in SWITCHES),
    )


class _ByDigest:
    """A world as the key of what is remembered: by what can change a result, and not by words."""

    def __init__(self, world: World) -> None:
        self.world, self._digest = world, world.digest()

    def __hash__(self) -> int:
        return hash(self._digest)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _ByDigest) and self._digest == other._digest


@functools.lru_cache(maxsize=32)
def _shared_segment(key: _ByDigest, last: int) -> _Segment:
    """Return months before windows, which the points of a design share."""
    return _segment(key.world, last)


@functools.lru_cache(maxsize=8)
def _compiled(key: _ByDigest) -> Plan:
    return compile_world(key.world)


def plan_of(world: World) -> Plan:
    """Return the plan of a world, compiled now or a moment ago: many chunks may run of it."""
    return _compiled(_ByDigest(world))


def compile_world(world: World) -> Plan:
    """Return the plan of a checked world."""
    *earlier, (_, last) = segments = _segments(world)
    parts = [_shared_segment(_ByDigest(part), end) for part, end in earlier] + [
        _segment(world, last)
    ]
    lengths = [len(part.month_number) for part in parts]
    begins = np.cumsum([0, *(len(part.traits) for part in parts)])
    traits = [trait for part in parts for trait in part.traits]
    ranged = [(number, *one) for number, part in enumerate(parts) for one in part.ranged]
    drawn = world.parameter_set or ParameterSet("", (), ())
    takes = [[name not in part.parameters for name in drawn.names] for part, _ in segments]
    low, span, block = zip(*traits, strict=True)
    own, place, width, draw = zip(*ranged, strict=True) if ranged else ((), (), (), ())
    integers = np.int64
    timeline = Timeline(
        month_number=np.concatenate([part.month_number for part in parts]),
        segment=np.repeat(np.arange(len(parts), dtype=integers), lengths),
        elapsed=_elapsed(segments, lengths),
        inputs=np.concatenate([part.inputs for part in parts]),
        trait_slot=np.concatenate(
            [part.trait_slot + begin for part, begin in zip(parts, begins, strict=False)]
        ),
        trait_low=np.array(low, dtype=np.float64),
        trait_span=np.array(span, dtype=np.float64),
        trait_block=np.array(block, dtype=integers),
        parameters=np.array([part.parameters for part in parts], dtype=np.float64),
        ranged_segment=np.array(own, dtype=integers),
        ranged_place=np.array(place, dtype=integers),
        ranged_span=np.array(width, dtype=np.float64),
        ranged_block=np.array(draw, dtype=integers),
        set_rows=_rows_of(drawn),
        set_takes=np.array(takes, dtype=np.bool_).reshape(len(segments), len(drawn.names)),
        set_place=np.array([PARAMETER_FIELDS.index(name) for name in drawn.names], dtype=integers),
        set_block=named_block("parameter_set"),
        switches=np.array([part.switches for part in parts], dtype=np.bool_),
        start=_start(segments[0][0]),
        first_recorded=world.first - segments[0][0].first,
    )
    return Plan(world, timeline)


def _elapsed(segments: list[tuple[World, int]], lengths: list[int]) -> np.ndarray:
    """Return months since a world began, from 1, by month (M,); a branch goes on counting."""
    counted, before = [], 0
    for (part, _), length in zip(segments, lengths, strict=True):
        before = 0 if part.branch is None else before
        counted.append(np.arange(before + 1.0, before + length + 1.0))
        before += length
    return np.concatenate(counted)


@functools.lru_cache(maxsize=8)
def _rows_of(drawn: ParameterSet) -> np.ndarray:
    """Return the draws of a set (D, Q)."""
    return np.array(drawn.rows, dtype=np.float64).reshape(len(drawn.rows), len(drawn.names))
