"""The month in C++, printed from its traces: what a compiler of C makes of the same operations.

With several lanes a number is a vector of doubles (an extension that gcc and clang share), with one
lane it is a double. The loop around it does what `sim.engine.lanes.run_rows` does, and takes
the same arguments, so that both give the same bits and can be timed beside one another.
"""

import ctypes
import functools
import shutil
import subprocess
import tempfile
from pathlib import Path
from typing import Any

import llvmlite.binding as llvm

from sim.engine.native import MachineFunction
from sim.engine.outcomes import HISTOGRAM_ROWS
from sim.engine.table import BEFORE, COUNTED, DRAW, FLOW, RECORDED_ROWS, ROWS, STATE, TALLY
from sim.engine.traced import trace_conclude, trace_observe
from sim.mechanisms.primitive import BITS_FROM_SQRT_HALF_TO_ONE, TO_BIASED_EXPONENT
from sim.spec.outcomes import OUTCOMES
from sim.spec.parameters import PARAMETER_FIELDS
from sim.spec.preferences import TRAIT_FIELDS
from sim.spec.recorded import BINS, HISTOGRAMMED
from sim.spec.switches import SWITCHES
from sim.spec.variables import INPUTS, STATE_FIELDS
from sim.tracing.month import trace_draws, trace_month, trace_named_draw
from sim.tracing.symbol import FLAG, FLOAT, WORD, Operation
from sim.tracing.trace import Trace

__all__ = ["COMPILERS", "compiled", "found", "source", "width"]

#: Compilers that there may be, and what asks each for strict IEEE at the full width.
COMPILERS = {"gcc": "g++", "clang": "clang++"}
FLAGS = (
    "-O3",
    "-march=native",
    "-ffp-contract=off",
    "-std=c++17",
    "-shared",
    "-fPIC",
    "-w",
    "-Wno-psabi",
)

_HEAD = """
#include <cstdint>
#include <cmath>
#include <cstdlib>
#include <cstring>
typedef int64_t I; typedef uint64_t W; typedef double D;
#if LANES > 1
typedef D V __attribute__((vector_size(8 * LANES)));
typedef W U __attribute__((vector_size(8 * LANES)));
typedef I M __attribute__((vector_size(8 * LANES)));
static inline V spread(D x) { return x - (V){}; }
static inline M mask(bool c) { return (M){} - (I)c; }
static inline V number(U w) { return __builtin_convertvector(w, V); }
static inline V root(V x) { for (int k = 0; k < LANES; ++k) x[k] = std::sqrt(x[k]); return x; }
static inline U lane_numbers() { U u; for (int k = 0; k < LANES; ++k) u[k] = k; return u; }
static inline V choose(M c, V a, V b) { return c ? a : b; }
static inline V choose(bool c, V a, V b) { return c ? a : b; }
#else
typedef D V; typedef W U; typedef bool M;
static inline V spread(D x) { return x; }
static inline M mask(bool c) { return c; }
static inline U lane_numbers() { return 0; }
static inline V number(U w) { return (D)w; }
static inline V root(V x) { return std::sqrt(x); }
#endif
static inline D choose(bool c, D a, D b) { return c ? a : b; }
template <class A, class B> static inline A as(B x) { A a; memcpy(&a, &x, sizeof a); return a; }
static inline V two_to(V k) { return as<V>(as<U>(k + TO_BIASED) << 52); }
static inline U raised(V x) {
  return ((as<U>(x) + (W)FROM_SQRT_HALF) >> 52) - (W)1023; }
static inline V exponent(V x) {
  return as<V>(raised(x) + (W)0x4338000000000000) - 6755399441055744.0; }
static inline V mantissa(V x) { return as<V>(as<U>(x) - (raised(x) << 52)); }
#define AT(rows, k) (*(V*)((rows) + (k) * LANES))
"""

