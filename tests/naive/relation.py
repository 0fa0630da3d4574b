"""E1: how relations move, and those that are read from the record."""

from sim.spec.instruments import REACH
from tests.naive.sheet import clip


def relations(m):
    """E1.r1 to E1.r8."""
    s, d, p = m.s, m.d, m.p

    def move(relation, base, rate, push, ceiling, noise):  # E1.r1
        moved = relation + rate * (base - relation)
        if push > 0:
            moved = moved + push * max(ceiling - relation, 0)
        else:
            moved = moved + push * (1 + relation)
        return clip(moved + p.relation_noise * noise, -1, 1)

    @m.value
    def base_jpn_kor():  # E1.r2
        return clip(
            p.relation_base_jpn_kor
            + p.base_trust * s.trust
            + p.base_overlap * m.overlap
            - p.base_grievance * s.grievance
            + p.base_security * s.security_cooperation
            - p.base_dispute * s.dispute,
            -1,
            1,
        )

    @m.value
    def next_relation_jpn_kor():  # E1.r3
        return move(
            m.carried,
            m.base_jpn_kor,
            m.persistence,
            m.push_neighbours,
            m.grievance_ceiling,
            d.noise_jpn_kor,
        )

    def alliance(own, relation, bid, pressed, noise):  # E1.r4
        push = push_alliance(own, bid, pressed)
        return move(relation, m.alliance_base[own.iso], m.anchor, push, 1, m.steady * noise)

    @m.value
    def next_relation_jpn_usa():
        return alliance(m.tokyo, s.relation_jpn_usa, m.bid_jpn, m.pressed_tokyo, d.noise_jpn_usa)

    @m.value
    def next_relation_kor_usa():
        return alliance(m.seoul, s.relation_kor_usa, m.bid_kor, m.pressed_seoul, d.noise_kor_usa)

    @m.value
    def push_neighbours():  # E1.r6
        return (
            m.summit_push
            + p.gesture_warmth * (m.reconciles(m.tokyo) + m.reconciles(m.seoul))
            - p.contest_chill * (m.contests(m.tokyo) + m.contests(m.seoul))
            + m.balance
            + m.brokered_warmth
            + m.hedging_push
            - m.rivalry_cost
            - m.shock_push
            - m.ladder_push
            - m.split_push
            - m.drift
            - m.reversal_push
            - m.slight
        )

    def push_alliance(own, bid, pressed):  # E1.r7
        strain = (
            s.belief_usa_tariff_demand * own.tariff_exposure
            + s.belief_usa_basing_cost_demand * own.basing_cost_exposure
            + s.belief_usa_strategic_flexibility_demand * own.strategic_flexibility_exposure
        )
        return (
            p.bid_warmth * (bid + p.coerced_worth * m.given(own))
            - p.demand_strain * strain
            - p.pressure_strain * pressed
            - m.remark_loss
            - p.ambiguity_strain * m.ambiguity_cost(own)
            - p.coordination_strain * sum(m.together.values())
        )

    def beijing(reach, ally):  # E1.r8
        push = -m.beijing_displeasure(ally)
        if reach == REACH.court:
            push = push + p.court_warmth
        if reach == REACH.coerce:
            push = push - p.coerce_chill
        return push

    @m.value
    def next_relation_chn_jpn():  # E1.r5
        push = beijing(m.c.chn_tokyo, m.tokyo)
        return move(s.relation_chn_jpn, 0, p.relation_rate, push, 1, d.noise_chn_jpn)

    @m.value
    def next_relation_chn_kor():
        push = beijing(m.c.chn_seoul, m.seoul)
        base = p.relation_base_chn_kor
        return move(s.relation_chn_kor, base, p.relation_rate, push, 1, d.noise_chn_kor)


def shown(m, after):
    """E1.r9 and E1.r10: relations read from what the record shows after the month."""
    posture = after["belief_prk_posture_talk"] - after["belief_prk_posture_provoke"]
    approach = {
        "jpn_prk": 1 - 2 * after["belief_jpn_pyongyang_deter"],
        "kor_prk": 1 - 2 * after["belief_kor_pyongyang_deter"],
        "prk_usa": 2 * after["belief_usa_pyongyang_talk"] - 1,
    }
    found = {f"relation_{dyad}": (side + posture) / 2 for dyad, side in approach.items()}
    found["relation_chn_prk"] = 1 - 2 * after["belief_chn_pyongyang_restrain"]
    found["relation_chn_usa"] = 1 - 2 * m.i.us_china_tension
    return found
