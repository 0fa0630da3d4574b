"""The stocks after a month, from last month's stocks and this month's choices and events.  E0-E20.

All read the old state, but for what the month itself has just decided: believed favour reads this
month's favour, the fork this month's belief in influence, concern this month's pledge.
"""

from sim.mechanisms import (
    abandonment,
    domestic_politics,
    dprk_talks,
    favour_perception,
    history_dispute,
    influence_learning,
    institutions,
    interdependence,
    loyalty_contest,
    mediation,
    retaliation,
    settlement,
    signalling,
    strategic_ambiguity,
    thaw,
    threat_overlap,
)
from sim.mechanisms.arithmetic import clip, greatest, kernel, where
from sim.mechanisms.carry import hand_on
from sim.spec.records import (
    Ally,
    Choice,
    Draw,
    Happening,
    Input,
    Memory,
    Parameter,
    Record,
    Relations,
    State,
    Stock,
    Switch,
)

__all__ = ["evolve"]


@kernel
def evolve(
    on: Switch,
    s: State,
    i: Input,
    d: Draw,
    c: Choice,
    h: Happening,
    r: Relations,
    memory: Memory,
    tokyo: Ally,
    seoul: Ally,
    record: Record,
    p: Parameter,
) -> State:
    """Return next month's `State`; `c` choices, `h` happenings, `r` relations after the month."""
    shock = history_dispute.impact(h, p)
    conceded_jpn, conceded_kor = h.settled * p.design_burden_jpn, h.settled * p.design_burden_kor
    benefit = interdependence.benefit(on.interdependence, s, record.green_light, p)
    message = domestic_politics.message(s, record.green_light)
    kept_force = s.settlement_force * (1.0 - h.reversal)
    inherited = where(i.turnover_kor > 0.5, s.settlement_force, s.settlement_inherited)

    advanced = dprk_talks.advanced(s, h.talks_state)
    broke_down = dprk_talks.broke_down(s, h.talks_state)
    influence_belief = influence_learning.learn(
        on.influence_learning, s, record.influence, h.seoul_engages, advanced, broke_down, p
    )
    toll = dprk_talks.isolation(on.dprk_talks, s, tokyo, record.talking, p)
    favour_jpn = loyalty_contest.favour(
        on.loyalty_contest,
        s,
        h.bid_jpn,
        h.bid_kor,
        record.pressed_tokyo,
        record.pressed_seoul,
        toll,
        p,
    )
    pledge = signalling.pledge(
        on.signalling, s, i, h.seoul_reconciles, h.reversal, record.initiative, p
    )
    newly_pledged = clip(pledge - s.pledge, 0.0, 1.0)
    ease = institutions.ease(on.institutions, s, p)
    upkeep = institutions.upkeep(s, record.effort, record.green_light, p)
    healing = interdependence.exchange_healing(on.interdependence, s, p)
    breadth = mediation.breadth(record.effort, p)
    stocks = Stock(
        relation_chn_jpn=r.chn_jpn,
        relation_chn_kor=r.chn_kor,
        relation_jpn_kor=r.jpn_kor,
        relation_jpn_usa=r.jpn_usa,
        relation_kor_usa=r.kor_usa,
        grievance=settlement.grievance(
            on.settlement, s, h.settled, h.quality, h.reversal, h.court, h.provocation, healing, p
        ),
        dispute=history_dispute.dispute(
            on.history_dispute,
            s,
            shock,
            record.buffer,
            tokyo,
            seoul,
            h.tokyo_contests,
            h.seoul_contests,
            thaw.relief(on.thaw, h.settled, h.quality, p),
            p,
        ),
        litigation=history_dispute.litigation(
            on.history_dispute, s, h.court, h.sale_order, h.settled, p
        ),
        case_law=history_dispute.case_law(on.history_dispute, s, h.court, p),
        settlement_force=where(h.settled > 0.5, 1.0, kept_force),
        settlement_quality=where(
            h.settled > 0.5, h.quality, s.settlement_quality * (1.0 - h.reversal)
        ),
        settlement_legitimacy=where(h.settled > 0.5, h.legitimacy, s.settlement_legitimacy),
        settlement_tilt=where(h.settled > 0.5, h.tilt, s.settlement_tilt),
        settlement_ideology=where(h.settled > 0.5, i.ideology_kor, s.settlement_ideology),
        settlement_inherited=where(h.settled > 0.5, 0.0, inherited * (1.0 - h.reversal)),
        reversal_count=clip(s.reversal_count + h.reversal, 0.0, 100.0),
        pledge=pledge,
        retaliation_level_jpn=h.level_jpn,
        retaliation_level_kor=h.level_kor,
        trust=institutions.trust(
            on.institutions,
            s,
            s.security_cooperation,
            shock,
            h.reversal,
            h.met,
            h.settled * h.quality,
            settlement.ceiling(on.settlement, s, p),
            p,
        ),
        institution=institutions.build(
            on.institutions,
            s,
            h.trilateral,
            h.met,
            h.document,
            upkeep,
            record.green_light,
            p,
        ),
        rapport=thaw.rapport(on.thaw, s, h.met, i.turnover_jpn, i.turnover_kor, p),
        summit_memory=greatest(0.5 * s.summit_memory, h.met),
        tenure_jpn=clip(s.tenure_jpn * (1.0 - i.turnover_jpn) + 1.0, 0.0, 1200.0),
        tenure_kor=clip(s.tenure_kor * (1.0 - i.turnover_kor) + 1.0, 0.0, 1200.0),
        dialogue=retaliation.hysteresis(
            on.retaliation, s.dialogue, s.relation_jpn_kor + ease, h.visit, p
        ),
        exercise=retaliation.hysteresis(
            on.retaliation, s.exercise, s.relation_jpn_kor + ease + p.exercise_ease, 1.0, p
        ),
        quad=strategic_ambiguity.enter_quad(
            on.strategic_ambiguity, s, seoul, record.effort, d.quad, p
        ),
        security_cooperation=threat_overlap.cooperate(
            on.threat_overlap,
            s,
            tokyo,
            seoul,
            record.overlap,
            record.alignment_gap,
            h.test,
            record.green_light,
            strategic_ambiguity.quad_practice(on.strategic_ambiguity, s, p)
            + retaliation.dialogue_practice(s, p),
            p,
        ),
        economic_cooperation=interdependence.trade(
            on.interdependence,
            s,
            tokyo,
            seoul,
            record.alignment_gap,
            breadth,
            p,
        ),
        threat_chn_jpn=threat_overlap.perceive_china(tokyo, i.beijing_pressure, p),
        threat_chn_kor=threat_overlap.perceive_china(seoul, i.beijing_pressure, p),
        threat_prk=threat_overlap.perceive_north(s, h.test, record.talking, p),
        capability_prk=abandonment.capability(s, h.test, p),
        reliability=abandonment.reliability(on.abandonment, s, record.effort, record.reward, p),
        favour_jpn=favour_jpn,
        favour_belief_jpn=favour_perception.perceive(
            on.favour_perception, tokyo, favour_jpn, record.reward, d.favour_signal_jpn, p
        ),
        favour_belief_kor=favour_perception.perceive(
            on.favour_perception, seoul, -favour_jpn, record.reward, d.favour_signal_kor, p
        ),
        influence=record.influence,
        influence_belief=influence_belief,
        fork=influence_learning.fork(
            on.influence_learning,
            s,
            tokyo,
            seoul,
            record.influence,
            influence_belief,
            broke_down,
            i.turnover_kor,
            d.fork,
            p,
        ),
        concern_jpn=signalling.concern(
            on.signalling,
            tokyo,
            seoul,
            h.seoul_reconciles,
            h.seoul_contests,
            h.met,
            newly_pledged,
            h.reversal,
            p,
        ),
        concern_kor=signalling.concern(
            on.signalling,
            seoul,
            tokyo,
            h.tokyo_reconciles,
            h.tokyo_contests,
            h.met,
            0.0,
            0.0,
            p,
        ),
        china_alignment_jpn=strategic_ambiguity.align(
            on.strategic_ambiguity, tokyo, c.jpn_china, p
        ),
        china_alignment_kor=strategic_ambiguity.align(
            on.strategic_ambiguity, seoul, c.kor_china, p
        ),
        approval_jpn=domestic_politics.approval(
            on.domestic_politics,
            tokyo,
            conceded_jpn,
            h.tokyo_contests,
            s.dispute,
            p,
        ),
        approval_kor=domestic_politics.approval(
            on.domestic_politics,
            seoul,
            conceded_kor,
            h.seoul_contests,
            s.dispute,
            p,
        ),
        support_jpn=domestic_politics.support(
            on.domestic_politics, tokyo, benefit, message, conceded_jpn, shock, p
        ),
        support_kor=domestic_politics.support(
            on.domestic_politics, seoul, benefit, message, conceded_kor, shock, p
        ),
        talks_state=h.talks_state,
    )
    return hand_on(stocks, c, memory)
