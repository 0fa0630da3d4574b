"""Worlds of demands, crises and counterfactual brokers: what differs differs, and acts."""

import dataclasses

import numpy as np
import pytest

from sim.engine.plan import compile_world
from sim.methods.statement import read_statements
from sim.runner import run
from sim.scenario import assumed, load, shipped_folder
from sim.spec.calendar import month_name, month_number
from sim.spec.override import apply
from sim.spec.parameters import PARAMETERS

PRIORS = {parameter.name: parameter for parameter in PARAMETERS}

#: World → the world that it is read beside, and the names of its parameters that differ from it.
BESIDE = {
    "tariff_shock": ("second_trump_term", {"tariff_exposure_jpn", "tariff_exposure_kor"}),
    "tariff_shock_asymmetric": ("tariff_shock", {"tariff_exposure_jpn"}),
    "tariff_shock_relief": ("tariff_shock", {"tariff_exposure_jpn"}),
    "burden_flexibility": (
        "second_trump_term",
        {
            "basing_cost_exposure_jpn",
            "basing_cost_exposure_kor",
            "strategic_flexibility_exposure_jpn",
            "strategic_flexibility_exposure_kor",
            "entrapment",
        },
    ),
    "dprk_escalation": ("second_trump_term", {"provoke_resolve", "test_size"}),
    "peninsula_crisis": ("second_trump_term", {"test_alarm"}),
    "china_boxout_framing": (
        "china_boxout_framing_diversification",
        {"gap_cost", "displeasure", "coerce_aligned", "dependence_pull", "coercion_response"},
    ),
    "us_presses_tokyo": (
        "baseline_hindcast",
        {"tilt_gain", "favouritism_aversion", "mediation_cost_cut"},
    ),
    "us_imposed_settlement": ("baseline_hindcast", {"tilt_gain", "favouritism_aversion"}),
    "public_support_campaign": (
        "second_trump_term",
        {"benefit_gain", "message_gain", "tangibility"},
    ),
    "heritage_territorial_flareups": (
        "no_martial_law",
        {"heritage_rate", "territory_rate", "textbook_rate"},
    ),
    "tokyo_first_outreach": ("second_trump_term", set()),
    "new_joint_declaration": (
        "second_trump_term",
        {"document_step", "grievance_cap", "consensus"},
    ),
    "personal_rapport_only": (
        "no_martial_law",
        {
            *("trilateral_step", "summit_step", "document_step", "institution_decay"),
            *("upkeep_base", "upkeep_broker", "upkeep_goodwill", "upkeep_dialogue"),
            *("rapport_step", "rapport_pull"),
        },
    ),
    "mediator_without_willing": ("baseline_hindcast", set()),
    "willing_without_mediator": ("baseline_hindcast", set()),
    "leader_swap_grid": ("baseline_hindcast", set()),
}

#: An outcome that what differs must move, and which way.
MOVED = {
    "tariff_shock": ("rent_mean", 1),
    "tariff_shock_asymmetric": ("coordination_tariff", -1),
    "tariff_shock_relief": ("coordination_tariff", -1),
    "burden_flexibility": ("rent_mean", 1),
    "dprk_escalation": ("tests", 1),
    "peninsula_crisis": ("tests", -1),  # the attack's months and no others
    "china_boxout_framing": ("china_alignment_mean_kor", -1),
    "us_presses_tokyo": ("jpn_usa_mean", -1),
    "us_imposed_settlement": ("reversals", 1),
    "public_support_campaign": ("jpn_kor_mean", 1),
    "heritage_territorial_flareups": ("dispute_mean", 1),
    "tokyo_first_outreach": ("summits", 1),
    "new_joint_declaration": ("institution_final", 1),
    "personal_rapport_only": ("institution_final", -1),
    "mediator_without_willing": ("trilaterals", 1),
    "willing_without_mediator": ("trilaterals", -1),
    "leader_swap_grid": ("retaliation_peak", -1),
}

#: Worlds whose calendar no other has: read beside themselves with the parameters at their defaults.
ALONE = {"public_support_campaign", "personal_rapport_only"}

#: Stress tests and pins that leave a parameter's prior on purpose, and say so.
BEYOND = {
    ("tariff_shock_relief", "tariff_exposure_jpn"),
    ("heritage_territorial_flareups", "heritage_rate"),
    ("heritage_territorial_flareups", "territory_rate"),
    ("heritage_territorial_flareups", "textbook_rate"),
    ("personal_rapport_only", "trilateral_step"),
    ("personal_rapport_only", "institution_decay"),
}


def level(world, name):
    """Return a parameter's range in a world: its own or the default."""
    span = world.parameters.get(name)
    return (span.low, span.high) if span else (PRIORS[name].default,) * 2


