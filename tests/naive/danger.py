"""Dangers, fear of being left, and China: E7 to E9, M07 to M09."""

from tests.naive.sheet import clip, logistic, one_if


def threat_overlap(m):
    """M07."""
    s, i, p, on = m.s, m.i, m.p, m.on.threat_overlap

    def north(own):  # E7.1
        return i.peninsula_salience * s.threat_prk * (0.5 + 0.5 * own.sees_deter)

    def china(own):
        return own.threat_chn * own.alignment

    def whole(own):
        return north(own) + china(own)

    def in_mind(own):  # E7.2
        return (north(own) + 1e-6) / (whole(own) + 2e-6)

    @m.value
    def overlap():
        if not on:
            return 0.5
        tokyo, seoul = m.tokyo, m.seoul
        least = min(whole(tokyo), whole(seoul))
        most = max(whole(tokyo), whole(seoul))
        as_one = (least + 1e-6) / (most + 1e-6)
        apart = as_one * (1 - abs(in_mind(tokyo) - in_mind(seoul)))
        common = (1 - i.issue_separation) * as_one + i.issue_separation * apart
        return clip(common + m.reframed * (1 - common), 0, 1)

    @m.value
    def overlap_pull():  # E7.3
        if not on:
            return 0.0
        return p.overlap_pull * m.overlap * (0.5 + 0.5 * i.peninsula_salience)

    def next_threat_chn(own):  # E7.4
        alarm = i.beijing_pressure * own.china_threat_weight + p.coercion_alarm * own.sees_coerced
        moved = own.threat_chn + p.threat_rate * (clip(alarm, 0, 1) - own.threat_chn)
        return clip(moved, 0, 1)

    m.value(lambda: next_threat_chn(m.tokyo), "next_threat_chn_jpn")
    m.value(lambda: next_threat_chn(m.seoul), "next_threat_chn_kor")

    @m.value
    def next_threat_prk():  # E7.5
        target = clip(s.capability_prk - p.talks_relief * m.talking, 0, 1)
        eased = s.threat_prk + p.threat_rate * (target - s.threat_prk)
        return clip(eased + p.test_alarm * m.test * (1 - eased), 0, 1)

    @m.value
    def response():  # E7.6
        if not on:
            return 0.0
        tokyo, seoul = m.tokyo.sees_deter, m.seoul.sees_deter
        return m.test * (p.test_joint * min(tokyo, seoul) - p.test_split * abs(tokyo - seoul))

    @m.value
    def next_security_cooperation():
        target = m.overlap * s.trust * (1 - m.alignment_gap)
        rate = p.security_rate * (1 + p.green_light_gain * m.green_light)
        old = s.security_cooperation
        worked = m.response + m.practice + m.exchange
        return clip(old + rate * (target - old) + worked, 0, 1)


def abandonment(m):
    """M08."""
    s, i, p, on = m.s, m.i, m.p, m.on.abandonment

    def fear(own):  # E8.1
        if not on:
            return 0.0
        return clip(
            (1 - s.reliability)
            * s.threat_prk
            * (1 - p.broker_comfort * m.effort)
            * (1 - p.favour_comfort * max(0, own.favour_belief)),
            0,
            1,
        )

    m.value(lambda: fear(m.tokyo), "fear_jpn")
    m.value(lambda: fear(m.seoul), "fear_kor")

    @m.value
    def abandonment_pull():  # E8.2
        if not on:
            return 0.0
        common = min(m.fear_jpn, m.fear_kor)
        return p.common_fear_pull * common - p.uneven_fear_push * abs(m.fear_jpn - m.fear_kor)

    @m.rule
    def entrapment(own):  # E8.3
        return p.entrapment * own.alignment * i.us_china_tension if on else 0.0

    @m.value
    def deterrence_trust():  # E8.4
        return p.deterrence_trust * (s.reliability - p.reliability_base) if on else 0.0

    @m.value
    def next_reliability():  # E8.5
        if not on:
            return s.reliability
        demand = (
            s.belief_usa_tariff_demand
            + s.belief_usa_basing_cost_demand
            + s.belief_usa_strategic_flexibility_demand
        ) / 3
        gained = p.reassurance * m.effort * s.capability_prk
        return clip(
            s.reliability
            + gained * (1 - s.reliability)
            - p.unreliability * m.reward * demand * s.reliability,
            0,
            1,
        )

    @m.value
    def next_capability_prk():  # E8.6
        step = p.capability_step * m.test
        return clip(s.capability_prk + step * (1 - s.capability_prk), 0, 1)

    @m.value
    def crisis_support():  # E8.7
        neighbour = (1 + s.relation_jpn_kor) / 2 if on else 0.5
        return (1 + s.relation_jpn_usa) / 2 * neighbour


def strategic_ambiguity(m):
    """M09."""
    s, i, p, on = m.s, m.i, m.p, m.on.strategic_ambiguity
    tension = i.us_china_tension

    @m.rule
    def alignment_utility(own):  # E9.1
        if not on:
            return 0.0
        flexibility = p.flexibility_pull * s.belief_usa_strategic_flexibility_demand
        relieved = 1 - p.dependence_relief * tension
        return (
            p.alignment_gain * (2 * own.china_alignment - 1)
            + tension * (p.tension_pull + flexibility)
            + p.scope_pull * own.global_scope * tension
            - p.dependence_pull * own.china_dependence * relieved
            + p.coercion_response * own.sees_coerced
            - p.courtship_response * own.sees_courted
            - m.entrapment(own)
        )

    @m.value
    def need_of_beijing():  # E9.9
        if not on:
            return 0.0
        return p.need_of_beijing * s.threat_prk * (1 - m.seoul.sees_deter)

    def next_alignment(own):  # E9.2
        if not on:
            return 0.5
        option = getattr(m.c, f"{own.iso}_china")
        return clip(own.alignment + p.alignment_rate * (option - own.alignment), 0, 1)

    m.value(lambda: next_alignment(m.tokyo), "next_china_alignment_jpn")
    m.value(lambda: next_alignment(m.seoul), "next_china_alignment_kor")

    @m.value
    def alignment_gap():  # E9.3
        if not on:
            return 0.0
        return clip(p.gap_cost * abs(m.tokyo.alignment - m.seoul.alignment), 0, 1)

    @m.rule
    def ambiguity_cost(own):  # E9.4
        return tension**2 * (1 - own.alignment) if on else 0.0

    @m.rule
    def beijing_displeasure(own):  # E9.5
        if not on:
            return 0.0
        seat = 0.0 if own.city == "tokyo" else s.quad
        return (p.displeasure * own.alignment + p.quad_displeasure * seat) * tension

    @m.value
    def applies():  # E9.6
        return one_if(m.seoul.alignment > 0.5)

    @m.value
    def hosts():
        return m.effort * logistic(p.quad_base + p.quad_relation * s.relation_jpn_kor)

    @m.value
    def next_quad():
        if not on:
            return 0.0
        if m.applies:
            step = m.strikes("quad", p.quad_rate * m.hosts)
        else:
            step = -m.strikes("quad", p.quad_rate)
        return clip(s.quad + step, 0, 2)

    @m.value
    def slight():  # E9.7
        return p.quad_slight * m.applies * (1 - 0.5 * s.quad) if on else 0.0

    @m.value
    def practice():  # E9.8
        return p.quad_practice * s.quad * (1 - s.security_cooperation) if on else 0.0
