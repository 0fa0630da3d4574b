"""M07 Threat overlap and peninsula salience: E7."""

from tests.naive.sheet import clip


def threat_overlap(m):
    """M07."""
    s, i, p, on = m.s, m.i, m.p, m.on.threat_overlap

    def north(own):  # E7.1
        return i.peninsula_salience * s.threat_prk * (0.5 + 0.5 * own.sees_deter)

    def china(own):
        return own.threat_chn * own.alignment

    def whole(own):
        return north(own) + china(own)

    def in_mind(own):  # E7.2
        return (north(own) + 1e-6) / (whole(own) + 2e-6)

    @m.value
    def overlap():
        if not on:
            return 0.5
        tokyo, seoul = m.tokyo, m.seoul
        least = min(whole(tokyo), whole(seoul))
        most = max(whole(tokyo), whole(seoul))
        as_one = (least + 1e-6) / (most + 1e-6)
        apart = as_one * (1 - abs(in_mind(tokyo) - in_mind(seoul)))
        common = (1 - i.issue_separation) * as_one + i.issue_separation * apart
        return clip(common + m.reframed * (1 - common), 0, 1)

    @m.value
    def overlap_pull():  # E7.3
        if not on:
            return 0.0
        return p.overlap_pull * m.overlap * (0.5 + 0.5 * i.peninsula_salience)

    def next_threat_chn(own):  # E7.4
        alarm = i.beijing_pressure * own.china_threat_weight + p.coercion_alarm * own.sees_coerced
        moved = own.threat_chn + p.threat_rate * (clip(alarm, 0, 1) - own.threat_chn)
        return clip(moved, 0, 1)

    m.value(lambda: next_threat_chn(m.tokyo), "next_threat_chn_jpn")
    m.value(lambda: next_threat_chn(m.seoul), "next_threat_chn_kor")

    @m.value
    def next_threat_prk():  # E7.5
        target = clip(s.capability_prk - p.talks_relief * m.talking, 0, 1)
        eased = s.threat_prk + p.threat_rate * (target - s.threat_prk)
        return clip(eased + p.test_alarm * m.test * (1 - eased), 0, 1)

    @m.value
    def response():  # E7.6
        if not on:
            return 0.0
        tokyo, seoul = m.tokyo.sees_deter, m.seoul.sees_deter
        return m.test * (p.test_joint * min(tokyo, seoul) - p.test_split * abs(tokyo - seoul))

    @m.value
    def next_security_cooperation():
        target = m.overlap * s.trust * (1 - m.alignment_gap)
        rate = p.security_rate * (1 + p.green_light_gain * m.green_light)
        old = s.security_cooperation
        worked = m.response + m.practice + m.exchange
        return clip(old + rate * (target - old) + worked, 0, 1)
