"""The trace compiled: each operation is Python's, and every processor gives one result."""

import ctypes
import math
import os
import subprocess
import sys
from collections import namedtuple

import llvmlite.binding as llvm
import numpy as np
import pytest

from sim.engine import native, step
from sim.engine.batch import run_chunk
from sim.engine.code import LANES, code, plain_code, traced_code
from sim.engine.llvm import Printer, assembled, function
from sim.engine.native import Processor, processor
from sim.engine.plan import compile_world
from sim.engine.simulate import simulate
from sim.engine.table import ROWS, TALLY, new_table
from sim.engine.traced import trace_conclude, trace_observe
from sim.errors import SimWarning
from sim.mechanisms import arithmetic
from sim.scenario import load, parameter_set
from sim.spec.chance import split_seed
from sim.spec.override import apply
from sim.spec.switches import SWITCHES
from sim.tracing.month import trace_draws, trace_month
from sim.tracing.trace import traced
from tests.replicate import Months
from tests.tracing.everything import everything, with_constant
from tests.tracing.interpreter import faults

HOST = llvm.get_host_cpu_features()
WIDE = HOST.get("avx512f", False)
X86 = llvm.get_process_triple().startswith("x86_64")

One = namedtuple("One", ["x"])

#: Of every x86-64 processor, of the last ten years', and of those with 512 bits.
SSE2, AVX2, AVX512 = Processor("x86-64", ""), Processor("haswell", ""), Processor("x86-64-v4", "")


_IMAGES: dict[str, bytes] = {}


def run_everything(trace, fetch, arguments, given, lanes):
    """Compile a trace's every operation; return what each gives, (operations, lanes)."""
    whole, target = everything(trace), processor()
    to = Printer(lanes)
    to.trace(whole, fetch(to), {"all": step._to_row(0, "out")})
    text = function("all", [*arguments, "ptr noalias %out"], to)
    if text not in _IMAGES:
        _IMAGES[text] = assembled(text, target)
    image = _IMAGES[text]
    engine = llvm.create_mcjit_compiler(llvm.parse_assembly(""), native.machine(target))
    engine.add_object_file(llvm.ObjectFileRef.from_data(image))
    engine.finalize_object()
    out = new_table(len(whole.outputs), lanes)
    kinds = {"p": ctypes.c_void_p, "d": ctypes.c_double, "i": ctypes.c_int64}
    shape = [kinds[word[0] if word[0] != "f" else "d"] for word in arguments] + [ctypes.c_void_p]
    call = ctypes.CFUNCTYPE(None, *shape)(engine.get_function_address("all"))
    call(*(g.ctypes.data if isinstance(g, np.ndarray) else g for g in given), out.ctypes.data)
    return whole, out


MONTH_TAKES = [*(f"ptr noalias %{name}" for name in ("table", *step._READ)), "i64 %m"]


@pytest.mark.parametrize(
    ("world", "m"), [("second_trump_term", 171), ("baseline_hindcast", 81), ("neglect", 190)]
)
def test_month__does_every_operation_as_python(world, m):
    """Recorded numbers alone are a weak guard: a coefficient's last digit may move none of them."""
    here = Months(world, m)
    whole, out = run_everything(trace_month(), step._month_fetch, MONTH_TAKES, here.given(), LANES)
    assert len(whole.outputs) > 4_500
    assert not faults(whole, here.named(), out)


def test_draws__do_every_operation_as_python():
    address, lanes = (*split_seed(2**33 + 5), 77, 24_290), 2
    takes = [f"i64 %{name}" for name in ("low", "high", "first", "number")]
    whole, out = run_everything(trace_draws(), lambda to: {"at": step._word}, takes, address, lanes)
    low, high, first, number = address
    named = [{"at": (low, high, first + lane, number)} for lane in range(lanes)]
    assert len(whole.outputs) > 900
    assert not faults(whole, named, out)


