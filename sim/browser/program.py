"""The functions of a month for a browser, in both forms, and where each finds what it reads.

=========  =====================================================================================
draws      writes a month's draws of one replicate
drawn      writes the uniform that holds for a whole replicate, of a block
step       moves a table's replicates one month, and says with which chances options were chosen
observe    takes a recorded month into outcomes so far, and finds the bins of what is counted
conclude   turns what was taken in into outcomes
=========  =====================================================================================

Both forms take the same arguments: addresses in bytes of one memory, and numbers. A table is that
of `sim.engine.table`: a row a quantity, in each row the lanes. Draws stand apart from it, so that
worlds of the same luck share them.
"""

from collections.abc import Callable
from dataclasses import replace
from functools import cache
from typing import Any

from sim.browser import javascript, webassembly
from sim.browser.binary import F64, I32, Function, get, instruction, module
from sim.engine.table import BEFORE, FLOW, RECORDED_ROWS, ROWS, STATE, TALLY
from sim.engine.traced import trace_conclude, trace_observe
from sim.spec.instruments import INSTRUMENTS
from sim.spec.outcomes import OUTCOME_FIELDS
from sim.spec.recorded import BINS, HISTOGRAMMED, RECORDED_FIELDS
from sim.spec.streams import STREAMS
from sim.spec.variables import STATE_FIELDS
from sim.tracing.month import trace_draws, trace_month, trace_named_draw
from sim.tracing.trace import Trace

__all__ = ["CHANCES", "FUNCTIONS", "java_script", "layout", "trace_choices", "web_assembly"]

#: What each function takes: addresses and whole numbers, or a float.
FUNCTIONS = {
    "draws": (("out", "low", "high", "replicate", "number"), ()),
    "drawn": (("out", "low", "high", "replicate", "number"), ()),
    "step": (("table", "draws", "traits", "slots", "parameters", "switches", "inputs", "chances"),
             ("elapsed",)),
    "observe": (("table", "bins"), ("t", "months")),
    "conclude": (("table",), ("months",)),
}  # fmt: skip

#: What JavaScript calls the place of a number among all, for an address: these stand often.
_SHORT = {"out": "o", "table": "r", "draws": "d", "parameters": "p", "inputs": "i", "chances": "c"}

#: Bytes of a number.
_WORD = 8
_ADDRESS = ("low", "high", "replicate", "number")
_GROUPS = {"s": ("table", BEFORE), "d": ("draws", 0), "p": ("parameters", 0)}

#: First place of each instrument's chances.
CHANCES = {
    instrument.name: sum(len(before.options) for before in INSTRUMENTS[:k])
    for k, instrument in enumerate(INSTRUMENTS)
}


@cache
def trace_choices() -> Trace:
    """Return the trace of a month with one more group of outputs: the chances of every option.

    The chance of an instrument's last option is left out where the month needs none: it is what the
    others leave to 1.
    """
    trace = trace_month(named=True)
    chances = []
    for call in trace.calls:
        if "chances" in call.parts and "u" in call.arguments:
            draw = call.arguments["u"]
            assert draw is not None
            name = trace.name(trace.operations[draw]).removeprefix("d.choose_")
            places = enumerate(call.parts["chances"], CHANCES[name])
            chances += [("chance", k, of) for k, of in places if of is not None]
    return replace(trace, outputs=(*trace.outputs, *chances))


def traces() -> dict[str, Trace]:
    """Return what each function does."""
    return {
        "draws": trace_draws(),
        "drawn": trace_named_draw(),
        "step": trace_choices(),
        "observe": trace_observe(),
        "conclude": trace_conclude(),
    }


def web_assembly(lanes: int = 2, given: dict[str, Trace] | None = None) -> bytes:
    r"""Return the module of all functions, the same bytes each time.

    Parameters
    ----------
    lanes : replicates side by side, 1 or 2; draws are written for one of them
    given : other traces under the functions' names, for trials

    Raises
    ------
    CannotTrace
        A mechanism does what cannot be recorded.

    Examples
    --------
    >>> web_assembly()[:4]
    b'\x00asm'
    """
    made = []
    for name, trace in (given or traces()).items():
        whole, floats = FUNCTIONS[name]
        function = Function(name, [I32] * len(whole) + [F64] * len(floats))
        argument = {word: k for k, word in enumerate((*whole, *floats))}
        _function(function, name, trace, argument, lanes)
        made.append(function)
    return module(made)


