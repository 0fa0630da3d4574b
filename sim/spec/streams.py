"""Chance: which word of which Philox block each stream draws.

A draw depends on (seed, replicate, stream, month, index) and on nothing else. Key = seed; counter =
(replicate, calendar month, block, LAYOUT_VERSION). Each stream, and each index within it, has a
fixed place (block, word) below. Places are appended, never moved or reused, so a new stream shifts
no other. A stream is one decision or one kind of event.

Draws that hold for a whole replicate (a leader's trait, a parameter given as a range) use month 0,
which no calendar month has, and a block named by the CRC-32 of 'leader.<name>.<trait>' or
'parameter.<name>', word 0; so a new leader shifts nothing either.

Draws that make a calendar of leaders (`sim.spec.turnover`) are a world's and no run's: their key is
the calendar's number, their replicate 0, their block the CRC-32 of 'turnover.tokyo' or
'turnover.tokyo.<leader>', in the slots of calendar months, of which a run uses the first blocks.
"""

import zlib
from typing import NamedTuple

__all__ = ["BLOCKS", "STREAMS", "StreamSpec", "named_block"]


class StreamSpec(NamedTuple):
    """One stream's place: block, word, and how the word is read ('uniform' or 'normal')."""

    name: str
    block: int
    word: int
    law: str


#: Every place that is taken. Append; never move or reuse: (10, 2), (10, 3), (11, 1), (11, 3),
#: (12, 1) and (13, 0) are retired.
_PLACES = (
    ("choose_usa_brokerage", 0, 0, "uniform"),
    ("choose_usa_loyalty", 0, 1, "uniform"),
    ("choose_usa_tariff", 0, 2, "uniform"),
    ("choose_usa_basing_cost", 0, 3, "uniform"),
    ("choose_usa_strategic_flexibility", 1, 0, "uniform"),
    ("choose_usa_pyongyang", 1, 1, "uniform"),
    ("choose_jpn_neighbour", 1, 2, "uniform"),
    ("choose_jpn_washington", 1, 3, "uniform"),
    ("choose_jpn_china", 2, 0, "uniform"),
    ("choose_jpn_pyongyang", 2, 1, "uniform"),
    ("choose_kor_neighbour", 2, 2, "uniform"),
    ("choose_kor_washington", 2, 3, "uniform"),
    ("choose_kor_china", 3, 0, "uniform"),
    ("choose_kor_pyongyang", 3, 1, "uniform"),
    ("choose_chn_tokyo", 3, 2, "uniform"),
    ("choose_chn_seoul", 3, 3, "uniform"),
    ("choose_chn_pyongyang", 4, 0, "uniform"),
    ("choose_prk_posture", 4, 1, "uniform"),
    ("court", 4, 2, "uniform"),
    ("provocation", 4, 3, "uniform"),
    ("heritage", 5, 0, "uniform"),
    ("territory", 5, 1, "uniform"),
    ("textbook", 5, 2, "uniform"),
    ("remark", 5, 3, "uniform"),
    ("settlement", 6, 0, "uniform"),
    ("reversal", 6, 1, "uniform"),
    ("summit", 6, 2, "uniform"),
    ("joint_document", 6, 3, "uniform"),
    ("trilateral", 7, 0, "uniform"),
    ("escalation_jpn", 7, 1, "uniform"),
    ("escalation_kor", 7, 2, "uniform"),
    ("step_down_jpn", 7, 3, "uniform"),
    ("step_down_kor", 8, 0, "uniform"),
    ("talks", 8, 1, "uniform"),
    ("fork", 8, 2, "uniform"),
    ("quad", 8, 3, "uniform"),
    ("coordination_tariff", 9, 0, "uniform"),
    ("coordination_basing_cost", 9, 1, "uniform"),
    ("coordination_strategic_flexibility", 9, 2, "uniform"),
    ("activation", 9, 3, "uniform"),
    ("noise_chn_jpn", 10, 0, "normal"),
    ("noise_chn_kor", 10, 1, "normal"),
    ("noise_jpn_kor", 11, 0, "normal"),
    ("noise_jpn_usa", 11, 2, "normal"),
    ("noise_kor_usa", 12, 0, "normal"),
    ("favour_signal_jpn", 12, 2, "normal"),
    ("favour_signal_kor", 12, 3, "normal"),
    ("incident", 13, 1, "uniform"),
)

STREAMS = tuple(StreamSpec(*place) for place in _PLACES)

#: Blocks that one month needs.
BLOCKS = max(stream.block for stream in STREAMS) + 1


def named_block(name: str) -> int:
    """Return the block of a draw that holds for a whole replicate.

    Examples
    --------
    >>> named_block("leader.moon.rivalry") == named_block("leader.moon.rivalry")
    True
    """
    return zlib.crc32(name.encode())
