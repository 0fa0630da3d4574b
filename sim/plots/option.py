"""Instruments and options in words that stand for themselves in a picture."""

from sim.plots.label import words
from sim.spec.instruments import INSTRUMENT_BY_NAME

__all__ = ["asked", "option_words"]

#: What an instrument is about, by what its name says after the capital.
_ABOUT = {
    "neighbour": "Toward the other ally",
    "washington": "In Washington",
    "china": "Between Washington and Beijing",
    "pyongyang": "Toward Pyongyang",
    "brokerage": "Between its two allies",
    "loyalty": "Toward the more loyal ally",
    "tariff": "On tariffs, of both allies",
    "basing_cost": "On the cost of bases",
    "strategic_flexibility": "On troops for use elsewhere",
    "tokyo": "Toward Tokyo",
    "seoul": "Toward Seoul",
    "posture": "What it does",
}

#: Options whose own word is not enough, by instrument's subject and option.
_SAYS = {
    ("neighbour", "hold"): "hold: leave things be",
    ("neighbour", "contest"): "contest the past",
    ("washington", "quiet"): "quiet: ask for nothing",
    ("washington", "bid"): "bid for favour over the other",
    ("washington", "coordinate"): "coordinate with the other",
    ("china", "ambiguity"): "ambiguity: take no side",
    ("china", "alignment"): "alignment with Washington",
    ("brokerage", "aside"): "stand aside",
    ("brokerage", "convene"): "convene the two",
    ("brokerage", "press_tokyo"): "press Tokyo on history",
    ("brokerage", "press_seoul"): "press Seoul on history",
    ("loyalty", "even"): "even-handed",
    ("loyalty", "reward"): "reward it",
    ("tokyo", "leave"): "leave alone",
    ("seoul", "leave"): "leave alone",
}


def asked(instrument: str) -> str:
    """Return what an instrument is about, in words.

    Examples
    --------
    >>> asked("kor_neighbour"), asked("usa_brokerage")
    ('Toward the other ally', 'Between its two allies')
    """
    capital, subject = instrument.split("_", 1)
    if capital == "chn" and subject == "pyongyang":
        return "Toward Pyongyang"
    return _ABOUT.get(subject, words(subject))


def option_words(instrument: str, option: str) -> str:
    """Return an option in words that need no list of words beside them.

    Examples
    --------
    >>> option_words("kor_neighbour", "hold"), option_words("usa_tariff", "demand")
    ('hold: leave things be', 'demand')
    """
    subject = INSTRUMENT_BY_NAME[instrument].name.split("_", 1)[1]
    return _SAYS.get((subject, option), words(option))
