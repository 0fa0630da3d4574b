"""M10 North Korea: policy alignment and summitry: E10."""

from sim.spec.instruments import NORTH, POSTURE
from sim.spec.levels import TALKS
from tests.naive.sheet import clip, logistic, one_if


def dprk_talks(m):
    """M10."""
    s, t, i, p, on = m.s, m.t, m.i, m.p, m.on.dprk_talks

    @m.value
    def talking():  # E10.1
        return one_if(on and s.talks_state in (TALKS.talks, TALKS.summit))

    @m.value
    def talk_utility():  # E10.2
        if not on:
            return 0.0
        sponsor = m.influence + p.sponsor_bid * m.seoul.sees_bid
        return (
            p.talk_gain * (1 - 2 * t.usa_deterrence)
            + p.talk_sponsor * sponsor * (1 - m.seoul.sees_deter)
            + p.talk_answer * s.belief_prk_posture_talk
            - p.talk_rebuff * s.belief_prk_posture_provoke
        )

    @m.value
    def provoke():  # E10.3
        if not on:
            return 0.0
        return (
            p.provoke_resolve * i.pyongyang_resolve
            - p.provoke_restraint * s.belief_chn_pyongyang_restrain
            - p.provoke_opening * s.belief_usa_pyongyang_talk
            - p.provoke_cost
        )

    @m.value
    def talk():
        if not on:
            return 0.0
        return (
            p.answer_opening * s.belief_usa_pyongyang_talk
            + p.answer_restraint * s.belief_chn_pyongyang_restrain
            - p.talk_resolve * i.pyongyang_resolve
            - p.talk_bloc * p.bloc
        )

    @m.rule
    def engage_utility(own):  # E10.4
        if not on:
            return 0.0
        near = 1 - p.scope_distance * own.global_scope
        return (
            p.engage_gain * ((1 - own.deterrence) * near - own.deterrence)
            + p.engage_talks * m.talking
            - p.engage_threat * s.threat_prk
        )

    @m.value
    def test():  # E10.5
        generated = p.test_size * one_if(m.c.prk_posture == POSTURE.provoke) * i.generate_test
        return clip(generated + i.given_test, 0, 1)

    @m.value
    def talks_moved():  # E10.6, "moved"
        both_talk = m.c.usa_pyongyang * one_if(m.c.prk_posture == POSTURE.talk)
        deal_odds = logistic(
            p.deal_base
            - p.deal_resolve * i.pyongyang_resolve
            - p.deal_bloc * p.bloc
            + p.deal_stepwise * one_if(m.c.kor_pyongyang == NORTH.engage)
        )

        def below(chance):
            return m.strikes("talks", chance)

        if s.talks_state == TALKS.none:
            return TALKS.talks if below(both_talk * p.talks_open) else TALKS.none
        if s.talks_state == TALKS.talks:
            if below(both_talk * p.talks_open):
                return TALKS.summit
            return TALKS.talks if below(1 - p.talks_lapse) else TALKS.none
        if s.talks_state == TALKS.summit:
            if below(p.summit_close * deal_odds):
                return TALKS.deal
            return TALKS.breakdown if below(p.summit_close) else TALKS.summit
        if s.talks_state == TALKS.deal:
            return TALKS.none if below(p.deal_lapse) else TALKS.deal
        return TALKS.none if below(p.breakdown_lapse) else TALKS.breakdown

    @m.value
    def talks_state():
        if not on:
            return TALKS.none
        if i.given_talks > -0.5:
            return i.given_talks
        if i.generate_talks > 0.5:
            return m.talks_moved
        return s.talks_state

    m.value(lambda: m.talks_state, "next_talks_state")

    @m.value
    def isolation():  # E10.7
        if not on:
            return 0.0
        apart = m.tokyo.sees_deter - (1 - s.belief_usa_pyongyang_talk)
        return p.isolation * m.talking * max(0, apart)

    @m.value
    def split_push():  # E10.8
        if not on:
            return 0.0
        gap = abs(m.tokyo.sees_deter - m.seoul.sees_deter)
        return p.split_toll * m.talking * gap

    @m.value
    def backing():  # E10.9
        if not on:
            return 0.0
        running = one_if(s.talks_state in (TALKS.talks, TALKS.summit))
        awaited = s.belief_usa_pyongyang_talk * one_if(s.talks_state != TALKS.breakdown)
        return p.backing_gain * (1 - m.seoul.deterrence) * max(running, awaited)
