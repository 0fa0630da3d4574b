"""E1: hub and spokes (M01), and how each of the ten relations moves."""

from tests.naive.sheet import clip, one_if


def hub_and_spokes(m):
    """M01."""
    s, p, on = m.s, m.p, m.on.hub_and_spokes

    @m.value
    def link():  # E1.1
        if not on:
            return 0.0
        return clip(m.effort * (1 - m.reward) + p.link_floor * s.institution, 0, 1)

    @m.value
    def balance():  # E1.2
        if not on:
            return 0.0
        product = s.relation_jpn_usa * s.relation_kor_usa
        return p.balance_pull * m.link * (product - s.relation_jpn_kor)

    @m.value
    def neighbour_weight():  # E1.3
        return p.neighbour_weight if on else 1.0

    @m.value
    def alliance_base():  # E1.4
        if not on:
            return {"jpn": p.relation_base_jpn_kor, "kor": p.relation_base_jpn_kor}
        return {"jpn": p.alliance_base_jpn, "kor": p.alliance_base_kor}

    @m.value
    def anchor():  # E1.5
        return p.alliance_anchor if on else p.relation_rate

    @m.value
    def triangle():  # E1.6
        amities = 0
        for relation in (
            m.next_relation_jpn_usa,
            m.next_relation_kor_usa,
            m.next_relation_jpn_kor,
        ):
            if relation > p.amity_threshold:
                amities = amities + 1
        return 3 - amities

    @m.value
    def steady():  # E1.7
        return p.alliance_noise if on else 1.0


def relations(m):
    """E1.r1 to E1.r12."""
    s, i, d, p = m.s, m.i, m.d, m.p

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
        moved = move(
            m.carried,
            m.base_jpn_kor,
            m.persistence,
            m.push_neighbours,
            m.grievance_ceiling,
            d.noise_jpn_kor,
        )
        return max(moved, m.relation_floor)

    def alliance(own, relation, bid, pressed, noise):  # E1.r4
        push = push_alliance(own, bid, pressed)
        return move(relation, m.alliance_base[own.iso], m.anchor, push, 1, m.steady * noise)

    @m.value
    def next_relation_jpn_usa():
        return alliance(m.tokyo, s.relation_jpn_usa, m.bid_jpn, m.pressed_tokyo, d.noise_jpn_usa)

    @m.value
    def next_relation_kor_usa():
        return alliance(m.seoul, s.relation_kor_usa, m.bid_kor, m.pressed_seoul, d.noise_kor_usa)

    def other(dyad, push):  # E1.r5
        return move(
            getattr(s, f"relation_{dyad}"),
            getattr(p, f"relation_base_{dyad}"),
            p.relation_rate,
            push,
            1,
            getattr(d, f"noise_{dyad}"),
        )

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
        if reach == 0:
            push = push + p.court_warmth
        if reach == 2:
            push = push - p.coerce_chill
        return push

    @m.value
    def next_relation_chn_jpn():
        return other("chn_jpn", beijing(m.c.chn_tokyo, m.tokyo))

    @m.value
    def next_relation_chn_kor():
        return other("chn_kor", beijing(m.c.chn_seoul, m.seoul))

    @m.value
    def next_relation_chn_prk():  # E1.r9
        if m.c.chn_pyongyang == 0:
            return other("chn_prk", p.shield_warmth)
        return other("chn_prk", -p.shield_warmth)

    @m.value
    def next_relation_chn_usa():  # E1.r10
        return other(
            "chn_usa",
            -p.tension_chill * i.us_china_tension
            - p.flexibility_chill * s.belief_usa_strategic_flexibility_demand,
        )

    def north(option):  # E1.r11
        engaging = one_if(option == 0)
        return p.engage_warmth * engaging - p.deter_chill * (1 - engaging) - p.test_chill * m.test

    @m.value
    def next_relation_jpn_prk():
        return other("jpn_prk", north(m.c.jpn_pyongyang))

    @m.value
    def next_relation_kor_prk():
        return other("kor_prk", north(m.c.kor_pyongyang) + m.spillover)

    @m.value
    def next_relation_prk_usa():  # E1.r12
        return other(
            "prk_usa",
            m.talks_push + p.opening_warmth * m.c.usa_pyongyang - p.test_chill * m.test,
        )
