"""M08 Abandonment, entrapment, and extended deterrence: E8."""

from tests.naive.sheet import clip


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
