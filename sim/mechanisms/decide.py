"""The five capitals choose, all at once, on last month's record.  E0.

Each utility is a sum of terms, one or more per mechanism, in the unit of the ally-axis term, which
has weight 1. A capital's own other instruments enter at last month's value. Staying put has its own
inertia term. Every sum is written out here, those of Beijing and Pyongyang in `react`, and nowhere
else.
"""

from sim.mechanisms import (
    abandonment,
    domestic_politics,
    dprk_talks,
    history_dispute,
    hub_and_spokes,
    influence_learning,
    institutions,
    interdependence,
    joint_hedging,
    loyalty_contest,
    mediation,
    retaliation,
    settlement,
    signalling,
    strategic_ambiguity,
    thaw,
    threat_overlap,
)
from sim.mechanisms.arithmetic import kernel, where
from sim.mechanisms.choice import logit3, logit4, pick3, pick4, pick_over, same
from sim.mechanisms.react import decide_beijing, decide_pyongyang
from sim.spec.instruments import BROKERAGE, NEIGHBOUR, WASHINGTON
from sim.spec.records import Ally, Choice, Draw, Input, Parameter, Record, State, Switch, Trait

__all__ = ["decide", "neighbour_utilities"]


@kernel
def neighbour_utilities(
    on: Switch,
    s: State,
    i: Input,
    own: Ally,
    other: Ally,
    record: Record,
    priority: float,
    pressed: float,
    p: Parameter,
) -> tuple[float, float, float]:
    """Return an ally's utilities of (reconcile, hold, contest) toward the neighbour, roles apart.

    The ally axis, weight 1, is what Washington's brokerage makes of either course: for an ally to
    whom the neighbour matters more than for one who is not willing (003 P22). Pressure spares none.
    """
    heeded = mediation.heed(on.mediation, priority, p)
    ally_axis = p.regard_gain * (record.effort * heeded + pressed)
    weight = hub_and_spokes.neighbour_weight(on.hub_and_spokes, p)
    factor = mediation.concession_factor(on.mediation, record.effort, p)
    reconcile = (
        ally_axis
        - p.reconcile_cost
        + thaw.priority_pull(on.thaw, s, weight, priority, p)
        - thaw.concession_burden(on.thaw, s, own, factor, p)
        + thaw.rapport_pull(on.thaw, s, p)
        + threat_overlap.overlap_pull(on.threat_overlap, record.overlap, i, p)
        + abandonment.abandonment_pull(on.abandonment, record.fear_jpn, record.fear_kor, p)
        + joint_hedging.hedge_pull(on.joint_hedging, record.common_exposure, record.wedge, p)
        + joint_hedging.insurance(on.joint_hedging, record.reward, own, p)
        + retaliation.reciprocity(on.retaliation, other, p)
        + institutions.routine(on.institutions, s, p)
        - domestic_politics.domestic_cost(on.domestic_politics, s, own, p)
        - signalling.concern_push(on.signalling, own, p)
        + p.inertia * same(own.chosen_neighbour, NEIGHBOUR.reconcile)
    )
    hold = p.inertia * same(own.chosen_neighbour, NEIGHBOUR.hold)
    contest = (
        -ally_axis
        - p.contest_cost
        - weight * p.contest_priority * priority
        + retaliation.room(on.retaliation, own, p)
        * (
            history_dispute.contest_line(on.history_dispute, s, own, p)
            + retaliation.reaction(on.retaliation, own, other, p)
        )
        - retaliation.restraint(on.retaliation, s, record.effort * heeded, p)
        + loyalty_contest.history_weapon(on.loyalty_contest, own, other, record.prize, p)
        - interdependence.restraint(on.interdependence, s, p)
        + p.inertia * same(own.chosen_neighbour, NEIGHBOUR.contest)
    )
    return reconcile, hold, contest


@kernel
def _revises(frozen: float, activation: float, place: float, p: Parameter) -> float:
    """Return 1.0 if a capital chooses anew this month.

    It always does in the synchronous schedule, when drawn in the asynchronous one, and never if
    frozen.
    """
    drawn = where((activation >= place * 0.2) & (activation < (place + 1.0) * 0.2), 1.0, 0.0)
    return where(p.asynchronous > 0.5, drawn, 1.0) * (1.0 - frozen)


