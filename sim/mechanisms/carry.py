"""What a month only carries over: choices, and what is believed of them.  E0.

Written by `make tables` from the instruments and their options.
"""

from sim.mechanisms.arithmetic import kernel
from sim.mechanisms.choice import recall, same
from sim.spec.instruments import (
    BLOC,
    BROKERAGE,
    CHINA,
    DEMAND,
    LOYALTY,
    NEIGHBOUR,
    NORTH,
    OPENING,
    POSTURE,
    REACH,
    WASHINGTON,
)
from sim.spec.records import Choice, Flow, Memory, Reading, State, Stock

__all__ = ["hand_on", "remember", "write_down"]


@kernel
def remember(s: State, c: Choice, gain: float) -> Memory:
    """Return what is believed of each option after choices `c`."""
    return Memory(
        belief_usa_brokerage_convene=recall(
            s.belief_usa_brokerage_convene, same(c.usa_brokerage, BROKERAGE.convene), gain
        ),
        belief_usa_brokerage_press_tokyo=recall(
            s.belief_usa_brokerage_press_tokyo, same(c.usa_brokerage, BROKERAGE.press_tokyo), gain
        ),
        belief_usa_brokerage_press_seoul=recall(
            s.belief_usa_brokerage_press_seoul, same(c.usa_brokerage, BROKERAGE.press_seoul), gain
        ),
        belief_usa_loyalty_reward=recall(
            s.belief_usa_loyalty_reward, same(c.usa_loyalty, LOYALTY.reward), gain
        ),
        belief_usa_tariff_demand=recall(
            s.belief_usa_tariff_demand, same(c.usa_tariff, DEMAND.demand), gain
        ),
        belief_usa_basing_cost_demand=recall(
            s.belief_usa_basing_cost_demand, same(c.usa_basing_cost, DEMAND.demand), gain
        ),
        belief_usa_strategic_flexibility_demand=recall(
            s.belief_usa_strategic_flexibility_demand,
            same(c.usa_strategic_flexibility, DEMAND.demand),
            gain,
        ),
        belief_usa_pyongyang_talk=recall(
            s.belief_usa_pyongyang_talk, same(c.usa_pyongyang, OPENING.talk), gain
        ),
        belief_jpn_neighbour_hold=recall(
            s.belief_jpn_neighbour_hold, same(c.jpn_neighbour, NEIGHBOUR.hold), gain
        ),
        belief_jpn_neighbour_contest=recall(
            s.belief_jpn_neighbour_contest, same(c.jpn_neighbour, NEIGHBOUR.contest), gain
        ),
        belief_jpn_washington_bid=recall(
            s.belief_jpn_washington_bid, same(c.jpn_washington, WASHINGTON.bid), gain
        ),
        belief_jpn_washington_coordinate=recall(
            s.belief_jpn_washington_coordinate, same(c.jpn_washington, WASHINGTON.coordinate), gain
        ),
        belief_jpn_china_alignment=recall(
            s.belief_jpn_china_alignment, same(c.jpn_china, CHINA.alignment), gain
        ),
        belief_jpn_pyongyang_deter=recall(
            s.belief_jpn_pyongyang_deter, same(c.jpn_pyongyang, NORTH.deter), gain
        ),
        belief_kor_neighbour_hold=recall(
            s.belief_kor_neighbour_hold, same(c.kor_neighbour, NEIGHBOUR.hold), gain
        ),
        belief_kor_neighbour_contest=recall(
            s.belief_kor_neighbour_contest, same(c.kor_neighbour, NEIGHBOUR.contest), gain
        ),
        belief_kor_washington_bid=recall(
            s.belief_kor_washington_bid, same(c.kor_washington, WASHINGTON.bid), gain
        ),
        belief_kor_washington_coordinate=recall(
            s.belief_kor_washington_coordinate, same(c.kor_washington, WASHINGTON.coordinate), gain
        ),
        belief_kor_china_alignment=recall(
            s.belief_kor_china_alignment, same(c.kor_china, CHINA.alignment), gain
        ),
        belief_kor_pyongyang_deter=recall(
            s.belief_kor_pyongyang_deter, same(c.kor_pyongyang, NORTH.deter), gain
        ),
        belief_chn_tokyo_leave=recall(
            s.belief_chn_tokyo_leave, same(c.chn_tokyo, REACH.leave), gain
        ),
        belief_chn_tokyo_coerce=recall(
            s.belief_chn_tokyo_coerce, same(c.chn_tokyo, REACH.coerce), gain
        ),
        belief_chn_seoul_leave=recall(
            s.belief_chn_seoul_leave, same(c.chn_seoul, REACH.leave), gain
        ),
        belief_chn_seoul_coerce=recall(
            s.belief_chn_seoul_coerce, same(c.chn_seoul, REACH.coerce), gain
        ),
        belief_chn_pyongyang_restrain=recall(
            s.belief_chn_pyongyang_restrain, same(c.chn_pyongyang, BLOC.restrain), gain
        ),
        belief_prk_posture_provoke=recall(
            s.belief_prk_posture_provoke, same(c.prk_posture, POSTURE.provoke), gain
        ),
        belief_prk_posture_talk=recall(
            s.belief_prk_posture_talk, same(c.prk_posture, POSTURE.talk), gain
        ),
    )


