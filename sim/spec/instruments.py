"""What each capital can do: its instruments, and the options of each.

Each month each capital picks one option per instrument. Option 0 is named first; a choice is
recorded as the option's number. `NEIGHBOUR.contest` is the number of an option: each list of
options is declared once, and instruments of one kind share theirs.
"""

from typing import Any, NamedTuple

__all__ = [
    *("BELIEF_FIELDS", "BLOC", "BROKERAGE", "CHINA", "CHOICE_FIELDS", "DEMAND", "INSTRUMENTS"),
    *("ISSUES", "LOYALTY", "NEIGHBOUR", "NORTH", "OPENING", "POSTURE", "REACH", "WASHINGTON"),
    *("INSTRUMENT_BY_NAME", "InstrumentSpec"),
]

#: Issues on which Washington may demand burden; coordination is issue by issue (001 P6).
ISSUES = ("tariff", "basing_cost", "strategic_flexibility")


class InstrumentSpec(NamedTuple):
    """One instrument: its name ('<iso>_<what>'), the capital that holds it, and its options.

    `numbers` are those of its options, `staying` the one that changes nothing, which counts as last
    month's choice before a world's first month.
    """

    name: str
    capital: str
    numbers: Any
    staying: float
    meaning: str

    @property
    def options(self) -> tuple[str, ...]:
        """Words of the options, in the order of their numbers."""
        fields: tuple[str, ...] = self.numbers._fields
        return fields


class _Brokerage(NamedTuple):
    """What Washington does between its two allies."""

    aside: float = 0.0
    convene: float = 1.0
    press_tokyo: float = 2.0
    press_seoul: float = 3.0


class _Loyalty(NamedTuple):
    """How Washington treats the more loyal."""

    even: float = 0.0
    reward: float = 1.0


class _Demand(NamedTuple):
    """What Washington asks on an issue."""

    ease: float = 0.0
    demand: float = 1.0


class _Opening(NamedTuple):
    """Washington toward Pyongyang."""

    pressure: float = 0.0
    talk: float = 1.0


class _Neighbour(NamedTuple):
    """An ally toward the other."""

    reconcile: float = 0.0
    hold: float = 1.0
    contest: float = 2.0


class _Washington(NamedTuple):
    """An ally in Washington."""

    quiet: float = 0.0
    bid: float = 1.0
    coordinate: float = 2.0


class _China(NamedTuple):
    """An ally between Washington and Beijing."""

    ambiguity: float = 0.0
    alignment: float = 1.0


class _North(NamedTuple):
    """An ally toward Pyongyang."""

    engage: float = 0.0
    deter: float = 1.0


class _Reach(NamedTuple):
    """Beijing toward an ally."""

    court: float = 0.0
    leave: float = 1.0
    coerce: float = 2.0


class _Bloc(NamedTuple):
    """Beijing toward Pyongyang."""

    shield: float = 0.0
    restrain: float = 1.0


class _Posture(NamedTuple):
    """What Pyongyang does."""

    hold: float = 0.0
    provoke: float = 1.0
    talk: float = 2.0


BROKERAGE = _Brokerage()
LOYALTY = _Loyalty()
DEMAND = _Demand()
OPENING = _Opening()
NEIGHBOUR = _Neighbour()
WASHINGTON = _Washington()
CHINA = _China()
NORTH = _North()
REACH = _Reach()
BLOC = _Bloc()
POSTURE = _Posture()

INSTRUMENTS = (
    InstrumentSpec(
        "usa_brokerage",
        "washington",
        BROKERAGE,
        BROKERAGE.aside,
        "Stand aside, convene the two allies, or press one of them on history.",
    ),
    InstrumentSpec(
        "usa_loyalty", "washington", LOYALTY, LOYALTY.even, "Even-handed, or reward the more loyal."
    ),
    InstrumentSpec(
        "usa_tariff", "washington", DEMAND, DEMAND.ease, "Tariff demands on both allies."
    ),
    InstrumentSpec(
        "usa_basing_cost", "washington", DEMAND, DEMAND.ease, "Demands over the cost of bases."
    ),
    InstrumentSpec(
        "usa_strategic_flexibility",
        "washington",
        DEMAND,
        DEMAND.ease,
        "Demands for forces free for a China contingency and more defence spending.",
    ),
    InstrumentSpec("usa_pyongyang", "washington", OPENING, OPENING.pressure, "Toward Pyongyang."),
    InstrumentSpec(
        "jpn_neighbour",
        "tokyo",
        NEIGHBOUR,
        NEIGHBOUR.hold,
        "Toward Seoul: reconcile (accept a settlement, meet, step down), hold, or contest.",
    ),
    InstrumentSpec("jpn_washington", "tokyo", WASHINGTON, WASHINGTON.quiet, "In Washington."),
    InstrumentSpec("jpn_china", "tokyo", CHINA, CHINA.ambiguity, "Between Washington and Beijing."),
    InstrumentSpec("jpn_pyongyang", "tokyo", NORTH, NORTH.deter, "Toward Pyongyang."),
    InstrumentSpec(
        "kor_neighbour",
        "seoul",
        NEIGHBOUR,
        NEIGHBOUR.hold,
        "Toward Tokyo: reconcile (offer a settlement, meet, step down), hold, or contest.",
    ),
    InstrumentSpec("kor_washington", "seoul", WASHINGTON, WASHINGTON.quiet, "In Washington."),
    InstrumentSpec("kor_china", "seoul", CHINA, CHINA.ambiguity, "Between Washington and Beijing."),
    InstrumentSpec("kor_pyongyang", "seoul", NORTH, NORTH.deter, "Toward Pyongyang."),
    InstrumentSpec("chn_tokyo", "beijing", REACH, REACH.leave, "Toward Tokyo."),
    InstrumentSpec("chn_seoul", "beijing", REACH, REACH.leave, "Toward Seoul."),
    InstrumentSpec("chn_pyongyang", "beijing", BLOC, BLOC.shield, "Toward Pyongyang."),
    InstrumentSpec("prk_posture", "pyongyang", POSTURE, POSTURE.hold, "Hold, provoke, or talk."),
)

CHOICE_FIELDS = tuple(instrument.name for instrument in INSTRUMENTS)
INSTRUMENT_BY_NAME = {instrument.name: instrument for instrument in INSTRUMENTS}

#: Believed frequency of each option but the first, whose frequency is what is left to 1:
#: (field, instrument, option number).
BELIEF_FIELDS = tuple(
    (f"belief_{instrument.name}_{option}", instrument.name, number)
    for instrument in INSTRUMENTS
    for number, option in enumerate(instrument.options)
    if number > 0
)
