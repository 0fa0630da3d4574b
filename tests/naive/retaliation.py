"""M12 Tit-for-tat and issue linkage: E12."""

from sim.spec.levels import RETALIATION
from tests.naive.sheet import clip, logistic, one_if


def retaliation(m):
    """M12."""
    s, p, on = m.s, m.p, m.on.retaliation

    @m.rule
    def reciprocity(other):  # E12.1
        return p.reciprocity * (other.sees_reconcile - p.reciprocity_norm) if on else 0.0

    @m.rule
    def reaction(own, other):  # E12.2
        if not on:
            return 0.0
        answer = one_if(other.retaliation_level > own.retaliation_level)
        return p.reactivity * other.sees_contest + p.answer_gain * answer

    @m.rule
    def restraint(priority):  # E12.3
        if not on:
            return 0.0
        broker = p.broker_restraint * m.effort * m.heed(priority)
        return broker + p.institution_restraint * s.institution

    def at_risk(own):  # E12.4
        return s.litigation**2 if own.city == "tokyo" else 0.0

    def next_level(own, other):
        if not on:
            return 0.0
        behind = one_if(other.retaliation_level > own.retaliation_level)
        ahead = one_if(own.retaliation_level > other.retaliation_level + 0.5)
        above = one_if(own.retaliation_level > other.retaliation_level)
        rise = logistic(
            p.climb_base
            + p.climb_dispute * s.dispute
            + p.climb_answer * behind
            - p.climb_lead * ahead
            + p.climb_assets * at_risk(own)
            - p.climb_broker * m.effort
        )
        level = own.retaliation_level
        live = s.dispute > p.climb_gate
        fall = logistic(
            p.descend_base
            + p.descend_reciprocity * other.sees_reconcile
            + p.descend_answer * above
            - p.climb_assets * at_risk(own)
        )
        if m.contests(own) and live and m.strikes(f"escalation_{own.iso}", rise):
            level = level + 1
        if m.reconciles(own) and m.strikes(f"step_down_{own.iso}", fall):
            level = level - 1
        return clip(level, RETALIATION.none, RETALIATION.security)

    @m.value
    def next_retaliation_level_jpn():
        return next_level(m.tokyo, m.seoul)

    @m.value
    def next_retaliation_level_kor():
        return next_level(m.seoul, m.tokyo)

    @m.value
    def taken():  # E12.5
        tokyo = max(0, m.next_retaliation_level_jpn - s.retaliation_level_jpn)
        seoul = max(0, m.next_retaliation_level_kor - s.retaliation_level_kor)
        return tokyo + seoul

    @m.value
    def ladder_push():
        if not on:
            return 0.0
        standing = s.retaliation_level_jpn + s.retaliation_level_kor
        return p.step_chill * m.taken + p.ladder_toll * standing

    def hysteresis(running, x, called):  # E12.6
        if not on or (x > 0 and called == 1):
            return 1.0
        if x < p.stop_threshold:
            return 0.0
        return running

    @m.value
    def next_dialogue():
        return hysteresis(s.dialogue, s.relation_jpn_kor + m.ease, m.visit)

    @m.value
    def next_exercise():
        return hysteresis(s.exercise, s.relation_jpn_kor + m.ease + p.exercise_ease, 1)

    @m.value
    def red_line():  # E12.7
        return p.red_line * s.litigation**2 if on else 0.0

    @m.rule
    def room(own):  # E12.8
        return 1 - p.spent_answer * own.retaliation_level / RETALIATION.security if on else 1.0

    @m.value
    def exchange():  # E12.9
        return p.dialogue_practice * s.dialogue * (1 - s.security_cooperation)
