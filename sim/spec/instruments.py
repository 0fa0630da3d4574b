"""What each capital can do: its instruments, and the options of each.

Each month each capital picks one option per instrument. Option 0 is named first; a choice is
recorded as the option's number.
"""

from typing import NamedTuple

__all__ = [
    "BELIEF_FIELDS",
    "CHOICE_FIELDS",
    "INSTRUMENTS",
    "ISSUES",
    "InstrumentSpec",
]

#: Issues on which Washington may demand burden; coordination is issue by issue (001 P6).
ISSUES = ("tariff", "basing_cost", "strategic_flexibility")


class InstrumentSpec(NamedTuple):
    """One instrument: its name ('<iso>_<what>'), the capital that holds it, and its options."""

    name: str
    capital: str
    options: tuple[str, ...]
    meaning: str


_NEIGHBOUR = ("reconcile", "hold", "contest")
_WASHINGTON = ("quiet", "bid", "coordinate")
_CHINA = ("ambiguity", "alignment")
_NORTH = ("engage", "deter")
_DEMAND = ("ease", "demand")
_REACH = ("court", "leave", "coerce")

INSTRUMENTS = (
    InstrumentSpec(
        "usa_brokerage",
        "washington",
        ("aside", "convene", "press_tokyo", "press_seoul"),
        "Stand aside, convene the two allies, or press one of them on history.",
    ),
    InstrumentSpec(
        "usa_loyalty", "washington", ("even", "reward"), "Even-handed, or reward the more loyal."
    ),
    InstrumentSpec("usa_tariff", "washington", _DEMAND, "Tariff demands on both allies."),
    InstrumentSpec("usa_basing_cost", "washington", _DEMAND, "Demands over the cost of bases."),
    InstrumentSpec(
        "usa_strategic_flexibility",
        "washington",
        _DEMAND,
        "Demands for forces free for a China contingency and more defence spending.",
    ),
    InstrumentSpec("usa_pyongyang", "washington", ("pressure", "talk"), "Toward Pyongyang."),
    InstrumentSpec(
        "jpn_neighbour",
        "tokyo",
        _NEIGHBOUR,
        "Toward Seoul: reconcile (accept a settlement, meet, step down), hold, or contest.",
    ),
    InstrumentSpec("jpn_washington", "tokyo", _WASHINGTON, "In Washington."),
    InstrumentSpec("jpn_china", "tokyo", _CHINA, "Between Washington and Beijing."),
    InstrumentSpec("jpn_pyongyang", "tokyo", _NORTH, "Toward Pyongyang."),
    InstrumentSpec(
        "kor_neighbour",
        "seoul",
        _NEIGHBOUR,
        "Toward Tokyo: reconcile (offer a settlement, meet, step down), hold, or contest.",
    ),
    InstrumentSpec("kor_washington", "seoul", _WASHINGTON, "In Washington."),
    InstrumentSpec("kor_china", "seoul", _CHINA, "Between Washington and Beijing."),
    InstrumentSpec("kor_pyongyang", "seoul", _NORTH, "Toward Pyongyang."),
    InstrumentSpec("chn_tokyo", "beijing", _REACH, "Toward Tokyo."),
    InstrumentSpec("chn_seoul", "beijing", _REACH, "Toward Seoul."),
    InstrumentSpec("chn_pyongyang", "beijing", ("shield", "restrain"), "Toward Pyongyang."),
    InstrumentSpec(
        "prk_posture", "pyongyang", ("hold", "provoke", "talk"), "Hold, provoke, or talk."
    ),
)

CHOICE_FIELDS = tuple(instrument.name for instrument in INSTRUMENTS)

#: Believed frequency of each option but the first, whose frequency is what is left to 1:
#: (field, instrument, option number).
BELIEF_FIELDS = tuple(
    (f"belief_{instrument.name}_{option}", instrument.name, number)
    for instrument in INSTRUMENTS
    for number, option in enumerate(instrument.options)
    if number > 0
)
