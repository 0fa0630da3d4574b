"""Philox4x32-10: random words as a pure function of a key and a counter.

Salmon, Moraes, Dror and Shaw (2011), "Parallel random numbers: as easy as 1, 2, 3", SC'11. A
draw has no predecessor: it depends on its address alone. Two runs that share seed, replicate and
month therefore share their draws, whatever else differs between them, and no order of
computation can change a result.

Layout, version 1:

=============  =========================================================
key word 0     low 32 bits of the seed
key word 1     high 32 bits of the seed
counter 0      replicate
counter 1      calendar month number, ``year * 12 + month - 1``
counter 2      block, given by the registry of streams
counter 3      `LAYOUT_VERSION`
=============  =========================================================

One evaluation gives a block of four words. Words are 32-bit numbers, held in Python integers or in
arrays of unsigned 64-bit ones, which give many draws at once, or in signed 64-bit ones when Numba
compiles the same functions: what a product overflows into is masked away.
"""

__all__ = [
    "LAYOUT_VERSION",
    "MASK",
    "PER_REPLICATE",
    "SHIFT",
    "add",
    "as_float",
    "draw_block",
    "multiply",
    "philox",
    "split_seed",
    "uniform",
    "word",
]

LAYOUT_VERSION = 1

#: Month slot of draws that hold for a whole replicate; no calendar month has it.
PER_REPLICATE = 0

MASK = 0xFFFFFFFF
SHIFT = 32

# The constants of the paper: two multipliers, and the key's increments (golden ratio, sqrt 3).
_MULTIPLIER_0 = 0xD2511F53
_MULTIPLIER_1 = 0xCD9E8D57
_INCREMENT_0 = 0x9E3779B9
_INCREMENT_1 = 0xBB67AE85


def word(number: int) -> int:
    """Return the low 32 bits of a whole number as a word.

    Examples
    --------
    >>> word(2**32 + 5), word(-1) == 2**32 - 1
    (5, True)
    """
    return number & MASK


def multiply(a: int, b: int) -> tuple[int, int]:
    """Return the high and the low word of the product of two words.

    Examples
    --------
    >>> multiply(2**31, 6)
    (3, 0)
    """
    product = a * b
    return (product >> SHIFT) & MASK, product & MASK


def add(a: int, b: int) -> int:
    """Return the sum of two words, modulo 2**32.

    Examples
    --------
    >>> add(2**32 - 1, 3)
    2
    """
    return (a + b) & MASK


def as_float(a: int) -> float:
    """Return a word as a float, exactly.

    Examples
    --------
    >>> as_float(7)
    7.0
    """
    return a * 1.0


def philox(
    counter0: int, counter1: int, counter2: int, counter3: int, key0: int, key1: int
) -> tuple[int, int, int, int]:
    """Return the four words at a counter under a key: Philox4x32 with ten rounds.

    Arguments may be any whole numbers; the low 32 bits count.

    Examples
    --------
    >>> [f"{one:08x}" for one in philox(0, 0, 0, 0, 0, 0)]
    ['6627e8d5', 'e169c58d', 'bc57ac4c', '9b00dbd8']
    """
    word0, word1, word2, word3 = word(counter0), word(counter1), word(counter2), word(counter3)
    round0, round1 = word(key0), word(key1)
    for _ in range(10):
        high0, low0 = multiply(_MULTIPLIER_0, word0)
        high1, low1 = multiply(_MULTIPLIER_1, word2)
        word0, word1, word2, word3 = high1 ^ word1 ^ round0, low1, high0 ^ word3 ^ round1, low0
        # The increment after the last round is never used, and costs nothing when compiled.
        round0, round1 = add(round0, _INCREMENT_0), add(round1, _INCREMENT_1)
    return word0, word1, word2, word3


def uniform(a: int) -> float:
    """Return the middle of the a-th of 2**32 equal parts of (0, 1), exactly.

    So 0 and 1 never occur, the mean over all words is 1/2, and ``1 - uniform(a)`` is exactly
    ``uniform(2**32 - 1 - a)``.

    Examples
    --------
    >>> uniform(2**31 - 1) < 0.5 < uniform(2**31)
    True
    """
    return (as_float(a) + 0.5) * 2.3283064365386962890625e-10


def draw_block(
    seed_low: int, seed_high: int, replicate: int, month: int, block: int
) -> tuple[float, float, float, float]:
    """Return the four uniforms in (0, 1) of one block.

    `month` is the calendar month number, ``year * 12 + month - 1``, so that worlds with different
    windows share the draws of the months they have in common.

    Examples
    --------
    >>> january_2012 = 2012 * 12
    >>> first = draw_block(7, 0, 0, january_2012, 0)
    >>> first == draw_block(7, 0, 0, january_2012, 0), first == draw_block(7, 0, 1, january_2012, 0)
    (True, False)
    """
    word0, word1, word2, word3 = philox(
        replicate, month, block, LAYOUT_VERSION, seed_low, seed_high
    )
    return uniform(word0), uniform(word1), uniform(word2), uniform(word3)


def split_seed(seed: int) -> tuple[int, int]:
    """Return the low and the high 32 bits of a seed, the two words of the key.

    Examples
    --------
    >>> split_seed(2**32 + 7)
    (7, 1)
    """
    return seed & MASK, (seed >> SHIFT) & MASK
