"""What happens this month, given what the capitals chose: events, one hazard and one stream each.

Irreversible acts need a choice and its counterpart or a hazard, so that the small chance that the
logit leaves to every option does not add up to events that nobody wanted.
"""

from sim.mechanisms import (
    domestic_politics,
    dprk_talks,
    history_dispute,
    joint_hedging,
    loyalty_contest,
    mediation,
    retaliation,
    settlement,
    thaw,
)
from sim.mechanisms.arithmetic import kernel
from sim.mechanisms.choice import same
from sim.spec.instruments import BROKERAGE, NEIGHBOUR, NORTH, POSTURE, WASHINGTON
from sim.spec.records import Ally, Choice, Draw, Happening, Input, Parameter, Record, State, Switch

__all__ = ["happen"]


@kernel
def happen(
    on: Switch,
    s: State,
    i: Input,
    d: Draw,
    c: Choice,
    tokyo: Ally,
    seoul: Ally,
    record: Record,
    p: Parameter,
) -> Happening:
    """Return the month's `Happening`, given choices `c` and the record."""
    tokyo_reconciles = same(c.jpn_neighbour, NEIGHBOUR.reconcile)
    tokyo_contests = same(c.jpn_neighbour, NEIGHBOUR.contest)
    seoul_reconciles = same(c.kor_neighbour, NEIGHBOUR.reconcile)
    seoul_contests = same(c.kor_neighbour, NEIGHBOUR.contest)
    seoul_engages = same(c.kor_pyongyang, NORTH.engage)
    both = tokyo_reconciles * seoul_reconciles
    apart = (1.0 - tokyo_contests) * (1.0 - seoul_contests)

    court = history_dispute.court_rules(on.history_dispute, s, i, d.court, p)
    sale_order = history_dispute.orders_sale(on.history_dispute, s, i, d.court, p)
    provocation = history_dispute.provokes(on.history_dispute, i, tokyo_contests, d.provocation, p)
    incident = history_dispute.incident(on.history_dispute, i, seoul_contests, d.incident, p)
    frictions = history_dispute.friction(
        on.history_dispute, s, i, d.heritage, d.territory, d.textbook, p
    )

    led = mediation.leads(on.mediation, both, apart, record.effort, tokyo, seoul, p)
    settled = thaw.settles(on.thaw, s, i, led, record.initiative, d.settlement, p)
    accepted = settlement.legitimacy(on.settlement, seoul, p)
    tilted = settlement.tilt(on.settlement, s, record.pressed_tokyo, record.pressed_seoul, p)
    quality = settlement.quality(on.settlement, accepted, tilted, i.given_settlement, p)
    reversal = domestic_politics.reverses(
        on.domestic_politics, s, i, seoul_contests, record.initiative, d.reversal, p
    )
    meeting = thaw.meet(on.thaw, s, both, apart, record.initiative, d.summit, p)

    bid_jpn = loyalty_contest.bid_size(
        on.loyalty_contest, same(c.jpn_washington, WASHINGTON.bid), tokyo, record.prize, p
    )
    bid_kor = loyalty_contest.bid_size(
        on.loyalty_contest, same(c.kor_washington, WASHINGTON.bid), seoul, record.prize, p
    )
    together = same(c.jpn_washington, WASHINGTON.coordinate) * same(
        c.kor_washington, WASHINGTON.coordinate
    )
    return Happening(
        tokyo_reconciles=tokyo_reconciles,
        tokyo_contests=tokyo_contests,
        seoul_reconciles=seoul_reconciles,
        seoul_contests=seoul_contests,
        seoul_engages=seoul_engages,
        court=court,
        sale_order=sale_order,
        provocation=provocation,
        incident=incident,
        friction=frictions,
        test=dprk_talks.tests(i, same(c.prk_posture, POSTURE.provoke), p),
        remark=joint_hedging.remarks(i, d.remark, p),
        settled=settled,
        legitimacy=accepted,
        tilt=tilted,
        quality=quality,
        reversal=reversal,
        visit=meeting.visit,
        encounter=meeting.encounter,
        met=meeting.weight,
        document=thaw.issues_document(on.thaw, s, meeting.visit, d.joint_document, p),
        trilateral=mediation.convenes(
            on.mediation,
            1.0 - same(c.usa_brokerage, BROKERAGE.aside),
            s,
            both,
            record.initiative,
            d.trilateral,
            p,
        ),
        level_jpn=retaliation.ladder(
            on.retaliation,
            tokyo,
            seoul,
            s,
            tokyo_contests,
            tokyo_reconciles,
            retaliation.assets_at_risk(s),
            record.effort,
            d.escalation_jpn,
            d.step_down_jpn,
            p,
        ),
        level_kor=retaliation.ladder(
            on.retaliation,
            seoul,
            tokyo,
            s,
            seoul_contests,
            seoul_reconciles,
            0.0,
            record.effort,
            d.escalation_kor,
            d.step_down_kor,
            p,
        ),
        talks_state=dprk_talks.talks(
            on.dprk_talks,
            s,
            i,
            c.usa_pyongyang,
            same(c.prk_posture, POSTURE.talk),
            seoul_engages,
            d.talks,
            p,
        ),
        bid_jpn=bid_jpn,
        bid_kor=bid_kor,
        tariff_together=joint_hedging.coordinates(
            on.joint_hedging,
            together,
            c.usa_tariff,
            tokyo.tariff_exposure,
            seoul.tariff_exposure,
            d.coordination_tariff,
            p,
        ),
        basing_cost_together=joint_hedging.coordinates(
            on.joint_hedging,
            together,
            c.usa_basing_cost,
            tokyo.basing_cost_exposure,
            seoul.basing_cost_exposure,
            d.coordination_basing_cost,
            p,
        ),
        strategic_flexibility_together=joint_hedging.coordinates(
            on.joint_hedging,
            together,
            c.usa_strategic_flexibility,
            tokyo.strategic_flexibility_exposure,
            seoul.strategic_flexibility_exposure,
            d.coordination_strategic_flexibility,
            p,
        ),
    )