def _function(
    function: Function, name: str, trace: Trace, argument: dict[str, int], lanes: int
) -> None:
    """Print one function as WebAssembly."""
    drawing = name in ("draws", "drawn")
    to = webassembly.Printer(function, 1 if drawing else lanes)
    size = _WORD * lanes

    def rows(base: str, first: int = 0) -> webassembly.Fetch:
        return lambda to, k: to.load(argument[base], size * (first + k))

    def into(base: str, first: int = 0) -> webassembly.Store:
        return lambda to, k, value: to.store(argument[base], size * (first + k), value)

    def word(to: webassembly.Printer, k: int) -> bytes:
        return get(argument[_ADDRESS[k]]) + instruction("i64.extend_i32_u")

    def trait(to: webassembly.Printer, k: int) -> bytes:
        slot = get(argument["slots"]) + instruction("i32.load", offset=4 * k)
        at = get(argument["traits"]) + slot + instruction("i32.add")
        return at + instruction("v128.load" if to.wide else "f64.load", offset=0)

    def number(*names: str) -> webassembly.Fetch:
        return lambda to, k: to.spread(get(argument[names[k]]))

    if name == "step":
        state = size * len(STATE_FIELDS)
        at = instruction("i32.const", size * BEFORE)
        function.code += get(argument["table"]) + at + instruction("i32.add")
        function.code += get(argument["table"]) + instruction("i32.const", state)
        function.code += instruction("memory.copy")
    fetch: dict[str, webassembly.Fetch] = {
        "at": word,
        "t": trait,
        "on": lambda to, k: to.load_flag(argument["switches"], _WORD * k),
        "i": lambda to, k: to.load_shared(argument["inputs"], _WORD * k),
        "table": rows("table"),
        "time": number("elapsed") if name == "step" else number("t", "months"),
    } | {group: rows(*where) for group, where in _GROUPS.items()}
    store: dict[str, webassembly.Store] = {
        "d": into("out"),
        "u": into("out"),
        "after": into("table", STATE),
        "flow": into("table", FLOW),
        "chance": into("chances"),
        "tally": into("table", TALLY),
        "bins": lambda to, k, value: to.store_whole(argument["bins"], lanes * k, value),
    }
    to.trace(trace, fetch, store, stored_last=name in ("observe", "conclude"))


def java_script(given: dict[str, Trace] | None = None) -> str:
    """Return the module of all functions as text, the same each time: `javaScriptForm()` makes one.

    Examples
    --------
    >>> "function step(" in java_script()
    True
    """
    texts = [_text(*one) for one in (given or traces()).items()]
    names = ", ".join(FUNCTIONS)
    return "\n".join(
        [
            "export function javaScriptForm() {",
            "let F, I, U; // the memory as doubles, as whole numbers, as bytes",
            "function bind(f, i, u) { F = f; I = i; U = u; }",
            javascript.PRIMITIVES,
            *texts,
            f"return {{ {names}, bind }};",
            "}",
            "",
        ]
    )


def _text(name: str, trace: Trace) -> str:
    """Print one function as JavaScript."""
    whole, floats = FUNCTIONS[name]

    def rows(base: str, first: int = 0) -> javascript.Fetch:
        return lambda k: f"F[{_SHORT[base]}+{first + k}]"

    def into(base: str, first: int = 0) -> javascript.Store:
        return lambda k, value: f"F[{_SHORT[base]}+{first + k}]={value};"

    fetch: dict[str, Callable[[int], str]] = {
        "at": lambda k: _ADDRESS[k],
        "t": lambda k: f"F[(traits+I[s+{k}])>>3]",
        "on": lambda k: f"(I[w+{2 * k}]!==0)",
        "i": rows("inputs"),
        "table": rows("table"),
        "time": lambda k: ("elapsed",)[k] if name == "step" else ("t", "months")[k],
    } | {group: rows(*where) for group, where in _GROUPS.items()}
    store = {
        "d": into("out"),
        "u": into("out"),
        "after": into("table", STATE),
        "flow": into("table", FLOW),
        "chance": into("chances"),
        "tally": into("table", TALLY),
        "bins": lambda k, value: f"U[bins+{k}]={value};",
    }
    places = [f"{_SHORT[word]}={word}>>3" for word in whole if word in _SHORT]
    places += ["s=slots>>2", "w=switches>>2"] if name == "step" else []
    opening = f"const {','.join(places)};"
    # Last month's state stands aside while this month's takes its place.
    aside = f"F.copyWithin((table>>3)+{BEFORE},table>>3,(table>>3)+{len(STATE_FIELDS)});"
    return javascript.printed(
        name,
        ", ".join((*whole, *floats)),
        trace,
        fetch,
        store,
        before=aside if name == "step" else "",
        opening=opening,
        stored_last=name in ("observe", "conclude"),
    )


def _stated() -> dict[str, bool]:
    """Return whether the month says the chance of an instrument's last option."""
    said = {place for group, place, _ in trace_choices().outputs if group == "chance"}
    return {one.name: CHANCES[one.name] + len(one.options) - 1 in said for one in INSTRUMENTS}


def layout() -> dict[str, Any]:
    """Return where things lie in memory, by name, as plain data for the page.

    Rows are those of a table: `recorded` and `histogrammed` give the row of each variable.
    """
    rows = dict(zip(RECORDED_FIELDS, RECORDED_ROWS.tolist(), strict=True))
    return {
        "rows": ROWS,
        "stateCount": len(STATE_FIELDS),
        "tally": TALLY,
        "draws": len(STREAMS),
        "bins": BINS,
        "recorded": rows,
        "histogrammed": list(HISTOGRAMMED),
        "outcomes": list(OUTCOME_FIELDS),
        "chances": CHANCES,
        "chanceCount": sum(len(one.options) for one in INSTRUMENTS),
        "stated": _stated(),
        "options": {one.name: len(one.options) for one in INSTRUMENTS},
    }
