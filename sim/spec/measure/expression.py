"""A measure as text: parsed as data, never run as code.

`mean(relation_jpn_kor, '2022-06', '2024-11') - mean(relation_jpn_kor, '2018-07', '2020-12')` is one
number a replicate. The grammar is arithmetic, comparison, `&`, `|` and the words of the vocabulary;
a bare name is a panel (a recorded variable, or a trait as `trait_<iso>_<trait>`), and
`chose(kor_neighbour, 'reconcile')` the months in which an option is taken.
"""

import ast
import operator
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sim.errors import SimError, UnknownName, WrongKind
from sim.spec.instruments import INSTRUMENTS
from sim.spec.measure.panel import Panel
from sim.spec.measure.vocabulary import VOCABULARY
from sim.spec.preferences import TRAIT_FIELDS
from sim.spec.recorded import RECORDED_FIELDS

__all__ = ["ARITHMETIC", "COMPARED", "TRAIT_PANELS", "Measure"]

#: Panels of the traits that the leaders in office have, by name.
TRAIT_PANELS = {f"trait_{field}": place for place, (field, _, _) in enumerate(TRAIT_FIELDS)}

_KNOWN = {*RECORDED_FIELDS, *TRAIT_PANELS}
_OPTIONS = {instrument.name: instrument.options for instrument in INSTRUMENTS}
_LONGEST = 600

#: Signs that every expression has, by what the parser calls them.
ARITHMETIC: dict[type, Callable[[Any, Any], Any]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
}
COMPARED: dict[type, Callable[[Any, Any], Any]] = {
    ast.Lt: operator.lt,
    ast.LtE: operator.le,
    ast.Gt: operator.gt,
    ast.GtE: operator.ge,
    ast.Eq: operator.eq,
    ast.NotEq: operator.ne,
}

_BINARY: dict[type, Callable[[Any, Any], Any]] = {
    **ARITHMETIC,
    ast.BitAnd: np.logical_and,
    ast.BitOr: np.logical_or,
}


@dataclass(frozen=True)
class Measure:
    """One number a replicate, as an expression over panels.

    Attributes
    ----------
    text : str
    names : frozenset of str
        The panels that it reads.

    Examples
    --------
    >>> found = Measure.parse("mean(relation_jpn_kor) - 2 * low(relation_jpn_kor)")
    >>> sorted(found.names)
    ['relation_jpn_kor']
    >>> panel = Panel(np.array([[0.1, 0.3]]), first=24216)
    >>> found({"relation_jpn_kor": panel}).round(9).tolist()
    [0.0]
    """

    text: str
    names: frozenset[str]
    _tree: ast.expr

    @classmethod
    def parse(cls, text: str, place: str = "") -> "Measure":
        """Return a measure, checked as far as names and grammar go.

        Raises
        ------
        SimError
            For what is no expression, an unknown name or word, or anything that is no arithmetic.
        """
        if not isinstance(text, str) or not 0 < len(text) <= _LONGEST:
            raise WrongKind(
                text, f"an expression of 1 to {_LONGEST} characters", place=place, field="measure"
            )
        try:
            tree = ast.parse(" ".join(text.split()), mode="eval").body
        except (SyntaxError, ValueError, RecursionError, MemoryError):
            raise WrongKind(
                text, "an expression such as mean(relation_jpn_kor)", place=place, field="measure"
            ) from None
        names: set[str] = set()
        _check(tree, names, place)
        return cls(text, frozenset(names), tree)

    @property
    def is_condition(self) -> bool:
        """Whether it says of each replicate that something holds, 1, or does not, 0.

        Examples
        --------
        >>> Measure.parse("low(relation_jpn_kor) < 0").is_condition
        True
        """
        match self._tree:
            case ast.Compare() | ast.BinOp(op=ast.BitAnd() | ast.BitOr()):
                return True
        return False

    def __call__(self, panels: Mapping[str, Panel]) -> NDArray[np.float64]:
        """Return the number of each replicate: (replicate,) float64, NaN where there is none.

        Raises
        ------
        SimError
            If a month lies outside the panels, or the expression is still a panel.
        """
        try:
            found = _value(self._tree, panels)
        except AttributeError:
            words = "a word that reads months was given numbers without months"
            raise SimError(f"cannot be worked out: {words}", field=self.text) from None
        except (TypeError, ValueError) as fault:
            raise SimError(f"cannot be worked out: {fault}", field=self.text) from None
        if isinstance(found, Panel):
            raise WrongKind(
                "a value a month",
                "one a replicate: take mean(…), at(…, month) or another word over months",
                field=self.text,
            )
        return np.broadcast_to(
            np.asarray(found, dtype=np.float64), (len(next(iter(panels.values())).values),)
        )


