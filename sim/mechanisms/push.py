"""What the month's choices and events do to relations.  E1.

One function a group of dyads; each returns the monthly push, before `relation.move` bounds it.
"""

from sim.mechanisms import (
    dprk_talks,
    history_dispute,
    hub_and_spokes,
    joint_hedging,
    loyalty_contest,
    mediation,
    retaliation,
    strategic_ambiguity,
    thaw,
    vacuum,
)
from sim.mechanisms.arithmetic import kernel
from sim.mechanisms.choice import same
from sim.spec.instruments import REACH
from sim.spec.records import Ally, Happening, Input, Parameter, Record, State, Switch

__all__ = ["alliance", "neighbours", "with_beijing"]


@kernel
def neighbours(
    on: Switch,
    s: State,
    i: Input,
    h: Happening,
    tokyo: Ally,
    seoul: Ally,
    record: Record,
    issues_together: float,
    p: Parameter,
) -> float:
    """Return the push on Tokyo-Seoul: the sum of what the mechanisms give and take."""
    contests = h.tokyo_contests + h.seoul_contests
    gestures = h.tokyo_reconciles + h.seoul_reconciles
    return (
        thaw.summit_warmth(on.thaw, h.met, h.settled, tokyo, seoul, p)
        + p.gesture_warmth * gestures
        - p.contest_chill * contests
        + hub_and_spokes.balance(
            on.hub_and_spokes,
            record.link,
            s.relation_jpn_usa,
            s.relation_kor_usa,
            s.relation_jpn_kor,
            p,
        )
        + mediation.warmth(on.mediation, record.effort, tokyo, seoul, p)
        + joint_hedging.hedging_warmth(on.joint_hedging, issues_together, p)
        - loyalty_contest.rivalry_cost(on.loyalty_contest, h.bid_jpn, h.bid_kor, p)
        - history_dispute.shock_toll(
            on.history_dispute, history_dispute.impact(h, p), record.buffer, tokyo, seoul, p
        )
        - retaliation.ladder_toll(on.retaliation, tokyo, seoul, h.level_jpn, h.level_kor, p)
        - dprk_talks.split_toll(on.dprk_talks, tokyo, seoul, record.talking, p)
        - vacuum.drift(on.vacuum, s, i, p)
        - p.reversal_chill * h.reversal
        - strategic_ambiguity.quad_slight(on.strategic_ambiguity, s, seoul, p)
    )


@kernel
def alliance(
    on: Switch,
    s: State,
    i: Input,
    own: Ally,
    bid: float,
    remark: float,
    pressed: float,
    conceded: float,
    together: float,
    p: Parameter,
) -> float:
    """Return the push on an ally's relation with Washington.

    What this ally bids pleases, what it has `conceded` under demand pleases less; demands,
    pressure, remarks and ambiguity strain.
    """
    demand = (
        s.belief_usa_tariff_demand * own.tariff_exposure
        + s.belief_usa_basing_cost_demand * own.basing_cost_exposure
        + s.belief_usa_strategic_flexibility_demand * own.strategic_flexibility_exposure
    )
    return (
        p.bid_warmth * (bid + p.coerced_worth * conceded)
        - p.demand_strain * demand
        - p.pressure_strain * pressed
        - joint_hedging.remark_loss(on.joint_hedging, remark, s, p)
        - p.ambiguity_strain * strategic_ambiguity.ambiguity_cost(on.strategic_ambiguity, i, own)
        - p.coordination_strain * together
    )


@kernel
def with_beijing(
    on: Switch, i: Input, ally: Ally, seat: float, reach: float, p: Parameter
) -> float:
    """Return the push on an ally's relation with Beijing. `reach`: what Beijing chose.

    `seat` is a place newly won at the Quad.
    """
    return (
        p.court_warmth * same(reach, REACH.court)
        - p.coerce_chill * same(reach, REACH.coerce)
        - strategic_ambiguity.beijing_displeasure(on.strategic_ambiguity, ally, seat, i, p)
    )
