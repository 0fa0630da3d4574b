"""M03 Loyalty competition: a contest for Washington's favour: E3."""

from sim.spec.instruments import WASHINGTON
from tests.naive.sheet import clip


def loyalty_contest(m):
    """M03."""
    s, t, p, on = m.s, m.t, m.p, m.on.loyalty_contest

    def share(x, y):  # E3.1
        r = p.contest_decisiveness
        mine, yours = (x + 1e-9) ** r, (y + 1e-9) ** r
        return mine / (mine + yours)

    def contest_effort(prize):  # E3.2
        return p.contest_decisiveness * prize / (4 * p.bid_unit_cost)

    def behind(own):  # E3.6
        return own.tilted_against - own.favour_belief

    def spurred(own):  # E3.6, "spur"
        return 1 + p.loser_spur * max(0, behind(own))

    @m.value
    def reward():  # E3.3
        return s.belief_usa_loyalty_reward if on else 0.0

    @m.value
    def prize():  # E3.4
        if not on:
            return 0.0
        return p.prize_scale * (p.prize_floor + (1 - p.prize_floor) * m.reward)

    @m.value
    def loyalty_utility():  # E3.5
        if not on:
            return 0.0
        bids = m.tokyo.sees_bid + m.seoul.sees_bid
        worth = p.reward_base + p.reward_per_bid * bids
        return t.usa_loyalty_reward * worth - p.reward_cost

    @m.rule
    def bid_utility(own, other):  # E3.6
        if not on:
            return 0.0
        spur = spurred(own)
        other_spur = 1 + p.loser_spur * max(0, -behind(own))
        expected = other.sees_bid * share(spur, other_spur) + (1 - other.sees_bid) / 2
        gain = m.prize * own.rivalry * p.bid_gain * spur * expected
        cost = p.bid_unit_cost * contest_effort(m.prize) * spur
        return gain - cost - p.bid_cost

    @m.value
    def bid_jpn():  # E3.7
        if not on or m.c.jpn_washington != WASHINGTON.bid:
            return 0.0
        return clip(contest_effort(m.prize) * spurred(m.tokyo), 0, 3)

    @m.value
    def bid_kor():
        if not on or m.c.kor_washington != WASHINGTON.bid:
            return 0.0
        return clip(contest_effort(m.prize) * spurred(m.seoul), 0, 3)

    @m.rule
    def history_weapon(own, other):  # E3.8
        return p.weapon_gain * own.rivalry * m.prize * other.sees_bid if on else 0.0

    @m.value
    def rivalry_cost():  # E3.9
        if on and m.bid_jpn > 0 and m.bid_kor > 0:
            return p.rivalry_spillover * (m.bid_jpn + m.bid_kor)
        return 0.0

    @m.value
    def next_favour_jpn():  # E3.10
        won = 0.0
        if on:
            won = p.memory_gain * (2 * share(m.bid_jpn, m.bid_kor) - 1)
        return clip(
            (1 - p.memory_gain) * s.favour_jpn
            + won
            + p.favour_pressure * (m.pressed_seoul - m.pressed_tokyo)
            - m.isolation,
            -1,
            1,
        )

    @m.value
    def rent():  # E3.11
        return m.bid_jpn + m.bid_kor + sum(m.concession.values())
