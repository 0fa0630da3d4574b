"""Each mechanism off is its exact neutral limit, whatever its parameters and the traits are."""

import random

import numpy as np
import pytest

from sim.engine.simulate import simulate
from sim.mechanisms.step import advance
from sim.scenario import load
from sim.spec.parameters import PARAMETERS
from sim.spec.preferences import TRAITS
from sim.spec.recorded import column
from sim.spec.records import Draw, Input, Parameter, State, Switch, Trait
from sim.spec.switches import SWITCHES
from tests.mechanisms.random_month import random_case

SEED, REPLICATE = 4, 2


@pytest.fixture(scope="module")
def world():
    return load("second_trump_term")


def run(world, **overrides):
    return simulate(world.replace(**overrides), SEED, REPLICATE)


@pytest.mark.parametrize("mechanism", SWITCHES)
def test_switch_off__no_parameter_of_the_mechanism_moves_a_bit(world, mechanism):
    """Off, the parameters that the mechanism alone reads may take any value of their prior."""
    off = {f"switches.{mechanism}": False}
    shaken = {
        f"parameters.{p.name}": p.prior[0] if p.default > p.prior[0] else p.prior[1]
        for p in PARAMETERS
        if p.owner == mechanism
    }
    assert shaken, "a mechanism without parameters of its own"
    assert np.array_equal(run(world, **off), run(world, **off, **shaken))


@pytest.mark.parametrize("mechanism", SWITCHES)
def test_switch_on__its_parameters_do_move_something(mechanism):
    """The same shake with the mechanism on changes the hindcast: the test above can fail."""
    hindcast = load("baseline_hindcast")
    shaken = {
        f"parameters.{p.name}": p.prior[0] if p.default > p.prior[0] else p.prior[1]
        for p in PARAMETERS
        if p.owner == mechanism
    }
    assert not np.array_equal(run(hindcast), run(hindcast, **shaken))


#: What each mechanism's own quantities are when it is off: (recorded variable, value).
NEUTRAL = {
    "hub_and_spokes": [("link", 0.0)],
    "mediation": [("effort", 0.0), ("trilateral_event", 0.0)],
    "loyalty_contest": [("bid_jpn", 0.0), ("bid_kor", 0.0)],
    "influence_learning": [("fork", 0.0)],
    "joint_hedging": [("coordination_tariff", 0.0), ("coordination_basing_cost", 0.0)],
    "threat_overlap": [("overlap", 0.5)],
    "abandonment": [("fear_jpn", 0.0), ("fear_kor", 0.0)],
    "strategic_ambiguity": [
        ("china_alignment_jpn", 0.5),
        ("china_alignment_kor", 0.5),
        ("ambiguity_cost", 0.0),
        ("quad", 0.0),
    ],
    "dprk_talks": [("talks_state", 0.0)],
    "history_dispute": [
        ("court_event", 0.0),
        ("provocation_event", 0.0),
        ("friction_event", 0.0),
        ("litigation", 0.0),
        ("case_law", 0.0),
    ],
    "retaliation": [("retaliation_level_jpn", 0.0), ("dialogue", 1.0), ("exercise", 1.0)],
    "thaw": [("summit_event", 0.0), ("settlement_event", 0.0), ("rapport", 0.0)],
    "domestic_politics": [("approval_kor", 0.5), ("support_kor", 0.5), ("reversal_event", 0.0)],
    "institutions": [("institution", 0.0)],
    "signalling": [("concern_jpn", 0.0), ("concern_kor", 0.0), ("pledge", 0.0)],
}


@pytest.mark.parametrize(("mechanism", "expected"), NEUTRAL.items(), ids=NEUTRAL)
def test_switch_off__its_quantities_are_neutral_to_the_bit(world, mechanism, expected):
    trajectory = run(world, **{f"switches.{mechanism}": False})
    for name, value in expected:
        # The first recorded month may still show the record that history left.
        assert (trajectory[1:, column(name)] == value).all(), name


