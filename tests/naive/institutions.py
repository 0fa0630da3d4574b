"""M15 Institutional stickiness against dependence on leaders: E15."""

from tests.naive.sheet import clip


def institutions(m):
    """M15."""
    s, i, p, on = m.s, m.i, m.p, m.on.institutions

    @m.value
    def buffer():  # E15.1
        if not on:
            return 0.0
        return clip(p.institution_buffer * s.institution + p.trust_buffer * s.trust, 0, 1)

    @m.value
    def persistence():  # E15.2
        if not on:
            return p.relation_rate
        return p.relation_rate * (1 - p.institution_persistence * s.institution)

    @m.value
    def next_institution():  # E15.3
        if not on:
            return 0.0
        upkeep = clip(
            p.upkeep_broker * m.effort
            + p.upkeep_goodwill * m.green_light
            + p.upkeep_dialogue * s.dialogue
            + p.upkeep_base,
            0,
            1,
        )
        binding = p.step_floor + (1 - p.step_floor) * m.green_light
        step = (
            p.trilateral_step * m.trilateral * binding
            + p.summit_step * m.met
            + p.document_step * m.document
        )
        worn = p.institution_decay * (1 - upkeep) * s.institution
        return clip(s.institution + step * (1 - s.institution) - worn, 0, 1)

    @m.value
    def next_trust():  # E15.4
        if not on:
            return s.trust
        gained = (
            p.trust_gain * s.security_cooperation
            + p.trust_summit * m.met
            + p.trust_settlement * m.settled * m.quality
        )
        lost = p.trust_shock * m.shock + p.trust_reversal * m.reversal + p.trust_decay
        room = max(m.grievance_ceiling - s.trust, 0)
        return clip(s.trust + gained * room - lost * s.trust, 0, 1)

    @m.value
    def carried():  # E15.5
        if not on:
            return s.relation_jpn_kor
        kept = clip(p.carry_floor + p.carry_institution * s.institution + p.consensus, 0, 1)
        leaving = p.turnover_weight_jpn * i.turnover_jpn + p.turnover_weight_kor * i.turnover_kor
        lost = clip((1 - kept) * leaving, 0, 1)
        return s.relation_jpn_kor + lost * (m.base_jpn_kor - s.relation_jpn_kor)

    @m.value
    def routine():  # E15.6
        return p.institution_routine * s.institution if on else 0.0

    @m.value
    def ease():  # E15.7
        return p.institution_ease * s.institution if on else 0.0
