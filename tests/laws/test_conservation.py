"""What a month keeps: sums that do not change, signs that swap, and what off leaves standing."""

import random
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.mechanisms import favour_perception, loyalty_contest
from sim.mechanisms.choice import recall
from sim.mechanisms.relation import move
from sim.mechanisms.step import advance
from sim.spec.instruments import INSTRUMENTS, ISSUES
from sim.spec.levels import RETALIATION, TALKS
from sim.spec.records import DEFAULTS, Draw, Input, Parameter, State, Switch, Trait
from sim.spec.switches import SWITCHES
from sim.spec.variables import FLOWS
from tests.mechanisms.random_month import random_case

unit, signed, noise = st.floats(0, 1), st.floats(-1, 1), st.floats(-4, 4)
MONTHS = range(300)


def a_month(seed, **off):
    """Return (state, inputs, parameters, next state, flow) of a random month, some switches off.

    The switches not named are on or off at random.
    """
    rng = random.Random(seed)
    values, trait, inputs, draws, parameters = random_case(rng)
    on = {name: rng.random() < 0.7 for name in SWITCHES} | off
    s, i, p = State(**values), Input(**inputs), Parameter(**parameters)
    after, flow = advance(Switch(**on), s, Trait(**trait), i, Draw(**draws), p, 4.0)
    return s, i, p, after, flow


@given(signed, st.floats(0, 3), st.floats(0, 3), unit, unit, noise)
def test_favour__of_the_two_allies_sums_to_zero(favour, bid, other, pressed, other_pressed, toll):
    """Standing is relative: the month seen from Seoul has the opposite sign, to the bit or so."""
    tokyo = State(*(0.0 for _ in State._fields))._replace(favour_jpn=favour)
    seoul = tokyo._replace(favour_jpn=-favour)
    for on in (True, False):
        one = loyalty_contest.favour(on, tokyo, bid, other, pressed, other_pressed, toll, DEFAULTS)
        twin = loyalty_contest.favour(
            on, seoul, other, bid, other_pressed, pressed, -toll, DEFAULTS
        )
        assert one == pytest.approx(-twin, abs=1e-12)


def test_favour__believed_without_bias_or_noise_sums_to_zero():
    """The flattering bias and each one's noise are all that lets both feel favoured."""
    fair = DEFAULTS._replace(favour_bias=0.0, signal_noise=0.0, bad_news_gain=0.4)
    assert fair.good_news_gain == fair.bad_news_gain
    of_tokyo = of_seoul = 0.0
    for month in range(60):
        true = 0.5 if month % 7 else -0.8
        of_tokyo, of_seoul = (
            favour_perception.perceive(
                True, SimpleNamespace(favour_belief=belief), sign * true, 0.9, 1.3, fair
            )
            for belief, sign in ((of_tokyo, 1.0), (of_seoul, -1.0))
        )
        assert of_tokyo == pytest.approx(-of_seoul, abs=1e-12)
        assert of_tokyo != 0.0


@given(st.lists(st.integers(0, 3), min_size=1, max_size=60), unit, st.floats(0.01, 1))
def test_record__stays_a_share_of_one_for_any_history(history, gain, first):
    """Believed frequencies of four options, all four remembered: a point of the simplex."""
    beliefs = [first, (1 - first) / 2, (1 - first) / 2, 0.0]
    for option in history:
        beliefs = [recall(b, float(k == option), gain) for k, b in enumerate(beliefs)]
        assert min(beliefs) >= 0.0
        assert sum(beliefs) == pytest.approx(1.0, abs=1e-12)


@given(st.lists(unit, min_size=1, max_size=40), unit)
def test_averaging_record__is_the_mean_whatever_the_order(chances, start):
    """Gain 1/(t + 1): start and months weigh alike, so no order of months matters."""
    forward = backward = start
    for t, (one, other) in enumerate(zip(chances, reversed(chances), strict=True), start=1):
        forward, backward = recall(forward, one, 1 / (t + 1)), recall(backward, other, 1 / (t + 1))
    mean = (start + sum(chances)) / (len(chances) + 1)
    assert forward == pytest.approx(mean) == pytest.approx(backward)


