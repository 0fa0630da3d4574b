"""M11 History-issue shocks: E11."""

from tests.naive.sheet import clip


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
