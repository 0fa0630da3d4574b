"""A trace printed as LLVM assembly, for so many replicates side by side.

Strict IEEE: no flag on any operation, so nothing is contracted or reordered, and every width and
processor gives the same bits. What all replicates share (inputs, switches, the calendar, a key)
stays one number until it meets one of their own.
"""

import struct
from collections.abc import Callable, Iterable, Mapping
from typing import Any

import llvmlite.binding as llvm

from sim.engine.native import LEVEL, Processor, machine
from sim.mechanisms.primitive import BITS_FROM_SQRT_HALF_TO_ONE, TO_BIASED_EXPONENT
from sim.tracing.symbol import FLAG, FLOAT, WORD, Operation
from sim.tracing.trace import Trace

__all__ = ["Printer", "assembled", "function"]

_NAMES = {
    FLOAT: {"add": "fadd", "sub": "fsub", "mul": "fmul", "div": "fdiv"},
    WORD: {"add": "add", "mul": "mul", "and": "and", "xor": "xor", "shift": "lshr"},
    FLAG: {"lt": "fcmp olt", "le": "fcmp ole", "gt": "fcmp ogt", "ge": "fcmp oge",
           "eq": "fcmp oeq", "and": "and", "or": "or"},
}  # fmt: skip
_BASE = {FLOAT: "double", FLAG: "i1", WORD: "i64"}
_COMPARISONS = ("lt", "le", "gt", "ge", "eq")

# A whole number in the low bits of these is added to them; a subtraction gives it as a float.
# From 1.5 * 2**52 on it may be negative.
_TWO_52, _ROUNDER = 2.0**52, 1.5 * 2.0**52

#: How an input of a group is fetched: (printer, place in the group) -> (name, all lanes differ).
Fetch = Callable[["Printer", int], tuple[str, bool]]
#: How an output of a group is stored: (printer, place in the group, its vector's name).
Store = Callable[["Printer", int, str], None]


def _bits(value: float) -> int:
    """Return the 64 bits of a float."""
    return int(struct.unpack("<Q", struct.pack("<d", value))[0])


