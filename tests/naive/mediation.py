"""M02 US mediation as cost reduction: E2."""

from sim.spec.instruments import BROKERAGE
from tests.naive.sheet import clip, logistic


def mediation(m):
    """M02."""
    s, t, p, on = m.s, m.t, m.p, m.on.mediation

    @m.value
    def willing():  # E2.1
        return (1 - m.tokyo.sees_contest) * (1 - m.seoul.sees_contest) * m.initiative

    @m.value
    def brokerage_value():  # E2.1, "value"
        shortfall = clip(p.target_relation - s.relation_jpn_kor, 0, 1)
        return t.usa_mediation * t.usa_neighbour_priority * shortfall

    @m.value
    def convene():  # E2.2
        if not on:
            return 0.0
        share = p.convene_floor + (1 - p.convene_floor) * m.willing
        unbuilt = 1 - s.institution
        return (
            p.convene_gain * m.brokerage_value * share
            + p.quarrel_gain * t.usa_mediation * s.dispute
            + p.building_gain * t.usa_mediation * t.usa_neighbour_priority * unbuilt * m.willing
            + p.breadth_gain * t.usa_mediation * t.usa_global_scope
            - p.convene_cost
        )

    @m.value
    def pressing():  # E2.3
        return (
            m.convene
            + p.press_gain * m.brokerage_value * s.dispute
            - p.favouritism_aversion * t.usa_mediation
            - p.press_cost
        )

    @m.value
    def press_tokyo():
        return m.pressing + p.tilt_gain * t.usa_pressure_tilt if on else 0.0

    @m.value
    def press_seoul():
        return m.pressing - p.tilt_gain * t.usa_pressure_tilt if on else 0.0

    @m.value
    def effort():  # E2.4
        if not on:
            return 0.0
        pressing = s.belief_usa_brokerage_press_tokyo + s.belief_usa_brokerage_press_seoul
        return clip(s.belief_usa_brokerage_convene + pressing, 0, 1)

    @m.value
    def pressed_tokyo():  # E2.5
        return m.tokyo.sees_pressed if on else 0.0

    @m.value
    def pressed_seoul():
        return m.seoul.sees_pressed if on else 0.0

    @m.value
    def concession_factor():  # E2.6
        return 1 - p.mediation_cost_cut * m.effort if on else 1.0

    @m.value
    def brokered_warmth():  # E2.7
        if not on:
            return 0.0
        both = min(m.tokyo.sees_reconcile, m.seoul.sees_reconcile)
        return p.mediation_warmth * m.effort * both

    @m.value
    def trilateral():  # E2.8
        if not on or m.c.usa_brokerage == BROKERAGE.aside:
            return 0.0
        odds = (
            p.trilateral_base
            + p.trilateral_willing * m.both
            + p.trilateral_practice * s.security_cooperation
            - p.trilateral_dispute * s.dispute
        )
        return m.strikes("trilateral", m.initiative * logistic(odds))

    @m.value
    def reframed():  # E2.9
        return p.reframing * m.effort if on else 0.0

    @m.value
    def breadth():  # E2.10
        return p.broker_breadth * m.effort

    @m.rule
    def heed(priority):  # E2.11
        return p.regard_floor + (1 - p.regard_floor) * priority if on else 1.0

    @m.value
    def patron():  # E2.12
        if not on:
            return 0.0
        return p.patron_lead * min(m.effort + m.tokyo.sees_pressed + m.seoul.sees_pressed, 1)

    @m.value
    def led():
        return m.both + m.patron * m.neither_contests * (1 - m.both)
