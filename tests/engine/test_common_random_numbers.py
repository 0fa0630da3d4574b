"""Common random numbers: what an intervention may and may not move."""

import numpy as np
import pytest

from sim.engine.plan import compile_world
from sim.engine.simulate import simulate
from sim.scenario import load
from sim.spec.override import apply
from sim.spec.recorded import column
from sim.spec.switches import SWITCHES
from sim.spec.variables import STATES
from tests.replicate import Replicate

SEED, REPLICATE = 11, 5


@pytest.fixture(scope="module")
def base():
    """The second-Trump-term world and one of its trajectories."""
    world = load("second_trump_term")
    return world, simulate(world, SEED, REPLICATE)


def months_that_differ(a, b):
    """Return the months in which two trajectories differ in any recorded variable."""
    return np.flatnonzero((a != b).any(axis=1))


def test_null_intervention__changes_no_bit(base):
    world, trajectory = base
    same = apply(
        world,
        {"switches.mediation": True, "parameters.balance_pull": 0.03, "months": world.months},
    )
    assert np.array_equal(simulate(same, SEED, REPLICATE), trajectory)


@pytest.mark.parametrize("month", ["2025-01", "2026-07", "2028-12"])
def test_event_in_month_t__changes_nothing_before_t(base, month):
    world, trajectory = base
    start = world.first
    later = world.replace(**{"events.court": [{"month": month, "size": 1.0}]})
    off = world.replace(**{"events.court": "off"})
    changed, without = simulate(later, SEED, REPLICATE), simulate(off, SEED, REPLICATE)
    differs = months_that_differ(changed, without)
    year, number = month.split("-")
    expected = int(year) * 12 + int(number) - 1 - start
    assert differs[0] == expected
    assert len(trajectory) == len(changed)


def test_switch_off_late__leaves_draws_of_other_streams(base):
    """A mechanism off moves no other stream: the same words are drawn, month by month."""
    world, _ = base
    drawn = []
    for changed in (world, *(world.replace(**{f"switches.{name}": False}) for name in SWITCHES)):
        drawn.append(_draws_of(changed))
    for other in drawn[1:]:
        assert np.array_equal(drawn[0], other)


def _draws_of(world):
    """Return every word that a replicate draws, (months, words)."""
    timeline = compile_world(world).timeline
    replicate, rows = Replicate(timeline, SEED, REPLICATE), []
    for m in range(len(timeline.month_number) - 4, len(timeline.month_number)):
        replicate.run(m)
        rows.append(replicate.draws.copy())
    return np.array(rows)


def test_added_event__moves_no_other_generated_event(base):
    """Frictions and remarks hang on their own streams alone, so an added ruling leaves them."""
    world, _ = base
    added = world.replace(**{"events.settlement": "off", "events.court": "off"})
    a, b = simulate(world, SEED, REPLICATE), simulate(added, SEED, REPLICATE)
    for name in ("friction_event", "remark_event"):
        assert np.array_equal(a[:, column(name)], b[:, column(name)])
    assert not np.array_equal(a, b)


def test_worlds_with_other_windows__share_their_draws():
    """A world that opens later meets the same shocks in the same calendar months."""
    long = load("baseline_hindcast")
    short = long.replace(last="2014-12")
    a, b = simulate(long, SEED, REPLICATE), simulate(short, SEED, REPLICATE)
    assert np.array_equal(a[: len(b)], b)


def test_started_world__opens_where_the_hindcast_stands():
    """`start: baseline_hindcast` takes state, beliefs and drawn traits at the month before."""
    hindcast, world = load("baseline_hindcast"), load("second_trump_term")
    before = simulate(hindcast, SEED, REPLICATE)
    plan = compile_world(world)
    first = plan.timeline.first_recorded
    state = Replicate(plan.timeline, SEED, REPLICATE).run(*range(first))
    stocks = [v.name for v in STATES if v.name.startswith("relation_")]
    at_open = state[[column(name) for name in stocks]]
    assert np.array_equal(at_open, before[first - 1, [column(name) for name in stocks]])


def test_seed_and_replicate__both_change_the_trajectory(base):
    world, trajectory = base
    assert not np.array_equal(simulate(world, SEED + 1, REPLICATE), trajectory)
    assert not np.array_equal(simulate(world, SEED, REPLICATE + 1), trajectory)
    assert not np.array_equal(simulate(world, SEED + 2**32, REPLICATE), trajectory)


def test_pairing__saves_variance():
    """Two worlds that share their luck differ with less noise than two that do not."""
    from sim.engine.batch import run_chunk
    from sim.spec.outcomes import OUTCOME_FIELDS

    place = OUTCOME_FIELDS.index("jpn_kor_mean")
    world = load("second_trump_term")
    rival = world.replace(**{"switches.joint_hedging": False})
    a = run_chunk(compile_world(world), 1, 0, 400).outcomes[:, place]
    b = run_chunk(compile_world(rival), 1, 0, 400).outcomes[:, place]
    c = run_chunk(compile_world(rival), 2, 0, 400).outcomes[:, place]
    assert np.var(b - a) < 0.7 * np.var(c - a)
