"""Arms set against one another: `on - off`, `(a - b) - (c - d)`, `1 - off / on`."""

import ast
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sim.errors import SimError, WrongKind

__all__ = ["Combination"]


@dataclass(frozen=True)
class Combination:
    """Arithmetic over arms, parsed as data and never run as code.

    Attributes
    ----------
    text : str
    names : tuple of str
        The arms that take part, each once, in the order of the text.
    linear : bool
        Only sums and differences: what holds for each replicate holds for their mean.

    Examples
    --------
    >>> found = Combination.parse("(a - b) - (c - b)")
    >>> found.names, found.linear, found({"a": 3.0, "b": 2.0, "c": 1.0})
    (('a', 'b', 'c'), True, 2.0)
    """

    text: str
    names: tuple[str, ...]
    linear: bool
    _tree: ast.expr

    @classmethod
    def parse(cls, text: Any, place: str = "") -> "Combination":
        """Return a combination of arms.

        Raises
        ------
        SimError
            For a text that is not arithmetic over names.
        """
        if not isinstance(text, str):
            raise WrongKind(text, "an arm, such as on - off", place=place, field="arm", given=True)
        fault = SimError(f"'{text}' is no sum, difference or quotient of arms", place=place)
        try:
            tree = ast.parse(text.strip(), mode="eval").body
        except (SyntaxError, ValueError, RecursionError, MemoryError):
            raise fault from None
        names: list[str] = []
        linear = True
        for node in ast.walk(tree):
            match node:
                case ast.Name(id=name):
                    names.append(name)
                case ast.BinOp(op=ast.Mult() | ast.Div()):
                    linear = False
                case ast.Constant(value=value) if type(value) in (int, float):
                    linear = False
                case ast.BinOp(op=ast.Add() | ast.Sub()) | ast.operator() | ast.expr_context():
                    continue
                case _:
                    raise fault
        if not names:
            raise fault
        return cls(text, tuple(dict.fromkeys(sorted(names, key=text.index))), linear, tree)

    def __call__(self, values: Mapping[str, Any]) -> Any:
        """Return the combination of numbers, or of arrays (replicate,), by arm."""
        return _value(self._tree, values)


def _value(node: ast.expr, values: Mapping[str, Any]) -> Any:
    match node:
        case ast.Name(id=name):
            return values[name]
        case ast.Constant(value=number):
            return number
        case ast.BinOp(left=left, op=op, right=right):
            a, b = _value(left, values), _value(right, values)
            match op:
                case ast.Add():
                    return a + b
                case ast.Sub():
                    return a - b
                case ast.Mult():
                    return a * b
                case ast.Div():
                    return a / b
    raise AssertionError("checked when parsed")
