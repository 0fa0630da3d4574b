"""The model's month against a second program, written from MODEL.md alone: both say the same.

A choice or an event turns where its draw crosses a chance. In half of the cases every draw lies a
billionth beside the chance that the second program has, so that a month can be the same only if
the model has the same chance. No case lies closer, where rounding would decide.
"""

import functools
import math
import random

import pytest

from sim.engine.plan import compile_world
from sim.mechanisms import step
from sim.scenario import load
from sim.spec.instruments import NEIGHBOUR
from sim.spec.levels import TALKS
from sim.spec.parameters import BOUNDS, PARAMETER_FIELDS, PARAMETERS
from sim.spec.records import Draw, Flow, Input, Parameter, State, Switch, Trait
from sim.spec.streams import STREAMS
from sim.spec.switches import SWITCHES
from sim.spec.variables import FLOWS, INPUTS, STATE_FIELDS, STATES
from tests.mechanisms.random_month import random_case
from tests.naive import month, month_and_edges
from tests.replicate import Replicate

CASES = 600
BESIDE = 1e-9
LEAST_DRAW = 0.5 / 2**32
CASES_OF_A_SWITCH = 16
FIELDS = (*STATE_FIELDS, *(variable.name for variable in FLOWS))
WHOLE = {v.name for v in (*STATES, *FLOWS) if v.kind == "level"} | {
    name for name in STATE_FIELDS if name.startswith("chosen_")
}
ALL_ON = dict.fromkeys(SWITCHES, True)


def wide_case(seed):
    """Return a random month as dicts, in which what is rare in a world is common."""
    values, trait, inputs, draws, parameters = random_case(random.Random(seed))
    rng = random.Random(f"wide {seed}")  # its own, so that a new parameter leaves it alone
    for variable in STATES:
        if rng.random() < 0.1:
            values[variable.name] = float(rng.choice((variable.low, variable.high)))
        if variable.name.startswith("tenure") and rng.random() < 0.6:
            values[variable.name] = float(rng.randrange(0, 8))
    for name in inputs:
        if name.startswith("given_") and rng.random() < 0.7:
            inputs[name] = -1.0 if name == "given_talks" else 0.0
        if name.startswith(("turnover_", "vacuum_")) and rng.random() < 0.5:
            inputs[name] = 0.0
    inputs["given_friction"] = float(round(inputs["given_friction"]))
    for stream in STREAMS:  # near 0 a hazard strikes
        if not stream.name.startswith("choose") and stream.law == "uniform" and rng.random() < 0.5:
            draws[stream.name] *= 0.1
    mood = rng.random()
    for name in ("choose_jpn_neighbour", "choose_kor_neighbour"):
        if mood < 0.4:  # both reconcile: option 0 comes first
            draws[name] *= 0.01
        elif mood > 0.7:  # both contest: option 2 comes last
            draws[name] = 1 - 0.01 * draws[name]
    if mood < 0.3:  # they meet where little is in dispute
        values["dispute"] *= 0.4
        draws["summit"] *= 0.1
    if rng.random() < 0.5:
        draws["reversal"] *= 0.01
        values["settlement_force"] = 1.0
    for name in ("asynchronous", "averaging"):
        parameters[name] = float(rng.random() < 0.2)
    for name in PARAMETER_FIELDS:
        if name.startswith("freeze"):
            parameters[name] = float(rng.random() < 0.05)
    for parameter in PARAMETERS:
        low, high = BOUNDS[parameter.kind]
        if parameter.kind in ("unit", "signed", "divisor") and rng.random() < 0.05:
            parameters[parameter.name] = rng.choice((low, high))
    if rng.random() < 0.3:  # a summit breaks down, and with it Seoul's belief
        values["talks_state"], inputs["given_talks"] = TALKS.summit, TALKS.breakdown
        values["influence_belief"] = rng.uniform(0.3, 0.8)
    if rng.random() < 0.1:  # an acting leader repeats a predecessor's offer
        inputs["vacuum_kor"], inputs["given_settlement"] = 1.0, 0.0
        parameters["freeze_kor"], values["chosen_kor_neighbour"] = 1.0, NEIGHBOUR.reconcile
    return values, trait, inputs, draws, parameters, float(rng.randrange(1, 200))