_LOOP = """
extern "C" void rows(
    I* month_number, I* segment, D* elapsed, D* inputs, I* trait_slot, D* trait_low, D* trait_span,
    I* trait_block, D* parameters, I* ranged_segment, I* ranged_place, D* ranged_span,
    I* ranged_block, D* set_rows, bool* set_takes, I* set_place, bool* switches, D* begins,
    D* table, D* traits, D* drawn, uint8_t* bins, D* starts, D* outcomes, uint16_t* counts, D* sums,
    D* keep, I* numbers) {
  const W low = numbers[6], high = numbers[7];
  const I part = numbers[9], months = numbers[10], segments = numbers[11], leaders = numbers[12];
  const I ranged = numbers[13], draws = numbers[14], of_set = numbers[15], recorded = numbers[16];
  const I n = numbers[19];
  const bool keeps = numbers[20] > 0;
  if (part != 0) abort();  // months before windows are run in one go here
  V u;
  for (I group = 0; group < n; group += COUNTED) {
    const I count = n - group < COUNTED ? n - group : COUNTED;
    for (I done = 0; done < count; done += LANES) {
      const I row = group + done, wanted = count - done < LANES ? count - done : LANES;
      const W first = numbers[8] + row;
      memset(table + TALLY * LANES, 0, (ROWS - TALLY) * LANES * 8);
      for (I k = 0; k < STATES; ++k) AT(table, k) = spread(begins[k]);
      for (I k = 0; k < segments * PARAMETERS; ++k) AT(drawn, k) = spread(parameters[k]);
      for (I k = 0; k < leaders; ++k) {
        draw(low, high, first, trait_block[k], (D*)&u);
        AT(traits, k) = trait_low[k] + trait_span[k] * u;
      }
      if (draws > 0) {
        draw(low, high, first, numbers[4], (D*)&u);
        for (I k = 0; k < of_set; ++k) for (I s = 0; s < segments; ++s)
          for (I lane = 0; lane < LANES && set_takes[s * of_set + k]; ++lane) {
            const I taken = (I)(((D*)&u)[lane] * (D)draws);
            drawn[(s * PARAMETERS + set_place[k]) * LANES + lane] = set_rows[taken * of_set + k];
          }
      }
      for (I k = 0; k < ranged; ++k) {
        draw(low, high, first, ranged_block[k], (D*)&u);
        AT(drawn, ranged_segment[k] * PARAMETERS + ranged_place[k]) += ranged_span[k] * u;
      }
      for (I m = 0; m < months; ++m) {
        const I s = segment[m];
        for (I k = 0; k < STATES; ++k) AT(table, BEFORE + k) = AT(table, k);
        months_draws(low, high, first, month_number[m], table);
        month(table, traits, trait_slot + m * TRAITS, switches + s * SWITCHES, inputs + m * INPUTS,
              drawn + s * PARAMETERS * LANES, elapsed[m]);
        const I t = m - (months - recorded);
        if (t < 0) continue;
        uint8_t* bin = bins + ((t * (COUNTED / LANES) + done / LANES) * HISTOGRAMMED) * LANES;
        observe(table, bin, (D)t, (D)recorded);
        D* sum = sums + t * HISTOGRAMMED * 2;
        for (I f = 0; f < HISTOGRAMMED; ++f) {
          D total = sum[2 * f], squares = sum[2 * f + 1];
          for (I lane = 0; lane < wanted; ++lane) {
            const D value = table[histogram_rows[f] * LANES + lane];
            total += value; squares += value * value;
          }
          sum[2 * f] = total; sum[2 * f + 1] = squares;
        }
        if (keeps) for (I v = 0; v < RECORDED; ++v) for (I lane = 0; lane < wanted; ++lane)
          keep[((row + lane) * recorded + t) * RECORDED + v] =
            table[recorded_rows[v] * LANES + lane];
      }
      conclude(table, (D)0.0, (D)recorded);
      for (I k = 0; k < OUTCOMES; ++k) for (I lane = 0; lane < wanted; ++lane)
        outcomes[(row + lane) * OUTCOMES + k] = table[(TALLY + k) * LANES + lane];
    }
    for (I t = 0; t < recorded; ++t) for (I r = 0; r < count; r += LANES)
      for (I f = 0; f < HISTOGRAMMED; ++f)
        for (I lane = 0; lane < LANES && lane < count - r; ++lane)
          ++counts[(t * HISTOGRAMMED + f) * BINS
                   + bins[((t * (COUNTED / LANES) + r / LANES) * HISTOGRAMMED + f) * LANES + lane]];
  }
}
"""

