"""The four maps as they ship: their worlds stand, and neutral values are neutral."""

from types import SimpleNamespace

import numpy as np
import pytest

from sim.mechanisms import (
    abandonment,
    dprk_talks,
    institutions,
    joint_hedging,
    mediation,
    strategic_ambiguity,
    threat_overlap,
)
from sim.methods.effect_map.cells import arms_over
from sim.spec.parameters import BOUNDS, PARAMETERS
from sim.spec.records import DEFAULTS
from sim.spec.switches import SWITCHES
from sim.study.disputed import DISPUTES, neutral, world_at

KNOWN = {parameter.name: parameter for parameter in PARAMETERS}


def record(**fields):
    return SimpleNamespace(**fields)


def ally(**fields):
    """An ally whose fields are 0, but for those given."""
    names = (
        *("china_alignment", "global_scope", "china_dependence"),
        *("sees_deter", "sees_coerced", "sees_courted", "sees_coordinate", "sees_bid", "rivalry"),
        *("alignment", "sees_reconcile", "sees_contest", "favour_belief"),
    )
    return record(**(dict.fromkeys(names, 0.0) | fields))


def need(p, threat, deters):
    s = record(threat_prk=threat)
    return strategic_ambiguity.need_of_beijing(True, s, ally(sees_deter=deters), p)


def alignment(p, tension, demand=0.0, trapped=0.0, **own):
    s = record(belief_usa_strategic_flexibility_demand=demand)
    return strategic_ambiguity.alignment_utility(
        True, s, record(us_china_tension=tension), ally(**own), trapped, 0.0, p
    )


def cooperation(p, test, tokyo, seoul):
    return threat_overlap.cooperate(
        True,
        record(security_cooperation=0.5, trust=0.0),
        *(ally(sees_deter=tokyo), ally(sees_deter=seoul)),
        *(0.0, 0.0, test, 0.0, 0.0, p),
    )


def pull(p, reliability, threat, other=None):
    """Pull of fear to reconcile; the other ally's threat is the same, or as given."""
    fears = [
        abandonment.fear(True, record(reliability=reliability, threat_prk=level), ally(), 0.0, p)
        for level in (threat, threat if other is None else other)
    ]
    return abandonment.abandonment_pull(True, *fears, p)


def convening(p, trait, contests):
    s = record(relation_jpn_kor=0.0, dispute=0.0, institution=0.0)
    t = record(
        usa_mediation=trait,
        usa_neighbour_priority=1.0,
        usa_global_scope=0.0,
        usa_pressure_tilt=0.0,
    )
    allies = ally(sees_contest=contests), ally()
    return mediation.brokerage_utilities(True, s, t, *allies, 1.0, p)[1]


def meeting(p, convened, both):
    """Share of 1,000 evenly spread draws at which convening yields a meeting of the three."""
    s = record(security_cooperation=0.0, dispute=0.0)
    draws = (np.arange(1000) + 0.5) / 1000
    return np.mean([mediation.convenes(True, convened, s, both, 1.0, u, p) for u in draws])


def built(p, met, green_light):
    """Institutions that a meeting of the three builds where there are none."""
    s = record(institution=0.0)
    return institutions.build(True, s, met, 0.0, 0.0, 0.5, green_light, p)


def reliability(p, brokered, capability):
    s = record(
        reliability=0.5,
        capability_prk=capability,
        belief_usa_tariff_demand=0.0,
        belief_usa_basing_cost_demand=0.0,
        belief_usa_strategic_flexibility_demand=0.0,
    )
    return abandonment.reliability(True, s, brokered, 0.0, p)


def fear(p, reliable, brokered):
    s = record(reliability=reliable, threat_prk=1.0)
    return abandonment.fear(True, s, ally(), brokered, p)


def coordinate(p, reliable, threat):
    felt = abandonment.fear(True, record(reliability=reliable, threat_prk=threat), ally(), 0.0, p)
    s = record(relation_jpn_kor=0.0, institution=0.0, summit_memory=0.0, dialogue=0.0)
    return joint_hedging.coordinate_utility(True, s, ally(), ally(), 0.0, 0.0, felt, p)


def toll(p, talking, gap):
    allies = ally(sees_deter=gap), ally()
    return dprk_talks.split_toll(True, *allies, talking, p)


def trapped(p, tension, aligned):
    return abandonment.entrapment(
        True, ally(alignment=aligned), record(us_china_tension=tension), p
    )


def strain(p, tension, aligned):
    cost = strategic_ambiguity.ambiguity_cost(
        True, record(us_china_tension=tension), ally(alignment=aligned)
    )
    return p.ambiguity_strain * cost


def displeased(p, tension, aligned=0.0, seat=0.0):
    return strategic_ambiguity.beijing_displeasure(
        True, ally(alignment=aligned), seat, record(us_china_tension=tension), p
    )


def gap(p, tokyo, seoul):
    return strategic_ambiguity.alignment_gap(True, ally(alignment=tokyo), ally(alignment=seoul), p)


def brokered_warmth(p, brokered, willing):
    allies = ally(sees_reconcile=willing), ally(sees_reconcile=1.0)
    return mediation.warmth(True, brokered, *allies, p)