@pytest.mark.parametrize("switched", [False, True])
def test_hub_and_spokes_off__noise_reaches_the_alliances_whole(switched):
    """On, alliances are steadier and a share of their noise reaches them; off, all of it does."""
    free = 0
    for seed in range(60):
        values, trait, inputs, draws, parameters = random_case(random.Random(seed))
        on = Switch(**dict.fromkeys(SWITCHES, True) | {"hub_and_spokes": switched})
        p = Parameter(**parameters)
        still = draws | {"noise_jpn_usa": 0.0, "noise_kor_usa": 0.0}
        moved, calm = (
            advance(on, State(**values), Trait(**trait), Input(**inputs), Draw(**drawn), p, 4.0)[0]
            for drawn in (draws, still)
        )
        share = p.alliance_noise if switched else 1.0
        for dyad in ("jpn_usa", "kor_usa"):
            after, before = (getattr(state, f"relation_{dyad}") for state in (moved, calm))
            if max(abs(after), abs(before)) < 1.0:
                free += 1
                noise = share * p.relation_noise * draws[f"noise_{dyad}"]
                assert after - before == pytest.approx(noise, abs=1e-12)
    assert free > 60, "few are cut off at a bound"


def test_favour_perception_off__belief_is_the_truth(world):
    trajectory = run(world, **{"switches.favour_perception": False})
    true = trajectory[:, column("favour_jpn")]
    assert np.array_equal(trajectory[:, column("favour_belief_jpn")], true)
    assert np.array_equal(trajectory[:, column("favour_belief_kor")], -true)


def test_influence_learning_off__belief_is_the_truth(world):
    trajectory = run(world, **{"switches.influence_learning": False})
    assert np.array_equal(
        trajectory[:, column("influence_belief")], trajectory[:, column("influence")]
    )


def test_interdependence_off__trade_stands_still(world):
    trade = run(world, **{"switches.interdependence": False})[:, column("economic_cooperation")]
    assert (trade == trade[0]).all()


def test_grand_strategy_off__priority_is_the_trait():
    world = load("second_trump_term").replace(
        **{
            "switches.grand_strategy": False,
            "switches.influence_learning": False,
            "traits.neighbour_priority": 0.375,
        }
    )
    trajectory = simulate(world, SEED, REPLICATE)
    assert (trajectory[:, column("priority_jpn")] == 0.375).all()
    assert (trajectory[:, column("priority_kor")] == 0.375).all()


def test_vacuum_off__an_acting_leader_can_meet_and_settle():
    world = load("second_trump_term").replace(
        **{"leaders.acting.neighbour_priority": 1.0, "leaders.acting.history_hard_line": 0.0}
    )
    months = slice(0, 5)  # January to May 2025, an acting leader in Seoul
    choice = column("choice_kor_neighbour")
    on = np.array([simulate(world, SEED, r)[months, choice] for r in range(40)])
    off_world = world.replace(**{"switches.vacuum": False})
    off = np.array([simulate(off_world, SEED, r)[months, choice] for r in range(40)])
    assert not (on == 0.0).any(), "reconciling is infeasible under an acting leader"
    assert (off == 0.0).any()


def test_settlement_off__quality_and_grievance_stand_still():
    world = load("joint_fund").replace(
        **{"switches.settlement": False, "switches.interdependence": False}
    )
    trajectory = simulate(world, SEED, REPLICATE)
    grievance = trajectory[:, column("grievance")]
    assert (grievance == grievance[0]).all()
    made = trajectory[:, column("settlement_event")] > 0
    assert made.any()
    assert (trajectory[made, column("settlement_quality")] == 0.0).all()


def test_mediation_off__the_mediation_trait_moves_no_bit(world):
    """`switches.mediation=false` zeroes every term in the trait, wherever it stands."""
    off = {"switches.mediation": False}
    assert np.array_equal(
        run(world, **off, **{"traits.mediation": 0.0}),
        run(world, **off, **{"traits.mediation": 1.0}),
    )


def test_every_trait__moves_something(world):
    """A trait that no utility reads would be a knob that lies."""
    hindcast = load("baseline_hindcast")
    for trait in TRAITS:
        low, high = (
            run(hindcast, **{f"traits.{trait.name}": trait.low}),
            run(hindcast, **{f"traits.{trait.name}": trait.high}),
        )
        assert not np.array_equal(low, high), trait.name
