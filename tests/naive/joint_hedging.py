"""M06 Joint hedging: Tokyo and Seoul act together against demands that meet both: E6."""

from sim.spec.instruments import ISSUES, WASHINGTON
from tests.naive.sheet import clip, logistic, one_if


def joint_hedging(m):
    """M06."""
    s, i, p, on = m.s, m.i, m.p, m.on.joint_hedging

    def exposures(issue):  # E6.1
        return getattr(p, f"{issue}_exposure_jpn"), getattr(p, f"{issue}_exposure_kor")

    @m.value
    def common_exposure():
        total = 0.0
        for issue in ISSUES:
            total = total + getattr(s, f"belief_usa_{issue}_demand") * min(exposures(issue))
        return total / 3

    @m.value
    def wedge():
        total = 0.0
        for issue in ISSUES:
            tokyo, seoul = exposures(issue)
            total = total + getattr(s, f"belief_usa_{issue}_demand") * abs(tokyo - seoul)
        return total / 3

    def seen(other):  # E6.2
        intent = p.talk_signal * max(s.summit_memory, 0.5 * s.dialogue)
        return other.sees_coordinate + intent * (1 - other.sees_coordinate)

    @m.rule
    def coordinate_utility(own, other, fear):
        if not on:
            return 0.0
        share = p.coordination_floor + (1 - p.coordination_floor) * seen(other)
        gain = (
            p.coordination_exposure * m.common_exposure
            - p.coordination_wedge * m.wedge
            + p.coordination_relation * s.relation_jpn_kor
            + p.coordination_institution * s.institution
            - p.coordination_fear * fear
            - p.coordination_rivalry * own.rivalry * other.sees_bid
        )
        return share * gain - p.coordination_cost

    @m.value
    def together():  # E6.3
        acts = {}
        for issue in ISSUES:
            tokyo, seoul = exposures(issue)
            x = getattr(m.c, f"usa_{issue}")
            odds = (
                p.issue_base
                + p.issue_exposure * x * min(tokyo, seoul)
                - p.issue_wedge * x * abs(tokyo - seoul)
            )
            acts[issue] = one_if(
                on
                and m.c.jpn_washington == WASHINGTON.coordinate
                and m.c.kor_washington == WASHINGTON.coordinate
                and m.strikes(f"coordination_{issue}", logistic(odds))
            )
        return acts

    def given_on(issue, own):  # E6.4
        exposed = getattr(m.c, f"usa_{issue}") * getattr(own, f"{issue}_exposure")
        return exposed * (1 - p.concession_cut * m.together[issue])

    @m.rule
    def given(own):
        return sum(given_on(issue, own) for issue in ISSUES)

    @m.value
    def concession():
        return {issue: given_on(issue, m.tokyo) + given_on(issue, m.seoul) for issue in ISSUES}

    @m.value
    def hedging_push():  # E6.5
        return p.hedging_warmth * sum(m.together.values()) if on else 0.0

    @m.value
    def hedge_pull():  # E6.6
        return p.hedge_pull * (m.common_exposure - m.wedge) if on else 0.0

    @m.rule
    def insurance(own):  # E6.7
        return p.insurance * m.reward * (1 - own.rivalry) if on else 0.0

    @m.value
    def resistance():  # E6.8
        if not on:
            return 0.0
        return p.concession_cut * m.tokyo.sees_coordinate * m.seoul.sees_coordinate

    @m.value
    def remark():  # E6.9
        hit = m.strikes("remark", p.remark_rate)
        return clip(hit * i.generate_remark + i.given_remark, 0, 1)

    @m.value
    def remark_loss():
        loss = p.remark_cost * m.remark * s.dispute
        return loss * (1 - p.summit_shield * s.summit_memory) if on else loss
