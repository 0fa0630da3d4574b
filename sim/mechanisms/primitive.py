"""What the month's arithmetic is made of beside ordinary operators: four primitives.

A further type of number needs the ordinary operators and the methods of `Number`, which the
primitives ask: `sim.tracing` has one that records what is done to it. For Numba they have twins in
`sim.engine.twins`.
"""

import math
from collections.abc import Callable
from typing import Any, TypeVar

__all__ = [
    *("BITS_FROM_SQRT_HALF_TO_ONE", "KERNELS", "TO_BIASED_EXPONENT"),
    *("Number", "kernel", "split", "sqrt", "two_to", "where"),
]

Function = TypeVar("Function", bound=Callable[..., Any])

#: Every function that is part of the month.
KERNELS: list[Callable[..., Any]] = []


def kernel(function: Function) -> Function:
    """Mark a function as part of the month: plain Python, which others may compile.

    Examples
    --------
    >>> @kernel
    ... def double(x):
    ...     return x + x
    >>> double(1.5)
    3.0
    """
    KERNELS.append(function)
    return function


class Number:
    """A number of another kind than Python's: it has the operators, and says what a primitive does.

    A condition, which comparing such numbers gives, is one as well: its `where` is asked.
    """

    def where(self, a: Any, b: Any) -> Any:
        raise NotImplementedError

    def two_to(self) -> Any:
        raise NotImplementedError

    def split(self) -> tuple[Any, Any]:
        raise NotImplementedError

    def sqrt(self) -> Any:
        raise NotImplementedError


def where(condition: bool, a: float, b: float) -> float:
    """Return `a` if the condition holds, else `b`; both have been computed.

    Compiled to a select: nothing to mispredict, and a NaN on the side not taken does no harm.

    Examples
    --------
    >>> where(2.0 > 1.0, 10.0, 20.0)
    10.0
    """
    if condition is True:  # the usual ones first: plain Python asks this a thousand times a month
        return a
    if condition is False:
        return b
    if isinstance(condition, Number):
        return condition.where(a, b)
    return a if condition else b


#: Added to a whole number k, leaves k + 1023, the biased exponent of 2**k, in the lowest bits: how
#: machine code makes 2**k. A conversion to an integer would do, but is undefined for NaN.
TO_BIASED_EXPONENT = 1.5 * 4503599627370496.0 + 1023.0


def two_to(k: float) -> float:
    """Return 2 to the power k, exactly, for a whole k from -1022 to 1023.

    Other k have no meaning; NaN may give any number, so scale only what is then NaN too.

    Examples
    --------
    >>> two_to(-3.0)
    0.125
    """
    if isinstance(k, Number):
        return k.two_to()
    return math.ldexp(1.0, int(k)) if k == k else k


_SQRT_HALF = 0.70710678118654752

#: From the bits of √½ to those of 1: added to a number's, they carry into the exponent from √½ on.
BITS_FROM_SQRT_HALF_TO_ONE = 0x3FF0000000000000 - 0x3FE6A09E667F3BCD


def split(x: float) -> tuple[float, float]:
    """Split a positive normal x into m in [√½, √2) and a whole e, both floats: x = m 2**e, exactly.

    Around 1 rather than above it, so that a logarithm has no e ln 2 to cancel just below 1. Other
    arguments have no meaning; callers clip.

    Examples
    --------
    >>> split(12.0)
    (0.75, 4.0)
    """
    if isinstance(x, Number):
        return x.split()
    mantissa, exponent = math.frexp(x)
    if mantissa < _SQRT_HALF:
        return mantissa + mantissa, float(exponent - 1)
    return mantissa, float(exponent)


def sqrt(x: float) -> float:
    """Return the square root of x, rounded once as IEEE 754 has it; NaN below 0.

    Examples
    --------
    >>> sqrt(2.25)
    1.5
    """
    if isinstance(x, Number):
        return x.sqrt()
    return math.sqrt(x) if x >= 0.0 else math.nan
