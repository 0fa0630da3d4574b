"""Numbers that record what is done to them.

`Recorder` keeps the operations in order, equal ones once. A `Symbol` is a place in that list: it
has the operators of a number, and each gives another symbol. What needs a number's value (a branch,
a loop over data, a function of somebody else's) cannot be recorded and raises `TypeError`.
"""

import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from types import CodeType, FrameType
from typing import Any, NamedTuple

from sim.mechanisms import arithmetic
from sim.mechanisms.primitive import Number

__all__ = [
    "ELEMENTARY",
    "FLAG",
    "FLOAT",
    "MECHANISMS",
    "WORD",
    "Call",
    "Operation",
    "Recorder",
    "Symbol",
]

#: Types of a value: a number, a condition, a whole number of 64 bits.
FLOAT, FLAG, WORD = "float", "flag", "word"

#: Files of the mechanisms' folder whose functions serve all of them.
ELEMENTARY = ("arithmetic", "primitive")

#: The folder of the mechanisms: what asks for an operation lies in it.
MECHANISMS = Path(arithmetic.__file__).parent.as_posix() + "/"

_BRANCH = (
    "needs the value of a number that is known only when the month runs (as do if, and, or, not, "
    "min, max, a chain of comparisons, a loop over it, a function of another library): write "
    "where(), & and the functions of sim.mechanisms.arithmetic"
)


class Operation(NamedTuple):
    """One operation of a trace: what is done, with the places of what it is done to.

    `kind` is 'input' (then `value` is its group and its place there), 'constant' (then `value` is
    its value), or one of add, sub, mul, div, neg, lt, le, gt, ge, eq, and, or, where, two_to,
    mantissa, exponent, sqrt, xor, shift (right), to_float.
    """

    kind: str
    type: str
    operands: tuple[int, ...]
    value: Any = None
    line: int = 0  # of source
    call: int = 0  # the function of a mechanism that asks for it, by its number among the calls
    elementary: int = 0  # and the function of arithmetic that it is part of, if any


class Call:
    """A call of a function while the month ran on symbols.

    Attributes
    ----------
    mechanism : the file of sim.mechanisms, without its ending
    function : its name
    arguments : places of those that are symbols, by name; None for what was known beforehand
    parts : places of the numbers of those that are tuples of symbols, by name
    constants : what was known beforehand, by name
    names : what the function called its numbers, by place
    """

    def __init__(self, mechanism: str, frame: FrameType) -> None:
        self.mechanism, self.function = mechanism, frame.f_code.co_name
        self.names: dict[int, str] = {}
        self._frame = frame  # kept, so that no other call is taken for this one
        given = frame.f_code.co_varnames[: frame.f_code.co_argcount]
        found = {name: frame.f_locals[name] for name in given}
        self.constants = {k: v for k, v in found.items() if not isinstance(v, Symbol)}
        self.arguments = {k: getattr(v, "place", None) for k, v in found.items()}
        self.parts: dict[str, tuple[int | None, ...]] = {
            k: tuple(one.place for one in v)
            for k, v in found.items()
            if type(v) is tuple and v and all(isinstance(one, Symbol) for one in v)
        }

    def look(self) -> None:
        """Take in the names that the function has given so far."""
        for name, value in self._frame.f_locals.items():
            if isinstance(value, Symbol):
                self.names.setdefault(value.place, name)

    def move(self, places: Mapping[int, int]) -> None:
        """Name the places anew; what has none is forgotten."""
        self.names = {places[k]: name for k, name in self.names.items() if k in places}
        self.arguments = {
            name: None if k is None else places.get(k) for name, k in self.arguments.items()
        }
        self.parts = {
            name: tuple(None if k is None else places.get(k) for k in of)
            for name, of in self.parts.items()
        }


class Recorder:
    """The operations of a trace, in order.

    Parameters
    ----------
    named : also keep what each function calls its numbers, for people who read the trace
    """

    def __init__(self, named: bool = False) -> None:
        self.operations: list[Operation] = []
        self.calls: list[Call] = []
        self._named = named
        self._place: dict[tuple[Any, ...], int] = {}
        self._number: dict[FrameType, int] = {}
        self._rooms: dict[CodeType, str] = {}

    def input(self, group: str, place: int, type: str = FLOAT) -> "Symbol":
        """Return a symbol of what is known when the month runs."""
        return self._keep("input", type, (), (group, place))

    def record(self, kind: str, type: str, *operands: Any, of: str = FLOAT) -> "Symbol":
        """Return the symbol of an operation on operands that are all of one type."""
        return self._keep(kind, type, tuple(self.place(one, of) for one in operands))

    def choose(self, condition: "Symbol", a: Any, b: Any) -> "Symbol":
        """Return the symbol of a `where`."""
        places = (self.place(condition, FLAG), self.place(a, FLOAT), self.place(b, FLOAT))
        return self._keep("where", FLOAT, places)

    def place(self, value: Any, type: str) -> int:
        """Return where a value stands; a constant is taken in."""
        if isinstance(value, Symbol):
            if value.type != type:
                raise TypeError(
                    "takes a condition for a number: write where(condition, 1.0, 0.0)"
                    if value.type == FLAG
                    else "takes a number for a condition: compare it"
                )
            return value.place
        plain = {FLOAT: (int, float), FLAG: (bool,), WORD: (int,)}[type]
        if not isinstance(value, plain) or (type == FLOAT and isinstance(value, bool)):
            raise TypeError(f"takes {value!r} for a {type}")
        kept = float(value) if type == FLOAT else value
        return self._keep("constant", type, (), kept).place

    def _keep(self, kind: str, type: str, operands: tuple[int, ...], value: Any = None) -> "Symbol":
        key = (kind, type, operands, value.hex() if isinstance(value, float) else value)
        if key not in self._place:
            self._place[key] = len(self.operations)
            source = self._source() if operands else ()
            self.operations.append(Operation(kind, type, operands, value, *source))
        return Symbol(self, self._place[key], type)

    def _source(self) -> tuple[int, int, int]:
        """Return line and call of the mechanism at work, and the call of arithmetic."""
        frame: FrameType | None = sys._getframe(3)
        elementary = 0
        while frame is not None:
            room = self._room(frame.f_code)
            if room == "arithmetic":
                elementary = self._call(frame, room)
            elif room:
                return frame.f_lineno, self._call(frame, room), elementary
            elif elementary:
                break
            frame = frame.f_back
        return 0, 0, elementary

    def _room(self, code: CodeType) -> str:
        """Return the mechanism whose file a code is of, '' outside the room."""
        if code not in self._rooms:
            path = Path(code.co_filename).as_posix()
            room = path.removeprefix(MECHANISMS).removesuffix(".py")
            # A primitive is an operation itself, and part of whatever asks for it.
            inside = path.startswith(MECHANISMS) and room != "primitive"
            self._rooms[code] = room if inside else ""
        return self._rooms[code]

    def _call(self, frame: FrameType, room: str) -> int:
        """Return a call's number, from 1."""
        if frame not in self._number:
            self.calls.append(Call(room, frame))
            self._number[frame] = len(self.calls)
        if self._named and room != "arithmetic":
            self.calls[self._number[frame] - 1].look()
        return self._number[frame]


