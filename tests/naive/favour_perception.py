"""M04 Biased perception of favour: E4."""

from tests.naive.sheet import clip


def favour_perception(m):
    """M04."""
    d, p, on = m.d, m.p, m.on.favour_perception

    def believed(own, standing, noise):  # E4.1, E4.2
        if not on:
            return standing
        signal = standing + p.favour_bias * m.reward + p.signal_noise * noise
        news = signal - own.favour_belief
        slow = p.good_news_gain + (p.bad_news_gain - p.good_news_gain) * m.reward
        gain = p.good_news_gain if news > 0 else slow
        return clip(own.favour_belief + gain * news, -1, 1)

    @m.value
    def next_favour_belief_jpn():
        return believed(m.tokyo, m.next_favour_jpn, d.favour_signal_jpn)

    @m.value
    def next_favour_belief_kor():
        return believed(m.seoul, -m.next_favour_jpn, d.favour_signal_kor)
