"""How relations move: back to a base, pushed by what the mechanisms give.  E1.

A push up is scaled by the room above and a push down by the room below, so relations keep their
bounds of -1 and 1 without piling up there. Ties with Pyongyang and between the great powers feed
nothing, so they are no stocks: `shown` reads them from what the record shows.
"""

from sim.mechanisms.arithmetic import clip, greatest, kernel, least
from sim.spec.records import Input, Parameter, Shown, State

__all__ = ["base_jpn_kor", "move", "shown"]


@kernel
def move(
    relation: float,
    base: float,
    rate: float,
    push: float,
    ceiling: float,
    noise: float,
    p: Parameter,
) -> float:
    """Return a relation next month, in [-1, 1].

    `ceiling` is the level toward which pushes up lead, 1 unless something forbids closeness;
    `noise` is a standard normal draw of its dyad's stream.
    """
    up = greatest(push, 0.0) * greatest(ceiling - relation, 0.0)
    down = least(push, 0.0) * (1.0 + relation)
    moved = relation + rate * (base - relation) + up + down + p.relation_noise * noise
    return clip(moved, -1.0, 1.0)


@kernel
def base_jpn_kor(s: State, overlap: float, p: Parameter) -> float:
    """Return the level to which structure draws Tokyo-Seoul.

    Trust, security work and a common danger lift it, grievance and dispute lower it.
    """
    return clip(
        p.relation_base_jpn_kor
        + p.base_trust * s.trust
        + p.base_overlap * overlap
        - p.base_grievance * s.grievance
        + p.base_security * s.security_cooperation
        - p.base_dispute * s.dispute,
        -1.0,
        1.0,
    )


@kernel
def shown(s: State, i: Input) -> Shown:
    """Return the `Shown` relations after the month, each in [-1, 1], of state `s` after it.

    Two capitals are as close as the record has each side approach the other rather than oppose it:
    engage and not deter, talk and not provoke, shield and not restrain. Washington and Beijing are
    as far apart as the tension between them.
    """
    posture = s.belief_prk_posture_talk - s.belief_prk_posture_provoke
    return Shown(
        chn_prk=1.0 - 2.0 * s.belief_chn_pyongyang_restrain,
        chn_usa=1.0 - 2.0 * i.us_china_tension,
        jpn_prk=0.5 * (1.0 - 2.0 * s.belief_jpn_pyongyang_deter + posture),
        kor_prk=0.5 * (1.0 - 2.0 * s.belief_kor_pyongyang_deter + posture),
        prk_usa=0.5 * (2.0 * s.belief_usa_pyongyang_talk - 1.0 + posture),
    )
