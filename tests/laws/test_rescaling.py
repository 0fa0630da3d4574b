"""Utility has no unit of its own: U·k with λ/k changes no chance, hence no month.

The month has one scale that can be moved: every weight of a utility, listed here, times k and every
rationality over k. Effort has a price of its own, so the prize and the price of effort move, not
the weights that multiply the prize.
"""

import functools

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.engine.simulate import simulate
from sim.mechanisms.choice import logit2, logit3, logit4
from sim.scenario import load
from sim.spec.instruments import INSTRUMENTS
from sim.spec.override import apply
from sim.spec.parameters import PARAMETERS
from sim.spec.recorded import column

_WEIGHTS = """
inertia regard_gain reconcile_cost quiet_ease contest_cost contest_priority press_alliance_cost
demand_gain demand_cost tariff_reluctance flexibility_gain court_ambiguous court_cost wedge_motive
coerce_aligned coerce_cost coerce_friend restrain_provocation shield_tension restrain_cost
convene_gain quarrel_gain building_gain breadth_gain convene_cost press_gain favouritism_aversion
press_cost tilt_gain prize_scale bid_unit_cost bid_cost reward_base reward_per_bid reward_cost
fork_base fork_priority fork_gap fork_dispute fork_hard_line court_gain attack_gain
coordination_exposure coordination_wedge coordination_relation coordination_institution
institution_routine coordination_rivalry coordination_fear coordination_cost hedge_pull insurance
common_fear_pull uneven_fear_push entrapment deterrence_trust hard_line_gain reciprocity
reactivity red_line answer_gain broker_restraint institution_restraint reconcile_gain
concession_burden rapport_pull deadline_pull domestic_cost approval_need reversal_gain
concern_push finality_weight overlap_pull alignment_gain tension_pull flexibility_pull scope_pull
dependence_pull need_of_beijing coercion_response courtship_response talk_gain talk_sponsor
talk_answer talk_rebuff backing_gain provoke_resolve provoke_restraint provoke_opening
provoke_cost answer_opening answer_restraint talk_resolve talk_bloc engage_gain engage_talks
engage_threat trade_restraint
"""
#: Every parameter that utilities are sums of: each term has one of them as a factor.
WEIGHTS = _WEIGHTS.split()
RATIONALITIES = [f"rationality_{iso}" for iso in ("usa", "jpn", "kor", "chn", "prk")]
CHOICES = [column(f"choice_{instrument.name}") for instrument in INSTRUMENTS]
SEED = 8

rationality, utility, factor = st.floats(0, 20), st.floats(-5, 5), st.floats(0.1, 10)


@given(rationality, utility, utility, utility, utility, factor)
def test_logit__does_not_see_the_unit_of_utility(lam, a, b, c, d, k):
    scaled = lam / k
    pairs = [
        (logit2(lam, a, b), logit2(scaled, k * a, k * b)),
        (logit3(lam, a, b, c, 0.0, 1.0, 1.0), logit3(scaled, k * a, k * b, k * c, 0.0, 1.0, 1.0)),
        (logit4(lam, a, b, c, d), logit4(scaled, k * a, k * b, k * c, k * d)),
    ]
    for plain, rescaled in pairs:
        assert rescaled == pytest.approx(plain, rel=1e-9, abs=1e-12)


@given(rationality, utility, utility, utility, utility, st.floats(-5, 5))
def test_logit__does_not_see_the_zero_of_utility(lam, a, b, c, d, shift):
    shifted = logit4(lam, a + shift, b + shift, c + shift, d + shift)
    assert shifted == pytest.approx(logit4(lam, a, b, c, d), rel=1e-9, abs=1e-12)


#: Neutral defaults would hide a weight that the month reads.
SET = {
    "wedge_motive": 0.25,
    "quiet_ease": 0.1,
    "restrain_cost": 0.1,
    "coercion_response": 0.2,
    "fork_base": 0.2,
    "tariff_exposure_kor": 0.5,
}
BASE = {p.name: SET.get(p.name, p.default) for p in PARAMETERS}


@functools.cache
def months(world, replicate, k, apart=()):
    """Return the records of a world whose utilities are in another unit, but for `apart`."""
    changed = {name: BASE[name] * k for name in WEIGHTS if name not in apart}
    changed |= {name: BASE[name] / k for name in RATIONALITIES}
    overrides = {f"parameters.{name}": value for name, value in (SET | changed).items()}
    return simulate(apply(load(world), overrides), SEED, replicate)


@pytest.mark.parametrize("world", ["baseline_hindcast", "second_trump_term"])
@pytest.mark.parametrize("k", [0.5, 2.0])
def test_whole_window__does_not_see_the_unit_to_the_bit(world, k):
    """Powers of two leave every digit alone, so nothing may differ at all."""
    for replicate in range(10):
        assert np.array_equal(months(world, replicate, k), months(world, replicate, 1.0))


@pytest.mark.parametrize("world", ["baseline_hindcast", "second_trump_term"])
def test_whole_window__does_not_see_another_unit_to_rounding(world):
    for replicate in range(10):
        plain, rescaled = months(world, replicate, 1.0), months(world, replicate, 1.7)
        assert np.array_equal(rescaled[:, CHOICES], plain[:, CHOICES])
        assert rescaled == pytest.approx(plain, rel=1e-9, abs=1e-11)


@pytest.mark.parametrize("weight", WEIGHTS)
def test_every_weight__belongs_to_the_scale(weight):
    """Left behind, each one changes a month: no name on the list is idle.

    The weights of the fork move one window in forty: it takes a breakdown, and a close call.
    """
    assert any(
        not np.array_equal(months(world, replicate, 2.0, (weight,)), months(world, replicate, 1.0))
        for replicate in range(200)
        for world in ("baseline_hindcast", "second_trump_term", "hanoi_repeat")
    )
