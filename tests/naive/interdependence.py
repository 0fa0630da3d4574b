"""M18 Functional interdependence: E18."""

from sim.spec.levels import RETALIATION
from tests.naive.sheet import clip, one_if


def interdependence(m):
    """M18."""
    s, p, on = m.s, m.p, m.on.interdependence

    @m.value
    def next_economic_cooperation():  # E18.1
        if not on:
            return s.economic_cooperation
        sanctions = one_if(s.retaliation_level_jpn >= RETALIATION.trade) + one_if(
            s.retaliation_level_kor >= RETALIATION.trade
        )
        lift = m.breadth * (1 - m.alignment_gap)
        old = s.economic_cooperation
        return clip(
            old
            + p.trade_rate * (p.trade_base - old)
            + lift * (1 - old)
            - p.trade_sanction * sanctions * old,
            0,
            1,
        )

    @m.value
    def trade_at_stake():  # E18.2
        return p.trade_restraint * s.economic_cooperation if on else 0.0

    @m.value
    def benefit():  # E18.3
        if not on:
            return 0.0
        return clip(s.economic_cooperation * (p.tangibility + m.green_light), 0, 1)

    @m.value
    def healing():  # E18.4
        return p.exchange_healing * s.economic_cooperation if on else 0.0
