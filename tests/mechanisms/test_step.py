"""The month as a whole: symmetry, frozen capitals, schedules, irreversible acts, bounds."""

import inspect
import random
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import sim.mechanisms
from sim.engine.batch import run_chunk
from sim.engine.plan import compile_world
from sim.engine.simulate import simulate
from sim.mechanisms import ally, step
from sim.scenario import load
from sim.spec.instruments import INSTRUMENTS
from sim.spec.parameters import BOUNDS, PARAMETERS, Parameter
from sim.spec.preferences import TRAITS, Trait
from sim.spec.recorded import RECORDED, column
from sim.spec.streams import STREAMS, Draw
from sim.spec.switches import SWITCHES, Switch
from sim.spec.variables import INPUTS, STATES, Input, State

ON = Switch(*(True for _ in SWITCHES))
_BY_NAME = {variable.name: variable for variable in (*STATES, *INPUTS)}


def random_case(rng):
    """Return a random state, traits, inputs, draws and parameters within their bounds."""

    def within(name):
        variable = _BY_NAME.get(name)
        if variable is None:  # beliefs and last choices
            return None
        value = rng.uniform(variable.low, variable.high)
        return float(round(value)) if variable.kind == "level" else value

    values = {name: within(name) for name in State._fields}
    for instrument in INSTRUMENTS:
        weights = [rng.random() for _ in instrument.options]
        for number, option in enumerate(instrument.options):
            if number:
                values[f"belief_{instrument.name}_{option}"] = weights[number] / sum(weights)
        values[f"chosen_{instrument.name}"] = float(rng.randrange(len(instrument.options)))
    trait = {field: rng.random() for field in Trait._fields}
    trait["usa_pressure_tilt"] = rng.uniform(-1, 1)
    inputs = {variable.name: within(variable.name) for variable in INPUTS}
    draws = {s.name: rng.gauss(0, 1) if s.law == "normal" else rng.random() for s in STREAMS}
    parameters = {p.name: rng.uniform(*p.prior) for p in PARAMETERS}
    return values, trait, inputs, draws, parameters


def advance(values, trait, inputs, draws, parameters, on=ON):
    """Run one month on dicts."""
    return step.advance(
        on,
        State(**values),
        Trait(**trait),
        Input(**inputs),
        Draw(**draws),
        Parameter(**parameters),
        5.0,
    )


@settings(max_examples=60)
@given(st.integers(0, 10**6))
def test_month__keeps_every_bound_for_any_inputs(seed):
    rng = random.Random(seed)
    case = random_case(rng)
    on = Switch(*(rng.random() < 0.8 for _ in SWITCHES))
    after, flow = advance(*case, on=on)
    for variable in RECORDED:
        value = getattr(after if variable.name in State._fields else flow, variable.name)
        assert variable.low <= value <= variable.high, variable.name
    for instrument in INSTRUMENTS:
        beliefs = [
            getattr(after, f"belief_{instrument.name}_{option}")
            for option in instrument.options[1:]
        ]
        assert min(beliefs) >= 0.0
        assert sum(beliefs) <= 1.0 + 1e-12


def swapped(name):
    """Return a field's name with Tokyo and Seoul exchanged."""
    for a, b in (("jpn", "kor"), ("tokyo", "seoul")):
        parts = name.split("_")
        parts = [b if part == a else a if part == b else part for part in parts]
        name = "_".join(parts)
    order = {"relation_kor_jpn": "relation_jpn_kor", "noise_kor_jpn": "noise_jpn_kor"}
    return order.get(name, name)


