"""Reading the public record: what every capital can infer at the start of a month.  E0.

Computed once from last month's state and used by choices, events and stocks alike, so that nobody
sees an answer given this month.
"""

from sim.mechanisms import (
    abandonment,
    dprk_talks,
    grand_strategy,
    hub_and_spokes,
    influence_learning,
    institutions,
    joint_hedging,
    loyalty_contest,
    mediation,
    strategic_ambiguity,
    thaw,
    threat_overlap,
    vacuum,
)
from sim.mechanisms.arithmetic import kernel
from sim.spec.records import Ally, Input, Parameter, Record, State, Switch

__all__ = ["read"]


@kernel
def read(on: Switch, s: State, i: Input, tokyo: Ally, seoul: Ally, p: Parameter) -> Record:
    """Return the month's `Record` from last month's state and both allies as it shows them."""
    effort = mediation.effort(on.mediation, s, p)
    reward = loyalty_contest.seen_reward(on.loyalty_contest, s)
    common = joint_hedging.common_exposure(s, tokyo, seoul)
    reframed = mediation.reframing(on.mediation, effort, p)
    attention = influence_learning.attention(on.influence_learning, s, p)
    return Record(
        effort=effort,
        pressed_tokyo=mediation.pressed(on.mediation, tokyo),
        pressed_seoul=mediation.pressed(on.mediation, seoul),
        reward=reward,
        prize=loyalty_contest.prize(on.loyalty_contest, reward, p),
        influence=influence_learning.true_influence(s, tokyo, seoul, p),
        common_exposure=common,
        wedge=joint_hedging.wedge(s, tokyo, seoul),
        overlap=threat_overlap.overlap(on.threat_overlap, s, i, tokyo, seoul, reframed, p),
        fear_jpn=abandonment.fear(on.abandonment, s, tokyo, effort, p),
        fear_kor=abandonment.fear(on.abandonment, s, seoul, effort, p),
        priority_jpn=grand_strategy.priority(on.grand_strategy, tokyo, common, p),
        priority_kor=grand_strategy.priority(on.grand_strategy, seoul, common, p) * attention,
        alignment_gap=strategic_ambiguity.alignment_gap(on.strategic_ambiguity, tokyo, seoul, p),
        talking=dprk_talks.under_way(on.dprk_talks, s),
        buffer=institutions.buffer(on.institutions, s, p),
        green_light=thaw.green_light(on.thaw, tokyo, seoul),
        initiative=vacuum.initiative(on.vacuum, i),
        link=hub_and_spokes.link(on.hub_and_spokes, effort, reward, s.institution, p),
    )