@pytest.mark.parametrize("t", [0.0, 17.0])
@pytest.mark.parametrize("name", ["observe", "conclude"])
def test_outcomes__do_every_operation_as_python(name, t):
    here, rows = Months("second_trump_term", 171), new_table(ROWS, LANES)
    rows[:] = here.table
    rows[TALLY:] = np.random.default_rng(1).uniform(0.0, 3.0, rows[TALLY:].shape).round(1)
    trace = {"observe": trace_observe, "conclude": trace_conclude}[name]()
    fetch = {"table": step._row(0), "time": step._argument("t", "months")}
    takes = ["ptr noalias %table", "double %t", "double %months"]
    given = (rows, t, 48.0)
    whole, out = run_everything(trace, lambda to: fetch, takes, given, LANES)
    named = [{"table": rows[:, lane].tolist(), "time": (t, 48.0)} for lane in range(LANES)]
    assert not faults(whole, named, out)


def of_number(name):
    """The trace of an elementary function."""
    elementary = getattr(arithmetic, name)
    return traced(lambda x: {"y": One(elementary(x.x))}, {"x": One})


@pytest.mark.parametrize("name", ["exp", "tanh", "logistic", "log", "normal", "sqrt"])
@pytest.mark.parametrize("lanes", [1, LANES])
def test_elementary_function__does_every_operation_as_python(name, lanes):
    """Over all sizes, infinities, subnormals and NaN."""
    random = np.random.default_rng(4)
    sized = np.exp(random.uniform(-740.0, 709.0, 40)) * random.choice([-1.0, 1.0], 40)
    special = [0.0, -0.0, math.inf, -math.inf, math.nan, 5e-324, 1.0, 0.5, 2.0**-33, 1 - 2.0**-33]
    numbers = np.array([*sized, *random.normal(0.0, 4.0, 40), *random.random(38), *special])
    for begin in range(0, len(numbers), lanes):
        rows = new_table(1, lanes)
        rows[0] = numbers[begin : begin + lanes]
        whole, out = run_everything(
            of_number(name),
            lambda to: {"x": step._row(0)},
            ["ptr noalias %table"],
            (rows,),
            lanes,
        )
        # What `split` makes of a NaN has no meaning, and the result does not use it.
        named = [{"x": (float(x),)} for x in rows[0]]
        used = faults(whole, named, out) if not np.isnan(rows).any() else set()
        assert not used, numbers[begin : begin + lanes]


def test_guard__fires_at_a_coefficient_that_moves_in_its_last_digit():
    coefficient = 0.2857141712477113  # of log
    assert coefficient in [one.value for one in trace_month().operations]
    moved = float(np.nextafter(coefficient, 1.0))
    here = Months("second_trump_term", 171)
    other = with_constant(trace_month(), coefficient, moved)
    whole, out = run_everything(other, step._month_fetch, MONTH_TAKES, here.given(), LANES)
    true = everything(trace_month())
    assert [one.kind for one in true.operations] == [one.kind for one in whole.operations]
    assert faults(true, here.named(), out)
    recorded = {k for _, _, k in trace_month().outputs}
    assert recorded  # the month's own numbers may well stay as they are


# One result.

CASES = {
    "second_trump_term": load("second_trump_term").replace(months=5),
    "baseline_hindcast": load("baseline_hindcast").replace(months=9),
    "biden_style_mediation": load("biden_style_mediation").replace(months=3),
    "everything off": load("neglect").replace(
        months=3, **{f"switches.{name}": False for name in SWITCHES}
    ),
    "a set": load("neglect").replace(months=3, parameter_set=parameter_set("posterior_2024")),
    "ranges": apply(
        load("neglect"),
        {"months": 3, "parameters.memory_gain": [0.05, 0.2], "leaders.seoul.rivalry": [0.2, 0.7]},
    ),
}
COUNT = 11


@pytest.fixture(scope="module")
def plans():
    return {name: compile_world(world) for name, world in CASES.items()}


