"""How replicates side by side lie in memory: a row for a quantity, a column for a replicate.

A table is float64 (ROWS, lanes). With one lane a column is a row of numbers, which plain Python and
Numba read by name; with more, each row is what one instruction of the compiled trace works on.
"""

from typing import NamedTuple

import numpy as np

from sim.engine.plan import Timeline
from sim.spec.outcomes import OUTCOME_FIELDS, OUTCOMES
from sim.spec.recorded import column
from sim.spec.streams import BLOCKS
from sim.spec.variables import FLOWS, STATE_FIELDS, STATES

__all__ = [
    "BEFORE",
    "COLUMN",
    "COUNTED",
    "DRAW",
    "FLOW",
    "RECORDED_ROWS",
    "ROWS",
    "STATE",
    "TALLY",
    "Work",
    "new_table",
    "new_work",
    "place_of",
]

# Words that a month's blocks hold; the last few may be unused yet.
_WORDS = 4 * BLOCKS

#: What outcomes need of earlier months beside the outcomes so far, six of each of three relations
#: and three more; see `sim.engine.outcomes`.
KEPT = 3 * 6 + 3

#: First row of the state, of what happened, of draws (a stream's word stands at its number in
#: STREAMS), of last month's state, and of outcomes.
STATE = 0
FLOW = STATE + len(STATE_FIELDS)
DRAW = FLOW + len(FLOWS)
BEFORE = DRAW + _WORDS
TALLY = BEFORE + len(STATE_FIELDS)
ROWS = TALLY + len(OUTCOMES) + KEPT

#: Row of each recorded variable.
RECORDED_ROWS = np.array(
    [*range(STATE, STATE + len(STATES)), *range(FLOW, FLOW + len(FLOWS))], dtype=np.int64
)

#: What a column holds, row by row.
COLUMN = (
    *STATE_FIELDS,
    *(variable.name for variable in FLOWS),
    *(f"word_{k}" for k in range(_WORDS)),
    *(f"before_{name}" for name in STATE_FIELDS),
    *OUTCOME_FIELDS,
    *(f"kept_{k}" for k in range(KEPT)),
)

#: Replicates whose bins are counted together.
COUNTED = 64

#: Bytes in a line of the processor's cache.
_LINE = 64


class Work(NamedTuple):
    """What replicates side by side work in. No two arrays share memory: a copy goes on alone."""

    table: np.ndarray  # (ROWS, lanes)
    traits: np.ndarray  # (K, lanes) drawn for the replicate
    parameters: np.ndarray  # (S, parameters, lanes)


def new_table(*shape: int) -> np.ndarray:
    """Return float64 zeros that begin at a line of the processor's cache.

    Examples
    --------
    >>> new_table(3, 8).shape
    (3, 8)
    """
    size = 8 * int(np.prod(shape))
    room = np.zeros(size + _LINE, dtype=np.uint8)
    begin = -room.ctypes.data % _LINE
    return room[begin : begin + size].view(np.float64).reshape(shape)


def new_work(timeline: Timeline, lanes: int = 1) -> Work:
    """Return fresh working memory for a timeline."""
    return Work(
        new_table(ROWS, lanes),
        new_table(len(timeline.trait_low), lanes),
        new_table(*timeline.parameters.shape, lanes),
    )


def place_of(name: str) -> int:
    """Return the row of a recorded variable.

    Examples
    --------
    >>> place_of("relation_chn_jpn")
    0
    """
    return int(RECORDED_ROWS[column(name)])