def _check(node: ast.expr, names: set[str], place: str) -> None:
    """Raise at whatever is not part of the grammar; collect the names of panels."""
    match node:
        case ast.Constant(value=bool()):
            raise WrongKind(node.value, "a number or a month", place=place, field="measure")
        case ast.Constant(value=int() | float() | str()):
            return
        case ast.Name(id=name):
            if name not in _KNOWN:
                raise UnknownName("variable", name, _KNOWN, place=place, field="measure")
            names.add(name)
        case ast.UnaryOp(op=ast.USub(), operand=inner):
            _check(inner, names, place)
        case ast.BinOp(left=left, op=op, right=right) if type(op) in _BINARY:
            _check(left, names, place)
            _check(right, names, place)
        case ast.Compare(left=left, ops=[op], comparators=[right]) if type(op) in COMPARED:
            _check(left, names, place)
            _check(right, names, place)
        case ast.Call(func=ast.Name(id="chose"), args=args, keywords=[]):
            names.add(f"choice_{_option(args, place)[0]}")
        case ast.Call(func=ast.Name(id=word), args=args, keywords=[]):
            if word not in VOCABULARY:
                raise UnknownName(
                    "word", word, {*VOCABULARY, "chose"}, place=place, field="measure"
                )
            for arg in args:
                _check(arg, names, place)
        case _:
            raise WrongKind(
                ast.unparse(node),
                "arithmetic, comparison, & and | over panels and the words of a measure",
                place=place,
                field="measure",
            )


def _option(args: list[ast.expr], place: str = "") -> tuple[str, int]:
    """Return the instrument and the number of the option that `chose(...)` names."""
    match args:
        case [ast.Name(id=name), ast.Constant(value=str(option))]:
            if name not in _OPTIONS:
                raise UnknownName("instrument", name, _OPTIONS, place=place, field="measure")
            if option not in _OPTIONS[name]:
                raise UnknownName(
                    f"option of {name}", option, _OPTIONS[name], place=place, field="measure"
                )
            return name, _OPTIONS[name].index(option)
    raise WrongKind("chose(…)", "chose(kor_neighbour, 'reconcile')", place=place, field="measure")


def _value(node: ast.expr, panels: Mapping[str, Panel]) -> Any:
    """Return the value of a checked expression."""
    match node:
        case ast.Constant(value=value):
            return value
        case ast.Name(id=name):
            return panels[name]
        case ast.UnaryOp(operand=inner):
            return _joined(np.multiply, -1.0, _value(inner, panels))
        case ast.BinOp(left=left, op=op, right=right):
            return _joined(_BINARY[type(op)], _value(left, panels), _value(right, panels))
        case ast.Compare(left=left, ops=[op], comparators=[right]):
            return _joined(COMPARED[type(op)], _value(left, panels), _value(right, panels))
        case ast.Call(func=ast.Name(id="chose"), args=args):
            name, option = _option(args)
            panel = panels[f"choice_{name}"]
            return Panel((panel.values == option).astype(np.float64), panel.first)
        case ast.Call(func=ast.Name(id=word), args=args):
            return VOCABULARY[word](*(_value(arg, panels) for arg in args))
    raise AssertionError("checked when parsed")


def _joined(function: Callable[[Any, Any], Any], a: Any, b: Any) -> Any:
    """Apply a function of two to panels, numbers a replicate, or constants."""
    plain = [v.values if isinstance(v, Panel) else v for v in (a, b)]
    if isinstance(a, Panel) != isinstance(b, Panel):
        # One number a replicate beside a panel holds for all its months.
        plain = [v[:, None] if isinstance(v, np.ndarray) and v.ndim == 1 else v for v in plain]
    with np.errstate(divide="ignore", invalid="ignore"):  # a quotient by nothing is no answer
        result = np.asarray(function(*plain), dtype=np.float64)
    firsts = [v.first for v in (a, b) if isinstance(v, Panel)]
    return Panel(result, firsts[0]) if firsts else result