def results(plans, how, monkeypatch):
    """Everything that chunks of all cases hold, as bytes, when some code runs them."""
    monkeypatch.setattr("sim.engine.code.code", lambda lanes=LANES: how)
    found = {}
    for name, plan in plans.items():
        chunk = run_chunk(plan, 2**34 + 5, 77, COUNT, records=True)
        parts = (chunk.outcomes, chunk.counts, chunk.sums, chunk.records)
        found[name] = [part.tobytes() for part in parts]
    return found


@pytest.fixture(scope="module")
def expected(plans):
    with pytest.MonkeyPatch.context() as patch:
        return results(plans, traced_code(LANES), patch)


def test_results__are_those_of_plain_python(plans, expected):
    for name, plan in plans.items():
        records = np.frombuffer(expected[name][3]).reshape(COUNT, plan.months, -1)
        for k in (0, COUNT - 1):
            alone = simulate(plan, 2**34 + 5, 77 + k, compiled=False)
            assert np.array_equal(records[k], alone), name


@pytest.mark.parametrize("lanes", [1, 2, 4])
def test_results__are_the_same_on_fewer_lanes(plans, expected, monkeypatch, lanes):
    assert results(plans, traced_code(lanes), monkeypatch) == expected


@pytest.mark.skipif(not X86, reason="the masks are of x86-64")
@pytest.mark.parametrize("target", [SSE2, AVX2, *([AVX512] if WIDE else [])])
def test_results__are_the_same_with_fewer_features(plans, expected, monkeypatch, target):
    assert results(plans, traced_code(LANES, target), monkeypatch) == expected


def assembly(lanes, target):
    """The assembly of a month."""
    machine = native.machine(target)
    module = llvm.parse_assembly(step.module_text(lanes))
    module.data_layout = str(machine.target_data)
    return machine.emit_assembly(module)


@pytest.mark.skipif(not X86, reason="the names of registers are of x86-64")
@pytest.mark.parametrize(
    ("target", "has", "lacks"),
    [(AVX2, "%ymm", "%zmm"), (AVX512, "%zmm", "vfmadd")],
)
def test_code__is_as_wide_as_the_processor_and_contracts_nothing(target, has, lacks):
    """Also for a processor that this machine is not: it is compiled, if not run."""
    text = assembly(LANES, target)
    assert has in text
    assert lacks not in text
    assert "fmadd" not in text


def test_trace__that_llvm_has_no_code_for_gives_way_to_ordinary_numba(monkeypatch):
    def no_code(*_):
        raise RuntimeError("no code for this processor")

    monkeypatch.setattr("sim.engine.code.traced_code", no_code)
    monkeypatch.setattr("sim.engine.code.numba_code", lambda: "ordinary Numba's")
    code.cache_clear()
    try:
        with pytest.warns(SimWarning, match="no code .*; the months run as ordinary Numba") as told:
            assert code(LANES) == "ordinary Numba's"
        assert len(told) == 1
    finally:
        code.cache_clear()


@pytest.mark.parametrize("which", ["NUMBA_CPU_NAME=no-such", "NUMBA_CPU_FEATURES=+no-such"])
def test_processor__that_llvm_does_not_know_is_refused_in_one_line(which):
    variable, value = which.split("=")
    script = "from sim.engine.native import processor\nprocessor()"
    ended = subprocess.run(
        [sys.executable, "-c", script],
        env={**os.environ, variable: value},
        capture_output=True,
        text=True,
        check=False,
    )
    assert ended.returncode == 1
    assert f"{value}, which LLVM does not know" in ended.stderr.splitlines()[-1]


def test_code__is_python_where_numba_is_turned_off(monkeypatch):
    monkeypatch.setattr("sim.engine.code.NUMBA_IS_OFF", True)
    code.cache_clear()
    try:
        assert code(LANES) == plain_code()
    finally:
        code.cache_clear()
