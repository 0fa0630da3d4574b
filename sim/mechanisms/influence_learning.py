"""M05 Influence learning, overconfidence, and Seoul's fork.  E5.

Success with Pyongyang inflates Seoul's belief in its own influence and lets it disregard Tokyo; a
failed summit deflates it and forces a choice: court Tokyo or attack its influence. Levy (1994) on
experiential learning, Johnson (2004) on overconfidence. Articles: 004 P14-P18, 001 P8.

The text leaves the fork open (004 P17), so it is Seoul's choice by the same logit rule as any
other.
"""

from sim.mechanisms.arithmetic import clip, greatest, kernel, logistic, where
from sim.spec.levels import FORK
from sim.spec.records import Ally, Parameter, State

__all__ = ["attack", "attention", "court", "fork", "learn", "true_influence"]


@kernel
def true_influence(s: State, tokyo: Ally, seoul: Ally, p: Parameter) -> float:
    """Return Seoul's true influence, in [0, 1]: a base, and the weight of acting with Tokyo."""
    together = tokyo.sees_coordinate * seoul.sees_coordinate
    return clip(
        p.influence_base + p.influence_joint * together * greatest(0.0, s.relation_jpn_kor),
        0.0,
        1.0,
    )


@kernel
def learn(
    on: bool,
    s: State,
    influence: float,
    engages: float,
    advanced: float,
    broke_down: float,
    p: Parameter,
) -> float:
    """Return Seoul's belief in its influence, in [0, 1]; the true influence when off.

    `engages`: Seoul chose engagement this month. `advanced`: talks moved a state forward.
    `broke_down`: they collapsed. Belief also drifts slowly toward the truth.
    """
    belief = s.influence_belief
    credit = p.success_gain * p.self_attribution * advanced * engages * (1.0 - belief)
    letdown = p.failure_gain * broke_down * greatest(0.0, belief - influence)
    drift = p.influence_drift * (influence - belief)
    return where(on, clip(belief + credit - letdown + drift, 0.0, 1.0), influence)


@kernel
def attention(on: bool, s: State, p: Parameter) -> float:
    """Return what is left of Seoul's regard for Tokyo, in (0, 1]: less above a threshold.

    Off, it is 1.
    """
    heady = where(s.influence_belief > p.influence_high, 1.0, 0.0)
    return where(on, 1.0 - p.neglect * heady, 1.0)


@kernel
def fork(
    on: bool,
    s: State,
    tokyo: Ally,
    seoul: Ally,
    influence: float,
    learned: float,
    broke_down: float,
    turnover: float,
    u: float,
    p: Parameter,
) -> float:
    """Return Seoul's course after a letdown: court Tokyo, attack its influence, or neither.

    A letdown is a breakdown that finds belief above the truth and leaves it under `influence_low`.
    The course holds until Seoul changes leader. `u`: stream 'fork'. Neither when off.
    """
    letdown = where(
        (broke_down > 0.5) & (s.influence_belief > influence) & (learned < p.influence_low),
        1.0,
        0.0,
    )
    gap = greatest(tokyo.sees_deter - seoul.sees_deter, 0.0)
    lean = (
        p.fork_base
        + p.fork_priority * seoul.neighbour_priority
        - p.fork_gap * gap
        - p.fork_dispute * s.dispute
        - p.fork_hard_line * seoul.history_hard_line
    )
    chosen = where(u < logistic(p.rationality_kor * lean), FORK.court_tokyo, FORK.attack_tokyo)
    kept = s.fork * (1.0 - turnover)
    return where(on, where(letdown > 0.5, chosen, kept), FORK.neither)


@kernel
def court(on: bool, s: State, p: Parameter) -> float:
    """Return what courting Tokyo adds to Seoul's utility of reconciling; 0 when off."""
    return where(on, p.court_gain * where(s.fork == FORK.court_tokyo, 1.0, 0.0), 0.0)


@kernel
def attack(on: bool, s: State, p: Parameter) -> float:
    """Return what attacking Tokyo adds to Seoul's utilities of contesting and bidding.

    Off, it is 0.
    """
    return where(on, p.attack_gain * where(s.fork == FORK.attack_tokyo, 1.0, 0.0), 0.0)