def traits_apart(one, other):
    """Return (leader, trait) pairs that two worlds code differently, of leaders in both."""
    return {
        (name, trait)
        for name in set(one.leaders) & set(other.leaders)
        for trait, span in one.leaders[name].traits.items()
        if (span.low, span.high)
        != (other.leaders[name].traits[trait].low, other.leaders[name].traits[trait].high)
    }


def without(world):
    """Return a world with the parameters that it is about at their defaults."""
    return apply(world, {f"parameters.{one}": PRIORS[one].default for one in BESIDE[world.name][1]})


def over_the_window_of(world, base):
    """Return `base` over the months of `world`, from where a run of history hands over."""
    if (base.first, base.last) == (world.first, world.last):
        return base
    if base.start is None:
        base = dataclasses.replace(base, first=world.first, start=base, start_values={})
        return apply(base, {"last": month_name(world.last)})
    return apply(base, {"first": month_name(world.first), "last": month_name(world.last)})


@pytest.mark.parametrize("name", BESIDE)
def test_parameters__that_differ_are_those_it_is_about(name):
    world, base = load(name), load(BESIDE[name][0])
    differ = {one for one in PRIORS if level(world, one) != level(base, one)}
    assert differ == BESIDE[name][1]


@pytest.mark.parametrize("name", BESIDE)
def test_parameters__keep_within_their_priors_or_say_why_not(name):
    world = load(name)
    outside = {
        (name, one)
        for one, span in world.parameters.items()
        if not PRIORS[one].prior[0] <= span.low <= span.high <= PRIORS[one].prior[1]
    }
    assert outside == {pair for pair in BEYOND if pair[0] == name}
    assert all("beyond its prior" in world.parameters[one].because for _, one in outside)


@pytest.mark.parametrize("name", sorted(MOVED))
def test_world__moves_what_it_is_about(name):
    world = load(name)
    beside = load(BESIDE[name][0])
    base = without(world) if name in ALONE else over_the_window_of(world, beside)
    outcome, sign = MOVED[name]
    on, off = (
        run(one, replicates=200, seed=1, threads=1).outcome_values([outcome], 0)[outcome]
        for one in (world, base)
    )
    moved = sign * (on - off)
    assert moved.mean() > 3.0 * moved.std(ddof=1) / np.sqrt(len(moved)) > 0.0


def test_public_support_campaign__moves_opinion_and_by_its_own_terms_alone():
    world = load("public_support_campaign")
    on, off = (
        run(one, replicates=100, seed=1, trajectories=True, threads=1).column("support_kor")
        for one in (world, without(world))
    )
    assert (on[:, -1] > off[:, -1]).all()


def test_tariff_shock__hits_alike_and_its_variants_do_not():
    even, uneven, relief = (load(f"tariff_shock{v}") for v in ("", "_asymmetric", "_relief"))
    hit = [one.parameters["tariff_exposure_jpn"].low for one in (even, uneven, relief)]
    assert hit == sorted(hit, reverse=True)
    assert {one.parameters["tariff_exposure_kor"].low for one in (even, uneven, relief)} == {1.0}
    assert hit[0] == 1.0
    assert even.leaders["trump_2"].traits["burden_demand"].low == 1.0


def test_burden_flexibility__climbs_to_the_top_of_tension():
    world, base = load("burden_flexibility"), load("second_trump_term")
    assert world.series["us_china_tension"].points[-1][1] == 1.0
    assert base.series["us_china_tension"].points[-1][1] < 1.0
    assert traits_apart(world, base) == {("trump_2", "burden_demand")}


def test_peninsula_crisis__dates_an_attack_and_no_answer():
    world = load("peninsula_crisis")
    months = [month_name(event.month) for event in world.events["test"]]
    assert months == [f"2026-{month:02d}" for month in range(6, 12)]
    assert {event.size for event in world.events["test"]} == {1.0}
    assert set(world.events) == {"test"}
    assert world.streams["talks"] == "off"


def test_brokers__press_from_opposite_sides():
    tokyo, seoul = load("us_presses_tokyo"), load("us_imposed_settlement")
    assert tokyo.leaders["biden"].traits["pressure_tilt"].low == 0.5  # 003 P27
    assert seoul.leaders["obama"].traits["pressure_tilt"].low == -0.5  # 004 P14
    for world, name in ((tokyo, "biden"), (seoul, "obama")):
        changed = traits_apart(world, load("baseline_hindcast"))
        assert {leader for leader, _ in changed} == {name}


@pytest.mark.parametrize(
    ("name", "month", "size"),
    [("us_imposed_settlement", "2015-12", 0.3), ("public_support_campaign", "2023-03", 0.4)],
)
def test_settlement__is_given_and_is_poorer_than_a_joint_fund(name, month, size):
    (event,) = load(name).events["settlement"]
    assert (month_name(event.month), event.size) == (month, size)
    assert event.size < load("joint_fund").events["settlement"][0].size
    # What is to be explained is not given.
    assert set(load(name).events) <= {"settlement", "court", "sale_order", "test"}