def mirror(values):
    """Exchange Tokyo and Seoul in a dict of fields; press options swap their numbers."""
    out = {
        swapped(name) if swapped(name) in values else name: value for name, value in values.items()
    }
    if "favour_jpn" in values:
        out["favour_jpn"] = -values["favour_jpn"]
        out.pop("favour_kor", None)
    if "chosen_usa_brokerage" in out:
        out["chosen_usa_brokerage"] = {2.0: 3.0, 3.0: 2.0}.get(
            values["chosen_usa_brokerage"], values["chosen_usa_brokerage"]
        )
    if "usa_pressure_tilt" in out:
        out["usa_pressure_tilt"] = -values["usa_pressure_tilt"]
    if "favour_shift" in out:
        out["favour_shift"] = -values["favour_shift"]
    if "settlement_tilt" in out:
        out["settlement_tilt"] = -values["settlement_tilt"]
    return out


#: Off in the symmetric sub-model: what only one ally has (see MODEL.md, role parameters).
ASYMMETRIC = ("influence_learning", "domestic_politics", "settlement", "vacuum", "signalling")
ONE_SIDED = {
    "deadline_pull": 0.0,  # Seoul alone feels the deadline
    "talk_sponsor": 0.0,  # Seoul alone sponsors talks
    "deal_stepwise": 0.0,
    "isolation": 0.0,  # Tokyo alone is isolated
    "global_return": 0.0,  # Seoul alone returns reliability
    "provocation_rate": 0.0,  # Tokyo alone provokes over the past
    "quad_rate": 0.0,
}


#: Recorded of one ally alone: they have no twin to swap with.
ONE_SIDED_READINGS = ("ambiguity_cost", "crisis_support", "quad", "settlement_ideology")


@settings(max_examples=60)
@given(st.integers(0, 10**6))
def test_swapping_tokyo_and_seoul__swaps_the_results(seed):
    """In the symmetric sub-model a month knows no names; brokerage and presses swap with them."""
    rng = random.Random(seed)
    values, trait, inputs, draws, parameters = random_case(rng)
    parameters |= ONE_SIDED
    for name in parameters:
        if name.endswith("_kor") and "chn" not in name:
            twin = f"{name[:-4]}_jpn"
            if twin in parameters:
                parameters[name] = parameters[twin]
    for a, b in (
        ("relation_base_chn_kor", "relation_base_chn_jpn"),
        ("relation_base_kor_prk", "relation_base_jpn_prk"),
        ("rationality_kor", "rationality_jpn"),
        ("china_threat_weight_kor", "china_threat_weight_jpn"),
    ):
        parameters[a] = parameters[b]
    parameters["talks_spillover"] = 0.0  # inter-Korean ties alone have it
    inputs |= {
        "vacuum_kor": 0.0,
        "given_court": 0.0,
        "generate_court": 0.0,
        "given_provocation": 0.0,
    }
    values |= {"litigation": 0.0, "settlement_force": 0.0, "fork": 0.0, "pledge": 0.0}
    # Brokerage picks by cumulated chance, so a mirrored draw would pick the other press option.
    values["chosen_usa_brokerage"] = 0.0
    parameters["freeze_usa"] = 1.0
    on = Switch(*(name not in ASYMMETRIC for name in SWITCHES))
    mirrored_traits, mirrored_inputs = mirror(trait), mirror(inputs)
    after, flow = advance(values, trait, inputs, draws, parameters, on=on)
    twin_after, twin_flow = advance(
        mirror(values), mirrored_traits, mirrored_inputs, mirror(draws), parameters, on=on
    )
    for result, twin in ((after, twin_after), (flow, twin_flow)):
        expected = mirror(result._asdict())
        for name, value in twin._asdict().items():
            if name in expected and name not in ONE_SIDED_READINGS:
                assert value == pytest.approx(expected[name], rel=1e-12, abs=1e-12), name


def test_frozen_capital__repeats_its_choices():
    world = load("second_trump_term")
    for iso, capital in (("usa", "washington"), ("jpn", "tokyo"), ("kor", "seoul")):
        trajectory = simulate(world.replace(**{f"parameters.freeze_{iso}": 1.0}), 1, 3)
        for instrument in INSTRUMENTS:
            chosen = trajectory[:, column(f"choice_{instrument.name}")]
            if instrument.capital == capital:
                assert (chosen == chosen[0]).all(), instrument.name
    trajectory = simulate(world, 1, 3)
    assert len(set(trajectory[:, column("choice_jpn_washington")])) > 1


