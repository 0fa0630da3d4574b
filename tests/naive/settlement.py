"""M20 Settlement quality, finality, and grievance: E20."""

from tests.naive.sheet import clip


def settlement(m):
    """M20."""
    s, i, p, on = m.s, m.i, m.p, m.on.settlement

    @m.value
    def legitimacy():  # E20.1
        if not on:
            return 0.5
        return clip(p.design_acceptance * (0.5 + m.seoul.support), 0, 1)

    @m.value
    def tilt():  # E20.2
        if not on:
            return 0.0
        pressure = m.pressed_seoul - m.pressed_tokyo
        return clip(p.tilt_standing * s.favour_jpn + p.tilt_pressure * pressure, -1, 1)

    @m.value
    def quality():  # E20.3
        if not on:
            return 0.0
        if i.given_settlement > 0:
            return i.given_settlement
        merit = (
            p.quality_legitimacy * m.legitimacy
            + p.quality_two_sided * p.design_two_sided * (1 - abs(m.tilt))
            + p.quality_finality * p.design_finality
        )
        return clip(merit, 0, 1)

    @m.rule
    def conceded(own):  # E20.4
        return m.settled * (p.design_burden_jpn if own.city == "tokyo" else p.design_burden_kor)

    @m.value
    def redress():  # E20.5
        return p.redress * s.settlement_quality * s.settlement_force if on else 0.0

    @m.value
    def next_grievance():
        healed = s.grievance * (1 - m.healing) * (1 - m.redress)
        if not on:
            return clip(healed, 0, 1)
        eased = healed * (1 - p.grievance_cut * m.quality * m.settled)
        added = (
            p.grievance_provocation * m.provocation
            + p.grievance_ruling * m.court_ruling
            + p.grievance_reversal * m.reversal
        )
        return clip(eased + added * (1 - eased), 0, 1)

    @m.value
    def grievance_ceiling():  # E20.6
        return 1 - p.grievance_cap * s.grievance if on else 1.0

    @m.value
    def finality_gap():  # E20.7, E20.8
        if not on:
            return 0.0
        asked = min(p.finality_base + p.finality_per_reversal * s.reversal_count, 1)
        open_claims = min(s.dispute + s.litigation, 1)
        return p.finality_weight * max(0, asked - p.design_finality) * open_claims

    def of_settlement(field, new, standing):  # E20.9
        m.value(lambda: new() if m.settled else standing(), f"next_settlement_{field}")

    of_settlement("force", lambda: 1.0, lambda: s.settlement_force * (1 - m.reversal))
    of_settlement("quality", lambda: m.quality, lambda: s.settlement_quality * (1 - m.reversal))
    of_settlement("legitimacy", lambda: m.legitimacy, lambda: s.settlement_legitimacy)
    of_settlement("tilt", lambda: m.tilt, lambda: s.settlement_tilt)
    of_settlement("ideology", lambda: i.ideology_kor, lambda: s.settlement_ideology)
    found = s.settlement_force if i.turnover_kor else s.settlement_inherited
    of_settlement("inherited", lambda: 0.0, lambda: found * (1 - m.reversal))

    @m.value
    def next_reversal_count():  # E20.10
        return clip(s.reversal_count + m.reversal, 0, 100)
