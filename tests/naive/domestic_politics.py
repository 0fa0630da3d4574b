"""M14 Two-level domestic politics: E14."""

import math

from tests.naive.sheet import clip


def domestic_politics(m):
    """M14."""
    s, i, p, on = m.s, m.i, m.p, m.on.domestic_politics

    @m.rule
    def domestic_cost(own):  # E14.1
        if not on:
            return 0.0
        against = p.domestic_cost * (1 - own.support) * s.dispute
        return against + p.approval_need * (p.approval_rest - own.approval)

    def next_approval(own):  # E14.2
        if not on:
            return 0.5
        start = own.approval + own.turnover * (0.5 + p.honeymoon - own.approval)
        return clip(
            start
            + p.approval_rate * (p.approval_rest - start)
            - p.concession_cost * m.conceded(own) * (1 - own.support)
            + p.rally_gain * m.contests(own) * s.dispute,
            0,
            1,
        )

    m.value(lambda: next_approval(m.tokyo), "next_approval_jpn")
    m.value(lambda: next_approval(m.seoul), "next_approval_kor")

    @m.value
    def message():  # E14.3
        return s.threat_prk * m.green_light

    def next_support(own):
        if not on:
            return 0.5
        gained = p.benefit_gain * m.benefit + p.message_gain * m.message
        lost = p.concession_resentment * m.conceded(own) + p.shock_resentment * m.shock
        return clip(
            own.support
            + p.approval_rate * (0.5 - own.support)
            + gained * (1 - own.support)
            - lost * own.support,
            0,
            1,
        )

    m.value(lambda: next_support(m.tokyo), "next_support_jpn")
    m.value(lambda: next_support(m.seoul), "next_support_kor")

    @m.value
    def flip():  # E14.4
        return abs(i.ideology_kor - s.settlement_ideology)

    @m.value
    def reversal_pull():
        if not on:
            return 0.0
        return (
            p.reversal_gain
            * m.flip
            * (1 - s.settlement_legitimacy)
            * s.settlement_force
            * (1 - s.pledge)
            * m.seoul.history_hard_line
        )

    @m.value
    def reversal():  # E14.5
        if not on:
            return 0.0
        hazard = p.reversal_rate * math.exp(
            p.reversal_flip * m.flip
            - p.reversal_institution * s.institution
            - p.reversal_tension * i.us_china_tension
        )
        hit = m.strikes("reversal", hazard) * m.contests(m.seoul)
        return hit * s.settlement_force * m.initiative

    @m.value
    def reversal_push():  # E14.6
        return p.reversal_chill * m.reversal
