"""Vacuum, signals, trade, grand strategy and settlements: E16 to E20, M16 to M20."""

from tests.naive.sheet import clip, one_if


def vacuum(m):
    """M16."""
    s, i, p, on = m.s, m.i, m.p, m.on.vacuum

    @m.value
    def initiative():  # E16.1
        return 1 - i.vacuum_kor if on else 1.0

    @m.value
    def drift():  # E16.2
        return p.vacuum_drift * i.vacuum_kor * (1 - s.institution) if on else 0.0


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


def interdependence(m):
    """M18."""
    s, p, on = m.s, m.p, m.on.interdependence

    @m.value
    def next_economic_cooperation():  # E18.1
        if not on:
            return s.economic_cooperation
        sanctions = one_if(s.retaliation_level_jpn > 1.5) + one_if(s.retaliation_level_kor > 1.5)
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


def grand_strategy(m):
    """M19."""
    p, on = m.p, m.on.grand_strategy

    def package(own):  # E19.1
        return (own.deterrence + own.china_alignment + own.global_scope) / 3

    def priority(own):  # E19.2
        if not on:
            return own.neighbour_priority
        weight = own.package_weight
        design = (1 - weight) * own.neighbour_priority + weight * package(own)
        return clip(design + p.exposure_substitution * m.common_exposure, 0, 1)

    @m.value
    def priority_jpn():
        return priority(m.tokyo)

    @m.value
    def priority_kor():
        return priority(m.seoul) * m.attention


def settlement(m):
    """M20."""
    s, i, p, on = m.s, m.i, m.p, m.on.settlement

    @m.value
    def legitimacy():  # E20.1
        if not on:
            return 0.5
        return clip(p.design_acceptance * (0.5 + m.seoul.support), 0, 1)

    @m.value
    def tilt():  # E20.2
        if not on:
            return 0.0
        pressure = m.pressed_seoul - m.pressed_tokyo
        return clip(p.tilt_standing * s.favour_jpn + p.tilt_pressure * pressure, -1, 1)

    @m.value
    def quality():  # E20.3
        if not on:
            return 0.0
        if i.given_settlement > 0:
            return i.given_settlement
        merit = (
            p.quality_legitimacy * m.legitimacy
            + p.quality_two_sided * p.design_two_sided * (1 - abs(m.tilt))
            + p.quality_finality * p.design_finality
        )
        return clip(merit, 0, 1)

    @m.rule
    def conceded(own):  # E20.4
        return m.settled * (p.design_burden_jpn if own.city == "tokyo" else p.design_burden_kor)

    @m.value
    def redress():  # E20.5
        return p.redress * s.settlement_quality * s.settlement_force if on else 0.0

    @m.value
    def next_grievance():
        healed = s.grievance * (1 - m.healing) * (1 - m.redress)
        if not on:
            return clip(healed, 0, 1)
        eased = healed * (1 - p.grievance_cut * m.quality * m.settled)
        added = (
            p.grievance_provocation * m.provocation
            + p.grievance_ruling * m.court_ruling
            + p.grievance_reversal * m.reversal
        )
        return clip(eased + added * (1 - eased), 0, 1)

    @m.value
    def grievance_ceiling():  # E20.6
        return 1 - p.grievance_cap * s.grievance if on else 1.0

    @m.value
    def finality_gap():  # E20.7, E20.8
        if not on:
            return 0.0
        asked = min(p.finality_base + p.finality_per_reversal * s.reversal_count, 1)
        open_claims = min(s.dispute + s.litigation, 1)
        return p.finality_weight * max(0, asked - p.design_finality) * open_claims

    def of_settlement(field, new, standing):  # E20.9
        m.value(lambda: new() if m.settled else standing(), f"next_settlement_{field}")

    of_settlement("force", lambda: 1.0, lambda: s.settlement_force * (1 - m.reversal))
    of_settlement("quality", lambda: m.quality, lambda: s.settlement_quality * (1 - m.reversal))
    of_settlement("legitimacy", lambda: m.legitimacy, lambda: s.settlement_legitimacy)
    of_settlement("tilt", lambda: m.tilt, lambda: s.settlement_tilt)
    of_settlement("ideology", lambda: i.ideology_kor, lambda: s.settlement_ideology)
    found = s.settlement_force if i.turnover_kor else s.settlement_inherited
    of_settlement("inherited", lambda: 0.0, lambda: found * (1 - m.reversal))

    @m.value
    def next_reversal_count():  # E20.10
        return clip(s.reversal_count + m.reversal, 0, 100)
