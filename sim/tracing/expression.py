"""A quantity of the month as a tree: each value by the name that its mechanism gives it.

A node is a value that a function named, and shows the formula in which the function made it; below
it stand the values that the formula reads from other functions or lines. What is read from the
month before or from outside stands in the formula by its group: `s.` last month's state, `t.`
traits, `i.` inputs, `d.` draws, `p.` parameters, `on.` switches.
"""

from collections.abc import Iterator
from typing import NamedTuple

from sim.tracing.symbol import Operation
from sim.tracing.trace import Trace

__all__ = ["Node", "moved_by", "tree"]

_SIGNS = {
    "add": "+", "sub": "-", "mul": "*", "div": "/", "lt": "<", "le": "<=", "gt": ">", "ge": ">=",
    "eq": "==", "and": "&", "or": "|",
}  # fmt: skip
_BINDS = {"or": 1, "and": 2, "lt": 3, "le": 3, "gt": 3, "ge": 3, "eq": 3,
          "add": 4, "sub": 4, "mul": 5, "div": 5}  # fmt: skip


class Node(NamedTuple):
    """A value in a tree, and what its formula is."""

    depth: int
    name: str
    formula: str
    source: str  # where it is made
    known: bool  # it stood before
    cut: bool  # what it is made of would stand deeper than asked


class _Formula:
    """The formula of one value, as the function that made it has it."""

    def __init__(self, trace: Trace, place: int) -> None:
        self.trace, self.root = trace, place
        self.call = trace.operations[place].call
        self.parts: dict[int, str] = {}  # values that stand in it by name, in order
        self.text = self._write(place, 0)

    def _write(self, place: int, binds: int) -> str:
        one = self.trace.operations[place]
        if one.kind == "constant":
            return f"{one.value:g}"
        if one.kind == "input":
            return self.trace.name(one)
        if place != self.root and (name := self._name(place, one)):
            self.parts.setdefault(place, name)
            return name
        if one.elementary:
            return self._elementary(one)
        if one.kind in _SIGNS:
            own = _BINDS[one.kind]
            a, b = self._write(one.operands[0], own), self._write(one.operands[1], own + 1)
            text = f"{a} {_SIGNS[one.kind]} {b}"
            return f"({text})" if own < binds else text
        parts = ", ".join(self._write(k, 0) for k in one.operands)
        return (
            f"-{self._write(one.operands[0], 6)}" if one.kind == "neg" else f"{one.kind}({parts})"
        )

    def _name(self, place: int, one: Operation) -> str:
        """Return what the function calls a value; another function's has that function's name."""
        call = self.trace.calls[self.call - 1] if self.call else None
        if call and place in call.names:
            return call.names[place]
        if one.call == self.call:
            return ""
        made = self.trace.calls[one.call - 1]
        return f"{made.mechanism}.{made.function}"

    def _elementary(self, one: Operation) -> str:
        """Write a call of arithmetic with its arguments, not what it does with them."""
        call = self.trace.calls[one.elementary - 1]
        given = []
        for name, place in call.arguments.items():
            if name in call.constants:
                given.append(f"{call.constants[name]:g}")
            else:
                given.append("…" if place is None else self._write(place, 0))
        return f"{call.function}({', '.join(given)})"


def tree(trace: Trace, place: int, name: str, depth: int | None = None) -> Iterator[Node]:
    """Yield a value and what it is made of, each with its formula where it first stands.

    Parameters
    ----------
    trace : with names; see `sim.tracing.month.trace_month`
    depth : how far down, None all the way
    """
    seen: set[int] = set()
    rest = [(0, name, place)]
    while rest:
        level, name, place = rest.pop()
        one = trace.operations[place]
        formula = _Formula(trace, place)
        made = trace.calls[one.call - 1] if one.call else None
        source = f"{made.mechanism}.py:{one.line}, {made.function}" if made else ""
        known, parts = place in seen, list(formula.parts.items())
        deeper = depth is None or level < depth
        yield Node(level, name, formula.text, source, known, bool(parts) and not deeper)
        if deeper and not known:
            rest.extend((level + 1, called, part) for part, called in reversed(parts))
        seen.add(place)


def moved_by(trace: Trace, place: int) -> dict[str, list[str]]:
    """Return by group every input that a value rests on."""
    fields: dict[str, list[str]] = {}
    for k in trace.needed(place):
        one = trace.operations[k]
        if one.kind == "input":
            group, field = trace.name(one).split(".")
            fields.setdefault(group, []).append(field)
    return fields
