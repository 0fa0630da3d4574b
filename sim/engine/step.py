"""The functions of a month, printed from their traces as one LLVM module.

=========  =====================================================================================
step       moves a table's replicates one month: state, draws, everything that happens
observe    takes a recorded month into outcomes so far, and finds the bins of what is counted
conclude   turns what was taken in into outcomes
draw       draws what holds for a whole replicate, by the block of its name
=========  =====================================================================================

`step` writes itself all that it reads soon after: of wide loads and narrow stores, or the other way
round, each would wait for the memory.
"""

from functools import partial

from sim.engine.llvm import Fetch, Printer, Store, function
from sim.engine.table import BEFORE, DRAW, FLOW, STATE, TALLY
from sim.engine.traced import trace_conclude, trace_observe
from sim.spec.parameters import PARAMETER_FIELDS
from sim.spec.preferences import TRAIT_FIELDS
from sim.spec.switches import SWITCHES
from sim.spec.variables import INPUTS, STATE_FIELDS
from sim.tracing.month import trace_draws, trace_month, trace_named_draw

__all__ = ["module_text"]

_ADDRESS = ("i64 %low", "i64 %high", "i64 %first", "i64 %number")

#: Arrays that a step only reads: of each leader, of each segment, then of each month.
_READ = (
    *("traits", "parameters", "segment", "month_number", "elapsed"),
    *("trait_slot", "switches", "inputs"),
)


def _row(first: int, base: str = "table") -> Fetch:
    """Return how to fetch place k of a group whose rows begin at `first`."""
    return lambda to, k: (to.load(f"%{base}", 8 * to.lanes * (first + k)), True)


def _to_row(first: int, base: str = "table") -> Store:
    """Return how to store place k of a group in rows from `first` on."""
    return lambda to, k, value: to.store(f"%{base}", 8 * to.lanes * (first + k), value)


def _month_fetch(to: Printer) -> dict[str, Fetch]:
    """Print where month %m finds what it reads, and return how each group is fetched."""

    def of_month(kind: str, array: str, k: int = 0, row: str = "%m", length: int = 1) -> str:
        size = {"i64": 8, "double": 8, "i8": 1}[kind]
        first = to.emit(f"mul i64 {row}, {size * length}")
        at = to.address(to.address(f"%{array}", first), size * k)
        return to.emit(f"load {kind}, ptr {at}, align {size}")

    segment = of_month("i64", "segment")
    elapsed = of_month("double", "elapsed")
    parameters = to.emit(f"mul i64 {segment}, {8 * to.lanes * len(PARAMETER_FIELDS)}")
    to.emit(f"getelementptr inbounds i8, ptr %parameters, i64 {parameters}", "%own")

    def trait(to: Printer, k: int) -> tuple[str, bool]:
        # This month's slot says in which row the trait of the leader in office is.
        slot = of_month("i64", "trait_slot", k, length=len(TRAIT_FIELDS))
        return to.load("%traits", to.emit(f"mul i64 {slot}, {8 * to.lanes}")), True

    def input_(to: Printer, k: int) -> tuple[str, bool]:
        return of_month("double", "inputs", k, length=len(INPUTS)), False

    def switch(to: Printer, k: int) -> tuple[str, bool]:
        byte = of_month("i8", "switches", k, segment, len(SWITCHES))
        return to.emit(f"trunc i8 {byte} to i1"), False

    return {
        "number": lambda to, k: (of_month("i64", "month_number"), False),
        "on": switch,
        "s": _row(BEFORE),
        "t": trait,
        "i": input_,
        "d": _row(DRAW),
        "p": _row(0, "own"),
        "time": lambda to, k: (elapsed, False),
    }


def _word(to: Printer, k: int, number: str = "%number") -> tuple[str, bool]:
    """Fetch a word of the address: replicates follow one another, all else they share."""
    if k != 2:
        return ("%low", "%high", "", number)[k], False
    lanes = ", ".join(f"i64 {lane}" for lane in range(to.lanes))
    own = f"add {to.kind('i64')} {to.spread('%first', 'i64')}, <{lanes}>"
    return ("%first" if to.lanes == 1 else to.emit(own)), True


def _argument(*names: str) -> Fetch:
    return lambda to, k: (f"%{names[k]}", False)


def _to_bin(to: Printer, k: int, value: str) -> None:
    number = to.emit(f"fptosi {to.kind('double')} {value} to {to.kind('i32')}")
    byte = to.emit(f"trunc {to.kind('i32')} {number} to {to.kind('i8')}")
    at = to.address("%bins", to.lanes * k)
    to.lines.append(f"  store {to.kind('i8')} {byte}, ptr {at}, align {to.lanes}")


def _overwrites(group: str, k: int) -> tuple[str, int] | None:
    """Return the row that an outcome so far takes the place of."""
    return ("table", TALLY + k) if group == "tally" else None


def _step(lanes: int) -> str:
    """Return the function that moves the replicates one month."""
    to = Printer(lanes)
    fetch = _month_fetch(to)
    for k in range(len(STATE_FIELDS)):
        to.store("%table", 8 * lanes * (BEFORE + k), to.load("%table", 8 * lanes * (STATE + k)))
    number, _ = fetch["number"](to, 0)
    to.trace(trace_draws(), {"at": partial(_word, number=number)}, {"d": _to_row(DRAW)})
    to.trace(trace_month(), fetch, {"after": _to_row(STATE), "flow": _to_row(FLOW)})
    pointers = [f"ptr noalias readonly %{name}" for name in _READ]
    return function("step", ["ptr noalias %table", *pointers, *_ADDRESS[:3], "i64 %m"], to)


def module_text(lanes: int) -> str:
    """Return the module for so many replicates side by side.

    Raises
    ------
    CannotTrace
        A mechanism does what cannot be recorded.
    """
    observing, concluding, drawing = Printer(lanes), Printer(lanes), Printer(lanes)
    rows: dict[str, Fetch] = {"table": _row(0), "time": _argument("t", "months")}
    tally: dict[str, Store] = {"bins": _to_bin, "tally": _to_row(TALLY)}
    observing.trace(trace_observe(), rows, tally, _overwrites)
    concluding.trace(trace_conclude(), rows, tally, _overwrites)
    drawing.trace(trace_named_draw(), {"at": _word}, {"u": _to_row(0, "out")})
    table, time = "ptr noalias %table", ("double %t", "double %months")
    suffix = f"v{lanes}f64" if lanes > 1 else "f64"
    number = drawing.kind("double")
    return "\n".join(
        (
            f"declare {number} @llvm.sqrt.{suffix}({number})",
            _step(lanes),
            function("observe", [table, "ptr noalias %bins", *time], observing),
            function("conclude", [table, time[1]], concluding),
            function("draw", ["ptr noalias %out", *_ADDRESS], drawing),
        )
    )