@kernel
def _decide_washington(
    on: Switch,
    s: State,
    t: Trait,
    d: Draw,
    tokyo: Ally,
    seoul: Ally,
    record: Record,
    revises: float,
    p: Parameter,
) -> tuple[float, float, float, float, float, float]:
    """Return Washington's six options."""
    lam, stay = p.rationality_usa, p.inertia
    _, convene, press_tokyo, press_seoul = mediation.brokerage_utilities(
        on.mediation, s, t, tokyo, seoul, record.initiative, p
    )
    last = s.chosen_usa_brokerage
    brokerage = pick4(
        logit4(
            lam,
            stay * same(last, BROKERAGE.aside),
            convene + stay * same(last, BROKERAGE.convene),
            press_tokyo - p.press_alliance_cost + stay * same(last, BROKERAGE.press_tokyo),
            press_seoul - p.press_alliance_cost + stay * same(last, BROKERAGE.press_seoul),
        ),
        d.choose_usa_brokerage,
    )
    reward = loyalty_contest.loyalty_utility(on.loyalty_contest, t, tokyo, seoul, p)
    loyalty = pick_over(lam, reward, stay, s.chosen_usa_loyalty, d.choose_usa_loyalty)
    worth = 1.0 - joint_hedging.resistance(on.joint_hedging, tokyo, seoul, p)
    ask = p.demand_gain * t.usa_burden_demand * worth - p.demand_cost
    flexible = p.flexibility_gain * t.usa_china_alignment * t.usa_global_scope * worth
    tariff = pick_over(
        lam, ask - p.tariff_reluctance, stay, s.chosen_usa_tariff, d.choose_usa_tariff
    )
    basing = pick_over(lam, ask, stay, s.chosen_usa_basing_cost, d.choose_usa_basing_cost)
    flexibility = pick_over(
        lam,
        ask + flexible,
        stay,
        s.chosen_usa_strategic_flexibility,
        d.choose_usa_strategic_flexibility,
    )
    talk = dprk_talks.talk_utility(on.dprk_talks, s, t, seoul, record.influence, p)
    north = pick_over(lam, talk, stay, s.chosen_usa_pyongyang, d.choose_usa_pyongyang)
    return (
        where(revises > 0.5, brokerage, s.chosen_usa_brokerage),
        where(revises > 0.5, loyalty, s.chosen_usa_loyalty),
        where(revises > 0.5, tariff, s.chosen_usa_tariff),
        where(revises > 0.5, basing, s.chosen_usa_basing_cost),
        where(revises > 0.5, flexibility, s.chosen_usa_strategic_flexibility),
        where(revises > 0.5, north, s.chosen_usa_pyongyang),
    )


@kernel
def _decide_ally(
    on: Switch,
    s: State,
    i: Input,
    own: Ally,
    other: Ally,
    record: Record,
    fear: float,
    rationality: float,
    neighbour: tuple[float, float, float],
    offers: float,
    more: float,
    needed: float,
    u: tuple[float, float, float, float],
    revises: float,
    p: Parameter,
) -> tuple[float, float, float, float]:
    """Return an ally's four options: neighbour, Washington, China, Pyongyang.

    `neighbour` are its utilities of (reconcile, hold, contest); `offers` is 1.0 where reconciling
    is feasible (an acting leader cannot); `more` what only this ally has to gain from a bid,
    `needed` what only this ally has to lose by aligning; `u` its four draws.
    """
    stay = p.inertia
    # Who may not reconcile cannot go on reconciling either: repeating, it holds.
    kept = where(
        (offers < 0.5) & (own.chosen_neighbour == NEIGHBOUR.reconcile),
        NEIGHBOUR.hold,
        own.chosen_neighbour,
    )
    toward = pick3(
        logit3(rationality, neighbour[0], neighbour[1], neighbour[2], offers, 1.0, 1.0), u[0]
    )
    bid = loyalty_contest.bid_utility(on.loyalty_contest, own, other, record.prize, p) + more
    together = joint_hedging.coordinate_utility(
        on.joint_hedging, s, own, other, record.common_exposure, record.wedge, fear, p
    )
    last = own.chosen_washington
    washington = pick3(
        logit3(
            rationality,
            p.quiet_ease + stay * same(last, WASHINGTON.quiet),
            bid + stay * same(last, WASHINGTON.bid),
            together + stay * same(last, WASHINGTON.coordinate),
            1.0,
            1.0,
            1.0,
        ),
        u[1],
    )
    trapped = abandonment.entrapment(on.abandonment, own, i, p)
    align = strategic_ambiguity.alignment_utility(
        on.strategic_ambiguity, s, i, own, trapped, needed, p
    )
    china = pick_over(rationality, align, stay, own.chosen_china, u[2])
    deter = abandonment.deterrence_trust(on.abandonment, s, p) - dprk_talks.engage_utility(
        on.dprk_talks, s, own, record.talking, p
    )
    north = pick_over(rationality, deter, stay, own.chosen_pyongyang, u[3])
    return (
        where(revises > 0.5, toward, kept),
        where(revises > 0.5, washington, own.chosen_washington),
        where(revises > 0.5, china, own.chosen_china),
        where(revises > 0.5, north, own.chosen_pyongyang),
    )


