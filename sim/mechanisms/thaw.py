"""M13 Concession, acceptance, and a thaw that leaders drive.  E13.

A willing Seoul pays a price at home, Tokyo accepts what fits its legal line, summits and rapport
follow, bureaucracies and firms comply. Putnam (1988) two-sided bargaining; principal and agent.
Articles: 000 P9-P10, 002 P9-P11, 003 P16, 001 P1.

A settlement needs both capitals' choice to reconcile, or a patron who leads two that do not
contest, and a hazard; a visit needs both to reconcile and a hazard.
"""

from sim.mechanisms.arithmetic import clip, greatest, kernel, least, where
from sim.spec.records import Ally, Input, Meeting, Parameter, State

__all__ = [
    "concession_burden",
    "deadline",
    "green_light",
    "issues_document",
    "meet",
    "priority_pull",
    "rapport",
    "rapport_pull",
    "relief",
    "settles",
    "summit_warmth",
]


@kernel
def priority_pull(on: bool, s: State, weight: float, priority: float, p: Parameter) -> float:
    """Return what the neighbour's priority adds to an ally's utility of reconciling; 0 when off.

    `weight` is the neighbour's weight beside the ally axis (M01), `priority` the leader's own after
    package and influence (M19, M05). The closer the two already are, the less one more gesture is
    worth, so that closeness does not feed itself without end (003 P33).
    """
    wanted = priority * (1.0 - p.satiety * greatest(0.0, s.relation_jpn_kor))
    return where(on, weight * p.reconcile_gain * (wanted - p.priority_norm), 0.0)


@kernel
def concession_burden(on: bool, s: State, own: Ally, factor: float, p: Parameter) -> float:
    """Return what conceding costs an ally's utility of reconciling.

    That is its hard line times the dispute, more for the side that a settlement would have pay
    (003 P17); off, it is 0. `factor` is what a broker leaves of that cost (M02).
    """
    pays = 1.0 + p.burden_share * (own.design_burden - 0.5)
    line = own.history_hard_line * (p.burden_floor + s.dispute)
    return where(on, p.concession_burden * line * pays * factor, 0.0)


@kernel
def rapport_pull(on: bool, s: State, p: Parameter) -> float:
    """Return what the leaders' rapport adds to an ally's utility of reconciling; 0 when off."""
    return where(on, p.rapport_pull * s.rapport, 0.0)


@kernel
def deadline(on: bool, s: State, p: Parameter) -> float:
    """Return what a looming ruling adds to Seoul's utility of reconciling; 0 when off (003 P16)."""
    return where(on, p.deadline_pull * s.litigation, 0.0)


@kernel
def settles(
    on: bool, s: State, i: Input, led: float, initiative: float, u: float, p: Parameter
) -> float:
    """Return 1.0 if the two reach a settlement this month, else 0.0; 0 when off.

    `led` is how far they come to the table: 1.0 where both reconcile, less where a patron brings
    two who do not contest (M02). There must be something to settle, and no acting leader. `u`:
    stream 'settlement'. A given settlement happens in its month.
    """
    open_issue = where((s.dispute > p.settlement_gate) & (s.settlement_force < 0.5), 1.0, 0.0)
    renewed = where(s.litigation > p.litigation_gate, 1.0, 0.0)
    ripe = clip(open_issue + renewed, 0.0, 1.0)
    reached = (
        where(u < p.settlement_rate * led, 1.0, 0.0) * ripe * initiative * i.generate_settlement
    )
    given = where(i.given_settlement > 0.0, 1.0, 0.0)
    return where(on, clip(reached + given, 0.0, 1.0), 0.0)


@kernel
def relief(on: bool, settled: float, quality: float, p: Parameter) -> float:
    """Return the share of the dispute that a settlement lifts at once, in [0, 1]; 0 when off."""
    return where(on, settled * (p.relief_floor + (1.0 - p.relief_floor) * quality), 0.0)


@kernel
def meet(
    on: bool, s: State, both: float, apart: float, initiative: float, u: float, p: Parameter
) -> Meeting:
    """Return this month's `Meeting` of the two leaders; all 0 when off.

    A visit needs both to reconcile, and dispute and pending claims below the gate: Tokyo wants a
    way found first (002 P10). An encounter, at the side of others' meetings, needs no way found and
    can come while neither contests (`apart`), more often while both reconcile (000 P10). A month
    has at most one of the two. No acting leader meets; the less fear and the more rapport, the more
    meetings; a recent one tires. `u`: stream 'summit'.
    """
    ease = 1.0 - 0.5 * (s.concern_jpn + s.concern_kor)
    warm = 1.0 - p.summit_rapport * (1.0 - s.rapport)
    fresh = 1.0 - p.meeting_fatigue * s.summit_memory
    occasion = p.summit_rate * ease * warm * fresh * initiative
    open_matter = s.dispute + p.pending_gate * s.litigation
    gate = where(open_matter < p.summit_gate, 1.0, 0.0)
    visits = p.visit_share * occasion * both * gate * (1.0 - s.dispute)
    willing = both + p.encounter_floor * (1.0 - both) * apart
    either = visits + (1.0 - p.visit_share) * occasion * willing
    visit = where(on, where(u < visits, 1.0, 0.0), 0.0)
    encounter = where(on, where(u < either, 1.0, 0.0), 0.0) - visit
    return Meeting(visit=visit, encounter=encounter, weight=visit + p.encounter_weight * encounter)


@kernel
def issues_document(on: bool, s: State, visit: float, u: float, p: Parameter) -> float:
    """Return 1.0 if a visit yields a joint document, else 0.0; 0 when off.

    `u`: stream 'joint_document'.
    """
    chance = p.document_rate * s.trust * (1.0 - s.dispute)
    return where(on, where(u < chance, 1.0, 0.0) * visit, 0.0)


@kernel
def rapport(
    on: bool, s: State, met: float, turnover_jpn: float, turnover_kor: float, p: Parameter
) -> float:
    """Return the leaders' rapport next month, in [0, 1]; gone when either leaves; 0 when off.

    `met` is the weight of the month's meeting, a visit's being 1.
    """
    stays = (1.0 - turnover_jpn) * (1.0 - turnover_kor)
    kept = s.rapport * (1.0 - p.rapport_decay) * stays
    grown = kept + p.rapport_step * met * (1.0 - kept)
    return where(on, clip(grown, 0.0, 1.0), 0.0)


@kernel
def green_light(on: bool, tokyo: Ally, seoul: Ally) -> float:
    """Return the leaders' common signal to bureaucracies and firms, in [0, 1].

    Off, it is 0. See 002 P11.
    """
    return where(on, least(tokyo.sees_reconcile, seoul.sees_reconcile), 0.0)


@kernel
def summit_warmth(
    on: bool, met: float, settled: float, tokyo: Ally, seoul: Ally, p: Parameter
) -> float:
    """Return what the month's meeting and settlement, and goodwill, add to Tokyo-Seoul.

    Off, it is 0.
    """
    events = p.summit_warmth * met + p.settlement_warmth * settled
    goodwill = p.goodwill_warmth * tokyo.sees_reconcile * seoul.sees_reconcile
    return where(on, events + goodwill, 0.0)
