"""The quarrel over the past, its ladder, and thaws: E11 to E13, M11 to M13."""

from tests.naive.sheet import clip, logistic, one_if


def history_dispute(m):
    """M11."""
    s, i, p, on = m.s, m.i, m.p, m.on.history_dispute

    def kind():  # E11.1
        first = p.court_rate * s.grievance
        followed = p.follow_up_rate * s.grievance * s.case_law
        if m.strikes("court", first):
            return 1.0
        return p.follow_up_size if m.strikes("court", first + followed) else 0.0

    @m.value
    def court_ruling():
        if not on:
            return 0.0
        return clip(kind() * i.generate_court + i.given_court, 0, 1)

    @m.value
    def sale_order():
        if not on:
            return 0.0
        hit = 1 - m.strikes("court", 1 - p.sale_order_rate * s.litigation)
        return clip(hit * i.generate_sale_order + i.given_sale_order, 0, 1)

    @m.value
    def provocation():  # E11.2
        if not on:
            return 0.0
        hit = m.strikes("provocation", p.provocation_rate) * m.contests(m.tokyo)
        return clip(hit * i.generate_provocation + i.given_provocation, 0, 1)

    @m.value
    def incident():
        if not on:
            return 0.0
        hit = m.strikes("incident", p.incident_rate) * m.contests(m.seoul)
        return clip(hit * i.generate_incident + i.given_incident, 0, 1)

    @m.value
    def friction():  # E11.3
        if not on:
            return 0.0
        sore = 1 + p.friction_grievance * (2 * s.grievance - 1)
        hits = (
            m.strikes("heritage", p.heritage_rate * sore)
            + m.strikes("territory", p.territory_rate * sore)
            + m.strikes("textbook", p.textbook_rate * sore)
        )
        return clip(hits * i.generate_friction + i.given_friction, 0, 3)

    @m.value
    def shock():  # E11.4
        return (
            p.court_impact * (m.court_ruling + p.sale_order_size * m.sale_order)
            + p.provocation_impact * (m.provocation + m.incident)
            + p.friction_impact * m.friction
        )

    @m.value
    def next_dispute():  # E11.5
        heat = 1 + p.mutual_heat * m.tokyo.sees_contest * m.seoul.sees_contest
        kept = s.dispute * (1 - p.dispute_decay)
        added = 0.0
        if on:
            fed = p.contest_feed * (m.contests(m.tokyo) + m.contests(m.seoul))
            added = (m.shock * heat * (1 - m.buffer) + fed) * (1 - kept)
        return clip((kept + added) * (1 - m.relief), 0, 1)

    @m.value
    def next_litigation():  # E11.6
        if not on:
            return 0.0
        mounting = s.litigation * (1 + p.litigation_growth) + p.litigation_step * m.court_ruling
        ordered = p.sale_order_step * m.sale_order * (1 - mounting)
        return clip((mounting + ordered) * (1 - m.settled), 0, 1)

    @m.value
    def next_case_law():
        if not on:
            return 0.0
        added = p.case_law_step * m.court_ruling * (1 - s.case_law)
        return clip(s.case_law + added, 0, 1)

    @m.value
    def shock_push():  # E11.7
        if not on:
            return 0.0
        heat = 0.5 + 0.5 * (m.tokyo.sees_contest + m.seoul.sees_contest)
        return p.shock_toll * m.shock * heat * (1 - m.buffer)

    @m.rule
    def contest_line(own):  # E11.8
        if not on:
            return 0.0
        return p.hard_line_gain * own.history_hard_line * (p.hard_line_floor + s.dispute)


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
        return clip(level, 0, 3)

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
        return 1 - p.spent_answer * own.retaliation_level / 3 if on else 1.0

    @m.value
    def exchange():  # E12.9
        return p.dialogue_practice * s.dialogue * (1 - s.security_cooperation)


def thaw(m):
    """M13."""
    s, i, p, on = m.s, m.i, m.p, m.on.thaw

    @m.rule
    def priority_pull(priority):  # E13.1
        if not on:
            return 0.0
        wanted = priority * (1 - p.satiety * max(0, s.relation_jpn_kor))
        return m.neighbour_weight * p.reconcile_gain * (wanted - p.priority_norm)

    @m.rule
    def concession_burden(own):  # E13.2
        if not on:
            return 0.0
        burden = p.concession_burden * own.history_hard_line * (p.burden_floor + s.dispute)
        pays = 1 + p.burden_share * (own.design_burden - 0.5)
        return burden * pays * m.concession_factor

    @m.value
    def rapport_pull():  # E13.3
        return p.rapport_pull * s.rapport if on else 0.0

    @m.value
    def deadline():  # E13.4
        return p.deadline_pull * s.litigation if on else 0.0

    @m.value
    def both():  # E13.5
        return m.reconciles(m.tokyo) * m.reconciles(m.seoul)

    @m.value
    def settled():
        if not on:
            return 0.0
        unsettled = s.dispute > p.settlement_gate and s.settlement_force < 0.5
        ripe = one_if(unsettled or s.litigation > p.litigation_gate)
        hit = m.strikes("settlement", p.settlement_rate * m.led) * ripe * m.initiative
        return clip(hit * i.generate_settlement + one_if(i.given_settlement > 0), 0, 1)

    @m.value
    def relief():  # E13.6
        if not on:
            return 0.0
        return m.settled * (p.relief_floor + (1 - p.relief_floor) * m.quality)

    @m.value
    def occasion():  # E13.7
        return (
            p.summit_rate
            * (1 - 0.5 * (s.concern_jpn + s.concern_kor))
            * (1 - p.summit_rapport * (1 - s.rapport))
            * (1 - p.meeting_fatigue * s.summit_memory)
            * m.initiative
        )

    @m.value
    def visits():
        gate = one_if(s.dispute + p.pending_gate * s.litigation < p.summit_gate)
        return p.visit_share * m.occasion * m.both * gate * (1 - s.dispute)

    @m.value
    def encounters():
        others = p.encounter_floor * (1 - m.both) * m.neither_contests
        return (1 - p.visit_share) * m.occasion * (m.both + others)

    @m.value
    def visit():
        return m.strikes("summit", m.visits) if on else 0.0

    @m.value
    def encounter():
        if not on or m.visit:
            return 0.0
        return m.strikes("summit", m.visits + m.encounters)

    @m.value
    def met():
        return m.visit + p.encounter_weight * m.encounter

    @m.value
    def document():  # E13.8
        if not on:
            return 0.0
        chance = p.document_rate * s.trust * (1 - s.dispute)
        return m.visit * m.strikes("joint_document", chance)

    @m.value
    def next_rapport():  # E13.9
        if not on:
            return 0.0
        kept = s.rapport * (1 - p.rapport_decay) * (1 - i.turnover_jpn) * (1 - i.turnover_kor)
        warmed = kept + p.rapport_step * m.met * (1 - kept)
        return clip(warmed, 0, 1)

    @m.value
    def green_light():  # E13.10
        return min(m.tokyo.sees_reconcile, m.seoul.sees_reconcile) if on else 0.0

    @m.value
    def summit_push():  # E13.11
        if not on:
            return 0.0
        goodwill = m.tokyo.sees_reconcile * m.seoul.sees_reconcile
        return (
            p.summit_warmth * m.met + p.settlement_warmth * m.settled + p.goodwill_warmth * goodwill
        )

    @m.value
    def next_summit_memory():  # E13.12
        return max(0.5 * s.summit_memory, m.met)
