"""Elementary functions of the month, equal to the bit on every machine.

The month is written once, as branch-free functions on numbers. The same source runs as plain
Python and as compiled scalar code, and both give the same bits. Three rules make that hold:

* only ``+ - * /`` and comparisons, which IEEE 754 rounds in one way; never the C library, whose
  ``exp`` and ``tanh`` differ between machines;
* a fixed order of operations, written out with parentheses; no fast-math, no contraction;
* no branch: both sides of a choice are computed and `where` keeps one of them.

What ordinary operators cannot say is in the four primitives of `sim.mechanisms.primitive`, which
mechanisms find here.
"""

import math
import sys

from sim.mechanisms.primitive import kernel, split, sqrt, two_to, where

__all__ = [
    "clip",
    "exp",
    "greatest",
    "kernel",
    "least",
    "log",
    "logistic",
    "normal",
    "split",
    "sqrt",
    "tanh",
    "two_to",
    "where",
    "whole",
]


@kernel
def least(a: float, b: float) -> float:
    """Return the smaller of two numbers.

    If either is NaN, `a`, as with Python's ``min(a, b)``: put first what must keep its NaN.

    Examples
    --------
    >>> least(2.0, 1.0)
    1.0
    """
    return where(b < a, b, a)


@kernel
def greatest(a: float, b: float) -> float:
    """Return the larger of two numbers; if either is NaN, `a`, as with Python's ``max(a, b)``.

    Examples
    --------
    >>> greatest(2.0, 1.0)
    2.0
    """
    return where(b > a, b, a)


@kernel
def clip(x: float, low: float, high: float) -> float:
    """Return x held between `low` and `high`; NaN stays NaN, lest a fault be hidden.

    Examples
    --------
    >>> clip(1.7, -1.0, 1.0)
    1.0
    """
    return where(x < low, low, where(x > high, high, x))


# At 1.5 * 2**52 neighbouring floats are 1 apart, so adding it rounds to a whole number.
_ROUNDER = 1.5 * 4503599627370496.0


@kernel
def whole(x: float) -> float:
    """Return the whole number nearest to x, ties to even, for x from -2**51 to 2**51.

    Examples
    --------
    >>> whole(2.5), whole(-3.6)
    (2.0, -4.0)
    """
    return (x + _ROUNDER) - _ROUNDER


_TWO_BY_LN2 = 2.8853900817779268
# ln(2)/2 in two parts. The first has 32 bits, so that its product with any exponent is exact.
_HALF_LN2_HIGH = 0.34657359018456191
_HALF_LN2_LOW = 9.5410746463529385e-11


@kernel
def _exp_as_ratio(h: float) -> tuple[float, float]:
    """Return (t, u), both positive, with t / u = exp(2h), for h from -350 to 350.

    2h = k ln 2 + 2y with k whole and y within 0.174, and exp(2y) = (1 + tanh y) / (1 - tanh y).
    Lambert's continued fraction y/(1 + y²/(3 + y²/(5 + ...))), cut after 9, gives tanh y as a
    ratio of polynomials whose coefficients are whole numbers; its error there is 4.3e-16.

    One ratio serves `exp`, `tanh` and `logistic`, with a single division each; measured faster
    than a polynomial, since the divider works beside other arithmetic. Changing the sign of h
    swaps t and u, scaled by a power of two, which makes `tanh` odd to the bit.
    """
    k = whole(h * _TWO_BY_LN2)
    y = (h - (k * _HALF_LN2_HIGH)) - (k * _HALF_LN2_LOW)
    z = y * y
    odd = y * ((z * (z + 105.0)) + 945.0)
    even = (z * ((z * 15.0) + 420.0)) + 945.0
    return two_to(k) * (even + odd), even - odd


@kernel
def exp(x: float) -> float:
    """Return e to the power x, relative error at most 3e-15.

    x is clipped to [-700, 700], so that nothing becomes infinite, zero or (slow) subnormal. NaN
    stays NaN.

    Examples
    --------
    >>> exp(0.0)
    1.0
    """
    upper, lower = _exp_as_ratio(0.5 * clip(x, -700.0, 700.0))
    return upper / lower


@kernel
def tanh(x: float) -> float:
    """Return the hyperbolic tangent of x, within [-1, 1] and odd to the bit.

    The error is absolute, at most 1e-15, so a tiny x may give 0. From 19.1 on the result is 1
    exactly. NaN stays NaN.

    Examples
    --------
    >>> tanh(0.0), tanh(50.0), tanh(-50.0)
    (0.0, 1.0, -1.0)
    """
    upper, lower = _exp_as_ratio(clip(x, -20.0, 20.0))
    return (upper - lower) / (upper + lower)