class Printer:
    """The lines of one function."""

    def __init__(self, lanes: int) -> None:
        self.lanes = lanes
        self.lines: list[str] = []
        self._spread: dict[str, str] = {}

    def emit(self, text: str, name: str = "") -> str:
        """Add a line that makes a value; return the value's name."""
        name = name or f"%v{len(self.lines)}"
        self.lines.append(f"  {name} = {text}")
        return name

    def kind(self, base: str, wide: bool = True) -> str:
        """Return LLVM's type for one value, or for one a lane."""
        return f"<{self.lanes} x {base}>" if wide and self.lanes > 1 else base

    def constant(self, value: Any, base: str, wide: bool = True) -> str:
        """Return a constant, the same in every lane."""
        one = f"0x{_bits(value):016X}" if base == "double" else str(value).lower()
        return f"splat ({base} {one})" if wide and self.lanes > 1 else one

    def spread(self, name: str, base: str) -> str:
        """Return a value in every lane."""
        if self.lanes == 1:
            return name
        if name not in self._spread:
            vector = self.kind(base)
            first = self.emit(f"insertelement {vector} poison, {base} {name}, i64 0")
            zeros = f"<{self.lanes} x i32> zeroinitializer"
            self._spread[name] = self.emit(
                f"shufflevector {vector} {first}, {vector} poison, {zeros}"
            )
        return self._spread[name]

    def address(self, base: str, offset: int | str) -> str:
        """Return the address of so many bytes behind a pointer."""
        return self.emit(f"getelementptr inbounds i8, ptr {base}, i64 {offset}")

    def load(self, base: str, offset: int | str) -> str:
        """Load a float of each lane."""
        at = self.address(base, offset)
        return self.emit(f"load {self.kind('double')}, ptr {at}, align {8 * self.lanes}")

    def store(self, base: str, offset: int, value: str) -> None:
        """Store a float of each lane."""
        at = self.address(base, offset)
        vector = self.kind("double")
        self.lines.append(f"  store {vector} {value}, ptr {at}, align {8 * self.lanes}")

    def trace(
        self,
        trace: Trace,
        fetch: Mapping[str, Fetch],
        store: Mapping[str, Store],
        over: Callable[[str, int], tuple[str, int] | None] = lambda group, place: None,
    ) -> None:
        """Add a trace's operations; every output is stored as soon as it is known.

        Parameters
        ----------
        over : which input an output takes the place of in memory: that one is fetched first
        """
        fetched = {one.value: k for k, one in enumerate(trace.operations) if one.kind == "input"}
        wanted: dict[int, list[tuple[str, int, int]]] = {}
        for group, place, of in trace.outputs:
            before = fetched.get(over(group, place), -1)
            if of != before:  # else it stands there already
                wanted.setdefault(max(of, before), []).append((group, place, of))
        known: list[tuple[str, bool]] = []  # a value's name, and whether lanes differ

        def operand(place: int, base: str, wide: bool) -> str:
            if trace.operations[place].kind == "constant":
                return self.constant(trace.operations[place].value, base, wide)
            name, differs = known[place]
            return self.spread(name, base) if wide and not differs else name

        for number, one in enumerate(trace.operations):
            if one.kind == "input":
                group, place = one.value
                known.append(fetch[group](self, place))
            elif one.kind == "constant":
                known.append(("", False))
            else:
                wide = any(known[k][1] for k in one.operands)
                known.append((self._one(one, operand, wide, known), wide))
            for group, place, of in wanted.get(number, ()):
                store[group](self, place, operand(of, "double", True))

    def _one(
        self,
        one: Operation,
        operand: Callable[[int, str, bool], str],
        wide: bool,
        known: list[tuple[str, bool]],
    ) -> str:
        """Print one operation; return its name."""
        float_, whole = self.kind("double", wide), self.kind("i64", wide)
        if one.kind == "where":
            # One condition for all lanes stays one: a choice between whole vectors.
            mask = known[one.operands[0]][1]
            condition = f"{self.kind('i1', mask)} {operand(one.operands[0], 'i1', mask)}"
            a, b = (operand(k, "double", wide) for k in one.operands[1:])
            return self.emit(f"select {condition}, {float_} {a}, {float_} {b}")
        if len(one.operands) == 2:
            base = "double" if one.kind in _COMPARISONS else _BASE[one.type]
            a, b = (operand(k, base, wide) for k in one.operands)
            return self.emit(f"{_NAMES[one.type][one.kind]} {self.kind(base, wide)} {a}, {b}")
        x = operand(one.operands[0], "i64" if one.kind == "to_float" else "double", wide)
        return self._of_one(one.kind, x, float_, whole, wide)

    def _of_one(self, kind: str, x: str, float_: str, whole: str, wide: bool) -> str:
        """Print an operation on one number, as the primitives' twins have it."""

        def word(value: int) -> str:
            return self.constant(value, "i64", wide)

        def as_float(of: str) -> str:
            return self.emit(f"bitcast {whole} {of} to {float_}")

        def above(of: str, base: float) -> str:
            # A conversion would do, but not every processor has one for vectors.
            return self.emit(f"fsub {float_} {as_float(of)}, {self.constant(base, 'double', wide)}")

        if kind == "neg":
            return self.emit(f"fneg {float_} {x}")
        if kind == "sqrt":
            suffix = f"v{self.lanes}f64" if wide and self.lanes > 1 else "f64"
            return self.emit(f"call {float_} @llvm.sqrt.{suffix}({float_} {x})")
        if kind == "to_float":
            return above(self.emit(f"or {whole} {x}, {word(_bits(_TWO_52))}"), _TWO_52)
        if kind == "two_to":
            biased = self.constant(TO_BIASED_EXPONENT, "double", wide)
            sum_ = self.emit(f"fadd {float_} {x}, {biased}")
            exponent = self.emit(f"bitcast {float_} {sum_} to {whole}")
            return as_float(self.emit(f"shl {whole} {exponent}, {word(52)}"))
        # A positive normal float; the sign's bit is 0, so a shift without sign will do.
        number = self.emit(f"bitcast {float_} {x} to {whole}")
        raised = self.emit(f"add {whole} {number}, {word(BITS_FROM_SQRT_HALF_TO_ONE)}")
        exponent = self.emit(f"lshr {whole} {raised}, {word(52)}")
        exponent = self.emit(f"sub {whole} {exponent}, {word(1023)}")
        if kind == "exponent":
            return above(self.emit(f"add {whole} {exponent}, {word(_bits(_ROUNDER))}"), _ROUNDER)
        assert kind == "mantissa", kind
        scale = self.emit(f"shl {whole} {exponent}, {word(52)}")
        return as_float(self.emit(f"sub {whole} {number}, {scale}"))


def assembled(text: str, target: Processor) -> bytes:
    """Return the object file of a module.

    Raises
    ------
    RuntimeError
        LLVM does not take the text.
    """
    compiler, module = machine(target), llvm.parse_assembly(text)
    module.verify()
    module.triple, module.data_layout = llvm.get_process_triple(), str(compiler.target_data)
    options = llvm.create_pipeline_tuning_options(speed_level=LEVEL)
    builder = llvm.create_pass_builder(compiler, options)
    builder.getModulePassManager().run(module, builder)
    return bytes(compiler.emit_object(module))


def function(name: str, arguments: Iterable[str], printer: Printer) -> str:
    """Return a function of the lines that a printer holds."""
    head = f"define void @{name}({', '.join(arguments)}) nounwind {{"
    return "\n".join([head, *printer.lines, "  ret void", "}", ""])