def test_asynchronous_schedule__lets_one_capital_move_a_month():
    world = load("second_trump_term").replace(**{"parameters.asynchronous": 1.0})
    trajectory = simulate(world, 1, 3)
    columns = {
        capital: [column(f"choice_{x.name}") for x in INSTRUMENTS if x.capital == capital]
        for capital in ("washington", "tokyo", "seoul", "beijing", "pyongyang")
    }
    for t in range(1, len(trajectory)):
        moved = [
            capital
            for capital, places in columns.items()
            if (trajectory[t, places] != trajectory[t - 1, places]).any()
        ]
        assert len(moved) <= 1


def test_no_rationality__every_option_is_taken_equally_often():
    world = load("second_trump_term").replace(
        **{f"parameters.rationality_{iso}": 0.0 for iso in ("usa", "jpn", "kor", "chn", "prk")}
    )
    records = run_chunk(compile_world(world), 1, 0, 300, records=True).records[:, 6:]
    for instrument in INSTRUMENTS:
        chosen = records[:, :, column(f"choice_{instrument.name}")]
        for number in range(len(instrument.options)):
            share = (chosen == number).mean()
            assert share == pytest.approx(1 / len(instrument.options), abs=0.02)


def test_averaging_memory__gives_the_mean_of_all_past_choices():
    """Gain 1/t: the belief is the even start and every choice so far, equally weighed."""
    world = load("baseline_hindcast").replace(**{"parameters.averaging": 1.0, "last": "2013-12"})
    from sim.engine.march import begin, new_scratch, one_month

    plan = compile_world(world)
    scratch = new_scratch(plan.timeline)
    begin(plan.timeline, scratch, 1, 0, 0)
    place = State._fields.index("belief_usa_loyalty_reward")
    chosen = State._fields.index("chosen_usa_loyalty")
    seen = [scratch.state_flat[0, place]]
    for m in range(plan.months):
        one_month(plan.timeline, scratch, 1, 0, 0, m)
        seen.append(scratch.state_flat[0, chosen])
        assert scratch.state_flat[0, place] == pytest.approx(np.mean(seen))


def test_leaders_traits__are_read_by_decisions_alone():
    """A trait acts only through its capital's utilities: outside `decide` no source names one.

    Allied traits travel in `Ally`; there the names may appear only in functions of utilities.
    """
    folder = Path(inspect.getfile(sim.mechanisms)).parent
    for path in folder.glob("*.py"):
        text = path.read_text()
        if path.name not in {
            "ally.py",
            "mediation.py",
            "loyalty_contest.py",
            "dprk_talks.py",
            "decide.py",
        }:
            assert " t.usa_" not in text, path.name
    for late in ("evolve.py", "relation.py", "push.py", "tally.py", "remember.py", "happen.py"):
        text = (folder / late).read_text()
        for trait in TRAITS:
            for view in ("tokyo", "seoul", "own", "other"):
                assert f"{view}.{trait.name}" not in text, (late, trait.name)


def test_parameters__default_within_prior_within_bounds():
    for p in PARAMETERS:
        low, high = BOUNDS[p.kind]
        assert low <= p.prior[0] <= p.default <= p.prior[1] <= high, p.name


def test_ally_views__name_the_same_things_of_either_capital():
    """Field by field, Seoul's view reads the twin of what Tokyo's reads."""
    tokyo, seoul = (
        [
            line.strip().rstrip(",")
            for line in inspect.getsource(view).split("Ally(")[1].splitlines()
        ]
        for view in (ally.see_tokyo, ally.see_seoul)
    )
    for a, b in zip(tokyo, seoul, strict=True):
        assert swapped_source(a) == b


def swapped_source(line):
    """Return a line of `see_tokyo` as `see_seoul` should have it."""
    return line.replace("jpn", "kor").replace("tokyo", "seoul")
