"""A trace: the operations of straight-line arithmetic in order, with names for all in and out.

A plain object to look at and to print from. Operations come in the order of the source, without
those that no output needs; an input or a constant stands just before its first use, where a printer
for few registers wants its load.
"""

import traceback
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sim.errors import CannotTrace
from sim.tracing.symbol import ELEMENTARY, FLOAT, MECHANISMS, Call, Operation, Recorder

__all__ = ["Output", "Trace", "traced"]

_HERE = Path(__file__).parent

#: An output: its group, its place there, the place of its operation.
Output = tuple[str, int, int]


@dataclass(frozen=True)
class Trace:
    """Operations in order, and which of them are results.

    Examples
    --------
    >>> from collections import namedtuple
    >>> Pair = namedtuple("Pair", "a b")
    >>> trace = traced(lambda x: {"sum": Pair(x.a + x.b, x.a)}, {"x": Pair})
    >>> [one.kind for one in trace.operations], trace.outputs
    (['input', 'input', 'add'], (('sum', 0, 2), ('sum', 1, 0)))
    """

    operations: tuple[Operation, ...]
    outputs: tuple[Output, ...]
    fields: Mapping[str, tuple[str, ...]]  # names of every group's places
    calls: tuple[Call, ...]  # an operation's call and elementary are numbers among these, from 1

    def name(self, operation: Operation) -> str:
        """Return an input as 'group.field'."""
        group, place = operation.value
        return f"{group}.{self.fields[group][place]}"

    def output(self, name: str) -> int | None:
        """Return the place of the operation that an output's name stands for, the first such."""
        for group, place, of in self.outputs:
            if self.fields[group][place] == name:
                return of
        return None

    def needed(self, place: int) -> list[int]:
        """Return the places of all operations that one rests on, itself the last."""
        seen, rest = {place}, [place]
        while rest:
            for one in self.operations[rest.pop()].operands:
                if one not in seen:
                    seen.add(one)
                    rest.append(one)
        return sorted(seen)


def traced(
    function: Callable[..., Mapping[str, tuple[Any, ...]]],
    inputs: Mapping[str, Any],
    types: Mapping[str, str] | None = None,
    *,
    named: bool = False,
) -> Trace:
    """Run a function once on symbols and return what it does.

    Parameters
    ----------
    function : takes a named tuple for every group of inputs; returns the groups of outputs, each a
        named tuple (or, for a group without names, a tuple)
    inputs : the named tuple of each group, by the group's name
    types : of groups that are not floats
    named : also keep what each function calls its numbers, for people who read the trace

    Raises
    ------
    CannotTrace
        With the mechanism and the line of source that does what cannot be recorded.
    """
    recorder = Recorder(named)
    given = {}
    for group, kind in inputs.items():
        type_ = (types or {}).get(group, FLOAT)
        given[group] = kind(*(recorder.input(group, k, type_) for k in range(len(kind._fields))))
    try:
        groups = function(**given)
        outputs = [
            (group, k, recorder.place(value, FLOAT))
            for group, values in groups.items()
            for k, value in enumerate(values)
        ]
    except (TypeError, AttributeError, ValueError, ArithmeticError, LookupError) as fault:
        raise _told(fault) from fault
    fields = {group: kind._fields for group, kind in inputs.items()}
    for group, values in groups.items():
        fields[group] = getattr(values, "_fields", tuple(map(str, range(len(values)))))
    return _in_order(recorder, outputs, fields)


def _told(fault: Exception) -> CannotTrace:
    """Return the one line that says which mechanism, where, and what it does."""
    frames = traceback.extract_tb(fault.__traceback__)
    inside = [frame for frame in frames if frame.filename.startswith(MECHANISMS)]
    # An elementary function finds out what the mechanism that calls it does.
    rules = [frame for frame in inside if Path(frame.filename).stem not in ELEMENTARY]
    beside = [frame for frame in frames if not Path(frame.filename).is_relative_to(_HERE)]
    at = (rules or inside or beside or frames)[-1]
    folder = "sim/mechanisms/" if inside else ""
    name = f"{folder}{Path(at.filename).name}, line {at.lineno}, in {at.name}"
    return CannotTrace(f"{at.line!r} cannot be recorded: it {_sentence(fault)}", field=name)


def _sentence(fault: Exception) -> str:
    text = str(fault).splitlines()[0] if str(fault) else type(fault).__name__
    ours = isinstance(fault, TypeError) and text.startswith(("needs", "takes"))
    return text if ours else f"fails with {type(fault).__name__}: {text}"


def _in_order(
    recorder: Recorder, outputs: list[Output], fields: Mapping[str, tuple[str, ...]]
) -> Trace:
    """Drop what no output needs; move inputs and constants to where they are first used."""
    recorded = recorder.operations
    needed = {place for _, _, place in outputs}
    for place in range(len(recorded) - 1, -1, -1):
        if place in needed:
            needed.update(recorded[place].operands)
    order: list[Operation] = []
    moved: dict[int, int] = {}

    def take(place: int) -> None:
        if place not in moved:
            one = recorded[place]
            for operand in one.operands:
                if not recorded[operand].operands:
                    take(operand)
            moved[place] = len(order)
            order.append(one._replace(operands=tuple(moved[k] for k in one.operands)))

    for place in (place for place in sorted(needed) if recorded[place].operands):
        take(place)
    for _, _, place in outputs:
        take(place)
    for call in recorder.calls:
        call.move(moved)
    last = tuple((group, k, moved[place]) for group, k, place in outputs)
    return Trace(tuple(order), last, fields, tuple(recorder.calls))
