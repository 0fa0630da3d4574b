"""Worlds S09 to S30: each states what differs from its parent and no more, and that acts."""

import re
from functools import cache

import numpy as np
import pytest

import sim
from sim.methods.statement import read_statements
from sim.methods.statement.arm import world_of
from sim.runner import run
from sim.scenario import catalogue, load, shipped_folder
from sim.spec.calendar import month_name, month_number
from sim.spec.parameters import PARAMETERS

DEFAULTS = {parameter.name: parameter.default for parameter in PARAMETERS}
UPKEEP = {"upkeep_base", "upkeep_broker", "upkeep_goodwill", "upkeep_dialogue"}
DESIGN = {"design_acceptance", "design_two_sided", "design_finality"}
BURDEN = {"design_burden_jpn", "design_burden_kor"}


def parameters(*names):
    return {f"parameters.{name}" for name in names}


def traits(leader, *names):
    return {f"leaders.{leader}.{name}" for name in names}


#: World, what it is set beside, and everything that differs between the two.
DIFFERENCES = {
    "agreement_reversal": (
        "progressive_reassessment",
        traits("next_seoul", "neighbour_priority", "history_hard_line")
        | parameters("reversal_gain", "reversal_rate", "pledge_rate"),
    ),
    "agreement_reversal_liquidation": (
        "agreement_reversal",
        {"streams.sale_order", "events.sale_order"},
    ),
    "hanoi_branch_coop": (
        "hanoi_repeat",
        {"window", "start", "parameters.fork_base"}
        | traits("next_seoul", "rivalry", "neighbour_priority"),
    ),
    "hanoi_branch_rival": (
        "hanoi_repeat",
        {"window", "start", "parameters.fork_base", "parameters.weapon_gain"}
        | traits("next_seoul", "rivalry", "history_hard_line"),
    ),
    "dprk_refusal": (
        "second_trump_term",
        {"streams.talks", "events.talks", "series.pyongyang_resolve"} | parameters("bloc"),
    ),
    "institutions_decay": (
        "second_trump_term",
        traits("trump_2", "mediation") | parameters("institution_decay", *UPKEEP),
    ),
    "institutions_decay_2018": (
        "baseline_hindcast",
        {"window", "start"}
        | traits("trump_1", "mediation")
        | traits("biden", "mediation")
        | parameters("institution_decay", *UPKEEP),
    ),
    "us_china_forced_choice": (
        "second_trump_term",
        {"series.us_china_tension", "parameters.entrapment"},
    ),
    "peninsula_salience_restored": (
        "baseline_hindcast",
        {"series.peninsula_salience", "series.beijing_pressure"},
    ),
    "arbitration": (
        "joint_fund",
        {"events.settlement"} | parameters(*DESIGN, *BURDEN),
    ),
    "arbitration_for_seoul": (
        "arbitration",
        {"events.settlement"} | parameters("design_acceptance", *BURDEN),
    ),
    "arbitration_for_tokyo": (
        "arbitration",
        {"events.settlement"} | parameters("design_acceptance", *BURDEN),
    ),
    "court_liquidation": ("baseline_hindcast", {"window", "start", "events.sale_order"}),
    "history_two_track": (
        "second_trump_term",
        {"window"}
        | parameters(*DESIGN, *BURDEN)
        | parameters(
            *("summit_gate", "pending_gate", "summit_rate"),
            *("settlement_rate", "settlement_gate", "litigation_gate"),
        ),
    ),
    "state_first": (
        "second_trump_term",
        {"window"}
        | parameters(*DESIGN)
        | parameters(
            *("summit_gate", "pending_gate", "summit_rate"),
            *("settlement_rate", "settlement_gate", "litigation_gate"),
        ),
    ),
    "mutual_relisting": (
        "baseline_hindcast",
        {"window", "start"} | parameters("reciprocity", "descend_reciprocity", "descend_answer"),
    ),
    "quad_inclusion": (
        "baseline_hindcast",
        {"window", "start"}
        | parameters("quad_base", "quad_relation", "quad_rate", "upkeep_base", "displeasure"),
    ),
    "quad_exclusion": ("baseline_hindcast", {"window", "start", "parameters.quad_base"}),
    "acsa_liaison": (
        "joint_hedging",
        {"window", "start"}
        | parameters("dialogue_practice", "test_joint", "stop_threshold", "exercise_ease")
        | parameters("upkeep_dialogue", "upkeep_base", "institution_buffer"),
    ),
    "revisionist_tokyo": (
        "second_trump_term",
        traits("next_tokyo", "ideology", "neighbour_priority", "deterrence", "history_hard_line"),
    ),
    "revisionist_tokyo_lee": ("revisionist_tokyo", {"calendar.seoul"}),
    "progressive_continuity_takaichi": ("progressive_continuity", {"calendar.tokyo"}),
}


