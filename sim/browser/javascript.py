"""A trace printed as JavaScript, for one replicate: where WebAssembly is forbidden.

JavaScript's numbers are IEEE doubles, rounded once an operation. A straight line of thousands of
operations is more than its compilers take in one function, so it comes in pieces; what one piece
hands to a later one goes through an array.
"""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from sim.mechanisms.primitive import BITS_FROM_SQRT_HALF_TO_ONE
from sim.spec.chance import MASK, SHIFT
from sim.tracing.symbol import FLAG, WORD, Operation
from sim.tracing.trace import Trace

__all__ = ["PRIMITIVES", "Fetch", "Store", "printed"]

#: Operations a piece. Measured in V8: from 200 to 500 the time is the same, beyond 1,500 it grows.
PIECE = 300

#: How an input is read: place in the group -> expression.
Fetch = Callable[[int], str]
#: How an output is stored: (place in the group, expression) -> statement.
Store = Callable[[int, str], str]

_SIGNS = {
    "add": "+", "sub": "-", "mul": "*", "div": "/", "lt": "<", "le": "<=", "gt": ">", "ge": ">=",
    "eq": "===", "and": "&&", "or": "||",
}  # fmt: skip

_RAISE_HIGH, _RAISE_LOW = divmod(BITS_FROM_SQRT_HALF_TO_ONE, 2**32)

#: What ordinary operators cannot say. `BITS` has the words of `NUMBER`, the low one first: every
#: browser that runs this is little-endian, and the reference hash would tell.
PRIMITIVES = f"""
const NUMBER = new Float64Array(1), BITS = new Uint32Array(NUMBER.buffer);
const POWERS = new Float64Array(2047); // 2 to the power k stands at k + 1023; there is none at 0
for (let k = 1; k < 2047; k++) POWERS[k] = k === 1 ? 2.2250738585072014e-308 : 2 * POWERS[k - 1];
function exponentOf(x) {{
  NUMBER[0] = x;
  const carry = BITS[0] + {_RAISE_LOW} > 4294967295 ? 1 : 0;
  return ((BITS[1] + {_RAISE_HIGH} + carry) >>> 20) - 1023;
}}
function mantissaOf(x) {{
  const scale = exponentOf(x) << 20; // takes the words of x in as well
  BITS[1] = BITS[1] - scale;
  return NUMBER[0];
}}
function highWord(a, b) {{ // of the product of two words: every step is exact
  return Math.floor(((a >>> 16) * b + Math.floor(((a & 65535) * b) / 65536)) / 65536);
}}
function lowWord(a, b) {{
  return Math.imul(a, b) >>> 0;
}}
""".strip()


def _number(value: Any) -> str:
    """Return a constant as an expression."""
    if isinstance(value, bool):
        return "true" if value else "false"
    text = repr(value)
    text = {"nan": "NaN", "inf": "Infinity", "-inf": "-Infinity"}.get(text, text)
    return f"({text})" if text.startswith("-") else text


