"""The elementary functions: accuracy, bounds, symmetry, and equal bits in both of their forms."""

import doctest
import math
import struct
import sys
from decimal import Decimal, localcontext

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from numba import njit
from numba.core.errors import TypingError
from scipy import special

from sim.engine.twins import tell_numba
from sim.mechanisms import arithmetic, primitive
from sim.mechanisms.arithmetic import (
    clip,
    exp,
    greatest,
    kernel,
    least,
    log,
    logistic,
    normal,
    split,
    tanh,
    two_to,
    where,
    whole,
)

anything = st.floats(allow_nan=True, allow_infinity=True)


@kernel
def divide(a, b):
    return a / b


tell_numba()


def on_arrays(function):
    """Compile a function of one number as a driver would, over an array."""

    @njit(error_model="numpy", nogil=True)
    def run(numbers, results):
        for i in range(numbers.size):
            results[i] = function(numbers[i])

    def call(numbers):
        results = np.empty_like(numbers)
        run(numbers, results)
        return results

    return call


ELEMENTARY = {one.__name__: one for one in (exp, tanh, logistic, log, normal)}
COMPILED = {name: on_arrays(function) for name, function in ELEMENTARY.items()}
whole_compiled = on_arrays(whole)
two_to_compiled = on_arrays(two_to)


@njit(error_model="numpy")
def choices_compiled(a, b):
    return where(a > b, a, b), least(a, b), greatest(a, b), clip(a, -1.0, b)


@njit(error_model="numpy")
def split_compiled(x):
    return split(x)


@njit(error_model="numpy", nogil=True)
def divide_without_check(a, b):
    return divide(a, b)


@njit
def divide_with_check(a, b):
    return divide(a, b)


@njit
def choose_compiled(condition, a, b):
    return where(condition, a, b)


def bits(number):
    """Return the bits of a float; all NaN are one, for their sign and payload mean nothing."""
    return "nan" if math.isnan(number) else struct.pack("<d", number)


def python(name, numbers):
    return np.array([ELEMENTARY[name](float(number)) for number in numbers])


def some_numbers():
    """Return numbers of every size and sign, dense where the functions change."""
    random = np.random.default_rng(20240118)
    sized = np.exp(random.uniform(-740.0, 709.0, 3_000)) * random.choice([-1.0, 1.0], 3_000)
    ordinary = random.normal(0.0, 4.0, 6_000)
    turns = np.arange(-40, 41) * (math.log(2.0) / 4.0)
    edges = np.array([0.0, 0.5, 1.0, 2.0, 19.06, 20.0, 36.0, 700.0, 745.2, 5e-324, 1e-308, 1e308])
    middle = np.concatenate([turns, edges, -edges, np.sqrt([0.5, 2.0]), [sys.float_info.min]])
    close = [np.nextafter(middle, -np.inf), middle, np.nextafter(middle, np.inf)]
    last = [-0.0, math.inf, -math.inf, math.nan, sys.float_info.max, -sys.float_info.max]
    return np.concatenate([sized, ordinary, random.random(6_000), *close, last])


def grid_uniforms(words):
    return (np.asarray(words, dtype=np.float64) + 0.5) * 2.0**-32


def some_words():
    """Return words over the whole range, many of them close to the two ends and the middle."""
    random = np.random.default_rng(7)
    ends = (2.0 ** random.uniform(0.0, 32.0, 20_000)).astype(np.int64)
    middle = 2**31 + np.arange(-2_000, 2_000)
    words = np.concatenate([ends, 2**32 - 1 - ends, middle, np.arange(2_000)])
    return np.unique(words[(words >= 0) & (words < 2**32)])


@pytest.mark.parametrize("name", ELEMENTARY)
def test_elementary_functions__same_bits_in_python_and_compiled(name):
    numbers = some_numbers()
    compiled = COMPILED[name](numbers)
    differing = [
        float(number)
        for number, one, other in zip(numbers, python(name, numbers), compiled, strict=True)
        if bits(one) != bits(other)
    ]
    assert differing == []


@pytest.mark.parametrize("name", ELEMENTARY)
@given(number=anything)
def test_elementary_functions__same_bits_for_any_float(name, number):
    compiled = COMPILED[name](np.array([number]))[0]
    assert bits(ELEMENTARY[name](number)) == bits(compiled)


@pytest.mark.parametrize("name", ELEMENTARY)
def test_elementary_functions__keep_nan(name):
    assert math.isnan(ELEMENTARY[name](math.nan))
    assert math.isnan(COMPILED[name](np.array([math.nan]))[0])


