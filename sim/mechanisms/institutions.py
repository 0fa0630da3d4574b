"""M15 Institutional stickiness against dependence on leaders.  E15.

Cooperation accumulates into institutions and trust, which buffer shocks and outlast turnovers; thin
ties belong to the leader and leave with him. Keohane (1984). Articles: 000 P12, 000 P15, 001 P4,
001 P12, 003 P23-P25.
"""

from sim.mechanisms.arithmetic import clip, greatest, kernel, where
from sim.spec.records import Parameter, State

__all__ = ["buffer", "build", "carry_over", "ease", "persistence", "routine", "trust", "upkeep"]


@kernel
def buffer(on: bool, s: State, p: Parameter) -> float:
    """Return the share of a shock that institutions and trust absorb, in [0, 1]; 0 when off."""
    return where(
        on, clip(p.institution_buffer * s.institution + p.trust_buffer * s.trust, 0.0, 1.0), 0.0
    )


@kernel
def persistence(on: bool, s: State, p: Parameter) -> float:
    """Return the monthly rate at which Tokyo-Seoul returns to its base.

    Institutions slow it; off, they do not.
    """
    slow = where(on, p.institution_persistence * s.institution, 0.0)
    return p.relation_rate * (1.0 - slow)


@kernel
def ease(on: bool, s: State, p: Parameter) -> float:
    """Return how much institutions help working contacts to go on; 0 when off (003 P24-P25)."""
    return where(on, p.institution_ease * s.institution, 0.0)


@kernel
def routine(on: bool, s: State, p: Parameter) -> float:
    """Return what institutions add to an ally's utility of reconciling, whoever leads it.

    Off, it is 0 (001 P4, 001 P12).
    """
    return where(on, p.institution_routine * s.institution, 0.0)


@kernel
def build(
    on: bool,
    s: State,
    trilateral: float,
    summit: float,
    document: float,
    upkeep: float,
    green_light: float,
    p: Parameter,
) -> float:
    """Return the stock of institutions next month, in [0, 1]; 0 when off.

    Meetings of the three, summits and joint documents add steps; what is not kept up decays. A
    meeting of the three binds bureaucracies as far as both leaders have shown a green light (002
    P11). `upkeep` in [0, 1] is the share that brokerage, goodwill and running dialogue maintain.
    """
    binding = p.step_floor + (1.0 - p.step_floor) * green_light
    step = (
        p.trilateral_step * trilateral * binding
        + p.summit_step * summit
        + p.document_step * document
    )
    decay = p.institution_decay * (1.0 - upkeep)
    return where(
        on,
        clip(s.institution + step * (1.0 - s.institution) - decay * s.institution, 0.0, 1.0),
        0.0,
    )


@kernel
def trust(
    on: bool,
    s: State,
    cooperation: float,
    shock: float,
    reversal: float,
    summit: float,
    settled: float,
    ceiling: float,
    p: Parameter,
) -> float:
    """Return mutual trust next month, in [0, 1]; unchanged when off.

    Security cooperation, meetings and a settlement wear suspicion down (`settled` is its quality, 0
    if there is none this month); shocks and a reversal feed it. Gains lead to the ceiling that
    grievance leaves (M20).
    """
    gain = p.trust_gain * cooperation + p.trust_summit * summit + p.trust_settlement * settled
    up = gain * greatest(ceiling - s.trust, 0.0)
    down = (p.trust_shock * shock + p.trust_reversal * reversal + p.trust_decay) * s.trust
    return where(on, clip(s.trust + up - down, 0.0, 1.0), s.trust)


@kernel
def carry_over(
    on: bool,
    s: State,
    relation: float,
    base: float,
    turnover_jpn: float,
    turnover_kor: float,
    p: Parameter,
) -> float:
    """Return Tokyo-Seoul after this month's turnovers: institutions carry it over.

    Unchanged when off.

    What is not carried falls back to the base that the structure gives. Cross-party consensus adds
    to what institutions carry (001 P12).
    """
    carried = clip(p.carry_floor + p.carry_institution * s.institution + p.consensus, 0.0, 1.0)
    lost = (1.0 - carried) * (
        p.turnover_weight_jpn * turnover_jpn + p.turnover_weight_kor * turnover_kor
    )
    return where(on, relation + clip(lost, 0.0, 1.0) * (base - relation), relation)


@kernel
def upkeep(s: State, brokered: float, green_light: float, p: Parameter) -> float:
    """Return the share of institutions that broker, goodwill and dialogue keep up, in [0, 1]."""
    kept = (
        p.upkeep_broker * brokered
        + p.upkeep_goodwill * green_light
        + p.upkeep_dialogue * s.dialogue
        + p.upkeep_base
    )
    return clip(kept, 0.0, 1.0)
