"""What a replicate draws once, told from its world: equal to what the engine draws, to the bit."""

import numpy as np
import pytest

from sim.engine.plan import compile_world
from sim.scenario import load, parameter_set
from sim.spec.drawn import drawn, ranged, set_rows
from sim.spec.override import apply
from sim.spec.parameters import PARAMETER_FIELDS
from sim.spec.preferences import TRAIT_FIELDS
from tests.replicate import Replicate

SEED = 2**40 + 3
WORLDS = {
    "started": load("second_trump_term"),
    "history": load("baseline_hindcast"),
    "changed": apply(
        load("neglect"),
        {"parameters.memory_gain": [0.05, 0.2], "leaders.seoul.rivalry": [0.2, 0.7], "months": 9},
    ),
    "fitted": load("neglect").replace(parameter_set=parameter_set("posterior_2024")),
    "plain": load("neglect").replace(**{"leaders.trump_2.mediation": 0.4}),
}


def begun(world, replicate):
    """What the engine has drawn before a replicate's first month."""
    timeline = compile_world(world).timeline
    return timeline, Replicate(timeline, SEED, replicate)


@pytest.mark.parametrize("name", WORLDS)
@pytest.mark.parametrize("replicate", [0, 7])
def test_drawn__is_what_the_engine_draws(name, replicate):
    world = WORLDS[name]
    timeline, begins = begun(world, replicate)
    told = {one.key: drawn(one.span, one.stream, SEED, 8)[replicate] for one in ranged(world)}
    seen = set()
    segments = [world.start, world] if world.start else [world]
    for m, month in enumerate(timeline.month_number):
        part = segments[timeline.segment[m]]
        prefix = "" if part is world else "start."
        for place, (_, capital, trait) in enumerate(TRAIT_FIELDS):
            leader = part.holder(capital, int(month))
            value = begins.traits(m)[place]
            span = part.leaders[leader].traits[trait]
            key = f"{prefix}leaders.{leader}.{trait}"
            assert value == told.get(key, span.low)
            if key in told:
                seen.add(key)
    for number, part in enumerate(segments):
        for parameter, span in part.parameters.items():
            key = f"{'' if part is world else 'start.'}parameters.{parameter}"
            place = PARAMETER_FIELDS.index(parameter)
            assert begins.parameters[number, place] == told.get(key, span.low)
            if key in told:
                seen.add(key)
    assert seen == set(told)


def test_set_row__is_the_one_that_the_engine_takes():
    world = WORLDS["fitted"]
    rows = set_rows(world, SEED, 8)
    assert rows is not None
    assert len(set(rows.tolist())) > 4
    for replicate in range(8):
        timeline, begins = begun(world, replicate)
        taken = begins.parameters[-1, timeline.set_place]
        assert taken.tolist() == list(world.parameter_set.rows[rows[replicate]])
    assert set_rows(WORLDS["plain"], SEED, 8) is None


def test_drawn__is_the_same_in_worlds_that_share_a_range_and_differs_by_name():
    one, other = (
        {r.key: drawn(r.span, r.stream, SEED, 50) for r in ranged(WORLDS[name])}
        for name in ("started", "plain")
    )
    shared = set(one) & set(other)
    assert shared
    assert all(np.array_equal(one[key], other[key]) for key in shared)
    assert "leaders.trump_2.mediation" in one
    assert "leaders.trump_2.mediation" not in other
    values = [one[key] for key in sorted(shared)]
    assert not np.array_equal(values[0], values[1])