class Symbol(Number):
    """A value that is known when the month runs: where its operation stands in a recorder."""

    __slots__ = ("place", "recorder", "type")

    def __init__(self, recorder: Recorder, place: int, type: str) -> None:
        self.recorder, self.place, self.type = recorder, place, type

    def __repr__(self) -> str:
        return f"<{self.type} {self.place}>"

    def _unknown(self, *_: Any) -> Any:
        raise TypeError(_BRANCH)

    __bool__ = __float__ = __int__ = __index__ = __iter__ = __len__ = _unknown
    __hash__ = None  # type: ignore[assignment]

    def _of(self, kind: str, type: str, *operands: Any, of: str = FLOAT) -> "Symbol":
        return self.recorder.record(kind, type, *operands, of=of)

    def __neg__(self) -> "Symbol":
        return self._of("neg", FLOAT, self)

    def __mul__(self, other: Any) -> "Symbol":
        if self.type == WORD:  # by a float it is `as_float`; else a product of words
            exact = isinstance(other, float) and other == 1.0
            return self._of("to_float", FLOAT, self, of=WORD) if exact else self._word("mul", other)
        return self._of("mul", FLOAT, self, other)

    def __rmul__(self, other: Any) -> "Symbol":
        return self * other if self.type == WORD else self._of("mul", FLOAT, other, self)

    def __add__(self, other: Any) -> "Symbol":
        word = self.type == WORD
        return self._word("add", other) if word else self._of("add", FLOAT, self, other)

    def __and__(self, other: Any) -> "Symbol":
        return self._word("and", other) if self.type == WORD else self._flag("and", self, other)

    def __xor__(self, other: Any) -> "Symbol":
        return self._word("xor", other)

    __rxor__ = __xor__  # the order of two words changes nothing

    def __radd__(self, other: Any) -> "Symbol":
        return self + other if self.type == WORD else self._of("add", FLOAT, other, self)

    def __rshift__(self, other: Any) -> "Symbol":
        return self._word("shift", other)

    def __or__(self, other: Any) -> "Symbol":
        return self._flag("or", self, other)

    def __rand__(self, other: Any) -> "Symbol":
        return self._flag("and", other, self)

    def __ror__(self, other: Any) -> "Symbol":
        return self._flag("or", other, self)

    def _word(self, kind: str, other: Any) -> "Symbol":
        return self._of(kind, WORD, self, other, of=WORD)

    def _flag(self, kind: str, a: Any, b: Any) -> "Symbol":
        return self._of(kind, FLAG, a, b, of=FLAG)

    # What `arithmetic` asks of a further type of number.

    def where(self, a: Any, b: Any) -> "Symbol":
        return self.recorder.choose(self, a, b)

    def two_to(self) -> "Symbol":
        return self._of("two_to", FLOAT, self)

    def split(self) -> tuple["Symbol", "Symbol"]:
        return self._of("mantissa", FLOAT, self), self._of("exponent", FLOAT, self)

    def sqrt(self) -> "Symbol":
        return self._of("sqrt", FLOAT, self)


def _operator(kind: str, type: str, *, swapped: bool = False) -> Callable[[Symbol, Any], Symbol]:
    """Return the method of an operator on two numbers."""
    if swapped:
        return lambda a, b: a._of(kind, type, b, a)
    return lambda a, b: a._of(kind, type, a, b)


for _name, _kind in (("sub", "sub"), ("truediv", "div")):
    setattr(Symbol, f"__{_name}__", _operator(_kind, FLOAT))
    setattr(Symbol, f"__r{_name}__", _operator(_kind, FLOAT, swapped=True))
for _kind in ("lt", "le", "gt", "ge", "eq"):
    setattr(Symbol, f"__{_kind}__", _operator(_kind, FLAG))