def test_flareups__come_five_times_as_often():
    world = load("heritage_territorial_flareups")
    for kind in ("heritage", "territory", "textbook"):
        ratio = world.parameters[f"{kind}_rate"].low / PRIORS[f"{kind}_rate"].default
        assert ratio == pytest.approx(5.0)


def test_tokyo_first_outreach__is_made_by_whoever_holds_tokyo_when_seoul_changes_hands():
    world = load("tokyo_first_outreach")
    assert world.holder("tokyo", month_number("2025-06")) == "ishiba"
    assert traits_apart(world, load("second_trump_term")) == {
        ("ishiba", "neighbour_priority"),
        ("ishiba", "history_hard_line"),
        ("next_tokyo", "neighbour_priority"),
    }


def test_new_joint_declaration__takes_in_a_change_in_seoul_and_dates_no_document():
    world = load("new_joint_declaration")
    assert world.holder("seoul", month_number("2030-05")) == "next_seoul"
    assert world.holder("seoul", month_number("2030-06")) == "later_seoul"
    assert not world.events


def test_personal_rapport_only__keeps_the_switch_of_institutions():
    world = load("personal_rapport_only")
    assert world.switches.get("institutions", True)  # off, a turnover would cost nothing
    found = run(world, replicates=20, seed=1, trajectories=True, threads=1)
    assert not found.column("institution").any()
    assert found.column("rapport").max() > 0.5


@pytest.mark.parametrize(
    ("name", "broker", "tokyo", "seoul"),
    [
        ("mediator_without_willing", "biden", "abe", "moon"),
        ("willing_without_mediator", "trump_1", "kishida", "yoon"),
    ],
)
def test_broker_and_allies__are_those_of_different_years(name, broker, tokyo, seoul):
    world = load(name)
    month = world.first + 12
    assert world.holder("washington", world.first) == broker
    assert world.holders("washington") == (broker,)
    assert (world.holder("tokyo", month), world.holder("seoul", month)) == (tokyo, seoul)
    history = load("baseline_hindcast")
    for capital in ("tokyo", "seoul"):
        assert world.calendar[capital] == history.calendar[capital]
    for stream in ("court", "test"):
        assert world.events[stream] == tuple(
            event for event in history.events[stream] if world.first <= event.month <= world.last
        )


def test_leader_swap_grid__shares_the_shocks_of_history_and_has_no_turnover():
    world, history = load("leader_swap_grid"), load("baseline_hindcast")
    for capital in ("washington", "tokyo", "seoul"):
        assert len(world.holders(capital)) == 1
    assert not any(leader.caretaker for leader in world.leaders.values())
    assert (world.first, world.last) == (history.first, history.last)
    assert (world.events, world.series) == (history.events, history.series)
    assert world.start_values == history.start_values
    plan = compile_world(world)
    assert plan.months == history.months


def test_leader_swap_grid__has_the_same_shocks_in_every_pairing_but_for_what_grievance_adds():
    world = load("leader_swap_grid")
    friendly = {"leaders.tokyo.neighbour_priority": 0.9, "leaders.seoul.neighbour_priority": 0.9}
    hostile = {"leaders.tokyo.neighbour_priority": 0.1, "leaders.seoul.neighbour_priority": 0.1}
    one, other = (
        run(world.replace(**change), replicates=20, seed=1, trajectories=True, threads=1)
        for change in (friendly, hostile)
    )
    for event in ("remark_event", "court_event", "test_event"):
        assert (one.column(event) == other.column(event)).all()
    assert (one.column("relation_jpn_kor") != other.column("relation_jpn_kor")).any()
    # One draw in both: a friction that one pairing alone has, it has for the grievance before.
    sorer = (one.column("grievance") - other.column("grievance"))[:, :-1]
    more = (one.column("friction_event") - other.column("friction_event"))[:, 1:]
    assert more.any()
    assert (more[sorer == 0] == 0).all()
    assert (more * sorer >= 0).all()


def test_expectations__name_a_world_of_theirs_and_every_main_world_has_one():
    path = shipped_folder() / "expectations" / "s31_s45.yaml"
    statements = read_statements(path, world="baseline_hindcast")
    for statement in statements:
        assert statement.words["world"] in {arm.world for arm in statement.arms.values()}
        assert statement.checks
    mains = {name for name in BESIDE if name != "tariff_shock_asymmetric"}
    assert {statement.words["world"] for statement in statements} == mains


@pytest.mark.parametrize("name", BESIDE)
def test_assumptions__are_told_apart_from_what_articles_say(name):
    world, counted = load(name), set(assumed(load(name)))
    own = {f"parameters.{one}" for one in world.parameters}
    assert own <= counted  # no article gives a number for a parameter