@given(signed, signed, st.floats(0.01, 0.5), st.integers(1, 60))
def test_relation__returns_to_its_base_geometrically(start, base, rate, months):
    quiet = DEFAULTS._replace(relation_noise=0.0)
    relation = start
    for _ in range(months):
        relation = move(relation, base, rate, 0.0, 1.0, 1.7, quiet)
    assert relation - base == pytest.approx((start - base) * (1 - rate) ** months, abs=1e-12)


@given(signed, signed, unit, signed, st.floats(-1, 1))
def test_relation__mirrors_at_zero(relation, base, rate, push, shock):
    """Warmth and chill obey one rule: turn all signs, and the month turns its own."""
    assert move(-relation, -base, rate, -push, 1.0, -shock, DEFAULTS) == pytest.approx(
        -move(relation, base, rate, push, 1.0, shock, DEFAULTS), abs=1e-12
    )


@given(signed, unit)
def test_push__never_reaches_beyond_the_room_there_is(relation, push):
    """A push of 1 leads to the end of the scale; less leaves that share of the room."""
    still = DEFAULTS._replace(relation_noise=0.0)
    up = move(relation, relation, 0.5, push, 1.0, 0.0, still)
    down = move(relation, relation, 0.5, -push, 1.0, 0.0, still)
    assert 1.0 - up == pytest.approx((1.0 - relation) * (1.0 - push), abs=1e-12)
    assert 1.0 + down == pytest.approx((1.0 + relation) * (1.0 - push), abs=1e-12)


def test_rent__is_what_both_allies_pay_and_nothing_else():
    paid = 0
    for seed in MONTHS:
        _, _, p, _, flow = a_month(seed)
        conceded = [getattr(flow, f"concession_{issue}") for issue in ISSUES]
        assert flow.rent == pytest.approx(flow.bid_jpn + flow.bid_kor + sum(conceded))
        for issue, amount in zip(ISSUES, conceded, strict=True):
            together = getattr(flow, f"coordination_{issue}")
            exposed = sum(getattr(p, f"{issue}_exposure_{iso}") for iso in ("jpn", "kor"))
            asked = getattr(flow, f"choice_usa_{issue}") * exposed
            assert amount == pytest.approx(asked * (1 - p.concession_cut * together))
        paid += flow.rent > 0
    assert paid > 100


#: What holds of the month after, whatever the others do, with one mechanism off: (s, i, p, a, f).
OFF = {
    "hub_and_spokes": lambda s, i, p, a, f: f.link == 0.0,
    "mediation": lambda s, i, p, a, f: f.effort == f.trilateral_event == 0.0,
    "loyalty_contest": lambda s, i, p, a, f: f.bid_jpn == f.bid_kor == 0.0,
    "favour_perception": lambda s, i, p, a, f: (
        a.favour_belief_jpn == a.favour_jpn == -a.favour_belief_kor
    ),
    "influence_learning": lambda s, i, p, a, f: a.influence_belief == a.influence and a.fork == 0.0,
    "joint_hedging": lambda s, i, p, a, f: (
        f.coordination_tariff == f.coordination_basing_cost == 0.0
        and f.coordination_strategic_flexibility == 0.0
    ),
    "threat_overlap": lambda s, i, p, a, f: f.overlap == 0.5,
    "abandonment": lambda s, i, p, a, f: (
        f.fear_jpn == f.fear_kor == 0.0 and a.reliability == s.reliability
    ),
    "strategic_ambiguity": lambda s, i, p, a, f: (
        a.china_alignment_jpn == a.china_alignment_kor == 0.5 and a.quad == f.ambiguity_cost == 0.0
    ),
    "dprk_talks": lambda s, i, p, a, f: a.talks_state == TALKS.none,
    "history_dispute": lambda s, i, p, a, f: (
        a.litigation == a.case_law == 0.0
        and f.court_event == f.provocation_event == f.friction_event == 0.0
        and a.dispute <= s.dispute * (1 - p.dispute_decay) + 1e-15
    ),
    "retaliation": lambda s, i, p, a, f: (
        a.retaliation_level_jpn == a.retaliation_level_kor == RETALIATION.none
        and a.dialogue == a.exercise == 1.0
    ),
    "thaw": lambda s, i, p, a, f: (
        f.settlement_event == f.summit_event == f.joint_document_event == a.rapport == 0.0
    ),
    "domestic_politics": lambda s, i, p, a, f: (
        a.approval_jpn == a.approval_kor == a.support_jpn == a.support_kor == 0.5
        and f.reversal_event == 0.0
        and a.reversal_count == s.reversal_count
    ),
    "institutions": lambda s, i, p, a, f: a.institution == 0.0 and a.trust <= s.trust,
    "signalling": lambda s, i, p, a, f: a.concern_jpn == a.concern_kor == a.pledge == 0.0,
    "interdependence": lambda s, i, p, a, f: a.economic_cooperation == s.economic_cooperation,
    "settlement": lambda s, i, p, a, f: (
        a.grievance <= s.grievance and (not f.settlement_event or a.settlement_quality == 0.0)
    ),
}


