"""The tracer: what it records, in which order, and what it says of what cannot be recorded."""

import doctest
import importlib.util
from collections import namedtuple

import pytest

from sim.errors import CannotTrace
from sim.mechanisms import arithmetic
from sim.mechanisms.arithmetic import clip, exp, sqrt, where
from sim.tracing import month as month_module
from sim.tracing import trace as module
from sim.tracing.month import trace_draws, trace_month, trace_named_draw
from sim.tracing.symbol import FLAG, FLOAT, WORD
from sim.tracing.trace import traced
from tests.tracing.interpreter import outputs

Pair = namedtuple("Pair", ["a", "b"])
One = namedtuple("One", ["value"])


def of_pair(function, **types):
    """The trace of a function of two numbers."""
    return traced(lambda x: {"y": One(function(x.a, x.b))}, {"x": Pair}, types)


def kinds(trace):
    return [one.kind for one in trace.operations]


@pytest.mark.parametrize("one", [module, month_module])
def test_doctests(one):
    assert doctest.testmod(one).failed == 0


def test_operations__stand_in_order_and_equal_ones_once():
    trace = of_pair(lambda a, b: (a + b) * (a + b) - 2.0 * b)
    assert kinds(trace) == ["input", "input", "add", "mul", "constant", "mul", "sub"]
    assert trace.operations[3].operands == (2, 2)


def test_operations__that_no_output_needs_are_left_out():
    def wasteful(a, b):
        exp(b)
        return a + 1.0

    assert kinds(of_pair(wasteful)) == ["input", "constant", "add"]


def test_inputs_and_constants__stand_just_before_their_first_use():
    trace = of_pair(lambda a, b: where(a * a > 2.0, 3.0, b))
    assert kinds(trace) == ["input", "mul", "constant", "gt", "constant", "input", "where"]


def test_order__of_two_numbers_is_kept():
    """a + b and b + a have one value, but not where both are NaN: nothing is swapped."""
    assert kinds(of_pair(lambda a, b: (a + b) - (b + a))).count("add") == 2


@pytest.mark.parametrize("pair", [(0.0, -0.0), (1.0, 1.0000000000000002)])
def test_constants__that_differ_in_a_bit_are_two(pair):
    one, other = pair
    trace = of_pair(lambda a, b: (a / one) + (a / other))
    assert kinds(trace).count("constant") == 2


def test_what_is_known_beforehand__is_worked_out_at_once():
    assert kinds(of_pair(lambda a, b: a + exp(0.0) * 2.0)) == ["input", "constant", "add"]
    assert kinds(of_pair(lambda a, b: where(2.0 > 1.0, a, b))) == ["input"]


def test_conditions__are_no_numbers():
    trace = of_pair(lambda a, b: where((a > b) & (b >= 0.0) | (a == 2.0), a, b))
    assert {
        one.type for one in trace.operations if one.kind in ("gt", "ge", "eq", "and", "or")
    } == {FLAG}