@kernel
def decide(
    on: Switch,
    s: State,
    t: Trait,
    i: Input,
    d: Draw,
    tokyo: Ally,
    seoul: Ally,
    record: Record,
    p: Parameter,
) -> Choice:
    """Return every capital's options this month as a `Choice`."""
    u = d.activation
    washington = _decide_washington(
        on, s, t, d, tokyo, seoul, record, _revises(p.freeze_usa, u, 0.0, p), p
    )
    reconcile, hold, contest = neighbour_utilities(
        on, s, i, tokyo, seoul, record, record.priority_jpn, record.pressed_tokyo, p
    )
    reconcile = reconcile - settlement.finality_gap(on.settlement, s, p)
    room = retaliation.room(on.retaliation, tokyo, p)
    contest = contest + room * retaliation.red_line(on.retaliation, s, p)
    of_tokyo = _decide_ally(
        on,
        s,
        i,
        tokyo,
        seoul,
        record,
        record.fear_jpn,
        p.rationality_jpn,
        (reconcile, hold, contest),
        1.0,
        0.0,
        0.0,
        (
            d.choose_jpn_neighbour,
            d.choose_jpn_washington,
            d.choose_jpn_china,
            d.choose_jpn_pyongyang,
        ),
        _revises(p.freeze_jpn, u, 1.0, p),
        p,
    )
    reconcile, hold, contest = neighbour_utilities(
        on, s, i, seoul, tokyo, record, record.priority_kor, record.pressed_seoul, p
    )
    attack = influence_learning.attack(on.influence_learning, s, p)
    reconcile = (
        reconcile
        + thaw.deadline(on.thaw, s, p)
        + influence_learning.court(on.influence_learning, s, p)
    )
    contest = (
        contest + attack + domestic_politics.reversal_pull(on.domestic_politics, s, i, seoul, p)
    )
    of_seoul = _decide_ally(
        on,
        s,
        i,
        seoul,
        tokyo,
        record,
        record.fear_kor,
        p.rationality_kor,
        (reconcile, hold, contest),
        record.initiative,
        attack + dprk_talks.backing(on.dprk_talks, s, seoul, p),
        strategic_ambiguity.need_of_beijing(on.strategic_ambiguity, s, seoul, p),
        (
            d.choose_kor_neighbour,
            d.choose_kor_washington,
            d.choose_kor_china,
            d.choose_kor_pyongyang,
        ),
        _revises(p.freeze_kor, u, 2.0, p),
        p,
    )
    of_beijing = decide_beijing(s, i, d, tokyo, seoul, _revises(p.freeze_chn, u, 3.0, p), p)
    of_pyongyang = decide_pyongyang(on, s, i, d, _revises(p.freeze_prk, u, 4.0, p), p)
    return Choice(
        usa_brokerage=washington[0],
        usa_loyalty=washington[1],
        usa_tariff=washington[2],
        usa_basing_cost=washington[3],
        usa_strategic_flexibility=washington[4],
        usa_pyongyang=washington[5],
        jpn_neighbour=of_tokyo[0],
        jpn_washington=of_tokyo[1],
        jpn_china=of_tokyo[2],
        jpn_pyongyang=of_tokyo[3],
        kor_neighbour=of_seoul[0],
        kor_washington=of_seoul[1],
        kor_china=of_seoul[2],
        kor_pyongyang=of_seoul[3],
        chn_tokyo=of_beijing[0],
        chn_seoul=of_beijing[1],
        chn_pyongyang=of_beijing[2],
        prk_posture=of_pyongyang,
    )
