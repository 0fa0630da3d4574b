"""M09 Strategic ambiguity against alignment: E9."""

from sim.spec.levels import QUAD
from tests.naive.sheet import clip, logistic, one_if


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
        return clip(s.quad + step, QUAD.none, QUAD.full)

    @m.value
    def slight():  # E9.7
        return p.quad_slight * m.applies * (1 - 0.5 * s.quad) if on else 0.0

    @m.value
    def practice():  # E9.8
        return p.quad_practice * s.quad * (1 - s.security_cooperation) if on else 0.0
