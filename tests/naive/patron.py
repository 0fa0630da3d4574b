"""Washington as broker and as judge of loyalty: E2 to E4, M02 to M04."""

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
        if not on or m.c.usa_brokerage < 1:
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
        if not on or m.c.jpn_washington != 1:
            return 0.0
        return clip(contest_effort(m.prize) * spurred(m.tokyo), 0, 3)

    @m.value
    def bid_kor():
        if not on or m.c.kor_washington != 1:
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


def favour_perception(m):
    """M04."""
    d, p, on = m.d, m.p, m.on.favour_perception

    def believed(own, standing, noise):  # E4.1, E4.2
        if not on:
            return standing
        signal = standing + p.favour_bias * m.reward + p.signal_noise * noise
        news = signal - own.favour_belief
        slow = p.good_news_gain + (p.bad_news_gain - p.good_news_gain) * m.reward
        gain = p.good_news_gain if news > 0 else slow
        return clip(own.favour_belief + gain * news, -1, 1)

    @m.value
    def next_favour_belief_jpn():
        return believed(m.tokyo, m.next_favour_jpn, d.favour_signal_jpn)

    @m.value
    def next_favour_belief_kor():
        return believed(m.seoul, -m.next_favour_jpn, d.favour_signal_kor)
