"""Chance: which word of which Philox block each stream draws.

A draw depends on (seed, replicate, stream, month, index) and on nothing else. Key = seed; counter =
(replicate, calendar month, block, LAYOUT_VERSION). Each stream, and each index within it, has a fixed
place (block, word) below. Places are appended, never moved or reused, so a new stream shifts no
other. A stream is one decision or one kind of event.

Draws that hold for a whole replicate (a leader's trait, a parameter given as a range) use month 0,
which no calendar month has, and a block named by the CRC-32 of 'leader.<name>.<trait>' or
'parameter.<name>', word 0; so a new leader shifts nothing either.
"""

import zlib
from collections import namedtuple
from typing import NamedTuple

from sim.spec.instruments import CHOICE_FIELDS

__all__ = ["BLOCKS", "STREAMS", "Draw", "StreamSpec", "named_block"]


class StreamSpec(NamedTuple):
    """One stream's place: block, word, and how the word is read ('uniform' or 'normal')."""

    name: str
    block: int
    word: int
    law: str


_UNIFORM_EVENTS = (
    "court",
    "provocation",
    "heritage",
    "territory",
    "textbook",
    "remark",
    "settlement",
    "reversal",
    "summit",
    "joint_document",
    "trilateral",
    "escalation_jpn",
    "escalation_kor",
    "step_down_jpn",
    "step_down_kor",
    "talks",
    "fork",
    "quad",
    "coordination_tariff",
    "coordination_basing_cost",
    "coordination_strategic_flexibility",
    "activation",
)

_NORMALS = (
    "noise_chn_jpn",
    "noise_chn_kor",
    "noise_chn_prk",
    "noise_chn_usa",
    "noise_jpn_kor",
    "noise_jpn_prk",
    "noise_jpn_usa",
    "noise_kor_prk",
    "noise_kor_usa",
    "noise_prk_usa",
    "favour_signal_jpn",
    "favour_signal_kor",
    "influence_signal",
    "favour_shift",
)


def _places() -> tuple[StreamSpec, ...]:
    """Lay out streams in order of appearance, four words a block; new ones go to the end."""
    laws = (
        [(f"choose_{name}", "uniform") for name in CHOICE_FIELDS]
        + [(name, "uniform") for name in _UNIFORM_EVENTS]
        + [(name, "normal") for name in _NORMALS]
    )
    return tuple(
        StreamSpec(name, place // 4, place % 4, law) for place, (name, law) in enumerate(laws)
    )


STREAMS = _places()

#: Blocks that one month needs.
BLOCKS = max(stream.block for stream in STREAMS) + 1

#: One month's draws: uniforms in (0, 1) and standard normals.
Draw = namedtuple("Draw", [stream.name for stream in STREAMS])  # type: ignore[misc]


def named_block(name: str) -> int:
    """Return the block of a draw that holds for a whole replicate.

    Examples
    --------
    >>> named_block("leader.moon.rivalry") == named_block("leader.moon.rivalry")
    True
    """
    return zlib.crc32(name.encode())
