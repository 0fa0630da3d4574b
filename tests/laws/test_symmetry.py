"""Tokyo and Seoul are two names: in the symmetric sub-model, swapping them swaps the results.

The list of what the sub-model sets (`tests.laws.twins`) is the whole list of asymmetries: with it
the law holds over four years of any world, and with any one entry taken off it does not.
"""

import random

import pytest

from sim.mechanisms.arithmetic import normal
from sim.mechanisms.step import advance
from sim.spec.chance import draw_block
from sim.spec.levels import TALKS
from sim.spec.parameters import BOUNDS, PARAMETERS
from sim.spec.records import Draw, Input, Parameter, State, Switch, Trait
from sim.spec.streams import BLOCKS, STREAMS
from sim.spec.switches import SWITCHES
from tests.laws.twins import (
    EQUAL,
    ONE_SIDED,
    ONE_SIDED_INPUTS,
    ONE_SIDED_READINGS,
    mirror,
    mirror_draws,
    symmetric,
)
from tests.mechanisms.random_month import random_case
from tests.naive import month_and_edges

MONTHS = 48
ALL_ON = dict.fromkeys(SWITCHES, True)
KIND = {p.name: p.kind for p in PARAMETERS}


def draws_of(replicate, month):
    """Return one month's draws as the engine makes them from seed 41."""
    words = [u for block in range(BLOCKS) for u in draw_block(41, 0, replicate, month, block)]
    drawn = {s.name: words[4 * s.block + s.word] for s in STREAMS}
    return drawn | {s.name: normal(drawn[s.name]) for s in STREAMS if s.law == "normal"}


def unpressed(on, state, trait, inputs, draws, parameters):
    """Return the chance that Washington stands aside or convenes, by the second program."""
    late = draws | {"choose_usa_brokerage": 1.0 - 1e-15}
    choosing = parameters | {"asynchronous": 0.0, "freeze_usa": 0.0}
    _, _, edges = month_and_edges(on, state, trait, inputs, late, choosing, 1.0)
    return edges["choose_usa_brokerage"][1]


def month(on, state, trait, inputs, draws, parameters, elapsed):
    """Return next month's state and the month's flows as dicts."""
    after, flow = advance(
        Switch(**on),
        State(**state),
        Trait(**trait),
        Input(**inputs),
        Draw(**draws),
        Parameter(**parameters),
        elapsed,
    )
    return after._asdict(), flow._asdict()


def differences(state, flow, other_state, other_flow):
    """Return the fields in which a month is not the other's mirror image."""
    wrong = {}
    for one, other in ((state, other_state), (flow, other_flow)):
        expected = mirror(one)
        assert expected.keys() == other.keys()
        wrong |= {
            name: (expected[name], value)
            for name, value in other.items()
            if name not in ONE_SIDED_READINGS
            and value != pytest.approx(expected[name], rel=1e-9, abs=1e-9)
        }
    return wrong


def inputs_of(rng, drawn):
    """Return a month's inputs: of the random ones, events rarely, and a new leader now and then."""
    inputs = dict(drawn)
    for name in inputs:
        if name.startswith("given_"):
            inputs[name] = -1.0 if name == "given_talks" else 0.0
        if name.startswith("generate_"):
            inputs[name] = 1.0
        if name.startswith("turnover_"):
            inputs[name] = float(rng.random() < 0.05)
    event = rng.choice(("given_court", "given_provocation", "given_test", "given_settlement"))
    if rng.random() < 0.1:
        inputs[event] = rng.random()
    return inputs


@pytest.mark.parametrize("asynchronous", [0.0, 1.0])
@pytest.mark.parametrize("roles_differ", [False, True])
def test_swapping_tokyo_and_seoul__swaps_four_years(roles_differ, asynchronous):
    """Traits, inputs, start and streams of the engine swapped, Washington free to press either.

    Role parameters are equal, or they differ and swap as well.
    """
    roles = [of_seoul for _, of_seoul in EQUAL] if roles_differ else []
    events = set()
    for replicate in range(10):
        rng = random.Random(replicate)
        state, trait, drawn, _, parameters = random_case(rng)
        on = ALL_ON if replicate % 2 else {name: rng.random() < 0.8 for name in SWITCHES}
        parameters["asynchronous"] = asynchronous
        parameters["averaging"] = float(rng.random() < 0.3)
        twin = mirror(state)
        for m in range(1, MONTHS + 1):
            rules, inputs = symmetric(parameters, inputs_of(rng, drawn), roles)
            draws = draws_of(replicate, m)
            turned = mirror_draws(draws, unpressed(on, state, trait, inputs, draws, rules))
            state, flow = month(on, state, trait, inputs, draws, rules, float(m))
            twin, twin_flow = month(
                on, twin, mirror(trait), mirror(inputs), turned, mirror(rules), float(m)
            )
            assert not differences(state, flow, twin, twin_flow), (replicate, m)
            events |= {name for name, value in flow.items() if name.endswith("event") and value}
            events.add(flow["choice_usa_brokerage"])
    assert {"settlement_event", "summit_event", "friction_event"} <= events
    assert {2.0, 3.0} & events, "a press option is taken"


def any_month_differs(keep, months=3000):
    """Return whether one month, `keep` left asymmetric, tells the allies apart."""
    for seed in range(months):
        rng = random.Random(f"{keep} {seed}")
        state, trait, inputs, draws, parameters = random_case(rng)
        for s in STREAMS:  # near 0 a hazard strikes and both allies reconcile
            if s.law == "uniform" and rng.random() < 0.3:
                draws[s.name] *= 0.05
        inputs["given_talks"] = -1.0
        if rng.random() < 0.3:
            state["talks_state"] = TALKS.summit  # the rarest, from which a deal may come
        for name in ("given_settlement", "turnover_jpn", "turnover_kor"):
            inputs[name] = inputs[name] if rng.random() < 0.3 else 0.0
        low, high = BOUNDS[KIND[keep]] if keep in KIND else (0.0, 1.0)
        if KIND.get(keep) == "flag":
            parameters[keep] = float(rng.random() < 0.5)
        elif keep in ONE_SIDED and rng.random() < 0.5:
            parameters[keep] = min(high, max(low, 3.0 * parameters[keep]))
        rules, inputs = symmetric(parameters, inputs, {keep})
        turned = mirror_draws(draws, unpressed(ALL_ON, state, trait, inputs, draws, rules))
        one = month(ALL_ON, state, trait, inputs, draws, rules, 5.0)
        other = month(ALL_ON, mirror(state), mirror(trait), mirror(inputs), turned, rules, 5.0)
        if differences(*one, *other):
            return True
    return False


def test_symmetric_month__tells_no_ally_apart_under_the_same_probe():
    assert not any_month_differs("", months=300)


@pytest.mark.parametrize("name", [*ONE_SIDED, *ONE_SIDED_INPUTS, *(seoul for _, seoul in EQUAL)])
def test_every_asymmetry__is_needed_on_the_list(name):
    """Taken off the list it breaks the law, so the list says what tells the two allies apart."""
    assert any_month_differs(name)


def test_swap__is_its_own_inverse():
    state, trait, inputs, draws, _ = random_case(random.Random(1))
    for values in (state, trait, inputs, draws):
        assert mirror(mirror(values)) == values
        assert mirror(values) != values
    turned = mirror_draws(mirror_draws(draws, 0.2), 0.2)
    assert turned == pytest.approx(draws)