def printed(
    name: str,
    arguments: str,
    trace: Trace,
    fetch: Mapping[str, Fetch],
    store: Mapping[str, Store],
    *,
    before: str = "",
    opening: str = "",
    stored_last: bool = False,
) -> str:
    """Return the text of a function, its pieces before it.

    Parameters
    ----------
    name, arguments : of the function; every piece takes the same
    before : statement that comes before all pieces
    opening : statement that each piece begins with
    stored_last : store nothing before all is known, where outputs take the place of inputs
    """
    operations = trace.operations
    order = [k for k, one in enumerate(operations) if one.operands and not _is_product(one)]
    piece = {k: number // PIECE for number, k in enumerate(order)}
    shared: dict[int, int] = {}  # what a later piece needs: its place in the array between them
    for k in order:
        for operand in _operands(trace, operations[k]):
            if operand in piece and piece[operand] != piece[k]:
                shared.setdefault(operand, len(shared))
    wanted: dict[int, list[tuple[str, int]]] = {}
    for group, place, of in trace.outputs:
        wanted.setdefault(of, []).append((group, place))
        if stored_last and of in piece:
            shared.setdefault(of, len(shared))

    def read(here: int, place: int) -> str:
        """Return the expression of a value in a piece."""
        one = operations[place]
        if one.kind == "constant":
            return _number(one.value)
        if one.kind == "input":
            group, at = one.value
            return fetch[group](at)
        if piece[place] == here:
            return f"v{place}"
        return f"(B[{shared[place]}]!==0)" if one.type == FLAG else f"B[{shared[place]}]"

    pieces: list[list[str]] = [[] for _ in range(max(piece.values(), default=-1) + 1)]
    last: list[str] = []
    for place, one in enumerate(operations):
        if place in piece:
            here = piece[place]
            lines = pieces[here]
            lines.append(f"const v{place}={_expression(trace, one, partial(read, here))};")
            if place in shared:
                value = f"v{place}?1:0" if one.type == FLAG else f"v{place}"
                lines.append(f"B[{shared[place]}]={value};")
        for group, at in wanted.get(place, ()):
            if stored_last or place not in piece:
                last.append(store[group](at, read(-1, place)))
            else:
                pieces[piece[place]].append(store[group](at, f"v{place}"))
    if last:
        pieces.append(last)
    between = f"const {name}Between = new Float64Array({max(1, len(shared))});"
    bodies = [
        f"function {name}{k}({arguments}) {{\nconst B={name}Between;{opening}\n"
        + _joined(lines)
        + "\n}"
        for k, lines in enumerate(pieces)
    ]
    calls = " ".join(f"{name}{k}({arguments});" for k in range(len(pieces)))
    return "\n".join([between, *bodies, f"function {name}({arguments}) {{ {before}{calls} }}"])


def _joined(lines: list[str]) -> str:
    """Return statements, neighbouring constants as one: a fifth of the text is their word."""
    joined: list[str] = []
    constants = False
    for line in lines:
        constant = line.startswith("const ")
        if constant and constants:
            joined[-1] = joined[-1][:-1] + ","
            line = line.removeprefix("const ")
        joined.append(line)
        constants = constant
    return "".join(joined)


def _is_product(one: Operation) -> bool:
    """Return whether a value is a product of words, of which only the halves are printed."""
    return one.type == WORD and one.kind == "mul"


def _operands(trace: Trace, one: Operation) -> tuple[int, ...]:
    """Return the places of what an expression reads; half a product reads its factors."""
    first = trace.operations[one.operands[0]]
    return first.operands if _is_product(first) else one.operands


def _expression(trace: Trace, one: Operation, read: Callable[[int], str]) -> str:
    """Return an operation as an expression."""
    if one.type == WORD:
        return _word(trace, one, read)
    x = [read(k) for k in one.operands]
    if one.kind == "where":
        return f"{x[0]}?{x[1]}:{x[2]}"
    if len(x) == 2:
        return f"{x[0]}{_SIGNS[one.kind]}{x[1]}"
    return {
        "neg": f"-{x[0]}",
        "sqrt": f"Math.sqrt({x[0]})",
        "two_to": f"POWERS[{x[0]}+1023]",
        "mantissa": f"mantissaOf({x[0]})",
        "exponent": f"exponentOf({x[0]})",
        "to_float": x[0],
    }[one.kind]


def _word(trace: Trace, one: Operation, read: Callable[[int], str]) -> str:
    """Return an operation on whole numbers, each exact as a double below 2**53.

    A product of two words is more: it is printed as its high or its low word.
    """
    a, b = (trace.operations[k] for k in one.operands)
    if _is_product(a):
        half = {("shift", SHIFT): "highWord", ("and", MASK): "lowWord"}[one.kind, b.value]
        return f"{half}({', '.join(map(read, a.operands))})"
    x, y = (read(k) for k in one.operands)
    if one.kind == "and":
        assert b.value == MASK, "a whole number cut to a word"
        return f"{x}>>>0"
    if one.kind == "xor":
        return f"({x}^{y})>>>0"
    assert one.kind == "add", one.kind
    return f"{x}+{y}"
