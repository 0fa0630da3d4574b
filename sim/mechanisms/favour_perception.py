"""M04 Biased perception of favour.  E4.

Each ally reads its own standing in Washington through noise, leans to the flattering side when the
patron rewards rivals, and takes good news faster than bad, so both can feel favoured at once.
Jervis (1976); Möbius et al. (2022) and Sharot (2011) on asymmetric updating. Articles: 000 P17.
"""

from sim.mechanisms.arithmetic import clip, greatest, kernel, least, where

__all__ = ["perceive"]


@kernel
def perceive(on, ally, favour, reward, dispute, noise, p):
    """Return the standing that an ally believes it has, in [-1, 1]; the true one when off.

    `favour` is its own true standing after this month, `reward` Washington's seen reward of
    relative loyalty, `noise` a standard normal draw of stream 'favour_signal'. Quarrels make
    official accounts say less, so noise grows with the dispute (003 P22).
    """
    opacity = p.signal_noise * (1.0 + p.signal_opacity * dispute)
    signal = favour + p.favour_bias * reward + opacity * noise
    news = signal - ally.favour_belief
    updated = (
        ally.favour_belief
        + p.good_news_gain * greatest(0.0, news)
        + p.bad_news_gain * least(0.0, news)
    )
    return where(on, clip(updated, -1.0, 1.0), favour)
