"""Draws, compiled: the functions of `sim.spec.chance`, whose four primitives have twins here.

The twins hold words in unsigned 64-bit integers and keep signed ones away: signed and unsigned
would meet as floats.
"""

from typing import Any

import numpy as np
from numba import types
from numba.extending import overload

from sim.mechanisms.arithmetic import kernel
from sim.spec import chance
from sim.spec.chance import MASK, SHIFT, add, as_float, multiply, word

__all__ = ["draw_block", "philox", "uniform"]

_MASK = np.uint64(MASK)
_SHIFT = np.uint64(SHIFT)


def _all_whole(*kinds: Any) -> bool:
    return all(isinstance(kind, types.Integer) for kind in kinds)


@overload(word)
def _word_scalar(number):
    return (lambda number: np.uint64(number) & _MASK) if _all_whole(number) else None


@overload(multiply)
def _multiply_scalar(a, b):
    if not _all_whole(a, b):
        return None

    def scalar(a, b):
        product = np.uint64(a) * np.uint64(b)
        return product >> _SHIFT, product & _MASK

    return scalar


@overload(add)
def _add_scalar(a, b):
    return (lambda a, b: (np.uint64(a) + np.uint64(b)) & _MASK) if _all_whole(a, b) else None


@overload(as_float)
def _as_float_scalar(a):
    # Through a signed integer: processors convert those in one step, unsigned ones in several.
    return (lambda a: np.float64(np.int64(a))) if _all_whole(a) else None


philox = kernel(chance.philox)
uniform = kernel(chance.uniform)
draw_block = kernel(chance.draw_block)
