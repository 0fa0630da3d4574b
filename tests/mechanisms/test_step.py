"""The month as a whole: frozen capitals, schedules, who reads a trait, mirrored views."""

import inspect
from pathlib import Path

import numpy as np
import pytest

import sim.mechanisms
from sim.engine.batch import run_chunk
from sim.engine.plan import compile_world
from sim.engine.simulate import simulate
from sim.mechanisms import ally
from sim.scenario import load
from sim.spec.instruments import INSTRUMENTS
from sim.spec.override import apply
from sim.spec.parameters import BOUNDS, PARAMETERS
from sim.spec.preferences import TRAITS
from sim.spec.recorded import column
from sim.spec.records import State
from tests.replicate import Replicate


def test_frozen_capital__repeats_its_choices():
    world = load("second_trump_term")
    for iso, capital in (("usa", "washington"), ("jpn", "tokyo"), ("kor", "seoul")):
        trajectory = simulate(apply(world, {f"parameters.freeze_{iso}": 1.0}), 1, 3)
        for instrument in INSTRUMENTS:
            chosen = trajectory[:, column(f"choice_{instrument.name}")]
            if instrument.capital == capital:
                assert (chosen == chosen[0]).all(), instrument.name
    trajectory = simulate(world, 1, 3)
    assert len(set(trajectory[:, column("choice_jpn_washington")])) > 1


def test_asynchronous_schedule__lets_one_capital_move_a_month():
    world = apply(load("second_trump_term"), {"parameters.asynchronous": 1.0})
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
    world = apply(
        load("second_trump_term"),
        {f"parameters.rationality_{iso}": 0.0 for iso in ("usa", "jpn", "kor", "chn", "prk")},
    )
    records = run_chunk(compile_world(world), 1, 0, 300, records=True).records[:, 6:]
    for instrument in INSTRUMENTS:
        chosen = records[:, :, column(f"choice_{instrument.name}")]
        for number in range(len(instrument.options)):
            share = (chosen == number).mean()
            assert share == pytest.approx(1 / len(instrument.options), abs=0.02)


def test_averaging_memory__gives_the_mean_of_all_past_choices():
    """Gain 1/t: the belief is the even start and every choice so far, equally weighed."""
    world = apply(load("baseline_hindcast"), {"parameters.averaging": 1.0, "last": "2013-12"})
    plan = compile_world(world)
    replicate = Replicate(plan.timeline)
    place = State._fields.index("belief_usa_loyalty_reward")
    chosen = State._fields.index("chosen_usa_loyalty")
    seen = [replicate.state[place]]
    for m in range(plan.months):
        seen.append(replicate.run(m)[chosen])
        assert replicate.state[place] == pytest.approx(np.mean(seen))


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
    for late in ("evolve.py", "relation.py", "push.py", "tally.py", "carry.py", "happen.py"):
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
    """Return a line of `see_tokyo` as `see_seoul` should have it.

    A settlement's tilt is Tokyo's over Seoul's: against Seoul as it stands, against Tokyo reversed.
    """
    return line.replace("jpn", "kor").replace("tokyo", "seoul").replace("-s.settle", "s.settle")
