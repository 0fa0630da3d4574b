"""The traces of a month: its draws, and everything from last month's state to this month's.

Groups of inputs: `on` switches, `s` last month's state, `t` traits, `i` inputs, `d` draws, `p`
parameters, `time`; of the draws, `at`, the words of `Address`. The month's outputs are `after` and
`flow`.
"""

from functools import cache
from typing import NamedTuple

from sim.mechanisms.arithmetic import normal
from sim.mechanisms.step import advance
from sim.spec.chance import PER_REPLICATE, draw_block
from sim.spec.records import Draw, Input, Parameter, State, Switch, Trait
from sim.spec.streams import BLOCKS, STREAMS
from sim.tracing.symbol import FLAG, WORD
from sim.tracing.trace import Trace, traced

__all__ = ["Address", "Time", "trace_draws", "trace_month", "trace_named_draw"]


class Address(NamedTuple):
    """Where draws stand; `number` is the month's, or the block of one that holds throughout."""

    seed_low: int
    seed_high: int
    replicate: int
    number: int


class Time(NamedTuple):
    """Months since the segment began, from 1.0."""

    elapsed: float


@cache
def trace_month(*, named: bool = False) -> Trace:
    """Return the trace of `sim.mechanisms.step.advance`.

    Parameters
    ----------
    named : also keep what each function calls its numbers, for people who read the trace

    Raises
    ------
    CannotTrace
        A mechanism does what cannot be recorded.

    Examples
    --------
    >>> trace = trace_month()
    >>> len(trace.operations) > 4_500, trace.output("relation_jpn_kor") is not None
    (True, True)
    """

    def month(
        on: Switch, s: State, t: Trait, i: Input, d: Draw, p: Parameter, time: Time
    ) -> dict[str, tuple[float, ...]]:
        after, flow = advance(on, s, t, i, d, p, time.elapsed)
        return {"after": after, "flow": flow}

    inputs = {"on": Switch, "s": State, "t": Trait, "i": Input, "d": Draw, "p": Parameter}
    return traced(month, inputs | {"time": Time}, {"on": FLAG}, named=named)


@cache
def trace_draws() -> Trace:
    """Return the trace of one month's draws, by the names of their streams."""

    def draws(at: Address) -> dict[str, Draw]:
        blocks = [
            draw_block(at.seed_low, at.seed_high, at.replicate, at.number, block)
            for block in range(BLOCKS)
        ]
        words = (blocks[stream.block][stream.word] for stream in STREAMS)
        laws = {"uniform": lambda u: u, "normal": normal}
        return {"d": Draw(*(laws[s.law](u) for s, u in zip(STREAMS, words, strict=True)))}

    return traced(draws, {"at": Address}, {"at": WORD})


@cache
def trace_named_draw() -> Trace:
    """Return the trace of the uniform that holds for a whole replicate, of a block."""

    def draw(at: Address) -> dict[str, tuple[float, ...]]:
        return {
            "u": draw_block(at.seed_low, at.seed_high, at.replicate, PER_REPLICATE, at.number)[:1]
        }

    return traced(draw, {"at": Address}, {"at": WORD})
