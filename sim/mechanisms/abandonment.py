"""M08 Abandonment, entrapment, and extended deterrence.  E8.

Fear of being left by the patron moves both allies together when both feel it and apart when one
does; fear of being dragged in caps commitment; whether Tokyo helps in a crisis depends on
Tokyo-Seoul ties. Snyder (1984), Cha (1999). Articles: 000 P11, 001 P6-P7, 002 P15.
"""

from sim.mechanisms.arithmetic import clip, greatest, kernel, least, where
from sim.spec.records import Ally, Input, Parameter, State

__all__ = [
    "abandonment_pull",
    "capability",
    "crisis_support",
    "deterrence_trust",
    "entrapment",
    "fear",
    "reliability",
]


@kernel
def fear(on: bool, s: State, ally: Ally, brokered: float, p: Parameter) -> float:
    """Return an ally's fear of abandonment, in [0, 1]; 0 when off.

    An unreliable umbrella, a threat, a patron that does not broker; an ally that believes itself
    favoured fears less (an inferred link, `favour_comfort`, whose prior contains 0).
    """
    comfort = 1.0 - p.favour_comfort * greatest(0.0, ally.favour_belief)
    felt = (1.0 - s.reliability) * s.threat_prk * (1.0 - p.broker_comfort * brokered) * comfort
    return where(on, clip(felt, 0.0, 1.0), 0.0)


@kernel
def abandonment_pull(on: bool, fear_jpn: float, fear_kor: float, p: Parameter) -> float:
    """Return what fear adds to an ally's utility of reconciling: common fear less its gap.

    Off, it is 0.
    """
    common = least(fear_jpn, fear_kor)
    gap = greatest(fear_jpn, fear_kor) - common
    return where(on, p.common_fear_pull * common - p.uneven_fear_push * gap, 0.0)


@kernel
def entrapment(on: bool, ally: Ally, i: Input, p: Parameter) -> float:
    """Return what fear of being dragged in takes from the utility of aligning on China.

    Off, it is 0.
    """
    return where(on, p.entrapment * ally.alignment * i.us_china_tension, 0.0)


@kernel
def deterrence_trust(on: bool, s: State, p: Parameter) -> float:
    """Return what a reliable umbrella adds to an ally's utility of deterring; 0 when off."""
    return where(on, p.deterrence_trust * (s.reliability - p.reliability_base), 0.0)


@kernel
def reliability(on: bool, s: State, brokered: float, reward: float, p: Parameter) -> float:
    """Return the reliability of extended deterrence next month, in [0, 1]; unchanged when off.

    It answers North Korean capability under a patron that convenes and reassures (000 P11), and
    wears away under one that rewards rivals and demands.
    """
    demand = (
        s.belief_usa_tariff_demand
        + s.belief_usa_basing_cost_demand
        + s.belief_usa_strategic_flexibility_demand
    ) / 3.0
    up = p.reassurance * brokered * s.capability_prk
    down = p.unreliability * reward * demand
    moved = s.reliability + up * (1.0 - s.reliability) - down * s.reliability
    return where(on, clip(moved, 0.0, 1.0), s.reliability)


@kernel
def capability(s: State, test: float, p: Parameter) -> float:
    """Return North Korean capability next month, in [0, 1]: it grows with each month of tests."""
    return clip(s.capability_prk + p.capability_step * test * (1.0 - s.capability_prk), 0.0, 1.0)


@kernel
def crisis_support(on: bool, s: State) -> float:
    """Return the chance that Tokyo supports the US in a peninsula crisis, in [0, 1].

    It takes both the alliance and the neighbour: the product of how far each relation stands above
    hostility. Off, Tokyo-Seoul counts as neither close nor hostile. Nothing rests on this read-out.
    """
    neighbour = where(on, 0.5 * (1.0 + s.relation_jpn_kor), 0.5)
    return 0.5 * (1.0 + s.relation_jpn_usa) * neighbour