@kernel
def hand_on(stocks: Stock, c: Choice, memory: Memory) -> State:
    """Return next month's state: its stocks, this month's choices, and what is believed."""
    return State(
        relation_chn_jpn=stocks.relation_chn_jpn,
        relation_chn_kor=stocks.relation_chn_kor,
        relation_jpn_kor=stocks.relation_jpn_kor,
        relation_jpn_usa=stocks.relation_jpn_usa,
        relation_kor_usa=stocks.relation_kor_usa,
        grievance=stocks.grievance,
        dispute=stocks.dispute,
        litigation=stocks.litigation,
        case_law=stocks.case_law,
        settlement_force=stocks.settlement_force,
        settlement_quality=stocks.settlement_quality,
        settlement_legitimacy=stocks.settlement_legitimacy,
        settlement_tilt=stocks.settlement_tilt,
        settlement_ideology=stocks.settlement_ideology,
        settlement_inherited=stocks.settlement_inherited,
        reversal_count=stocks.reversal_count,
        pledge=stocks.pledge,
        retaliation_level_jpn=stocks.retaliation_level_jpn,
        retaliation_level_kor=stocks.retaliation_level_kor,
        trust=stocks.trust,
        institution=stocks.institution,
        rapport=stocks.rapport,
        summit_memory=stocks.summit_memory,
        tenure_jpn=stocks.tenure_jpn,
        tenure_kor=stocks.tenure_kor,
        dialogue=stocks.dialogue,
        exercise=stocks.exercise,
        quad=stocks.quad,
        security_cooperation=stocks.security_cooperation,
        economic_cooperation=stocks.economic_cooperation,
        threat_chn_jpn=stocks.threat_chn_jpn,
        threat_chn_kor=stocks.threat_chn_kor,
        threat_prk=stocks.threat_prk,
        capability_prk=stocks.capability_prk,
        reliability=stocks.reliability,
        favour_jpn=stocks.favour_jpn,
        favour_belief_jpn=stocks.favour_belief_jpn,
        favour_belief_kor=stocks.favour_belief_kor,
        influence=stocks.influence,
        influence_belief=stocks.influence_belief,
        fork=stocks.fork,
        concern_jpn=stocks.concern_jpn,
        concern_kor=stocks.concern_kor,
        china_alignment_jpn=stocks.china_alignment_jpn,
        china_alignment_kor=stocks.china_alignment_kor,
        approval_jpn=stocks.approval_jpn,
        approval_kor=stocks.approval_kor,
        support_jpn=stocks.support_jpn,
        support_kor=stocks.support_kor,
        talks_state=stocks.talks_state,
        chosen_usa_brokerage=c.usa_brokerage,
        chosen_usa_loyalty=c.usa_loyalty,
        chosen_usa_tariff=c.usa_tariff,
        chosen_usa_basing_cost=c.usa_basing_cost,
        chosen_usa_strategic_flexibility=c.usa_strategic_flexibility,
        chosen_usa_pyongyang=c.usa_pyongyang,
        chosen_jpn_neighbour=c.jpn_neighbour,
        chosen_jpn_washington=c.jpn_washington,
        chosen_jpn_china=c.jpn_china,
        chosen_jpn_pyongyang=c.jpn_pyongyang,
        chosen_kor_neighbour=c.kor_neighbour,
        chosen_kor_washington=c.kor_washington,
        chosen_kor_china=c.kor_china,
        chosen_kor_pyongyang=c.kor_pyongyang,
        chosen_chn_tokyo=c.chn_tokyo,
        chosen_chn_seoul=c.chn_seoul,
        chosen_chn_pyongyang=c.chn_pyongyang,
        chosen_prk_posture=c.prk_posture,
        belief_usa_brokerage_convene=memory.belief_usa_brokerage_convene,
        belief_usa_brokerage_press_tokyo=memory.belief_usa_brokerage_press_tokyo,
        belief_usa_brokerage_press_seoul=memory.belief_usa_brokerage_press_seoul,
        belief_usa_loyalty_reward=memory.belief_usa_loyalty_reward,
        belief_usa_tariff_demand=memory.belief_usa_tariff_demand,
        belief_usa_basing_cost_demand=memory.belief_usa_basing_cost_demand,
        belief_usa_strategic_flexibility_demand=memory.belief_usa_strategic_flexibility_demand,
        belief_usa_pyongyang_talk=memory.belief_usa_pyongyang_talk,
        belief_jpn_neighbour_hold=memory.belief_jpn_neighbour_hold,
        belief_jpn_neighbour_contest=memory.belief_jpn_neighbour_contest,
        belief_jpn_washington_bid=memory.belief_jpn_washington_bid,
        belief_jpn_washington_coordinate=memory.belief_jpn_washington_coordinate,
        belief_jpn_china_alignment=memory.belief_jpn_china_alignment,
        belief_jpn_pyongyang_deter=memory.belief_jpn_pyongyang_deter,
        belief_kor_neighbour_hold=memory.belief_kor_neighbour_hold,
        belief_kor_neighbour_contest=memory.belief_kor_neighbour_contest,
        belief_kor_washington_bid=memory.belief_kor_washington_bid,
        belief_kor_washington_coordinate=memory.belief_kor_washington_coordinate,
        belief_kor_china_alignment=memory.belief_kor_china_alignment,
        belief_kor_pyongyang_deter=memory.belief_kor_pyongyang_deter,
        belief_chn_tokyo_leave=memory.belief_chn_tokyo_leave,
        belief_chn_tokyo_coerce=memory.belief_chn_tokyo_coerce,
        belief_chn_seoul_leave=memory.belief_chn_seoul_leave,
        belief_chn_seoul_coerce=memory.belief_chn_seoul_coerce,
        belief_chn_pyongyang_restrain=memory.belief_chn_pyongyang_restrain,
        belief_prk_posture_provoke=memory.belief_prk_posture_provoke,
        belief_prk_posture_talk=memory.belief_prk_posture_talk,
    )


