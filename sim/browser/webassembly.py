"""A trace printed as WebAssembly: one replicate, or two side by side.

Strict IEEE, as everything in WebAssembly is: nothing is contracted or reordered. A value that is
used once stays on the stack; what is used again goes to a local.
"""

import struct
from collections import Counter
from collections.abc import Callable, Mapping

from sim.browser.binary import F64, I32, I64, V128, Function, get, instruction
from sim.mechanisms.primitive import BITS_FROM_SQRT_HALF_TO_ONE, TO_BIASED_EXPONENT
from sim.tracing.symbol import FLAG, FLOAT, WORD, Operation
from sim.tracing.trace import Trace

__all__ = ["Fetch", "Printer", "Store"]

# A whole number in the low bits of these is added to them; a subtraction gives it as a float.
# From 1.5 * 2**52 on it may be negative.
_TWO_52, _ROUNDER = 2.0**52, 1.5 * 2.0**52
_BIAS, _MANTISSA_BITS = 1023, 52

#: Bytes of a load from a fixed place.
_SHORT = 8

#: Code that fetches an input: (printer, place in the group) -> code that leaves it on the stack.
Fetch = Callable[["Printer", int], bytes]
#: Code that stores an output: (printer, place in the group, code of the value) -> code.
Store = Callable[["Printer", int, bytes], bytes]

_WORDS = {"add": "i64.add", "mul": "i64.mul", "and": "i64.and", "xor": "i64.xor",
          "shift": "i64.shr_u"}  # fmt: skip


def _bits(value: float) -> int:
    """Return the 64 bits of a float as a signed number."""
    return int(struct.unpack("<q", struct.pack("<d", value))[0])


