"""M01 Hub and spokes: the two US alliances come first, the neighbours' tie second: E1."""

from tests.naive.sheet import clip


def hub_and_spokes(m):
    """M01."""
    s, p, on = m.s, m.p, m.on.hub_and_spokes

    @m.value
    def link():  # E1.1
        if not on:
            return 0.0
        return clip(m.effort * (1 - m.reward) + p.link_floor * s.institution, 0, 1)

    @m.value
    def balance():  # E1.2
        if not on:
            return 0.0
        product = s.relation_jpn_usa * s.relation_kor_usa
        return p.balance_pull * m.link * (product - s.relation_jpn_kor)

    @m.value
    def neighbour_weight():  # E1.3
        return p.neighbour_weight if on else 1.0

    @m.value
    def alliance_base():  # E1.4
        if not on:
            return {"jpn": p.relation_base_jpn_kor, "kor": p.relation_base_jpn_kor}
        return {"jpn": p.alliance_base_jpn, "kor": p.alliance_base_kor}

    @m.value
    def anchor():  # E1.5
        return p.alliance_anchor if on else p.relation_rate

    @m.value
    def triangle():  # E1.6
        amities = 0
        for relation in (
            m.next_relation_jpn_usa,
            m.next_relation_kor_usa,
            m.next_relation_jpn_kor,
        ):
            if relation > 0:
                amities = amities + 1
        return 3 - amities

    @m.value
    def steady():  # E1.7
        return p.alliance_noise if on else 1.0