_SIGNS = {"add": "+", "sub": "-", "mul": "*", "div": "/", "lt": "<", "le": "<=", "gt": ">",
          "ge": ">=", "eq": "==", "and": "&", "or": "|", "xor": "^", "shift": ">>"}  # fmt: skip
_WIDE = {FLOAT: "V", FLAG: "M", WORD: "U"}
_ONE = {FLOAT: "D", FLAG: "bool", WORD: "W"}


class _Printer:
    """The lines of one function in C++."""

    def __init__(self, trace: Trace, fetch: dict[str, Any], store: dict[str, Any]) -> None:
        self.trace, self.fetch, self.store = trace, fetch, store
        self.wide: list[bool] = []

    def lines(self) -> list[str]:
        """Return a line for each operation, and one for each output."""
        wanted: dict[int, list[tuple[str, int]]] = {}
        late: list[str] = []
        for group, place, of in self.trace.outputs:
            wanted.setdefault(of, []).append((group, place))
        made = []
        for number, one in enumerate(self.trace.operations):
            text, wide = self._one(one)
            self.wide.append(wide)
            if one.kind != "constant":
                kind = (_WIDE if wide else _ONE)[one.type]
                made.append(f"  const {kind} v{number} = {text};")
            for group, place in wanted.get(number, ()):
                line = f"  {self.store[group](place, self._named(number, True))}"
                # What takes the place of an input waits until all are read.
                (late if group == "tally" else made).append(line)
        return made + late

    def _named(self, place: int, wide: bool) -> str:
        """Return a value as it stands in an expression."""
        one = self.trace.operations[place]
        if one.kind != "constant":
            name = f"v{place}"
        elif one.type == FLOAT:
            name = one.value.hex() if one.value == one.value else "(D)NAN"
        else:
            name = f"(W){one.value}ull" if one.type == WORD else str(one.value).lower()
        if not wide or self.wide[place]:
            return name
        if one.type == WORD:
            return f"((U){{}} + {name})" if one.kind != "constant" else name
        return f"{'mask' if one.type == FLAG else 'spread'}({name})"

    def _one(self, one: Operation) -> tuple[str, bool]:
        if one.kind == "input":
            return self.fetch[one.value[0]](one.value[1])
        if one.kind == "constant":
            return "", False
        wide = any(self.wide[k] for k in one.operands)
        if one.kind == "where":
            condition, a, b = one.operands
            parts = [self._named(condition, False), self._named(a, wide), self._named(b, wide)]
            return f"choose({', '.join(parts)})", wide
        if one.kind in _SIGNS:
            a, b = (self._named(k, wide) for k in one.operands)
            return f"{a} {_SIGNS[one.kind]} {b}", wide
        if one.kind == "neg":
            return f"-{self._named(one.operands[0], wide)}", wide
        names = {"to_float": "number", "sqrt": "root"}
        return f"{names.get(one.kind, one.kind)}({self._named(one.operands[0], True)})", True


def _row(base: str, first: int) -> Any:
    return lambda k: (f"AT({base}, {first + k})", True)


def _to(base: str, first: int) -> Any:
    return lambda k, value: f"AT({base}, {first + k}) = {value};"


def _word(k: int) -> tuple[str, bool]:
    name = ("low", "high", "first", "place")[k]
    return (f"lane_numbers() + {name}", True) if k == 2 else (name, False)


def _to_bin(k: int, value: str) -> str:
    return (
        f"{{ const V x = {value}; for (int j = 0; j < LANES; ++j) "
        f"bins[{k} * LANES + j] = (uint8_t)(int)((const D*)&x)[j]; }}"
    )


