"""Worlds, and the names of all that can be changed in them, as plain data for a page.

What a page needs to run a world and to change it by name: no more than numbers and names. Sources
travel with events alone; what else rests on which source is told where a page tells it.
"""

import zlib
from collections.abc import Iterable, Mapping
from typing import Any

import numpy as np

from sim.browser.program import layout as program_layout
from sim.engine.batch import run_chunk
from sim.engine.plan import compile_world
from sim.errors import WrongKind
from sim.spec.calendar import LAST_KNOWN
from sim.spec.events import EVENT_STREAMS
from sim.spec.instruments import BELIEF_FIELDS, INSTRUMENT_BY_NAME, INSTRUMENTS
from sim.spec.levels import TALKS_STATES
from sim.spec.outcomes import OUTCOMES
from sim.spec.override_key import LONGEST
from sim.spec.parameters import BOUNDS, PARAMETERS
from sim.spec.preferences import ISO, TRAIT_FIELDS, TRAITS
from sim.spec.recorded import RECORDED, RECORDED_FIELDS
from sim.spec.switches import SWITCHES
from sim.spec.variables import INPUTS, SERIES, STATE_FIELDS
from sim.spec.world import ParameterSet, Span, World

__all__ = ["CHECKED", "checksum", "packed", "registry"]

#: Twins of each world that the published checksum is of.
CHECKED = 20
_CHECKED_PATHS = ("relation_jpn_kor", "grievance")


def _range(span: Span) -> list[float]:
    return [span.low, span.high]


def _world(world: World, start: str | None) -> dict[str, Any]:
    """Return one world as plain data, what it starts from by its key."""
    return {
        "name": world.name,
        "title": world.title,
        "description": world.description,
        "first": world.first,
        "last": world.last,
        "start": start,
        "set": world.parameter_set and world.parameter_set.name,
        "start_values": {name: span.low for name, span in world.start_values.items()},
        "calendar": {
            capital: [[term.leader, term.first, term.source] for term in terms]
            for capital, terms in world.calendar.items()
        },
        "leaders": {
            name: {
                "capital": leader.capital,
                "title": leader.title,
                "caretaker": leader.caretaker,
                "ideology": _range(leader.ideology),
                "traits": {trait: _range(span) for trait, span in leader.traits.items()},
            }
            for name, leader in world.leaders.items()
        },
        "series": {name: {"points": list(map(list, s.points))} for name, s in world.series.items()},
        "streams": dict(world.streams),
        "events": {
            stream: [[one.month, one.size, one.source, one.note] for one in dated]
            for stream, dated in world.events.items()
        },
        "switches": dict(world.switches),
        "parameters": {name: _range(span) for name, span in world.parameters.items()},
    }


def _keyed(worlds: Iterable[World]) -> dict[str, World]:
    """Return worlds and all that they start from, by key: a name, or a name with a digest."""
    found: dict[str, World] = {}

    def take(world: World) -> None:
        found.setdefault(_key(world, found), world)
        if world.start is not None:
            take(world.start)

    for world in worlds:
        take(world)
    return found


def _key(world: World, known: Mapping[str, World]) -> str:
    """Return under which key a world stands: another one of its name may stand there already."""
    other = known.get(world.name, world)
    return world.name if other == world else f"{world.name}~{world.digest()}"


def packed(worlds: Iterable[World]) -> dict[str, Any]:
    """Return all that a page runs worlds by: where things lie, names, worlds, published checksums.

    Parameters
    ----------
    worlds : those that a page opens with; what they start from comes along

    Examples
    --------
    >>> from sim.scenario import load
    >>> data = packed([load("second_trump_term")])
    >>> sorted(data["worlds"]), data["worlds"]["second_trump_term"]["start"]
    (['baseline_hindcast', 'second_trump_term'], 'baseline_hindcast')
    """
    opened = list(worlds)
    for world in opened:
        if world.branch is not None:
            wanted = "a world without one: a page runs windows under one set of rules"
            raise WrongKind("a branch", wanted, place=f"world {world.name}", field="branch")
    keyed = _keyed(opened)
    sets = {
        w.parameter_set.name: w.parameter_set for w in keyed.values() if w.parameter_set is not None
    }
    return {
        "layout": program_layout(),
        "registry": registry(sets),
        "worlds": {
            key: _world(world, None if world.start is None else _key(world.start, keyed))
            for key, world in keyed.items()
        },
        "checks": {_key(world, keyed): checksum(world) for world in opened},
    }


def checksum(world: World) -> int:
    """Return the CRC-32 of what the first twins of a world come to, as the page takes it."""
    plan = compile_world(world)
    chunk = run_chunk(plan, seed=1, first=0, count=CHECKED, records=True)
    assert chunk.records is not None
    columns = [RECORDED_FIELDS.index(name) for name in _CHECKED_PATHS]
    parts = [chunk.outcomes.T, *(chunk.records[:, :, k] for k in columns)]
    return zlib.crc32(b"".join(np.ascontiguousarray(part, dtype="<f8").tobytes() for part in parts))


def _opening() -> dict[str, float]:
    """Return the state before a world's first month where the world states nothing."""
    staying = {f"chosen_{one.name}": one.staying for one in INSTRUMENTS}
    beliefs = {
        field: 1.0 / len(INSTRUMENT_BY_NAME[name].options) for field, name, _ in BELIEF_FIELDS
    }
    return staying | beliefs


def registry(sets: Mapping[str, ParameterSet]) -> dict[str, Any]:
    """Return the names, bounds and meanings of all that can be changed, run or read.

    Parameters
    ----------
    sets : of parameters, by name
    """
    return {
        "longest": LONGEST,
        "last_known": LAST_KNOWN,
        "iso": dict(ISO),
        "state": list(STATE_FIELDS),
        "opening": _opening(),
        "inputs": [one.name for one in INPUTS],
        "traitFields": [{"capital": c, "trait": trait} for _, c, trait in TRAIT_FIELDS],
        "traits": [
            {"name": t.name, "low": t.low, "high": t.high, "capitals": list(t.capitals),
             "meaning": t.meaning} for t in TRAITS
        ],
        "switches": list(SWITCHES),
        "parameters": [
            {"name": p.name, "default": p.default, "low": BOUNDS[p.kind][0],
             "high": BOUNDS[p.kind][1], "prior": list(p.prior), "unit": p.unit,
             "meaning": p.meaning} for p in PARAMETERS
        ],
        "series": [
            {"name": s.name, "low": s.low, "high": s.high, "meaning": s.meaning}
            for s in SERIES.values()
        ],
        "streams": [
            {"name": s.name, "given": s.given, "generate": s.generate, "low": s.low,
             "high": s.high, "dyad": s.dyad, "meaning": s.meaning,
             "levels": list(TALKS_STATES) if s.name == "talks" else []} for s in EVENT_STREAMS
        ],
        "instruments": [
            {"name": i.name, "capital": i.capital, "options": list(i.options),
             "meaning": i.meaning} for i in INSTRUMENTS
        ],
        "variables": [
            {"name": v.name, "low": v.low, "high": v.high, "unit": v.unit, "kind": v.kind,
             "meaning": v.meaning, "levels": list(v.levels)} for v in RECORDED
        ],
        "outcomes": [
            {"name": o.name, "low": o.low, "high": o.high, "unit": o.unit, "kind": o.kind,
             "meaning": o.meaning, "levels": list(o.levels)} for o in OUTCOMES
        ],
        "sets": {
            name: {"name": name, "names": list(one.names), "rows": list(map(list, one.rows))}
            for name, one in sets.items()
        },
    }  # fmt: skip