class Printer:
    """Adds the code of traces to a function.

    Parameters
    ----------
    function : gets the code
    lanes : 1, or 2 that stand beside one another in memory; words take one lane alone
    """

    def __init__(self, function: Function, lanes: int) -> None:
        self.function, self.lanes = function, lanes
        self.wide = lanes == 2

    def trace(
        self,
        trace: Trace,
        fetch: Mapping[str, Fetch],
        store: Mapping[str, Store],
        *,
        stored_last: bool = False,
    ) -> None:
        """Add a trace's operations and the stores of its outputs.

        Parameters
        ----------
        stored_last : store nothing before all is known, where outputs take the place of inputs
        """
        operations = trace.operations
        uses = Counter(k for one in operations for k in one.operands)
        wanted: dict[int, list[tuple[str, int]]] = {}
        for group, place, of in trace.outputs:
            wanted.setdefault(of, []).append((group, place))
        known: dict[int, bytes] = {}  # how a value is had that has been computed

        def code_of(place: int) -> bytes:
            """Return code that leaves a value on the stack."""
            one = operations[place]
            if place in known:
                return known[place]
            if one.kind == "input":
                group, at = one.value
                return fetch[group](self, at)
            if one.kind == "constant":
                return self._constant(one)
            return self._operation(one, [code_of(k) for k in one.operands])

        last: list[bytes] = []
        for place, one in enumerate(operations):
            stores = wanted.get(place, ())
            code = code_of(place)
            # A plain load, or a constant, is had anew at each use for less than a local costs.
            again = uses[place] > 1 and (one.operands or len(code) > _SHORT)
            if one.kind != "constant" and (again or (stores and stored_last)):
                local = self.function.local(self._type(one))
                self.function.code += code + instruction("local.set", local)
                known[place] = get(local)
            for group, at in stores:
                code = store[group](self, at, code_of(place))
                if stored_last:
                    last.append(code)
                else:
                    self.function.code += code
        self.function.code += b"".join(last)

    def load(self, base: int, offset: int) -> bytes:
        """Return code that loads a float of each lane."""
        return get(base) + instruction("v128.load" if self.wide else "f64.load", offset=offset)

    def load_shared(self, base: int, offset: int) -> bytes:
        """Return code that loads a float which the lanes share."""
        name = "v128.load64_splat" if self.wide else "f64.load"
        return get(base) + instruction(name, offset=offset)

    def load_flag(self, base: int, offset: int) -> bytes:
        """Return code that loads a condition which the lanes share: 64 bits, all or none."""
        if self.wide:
            return get(base) + instruction("v128.load64_splat", offset=offset)
        return get(base) + instruction("i32.load", offset=offset)

    def store(self, base: int, offset: int, value: bytes) -> bytes:
        """Return code that stores a float of each lane."""
        name = "v128.store" if self.wide else "f64.store"
        return get(base) + value + instruction(name, offset=offset)

    def store_whole(self, base: int, offset: int, value: bytes) -> bytes:
        """Return code that stores the whole part of a float of each lane as a byte."""
        if not self.wide:
            whole = value + instruction("i32.trunc_sat_f64_s")
            return get(base) + whole + instruction("i32.store8", offset=offset)
        local = self.function.local(V128)
        code = value + instruction("i32x4.trunc_sat_f64x2_s_zero") + instruction("local.set", local)
        for lane in range(self.lanes):
            code += get(base) + get(local) + instruction("i32x4.extract_lane", lane)
            code += instruction("i32.store8", offset=offset + lane)
        return code

    def spread(self, value: bytes) -> bytes:
        """Return code that puts a float in every lane."""
        return value + instruction("f64x2.splat") if self.wide else value

    def _type(self, one: Operation) -> int:
        if self.wide:
            return V128
        return {FLOAT: F64, FLAG: I32, WORD: I64}[one.type]

    def _float(self, value: float) -> bytes:
        return self.spread(instruction("f64.const", value))

    def _long(self, value: int) -> bytes:
        code = instruction("i64.const", value)
        return code + instruction("i64x2.splat") if self.wide else code

    def _constant(self, one: Operation) -> bytes:
        if one.type == FLOAT:
            return self._float(one.value)
        if one.type == WORD:
            return self._long(one.value)
        return self._long(-int(one.value)) if self.wide else instruction("i32.const", one.value)

    def _on_floats(self, name: str) -> bytes:
        return instruction(f"f64x2.{name}" if self.wide else f"f64.{name}")

    def _on_words(self, name: str) -> bytes:
        return instruction(f"i64x2.{name}" if self.wide else f"i64.{name}")

    def _shift(self, name: str, by: int) -> bytes:
        # Lanes are shifted by a number of 32 bits, one word by one of 64.
        count = instruction("i32.const" if self.wide else "i64.const", by)
        return count + self._on_words(name)

    def _operation(self, one: Operation, operands: list[bytes]) -> bytes:
        """Return code that leaves the result of an operation on the stack."""
        if one.kind == "where":
            condition, a, b = operands
            return a + b + condition + instruction("v128.bitselect" if self.wide else "select")
        if one.type == WORD:
            assert not self.wide, "words are drawn in one lane"
            return b"".join(operands) + instruction(_WORDS[one.kind])
        if one.type == FLAG and one.kind in ("and", "or"):
            name = f"v128.{one.kind}" if self.wide else f"i32.{one.kind}"
            return b"".join(operands) + instruction(name)
        if len(operands) == 2 or one.kind in ("neg", "sqrt"):
            return b"".join(operands) + self._on_floats(one.kind)
        return self._of_bits(one.kind, operands[0])

    def _of_bits(self, kind: str, x: bytes) -> bytes:
        """Return code of an operation on the bits of a number, as the primitives' twins have it."""
        as_bits = b"" if self.wide else instruction("i64.reinterpret_f64")
        as_float = b"" if self.wide else instruction("f64.reinterpret_i64")
        if kind == "to_float":  # a word below 2**52
            low = self._long(_bits(_TWO_52)) + self._on_words("or")
            return x + low + as_float + self._float(_TWO_52) + self._on_floats("sub")
        if kind == "two_to":
            biased = self._float(TO_BIASED_EXPONENT) + self._on_floats("add")
            return x + biased + as_bits + self._shift("shl", _MANTISSA_BITS) + as_float
        # A positive normal float; the sign's bit is 0, so a shift without sign will do.
        exponent = self._long(BITS_FROM_SQRT_HALF_TO_ONE) + self._on_words("add")
        exponent += self._shift("shr_u", _MANTISSA_BITS) + self._long(_BIAS)
        exponent += self._on_words("sub")
        if kind == "exponent":
            raised = self._long(_bits(_ROUNDER)) + self._on_words("add") + as_float
            low = self._float(_ROUNDER) + self._on_floats("sub")
            return x + as_bits + exponent + raised + low
        assert kind == "mantissa", kind
        bits = self.function.local(V128 if self.wide else I64)
        scale = exponent + self._shift("shl", _MANTISSA_BITS)
        number = x + as_bits + instruction("local.tee", bits)
        return number + get(bits) + scale + self._on_words("sub") + as_float