def source(lanes: int) -> str:
    """Return the whole program."""
    at = {"at": _word}
    rows = {"table": _row("table", 0), "time": lambda k: (("t", "months")[k], False)}
    tally = {"bins": _to_bin, "tally": _to("table", TALLY)}
    month = {
        "on": lambda k: (f"on[{k}]", False),
        "s": _row("table", BEFORE),
        "t": lambda k: (f"AT(traits, slots[{k}])", True),
        "i": lambda k: (f"inputs[{k}]", False),
        "d": _row("table", DRAW),
        "p": _row("parameters", 0),
        "time": lambda k: ("elapsed", False),
    }
    after = {"after": _to("table", STATE), "flow": _to("table", FLOW)}
    words = "W low, W high, W first, W place, D* __restrict"
    given = "D* __restrict traits, const I* __restrict slots, const bool* __restrict on"
    taken, time = "D* table", "D t, D months"
    functions = (
        (f"draw({words} out)", trace_named_draw(), at, {"u": _to("out", 0)}),
        (f"months_draws({words} table)", trace_draws(), at, {"d": _to("table", DRAW)}),
        (
            f"month(D* __restrict table, {given}, const D* __restrict inputs, "
            "D* __restrict parameters, D elapsed)",
            trace_month(),
            month,
            after,
        ),
        (f"observe({taken}, uint8_t* __restrict bins, {time})", trace_observe(), rows, tally),
        (f"conclude({taken}, {time})", trace_conclude(), rows, tally),
    )
    defined = {
        "LANES": lanes,
        "TO_BIASED": TO_BIASED_EXPONENT.hex(),
        "FROM_SQRT_HALF": BITS_FROM_SQRT_HALF_TO_ONE,
    }
    text = [*(f"#define {name} {value}" for name, value in defined.items()), _HEAD]
    for head, trace, fetch, store in functions:
        lines = _Printer(trace, fetch, store).lines()
        text += [f"static __attribute__((noinline)) void {head} {{", *lines, "}"]
    numbers = {
        "STATES": len(STATE_FIELDS), "PARAMETERS": len(PARAMETER_FIELDS), "INPUTS": len(INPUTS),
        "TRAITS": len(TRAIT_FIELDS), "SWITCHES": len(SWITCHES), "HISTOGRAMMED": len(HISTOGRAMMED),
        "BINS": BINS, "OUTCOMES": len(OUTCOMES), "RECORDED": len(RECORDED_ROWS), "ROWS": ROWS,
        "TALLY": TALLY, "BEFORE": BEFORE, "COUNTED": COUNTED,
    }  # fmt: skip
    text += [f"static const I {name} = {value};" for name, value in numbers.items()]
    for name, values in (("histogram_rows", HISTOGRAM_ROWS), ("recorded_rows", RECORDED_ROWS)):
        text.append(f"static const I {name}[] = {{{', '.join(map(str, values))}}};")
    return "\n".join([*text, _LOOP])


def width() -> int:
    """Return how many doubles a register holds: a compiler of C does badly with wider vectors."""
    host = llvm.get_host_cpu_features()
    return 8 if host.get("avx512f", False) else 4 if host.get("avx", False) else 2


def wide_flags() -> tuple[str, ...]:
    """Return what lets a compiler use 512 bits, where the processor has them."""
    return ("-mprefer-vector-width=512",) if width() == 8 else ()


def found() -> list[str]:
    """Return the compilers that are installed."""
    return [name for name, command in COMPILERS.items() if shutil.which(command)]


@functools.cache
def compiled(compiler: str, lanes: int) -> MachineFunction:
    """Return the loop and the month as a compiler of C makes them."""
    command = COMPILERS[compiler]
    folder = Path(tempfile.mkdtemp(prefix="c-month-"))
    (folder / "month.cpp").write_text(source(lanes))
    library = folder / "month.so"
    subprocess.run(
        [command, *FLAGS, *wide_flags(), str(folder / "month.cpp"), "-o", str(library)], check=True
    )
    loaded = ctypes.CDLL(str(library))
    shutil.rmtree(folder)
    address = ctypes.cast(loaded.rows, ctypes.c_void_p).value
    assert address is not None
    return MachineFunction(address, "p" * 28, loaded)
