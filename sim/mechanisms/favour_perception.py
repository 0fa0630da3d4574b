"""M04 Biased perception of favour.  E4.

Each ally reads its own standing in Washington through noise. Where the patron rewards rivals, it
leans to the flattering side and takes good news faster than bad, so both can feel favoured at once.
Jervis (1976); Sharot (2011) and Möbius et al. (2022) on asymmetric updating, much less of it where
nothing of one's own is at stake. Articles: 000 P17, 003 P22.
"""

from sim.mechanisms.arithmetic import clip, greatest, kernel, least, where
from sim.spec.records import Ally, Parameter

__all__ = ["perceive"]


@kernel
def perceive(
    on: bool, ally: Ally, favour: float, reward: float, noise: float, p: Parameter
) -> float:
    """Return the standing that an ally believes it has, in [-1, 1]; the true one when off.

    `favour` is its own true standing after this month, `reward` Washington's seen reward of
    relative loyalty, `noise` a standard normal draw of stream 'favour_signal'.
    """
    signal = favour + p.favour_bias * reward + p.signal_noise * noise
    news = signal - ally.favour_belief
    bad_news_gain = p.good_news_gain + (p.bad_news_gain - p.good_news_gain) * reward
    updated = (
        ally.favour_belief
        + p.good_news_gain * greatest(0.0, news)
        + bad_news_gain * least(0.0, news)
    )
    return where(on, clip(updated, -1.0, 1.0), favour)
