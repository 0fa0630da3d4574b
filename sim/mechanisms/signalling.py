"""M17 Costly signals, priors, and reassurance.  E17.

Each ally holds a prior about the other's new leader, read from what was known on entry; acts,
pledges and early meetings move it by Bayes' rule. Fearon (1997), Kydd (2005). Articles: 000 P13,
000 P18, 001 P1-P5.
"""

from sim.mechanisms.arithmetic import clip, kernel, where
from sim.spec.records import Ally, Input, Parameter, State

__all__ = ["concern", "concern_push", "pledge"]


@kernel
def pledge(
    on: bool,
    s: State,
    i: Input,
    seoul_reconciles: float,
    reversal: float,
    initiative: float,
    p: Parameter,
) -> float:
    """Return how far Seoul is bound to uphold what predecessors settled, in [0, 1]; 0 when off.

    Each month in which a leader reconciles while a predecessor's settlement is in force binds more;
    the word ends with the leader's term or with a reversal (001 P2).
    """
    made = s.settlement_force * s.settlement_inherited * seoul_reconciles * initiative
    held = s.pledge * (1.0 - i.turnover_kor)
    bound = held + p.pledge_rate * made * (1.0 - held)
    return where(on, clip(bound * (1.0 - reversal), 0.0, 1.0), 0.0)


@kernel
def concern(
    on: bool,
    own: Ally,
    other: Ally,
    reconciles: float,
    contests: float,
    summit: float,
    pledged: float,
    reversal: float,
    p: Parameter,
) -> float:
    """Return own fear that the other turns hostile, in [0.01, 0.99]; 0 when off.

    On the other's turnover it moves to the prior of the leader's camp, but for the part that is
    about the state and not the person (Kydd 2005). Then one step of Bayes' rule with the month's
    likelihood ratio, friendly to hostile; an act speaks louder early in a term (000 P18), by a
    surplus that falls with the months served as the weight of one more observation does. It eases
    back toward the camp's prior as signals age.
    """
    prior = p.concern_friendly + (p.concern_hostile - p.concern_friendly) * other.ideology
    start = own.concern + other.turnover * (1.0 - p.concern_kept) * (prior - own.concern)
    served = other.tenure * (1.0 - other.turnover)
    early = 1.0 + (p.early_weight - 1.0) / (1.0 + served)
    ratio = (
        (1.0 + reconciles * early * (p.signal_reconcile - 1.0))
        * (1.0 + summit * early * (p.signal_summit - 1.0))
        * (1.0 + pledged * (p.signal_pledge - 1.0))
        / (
            (1.0 + contests * (p.signal_contest - 1.0))
            * (1.0 + reversal * (p.signal_reversal - 1.0))
        )
    )
    updated = start / (start + (1.0 - start) * ratio)
    eased = updated + p.concern_rate * (prior - updated)
    return where(on, clip(eased, 0.01, 0.99), 0.0)


@kernel
def concern_push(on: bool, own: Ally, p: Parameter) -> float:
    """Return what fear of the other takes from an ally's utility of reconciling; 0 when off."""
    return where(on, p.concern_push * own.concern, 0.0)
