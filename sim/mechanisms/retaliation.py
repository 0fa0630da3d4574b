"""M12 Tit-for-tat and issue linkage.  E12.

Retaliation climbs from history to trade to security; cooperation reciprocates as fast. A spiral
spends itself: at the top of the ladder there is no further answer to give. Drills and working
dialogue stop below one threshold of relations and resume above another. Axelrod (1984); Jervis
(1976) on spirals; Zartman (2000) on stalemate. Articles: 001 P3, 002 P10-P13, 003 P9, 003 P24.
"""

from sim.mechanisms.arithmetic import clip, greatest, kernel, logistic, where
from sim.spec.levels import RETALIATION
from sim.spec.records import Ally, Parameter, State

__all__ = [
    "assets_at_risk",
    "dialogue_practice",
    "hysteresis",
    "ladder",
    "ladder_toll",
    "reaction",
    "reciprocity",
    "red_line",
    "restraint",
    "room",
]


@kernel
def reciprocity(on: bool, other: Ally, p: Parameter) -> float:
    """Return what the other's record of reconciling adds to an ally's utility of reconciling.

    Off, it is 0.
    """
    return where(on, p.reciprocity * (other.sees_reconcile - p.reciprocity_norm), 0.0)


@kernel
def _behind(own: Ally, other: Ally) -> float:
    """Return 1.0 if the other stands higher on the ladder, else 0.0."""
    return where(other.retaliation_level > own.retaliation_level, 1.0, 0.0)


@kernel
def reaction(on: bool, own: Ally, other: Ally, p: Parameter) -> float:
    """Return what the other's record of contesting adds to an ally's utility of contesting.

    Off, it is 0.

    A level of retaliation above one's own calls for an answer.
    """
    behind = _behind(own, other)
    return where(on, p.reactivity * other.sees_contest + p.answer_gain * behind, 0.0)


@kernel
def room(on: bool, own: Ally, p: Parameter) -> float:
    """Return what is left of an ally's reasons to contest, in [0, 1]; 1 when off.

    Whoever stands on the top of the ladder has given its answer: the last step was a threat that
    nothing followed (003 P9).
    """
    return where(on, 1.0 - p.spent_answer * own.retaliation_level / RETALIATION.security, 1.0)


@kernel
def assets_at_risk(s: State) -> float:
    """Return how near the sale of Japanese firms' assets is, in [0, 1].

    It grows with the square of court pressure: claims that are only pending put little at risk, an
    order that can be carried out does (003 P16).
    """
    return s.litigation * s.litigation


@kernel
def red_line(on: bool, s: State, p: Parameter) -> float:
    """Return what the risk to its firms' assets adds to Tokyo's utility of contesting; 0 when off.

    Tokyo had drawn a line at their sale (002 P10, 003 P16).
    """
    return where(on, p.red_line * assets_at_risk(s), 0.0)


@kernel
def restraint(on: bool, s: State, brokered: float, p: Parameter) -> float:
    """Return what a broker and institutions take from an ally's utility of contesting.

    Off, it is 0.
    """
    return where(on, p.broker_restraint * brokered + p.institution_restraint * s.institution, 0.0)


@kernel
def ladder(
    on: bool,
    own: Ally,
    other: Ally,
    s: State,
    contests: float,
    reconciles: float,
    at_risk: float,
    brokered: float,
    climb: float,
    descend: float,
    p: Parameter,
) -> float:
    """Return an ally's level of retaliation after this month, none to security; none when off.

    A step up needs the choice to contest, a dispute above `climb_gate`, and a hazard (`climb`:
    stream 'escalation'), greater when the other stands higher and less under brokerage. A step down
    needs the choice to reconcile and a hazard (`descend`: stream 'step_down'), greater when the
    other has reconciled or stands lower already (002 P11). One step a month. `at_risk` is what of
    its own an ally answers for and keeps its measures for: for Tokyo its firms' assets, for Seoul 0
    (002 P10).
    """
    ahead = where(own.retaliation_level > other.retaliation_level + 0.5, 1.0, 0.0)
    rise = logistic(
        p.climb_base
        + p.climb_dispute * s.dispute
        + p.climb_answer * _behind(own, other)
        - p.climb_lead * ahead
        + p.climb_assets * at_risk
        - p.climb_broker * brokered
    )
    fall = logistic(
        p.descend_base
        + p.descend_reciprocity * other.sees_reconcile
        + p.descend_answer * _behind(other, own)
        - p.climb_assets * at_risk
    )
    live = where(s.dispute > p.climb_gate, 1.0, 0.0)
    up = where(climb < rise, 1.0, 0.0) * contests * live
    down = where(descend < fall, 1.0, 0.0) * reconciles
    return where(
        on, clip(own.retaliation_level + up - down, RETALIATION.none, RETALIATION.security), 0.0
    )


@kernel
def ladder_toll(
    on: bool, tokyo: Ally, seoul: Ally, level_jpn: float, level_kor: float, p: Parameter
) -> float:
    """Return what retaliation takes from Tokyo-Seoul this month; 0 when off.

    A step chills as it is taken, and what stood before wears. `level_jpn` and `level_kor` are the
    levels after this month.
    """
    taken = greatest(0.0, level_jpn - tokyo.retaliation_level)
    taken = taken + greatest(0.0, level_kor - seoul.retaliation_level)
    standing = tokyo.retaliation_level + seoul.retaliation_level
    return where(on, p.step_chill * taken + p.ladder_toll * standing, 0.0)


@kernel
def hysteresis(on: bool, running: float, relation: float, called: float, p: Parameter) -> float:
    """Return 1.0 if drills (or dialogue) run next month: they stop in a quarrel, resume in amity.

    Off, it is 1. They stop below a threshold, and resume above 0 if `called` for (1.0): dialogue at
    a meeting of leaders (002 P13).
    """
    kept = where(relation < p.stop_threshold, 0.0, running)
    resumed = where(relation > 0.0, called, 0.0)
    return where(on, where(resumed > 0.5, 1.0, kept), 1.0)


@kernel
def dialogue_practice(s: State, p: Parameter) -> float:
    """Return what a working dialogue adds to Tokyo-Seoul security work a month (002 P13)."""
    return p.dialogue_practice * s.dialogue * (1.0 - s.security_cooperation)
