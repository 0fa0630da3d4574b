"""M13 Concession, acceptance, and a thaw that leaders drive: E13."""

from tests.naive.sheet import clip, one_if


def thaw(m):
    """M13."""
    s, i, p, on = m.s, m.i, m.p, m.on.thaw

    @m.rule
    def priority_pull(priority):  # E13.1
        if not on:
            return 0.0
        wanted = priority * (1 - p.satiety * max(0, s.relation_jpn_kor))
        return m.neighbour_weight * p.reconcile_gain * (wanted - p.priority_norm)

    @m.rule
    def concession_burden(own):  # E13.2
        if not on:
            return 0.0
        burden = p.concession_burden * own.history_hard_line * (p.burden_floor + s.dispute)
        pays = 1 + p.burden_share * (own.design_burden - 0.5)
        return burden * pays * m.concession_factor

    @m.value
    def rapport_pull():  # E13.3
        return p.rapport_pull * s.rapport if on else 0.0

    @m.value
    def deadline():  # E13.4
        return p.deadline_pull * s.litigation if on else 0.0

    @m.value
    def both():  # E13.5
        return m.reconciles(m.tokyo) * m.reconciles(m.seoul)

    @m.value
    def settled():
        if not on:
            return 0.0
        unsettled = s.dispute > p.settlement_gate and s.settlement_force < 0.5
        ripe = one_if(unsettled or s.litigation > p.litigation_gate)
        hit = m.strikes("settlement", p.settlement_rate * m.led) * ripe * m.initiative
        return clip(hit * i.generate_settlement + one_if(i.given_settlement > 0), 0, 1)

    @m.value
    def relief():  # E13.6
        if not on:
            return 0.0
        return m.settled * (p.relief_floor + (1 - p.relief_floor) * m.quality)

    @m.value
    def occasion():  # E13.7
        return (
            p.summit_rate
            * (1 - 0.5 * (s.concern_jpn + s.concern_kor))
            * (1 - p.summit_rapport * (1 - s.rapport))
            * (1 - p.meeting_fatigue * s.summit_memory)
            * m.initiative
        )

    @m.value
    def visits():
        gate = one_if(s.dispute + p.pending_gate * s.litigation < p.summit_gate)
        return p.visit_share * m.occasion * m.both * gate * (1 - s.dispute)

    @m.value
    def encounters():
        others = p.encounter_floor * (1 - m.both) * m.neither_contests
        return (1 - p.visit_share) * m.occasion * (m.both + others)

    @m.value
    def visit():
        return m.strikes("summit", m.visits) if on else 0.0

    @m.value
    def encounter():
        if not on or m.visit:
            return 0.0
        return m.strikes("summit", m.visits + m.encounters)

    @m.value
    def met():
        return m.visit + p.encounter_weight * m.encounter

    @m.value
    def document():  # E13.8
        if not on:
            return 0.0
        chance = p.document_rate * s.trust * (1 - s.dispute)
        return m.visit * m.strikes("joint_document", chance)

    @m.value
    def next_rapport():  # E13.9
        if not on:
            return 0.0
        kept = s.rapport * (1 - p.rapport_decay) * (1 - i.turnover_jpn) * (1 - i.turnover_kor)
        warmed = kept + p.rapport_step * m.met * (1 - kept)
        return clip(warmed, 0, 1)

    @m.value
    def green_light():  # E13.10
        return min(m.tokyo.sees_reconcile, m.seoul.sees_reconcile) if on else 0.0

    @m.value
    def summit_push():  # E13.11
        if not on:
            return 0.0
        goodwill = m.tokyo.sees_reconcile * m.seoul.sees_reconcile
        return (
            p.summit_warmth * m.met + p.settlement_warmth * m.settled + p.goodwill_warmth * goodwill
        )

    @m.value
    def next_summit_memory():  # E13.12
        return max(0.5 * s.summit_memory, m.met)
