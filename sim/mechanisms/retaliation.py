"""M12 Tit-for-tat and issue linkage.  E12.

Retaliation climbs from history to trade to security; cooperation reciprocates as fast. Drills and
working dialogue stop below one threshold of relations and resume above another. Axelrod (1984);
Jervis (1976) on spirals. Articles: 002 P11, 003 P9, 003 P24, 002 P13.
"""

from sim.mechanisms.arithmetic import clip, kernel, logistic, where

__all__ = [
    "hysteresis",
    "ladder",
    "ladder_toll",
    "reaction",
    "reciprocity",
    "red_line",
    "restraint",
]


@kernel
def reciprocity(on, other, p):
    """Return what the other's record of reconciling adds to an ally's utility of reconciling.

    Off, it is 0.
    """
    return where(on, p.reciprocity * (other.sees_reconcile - p.reciprocity_norm), 0.0)


@kernel
def _behind(own, other):
    """Return 1.0 if the other stands higher on the ladder, else 0.0."""
    return where(other.retaliation_level > own.retaliation_level, 1.0, 0.0)


@kernel
def reaction(on, own, other, p):
    """Return what the other's record of contesting adds to an ally's utility of contesting.

    Off, it is 0.

    A level of retaliation above one's own calls for an answer.
    """
    behind = _behind(own, other)
    return where(on, p.reactivity * other.sees_contest + p.answer_gain * behind, 0.0)


@kernel
def red_line(on, s, p):
    """Return what court pressure on its firms' assets adds to Tokyo's utility of contesting.

    Off, it is 0. Tokyo had drawn a line at their sale (002 P10, 003 P16).
    """
    return where(on, p.red_line * s.litigation, 0.0)


@kernel
def restraint(on, s, brokered, p):
    """Return what a broker and institutions take from an ally's utility of contesting.

    Off, it is 0.
    """
    return where(on, p.broker_restraint * brokered + p.institution_restraint * s.institution, 0.0)


@kernel
def ladder(on, own, other, s, contests, reconciles, climb, descend, p):
    """Return an ally's level of retaliation after this month, 0 to 3; 0 when off.

    A step up needs the choice to contest, a dispute above `climb_gate`, and a hazard (`climb`:
    stream 'escalation'), greater when the other stands higher. A step down needs the choice to
    reconcile and a hazard (`descend`: stream 'step_down'), greater when the other has reconciled;
    once the dispute cools under the gate a step may lapse too. One step a month.
    """
    behind = _behind(own, other)
    ahead = where(own.retaliation_level > other.retaliation_level + 0.5, 1.0, 0.0)
    rise = logistic(
        p.climb_base + p.climb_dispute * s.dispute + p.climb_answer * behind - p.climb_lead * ahead
    )
    fall = logistic(p.descend_base + p.descend_reciprocity * other.sees_reconcile)
    live = where(s.dispute > p.climb_gate, 1.0, 0.0)
    up = where(climb < rise, 1.0, 0.0) * contests * live
    chance = fall * reconciles + p.ladder_lapse * (1.0 - reconciles) * (1.0 - live)
    down = where(descend < chance, 1.0, 0.0)
    return where(on, clip(own.retaliation_level + up - down, 0.0, 3.0), 0.0)


@kernel
def ladder_toll(on, tokyo, seoul, p):
    """Return what standing retaliation takes from Tokyo-Seoul a month; 0 when off."""
    return where(on, p.ladder_toll * (tokyo.retaliation_level + seoul.retaliation_level), 0.0)


@kernel
def hysteresis(on, running, relation, p):
    """Return 1.0 if drills (or dialogue) run next month: off below a threshold, on above another.

    Off, it is 1.
    """
    kept = where(relation < p.stop_threshold, 0.0, running)
    return where(on, where(relation > p.resume_threshold, 1.0, kept), 1.0)
