"""Both printed forms do every operation as Python does, on states of real runs.

Recorded numbers alone are a weak guard: a coefficient's last digit may move none of them.
"""

import math
from collections import namedtuple
from dataclasses import replace

import numpy as np
import pytest

from sim.browser.program import traces, web_assembly
from sim.engine.table import ROWS, TALLY
from sim.engine.traced import trace_conclude, trace_observe
from sim.mechanisms import arithmetic
from sim.spec.chance import split_seed
from sim.tracing.month import trace_draws, trace_month, trace_named_draw
from sim.tracing.trace import Trace, traced
from tests.browser.machine import Memory, cranelift, v8
from tests.replicate import Months
from tests.tracing.everything import everything, with_constant
from tests.tracing.interpreter import faults

#: The forms: Cranelift's code of WebAssembly for one lane and for two, V8's of JavaScript.
FORMS = ("one lane", "two lanes", "javascript")

One = namedtuple("One", ["x"])


def shown(trace: Trace, group: str) -> Trace:
    """Return a trace all of whose operations are outputs of one group that the form can store."""
    whole = everything(trace)
    return replace(whole, outputs=tuple((group, k, of) for _, k, of in whole.outputs))


def run(form, name, trace, memory, arguments):
    """Run a function that does what a trace does."""
    others = {**traces(), name: trace}
    if form == "javascript":
        v8(name, memory, arguments, others)
    else:
        cranelift(name, memory, arguments, 2 if form == "two lanes" else 1, others)


def month(form, world, m, trace):
    """Return what Python's month is given, lane by lane, and what the form makes of it."""
    lanes = 2 if form == "two lanes" else 1
    here = Months(world, m, lanes)
    whole, memory = shown(trace, "chance"), Memory()
    timeline = here.timeline
    on = np.where(timeline.switches[timeline.segment[m]], -1, 0).astype(np.int64)
    arguments = [
        memory.take(here.table),
        memory.take(np.array(here.draws).T),
        memory.take(here.traits),
        memory.take((8 * lanes * here.slots).astype(np.int32)),
        memory.take(here.own),
        memory.take(on),
        memory.take(timeline.inputs[m]),
        memory.room(lanes * len(whole.outputs)),
    ]
    run(form, "step", whole, memory, [*arguments, float(timeline.elapsed[m])])
    return whole, here.named(), memory.read(arguments[-1], len(whole.outputs), lanes)


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize(
    ("world", "m"), [("second_trump_term", 171), ("baseline_hindcast", 81), ("neglect", 190)]
)
def test_month__does_every_operation_as_python(form, world, m):
    whole, named, out = month(form, world, m, trace_month())
    assert len(whole.outputs) > 4_500
    assert not faults(whole, named, out)


@pytest.mark.parametrize("form", FORMS)
def test_guard__fires_at_a_coefficient_that_moves_in_its_last_digit(form):
    coefficient = 0.2857141712477113  # of log
    moved = float(np.nextafter(coefficient, 1.0))
    other = with_constant(trace_month(), coefficient, moved)
    _, named, out = month(form, "second_trump_term", 171, other)
    assert faults(shown(trace_month(), "chance"), named, out)


@pytest.mark.parametrize("form", ["one lane", "javascript"])
@pytest.mark.parametrize(("name", "trace"), [("draws", trace_draws), ("drawn", trace_named_draw)])
@pytest.mark.parametrize("seed", [1, 2**33 + 5, 2**64 - 1])
def test_draws__do_every_operation_as_python(form, name, trace, seed):
    group = {"draws": "d", "drawn": "u"}[name]
    whole, memory = shown(trace(), group), Memory()
    address = (*split_seed(seed), 2**32 - 1, 24_290 if name == "draws" else 4_022_250_974)
    out = memory.room(len(whole.outputs))
    run(form, name, whole, memory, [out, *address])
    assert len(whole.outputs) > 50
    assert not faults(whole, [{"at": address}], memory.read(out, len(whole.outputs), 1))


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("t", [0.0, 17.0])
@pytest.mark.parametrize(
    ("name", "trace"), [("observe", trace_observe), ("conclude", trace_conclude)]
)
def test_outcomes__do_every_operation_as_python(form, name, trace, t):
    lanes = 2 if form == "two lanes" else 1
    here, whole = Months("second_trump_term", 171, lanes), shown(trace(), "tally")
    rows = np.zeros((max(ROWS, TALLY + len(whole.outputs)), lanes))
    rows[:ROWS] = here.table
    rows[TALLY:] = np.random.default_rng(1).uniform(0.0, 3.0, rows[TALLY:].shape).round(1)
    memory = Memory()
    table = memory.take(rows)
    given = [table, memory.room(60), t, 48.0] if name == "observe" else [table, 48.0]
    run(form, name, whole, memory, given)
    named = [{"table": rows[:ROWS, k].tolist(), "time": (t, 48.0)} for k in range(lanes)]
    out = memory.read(table, *rows.shape)[TALLY : TALLY + len(whole.outputs)]
    assert not faults(whole, named, out)


def numbers():
    """Numbers of all sizes, infinities, subnormals and NaN."""
    random = np.random.default_rng(4)
    sized = np.exp(random.uniform(-740.0, 709.0, 40)) * random.choice([-1.0, 1.0], 40)
    special = [0.0, -0.0, math.inf, -math.inf, math.nan, 5e-324, 1.0, 0.5, 2.0**-33, 1 - 2.0**-33]
    return np.array([*sized, *random.normal(0.0, 4.0, 40), *random.random(38), *special])


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("function", ["exp", "tanh", "logistic", "log", "normal", "sqrt"])
def test_elementary_function__gives_what_python_gives(form, function):
    """Its result is an output for every number; what `split` makes of a NaN has no meaning."""
    elementary, given = getattr(arithmetic, function), numbers()
    table = namedtuple("Table", [f"n{k}" for k in range(len(given))])
    trace = traced(lambda table: {"tally": tuple(elementary(x) for x in table)}, {"table": table})
    lanes, memory = 2 if form == "two lanes" else 1, Memory()
    rows = np.zeros((TALLY + len(given), lanes))
    rows[: len(given)] = given[:, None]
    at = memory.take(rows)
    run(form, "conclude", trace, memory, [at, 0.0])
    out = memory.read(at, *rows.shape)[TALLY:]
    assert not faults(trace, [{"table": given.tolist()}] * lanes, out)


def test_printed_bytes__are_the_same_each_time():
    assert web_assembly() == web_assembly()
    assert web_assembly(1) != web_assembly(2)
