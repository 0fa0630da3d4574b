"""What the record says of 2012 to 2025: a yardstick for the hindcast, never an input to it.

Articles are cited by number and paragraph; a month that no article gives is of the public record.
This file also holds every threshold that the hindcast is measured by: those of the pattern tests,
set by the coder, not by the articles.
"""

from typing import NamedTuple

__all__ = [
    *("MARKED", "RECOVERY", "REVERSALS", "SETTLEMENTS", "SUMMITS", "TRADE_MEASURES", "TRADE_STEP"),
    *("TROUGH", "UNDONE", "Happened"),
]


class Happened(NamedTuple):
    """A dated event of the record; `given` if the hindcast is told of it."""

    month: str
    label: str
    source: str
    given: bool = False


#: Events that a picture of the hindcast marks, beside the rulings that its world holds.
MARKED = (
    Happened("2015-12", "Comfort-women accord", "003 P8; month of the public record"),
    Happened("2019-07", "Export controls", "003 P9; month of the public record"),
    Happened(
        "2019-08", "Notice to end the intelligence pact", "003 P9; month of the public record"
    ),
    Happened("2023-03", "Foundation plan", "002 P10"),
    Happened("2023-08", "Camp David", "000 P12"),
    Happened("2024-12", "Martial law, acting leader", "000 P14", given=True),
    Happened("2025-08", "Summit and joint document", "001 P1"),
)

#: Months of settlements, and of the reversal of the first ("around late 2018").
SETTLEMENTS = (MARKED[0], MARKED[3])
REVERSALS = (Happened("2018-11", "Accord abandoned in substance", "003 P8; 002 P14"),)

#: First step of retaliation in trade.
TRADE_STEP = MARKED[1]


class Trough(NamedTuple):
    """Years in which the lowest calendar-year mean should fall, and in how many replicates."""

    first: int
    last: int
    wanted: float
    source: str


TROUGH = Trough(2018, 2020, 0.80, "001 P3")


class Recovery(NamedTuple):
    """Rise between two calendar-year means that is called for, and in how many replicates."""

    before: int
    after: int
    least: float
    wanted: float
    source: str


RECOVERY = Recovery(2021, 2023, 0.30, 0.85, "000 P9")


class Summits(NamedTuple):
    """Leaders' meetings in a span of months, both included."""

    first: str
    last: str
    number: int
    source: str
    low: int
    high: int


SUMMITS = Summits("2022-05", "2024-09", 12, "000 P10", 10, 14)


class Undone(NamedTuple):
    """Share of replicates in which any settlement is reversed, at any time."""

    wanted: float
    source: str


UNDONE = Undone(0.60, f"{REVERSALS[0].source}; any reversal, 2012 to 2025, counts")


class Measures(NamedTuple):
    """Share of replicates with a step of the ladder reached in a span of months, both included."""

    first: str
    last: str
    level: int
    wanted: float
    source: str


#: From the first ruling on, two years: the record's step came after nine months. Level 2 is trade.
TRADE_MEASURES = Measures("2018-10", "2020-09", 2, 0.50, TRADE_STEP.source)
