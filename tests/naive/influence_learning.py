"""M05 Influence learning, overconfidence, and Seoul's fork: E5."""

from sim.spec.instruments import NORTH
from sim.spec.levels import FORK, TALKS
from tests.naive.sheet import clip, logistic, one_if


def influence_learning(m):
    """M05."""
    s, i, p, on = m.s, m.i, m.p, m.on.influence_learning

    @m.value
    def influence():  # E5.1
        together = m.tokyo.sees_coordinate * m.seoul.sees_coordinate
        close = max(0, s.relation_jpn_kor)
        return clip(p.influence_base + p.influence_joint * together * close, 0, 1)

    @m.value
    def next_influence():
        return m.influence

    @m.value
    def advanced():  # E5.2
        return one_if(s.talks_state < m.talks_state <= TALKS.deal)

    @m.value
    def broke_down():
        return one_if(m.talks_state == TALKS.breakdown != s.talks_state)

    @m.value
    def next_influence_belief():
        if not on:
            return m.influence
        b = s.influence_belief
        engaged = one_if(m.c.kor_pyongyang == NORTH.engage)
        return clip(
            b
            + p.success_gain * p.self_attribution * m.advanced * engaged * (1 - b)
            - p.failure_gain * m.broke_down * max(0, b - m.influence)
            + p.influence_drift * (m.influence - b),
            0,
            1,
        )

    @m.value
    def attention():  # E5.3
        if on and s.influence_belief > p.influence_high:
            return 1 - p.neglect
        return 1.0

    @m.value
    def next_fork():  # E5.4
        if not on:
            return FORK.neither
        letdown = (
            m.broke_down
            and s.influence_belief > m.influence
            and m.next_influence_belief < p.influence_low
        )
        if not letdown:
            return s.fork * (1 - i.turnover_kor)
        lean = (
            p.fork_base
            + p.fork_priority * m.seoul.neighbour_priority
            - p.fork_gap * max(m.tokyo.sees_deter - m.seoul.sees_deter, 0)
            - p.fork_dispute * s.dispute
            - p.fork_hard_line * m.seoul.history_hard_line
        )
        courts = m.strikes("fork", logistic(p.rationality_kor * lean))
        return FORK.court_tokyo if courts else FORK.attack_tokyo

    @m.value
    def court():  # E5.5
        return p.court_gain if on and s.fork == FORK.court_tokyo else 0.0

    @m.value
    def attack():  # E5.6
        return p.attack_gain if on and s.fork == FORK.attack_tokyo else 0.0