def within(events, world):
    """Keep the dated events of a world's window."""
    return {
        stream: [event for event in dated if world.first <= event.month <= world.last]
        for stream, dated in events.items()
    }


def found_between(world, base):
    """Name everything that differs between two worlds and can change a result."""
    found = set()
    for section in ("parameters", "series", "streams", "events", "calendar", "switches"):
        one, other = getattr(world, section), getattr(base, section)
        if section == "events":  # a parent's events outside the window are left out
            one, other = (within(dated, world) for dated in (one, other))
        found |= {f"{section}.{k}" for k in {*one, *other} if one.get(k) != other.get(k)}
    for name in set(world.leaders) & set(base.leaders):
        one, other = world.leaders[name], base.leaders[name]
        spans = {**one.traits, "ideology": one.ideology}
        before = {**other.traits, "ideology": other.ideology}
        found |= {
            f"leaders.{name}.{trait}"
            for trait, span in spans.items()
            if (span.low, span.high) != (before[trait].low, before[trait].high)
        }
    if (world.first, world.last) != (base.first, base.last):
        found.add("window")
    if (world.start and world.start.name) != (base.start and base.start.name):
        found.add("start")
    return found


@pytest.mark.parametrize("name", DIFFERENCES)
def test_world__states_what_differs_and_no_more(name):
    base, differs = DIFFERENCES[name]
    world, parent = load(name), load(base)
    assert found_between(world, parent) == differs
    assert world.sources
    assert world.description
    assert world.expects


@pytest.mark.parametrize("name", DIFFERENCES)
def test_world__has_no_parameter_at_its_default(name):
    for parameter, span in load(name).parameters.items():
        assert (span.low, span.high) != (DEFAULTS[parameter],) * 2, parameter


#: World, what it is set beside, a variable that its difference should reach, first and last month.
REACHES = [
    ("agreement_reversal", "progressive_reassessment", "reversal_event", "2025-06", "2028-12"),
    ("agreement_reversal_liquidation", "agreement_reversal", "litigation", "2026-09", "2028-12"),
    ("hanoi_branch_coop", "hanoi_repeat", "relation_jpn_kor", "2026-11", "2028-12"),
    ("hanoi_branch_rival", "hanoi_repeat", "dispute", "2026-11", "2028-12"),
    ("dprk_refusal", "second_trump_term", "relation_kor_prk", "2025-01", "2028-12"),
    ("institutions_decay", "second_trump_term", "institution", "2025-01", "2028-12"),
    ("institutions_decay_2018", "baseline_hindcast", "institution", "2018-01", "2021-12"),
    ("us_china_forced_choice", "second_trump_term", "china_alignment_kor", "2025-01", "2028-12"),
    ("peninsula_salience_restored", "baseline_hindcast", "overlap", "2012-02", "2025-09"),
    ("arbitration", "joint_fund", "grievance", "2023-03", "2030-12"),
    ("arbitration_for_seoul", "arbitration_for_tokyo", "approval_jpn", "2024-09", "2030-12"),
    ("court_liquidation", "baseline_hindcast", "relation_jpn_kor", "2022-09", "2025-09"),
    ("history_two_track", "state_first", "grievance", "2026-01", "2034-12"),
    ("mutual_relisting", "baseline_hindcast", "retaliation_level_jpn", "2022-06", "2025-09"),
    ("quad_inclusion", "baseline_hindcast", "relation_chn_kor", "2023-01", "2025-09"),
    ("quad_exclusion", "baseline_hindcast", "quad", "2023-01", "2025-09"),
    ("acsa_liaison", "joint_hedging", "security_cooperation", "2026-01", "2028-12"),
    ("revisionist_tokyo", "second_trump_term", "relation_jpn_kor", "2025-10", "2028-12"),
    ("revisionist_tokyo_lee", "revisionist_tokyo", "relation_jpn_kor", "2025-06", "2028-12"),
    (
        "progressive_continuity_takaichi",
        "progressive_continuity",
        "concern_kor",
        "2025-10",
        "2028-12",
    ),
]