def draws_at_edges(switches, seed, case):
    """Return a case whose draws lie just under or just above a chance of the twin's month.

    Choices first: which events are possible depends on them.
    """
    rng = random.Random(f"edges {seed}")
    values, trait, inputs, draws, *rest = case
    for turn_events in (False, True):
        _, _, edges = month_and_edges(switches, values, trait, inputs, draws, *rest)
        draws = dict(draws)
        for stream, chances in edges.items():
            beside = rng.choice(chances) * (1 + rng.choice((-BESIDE, BESIDE)))
            turned = stream.startswith("choose") != turn_events
            if turned and LEAST_DRAW < beside < 1 - LEAST_DRAW:
                draws[stream] = beside
    return values, trait, inputs, draws, *rest


def by_model(switches, values, trait, inputs, draws, parameters, elapsed):
    """Run the model's month on dicts; return state and flows as one dict."""
    after, flow = step.advance(
        Switch(**switches),
        State(**values),
        Trait(**trait),
        Input(**inputs),
        Draw(**draws),
        Parameter(**parameters),
        elapsed,
    )
    return after._asdict() | flow._asdict()


def by_twin(switches, *case):
    """Run the plain program's month; return state and flows as one dict."""
    after, flow = month(switches, *case)
    return after | flow


def agree(name, model, twin):
    """Say whether two values of a field are the same, to rounding where it is continuous."""
    if name in WHOLE:
        return model == twin
    return math.isclose(model, twin, rel_tol=1e-9, abs_tol=1e-12)


def differences(model, twin):
    """Return the fields in which two months differ, with both values."""
    assert model.keys() == twin.keys()
    return {
        name: (model[name], twin[name])
        for name in model
        if not agree(name, model[name], twin[name])
    }


@functools.cache
def compared():
    """Return (seed, model, twin) of every case.

    All mechanisms are on in half of them, random ones else; draws lie at edges in half of each.
    """
    months = []
    for seed in range(CASES):
        rng = random.Random(-seed)
        on = dict(ALL_ON)
        if seed % 2:
            on = {name: rng.random() < 0.7 for name in SWITCHES}
        case = wide_case(seed)
        if seed % 4 < 2:
            case = draws_at_edges(on, seed, case)
        months.append((seed, by_model(on, *case), by_twin(on, *case)))
    return months


@pytest.mark.parametrize("field", FIELDS)
def test_month__is_the_twins_month(field):
    wrong = {
        seed: (model[field], twin[field])
        for seed, model, twin in compared()
        if not agree(field, model[field], twin[field])
    }
    assert not wrong


@pytest.mark.parametrize("variable", [v for v in FLOWS if v.kind == "level"], ids=lambda v: v.name)
def test_cases__reach_every_level(variable):
    """A comparison in which an event never happens would say nothing about it."""
    reached = {model[variable.name] for _, model, _ in compared()}
    assert reached == set(range(int(variable.low), int(variable.high) + 1))


@pytest.mark.parametrize("name", SWITCHES)
def test_mechanism__is_its_twin_on_and_off(name):
    """With the others on, and with the others at random."""
    moved = 0
    for seed in range(10_000, 10_000 + CASES_OF_A_SWITCH):
        rng = random.Random(-seed)
        others = dict(ALL_ON)
        if seed % 2:
            others = {switch: rng.random() < 0.7 for switch in SWITCHES}
        case = wide_case(seed)
        after = {}
        for state in (True, False):
            on = others | {name: state}
            after[state] = by_model(on, *case)
            assert not differences(after[state], by_twin(on, *case)), (seed, state)
        moved += bool(differences(after[True], after[False]))
    assert moved > 0, "the cases do not show this mechanism"


@pytest.mark.parametrize("replicate", [0, 1])
@pytest.mark.parametrize("name", ["baseline_hindcast", "second_trump_term"])
def test_window__is_the_twins_window(name, replicate):
    """Sixty recorded months of a world, or all it has, the twin going on from its own months."""
    timeline = compile_world(load(name)).timeline
    run = Replicate(timeline, 7, replicate)
    first = timeline.first_recorded
    state = run.named(State, run.run(*range(first)))
    last = min(first + 60, len(timeline.month_number))
    for m in range(first, last):
        model = run.named(State, run.run(m))
        segment = timeline.segment[m]
        state, happened = month(
            dict(zip(SWITCHES, timeline.switches[segment].tolist(), strict=True)),
            state,
            run.named(Trait, run.traits(m)),
            dict(zip((v.name for v in INPUTS), timeline.inputs[m].tolist(), strict=True)),
            run.named(Draw, run.draws),
            run.named(Parameter, run.parameters[segment]),
            m - first + 1.0,
        )
        flow = run.named(Flow, run.flow)
        assert not differences(model | flow, state | happened), m - first
