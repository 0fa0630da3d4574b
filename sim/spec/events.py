"""Event streams: what may happen to a world from outside, and how each stream enters a month.

Each stream has one source per world: 'given' (dated list), 'generated' (hazard or choice) or 'off'.
"""

from typing import NamedTuple

from sim.spec.levels import TALKS_STATES

__all__ = ["EVENT_STREAMS", "STREAM_BY_NAME", "STREAM_SOURCES", "TALKS_OUTCOMES", "EventStreamSpec"]

STREAM_SOURCES = ("given", "generated", "off")

#: States that a given event may put US-North Korea talks in.
TALKS_OUTCOMES = {state: float(number) for number, state in enumerate(TALKS_STATES)}


class EventStreamSpec(NamedTuple):
    """One stream: the input it fills when given, the one that lets it generate, its bounds."""

    name: str
    given: str
    generate: str
    low: float
    high: float
    dyad: str
    meaning: str


EVENT_STREAMS = (
    EventStreamSpec(
        "court",
        "given_court",
        "generate_court",
        0,
        1,
        "JPN-KOR",
        "Rulings against Japanese firms; size in [0, 1]",
    ),
    EventStreamSpec(
        "sale_order",
        "given_sale_order",
        "generate_sale_order",
        0,
        1,
        "JPN-KOR",
        "Orders to sell Japanese firms' assets; size in [0, 1]",
    ),
    EventStreamSpec(
        "provocation",
        "given_provocation",
        "generate_provocation",
        0,
        1,
        "JPN-KOR",
        "Acts by Tokyo over the past; size in [0, 1]",
    ),
    EventStreamSpec(
        "incident",
        "given_incident",
        "generate_incident",
        0,
        1,
        "JPN-KOR",
        "Acts by Seoul over territory or at sea; size in [0, 1]",
    ),
    EventStreamSpec(
        "friction",
        "given_friction",
        "generate_friction",
        0,
        3,
        "JPN-KOR",
        "Heritage, territory, textbook frictions; how many",
    ),
    EventStreamSpec(
        "test",
        "given_test",
        "generate_test",
        0,
        1,
        "PRK-USA",
        "North Korean tests in a month; size in [0, 1]",
    ),
    EventStreamSpec(
        "remark",
        "given_remark",
        "generate_remark",
        0,
        1,
        "JPN-KOR",
        "Washington's remarks on the allies' quarrel; size in [0, 1]",
    ),
    EventStreamSpec(
        "settlement",
        "given_settlement",
        "generate_settlement",
        0.01,
        1,
        "JPN-KOR",
        "A settlement on history; size is its quality",
    ),
    EventStreamSpec(
        "talks",
        "given_talks",
        "generate_talks",
        0,
        4,
        "PRK-USA",
        "US-North Korea talks put in a state: 0 none to 4 breakdown",
    ),
)

#: Event streams by name.
STREAM_BY_NAME = {stream.name: stream for stream in EVENT_STREAMS}
