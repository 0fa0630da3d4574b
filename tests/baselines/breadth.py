"""Every world, and changes of every kind: one digest of all their bits.

Six worlds tell by how much a change moves results; breadth tells that a change that should move
none moves none. Only then does the model keep its name (`python -m tests.baselines --same`).
"""

import hashlib
from collections.abc import Iterator
from typing import Any

import numpy as np

import sim
from sim.engine.batch import run_chunk
from sim.engine.plan import compile_world
from sim.scenario import parameter_set
from sim.spec.calendar import month_name
from sim.spec.outcomes import OUTCOME_FIELDS
from sim.spec.override import apply
from sim.spec.recorded import HISTOGRAMMED
from sim.spec.switches import SWITCHES
from sim.spec.world import World

__all__ = ["breadth", "cases"]

#: Replicates of each case: all lanes, and one more.
_REPLICATES, _SEED = 9, 2**33 + 7


def _changes(world: World) -> tuple[dict[str, Any], ...]:
    """Return changes that a world takes one of, beside a mechanism that is off."""
    second = month_name(world.first + 1)
    return (
        {"leaders.seoul.china_alignment": 0.2, "leaders.tokyo.rivalry": [0.1, 0.7]},
        {"traits.history_hard_line": [0.3, 0.6], "traits.mediation": 0.8},
        {"parameters.memory_gain": [0.05, 0.2], "parameters.approval_rest": 0.5},
        {"parameter_set": parameter_set("posterior_2024")},
        {"months": 10, "series.us_china_tension": 0.7},
        {"events.provocation": [{"month": second, "size": 1.0}]},
    )


def _earlier(world: World) -> tuple[dict[str, Any], ...]:
    """Return changes that a world with months before its window takes one of as well."""
    return (
        {"first": month_name(world.first - 1), "months": 10},
        {"start.parameters.memory_gain": [0.05, 0.2]},
        {"start.switches.thaw": False},
        {"start.leaders.moon.rivalry": 0.4},
    )


def cases() -> Iterator[tuple[str, World]]:
    """Yield every world as it is and changed in three ways, each with a name."""
    for number, name in enumerate(sim.scenarios()["name"]):
        world = sim.load(name)
        switch = SWITCHES[number % len(SWITCHES)]
        ways: list[dict[str, Any]] = [{}, {f"switches.{switch}": False}]
        kinds = [_changes(world)] + ([_earlier(world)] if world.start else [])
        ways += [kind[number % len(kind)] for kind in kinds]
        yield from ((f"{name} {sorted(changes)}", apply(world, changes)) for changes in ways)


def breadth() -> str:
    """Return the sha256 of outcomes, histograms and sums of all cases."""
    digest = hashlib.sha256("\n".join((*OUTCOME_FIELDS, *HISTOGRAMMED)).encode())
    for name, world in cases():
        chunk = run_chunk(compile_world(world), _SEED, 5, _REPLICATES)
        digest.update(name.encode())
        for array, kind in ((chunk.outcomes, "<f8"), (chunk.counts, "<u4"), (chunk.sums, "<f8")):
            digest.update(np.ascontiguousarray(array, dtype=kind).tobytes())
    return digest.hexdigest()
