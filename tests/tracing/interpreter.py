"""A trace in plain Python floats, operation by operation: what every printer is held to."""

import math
import operator
import struct

from sim.mechanisms.arithmetic import split, sqrt, two_to
from sim.tracing.trace import Trace


def divide(a: float, b: float) -> float:
    """Divide as IEEE 754 has it, where Python would raise."""
    if b:
        return a / b
    return math.nan if a == 0.0 or a != a else math.copysign(math.inf, a) * math.copysign(1.0, b)


def multiply(a: float, b: float) -> float:
    """Multiply numbers, or whole numbers within 64 bits."""
    return (a * b) & (2**64 - 1) if isinstance(a, int) else a * b


DOES = {
    "add": operator.add,
    "sub": operator.sub,
    "mul": multiply,
    "div": divide,
    "neg": operator.neg,
    "lt": operator.lt,
    "le": operator.le,
    "gt": operator.gt,
    "ge": operator.ge,
    "eq": operator.eq,
    "and": operator.and_,
    "or": operator.or_,
    "xor": operator.xor,
    "shift": operator.rshift,
    "where": lambda condition, a, b: a if condition else b,
    "to_float": float,
    "two_to": two_to,
    "mantissa": lambda x: split(x)[0],
    "exponent": lambda x: split(x)[1],
    "sqrt": sqrt,
}


def values(trace: Trace, given: dict[str, tuple]) -> list:
    """Return the value of every operation, given each group's numbers."""
    found: list = []
    for one in trace.operations:
        if one.kind == "input":
            group, place = one.value
            found.append(given[group][place])
        elif one.kind == "constant":
            found.append(one.value)
        else:
            found.append(DOES[one.kind](*(found[k] for k in one.operands)))
    return found


def outputs(trace: Trace, given: dict[str, tuple]) -> dict[str, list]:
    """Return what a trace makes, by group."""
    found, made = values(trace, given), {}
    for group, _, of in trace.outputs:
        made.setdefault(group, []).append(found[of])
    return made


def bits(number: float) -> str | bytes:
    """Return the bits of a float; all NaN are one, for their sign and payload mean nothing."""
    return "nan" if math.isnan(number) else struct.pack("<d", number)


def faults(whole: Trace, named, out) -> set[int]:
    """Return the places of outputs, (outputs, lanes), that differ from Python's in any lane."""
    wrong = set()
    for lane, given in enumerate(named):
        expected = [one for group in outputs(whole, given).values() for one in group]
        pairs = zip(expected, out[:, lane].tolist(), strict=True)
        wrong |= {k for k, (a, b) in enumerate(pairs) if bits(a) != bits(b)}
    return wrong
