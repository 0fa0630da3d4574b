"""How the ten relations move: back to a base, pushed by what the mechanisms give.  E1.

A push up is scaled by the room above and a push down by the room below, so relations keep their
bounds of -1 and 1 without piling up there.
"""

from sim.mechanisms.arithmetic import clip, greatest, kernel, least

__all__ = ["base_jpn_kor", "move"]


@kernel
def move(relation, base, rate, push, ceiling, noise, p):
    """Return a relation next month, in [-1, 1].

    `ceiling` is the level toward which pushes up lead, 1 unless something forbids closeness;
    `noise` is a standard normal draw of its dyad's stream.
    """
    up = greatest(push, 0.0) * greatest(ceiling - relation, 0.0)
    down = least(push, 0.0) * (1.0 + relation)
    moved = relation + rate * (base - relation) + up + down + p.relation_noise * noise
    return clip(moved, -1.0, 1.0)


@kernel
def base_jpn_kor(s, overlap, p):
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