@pytest.mark.parametrize(
    ("function", "says"),
    [
        (lambda a, b: a if a > b else b, "needs the value of a number"),
        (lambda a, b: a > b and b, "needs the value of a number"),
        (lambda a, b: not a, "needs the value of a number"),
        (lambda a, b: 0.0 < a < b, "needs the value of a number"),
        (lambda a, b: max(a, b), "needs the value of a number"),
        (lambda a, b: float(a), "needs the value of a number"),
        (lambda a, b: int(a), "needs the value of a number"),
        (lambda a, b: [0.0, 1.0][a], "needs the value of a number"),
        (lambda a, b: sum(a), "needs the value of a number"),
        (lambda a, b: a * (a > b), "takes a condition for a number: write where"),
        (lambda a, b: (a > b) + 1.0, "takes a condition for a number: write where"),
        (lambda a, b: where(a, a, b), "takes a number for a condition: compare it"),
        (lambda a, b: (a > b) & b, "takes a number for a condition: compare it"),
        (lambda a, b: where(a > b, True, b), "takes True for a float"),
        (lambda a, b: a + "1", "takes '1' for a float"),
        (lambda a, b: a**2.0, "fails with TypeError: unsupported operand type"),
        (lambda a, b: abs(a), "fails with TypeError: bad operand type for abs"),
        (lambda a, b: a // 2.0, "fails with TypeError: unsupported operand type"),
        (lambda a, b: a.real, "fails with AttributeError"),
        (lambda a, b: 1.0 / 0.0 + a, "fails with ZeroDivisionError"),
    ],
)
def test_fault__is_said_in_one_line(function, says):
    with pytest.raises(CannotTrace) as told:
        of_pair(function)
    assert says in str(told.value)
    assert "\n" not in str(told.value)


MECHANISM = '''"""A mechanism."""
import math

from sim.mechanisms.arithmetic import clip, kernel


@kernel
def fears(s):
    """Return."""
    return {line}
'''


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("1.0 if s.a > 0.5 else s.b", "needs the value"),
        ("math.exp(s.a)", "needs the value"),
        ("clip(s.a, 0.0, max(s.a, s.b))", "needs the value"),
        ("sum(x for x in range(s.a))", "needs the value"),
        ("s.a % 1.0", "fails with TypeError"),
        ("s.no_such_stock", "fails with AttributeError"),
        ("clip(s.a > s.b, 0.0, 1.0)", "takes a condition for a number"),
    ],
)
def test_fault__names_the_mechanism_and_its_line(tmp_path, monkeypatch, line, says):
    """Also where it is an elementary function that finds out."""
    path = tmp_path / "fear.py"
    path.write_text(MECHANISM.format(line=line))
    spec = importlib.util.spec_from_file_location("fear", path)
    fear = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(fear)
    monkeypatch.setattr(module, "MECHANISMS", f"{tmp_path.as_posix()}/")
    with pytest.raises(CannotTrace) as told:
        traced(lambda s: {"y": One(fear.fears(s))}, {"s": Pair})
    assert str(told.value).startswith("sim/mechanisms/fear.py, line 10, in fears: ")
    assert f"'return {line}' cannot be recorded: it {says}" in str(told.value)
    assert "\n" not in str(told.value)


def test_month__is_a_trace_of_numbers_with_names():
    trace = trace_month()
    names = {trace.name(one) for one in trace.operations if one.kind == "input"}
    assert {"s.trust", "p.inertia", "on.thaw", "d.court", "time.elapsed"} <= names
    assert trace.output("relation_jpn_kor") is not None
    assert trace.output("no_such_quantity") is None
    assert all(trace.operations[of].type == FLOAT for _, _, of in trace.outputs)
    # Each operation reads what stands before it, and each is needed.
    for place, one in enumerate(trace.operations):
        assert all(k < place for k in one.operands)
    needed = set().union(*(trace.needed(of) for _, _, of in trace.outputs))
    assert len(needed) == len(trace.operations)


def test_month__is_the_same_trace_however_often_it_is_taken():
    again = trace_month.__wrapped__(named=True)
    assert [one[:4] for one in again.operations] == [one[:4] for one in trace_month().operations]
    assert again.outputs == trace_month().outputs


@pytest.mark.parametrize("trace", [trace_draws(), trace_named_draw()])
def test_draws__are_words_before_they_are_numbers(trace):
    assert {one.type for one in trace.operations} <= {FLOAT, WORD, FLAG}
    address = (7, 9, 2**32 - 1, 24_144)
    for group, found in outputs(trace, {"at": address}).items():
        assert all(0.0 < u < 1.0 or group == "d" for u in found)


def test_elementary_functions__are_each_recorded_in_full():
    """Nothing of arithmetic is left out: the trace alone gives the function's bits."""
    for name in ("exp", "tanh", "logistic", "log", "normal"):
        function = getattr(arithmetic, name)
        trace = of_pair(lambda a, b, function=function: function(a))
        for x in (0.3, 0.9999, 1e-9):
            assert outputs(trace, {"x": (x, 0.0)})["y"] == [function(x)]
    trace = of_pair(lambda a, b: sqrt(clip(a, 0.0, b)))
    assert outputs(trace, {"x": (7.0, 2.25)})["y"] == [1.5]