@cache
def results_of(name):
    return run(load(name), replicates=100, seed=1, trajectories=True, threads=1)


def path(name, variable, first, last):
    start = load(name).first
    months = slice(month_number(first) - start, month_number(last) - start + 1)
    return results_of(name).column(variable)[:, months]


@pytest.mark.parametrize(("name", "base", "variable", "first", "last"), REACHES)
def test_world__reaches_what_it_is_about(name, base, variable, first, last):
    apart = np.abs(path(name, variable, first, last) - path(base, variable, first, last))
    assert (apart.max(axis=1) > 1e-3).mean() > 0.1


def test_quad_exclusion__moves_nothing_until_history_would_have_admitted_seoul():
    admitted = path("baseline_hindcast", "quad", "2023-01", "2025-09") > 0
    shut_out = path("quad_exclusion", "quad", "2023-01", "2025-09") == 0
    apart = np.cumsum(admitted & shut_out, axis=1) > 0  # the month of an admission and all after
    assert apart[:, -1].any()
    assert not apart[:, -1].all()
    felt = {"relation_jpn_kor", "relation_chn_kor", "security_cooperation"}
    for variable in felt | {"trust"}:
        one = path("quad_exclusion", variable, "2023-01", "2025-09")
        history = path("baseline_hindcast", variable, "2023-01", "2025-09")
        assert np.array_equal(one[~apart], history[~apart])
        if variable in felt:
            assert (one[apart] != history[apart]).any()


def test_court_liquidation__is_history_until_the_order():
    before = path("court_liquidation", "relation_jpn_kor", "2022-08", "2022-08")
    history = path("baseline_hindcast", "relation_jpn_kor", "2022-08", "2022-08")
    assert np.array_equal(before, history)
    world, record = load("court_liquidation"), load("baseline_hindcast")
    (order,) = world.events["sale_order"]
    assert month_name(order.month) == "2022-09"
    still_to_come = [one for one in record.events["court"] if one.month >= world.first]
    assert list(world.events["court"]) == still_to_come
    assert len(still_to_come) == 4


def test_hanoi_branches__part_in_the_month_of_the_collapse():
    for name, way in (("hanoi_branch_coop", 1.0), ("hanoi_branch_rival", -1.0)):
        world = load(name)
        assert world.start.digest() == load("hanoi_repeat").digest()
        (collapse, _) = world.events["talks"]
        assert (collapse.month, collapse.size) == (world.first, 4)
        fork = path(name, "fork", "2026-11", "2026-11")
        assert set(np.unique(fork)) <= {0.0, way}  # 0: no letdown, so no fork
        assert (fork == way).mean() > 0.8


def test_tracks__differ_in_history_alone():
    both, state = load("history_two_track"), load("state_first")
    for shared in ("summit_gate", "pending_gate", "summit_rate"):
        assert both.parameters[shared].low == state.parameters[shared].low
    assert both.leaders == state.leaders


def test_expectations__are_stated_of_each_world_in_terms_of_worlds_that_exist():
    statements = read_statements(
        shipped_folder() / "expectations" / "s09_s30.yaml", world="baseline_hindcast"
    )
    of = {statement.words["world"] for statement in statements}
    # Of two awards the worlds beside them speak; of one prime minister no article does.
    silent = {"arbitration_for_seoul", "arbitration_for_tokyo", "progressive_continuity_takaichi"}
    assert of == set(DIFFERENCES) - silent
    for statement in statements:
        worlds = {world_of(arm).name for arm in statement.arms.values()}
        assert statement.words["world"] in worlds
        assert set(statement.sources) <= set(load(statement.words["world"]).sources)


def test_parameters__said_to_stand_at_an_end_of_their_prior_do():
    priors = {parameter.name: parameter.prior for parameter in PARAMETERS}
    said = {"bottom of its prior": 0, "top of its prior": 1}
    checked = 0
    for world in catalogue():
        for name, span in load(world.name).parameters.items():
            for words, end in said.items():
                if re.search(rf"(^|; ){words}", span.because):
                    assert span.low == span.high == priors[name][end], (world.name, name)
                    checked += 1
    assert checked > 50


def test_diff__nothing_is_none_also_where_all_else_is_words():
    world = sim.load("baseline_hindcast")
    found = sim.diff(world, sim.branch(world, at="2018-10", without="court")).set_index("key")
    assert found.loc["branch", "a"] is None
    assert found.loc["branch", "b"] == "2018-10"
