"""M17 Costly signals, priors, and reassurance: E17."""

from tests.naive.sheet import clip


def signalling(m):
    """M17."""
    s, i, p, on = m.s, m.i, m.p, m.on.signalling

    @m.value
    def next_pledge():  # E17.1
        if not on:
            return 0.0
        inherited = s.settlement_force * s.settlement_inherited
        made = inherited * m.reconciles(m.seoul) * m.initiative
        held = s.pledge * (1 - i.turnover_kor)
        return clip((held + p.pledge_rate * made * (1 - held)) * (1 - m.reversal), 0, 1)

    @m.value
    def newly_pledged():
        return clip(m.next_pledge - s.pledge, 0, 1)

    def next_concern(own, other, pledged, reversed_):  # E17.2
        if not on:
            return 0.0
        prior = p.concern_friendly + (p.concern_hostile - p.concern_friendly) * other.ideology
        forgotten = 1 - p.concern_kept
        start = own.concern + other.turnover * forgotten * (prior - own.concern)
        served = other.tenure * (1 - other.turnover)
        early = 1 + (p.early_weight - 1) / (1 + served)
        friendly = 1.0
        hostile = 1.0
        if m.reconciles(other):
            friendly = friendly * (1 + early * (p.signal_reconcile - 1))
        friendly = friendly * (1 + m.met * early * (p.signal_summit - 1))
        friendly = friendly * (1 + pledged * (p.signal_pledge - 1))
        if m.contests(other):
            hostile = hostile * p.signal_contest
        if reversed_:
            hostile = hostile * p.signal_reversal
        ratio = friendly / hostile
        updated = start / (start + (1 - start) * ratio)
        return clip(updated + p.concern_rate * (prior - updated), 0.01, 0.99)

    @m.value
    def next_concern_jpn():
        return next_concern(m.tokyo, m.seoul, m.newly_pledged, m.reversal)

    @m.value
    def next_concern_kor():
        return next_concern(m.seoul, m.tokyo, 0.0, 0.0)

    @m.rule
    def concern_push(own):  # E17.3
        return p.concern_push * own.concern if on else 0.0

    @m.value
    def next_tenure_jpn():  # E17.4
        return clip(s.tenure_jpn * (1 - i.turnover_jpn) + 1, 0, 1200)

    @m.value
    def next_tenure_kor():
        return clip(s.tenure_kor * (1 - i.turnover_kor) + 1, 0, 1200)