@kernel
def logistic(x: float) -> float:
    """Return 1 / (1 + exp(-x)), relative error at most 3e-15, never 0 nor 1.

    x is clipped to [-700, 36]: beyond 36 the nearest float would be 1, and the logarithm of the
    complement would be infinite. NaN stays NaN.

    Examples
    --------
    >>> logistic(0.0)
    0.5
    """
    upper, lower = _exp_as_ratio(0.5 * clip(x, -700.0, 36.0))
    return upper / (upper + lower)


_SMALLEST, _LARGEST = sys.float_info.min, sys.float_info.max
_LN2_HIGH = 0.69314718036912382
_LN2_LOW = 1.9082149292705877e-10


@kernel
def log(x: float) -> float:
    """Return the natural logarithm of x, relative error at most 2e-15, also near 1.

    x is clipped to the positive normal floats: 0 gives -708.4 and infinity 709.8. A negative x
    and NaN give NaN.

    log x = e ln 2 + 2 artanh s. The polynomial is the minimax fit (iteratively reweighted least
    squares on a Chebyshev grid) to (2 artanh(s)/s - 2)/s² in s², good for 2e-16.

    Examples
    --------
    >>> log(1.0)
    0.0
    """
    mantissa, exponent = split(clip(x, _SMALLEST, _LARGEST))
    s = (mantissa - 1.0) / (mantissa + 1.0)
    z = s * s
    p = (z * 0.16819971933033073) + 0.1812362991261929
    p = (z * ((z * p) + 0.22223372068217515)) + 0.2857141712477113
    p = (z * ((z * p) + 0.4000000005229983)) + 0.6666666666658715
    result = (exponent * _LN2_HIGH) + ((exponent * _LN2_LOW) + (s * ((z * p) + 2.0)))
    return where(x >= 0.0, result, math.nan)


# 4u(1 - u) at the first and the last of the 2**32 uniforms, u = 2**-33 and 1 - 2**-33.
_SMALLEST_PRODUCT = 4.6566128725240879e-10


@kernel
def normal(u: float) -> float:
    """Return the standard normal quantile of u in (0, 1), absolute error at most 5e-10.

    ``normal(1 - u) == -normal(u)`` to the bit wherever 1 - u is exact, as for all uniforms of the
    streams. Rises from each of them to the next. Outside the first and the last, 2**-33 and
    1 - 2**-33, it stays at 6.338 up to and including 0 and 1. NaN stays NaN.

    With x = 2u - 1 and w = -log2(1 - x²) it is x R(w), with R smooth on the whole range (after
    Giles 2010, "Approximating the erfinv function", who uses two pieces). Here R is one ratio of
    polynomials, of degrees 8 and 7: the minimax fit (iteratively reweighted least squares on a
    Chebyshev grid, against ``scipy.special.ndtri``) on [0, 31], with an error of 1.6e-10. All
    coefficients are positive, so that nothing cancels. A polynomial would need degree 26 and
    measured half as much time again. Ten digits of the logarithm suffice: four terms.

    Examples
    --------
    >>> normal(0.5), round(normal(0.975), 6)
    (0.0, 1.959964)
    """
    x = (u + u) - 1.0
    # (1 - x)(1 + x) rather than 1 - x², which would lose all digits in the tails.
    mantissa, exponent = split(greatest(_SMALLEST_PRODUCT, (1.0 - x) * (1.0 + x)))
    s = (mantissa - 1.0) / (mantissa + 1.0)
    z = s * s
    p = (z * 0.4342559933232585) + 0.5765845391026051
    p = (z * ((z * p) + 0.9618007592390844)) + 2.8853900727520796
    w = (-exponent) - (s * p)
    upper = (w * 0.03497990340475821) + 15.641731376334853
    upper = (w * upper) + 223.93440946244095
    upper = (w * ((w * upper) + 5678.319722820355)) + 135306.32784979208
    upper = (w * ((w * upper) + 2209683.702244861)) + 24584263.032536913
    upper = (w * ((w * upper) + 190926984.87660983)) + 934534632.6350243
    lower = w + 84.38071607443688
    lower = (w * ((w * lower) + 121.50911349072553)) + 44650.631095675875
    lower = (w * ((w * lower) + 159172.94150813797)) + 11856704.060644098
    lower = (w * ((w * lower) + 17027806.81326289)) + 745650754.1170567
    return x * (upper / lower)