@pytest.mark.parametrize("name", ["exp", "tanh", "logistic"])
@given(number=st.floats(allow_nan=False))
def test_exponentials__finite_for_any_number(name, number):
    assert math.isfinite(ELEMENTARY[name](number))


@given(number=st.floats(allow_nan=False, min_value=0.0), u=st.floats(0.0, 1.0))
def test_log_and_normal__finite_on_their_domains(number, u):
    assert math.isfinite(log(number))
    assert abs(normal(u)) < 6.34


@given(a=anything, b=anything)
def test_choices__same_bits_in_python_and_compiled(a, b):
    plain = where(a > b, a, b), least(a, b), greatest(a, b), clip(a, -1.0, b)
    assert list(map(bits, plain)) == list(map(bits, choices_compiled(a, b)))


@given(a=anything, b=anything)
def test_least_and_greatest__treat_nan_as_python_does(a, b):
    assert bits(least(a, b)) == bits(min(a, b))
    assert bits(greatest(a, b)) == bits(max(a, b))


def test_clip__holds_infinities_and_keeps_nan():
    assert clip(math.inf, -1.0, 2.0) == 2.0
    assert clip(-math.inf, -1.0, 2.0) == -1.0
    assert math.isnan(clip(math.nan, -1.0, 2.0))


def test_where__is_a_select_and_no_branch():
    choose_compiled(True, 1.0, 2.0)
    (code,) = choose_compiled.inspect_llvm().values()
    assert "select i1" in code
    assert choose_compiled(True, 1, 2.5) == 1.0
    assert choose_compiled(False, True, False) is False


def test_where__refuses_signed_with_unsigned_and_a_number_as_condition():
    for arguments in [(True, np.uint64(1), np.int64(1)), (1.0, 1.0, 2.0)]:
        with pytest.raises(TypingError, match="where"):
            choose_compiled(*arguments)


def test_kernel__is_the_plain_function_in_python():
    with pytest.raises(ZeroDivisionError):
        divide(1.0, 0.0)


def test_kernel__takes_over_the_drivers_rule_for_division():
    assert divide_without_check(1.0, 0.0) == math.inf
    assert math.isnan(divide_without_check(0.0, 0.0))
    with pytest.raises(ZeroDivisionError):
        divide_with_check(1.0, 0.0)


def test_two_to__exact_over_the_normal_range():
    powers = np.arange(-1022.0, 1024.0)
    expected = np.ldexp(1.0, powers.astype(np.int64))
    assert np.array_equal([two_to(float(power)) for power in powers], expected)
    assert np.array_equal(two_to_compiled(powers), expected)


@given(x=st.floats(min_value=sys.float_info.min, max_value=sys.float_info.max))
@example(x=math.sqrt(0.5))
@example(x=math.nextafter(math.sqrt(0.5), 0.0))
@example(x=math.nextafter(2.0 * math.sqrt(0.5), 0.0))
def test_split__exact_and_same_in_both_forms(x):
    mantissa, exponent = split(x)
    assert math.sqrt(0.5) <= mantissa < 2.0 * math.sqrt(0.5)
    assert exponent == whole(exponent)
    assert math.ldexp(mantissa, int(exponent)) == x
    assert split_compiled(x) == (mantissa, exponent)


@given(x=st.floats(min_value=-(2.0**51), max_value=2.0**51))
def test_whole__is_the_nearest_with_ties_to_even(x):
    assert whole(x) == round(x)
    assert whole_compiled(np.array([x]))[0] == round(x)


def exact(function, numbers):
    """Return exact values, correctly rounded, from forty decimal digits."""
    with localcontext() as context:
        context.prec = 40
        return np.array([float(function(Decimal(float(number)))) for number in numbers])


def test_exp__within_3e_15_of_the_truth():
    numbers = np.linspace(-700.0, 700.0, 4_001)
    numbers = np.concatenate([numbers, np.linspace(-1.5, 1.5, 4_001)])
    truth = exact(Decimal.exp, numbers)
    assert np.max(np.abs(COMPILED["exp"](numbers) / truth - 1.0)) <= 3e-15


def test_exp__clipped_on_both_sides():
    assert exp(-math.inf) == exp(-700.0) > sys.float_info.min
    assert exp(math.inf) == exp(700.0) < math.inf


def test_tanh__within_1e_15_of_the_truth():
    numbers = np.concatenate([np.linspace(-22.0, 22.0, 4_001), np.linspace(-1.0, 1.0, 4_001)])
    truth = exact(lambda x: 1 - 2 / ((2 * x).exp() + 1), numbers)
    assert np.max(np.abs(COMPILED["tanh"](numbers) - truth)) <= 1e-15


