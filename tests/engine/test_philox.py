"""The generator: known answers, equal words in both of its forms, and what a draw depends on."""

import doctest
import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numba import njit
from numba.core.errors import TypingError
from scipy import special

from sim.engine.one_lane import draw_block, philox
from sim.engine.twins import tell_numba
from sim.mechanisms.arithmetic import normal
from sim.spec import chance
from sim.spec.chance import LAYOUT_VERSION, uniform

tell_numba()

FULL = 0xFFFFFFFF

# Lines "philox4x32 10" of kat_vectors in Random123, the authors' distribution: counter, key, words.
KNOWN_ANSWERS = [
    ("00000000 00000000 00000000 00000000", "00000000 00000000",
     "6627e8d5 e169c58d bc57ac4c 9b00dbd8"),
    ("ffffffff ffffffff ffffffff ffffffff", "ffffffff ffffffff",
     "408f276d 41c83b0e a20bc7c6 6d5451fd"),
    ("243f6a88 85a308d3 13198a2e 03707344", "a4093822 299f31d0",
     "d16cfe09 94fdcceb 5001e420 24126ea1"),
]  # fmt: skip

# draw_block(seed 1, replicate 2, January 2012, block 3) under layout 1.
DRAWN = (
    0.07877603161614388,
    0.9795786641770974,
    0.15944206120911986,
    0.06950445903930813,
)

a_word = st.integers(0, FULL)


def hexadecimal(line):
    return tuple(int(one, 16) for one in line.split())