@kernel
def write_down(read: Reading, c: Choice) -> Flow:
    """Return what is recorded of a month beside the stocks: readings and choices."""
    return Flow(
        relation_chn_prk=read.relation_chn_prk,
        relation_chn_usa=read.relation_chn_usa,
        relation_jpn_prk=read.relation_jpn_prk,
        relation_kor_prk=read.relation_kor_prk,
        relation_prk_usa=read.relation_prk_usa,
        bid_jpn=read.bid_jpn,
        bid_kor=read.bid_kor,
        rent=read.rent,
        coordination_tariff=read.coordination_tariff,
        coordination_basing_cost=read.coordination_basing_cost,
        coordination_strategic_flexibility=read.coordination_strategic_flexibility,
        concession_tariff=read.concession_tariff,
        concession_basing_cost=read.concession_basing_cost,
        concession_strategic_flexibility=read.concession_strategic_flexibility,
        settlement_event=read.settlement_event,
        reversal_event=read.reversal_event,
        summit_event=read.summit_event,
        visit_event=read.visit_event,
        encounter_event=read.encounter_event,
        joint_document_event=read.joint_document_event,
        trilateral_event=read.trilateral_event,
        court_event=read.court_event,
        sale_order_event=read.sale_order_event,
        provocation_event=read.provocation_event,
        incident_event=read.incident_event,
        friction_event=read.friction_event,
        test_event=read.test_event,
        remark_event=read.remark_event,
        escalation_event_jpn=read.escalation_event_jpn,
        escalation_event_kor=read.escalation_event_kor,
        effort=read.effort,
        overlap=read.overlap,
        link=read.link,
        priority_jpn=read.priority_jpn,
        priority_kor=read.priority_kor,
        fear_jpn=read.fear_jpn,
        fear_kor=read.fear_kor,
        ambiguity_cost=read.ambiguity_cost,
        crisis_support=read.crisis_support,
        triangle=read.triangle,
        choice_usa_brokerage=c.usa_brokerage,
        choice_usa_loyalty=c.usa_loyalty,
        choice_usa_tariff=c.usa_tariff,
        choice_usa_basing_cost=c.usa_basing_cost,
        choice_usa_strategic_flexibility=c.usa_strategic_flexibility,
        choice_usa_pyongyang=c.usa_pyongyang,
        choice_jpn_neighbour=c.jpn_neighbour,
        choice_jpn_washington=c.jpn_washington,
        choice_jpn_china=c.jpn_china,
        choice_jpn_pyongyang=c.jpn_pyongyang,
        choice_kor_neighbour=c.kor_neighbour,
        choice_kor_washington=c.kor_washington,
        choice_kor_china=c.kor_china,
        choice_kor_pyongyang=c.kor_pyongyang,
        choice_chn_tokyo=c.chn_tokyo,
        choice_chn_seoul=c.chn_seoul,
        choice_chn_pyongyang=c.chn_pyongyang,
        choice_prk_posture=c.prk_posture,
    )