@given(x=st.floats(allow_nan=False))
def test_tanh__odd_to_the_bit_and_within_one(x):
    assert tanh(-x) == -tanh(x)
    assert -1.0 <= tanh(x) <= 1.0


def test_tanh__within_one_where_it_saturates():
    numbers = np.linspace(15.0, 25.0, 400_001)
    results = COMPILED["tanh"](numbers)
    assert results.max() == 1.0
    assert np.all(results[numbers >= 19.1] == 1.0)
    assert np.array_equal(COMPILED["tanh"](-numbers), -results)


def test_logistic__within_3e_15_of_the_truth():
    numbers = np.concatenate([np.linspace(-700.0, 36.0, 4_001), np.linspace(-3.0, 3.0, 4_001)])
    truth = exact(lambda x: 1 / (1 + (-x).exp()), numbers)
    assert np.max(np.abs(COMPILED["logistic"](numbers) / truth - 1.0)) <= 3e-15


@given(x=st.floats(allow_nan=False))
def test_logistic__never_zero_or_one(x):
    assert 0.0 < logistic(x) < 1.0


def test_logistic__not_one_just_below_its_ceiling():
    results = COMPILED["logistic"](np.linspace(30.0, 40.0, 200_001))
    assert results.max() < 1.0


def test_log__within_2e_15_of_the_truth_also_near_one():
    random = np.random.default_rng(3)
    close = 1.0 + random.choice([-1.0, 1.0], 3_000) * 2.0 ** random.uniform(-52.0, -1.0, 3_000)
    wide = np.exp(random.uniform(-708.0, 709.0, 3_000))
    ordinary = random.uniform(0.2, 5.0, 3_000)
    numbers = np.concatenate([close, wide, ordinary])
    numbers = numbers[numbers != 1.0]
    truth = exact(Decimal.ln, numbers)
    assert np.max(np.abs(COMPILED["log"](numbers) / truth - 1.0)) <= 2e-15


def test_log__clipped_at_zero_and_infinity_and_nan_below():
    assert log(0.0) == log(sys.float_info.min) == pytest.approx(-708.396, abs=1e-3)
    assert log(math.inf) == log(sys.float_info.max) == pytest.approx(709.783, abs=1e-3)
    assert math.isnan(log(-1.0))
    assert math.isnan(log(-math.inf))


def test_normal__within_5e_10_of_the_truth():
    uniforms = grid_uniforms(some_words())
    errors = COMPILED["normal"](uniforms) - special.ndtri(uniforms)
    assert np.max(np.abs(errors)) <= 5e-10


def test_normal__odd_to_the_bit_on_the_grid():
    uniforms = grid_uniforms(some_words())
    assert np.array_equal(COMPILED["normal"](1.0 - uniforms), -COMPILED["normal"](uniforms))


def test_normal__rises_from_every_word_to_the_next():
    # Around the seams, where 4u(1 - u) passes sqrt(1/2) times a power of two, and elsewhere.
    product = math.sqrt(0.5) * 0.5 ** np.arange(31)
    seams = 0.5 * product / (1.0 + np.sqrt(1.0 - product)) * 2.0**32
    starts = np.concatenate([seams, np.random.default_rng(5).integers(0, 2**31, 500)])
    words = (starts.astype(np.int64)[:, None] + np.arange(-200, 200)).ravel()
    words = np.unique(words[words >= 0])
    assert np.all(np.diff(COMPILED["normal"](grid_uniforms(words))) > 0.0)


def test_normal__sane_at_the_special_words():
    first, second, middle, last = (
        normal(float(one)) for one in grid_uniforms([0, 1, 2**31, 2**32 - 1])
    )
    assert first == pytest.approx(-6.3379, abs=1e-4)
    assert first < second < -6.0
    assert 0.0 < middle < 1e-9
    assert last == -first


def test_normal__held_beyond_the_grid():
    assert normal(0.0) == normal(1e-300) == pytest.approx(-6.3379, abs=1e-4)
    assert normal(1.0) == -normal(0.0)


def test_normal__has_the_moments_of_a_standard_normal():
    # An even grid, not a sample: what is left is the error of the rule, not chance.
    draws = COMPILED["normal"](grid_uniforms(np.arange(0, 2**32, 2**14) + 2**13))
    assert np.mean(draws) == pytest.approx(0.0, abs=1e-6)
    assert np.mean(draws**2) == pytest.approx(1.0, abs=1e-4)
    assert np.mean(draws**4) == pytest.approx(3.0, abs=3e-3)


@pytest.mark.parametrize(("module", "examples"), [(arithmetic, 9), (primitive, 6)])
def test_examples__run_as_printed(module, examples):
    result = doctest.testmod(module)
    assert result.attempted >= examples
    assert result.failed == 0