def slow_philox(counter, key):
    """Return the words as the paper's section 3.3 spells them, on Python integers."""
    left_0, right_0, left_1, right_1 = counter[1], counter[0], counter[3], counter[2]
    for turn in range(10):
        key_0 = (key[0] + turn * 0x9E3779B9) % 2**32
        key_1 = (key[1] + turn * 0xBB67AE85) % 2**32
        product_0 = right_0 * 0xD2511F53
        product_1 = right_1 * 0xCD9E8D57
        right_0, left_0, right_1, left_1 = (
            (product_1 // 2**32) ^ key_0 ^ left_0,
            product_1 % 2**32,
            (product_0 // 2**32) ^ key_1 ^ left_1,
            product_0 % 2**32,
        )
    return right_0, left_0, right_1, left_1


@njit(error_model="numpy", nogil=True)
def philox_compiled(counter0, counter1, counter2, counter3, key0, key1):
    return philox(counter0, counter1, counter2, counter3, key0, key1)


@njit(error_model="numpy", nogil=True)
def draw_block_compiled(seed_low, seed_high, replicate, month, block):
    return draw_block(seed_low, seed_high, replicate, month, block)


@njit(error_model="numpy", nogil=True)
def uniform_compiled(a):
    return uniform(a)


@njit(error_model="numpy", nogil=True)
def draws(seed_low, seed_high, replicates, uniforms, normals):
    for i in range(replicates):
        uniforms[i, :] = draw_block(seed_low, seed_high, i, 24_144, 2)
        for j in range(4):
            normals[i, j] = normal(uniforms[i, j])


@pytest.mark.parametrize(("counter", "key", "words"), KNOWN_ANSWERS)
def test_philox__gives_the_known_answers(counter, key, words):
    numbers = hexadecimal(counter) + hexadecimal(key)
    assert philox(*numbers) == hexadecimal(words)
    assert philox_compiled(*numbers) == hexadecimal(words)
    assert slow_philox(numbers[:4], numbers[4:]) == hexadecimal(words)


@given(numbers=st.tuples(*[a_word] * 6))
def test_philox__agrees_with_a_literal_twin(numbers):
    expected = slow_philox(numbers[:4], numbers[4:])
    assert philox(*numbers) == expected
    assert philox_compiled(*numbers) == expected


@given(numbers=st.tuples(*[a_word] * 6))
def test_philox__same_words_for_every_kind_of_integer(numbers):
    expected = philox(*numbers)
    assert philox_compiled(*map(np.uint32, numbers)) == expected
    assert philox_compiled(*map(np.int64, numbers)) == expected
    assert philox_compiled(*(number - 2**32 for number in numbers)) == expected


def test_philox__gives_python_integers_in_both_forms():
    for words in (philox(1, 2, 3, 4, 5, 6), philox_compiled(1, 2, 3, 4, 5, 6)):
        assert all(type(one) is int for one in words)


def test_philox__refuses_floats():
    with pytest.raises(TypeError):
        philox(0.0, 0, 0, 0, 0, 0)
    with pytest.raises(TypingError, match="philox"):
        philox_compiled(0.0, 0, 0, 0, 0, 0)


@pytest.mark.parametrize("a", [0, 1, 2**31 - 1, 2**31, FULL - 1, FULL])
def test_uniform__exact_and_inside_at_special_words(a):
    number = uniform(a)
    assert 0.0 < number < 1.0
    assert number * 2.0**33 == 2 * a + 1
    assert uniform(FULL - a) == 1.0 - number
    assert uniform_compiled(a) == number
    assert math.isfinite(normal(number))
    assert normal(number) == pytest.approx(special.ndtri(number), abs=5e-10)


@given(a=a_word)
def test_uniform__between_its_neighbours(a):
    assert a * 2.0**-32 < uniform(a) < (a + 1) * 2.0**-32


@given(address=st.tuples(a_word, a_word, st.integers(0, 10**6), st.integers(0, 60_000), a_word))
def test_draw_block__same_bits_in_python_and_compiled(address):
    assert draw_block(*address) == draw_block_compiled(*address)


def test_draw_block__follows_the_documented_layout():
    words = philox(11, 24_144, 3, LAYOUT_VERSION, 5, 6)
    assert draw_block(5, 6, 11, 24_144, 3) == tuple(uniform(one) for one in words)


def test_layout_version__moves_only_with_its_draws():
    # A baseline of the layout: another number here makes all stored results unrepeatable.
    assert LAYOUT_VERSION == 1
    assert draw_block(1, 0, 2, 24_144, 3) == DRAWN


@pytest.mark.parametrize("place", range(5))
def test_draw_block__every_part_of_the_address_matters(place):
    address = [5, 6, 11, 24_144, 3]
    moved = list(address)
    moved[place] += 1
    assert not set(draw_block(*address)) & set(draw_block(*moved))


def test_draws__look_uniform_normal_and_independent():
    replicates = 50_000
    uniforms = np.empty((replicates, 4))
    normals = np.empty((replicates, 4))
    draws(1, 2, replicates, uniforms, normals)
    # Five standard errors of each statistic.
    wide = 5.0 / math.sqrt(replicates)
    assert np.all(np.abs(uniforms.mean(axis=0) - 0.5) < wide * math.sqrt(1.0 / 12.0))
    assert np.all(np.abs(uniforms.var(axis=0) - 1.0 / 12.0) < wide * math.sqrt(1.0 / 180.0))
    assert np.all(np.abs(normals.mean(axis=0)) < wide)
    assert np.all(np.abs(normals.var(axis=0) - 1.0) < wide * math.sqrt(2.0))
    assert np.all(np.abs((normals**4).mean(axis=0) - 3.0) < wide * math.sqrt(96.0))
    between_words = np.corrcoef(normals, rowvar=False) - np.eye(4)
    assert np.all(np.abs(between_words) < wide)
    between_replicates = (normals[1:] * normals[:-1]).mean(axis=0)
    assert np.all(np.abs(between_replicates) < wide)
    assert np.unique(uniforms).size > 0.999 * uniforms.size
    counts = np.histogram(uniforms, bins=100, range=(0.0, 1.0))[0]
    expected = uniforms.size / 100
    assert np.sum((counts - expected) ** 2 / expected) < 99 + 5.0 * math.sqrt(2 * 99)


def test_examples__run_as_printed():
    result = doctest.testmod(chance)
    assert result.attempted >= 8
    assert result.failed == 0


def test_arrays__give_the_draws_of_each_number():
    replicates = np.array([0, 1, 77, 2**32 - 1], dtype=np.uint64)
    together = draw_block(7, 9, replicates, 0, 123_456_789)
    for place, replicate in enumerate(replicates.tolist()):
        alone = draw_block(7, 9, replicate, 0, 123_456_789)
        assert tuple(float(words[place]) for words in together) == alone