#: Map, a parameter of the term, and what the model itself works out from the two things that the
#: term multiplies, each 0 or 1.
PRODUCTS = [
    ("commitment", "common_fear_pull", lambda p, a, b: pull(p, a, b)),
    ("commitment", "uneven_fear_push", lambda p, a, b: pull(p, a, b, 0.0)),
    ("commitment", "coordination_fear", coordinate),
    ("commitment", "broker_comfort", fear),
    ("commitment", "reassurance", reliability),
    ("threat", "test_joint", lambda p, a, b: cooperation(p, a, b, b)),
    ("threat", "test_split", lambda p, a, b: cooperation(p, a, 0.0, b)),
    ("threat", "split_toll", toll),
    (
        "threat",
        "need_of_beijing",
        lambda p, a, b: -need(p, a, b),
    ),
    ("tension", "dependence_relief", lambda p, a, b: alignment(p, a, china_dependence=b)),
    ("tension", "flexibility_pull", lambda p, a, b: alignment(p, a, demand=b)),
    ("tension", "scope_pull", lambda p, a, b: alignment(p, a, global_scope=b)),
    ("tension", "entrapment", trapped),
    ("tension", "ambiguity_strain", strain),
    ("tension", "displeasure", lambda p, a, b: displeased(p, a, aligned=b)),
    ("tension", "quad_displeasure", lambda p, a, b: displeased(p, a, seat=b)),
    ("tension", "gap_cost", gap),
    ("mediation", "regard_floor", lambda p, a, b: a * mediation.heed(True, b, p)),
    ("mediation", "mediation_warmth", brokered_warmth),
    ("mediation", "trilateral_willing", meeting),
    ("mediation", "step_floor", built),
    ("mediation", "convene_floor", convening),
    ("mediation", "building_gain", convening),
]


def product(parameters, function):
    """Return the second difference: what one thing adds to the effect of the other."""
    p = DEFAULTS._replace(**parameters)
    value = {(a, b): function(p, float(a), float(b)) for a in (0, 1) for b in (0, 1)}
    return value[1, 1] - value[1, 0] - value[0, 1] + value[0, 0]


@pytest.mark.parametrize(("key", "name", "function"), PRODUCTS)
def test_neutral_value__takes_the_product_out(key, name, function):
    """At its neutral value a direct term adds nothing to one thing's effect with the other."""
    set_to = {
        full.removeprefix("parameters."): value
        for full, value in neutral(DISPUTES[key].direct).items()
        if full.startswith("parameters.")
    }
    assert abs(product({}, function)) > 1e-3, "no product to take out"
    # The two terms of one product are there until both are neutral.
    assert product(set_to, function) == pytest.approx(0.0, abs=1e-12)
    assert product({name: set_to[name]}, function) != product({}, function)


def test_neutral_values__are_all_put_to_the_test():
    tested = {(key, name) for key, name, _ in PRODUCTS}
    # The switch is told in MODEL.md and tested with all others; the base keeps the level.
    elsewhere = {("threat", "threat_overlap"), ("mediation", "trilateral_base")}
    shipped = {
        (key, name.split(".", 1)[1])
        for key, one in DISPUTES.items()
        for name in neutral(one.direct)
    }
    assert shipped == tested | elsewhere


def test_neutral_base__leaves_meetings_as_likely_as_halfway_between_both_and_not():
    """In log-odds, which are linear in whether both reconcile: halfway is at one half."""
    terms = neutral(DISPUTES["mediation"].direct)
    names = ("trilateral_willing", "trilateral_base")
    changed = DEFAULTS._replace(**{name: terms[f"parameters.{name}"] for name in names})
    assert meeting(changed, 1.0, 1.0) == meeting(changed, 1.0, 0.0) == meeting(DEFAULTS, 1.0, 0.5)
    assert meeting(DEFAULTS, 1.0, 0.0) < meeting(changed, 1.0, 0.0) < meeting(DEFAULTS, 1.0, 1.0)


@pytest.mark.parametrize("key", DISPUTES)
def test_terms__name_parameters_within_their_bounds_and_move_them(key):
    one = DISPUTES[key]
    for name, value in neutral((*one.direct, *one.alone)).items():
        section, bare = name.split(".", 1)
        if section == "switches":
            assert bare in SWITCHES
            assert value is False
            continue
        low, high = BOUNDS[KNOWN[bare].kind]
        assert low <= value <= high
        assert value != KNOWN[bare].default


@pytest.mark.parametrize("key", DISPUTES)
def test_world__stands_at_every_corner_in_every_drawing(key):
    one = DISPUTES[key]
    for terms in ((), one.direct, (*one.direct, *one.alone)):
        for arm in (one.low, one.high):
            for x in (one.x.low, one.x.high):
                for y in (one.y.low, one.y.high):
                    assert world_at(one, arm, x, y, terms).months in (48, 60)


@pytest.mark.parametrize("key", ["commitment", "threat", "tension"])
def test_thing__is_felt_through_the_listed_terms_alone(key):
    """Direct terms and those that carry the thing alone, all neutral: nothing is left of it."""
    one = DISPUTES[key]
    low, high = arms_over(one, (*one.direct, *one.alone), size=3, replicates=10, seed=3, threads=1)
    assert np.array_equal(low, high)


def test_sources__say_who_disputes_what():
    for one in DISPUTES.values():
        assert one.question.count("00") >= 2
        assert "(T" in one.question
