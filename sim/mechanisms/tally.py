"""What is recorded of a month beside the stocks: flows and readings."""

from sim.mechanisms import abandonment, hub_and_spokes, relation, strategic_ambiguity
from sim.mechanisms.arithmetic import kernel, where
from sim.mechanisms.carry import write_down
from sim.spec.records import (
    Ally,
    Choice,
    Concession,
    Flow,
    Happening,
    Input,
    Reading,
    Record,
    State,
    Switch,
)

__all__ = ["tally"]


@kernel
def tally(
    on: Switch,
    s: State,
    after: State,
    i: Input,
    c: Choice,
    h: Happening,
    conceded: Concession,
    seoul: Ally,
    record: Record,
) -> Flow:
    """Return the month's `Flow`: events, bids, readings, choices. `after` is next month's state."""
    ties = relation.shown(after, i)
    read = Reading(
        relation_chn_prk=ties.chn_prk,
        relation_chn_usa=ties.chn_usa,
        relation_jpn_prk=ties.jpn_prk,
        relation_kor_prk=ties.kor_prk,
        relation_prk_usa=ties.prk_usa,
        bid_jpn=h.bid_jpn,
        bid_kor=h.bid_kor,
        rent=h.bid_jpn
        + h.bid_kor
        + conceded.tariff
        + conceded.basing_cost
        + conceded.strategic_flexibility,
        coordination_tariff=h.tariff_together,
        coordination_basing_cost=h.basing_cost_together,
        coordination_strategic_flexibility=h.strategic_flexibility_together,
        concession_tariff=conceded.tariff,
        concession_basing_cost=conceded.basing_cost,
        concession_strategic_flexibility=conceded.strategic_flexibility,
        settlement_event=h.settled,
        reversal_event=h.reversal,
        summit_event=h.visit + h.encounter,
        visit_event=h.visit,
        encounter_event=h.encounter,
        joint_document_event=h.document,
        trilateral_event=h.trilateral,
        court_event=where(h.court > 0.0, 1.0, 0.0),
        sale_order_event=where(h.sale_order > 0.0, 1.0, 0.0),
        provocation_event=where(h.provocation > 0.0, 1.0, 0.0),
        incident_event=where(h.incident > 0.0, 1.0, 0.0),
        friction_event=h.friction,
        test_event=where(h.test > 0.0, 1.0, 0.0),
        remark_event=where(h.remark > 0.0, 1.0, 0.0),
        escalation_event_jpn=where(h.level_jpn > s.retaliation_level_jpn, 1.0, 0.0),
        escalation_event_kor=where(h.level_kor > s.retaliation_level_kor, 1.0, 0.0),
        effort=record.effort,
        overlap=record.overlap,
        link=record.link,
        priority_jpn=record.priority_jpn,
        priority_kor=record.priority_kor,
        fear_jpn=record.fear_jpn,
        fear_kor=record.fear_kor,
        ambiguity_cost=strategic_ambiguity.ambiguity_cost(on.strategic_ambiguity, i, seoul),
        crisis_support=abandonment.crisis_support(on.abandonment, s),
        triangle=hub_and_spokes.classify_triangle(
            after.relation_jpn_usa, after.relation_kor_usa, after.relation_jpn_kor
        ),
    )
    return write_down(read, c)