@pytest.mark.parametrize("mechanism", OFF)
def test_off__leaves_its_own_quantities_neutral_whatever_else_is_on(mechanism):
    law = OFF[mechanism]
    assert all(law(*a_month(seed, **{mechanism: False})) for seed in MONTHS)
    assert not all(law(*a_month(seed, **{mechanism: True})) for seed in MONTHS), "on, it does not"


def test_all_off__leaves_gestures_choices_and_chance_alone():
    """The month without a mechanism: Tokyo–Seoul returns to its base, warmed or chilled by acts."""
    contested = 0
    for seed in MONTHS:
        rng = random.Random(seed)
        values, trait, inputs, draws, parameters = random_case(rng)
        parameters["relation_noise"] = 0.0
        s, p = State(**values), Parameter(**parameters)
        on = Switch(*(False for _ in SWITCHES))
        after, flow = advance(on, s, Trait(**trait), Input(**inputs), Draw(**draws), p, 4.0)
        acts = (flow.choice_jpn_neighbour, flow.choice_kor_neighbour)
        push = p.gesture_warmth * acts.count(0.0) - p.contest_chill * acts.count(2.0)
        base = p.relation_base_jpn_kor + p.base_trust * s.trust + p.base_overlap / 2
        base += p.base_security * s.security_cooperation
        base -= p.base_grievance * s.grievance + p.base_dispute * s.dispute
        base = max(-1.0, min(1.0, base))
        r = s.relation_jpn_kor
        room = 1 - r if push > 0 else 1 + r
        expected = r + p.relation_rate * (base - r) + push * room
        assert after.relation_jpn_kor == pytest.approx(expected)
        assert (after.grievance, after.trust) == (s.grievance, s.trust)
        assert after.dispute == pytest.approx(s.dispute * (1 - p.dispute_decay))
        contested += acts.count(2.0)
        events = [v.name for v in FLOWS if v.name.endswith("_event")]
        assert not any(getattr(flow, name) for name in events if name[:4] not in ("test", "rema"))
    assert contested > 10


def test_idle_record__keeps_every_capitals_first_choice_for_ever():
    """Frozen capitals repeat themselves, and the record tends to certainty of what they do."""
    values, trait, inputs, draws, parameters = random_case(random.Random(3))
    inputs["vacuum_kor"] = 0.0
    frozen = {name: 1.0 for name in parameters if name.startswith("freeze_")}
    p = Parameter(**parameters | frozen | {"memory_gain": 0.2})
    on, s = Switch(*(True for _ in SWITCHES)), State(**values)
    for _ in range(120):
        s, _ = advance(on, s, Trait(**trait), Input(**inputs), Draw(**draws), p, 1.0)
    for x in INSTRUMENTS:
        chosen = getattr(s, f"chosen_{x.name}")
        assert chosen == values[f"chosen_{x.name}"]
        for k, option in enumerate(x.options[1:], start=1):
            belief = getattr(s, f"belief_{x.name}_{option}")
            assert belief == pytest.approx(float(chosen == k), abs=1e-9)
